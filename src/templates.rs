//! The texts of the built-in templates, and the prompts in them that an author replaces.

use std::collections::HashSet;
use std::sync::LazyLock;

/// A built-in template.
#[derive(Clone, Copy, Debug)]
pub struct Template {
    /// Its place among the sources, `templates/adr.md`.
    pub path: &'static str,
    /// Its text, in the language of minijinja.
    pub text: &'static str,
}

macro_rules! templates {
    ($($name:literal),+ $(,)?) => {
        /// Every built-in template.
        pub static ALL: &[Template] = &[$(Template {
            path: concat!("templates/", $name, ".md"),
            text: include_str!(concat!("../templates/", $name, ".md")),
        }),+];
    };
}

templates![
    "record",
    "adr",
    "adr-y",
    "adr-nygard",
    "adr-madr",
    "business-case",
    "tech-debt",
    "initiative",
    "experiment",
    "org-change",
    "objective",
];

/// The template called `templates/NAME.md`.
pub fn named(name: &str) -> Option<&'static Template> {
    let stem = |path: &'static str| path.strip_prefix("templates/")?.strip_suffix(".md");
    ALL.iter().find(|template| stem(template.path) == Some(name))
}

/// True for the text of a prompt of a built-in template, without its braces.
pub fn is_prompt(text: &str) -> bool {
    static PROMPTS: LazyLock<HashSet<&'static str>> =
        LazyLock::new(|| ALL.iter().flat_map(|template| prompts(template.text)).collect());
    PROMPTS.contains(text)
}

/// The prompts of a template, `what makes a decision necessary` of `{what makes a decision necessary}`:
/// several words on one line in single braces that stand right beside them. One word in braces is more often a
/// part of an address, `/orders/{id}`.
pub fn prompts(text: &str) -> impl Iterator<Item = &str> {
    memchr::memchr_iter(b'{', text.as_bytes()).filter_map(move |open| {
        let inner = text.get(open + 1..)?;
        let end = inner.find(['{', '}', '\n'])?;
        let before = open.checked_sub(1).and_then(|at| text.as_bytes().get(at));
        let inner = inner.get(..end).filter(|_| inner.as_bytes().get(end) == Some(&b'}'))?;
        let is_code = before == Some(&b'{') || inner.starts_with(['%', '#', ' ']);
        (!is_code && inner.contains(' ')).then_some(inner)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prompts_are_told_from_code_and_from_flow_mappings() {
        let text = "{{ id }} {% if x %}{what it is}{% endif %} { door: one-way } /{id} {# a note #} {a\nb c}";
        assert_eq!(prompts(text).collect::<Vec<_>>(), ["what it is"]);
    }

    #[test]
    fn a_prompt_is_long_enough_not_to_be_anybodys_own_words() {
        for template in ALL {
            let short: Vec<&str> =
                prompts(template.text).filter(|prompt| prompt.split(' ').count() < 3).collect();
            assert!(short.is_empty(), "{}: {short:?}", template.path);
            assert!(template.text.lines().count() <= 60, "{} is too long to be kept", template.path);
        }
        assert!(is_prompt("what becomes easier") && !is_prompt("id"));
    }
}
