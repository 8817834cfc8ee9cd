//! `deem status`, `deem supersede` and `deem link`.

use crate::change::Plan;
use crate::cli::{LinkArgs, StatusArgs, SupersedeArgs};
use crate::config::suggest;
use crate::edit::{EditError, Editor, Options};
use crate::engine::{LoadOptions, Loaded};
use crate::exit::Exit;
use crate::record::{RelationKind, Status, key};

use super::Failure;
use super::session::Session;
use super::show::find;

/// Sets the status of a record.
pub(super) fn status(session: &Session<'_>, args: &StatusArgs) -> Result<Exit, Failure> {
    let options = Options { force: args.edit.force, decided: args.edit.decided };
    run(session, args.edit.dry_run, |editor, loaded| {
        let record = find(session, loaded, &args.id)?;
        let Some(by) = &args.by else { return told(editor.set_status(record, &args.status, &options)) };
        let by = find(session, loaded, by)?;
        if editor.meaning(record, &args.status)? != Status::Superseded {
            return Err(Failure::message(format!("`--by` is for `superseded`, not for `{}`", args.status)));
        }
        told(editor.supersede_as(record, by, &args.status, &options))
    })
}

/// Marks a record, or a part of it, as superseded.
pub(super) fn supersede(session: &Session<'_>, args: &SupersedeArgs) -> Result<Exit, Failure> {
    let options = Options { force: args.edit.force, decided: args.edit.decided };
    run(session, args.edit.dry_run, |editor, loaded| {
        let (old, new) = (find(session, loaded, &args.old)?, find(session, loaded, &args.new)?);
        told(match &args.section {
            Some(section) => editor.supersede_part(old, new, section),
            None => editor.supersede(old, new, &options),
        })
    })
}

/// States a relation.
pub(super) fn link(session: &Session<'_>, args: &LinkArgs) -> Result<Exit, Failure> {
    let options = Options { force: args.force, decided: None };
    run(session, args.dry_run, |editor, loaded| {
        let kind = relation(&args.relation)?;
        let (from, to) = (find(session, loaded, &args.from)?, find(session, loaded, &args.to)?);
        told(editor.link(from, kind, to, &options))
    })
}

fn relation(name: &str) -> Result<RelationKind, Failure> {
    key::relation(&key::normal_key(name)).ok_or_else(|| {
        let near = suggest::nearest(name, RelationKind::keys());
        let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        let what = format!("there is no relation `{name}`{near}");
        let known = RelationKind::keys().filter(|key| *key != RelationKind::Mentions.key());
        Failure::Listed { what, lines: vec![format!("there are: {}", known.collect::<Vec<_>>().join(", "))] }
    })
}

/// Loads the records, edits them, and writes what comes out or shows it.
fn run(
    session: &Session<'_>,
    dry: bool,
    change: impl FnOnce(&mut Editor<'_>, &Loaded) -> Result<(), Failure>,
) -> Result<Exit, Failure> {
    let workspace = session.workspace()?;
    let settings = session.settings(&workspace)?;
    let loaded = session.load(&settings, workspace, &LoadOptions::default(), false)?;
    session.note_skipped(&loaded);
    let log4brains = !loaded.discovery.hints.log4brains.is_empty();
    let mut editor = Editor::new(&loaded.corpus, &settings, log4brains);
    change(&mut editor, &loaded)?;
    let mut plan = Plan::default();
    editor.finish(&mut plan);
    session.tell(editor.talk());
    session.carry_out(&plan, &loaded.workspace.base, dry)
}

fn told(result: Result<(), EditError>) -> Result<(), Failure> {
    result.map_err(Failure::from)
}
