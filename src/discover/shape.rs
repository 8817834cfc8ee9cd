//! What a text looks like: the marks by which a record is known, read line by line.
//!
//! This is a look, not a parse: the reader of records decides later what a status says.

use std::borrow::Cow;

use super::vocabulary::{DECISIONS, KEYS, PROPOSALS, STATUS_WORDS, STATUSES};
use crate::record::kind::Kinds;

/// The marks of one text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    /// A status stands in frontmatter, header lines, a table or a heading of its own.
    pub(super) status: bool,
    /// That status is a word that decisions use.
    pub(super) known_status: bool,
    /// A heading of a decision: `Decision`, `Considered Options`, `Entscheidung`, ….
    pub(super) decision: bool,
    /// How many headings of proposals there are: `Motivation`, `Drawbacks`, ….
    pub(super) proposal: u8,
    /// How many metadata keys of proposals the frontmatter has: `authors`, `creation-date`, ….
    pub(super) keys: u8,
    /// deem's own frontmatter.
    pub(super) native: bool,
    /// A header of mail-like lines at the top, as in PEPs.
    pub(super) preamble: bool,
    /// How many places wait to be filled in: `{…}`, `<…>`, `[…]`.
    pub(super) blanks: u16,
    /// The first heading is such a place.
    pub(super) blank_title: bool,
}

impl Marks {
    /// True where the text states a status or has a decision's heading.
    pub(super) const fn sign(&self) -> bool {
        self.status || self.decision
    }

    /// True where it reads as a decision or as a proposal.
    pub(super) const fn wide_sign(&self) -> bool {
        self.sign() || self.proposal >= 3 || self.keys >= 2 || self.preamble
    }
}

/// Lines of a header zone that are looked at.
const ZONE_LINES: usize = 80;

/// Looks at a text.
pub(super) fn look(text: &str, kinds: &Kinds) -> Marks {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut marks = Marks::default();
    let body = match frontmatter(text) {
        Some((block, body)) => {
            read_frontmatter(block, kinds, &mut marks);
            body
        }
        None => text,
    };
    marks.preamble = has_preamble(body);
    read_body(body, &mut marks);
    marks
}

/// True where the frontmatter of this head of a file is deem's own.
pub(super) fn is_native(head: &str, kinds: &Kinds) -> bool {
    let head = head.strip_prefix('\u{feff}').unwrap_or(head);
    let mut marks = Marks::default();
    if let Some((block, _)) = frontmatter(head) {
        read_frontmatter(block, kinds, &mut marks);
    }
    marks.native
}

/// The block between two `---` lines at the top, and what follows; a block without end reaches to the
/// first blank line.
fn frontmatter(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start_matches(['\n', '\r']);
    let first_end = memchr::memchr(b'\n', text.as_bytes())? + 1;
    if text.get(..first_end)?.trim_end() != "---" {
        return None;
    }
    let block = text.get(first_end..)?;
    let mut at = 0;
    for line in block.split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            return Some((block.get(..at)?, block.get(at + line.len()..)?));
        }
        at += line.len();
    }
    Some((block.split("\n\n").next()?, ""))
}

fn read_frontmatter(block: &str, kinds: &Kinds, marks: &mut Marks) {
    let (mut id, mut ours, mut prefix) = (false, false, false);
    for line in block.lines() {
        let Some((key, value)) = line.split_once(':') else { continue };
        if key.starts_with([' ', '\t', '#', '-']) || key.len() > 40 {
            continue;
        }
        let key = key.trim().to_lowercase().replace('_', "-");
        let value = value.split(" #").next().unwrap_or("").trim().trim_matches(['"', '\'']);
        match key.as_str() {
            "kind" if kinds.find(value).is_some() => marks.native = true,
            "id" => {
                id = !value.is_empty();
                prefix = kinds.of_id(value).is_some();
            }
            "owners" | "owner" | "decided" => ours = true,
            "created" => {
                ours = true;
                marks.keys = marks.keys.saturating_add(1);
            }
            key if STATUS_WORDS.contains(&key) => status(value, marks),
            key if KEYS.contains(&key) => marks.keys = marks.keys.saturating_add(1),
            _ => {}
        }
    }
    // `id` with `created` is also how note-taking tools write; a record's id has a kind's prefix, and it
    // states a status besides.
    marks.native |= id && ours && prefix && marks.status;
}

fn status(value: &str, marks: &mut Marks) {
    marks.status = true;
    let value = value.trim_start_matches(|c: char| !c.is_alphabetic()).to_lowercase();
    marks.known_status |= STATUSES.iter().any(|known| value.starts_with(known));
}

