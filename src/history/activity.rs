//! Who was active in the repository lately.

use std::collections::HashMap;

use super::chain::Extent;
use super::id::Id;
use super::object;
use super::people::{People, PersonId};
use super::source::{Kind, ObjectSource, ReadError};
use super::walker::Walker;
use super::window::{self, Window};

/// The latest work of somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Activity {
    /// Who.
    pub person: PersonId,
    /// The author's time, in seconds since 1970, no later than the commit's own.
    pub time: i64,
    /// The commit.
    pub commit: Id,
    /// How many commits of the window are theirs, as author or co-author.
    pub commits: usize,
}

/// The people who were active within a window.
#[derive(Clone, Debug, Default)]
pub struct Activities {
    /// The latest first.
    pub people: Vec<Activity>,
    /// Whether commits of the window are missing.
    pub extent: Extent,
}

impl<S: ObjectSource> Walker<S> {
    /// The last activity of everybody whose work `head` holds, as author or co-author, within a window.
    ///
    /// # Errors
    /// When an object is broken.
    pub fn activity(
        &mut self,
        head: Id,
        window: Window,
        people: &mut People,
    ) -> Result<Activities, ReadError> {
        let source = &self.source;
        let mut found: HashMap<PersonId, Activity> = HashMap::new();
        let extent = window::commits(source, &mut self.dag, head, window, |dag, node| {
            let id = dag.id(node).unwrap_or_default();
            let latest = dag.read(source, node)?.time;
            let words = object::words(&source.read(id, Kind::Commit)?);
            let mut signed = vec![people.resolve(&words.author)];
            signed.extend(words.co_authors.iter().map(|signature| people.resolve(signature)));
            signed.sort_unstable();
            signed.dedup();
            for person in signed {
                // A clock that runs ahead makes nobody active tomorrow.
                let time = words.author.seconds.min(latest);
                let last = found.entry(person).or_insert(Activity { person, time, commit: id, commits: 0 });
                last.commits += 1;
                if time > last.time {
                    (last.time, last.commit) = (time, id);
                }
            }
            Ok(())
        })?;
        let mut people: Vec<Activity> = found.into_values().collect();
        people.sort_unstable_by_key(|activity| (std::cmp::Reverse(activity.time), activity.person));
        Ok(Activities { people, extent })
    }
}
