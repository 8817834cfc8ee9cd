//! Who a record names.

#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::span::Span;

use super::{Carrier, key};

/// In which capacity somebody is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PersonRole {
    /// `owner`, `owners`: answers for the record.
    Owner,
    /// `deciders`, `decision-makers`.
    Decider,
    /// `author`, `authors`.
    Author,
    /// Consulted before the decision, two-way.
    Consulted,
    /// Informed of the decision, one-way.
    Informed,
    /// Reviewer, approver, sponsor, contact and other parts.
    Other,
}

impl PersonRole {
    /// The word that outputs use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Decider => "decider",
            Self::Author => "author",
            Self::Consulted => "consulted",
            Self::Informed => "informed",
            Self::Other => "other",
        }
    }
}

/// A person, team or handle as a record writes it.
#[derive(Clone, Debug)]
pub struct Person {
    /// The name or handle, link syntax and addresses taken off.
    pub name: String,
    /// In which capacity.
    pub role: PersonRole,
    /// Where it stands.
    pub span: Span,
    /// How it was written.
    pub carrier: Carrier,
}

/// The names in one value, each with its place: links, addresses, handles in parentheses, tags and
/// escapes taken off. Placeholders and words for nobody give none.
pub fn split(text: &str) -> Vec<(String, Range<usize>)> {
    let mut found = Vec::new();
    for piece in pieces(text) {
        found.extend(name_in(text, piece));
    }
    found
}

/// The part that a key or label names; `None` for one that names no people. Case, `-`, `_` and a
/// final colon do not matter.
pub fn role_of(key: &str) -> Option<PersonRole> {
    let key = key.trim().trim_end_matches([':', '：']).trim_end();
    if key.len() > 40 {
        return None;
    }
    let key = key::lower(key, ['-', '_'], " ");
    ROLES.iter().find(|(_, keys)| keys.contains(&key.as_ref())).map(|(role, _)| *role)
}

const ROLES: [(PersonRole, &[&str]); 6] = [
    (
        PersonRole::Owner,
        &[
            "owner",
            "owners",
            "adr owner",
            "decision owner",
            "verantwortlich",
            "verantwortliche",
            "eigentümer",
            "besitzer",
            "responsable",
            "responsables",
            "responsável",
            "responsáveis",
            "propriétaire",
            "负责人",
            "担当者",
            "담당자",
        ],
    ),
    (
        PersonRole::Decider,
        &[
            "decider",
            "deciders",
            "decision maker",
            "decision makers",
            "decided by",
            "deciders and participants",
            "entscheider",
            "entscheidende",
            "entscheidungsträger",
            "décideur",
            "décideurs",
            "decisor",
            "decisores",
            "decisori",
            "tomadores de decisão",
            "beslissers",
            "决策者",
            "決定者",
            "결정자",
        ],
    ),
    (
        PersonRole::Author,
        &[
            "author",
            "authors",
            "author(s)",
            "written by",
            "created by",
            "proposed by",
            "proposer",
            "autor",
            "autoren",
            "autorin",
            "verfasser",
            "auteur",
            "auteurs",
            "autores",
            "autore",
            "autori",
            "提交作者",
            "作者",
            "著者",
            "작성자",
            "автор",
            "авторы",
        ],
    ),
    (
        PersonRole::Consulted,
        &["consulted", "konsultiert", "consulté", "consultés", "consultado", "consultados", "consultati"],
    ),
    (
        PersonRole::Informed,
        &["informed", "informiert", "informé", "informés", "informado", "informados", "informati"],
    ),
    (
        PersonRole::Other,
        &[
            "contact",
            "contacts",
            "reviewer",
            "reviewers",
            "approver",
            "approvers",
            "api approvers",
            "approved by",
            "reviewed by",
            "sponsor",
            "sponsors",
            "editor",
            "editors",
            "implementor",
            "implementors",
            "implementer",
            "implementers",
            "contributor",
            "contributors",
            "collaborator",
            "collaborators",
            "participants",
            "stakeholder",
            "stakeholders",
            "shepherd",
            "shepherds",
            "champion",
            "champions",
            "review manager",
            "bdfl delegate",
            "pep delegate",
            "working group",
            "ansprechpartner",
        ],
    ),
];

/// Words that join two names where they stand between spaces.
const JOINS: [&str; 9] = ["and", "und", "et", "y", "e", "en", "och", "&", "&amp;"];

/// The text cut at separators that stand in no bracket.
fn pieces(text: &str) -> Vec<Range<usize>> {
    let mut cut = Vec::new();
    let (mut from, mut at, mut depth) = (0, 0, 0_usize);
    let mut closing_angle = true;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = &text[at..];
        let mut length = c.len_utf8();
        let mut separates = false;
        match c {
            '\\' => length += rest[1..].chars().next().map_or(0, char::len_utf8),
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            '\n' => {
                depth = 0;
                separates = true;
            }
            ',' | ';' | '，' | '、' | '；' => separates = depth == 0,
            '<' if closing_angle => {
                let comment = rest.starts_with("<!--");
                let end = if comment {
                    rest.find("-->").map(|end| end + 3)
                } else {
                    rest.find('>').map(|end| end + 1)
                };
                // Without `>` ahead no further `<` need be looked at.
                closing_angle = end.is_some();
                length = end.unwrap_or(if comment { rest.len() } else { 1 });
                separates = comment || is_tag(&rest[..length]);
            }
            _ => {}
        }
        if separates {
            cut.push(from..at);
            from = at + length;
        }
        at += length;
    }
    cut.push(from..text.len());
    cut.into_iter().flat_map(|piece| joined(text, piece)).collect()
}

