//! `deem check`.

use std::collections::HashSet;
use std::io::{self, Read, Write};
use std::path::Path;

use crate::cli::{CheckArgs, FailOn};
use crate::config::{Selection, Selectors};
use crate::diagnostic::Severity;
use crate::discover::{Role, Workspace};
use crate::engine::{self, CheckOptions, LoadOptions, Loaded};
use crate::exit::Exit;
use crate::history;
use crate::outcome::Outcome;
use crate::render::{self, Format, Style, escape};
use crate::rules::registry;
use crate::source::RelPath;

use super::Failure;
use super::session::{self, Session};

/// Checks and prints; the exit code tells whether something stands at or above `--fail-on`.
pub(super) fn run(session: &Session<'_>, args: &CheckArgs) -> Result<Exit, Failure> {
    let workspace = session.workspace()?;
    let settings = session.settings(&workspace)?.with_selection(selection(args)?);
    let today = session.today()?;
    let (paths, overlay) = inputs(session, args, &workspace, settings.records().max_bytes.value)?;
    let touched = args.since.as_deref().map(|rev| changed(session, &workspace, rev)).transpose()?;
    let options = LoadOptions { bodies: true, overlay };
    let loaded = session.load(&settings, workspace, &options, args.allow_empty || args.list_files)?;
    if args.list_files {
        if session.files_besides().next().is_some() {
            return Err(Failure::message("`--list-files` has no findings for `--output FORMAT=FILE`"));
        }
        session.write(|out| list_files(&loaded, out))?;
        return Ok(Exit::Clean);
    }
    let options =
        CheckOptions { paths, touched, history: !session.global.no_history, no_ignores: args.no_ignores };
    let outcome = engine::check(&loaded, &settings, today, &options);
    tell(session, args, &loaded, &outcome, &options);
    // What is read at once comes first; a pipe that is closed keeps no file from being written.
    let printed = print(session, args, &outcome);
    for (format, path) in session.files_besides() {
        let style = Style { summary: session.global.quiet == 0, ..Style::plain(usize::MAX) };
        session::write_to(path, |out| render::render(&outcome, format, &style, out))?;
    }
    printed?;
    Ok(verdict(&outcome, args.fail_on))
}

fn selection(args: &CheckArgs) -> Result<Selection, Failure> {
    let parse = |list: &Option<String>| {
        let parsed = list.as_deref().map(|list| Selectors::parse(list, registry::as_config()));
        parsed.transpose().map_err(|error| Failure::message(error.to_string()))
    };
    Ok(Selection {
        select: parse(&args.select)?,
        extend: parse(&args.extend_select)?.unwrap_or_default(),
        ignore: parse(&args.ignore)?.unwrap_or_default(),
    })
}

/// The paths to report on and, for `-`, the text that takes a file's place.
type Inputs = (Vec<RelPath>, Option<(RelPath, String)>);

fn inputs(
    session: &Session<'_>,
    args: &CheckArgs,
    workspace: &Workspace,
    max_bytes: u64,
) -> Result<Inputs, Failure> {
    let stdin = args.paths.iter().any(|path| path == Path::new("-"));
    if !stdin {
        if args.stdin_filename.is_some() {
            return Err(Failure::message("`--stdin-filename` needs `-` as the only path"));
        }
        return Ok((session.paths(workspace, &args.paths)?, None));
    }
    if args.paths.len() > 1 {
        return Err(Failure::message("`-` cannot be combined with other paths"));
    }
    let Some(name) = &args.stdin_filename else {
        return Err(Failure::message(
            "`-` needs `--stdin-filename PATH`, since a record's name is part of it",
        ));
    };
    let path = new_path(session, workspace, name)?;
    let text = read_stdin(max_bytes)?;
    Ok((vec![path.clone()], Some((path, text))))
}

fn read_stdin(max_bytes: u64) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    io::stdin()
        .lock()
        .take(max_bytes.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::message(format!("cannot read standard input: {error}")))?;
    if bytes.len() as u64 > max_bytes {
        let limit =
            format!("standard input is longer than {max_bytes} bytes, which `records.max-bytes` allows");
        return Err(Failure::message(limit));
    }
    String::from_utf8(bytes).map_err(|_| Failure::message("standard input is not UTF-8"))
}

/// The repository-relative path of a file that need not exist yet.
fn new_path(session: &Session<'_>, workspace: &Workspace, name: &Path) -> Result<RelPath, Failure> {
    let full = session.below_root(name);
    let folder = full.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = engine::relative(workspace, folder).map_err(Failure::Message)?;
    let file = full.file_name().and_then(|name| name.to_str());
    let file = file.ok_or_else(|| Failure::message(format!("`{}` names no file", name.display())))?;
    Ok(if folder.is_empty() { file.into() } else { format!("{folder}/{file}").into() })
}

fn changed(session: &Session<'_>, workspace: &Workspace, rev: &str) -> Result<HashSet<String>, Failure> {
    if session.global.no_history {
        return Err(Failure::message("`--since` reads git history, which `--no-history` forbids"));
    }
    history::changed_since(&workspace.base, rev).map_err(|error| Failure::message(error.to_string()))
}

fn list_files(loaded: &Loaded, out: &mut dyn Write) -> io::Result<()> {
    let mut rows: Vec<(&str, &str, &str)> = Vec::new();
    for found in &loaded.discovery.files {
        let role = match found.role {
            Role::Record => "record",
            Role::Index => "index",
            Role::Template => "template",
        };
        rows.push((&found.source.path, role, &found.why));
    }
    rows.extend(loaded.discovery.left_out.iter().map(|file| (&*file.path, "out", &*file.why)));
    rows.extend(loaded.discovery.skipped.iter().map(|file| (&*file.path, "skipped", file.reason.as_str())));
    rows.sort_unstable();
    rows.into_iter().try_for_each(|(path, role, why)| {
        writeln!(out, "{role}\t{}\t{}", escape::line(path), escape::line(why))
    })
}

fn tell(session: &Session<'_>, args: &CheckArgs, loaded: &Loaded, outcome: &Outcome, options: &CheckOptions) {
    let none = outcome.records == 0 && outcome.skipped.is_empty();
    if none && !loaded.corpus.records.is_empty() && !options.paths.is_empty() {
        session.note("no record among the given paths; `deem check --list-files` tells why a file is none");
    }
    outcome.notes.iter().for_each(|note| session.note(note));
    if options.touched.as_ref().is_some_and(HashSet::is_empty) {
        let since = args.since.as_deref().unwrap_or("");
        session.note(&format!("nothing changed since `{since}`"));
    }
}

fn print(session: &Session<'_>, args: &CheckArgs, outcome: &Outcome) -> Result<(), Failure> {
    if session.global.quiet > 1 {
        return Ok(());
    }
    let style = session.style();
    session.write(|out| {
        if args.statistics {
            render::statistics(outcome, matches!(args.format, Format::Json | Format::Jsonl), &style, out)
        } else {
            render::render(outcome, args.format, &style, out)
        }
    })
}

fn verdict(outcome: &Outcome, fail_on: FailOn) -> Exit {
    let least = match fail_on {
        FailOn::Error => Severity::Error,
        FailOn::Warn => Severity::Warning,
        FailOn::Info => Severity::Info,
        FailOn::Never => return Exit::Clean,
    };
    if outcome.findings.iter().any(|finding| finding.severity >= least) {
        Exit::Findings
    } else {
        Exit::Clean
    }
}
