//! The decision log as a Markdown table for each kind.

use std::io::{self, Write};

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::record::Kind;
use crate::record::kind::Kinds;
use crate::render::escape;
use crate::report::Row;

/// What may not stand as it is in a link's destination.
const IN_LINK: AsciiSet = CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'%')
    .add(b'#')
    .add(b'?')
    .add(b'(')
    .add(b')')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b']')
    .add(b'\\')
    .add(b'`')
    .add(b'|')
    .add(b'*')
    .add(b'_')
    .add(b':');

/// Writes the tables. Links are relative to `folder`, a repository-relative path, `""` for the root. The
/// bytes depend on the records alone.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write_markdown(records: &[Row], kinds: &Kinds, folder: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# Decision log")?;
    write_tables(records, kinds, folder, out)
}

/// The same without the heading above: what stands between the markers of an index.
pub(super) fn write_tables(
    records: &[Row],
    kinds: &Kinds,
    folder: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    for kind in kinds.all() {
        let mut rows = records.iter().filter(|row| row.kind == kind.name).peekable();
        if rows.peek().is_none() {
            continue;
        }
        writeln!(out, "\n## {}\n", heading(kind))?;
        writeln!(out, "| Id | Title | Status | Date | Owners | Superseded by |")?;
        writeln!(out, "| --- | --- | --- | --- | --- | --- |")?;
        rows.try_for_each(|row| write_row(row, folder, out))?;
    }
    Ok(())
}

fn heading(kind: &Kind) -> String {
    match &*kind.name {
        "adr" => "Architecture decisions".to_owned(),
        "tech-debt" => "Technical debts".to_owned(),
        "org-change" => "Changes of the organisation".to_owned(),
        // `rfc` with prefix RFC is an abbreviation.
        name if name.eq_ignore_ascii_case(&kind.prefix) => format!("{}s", kind.prefix),
        name => {
            let words = plural(&name.replace('-', " "));
            let mut chars = words.chars();
            let first = chars.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
            format!("{first}{}", chars.as_str())
        }
    }
}

/// The usual plural of an English noun.
fn plural(noun: &str) -> String {
    const HISSING: [&str; 5] = ["s", "x", "z", "ch", "sh"];
    match noun.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'i', 'o', 'u']) => format!("{stem}ies"),
        _ if HISSING.iter().any(|end| noun.ends_with(end)) => format!("{noun}es"),
        _ => format!("{noun}s"),
    }
}

fn write_row(row: &Row, folder: &str, out: &mut dyn Write) -> io::Result<()> {
    let title = if row.title.trim().is_empty() { &row.path } else { &row.title };
    let owners = row.owners.iter().map(|owner| plain(&owner.name)).collect::<Vec<_>>().join(", ");
    let mut successors: Vec<String> = Vec::new();
    for link in row.links.iter().filter(|link| link.relation == "superseded-by" && !link.partial) {
        let shown = match &link.path {
            Some(path) => linked(&link.target, path, folder),
            None => plain(&link.target),
        };
        // A record may name its successor twice, by id and by link.
        if !successors.contains(&shown) {
            successors.push(shown);
        }
    }
    let successors = successors.join(", ");
    let date = row.decided.as_deref().or(row.date.as_deref()).unwrap_or("");
    writeln!(
        out,
        "| {} | {} | {} | {} | {owners} | {successors} |",
        plain(&row.id),
        linked(title, &row.path, folder),
        plain(row.status.as_deref().unwrap_or("")),
        plain(date),
    )
}

/// A link to a file of the repository.
pub(in crate::report) fn linked(text: &str, path: &str, folder: &str) -> String {
    format!("[{}]({})", plain(text), utf8_percent_encode(&relative(path, folder), &IN_LINK))
}

/// The way from a folder to a path, both relative to the repository root.
fn relative(path: &str, folder: &str) -> String {
    let from: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let to: Vec<&str> = path.split('/').collect();
    let shared = from.iter().zip(&to[..to.len().saturating_sub(1)]).take_while(|(a, b)| a == b).count();
    let mut parts = vec![".."; from.len() - shared];
    parts.extend(&to[shared..]);
    parts.join("/")
}

/// Text that a stranger wrote, on one line and without any meaning in Markdown or HTML.
pub(in crate::report) fn plain(text: &str) -> String {
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = String::with_capacity(one_line.len() + 8);
    for c in escape::line(&one_line).chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_goes_up_only_as_far_as_needed() {
        for (path, folder, way) in [
            ("docs/adr/1.md", "", "docs/adr/1.md"),
            ("docs/adr/1.md", "docs/adr", "1.md"),
            ("docs/adr/1.md", "docs", "adr/1.md"),
            ("docs/adr/1.md", "docs/site/en", "../../adr/1.md"),
            ("1.md", "docs", "../1.md"),
            ("adr", "adr", "../adr"),
        ] {
            assert_eq!(relative(path, folder), way, "{path} from {folder}");
        }
    }

    #[test]
    fn a_table_is_headed_by_the_plural_of_its_kind() {
        for (name, prefix, want) in [
            ("rfc", "RFC", "RFCs"),
            ("security-review", "SEC", "Security reviews"),
            ("data-policy", "DP", "Data policies"),
            ("survey", "SV", "Surveys"),
            ("process", "PR", "Processes"),
        ] {
            assert_eq!(heading(&Kind { prefix: prefix.to_owned(), ..Kind::added(name) }), want);
        }
    }

    #[test]
    fn hostile_text_stays_in_its_cell() {
        assert_eq!(plain("a|b\n](x) `c` <img> &lt;"), "a\\|b \\](x) \\`c\\` &lt;img&gt; &amp;lt;");
        assert_eq!(plain("@acme/team ##[error]"), "@acme/team #\\\\u{23}\\[error\\]");
        assert_eq!(linked("x", "a b/(c)|.md", ""), "[x](a%20b/%28c%29%7C.md)");
    }
}
