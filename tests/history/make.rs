//! Repositories of any shape with fixed dates, and git's own word on them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use deem::history::{Chain, Follow, History, Id, Walker};

/// Paths with their mode and content.
pub(crate) type Files = BTreeMap<String, (u32, String)>;

/// A file that is not executable.
pub(crate) fn file(text: &str) -> (u32, String) {
    (100_644, text.to_owned())
}

/// A commit that was made, by number.
pub(crate) type Mark = usize;

/// Noon of 2024-01-01 in seconds.
pub(crate) const START: i64 = 1_704_110_400;

pub(crate) const DAY: i64 = 86_400;

/// Collects commits and makes a repository of them at once.
#[derive(Default)]
pub(crate) struct Maker {
    stream: String,
    states: Vec<Files>,
}

/// Who commits, when, and with what words.
pub(crate) struct Say<'s> {
    pub(crate) author: &'s str,
    pub(crate) written: i64,
    pub(crate) time: i64,
    pub(crate) message: &'s str,
}

impl Maker {
    pub(crate) fn files(&self, mark: Mark) -> Files {
        self.states[mark].clone()
    }

    /// A commit by Ana that many days after the start.
    pub(crate) fn commit(&mut self, parents: &[Mark], day: i64, files: &Files) -> Mark {
        let time = START + day * DAY;
        let say = Say { author: "Ana <ana@example.com>", written: time, time, message: "change" };
        self.say(parents, files, &say)
    }

    pub(crate) fn say(&mut self, parents: &[Mark], files: &Files, say: &Say<'_>) -> Mark {
        let mark = self.states.len();
        let out = &mut self.stream;
        let Say { author, written, time, message } = say;
        writeln!(out, "commit refs/heads/main\nmark :{}", mark + 1).unwrap();
        writeln!(out, "author {author} {written} +0200").unwrap();
        writeln!(out, "committer Gate <gate@example.com> {time} +0000").unwrap();
        writeln!(out, "data {}\n{message}", message.len()).unwrap();
        for (at, parent) in parents.iter().enumerate() {
            writeln!(out, "{} :{}", if at == 0 { "from" } else { "merge" }, parent + 1).unwrap();
        }
        writeln!(out, "deleteall").unwrap();
        for (path, (mode, text)) in files {
            writeln!(out, "M {mode} inline {path}\ndata {}\n{text}", text.len()).unwrap();
        }
        self.states.push(files.clone());
        mark
    }

    /// The repository with `HEAD` at the commit, and the names of all commits.
    pub(crate) fn build(&self, head: Mark) -> Made {
        self.build_with(head, &[])
    }

    pub(crate) fn build_with(&self, head: Mark, options: &[&str]) -> Made {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().canonicalize().unwrap();
        git(&path, &[&["init", "-q", "-b", "main"], options].concat());
        let stream = format!("{}reset refs/heads/main\nfrom :{}\n", self.stream, head + 1);
        let marks = path.join(".git/marks");
        // A commit without parents begins anew only on a branch of its own.
        let stream = roots(&stream);
        feed(&path, &["fast-import", "--quiet", "--force", "--export-marks=.git/marks"], &stream);
        let mut ids = vec![String::new(); self.states.len()];
        for line in std::fs::read_to_string(marks).unwrap().lines() {
            let (mark, id) = line.split_once(' ').unwrap();
            let mark: usize = mark.trim_start_matches(':').parse().unwrap();
            id.clone_into(&mut ids[mark - 1]);
        }
        git(&path, &["reset", "-q", "--hard"]);
        Made { dir, path, ids }
    }
}

/// Puts a reset in front of every commit, so that only stated parents count.
fn roots(stream: &str) -> String {
    stream.replace("commit refs/heads/main\nmark", "reset refs/heads/main\n\ncommit refs/heads/main\nmark")
}

/// A repository that vanishes with the test.
pub(crate) struct Made {
    #[expect(dead_code, reason = "it holds the folder")]
    dir: tempfile::TempDir,
    pub(crate) path: PathBuf,
    /// The names of the commits by mark.
    pub(crate) ids: Vec<String>,
}

impl Made {
    pub(crate) fn chains(&self, paths: &[&str], follow: Follow) -> Vec<Chain> {
        chains(&self.path, paths, follow)
    }

    pub(crate) fn chain(&self, path: &str) -> Chain {
        self.chains(&[path], Follow::default()).remove(0)
    }

    /// The marks of commits.
    pub(crate) fn marks(&self, ids: impl IntoIterator<Item = String>) -> Vec<Mark> {
        ids.into_iter().map(|id| self.ids.iter().position(|one| *one == id).unwrap()).collect()
    }

    pub(crate) fn git(&self, args: &[&str]) -> String {
        git(&self.path, args)
    }

    /// Runs git with something to read.
    pub(crate) fn feed(&self, args: &[&str], input: &str) {
        feed(&self.path, args, input);
    }
}

pub(crate) fn chains(path: &Path, paths: &[&str], follow: Follow) -> Vec<Chain> {
    let history = History::open(path).unwrap();
    let objects = history.objects().unwrap();
    let head = history.head_id().unwrap().unwrap();
    Walker::new(&objects).records(head, paths, follow).unwrap().chains
}

pub(crate) fn head(history: &History) -> Id {
    history.head_id().unwrap().unwrap()
}

/// The commits of a chain.
pub(crate) fn commits(chain: &Chain) -> Vec<String> {
    chain.changes.iter().map(|change| change.commit.id.to_string()).collect()
}

#[expect(clippy::disallowed_methods, reason = "git is the oracle")]
pub(crate) fn command(at: &Path, args: &[&str]) -> Command {
    let mut git = Command::new("git");
    git.current_dir(at)
        .args(args)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null");
    git.env("GIT_NO_LAZY_FETCH", "1");
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        git.env_remove(name);
    }
    git
}

pub(crate) fn git(at: &Path, args: &[&str]) -> String {
    let output = command(at, args).output().unwrap();
    assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn feed(at: &Path, args: &[&str], input: &str) {
    let mut child = command(at, args).stdin(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    assert!(child.wait().unwrap().success(), "git {args:?}");
}
