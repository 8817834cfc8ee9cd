//! A repository opened for reading.

use std::collections::HashSet;
use std::path::Path;

use git2::{ErrorCode, Oid, Repository};

use super::HistoryError;
use super::graph::Graph;
use super::id::Id;
use super::odb::GitObjects;
use super::open::{self, Layout};
use super::substance::ignored_commits;

/// A git repository. Nothing is ever written to it, and none of its hooks or filters is run.
pub struct History {
    pub(super) repository: Repository,
    /// Commits whose parents are not there, since the clone is shallow.
    shallow: HashSet<Id>,
    /// Where the files are, when libgit2 opened nothing but the objects.
    pub(super) bare_objects: Option<Layout>,
}

impl std::fmt::Debug for History {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.bare_objects {
            Some(layout) => write!(f, "History({})", layout.common.display()),
            None => write!(f, "History({})", self.repository.path().display()),
        }
    }
}

impl History {
    /// Opens the repository whose work tree is at `base`, or the bare one that is there.
    ///
    /// # Errors
    /// When there is none, or libgit2 cannot read it.
    pub fn open(base: &Path) -> Result<Self, HistoryError> {
        // What is read is only told, never executed, so whose it is does not matter; and re-hashing every
        // object, which git does not do either, doubles the time. Trees are kept by the walk itself.
        git2::opts::strict_hash_verification(false);
        git2::opts::enable_caching(false);
        let (repository, bare_objects) = match Repository::open(base) {
            Ok(repository) => (repository, None),
            Err(error) if error.code() == ErrorCode::NotFound => {
                return Err(HistoryError::NoRepository(base.display().to_string()));
            }
            Err(error) => {
                let layout = Layout::find(base).ok_or(error)?;
                (layout.open()?, Some(layout))
            }
        };
        let shallow = match &bare_objects {
            Some(layout) => boundary(&layout.common),
            None => boundary(repository.commondir()),
        };
        Ok(Self { repository, shallow, bare_objects })
    }

    /// The objects, for a [`super::Walker`].
    ///
    /// # Errors
    /// When the folder of objects cannot be read.
    pub fn objects(&self) -> Result<GitObjects<'_>, HistoryError> {
        Ok(GitObjects::new(self.repository.odb()?, &self.shallow, self.graph()))
    }

    /// The commit-graph, unless the repository shows other parents than its commits have: git does not use it
    /// then either.
    fn graph(&self) -> Graph {
        let common = self.common();
        let packed = open::read_text(&common.join("packed-refs")).unwrap_or_default();
        let altered = self.is_shallow()
            || common.join("info/grafts").exists()
            || std::fs::read_dir(common.join("refs/replace")).is_ok_and(|mut found| found.next().is_some())
            || packed.contains(" refs/replace/");
        let width = self.head_oid().ok().flatten().map(|head| head.as_bytes().len());
        width
            .filter(|_| !altered)
            .map_or_else(Graph::default, |width| Graph::open(&common.join("objects"), width))
    }

    /// The folder with what all work trees share.
    fn common(&self) -> &Path {
        match &self.bare_objects {
            Some(layout) => &layout.common,
            None => self.repository.commondir(),
        }
    }

    /// The commit that `HEAD` names; `None` before the first one.
    ///
    /// # Errors
    /// When `HEAD` names something that cannot be read.
    pub fn head_id(&self) -> Result<Option<Id>, HistoryError> {
        Ok(self.head_oid()?.and_then(|oid| Id::from_bytes(oid.as_bytes())))
    }

    /// The text of `.mailmap`: of the work tree, else of `HEAD`; empty without one. A mailmap that git's
    /// configuration names is not read: who counts as whom must not depend on the machine.
    pub fn mailmap(&self) -> String {
        let path = self.repository.workdir().map(|base| base.join(".mailmap"));
        // A link may lead anywhere; git does not follow it either.
        let file = path.filter(|path| !path.is_symlink()).and_then(|path| open::read(&path));
        let text = file.or_else(|| self.file_at_head(".mailmap")).unwrap_or_default();
        String::from_utf8_lossy(&text).into_owned()
    }

    /// The commits that blame should pass over: those of `.git-blame-ignore-revs` and of the file that
    /// `blame.ignoreRevsFile` names inside the repository, as `HEAD` has them.
    pub fn ignored_commits(&self) -> HashSet<Id> {
        let key = "blame.ignoreRevsFile";
        let named = match &self.bare_objects {
            Some(layout) => layout.setting(key),
            None => self.repository.config().and_then(|config| config.get_string(key)).ok(),
        };
        let files = [Some(".git-blame-ignore-revs".to_owned()), named];
        let texts = files.into_iter().flatten().filter_map(|path| self.file_at_head(&path));
        texts.flat_map(|text| ignored_commits(&String::from_utf8_lossy(&text)).collect::<Vec<_>>()).collect()
    }

    /// The content of a file of `HEAD`.
    fn file_at_head(&self, path: &str) -> Option<Vec<u8>> {
        let tree = self.repository.find_commit(self.head_oid().ok()??).ok()?.tree().ok()?;
        let entry = tree.get_path(Path::new(path)).ok()?;
        Some(self.repository.find_blob(entry.id()).ok()?.content().to_vec())
    }

    /// True when older commits were cut off (`git clone --depth`, `fetch-depth`).
    pub fn is_shallow(&self) -> bool {
        !self.shallow.is_empty()
    }

    /// The commit that `HEAD` names; `None` before the first one.
    ///
    /// # Errors
    /// When `HEAD` names something that cannot be read.
    pub fn head(&self) -> Result<Option<String>, HistoryError> {
        Ok(self.head_oid()?.map(|oid| oid.to_string()))
    }

    pub(super) fn head_oid(&self) -> Result<Option<Oid>, HistoryError> {
        if let Some(layout) = &self.bare_objects {
            let head = layout.head()?;
            return Ok(head.and_then(|id| Oid::from_bytes(id.as_bytes()).ok()));
        }
        match self.repository.head() {
            Ok(head) => Ok(Some(head.peel_to_commit()?.id())),
            Err(error) if matches!(error.code(), ErrorCode::UnbornBranch | ErrorCode::NotFound) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// The branch that is checked out; `None` on a detached `HEAD`.
    pub fn branch(&self) -> Option<String> {
        if let Some(layout) = &self.bare_objects {
            return layout.branch();
        }
        let head = self.repository.find_reference("HEAD").ok()?;
        let target = head.symbolic_target().ok().flatten()?;
        Some(target.strip_prefix("refs/heads/")?.to_owned())
    }

    /// Where `origin` is, without user name and password; `None` without one, or for a local path.
    pub fn origin(&self) -> Option<String> {
        if let Some(layout) = &self.bare_objects {
            return public_url(&layout.setting("remote.origin.url")?);
        }
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
fn boundary(common: &Path) -> HashSet<Id> {
    let text = open::read_text(&common.join("shallow")).unwrap_or_default();
    text.lines().filter_map(|line| Id::from_hex(line.trim().as_bytes())).collect()
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
