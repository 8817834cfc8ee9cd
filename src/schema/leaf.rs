//! A validator's verdict taken down to the mistakes that a person made.

use jsonschema::ValidationError;
use jsonschema::error::{TypeKind, ValidationErrorKind as Kind};
use serde_json::Value as Json;

use super::pointer;

/// One mistake, with what is needed to speak of it.
#[derive(Clone, Debug)]
pub(super) struct Leaf {
    /// JSON pointer to the value.
    pub(super) pointer: String,
    /// The path of the validator to the keyword, through `$ref`s.
    pub(super) evaluation: String,
    pub(super) value: Json,
    pub(super) what: What,
}

/// The mistakes of a value.
#[derive(Clone, Debug)]
pub(super) enum What {
    /// Not one of these types.
    Type(Vec<&'static str>),
    /// Not one of these values, nor of these types.
    Choice(Vec<Json>, Vec<&'static str>),
    /// Lacks a key.
    Missing(String),
    /// Has none of these keys.
    MissingAll(Vec<String>),
    /// Has a key that is not known.
    Unknown(String),
    /// The name of a key is wrong.
    Name(String, Box<Leaf>),
    /// Several forms fit at once.
    TooManyForms,
    Pattern,
    Format(String),
    Minimum(Json),
    Maximum(Json),
    Above(Json),
    Below(Json),
    Multiple(f64),
    Shorter(u64),
    Longer(u64),
    FewerItems(u64),
    MoreItems(u64),
    FewerKeys(u64),
    MoreKeys(u64),
    Repeated,
    Contains,
    Forbidden,
    Not,
    Other,
}

/// The mistakes of one error: several only for unknown keys and for the branch that was meant.
pub(super) fn leaves(error: &ValidationError<'_>) -> Vec<Leaf> {
    let one = |what: What| vec![leaf(error, what)];
    match error.kind() {
        Kind::AnyOf { context } | Kind::OneOfNotValid { context } => {
            let branches = context.iter().map(|errors| errors.iter().flat_map(leaves).collect()).collect();
            super::branch::meant(branches, leaf(error, What::TooManyForms))
        }
        Kind::OneOfMultipleValid { .. } => one(What::TooManyForms),
        Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => {
            unexpected.iter().map(|key| leaf(error, What::Unknown(key.clone()))).collect()
        }
        Kind::PropertyNames { error: inner } => {
            let name = inner.instance().as_str().unwrap_or_default().to_owned();
            let named = |inner: Leaf| leaf(error, What::Name(name.clone(), Box::new(inner)));
            leaves(inner).into_iter().take(1).map(named).collect()
        }
        Kind::UniqueItems => repeated(error),
        kind => one(simple(kind)),
    }
}

fn leaf(error: &ValidationError<'_>, what: What) -> Leaf {
    Leaf {
        pointer: error.instance_path().as_str().to_owned(),
        evaluation: error.evaluation_path().as_str().to_owned(),
        value: error.instance().as_ref().clone(),
        what,
    }
}

fn simple(kind: &Kind) -> What {
    match kind {
        Kind::Type { kind } => What::Type(match kind {
            TypeKind::Single(one) => vec![one.as_str()],
            TypeKind::Multiple(several) => several.iter().map(|one| one.as_str()).collect(),
        }),
        Kind::Enum { options } => What::Choice(options.as_array().cloned().unwrap_or_default(), Vec::new()),
        Kind::Constant { expected_value } => What::Choice(vec![expected_value.as_ref().clone()], Vec::new()),
        Kind::Required { property } => What::Missing(property.as_str().unwrap_or_default().to_owned()),
        Kind::Pattern { .. } => What::Pattern,
        Kind::Format { format } => What::Format(format.clone()),
        Kind::Minimum { limit } => What::Minimum(limit.clone()),
        Kind::Maximum { limit } => What::Maximum(limit.clone()),
        Kind::ExclusiveMinimum { limit } => What::Above(limit.clone()),
        Kind::ExclusiveMaximum { limit } => What::Below(limit.clone()),
        Kind::MultipleOf { multiple_of } => What::Multiple(*multiple_of),
        Kind::MinLength { limit } => What::Shorter(*limit),
        Kind::MaxLength { limit } => What::Longer(*limit),
        Kind::MinItems { limit } => What::FewerItems(*limit),
        Kind::MaxItems { limit } => What::MoreItems(*limit),
        Kind::AdditionalItems { limit } => What::MoreItems(u64::try_from(*limit).unwrap_or(u64::MAX)),
        Kind::MinProperties { limit } => What::FewerKeys(*limit),
        Kind::MaxProperties { limit } => What::MoreKeys(*limit),
        Kind::Contains => What::Contains,
        Kind::FalseSchema => What::Forbidden,
        Kind::Not { .. } => What::Not,
        _ => What::Other,
    }
}

/// The items that stand in the list for the second time.
fn repeated(error: &ValidationError<'_>) -> Vec<Leaf> {
    let items = error.instance().as_array().map_or(&[][..], Vec::as_slice);
    let mut seen = std::collections::HashSet::new();
    let again = items.iter().enumerate().filter(|(_, item)| !seen.insert(same(item)));
    again
        .map(|(at, item)| Leaf {
            pointer: pointer::join(error.instance_path().as_str(), &at.to_string()),
            value: item.clone(),
            ..leaf(error, What::Repeated)
        })
        .collect()
}

/// Equal texts for equal values: `1` and `1.0`, and mappings whatever the order of their keys.
fn same(value: &Json) -> String {
    match value {
        Json::Number(number) => format!("{:?}", number.as_f64()),
        Json::Array(items) => format!("[{}]", items.iter().map(same).collect::<Vec<_>>().join(",")),
        Json::Object(map) => {
            let mut entries: Vec<String> =
                map.iter().map(|(key, value)| format!("{key:?}:{}", same(value))).collect();
            entries.sort_unstable();
            format!("{{{}}}", entries.join(","))
        }
        other => other.to_string(),
    }
}
