//! What is there, in facts and in words.

use std::collections::BTreeMap;

use crate::corpus::Corpus;
use crate::discover::{Hints, Role};
use crate::owners::Flavour;
use crate::record::{NameNumber, Number, Record};
use crate::source::RelPath;

use super::Ground;
use super::kinds::{self, OwnKind};
use super::words::{self, Word};

/// Folders and words that are named one by one; the others are counted.
const NAMED: usize = 8;

/// How the records of a folder are told apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Numbering {
    /// Numbers with at least so many digits, behind a prefix such as `ADR-` or none.
    Digits {
        /// What stands before the number.
        prefix: String,
        /// Digits of a number that starts with a zero; 1 where none does.
        width: usize,
    },
    /// Days, or days with numbers.
    Days,
    /// ULIDs and other texts.
    Texts,
    /// Neither numbers nor days.
    None,
}

/// A folder with records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    /// Relative to the repository, `""` for its top.
    pub path: String,
    /// How many records it has.
    pub records: usize,
    /// The dialects, or deem's kinds, with the number of records; the most frequent first.
    pub forms: Vec<(String, usize)>,
    /// How they are numbered.
    pub numbering: Numbering,
}

/// What a repository has.
#[derive(Clone, Debug)]
pub struct Survey {
    /// True where git keeps it.
    pub git: bool,
    /// Its record folders, by path.
    pub folders: Vec<Folder>,
    /// Files that would be records but cannot be read.
    pub skipped: usize,
    /// What other tools' configuration names.
    pub hints: Hints,
    /// The CODEOWNERS file and the service that it is written for.
    pub codeowners: Option<(RelPath, Flavour)>,
    /// READMEs and lists of records, by path.
    pub indexes: Vec<RelPath>,
    /// Words that deem does not understand.
    pub words: Vec<Word>,
    /// What deem's own records have otherwise than the kinds' defaults.
    pub(super) kinds: Vec<OwnKind>,
}

/// Looks at what was found and read.
pub fn survey(ground: &Ground<'_>) -> Survey {
    let indexes = ground.discovery.files.iter().filter(|file| file.role == Role::Index);
    Survey {
        git: ground.workspace.git,
        folders: folders(ground.corpus),
        skipped: ground.discovery.skipped.len(),
        hints: ground.discovery.hints.clone(),
        codeowners: ground.codeowners.cloned(),
        indexes: indexes.map(|file| file.source.path.clone()).collect(),
        words: words::unknown(&ground.corpus.records),
        kinds: kinds::own(ground),
    }
}

fn folders(corpus: &Corpus) -> Vec<Folder> {
    let folder = |(path, at): (&str, &[usize])| {
        let records: Vec<&Record> = at.iter().filter_map(|&at| corpus.records.get(at)).collect();
        let mut forms: BTreeMap<String, usize> = BTreeMap::new();
        for record in &records {
            *forms.entry(form(record)).or_default() += 1;
        }
        let mut forms: Vec<_> = forms.into_iter().collect();
        // Stable: forms that are equally frequent stay in the order of their names.
        forms.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let numbering = Numbering::of(records.iter().map(|record| &record.identity.name));
        Folder { path: path.to_owned(), records: records.len(), forms, numbering }
    };
    corpus.folders().map(folder).collect()
}

fn form(record: &Record) -> String {
    if record.native { format!("kind {}", record.kind.name) } else { record.dialect.as_str().to_owned() }
}

