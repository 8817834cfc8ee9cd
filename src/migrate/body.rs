//! What goes from the body: whole lines of which every word has moved.

mod tables;

use crate::diagnostic::Edit;
use crate::record::head::{self, Field, Head, HeadHeading};
use crate::record::key::{self, KeyMeaning};
use crate::record::section::Section;
use crate::record::vocabulary::Vocabulary;
use crate::record::{Carrier, DateMeaning, PersonRole, Record, heading, people};
use crate::span::Span;

use super::Kept;
use super::front::{bare, line_ending};
use super::place::{Placed, role_key, without_comments};
use super::words::{Words, count};

/// A piece of metadata in the body.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    /// `None` for a key that deem does not know.
    pub(super) meaning: Option<KeyMeaning>,
    /// The key or heading as written.
    pub(super) label: String,
    /// The value.
    pub(super) value: Span,
    carrier: Carrier,
    /// The whole lines that it takes, those of a heading left out.
    lines: Span,
    /// The lines of its heading, where it is a section, and whether a deeper heading follows.
    heading: Option<(Span, bool)>,
}

/// The edits of a body, and what they leave.
pub(super) struct Cut {
    pub(super) edits: Vec<Edit>,
    pub(super) kept: Vec<Kept>,
}

/// The metadata of a body, in the order of the file.
pub(super) fn units(record: &Record, vocabulary: &Vocabulary) -> Vec<Unit> {
    let text = record.source.text.as_str();
    let start = record.frontmatter.as_ref().map_or(record.source.bom_len(), |fm| fm.block.end);
    let head = head::scan(text, start);
    let mut units: Vec<Unit> =
        head.fields.iter().filter_map(|field| of_field(text, field, vocabulary)).collect();
    let mut stated = false;
    for (at, found) in head.headings.iter().enumerate().filter(|(_, found)| found.level <= 2) {
        let Some(unit) = of_section(text, &head, at, found) else { continue };
        // A later section of the same name belongs to the subject.
        if unit.meaning == Some(KeyMeaning::Status) && std::mem::replace(&mut stated, true) {
            continue;
        }
        units.push(unit);
    }
    units
}

fn of_field(text: &str, field: &Field, vocabulary: &Vocabulary) -> Option<Unit> {
    let end = text.get(field.value.end..)?.find('\n').map_or(text.len(), |n| field.value.end + n + 1);
    let mut start = line_start(text, field.value.start);
    // The value of a key with nothing behind it stands on a line below.
    for _ in 0..3 {
        if Words::of(Span::new(start, end).text(text)).cover(&field.key) {
            break;
        }
        start = line_start(text, start.checked_sub(1)?);
    }
    Some(Unit {
        meaning: key::meaning(&field.key, vocabulary),
        label: field.key.clone(),
        value: field.value,
        carrier: field.carrier,
        lines: Span::new(start, end),
        heading: None,
    })
}

fn of_section(text: &str, head: &Head, at: usize, found: &HeadHeading) -> Option<Unit> {
    let title = found.text.text(text);
    let (name, inline) = match title.split_once(':') {
        Some((name, value)) if !value.trim().is_empty() && Section::of(name) == Some(Section::Status) => {
            (name, true)
        }
        _ => (title, false),
    };
    let meaning = match Section::of(name)? {
        Section::Status => KeyMeaning::Status,
        Section::Date => KeyMeaning::Date(DateMeaning::Unknown),
        Section::People => {
            KeyMeaning::People(people::role_of(&heading::normal(name)).unwrap_or(PersonRole::Other))
        }
        _ => return None,
    };
    let body = head.body_of(at, text);
    let end = text.get(found.span.end..)?.find('\n').map_or(text.len(), |n| found.span.end + n + 1);
    let deeper = head.headings.get(at + 1).is_some_and(|next| next.level > found.level);
    let value = if inline { Span::new(found.text.start + name.len() + 1, found.text.end) } else { body };
    Some(Unit {
        meaning: Some(meaning),
        label: name.to_owned(),
        value: value.trim(text),
        carrier: Carrier::Section,
        lines: Span::new(end.min(body.end), body.end),
        heading: Some((Span::new(line_start(text, found.span.start), end), deeper)),
    })
}

fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |n| n + 1)
}

/// Decides what goes and what stays.
pub(super) fn cut(record: &Record, units: &[Unit], placed: &Placed) -> Cut {
    let text = record.source.text.as_str();
    let mut cuts: Vec<(Span, String)> = Vec::new();
    let mut kept = Vec::new();
    let fields = units.iter().filter(|unit| unit.heading.is_none());
    for line in fields.collect::<Vec<_>>().chunk_by(|a, b| a.lines == b.lines) {
        field_lines(text, line, placed, &mut cuts, &mut kept, record);
    }
    tables::settle(text, &mut cuts);
    for unit in units.iter().filter(|unit| unit.heading.is_some()) {
        section(text, unit, placed, &mut cuts, &mut kept, record);
    }
    emptied(record, units, &mut cuts);
    let edits = join(text, cuts, record.body_start.min(text.len()));
    let edit = |(span, new): (Span, String)| Edit {
        path: record.source.path.clone(),
        start: span.start,
        end: span.end,
        text: new,
    };
    kept.sort_by_key(|kept: &Kept| kept.line);
    Cut { edits: edits.into_iter().map(edit).collect(), kept }
}

