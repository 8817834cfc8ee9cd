//! Runs the program in a folder made for the purpose, with nothing of the caller's environment.
#![allow(dead_code, reason = "each test program uses a part")]

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

pub(crate) mod channel;
pub(crate) mod git;
pub(crate) mod schema;

/// A record in the manner of adr-tools.
pub(crate) const NYGARD: &str = "# 1. Use a queue\n\nDate: 2024-01-02\n\n## Status\n\nAccepted\n\n\
                                 ## Context\n\nLoad comes in bursts.\n\n## Decision\n\nWe queue.\n\n\
                                 ## Consequences\n\nLater answers.\n";

/// `NYGARD` with another number and title.
pub(crate) fn nygard(number: usize, title: &str) -> String {
    NYGARD.replace("# 1. Use a queue", &format!("# {number}. {title}"))
}

/// A record of deem's own kind that `check` calls an error whatever rules there are: its bytes are no text.
pub(crate) const UNREADABLE: &[u8] = b"# 1. Caf\xe9\n\n## Status\n\nAccepted\n";

/// A temporary folder, removed when dropped.
pub(crate) struct Repo {
    dir: TempDir,
    root: PathBuf,
}

impl Repo {
    /// A folder with these files and no git.
    pub(crate) fn plain<P: AsRef<Path>, B: AsRef<[u8]>>(files: impl IntoIterator<Item = (P, B)>) -> Self {
        let dir = TempDir::new().unwrap();
        let root = dir.path().canonicalize().unwrap().join("repo");
        fs::create_dir(&root).unwrap();
        let repo = Self { dir, root };
        for (path, bytes) in files {
            repo.write(path, bytes);
        }
        repo
    }

    /// The same as an initialised git repository without commits.
    pub(crate) fn git<P: AsRef<Path>, B: AsRef<[u8]>>(files: impl IntoIterator<Item = (P, B)>) -> Self {
        let repo = Self::plain(files);
        git::init(repo.path());
        repo
    }

    /// One good record in a git repository.
    pub(crate) fn good() -> Self {
        Self::git([("docs/adr/0001-use-a-queue.md", NYGARD)])
    }

    /// One file that is an error in a git repository.
    pub(crate) fn broken() -> Self {
        Self::git([("docs/adr/0001-use-a-queue.md", UNREADABLE)])
    }

    pub(crate) fn path(&self) -> &Path {
        &self.root
    }

    /// The folder around the repository.
    pub(crate) fn outside(&self) -> PathBuf {
        self.root.parent().unwrap().to_owned()
    }

    pub(crate) fn write(&self, path: impl AsRef<Path>, bytes: impl AsRef<[u8]>) {
        let full = self.root.join(path);
        fs::create_dir_all(full.parent().unwrap()).unwrap();
        fs::write(full, bytes).unwrap();
    }

    pub(crate) fn read(&self, path: impl AsRef<Path>) -> String {
        fs::read_to_string(self.root.join(path)).unwrap()
    }

    /// A run of the program in the repository's top folder.
    pub(crate) fn deem<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Run {
        Run {
            args: args.into_iter().map(|arg| arg.as_ref().to_owned()).collect(),
            cwd: self.root.clone(),
            home: self.outside(),
            env: Vec::new(),
            stdin: None,
            stdout: None,
        }
    }
}

/// A run of the program that is yet to start.
#[must_use]
pub(crate) struct Run {
    args: Vec<OsString>,
    cwd: PathBuf,
    home: PathBuf,
    env: Vec<(String, String)>,
    stdin: Option<Vec<u8>>,
    stdout: Option<Stdio>,
}

impl Run {
    pub(crate) fn cwd(mut self, path: impl AsRef<Path>) -> Self {
        self.cwd = self.cwd.join(path);
        self
    }

    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.env.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn stdin(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.stdin = Some(bytes.into());
        self
    }

    /// Sends standard output elsewhere; what the program writes is then not seen.
    pub(crate) fn stdout(mut self, to: impl Into<Stdio>) -> Self {
        self.stdout = Some(to.into());
        self
    }

