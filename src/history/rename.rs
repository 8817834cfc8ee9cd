//! Where a new file came from: a file that the same commit deleted. Copies are never followed: a record made of
//! a template did not begin with it.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

use super::id::Id;
use super::object::{self, Entry};
use super::source::{Kind, ObjectSource, ReadError};
use super::trees::{self, Trees};

/// More deleted files than this in one commit are matched by equal content only.
const MOST_COMPARED: usize = 1_000;
/// Comparisons of one commit at most; beyond it equal stems are tried, and nothing else.
const MOST_PAIRS: usize = 50_000;
/// Bytes of a file that is compared line by line.
const LARGEST: usize = 1 << 20;

/// A file that no parent has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Birth {
    pub(super) item: u32,
    pub(super) new: Id,
}

/// What became known of the births.
#[derive(Debug, Default)]
pub(super) struct Moved {
    /// With the old path and the old content.
    pub(super) found: Vec<(Birth, Rc<[u8]>, Id)>,
    /// Items whose content, or that of a file they may come from, is missing.
    pub(super) unsure: Vec<u32>,
}

#[derive(Debug)]
struct File {
    path: Rc<[u8]>,
    id: Id,
}

/// Finds the old names of files that are in the second tree and not in the first.
pub(super) fn find<S: ObjectSource>(
    source: &S,
    trees: &mut Trees<S>,
    (old, new): (Id, Id),
    births: &[Birth],
    path_of: impl Fn(u32) -> Rc<[u8]>,
) -> Result<Moved, ReadError> {
    let (mut deleted, added) = sides(source, trees, old, new)?;
    let mut moved = Moved::default();
    if deleted.is_empty() {
        return Ok(moved);
    }
    let mut births: Vec<(Birth, Rc<[u8]>)> =
        births.iter().map(|birth| (*birth, path_of(birth.item))).collect();
    exact(&mut deleted, &added, &mut births, &mut moved);
    if !births.is_empty() && deleted.len() <= MOST_COMPARED {
        similar(source, &deleted, &births, &mut moved)?;
    }
    Ok(moved)
}

/// The files that are only in the first tree, and those that are only in the second, in the order of paths.
fn sides<S: ObjectSource>(
    source: &S,
    trees: &mut Trees<S>,
    old: Id,
    new: Id,
) -> Result<(Vec<File>, Vec<File>), ReadError> {
    let (mut deleted, mut added) = (BTreeMap::new(), BTreeMap::new());
    let top: Rc<[u8]> = Rc::from(&b""[..]);
    let mut open = vec![(top, Some(old), Some(new))];
    while let Some((folder, old, new)) = open.pop() {
        let width = old.or(new).map_or(0, |id| id.as_bytes().len());
        let (old, new) = (trees.maybe(source, old)?, trees.maybe(source, new)?);
        object::differences(trees::bytes(old.as_ref()), trees::bytes(new.as_ref()), width, |one, two| {
            let Some(entry) = one.or(two) else { return };
            let folders = (one.and_then(|one| one.folder()), two.and_then(|two| two.folder()));
            if folders.0.is_some() || folders.1.is_some() {
                open.push((join(&folder, entry.name), folders.0, folders.1));
            }
            let file = |entry: Option<Entry<'_>>| entry.and_then(|entry| entry.file());
            match (file(one), file(two)) {
                (Some(id), None) => deleted.insert(join(&folder, entry.name), id),
                (None, Some(id)) => added.insert(join(&folder, entry.name), id),
                _ => None,
            };
        });
    }
    let list =
        |files: BTreeMap<Rc<[u8]>, Id>| files.into_iter().map(|(path, id)| File { path, id }).collect();
    Ok((list(deleted), list(added)))
}

fn join(folder: &[u8], name: &[u8]) -> Rc<[u8]> {
    if folder.is_empty() { name.into() } else { [folder, b"/", name].concat().into() }
}

/// Takes out what has the same content. A file that another new one claims by content and name is its own.
fn exact(deleted: &mut Vec<File>, added: &[File], births: &mut Vec<(Birth, Rc<[u8]>)>, moved: &mut Moved) {
    let followed: HashMap<Rc<[u8]>, Birth> =
        births.iter().map(|(birth, path)| (Rc::clone(path), *birth)).collect();
    let (mut taken, mut settled) = (HashSet::new(), HashSet::new());
    // Equal names first, then followed files, then the others.
    for round in 0..3 {
        let key = |file: &File| (file.id, (round == 0).then(|| Box::<[u8]>::from(name(&file.path))));
        let mut places: HashMap<_, Vec<usize>> = HashMap::new();
        for (at, file) in deleted.iter().enumerate().rev() {
            if !taken.contains(&at) && !is_empty(file.id) {
                places.entry(key(file)).or_default().push(at);
            }
        }
        for file in added {
            let birth = followed.get(&file.path);
            if settled.contains(&file.path) || (round == 1 && birth.is_none()) {
                continue;
            }
            let Some(at) = places.get_mut(&key(file)).and_then(Vec::pop) else { continue };
            taken.insert(at);
            settled.insert(Rc::clone(&file.path));
            if let (Some(birth), Some(old)) = (birth, deleted.get(at)) {
                moved.found.push((*birth, Rc::clone(&old.path), old.id));
            }
        }
    }
    births.retain(|(_, path)| !settled.contains(path));
    let mut at = 0;
    deleted.retain(|_| {
        at += 1;
        !taken.contains(&(at - 1))
    });
}