/// The words of a unit that have moved; `None` where its value has not.
fn moved(text: &str, unit: &Unit, placed: &Placed) -> Option<Words> {
    let value = without_comments(unit.value.text(text)).0;
    if count(&value) == 0 {
        return None;
    }
    let words = match unit.meaning? {
        KeyMeaning::Status => {
            placed.status.as_ref()?;
            placed.status_words.clone()
        }
        KeyMeaning::Date(_) => {
            let value = bare(&value);
            placed.dates.iter().find(|(_, day)| *day == value).map(|(_, day)| Words::of(day))?
        }
        KeyMeaning::People(role) => placed.words(&role_key(role, &unit.label)),
        KeyMeaning::Tags => placed.words("tags"),
        KeyMeaning::Governs => placed.words("governs"),
        KeyMeaning::Title => placed.words("title"),
        KeyMeaning::Id => placed.words("id"),
        KeyMeaning::Number => placed.words(&key::normal_key(&unit.label)),
        KeyMeaning::Relation(kind) => {
            let mut words = placed.words(kind.key());
            if !words.cover(&value) && placed.entries.iter().any(|entry| entry.key == kind.key()) {
                words.join(&placed.status_words);
            }
            words
        }
        KeyMeaning::RelationSentence => return None,
    };
    words.cover(&value).then_some(words)
}

/// One or more fields on the same lines.
fn field_lines(
    text: &str,
    units: &[&Unit],
    placed: &Placed,
    cuts: &mut Vec<(Span, String)>,
    kept: &mut Vec<Kept>,
    record: &Record,
) {
    let Some(lines) = units.first().map(|unit| unit.lines) else { return };
    let (plain, comments) = without_comments(lines.text(text));
    let mut words = Words::default();
    let mut all = true;
    for unit in units {
        words.add(&unit.label);
        match moved(text, unit, placed) {
            Some(more) => words.join(&more),
            None => all = false,
        }
    }
    if all && words.cover(&plain) && !underlined(text, lines) {
        let left = if comments.is_empty() { String::new() } else { comments + line_ending(text) };
        cuts.push((lines, left));
        return;
    }
    for unit in units {
        // Prose may look like a key that nobody knows.
        if (unit.meaning.is_none() && unit.carrier == Carrier::PlainLine) || count(unit.value.text(text)) == 0
        {
            continue;
        }
        kept.push(stays(record, unit, lines.start, placed));
    }
}

/// True where the line below would become the underline of the one above.
fn underlined(text: &str, lines: Span) -> bool {
    let next = text.get(lines.end..).and_then(|rest| rest.lines().next()).unwrap_or("").trim();
    !next.is_empty() && next.bytes().all(|byte| matches!(byte, b'-' | b'='))
}

fn stays(record: &Record, unit: &Unit, at: usize, placed: &Placed) -> Kept {
    let text = record.source.text.as_str();
    let line = text.get(at..).and_then(|rest| rest.lines().next()).unwrap_or("").trim();
    let why = match unit.meaning {
        None => "there is no key for it",
        Some(KeyMeaning::Status) if placed.status.is_none() => "the status fits none of the kind's",
        Some(KeyMeaning::Date(_)) => "the day is not written as YYYY-MM-DD, or is not the one that counts",
        Some(_) => "it says more than the frontmatter can",
    };
    let shown: String = line.chars().take(120).collect();
    Kept { line: record.source.position(at).line, text: shown, why: why.to_owned() }
}

/// A section: the lines that have moved go, and with the last of them the heading.
fn section(
    text: &str,
    unit: &Unit,
    placed: &Placed,
    cuts: &mut Vec<(Span, String)>,
    kept: &mut Vec<Kept>,
    record: &Record,
) {
    let Some((heading, deeper)) = unit.heading else { return };
    let words = section_words(unit, placed);
    let inline = heading.text(text).contains(unit.value.text(text)) && !unit.value.is_empty();
    let gone = |value: &str| match (&words, unit.meaning) {
        (None, _) => false,
        (Some(_), Some(KeyMeaning::Date(_))) => {
            let value = bare(value);
            placed.dates.iter().any(|(_, day)| *day == value)
        }
        (Some(words), _) => words.cover(value),
    };
    let mut lines = Vec::new();
    let (mut first_kept, mut at) = (None, unit.lines.start);
    for line in unit.lines.text(text).split_inclusive('\n') {
        let span = Span::new(at, at + line.len());
        at = span.end;
        if line.trim().is_empty() {
            continue;
        }
        let blank = line.chars().all(|c| c.is_whitespace() || c.is_ascii_punctuation());
        if !blank && gone(line) && !underlined(text, span) {
            lines.push(span);
        } else {
            first_kept = first_kept.or(Some(span.start));
        }
    }
    let heading_goes = !deeper
        && first_kept.is_none()
        && (if inline { gone(unit.value.text(text)) } else { !lines.is_empty() });
    if heading_goes {
        cuts.push((heading.join(unit.lines), String::new()));
        return;
    }
    let kept_at = if inline { Some(heading.start) } else { first_kept };
    if let Some(at) = kept_at {
        kept.push(stays(record, unit, at, placed));
    }
    // A heading with nothing below it says less than before.
    if first_kept.is_some() {
        cuts.extend(lines.into_iter().map(|line| (line, String::new())));
    }
}

