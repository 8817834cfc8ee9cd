//! What exists below the base, on demand and remembered, for checks of links.

use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::index::join;
use super::name::{Mark, mark, stem};
use super::read::read_text;
use crate::source::{file_name_of, folder_of};

/// What a path leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Look {
    /// A file, or a link to one below the base.
    File,
    /// A folder, or a link to one below the base.
    Folder,
    /// Nothing.
    Missing,
    /// It exists under another spelling of capitals; works on some disks only.
    WrongCase {
        /// The path as the disk has it, relative to the base.
        actual: String,
    },
    /// It lies outside the base, or is a link that leads there.
    Outside,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    File,
    Folder,
    Link,
}

/// The names in one folder.
#[derive(Debug)]
struct Listing {
    /// Sorted by name.
    entries: Vec<(String, Kind)>,
    /// From the lower-case name to the first entry that has it.
    folded: OnceLock<HashMap<String, usize>>,
}

impl Listing {
    fn read(path: &Path) -> Option<Self> {
        let mut entries = Vec::new();
        for entry in std::fs::read_dir(path).ok()?.flatten() {
            let (Ok(kind), Ok(name)) = (entry.file_type(), entry.file_name().into_string()) else { continue };
            let kind = match kind {
                kind if kind.is_dir() => Kind::Folder,
                kind if kind.is_symlink() => Kind::Link,
                _ => Kind::File,
            };
            entries.push((name, kind));
        }
        entries.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        Some(Self { entries, folded: OnceLock::new() })
    }

    fn exact(&self, name: &str) -> Option<Kind> {
        let at = self.entries.binary_search_by(|(known, _)| known.as_str().cmp(name)).ok()?;
        self.entries.get(at).map(|(_, kind)| *kind)
    }

    fn any_case(&self, name: &str) -> Option<(&str, Kind)> {
        let folded = self.folded.get_or_init(|| {
            let mut map = HashMap::with_capacity(self.entries.len());
            for (at, (name, _)) in self.entries.iter().enumerate() {
                map.entry(name.to_lowercase()).or_insert(at);
            }
            map
        });
        let (name, kind) = self.entries.get(*folded.get(&name.to_lowercase())?)?;
        Some((name, *kind))
    }
}

type Shard = Mutex<HashMap<String, Option<Arc<Listing>>>>;

const SHARDS: usize = 16;

/// A view of the files below the base. Each folder is listed at most once or twice, whoever asks.
#[derive(Debug)]
pub struct Tree {
    base: PathBuf,
    shards: [Shard; SHARDS],
    /// The files of the record folders.
    files: Vec<String>,
    /// The same files to be found by; made for the first dead link.
    known: OnceLock<Known>,
}

#[derive(Debug)]
struct Known {
    /// By lower-case name, each list sorted.
    by_name: HashMap<String, Vec<String>>,
    /// Numbered files by folder and number, each list sorted.
    by_number: HashMap<(String, u64), Vec<String>>,
}

impl Known {
    fn new(files: &[String]) -> Self {
        let mut by_name: HashMap<String, Vec<String>> = HashMap::new();
        let mut by_number: HashMap<(String, u64), Vec<String>> = HashMap::new();
        for path in files {
            let name = file_name_of(path);
            by_name.entry(name.to_lowercase()).or_default().push(path.clone());
            if let Some(number) = number(name) {
                by_number.entry((folder_of(path).to_owned(), number)).or_default().push(path.clone());
            }
        }
        by_name.values_mut().chain(by_number.values_mut()).for_each(|paths| paths.sort_unstable());
        Self { by_name, by_number }
    }
}

/// Most names that are compared for likeness in one search.
const MAX_COMPARED: usize = 256;

/// Least likeness, from 0 to 1, of a name that is worth proposing.
const LEAST_LIKENESS: f64 = 0.8;

