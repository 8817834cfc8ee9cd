//! The Markdown structure of a record's body, from pulldown-cmark's offsets.

use crate::span::Span;

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
    /// Runs of visible text (no code, no HTML), for prose checks.
    pub texts: Vec<Span>,
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
    /// From the end of the heading's line to the next heading of the same or a higher level.
    pub section: Span,
    /// From the end of the heading's line to the next heading of any level.
    pub own_body: Span,
    /// True when `own_body` holds nothing visible (white space, comments and link definitions only).
    pub empty: bool,
    /// True when `own_body` holds nothing visible but at least one HTML comment.
    pub comment_only: bool,
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
    /// The link's text, or the image's alternative text.
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
    /// Parses the body of `file` from `start`.
    pub fn parse(file: &str, start: usize) -> Self {
        let _ = (file, start);
        Self::default()
    }

    /// The first heading of level 1.
    pub fn h1(&self) -> Option<&Heading> {
        self.headings.iter().find(|heading| heading.level == 1 && !heading.nested)
    }

    /// True when `fragment` (without `#`, percent-decoded) names a heading or HTML anchor here.
    pub fn has_anchor(&self, fragment: &str) -> bool {
        self.headings.iter().any(|heading| heading.slug == fragment)
            || self.html_anchors.iter().any(|(name, _)| name == fragment)
    }
}
