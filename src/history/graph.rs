//! Git's commit-graph: trees, parents and times of commits without reading them. It is used where it is, and
//! never written. What cannot be read of it is read from the commits.

use std::path::Path;

use super::id::Id;
use super::object::Links;
use super::open::{read, read_text};

/// Files in a chain that are read.
const MOST_LAYERS: usize = 64;
/// The second parent of a commit that has none.
const NO_PARENT: u32 = 0x7000_0000;
/// Marks the second parent as a place among further parents, and the last of those.
const FLAG: u32 = 0x8000_0000;

/// The layers of a commit-graph, the oldest first.
#[derive(Debug, Default)]
pub(super) struct Graph {
    layers: Vec<Layer>,
}

#[derive(Debug)]
struct Layer {
    bytes: Vec<u8>,
    /// The number of the first commit, counted over all layers.
    base: usize,
    count: usize,
    width: usize,
    /// Where the chunks begin.
    fanout: usize,
    names: usize,
    data: usize,
    edges: Option<usize>,
}

impl Graph {
    /// The graph in a folder of objects; empty without one. `width` is the bytes of a name.
    pub(super) fn open(objects: &Path, width: usize) -> Self {
        let info = objects.join("info");
        let mut graph = Self::default();
        if let Some(layer) = read(&info.join("commit-graph")).and_then(|bytes| Layer::new(bytes, 0, width)) {
            graph.layers.push(layer);
            return graph;
        }
        let folder = info.join("commit-graphs");
        let Some(chain) = read_text(&folder.join("commit-graph-chain")) else { return graph };
        for hash in chain.lines().take(MOST_LAYERS) {
            let base = graph.layers.last().map_or(0, |layer| layer.base + layer.count);
            let name = Id::from_hex(hash.as_bytes()).map(|id| format!("graph-{id}.graph"));
            let layer = name.and_then(|name| Layer::new(read(&folder.join(name))?, base, width));
            // A layer names its parents in the ones before it: without one of them, none counts.
            let Some(layer) = layer else { return Self::default() };
            graph.layers.push(layer);
        }
        graph
    }

    /// What the graph tells of a commit.
    pub(super) fn links(&self, id: Id) -> Option<Links> {
        let (layer, place) = self.layers.iter().rev().find_map(|layer| Some((layer, layer.find(id)?)))?;
        let at = layer.data + place * (layer.width + 16);
        let tree = Id::from_bytes(layer.bytes.get(at..at + layer.width)?)?;
        let at = at + layer.width;
        let mut parents = Vec::with_capacity(1);
        for number in [number(&layer.bytes, at)?, number(&layer.bytes, at + 4)?] {
            if number == NO_PARENT {
                continue;
            }
            if number & FLAG == 0 {
                parents.push(self.name(number)?);
                continue;
            }
            let mut at = layer.edges? + usize::try_from(number & !FLAG).ok()? * 4;
            loop {
                let edge = self::number(&layer.bytes, at)?;
                parents.push(self.name(edge & !FLAG)?);
                at += 4;
                if edge & FLAG != 0 {
                    break;
                }
            }
        }
        // Two bits of the time share a word with the generation.
        let high = i64::from(number(&layer.bytes, at + 8)? & 3);
        let time = high << 32 | i64::from(number(&layer.bytes, at + 12)?);
        Some(Links { tree, parents, time })
    }

    /// The name of the commit with that number.
    fn name(&self, number: u32) -> Option<Id> {
        let number = usize::try_from(number).ok()?;
        let layer = self.layers.iter().rev().find(|layer| layer.base <= number)?;
        layer.name(number - layer.base)
    }
}

impl Layer {
    fn new(bytes: Vec<u8>, base: usize, width: usize) -> Option<Self> {
        let hash = if width == 20 { 1 } else { 2 };
        let [b'C', b'G', b'P', b'H', 1, version, chunks, _, ..] = bytes[..] else { return None };
        if version != hash {
            return None;
        }
        let mut found = [None; 4];
        for chunk in 0..usize::from(chunks) {
            let at = 8 + chunk * 12;
            let name = bytes.get(at..at + 4)?;
            let offset = u64::from_be_bytes(bytes.get(at + 4..at + 12)?.try_into().ok()?);
            let known = [b"OIDF", b"OIDL", b"CDAT", b"EDGE"].iter().position(|known| *known == name);
            if let Some(slot) = known.and_then(|known| found.get_mut(known)) {
                *slot = usize::try_from(offset).ok();
            }
        }
        let [fanout, names, data, edges] = found;
        let (fanout, names, data) = (fanout?, names?, data?);
        let count = usize::try_from(number(&bytes, fanout.checked_add(255 * 4)?)?).ok()?;
        // All of it is there, so that a cut-off file is none at all.
        bytes.get(names..names.checked_add(count.checked_mul(width)?)?)?;
        bytes.get(data..data.checked_add(count.checked_mul(width + 16)?)?)?;
        Some(Self { bytes, base, count, width, fanout, names, data, edges })
    }

    fn name(&self, place: usize) -> Option<Id> {
        let at = self.names + place * self.width;
        if place < self.count { Id::from_bytes(self.bytes.get(at..at + self.width)?) } else { None }
    }

    /// The place of a commit, by its first byte and then by halves.
    fn find(&self, id: Id) -> Option<usize> {
        let first = usize::from(*id.as_bytes().first()?);
        let bound = |byte: usize| usize::try_from(number(&self.bytes, self.fanout + byte * 4)?).ok();
        let mut low = if first == 0 { 0 } else { bound(first - 1)? };
        let mut high = bound(first)?.min(self.count);
        while low < high {
            let middle = low.midpoint(high);
            match self.name(middle)?.cmp(&id) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}
