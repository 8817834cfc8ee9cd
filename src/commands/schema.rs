//! `deem schema`.

use crate::cli::SchemaArgs;
use crate::config::suggest;
use crate::engine;
use crate::exit::Exit;
use crate::schema;

use super::Failure;
use super::session::Session;

/// Prints a JSON Schema: that of a kind, the team's own ones too, of the configuration or of an output.
pub(super) fn run(session: &Session<'_>, args: &SchemaArgs) -> Result<Exit, Failure> {
    let name = args.name.trim();
    let text = match own(session, name)? {
        Some(text) => text,
        None => schema::find(name).ok_or_else(|| unknown(name))?.text().into_owned(),
    };
    session.write(|out| out.write_all(text.as_bytes()))?;
    Ok(Exit::Clean)
}

/// The schema of a kind that `deem.toml` states.
fn own(session: &Session<'_>, name: &str) -> Result<Option<String>, Failure> {
    // The schema of the configuration must also be there for one who mends it.
    if ["config", "findings", "list", "log", "stale", "shared", "record"].contains(&name) {
        return Ok(None);
    }
    let workspace = session.workspace()?;
    let settings = session.settings(&workspace)?;
    let Some(kind) = settings.kinds().find(name) else { return Ok(None) };
    let schemas = engine::schemas(&workspace, [kind]).map_err(|error| *error)?;
    let text = schemas.of_kind(kind).map(|schema| schema.text().into_owned());
    Ok(text.map(|text| schema::with_table(&text, kind).unwrap_or(text)))
}

fn unknown(name: &str) -> Failure {
    let names = || schema::all().iter().map(|schema| schema.name.as_ref());
    let near = suggest::nearest(name, names()).map(|near| format!("; did you mean `{near}`?"));
    Failure::Listed {
        what: format!("there is no schema `{name}`{}", near.unwrap_or_default()),
        lines: vec![format!("there are: {}", names().collect::<Vec<_>>().join(", "))],
    }
}