impl Numbering {
    fn of<'r>(names: impl Iterator<Item = &'r NameNumber>) -> Self {
        let (mut days, mut digits, mut texts, mut none) = (0, 0, 0, 0);
        let mut width = 1;
        let mut prefixes: BTreeMap<&str, usize> = BTreeMap::new();
        for name in names {
            match &name.number {
                _ if name.date.is_some() => days += 1,
                Some(Number::Int(_)) => {
                    digits += 1;
                    *prefixes.entry(&name.prefix).or_default() += 1;
                    if name.digits.starts_with('0') {
                        width = width.max(name.digits.len());
                    }
                }
                Some(Number::Text(_)) => texts += 1,
                None => none += 1,
            }
        }
        match [digits, days, texts, none].into_iter().max() {
            Some(0) | None => Self::None,
            Some(most) if most == digits => {
                let prefix = prefixes.into_iter().max_by_key(|(_, count)| *count);
                Self::Digits { prefix: prefix.map_or_else(String::new, |(text, _)| text.to_owned()), width }
            }
            Some(most) if most == days => Self::Days,
            Some(most) if most == texts => Self::Texts,
            Some(_) => Self::None,
        }
    }

    fn words(&self) -> String {
        match self {
            Self::Digits { prefix, width } => {
                let digits = match width {
                    1 => "numbered without leading zeros".to_owned(),
                    width => format!("numbered with {width} digits"),
                };
                if prefix.is_empty() { digits } else { format!("{digits} after `{prefix}`") }
            }
            Self::Days => "named by day".to_owned(),
            Self::Texts => "named by an id of letters and digits".to_owned(),
            Self::None => "without numbers".to_owned(),
        }
    }
}

impl Folder {
    /// `docs/adr: 41 records (madr2), numbered with 4 digits`.
    fn words(&self) -> String {
        let forms: Vec<String> = match self.forms.as_slice() {
            [(form, _)] => vec![form.clone()],
            forms => forms.iter().map(|(form, count)| format!("{count} {form}")).collect(),
        };
        let path = if self.path.is_empty() { "." } else { &self.path };
        let records = counted(self.records, "record");
        format!("`{path}`: {records} ({}), {}", forms.join(", "), self.numbering.words())
    }
}

impl Survey {
    /// True where neither a record nor another tool's plan for records is.
    pub fn is_empty(&self) -> bool {
        self.folders.is_empty() && self.skipped == 0 && self.hints.log4brains.is_empty()
    }

    /// What was found, one thing a line.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = self.folder_lines();
        if self.skipped > 0 {
            lines.push(format!(
                "{} that cannot be read; `deem check` says why",
                counted(self.skipped, "file")
            ));
        }
        if let Some(folder) = &self.hints.adr_dir {
            lines.push(format!("`.adr-dir` names `{folder}`"));
        }
        if !self.hints.log4brains.is_empty() {
            let folders: Vec<String> = self.hints.log4brains.iter().map(|f| format!("`{f}`")).collect();
            lines.push(format!("`.log4brains.yml` names {}", folders.join(", ")));
        }
        if let Some((path, flavour)) = &self.codeowners {
            let service = match flavour {
                Flavour::GitHub => "GitHub",
                Flavour::GitLab => "GitLab",
                Flavour::Bitbucket => "Bitbucket",
            };
            lines.push(format!("`{path}`, as {service} reads it"));
        }
        lines.extend(self.word_line());
        if !self.git {
            lines.push("no git: what only history tells stays unknown".to_owned());
        }
        lines
    }

    /// The record folders, the largest first.
    pub(super) fn folder_lines(&self) -> Vec<String> {
        if self.folders.is_empty() {
            return vec!["no records".to_owned()];
        }
        let mut folders: Vec<&Folder> = self.folders.iter().collect();
        folders.sort_by_key(|folder| std::cmp::Reverse(folder.records));
        let mut lines: Vec<String> = folders.iter().take(NAMED).map(|folder| folder.words()).collect();
        let rest = folders.get(NAMED..).unwrap_or_default();
        if !rest.is_empty() {
            let records = rest.iter().map(|folder| folder.records).sum();
            lines.push(format!("{} with {}", counted(rest.len(), "more folder"), counted(records, "record")));
        }
        lines
    }

    fn word_line(&self) -> Option<String> {
        let words = self.words.iter().take(NAMED);
        let mut named: Vec<String> =
            words.map(|word| format!("{} `{}` ({})", word.of.noun(), word.text, word.count)).collect();
        let more = self.words.len().saturating_sub(NAMED);
        if more > 0 {
            named.push(format!("{more} more"));
        }
        (!named.is_empty()).then(|| format!("words whose meaning is open: {}", named.join(", ")))
    }
}

fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
