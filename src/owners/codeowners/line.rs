//! The parts of a line: words, headings, owners.

use std::borrow::Cow;
use std::ops::Range;

use super::{Flavour, OwnerForm};

/// The words of a line. A backslash keeps the white space after it within a word, and so do double quotes
/// where the flavour knows them.
pub(super) fn words(line: &str, flavour: Flavour) -> Vec<Range<usize>> {
    let quotes = flavour == Flavour::Bitbucket;
    let (mut words, mut start, mut quoted, mut escaped) = (Vec::new(), None, false, false);
    for (at, byte) in line.bytes().enumerate() {
        let cuts = byte.is_ascii_whitespace() && !escaped && !quoted;
        quoted ^= quotes && byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        if cuts {
            words.extend(start.take().map(|from| from..at));
        } else {
            start = start.or(Some(at));
        }
    }
    words.extend(start.map(|from| from..line.len()));
    words
}

/// A section's heading, `^[Name][2] @owner`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Heading<'t> {
    pub(super) name: &'t str,
    pub(super) optional: bool,
    pub(super) approvals: u32,
    /// Length of all this, behind which the default owners stand.
    pub(super) len: usize,
}

/// The heading that a line begins with.
pub(super) fn heading(line: &str) -> Option<Heading<'_>> {
    let optional = line.starts_with('^');
    let inner = line.strip_prefix('^').unwrap_or(line).strip_prefix('[')?;
    let (name, mut rest) = inner.split_once(']')?;
    let mut approvals = 1;
    if let Some((count, behind)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        approvals = count.parse().unwrap_or(1).max(1);
        rest = behind;
    }
    let ends = rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_whitespace());
    let name = name.trim();
    (ends && !name.is_empty()).then(|| Heading { name, optional, approvals, len: line.len() - rest.len() })
}

/// A line of Bitbucket's app that configures reviews and names no owner.
pub(super) fn is_setting(line: &str) -> bool {
    ["Check(", "OverallCheck(", "CODEOWNERS."].iter().any(|start| line.starts_with(start))
}

/// `@@developer` and the other roles of GitLab, also in the plural.
pub(super) fn is_role(word: &str) -> bool {
    let role = word.strip_prefix("@@").unwrap_or("");
    ["developer", "maintainer", "owner"].iter().any(|name| {
        role.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
            && matches!(role.get(name.len()..), Some("" | "s" | "S"))
    })
}

/// The name and form of an owner, `None` for a word that is none.
pub(super) fn owner(word: &str, flavour: Flavour) -> Option<(Cow<'_, str>, OwnerForm)> {
    let text = match flavour {
        Flavour::Bitbucket => bitbucket_name(word),
        Flavour::GitHub | Flavour::GitLab => Cow::Borrowed(word),
    };
    let form = form(&text, flavour)?;
    Some((text, form))
}

fn form(text: &str, flavour: Flavour) -> Option<OwnerForm> {
    let Some(handle) = text.strip_prefix('@') else {
        let (local, domain) = text.split_once('@')?;
        let plain = !local.is_empty() && !domain.is_empty() && !domain.contains('@');
        return (plain && !text.contains(['/', '<', '>', ','])).then_some(OwnerForm::Email);
    };
    let well_formed = |name: &str| {
        let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
        !name.is_empty() && name.chars().all(fits)
    };
    match flavour {
        Flavour::GitHub => {
            let (org, team) = handle.split_once('/').map_or((handle, None), |(org, team)| (org, Some(team)));
            let form = if team.is_some() { OwnerForm::Team } else { OwnerForm::Handle };
            (well_formed(org) && team.is_none_or(well_formed)).then_some(form)
        }
        Flavour::GitLab if handle.starts_with('@') => is_role(text).then_some(OwnerForm::Role),
        Flavour::GitLab => {
            let form = if handle.contains('/') { OwnerForm::Team } else { OwnerForm::Handle };
            handle.split('/').all(well_formed).then_some(form)
        }
        Flavour::Bitbucket => {
            let name = handle.strip_prefix('@').unwrap_or(handle);
            let grouped = name.len() < handle.len() || name.contains('/');
            let form = if grouped { OwnerForm::Team } else { OwnerForm::Handle };
            (!name.trim().is_empty() && !name.starts_with('@')).then_some(form)
        }
    }
}

/// The name without quotes, escapes and the way reviewers are drawn from a group.
fn bitbucket_name(word: &str) -> Cow<'_, str> {
    let word = match word.rsplit_once(':') {
        Some((name, way)) if matches!(way.split('(').next(), Some("all" | "random" | "least_busy")) => name,
        _ => word,
    };
    if !word.contains(['"', '\\']) {
        return Cow::Borrowed(word);
    }
    let mut plain = String::with_capacity(word.len());
    let mut chars = word.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => {}
            '\\' => plain.extend(chars.next()),
            c => plain.push(c),
        }
    }
    Cow::Owned(plain)
}
