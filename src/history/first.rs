//! The days on which files came to be.

use jiff::civil::Date;

use super::chain::{Extent, Follow};
use super::walker::Walker;
use super::{History, HistoryError};

impl History {
    /// The author's day of the commit that brought each path, which are relative to the work tree, in their
    /// order; a file that moved came with its first name. `None` for what is not committed, and where this clone
    /// lacks the commits that would tell.
    ///
    /// # Errors
    /// When an object is broken.
    pub fn first_days(&self, paths: &[&str]) -> Result<Vec<Option<Date>>, HistoryError> {
        let Some(head) = self.head_id()? else { return Ok(vec![None; paths.len()]) };
        let objects = self.objects()?;
        let follow = Follow { renames: true, past_creation: false };
        let records = Walker::new(&objects).records(head, paths, follow)?;
        let first = |chain: &super::Chain| {
            let known = chain.extent == Extent::Complete;
            chain.first().filter(|_| known).map(|change| change.commit.words.author.day())
        };
        Ok(records.chains.iter().map(first).collect())
    }
}
