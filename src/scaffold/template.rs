//! Rendering a template: built in, of a kind in `deem.toml`, or given on the command line.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::ValueKind;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior, Value};

use crate::config::suggest;
use crate::record::Number;
use crate::source::SourceFile;
use crate::span::{Position, Span};
use crate::templates;

use super::{Form, Replaced, Request, text};

/// Steps that a template may take; the built-in ones take some hundred.
const FUEL: u64 = 100_000;

/// A template that could not be rendered, with the place in it.
#[derive(Clone, Debug)]
pub struct TemplateError {
    /// The template.
    pub source: Arc<SourceFile>,
    /// What is wrong there; `None` where it is the template as a whole.
    pub span: Option<Span>,
    /// Line and column of the place.
    pub position: Option<Position>,
    /// What is wrong, a lower-case fragment without a full stop.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.source.path)?;
        if let Some(at) = self.position {
            write!(f, ":{}:{}", at.line, at.column)?;
        }
        write!(f, ": {}", self.message)
    }
}

impl std::error::Error for TemplateError {}

impl TemplateError {
    /// An error about a template as a whole.
    pub(super) fn whole(source: Arc<SourceFile>, message: String, help: &str) -> Self {
        Self { source, span: None, position: None, message, help: Some(help.to_owned()) }
    }

    fn at(source: Arc<SourceFile>, error: &Error, names: &[&str]) -> Self {
        // An error in a macro or loop may name a place that is not in this text.
        let span = error
            .range()
            .and_then(|range| source.text.get(range.clone()).map(|_| Span::new(range.start, range.end)));
        let of_line = || {
            let line = error.line()?.checked_sub(1)?;
            let start: usize = source.text.split_inclusive('\n').take(line).map(str::len).sum();
            let text = source.text.get(start..)?.lines().next()?;
            Some(Span::new(start, start + text.len()))
        };
        let span = span.or_else(of_line);
        let words = span.map_or("", |span| span.text(&source.text));
        let (message, help) = match error.kind() {
            ErrorKind::UndefinedError => undefined(words, names),
            ErrorKind::OutOfFuel => ("the template takes too many steps".to_owned(), None),
            kind => {
                let kind = kind.to_string();
                (error.detail().map_or(kind.clone(), |detail| format!("{kind}: {detail}")), None)
            }
        };
        let position = span.map(|span| source.position(span.start));
        Self { span, position, message, help, source }
    }
}

/// What a variable that is not there may have meant.
fn undefined(words: &str, names: &[&str]) -> (String, Option<String>) {
    let name: String = words.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    if name.is_empty() {
        return ("a value is not there".to_owned(), None);
    }
    if names.contains(&name.as_str()) {
        return (format!("`{words}` is not there"), None);
    }
    let near = suggest::nearest(&name, names.iter().copied());
    let help = near
        .map_or_else(|| format!("there are: {}", names.join(", ")), |near| format!("did you mean `{near}`?"));
    (format!("there is no variable `{name}`"), Some(help))
}

/// The template that a request asks for: the given file, else the one of its kind in `deem.toml`, else the
/// built-in one of its form.
pub(super) fn source(request: &Request) -> Arc<SourceFile> {
    if let Some(given) = &request.template {
        return given.clone();
    }
    let kind = &*request.kind.name;
    let name = match request.form {
        Form::Nygard => "adr-nygard",
        Form::Madr2 | Form::Madr4 => "adr-madr",
        _ if request.minimal => "record",
        Form::Y => "adr-y",
        Form::Deem => kind,
    };
    let built_in = templates::named(name).or_else(|| templates::named("record"));
    let (path, text) = built_in.map_or(("", ""), |template| (template.path, template.text));
    Arc::new(SourceFile::new(path, text.to_owned()))
}

/// What a file name gives to a template.
#[derive(Clone, Copy, Debug)]
pub(super) struct Name<'a> {
    pub(super) id: &'a str,
    pub(super) number: Option<&'a Number>,
    pub(super) slug: &'a str,
}

