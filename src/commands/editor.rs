//! The user's editor: the one program that deem runs, by the user's own wish and never by a repository's.

use std::io::{self, IsTerminal as _};
use std::path::Path;

use super::Failure;
use super::session::{Session, env};

/// Opens a file in `$VISUAL`, else `$EDITOR`, and waits for it. No shell reads the variable: it is split into
/// words as a shell would, and nothing else.
pub(super) fn open(session: &Session<'_>, path: &Path) -> Result<(), Failure> {
    if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
        session.note("no editor was opened, since this is no terminal");
        return Ok(());
    }
    let (name, value) = ["VISUAL", "EDITOR"]
        .into_iter()
        .find_map(|name| Some((name, env(name)?)))
        .ok_or_else(|| Failure::message("neither `VISUAL` nor `EDITOR` names an editor"))?;
    let words =
        words(&value).ok_or_else(|| Failure::message(format!("`{name}` is no command: `{value}`")))?;
    run(&words, path).map_err(|error| Failure::message(format!("cannot run `{value}`: {error}")))
}

/// Program and arguments; never empty.
fn words(value: &str) -> Option<Vec<String>> {
    shell_words::split(value).ok().filter(|words| !words.is_empty())
}

#[expect(clippy::disallowed_methods, reason = "the user asked for the editor")]
fn run(words: &[String], path: &Path) -> io::Result<()> {
    let Some((program, arguments)) = words.split_first() else { return Ok(()) };
    let status = std::process::Command::new(program).args(arguments).arg(path).status()?;
    if status.success() { Ok(()) } else { Err(io::Error::other(format!("it ended with {status}"))) }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn the_variable_is_split_as_a_shell_would() {
        let split = |text: &str| words(text).unwrap_or_default();
        assert_eq!(split("code --wait"), ["code", "--wait"]);
        assert_eq!(split("'/opt/my editor/vi' -c \"set tw=100\""), ["/opt/my editor/vi", "-c", "set tw=100"]);
        assert_eq!(split("vi; rm x"), ["vi;", "rm", "x"], "no shell reads it");
        assert!(words("vi 'x").is_none() && words("  ").is_none());
    }
}
