//! How one record names another.

use std::collections::BTreeMap;

use crate::corpus::{Resolution, home};
use crate::record::{Dialect, Number, Record, Relation, reader};
use crate::source::{RelPath, folder_of};

use super::Editor;

/// A record that another one names; it need not be on the disk yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Successor {
    /// Its id, `ADR-0042`.
    pub id: String,
    /// Its number, if it has one.
    pub number: Option<Number>,
    /// Its path relative to the repository root.
    pub path: RelPath,
    /// Its title without number.
    pub title: String,
}

/// A reference as it is written, and the target that it reads as.
#[derive(Clone, Debug)]
pub(super) struct Written {
    pub(super) text: String,
    pub(super) target: String,
    link: bool,
}

impl Successor {
    /// A record that was read.
    pub fn of(record: &Record) -> Self {
        Self {
            id: record.identity.id.clone(),
            number: record.identity.number.clone(),
            path: record.source.path.clone(),
            title: record.title.clone(),
        }
    }

    /// The path as seen from another file, fit to stand in a link.
    fn path_from(&self, from: &str) -> String {
        encoded(&relative(folder_of(from), &self.path))
    }

    /// The text of a link as the dialect's own tool writes it. `spoken` is what the folder calls it.
    fn name(&self, dialect: Dialect, spoken: Option<&str>) -> String {
        let name = match (dialect, &self.number) {
            (Dialect::Nygard, Some(Number::Int(number))) => format!("{number}. {}", self.title),
            (Dialect::Nygard | Dialect::Plain, _) => self.title.clone(),
            (Dialect::Log4brains, _) => reader::stem(&self.path).to_owned(),
            _ => spoken.unwrap_or(&self.id).to_owned(),
        };
        name.replace(['[', ']', '|', '\n'], " ")
    }
}

impl Editor<'_> {
    /// A Markdown link from a record, with the fragment of a heading.
    pub(super) fn link_to(&self, from: &Record, to: &Successor, anchor: Option<&str>) -> Written {
        let fragment = anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
        let path = to.path_from(from.path());
        // A plain name in the same folder could be read as an address with a scheme.
        let path = if path.contains(':') { format!("./{path}") } else { path };
        let target = format!("{path}{fragment}");
        let name = to.name(from.dialect, self.spoken(to).as_deref());
        Written { text: format!("[{name}]({target})"), target, link: true }
    }

    /// The value of a key in YAML or in a preamble: the first of id, number and path that is the house's way
    /// and leads to the record.
    pub(super) fn value_for(&self, from: &Record, to: &Successor) -> Written {
        let plain = |target: String| Written { text: target.clone(), target, link: false };
        let path = plain(relative(folder_of(from.path()), &to.path));
        let folder = plain(format!("/{}", folder_of(&to.path)));
        let number = to.number.as_ref().map(|number| plain(number.to_string()));
        let id = plain(self.spoken(to).unwrap_or_else(|| to.id.clone()));
        let ways = match from.dialect {
            Dialect::Kep => vec![folder, path.clone()],
            Dialect::Preamble => number.into_iter().chain([id, path.clone()]).collect(),
            _ if from.native || self.names_ids(from) => vec![id, path.clone()],
            _ => vec![path.clone(), id],
        };
        let leads = |way: &Written| self.leads(from.path(), &way.target, way.link, &to.path);
        ways.into_iter().find(leads).unwrap_or(path)
    }

    /// What records call one of that folder, `TEP-0114` or `RFC 0037`, where they do not use the id that deem
    /// made up for want of a stated one.
    fn spoken(&self, to: &Successor) -> Option<String> {
        let Some(Number::Int(number)) = to.number else { return None };
        let digits = to.id.get(to.id.trim_end_matches(|c: char| c.is_ascii_digit()).len()..)?;
        let made_up = |at: usize| {
            let record = &self.corpus.records[at];
            !record.native && record.identity.stated.is_none()
        };
        if digits.parse() != Ok(number) || !self.corpus.at_path(&to.path).is_none_or(made_up) {
            return None;
        }
        let folder = home(&to.path);
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for from in 0..self.corpus.records.len() {
            let record = &self.corpus.records[from];
            for (relation, target) in self.corpus.relations_of(from) {
                let Resolution::Record(at) = *target else { continue };
                let named = &self.corpus.records[at];
                if !made_up(at) || home(named.path()) != folder {
                    continue;
                }
                let text = &record.file_of(relation.carrier).text;
                let Some(lead) = words_before_number(text, relation, named) else { continue };
                *counts.entry(lead).or_default() += 1;
            }
        }
        let (lead, _) = counts.into_iter().max_by_key(|(_, count)| *count)?;
        Some(format!("{lead}{digits}"))
    }

    /// True when a foreign record or those beside it name others by their ids.
    fn names_ids(&self, from: &Record) -> bool {
        let Some(at) = self.corpus.at_path(from.path()) else { return false };
        let mut by_id = 0_usize;
        let mut by_path = 0_usize;
        for &at in self.corpus.siblings(at) {
            for relation in self.corpus.records[at].relations.iter().filter(|relation| !relation.link) {
                let path = relation.target.contains(['/', '.']);
                by_path += usize::from(path);
                by_id += usize::from(!path);
            }
        }
        by_id > by_path || (by_path == 0 && from.identity.stated.is_some())
    }
}

/// `TEP-` of a reference `TEP-0114`, which has as many digits as the file's name.
fn words_before_number<'t>(text: &'t str, relation: &Relation, named: &Record) -> Option<&'t str> {
    let digits = named.identity.name.digits.as_str();
    let said = if relation.link {
        // The target stands behind the text of its link.
        let before = text.get(..relation.span.start)?.strip_suffix("](")?;
        before.get(before.rfind('[')? + 1..)?
    } else {
        relation.span.text(text)
    };
    let lead = said.strip_suffix(digits).filter(|_| !digits.is_empty())?;
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | ' ' | '_');
    let sound = lead.starts_with(char::is_alphabetic) && lead.chars().all(is_word);
    (sound && lead.len() < 24 && !lead.contains(|c: char| c.is_ascii_digit())).then_some(lead)
}

/// A path as seen from a folder, both relative to the repository root.
fn relative(folder: &str, to: &str) -> String {
    let from: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let parts: Vec<&str> = to.split('/').collect();
    let names = parts.len().saturating_sub(1);
    let common = from.iter().zip(parts.iter().take(names)).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..", from.len() - common);
    up.chain(parts.get(common..).unwrap_or_default().iter().copied()).collect::<Vec<_>>().join("/")
}

/// Characters that would end a link's destination.
fn encoded(path: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(path.len());
    for c in path.chars() {
        if matches!(c, ' ' | '(' | ')' | '<' | '>' | '|' | '%' | '#' | '?' | '\'' | '"' | '[' | ']' | '\\') {
            let _ = write!(out, "%{:02X}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_told_from_the_folder_of_the_other_record() {
        assert_eq!(relative("docs/adr", "docs/adr/0002-b.md"), "0002-b.md");
        assert_eq!(relative("docs/adr", "docs/cases/0002-b.md"), "../cases/0002-b.md");
        assert_eq!(relative("", "docs/b.md"), "docs/b.md");
        assert_eq!(relative("docs/a/b", "x.md"), "../../../x.md");
        assert_eq!(encoded("a (b) c.md"), "a%20%28b%29%20c.md");
    }
}
