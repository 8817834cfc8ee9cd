//! Values and subschemas in words.

use serde_json::Value as Json;

use super::document::{At, Document};

/// Characters of a value that a message repeats.
const SHOWN: usize = 60;
/// Characters of an example that a help repeats.
const EXAMPLE: usize = 80;
/// Names that a help lists.
const LISTED: usize = 12;

/// A scalar as it is written in YAML without quotes.
pub(super) fn plain(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A text between backticks, on one line and short.
pub(super) fn quoted(text: &str) -> String {
    let mut chars = text.chars();
    let mut short: String = chars
        .by_ref()
        .take(SHOWN)
        .map(|c| match c {
            '`' => '\'',
            c if c.is_control() => ' ',
            c => c,
        })
        .collect();
    if chars.next().is_some() {
        short.push('…');
    }
    format!("`{short}`")
}

/// What a value is: the text `x`, the number `3`, a list.
pub(super) fn seen(value: &Json, written: Option<&str>) -> String {
    let scalar = || quoted(written.unwrap_or(&plain(value)));
    match value {
        Json::Null => "empty".to_owned(),
        Json::Bool(_) => scalar(),
        Json::Number(_) => format!("the number {}", scalar()),
        Json::String(text) if text.is_empty() => "an empty text".to_owned(),
        Json::String(_) => format!("the text {}", scalar()),
        Json::Array(_) => "a list".to_owned(),
        Json::Object(_) => "a mapping".to_owned(),
    }
}

/// The type of a schema in words.
pub(super) fn type_words(name: &str) -> &'static str {
    match name {
        "array" => "a list",
        "boolean" => "`true` or `false`",
        "integer" => "a whole number",
        "number" => "a number",
        "null" => "empty",
        "object" => "a mapping",
        _ => "a text",
    }
}

/// `a`, `b` or `c`.
pub(super) fn any_of(names: &[String]) -> String {
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => names.concat(),
    }
}

/// Names between backticks with commas, as many as a line bears.
pub(super) fn listed(names: &[String]) -> String {
    let mut shown: Vec<String> = names.iter().take(LISTED).map(|name| quoted(name)).collect();
    if names.len() > LISTED {
        shown.push("…".to_owned());
    }
    shown.join(", ")
}

/// An example of what a subschema accepts, as written in YAML: its own, else one that its keywords name.
pub(super) fn example(document: &Document, at: At<'_>) -> Option<String> {
    let parts = document.parts(at);
    let own = parts.iter().find_map(|part| part.node.get("examples")?.get(0));
    let named =
        || parts.iter().find_map(|part| part.node.get("const").or_else(|| part.node.get("enum")?.get(0)));
    let known = || parts.iter().find_map(|part| of_format(part.text("format")?));
    let text = match own.or_else(named) {
        Some(value) => yaml(value),
        None => known().map(str::to_owned)?,
    };
    (text.chars().count() <= EXAMPLE).then_some(text)
}

/// An example of a known format.
pub(super) fn of_format(name: &str) -> Option<&'static str> {
    Some(match name {
        "date" => "2026-11-22",
        "time" => "14:30:00Z",
        "date-time" => "2026-11-22T14:30:00Z",
        "duration" => "P6M",
        "email" | "idn-email" => "ana@example.com",
        "hostname" | "idn-hostname" => "example.com",
        "ipv4" => "192.0.2.1",
        "ipv6" => "2001:db8::1",
        "uri" | "iri" => "https://example.com/page",
        "uri-reference" | "iri-reference" => "docs/page.md",
        "uri-template" => "https://example.com/{id}",
        "uuid" => "6f1c2a3e-8d4b-4c5e-9f60-7a1b2c3d4e5f",
        "json-pointer" => "/a/b",
        "relative-json-pointer" => "1/a",
        "regex" => "^[a-z]+$",
        _ => return None,
    })
}

/// A value in YAML on one line.
pub(super) fn yaml(value: &Json) -> String {
    match value {
        Json::Array(items) => format!("[{}]", items.iter().map(item).collect::<Vec<_>>().join(", ")),
        Json::Object(map) => {
            let entries: Vec<String> =
                map.iter().map(|(key, value)| format!("{key}: {}", item(value))).collect();
            format!("{{ {} }}", entries.join(", "))
        }
        Json::String(text) if needs_quotes(text) => value.to_string(),
        _ => plain(value),
    }
}

fn item(value: &Json) -> String {
    match value.as_str() {
        Some(text) if text.contains([',', '[', ']', '{', '}']) => value.to_string(),
        _ => yaml(value),
    }
}

/// True for texts that YAML would read as something else.
fn needs_quotes(text: &str) -> bool {
    text.is_empty()
        || text.trim() != text
        || text.starts_with(|c: char| "@&*!|>%`\"'#?-[]{},:".contains(c))
        || text.contains(": ")
        || text.contains(" #")
        || matches!(text, "true" | "false" | "null" | "~")
        || text.parse::<f64>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_are_written_as_yaml_reads_them() {
        assert_eq!(
            yaml(&json!({"who": "@acme/pay", "n": 1, "list": ["a", "b, c"]})),
            r#"{ who: "@acme/pay", n: 1, list: [a, "b, c"] }"#
        );
        assert_eq!(yaml(&json!("1.10")), "\"1.10\"");
        assert_eq!(yaml(&json!("2026-11-22")), "2026-11-22");
    }

    #[test]
    fn what_is_seen_is_named_by_its_type() {
        assert_eq!(seen(&json!("0.3 "), None), "the text `0.3 `");
        assert_eq!(seen(&json!(1.1), Some("1.10")), "the number `1.10`");
        assert_eq!(seen(&json!([1]), None), "a list");
        assert_eq!(quoted(&"é".repeat(61)), format!("`{}…`", "é".repeat(60)));
    }
}
