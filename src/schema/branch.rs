//! Which of several forms was meant.

use serde_json::Value as Json;

use super::leaf::{Leaf, What};

/// The mistakes in the branch of `anyOf` or `oneOf` that the writer most probably meant. `whole` stands for
/// the value that fits none.
pub(super) fn meant(branches: Vec<Vec<Leaf>>, whole: Leaf) -> Vec<Leaf> {
    if let Some(merged) = merged(&branches, &whole) {
        return vec![merged];
    }
    let at = whole.pointer.clone();
    let mut fitting: Vec<Vec<Leaf>> =
        branches.into_iter().filter(|leaves| !leaves.iter().any(|leaf| excludes(leaf, &whole))).collect();
    if let Some(wrong) = discriminator(&fitting, &at) {
        return vec![wrong];
    }
    if fitting.iter().any(|leaves| !leaves.iter().any(|leaf| discriminates(leaf, &at))) {
        fitting.retain(|leaves| !leaves.iter().any(|leaf| discriminates(leaf, &at)));
    }
    fitting.into_iter().min_by_key(|leaves| score(leaves)).unwrap_or_default()
}

/// Fewer mistakes are nearer, then deeper ones, then those in a value before a key that is absent.
fn score(leaves: &[Leaf]) -> (usize, usize, usize) {
    let depth = leaves.iter().map(|leaf| leaf.pointer.matches('/').count()).max().unwrap_or(0);
    let absent = leaves.iter().filter(|leaf| matches!(leaf.what, What::Missing(_))).count();
    (leaves.len(), usize::MAX - depth, absent)
}

/// One mistake where all branches say the same of the value itself.
fn merged(branches: &[Vec<Leaf>], whole: &Leaf) -> Option<Leaf> {
    let at = whole.pointer.as_str();
    let single = |leaves: &Vec<Leaf>| match leaves.as_slice() {
        [leaf] if leaf.pointer == at => Some(leaf.what.clone()),
        // Of a value of the wrong type the other keywords say nothing.
        several => several
            .iter()
            .find(|leaf| leaf.pointer == at && matches!(leaf.what, What::Type(_)))
            .map(|leaf| leaf.what.clone()),
    };
    let verdicts: Vec<What> = branches.iter().map(single).collect::<Option<_>>()?;
    let mut types = Vec::new();
    let mut choices = Vec::new();
    let mut keys = Vec::new();
    for what in &verdicts {
        match what {
            What::Type(names) => types.extend(names.iter().copied()),
            What::Choice(options, names) => {
                choices.extend(options.iter().cloned());
                types.extend(names.iter().copied());
            }
            What::Missing(key) => keys.push(key.clone()),
            What::MissingAll(names) => keys.extend(names.iter().cloned()),
            _ => return None,
        }
    }
    types.dedup();
    let what = match (types.is_empty(), choices.is_empty(), keys.is_empty()) {
        (false, true, true) => What::Type(types),
        (_, false, true) => What::Choice(choices, types),
        (true, true, false) if keys.len() > 1 => What::MissingAll(keys),
        _ => return None,
    };
    let evaluation = branches.first()?.first()?.evaluation.clone();
    Some(Leaf { what, evaluation, ..whole.clone() })
}

/// True for a verdict after which the branch cannot have been meant: another type.
fn excludes(leaf: &Leaf, whole: &Leaf) -> bool {
    leaf.pointer == whole.pointer
        && match &leaf.what {
            What::Type(_) => true,
            What::Choice(options, _) => !options.iter().any(|option| same_type(option, &whole.value)),
            _ => false,
        }
}

fn same_type(one: &Json, other: &Json) -> bool {
    std::mem::discriminant(one) == std::mem::discriminant(other)
}

/// True for a wrong word in a key of the value: it tells the branches apart.
fn discriminates(leaf: &Leaf, at: &str) -> bool {
    matches!(leaf.what, What::Choice(..)) && depth_below(&leaf.pointer, at) == Some(1)
}

fn depth_below(inner: &str, outer: &str) -> Option<usize> {
    inner.strip_prefix(outer).filter(|rest| rest.starts_with('/')).map(|rest| rest.matches('/').count())
}

/// The one mistake where the key that tells the branches apart fits none of them.
fn discriminator(branches: &[Vec<Leaf>], at: &str) -> Option<Leaf> {
    let first = branches.first()?.iter().find(|leaf| discriminates(leaf, at))?;
    let mut all = Vec::new();
    for leaves in branches {
        let leaf = leaves.iter().find(|leaf| leaf.pointer == first.pointer && discriminates(leaf, at))?;
        if let What::Choice(options, _) = &leaf.what {
            for option in options {
                if !all.contains(option) {
                    all.push(option.clone());
                }
            }
        }
    }
    (branches.len() > 1).then(|| Leaf { what: What::Choice(all, Vec::new()), ..first.clone() })
}
