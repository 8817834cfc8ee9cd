//! pulldown-cmark's events, handed to the builder.

use std::collections::HashMap;

use pulldown_cmark::{
    BrokenLink, BrokenLinkCallback, CodeBlockKind, CowStr, Event, LinkType, OffsetIter, Options, Parser, Tag,
    TagEnd,
};

use super::build::Builder;
use super::{Definition, Link, Outline, Undefined, guard, inline};
use crate::span::Span;

/// What GitHub renders. Heading attributes (`{#id}`) are not GitHub's, so they are text here.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_GFM);

/// Parses the body of `file` from `start`; see [`Outline::parse`].
pub(super) fn parse(file: &str, start: usize) -> Outline {
    let start = file.ceil_char_boundary(start);
    let whole = file.get(start..).unwrap_or("");
    let cut = guard::too_deep(whole);
    let body = cut.and_then(|at| whole.get(..at)).unwrap_or(whole);
    let end = start + body.len();

    let mut undefined: Vec<Undefined> = Vec::new();
    let broken = |link: BrokenLink<'_>| {
        undefined.extend(undefined_reference(body, start, &link));
        None
    };
    let mut events = Parser::new_with_broken_link_callback(body, OPTIONS, Some(broken)).into_offset_iter();
    let (definitions, places) = definitions(file, start, &events);
    let mut builder = Builder::new(file, start, end);
    while let Some((event, range)) = events.next() {
        let span = whole_link(file, Span::from(range).shift(start), &event);
        match event {
            Event::Start(tag) => {
                let defined = reference_label(&tag)
                    .and_then(|label| events.reference_definitions().get(label))
                    .and_then(|found| places.get(&(found.span.start + start)).copied());
                open(&mut builder, tag, span, defined);
            }
            Event::End(tag) => close(&mut builder, tag, span),
            Event::Text(text) => builder.text(&text, span),
            Event::Code(text) => builder.code(text.into_string(), span),
            Event::InlineHtml(_) => {
                builder.html(span);
            }
            // The block as a whole is scanned at its start, because comments run over lines.
            Event::Html(_) => {}
            Event::SoftBreak | Event::HardBreak => builder.line_break(span),
            Event::TaskListMarker(done) => builder.task(done),
            Event::FootnoteReference(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {
                builder.reach(span.end);
                builder.mark_visible();
            }
            Event::Rule => {}
        }
    }
    drop(events);
    let mut out = builder.finish();
    out.definitions = definitions;
    undefined.sort_by_key(|reference| reference.span);
    out.undefined = undefined;
    out.truncated = cut.map(|_| Span::new(end, file.len()));
    out
}

fn open(builder: &mut Builder<'_>, tag: Tag<'_>, span: Span, defined: Option<Span>) {
    match tag {
        Tag::Paragraph => builder.block(span, true),
        Tag::Heading { level, .. } => builder.open_heading(level as u8, span),
        Tag::BlockQuote(_) | Tag::FootnoteDefinition(_) => builder.open_container(span),
        Tag::List(_) => builder.open_list(span),
        Tag::Item => builder.open_item(span),
        Tag::CodeBlock(kind) => builder.open_code(
            match kind {
                CodeBlockKind::Fenced(info) => Some(info.into_string()),
                CodeBlockKind::Indented => None,
            },
            span,
        ),
        Tag::HtmlBlock => builder.html_block(span),
        Tag::Table(_) => builder.open_table(span),
        Tag::TableHead | Tag::TableRow => builder.open_row(),
        Tag::TableCell => builder.open_cell(),
        Tag::Link { link_type: kind, dest_url, .. } => {
            builder.open_link(link(kind, dest_url, span, defined, false), kind == LinkType::Inline);
        }
        Tag::Image { link_type: kind, dest_url, .. } => {
            builder.open_link(link(kind, dest_url, span, defined, true), kind == LinkType::Inline);
        }
        _ => {}
    }
}

fn close(builder: &mut Builder<'_>, tag: TagEnd, span: Span) {
    match tag {
        TagEnd::Paragraph => builder.close_paragraph(),
        TagEnd::Heading(_) => builder.close_heading(),
        TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition => builder.close_container(span),
        TagEnd::List(_) => builder.close_list(),
        TagEnd::Item => builder.close_item(span),
        TagEnd::CodeBlock => builder.close_code(),
        TagEnd::TableCell => builder.close_cell(span),
        TagEnd::Link | TagEnd::Image => builder.close_link(span),
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => builder.reach(span.end),
        _ => {}
    }
}

/// The span of an event: pulldown-cmark leaves the empty brackets of `[label][]` out.
fn whole_link(file: &str, span: Span, event: &Event<'_>) -> Span {
    let collapsed = match event {
        Event::Start(Tag::Link { link_type, .. } | Tag::Image { link_type, .. }) => {
            *link_type == LinkType::Collapsed
        }
        _ => false,
    };
    if collapsed { with_empty_brackets(file, span) } else { span }
}

fn with_empty_brackets(text: &str, span: Span) -> Span {
    let follow = text.get(span.end..).is_some_and(|rest| rest.starts_with("[]"));
    Span::new(span.start, span.end + if follow { 2 } else { 0 })
}

/// A link as it stands when it opens; its text and an inline destination's place come later.
fn link(kind: LinkType, target: CowStr<'_>, span: Span, defined: Option<Span>, image: bool) -> Link {
    let autolink = matches!(kind, LinkType::Autolink | LinkType::Email);
    let target = if kind == LinkType::Email && !target.starts_with("mailto:") {
        format!("mailto:{target}")
    } else {
        target.into_string()
    };
    let inner = Span::new(span.start + 1, span.end.saturating_sub(1));
    Link {
        target,
        target_span: if autolink { inner } else { defined.unwrap_or(span) },
        span,
        text: String::new(),
        image,
        reference: !autolink && kind != LinkType::Inline,
        autolink,
        html: false,
    }
}

fn reference_label<'t>(tag: &'t Tag<'_>) -> Option<&'t str> {
    let (Tag::Link { link_type, id, .. } | Tag::Image { link_type, id, .. }) = tag else {
        return None;
    };
    matches!(link_type, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut).then_some(id)
}

/// `[text][label]` and `[label][]`. A lone `[label]` is mostly just text in brackets.
fn undefined_reference(body: &str, start: usize, link: &BrokenLink<'_>) -> Option<Undefined> {
    let span = Span::from(link.span.clone());
    let span = match link.link_type {
        LinkType::Reference => span,
        LinkType::Collapsed => with_empty_brackets(body, span),
        _ => return None,
    };
    let label = link.reference.trim().to_owned();
    (!label.is_empty()).then(|| Undefined { label, span: span.shift(start) })
}

/// The definitions in file order, and the place of each destination by where its definition starts.
fn definitions<'a, F: BrokenLinkCallback<'a>>(
    file: &str,
    start: usize,
    events: &OffsetIter<'a, F>,
) -> (Vec<Definition>, HashMap<usize, Span>) {
    let mut places = HashMap::new();
    let mut found: Vec<Definition> = events
        .reference_definitions()
        .iter()
        .map(|(_, definition)| {
            let span = Span::from(definition.span.clone()).shift(start);
            let (label, place) = inline::definition(file, span);
            places.insert(span.start, place);
            Definition { label: label.text(file).to_owned(), target: definition.dest.to_string(), span }
        })
        .collect();
    found.sort_by_key(|definition| definition.span);
    (found, places)
}
