//! Lines in a status section, and items of a list of links.

use crate::record::head;
use crate::record::section::Section;
use crate::record::{Record, RelationKind};
use crate::span::Span;

use super::draft::{line_ending, line_of, next_line};
use super::reference::Written;
use super::text::Splice;

/// The words that open a line which states a relation; `None` for those that need a key.
pub(super) const fn words(kind: RelationKind) -> Option<&'static str> {
    Some(match kind {
        RelationKind::Supersedes => "Supersedes",
        RelationKind::SupersededBy => "Superseded by",
        RelationKind::Amends => "Amends",
        RelationKind::AmendedBy => "Amended by",
        RelationKind::DependsOn => "Depends on",
        RelationKind::RelatesTo => "Relates to",
        _ => return None,
    })
}

/// Where the metadata of a record's body are looked for.
pub(super) fn scan_start(record: &Record) -> usize {
    record.frontmatter.as_ref().map_or(record.source.bom_len(), |fm| fm.block.end)
}

/// Puts `Supersedes [3. Title](0003-title.md)` into the status section, as adr-tools does; with the target that
/// it reads as. `None` where there is no place for it.
pub(super) fn in_status(record: &Record, kind: RelationKind, link: Written) -> Option<(Vec<Splice>, String)> {
    let fact = record.status()?;
    let words = words(kind)?;
    let text = &record.source.text;
    let at = fact.value.trim(text).end.max(fact.span.end);
    let ending = line_ending(text, at);
    let splice = Splice::insert(at, format!("{ending}{ending}{words} {}", link.text));
    Some((vec![splice], link.target))
}

/// The same for `- Supersedes [slug](slug.md)` in the list of links, as log4brains has it.
pub(super) fn in_links(record: &Record, kind: RelationKind, link: Written) -> Option<(Vec<Splice>, String)> {
    let said = format!("{} {}", words(kind)?, link.text);
    let text = &record.source.text;
    let head = head::scan(text, scan_start(record));
    let links =
        head.headings.iter().position(|heading| Section::of(heading.text.text(text)) == Some(Section::Links));
    let splice = match links {
        Some(at) => in_list(text, head.body_of(at, text), &said),
        None => at_end(text, &said),
    };
    Some((vec![splice], link.target))
}

/// An item behind the last one of a section, or the first of it.
fn in_list(text: &str, body: Span, said: &str) -> Splice {
    let mut at = body.start;
    let mut last = None;
    for line in body.text(text).split_inclusive('\n') {
        if line.starts_with(["- ", "* ", "+ "].map(|mark| mark.as_bytes()[0] as char))
            && line.get(1..2) == Some(" ")
        {
            last = Some(at);
        }
        at += line.len();
    }
    let ending = line_ending(text, body.start);
    match last {
        Some(item) => {
            let mark = text.get(item..item + 1).unwrap_or("-");
            let line = line_of(text, item);
            let (_, ended) = next_line(text, item);
            // The next line may go on with the item.
            let end = if ended { line.end } else { text.len() };
            Splice::insert(end, format!("{ending}{mark} {said}"))
        }
        None => Splice::insert(line_of(text, body.start).end, format!("{ending}{ending}- {said}")),
    }
}

fn at_end(text: &str, said: &str) -> Splice {
    let ending = line_ending(text, text.len());
    if text.ends_with('\n') {
        Splice::insert(text.len(), format!("{ending}## Links{ending}{ending}- {said}{ending}"))
    } else {
        Splice::insert(text.len(), format!("{ending}{ending}## Links{ending}{ending}- {said}"))
    }
}
