//! `deem stale`.

use serde::Serialize;

use crate::cli::{FailOn, StaleArgs, StaleFormat};
use crate::corpus::Corpus;
use crate::engine::LoadOptions;
use crate::exit::Exit;
use crate::owners::Codeowners;
use crate::render::escape;
use crate::report::stale::{
    Candidates, StaleReport, StaleRow, UnknownRow, write_github, write_markdown, write_table,
};
use crate::report::{Row, rows};

use super::Failure;
use super::log::output_folder;
use super::past::{self, Past};
use super::session::Session;

/// Records without answer that are told one by one.
const TOLD: usize = 10;

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
    let codeowners = session.codeowners(&loaded.workspace);
    let passing = passing(&loaded.corpus, codeowners.as_ref(), args);
    if !passing.contains(&true) {
        session.note("no record passes the filters");
    }
    let wanted = |at: usize| passing.get(at).copied().unwrap_or(false);
    let candidates = Candidates::of(&loaded.corpus, &settings, wanted);
    let past = past::read(session, &loaded, &settings, &candidates.indexes(), candidates.wanted())?;
    let facts = past.facts().map_err(past::Silence::words);
    let report = candidates.judge(&settings, today, codeowners.as_ref(), facts);
    let style = session.style();
    session.write(|out| match args.format {
        StaleFormat::Table => write_table(&report, &style, out),
        StaleFormat::Markdown => write_markdown(&report, &output_folder(session, &loaded), out),
        StaleFormat::Github => write_github(&report, out),
        StaleFormat::Json => escape::write_json(
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
    if passing.contains(&true) {
        tell(session, &report, &past);
    }
    Ok(verdict(args, &report, &past))
}

/// For each record, whether the filters let it pass.
fn passing(corpus: &Corpus, codeowners: Option<&Codeowners>, args: &StaleArgs) -> Vec<bool> {
    if args.kind.is_empty() && args.owner.is_empty() && args.tag.is_empty() {
        return vec![true; corpus.records.len()];
    }
    let same = |one: &str, other: &str| {
        let bare = |text: &str| text.trim().trim_start_matches('@').to_lowercase();
        bare(one) == bare(other)
    };
    let any = |wanted: &[String], values: &[&str]| {
        wanted.is_empty() || values.iter().any(|value| wanted.iter().any(|word| same(word, value)))
    };
    let passes = |row: Row| {
        let owners: Vec<&str> = row.owners.iter().map(|owner| owner.name.as_str()).collect();
        let tags: Vec<&str> = row.tags.iter().map(String::as_str).collect();
        any(&args.kind, &[&row.kind]) && any(&args.owner, &owners) && any(&args.tag, &tags)
    };
    rows(corpus, codeowners).map(|(_, row)| passes(row)).collect()
}

fn verdict(args: &StaleArgs, report: &StaleReport, past: &Past) -> Exit {
    let fails = match args.fail_on {
        FailOn::Warn | FailOn::Info => !report.records.is_empty(),
        FailOn::Error | FailOn::Never => false,
    };
    if past.is_lacking() && !args.partial_history {
        Exit::Error
    } else if fails {
        Exit::Findings
    } else {
        Exit::Clean
    }
}

fn tell(session: &Session<'_>, report: &StaleReport, past: &Past) {
    if let Some(advice) = past.advice() {
        session.note(&advice);
    }
    for row in report.unknown.iter().take(TOLD) {
        let (path, reason, because) = (&row.path, row.reason.as_str(), &row.because);
        session.note(&format!("cannot tell whether `{path}` is stale ({reason}): {because}"));
    }
    if report.unknown.len() > TOLD {
        session.note(&format!("{} more cannot be judged", report.unknown.len() - TOLD));
    }
    if report.candidates == 0 {
        session.note(
            "no record can go stale: none is a proposal, and none says when it should be read again; \
             add to the frontmatter `review: { next: YYYY-MM-DD }` or `review: { cadence: P6M }`, or \
             `governs: [src/…/**]` to be told when the code moves away; debts have `repay-by`, experiments \
             `timebox: { start, end }`, and `deem.toml` has `[kinds.KIND] review`",
        );
    } else if report.records.is_empty() && report.unknown.is_empty() {
        session.note(&format!("nothing is stale; {} of the records can go stale", report.candidates));
    }
}
