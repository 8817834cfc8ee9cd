//! What every command needs: settings, the day, where to write, how to speak.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, IsTerminal, Write};
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::process;

use jiff::civil::Date;

use crate::change::Plan;
use crate::cli::{Color, Global, Output};
use crate::clock;
use crate::config::{self, Settings};
use crate::discover::Workspace;
use crate::edit::Talk;
use crate::engine::{self, LoadOptions, Loaded};
use crate::exit::Exit;
use crate::owners::Codeowners;
use crate::render::{Format, Style, escape};
use crate::rules::registry;

use super::{Failure, trouble};

/// One run of the program.
pub(super) struct Session<'a> {
    pub(super) global: &'a Global,
}

impl<'a> Session<'a> {
    pub(super) const fn new(global: &'a Global) -> Self {
        Self { global }
    }

    /// Starts the threads, one for each core where no number is asked for. This thread is one of them:
    /// it would only wait for the others.
    pub(super) fn start_threads(&self) -> Result<(), Failure> {
        let pool =
            rayon::ThreadPoolBuilder::new().num_threads(self.global.threads.into()).use_current_thread();
        pool.build_global().map_err(|error| Failure::message(format!("cannot start threads: {error}")))
    }

    /// The folder to work on: `--root`, else the repository around the current folder.
    pub(super) fn workspace(&self) -> Result<Workspace, Failure> {
        let dir = self.global.root.clone().unwrap_or_else(|| PathBuf::from("."));
        Ok(Workspace::open(&dir, self.global.root.is_some())?)
    }

    /// The configuration of a workspace.
    pub(super) fn settings(&self, workspace: &Workspace) -> Result<Settings, Failure> {
        Ok(config::load(
            &workspace.root_path(),
            self.global.config.as_deref(),
            self.global.no_config,
            registry::as_config(),
        )?)
    }

    /// Loads the records; without any it is an error unless `allow_empty`.
    ///
    /// They stay until the process ends: to free every string of every record takes a tenth of a run.
    pub(super) fn load(
        &self,
        settings: &Settings,
        workspace: Workspace,
        options: &LoadOptions,
        allow_empty: bool,
    ) -> Result<ManuallyDrop<Loaded>, Failure> {
        let loaded = ManuallyDrop::new(engine::load(workspace, settings, options)?);
        if loaded.corpus.records.is_empty() && loaded.skipped.is_empty() && !allow_empty {
            let place = loaded.workspace.root_path();
            return Err(Failure::Listed {
                what: format!("no record found below `{}`", place.display()),
                lines: loaded.discovery.explain().lines().map(str::to_owned).collect(),
            });
        }
        Ok(loaded)
    }

    /// The repository's CODEOWNERS file; one that cannot be read is told.
    pub(super) fn codeowners(&self, workspace: &Workspace) -> Option<Codeowners> {
        engine::codeowners(workspace).unwrap_or_else(|file| {
            self.note(&format!("skipped `{}`: {}", file.path, file.reason));
            None
        })
    }

    /// The day that counts as today.
    pub(super) fn today(&self) -> Result<Date, Failure> {
        let epoch = env("SOURCE_DATE_EPOCH");
        clock::today(self.global.as_of, epoch.as_deref()).map_err(Failure::Message)
    }

    /// Repository-relative paths of the arguments.
    pub(super) fn paths(
        &self,
        workspace: &Workspace,
        given: &[PathBuf],
    ) -> Result<Vec<crate::source::RelPath>, Failure> {
        given
            .iter()
            .map(|path| engine::relative(workspace, &self.below_root(path)).map_err(Failure::Message))
            .collect()
    }

    /// An argument as seen from the working folder; with `-C` a path that is not there is tried below it.
    pub(super) fn below_root(&self, path: &Path) -> PathBuf {
        match &self.global.root {
            Some(root) if path.is_relative() => {
                let below = root.join(path);
                if below.symlink_metadata().is_ok() || path.symlink_metadata().is_err() {
                    below
                } else {
                    path.to_owned()
                }
            }
            _ => path.to_owned(),
        }
    }

