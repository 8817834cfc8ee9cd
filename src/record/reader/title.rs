//! The title, from metadata, heading or nowhere.

use crate::source::SourceFile;
use crate::span::Span;

use super::super::head::{Head, HeadHeading};
use super::super::identity::split_title;
use super::super::section::is_section_name;
use super::super::{Carrier, Located, NameNumber, Number, inline};
use super::absorb::Facts;

/// The chosen title with what was read around it.
pub(super) struct Named {
    pub(super) title: String,
    pub(super) span: Span,
    pub(super) carrier: Carrier,
    pub(super) h1: Option<Located<String>>,
    pub(super) number: Option<Located<Number>>,
}

/// The metadata's title goes before the heading's; a heading that names a section (`# Decision`) is no
/// title. Without either the title is empty: a file name is not one.
pub(super) fn choose(
    text: &str,
    head: &Head,
    facts: &Facts<'_>,
    name: &NameNumber,
    source: &SourceFile,
) -> Named {
    let heading = head.headings.first().filter(|first| is_title(first, text)).or_else(|| {
        let titles = || head.headings.iter().filter(|heading| heading.level == 1);
        // Where the sections are of the first level, one of an unknown name is a section too.
        let sections = titles().filter(|heading| is_section(heading, text)).take(2).count();
        titles().find(|heading| sections < 2 && is_title(heading, text))
    });
    let h1 = heading.map(|heading| {
        Located::new(inline::plain(heading.text.text(text)).trim_matches('"').trim().to_owned(), heading.text)
    });
    let meta = facts.title.clone();
    let split = |located: &Located<String>| {
        split_title(&located.value, name.number.as_ref()).map(|found| {
            let span = Span::new(located.span.start, located.span.start + found.len.min(located.span.len()));
            (Located::new(found.number, span), located.value[found.rest..].trim().to_owned())
        })
    };
    let chosen = meta
        .as_ref()
        .map(|title| (title, Carrier::Frontmatter))
        .or(h1.as_ref().map(|h1| (h1, Carrier::Heading)));
    let number =
        h1.as_ref().and_then(&split).or_else(|| meta.as_ref().and_then(&split)).map(|(number, _)| number);
    match chosen {
        Some((located, carrier)) => {
            let title = split(located).map_or_else(|| located.value.clone(), |(_, rest)| rest);
            Named { title, span: located.span, carrier, h1, number }
        }
        None => Named {
            title: String::new(),
            span: Span::at(source.bom_len()),
            carrier: Carrier::FileName,
            h1,
            number,
        },
    }
}

fn is_title(heading: &HeadHeading, text: &str) -> bool {
    heading.level <= 2 && !heading.text.is_empty() && !is_section(heading, text)
}

fn is_section(heading: &HeadHeading, text: &str) -> bool {
    is_section_name(&super::super::heading::normal(heading.text.text(text)))
}
