//! The numbers of new records that other branches and tags have given away.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use jiff::civil::Date;

use crate::corpus::{Corpus, home};
use crate::history::{Base, Entry, FolderNames, History, HistoryError, Standing, Tip};
use crate::record::identity::parse_name;
use crate::record::{Number, Record, reader};
use crate::rules::context::{TakenNumber, TakenNumbers};
use crate::source::file_name_of;

use super::Loaded;

/// A branch that nobody committed to for so many days is not about to land.
const LIVE_DAYS: i64 = 90;

/// References with the same collision that are looked at more closely; each may cost a walk over history.
const TRIES: usize = 16;

/// What tells records of one folder apart: prefix, number and part of it.
type Key = (String, u64, String);

/// Compares the numbers of new records with every branch and tag.
pub(super) fn numbers(loaded: &Loaded, today: Date) -> TakenNumbers {
    if !loaded.workspace.git {
        return TakenNumbers::default();
    }
    match History::open(&loaded.workspace.base).and_then(|history| compare(&loaded.corpus, &history, today)) {
        Ok(numbers) => numbers,
        Err(HistoryError::NoRepository(_)) => TakenNumbers::default(),
        Err(error) => unknown(error.to_string()),
    }
}

fn unknown(why: String) -> TakenNumbers {
    let why = format!("numbers that other branches take are not judged: {why}");
    TakenNumbers { unknown: Some(why), ..TakenNumbers::default() }
}

fn compare(corpus: &Corpus, history: &History, today: Date) -> Result<TakenNumbers, HistoryError> {
    let Some(base) = history.base()? else {
        let cut = history.is_shallow() && !corpus.records.is_empty();
        let why = "this clone is shallow and lacks the merge base with the default branch; fetch the whole \
                   history: `fetch-depth: 0` in `actions/checkout`, or `git fetch --unshallow`";
        return Ok(if cut { unknown(why.to_owned()) } else { TakenNumbers::default() });
    };
    let new: Vec<(&str, HashMap<Key, usize>)> = corpus
        .folders()
        .map(|(folder, records)| (folder, new_records(corpus, history, &base, folder, records)))
        .filter(|(_, new)| !new.is_empty())
        .collect();
    if new.is_empty() {
        return Ok(TakenNumbers::default());
    }
    let refs = References::read(history, base, today)?;
    let mut taken = Vec::new();
    for (folder, new) in &new {
        taken.extend(refs.collisions(corpus, folder, new));
    }
    taken.sort_by_key(|taken| taken.record);
    Ok(TakenNumbers { taken, seen: refs.seen(), unknown: None })
}

/// The records whose number their folder did not have where the work began.
fn new_records(
    corpus: &Corpus,
    history: &History,
    base: &Base,
    folder: &str,
    records: &[usize],
) -> HashMap<Key, usize> {
    let before = history.names_at_base(base, folder).unwrap_or_default();
    let names: HashSet<&str> = before.iter().map(|entry| entry.name.as_str()).collect();
    let absent = records.iter().filter(|&&at| !names.contains(name_of(&corpus.records[at])));
    let mut new: HashMap<Key, usize> =
        absent.filter_map(|&at| Some((key(reader::stem(corpus.records[at].path()))?, at))).collect();
    if !new.is_empty() {
        for key in before.iter().filter_map(entry_key) {
            new.remove(&key);
        }
    }
    new
}

/// The file, or the folder that a record is named by.
fn name_of(record: &Record) -> &str {
    let path = record.path();
    let rest = path.strip_prefix(home(path)).unwrap_or(path).trim_start_matches('/');
    rest.split('/').next().unwrap_or(rest)
}

fn key(stem: &str) -> Option<Key> {
    let name = parse_name(stem);
    let Some(Number::Int(number)) = name.number else { return None };
    Some((name.prefix.to_lowercase(), number, name.part().to_owned()))
}

fn entry_key(entry: &Entry) -> Option<Key> {
    key(stem_of(entry)?)
}

/// The name of a text or folder without extension; nothing for pictures and the like.
fn stem_of(entry: &Entry) -> Option<&str> {
    if entry.folder {
        return Some(&entry.name);
    }
    let (stem, extension) = entry.name.rsplit_once('.')?;
    ["md", "markdown", "rst", "adoc", "txt"].contains(&extension).then_some(stem)
}

/// Every branch and tag, seen from the work that is checked out.
struct References<'a> {
    history: &'a History,
    base: Base,
    tips: Vec<Tip>,
    /// The branch of the work itself.
    own: Option<String>,
    /// Before this second nobody lives, since 1970.
    live: i64,
}

impl<'a> References<'a> {
    fn read(history: &'a History, base: Base, today: Date) -> Result<Self, HistoryError> {
        let midnight = today.to_zoned(jiff::tz::TimeZone::UTC).map_or(0, |day| day.timestamp().as_second());
        let tips = history.tips()?;
        let live = midnight - LIVE_DAYS * 86_400;
        Ok(Self { history, base, tips, own: history.branch(), live })
    }