fn section_words(unit: &Unit, placed: &Placed) -> Option<Words> {
    match unit.meaning? {
        KeyMeaning::Status => placed.status.as_ref().map(|_| {
            let mut words = placed.status_words.clone();
            // `Status: accepted` below the heading of that name.
            words.add(&unit.label);
            words
        }),
        KeyMeaning::Date(_) => Some(Words::default()),
        KeyMeaning::People(role) => Some(placed.words(&role_key(role, &unit.label))),
        _ => None,
    }
}

/// Fences of a header block, and headings such as `## Metadata`, go with all that stood below them.
fn emptied(record: &Record, units: &[Unit], cuts: &mut Vec<(Span, String)>) {
    let text = record.source.text.as_str();
    let is_fence = |line: &str| line.starts_with("```") || line.starts_with("~~~");
    let first = units.first().filter(|unit| unit.carrier == Carrier::Preamble).map(|unit| unit.lines.start);
    if let Some(first) = first {
        let before = text.get(..first).unwrap_or("").trim_end();
        let open = line_start(text, before.len());
        let rest = Span::new(first, text.len());
        if is_fence(before.get(open..).unwrap_or(""))
            && let Some(close) = first_left(text, rest, cuts)
            && close.start > first
            && is_fence(close.text(text).trim())
        {
            cuts.push((Span::new(open, first), String::new()));
            cuts.push((close, String::new()));
        }
    }
    let start = record.frontmatter.as_ref().map_or(record.source.bom_len(), |fm| fm.block.end);
    let head = head::scan(text, start);
    for (at, heading) in head.headings.iter().enumerate().skip(1) {
        let body = head.body_of(at, text);
        let deeper = head.headings.get(at + 1).is_some_and(|next| next.level > heading.level);
        let said = !body.text(text).trim().is_empty();
        if said && !deeper && first_left(text, body, cuts).is_none() {
            cuts.push((Span::new(line_start(text, heading.span.start), body.end), String::new()));
        }
    }
}

/// The first line of a span that says something and is not cut.
fn first_left(text: &str, within: Span, cuts: &[(Span, String)]) -> Option<Span> {
    let mut at = within.start;
    within.text(text).split_inclusive('\n').find_map(|line| {
        let span = Span::new(at, at + line.len());
        at = span.end;
        let gone = cuts.iter().any(|(cut, left)| left.is_empty() && cut.contains(span));
        (!gone && !line.trim().is_empty()).then_some(span)
    })
}

/// Joins neighbouring cuts, and takes the blank lines that would double.
fn join(text: &str, mut cuts: Vec<(Span, String)>, body: usize) -> Vec<(Span, String)> {
    cuts.sort_by_key(|(span, _)| span.start);
    let mut joined = coalesced(cuts);
    for (span, left) in &mut joined {
        let before = text.get(..span.start).unwrap_or("").trim_end_matches([' ', '\t']);
        let before = before.strip_suffix('\n').map(|line| line.trim_end_matches('\r'));
        let opens = span.start <= body || before.is_none_or(|line| line.ends_with('\n') || line.is_empty());
        if !left.is_empty() || !opens {
            continue;
        }
        while let Some(line) = text.get(span.end..).and_then(|rest| rest.split_inclusive('\n').next())
            && line.trim().is_empty()
        {
            span.end += line.len();
        }
    }
    joined = coalesced(joined);
    // A file that ends without a line ending goes on doing so.
    if let Some((span, left)) = joined.last_mut()
        && span.end == text.len()
        && !text.ends_with('\n')
    {
        left.truncate(left.trim_end().len());
        let kept = text.get(..span.start).unwrap_or("").trim_end().len();
        if left.is_empty() && kept > body {
            span.start = kept;
        }
    }
    joined
}

/// Cuts in order, those that touch made one.
fn coalesced(cuts: Vec<(Span, String)>) -> Vec<(Span, String)> {
    let mut joined: Vec<(Span, String)> = Vec::new();
    for (span, left) in cuts {
        match joined.last_mut() {
            Some((last, text)) if span.start <= last.end => {
                *last = last.join(span);
                text.push_str(&left);
            }
            _ => joined.push((span, left)),
        }
    }
    joined
}
