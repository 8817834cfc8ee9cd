//! Texts of records in messages.

/// Characters of a record's text that a message repeats.
const QUOTED_CHARS: usize = 60;

/// A text between backticks on one line, shortened; its own backticks become apostrophes.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("`");
    let mut left = QUOTED_CHARS;
    for (at, word) in text.split_whitespace().enumerate() {
        if at > 0 {
            out.push(' ');
        }
        for c in word.chars() {
            if left == 0 {
                out.push_str("…`");
                return out;
            }
            left -= 1;
            out.push(if c == '`' { '\'' } else { c });
        }
    }
    out.push('`');
    out
}

/// `a`, `b` or `c`, each between backticks.
pub(super) fn either(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quoted_text_stays_on_one_line_and_short() {
        assert_eq!(quoted("Accepted\n  `by` all"), "`Accepted 'by' all`");
        assert_eq!(quoted(&"é".repeat(61)), format!("`{}…`", "é".repeat(60)));
        assert_eq!(quoted(""), "``");
    }

    #[test]
    fn names_are_joined_with_or() {
        assert_eq!(either(&["a", "b", "c"]), "`a`, `b` or `c`");
        assert_eq!(either(&["a"]), "`a`");
    }
}