    /// How text for people is dressed on the stream that the result goes to.
    pub(super) fn style(&self) -> Style {
        let terminal = self.file().is_none() && io::stdout().is_terminal();
        let color = match self.global.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto if env("NO_COLOR").is_some() => false,
            Color::Auto if env("FORCE_COLOR").or_else(|| env("CLICOLOR_FORCE")).is_some_and(|v| v != "0") => {
                true
            }
            Color::Auto => terminal && env("TERM").is_none_or(|term| term != "dumb"),
        };
        let columns = env("COLUMNS").and_then(|text| text.parse().ok());
        let width = if terminal {
            columns.or_else(terminal_width).unwrap_or(100)
        } else {
            columns.unwrap_or(usize::MAX)
        };
        Style { color, width, hyperlinks: terminal && color, summary: self.global.quiet == 0 }
    }

    /// The file that takes the place of standard output.
    pub(super) fn file(&self) -> Option<&Path> {
        self.global.output.iter().find_map(|output| match output {
            Output::Instead(path) => Some(path.as_path()),
            Output::Besides(..) => None,
        })
    }

    /// The files that are written besides, each with its format.
    pub(super) fn files_besides(&self) -> impl Iterator<Item = (Format, &Path)> {
        self.global.output.iter().filter_map(|output| match output {
            Output::Instead(_) => None,
            Output::Besides(format, path) => Some((*format, path.as_path())),
        })
    }

    /// Refuses several results for one file, and formats where the result is not findings.
    pub(super) fn check_outputs(&self, findings: bool) -> Result<(), Failure> {
        let mut files: HashSet<&Path> = HashSet::new();
        let mut instead = 0;
        for output in &self.global.output {
            let (Output::Instead(path) | Output::Besides(_, path)) = output;
            if !files.insert(path) {
                return Err(Failure::message(format!("`--output` names `{}` twice", path.display())));
            }
            match output {
                Output::Besides(..) if !findings => {
                    return Err(Failure::message(
                        "`--output FORMAT=FILE` is for the findings of `deem check`",
                    ));
                }
                Output::Besides(..) => {}
                Output::Instead(_) => instead += 1,
            }
        }
        if instead > 1 {
            return Err(Failure::message(
                "`--output FILE` takes one file; others need a format: `json=FILE`",
            ));
        }
        Ok(())
    }

    /// Writes the result to `--output` or standard output.
    pub(super) fn write(&self, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
        match self.file() {
            Some(path) => write_to(path, fill),
            None => {
                let mut out = io::BufWriter::new(io::stdout().lock());
                fill(&mut out)?;
                Ok(out.flush()?)
            }
        }
    }

    /// Carries a plan out and prints the paths that are different now; a dry run prints the difference, and
    /// its exit code tells whether there is one.
    pub(super) fn carry_out(&self, plan: &Plan, base: &Path, dry: bool) -> Result<Exit, Failure> {
        let failed = |error: &dyn std::fmt::Display| Failure::message(error.to_string());
        if dry {
            let diff = plan.diff().map_err(|error| failed(&error))?;
            self.write(|out| out.write_all(diff.as_bytes()))?;
            return Ok(if diff.is_empty() { Exit::Clean } else { Exit::Findings });
        }
        let written = plan.apply(base).map_err(|error| failed(&error))?;
        self.write(|out| written.iter().try_for_each(|path| writeln!(out, "{}", escape::line(path))))?;
        Ok(Exit::Clean)
    }

    /// Tells something on standard error, unless quiet.
    pub(super) fn note(&self, text: &str) {
        if self.global.quiet == 0 {
            stderr("note: ", text);
        }
    }

    /// Tells which files were no use, and why.
    pub(super) fn note_skipped(&self, loaded: &Loaded) {
        for skipped in &loaded.skipped {
            self.note(&format!("skipped `{}`: {}", skipped.path, skipped.reason));
        }
    }

    /// Warns on standard error, unless nothing at all is to be said.
    pub(super) fn warn(&self, text: &str) {
        if self.global.quiet < 2 {
            stderr("warning: ", text);
        }
    }

    /// Tells what edits to records come with.
    pub(super) fn tell(&self, talk: &Talk) {
        talk.warnings.iter().for_each(|warning| self.warn(warning));
        talk.notes.iter().for_each(|note| self.note(note));
    }

    /// Tells the user what went wrong.
    pub(super) fn say_error(&self, failure: &Failure) {
        match failure {
            Failure::Config(errors) => {
                let _ = io::stderr().lock().write_all(trouble::lines(errors).as_bytes());
            }
            Failure::Listed { what, lines } => {
                stderr("error: ", what);
                lines.iter().for_each(|line| stderr("  ", line));
            }
            other => stderr("error: ", &other.to_string()),
        }
    }
}

/// Writes a file; the message says which could not be written.
pub(super) fn write_to(
    path: &Path,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    write_file(path, fill)
        .map_err(|error| Failure::message(format!("cannot write `{}`: {error}", path.display())))
}

/// Fills a file beside `path` and puts it in its place, so that a run that fails leaves the old one. What is
/// no regular file, such as a pipe, is written to as it is, and a link stays one.
fn write_file(path: &Path, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let there = path.metadata().ok();
    if there.as_ref().is_some_and(|meta| !meta.is_file()) {
        return write_all(&mut File::create(path)?, fill);
    }
    let target = if there.is_some() { path.canonicalize()? } else { path.to_owned() };
    let mut name = target.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.tmp", process::id()));
    let beside = target.with_file_name(name);
    let mut file = File::create_new(&beside)?;
    let done = there
        .map_or(Ok(()), |meta| file.set_permissions(meta.permissions()))
        .and_then(|()| write_all(&mut file, fill))
        .and_then(|()| fs::rename(&beside, &target));
    if done.is_err() {
        let _ = fs::remove_file(&beside);
    }
    done
}

fn write_all(file: &mut File, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = io::BufWriter::new(file);
    fill(&mut out)?;
    out.flush()
}

/// One line on standard error, made safe; a closed stream is nobody's loss.
fn stderr(lead: &str, text: &str) {
    let _ = writeln!(io::stderr().lock(), "{lead}{}", escape::line(text));
}

/// A variable of the environment that is set and not empty.
#[expect(clippy::disallowed_methods, reason = "the home of the environment")]
pub(super) fn env(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Columns of the terminal that a result is printed on; shells seldom export `COLUMNS`.
fn terminal_width() -> Option<usize> {
    terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| width.0.into())
}
