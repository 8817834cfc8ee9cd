//! What a reference to a record leads to.

use crate::record::identity::parse_name;
use crate::record::{Number, Relation};
use crate::source::folder_of;

use super::links::{join_path, percent_decoded};
use super::{Corpus, Resolution, home};

impl Corpus {
    /// Resolves the relations of one record.
    pub(super) fn resolve_relations(&self, from: usize) -> Vec<Resolution> {
        self.records[from].relations.iter().map(|relation| self.resolve_relation(from, relation)).collect()
    }

    fn resolve_relation(&self, from: usize, relation: &Relation) -> Resolution {
        let path = self.records[from].path();
        self.resolve(path, &relation.target, relation.link)
    }

    /// Resolves an id, number, path, stem or URL as seen from the file at `from`: in the same folder
    /// first, then in the corpus. `link` tells that it was a link's destination.
    pub fn resolve(&self, from: &str, target: &str, link: bool) -> Resolution {
        let target = target.trim().trim_matches(['<', '>']);
        if let Some((folder, number)) = target.rsplit_once('#')
            && !folder.is_empty()
            && !link
            && let Ok(number) = number.parse::<u64>()
        {
            return self.in_named_folder(folder, number);
        }
        let bare = target.split(['#', '?']).next().unwrap_or(target);
        if let Some(rest) = bare.strip_prefix("http://").or_else(|| bare.strip_prefix("https://")) {
            return self.by_url(rest);
        }
        if let Some(found) = self.by_target_path(from, bare, link) {
            return found;
        }
        if link || bare.contains('/') {
            return self.by_route(from, bare);
        }
        self.by_name(from, target.trim_start_matches('#'))
    }

    /// Resolves what a user typed: an id, number, path, stem or `FOLDER#7`, in the whole corpus.
    pub fn resolve_argument(&self, text: &str) -> Resolution {
        // A path as it stands in an output goes before every reading of its characters.
        if let Some(at) = self.at_path(text) {
            return Resolution::Record(at);
        }
        let text = text.trim().trim_start_matches("./");
        match self.resolve("", text, false) {
            Resolution::Nothing | Resolution::Elsewhere => {}
            found => return found,
        }
        // A bare number, date or ULID is looked for in every folder.
        let number = text.parse().map_or_else(|_| Number::Text(text.to_owned()), Number::Int);
        let is_it = |at: &usize| {
            let own = self.records[*at].identity.number.as_ref();
            own == Some(&number) || matches!(own, Some(Number::Text(own)) if own == text)
        };
        one((0..self.records.len()).filter(is_it).collect())
    }

    /// True when a path as written in the file at `from` names the place where the record stands, or its
    /// folder, not merely its number.
    pub fn stands_at(&self, record: usize, from: &str, target: &str) -> bool {
        let bare = target.split(['#', '?']).next().unwrap_or(target).trim();
        let folder = folder_of(self.records[record].path());
        self.by_target_path(from, bare, false).is_some()
            || [join_path(from, bare), join_path("", bare)].iter().flatten().any(|path| path == folder)
    }

    fn in_named_folder(&self, folder: &str, number: u64) -> Resolution {
        let folder = folder.trim_matches('/');
        let fits = |name: &str| name == folder || name.ends_with(&format!("/{folder}"));
        let found = self
            .folders()
            .filter(|(name, _)| fits(name))
            .flat_map(|(_, records)| records.iter().copied())
            .filter(|&at| self.records[at].identity.number == Some(Number::Int(number)))
            .collect();
        one(found)
    }

    /// A forge's URL that ends in a record's path (`…/blob/main/docs/adr/0016-x.md`).
    fn by_url(&self, url: &str) -> Resolution {
        let decoded = percent_decoded(url);
        let mut rest = decoded.as_str();
        while let Some((_, tail)) = rest.split_once('/') {
            if let Some(at) = self.at_path(tail) {
                return Resolution::Record(at);
            }
            rest = tail;
        }
        Resolution::Elsewhere
    }

    /// A path, relative to the file's folder or to the root, which a link must write with `/` in front;
    /// `.md` may be missing or written `.html`, and a folder stands for its README.
    fn by_target_path(&self, from: &str, target: &str, link: bool) -> Option<Resolution> {
        let decoded = percent_decoded(target);
        let rooted = if link && !decoded.starts_with('/') { None } else { join_path("", &decoded) };
        for candidate in [join_path(from, &decoded), rooted].into_iter().flatten() {
            let stem = candidate.strip_suffix(".html").unwrap_or(&candidate);
            let tries = [
                candidate.clone(),
                format!("{stem}.md"),
                format!("{}/README.md", candidate.trim_end_matches('/')),
            ];
            if let Some(at) = tries.iter().find_map(|path| self.at_path(path)) {
                return Some(Resolution::Record(at));
            }
        }
        None
    }