    /// The collisions of one folder's new records.
    fn collisions(&self, corpus: &Corpus, folder: &str, new: &HashMap<Key, usize>) -> Vec<TakenNumber> {
        let contents = self.history.folder_names(&self.tips, folder);
        let by_folder = corpus.in_folder(folder).iter().any(|&at| is_by_folder(&corpus.records[at]));
        let landed = self.slugs_of_default(&contents);
        let mut next = next_numbers(corpus, folder, &contents);
        let mut found: BTreeMap<usize, Vec<(usize, &Entry, u64)>> = BTreeMap::new();
        for content in &contents {
            let names: HashSet<&str> = content.entries.iter().map(|entry| entry.name.as_str()).collect();
            for entry in content.entries.iter().filter(|entry| by_folder || !entry.folder) {
                let Some(key) = entry_key(entry) else { continue };
                let Some(&at) = new.get(&key) else { continue };
                let record = &corpus.records[at];
                // Who has the record itself has seen the other one too, and what differs in its ending is
                // the same record.
                let same = stem_of(entry) == Some(reader::stem(record.path()));
                if !same && !names.contains(name_of(record)) {
                    found.entry(at).or_default().extend(content.tips.iter().map(|&tip| (tip, entry, key.1)));
                }
            }
        }
        let mut taken = Vec::new();
        for (at, mut others) in found {
            others.sort_by_key(|(tip, ..)| {
                std::cmp::Reverse((self.is_default(*tip), self.tips[*tip].committed))
            });
            let others = others.into_iter().filter(|(tip, ..)| self.is_asked(*tip)).take(TRIES);
            let mut others = others.filter(|(tip, entry, _)| {
                self.is_default(*tip) || self.takes(*tip, entry, corpus, at, folder, &landed)
            });
            let Some((tip, entry, number)) = others.next() else { continue };
            let prefix = corpus.records[at].identity.name.prefix.to_lowercase();
            let next = next.entry(prefix).or_insert(number);
            *next += 1;
            let tip = &self.tips[tip];
            taken.push(TakenNumber {
                record: at,
                number,
                name: entry.name.clone(),
                reference: tip.name().to_owned(),
                default: self.base.default_branch() == Some(tip.reference.as_str()),
                author: self.history.author(tip),
                next: *next,
            });
        }
        taken
    }

    fn is_default(&self, tip: usize) -> bool {
        self.base.default_branch() == Some(self.tips[tip].reference.as_str())
    }

    /// False for what is checked out, for its own branch here and on remotes, and for what is long quiet.
    fn is_asked(&self, tip: usize) -> bool {
        let tip = &self.tips[tip];
        let is_own = self.own.as_deref().is_some_and(|own| {
            let remote = tip.reference.strip_prefix("refs/remotes/").and_then(|name| name.split_once('/'));
            tip.reference.strip_prefix("refs/heads/") == Some(own)
                || remote.is_some_and(|(_, name)| name == own)
        });
        let is_default = self.base.default_branch() == Some(tip.reference.as_str());
        let alias = tip.reference == "HEAD" || tip.reference.ends_with("/HEAD");
        !alias && (is_default || !is_own && tip.committed >= self.live)
    }

    /// True where the reference brings the number along as its own.
    fn takes(
        &self,
        tip: usize,
        entry: &Entry,
        corpus: &Corpus,
        at: usize,
        folder: &str,
        landed: &HashSet<String>,
    ) -> bool {
        if stem_of(entry).is_some_and(|stem| landed.contains(&parse_name(stem).slug)) {
            // It landed under another number since.
            return false;
        }
        let Standing::Apart { ahead, began } = self.history.standing(&self.base, &self.tips[tip]) else {
            return false;
        };
        let has = |entries: &[Entry], name: &str| entries.iter().any(|entry| entry.name == name);
        // Built on the work, which it has renamed since.
        let head = ahead.then(|| self.history.names_at_head(&self.base, folder)).flatten();
        if head.is_some_and(|names| has(&names, name_of(&corpus.records[at]))) {
            return false;
        }
        // An old number that it only carries along.
        let before = began.map(|began| self.history.folder_names(&[began], folder));
        !before.iter().flatten().any(|content| has(&content.entries, &entry.name))
    }

    /// The slugs on the default branch.
    fn slugs_of_default(&self, contents: &[FolderNames]) -> HashSet<String> {
        let is_there = |content: &&FolderNames| content.tips.iter().any(|&tip| self.is_default(tip));
        let entries = contents.iter().filter(is_there).flat_map(|content| &content.entries);
        entries
            .filter_map(|entry| Some(parse_name(stem_of(entry)?).slug))
            .filter(|slug| !slug.is_empty())
            .collect()
    }

    /// Which references there are, in words.
    fn seen(&self) -> String {
        let count = |prefix| self.tips.iter().filter(|tip| tip.reference.starts_with(prefix)).count();
        let (local, remote, tags) = (count("refs/heads/"), count("refs/remotes/"), count("refs/tags/"));
        let mut seen = format!("{local} local and {remote} remote-tracking branches and {tags} tags");
        if self.history.is_shallow() {
            seen.push_str(" of a shallow clone");
        } else if remote == 0 {
            seen.push_str(", none of a remote");
        }
        seen
    }
}

fn is_by_folder(record: &Record) -> bool {
    !file_name_of(record.path()).starts_with(reader::stem(record.path()))
}

/// The highest number of each prefix, here and on every reference.
fn next_numbers(corpus: &Corpus, folder: &str, contents: &[FolderNames]) -> HashMap<String, u64> {
    let mut highest: HashMap<String, u64> = HashMap::new();
    let mut names: BTreeSet<&str> = contents.iter().flat_map(|c| &c.entries).filter_map(stem_of).collect();
    names.extend(corpus.in_folder(folder).iter().map(|&at| reader::stem(corpus.records[at].path())));
    for (prefix, number, _) in names.into_iter().filter_map(key) {
        let most = highest.entry(prefix).or_default();
        *most = number.max(*most);
    }
    highest
}
