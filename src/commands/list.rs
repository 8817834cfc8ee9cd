//! `deem list`.

use std::io::{self, Write};

use serde::Serialize;

use crate::cli::{ListArgs, ListFormat};
use crate::engine::{LoadOptions, Loaded};
use crate::exit::Exit;
use crate::outcome::Skipped;
use crate::render::table::Table;
use crate::render::{csv, escape};
use crate::report::{Row, rows};
use crate::source::RelPath;

use super::Failure;
use super::session::Session;

#[derive(Serialize)]
struct Document<'a> {
    version: u8,
    root: &'a str,
    records: Vec<Row>,
    skipped: &'a [Skipped],
}

/// Prints the records that pass the filters.
pub(super) fn run(session: &Session<'_>, args: &ListArgs) -> Result<Exit, Failure> {
    let workspace = session.workspace()?;
    let settings = session.settings(&workspace)?;
    let paths = session.paths(&workspace, &args.paths)?;
    let loaded = session.load(&settings, workspace, &LoadOptions::default(), args.allow_empty)?;
    let codeowners = session.codeowners(&loaded.workspace);
    let records: Vec<Row> = rows(&loaded.corpus, codeowners.as_ref())
        .map(|(_, row)| row)
        .filter(|row| passes(row, args, &paths))
        .collect();
    if records.is_empty() && !loaded.corpus.records.is_empty() {
        session.note("no record passes the filters");
    }
    session.note_skipped(&loaded);
    let style = session.style();
    session.write(|out| match args.format {
        ListFormat::Table => table(&records).write(&style, out),
        ListFormat::Json => json(&loaded, records, out),
        ListFormat::Jsonl => records.iter().try_for_each(|row| escape::write_json(row, out)),
        ListFormat::Csv => write_csv(&records, out),
    })?;
    Ok(Exit::Clean)
}

fn passes(row: &Row, args: &ListArgs, paths: &[RelPath]) -> bool {
    let any = |wanted: &[String], value: &str| {
        wanted.is_empty() || wanted.iter().any(|word| word.eq_ignore_ascii_case(value))
    };
    crate::engine::is_within(&row.path, paths)
        && any(&args.status, row.status.as_deref().unwrap_or("none"))
        && any(&args.kind, &row.kind)
        && (args.tag.is_empty() || row.tags.iter().any(|tag| any(&args.tag, tag)))
        && args
            .owner
            .as_ref()
            .is_none_or(|owner| row.owners.iter().any(|name| name.name.eq_ignore_ascii_case(owner)))
}

fn table(records: &[Row]) -> Table {
    let mut table = Table::new(&["id", "status", "date", "title"]);
    for row in records {
        let name = if row.title.is_empty() { &row.path } else { &row.title };
        let status = row.status.as_deref().unwrap_or("-");
        table.row([row.id.as_str(), status, row.date.as_deref().unwrap_or("-"), name]);
    }
    table
}

fn json(loaded: &Loaded, records: Vec<Row>, out: &mut dyn Write) -> io::Result<()> {
    escape::write_json(&Document { version: 1, root: loaded.root(), records, skipped: &loaded.skipped }, out)
}

fn write_csv(records: &[Row], out: &mut dyn Write) -> io::Result<()> {
    csv::write_row(
        out,
        ["path", "kind", "id", "number", "title", "status", "date", "created", "decided", "owners", "tags"],
    )?;
    for row in records {
        let owners = row.owners.iter().map(|owner| owner.name.as_str()).collect::<Vec<_>>().join("; ");
        let number = row.number.as_ref().map(ToString::to_string).unwrap_or_default();
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        csv::write_row(
            out,
            [
                row.path.as_str(),
                &row.kind,
                &row.id,
                &number,
                &row.title,
                &text(&row.status),
                &text(&row.date),
                &text(&row.created),
                &text(&row.decided),
                &owners,
                &row.tags.join("; "),
            ],
        )?;
    }
    Ok(())
}