    /// A site's route such as `/adr/32`: its last part as number or stem.
    fn by_route(&self, from: &str, target: &str) -> Resolution {
        let last = target.trim_end_matches('/').rsplit('/').next().unwrap_or(target);
        let is_file = last.contains('.') && !target.starts_with('/');
        if is_file {
            // A file name that is wrong only in its folder still names the record.
            let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem).to_lowercase();
            let found = self.by_stem.get(&stem).cloned().unwrap_or_default();
            return if found.len() == 1 && !target.contains('/') { one(found) } else { Resolution::Nothing };
        }
        match self.by_name(from, last) {
            Resolution::Nothing if target.starts_with('/') => Resolution::Elsewhere,
            found => found,
        }
    }

    /// An id, number or stem.
    fn by_name(&self, from: &str, name: &str) -> Resolution {
        let folder = home(from);
        let lower = name.trim().to_lowercase();
        for map in [&self.by_id, &self.by_stem] {
            if let Some(found) = map.get(&lower).filter(|found| !found.is_empty()) {
                return self.nearest(folder, found);
            }
        }
        self.by_number_text(folder, name)
    }

    /// `7`, `ADR 14`, `ADR-0014`, `TEP-138`, `12. Use Kafka`, `KEP-4322: ClusterProfile API`.
    fn by_number_text(&self, folder: &str, text: &str) -> Resolution {
        let Some(first) = text.bytes().position(|b| b.is_ascii_digit()) else { return Resolution::Nothing };
        let (prefix, rest) = text.split_at(first);
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let after = rest[digits..].chars().next();
        if prefix.chars().count() > 24
            || after.is_some_and(char::is_alphanumeric)
            || rest[digits..].starts_with(['-', '_'])
        {
            // The start of a file name whose title has changed since, `0012-old-title`.
            return self.by_name_number(folder, text);
        }
        let Ok(number) = rest[..digits].parse::<u64>() else { return Resolution::Nothing };
        let word = prefix.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        self.numbered(folder, &word, number)
    }

    fn by_name_number(&self, folder: &str, text: &str) -> Resolution {
        let name = parse_name(text);
        match name.number {
            Some(Number::Int(number)) => {
                let word = name.prefix.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
                self.numbered(folder, &word, number)
            }
            _ => Resolution::Nothing,
        }
    }

    /// The records of that number whose prefix the word fits; `word` is empty for a bare number.
    fn numbered(&self, folder: &str, word: &str, number: u64) -> Resolution {
        let fits = |at: &usize| {
            let record = &self.records[*at];
            let own = record.identity.name.prefix.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
            let foreign = self.kinds.of_prefix(word).is_some_and(|kind| kind.name != record.kind.name);
            !foreign
                && (word.is_empty()
                    || own.is_empty()
                    || own == word
                    || own.ends_with(word)
                    || word.ends_with(&own))
        };
        let here: Vec<usize> = self
            .by_number
            .get(&(folder.to_owned(), Number::Int(number)))
            .into_iter()
            .flatten()
            .copied()
            .filter(|at| fits(at))
            .collect();
        if !here.is_empty() {
            return one(here);
        }
        if word.is_empty() {
            // A bare number is one of its own folder, or of a neighbour's when only one has it.
            return Resolution::Nothing;
        }
        let everywhere = self
            .folders()
            .filter_map(|(name, _)| self.by_number.get(&(name.to_owned(), Number::Int(number))))
            .flatten()
            .copied()
            .filter(|at| fits(at))
            .collect();
        one(everywhere)
    }

    /// Of several records the one in the same folder.
    fn nearest(&self, folder: &str, found: &[usize]) -> Resolution {
        let here: Vec<usize> =
            found.iter().copied().filter(|&at| home(self.records[at].path()) == folder).collect();
        if here.len() == 1 { Resolution::Record(here[0]) } else { one(found.to_vec()) }
    }
}

fn one(mut found: Vec<usize>) -> Resolution {
    found.sort_unstable();
    found.dedup();
    match found.as_slice() {
        [] => Resolution::Nothing,
        [only] => Resolution::Record(*only),
        _ => Resolution::Ambiguous(found),
    }
}
