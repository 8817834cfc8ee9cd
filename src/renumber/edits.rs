//! What is to be changed, file by file, without overlap.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::source::{RelPath, SourceFile};
use crate::span::Span;

/// The edits of one file by where they start.
#[derive(Debug)]
pub(super) struct FileEdits {
    pub(super) source: Arc<SourceFile>,
    edits: BTreeMap<usize, (usize, String)>,
}

/// The edits of all files.
#[derive(Debug, Default)]
pub(super) struct Edits {
    files: BTreeMap<RelPath, FileEdits>,
}

impl Edits {
    /// Replaces a span. What overlaps an earlier edit is left out: that one was surer.
    pub(super) fn replace(&mut self, source: &Arc<SourceFile>, span: Span, text: String) {
        if self.touches(&source.path, span) || span.text(&source.text) == text {
            return;
        }
        let file = self.files.entry(source.path.clone());
        let file = file.or_insert_with(|| FileEdits { source: source.clone(), edits: BTreeMap::new() });
        file.edits.insert(span.start, (span.end, text));
    }

    /// Replaces a span together with the edits inside it.
    pub(super) fn replace_all(&mut self, source: &Arc<SourceFile>, span: Span, text: String) {
        if let Some(file) = self.files.get_mut(&source.path) {
            let inside: Vec<usize> = file.edits.range(span.start..span.end).map(|(&at, _)| at).collect();
            inside.iter().for_each(|at| drop(file.edits.remove(at)));
        }
        self.replace(source, span, text);
    }

    /// True where an edit overlaps the span.
    pub(super) fn touches(&self, path: &str, span: Span) -> bool {
        let before = self.files.get(path).and_then(|file| file.edits.range(..span.end).next_back());
        before.is_some_and(|(_, (end, _))| *end > span.start)
    }

    /// The files that change, in order.
    pub(super) fn files(&self) -> impl Iterator<Item = &FileEdits> {
        self.files.values()
    }
}

impl FileEdits {
    /// The edits in order: what is replaced by what.
    pub(super) fn edits(&self) -> impl Iterator<Item = (Span, &str)> {
        self.edits.iter().map(|(&start, (end, text))| (Span::new(start, *end), text.as_str()))
    }

    /// The text with the edits done.
    pub(super) fn after(&self) -> String {
        let text = &self.source.text;
        let mut out = String::with_capacity(text.len() + 64);
        let mut done = 0;
        for (span, new) in self.edits() {
            out.push_str(Span::new(done, span.start).text(text));
            out.push_str(new);
            done = span.end;
        }
        out.push_str(Span::new(done, text.len()).text(text));
        out
    }
}
