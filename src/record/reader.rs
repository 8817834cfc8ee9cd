//! From text to record: every dialect is read into the same facts.
//!
//! All carriers yield keys with values; `absorb` gives each key its meaning in one place. What the
//! frontmatter says comes first, then a sidecar file, then the lines above the first section, then
//! sections such as `## Status`.

mod absorb;
mod classify;
mod sections;
mod title;

use std::sync::Arc;

use crate::source::{SourceFile, file_name_of, folder_of};
use crate::span::Span;

use super::head::{self, Head};
use super::identity::{self, Identity, NameNumber};
use super::kind::Kinds;
use super::vocabulary::Vocabulary;
use super::yaml::{self, Document, Frontmatter, NodeRef, Value};
use super::{Carrier, Kind, Located, Number, Record};

use absorb::Facts;

/// What the reader needs to know besides the text.
#[derive(Clone, Copy, Debug)]
pub struct ReadContext<'a> {
    /// The kinds there are.
    pub kinds: &'a Kinds,
    /// The kind that configuration gives to the file's folder.
    pub folder_kind: Option<&'a Arc<Kind>>,
    /// Words of the house.
    pub vocabulary: &'a Vocabulary,
    /// The repository is configured for log4brains.
    pub log4brains: bool,
}

/// Reads one file. Never fails: what cannot be read is left out, and `partial` says so.
pub fn read(source: Arc<SourceFile>, sidecar: Option<Arc<SourceFile>>, cx: &ReadContext<'_>) -> Record {
    let text = source.text.as_str();
    let frontmatter = yaml::frontmatter(text);
    let body_start = frontmatter.as_ref().map_or(source.bom_len(), |fm| fm.block.end);
    let head = head::scan(text, body_start);
    let native = frontmatter.as_ref().and_then(|fm| classify::native(&fm.doc, cx));
    let mut facts = Facts::new(cx.vocabulary);

    if let Some(fm) = &frontmatter {
        absorb_document(&mut facts, text, &fm.doc, Carrier::Frontmatter);
    }
    let sidecar_doc = sidecar.as_ref().map(|file| yaml::load(&file.text, Span::new(0, file.text.len())));
    if let (Some(file), Some(doc)) = (&sidecar, &sidecar_doc) {
        absorb_document(&mut facts, &file.text, doc, Carrier::Sidecar);
    }
    let origin = frontmatter.as_ref().filter(|_| native.is_some()).and_then(|fm| classify::origin(&fm.doc));
    if native.is_none() {
        absorb_body(&mut facts, text, &head, sidecar.is_some());
    } else if origin.is_some() {
        // What has no place in the frontmatter was left where it stood.
        let mut left = Facts::new(cx.vocabulary);
        absorb_body(&mut left, text, &head, sidecar.is_some());
        facts.take_left(left);
    }

    let stem = stem(&source.path);
    let name = identity::parse_name(stem);
    let kind = native.or(cx.folder_kind).unwrap_or(cx.kinds.foreign());
    let dialect = classify::dialect(&classify::Evidence {
        text,
        head: &head,
        frontmatter: frontmatter.as_ref().map(|fm| &fm.doc),
        native: native.is_some(),
        sidecar: sidecar.is_some(),
        facts: &facts,
        name: &name,
        log4brains: cx.log4brains,
    });
    facts.settle(dialect, kind, native.is_some(), &name);
    let named = title::choose(text, &head, &facts, &name, &source);
    let identity = identify(&facts, &named, name, stem, &kind.prefix);
    let partial = frontmatter.as_ref().is_some_and(|fm| fm.recovered)
        || sidecar_doc.as_ref().is_some_and(|doc| doc.is_empty());
    Record {
        kind: kind.clone(),
        dialect,
        native: native.is_some(),
        origin,
        partial,
        identity,
        title: named.title,
        title_span: named.span,
        title_carrier: named.carrier,
        h1: named.h1,
        meta_title: facts.title,
        statuses: facts.statuses,
        dates: facts.dates,
        people: facts.people,
        relations: facts.relations,
        tags: facts.tags,
        governs: facts.governs,
        body_start: if head.preamble_end > 0 { head.preamble_end } else { body_start },
        frontmatter,
        sidecar,
        sidecar_problems: sidecar_doc.map(|doc| doc.problems).unwrap_or_default(),
        source,
    }
}

/// The name that carries a record's number: the file's stem, or the folder's for `README.md`.
pub fn stem(path: &str) -> &str {
    let file = file_name_of(path);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    if stem.eq_ignore_ascii_case("readme") && !folder_of(path).is_empty() {
        return file_name_of(folder_of(path));
    }
    stem
}

