//! The table of the log inside a Markdown file that people write: between two markers.

use crate::record::kind::Kinds;
use crate::report::Row;

use super::markdown::write_tables;

/// The line above the tables.
pub const BEGIN: &str = "<!-- deem-log:begin -->";
/// The line below the tables.
pub const END: &str = "<!-- deem-log:end -->";

/// A new index for `folder`, a repository-relative path, `""` for the root.
pub fn new_index(records: &[Row], kinds: &Kinds, folder: &str) -> String {
    let mut tables = Vec::new();
    // Writing to memory does not fail.
    let _ = write_tables(records, kinds, folder, &mut tables);
    let tables = String::from_utf8_lossy(&tables);
    format!(
        "# Decisions\n\nWhat was decided, and what became of it. Write above or below the two comments: what stands \
         between them is\nthe table of `deem log`.\n\n{BEGIN}\n{tables}\n{END}\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_index_has_both_markers_on_lines_of_their_own() {
        let index = new_index(&[], Kinds::built_in(), "docs");
        let lines: Vec<&str> = index.lines().collect();
        let at = |marker| lines.iter().position(|line| *line == marker);
        assert!(at(BEGIN).is_some() && at(BEGIN) < at(END), "{index}");
    }
}
