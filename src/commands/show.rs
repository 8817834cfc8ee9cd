//! `deem show`.

use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use crate::cli::{ShowArgs, TextOrJson};
use crate::corpus::Resolution;
use crate::engine::{self, CheckOptions, LoadOptions, Loaded};
use crate::exit::Exit;
use crate::facts::{Facts, RecordFacts, What};
use crate::outcome::Outcome;
use crate::record::{Carrier, Record};
use crate::render::{self, Format, escape};
use crate::report::history::{Commit, EditRow, RecordHistory};
use crate::report::{Row, rows};
use crate::span::Span;

use super::Failure;
use super::past;
use super::session::Session;

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Document<'a> {
    version: u8,
    root: &'a str,
    record: Row,
    provenance: Vec<Provenance>,
    /// `null` where history was not read or tells nothing.
    history: Option<Told>,
}

/// What git tells of the record.
#[derive(Serialize)]
struct Told {
    #[serde(flatten)]
    history: RecordHistory,
    /// Edits of what it says after it came into force.
    edits: Vec<EditRow>,
}

/// What is shown of a record's past.
const SHOWN: What = What { substance: true, timeline: true, edits: true, drift: false, activity: false };

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
    let past = past::read(session, &loaded, &settings, &[at], SHOWN)?;
    let told = past.facts().ok().and_then(|facts| told(facts, facts.records.first()?));
    let style = session.style();
    match args.format {
        TextOrJson::Json => session.write(|out| {
            let provenance = provenance(record);
            let document =
                Document { version: 1, root: loaded.root(), record: row, provenance, history: told };
            escape::write_json(&document, out)
        })?,
        TextOrJson::Text => {
            let only = CheckOptions { paths: vec![record.source.path.clone()], ..CheckOptions::default() };
            let outcome = engine::check(&loaded, &settings, today, &only);
            session.write(|out| {
                text(&loaded, at, &row, out)?;
                told.iter().try_for_each(|told| history(told, out))?;
                findings(outcome, &style, out)
            })?;
        }
    }
    Ok(Exit::Clean)
}

/// `None` for a record that is not committed yet.
fn told(facts: &Facts, record: &RecordFacts) -> Option<Told> {
    let edits = record.edits.iter().flat_map(|edits| &edits.found).map(EditRow::from).collect();
    record.committed.then(|| Told { history: RecordHistory::of(facts, record), edits })
}

/// Prints the past: who changed the record when, its statuses, and edits after acceptance.
fn history(told: &Told, out: &mut dyn Write) -> io::Result<()> {
    let history = &told.history;
    writeln!(out)?;
    let mut row = |what: &str, text: &str| writeln!(out, "{what:<14} {}", escape::line(text));
    let commits = [
        ("created", &history.first_commit),
        ("changed", &history.last_commit),
        ("rewritten", &history.last_substantive),
    ];
    for (what, commit) in commits {
        row(what, &commit.as_ref().map_or_else(|| "not known".to_owned(), Commit::in_words))?;
    }
    row("commits", &format!("{} by {}", history.commits, history.authors.join(", ")))?;
    for state in &history.timeline {
        let commit =
            Commit { oid: state.oid.clone(), date: state.date.clone(), author: state.author.clone() };
        row("was", &format!("{} from {}", state.status.as_deref().unwrap_or("none"), commit.in_words()))?;
    }
    for edit in &told.edits {
        let commit = Commit { oid: edit.oid.clone(), date: edit.date.clone(), author: edit.author.clone() };
        let name =
            |section: &String| if section.is_empty() { "the beginning".to_owned() } else { section.clone() };
        let sections: Vec<String> = edit.sections.iter().map(name).collect();
        let sections = sections.join(", ");
        row("edited", &format!("{}: {sections}, {} words", commit.in_words(), edit.words))?;
    }
    if !history.complete {
        row("", "this clone lacks commits that would tell more")?;
    }
    Ok(())
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
