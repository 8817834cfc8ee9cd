//! Tables of metadata: a table keeps its header as long as it has rows.

use crate::span::Span;

use super::super::words::Words;

/// Names of columns that say nothing once the rows are gone.
const COLUMNS: &str = "metadata meta data field fields key keys property properties attribute name item value values \
                       description details info information content";

/// Takes header and rule along where every row goes, and keeps a header that is a row of facts where one stays.
pub(super) fn settle(text: &str, cuts: &mut Vec<(Span, String)>) {
    let rows: Vec<Span> = cuts.iter().map(|(span, _)| *span).filter(|span| is_row(span.text(text))).collect();
    let mut done = 0;
    for row in rows {
        if row.start < done {
            continue;
        }
        let table = table_around(text, row);
        done = table.last().map_or(row.end, |line| line.end);
        let is_cut = |line: &Span| cuts.iter().any(|(cut, left)| cut == line && left.is_empty());
        let ruled = table.get(1).is_some_and(|line| is_rule(line.text(text)));
        let (Some(header), true) = (table.first().copied(), ruled) else { continue };
        let all = table.iter().skip(2).all(is_cut);
        let said = is_cut(&header);
        let generic = Words::of(COLUMNS).cover(header.text(text));
        if all && (said || generic) {
            let rule = table.get(1).copied().unwrap_or(header);
            cuts.push((header.join(rule), String::new()));
        } else if said {
            cuts.retain(|(cut, _)| *cut != header);
        }
    }
}

/// The lines of the table that a row belongs to.
fn table_around(text: &str, row: Span) -> Vec<Span> {
    let mut start = row.start;
    while let Some(before) = text.get(..start).and_then(|before| before.strip_suffix('\n')) {
        let line = before.rfind('\n').map_or(0, |n| n + 1);
        if !is_row(before.get(line..).unwrap_or("")) {
            break;
        }
        start = line;
    }
    let mut lines = Vec::new();
    for line in text.get(start..).unwrap_or("").split_inclusive('\n').take_while(|line| is_row(line)) {
        lines.push(Span::new(start, start + line.len()));
        start += line.len();
    }
    lines
}

fn is_row(line: &str) -> bool {
    line.trim_start().starts_with('|')
}

fn is_rule(line: &str) -> bool {
    line.contains('-') && line.trim().bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' '))
}
