//! TOML that is none: where it breaks, in plain words.

use toml::de::DeTable;

use crate::span::Span;

use super::error::quoted;
use super::read::Reader;

/// Brackets that may be open at once. The parser allows more, but each can hold a key of 80 parts, and
/// dropping a tree of thousands of levels overflows the stack of a small thread.
const DEEPEST: usize = 16;

/// Parses the text; `None` after reporting what breaks it.
pub(super) fn parse<'t>(reader: &mut Reader, text: &'t str) -> Option<DeTable<'t>> {
    if let Some(at) = too_deep(text) {
        reader.report(Span::new(at, at + 1), format!("brackets are nested more than {DEEPEST} deep"));
        return None;
    }
    let (table, mut errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return Some(table.into_inner());
    }
    errors.sort_by_key(|error| error.span().map_or(0, |span| span.start));
    // What follows the first error of a line is mostly its echo.
    let mut last_line = 0;
    for error in errors {
        let span = error.span().map_or(Span::at(text.len()), Span::from);
        let line = reader.source().position(span.start).line;
        if line != last_line {
            let start = text.get(..span.start).and_then(|text| text.rfind('\n')).map_or(0, |at| at + 1);
            let before = Span::new(start, span.start).text(text);
            reader.report_with(span, || plain_words(error.message(), span.text(text), before));
        }
        last_line = line;
    }
    None
}

const NO_VALUE: (&str, Option<&str>) =
    ("a key without `=` and a value", Some("settings are written `key = value`"));

/// The parser's message in the words of this tool, with a way to mend it where there is a usual one.
/// `found` is the text it marks, `before` what stands in front of that on its line.
fn plain_words(message: &str, found: &str, before: &str) -> (String, Option<String>) {
    let (what, expected) = message.split_once(", expected ").map_or((message, None), |(a, b)| (a, Some(b)));
    let (message, help) = match what {
        "duplicate key" => {
            return (format!("{} is given twice", quoted(found)), Some("keep one of them".into()));
        }
        "invalid unquoted key" => {
            let help = "put the key between double quotes".to_owned();
            return (format!("{} is not a plain key", quoted(found)), Some(help));
        }
        "string values must be quoted" if found.is_empty() => ("a value is missing", None),
        "string values must be quoted" => return not_a_value(found),
        "key with no value" => NO_VALUE,
        _ if what.starts_with("invalid") && what.ends_with("string") && found.is_empty() => {
            let in_string = what.contains("multi-line") || before.contains(['"', '\'']);
            if in_string { ("a string is not closed", Some("add the closing quotes")) } else { NO_VALUE }
        }
        "missing escaped value" => {
            let help = "in double quotes write `\\\\` for a backslash, or use single quotes";
            ("a backslash begins no known escape", Some(help))
        }
        "unexpected key or value" => ("too much on one line", Some("write one setting on each line")),
        "recursion limit" | "cannot recurse further; max recursion depth met" => {
            ("keys are nested too deep", None)
        }
        _ => {
            let expected = expected.filter(|words| *words != "nothing");
            return (what.to_owned(), expected.map(|words| format!("expected {words}")));
        }
    };
    (message.to_owned(), help.map(str::to_owned))
}

fn not_a_value(found: &str) -> (String, Option<String>) {
    let shown = quoted(found);
    let word = found.starts_with(char::is_alphabetic) && !found.contains(['"', '\'', '`']);
    let help = word.then(|| format!("a string needs quotes: `\"{}\"`", shown.trim_matches('`')));
    (format!("{shown} is not a value"), help)
}

/// Where a bracket opens too deep. Strings and comments end where the parser ends them, broken ones too.
fn too_deep(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut open = 0_usize;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'[' | b'{' => {
                open += 1;
                if open > DEEPEST {
                    return Some(at);
                }
            }
            b']' | b'}' => open = open.saturating_sub(1),
            b'#' => {
                at = skip_to(bytes, at, |byte| matches!(byte, b'\n' | b'\r'));
                continue;
            }
            b'"' | b'\'' => {
                at = string_end(bytes, at, byte);
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    None
}

fn skip_to(bytes: &[u8], from: usize, stop: impl Fn(u8) -> bool) -> usize {
    bytes.iter().skip(from).position(|byte| stop(*byte)).map_or(bytes.len(), |found| from + found)
}

/// Just past the string that opens at `start` with `quote`.
fn string_end(bytes: &[u8], start: usize, quote: u8) -> usize {
    let is_run = |at: usize| bytes.get(at..at + 3).is_some_and(|run| run == [quote; 3]);
    let long = is_run(start);
    let mut at = start + if long { 3 } else { 1 };
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' if quote == b'"' && bytes.get(at + 1).is_some_and(|next| matches!(next, b'\\' | b'"')) => {
                at += 1;
            }
            b'\n' if !long => return at,
            _ if byte == quote && !long => return at + 1,
            _ if byte == quote && is_run(at) => {
                let extra = bytes.iter().skip(at + 3).take(2).take_while(|byte| **byte == quote).count();
                return at + 3 + extra;
            }
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_in_strings_and_comments_do_not_count() {
        let deep = "[".repeat(40);
        for text in [
            format!("a = \"{deep}\""),
            format!("a = '{deep}'"),
            format!("a = \"\"\"\n{deep}\n\"\"\""),
            format!("a = '''\n{deep}\n''''"),
            format!("a = \"\\\"{deep}\""),
            format!("# {deep}"),
        ] {
            assert_eq!(too_deep(&text), None, "{text}");
        }
    }

    #[test]
    fn brackets_after_a_string_that_is_not_closed_count() {
        let deep = "[".repeat(40);
        assert_eq!(too_deep(&format!("a = \"x\nb = {deep}")), Some(11 + DEEPEST));
        assert_eq!(too_deep(&format!("a = 'x\\'{deep}")), Some(8 + DEEPEST));
        assert_eq!(too_deep(&format!("# x\r{deep}")), Some(4 + DEEPEST));
    }
}
