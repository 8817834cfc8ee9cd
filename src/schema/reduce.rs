//! One problem for one mistake: what only follows from another mistake is left out.

use serde_json::Value as Json;

use super::document::Document;
use super::instance::Stray;
use super::leaf::{Leaf, What};
use super::trace::{self, Trace};
use super::{number, pointer, spelling};

/// A mistake with the place of the keyword that found it.
pub(super) struct Found<'a> {
    pub(super) leaf: Leaf,
    pub(super) trace: Trace<'a>,
    /// For an unknown key, the known one that it probably means.
    pub(super) near: Option<String>,
}

/// The mistakes that stand for themselves, in the order of the schema.
pub(super) fn reduce<'a>(
    document: &'a Document,
    leaves: Vec<Leaf>,
    strays: &[Stray],
    instance: &Json,
) -> Vec<Found<'a>> {
    let mut found: Vec<Found<'a>> = Vec::with_capacity(leaves.len());
    for mut leaf in one_for_each_place(leaves) {
        let trace = trace::follow(document, &leaf.evaluation, &leaf.pointer);
        if is_number_in_disguise(document, &leaf, &trace) {
            leaf.what = What::Type(vec!["number"]);
        }
        let near = near(document, &leaf, &trace, instance);
        found.push(Found { leaf, trace, near });
    }
    let marks: Vec<Mark> = found.iter().map(mark).chain(strays.iter().filter_map(stray_mark)).collect();
    found.retain(|one| !follows(document, one, &marks));
    found
}

/// True for a text that is meant as a number, where some texts are allowed beside numbers.
fn is_number_in_disguise(document: &Document, leaf: &Leaf, trace: &Trace<'_>) -> bool {
    matches!(leaf.what, What::Pattern | What::Choice(..))
        && leaf.value.as_str().is_some_and(|text| number::plain(text).is_some())
        && document.parts(trace.schema).iter().any(|part| part.names_type("number"))
}

/// A place where something is wrong, for what depends on it.
struct Mark {
    pointer: String,
    /// Nothing inside the value is judged.
    whole: bool,
    /// It is about the presence or the name of a key, not about a value.
    key: bool,
}

fn mark(found: &Found<'_>) -> Mark {
    let here = found.leaf.pointer.as_str();
    match &found.leaf.what {
        What::Missing(key) => Mark { pointer: pointer::join(here, key), whole: false, key: true },
        What::Unknown(key) => {
            let meant = found.near.as_deref().unwrap_or(key);
            Mark { pointer: pointer::join(here, meant), whole: false, key: true }
        }
        what => {
            let whole = matches!(what, What::Type(_) | What::Choice(..));
            Mark { pointer: here.to_owned(), whole, key: false }
        }
    }
}

fn stray_mark(stray: &Stray) -> Option<Mark> {
    let near = stray.near.as_deref()?;
    Some(Mark { pointer: pointer::join(&stray.within, near), whole: false, key: true })
}

/// True for a mistake that another one explains.
fn follows(document: &Document, found: &Found<'_>, marks: &[Mark]) -> bool {
    let here = found.leaf.pointer.as_str();
    let inside = || marks.iter().any(|mark| mark.whole && pointer::is_inside(here, &mark.pointer));
    let misspelt = || match &found.leaf.what {
        // The mark of a missing key itself has the same pointer, so two are needed.
        What::Missing(key) => {
            let at = pointer::join(here, key);
            marks.iter().filter(|mark| mark.key && mark.pointer == at).count() > 1
        }
        What::MissingAll(keys) => keys.iter().any(|key| {
            let at = pointer::join(here, key);
            marks.iter().any(|mark| mark.key && mark.pointer == at)
        }),
        _ => false,
    };
    let conditional = || {
        found.trace.conditions.iter().any(|condition| {
            let deciding = condition.decided_by(document);
            marks.iter().any(|mark| mark.pointer != own(found) && deciding.contains(&mark.pointer))
        })
    };
    inside() || misspelt() || conditional()
}

/// The pointer under which a mistake is marked itself.
fn own(found: &Found<'_>) -> String {
    mark(found).pointer
}

/// Of several mistakes of one value the one that says most: its type, then its words, then the first.
fn one_for_each_place(leaves: Vec<Leaf>) -> Vec<Leaf> {
    let mut kept: Vec<Leaf> = Vec::with_capacity(leaves.len());
    let mut places = std::collections::HashMap::new();
    for leaf in leaves {
        let place = match &leaf.what {
            What::Missing(key) | What::Unknown(key) | What::Name(key, _) => pointer::join(&leaf.pointer, key),
            _ => leaf.pointer.clone(),
        };
        let is_value = !matches!(leaf.what, What::Missing(_) | What::Unknown(_) | What::Name(..));
        match places.get(&(place.clone(), is_value)) {
            None => {
                places.insert((place, is_value), kept.len());
                kept.push(leaf);
            }
            Some(&at) => {
                if let Some(known) = kept.get_mut(at).filter(|known| weight(&leaf.what) < weight(&known.what))
                {
                    *known = leaf;
                }
            }
        }
    }
    kept
}

const fn weight(what: &What) -> u8 {
    match what {
        What::Type(_) => 0,
        What::Choice(..) => 1,
        What::TooManyForms | What::Other | What::Not => 4,
        What::Shorter(_) => 2,
        _ => 3,
    }
}

/// The known key that an unknown one of a closed mapping means.
fn near(document: &Document, leaf: &Leaf, trace: &Trace<'_>, instance: &Json) -> Option<String> {
    let What::Unknown(key) = &leaf.what else { return None };
    let mapping = instance.pointer(&leaf.pointer);
    let parts = document.parts(trace.schema);
    let absent = parts
        .iter()
        .flat_map(|part| part.property_names())
        .filter(|name| mapping.is_none_or(|mapping| mapping.get(*name).is_none()));
    spelling::nearest(key, absent).map(str::to_owned)
}