/// The empty file, in either hash: it says nothing of where it came from.
fn is_empty(id: Id) -> bool {
    matches!(id.as_bytes(), [0xe6, 0x9d, 0xe2, 0x9b, 0xb2, 0xd1, 0xd6, 0x43, ..])
        || matches!(id.as_bytes(), [0x47, 0x3a, 0x0f, 0x4c, 0x3b, 0xe8, 0xa9, 0x36, ..])
}

/// Pairs files of which at least half the bytes are in equal lines, the most alike first.
fn similar<S: ObjectSource>(
    source: &S,
    deleted: &[File],
    births: &[(Birth, Rc<[u8]>)],
    moved: &mut Moved,
) -> Result<(), ReadError> {
    let few = births.len().saturating_mul(deleted.len()) <= MOST_PAIRS;
    let mut read: HashMap<Id, Option<Lines>> = HashMap::new();
    let mut pairs = Vec::new();
    for (at, (birth, path)) in births.iter().enumerate() {
        for (from, file) in deleted.iter().enumerate() {
            let same_stem = slug(path) == slug(&file.path);
            let comparable = same_stem || (few && extension(path) == extension(&file.path));
            if !comparable {
                continue;
            }
            for id in [birth.new, file.id] {
                if let std::collections::hash_map::Entry::Vacant(slot) = read.entry(id) {
                    slot.insert(lines(source, id)?);
                }
            }
            let (Some(Some(one)), Some(Some(two))) = (read.get(&birth.new), read.get(&file.id)) else {
                moved.unsure.push(birth.item);
                continue;
            };
            let (shared, larger) = (one.shared(two), one.size.max(two.size));
            if shared > 0 && shared * 2 >= larger {
                let alike = u32::try_from(shared * 10_000 / larger.max(1)).unwrap_or(0);
                pairs.push((std::cmp::Reverse((alike, same_stem)), at, from));
            }
        }
    }
    pairs.sort_unstable();
    let (mut used, mut settled) = (HashSet::new(), HashSet::new());
    for (_, at, from) in pairs {
        let (Some((birth, _)), Some(file)) = (births.get(at), deleted.get(from)) else { continue };
        if !settled.contains(&at) && used.insert(from) {
            settled.insert(at);
            moved.found.push((*birth, Rc::clone(&file.path), file.id));
        }
    }
    let found: HashSet<u32> = moved.found.iter().map(|(birth, _, _)| birth.item).collect();
    moved.unsure.retain(|item| !found.contains(item));
    Ok(())
}

/// Bytes of a long line that are compared as one: paragraphs are often written as a single line.
const PIECE: usize = 64;

/// A file as a bag of lines, long ones in pieces.
#[derive(Debug)]
struct Lines {
    /// How often each comes.
    counts: HashMap<Box<[u8]>, usize>,
    /// Bytes in all of them.
    size: usize,
}

impl Lines {
    fn new(text: &[u8]) -> Self {
        let mut counts = HashMap::new();
        let mut size = 0;
        for line in text.split_inclusive(|byte| *byte == b'\n') {
            // A file whose line ends were mended is the same file.
            let line =
                line.strip_suffix(b"\r\n").map_or_else(|| line.to_vec(), |line| [line, b"\n"].concat());
            size += line.len();
            for piece in line.chunks(PIECE) {
                *counts.entry(Box::from(piece)).or_insert(0) += 1;
            }
        }
        Self { counts, size }
    }

    /// Bytes in lines that both have.
    fn shared(&self, other: &Self) -> usize {
        let both = self.counts.iter().filter_map(|(line, count)| {
            let others = other.counts.get(line)?;
            Some(line.len() * count.min(others))
        });
        both.sum()
    }
}

/// The lines of a file; `None` when it is missing, none at all for one that is too large to compare.
fn lines<S: ObjectSource>(source: &S, id: Id) -> Result<Option<Lines>, ReadError> {
    match source.read(id, Kind::Blob) {
        Ok(text) if text.len() > LARGEST => Ok(Some(Lines::new(b""))),
        Ok(text) => Ok(Some(Lines::new(&text))),
        Err(ReadError::Missing(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

fn name(path: &[u8]) -> &[u8] {
    path.rsplit(|byte| *byte == b'/').next().unwrap_or(path)
}

/// The name without its extension and the number in front, if that leaves anything: records are renumbered.
fn slug(path: &[u8]) -> &[u8] {
    let name = name(path);
    let stem = memchr::memrchr(b'.', name).filter(|at| *at > 0).and_then(|at| name.get(..at)).unwrap_or(name);
    let digits = stem.iter().take_while(|byte| byte.is_ascii_digit()).count();
    stem.get(digits..).filter(|rest| !rest.is_empty()).unwrap_or(stem)
}

fn extension(path: &[u8]) -> Vec<u8> {
    let name = name(path);
    let dot = memchr::memrchr(b'.', name).filter(|at| *at > 0);
    dot.and_then(|at| name.get(at + 1..)).unwrap_or(b"").to_ascii_lowercase()
}
