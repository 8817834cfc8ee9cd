//! The text of `deem.toml`: the default file, with what was found in it.

use std::fmt::Write as _;

use crate::config::{DEFAULT_FILE, SCHEMA_ID};
use crate::render::escape;

use super::kinds::OwnKind;
use super::survey::Survey;
use super::words::{Word, WordOf};

/// The whole file. What is in force differs from the defaults only where the records already do.
pub(super) fn text(survey: &Survey) -> String {
    let mut text = format!("#:schema {SCHEMA_ID}\n");
    for (at, block) in DEFAULT_FILE.trim_end().split("\n\n").enumerate() {
        if at > 0 {
            text.push('\n');
        }
        let kind = |own: &&OwnKind| block.lines().any(|line| line == format!("#[kinds.{}]", own.name));
        if block.lines().any(|line| line == "#[records]") {
            found(survey, &mut text);
            text.push_str(block);
        } else if block.contains("[vocabulary.status]") && !survey.words.is_empty() {
            vocabulary(&survey.words, &mut text);
        } else if let Some(own) = survey.kinds.iter().find(kind) {
            let lines: Vec<String> = block.lines().map(|line| live(line, own)).collect();
            text.push_str(&lines.join("\n"));
        } else {
            text.push_str(block);
        }
        if !text.ends_with('\n') {
            text.push('\n');
        }
    }
    text
}

/// What deem finds without being told.
fn found(survey: &Survey, text: &mut String) {
    if survey.folders.is_empty() {
        return;
    }
    text.push_str("# Found by deem itself, without any setting:\n");
    for line in survey.folder_lines() {
        let _ = writeln!(text, "# - {}", escape::line(&line));
    }
    text.push_str("#\n");
}

/// The words that deem does not know, each behind a `#`: what they mean is for people to say.
fn vocabulary(words: &[Word], text: &mut String) {
    text.push_str(
        "# Words of this repository for a status or a date whose meaning is open. To map one, remove the `#` before\n\
         # it. What stands behind the `=` is a guess from the spelling; it is empty where there is none.\n\
         # A status is one of: draft, proposed, accepted, implemented, deferred, rejected, withdrawn, deprecated,\n\
         # superseded. A date is one of: created, decided, updated, review.\n",
    );
    for of in [WordOf::Status, WordOf::Date] {
        let mut words = words.iter().filter(|word| word.of == of).peekable();
        if words.peek().is_some() {
            let _ = writeln!(text, "[vocabulary.{}]", of.noun());
        }
        for word in words {
            let records = if word.count == 1 { "record" } else { "records" };
            let _ = writeln!(
                text,
                "#{} = {}  # {} {records}, first `{}`",
                quoted(&word.text),
                quoted(word.guess.unwrap_or("")),
                word.count,
                escape::line(&word.first)
            );
        }
    }
}

/// A line of a kind's block with the settings that differ put into force.
fn live(line: &str, own: &OwnKind) -> String {
    let Some(setting) = line.strip_prefix('#') else { return line.to_owned() };
    let key = setting.split(" =").next().unwrap_or(setting);
    match (key, &own.prefix) {
        ("prefix", Some(prefix)) => format!("prefix = {}", quoted(prefix)),
        ("folders", _) if !own.folders.is_empty() => {
            let folders: Vec<String> = own.folders.iter().map(|folder| quoted(folder)).collect();
            format!("folders = [{}]", folders.join(", "))
        }
        _ if setting.starts_with("[kinds.") => setting.to_owned(),
        _ => line.to_owned(),
    }
}

/// A basic string of TOML, in which nothing hides.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if escape::is_unsafe(c) => {
                // Writing to a string does not fail.
                let _ = write!(out, "\\U{:08X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_string_survives_toml() {
        for text in ["", "in arbeit", "a\"b\\c", "a\u{7f}\n\u{202e}b", "\u{e0041}é日"] {
            let written = format!("{} = {}", quoted(&format!("k{text}")), quoted(text));
            let table: toml::Table = written.parse().unwrap();
            assert_eq!(table[&format!("k{text}")].as_str(), Some(text), "{written}");
            assert!(!written.contains(char::is_control));
        }
    }
}
