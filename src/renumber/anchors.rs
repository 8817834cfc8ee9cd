//! Fragments: a heading with a new number has a new anchor.

use std::collections::{BTreeMap, HashMap};

use percent_encoding::percent_decode_str;

use crate::record::Outline;

use super::edits::Edits;
use super::number::Change;
use super::page::{Page, local_path};

/// Old and new anchors by file.
type Renamed = HashMap<String, BTreeMap<String, String>>;

impl Change<'_> {
    /// Mends the fragments of links to headings that the edits change.
    pub(super) fn mend_fragments(&self, pages: &[Page], edits: &mut Edits) {
        let renamed = renamed(pages, edits);
        if renamed.is_empty() {
            return;
        }
        for page in pages {
            let source = &page.source;
            for link in page.outline.links.iter().filter(|link| link.target_span != link.span) {
                let Some((path, _)) = link.target.split_once('#') else { continue };
                let file = if path.is_empty() {
                    Some(source.path.to_string())
                } else {
                    local_path(&source.path, path)
                };
                let Some(anchors) = file.and_then(|file| renamed.get(&self.readme(file))) else { continue };
                let written = link.target_span.text(&source.text);
                let Some(at) = written.find('#').map(|at| at + 1) else { continue };
                let fragment = percent_decode_str(&written[at..]).decode_utf8_lossy();
                if let Some(new) = anchors.get(fragment.as_ref()) {
                    let mut span = link.target_span;
                    span.start += at;
                    edits.replace_all(source, span, new.clone());
                }
            }
        }
    }

    /// A folder stands for its README.
    fn readme(&self, path: String) -> String {
        if self.by_folder && Some(path.as_str()) == self.moved_from() {
            self.record.path().to_owned()
        } else {
            path
        }
    }
}

/// The anchors that the edits change.
fn renamed(pages: &[Page], edits: &Edits) -> Renamed {
    let before: HashMap<&str, &Page> = pages.iter().map(|page| (&*page.source.path, page)).collect();
    let mut renamed = Renamed::new();
    for file in edits.files() {
        let Some(page) = before.get(&*file.source.path) else { continue };
        let in_heading =
            |heading: &crate::record::outline::Heading| edits.touches(&file.source.path, heading.span);
        if !page.outline.headings.iter().any(in_heading) {
            continue;
        }
        let after = Outline::of_file(&file.after());
        if after.headings.len() != page.outline.headings.len() {
            continue;
        }
        let pairs = page.outline.headings.iter().zip(&after.headings);
        let changed = pairs.filter(|(old, new)| old.slug != new.slug);
        let changed = changed.map(|(old, new)| (old.slug.clone(), new.slug.clone()));
        renamed.insert(file.source.path.to_string(), changed.collect());
    }
    renamed
}
