//! The built-in templates.

use std::sync::Arc;

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, context};

use super::{Form, Request};

/// Steps that a template may take; the built-in ones take some hundred.
const FUEL: u64 = 100_000;

/// A template that could not be rendered.
#[derive(Debug, thiserror::Error)]
#[error("the template of kind `{kind}` cannot be rendered: {source}")]
pub struct TemplateError {
    kind: Arc<str>,
    source: minijinja::Error,
}

/// The text of a new record. `number` and `id` are as its file name has them.
///
/// # Errors
/// When the template is broken or asks for something that is not there.
pub fn render(form: Form, request: &Request, number: u64, id: &str) -> Result<String, TemplateError> {
    let text = text(form, &request.kind.name);
    let failed = |source| TemplateError { kind: request.kind.name.clone(), source };
    let mut environment = Environment::new();
    let mut syntax = SyntaxConfig::builder();
    syntax.trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true);
    environment.set_syntax(syntax.build().map_err(failed)?);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(FUEL));
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    environment.add_filter("yaml", yaml);
    environment.add_filter("heading", heading);
    let values = context! {
        kind => &*request.kind.name,
        id,
        number,
        title => &request.title,
        status => &request.status,
        today => request.today.to_string(),
        owners => &request.owners,
        tags => &request.tags,
        bullets => form == Form::Madr2,
    };
    environment.render_str(text, values).map_err(failed)
}

fn text(form: Form, kind: &str) -> &'static str {
    match (form, kind) {
        (Form::Nygard, _) => include_str!("../../templates/adr-nygard.md"),
        (Form::Madr2 | Form::Madr4, _) => include_str!("../../templates/adr-madr.md"),
        (Form::Deem, "business-case") => include_str!("../../templates/business-case.md"),
        (Form::Deem, "tech-debt") => include_str!("../../templates/tech-debt.md"),
        (Form::Deem, "initiative") => include_str!("../../templates/initiative.md"),
        (Form::Deem, "experiment") => include_str!("../../templates/experiment.md"),
        (Form::Deem, "org-change") => include_str!("../../templates/org-change.md"),
        (Form::Deem, "objective") => include_str!("../../templates/objective.md"),
        (Form::Deem, _) => include_str!("../../templates/adr.md"),
    }
}

/// A text as a YAML scalar: plain where nothing in it has a meaning, else in double quotes.
fn yaml(text: &str) -> String {
    let plain = text.starts_with(|c: char| c.is_ascii_alphabetic())
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

/// A title that stays one heading: a closing row of `#` would be taken for a mark.
fn heading(title: &str) -> String {
    let core = title.trim_end_matches('#');
    let marks = title.len() - core.len();
    if marks > 0 && (core.is_empty() || core.ends_with(' ')) {
        return format!("{core}\\{}", &title[core.len()..]);
    }
    title.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_quoted_where_yaml_would_read_something_else() {
        for (text, written) in [
            ("Ana Silva", "Ana Silva"),
            ("@acme/payments", "\"@acme/payments\""),
            ("no", "\"no\""),
            ("a: b", "\"a: b\""),
            ("2024", "\"2024\""),
            ("say \"x\"\n", "\"say \\\"x\\\"\\n\""),
            ("", "\"\""),
        ] {
            assert_eq!(yaml(text), written);
        }
        assert_eq!(heading("Use C#"), "Use C#");
        assert_eq!(heading("Use ##"), "Use \\##");
    }
}
