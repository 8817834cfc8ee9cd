//! The order of things: walk, read what promises, settle the folders, judge each file.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use rayon::prelude::*;

use super::folders::{Folders, Standing, is_unit};
use super::index::linked_records;
use super::judge::{Verdict, judge};
use super::name::{Mark, mark, stem};
use super::read::{read_head, read_text};
use super::role::{NameRole, name_role};
use super::roots::{Claim, Roots, read_hints};
use super::shape::{Marks, is_native, look};
use super::walk::{Entry, FileKind, folders_above, walk};
use super::{DiscoverError, Discovery, Found, LeftOut, Options, Role, Skipped, Workspace};
use crate::source::{SourceFile, file_name_of, folder_of};

/// A file under consideration.
pub(super) struct Item {
    pub(super) entry: Entry,
    pub(super) role: NameRole,
    pub(super) mark: Mark,
    pub(super) marks: Marks,
    pub(super) included: bool,
    text: Option<Result<Arc<SourceFile>, String>>,
}

impl Item {
    fn new(entry: Entry, included: bool) -> Self {
        let name = file_name_of(&entry.path);
        let (role, mark) = (name_role(name), mark(stem(name)));
        Self { entry, role, mark, marks: Marks::default(), included, text: None }
    }

    /// True where its text is known.
    pub(super) fn is_read(&self) -> bool {
        matches!(self.text, Some(Ok(_)))
    }

    /// Its text, where it was read.
    pub(super) fn source(&self) -> Option<&Arc<SourceFile>> {
        self.text.as_ref()?.as_ref().ok()
    }

    fn failure(&self) -> Option<&str> {
        match &self.text {
            Some(Err(reason)) => Some(reason),
            _ => self.entry.broken.as_deref(),
        }
    }
}

/// How much of a file is read at first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    /// Nothing: it is known to be no record.
    Nothing,
    /// The first lines, for frontmatter of deem's own.
    Head,
    /// All of it.
    Text,
    /// All of it, and what it looks like.
    Look,
}

/// Bytes in which the frontmatter of a record outside of record folders must end.
const HEAD_BYTES: u64 = 2048;

struct Finder<'a> {
    ws: &'a Workspace,
    options: &'a Options,
}

/// Finds everything.
pub(super) fn find(ws: &Workspace, options: &Options) -> Result<Discovery, DiscoverError> {
    let hints = read_hints(ws);
    let roots = Roots::new(ws, options, &hints);
    let (include, exclude) = (globs(&options.include)?, globs(&options.exclude)?);
    let found = walk(ws, options)?;
    let mut out = Discovery { hints, left_out: found.left_out, ..Discovery::default() };
    let mut sidecars = HashSet::new();
    let mut items = Vec::new();
    for entry in found.entries {
        let path = ws.below_root(&entry.path);
        if exclude.is_match(path) {
            out.left_out.push(LeftOut::new(entry.path, "`[records] exclude` names it"));
        } else if entry.kind == FileKind::Sidecar {
            sidecars.insert(entry.path);
        } else {
            let included = include.is_match(path);
            items.push(Item::new(entry, included));
        }
    }
    out.looked = items.iter().filter(|item| item.entry.kind == FileKind::Markdown).count();
    let finder = Finder { ws, options };
    let mut folders = Folders::new(&items, &roots);
    let needs = finder.needs(&items, &folders);
    finder.read(&mut items, &needs);
    folders.settle(&items);
    let again = folders.families(&items);
    finder.read_again(&mut items, &again);
    folders.settle_families(&items);
    finder.sort_out(&items, &folders, &roots, &sidecars, &mut out);
    finder.add_indexes_above(&items, &folders, &mut out);
    out.files.sort_unstable_by(|a, b| a.source.path.cmp(&b.source.path));
    out.left_out.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    out.skipped.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    Ok(out)
}

