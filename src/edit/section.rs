//! Lines in a status section, and items of a list of links.

use crate::record::head;
use crate::record::section::Section;
use crate::record::{Record, RelationKind};
use crate::span::Span;

use super::draft::{Place, Wanted, line_ending, line_of, next_line};
use super::relation::{no_place, what};
use super::text::Splice;
use super::{EditError, Editor, Successor};

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

impl Editor<'_> {
    /// Adds `Supersedes [3. Title](0003-title.md)` to the status section, as adr-tools does.
    pub(super) fn relate_in_section(
        &mut self,
        record: usize,
        kind: RelationKind,
        to: &Successor,
        anchor: Option<&str>,
    ) -> Result<(), EditError> {
        let now = self.now(record);
        let refused = || no_place(now, kind, to);
        let fact = now.status().ok_or_else(refused)?;
        let link = self.link_to(now, to, anchor);
        let words = words(kind).ok_or_else(refused)?;
        let text = &now.source.text;
        let at = fact.value.trim(text).end.max(fact.span.end);
        let ending = line_ending(text, at);
        let splice = Splice::insert(at, format!("{ending}{ending}{words} {}", link.text));
        let wanted = Wanted { relation: Some((kind, link.target)), ..Wanted::default() };
        self.apply(record, Place::Main, &[vec![splice]], &wanted, &what(kind, to))
    }

    /// Adds `- Supersedes [slug](slug.md)` to the list of links, as log4brains does.
    pub(super) fn relate_in_links(
        &mut self,
        record: usize,
        kind: RelationKind,
        to: &Successor,
        anchor: Option<&str>,
    ) -> Result<(), EditError> {
        let now = self.now(record);
        let link = self.link_to(now, to, anchor);
        let words = words(kind).ok_or_else(|| no_place(now, kind, to))?;
        let said = format!("{words} {}", link.text);
        let text = &now.source.text;
        let head = head::scan(text, scan_start(now));
        let links = head
            .headings
            .iter()
            .position(|heading| Section::of(heading.text.text(text)) == Some(Section::Links));
        let splice = match links {
            Some(at) => in_list(text, head.body_of(at, text), &said),
            None => at_end(text, &said),
        };
        let wanted = Wanted { relation: Some((kind, link.target)), ..Wanted::default() };
        self.apply(record, Place::Main, &[vec![splice]], &wanted, &what(kind, to))
    }
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
