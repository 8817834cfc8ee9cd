//! The table of `docs/editing.md` says what `deem supersede` writes.
#![allow(clippy::unwrap_used, clippy::panic, reason = "clippy takes helpers of tests for no tests")]

mod common;

use common::{Repo, stderr};

/// A row of the table: dialect, the status before, what the old record has after it, what the new one gets.
struct Example {
    dialect: String,
    before: String,
    after: Vec<String>,
    gets: Vec<String>,
}

/// The texts in backticks of a cell.
fn codes(cell: &str) -> Vec<String> {
    let codes = cell.split('`').skip(1).step_by(2);
    codes.map(|code| code.replace('⏎', "\n").replace("\\|", "|")).collect()
}

fn examples() -> Vec<Example> {
    let page = include_str!("../docs/editing.md");
    let table = page.split("| dialect | record 1 before |").nth(1).unwrap();
    let rows = table.lines().skip(2).take_while(|line| line.starts_with('|'));
    rows.map(|row| {
        let row = row.replace("\\|", "\u{0}");
        let mut cells = row.split('|').skip(1).map(|cell| cell.trim().replace('\u{0}', "|"));
        let mut cell = || cells.next().unwrap();
        let dialect = cell();
        let before = codes(&cell()).pop().unwrap_or_default();
        Example { dialect, before, after: codes(&cell()), gets: codes(&cell()) }
    })
    .collect()
}

/// The files of record `number` in a dialect, with this text for its status; the last one holds it.
fn record(dialect: &str, number: u32, slug: &str, title: &str, status: &str) -> Vec<(String, String)> {
    let place = |folder: &str| format!("{folder}/000{number}-{slug}.md");
    let body = "## Context\n\nText.\n\n## Decision\n\nText.\n";
    let one = |folder: &str, text: String| vec![(place(folder), text)];
    let adr = |text: String| one("docs/adr", text);
    match dialect {
        "`frontmatter` of deem" => one(
            "docs/decisions",
            format!("---\nkind: adr\nid: ADR-000{number}\n{status}\ncreated: 2026-01-02\n---\n\n# {title}\n"),
        ),
        "`madr3`, `madr4`" => {
            adr(format!("---\n{status}\ndate: 2026-01-02\ndecision-makers: Ana\n---\n\n# {title}\n\n{body}"))
        }
        "`structured-madr`" => adr(format!(
            "---\ntitle: {title}\ndescription: A queue.\ntype: adr\ncategory: data\n{status}\n\
             created: 2026-01-02\nauthor: Ana\nproject: mail\n---\n\n# {title}\n\n{body}\n## Audit\n\nNone.\n"
        )),
        "`nygard`" => adr(format!("# {number}. {title}\n\nDate: 2026-01-02\n\n{status}\n\n{body}")),
        "`madr2`" => adr(format!("# {title}\n\n{status}\n* Date: 2026-01-02\n\n{body}")),
        "`log4brains`" => vec![(
            format!("docs/adr/2026010{number}-{slug}.md"),
            format!("# {title}\n\n{status}\n- Date: 2026-01-02\n- Tags: queue\n\n{body}"),
        )],
        "`table`" => adr(format!("# {title}\n\n| | |\n|---|---|\n{status}\n| Date | 2026-01-02 |\n\n{body}")),
        "`bullets`" => adr(format!("# {title}\n\n{status}\n- **Date:** 2026-01-02\n\n{body}")),
        "`preamble`" => vec![(
            format!("peps/pep-000{number}.md"),
            format!(
                "PEP: {number}\nTitle: {title}\nAuthor: Ana <ana@example.com>\n{status}\nType: Process\n\
                 Created: 02-Jan-2026\n\n# Abstract\n\nText.\n"
            ),
        )],
        "`preamble` in YAML" => vec![(
            format!("EIPS/eip-{number}.md"),
            format!(
                "---\neip: {number}\ntitle: {title}\nauthor: Ana (@ana)\n{status}\ntype: Meta\n\
                 created: 2026-01-02\n---\n\n## Abstract\n\nText.\n"
            ),
        )],
        "`kep` (in `kep.yaml`)" => {
            let folder = format!("keps/000{number}-{slug}");
            let yaml = format!(
                "title: {title}\nkep-number: {number}\nauthors:\n  - \"@ana\"\nowning-sig: sig-x\n{status}\n\
                 creation-date: 2026-01-02\n"
            );
            let text = format!("# KEP-{number}: {title}\n\n## Summary\n\nText.\n");
            vec![(format!("{folder}/README.md"), text), (format!("{folder}/kep.yaml"), yaml)]
        }
        "`plain`" => adr(format!("# {title}\n\n{body}")),
        other => panic!("no record of {other} to try the table on"),
    }
}

#[test]
fn supersession_is_written_as_the_page_shows() {
    let examples = examples();
    assert_eq!(examples.len(), 12);
    for example in examples {
        let repo = Repo::new();
        if example.dialect == "`log4brains`" {
            repo.write(".log4brains.yml", "project:\n  name: x\n  tz: Etc/UTC\n  adrFolder: ./docs/adr\n");
        }
        let old = record(&example.dialect, 1, "use-nats", "Use NATS", &example.before);
        let new = record(&example.dialect, 2, "use-kafka", "Use Kafka", &example.before);
        for (path, text) in old.iter().chain(&new) {
            repo.write(path, text);
        }
        let out = repo.deem(&["supersede", &old[0].0, &new[0].0]);
        let (old, new) = (old.last().unwrap(), new.last().unwrap());
        if example.after.is_empty() {
            assert_eq!(out.status.code(), Some(2), "{}", example.dialect);
            continue;
        }
        assert!(out.status.success(), "{}: {}", example.dialect, stderr(&out));
        for ((path, _), texts) in [(old, &example.after), (new, &example.gets)] {
            let text = format!("\n{}", repo.read(path));
            for want in texts {
                assert!(text.contains(&format!("\n{want}\n")), "{}: no {want:?} in\n{text}", example.dialect);
            }
        }
        assert!(!repo.read(&old.0).contains(&format!("{}\n", example.before)), "{}", example.dialect);
    }
}
