//! A text with the changes made to it so far, each of them known by its place in the first text.

use std::sync::Arc;

use crate::change::Plan;
use crate::source::SourceFile;
use crate::span::Span;

/// Bytes that are replaced by others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Splice {
    pub(super) span: Span,
    pub(super) text: String,
}

impl Splice {
    pub(super) fn new(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }

    pub(super) fn insert(at: usize, text: impl Into<String>) -> Self {
        Self::new(Span::at(at), text)
    }
}

/// A file's text as it was read and as it is after some splices.
#[derive(Clone, Debug)]
pub(super) struct Text {
    first: Arc<SourceFile>,
    pub(super) now: Arc<SourceFile>,
    /// In the places of the first text, in order, none touching another.
    edits: Vec<Splice>,
}

impl Text {
    pub(super) fn new(source: &Arc<SourceFile>) -> Self {
        Self { first: source.clone(), now: source.clone(), edits: Vec::new() }
    }

    /// The text after some splices, which must not overlap; `None` when they do or lie outside.
    pub(super) fn spliced(&self, splices: &[Splice]) -> Option<Self> {
        let mut sorted: Vec<&Splice> = splices.iter().collect();
        sorted.sort_by_key(|splice| (splice.span.start, splice.span.end));
        let text = &self.now.text;
        let mut out = String::with_capacity(text.len() + 128);
        let mut done = 0;
        for splice in &sorted {
            out.push_str(text.get(done..splice.span.start)?);
            text.get(splice.span.start..splice.span.end)?;
            out.push_str(&splice.text);
            done = splice.span.end;
        }
        out.push_str(text.get(done..)?);
        let mut edits = self.edits.clone();
        // From the end, so that the places of those before stay as they are.
        for splice in sorted.iter().rev() {
            edits = compose(edits, splice);
        }
        let now = Arc::new(SourceFile::new(self.first.path.clone(), out));
        Some(Self { first: self.first.clone(), now, edits })
    }

    pub(super) fn finish(&self, plan: &mut Plan) {
        for edit in &self.edits {
            // What an earlier step did may have been undone by a later one.
            if edit.span.text(&self.first.text) != edit.text {
                plan.edit(&self.first, edit.span.start, edit.span.end, edit.text.clone());
            }
        }
    }
}

/// Adds a splice, whose place is one after `edits`, to these.
fn compose(edits: Vec<Splice>, splice: &Splice) -> Vec<Splice> {
    let mut out = Vec::with_capacity(edits.len() + 1);
    let mut rest = edits.into_iter().peekable();
    // Where a place of the first text is now: shifted by what all edits before it added and took.
    let (mut added, mut taken) = (0, 0);
    while let Some(edit) =
        rest.next_if(|edit| edit.span.start + added + edit.text.len() < splice.span.start + taken)
    {
        added += edit.text.len();
        taken += edit.span.len();
        out.push(edit);
    }
    let mut merged =
        Splice::new(Span::new(splice.span.start + taken - added, splice.span.start + taken - added), "");
    let mut tail = String::new();
    let mut covered = splice.span.start;
    while let Some(edit) = rest.next_if(|edit| edit.span.start + added <= splice.span.end + taken) {
        let now = edit.span.start + added - taken;
        let end = now + edit.text.len();
        if now < splice.span.start {
            merged.span.start = edit.span.start;
            merged.text.push_str(edit.text.get(..splice.span.start - now).unwrap_or(""));
        }
        if end > splice.span.end {
            tail = edit.text.get(splice.span.end - now.min(splice.span.end)..).unwrap_or("").to_owned();
        }
        added += edit.text.len();
        taken += edit.span.len();
        covered = end.max(covered);
    }
    merged.span.end = covered.max(splice.span.end) + taken - added;
    merged.text.push_str(&splice.text);
    merged.text.push_str(&tail);
    out.push(merged);
    out.extend(rest);
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { rng_seed: proptest::test_runner::RngSeed::Fixed(7), ..ProptestConfig::default() })]

        #[test]
        fn the_edits_of_all_steps_give_the_last_text(steps in prop::collection::vec((0usize..40, 0usize..12, "[a-z]{0,6}"), 1..12)) {
            let first = "0123456789ABCDEFGHIJKLMNOPQRSTUV";
            let source = Arc::new(SourceFile::new("a.md", first.to_owned()));
            let mut text = Text::new(&source);
            for (start, length, with) in steps {
                let start = start.min(text.now.text.len());
                let end = (start + length).min(text.now.text.len());
                let mut wanted = text.now.text.clone();
                wanted.replace_range(start..end, &with);
                text = text.spliced(&[Splice::new(Span::new(start, end), with)]).unwrap();
                prop_assert_eq!(&text.now.text, &wanted);
                let again = Text::new(&source).spliced(&text.edits).unwrap();
                prop_assert_eq!(&again.now.text, &wanted);
                let gaps = text.edits.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start);
                prop_assert!(gaps);
            }
        }
    }
}
