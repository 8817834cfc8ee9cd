//! Links, their texts, mentions in prose and rows of an index: what the Markdown structure tells.

use std::borrow::Cow;
use std::sync::Arc;

use percent_encoding::percent_decode_str;

use crate::record::identity::split_title;
use crate::record::inline;
use crate::record::outline::{Definition, Link};
use crate::record::{Number, Outline};
use crate::source::{SourceFile, folder_of, join};
use crate::span::Span;

use super::edits::Edits;
use super::number::Change;

/// A Markdown file with its structure.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) source: Arc<SourceFile>,
    pub(super) outline: Outline,
}

/// Links that may stand in one another and hold the same text.
const NESTED: usize = 8;

impl Page {
    /// The links around a place, innermost first.
    fn links_around(&self, span: Span) -> impl Iterator<Item = &Link> {
        let links = &self.outline.links;
        let before = links.partition_point(|link| link.span.start <= span.start);
        links[..before].iter().rev().take(NESTED).filter(move |link| link.span.contains(span))
    }
}

impl Change<'_> {
    /// Mends what leads to the record, and the text of such links.
    pub(super) fn mend_links(&self, page: &Page, edits: &mut Edits) {
        let source = &page.source;
        for link in &page.outline.links {
            let Some(below) = self.leads_here(&source.path, &link.target) else { continue };
            if link.target_span != link.span {
                self.mend_destination(source, link.target_span, below, edits);
            }
            if below == 0 || self.is_record(&source.path, &link.target) {
                self.mend_text(source, link, edits);
            }
        }
        for definition in &page.outline.definitions {
            if let Some(below) = self.leads_here(&source.path, &definition.target)
                && let Some(span) = destination(definition, &source.text)
            {
                self.mend_destination(source, span, below, edits);
            }
        }
    }

    /// Where a written path leads to what moves: how many parts of it come after the name that changes.
    fn leads_here(&self, from: &str, target: &str) -> Option<usize> {
        let path = local_path(from, target)?;
        let own = self.place();
        if self.corpus.at_path(&path).is_some_and(|at| at != self.at) {
            return None;
        }
        // `0012-x` and `0012-x.html` are what a site calls it.
        let bare = own.rsplit_once('.').filter(|_| !self.by_folder).map_or(own, |(bare, _)| bare);
        let site = path.strip_suffix(".html").unwrap_or(&path);
        if path.eq_ignore_ascii_case(own) || site.eq_ignore_ascii_case(bare) {
            return Some(0);
        }
        let rest = path.get(own.len()..).filter(|rest| self.by_folder && rest.starts_with('/'))?;
        let same = path.get(..own.len()).is_some_and(|head| head.eq_ignore_ascii_case(own));
        same.then(|| rest.split('/').filter(|part| !part.is_empty()).count())
    }

    fn is_record(&self, from: &str, target: &str) -> bool {
        local_path(from, target).is_some_and(|path| path == self.record.path())
    }

    /// Puts the new number into a destination, whose encoding stays.
    fn mend_destination(&self, source: &Arc<SourceFile>, span: Span, below: usize, edits: &mut Edits) {
        let written = span.text(&source.text);
        let path = written.split(['#', '?']).next().unwrap_or(written);
        let mut end = path.len();
        let mut left = below;
        for part in path.rsplit('/') {
            let start = end - part.len();
            if !part.is_empty() {
                if left == 0 {
                    let named =
                        decoded(part).to_ascii_lowercase().starts_with(&self.stem.to_ascii_lowercase());
                    if let Some(digits) = self.digits_in(part).filter(|_| named) {
                        self.put(source, digits.shift(span.start + start), edits);
                    }
                    return;
                }
                left -= 1;
            }
            end = start.saturating_sub(1);
        }
    }

    /// The number in a link's text: in front, or in a name.
    fn mend_text(&self, source: &Arc<SourceFile>, link: &Link, edits: &mut Edits) {
        let text = &source.text;
        let written = link.span.text(text);
        // The text of `[0012]` is its label, which the definition has too.
        let seam = if link.reference { "][" } else { "](" };
        let close = written.rfind(seam).filter(|_| !link.image && !link.autolink && !link.html);
        let Some(close) = close.filter(|_| !written.ends_with("[]")) else { return };
        let region = Span::new(link.span.start + 1, link.span.start + close);
        for token in self.tokens(&source.path, text, region) {
            // Even a name that two records have means the one that the link leads to.
            self.put(source, token.digits, edits);
        }
        self.mend_front(source, region, edits);
    }

    /// The number in front of a title: `12. Use Kafka`, `ADR 12: …`, `0012`.
    pub(super) fn mend_front(&self, source: &Arc<SourceFile>, region: Span, edits: &mut Edits) {
        let number = Number::Int(self.old);
        let raw = region.text(&source.text);
        let is_front =
            split_title(inline::plain(raw).trim(), Some(&number)).is_some_and(|title| title.number == number);
        if let Some(digits) = first_digits(raw).filter(|_| is_front) {
            self.put(source, digits.shift(region.start), edits);
        }
    }

    /// Writes the new number in place of the old one's digits.
    pub(super) fn put(&self, source: &Arc<SourceFile>, digits: Span, edits: &mut Edits) {
        if let Some(new) = self.written(digits.text(&source.text)) {
            edits.replace(source, digits, new);
        }
    }

    /// Mentions in prose and comments, never in code, nor in the text of a link that leads elsewhere.
    pub(super) fn mend_mentions(&self, page: &Page, edits: &mut Edits) {
        let source = &page.source;
        let outline = &page.outline;
        let prose = outline.texts.iter().copied().chain(outline.comments.iter().map(|(_, span)| *span));
        for span in prose {
            for token in self.tokens(&source.path, &source.text, span) {
                let elsewhere = page.links_around(token.whole).any(|link| {
                    !link.target.starts_with('#') && self.leads_here(&source.path, &link.target).is_none()
                });
                if !token.ambiguous && !elsewhere {
                    self.put(source, token.digits, edits);
                }
            }
        }
        self.mend_labels(page, edits);
    }

    /// Labels follow the texts that are their own labels.
    fn mend_labels(&self, page: &Page, edits: &mut Edits) {
        let source = &page.source;
        let text = &source.text;
        let defined = page.outline.definitions.iter().filter(|definition| {
            // A label with code in it is left alone, since code is.
            !definition.label.contains('`') && self.leads_here(&source.path, &definition.target).is_some()
        });
        let labels =
            defined.map(|found| Span::new(found.span.start + 1, found.span.start + 1 + found.label.len()));
        let used = page.outline.links.iter().filter(|link| link.reference && !link.text.contains('`'));
        let used = used.filter(|link| self.leads_here(&source.path, &link.target).is_some()).map(|link| {
            let label = link.span.text(text).rfind("][").filter(|_| !link.image).map_or(0, |at| at + 1);
            Span::new(link.span.start + label, link.span.end)
        });
        for span in labels.chain(used) {
            for token in self.tokens(&source.path, text, span) {
                if !token.ambiguous {
                    self.put(source, token.digits, edits);
                }
            }
        }
    }

    /// The number beside a link of an index: a cell of the same row, or what stands before it in an item.
    pub(super) fn mend_rows(&self, page: &Page, edits: &mut Edits) {
        let (source, outline) = (&page.source, &page.outline);
        let links: Vec<Span> = outline
            .links
            .iter()
            .filter(|link| !link.image && self.is_record_link(&source.path, &link.target))
            .map(|link| link.span)
            .collect();
        for row in outline.tables.iter().flat_map(|table| &table.rows) {
            let (Some((_, first)), Some((_, last))) = (row.first(), row.last()) else { continue };
            let whole = first.join(*last);
            let at = links.partition_point(|link| link.start < whole.start);
            if links.get(at).is_some_and(|link| whole.contains(*link)) {
                for (_, cell) in row {
                    self.mend_number(source, *cell, edits);
                }
            }
        }
        for link in links {
            let line = source.text.get(..link.start).and_then(|before| before.rfind(['\n', '|']));
            let before = Span::new(line.map_or(0, |at| at + 1), link.start);
            let raw = before.text(&source.text);
            let body = raw.trim_start();
            // The number of an ordered list is its own.
            let marked =
                body.starts_with(['-', '*', '+']) && body.get(1..).is_some_and(|rest| rest.starts_with(' '));
            if marked {
                self.mend_number(source, before, edits);
            }
        }
    }

    fn is_record_link(&self, from: &str, target: &str) -> bool {
        self.leads_here(from, target).is_some_and(|below| below == 0 || self.is_record(from, target))
    }

    /// A text that is the number and nothing else but marks.
    fn mend_number(&self, source: &Arc<SourceFile>, span: Span, edits: &mut Edits) {
        let raw = span.text(&source.text);
        let mark = |c: char| c.is_whitespace() || "*_`|-–—.:#+[]()".contains(c);
        if raw.trim_matches(mark).bytes().all(|byte| byte.is_ascii_digit())
            && let Some(digits) = first_digits(raw)
        {
            self.put(source, digits.shift(span.start), edits);
        }
    }
}

