//! Links of an index to records.

use std::collections::HashSet;

use percent_encoding::percent_decode_str;

use crate::source;

/// Counts the distinct records that a text in `folder` links to, up to `enough`.
pub(super) fn linked_records(text: &str, folder: &str, records: &HashSet<&str>, enough: usize) -> usize {
    let mut seen = HashSet::new();
    for target in targets(text) {
        let Some(path) = join(folder, &target) else { continue };
        let hit = records.get(path.as_str()).or_else(|| {
            let readme = if path.is_empty() { "README.md".to_owned() } else { format!("{path}/README.md") };
            records.get(readme.as_str())
        });
        if let Some(hit) = hit {
            seen.insert(*hit);
            if seen.len() >= enough {
                break;
            }
        }
    }
    seen.len()
}

/// Counts the links of a text to Markdown files.
pub(super) fn markdown_links(text: &str) -> usize {
    targets(text).filter(|target| super::walk::file_kind(target).is_some()).count()
}

/// The targets of inline links, without anchors, decoded.
fn targets(text: &str) -> impl Iterator<Item = String> {
    text.match_indices("](").filter_map(|(at, _)| {
        let rest = text.get(at + 2..)?.trim_start_matches('<');
        // A bracket ends the search: no target has one, and a line of brackets stays linear.
        let end = rest.find([')', '\n', '#', '>', '[', ']'])?;
        if rest.as_bytes().get(end).is_some_and(|b| b"[]".contains(b)) {
            return None;
        }
        let raw = rest.get(..end)?.split(" \"").next()?.trim();
        if raw.is_empty() || raw.contains("://") {
            return None;
        }
        Some(percent_decode_str(raw).decode_utf8_lossy().into_owned())
    })
}

/// A target relative to a folder as a path below the base; a leading `/` means the base.
pub(super) fn join(folder: &str, target: &str) -> Option<String> {
    source::join(if target.starts_with('/') { "" } else { folder }, target)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_records_are_counted_once() {
        let records = HashSet::from(["docs/adr/0001-a.md", "docs/adr/0002 b.md"]);
        let text = "[a](adr/0001-a.md) [a](./adr/0001-a.md#x) [b](adr/0002%20b.md \"t\") [c](https://x/adr/0001-a.md)";
        assert_eq!(linked_records(text, "docs", &records, 9), 2);
    }

    #[test]
    fn a_path_above_the_base_is_none() {
        assert_eq!(join("a/b", "../../../x"), None);
        assert_eq!(join("a/b", "../c/./d.md"), Some("a/c/d.md".to_owned()));
        assert_eq!(join("a/b", "/c.md"), Some("c.md".to_owned()));
    }
}
