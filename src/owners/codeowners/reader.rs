//! Reading a file line by line.

use std::collections::HashMap;
use std::ops::Range;

use crate::span::Span;

use super::line::{self, Heading};
use super::pattern;
use super::trie::Trie;
use super::{Codeowners, Flavour, Owner, Problem, Rule, Section};

/// Reads a whole text.
pub(super) fn read(text: &str, flavour: Flavour) -> Codeowners {
    let unnamed = Section { name: None, span: Span::at(0), optional: false, approvals: 1 };
    let mut reader = Reader {
        file: Codeowners {
            flavour,
            rules: Vec::new(),
            sections: vec![unnamed],
            groups: HashMap::new(),
            problems: Vec::new(),
            trie: Trie::new(),
        },
        named: HashMap::new(),
        section: 0,
        defaults: Vec::new(),
    };
    let mut start = 0;
    for raw in text.split_inclusive('\n') {
        let bom = if start == 0 && raw.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let span = Span::new(start + bom, start + raw.len()).trim(text);
        reader.line(span.text(text), span);
        start += raw.len();
    }
    reader.file
}

struct Reader {
    file: Codeowners,
    /// Sections by their name in lower case.
    named: HashMap<String, usize>,
    section: usize,
    /// Owners of the section's rules that name none.
    defaults: Vec<Owner>,
}

impl Reader {
    fn line(&mut self, text: &str, span: Span) {
        if text.is_empty() || text.starts_with('#') {
            return;
        }
        if text.contains(|c: char| (c.is_control() && c != '\t') || c == char::REPLACEMENT_CHARACTER) {
            return self.problem(span, "the line has a character that is no text");
        }
        match self.file.flavour {
            Flavour::GitLab => match line::heading(text) {
                Some(heading) => self.heading(&heading, text, span),
                None => self.rule(text, span),
            },
            Flavour::Bitbucket if line::is_setting(text) => {}
            Flavour::Bitbucket if text.starts_with("@@@") => self.group(text, span),
            Flavour::Bitbucket | Flavour::GitHub => self.rule(text, span),
        }
    }

    fn problem(&mut self, span: Span, message: &'static str) {
        self.file.problems.push(Problem { span, message });
    }

    fn heading(&mut self, heading: &Heading<'_>, text: &str, span: Span) {
        let fresh = self.file.sections.len();
        self.section = *self.named.entry(heading.name.to_lowercase()).or_insert(fresh);
        match self.file.sections.get_mut(self.section) {
            Some(section) => {
                section.optional &= heading.optional;
                section.approvals = section.approvals.max(heading.approvals);
            }
            None => self.file.sections.push(Section {
                name: Some(heading.name.to_owned()),
                span,
                optional: heading.optional,
                approvals: heading.approvals,
            }),
        }
        let rest = text.get(heading.len..).unwrap_or("");
        let words = line::words(rest, Flavour::GitLab);
        self.defaults = self.owners(rest, span.start + heading.len, &words).0;
    }

    fn group(&mut self, text: &str, span: Span) {
        let words = line::words(text, Flavour::Bitbucket);
        let Some((name, members)) = words.split_first() else { return };
        let name = line::owner(text.get(name.start + 1..name.end).unwrap_or(""), Flavour::Bitbucket);
        let Some((name, _)) = name else { return self.problem(span, "the group has no name") };
        let members = self.owners(text, span.start, members).0;
        self.file.groups.insert(name.trim_start_matches('@').to_lowercase(), members);
    }

    /// The owners among the words of a line, which starts at `base`, and whether every word is one.
    fn owners(&mut self, line: &str, base: usize, words: &[Range<usize>]) -> (Vec<Owner>, bool) {
        let flavour = self.file.flavour;
        let (mut owners, mut all, mut comment) = (Vec::new(), true, false);
        for range in words {
            let word = line.get(range.clone()).unwrap_or("");
            comment |= word.starts_with('#');
            // GitLab knows no comment behind a rule: whom it names, owns.
            if comment && flavour != Flavour::GitLab {
                break;
            }
            let span = Span::new(range.start, range.end).shift(base);
            match line::owner(word, flavour) {
                Some((text, form)) => owners.push(Owner { text: text.into_owned(), form, span }),
                None if comment => {}
                None => {
                    self.problem(span, "is no owner: neither `@name` nor an e-mail address");
                    all = false;
                }
            }
        }
        (owners, all)
    }

    fn rule(&mut self, text: &str, span: Span) {
        let flavour = self.file.flavour;
        let words = line::words(text, flavour);
        let Some((first, rest)) = words.split_first() else { return };
        let is_comment =
            |word: &&Range<usize>| text.get(word.start..).is_some_and(|word| word.starts_with('#'));
        let end = rest.iter().take_while(|word| !is_comment(word)).last().unwrap_or(first).end;
        let span = Span::new(span.start, span.start + end);
        let written = text.get(first.clone()).unwrap_or("");
        let negated = written.strip_prefix('!').filter(|_| flavour != Flavour::GitHub);
        let body = negated.unwrap_or(written);
        let quoted = body.strip_prefix('"').and_then(|body| body.strip_suffix('"'));
        let body = quoted.filter(|_| flavour == Flavour::Bitbucket).unwrap_or(body);
        let patterns = match pattern::compile(body, flavour) {
            Ok(patterns) => patterns,
            Err(message) => {
                let place = Span::new(first.start, first.end).shift(span.start);
                return self.problem(place, message);
            }
        };
        let (mut owners, all) = self.owners(text, span.start, rest);
        // GitHub skips a line with a word that is no owner; the others skip the word.
        if !all && flavour == Flavour::GitHub {
            return;
        }
        let excludes = negated.is_some() && flavour == Flavour::GitLab;
        if negated.is_some() {
            owners.clear();
        } else if owners.is_empty() {
            owners.clone_from(&self.defaults);
        }
        let section = self.section;
        let rule = u32::try_from(self.file.rules.len()).unwrap_or(u32::MAX);
        self.file.rules.push(Rule { pattern: written.to_owned(), span, owners, section, excludes });
        let Codeowners { rules, trie, .. } = &mut self.file;
        let replaced = |earlier: u32| {
            rules
                .get(earlier as usize)
                .is_some_and(|rule| rule.section == section && rule.excludes == excludes)
        };
        patterns.into_iter().for_each(|pattern| trie.add(pattern, rule, replaced));
    }
}
