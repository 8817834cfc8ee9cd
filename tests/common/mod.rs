//! Temporary repositories with fixed dates, and the program run on them.

#![allow(dead_code, unreachable_pub, reason = "each test program uses its own part")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by stopping")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder that vanishes with the test.
pub struct Repo {
    dir: tempfile::TempDir,
}

impl Repo {
    /// A folder without git.
    pub fn plain() -> Self {
        Self { dir: tempfile::tempdir().unwrap() }
    }

    /// An empty git repository with branch `main`.
    pub fn new() -> Self {
        let repo = Self::plain();
        repo.git(&["init", "-q", "-b", "main"]);
        repo
    }

    pub fn path(&self) -> PathBuf {
        self.dir.path().canonicalize().unwrap()
    }

    pub fn write(&self, path: &str, text: &str) -> &Self {
        let full = self.path().join(path);
        fs::create_dir_all(full.parent().unwrap()).unwrap();
        fs::write(full, text).unwrap();
        self
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path().join(path)).unwrap()
    }

    /// Commits everything as of a day, at noon.
    pub fn commit(&self, day: &str) -> String {
        self.git(&["add", "-A"]);
        self.git_on(day, &["commit", "-q", "--allow-empty", "-m", day]);
        self.git(&["rev-parse", "HEAD"]).trim().to_owned()
    }

    pub fn git(&self, args: &[&str]) -> String {
        self.git_on("2026-01-01", args)
    }

    pub fn git_on(&self, day: &str, args: &[&str]) -> String {
        git(&self.path(), day, args)
    }

    pub fn deem(&self, args: &[&str]) -> Output {
        deem(&self.path(), args)
    }

    /// What a successful run prints.
    pub fn ok(&self, args: &[&str]) -> String {
        let out = self.deem(args);
        assert!(out.status.success(), "{args:?}: {}", stderr(&out));
        stdout(&out)
    }
}

/// Runs git with nobody's configuration.
#[expect(clippy::disallowed_methods, reason = "only git makes the repositories that users have")]
pub fn git(dir: &Path, day: &str, args: &[&str]) -> String {
    let date = format!("{day}T12:00:00+00:00");
    let out = Command::new("git")
        .current_dir(dir)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap())
        .env("HOME", dir)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_AUTHOR_NAME", "Ana Silva")
        .env("GIT_AUTHOR_EMAIL", "ana@example.com")
        .env("GIT_COMMITTER_NAME", "Ben Ode")
        .env("GIT_COMMITTER_EMAIL", "ben@example.com")
        .env("GIT_AUTHOR_DATE", &date)
        .env("GIT_COMMITTER_DATE", &date)
        .args(args)
        .output()
        .unwrap();
    assert!(out.status.success(), "git {args:?}: {}", stderr(&out));
    stdout(&out)
}

/// The program, without the variables that would change what it does.
#[expect(clippy::disallowed_methods, reason = "the program under test is a process")]
pub fn command(dir: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_deem"));
    command.current_dir(dir);
    for name in
        ["SOURCE_DATE_EPOCH", "DEEM_CONFIG", "DEEM_FORMAT", "FORCE_COLOR", "CLICOLOR_FORCE", "COLUMNS"]
    {
        command.env_remove(name);
    }
    // Nobody's git configuration but the repository's.
    command.env("HOME", dir).env_remove("XDG_CONFIG_HOME");
    command
}

pub fn deem(dir: &Path, args: &[&str]) -> Output {
    command(dir).args(args).output().unwrap()
}

pub fn stdout(out: &Output) -> String {
    String::from_utf8(out.stdout.clone()).unwrap()
}

pub fn stderr(out: &Output) -> String {
    String::from_utf8(out.stderr.clone()).unwrap()
}

pub fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// A record with deem's frontmatter.
pub fn adr(status: &str, more: &str) -> String {
    format!("---\nkind: adr\nstatus: {status}\n{more}---\n\n# Use Kafka\n\n## Context\n\nOrders get lost.\n")
}