impl Tree {
    /// A view below `base` that knows the paths of the record folders' files.
    pub fn new<'a>(base: &Path, files: impl IntoIterator<Item = &'a str>) -> Self {
        let files = files.into_iter().map(str::to_owned).collect();
        Self { base: base.to_path_buf(), shards: Default::default(), files, known: OnceLock::new() }
    }

    /// Looks a path up. It is relative to the base, parted by `/`, and may hold `.` and `..`.
    pub fn look(&self, path: &str) -> Look {
        let Some(path) = join("", path.trim_start_matches('/')) else { return Look::Outside };
        let mut actual = String::with_capacity(path.len());
        let mut wrong = false;
        let mut state = Look::Folder;
        for name in path.split('/').filter(|part| !part.is_empty()) {
            if state != Look::Folder {
                return if state == Look::Outside { state } else { Look::Missing };
            }
            let Some(listing) = self.listing(&actual) else { return Look::Missing };
            let (found, kind) = match listing.exact(name) {
                Some(kind) => (name, kind),
                None => match listing.any_case(name) {
                    Some(found) => found,
                    None => return Look::Missing,
                },
            };
            wrong |= found != name;
            if !actual.is_empty() {
                actual.push('/');
            }
            actual.push_str(found);
            state = match kind {
                Kind::File => Look::File,
                Kind::Folder => Look::Folder,
                Kind::Link => self.follow(&actual),
            };
        }
        match state {
            Look::File | Look::Folder if wrong => Look::WrongCase { actual },
            state => state,
        }
    }

    /// The text of a file that `look` has found; `None` when it is larger than `max_bytes`, no UTF-8 or cannot
    /// be read.
    pub fn text(&self, path: &str, max_bytes: u64) -> Option<String> {
        read_text(&self.base.join(path), max_bytes).ok()
    }

    /// What a link below the base leads to.
    fn follow(&self, path: &str) -> Look {
        match self.base.join(path).canonicalize() {
            Err(_) => Look::Missing,
            Ok(target) if !target.starts_with(&self.base) => Look::Outside,
            Ok(target) if target.is_dir() => Look::Folder,
            Ok(_) => Look::File,
        }
    }

    fn listing(&self, folder: &str) -> Option<Arc<Listing>> {
        let hash = BuildHasherDefault::<DefaultHasher>::default().hash_one(folder);
        let shard = self.shards.get(usize::try_from(hash).unwrap_or(0) % SHARDS)?;
        if let Some(known) = shard.lock().unwrap_or_else(PoisonError::into_inner).get(folder) {
            return known.clone();
        }
        // Read without the lock: two threads may both read, with the same result.
        let listing = Listing::read(&self.base.join(folder)).map(Arc::new);
        let mut shard = shard.lock().unwrap_or_else(PoisonError::into_inner);
        shard.entry(folder.to_owned()).or_insert(listing).clone()
    }

    /// The file that a dead path most likely meant: the same name elsewhere in the record folders, the
    /// same number in its folder, or the most similar name beside it.
    pub fn nearest(&self, path: &str) -> Option<String> {
        let path = join("", path.trim_start_matches('/'))?;
        let (folder, name) = (folder_of(&path), file_name_of(&path));
        let known = self.known.get_or_init(|| Known::new(&self.files));
        let wanted = name.to_lowercase();
        let parent = |path: &str| file_name_of(folder_of(path)).to_lowercase();
        // A README is known by its folder's name.
        let generic = ["readme", "index"].contains(&stem(&wanted));
        if let Some(same) = known.by_name.get(&wanted) {
            let common =
                |other: &str| folder.split('/').zip(other.split('/')).take_while(|(a, b)| a == b).count();
            let elsewhere =
                same.iter().filter(|other| **other != path && (!generic || parent(other) == parent(&path)));
            let best = elsewhere.rev().max_by_key(|other| common(other));
            if best.is_some() {
                return best.cloned();
            }
        }
        let numbered = number(name).and_then(|number| known.by_number.get(&(folder.to_owned(), number)));
        if generic {
            return None;
        }
        // A title that was changed keeps some of its words; another record of that number does not.
        if let Some([only]) = numbered.map(Vec::as_slice)
            && strsim::normalized_levenshtein(&wanted, &file_name_of(only).to_lowercase()) >= 0.5
        {
            return Some(only.clone());
        }
        self.similar(folder, name)
    }

    fn similar(&self, folder: &str, name: &str) -> Option<String> {
        if self.look(folder) != Look::Folder {
            return None;
        }
        let listing = self.listing(folder)?;
        let wanted = name.to_lowercase();
        let extension = |name: &str| name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase());
        let (head, tail) = (front(&wanted), back(&wanted));
        let candidates = listing.entries.iter().filter(|(other, kind)| {
            *kind != Kind::Folder
                && other != name
                && other.len().abs_diff(name.len()) <= 12
                && extension(other) == extension(name)
                && may_be_meant(stem(other), stem(name))
                && {
                    let other = other.to_lowercase();
                    front(&other) == head || back(&other) == tail
                }
        });
        let mut best: Option<(f64, &str)> = None;
        for (other, _) in candidates.take(MAX_COMPARED) {
            let other_stem = stem(other).to_lowercase();
            let likeness = strsim::normalized_damerau_levenshtein(stem(&wanted), &other_stem);
            if likeness >= LEAST_LIKENESS && best.is_none_or(|(so_far, _)| likeness > so_far) {
                best = Some((likeness, other));
            }
        }
        let (_, found) = best?;
        Some(if folder.is_empty() { found.to_owned() } else { format!("{folder}/{found}") })
    }
}

/// `image1` does not mean `image11`; `0003-use-kafka` may mean `0001-use-kafka`.
fn may_be_meant(a: &str, b: &str) -> bool {
    let digits = |text: &str| {
        let runs = text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
        runs.map(str::to_owned).collect::<Vec<_>>()
    };
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
    digits(a) == digits(b) || letters(a).min(letters(b)) > 6
}

/// The first four characters.
fn front(name: &str) -> &str {
    name.char_indices().nth(4).map_or(name, |(at, _)| name.split_at(at).0)
}

/// The last six characters of the stem.
fn back(name: &str) -> &str {
    let stem = stem(name);
    stem.char_indices().rev().nth(5).map_or(stem, |(at, _)| stem.split_at(at).1)
}

fn number(name: &str) -> Option<u64> {
    let stem = stem(name);
    if !matches!(mark(stem), Mark::Number { .. }) {
        return None;
    }
    let digits = stem.trim_start_matches(|c: char| !c.is_ascii_digit());
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    digits.split_at(end).0.parse().ok()
}