    /// Runs the program to its end.
    #[expect(clippy::disallowed_methods, reason = "the program under test is a process")]
    pub(crate) fn run(self) -> Output {
        let shown = format!("{:?}", self.args);
        let mut command = Command::new(env!("CARGO_BIN_EXE_deem"));
        command.args(&self.args).current_dir(&self.cwd);
        // Nothing of CI, colours, git or the shell's size gets in.
        command.env_clear().env("HOME", &self.home).env("SOURCE_DATE_EPOCH", "1795305600");
        if let Some(root) = std::env::var_os("SystemRoot") {
            command.env("SystemRoot", root);
        }
        command.envs(self.env);
        command.stdin(if self.stdin.is_some() { Stdio::piped() } else { Stdio::null() });
        command.stdout(self.stdout.unwrap_or_else(Stdio::piped)).stderr(Stdio::piped());
        let started = Instant::now();
        let mut child = command.spawn().unwrap();
        drop(command);
        if let Some(bytes) = self.stdin {
            // A program that fails early need not read what it is given.
            let _ = child.stdin.take().unwrap().write_all(&bytes);
        }
        let (done, id) = (Arc::new(AtomicBool::new(false)), child.id());
        let watch = Arc::clone(&done);
        // A program that hangs must fail its test, not stop all of them.
        let watchdog = std::thread::spawn(move || {
            let until = Instant::now() + Duration::from_secs(60);
            while !watch.load(Ordering::Relaxed) {
                if Instant::now() > until {
                    let _ = Command::new("kill").args(["-9", &id.to_string()]).status();
                    return;
                }
                std::thread::sleep(Duration::from_millis(2));
            }
        });
        let output = child.wait_with_output().unwrap();
        done.store(true, Ordering::Relaxed);
        watchdog.join().unwrap();
        Output {
            shown,
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).expect("standard output is UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
            took: started.elapsed(),
        }
    }
}

/// What a run gave. Its methods assert, and name the run when they fail.
pub(crate) struct Output {
    shown: String,
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) took: Duration,
}

impl Output {
    fn context(&self) -> String {
        format!("deem {}\n--- stdout\n{}--- stderr\n{}", self.shown, self.stdout, self.stderr)
    }

    /// The exit code is `code`.
    #[track_caller]
    pub(crate) fn code(&self, code: i32) -> &Self {
        assert_eq!(self.code, Some(code), "{}", self.context());
        self
    }

    /// Standard output is just `text`.
    #[track_caller]
    pub(crate) fn out(&self, text: &str) -> &Self {
        assert_eq!(self.stdout, text, "{}", self.context());
        self
    }

    /// Standard error is just `text`.
    #[track_caller]
    pub(crate) fn err(&self, text: &str) -> &Self {
        assert_eq!(self.stderr, text, "{}", self.context());
        self
    }

    #[track_caller]
    pub(crate) fn out_has(&self, part: &str) -> &Self {
        assert!(self.stdout.contains(part), "no `{part}` in\n{}", self.context());
        self
    }

    #[track_caller]
    pub(crate) fn err_has(&self, part: &str) -> &Self {
        assert!(self.stderr.contains(part), "no `{part}` in\n{}", self.context());
        self
    }

    /// Exit code 2, nothing on standard output and one line that contains each part on standard error.
    #[track_caller]
    pub(crate) fn fails(&self, parts: &[&str]) -> &Self {
        self.code(2).out("");
        assert_eq!(self.stderr.lines().count(), 1, "{}", self.context());
        assert!(self.stderr.starts_with("error: "), "{}", self.context());
        parts.iter().for_each(|part| {
            self.err_has(part);
        });
        self
    }

    /// Standard output as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}\n{}", self.context()))
    }

    /// Ended by itself with an exit code of the contract, without a panic, within ten seconds.
    #[track_caller]
    pub(crate) fn calm(&self) -> &Self {
        assert!(matches!(self.code, Some(0..=2)), "{}", self.context());
        assert!(!self.stderr.contains("panicked"), "{}", self.context());
        assert!(self.took < Duration::from_secs(30), "took {:?}: {}", self.took, self.context());
        self
    }
}
