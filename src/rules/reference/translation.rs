//! One record in two languages: `0002-x.md` and `0002-x-de.md`.

use crate::record::Record;

const LANGUAGES: [&str; 24] = [
    "ar", "cs", "da", "de", "en", "es", "fi", "fr", "hi", "hu", "it", "ja", "ko", "nl", "no", "pl", "pt",
    "ru", "sv", "tr", "uk", "vi", "zh", "cn",
];

/// True when the names differ by a language at their end only.
pub(super) fn is_translation(a: &Record, b: &Record) -> bool {
    same_but_for_language(&a.identity.name.slug, &b.identity.name.slug)
}

/// The name's words without a language at their end, in lower case, and whether there was one.
pub(super) fn split_language(record: &Record) -> (String, bool) {
    let slug = &record.identity.name.slug;
    let base = without_language(slug);
    (base.to_lowercase(), base.len() < slug.len())
}

fn same_but_for_language(a: &str, b: &str) -> bool {
    let (base_a, base_b) = (without_language(a), without_language(b));
    a != b && base_a.eq_ignore_ascii_case(base_b) && (base_a.len() < a.len() || base_b.len() < b.len())
}

/// `use-x-de`, `use-x.de`, `use-x_pt-BR` without the language.
fn without_language(slug: &str) -> &str {
    let cut = |text: &str| -> Option<usize> {
        let at = text.rfind(['-', '_', '.'])?;
        LANGUAGES.iter().any(|known| known.eq_ignore_ascii_case(&text[at + 1..])).then_some(at)
    };
    let region = slug.rfind(['-', '_']).filter(|&at| {
        let tail = &slug[at + 1..];
        tail.len() == 2 && tail.bytes().all(|b| b.is_ascii_uppercase())
    });
    cut(slug).or_else(|| region.and_then(|at| cut(&slug[..at]))).map_or(slug, |at| &slug[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_at_the_end_is_no_other_record() {
        for (a, b) in [("use-x", "use-x-de"), ("use-x.en", "use-x.de"), ("use-x_pt-BR", "use-x")] {
            assert!(same_but_for_language(a, b), "{a} {b}");
        }
        for (a, b) in [("use-x", "use-y"), ("use-x", "use-x-ui"), ("go-de", "rust-de"), ("a", "a")] {
            assert!(!same_but_for_language(a, b), "{a} {b}");
        }
    }
}
