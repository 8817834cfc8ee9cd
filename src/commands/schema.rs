//! `deem schema`.

use crate::cli::SchemaArgs;
use crate::config::suggest;
use crate::exit::Exit;
use crate::schema;

use super::Failure;
use super::session::Session;

/// Prints an embedded JSON Schema.
pub(super) fn run(session: &Session<'_>, args: &SchemaArgs) -> Result<Exit, Failure> {
    let name = args.name.trim();
    let schema = schema::find(name).ok_or_else(|| unknown(name))?;
    session.write(|out| out.write_all(schema.text().as_bytes()))?;
    Ok(Exit::Clean)
}

fn unknown(name: &str) -> Failure {
    let names = || schema::all().iter().map(|schema| schema.name.as_ref());
    let near = suggest::nearest(name, names()).map(|near| format!("; did you mean `{near}`?"));
    Failure::Listed {
        what: format!("there is no schema `{name}`{}", near.unwrap_or_default()),
        lines: vec![format!("there are: {}", names().collect::<Vec<_>>().join(", "))],
    }
}
