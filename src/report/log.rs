//! The decision log: every record with what git tells of it.

mod index;
mod markdown;

use serde::Serialize;

use super::history::RecordHistory;
use super::row::Row;

pub use index::{BEGIN, END, new_index};
pub use markdown::write_markdown;
pub(super) use markdown::{linked, plain};

/// `deem log --format json`.
#[derive(Clone, Debug, Serialize)]
pub struct Log {
    /// Version of this format. Keys may be added within a version.
    pub version: u8,
    /// Where the records are from.
    pub repository: RepositoryInfo,
    /// The records, by path.
    pub records: Vec<LogRow>,
}

/// A repository, so that the logs of several can be told apart.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RepositoryInfo {
    /// Given, else of the remote, else of the folder.
    pub name: String,
    /// The remote `origin` without user and password.
    pub url: Option<String>,
    /// The commit that `HEAD` names.
    pub commit: Option<String>,
    /// The branch that is checked out.
    pub branch: Option<String>,
}

impl RepositoryInfo {
    /// Owner and name in a remote's address, `acme/payments`.
    pub fn name_in(url: &str) -> Option<String> {
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        let path = rest.split_once(['/', ':']).map_or(rest, |(_, path)| path).trim_end_matches('/');
        let path = path.strip_suffix(".git").unwrap_or(path);
        let mut parts = path.rsplit('/').filter(|part| !part.is_empty());
        let name = parts.next()?;
        Some(parts.next().map_or_else(|| name.to_owned(), |owner| format!("{owner}/{name}")))
    }
}

/// A record of the log.
#[derive(Clone, Debug, Serialize)]
pub struct LogRow {
    /// What `deem list` shows.
    #[serde(flatten)]
    pub row: Row,
    /// What git tells.
    pub history: RecordHistory,
}

#[cfg(test)]
mod tests {
    use super::RepositoryInfo;

    #[test]
    fn a_repository_is_named_by_its_owner_and_name() {
        for (url, name) in [
            ("https://git.example/acme/payments.git", "acme/payments"),
            ("git.example:acme/payments", "acme/payments"),
            ("https://git.example/group/sub/payments/", "sub/payments"),
            ("https://git.example/payments", "payments"),
        ] {
            assert_eq!(RepositoryInfo::name_in(url).as_deref(), Some(name), "{url}");
        }
        assert_eq!(RepositoryInfo::name_in("https://git.example/"), None);
    }
}
