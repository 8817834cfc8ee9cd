//! Setting a repository up: what is there, and the files that follow from it.
//!
//! [`survey`](survey()) looks, [`propose`] plans. Nothing here reads the disk or writes to it, and a guess is
//! never put into force: it stands in `deem.toml` behind a `#`.

mod file;
mod first;
mod kinds;
mod survey;
mod words;

use jiff::civil::Date;

use crate::change::Plan;
use crate::config::NAMES;
use crate::corpus::Corpus;
use crate::discover::{Discovery, Workspace};
use crate::owners::Flavour;
use crate::record::kind::Kinds;
use crate::report::log::{BEGIN, END, new_index};
use crate::report::rows;
use crate::source::{RelPath, file_name_of, folder_of, join};

pub use survey::{Folder, Numbering, Survey, survey};
pub use words::Word;

/// What the survey and the plan are made of.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    /// The folder and its repository.
    pub workspace: &'a Workspace,
    /// Every file that was looked at.
    pub discovery: &'a Discovery,
    /// The records, read without configuration.
    pub corpus: &'a Corpus,
    /// The kinds that deem brings along.
    pub kinds: &'a Kinds,
    /// The CODEOWNERS file and its flavour.
    pub codeowners: Option<&'a (RelPath, Flavour)>,
    /// Who works here, as git knows them.
    pub identity: Option<&'a str>,
    /// The day that counts as today.
    pub today: Date,
}

/// The files to write, and what is said of them.
#[derive(Clone, Debug, Default)]
pub struct Proposal {
    /// The changes.
    pub plan: Plan,
    /// One line of words for each file.
    pub files: Vec<String>,
    /// What is left alone, and what the user may do about it.
    pub advice: Vec<String>,
}

/// Plans `deem.toml` and, where no foreign record is, an index and the first record. `exists` tells whether
/// something stands at a path relative to the repository: nothing is planned there.
pub fn propose(ground: &Ground<'_>, survey: &Survey, exists: &dyn Fn(&str) -> bool) -> Proposal {
    let mut proposal = Proposal::default();
    let config = below(&ground.workspace.root, NAMES[0]);
    let words = match survey.words.len() {
        0 => String::new(),
        1 => ", and a line to map the open word".to_owned(),
        words => format!(", and lines to map the {words} open words"),
    };
    proposal.files.push(format!(
        "`{config}`: every setting with its default, behind a `#`{words}{}",
        kinds::words(&survey.kinds)
    ));
    proposal.plan.create(config, file::text(survey));
    if survey.is_empty() {
        let record = first::record(ground);
        if !exists(record.path()) {
            proposal.files.push(format!("`{}`: the first record, to keep records at all", record.path()));
            proposal.plan.create(record.source.path.clone(), record.source.text.clone());
            let corpus = crate::corpus::build(vec![record], Vec::new(), None, ground.kinds);
            index(ground, &corpus, survey, exists, &mut proposal);
        }
    } else if ground.corpus.records.iter().all(|record| record.native) && survey.skipped == 0 {
        index(ground, ground.corpus, survey, exists, &mut proposal);
    }
    proposal.advice.extend(about_indexes(&survey.indexes));
    proposal
}

/// Indexes that are there belong to their authors.
fn about_indexes(indexes: &[RelPath]) -> Option<String> {
    let (first, rest) = indexes.split_first()?;
    let left = match rest.len() {
        0 => format!("`{first}` is left as it is"),
        more => format!("`{first}` and {more} more are left as they are"),
    };
    Some(format!("{left}; the table of `deem log` has its place between the lines `{BEGIN}` and `{END}`"))
}

/// Plans an index in the folder with the most decisions, if that folder has none.
fn index(
    ground: &Ground<'_>,
    corpus: &Corpus,
    survey: &Survey,
    exists: &dyn Fn(&str) -> bool,
    proposal: &mut Proposal,
) {
    let decisions = |records: &[usize]| {
        let kinds = records.iter().filter_map(|&at| Some(&corpus.records.get(at)?.kind.name));
        kinds.filter(|kind| **kind == ground.kinds.foreign().name).count()
    };
    let folders = corpus.folders().map(|(folder, records)| (folder, decisions(records)));
    let Some((folder, _)) = folders.filter(|(_, count)| *count > 0).max_by_key(|(_, count)| *count) else {
        return;
    };
    // Under whatever name, listed or not: two indexes would be one too many.
    let is_readme = |path: &str| {
        let name = file_name_of(path).to_lowercase();
        folder_of(path) == folder && (name.starts_with("readme") || name.starts_with("index"))
    };
    let path = below(folder, "README.md");
    let known = survey.indexes.iter().any(|path| folder_of(path) == folder);
    if folder.is_empty()
        || known
        || exists(&path)
        || ground.discovery.left_out.iter().any(|out| is_readme(&out.path))
    {
        return;
    }
    let rows: Vec<_> = rows(corpus, None).map(|(_, row)| row).collect();
    proposal.files.push(format!("`{path}`: an index with the table of `deem log`"));
    proposal.plan.create(path, new_index(&rows, ground.kinds, folder));
}

/// A path below a folder; `""` is the top.
fn below(folder: &str, path: &str) -> String {
    join(folder, path).unwrap_or_else(|| path.to_owned())
}
