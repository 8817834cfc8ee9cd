//! F008 `hidden-character`

use crate::rules::prelude::*;

use crate::diagnostic::Applicability;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "F008",
    name: "hidden-character",
    summary: "a character that nobody sees stands in the text",
    group: Group::File,
    class: Class::Contradiction,
    severity: Severity::Warning,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("hidden_character.md"),
    check: Check::Record(check),
};

/// The characters, each with its name and whether it can be removed without loss.
const HIDDEN: [(char, &str, bool); 12] = [
    ('\u{200b}', "zero width space", true),
    ('\u{2060}', "word joiner", true),
    ('\u{feff}', "byte order mark", true),
    ('\u{202a}', "left-to-right embedding", false),
    ('\u{202b}', "right-to-left embedding", false),
    ('\u{202c}', "pop directional formatting", false),
    ('\u{202d}', "left-to-right override", false),
    ('\u{202e}', "right-to-left override", false),
    ('\u{2066}', "left-to-right isolate", false),
    ('\u{2067}', "right-to-left isolate", false),
    ('\u{2068}', "first strong isolate", false),
    ('\u{2069}', "pop directional isolate", false),
];

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    let record = cx.record;
    let text = record.source.text.as_str();
    let mut places: [Vec<usize>; HIDDEN.len()] = Default::default();
    let start = record.source.bom_len();
    // All of them are three bytes long, the first of which is E2 or EF.
    for at in memchr::memchr2_iter(0xe2, 0xef, text.as_bytes().get(start..).unwrap_or_default()) {
        let at = start + at;
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { continue };
        if let Some(which) = HIDDEN.iter().position(|(hidden, ..)| *hidden == c)
            && let Some(found) = places.get_mut(which)
        {
            found.push(at);
        }
    }
    for ((c, name, removable), mut found) in HIDDEN.into_iter().zip(places) {
        if removable {
            found.retain(|&at| !breaks_token(text, at, c));
        } else {
            retain_in_other_scripts(text, &mut found);
        }
        report(record, (c, name, removable), &found, out);
    }
}

/// One finding for each character, at its first place.
fn report(record: &Record, (c, name, removable): (char, &str, bool), places: &[usize], out: &mut Sink<'_>) {
    let Some(&first) = places.first() else { return };
    let more = match places.len() {
        1 => String::new(),
        2 => ", and 1 more in this file".to_owned(),
        n => format!(", and {} more in this file", n - 1),
    };
    let spans = places.iter().map(|&at| Span::new(at, at + c.len_utf8()));
    let span = Span::new(first, first + c.len_utf8());
    let message = format!("a hidden U+{:04X} ({name}) stands here{more}", u32::from(c));
    let report = out.report(record, span, message);
    if removable {
        let edits = spans.map(|span| (span, String::new()));
        report.help("remove it").fix_all(Applicability::Safe, "remove the hidden characters", edits);
    } else {
        report.help("remove it: it makes the text look different from what it says");
    }
}

/// Drops the places in lines of Hebrew, Arabic and their kin. Each line is looked at once.
fn retain_in_other_scripts(text: &str, places: &mut Vec<usize>) {
    let mut line = Span::default();
    let mut keep = true;
    places.retain(|&at| {
        if at >= line.end {
            line = line_at(text, at);
            keep = !is_right_to_left(line.text(text));
        }
        keep
    });
}

/// The line around an offset.
fn line_at(text: &str, at: usize) -> Span {
    let bytes = text.as_bytes();
    let start = bytes.get(..at).and_then(|head| memchr::memrchr(b'\n', head)).map_or(0, |end| end + 1);
    let end = bytes.get(at..).and_then(|rest| memchr::memchr(b'\n', rest)).map_or(text.len(), |end| at + end);
    Span::new(start, end)
}

/// Text of Hebrew, Arabic and their kin needs these characters.
fn is_right_to_left(line: &str) -> bool {
    line.chars()
        .any(|c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'))
}

/// `*/` and `@name` are kept from being read as what they are by a character between, on purpose.
fn breaks_token(text: &str, at: usize, c: char) -> bool {
    let before = text.get(..at).and_then(|head| head.bytes().next_back());
    let after = text.get(at + c.len_utf8()..).and_then(|rest| rest.bytes().next());
    match (before, after) {
        (Some(b'@' | b'#'), _) | (_, Some(b'@' | b'#')) => true,
        (Some(b'*'), Some(b'/')) | (Some(b'/'), Some(b'*' | b'/')) => true,
        (Some(before), Some(after)) => before == after && matches!(before, b'`' | b'{' | b'}' | b'<'),
        _ => false,
    }
}