impl Finder<'_> {
    /// What must be read of each file before folders can be judged.
    fn needs(&self, items: &[Item], folders: &Folders) -> Vec<Need> {
        let mut needs = vec![Need::Head; items.len()];
        let mut set = |at: usize, need: Need| {
            if let Some(slot) = needs.get_mut(at) {
                *slot = need;
            }
        };
        for (path, folder) in &folders.map {
            let open = folder.claim.as_ref().is_some_and(|root| root.claim != Claim::Generic);
            let claimed = folder.claim.is_some() && !folder.attachments;
            let units = folders.units(folder, items);
            let series = !claimed && !folder.attachments && super::folders::is_series(path, folder, items);
            if claimed || series || folders.promises(path, folder, items) {
                for &at in folder.items.iter().chain(&units) {
                    // A number in a folder of records is enough: what the text looks like is not asked.
                    let plain = open
                        && folder.main.is_none()
                        && items.get(at).is_some_and(|item| {
                            item.mark.counts()
                                && item.role == NameRole::Open
                                && item.entry.kind == FileKind::Markdown
                        });
                    set(at, if plain { Need::Text } else { Need::Look });
                }
            }
        }
        for (at, item) in items.iter().enumerate() {
            match item.role {
                _ if item.included => set(at, Need::Look),
                NameRole::Project => set(at, Need::Nothing),
                _ => {}
            }
        }
        needs
    }

    fn read(&self, items: &mut [Item], needs: &[Need]) {
        items.par_iter_mut().zip(needs).with_min_len(32).for_each(|(item, need)| match need {
            Need::Nothing => {}
            Need::Head if item.entry.broken.is_none() && item.entry.kind == FileKind::Markdown => {
                let head = read_head(&self.ws.base.join(&item.entry.path), HEAD_BYTES);
                if is_native(&head, &self.options.kinds) {
                    self.load(item, true);
                }
            }
            Need::Head => {}
            Need::Text => self.load(item, false),
            Need::Look => self.load(item, true),
        });
    }

    fn read_again(&self, items: &mut [Item], wanted: &[usize]) {
        let wanted: HashSet<usize> = wanted.iter().copied().collect();
        if wanted.is_empty() {
            return;
        }
        items
            .par_iter_mut()
            .enumerate()
            .filter(|(at, _)| wanted.contains(at))
            .for_each(|(_, item)| self.load(item, true));
    }

    fn load(&self, item: &mut Item, look_at_it: bool) {
        if item.entry.broken.is_some() || item.text.is_some() {
            return;
        }
        let text = read_text(&self.ws.base.join(&item.entry.path), self.options.max_bytes);
        if look_at_it && let Ok(text) = &text {
            item.marks = look(text, &self.options.kinds);
        }
        item.text = Some(text.map(|text| Arc::new(SourceFile::new(item.entry.path.as_str(), text))));
    }

    fn sort_out(
        &self,
        items: &[Item],
        folders: &Folders,
        roots: &Roots,
        sidecars: &HashSet<String>,
        out: &mut Discovery,
    ) {
        for (path, folder) in &folders.map {
            let kind = roots.kind(path);
            for &at in &folder.items {
                let Some(item) = items.get(at) else { continue };
                let verdict = judge(at, item, folder);
                if let Some(reason) = item.failure() {
                    let wanted = matches!(verdict, Verdict::In(..))
                        || folder.standing != Standing::None && is_unit(item) && !folder.attachments;
                    out.fail(&item.entry.path, reason, wanted);
                    continue;
                }
                match (verdict, item.source()) {
                    (Verdict::In(role, why), Some(source)) => out.files.push(Found {
                        source: Arc::clone(source),
                        role,
                        why,
                        sidecar: None,
                        folder_kind: kind.map(str::to_owned),
                    }),
                    // Texts and notes of all sorts are nobody's candidates.
                    (Verdict::Out(_), _)
                        if item.entry.kind == FileKind::Preamble && folder.standing == Standing::None => {}
                    (Verdict::Out(why), _) => out.left_out.push(LeftOut::new(item.entry.path.as_str(), why)),
                    (Verdict::In(_, why), None) => {
                        out.left_out
                            .push(LeftOut::new(item.entry.path.as_str(), format!("not read, though {why}")));
                    }
                }
            }
        }
        self.drop_idle_indexes(out);
        self.add_sidecars(folders, items, sidecars, out);
    }

    /// An index or template is one only where there are records at or below its folder, or beside it.
    fn drop_idle_indexes(&self, out: &mut Discovery) {
        let holding: HashSet<String> = out
            .records()
            .flat_map(|found| folders_above(&found.source.path).map(str::to_owned))
            .chain(std::iter::once(String::new()))
            .collect();
        let (kept, idle): (Vec<Found>, Vec<Found>) = std::mem::take(&mut out.files)
            .into_iter()
            .partition(|found| found.role != Role::Index || holding.contains(found.source.folder()));
        out.files = kept;
        out.left_out.extend(idle.into_iter().map(|found| {
            LeftOut::new(Arc::clone(&found.source.path), "an index without records at or below its folder")
        }));
    }

    fn add_sidecars(
        &self,
        folders: &Folders,
        items: &[Item],
        sidecars: &HashSet<String>,
        out: &mut Discovery,
    ) {
        let mut failed = Vec::new();
        let read: HashMap<String, Arc<SourceFile>> = folders
            .map
            .iter()
            .filter_map(|(folder, known)| {
                let main = items.get(known.main?)?;
                let path =
                    if folder.is_empty() { "kep.yaml".to_owned() } else { format!("{folder}/kep.yaml") };
                Some((main, path)).filter(|(_, path)| sidecars.contains(path))
            })
            .filter_map(|(main, path)| match read_text(&self.ws.base.join(&path), self.options.max_bytes) {
                Ok(text) => Some((main.entry.path.clone(), Arc::new(SourceFile::new(path, text)))),
                Err(reason) => {
                    failed.push((path, reason));
                    None
                }
            })
            .collect();
        for found in out.files.iter_mut().filter(|found| found.role == Role::Record) {
            found.sidecar = read.get(&*found.source.path).cloned();
        }
        failed.into_iter().for_each(|(path, reason)| out.fail(&path, &reason, true));
    }

    /// READMEs right above record folders, and the repository's own, where they list records.
    fn add_indexes_above(&self, items: &[Item], folders: &Folders, out: &mut Discovery) {
        let mut wanted: HashMap<String, usize> = HashMap::new();
        for found in out.records() {
            let mut folder = found.source.folder();
            // The folder that holds a record which is a folder itself.
            if folders.map.get(folder).is_some_and(|known| known.main.is_some()) {
                folder = folder_of(folder);
            }
            if folder != self.ws.root {
                wanted.entry(self.ws.root.clone()).or_insert(3);
                wanted.insert(
                    folder_of(folder).to_owned(),
                    if folder_of(folder) == self.ws.root { 3 } else { 2 },
                );
            }
        }
        let records: HashSet<&str> = out.records().map(|found| &*found.source.path).collect();
        let known: HashSet<&str> = out.files.iter().map(|found| &*found.source.path).collect();
        let mut added = Vec::new();
        for (folder, least) in wanted {
            let Some(files) = folders.map.get(&folder) else { continue };
            for item in files.items.iter().filter_map(|&at| items.get(at)) {
                let path = item.entry.path.as_str();
                if item.role != NameRole::Index || known.contains(path) || item.failure().is_some() {
                    continue;
                }
                let Some(source) = self.source_of(item) else { continue };
                if linked_records(&source.text, &folder, &records, least) >= least {
                    added.push(Found {
                        source,
                        role: Role::Index,
                        why: "lists records of the folders below it".into(),
                        sidecar: None,
                        folder_kind: None,
                    });
                }
            }
        }
        let paths: HashSet<&str> = added.iter().map(|found| &*found.source.path).collect();
        out.left_out.retain(|left| !paths.contains(&*left.path));
        out.files.extend(added);
    }

    fn source_of(&self, item: &Item) -> Option<Arc<SourceFile>> {
        if let Some(source) = item.source() {
            return Some(Arc::clone(source));
        }
        let text = read_text(&self.ws.base.join(&item.entry.path), self.options.max_bytes).ok()?;
        Some(Arc::new(SourceFile::new(item.entry.path.as_str(), text)))
    }
}

