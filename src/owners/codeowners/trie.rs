//! All patterns of a file as one tree over the parts of paths, walked once for each path.

use std::collections::HashMap;

use super::pattern::{self, Part, Pattern, Reach, Token};

/// The tree. Node 0 is the repository root.
#[derive(Debug)]
pub(super) struct Trie {
    nodes: Vec<Node>,
}

/// Where the patterns stand that agree so far.
#[derive(Debug, Default)]
struct Node {
    names: HashMap<Box<str>, u32>,
    endings: HashMap<Box<str>, u32>,
    globs: Vec<(Vec<Token>, u32)>,
    any: Option<u32>,
    /// The node behind a `**`, which stays while folders pass.
    deep: Option<u32>,
    stays: bool,
    /// Rules that match the path that ends here.
    here: Vec<u32>,
    /// Rules that match every path that goes on from here.
    below: Vec<u32>,
}

impl Trie {
    pub(super) fn new() -> Self {
        Self { nodes: vec![Node::default()] }
    }

    /// Adds a pattern of the rule with that index. Rules are added in their order; of neighbours for which
    /// `same` says that the later one replaces the earlier, only the later is kept.
    pub(super) fn add(&mut self, pattern: Pattern, rule: u32, same: impl Fn(u32) -> bool) {
        let mut at = 0;
        for part in pattern.parts {
            at = self.child(at, part);
        }
        let Some(node) = self.nodes.get_mut(at as usize) else { return };
        let put = |rules: &mut Vec<u32>| match rules.last_mut() {
            Some(last) if same(*last) => *last = rule,
            _ => rules.push(rule),
        };
        if pattern.reach != Reach::Below {
            put(&mut node.here);
        }
        if pattern.reach != Reach::Itself {
            put(&mut node.below);
        }
    }

    fn child(&mut self, at: u32, part: Part) -> u32 {
        let fresh = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        let stays = part == Part::Deep;
        let Some(node) = self.nodes.get_mut(at as usize) else { return at };
        let child = match part {
            Part::Name(name) => *node.names.entry(name.into()).or_insert(fresh),
            Part::Ending(ending) => *node.endings.entry(ending.into()).or_insert(fresh),
            Part::Any => *node.any.get_or_insert(fresh),
            // Two `**` in a row are one.
            Part::Deep if node.stays => at,
            Part::Deep => *node.deep.get_or_insert(fresh),
            Part::Glob(tokens) => match node.globs.last() {
                Some((last, child)) if *last == tokens => *child,
                _ => {
                    node.globs.push((tokens, fresh));
                    fresh
                }
            },
        };
        if child == fresh {
            self.nodes.push(Node { stays, ..Node::default() });
        }
        child
    }

    /// The rules that match a path, in no order, some perhaps twice.
    pub(super) fn hits(&self, path: &str) -> Vec<u32> {
        let mut hits = Vec::new();
        let mut active = vec![0];
        let mut next = Vec::new();
        self.enter_deep(&mut active);
        let mut names = path.split('/').peekable();
        while let Some(name) = names.next() {
            let last = names.peek().is_none();
            next.clear();
            for node in self.active(&active) {
                hits.extend(&node.below);
                node.step(name, &mut next);
            }
            // What stays is reached by its parent and by itself.
            next.extend(
                active.iter().filter(|at| self.nodes.get(**at as usize).is_some_and(|node| node.stays)),
            );
            self.enter_deep(&mut next);
            next.sort_unstable();
            next.dedup();
            std::mem::swap(&mut active, &mut next);
            if last {
                self.active(&active).for_each(|node| hits.extend(&node.here));
            }
        }
        hits
    }

    fn active<'t>(&'t self, active: &'t [u32]) -> impl Iterator<Item = &'t Node> {
        active.iter().filter_map(|at| self.nodes.get(*at as usize))
    }

    /// Adds the nodes behind a `**` of each node, since `**` also stands for no folder at all.
    fn enter_deep(&self, active: &mut Vec<u32>) {
        for at in 0..active.len() {
            let node = active.get(at).and_then(|at| self.nodes.get(*at as usize));
            active.extend(node.and_then(|node| node.deep));
        }
    }
}

impl Node {
    /// The nodes that a name leads to.
    fn step(&self, name: &str, into: &mut Vec<u32>) {
        into.extend(self.any);
        into.extend(self.names.get(name));
        if !self.endings.is_empty() {
            let endings = name.match_indices('.').filter_map(|(at, _)| name.get(at..));
            into.extend(endings.filter_map(|ending| self.endings.get(ending)));
        }
        into.extend(self.globs.iter().filter(|(tokens, _)| pattern::fits(tokens, name)).map(|(_, to)| *to));
    }
}
