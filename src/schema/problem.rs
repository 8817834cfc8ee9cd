//! A validator's verdicts in people's words.

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{JsonType, ValidationError};
use serde_json::Value as Json;

/// Characters of a value that a message repeats.
const SHOWN: usize = 60;

/// What is wrong at one place of the frontmatter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// JSON pointer to the value; for a missing key to the mapping that lacks it.
    pub pointer: String,
    /// What is wrong there.
    pub fault: Fault,
}

/// The kinds of mistake that have rules of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A required key is absent.
    Missing {
        /// The key.
        key: String,
    },
    /// The value is of the right type, and cannot be.
    Value {
        /// What it is, in words.
        message: String,
        /// What may stand there.
        allowed: Vec<String>,
        /// How to write it.
        help: Option<String>,
    },
    /// A number where a text belongs, and the like.
    Type {
        /// What stands there, in words.
        seen: &'static str,
        /// What may stand there, in words.
        wanted: String,
    },
}

/// One problem for each place: a value of the wrong type is not judged any further.
pub(super) fn collect<'a>(errors: impl Iterator<Item = ValidationError<'a>>, schema: &Json) -> Vec<Problem> {
    let mut found: Vec<Problem> = Vec::new();
    for error in errors {
        let pointer = error.instance_path().as_str().to_owned();
        let fault = fault(&error, schema);
        let known = found
            .iter_mut()
            .find(|problem| problem.pointer == pointer && !matches!(problem.fault, Fault::Missing { .. }));
        match (known, &fault) {
            (Some(problem), Fault::Type { .. }) => problem.fault = fault,
            (Some(_), Fault::Value { .. }) => {}
            _ => found.push(Problem { pointer, fault }),
        }
    }
    found
}

fn fault(error: &ValidationError<'_>, schema: &Json) -> Fault {
    let seen = shown(error.instance());
    match error.kind() {
        ValidationErrorKind::Required { property } => {
            Fault::Missing { key: property.as_str().unwrap_or_default().to_owned() }
        }
        ValidationErrorKind::Type { kind } => {
            Fault::Type { seen: word(JsonType::from(error.instance().as_ref())), wanted: wanted(kind) }
        }
        ValidationErrorKind::Enum { options } => {
            let allowed = options.as_array().into_iter().flatten().map(plain).collect();
            value(format!("cannot be {seen}"), allowed, None)
        }
        ValidationErrorKind::Constant { expected_value } => {
            value(format!("cannot be {seen}"), vec![plain(expected_value)], None)
        }
        ValidationErrorKind::Format { format } if format == "date" => value(
            format!("is {seen}, where YYYY-MM-DD belongs"),
            Vec::new(),
            Some("write it like `2026-11-22`".to_owned()),
        ),
        _ => {
            let example = example(error, schema);
            let help = example.map(|text| format!("write it like `{text}`"));
            value(format!("cannot be {seen}"), Vec::new(), help)
        }
    }
}

const fn value(message: String, allowed: Vec<String>, help: Option<String>) -> Fault {
    Fault::Value { message, allowed, help }
}

/// The first example that the schema gives for the value.
fn example(error: &ValidationError<'_>, schema: &Json) -> Option<String> {
    let (property, _) = error.schema_path().as_str().rsplit_once('/')?;
    schema.pointer(property)?.get("examples")?.get(0).map(plain)
}

fn wanted(kind: &TypeKind) -> String {
    let mut words: Vec<&str> = match kind {
        TypeKind::Single(one) => vec![word(*one)],
        TypeKind::Multiple(several) => several.iter().map(word).collect(),
    };
    words.sort_unstable();
    words.dedup();
    words.join(" or ")
}

const fn word(of: JsonType) -> &'static str {
    match of {
        JsonType::Array => "a list",
        JsonType::Boolean => "`true` or `false`",
        JsonType::Integer | JsonType::Number => "a number",
        JsonType::Null => "nothing",
        JsonType::Object => "a mapping",
        JsonType::String => "a text",
    }
}

fn plain(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn shown(value: &Json) -> String {
    let text = plain(value);
    let mut chars = text.chars();
    let mut short: String =
        chars.by_ref().take(SHOWN).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if chars.next().is_some() {
        short.push('…');
    }
    format!("`{short}`")
}
