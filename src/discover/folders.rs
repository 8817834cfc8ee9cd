//! What each folder is: a record folder by claim, by the look of its files, or none.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::finder::Item;
use super::name::{Mark, mark, stem};
use super::role::{NameRole, is_attachment_folder, is_template_folder};
use super::roots::{Claim, Root, Roots};
use super::walk::FileKind;
use crate::source::{file_name_of, folder_of};

/// What a folder is to its files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Standing {
    /// Not a record folder.
    #[default]
    None,
    /// Configured or named: every Markdown file counts unless it is something else by name.
    Open,
    /// Its files look like records: those that do count.
    Shaped,
    /// A numbered description of an architecture, one chapter of which are the decisions.
    Series,
    /// Beside, above or below shaped folders: files numbered alike count, and where `slugs` is set all
    /// that state a status.
    Family {
        /// Prefix and width of the numbers of the shaped folders.
        numbers: HashSet<(String, usize)>,
        /// Files without number count, too.
        slugs: bool,
    },
}

/// One folder with Markdown files.
#[derive(Debug, Default)]
pub(super) struct Folder {
    /// Its own files, sorted by path.
    pub(super) items: Vec<usize>,
    /// Folders right below it that are one record each.
    pub(super) record_folders: Vec<String>,
    /// The file that is the record, where this folder is one record.
    pub(super) main: Option<usize>,
    pub(super) claim: Option<Root>,
    /// Holds what records refer to.
    pub(super) attachments: bool,
    /// Holds templates.
    pub(super) templates: bool,
    pub(super) standing: Standing,
    /// Holds files that are plainly records: by number, date, status or decision.
    pub(super) evident: bool,
}

/// All folders by path.
pub(super) struct Folders {
    pub(super) map: BTreeMap<String, Folder>,
}

/// Folders of dated texts that are no decisions.
const NOT_SHAPED: &[&str] = &[
    "_posts",
    "posts",
    "blog",
    "news",
    "changelog",
    "changelogs",
    "releases",
    "release-notes",
    "release_notes",
    "migrations",
];

impl Folders {
    pub(super) fn new(items: &[Item], roots: &Roots) -> Self {
        let mut map: BTreeMap<String, Folder> = BTreeMap::new();
        for (at, item) in items.iter().enumerate() {
            map.entry(folder_of(&item.entry.path).to_owned()).or_default().items.push(at);
        }
        let mut mains = Vec::new();
        for (path, folder) in &mut map {
            folder.claim = roots.claim(path);
            let below = folder.claim.as_ref().map_or("", |root| root.folder.as_str());
            let inner = path.strip_prefix(below).unwrap_or(path);
            folder.attachments = inner.split('/').any(is_attachment_folder);
            folder.templates = inner.split('/').any(is_template_folder);
            folder.main = main_file(path, &folder.items, items);
            if folder.main.is_some() && !folder.attachments && !path.is_empty() {
                mains.push(path.clone());
            }
        }
        for path in mains {
            map.entry(folder_of(&path).to_owned())
                .or_insert_with(|| Folder { claim: roots.claim(folder_of(&path)), ..Folder::default() })
                .record_folders
                .push(path);
        }
        Self { map }
    }

    /// The files of a folder that may be records, folders of one record counted by their main file.
    pub(super) fn units(&self, folder: &Folder, items: &[Item]) -> Vec<usize> {
        let own = folder.items.iter().copied().filter(|&at| items.get(at).is_some_and(is_unit));
        let inner = folder.record_folders.iter().filter_map(|path| self.map.get(path)?.main);
        own.chain(inner).collect()
    }

    /// True where the names alone make it worth reading a folder that nothing claims.
    pub(super) fn promises(&self, path: &str, folder: &Folder, items: &[Item]) -> bool {
        if folder.attachments || NOT_SHAPED.contains(&file_name_of(path)) {
            return false;
        }
        let units = self.units(folder, items);
        let marked = units.iter().filter(|&&at| self.is_marked(at, items)).count();
        marked >= 2 && marked * 2 >= units.len()
    }

    /// True for a file with a number or date in its name, or in that of the folder that is its record.
    pub(super) fn is_marked(&self, at: usize, items: &[Item]) -> bool {
        items.get(at).is_some_and(|item| {
            item.mark.counts()
                || self.map.get(folder_of(&item.entry.path)).is_some_and(|f| f.main == Some(at))
        })
    }

