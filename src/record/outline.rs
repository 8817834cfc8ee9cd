//! The Markdown structure of a record's body, from pulldown-cmark's offsets.

mod build;
mod guard;
mod html;
mod inline;
mod parse;
mod slug;
#[cfg(test)]
mod tests;

use crate::span::Span;

use super::heading;

/// Everything that structure rules ask of a body. Spans are offsets into the whole file.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// Headings in file order.
    pub headings: Vec<Heading>,
    /// Links and images in file order, reference definitions resolved, autolinks included.
    pub links: Vec<Link>,
    /// Link reference definitions.
    pub definitions: Vec<Definition>,
    /// `[text][label]` and `[label][]` without a definition (never inside code).
    pub undefined: Vec<Undefined>,
    /// Targets of `<a id>`, `<a name>` and `id=` attributes in raw HTML.
    pub html_anchors: Vec<(String, Span)>,
    /// Fenced code blocks.
    pub fences: Vec<Fence>,
    /// Inline code: content and span without the backticks.
    pub codes: Vec<(String, Span)>,
    /// List items: span and nesting depth from 1, task mark if any.
    pub items: Vec<Item>,
    /// Tables: the span of each and of its cells by row, header first.
    pub tables: Vec<Table>,
    /// HTML comments with their content.
    pub comments: Vec<(String, Span)>,
    /// Runs of visible text (no code, no HTML, no alternative text, no autolinks), for prose checks.
    pub texts: Vec<Span>,
    /// Indented code blocks.
    pub indented: Vec<Span>,
    /// Blocks in file order, a container before what it holds; HTML blocks of comments alone are
    /// left out.
    pub blocks: Vec<Block>,
    /// The part that was not parsed because its first line nests deeper than any author would write.
    pub truncated: Option<Span>,
    /// Where the parsed body ends.
    end: usize,
}

/// A block of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// The whole block.
    pub span: Span,
    /// True when it holds text and no other blocks; false for lists, items and quotes.
    pub leaf: bool,
}

/// A heading.
#[derive(Clone, Debug)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// The text with emphasis, code marks and links taken off.
    pub text: String,
    /// The whole heading as written, without the line ending.
    pub span: Span,
    /// The text's place, marks and closing hashes left out.
    pub text_span: Span,
    /// The anchor that GitHub gives it, `-1`, `-2` for repeated ones.
    pub slug: String,
    /// From the end of the heading's line to the next heading of the same or a higher level. A
    /// nested heading's section ends with its container and does not divide those outside.
    pub section: Span,
    /// From the end of the heading's line to the next heading of any level.
    pub own_body: Span,
    /// True when `own_body` says nothing: white space, comments, link definitions, thematic breaks,
    /// empty bullets and bare HTML tags only.
    pub empty: bool,
    /// True when `own_body` says nothing but holds at least one HTML comment.
    pub comment_only: bool,
    /// Index of the heading in whose section this one stands.
    pub parent: Option<usize>,
    /// True when the heading is inside a list or block quote.
    pub nested: bool,
}

/// A link or an image.
#[derive(Clone, Debug)]
pub struct Link {
    /// The destination as it resolves (references looked up), entities and escapes decoded.
    pub target: String,
    /// The destination's place in the link or in its definition; the link's where it has none.
    pub target_span: Span,
    /// The whole link.
    pub span: Span,
    /// The link's text, or the image's alternative text; empty for images nested more than eight deep.
    pub text: String,
    /// `![…](…)`.
    pub image: bool,
    /// Written by reference.
    pub reference: bool,
    /// `<https://…>` or a bare URL.
    pub autolink: bool,
    /// `href` or `src` of raw HTML.
    pub html: bool,
}

/// A link reference definition.
#[derive(Clone, Debug)]
pub struct Definition {
    /// The label as written.
    pub label: String,
    /// The destination.
    pub target: String,
    /// The whole definition.
    pub span: Span,
}

/// A reference link without a definition.
#[derive(Clone, Debug)]
pub struct Undefined {
    /// The label.
    pub label: String,
    /// The whole reference.
    pub span: Span,
}

/// A fenced code block.
#[derive(Clone, Debug)]
pub struct Fence {
    /// The info string.
    pub info: String,
    /// The block with its fences.
    pub span: Span,
    /// False when the closing fence is missing, so that the block runs to the end of its container.
    pub closed: bool,
}

/// A list item.
#[derive(Clone, Debug)]
pub struct Item {
    /// The whole item, nested lists included.
    pub span: Span,
    /// The item's own first line of text.
    pub text: String,
    /// 1 for the outermost list.
    pub depth: u8,
    /// `- [ ]` or `- [x]`.
    pub task: Option<bool>,
}

