//! The outline as it grows, one parser event at a time.

use super::html::{self, Piece};
use super::slug::Slugs;
use super::{Block, Fence, Heading, Item, Link, Outline, Table, inline};
use crate::span::Span;

/// Links that may stand in one another with their texts collected: text counts for each of them, so
/// without a bound nested images would cost the square of their number.
const MAX_LINK_TEXTS: usize = 8;

/// An open link.
struct OpenLink {
    /// Its index in the outline.
    index: usize,
    /// How far its text has come.
    text_end: usize,
    /// Its destination stands after its text.
    inline: bool,
}

/// A heading whose section is still open.
struct OpenSection {
    /// Its index in the outline.
    index: usize,
    /// Number of containers that it stands in.
    depth: usize,
}

/// A code block whose content is being read.
struct OpenCode {
    /// The info string of a fenced block.
    info: Option<String>,
    span: Span,
    /// How far its content has come.
    text_end: usize,
}

/// An item whose text is being read.
struct OpenItem {
    /// Its index in the outline.
    index: usize,
    /// Its first line is over.
    done: bool,
}

pub(super) struct Builder<'a> {
    file: &'a str,
    out: Outline,
    slugs: Slugs,
    /// Open sections, outermost first.
    sections: Vec<OpenSection>,
    /// Quotes, items and footnotes that are open.
    containers: usize,
    lists: usize,
    items: Vec<OpenItem>,
    links: Vec<OpenLink>,
    /// Images among `links`.
    images: usize,
    /// The `<a>` of raw HTML whose text is being read.
    html_link: Option<usize>,
    /// The text of the open heading or table cell: neither holds the other.
    line: Option<String>,
    in_heading: bool,
    code: Option<OpenCode>,
}

impl<'a> Builder<'a> {
    /// A builder for the body of `file` between `start` and `end`.
    pub(super) fn new(file: &'a str, start: usize, end: usize) -> Self {
        // About what records hold, so that the longest lists seldom grow.
        let length = end - start;
        let out = Outline {
            texts: Vec::with_capacity(length / 48),
            blocks: Vec::with_capacity(length / 64),
            end,
            ..Outline::default()
        };
        Self {
            file,
            out,
            slugs: Slugs::default(),
            sections: Vec::new(),
            containers: 0,
            lists: 0,
            items: Vec::new(),
            links: Vec::new(),
            images: 0,
            html_link: None,
            line: None,
            in_heading: false,
            code: None,
        }
    }

    /// The outline, without the room that its lists kept for growing: outlines live as long as the corpus.
    pub(super) fn finish(self) -> Outline {
        let mut out = self.out;
        out.headings.shrink_to_fit();
        out.links.shrink_to_fit();
        out.items.shrink_to_fit();
        out.texts.shrink_to_fit();
        out.blocks.shrink_to_fit();
        out
    }

    /// The open heading's own body says something.
    pub(super) fn mark_visible(&mut self) {
        if self.in_heading {
            return;
        }
        if let Some(heading) = self.sections.last().and_then(|open| self.out.headings.get_mut(open.index)) {
            heading.empty = false;
            heading.comment_only = false;
        }
    }

    pub(super) fn block(&mut self, span: Span, leaf: bool) {
        self.out.blocks.push(Block { span, leaf });
    }

    pub(super) fn close_paragraph(&mut self) {
        self.html_link = None;
        self.end_item_line();
    }

    pub(super) fn open_container(&mut self, span: Span) {
        self.block(span, false);
        self.containers += 1;
    }

    /// Closes the sections of the headings in the container.
    pub(super) fn close_container(&mut self, span: Span) {
        while let Some(open) = self.sections.pop_if(|open| open.depth >= self.containers) {
            if let Some(heading) = self.out.headings.get_mut(open.index) {
                heading.section = cut(heading.section, span.end);
                heading.own_body = cut(heading.own_body, span.end);
            }
        }
        self.containers = self.containers.saturating_sub(1);
    }

    pub(super) fn open_list(&mut self, span: Span) {
        self.end_item_line();
        self.block(span, false);
        self.lists += 1;
    }

    pub(super) fn close_list(&mut self) {
        self.lists = self.lists.saturating_sub(1);
    }

    pub(super) fn open_item(&mut self, span: Span) {
        self.open_container(span);
        self.items.push(OpenItem { index: self.out.items.len(), done: false });
        let depth = u8::try_from(self.lists).unwrap_or(u8::MAX);
        self.out.items.push(Item { span, text: String::new(), depth, task: None });
    }

    pub(super) fn close_item(&mut self, span: Span) {
        self.html_link = None;
        if let Some(item) = self.items.pop().and_then(|open| self.out.items.get_mut(open.index)) {
            item.text.truncate(item.text.trim_end().len());
        }
        self.close_container(span);
    }

    pub(super) fn task(&mut self, done: bool) {
        if let Some(item) = self.items.last().and_then(|open| self.out.items.get_mut(open.index)) {
            item.task = Some(done);
        }
    }

