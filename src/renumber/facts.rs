//! The record's own number, and what records state of it.

use std::sync::Arc;

use crate::corpus::{Resolution, home};
use crate::record::Number;
use crate::record::key::{self, KeyMeaning};
use crate::record::vocabulary::Vocabulary;
use crate::record::yaml::{self, Document};
use crate::source::SourceFile;
use crate::span::Span;

use super::edits::Edits;
use super::number::Change;

/// Keys by which site generators order their pages.
const ORDER: [&str; 2] = ["nav_order", "sidebar_position"];

impl Change<'_> {
    /// The number in the record's title, id and number keys.
    pub(super) fn mend_own(&self, edits: &mut Edits) {
        let record = self.record;
        let files = || std::iter::once(&record.source).chain(&record.sidecar);
        if let Some(title) = &record.h1 {
            self.mend_front(&record.source, title.span, edits);
        }
        if let Some(title) = &record.meta_title
            && let Some(file) = files().find(|file| title.span.text(&file.text).contains(&title.value))
        {
            self.mend_front(file, title.span, edits);
        }
        if let Some(id) = &record.identity.stated
            && let Some(file) = files().find(|file| id.span.text(&file.text).contains(&id.value))
        {
            self.mend_last(file, id.span, edits);
        }
        if let Some((_, number)) = &record.identity.meta_number {
            for file in files() {
                self.mend_only(file, number.span, edits);
            }
        }
        if let Some(frontmatter) = &record.frontmatter {
            self.mend_keys(&record.source, &frontmatter.doc, edits);
        }
        if let Some(sidecar) = &record.sidecar {
            let doc = yaml::load(&sidecar.text, Span::new(0, sidecar.text.len()));
            self.mend_keys(sidecar, &doc, edits);
        }
    }

    /// Keys that hold an id or a number.
    fn mend_keys(&self, source: &Arc<SourceFile>, doc: &Document, edits: &mut Edits) {
        for (key, _, node) in doc.entries() {
            match key::meaning(key, &Vocabulary::default()) {
                Some(KeyMeaning::Id) => self.mend_last(source, node.span(), edits),
                Some(KeyMeaning::Number) => self.mend_only(source, node.span(), edits),
                _ if ORDER.contains(&key) && self.is_ordered_by_number(key) => {
                    self.mend_only(source, node.span(), edits);
                }
                _ => {}
            }
        }
    }

    /// True where the records of the folder have their numbers as places in the order of a site.
    fn is_ordered_by_number(&self, key: &str) -> bool {
        let (mut all, mut same) = (0_usize, 0_usize);
        for &at in self.corpus.in_folder(home(self.record.path())) {
            let record = &self.corpus.records[at];
            let order = record.frontmatter.as_ref().and_then(|fm| fm.doc.get(key)?.scalar_text());
            let (Some(order), Some(Number::Int(number))) = (order, &record.identity.number) else { continue };
            all += 1;
            same += usize::from(order.parse() == Ok(*number));
        }
        same > 1 && same * 4 >= all * 3
    }

    /// What every record states of this one. What may mean another too is given back.
    pub(super) fn mend_relations(&self, edits: &mut Edits) -> Vec<(Arc<SourceFile>, Span)> {
        let mut doubtful = Vec::new();
        for (from, record) in self.corpus.records.iter().enumerate() {
            for (relation, target) in self.corpus.relations_of(from) {
                let file = record.file_of(relation.carrier);
                match target {
                    Resolution::Record(at) if *at == self.at => self.mend_target(file, relation.span, edits),
                    Resolution::Ambiguous(all) if all.contains(&self.at) => {
                        doubtful.push((file.clone(), relation.span));
                    }
                    _ => {}
                }
            }
        }
        doubtful
    }

    /// A target as it is written: id, number, path, stem or URL.
    fn mend_target(&self, source: &Arc<SourceFile>, span: Span, edits: &mut Edits) {
        let written = span.text(&source.text);
        let name = written.rfind(self.stem).filter(|_| !self.stem.is_empty());
        if let Some(at) = name
            && let Some(digits) = self.digits_in(self.stem)
        {
            self.put(source, digits.shift(span.start + at), edits);
            return;
        }
        // A path that is encoded or spelled in other letter case still has the digits.
        let last = written.rsplit('/').next().unwrap_or(written);
        let from = span.end - last.len();
        let found = rows_of_digits(last).find(|row| self.written(row.text(last)).is_some());
        if let Some(digits) = found {
            self.put(source, digits.shift(from), edits);
        }
    }

    /// The last row of digits that is the number: `2` of `TEAM3-ADR-0002`.
    fn mend_last(&self, source: &Arc<SourceFile>, span: Span, edits: &mut Edits) {
        let written = span.text(&source.text);
        let found = rows_of_digits(written).filter(|row| self.written(row.text(written)).is_some()).last();
        if let Some(digits) = found {
            self.put(source, digits.shift(span.start), edits);
        }
    }

    /// A number as a value: alone, or behind its prefix as in `rfc: RFC0012`. Alone it gets no zeros that it
    /// did not have, which some readers of YAML take for another base.
    fn mend_only(&self, source: &Arc<SourceFile>, span: Span, edits: &mut Edits) {
        let written = span.text(&source.text);
        let bare = written.trim_matches(['"', '\'', ' ']);
        let Some(at) = written.find(bare).filter(|_| !bare.is_empty()) else { return };
        let place = Span::new(at, at + bare.len()).shift(span.start);
        if bare.bytes().all(|byte| byte.is_ascii_digit()) {
            if let Some(new) = self.written_alone(bare) {
                edits.replace(source, place, new);
            }
        } else if bare.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_ ".contains(&byte)) {
            self.mend_last(source, place, edits);
        }
    }
}

fn rows_of_digits(text: &str) -> impl Iterator<Item = Span> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text.get(at..)?.bytes().position(|byte| byte.is_ascii_digit())?;
        at = start + text[start..].bytes().take_while(u8::is_ascii_digit).count();
        Some(Span::new(start, at))
    })
}