    /// Settles what the folders are, once the texts of promising folders are read.
    pub(super) fn settle(&mut self, items: &[Item]) {
        let live = self.live_roots(items);
        let mut standings = Vec::new();
        let mut evident = Vec::new();
        for (path, folder) in &self.map {
            if folder.main.is_some() {
                continue;
            }
            let plainly =
                |at: usize| self.is_marked(at, items) || items.get(at).is_some_and(|item| item.marks.sign());
            evident.push(self.units(folder, items).into_iter().any(plainly));
            let standing = match &folder.claim {
                Some(root) if root.claim != Claim::Generic => {
                    if live.contains(root.folder.as_str()) {
                        Standing::Open
                    } else {
                        Standing::None
                    }
                }
                _ if folder.attachments => Standing::None,
                _ if is_series(path, folder, items) => Standing::Series,
                claim => self.shape(path, folder, claim.is_some(), items),
            };
            standings.push((path.clone(), standing));
        }
        for ((path, standing), evident) in standings.into_iter().zip(evident) {
            if let Some(folder) = self.map.get_mut(&path) {
                folder.standing = standing;
                folder.evident = evident;
            }
        }
        self.inherit(&live);
    }

    /// A folder that is one record is to its files what the folder around it is.
    fn inherit(&mut self, live: &HashSet<String>) {
        let mains: Vec<String> =
            self.map.iter().filter(|(_, f)| f.main.is_some()).map(|(p, _)| p.clone()).collect();
        for path in mains {
            let above =
                self.map.get(folder_of(&path)).map(|folder| folder.standing.clone()).unwrap_or_default();
            if let Some(folder) = self.map.get_mut(&path) {
                let open = folder
                    .claim
                    .as_ref()
                    .is_some_and(|root| root.claim != Claim::Generic && live.contains(root.folder.as_str()));
                folder.standing = if open { Standing::Open } else { above };
            }
        }
    }

    /// Roots by name hold at least one file that is numbered, dated or reads like a record; a folder of
    /// the same name in a source tree does not.
    fn live_roots(&self, items: &[Item]) -> HashSet<String> {
        let mut live = HashSet::new();
        for folder in self.map.values() {
            let Some(root) = &folder.claim else { continue };
            let configured = matches!(root.claim, Claim::Configured(_));
            let alive = configured
                || !folder.attachments
                    && self.units(folder, items).into_iter().any(|at| {
                        self.is_marked(at, items)
                            || items.get(at).is_some_and(|item| item.marks.sign() || item.marks.native)
                    });
            if alive {
                live.insert(root.folder.clone());
            }
        }
        live
    }

    /// Do the files look like records?
    fn shape(&self, path: &str, folder: &Folder, generic: bool, items: &[Item]) -> Standing {
        if !generic && !self.promises(path, folder, items) {
            return Standing::None;
        }
        let units = self.units(folder, items);
        let texts: Vec<usize> =
            units.into_iter().filter(|&at| items.get(at).is_some_and(Item::is_read)).collect();
        let reads = |at: usize| {
            items.get(at).is_some_and(|item| {
                let marks = &item.marks;
                if generic {
                    return marks.wide_sign();
                }
                // Numbered folders with a README and some state of work are also how specifications and
                // tasks are kept, so the state has to be a decision's.
                let own_folder = folder_of(&item.entry.path) != path;
                let stated = if own_folder { marks.known_status } else { marks.status };
                stated || marks.decision || marks.preamble
            })
        };
        let reading = texts.iter().filter(|&&at| reads(at)).count();
        let marked = texts.iter().filter(|&&at| reads(at) && self.is_marked(at, items)).count();
        let least = if generic { 1 } else { 2 };
        let shaped = marked >= least && marked * 2 >= texts.len();
        let slugs = generic && reading >= 2 && reading * 2 >= texts.len();
        if shaped || slugs { Standing::Shaped } else { Standing::None }
    }

    /// Gives the folders around shaped ones a second look; returns the files that must be read for it.
    pub(super) fn families(&mut self, items: &[Item]) -> Vec<usize> {
        let mut numbers: HashMap<String, HashSet<(String, usize)>> = HashMap::new();
        let mut shaped_below: HashMap<String, usize> = HashMap::new();
        for (path, folder) in &self.map {
            if folder.standing != Standing::Shaped || folder.claim.is_some() || folder.main.is_some() {
                continue;
            }
            let Some(usual) = usual_number(&folder.items, items) else { continue };
            let above = folder_of(path).to_owned();
            if !path.is_empty() {
                *shaped_below.entry(above.clone()).or_default() += 1;
                numbers.entry(above).or_default().insert(usual.clone());
            }
            numbers.entry(path.clone()).or_default().insert(usual);
        }
        let mut reads = Vec::new();
        for (path, folder) in &mut self.map {
            let free = folder.standing == Standing::None && folder.claim.is_none() && folder.main.is_none();
            if !free || folder.attachments || NOT_SHAPED.contains(&file_name_of(path)) {
                continue;
            }
            let above = folder_of(path);
            let own = numbers.get(path);
            let near = if path.is_empty() { None } else { numbers.get(above) };
            let family: HashSet<_> = own.into_iter().chain(near).flatten().cloned().collect();
            if family.is_empty() {
                continue;
            }
            let slugs = !path.is_empty() && shaped_below.get(above).is_some_and(|&count| count >= 2);
            reads.extend(folder.items.iter().copied().filter(|&at| {
                items
                    .get(at)
                    .is_some_and(|item| !item.is_read() && is_unit(item) && (slugs || is_like(item, &family)))
            }));
            folder.standing = Standing::Family { numbers: family, slugs };
        }
        reads
    }

