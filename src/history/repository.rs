//! A repository opened for reading.

use std::collections::HashSet;
use std::path::Path;

use git2::{ErrorCode, Oid, Repository};

use super::HistoryError;

/// A git repository. Nothing is ever written to it, and none of its hooks or filters is run.
pub struct History {
    pub(super) repository: Repository,
    /// Commits whose parents are not there, since the clone is shallow.
    pub(super) boundary: HashSet<Oid>,
}

impl std::fmt::Debug for History {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "History({})", self.repository.path().display())
    }
}

impl History {
    /// Opens the repository whose work tree is at `base`.
    ///
    /// # Errors
    /// When there is none, or libgit2 cannot read it.
    pub fn open(base: &Path) -> Result<Self, HistoryError> {
        // What is read is only told, never executed, so whose it is does not matter; and re-hashing every
        // object, which git does not do either, doubles the time.
        git2::opts::strict_hash_verification(false);
        let repository = Repository::open(base).map_err(|error| match error.code() {
            ErrorCode::NotFound => HistoryError::NoRepository(base.display().to_string()),
            _ => error.into(),
        })?;
        let boundary = boundary(&repository);
        Ok(Self { repository, boundary })
    }

    /// True when older commits were cut off (`git clone --depth`, `fetch-depth`).
    pub fn is_shallow(&self) -> bool {
        self.repository.is_shallow()
    }

    /// The commit that `HEAD` names; `None` before the first one.
    ///
    /// # Errors
    /// When `HEAD` names something that cannot be read.
    pub fn head(&self) -> Result<Option<String>, HistoryError> {
        Ok(self.head_oid()?.map(|oid| oid.to_string()))
    }

    pub(super) fn head_oid(&self) -> Result<Option<Oid>, HistoryError> {
        match self.repository.head() {
            Ok(head) => Ok(Some(head.peel_to_commit()?.id())),
            Err(error) if matches!(error.code(), ErrorCode::UnbornBranch | ErrorCode::NotFound) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// The branch that is checked out; `None` on a detached `HEAD`.
    pub fn branch(&self) -> Option<String> {
        let head = self.repository.find_reference("HEAD").ok()?;
        let target = head.symbolic_target().ok().flatten()?;
        Some(target.strip_prefix("refs/heads/")?.to_owned())
    }

    /// Where `origin` is, without user name and password; `None` without one, or for a local path.
    pub fn origin(&self) -> Option<String> {
        let remote = self.repository.find_remote("origin").ok()?;
        public_url(remote.url().ok()?)
    }

    /// Name and e-mail address of the person who commits here, as far as git's configuration tells; both are
    /// empty where it does not.
    pub fn identity(&self) -> (String, String) {
        let config = self.repository.config().and_then(|mut config| config.snapshot());
        let read = |key: &str| {
            let text = config.as_ref().ok().and_then(|config| config.get_string(key).ok());
            text.map(|text| text.trim().to_owned()).unwrap_or_default()
        };
        (read("user.name"), read("user.email"))
    }
}

/// The commits that `.git/shallow` lists.
fn boundary(repository: &Repository) -> HashSet<Oid> {
    let text = std::fs::read_to_string(repository.commondir().join("shallow")).unwrap_or_default();
    text.lines().filter_map(|line| Oid::from_str(line.trim()).ok()).collect()
}

/// A remote's address as it may be shown: no user, no password, no query; nothing for a path on this machine.
fn public_url(url: &str) -> Option<String> {
    let url = url.trim();
    if let Some((scheme, rest)) = url.split_once("://") {
        if scheme.eq_ignore_ascii_case("file") {
            return None;
        }
        let rest = rest.split(['?', '#']).next().unwrap_or("");
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
        return (!host.is_empty()).then(|| format!("{scheme}://{host}/{path}"));
    }
    // `git@host:owner/name`; a colon after a slash or after one letter belongs to a path.
    let (host, path) = url.split_once(':')?;
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let is_path = host.contains(['/', '\\']) || host.len() < 2;
    (!is_path && !path.is_empty()).then(|| format!("{host}:{path}"))
}

#[cfg(test)]
mod tests {
    use super::public_url;

    #[test]
    fn an_address_is_shown_without_credentials() {
        for (url, shown) in [
            ("https://ana:secret@git.example/acme/x.git", Some("https://git.example/acme/x.git")),
            ("https://ghp_token@git.example/acme/x?token=1#y", Some("https://git.example/acme/x")),
            ("ssh://git:pw@git.example:22/acme/x", Some("ssh://git.example:22/acme/x")),
            ("git@git.example:acme/x.git", Some("git.example:acme/x.git")),
            ("https://a:b@c@git.example/x", Some("https://git.example/x")),
            ("/srv/git/x.git", None),
            ("../x:y", None),
            ("C:\\git\\x", None),
            ("file:///srv/git/x.git", None),
        ] {
            assert_eq!(public_url(url).as_deref(), shown, "{url}");
        }
    }
}