/// Three lines `Key: value` at the very top, one of them a status or a title.
fn has_preamble(body: &str) -> bool {
    let mut known = 0;
    let mut count = 0;
    for line in body.trim_start().lines().take(12) {
        if line.starts_with([' ', '\t']) {
            continue;
        }
        let Some((key, _)) = line.split_once(": ").or_else(|| line.strip_suffix(':').map(|key| (key, "")))
        else {
            break;
        };
        if key.is_empty() || !key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            break;
        }
        count += 1;
        known += usize::from(["status", "title", "author"].iter().any(|k| key.eq_ignore_ascii_case(k)));
    }
    count >= 3 && known >= 2
}

/// Where the scan of a body stands.
#[derive(Default)]
struct Scan<'a> {
    fence: Option<&'a str>,
    comment: bool,
    past_zone: bool,
    titled: bool,
    under_status: bool,
}

fn read_body(body: &str, marks: &mut Marks) {
    let mut scan = Scan::default();
    for (number, line) in body.lines().enumerate() {
        let trimmed = line.trim();
        if trimmed.is_empty() || skip_comment(trimmed, &mut scan) {
            continue;
        }
        if let Some(fence) = ["```", "~~~"].into_iter().find(|fence| trimmed.starts_with(fence)) {
            scan.fence = match scan.fence {
                Some(open) if open == fence => None,
                Some(open) => Some(open),
                None => Some(fence),
            };
            continue;
        }
        let in_zone = !scan.past_zone && number < ZONE_LINES;
        if scan.fence.is_some() {
            // The preamble of CAPs and SEPs stands in a fence.
            if in_zone {
                metadata_line(trimmed, marks);
            }
            continue;
        }
        if trimmed.starts_with('#') {
            heading(trimmed, &mut scan, marks);
            continue;
        }
        if in_zone {
            metadata_line(trimmed, marks);
        }
        if scan.under_status {
            match task(trimmed) {
                // What is left to do is no status; a template's choices are ticked in the same way.
                Some(item) => {
                    status(item, marks);
                    marks.status = marks.known_status;
                }
                None => status(trimmed, marks),
            }
            scan.under_status = false;
        }
        marks.blanks = marks.blanks.saturating_add(blanks(trimmed));
    }
}

/// The text of an item of a task list, `- [x] text`.
fn task(line: &str) -> Option<&str> {
    let item = line.strip_prefix(['-', '*', '+'])?.trim_start();
    ["[ ]", "[x]", "[X]"].into_iter().find_map(|mark| item.strip_prefix(mark))
}

/// True for a line of an HTML comment, which is no part of the text.
fn skip_comment(line: &str, scan: &mut Scan<'_>) -> bool {
    if scan.comment {
        scan.comment = !line.contains("-->");
        return true;
    }
    if line.starts_with("<!--") && scan.fence.is_none() {
        scan.comment = !line.contains("-->");
        return true;
    }
    false
}

fn heading(line: &str, scan: &mut Scan<'_>, marks: &mut Marks) {
    let level = line.bytes().take_while(|&b| b == b'#').count();
    let text = line.trim_matches('#').trim();
    scan.under_status = false;
    if level > 6 || text.is_empty() {
        return;
    }
    let plain = plain_heading(text);
    // CAPs have no title: their first heading is that of the preamble.
    scan.past_zone |= level == 2 && scan.titled;
    if !scan.titled && level <= 2 {
        scan.titled = true;
        marks.blank_title = text.starts_with(['{', '<', '[']) && blanks(text) > 0;
    }
    marks.blanks = marks.blanks.saturating_add(blanks(text));
    let plain = plain.as_ref();
    if STATUS_WORDS.contains(&plain) && level <= 3 {
        marks.status = true;
        scan.under_status = true;
    } else if DECISIONS.contains(&plain) {
        marks.decision = true;
    } else if PROPOSALS.contains(&plain) {
        marks.proposal = marks.proposal.saturating_add(1);
    }
}

/// A heading in lower case without number, emoji, emphasis and closing colon.
fn plain_heading(text: &str) -> Cow<'_, str> {
    let text = text.trim_start_matches(|c: char| !c.is_alphabetic());
    let text = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    let text = text.trim_end_matches("(s");
    if text.chars().any(char::is_uppercase) { Cow::Owned(text.to_lowercase()) } else { Cow::Borrowed(text) }
}

/// `Status: x`, `- **Status:** x`, `**Status** x`, `| Status | x |`.
fn metadata_line(line: &str, marks: &mut Marks) {
    if let Some(row) = line.strip_prefix('|') {
        let mut cells = row.split('|').map(|cell| cell.trim().trim_matches(['*', '_', ':']));
        if let (Some(key), Some(value)) = (cells.next(), cells.next())
            && is_status_word(key)
        {
            status(value, marks);
        }
        return;
    }
    let line = line.trim_start_matches(['>', '-', '*', '+', '_', ' ', '\t']);
    let end = line.find([':', '*', '_', '：']).unwrap_or(0);
    let (key, value) = line.split_at(end);
    if is_status_word(key.trim()) {
        status(value, marks);
    }
}