impl Discovery {
    fn fail(&mut self, path: &str, reason: &str, wanted: bool) {
        if wanted {
            self.skipped.push(Skipped { path: path.into(), reason: reason.to_owned() });
        } else {
            self.left_out.push(LeftOut::new(path, reason.to_owned()));
        }
    }
}

impl Workspace {
    /// A path relative to the base as one relative to the root, which it lies below.
    fn below_root<'a>(&self, path: &'a str) -> &'a Path {
        let inner = path.strip_prefix(self.root.as_str()).unwrap_or(path);
        Path::new(inner.strip_prefix('/').unwrap_or(inner))
    }
}

/// Globs as in `.gitignore`: a folder stands for everything below it.
fn globs(patterns: &[String]) -> Result<GlobSet, DiscoverError> {
    let mut set = GlobSetBuilder::new();
    for glob in patterns {
        let fail = |source| DiscoverError::Glob { glob: glob.clone(), source };
        let plain = glob.trim_start_matches("./").trim_end_matches('/');
        for pattern in [plain.to_owned(), format!("{plain}/**")] {
            set.add(GlobBuilder::new(&pattern).literal_separator(true).build().map_err(fail)?);
        }
    }
    set.build().map_err(|source| DiscoverError::Glob { glob: patterns.join(" "), source })
}