/// A table.
#[derive(Clone, Debug)]
pub struct Table {
    /// The whole table.
    pub span: Span,
    /// Cells by row, header first: text without markup, and place.
    pub rows: Vec<Vec<(String, Span)>>,
}

impl Outline {
    /// Parses the body of `file` from `start`, in time linear in its length.
    pub fn parse(file: &str, start: usize) -> Self {
        parse::parse(file, start)
    }

    /// Parses a whole file that is no record: what follows its frontmatter or byte order mark.
    pub fn of_file(text: &str) -> Self {
        let bom = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let start = super::yaml::frontmatter(text).map_or(bom, |fm| fm.block.end);
        Self::parse(text, start)
    }

    /// The first heading of level 1.
    pub fn h1(&self) -> Option<&Heading> {
        self.headings.iter().find(|heading| heading.level == 1 && !heading.nested)
    }

    /// The names that a fragment may have here: of headings, then of HTML anchors.
    pub fn anchors(&self) -> impl Iterator<Item = &str> + Clone {
        let headings = self.headings.iter().flat_map(|heading| {
            let slug = heading.slug.as_str();
            // A space at the end of a code span leaves a hyphen there, which tables of contents drop.
            let trimmed =
                Some(slug.trim_end_matches('-')).filter(|short| !short.is_empty() && *short != slug);
            [Some(slug), trimmed, stated_id(&heading.text)].into_iter().flatten()
        });
        headings.chain(self.html_anchors.iter().map(|(name, _)| name.as_str()))
    }

    /// The first heading outside lists and quotes whose text is one of `names`. Case, numbering
    /// (`2.`, `一、`), emoji and a trailing colon do not count on either side.
    pub fn section(&self, names: &[&str]) -> Option<&Heading> {
        self.headings
            .iter()
            .find(|heading| !heading.nested && names.iter().any(|name| heading::same(&heading.text, name)))
    }

    /// The innermost heading in whose line or section `offset` stands.
    pub fn heading_at(&self, offset: usize) -> Option<&Heading> {
        self.headings.get(self.index_at(offset)?)
    }

    /// The texts of the headings above `offset`, outermost first, joined by `/`: `Context/Options`.
    /// The record's title is left out, so that the path outlives a new title.
    pub fn heading_path(&self, offset: usize) -> String {
        let title = self.h1().map(|heading| heading.span);
        let mut texts = Vec::new();
        let mut at = self.index_at(offset);
        while let Some(heading) = at.and_then(|index| self.headings.get(index)) {
            if Some(heading.span) != title {
                texts.push(heading.text.as_str());
            }
            at = heading.parent;
        }
        texts.reverse();
        texts.join("/")
    }

    /// True when `offset` stands in a code block (its fences included) or in inline code.
    pub fn in_code(&self, offset: usize) -> bool {
        holds(&self.fences, |fence| fence.span, offset)
            || holds(&self.codes, |code| code.1, offset)
            || holds(&self.indented, |&span| span, offset)
    }

    /// Sections nest, so the innermost one is that of the last heading before `offset` or of one of
    /// its parents.
    fn index_at(&self, offset: usize) -> Option<usize> {
        let before = self.headings.partition_point(|heading| heading.span.start <= offset);
        let mut at = before.checked_sub(1);
        while let Some(heading) = at.and_then(|index| self.headings.get(index)) {
            let last = heading.section.end.max(heading.span.end);
            let open_ended = heading.section.end == self.end && offset >= self.end;
            if offset < last || open_ended {
                return at;
            }
            at = heading.parent;
        }
        None
    }
}

/// True when one of the sorted, disjoint spans of `list` holds `offset`.
fn holds<T>(list: &[T], span: impl Fn(&T) -> Span, offset: usize) -> bool {
    let before = list.partition_point(|item| span(item).start <= offset);
    before.checked_sub(1).and_then(|index| list.get(index)).is_some_and(|item| offset < span(item).end)
}

/// `backtrack` of `Lack of backtracking { #backtrack }`: text on GitHub, but the anchor on sites that are built
/// with mdBook, Docusaurus or kramdown.
fn stated_id(heading: &str) -> Option<&str> {
    let (_, attributes) = heading.trim_end().strip_suffix('}')?.rsplit_once('{')?;
    let mut words = attributes.trim_start_matches(':').split_whitespace();
    words.find_map(|word| word.strip_prefix('#'))
}
