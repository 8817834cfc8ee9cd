//! Objects in memory, and what the walk makes of those that are not there.

use std::collections::{HashMap, HashSet};

use git2::{ObjectFormat, ObjectType, Oid};

use super::source::{Kind, ObjectSource, ReadError};
use super::{Chain, Extent, Follow, Id, Walker};

/// Objects in memory, named by the hash of their content.
#[derive(Default)]
struct Memory {
    objects: HashMap<Id, (Kind, Vec<u8>)>,
    boundary: HashSet<Id>,
    wide: bool,
}

impl ObjectSource for &Memory {
    type Bytes = Vec<u8>;

    fn read(&self, id: Id, kind: Kind) -> Result<Vec<u8>, ReadError> {
        match self.objects.get(&id) {
            Some((found, bytes)) if *found == kind => Ok(bytes.clone()),
            Some(_) => Err(ReadError::Broken(id, "is of another kind".to_owned())),
            None => Err(ReadError::Missing(id)),
        }
    }

    fn is_boundary(&self, id: Id) -> bool {
        self.boundary.contains(&id)
    }
}

impl Memory {
    fn put(&mut self, kind: Kind, bytes: Vec<u8>) -> Id {
        let format = if self.wide { ObjectFormat::Sha256 } else { ObjectFormat::Sha1 };
        let name = match kind {
            Kind::Commit => ObjectType::Commit,
            Kind::Tree => ObjectType::Tree,
            Kind::Blob => ObjectType::Blob,
        };
        let oid = Oid::hash_object_ext(name, &bytes, format).unwrap();
        let id = Id::from_bytes(oid.as_bytes()).unwrap();
        self.objects.insert(id, (kind, bytes));
        id
    }

    /// A commit in which `adr/a.md` and `x` have these contents.
    fn commit(&mut self, parents: &[Id], time: i64, record: &str, other: &str) -> Id {
        let blob = self.put(Kind::Blob, record.as_bytes().to_vec());
        let other = self.put(Kind::Blob, other.as_bytes().to_vec());
        let adr = self.put(Kind::Tree, [b"100644 a.md\0", blob.as_bytes()].concat());
        let top = [b"40000 adr\0", adr.as_bytes(), b"100644 x\0", other.as_bytes()].concat();
        let tree = self.put(Kind::Tree, top);
        let mut text = format!("tree {tree}\n");
        parents.iter().for_each(|parent| text += &format!("parent {parent}\n"));
        text += &format!("author A <a@x> {time} +0000\ncommitter C <c@x> {time} +0000\n\nm\n");
        self.put(Kind::Commit, text.into_bytes())
    }

    fn chain(&self, head: Id) -> Result<Chain, ReadError> {
        Ok(Walker::new(self).records(head, &["adr/a.md"], Follow::default())?.chains.remove(0))
    }

    /// The top tree of a commit.
    fn tree(&self, commit: Id) -> Id {
        super::object::links(&self.objects[&commit].1).unwrap().tree
    }
}

fn ids(chain: &Chain) -> Vec<Id> {
    chain.changes.iter().map(|change| change.commit.id).collect()
}

/// Four commits: created, something else, changed, something else.
fn four(memory: &mut Memory) -> [Id; 4] {
    let one = memory.commit(&[], 1, "a", "x");
    let two = memory.commit(&[one], 2, "a", "y");
    let three = memory.commit(&[two], 3, "b", "y");
    [one, two, three, memory.commit(&[three], 4, "b", "z")]
}

#[test]
fn both_widths_of_names_are_walked() {
    for wide in [false, true] {
        let mut memory = Memory { wide, ..Memory::default() };
        let [one, _, three, four] = four(&mut memory);
        let chain = memory.chain(four).unwrap();
        assert_eq!((ids(&chain), chain.extent), (vec![three, one], Extent::Complete));
        assert_eq!(four.as_bytes().len(), if wide { 32 } else { 20 });
    }
}

#[test]
fn a_missing_commit_tree_or_head_leaves_what_is_older_unknown() {
    let mut whole = Memory::default();
    let [one, two, three, four] = four(&mut whole);
    let cases = [
        (four, vec![]),
        (whole.tree(four), vec![]),
        (three, vec![]),
        (whole.tree(three), vec![]),
        (two, vec![]),
        (whole.tree(two), vec![]),
        (one, vec![three]),
        (whole.tree(one), vec![three]),
    ];
    for (gone, known) in cases {
        let object = whole.objects.remove(&gone).unwrap();
        let chain = whole.chain(four).unwrap();
        assert_eq!((ids(&chain), chain.extent), (known, Extent::Missing));
        assert!(chain.first().is_none());
        whole.objects.insert(gone, object);
    }
}

#[test]
fn a_missing_side_of_a_merge_matters_only_where_the_way_leads_there() {
    let mut memory = Memory::default();
    let root = memory.commit(&[], 1, "a", "x");
    let side = memory.commit(&[root], 2, "b", "x");
    let main = memory.commit(&[root], 3, "a", "y");
    let same = memory.commit(&[main, side], 4, "a", "y");
    let taken = memory.commit(&[main, side], 5, "b", "y");
    memory.objects.remove(&side);
    let chain = memory.chain(same).unwrap();
    assert_eq!((ids(&chain), chain.extent), (vec![root], Extent::Complete));
    let chain = memory.chain(taken).unwrap();
    assert_eq!((ids(&chain), chain.extent), (vec![], Extent::Missing));
}

#[test]
fn a_boundary_is_no_creation() {
    let mut memory = Memory::default();
    let [_, two, three, four] = four(&mut memory);
    for (boundary, known) in [(two, vec![three]), (three, vec![]), (four, vec![])] {
        memory.boundary = [boundary].into();
        let chain = memory.chain(four).unwrap();
        assert_eq!((ids(&chain), chain.extent), (known, Extent::Shallow));
    }
}

#[test]
fn broken_objects_are_errors() {
    let mut memory = Memory::default();
    let [_, two, _, four] = four(&mut memory);
    memory.objects.insert(two, (Kind::Commit, b"no commit".to_vec()));
    assert!(matches!(memory.chain(four), Err(ReadError::Broken(id, _)) if id == two));
    memory.objects.insert(two, (Kind::Blob, b"x".to_vec()));
    assert!(matches!(memory.chain(four), Err(ReadError::Broken(id, _)) if id == two));
}

#[test]
fn a_long_history_of_merges_takes_linear_time_and_memory() {
    let mut memory = Memory::default();
    let mut last = memory.commit(&[], 0, "0", "0");
    // Every merge doubles the number of ways to the root.
    for time in 1..3_000 {
        let one = memory.commit(&[last], time * 3, &format!("a {time}"), "x");
        let two = memory.commit(&[last], time * 3 + 1, &format!("b {time}"), "x");
        last = memory.commit(&[one, two], time * 3 + 2, &format!("c {time}"), "x");
    }
    let chain = memory.chain(last).unwrap();
    assert_eq!(chain.changes.len(), 3 * 2_999 + 1);
}
