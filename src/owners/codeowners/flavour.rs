//! Which service a CODEOWNERS file is written for.

use super::line;

/// The service whose rules a file follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flavour {
    /// GitHub, and what follows it.
    GitHub,
    /// GitLab: sections, exclusions, character classes.
    GitLab,
    /// Bitbucket, with the groups and negations of its widespread app.
    Bitbucket,
}

impl Flavour {
    /// The flavour that the place of a file tells, else the first line that only one service writes, else
    /// GitHub's.
    pub fn of(path: &str, text: &str) -> Self {
        match path.split_once('/').map(|(folder, _)| folder) {
            Some(".github") => Self::GitHub,
            Some(".gitlab") => Self::GitLab,
            Some(".bitbucket") => Self::Bitbucket,
            _ => text.lines().find_map(|line| Self::of_line(line.trim())).unwrap_or(Self::GitHub),
        }
    }

    /// The flavour that alone has such a line.
    fn of_line(text: &str) -> Option<Self> {
        if text.is_empty() || text.starts_with('#') {
            return None;
        }
        if text.starts_with("@@@") || line::is_setting(text) {
            return Some(Self::Bitbucket);
        }
        if line::heading(text).is_some() || text.starts_with("\\#") || text.starts_with('!') {
            return Some(Self::GitLab);
        }
        let mut words = text.split_ascii_whitespace().skip(1).take_while(|word| !word.starts_with('#'));
        let group = words.find(|word| word.starts_with("@@"))?;
        Some(if line::is_role(group) { Self::GitLab } else { Self::Bitbucket })
    }
}