    /// Folders of a family keep files without number only where nearly all state a status.
    pub(super) fn settle_families(&mut self, items: &[Item]) {
        for folder in self.map.values_mut() {
            let Standing::Family { slugs, .. } = &mut folder.standing else { continue };
            if *slugs {
                let units: Vec<&Item> =
                    folder.items.iter().filter_map(|&at| items.get(at)).filter(|i| is_unit(i)).collect();
                let stated = units.iter().filter(|item| item.marks.known_status).count();
                *slugs = stated >= 2 && stated * 2 >= units.len();
            }
        }
    }
}

/// True for what may be a record by its name.
pub(super) fn is_unit(item: &Item) -> bool {
    !matches!(item.role, NameRole::Index | NameRole::Template | NameRole::Project)
        && (item.entry.kind == FileKind::Markdown || item.marks.preamble)
}

/// True where prefix and width of the number are those of a family.
pub(super) fn is_like(item: &Item, family: &HashSet<(String, usize)>) -> bool {
    match &item.mark {
        Mark::Number { prefix, width, .. } => family.contains(&(prefix.clone(), *width)),
        _ => false,
    }
}

/// The commonest prefix and width of the numbers of some files.
fn usual_number(files: &[usize], items: &[Item]) -> Option<(String, usize)> {
    let mut counts: BTreeMap<(String, usize), usize> = BTreeMap::new();
    for item in files.iter().filter_map(|&at| items.get(at)) {
        if let Mark::Number { prefix, width, .. } = &item.mark {
            *counts.entry((prefix.clone(), *width)).or_default() += 1;
        }
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(number, _)| number)
}

/// Names of the file that is a record's text where it is alone in its folder.
const MAIN_NAMES: [&str; 8] = ["adr", "decision", "record", "rfc", "proposal", "kep", "design", "text"];

/// The record of a folder that is one record: its README or index, or its only Markdown file if that is
/// named for the folder or for what it is.
fn main_file(path: &str, files: &[usize], items: &[Item]) -> Option<usize> {
    let name = file_name_of(path);
    let year = name.len() == 4 && (name.starts_with("19") || name.starts_with("20"));
    let own = mark(name);
    if !own.counts() || year || path.is_empty() {
        return None;
    }
    let markdown: Vec<usize> = files
        .iter()
        .copied()
        .filter(|&at| items.get(at).is_some_and(|item| item.entry.kind == FileKind::Markdown))
        .collect();
    let named = |wanted: &str| {
        markdown.iter().copied().find(|&at| {
            items
                .get(at)
                .is_some_and(|item| stem(file_name_of(&item.entry.path)).eq_ignore_ascii_case(wanted))
        })
    };
    // A numbered folder of numbered files is a category, unless its files are chapters of a record.
    let inner = markdown.iter().filter_map(|&at| items.get(at)).filter(|item| item.mark.counts());
    let is_chapter = |item: &Item| match (&own, &item.mark) {
        (Mark::Number { width: outer, .. }, Mark::Number { width, .. }) => width < outer,
        (Mark::Date, Mark::Number { .. }) => true,
        _ => false,
    };
    if inner.filter(|item| !is_chapter(item)).count() >= 2 {
        return None;
    }
    named("readme").or_else(|| named("index")).or(match markdown.as_slice() {
        [only] if items.get(*only).is_some_and(|item| is_unit(item) && is_main_name(name, item)) => {
            Some(*only)
        }
        _ => None,
    })
}

fn is_main_name(folder: &str, item: &Item) -> bool {
    let stem = stem(file_name_of(&item.entry.path)).to_lowercase();
    MAIN_NAMES.contains(&stem.as_str()) || (stem.len() > 3 && folder.to_lowercase().ends_with(&stem))
}

/// Chapters of one description of an architecture (arc42 and its like), one of them on decisions.
pub(super) fn is_series(path: &str, folder: &Folder, items: &[Item]) -> bool {
    let name = file_name_of(path).to_lowercase();
    if !(name.contains("architect") || name.contains("architektur") || name.contains("arc42")) {
        return false;
    }
    let chapters: Vec<&Item> = folder
        .items
        .iter()
        .filter_map(|&at| items.get(at))
        .filter(|item| matches!(&item.mark, Mark::Number { prefix, width: 2, .. } if prefix.is_empty()))
        .collect();
    let decides = |item: &&Item| {
        let name = file_name_of(&item.entry.path).to_lowercase();
        name.contains("decision") || name.contains("entscheidung") || name.contains("décision")
    };
    chapters.len() >= 5 && chapters.iter().any(decides)
}