/// The first row of digits.
pub(super) fn first_digits(text: &str) -> Option<Span> {
    let start = text.bytes().position(|byte| byte.is_ascii_digit())?;
    let length = text[start..].bytes().take_while(u8::is_ascii_digit).count();
    Some(Span::new(start, start + length))
}

/// The repository-relative path that a destination names; `None` for other hosts and fragments alone.
pub(super) fn local_path(from: &str, target: &str) -> Option<String> {
    let path = target.trim().split(['#', '?']).next().unwrap_or("");
    let has_scheme = path.split('/').next().is_some_and(|first| first.contains(':'));
    if path.is_empty() || path.starts_with("//") || has_scheme {
        return None;
    }
    let path = decoded(path);
    match path.strip_prefix('/') {
        Some(rooted) => join("", rooted),
        None => join(folder_of(from), &path),
    }
}

fn decoded(text: &str) -> Cow<'_, str> {
    percent_decode_str(text).decode_utf8_lossy()
}

/// Where a definition's destination stands.
fn destination(definition: &Definition, text: &str) -> Option<Span> {
    let written = definition.span.text(text);
    let after = written.get(definition.label.len() + 2..)?.strip_prefix(':')?;
    let start = written.len() - after.trim_start().len();
    let rest = written.get(start..)?;
    let (start, rest) = rest.strip_prefix('<').map_or((start, rest), |inner| (start + 1, inner));
    let length = rest.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(rest.len());
    Some(Span::new(start, start + length).shift(definition.span.start))
}
