//! Lists of choices that a template puts where the status belongs.

use std::borrow::Cow;

use super::Status;
use super::vocabulary::{self, LONGEST};

/// True for `proposed | accepted | rejected`, `{…}` and `[…]` around it, and `Draft/Review/Final`.
pub(super) fn is_choice_list(text: &str) -> bool {
    let text = without_comments(text);
    let Some(line) = text.lines().map(str::trim).find(|line| !line.is_empty()) else {
        return false;
    };
    if line.to_ascii_lowercase().starts_with("what is the status") {
        return true;
    }
    // One bar is already a choice; a slash or comma may join two states that are both true.
    (line.contains('|') && distinct(line, '|') >= 2)
        || (line.contains('/') && distinct(line, '/') >= 3)
        || (line.contains(',') && distinct(line, ',') >= 3)
}

fn without_comments(text: &str) -> Cow<'_, str> {
    if !text.contains("<!--") {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<!--") {
        kept.push_str(before);
        rest = after.split_once("-->").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    Cow::Owned(kept)
}

/// How many different states stand alone between the separators.
fn distinct(line: &str, separator: char) -> usize {
    let mut seen: Vec<Status> = Vec::new();
    for part in line.split(separator) {
        // States with remarks between commas are a history, not choices.
        let (state, alone) = choice(part);
        if let Some(status) = state
            && (alone || separator == '|')
            && !seen.contains(&status)
        {
            seen.push(status);
        }
    }
    seen.len()
}

/// The state that a part begins with, and whether it is all of the part: `superseded by
/// [xxx](…)`, `**provisional**`.
fn choice(part: &str) -> (Option<Status>, bool) {
    let part = part.trim_matches(|c: char| !c.is_alphanumeric());
    let mut phrase = String::new();
    let mut found = None;
    let mut alone = false;
    for word in part.split(|c: char| c.is_whitespace() || c == '-').take(LONGEST + 1) {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        if !phrase.is_empty() {
            phrase.push(' ');
        }
        phrase.extend(word.chars().take(64).flat_map(char::to_lowercase));
        let state = vocabulary::state(&phrase);
        alone = state.is_some();
        found = state.or(found);
    }
    (found, alone)
}