/// What the lines and sections of the body state.
fn absorb_body(facts: &mut Facts<'_>, text: &str, head: &Head, sidecar: bool) {
    for field in &head.fields {
        facts.absorb(&field.key, text, field.value, field.carrier);
    }
    sections::absorb(facts, text, head, sidecar);
}

fn absorb_document(facts: &mut Facts<'_>, text: &str, doc: &Document, carrier: Carrier) {
    for (key, _, node) in doc.entries() {
        absorb_node(facts, key, text, node, carrier);
    }
    // Some proposal processes keep their state as a stage, `stage: recommended`.
    if facts.statuses.is_empty()
        && let Some(stage) = doc.get("stage").filter(|node| node.as_str().is_some())
        && super::status::read(scalar_span(stage, text).text(text)).status != super::Status::Unknown
    {
        facts.status(text, scalar_span(stage, text), carrier);
    }
    if let Some(next) = doc.get("review").and_then(|review| review.get("next")) {
        absorb_node(facts, "review date", text, next, carrier);
    }
}

fn absorb_node(facts: &mut Facts<'_>, key: &str, text: &str, node: NodeRef<'_>, carrier: Carrier) {
    match node.value() {
        Value::Seq(_) => {
            facts.listed = true;
            for item in node.items() {
                absorb_node(facts, key, text, item, carrier);
            }
            facts.listed = false;
        }
        Value::Map(_) => {
            if let Some((_, span)) = node.braced_text(text) {
                facts.absorb(key, text, node.span().join(span), carrier);
            } else if let Some(name) =
                ["name", "id", "path", "handle", "github"].iter().find_map(|k| node.get(k))
            {
                facts.absorb(key, text, scalar_span(name, text), carrier);
            }
        }
        Value::Str(value) if node.quoted() && scalar_span(node, text).text(text) != value => {
            facts.absorb_escaped(key, value, text, scalar_span(node, text), carrier);
        }
        Value::Null => facts.absorb(key, text, node.span(), carrier),
        _ => facts.absorb(key, text, scalar_span(node, text), carrier),
    }
}

/// A scalar's place without its quotes.
fn scalar_span(node: NodeRef<'_>, text: &str) -> Span {
    let span = node.span();
    let raw = span.text(text);
    if node.quoted() && raw.len() >= 2 && raw.starts_with(['"', '\'']) {
        return Span::new(span.start + 1, span.end - 1);
    }
    span
}

fn identify(facts: &Facts<'_>, named: &title::Named, name: NameNumber, stem: &str, prefix: &str) -> Identity {
    let stated = facts.id.clone().filter(|id| id.value.chars().any(char::is_alphabetic));
    let (number, carrier) = if let Some(number) = &name.number {
        (Some(number.clone()), Carrier::FileName)
    } else if let Some((_, meta)) = &facts.number {
        (Some(meta.value.clone()), Carrier::Frontmatter)
    } else if let Some(title) = &named.number {
        (Some(title.value.clone()), Carrier::Heading)
    } else {
        (None, Carrier::FileName)
    };
    let id = match (&stated, &number) {
        (Some(id), _) => id.value.clone(),
        (None, Some(Number::Int(n))) if name.number.is_none() => format!("{prefix}-{n:04}"),
        _ => name.id(stem, prefix),
    };
    Identity {
        id,
        stated,
        number,
        name,
        title_number: named.number.clone(),
        meta_number: facts.number.clone(),
        carrier,
    }
}

impl Record {
    /// The file that a fact of this carrier stands in: the sidecar's for facts read from it.
    pub fn file_of(&self, carrier: Carrier) -> &Arc<SourceFile> {
        match (&self.sidecar, carrier) {
            (Some(sidecar), Carrier::Sidecar) => sidecar,
            _ => &self.source,
        }
    }

    /// The frontmatter of deem's own kind, for schema and framework rules.
    pub fn native_frontmatter(&self) -> Option<&Frontmatter> {
        self.frontmatter.as_ref().filter(|_| self.native)
    }

    /// The date that stands for the record in lists: the unlabelled one, else decided, created, updated,
    /// else the file name's.
    pub fn listed_date(&self) -> Option<&super::DateFact> {
        use super::DateMeaning::{Created, Decided, Unknown, Updated};
        [Unknown, Decided, Created, Updated]
            .into_iter()
            .find_map(|meaning| {
                self.dates
                    .iter()
                    .find(|d| d.meaning == meaning && d.date.is_some() && d.carrier != Carrier::FileName)
            })
            .or_else(|| self.dates.iter().find(|d| d.carrier == Carrier::FileName))
    }
}

/// A located value with markup taken off.
pub(super) fn plain_at(text: &str, span: Span) -> Located<String> {
    Located::new(super::inline::plain(span.text(text)).into_owned(), span)
}
