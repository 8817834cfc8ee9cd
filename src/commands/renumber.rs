//! `deem renumber`.

use std::path::Path;

use crate::cli::RenumberArgs;
use crate::corpus::home;
use crate::discover::Workspace;
use crate::engine::{LoadOptions, Loaded};
use crate::exit::Exit;
use crate::history::{History, HistoryError};
use crate::record::{Number, Record};
use crate::render::escape;
use crate::renumber::{self, Change, Named, Surroundings, Taken, files};

use super::session::Session;
use super::{Failure, show};

/// Gives a record another number and prints the diff.
pub(super) fn run(session: &Session<'_>, args: &RenumberArgs) -> Result<Exit, Failure> {
    let workspace = session.workspace()?;
    let settings = session.settings(&workspace)?;
    let loaded = session.load(&settings, workspace, &LoadOptions { bodies: true, overlay: None }, false)?;
    session.note_skipped(&loaded);
    let at = show::find(session, &loaded, &args.old)?;
    let record = &loaded.corpus.records[at];
    if let Some(Number::Text(number)) = &record.identity.number {
        return Err(Failure::message(format!(
            "`{}` is named by `{number}`: only records of a sequence are renumbered",
            record.identity.id
        )));
    }
    let git = open(session, &loaded.workspace)?;
    let taken = taken(session, &loaded, record, git.as_ref())?;
    let number = number(&args.new, record, &taken)?;
    let change = Change::new(&loaded.corpus, at, number)
        .ok_or_else(|| Failure::message(format!("`{}` has no number", record.path())))?;
    refuse(&change, record, &taken, &loaded.workspace.base)?;
    let around = surroundings(&change, &loaded, git.as_ref(), args.code)?;
    let done = renumber::plan(&change, &around);
    let failed = |error: &dyn std::error::Error| Failure::message(error.to_string());
    let diff = done.plan.diff().map_err(|error| failed(&error))?;
    if !args.dry_run {
        done.plan.apply(&loaded.workspace.base).map_err(|error| failed(&error))?;
    }
    session.write(|out| out.write_all(diff.as_bytes()))?;
    tell(session, &change, &done.left);
    Ok(if args.dry_run && !diff.is_empty() { Exit::Findings } else { Exit::Clean })
}

fn open(session: &Session<'_>, workspace: &Workspace) -> Result<Option<History>, Failure> {
    if !workspace.git {
        return Ok(None);
    }
    match History::open(&workspace.base) {
        Ok(history) => Ok(Some(history)),
        Err(HistoryError::NoRepository(_)) => Ok(None),
        Err(error) if session.global.no_history => {
            session.note(&format!("which files are tracked is not known: {error}"));
            Ok(None)
        }
        Err(error) => Err(Failure::message(error.to_string())),
    }
}

/// The numbers of the record's folder: of its records, of every file there, and of every branch and tag.
fn taken(
    session: &Session<'_>,
    loaded: &Loaded,
    record: &Record,
    git: Option<&History>,
) -> Result<Taken, Failure> {
    let mut taken = Taken::beside(&loaded.corpus, record);
    let folder = home(record.path());
    let here = std::fs::read_dir(loaded.workspace.base.join(folder)).into_iter().flatten().flatten();
    for name in here.filter_map(|entry| entry.file_name().into_string().ok()) {
        taken.take(&name, || format!("`{}`", below(folder, &name)));
    }
    let Some(git) = git else { return Ok(taken) };
    if session.global.no_history {
        session.note("numbers taken on other branches are not known (`--no-history`)");
        return Ok(taken);
    }
    let failed = |error: HistoryError| Failure::message(error.to_string());
    let tips = git.tips().map_err(failed)?;
    for content in git.folder_names(&tips, folder) {
        let reference = content.tips.first().and_then(|&at| tips.get(at)).map_or("", |tip| tip.name());
        for entry in content.entries {
            taken.take(&entry.name, || format!("`{}` on `{reference}`", below(folder, &entry.name)));
        }
    }
    Ok(taken)
}

fn below(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// The largest number that a record is given.
const MOST: u64 = 999_999_999;

/// The number that an argument means: `47`, `0047`, `ADR-0047`, `next`.
fn number(given: &str, record: &Record, taken: &Taken) -> Result<u64, Failure> {
    let given = given.trim();
    if given.eq_ignore_ascii_case("next") {
        return Ok(taken.next());
    }
    let digits = given.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (prefix, digits) = given.split_at(given.len() - digits);
    let letters = |text: &str| text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let id = &record.identity.id;
    let own = id.trim_end_matches(|c: char| c.is_ascii_digit());
    let fits = prefix.is_empty()
        || [own, &record.identity.name.prefix, &record.kind.prefix]
            .iter()
            .any(|known| letters(known) == letters(prefix));
    digits.parse().ok().filter(|number| fits && *number <= MOST).ok_or_else(|| {
        Failure::message(format!(
            "`{given}` is no number for `{id}`: give a number, an id that begins as `{own}` does, or `next`"
        ))
    })
}

fn refuse(change: &Change<'_>, record: &Record, taken: &Taken, base: &Path) -> Result<(), Failure> {
    let number = change.number();
    let path = record.path();
    if record.identity.number == Some(Number::Int(number)) {
        return Err(Failure::message(format!("`{path}` has number {number} already")));
    }
    if let Some(place) = taken.by(number) {
        let next = taken.next();
        return Err(Failure::message(format!(
            "number {number} is taken by {place}; the next free number is {next}"
        )));
    }
    match change.moved_to() {
        Some(to) if base.join(&to).symlink_metadata().is_ok() => {
            Err(Failure::message(format!("`{to}` exists already")))
        }
        _ => Ok(()),
    }
}

fn surroundings(
    change: &Change<'_>,
    loaded: &Loaded,
    git: Option<&History>,
    code: bool,
) -> Result<Surroundings, Failure> {
    let base = &loaded.workspace.base;
    let paths = match git {
        Some(git) => git.tracked().map_err(|error| Failure::message(error.to_string()))?,
        None => files::walk(base),
    };
    let mut others = files::texts(base, paths, &change.old().to_string());
    others.retain(|file| change.may_change(file) && !git.is_some_and(|git| git.is_ignored(&file.path)));
    let beside = match change.moved_from().filter(|_| change.is_folder()) {
        Some(folder) => files::all_in(base, folder),
        None => Vec::new(),
    };
    Ok(Surroundings { others, beside, code })
}

/// What was left as it is.
fn tell(session: &Session<'_>, change: &Change<'_>, left: &[Named]) {
    let number = change.old_name();
    let (doubtful, sure): (Vec<&Named>, Vec<&Named>) = left.iter().partition(|named| named.ambiguous);
    list(
        session,
        &sure,
        "left as they are, since they are no references of records; `--code` changes them too",
    );
    list(
        session,
        &doubtful,
        &format!(
            "left as they are, since another record has number {number} too; mend by hand what is meant"
        ),
    );
}

fn list(session: &Session<'_>, left: &[&Named], why: &str) {
    if left.is_empty() {
        return;
    }
    session.note(why);
    for named in left {
        let (path, place) = (escape::line(&named.path), named.place);
        session.note(&format!("{path}:{}:{}: {}", place.line, place.column, named.text));
    }
}