fn is_status_word(key: &str) -> bool {
    key.len() <= 24 && {
        let key = key.to_lowercase();
        STATUS_WORDS.contains(&key.as_str())
    }
}

/// Counts `{fill in}`, `<fill in>` and `[fill in]` in a line, code spans left out.
fn blanks(line: &str) -> u16 {
    if memchr::memchr3(b'{', b'<', b'[', line.as_bytes()).is_none() {
        return 0;
    }
    let mut count = 0u16;
    for (index, part) in line.split('`').enumerate() {
        if index % 2 == 1 {
            continue;
        }
        let mut rest = part;
        while let Some(at) = rest.find(['{', '<', '[']) {
            let open = rest.as_bytes().get(at).copied().unwrap_or(0);
            rest = rest.get(at + 1..).unwrap_or("");
            let close = match open {
                b'{' => '}',
                b'<' => '>',
                _ => ']',
            };
            // The innermost pair counts, and a line of brackets stays linear.
            let Some(end) = rest.find([close, char::from(open)]) else { continue };
            if rest.as_bytes().get(end) == Some(&open) {
                continue;
            }
            let (inner, after) = rest.split_at(end);
            if is_blank(open, inner, after.get(1..).unwrap_or("")) {
                count = count.saturating_add(1);
            }
            rest = after.get(1..).unwrap_or("");
        }
    }
    count
}

fn is_blank(open: u8, inner: &str, after: &str) -> bool {
    let letters = inner.chars().filter(|c| c.is_alphabetic()).count();
    let link = after.starts_with(['(', '[', ':']);
    match open {
        b'{' => letters >= 3 && !inner.contains(['"', ';', '=']),
        b'<' => letters >= 3 && inner.contains(' ') && !inner.contains(['=', '/', '@']),
        _ => letters >= 8 && inner.contains(' ') && !link && !inner.starts_with('^'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(text: &str) -> Marks {
        look(text, Kinds::built_in())
    }

    #[test]
    fn every_carrier_of_a_status_is_seen() {
        for text in [
            "# A\n\n## Status\n\nAccepted\n",
            "# A\n\nStatus: accepted\n",
            "# A\n\n* **Status:** Active\n",
            "# A\n\n**Status: Active**\\\n**Date:** x\n",
            "# A\n\n**Status:** Proposed | **Date:** 2025-07-28\n",
            "# A\n\n| Status | Approved |\n",
            "---\nstatus: {accepted}\n---\n# A\n",
            "# A\n\n## ⚡ Status\n\nAceito\n",
            "# A\n\n* Status: [PROPOSED](/README.md#proposed)\n",
            "```\nCAP: 0001\nTitle: X\nStatus: Final\n```\n",
        ] {
            assert!(marks(text).known_status, "{text}");
        }
        assert!(!marks("# A\n\n## More\n\nStatus: accepted\n").status, "below the header zone");
        assert!(!marks("# A\n\nThe status: accepted\n").status);
    }

    #[test]
    fn a_list_of_tasks_is_no_status_but_a_list_of_choices_is() {
        assert!(!marks("# A\n\n## Status\n\n- [ ] Requirements\n- [ ] Tasks\n").status);
        assert!(marks("# A\n\n## Status\n\n- [x] Accepted\n- [ ] Rejected\n").known_status);
    }

    #[test]
    fn native_frontmatter_is_told_from_notes() {
        assert!(marks("---\nkind: tech-debt\nstatus: identified\n---\n").native);
        assert!(marks("---\nid: ADR-1\nstatus: accepted\nowners: [a]\n---\n").native);
        assert!(!marks("---\nkind: Deployment\n---\n").native);
        assert!(!marks("---\nid: note-12\ncreated: 2020-01-01\n---\n").native);
    }

    #[test]
    fn places_to_fill_in_are_counted_and_links_are_not() {
        assert_eq!(blanks("{short title} and [link](x) `{code here}`"), 1);
        assert_eq!(blanks("<img src=x> <describe the problem here>"), 1);
        assert_eq!(blanks("a < b, {{ title }} and [[link](x)"), 1);
        assert!(marks("# {short title of the solved problem}\n").blank_title);
        assert!(!marks("# Use [GitHub issues](x)\n").blank_title);
    }

    #[test]
    fn a_mail_like_header_is_a_preamble() {
        assert!(marks("PEP: 1\nTitle: X\nAuthor: A <a@b>\n  B <b@c>\nStatus: Active\n\n").preamble);
        assert!(!marks("Note: x\nAnother line\n").preamble);
    }
}
