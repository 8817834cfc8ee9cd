//! The verdict on one file, once its folder is known.

use std::borrow::Cow;
use std::collections::HashSet;

use super::Role;
use super::finder::Item;
use super::folders::{Folder, Standing, is_like};
use super::index::markdown_links;
use super::role::NameRole;
use super::roots::{Claim, Root};
use super::walk::FileKind;
use crate::source::folder_of;

/// In with a role, or out; either way with a reason.
pub(super) enum Verdict {
    In(Role, Cow<'static, str>),
    Out(Cow<'static, str>),
}

const NO_RECORD: &str = "not in a record folder, and no record by its text";

fn out(why: &'static str) -> Verdict {
    Verdict::Out(Cow::Borrowed(why))
}

fn template(why: &'static str) -> Verdict {
    Verdict::In(Role::Template, Cow::Borrowed(why))
}

fn record(why: &'static str) -> Verdict {
    Verdict::In(Role::Record, Cow::Borrowed(why))
}

/// Judges the file at `at`.
pub(super) fn judge(at: usize, item: &Item, folder: &Folder) -> Verdict {
    if item.included {
        return match item.role {
            NameRole::Index => Verdict::In(Role::Index, Cow::Borrowed("`[records] include` names it")),
            NameRole::Template => template("`[records] include` names it, and its name says template"),
            _ => record("`[records] include` names it"),
        };
    }
    if item.entry.kind == FileKind::Preamble && !item.marks.preamble {
        return out("no Markdown, and no preamble at its top");
    }
    let verdict = match &folder.standing {
        Standing::None => out(NO_RECORD),
        Standing::Family { numbers, slugs } => in_family(item, numbers, *slugs),
        _ if folder.attachments => out("in a folder of attachments"),
        _ if folder.templates => template("in a folder of templates"),
        Standing::Open => in_open(at, item, folder),
        Standing::Shaped => in_shaped(at, item, folder),
        Standing::Series => in_series(item),
    };
    match verdict {
        Verdict::Out(_) if item.marks.native && !looks_like_template(item) => {
            record("frontmatter of a record")
        }
        verdict => verdict,
    }
}

fn looks_like_template(item: &Item) -> bool {
    item.role == NameRole::Template || item.marks.blank_title || item.marks.blanks >= 3
}

/// Roles that a name gives in any record folder; `None` where text or number decide.
fn by_name(item: &Item) -> Option<Verdict> {
    match item.role {
        NameRole::Index => Some(Verdict::In(Role::Index, Cow::Borrowed("an index of a record folder"))),
        NameRole::Template => Some(template("its name says template")),
        NameRole::Project => Some(out("a file that every project has, no record")),
        NameRole::MaybeTemplate => {
            let marks = &item.marks;
            let named = super::role::says_template(&item.entry.path);
            let blank = marks.blank_title || named && marks.blanks >= 3;
            (blank || named && !item.mark.counts() && !marks.sign())
                .then(|| template("its title and text wait to be filled in"))
        }
        NameRole::MaybeIndex => {
            let links = item.source().map_or(0, |source| markdown_links(&source.text));
            (!item.marks.status && links >= 2)
                .then_some(Verdict::In(Role::Index, Cow::Borrowed("lists the records of its folder")))
        }
        NameRole::Guide | NameRole::Open => None,
    }
}

fn in_open(at: usize, item: &Item, folder: &Folder) -> Verdict {
    if folder.main == Some(at) {
        return record("the text of a record that is a folder of its own");
    }
    if let Some(verdict) = by_name(item) {
        return match (verdict, folder.main) {
            (Verdict::In(Role::Index, _), Some(_)) => out("an attachment of the record in its folder"),
            (verdict, _) => verdict,
        };
    }
    if item.entry.kind == FileKind::Preamble {
        return record("a preamble at its top");
    }
    if folder.main.is_some() {
        return if item.marks.sign() {
            record("reads like a record, beside one")
        } else {
            out("an attachment of the record in its folder")
        };
    }
    if item.mark.counts() {
        return Verdict::In(Role::Record, in_folder("numbered or dated, in", folder));
    }
    if item.role == NameRole::Guide && !item.marks.sign() && is_beside_records(item, folder) {
        return out("a guide or notes, without number, status or decision");
    }
    Verdict::In(Role::Record, in_folder("in", folder))
}

/// True where the folder is a record folder's top, or holds files that are plainly records.
fn is_beside_records(item: &Item, folder: &Folder) -> bool {
    let path = folder_of(&item.entry.path);
    folder.evident || folder.claim.as_ref().is_some_and(|root| root.folder == path)
}

fn in_folder(lead: &str, folder: &Folder) -> Cow<'static, str> {
    match &folder.claim {
        Some(Root { claim: Claim::Configured(by), folder }) => {
            Cow::Owned(format!("{lead} `{folder}`, named by {by}"))
        }
        Some(Root { folder, .. }) => Cow::Owned(format!("{lead} record folder `{folder}`")),
        None => Cow::Owned(format!("{lead} a record folder")),
    }
}

fn in_shaped(at: usize, item: &Item, folder: &Folder) -> Verdict {
    if folder.main == Some(at) {
        return record("the text of a record that is a folder of its own");
    }
    if folder.main.is_some() {
        return if item.marks.sign() && item.mark.counts() {
            record("reads like a record, beside one")
        } else {
            out("an attachment of the record in its folder")
        };
    }
    if let Some(verdict) = by_name(item) {
        return verdict;
    }
    if item.mark.counts() {
        return record("numbered or dated, in a folder whose files look like records");
    }
    if item.marks.known_status || item.marks.decision || folder.claim.is_some() && item.marks.wide_sign() {
        return record("states a status or decision, in a folder whose files look like records");
    }
    out("no number, status or decision, unlike the records beside it")
}

fn in_family(item: &Item, numbers: &HashSet<(String, usize)>, slugs: bool) -> Verdict {
    if is_like(item, numbers) && item.marks.wide_sign() && !looks_like_template(item) {
        record("numbered like the records in the folders around it")
    } else if slugs && item.marks.known_status && item.role == NameRole::Open {
        record("states a status, beside folders of records")
    } else {
        out(NO_RECORD)
    }
}

fn in_series(item: &Item) -> Verdict {
    match by_name(item) {
        Some(verdict) => verdict,
        None if item.mark.counts() => record("a chapter of a numbered description of the architecture"),
        None => out("no number, unlike the chapters beside it"),
    }
}
