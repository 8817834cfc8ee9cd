//! Rules of file and frontmatter.
pub(super) mod unreadable_record;
