//! Which folder the next record goes to, and how records are written there.

use std::collections::BTreeMap;

use crate::corpus::{Corpus, home};
use crate::discover::Hints;
use crate::record::{Dialect, Kind, Record, reader};
use crate::source::file_name_of;

use super::names::{Naming, Series};

/// The form in which a record is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// deem's own frontmatter.
    Deem,
    /// deem's own frontmatter above one sentence, the Y-statement.
    Y,
    /// adr-tools.
    Nygard,
    /// MADR 2, and log4brains: bullets.
    Madr2,
    /// MADR 3 and 4: frontmatter.
    Madr4,
}

impl Form {
    /// The word of `--flavour`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Deem => "deem",
            Self::Y => "y",
            Self::Nygard => "nygard",
            Self::Madr2 => "madr2",
            Self::Madr4 => "madr",
        }
    }

    /// True where the kind's own statuses and keys apply.
    pub const fn is_native(self) -> bool {
        matches!(self, Self::Deem | Self::Y)
    }
}

/// Where the next record goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The folder relative to the repository, without a slash at its end.
    pub folder: String,
    /// How records are written there.
    pub form: Form,
    /// How they are named there. What is on the disk and in git is not counted yet.
    pub naming: Naming,
    /// The dialect of the folder, where there is no template for it and deem's own form is taken.
    pub without_template: Option<Dialect>,
}

/// Finds the place for a record of a kind: the configured folder, else that with the most records of the
/// kind, else what `.adr-dir` says, else the kind's own. `root` is the checked folder.
pub fn place(kind: &Kind, corpus: &Corpus, hints: &Hints, root: &str) -> Place {
    let usual = below(root, kind.folder());
    let mut by_folder: BTreeMap<&str, Vec<&Record>> = BTreeMap::new();
    for record in corpus.records.iter().filter(|record| record.kind.name == kind.name) {
        by_folder.entry(home(record.path())).or_default().push(record);
    }
    let folder = if kind.folders_stated {
        usual
    } else if let Some((folder, _)) = by_folder.iter().rev().max_by_key(|(_, records)| records.len()) {
        (*folder).to_owned()
    } else {
        hints.adr_dir.clone().filter(|_| &*kind.name == "adr").unwrap_or(usual)
    };
    let records = by_folder.remove(folder.as_str()).unwrap_or_default();
    let (form, without_template) = form(kind, &records);
    let names = records.iter().map(|record| {
        let path = record.path();
        // `0012-use-kafka/README.md` is named by its folder.
        if file_name_of(path).starts_with(reader::stem(path)) {
            file_name_of(path)
        } else {
            reader::stem(path)
        }
    });
    let naming = Naming::of(names, Series::of_scheme(kind.id), kind.id_stated);
    Place { form, naming, without_template, folder }
}

fn below(root: &str, folder: &str) -> String {
    let folder = folder.trim_matches('/');
    match (root, folder) {
        ("", folder) => folder.to_owned(),
        (root, "" | ".") => root.to_owned(),
        (root, folder) => format!("{root}/{folder}"),
    }
}

/// The form that most records of the folder have; deem's own in an empty folder.
fn form(kind: &Kind, records: &[&Record]) -> (Form, Option<Dialect>) {
    if &*kind.name != "adr" || kind.template.is_some() {
        return (Form::Deem, None);
    }
    let mut count: BTreeMap<(bool, Dialect), usize> = BTreeMap::new();
    for record in records {
        *count.entry((record.native, record.dialect)).or_default() += 1;
    }
    match count.into_iter().max_by_key(|(_, count)| *count).map(|(key, _)| key) {
        None | Some((true, _)) => (Form::Deem, None),
        Some((_, Dialect::Nygard)) => (Form::Nygard, None),
        Some((_, Dialect::Madr2 | Dialect::Log4brains | Dialect::Bullets)) => (Form::Madr2, None),
        Some((_, Dialect::Madr3 | Dialect::Madr4)) => (Form::Madr4, None),
        Some((_, dialect)) => (Form::Deem, Some(dialect)),
    }
}