    fn end_item_line(&mut self) {
        if let Some(open) = self.items.last_mut() {
            let started = self.out.items.get(open.index).is_some_and(|item| !item.text.is_empty());
            open.done |= started;
        }
    }

    pub(super) fn open_heading(&mut self, level: u8, span: Span) {
        let span = without_line_ending(self.file, span);
        self.block(span, true);
        let depth = self.containers;
        match self.sections.last() {
            Some(open) if open.depth == depth => {
                if let Some(heading) = self.out.headings.get_mut(open.index) {
                    heading.own_body = cut(heading.own_body, span.start);
                }
            }
            _ => self.mark_visible(),
        }
        while let Some(open) = self.sections.pop_if(|open| {
            open.depth == depth
                && self.out.headings.get(open.index).is_some_and(|heading| heading.level >= level)
        }) {
            if let Some(heading) = self.out.headings.get_mut(open.index) {
                heading.section = cut(heading.section, span.start);
            }
        }
        let body = Span::new(after_line_ending(self.file, span.end), self.out.end);
        let index = self.out.headings.len();
        self.out.headings.push(Heading {
            level,
            text: String::new(),
            span,
            text_span: inline::heading_text(self.file, span, level),
            slug: String::new(),
            section: body,
            own_body: body,
            empty: true,
            comment_only: false,
            parent: self.sections.last().map(|open| open.index),
            nested: depth > 0,
        });
        self.sections.push(OpenSection { index, depth });
        self.line = Some(String::new());
        self.in_heading = true;
    }

    pub(super) fn close_heading(&mut self) {
        self.in_heading = false;
        self.html_link = None;
        self.end_item_line();
        let text = self.line.take().unwrap_or_default();
        if let Some(heading) = self.out.headings.last_mut() {
            // GitHub makes the anchor from the text with its line endings, and drops them.
            heading.slug = self.slugs.next(&text);
            heading.text = if text.contains('\n') { text.replace('\n', " ") } else { text };
            trim(&mut heading.text);
        }
    }

    pub(super) fn open_table(&mut self, span: Span) {
        self.end_item_line();
        self.block(span, true);
        self.out.tables.push(Table { span, rows: Vec::new() });
    }

    pub(super) fn open_row(&mut self) {
        if let Some(table) = self.out.tables.last_mut() {
            table.rows.push(Vec::new());
        }
    }

    pub(super) fn open_cell(&mut self) {
        self.line = Some(String::new());
    }

    pub(super) fn close_cell(&mut self, span: Span) {
        self.html_link = None;
        let mut text = self.line.take().unwrap_or_default();
        trim(&mut text);
        let file = self.file;
        if let Some(row) = self.out.tables.last_mut().and_then(|table| table.rows.last_mut()) {
            row.push((text, span.trim(file)));
        }
    }

    pub(super) fn open_code(&mut self, info: Option<String>, span: Span) {
        self.end_item_line();
        let span = without_line_ending(self.file, span);
        self.block(span, true);
        self.code = Some(OpenCode { info, span, text_end: span.start });
    }

    pub(super) fn close_code(&mut self) {
        let Some(OpenCode { info, span, text_end }) = self.code.take() else {
            return;
        };
        let Some(info) = info else {
            self.out.indented.push(span);
            return;
        };
        let source = span.text(self.file);
        let mark = if source.trim_start().starts_with('~') { '~' } else { '`' };
        let opening = source.find(['\n', '\r']).map_or(span.end, |at| span.start + at);
        // What follows the content is the closing fence or, where there is none, marks of containers.
        let closed = Span::new(text_end.max(opening), span.end).text(self.file).contains(mark);
        self.out.fences.push(Fence { info, span, closed });
    }

    pub(super) fn open_link(&mut self, link: Link, inline: bool) {
        self.images += usize::from(link.image);
        let text_end = link.span.start + if link.image { 2 } else { 1 };
        if link.image {
            self.mark_visible();
        }
        self.links.push(OpenLink { index: self.out.links.len(), text_end, inline });
        self.out.links.push(link);
    }

    pub(super) fn close_link(&mut self, span: Span) {
        if let Some(open) = self.links.pop()
            && let Some(link) = self.out.links.get_mut(open.index)
        {
            self.images -= usize::from(link.image);
            if open.inline {
                // The bracket that closes the text may stand on the last byte of it.
                let from = open.text_end.min(span.end);
                link.target_span = inline::link_destination(self.file, span, from);
            }
        }
        self.reach(span.end);
    }

    /// The text of the open link comes as far as `end`.
    pub(super) fn reach(&mut self, end: usize) {
        if let Some(open) = self.links.last_mut() {
            open.text_end = open.text_end.max(end);
        }
    }

    pub(super) fn text(&mut self, text: &str, span: Span) {
        if let Some(code) = &mut self.code {
            code.text_end = span.end;
            if !text.trim_ascii().is_empty() {
                self.mark_visible();
            }
            return;
        }
        self.collect(text, span);
        if self.images == 0 && !self.in_autolink() {
            match self.out.texts.last_mut() {
                Some(last) if last.end == span.start => last.end = span.end,
                _ => self.out.texts.push(span),
            }
        }
    }