/// Every variable that a template may use.
fn variables(request: &Request, name: Name<'_>) -> BTreeMap<&'static str, Value> {
    let kind = &request.kind;
    let number = match name.number {
        Some(Number::Int(number)) => Value::from(*number),
        Some(Number::Text(text)) => Value::from(text.as_str()),
        None => Value::from(()),
    };
    BTreeMap::from([
        ("flavour", Value::from(request.form.as_str())),
        ("id", Value::from(name.id)),
        ("kind", Value::from(&*kind.name)),
        ("minimal", Value::from(request.minimal)),
        ("number", number),
        ("owners", texts(&request.owners)),
        ("prefix", Value::from(kind.prefix.as_str())),
        ("sections", texts(&kind.required_sections)),
        ("slug", Value::from(name.slug)),
        ("status", Value::from(request.status.as_str())),
        ("statuses", kind.statuses.iter().map(|status| Value::from(status.name.as_str())).collect()),
        ("supersedes", request.supersedes.iter().map(replaced).collect()),
        ("tags", texts(&request.tags)),
        ("title", Value::from(request.title.as_str())),
        ("today", Value::from(request.today.to_string())),
    ])
}

fn texts(list: &[String]) -> Value {
    list.iter().map(|text| Value::from(text.as_str())).collect()
}

fn replaced(old: &Replaced) -> Value {
    Value::from_pairs([
        ("id", Value::from(old.id.as_str())),
        ("link", Value::from(old.link.as_str())),
        ("number", old.number.map_or_else(|| Value::from(()), Value::from)),
        ("title", Value::from(old.title.as_str())),
    ])
}

type Filter = fn(Value) -> Result<String, Error>;

/// The filters beside those of minijinja.
const FILTERS: [(&str, Filter); 3] = [("heading", heading), ("link_text", link_text), ("yaml", yaml)];

/// The text of a new record.
///
/// # Errors
/// When the template is broken or asks for something that is not there.
pub(super) fn render(
    source: &Arc<SourceFile>,
    request: &Request,
    name: Name<'_>,
) -> Result<String, TemplateError> {
    let variables = variables(request, name);
    let names: Vec<&str> = variables.keys().copied().collect();
    let failed = |error: Error| TemplateError::at(source.clone(), &error, &names);
    let mut environment = Environment::new();
    let mut syntax = SyntaxConfig::builder();
    syntax.trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true);
    environment.set_syntax(syntax.build().map_err(failed)?);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(FUEL));
    environment.set_debug(true);
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    for (name, filter) in FILTERS {
        environment.add_filter(name, filter);
    }
    environment.render_named_str(&source.path, &source.text, &variables).map_err(failed)
}

fn words(value: &Value) -> Result<&str, Error> {
    value.as_str().ok_or_else(|| Error::new(ErrorKind::InvalidOperation, "the filter wants a text"))
}

/// A text or a list of texts as YAML.
fn yaml(value: Value) -> Result<String, Error> {
    if value.kind() != ValueKind::Seq {
        return words(&value).map(text::yaml);
    }
    let mut items = Vec::new();
    for item in value.try_iter()? {
        items.push(text::yaml(words(&item)?));
    }
    Ok(format!("[{}]", items.join(", ")))
}

fn heading(value: Value) -> Result<String, Error> {
    words(&value).map(text::heading)
}

fn link_text(value: Value) -> Result<String, Error> {
    words(&value).map(text::link_text)
}

#[cfg(test)]
mod tests {
    use super::super::tests::request;
    use super::*;

    const NAME: Name<'_> = Name { id: "ADR-0001", number: Some(&Number::Int(1)), slug: "use-kafka" };

    fn broken(text: &str) -> TemplateError {
        let source = Arc::new(SourceFile::new("docs/template.md", text.to_owned()));
        render(&source, &request("adr"), NAME).unwrap_err()
    }

    #[test]
    fn an_error_points_into_the_template() {
        for (text, shown, help) in [
            ("# {{ title }}\n\n{{ onwers }}\n", "3:4: there is no variable `onwers`", "`owners`"),
            ("é {{ title.x }}\n", "1:6: `title.x` is not there", ""),
            ("{{ wombat }}\n", "1:4: there is no variable `wombat`", "there are: flavour, "),
            ("{% if %}\n", "1:7: syntax error", ""),
            ("a\n{{ title | shout }}\n", "2:12: unknown filter", ""),
            ("{{ 3 | yaml }}\n", "invalid operation: the filter wants a text", ""),
            ("{% for x in range(9999) %}{% for y in range(9999) %}.{% endfor %}{% endfor %}", "", ""),
        ] {
            let error = broken(text);
            assert!(error.to_string().starts_with("docs/template.md:"), "{error}");
            assert!(error.to_string().contains(shown), "{error}");
            assert!(error.help.unwrap_or_default().contains(help), "{text}");
        }
    }

    /// The first column of the tables of a page, by the heading above them.
    fn names_under(page: &str, heading: &str) -> Vec<String> {
        let part = page.split("\n## ").find(|part| part.starts_with(heading)).unwrap();
        let rows = part.lines().filter_map(|line| line.strip_prefix("| `"));
        rows.map(|row| row.split('`').next().unwrap().to_owned()).collect()
    }

    #[test]
    fn the_page_on_templates_lists_every_variable_and_filter() {
        let page = include_str!("../../docs/templates.md");
        let passed: Vec<&str> = variables(&request("adr"), NAME).into_keys().collect();
        assert_eq!(names_under(page, "Variables"), passed);
        let filters = FILTERS.map(|(name, _)| name);
        assert_eq!(names_under(page, "Filters"), filters);
    }

    #[test]
    fn every_built_in_template_uses_only_what_is_there() {
        for template in templates::ALL {
            let source = Arc::new(SourceFile::new(template.path, template.text.to_owned()));
            for minimal in [false, true] {
                let request = Request { minimal, ..request("adr") };
                let text = render(&source, &request, NAME).unwrap();
                assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{}", template.path);
                assert!(!text.contains("\n\n\n"), "{}: {text}", template.path);
            }
        }
    }
}
