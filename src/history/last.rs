//! The commit that last changed each record.

use jiff::civil::Date;

use super::chain::{Chain, Extent, Follow};
use super::object::Signature;
use super::walker::Walker;
use super::{History, HistoryError};

/// A commit as far as outputs show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touch {
    /// The commit, all hexadecimal digits.
    pub oid: String,
    /// The author's day, in the author's own time zone.
    pub date: Date,
    /// The author's name as stated.
    pub author: String,
}

/// What is known of the last change of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LastChange {
    /// The commit.
    Known(Touch),
    /// The path is not in `HEAD`: nobody has committed it yet.
    Uncommitted,
    /// The commits that would tell are not in this clone.
    CutOff,
}

impl LastChange {
    /// The commit, where it is known.
    pub const fn touch(&self) -> Option<&Touch> {
        match self {
            Self::Known(touch) => Some(touch),
            Self::Uncommitted | Self::CutOff => None,
        }
    }
}

impl History {
    /// The last change of each path, in the order of `paths`, which are relative to the work tree: that of
    /// `git log -1 -- FILE`.
    ///
    /// # Errors
    /// When an object is broken; one that is merely absent gives [`LastChange::CutOff`].
    pub fn last_changes(&self, paths: &[&str]) -> Result<Vec<LastChange>, HistoryError> {
        let Some(head) = self.head_id()? else { return Ok(vec![LastChange::Uncommitted; paths.len()]) };
        let objects = self.objects()?;
        let follow = Follow { renames: false, past_creation: false };
        let records = Walker::new(&objects).records(head, paths, follow)?;
        Ok(records.chains.iter().map(last).collect())
    }
}

fn last(chain: &Chain) -> LastChange {
    match chain.last() {
        Some(change) => LastChange::Known(Touch {
            oid: change.commit.id.to_string(),
            date: day(&change.commit.words.author),
            author: change.commit.words.author.name.clone(),
        }),
        None if chain.extent == Extent::Complete => LastChange::Uncommitted,
        None => LastChange::CutOff,
    }
}

/// The day in the zone of who signed.
pub(super) fn day(signature: &Signature) -> Date {
    let local = signature.seconds.saturating_add(i64::from(signature.offset_minutes) * 60);
    let stamp = jiff::Timestamp::from_second(local);
    stamp.map_or(Date::ZERO, |stamp| stamp.to_zoned(jiff::tz::TimeZone::UTC).date())
}