/// `<br>` and other tags; not `<ana@example.com>`.
fn is_tag(angle: &str) -> bool {
    angle.len() > 2
        && !angle.contains(['@', ':'])
        && angle[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/')
}

/// A piece cut at ` and ` and its kin, and between handles.
fn joined(text: &str, piece: Range<usize>) -> Vec<Range<usize>> {
    let mut cut = Vec::new();
    let mut from = piece.start;
    let mut depth = 0_usize;
    let mut at = piece.start;
    let inner = &text[piece.clone()];
    for word in inner.split(' ') {
        let end = at + word.len();
        if depth == 0 && at > from {
            if JOINS.contains(&word) {
                if may_join(&text[from..at], &text[end..piece.end], word) {
                    cut.push(from..at);
                    from = end;
                }
            } else if word.starts_with('@') && text[from..at].trim_start().starts_with('@') {
                cut.push(from..at);
                from = at;
            }
        }
        depth += word.matches(['(', '[']).count();
        depth = depth.saturating_sub(word.matches([')', ']']).count());
        at = end + 1;
    }
    cut.push(from..piece.end);
    cut
}

/// False for `Documentation & Knowledge Curator` and `Design and Research team`: one name.
fn may_join(left: &str, right: &str, join: &str) -> bool {
    const GROUPS: [&str; 12] = [
        "team",
        "teams",
        "group",
        "board",
        "committee",
        "council",
        "office",
        "guild",
        "squad",
        "department",
        "curator",
        "lead",
    ];
    // Beyond the next few words lies another name.
    let mut words = right.split_whitespace().take(8);
    if words.clone().any(|word| GROUPS.iter().any(|group| word.eq_ignore_ascii_case(group))) {
        return false;
    }
    let marked = |name: &str| name.trim_start().starts_with(['@', '[']);
    let one = |name: &str| name.split_whitespace().nth(1).is_none();
    let right_is_one = words.next().is_some() && words.next().is_none();
    !join.starts_with('&') || (marked(left) && marked(right)) || one(left) == right_is_one
}

/// The name within a piece.
fn name_in(text: &str, piece: Range<usize>) -> Option<(String, Range<usize>)> {
    let mut range = trimmed(text, piece);
    let mut braced = false;
    // No template nests deeper; the bound keeps `[[[[…` linear.
    for _ in 0..4 {
        let Some(inner) = unwrapped(text, &range) else { break };
        braced = true;
        range = trimmed(text, inner);
    }
    let raw = text.get(range.clone())?;
    if let Some(open) = raw.find('[')
        && let Some(middle) = raw.get(open..).and_then(|rest| rest.find("]("))
        && middle > 1
    {
        range = trimmed(text, range.start + open + 1..range.start + open + middle);
    } else if let Some(at) = raw.find('<').filter(|at| *at > 0) {
        range = trimmed(text, range.start..range.start + at);
    } else if raw.starts_with('<') && raw.ends_with('>') {
        range = range.start + 1..range.end - 1;
    } else if let Some(at) = raw.rfind('(').filter(|at| *at > 0 && raw.ends_with(')'))
        && raw[at..].contains('@')
    {
        range = trimmed(text, range.start..range.start + at);
    }
    let name = unescaped(text.get(range.clone())?);
    (!is_nobody(&name, braced)).then_some((name, range))
}

/// The place without white space, emphasis and list marks around it.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let Some(raw) = text.get(range.clone()) else { return range.start..range.start };
    let around = |c: char| {
        c.is_whitespace() || matches!(c, '*' | '_' | '`' | '"' | '\'' | '\\' | '\u{200b}' | '\u{feff}')
    };
    let front = raw.trim_start_matches(around);
    let front = front.strip_prefix("- ").map_or(front, |rest| rest.trim_start_matches(around));
    let start = range.start + (raw.len() - front.len());
    let core = front.trim_end_matches(around);
    // A full stop ends the list; that of `Jr.` and `A.` belongs to the name.
    let core = core
        .strip_suffix('.')
        .filter(|name| name.rsplit(' ').next().is_some_and(|w| w.len() > 3))
        .unwrap_or(core);
    start..start + core.len()
}

/// The inside of braces or brackets that enclose the whole; also a lone one, where a separator cut
/// between them.
fn unwrapped(text: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let raw = text.get(range.clone())?;
    if raw.starts_with('{') || (raw.starts_with('[') && !raw.contains("](")) {
        return Some(range.start + 1..range.end);
    }
    let closes = raw.ends_with('}') || (raw.ends_with(']') && !raw.contains('['));
    closes.then(|| range.start..range.end - 1)
}

fn unescaped(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    let mut chars = name.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '\\' || !chars.peek().is_some_and(char::is_ascii_punctuation) {
            plain.push(c);
        }
    }
    if plain.contains("&amp;") { plain.replace("&amp;", "&") } else { plain }
}

/// Words for nobody, and a template's words.
fn is_nobody(name: &str, braced: bool) -> bool {
    const WORDS: [&str; 15] = [
        "n/a", "na", "none", "null", "nobody", "tbd", "tba", "tbc", "todo", "~", "?", "keine", "aucun",
        "nenhum", "ninguno",
    ];
    const STARTS: [&str; 11] = [
        "list everyone",
        "list of ",
        "list all",
        "liste de",
        "liste der",
        "lista de",
        "list names",
        "name of",
        "names of",
        "insert ",
        "everyone involved",
    ];
    let lower = name.to_lowercase();
    let template = |start: &&str| lower.starts_with(*start);
    !name.chars().any(char::is_alphanumeric)
        || WORDS.contains(&lower.as_str())
        || STARTS.iter().any(template)
        || (braced
            && ["list", "name", "names", "author", "authors", "deciders", "everyone"]
                .contains(&lower.as_str()))
}