    pub(super) fn code(&mut self, text: String, span: Span) {
        self.collect(&text, span);
        self.out.codes.push((text, inline::code_content(self.file, span)));
    }

    /// Adds to every text that is being read: `\n` stands for a line ending.
    fn collect(&mut self, text: &str, span: Span) {
        self.reach(span.end);
        if !text.trim_ascii().is_empty() {
            self.mark_visible();
        }
        for open in self.links.iter().take(MAX_LINK_TEXTS) {
            if let Some(link) = self.out.links.get_mut(open.index) {
                link.text.push_str(text);
            }
        }
        if self.images > 0 {
            return;
        }
        if let Some(link) = self.html_link.and_then(|index| self.out.links.get_mut(index)) {
            link.text.push_str(text);
        }
        if let Some(line) = &mut self.line {
            line.push_str(text);
        }
        if let Some(open) = self.items.last().filter(|open| !open.done)
            && let Some(item) = self.out.items.get_mut(open.index)
        {
            item.text.push_str(text);
        }
    }

    pub(super) fn line_break(&mut self, span: Span) {
        self.end_item_line();
        self.reach(span.end);
        if let Some(line) = &mut self.line {
            line.push('\n');
        }
        for open in self.links.iter().take(MAX_LINK_TEXTS) {
            if let Some(link) = self.out.links.get_mut(open.index) {
                link.text.push(' ');
            }
        }
    }

    fn in_autolink(&self) -> bool {
        let open = self.links.last().and_then(|open| self.out.links.get(open.index));
        open.is_some_and(|link| link.autolink)
    }

    /// A block of raw HTML. One that holds comments alone is no block of the outline.
    pub(super) fn html_block(&mut self, span: Span) {
        if self.html(span) {
            self.block(without_line_ending(self.file, span), true);
        }
        self.html_link = None;
    }

    /// Raw HTML: true when it holds more than comments and white space.
    pub(super) fn html(&mut self, span: Span) -> bool {
        self.reach(span.end);
        let mut more = false;
        for piece in html::pieces(self.file, span) {
            match piece {
                Piece::Comment { content, span } => {
                    self.out.comments.push((content.text(self.file).to_owned(), span));
                    self.mark_comment();
                }
                Piece::Open { name, span } => {
                    more = true;
                    self.tag(name, span);
                }
                Piece::Close { name } => {
                    more = true;
                    if name.eq_ignore_ascii_case("a") {
                        self.html_link = None;
                    }
                }
                Piece::Text { span } => {
                    let text = span.text(self.file);
                    if !text.trim().is_empty() {
                        more = true;
                        self.mark_visible();
                    }
                    if let Some(link) = self.html_link.and_then(|index| self.out.links.get_mut(index)) {
                        link.text.push_str(text);
                    }
                }
            }
        }
        more
    }

    fn mark_comment(&mut self) {
        if let Some(heading) = self.sections.last().and_then(|open| self.out.headings.get_mut(open.index)) {
            heading.comment_only = heading.empty && !self.in_heading;
        }
    }

    fn tag(&mut self, name: &str, span: Span) {
        let anchor = name.eq_ignore_ascii_case("a");
        let mut target = None;
        let mut text = String::new();
        for (key, value) in html::attributes(self.file, name, span) {
            let written = value.text(self.file);
            if key.eq_ignore_ascii_case("id") || (anchor && key.eq_ignore_ascii_case("name")) {
                self.out.html_anchors.push((written.to_owned(), value));
            } else if key.eq_ignore_ascii_case("href") || key.eq_ignore_ascii_case("src") {
                target.get_or_insert((value, key.eq_ignore_ascii_case("src")));
            } else if key.eq_ignore_ascii_case("alt") {
                written.clone_into(&mut text);
            }
        }
        let Some((place, source)) = target else {
            return;
        };
        if source {
            self.mark_visible();
        } else if anchor {
            self.html_link = Some(self.out.links.len());
        }
        self.out.links.push(Link {
            target: place.text(self.file).replace("&amp;", "&"),
            target_span: place,
            span,
            text,
            image: name.eq_ignore_ascii_case("img"),
            reference: false,
            autolink: false,
            html: true,
        });
    }
}

/// The span up to `end`, collapsed to `end` where it starts later.
fn cut(span: Span, end: usize) -> Span {
    Span::new(span.start.min(end), span.end.min(end))
}

fn without_line_ending(file: &str, span: Span) -> Span {
    let length = span.text(file).trim_end_matches(['\n', '\r']).len();
    Span::new(span.start, span.start + length)
}

fn after_line_ending(file: &str, end: usize) -> usize {
    match file.as_bytes().get(end..) {
        Some([b'\r', b'\n', ..]) => end + 2,
        Some([b'\r' | b'\n', ..]) => end + 1,
        _ => end,
    }
}

fn trim(text: &mut String) {
    text.truncate(text.trim_end().len());
    let lead = text.len() - text.trim_start().len();
    text.drain(..lead);
}
