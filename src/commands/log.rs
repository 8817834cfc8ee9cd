//! `deem log`.

use std::path::Path;

use crate::cli::{LogArgs, LogFormat};
use crate::engine::{self, LoadOptions, Loaded};
use crate::exit::Exit;
use crate::facts::What;
use crate::history::HistoryError;
use crate::render::escape;
use crate::report::history::RecordHistory;
use crate::report::log::{Log, LogRow, RepositoryInfo, write_markdown};
use crate::report::{Row, rows};

use super::Failure;
use super::past::{self, Past};
use super::session::Session;

/// What a log tells of every record.
const TOLD: What = What { substance: true, timeline: true, edits: false, drift: false, activity: false };

/// Prints the decision log.
pub(super) fn run(session: &Session<'_>, args: &LogArgs) -> Result<Exit, Failure> {
    let workspace = session.workspace()?;
    let settings = session.settings(&workspace)?;
    let loaded = session.load(&settings, workspace, &LoadOptions::default(), false)?;
    // The table for people shows whom the records themselves name.
    let codeowners =
        if args.format == LogFormat::Json { session.codeowners(&loaded.workspace) } else { None };
    let (indexes, rows): (Vec<usize>, Vec<Row>) =
        rows(&loaded.corpus, codeowners.as_ref()).filter(|(_, row)| passes(row, args)).unzip();
    if rows.is_empty() {
        session.note("no record passes the filters");
    }
    session.note_skipped(&loaded);
    match args.format {
        LogFormat::Markdown => {
            let folder = output_folder(session, &loaded);
            session.write(|out| write_markdown(&rows, settings.kinds(), &folder, out))?;
        }
        LogFormat::Json => {
            let past = past::read(session, &loaded, &settings, &indexes, TOLD)?;
            let log = with_history(session, args, &loaded, &past, rows)?;
            session.write(|out| escape::write_json(&log, out))?;
        }
    }
    Ok(Exit::Clean)
}

fn passes(row: &Row, args: &LogArgs) -> bool {
    let any = |wanted: &[String], value: &str| {
        wanted.is_empty() || wanted.iter().any(|word| word.eq_ignore_ascii_case(value))
    };
    any(&args.status, row.status.as_deref().unwrap_or("none")) && any(&args.kind, &row.kind)
}

/// The folder of the file that is written, relative to the repository; its root where the result goes
/// elsewhere.
pub(super) fn output_folder(session: &Session<'_>, loaded: &Loaded) -> String {
    let Some(file) = session.file() else { return String::new() };
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    engine::relative(&loaded.workspace, folder).map_or_else(|_| String::new(), |folder| folder.to_string())
}

fn with_history(
    session: &Session<'_>,
    args: &LogArgs,
    loaded: &Loaded,
    past: &Past,
    rows: Vec<Row>,
) -> Result<Log, Failure> {
    if let Some(advice) = past.advice().filter(|_| past.facts().is_ok()) {
        session.note(&advice);
    }
    let histories: Vec<RecordHistory> = match past.facts() {
        Ok(facts) => facts.records.iter().map(|record| RecordHistory::of(facts, record)).collect(),
        Err(_) => vec![RecordHistory::default(); rows.len()],
    };
    let repository = repository(args, loaded, past)?;
    let records = rows.into_iter().zip(histories).map(|(row, history)| LogRow { row, history }).collect();
    Ok(Log { version: 1, repository, records })
}

fn repository(args: &LogArgs, loaded: &Loaded, past: &Past) -> Result<RepositoryInfo, Failure> {
    let history = past.history();
    let url = history.and_then(|history| history.origin());
    let folder = || {
        let name = loaded.workspace.base.file_name();
        name.map_or_else(String::new, |name| name.to_string_lossy().into_owned())
    };
    let name = args.repository.clone().or_else(|| url.as_deref().and_then(RepositoryInfo::name_in));
    let commit = history.map(|history| history.head()).transpose();
    let commit = commit.map_err(|error: HistoryError| Failure::message(error.to_string()))?.flatten();
    let branch = history.and_then(|history| history.branch());
    Ok(RepositoryInfo { name: name.unwrap_or_else(folder), url, commit, branch })
}
