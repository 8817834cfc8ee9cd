//! `deem config`.

use serde::Serialize;

use crate::cli::{ConfigArgs, TextOrJson};
use crate::config::EffectiveEntry;
use crate::exit::Exit;
use crate::render::escape;
use crate::render::table::Table;

use super::Failure;
use super::session::Session;

#[derive(Serialize)]
struct Document {
    version: u8,
    settings: Vec<EffectiveEntry>,
}

/// Prints every setting with its value and where it was set.
pub(super) fn run(session: &Session<'_>, args: &ConfigArgs) -> Result<Exit, Failure> {
    let workspace = session.workspace()?;
    let settings = session.settings(&workspace)?;
    let entries = settings.explain();
    let style = session.style();
    session.write(|out| match args.format {
        TextOrJson::Text => {
            let mut table = Table::new(&["setting", "value", "from"]);
            for entry in &entries {
                table.row([&entry.key, &entry.value.to_string(), &entry.origin.to_string()]);
            }
            table.write(&style, out)
        }
        TextOrJson::Json => escape::write_json(&Document { version: 1, settings: entries }, out),
    })?;
    Ok(Exit::Clean)
}
