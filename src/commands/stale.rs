//! `deem stale`.

use std::io::{self, Write};

use serde::Serialize;

use crate::cli::{StaleArgs, TableOrJson};
use crate::engine::LoadOptions;
use crate::exit::Exit;
use crate::history::LastChange;
use crate::render::escape;
use crate::render::table::Table;
use crate::report::stale::{Candidates, Reason, StaleReport, StaleRow, UnknownRow};

use super::Failure;
use super::past::{self, Past};
use super::session::Session;

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Document<'a> {
    version: u8,
    as_of: String,
    root: &'a str,
    history: &'static str,
    candidates: usize,
    records: &'a [StaleRow],
    unknown: &'a [UnknownRow],
}

/// Prints what is stale; a question that history cannot answer makes the exit code 2.
pub(super) fn run(session: &Session<'_>, args: &StaleArgs) -> Result<Exit, Failure> {
    let workspace = session.workspace()?;
    let settings = session.settings(&workspace)?;
    let today = session.today()?;
    let loaded = session.load(&settings, workspace, &LoadOptions::default(), false)?;
    let candidates = Candidates::of(&loaded.corpus);
    let past = past::read(session, &loaded.workspace, &candidates.paths())?;
    let changes: Result<&[LastChange], &str> = past.changes().map_err(|reason| reason.words());
    let report = candidates.judge(&settings, today, changes);
    let style = session.style();
    session.write(|out| match args.format {
        TableOrJson::Table => write_table(&report, &style, out),
        TableOrJson::Json => escape::write_json(
            &Document {
                version: 1,
                as_of: today.to_string(),
                root: loaded.root(),
                history: past.word(),
                candidates: report.candidates,
                records: &report.records,
                unknown: &report.unknown,
            },
            out,
        ),
    })?;
    tell(session, &report, &past);
    Ok(verdict(args, &report, &past))
}

fn verdict(args: &StaleArgs, report: &StaleReport, past: &Past) -> Exit {
    if past.is_lacking() && !args.partial_history {
        Exit::Error
    } else if args.fail && !report.records.is_empty() {
        Exit::Findings
    } else {
        Exit::Clean
    }
}

fn write_table(report: &StaleReport, style: &crate::render::Style, out: &mut dyn Write) -> io::Result<()> {
    if report.records.is_empty() {
        return Ok(());
    }
    let mut table = Table::new(&["id", "reason", "days", "evidence", "title"]).right(2);
    for row in &report.records {
        let name = if row.title.is_empty() { &row.path } else { &row.title };
        table.row([&row.id, row.reason.as_str(), &row.days.to_string(), &evidence(row), name]);
    }
    table.write(style, out)
}

fn evidence(row: &StaleRow) -> String {
    let commit = row.last_commit.as_ref();
    let change =
        commit.map(|commit| format!("last change {} ({} by {})", commit.date, commit.short(), commit.author));
    match row.reason {
        Reason::ProposalOpen => change.unwrap_or_default(),
        Reason::ReviewOverdue => {
            let cadence = row.cadence.as_ref().map(|cadence| format!(" ({cadence} after the decision)"));
            format!(
                "review was due {}{}{}",
                row.since,
                cadence.unwrap_or_default(),
                change.map(|text| format!(", {text}")).unwrap_or_default()
            )
        }
    }
}

fn tell(session: &Session<'_>, report: &StaleReport, past: &Past) {
    if let Err(reason) = past.changes() {
        session.note(&reason.advice());
    } else if past.is_lacking() {
        session.note(past::SHALLOW_ADVICE);
    }
    for row in &report.unknown {
        session.note(&format!("cannot tell how long `{}` has been open: {}", row.path, row.because));
    }
    if report.candidates == 0 {
        session.note(
            "no record can go stale: none is a proposal, and none says when it should be reviewed; \
             add `review: { next: YYYY-MM-DD }` to the frontmatter of those that should be read again, or \
             `review` to their kind in `deem.toml`",
        );
    } else if report.records.is_empty() && report.unknown.is_empty() {
        session.note(&format!("nothing is stale; {} of the records can go stale", report.candidates));
    }
}
