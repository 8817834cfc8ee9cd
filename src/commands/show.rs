//! `deem show`.

use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use crate::cli::{ShowArgs, TextOrJson};
use crate::corpus::Resolution;
use crate::engine::{self, CheckOptions, LoadOptions, Loaded};
use crate::exit::Exit;
use crate::outcome::Outcome;
use crate::record::{Carrier, Record};
use crate::render::{self, Format, escape};
use crate::report::{Row, rows};
use crate::span::Span;

use super::Failure;
use super::session::Session;

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Document<'a> {
    version: u8,
    root: &'a str,
    record: Row,
    provenance: Vec<Provenance>,
}

/// Where a fact was read.
#[derive(Serialize)]
struct Provenance {
    fact: String,
    value: String,
    path: String,
    line: usize,
    column: usize,
    form: &'static str,
}

/// Prints one record: facts, provenance, links and findings.
pub(super) fn run(session: &Session<'_>, args: &ShowArgs) -> Result<Exit, Failure> {
    let workspace = session.workspace()?;
    let settings = session.settings(&workspace)?;
    let today = session.today()?;
    let loaded = session.load(&settings, workspace, &LoadOptions { bodies: true, overlay: None }, false)?;
    let at = find(session, &loaded, &args.id)?;
    let record = &loaded.corpus.records[at];
    let codeowners = session.codeowners(&loaded.workspace);
    let Some((_, row)) = rows(&loaded.corpus, codeowners.as_ref()).nth(at) else {
        return Err(Failure::message("the record has no row"));
    };
    let style = session.style();
    match args.format {
        TextOrJson::Json => session.write(|out| {
            let document =
                Document { version: 1, root: loaded.root(), record: row, provenance: provenance(record) };
            escape::write_json(&document, out)
        })?,
        TextOrJson::Text => {
            let only = CheckOptions { paths: vec![record.source.path.clone()], ..CheckOptions::default() };
            let outcome = engine::check(&loaded, &settings, today, &only);
            session.write(|out| {
                text(&loaded, at, &row, out)?;
                findings(outcome, &style, out)
            })?;
        }
    }
    Ok(Exit::Clean)
}

/// The record that an argument names, as a path from the working folder or else as an id, number, path or stem;
/// several are listed and refused.
pub(super) fn find(session: &Session<'_>, loaded: &Loaded, id: &str) -> Result<usize, Failure> {
    let corpus = &loaded.corpus;
    let file = session.below_root(Path::new(id));
    if let Some(at) = engine::relative(&loaded.workspace, &file).ok().and_then(|path| corpus.at_path(&path)) {
        return Ok(at);
    }
    match corpus.resolve_argument(id) {
        Resolution::Record(at) => Ok(at),
        Resolution::Ambiguous(found) => {
            let lines: Vec<String> = found.iter().map(|&at| corpus.records[at].path().to_owned()).collect();
            let what = format!("`{id}` fits {} records; name one by its path", lines.len());
            Err(Failure::Listed { what, lines })
        }
        _ => Err(Failure::message(format!("there is no record `{id}`; `deem list` shows what there is"))),
    }
}

fn text(loaded: &Loaded, at: usize, row: &Row, out: &mut dyn Write) -> io::Result<()> {
    let record = &loaded.corpus.records[at];
    writeln!(out, "{} {}", escape::line(&row.id), escape::line(&row.title))?;
    writeln!(out, "{}  {}, {} dialect\n", escape::line(&row.path), row.kind, row.dialect)?;
    for fact in provenance(record) {
        let place = if fact.line == 0 {
            format!("({})", fact.form)
        } else {
            format!("(line {}, {})", fact.line, fact.form)
        };
        writeln!(out, "{:<14} {}  {}", fact.fact, escape::line(&fact.value), escape::line(&place))?;
    }
    if !row.links.is_empty() {
        writeln!(out)?;
    }
    for link in &row.links {
        let said = if link.stated { "" } else { "  (said there)" };
        let path = link.path.as_deref().unwrap_or("not found");
        let part = if link.partial { " in part" } else { "" };
        writeln!(
            out,
            "{:<14} {}{part}  {}{said}",
            link.relation,
            escape::line(&link.target),
            escape::line(path)
        )?;
    }
    Ok(())
}

fn findings(outcome: Outcome, style: &render::Style, out: &mut dyn Write) -> io::Result<()> {
    if outcome.findings.is_empty() {
        return Ok(());
    }
    writeln!(out)?;
    render::render(&outcome, Format::Full, style, out)
}

fn provenance(record: &Record) -> Vec<Provenance> {
    let mut facts = Vec::new();
    let mut add = |fact: &str, value: &str, carrier: Carrier, span: Span| {
        let file = record.file_of(carrier);
        let at = file.position(span.start);
        let in_text = !matches!(carrier, Carrier::FileName | Carrier::Folder);
        facts.push(Provenance {
            fact: fact.to_owned(),
            value: value.split_whitespace().collect::<Vec<_>>().join(" "),
            path: file.path.to_string(),
            line: if in_text { at.line } else { 0 },
            column: if in_text { at.column } else { 0 },
            form: carrier.form(),
        });
    };
    if let Some(number) = &record.identity.number {
        add("number", &number.to_string(), record.identity.carrier, Span::default());
    }
    if !record.title.is_empty() {
        add("title", &record.title, record.title_carrier, record.title_span);
    }
    for status in &record.statuses {
        add("status", &format!("{} (`{}`)", status.name(), status.text), status.carrier, status.span);
    }
    for date in &record.dates {
        let value = date.date.map_or_else(|| format!("`{}` (no date)", date.text), |day| day.to_string());
        add(&format!("date {}", date.meaning.as_str()), &value, date.carrier, date.span);
    }
    for person in &record.people {
        add(person.role.as_str(), &person.name, person.carrier, person.span);
    }
    for tag in &record.tags {
        add("tag", &tag.value, Carrier::Frontmatter, tag.span);
    }
    for glob in &record.governs {
        add("governs", &glob.value, Carrier::Frontmatter, glob.span);
    }
    facts
}
