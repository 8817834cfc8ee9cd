//! Texts as YAML and Markdown need them.

/// A text as a YAML scalar: plain where nothing in it has a meaning, else in double quotes.
pub(super) fn yaml(text: &str) -> String {
    let plain = (text.starts_with(|c: char| c.is_ascii_alphabetic()) || is_day(text))
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | ' '))
        && !text.ends_with(' ')
        && !["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
            .contains(&text.to_lowercase().as_str());
    if plain {
        return text.to_owned();
    }
    // A JSON string is a YAML scalar in double quotes.
    serde_json::Value::from(text).to_string()
}

/// `2026-01-12` is a text in YAML 1.2, and easier to read without quotes.
fn is_day(text: &str) -> bool {
    crate::clock::parse_day(text).is_ok()
}

/// A title that stays one heading: a closing row of `#` would be taken for a mark.
pub(super) fn heading(title: &str) -> String {
    let core = title.trim_end_matches('#');
    let marks = title.len() - core.len();
    if marks > 0 && (core.is_empty() || core.ends_with(' ')) {
        return format!("{core}\\{}", &title[core.len()..]);
    }
    title.to_owned()
}

/// A title between the brackets of a link.
pub(super) fn link_text(title: &str) -> String {
    title.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_quoted_where_yaml_would_read_something_else() {
        for (text, written) in [
            ("Ana Silva", "Ana Silva"),
            ("2026-01-12", "2026-01-12"),
            ("@acme/payments", "\"@acme/payments\""),
            ("no", "\"no\""),
            ("a: b", "\"a: b\""),
            ("2024", "\"2024\""),
            ("say \"x\"\n", "\"say \\\"x\\\"\\n\""),
            ("", "\"\""),
        ] {
            assert_eq!(yaml(text), written);
        }
    }

    #[test]
    fn titles_keep_their_characters_in_headings_and_links() {
        assert_eq!(heading("Use C#"), "Use C#");
        assert_eq!(heading("Use ##"), "Use \\##");
        assert_eq!(link_text("Use [x]"), "Use \\[x\\]");
    }
}
