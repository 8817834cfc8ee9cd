//! A stranger's text through every place of a record into every output.

use crate::support::{Repo, channel, nygard, schema};

const PAYLOADS: [&str; 8] = [
    "::error::INJECTED",
    "##[error]INJECTED",
    "##vso[task.setvariable]x",
    "\u{1b}[31mINJECTED\u{1b}]8;;https://example.com\u{7}",
    "\u{202e}DETCEJNI\u{2066}\u{200b}\u{feff}",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*\",\"\n::warning::x",
    "%0A::error::INJECTED%0D",
];

/// Records with the payload in title, status, owner, tag, date, link, glob and relation, quoted and bare.
fn repo(payload: &str) -> Repo {
    let quoted = serde_json::to_string(payload).unwrap();
    let bare = payload.replace('\n', " ");
    let native = format!(
        "---\nkind: adr\nid: {quoted}\ntitle: {quoted}\nstatus: {quoted}\ncreated: {quoted}\nowners: [{quoted}, {quoted}]\n\
         tags: [{quoted}]\nsupersedes: [{quoted}]\ngoverns: [{quoted}]\nreview: {{ next: {quoted} }}\n{quoted}: {quoted}\n\
         waivers: [{{ rule: {quoted}, reason: {quoted}, until: {quoted} }}]\n---\n# {payload}\n\n[{payload}]({bare})\n\n\
         <!-- deem: ignore[{bare}] {bare} -->\n\n## {payload}\n\n{{{payload}}}\n"
    );
    let foreign = format!(
        "# 2. {payload}\n\n* Status: {payload}\n* Date: {payload}\n* Deciders: {payload}\n* Tags: {payload}\n\n\
         Superseded by [{payload}](<{bare}.md>)\n\n![{payload}](img/{bare}.png)\n\n[x]: {bare}\n"
    );
    let broken = format!("---\nstatus: {bare}\ntags: [{bare}\n{payload}\n---\n# {payload}\n");
    let table = format!("# 5. {payload}\n\n| Status | {bare} |\n| --- | --- |\n| Owner | {bare} |\n");
    Repo::git([
        ("docs/adr/0001-native.md", native),
        ("docs/adr/0002-foreign.md", foreign),
        ("docs/adr/0003-broken.md", broken),
        ("docs/adr/0004-nygard.md", nygard(4, payload).replace("Accepted", payload)),
        ("docs/adr/0005-table.md", table),
        ("docs/adr/0001-twice.md", nygard(9, payload)),
        (
            "docs/adr/README.md",
            format!("# {payload}\n\n* [{payload}](0001-native.md)\n* [{payload}]({bare})\n"),
        ),
    ])
}

/// Names of the commands that a runner would read from a text.
fn commands(text: &str) -> Vec<&str> {
    // The runner splits what it reads at both kinds of line end.
    text.split(['\n', '\r']).filter_map(channel::command).collect()
}

#[track_caller]
fn harmless(args: &[&str], text: &str) {
    assert_eq!(commands(text), [""; 0], "{args:?}\n{text}");
    assert!(!text.contains("##vso["), "{args:?}\n{text}");
    let raw = text.replace("\r\n", "\n").chars().find(|&c| channel::is_raw_control(c));
    // The list of files has columns.
    let raw = raw.filter(|&c| c != '\t' || !args.contains(&"--list-files"));
    assert_eq!(raw, None, "{args:?}\n{text}");
}

#[test]
fn no_text_of_a_record_steers_a_runner_or_a_terminal() {
    for payload in PAYLOADS {
        let repo = repo(payload);
        for args in [
            &["check"][..],
            &["check", "--format", "full", "--extend-select", "ALL"],
            &["check", "--format", "concise", "--extend-select", "ALL"],
            &["check", "--format", "json", "--extend-select", "ALL"],
            &["check", "--format", "jsonl", "--extend-select", "ALL"],
            &["check", "--statistics"],
            &["check", "--list-files"],
            &["list"],
            &["list", "--format", "json"],
            &["list", "--format", "jsonl"],
            &["list", "--format", "csv"],
            &["show", "docs/adr/0001-native.md"],
            &["show", "docs/adr/0002-foreign.md"],
            &["show", "docs/adr/0003-broken.md"],
            &["show", "docs/adr/0004-nygard.md"],
            &["show", "--format", "json", "docs/adr/0001-native.md"],
            &["show", payload],
            &["rule", payload],
            &["check", "--select", payload],
            &["check", payload],
            &["list", "--status", payload],
            &["check", "--since", payload],
            &["-C", payload, "check"],
            &["check", "--config", payload],
            &["check", "-o", "none/::error::x"],
        ] {
            let run = repo.deem(args).run();
            run.calm();
            harmless(args, &run.stdout);
            harmless(args, &run.stderr);
        }
    }
}

#[test]
fn what_the_command_line_cannot_read_is_told_without_harm() {
    let repo = Repo::good();
    for payload in PAYLOADS {
        for args in [
            &["check", "--format", payload][..],
            &[payload],
            &["check", "--as-of", payload],
            &["completions", payload],
            &["check", "--threads", payload],
        ] {
            let run = repo.deem(args).run();
            run.calm();
            harmless(args, &run.stdout);
            harmless(args, &run.stderr);
        }
    }
}

#[test]
fn colours_are_the_only_escapes_of_a_coloured_report() {
    for payload in PAYLOADS {
        let run = repo(payload).deem(["check", "--color", "always", "--extend-select", "ALL"]).run();
        run.calm();
        // Taking away the sequences that set colours leaves nothing raw.
        let mut text = String::new();
        let mut parts = run.stdout.split("\u{1b}[");
        text.push_str(parts.next().unwrap());
        for part in parts {
            let (code, rest) = part.split_once('m').expect("a sequence that sets a colour");
            assert!(code.bytes().all(|b| b.is_ascii_digit() || b == b';'), "{code:?}");
            text.push_str(rest);
        }
        harmless(&["check", "--color", "always"], &text);
    }
}

#[test]
fn the_github_format_has_one_intended_command_on_each_line() {
    for payload in PAYLOADS {
        let repo = repo(payload);
        let run = repo.deem(["check", "--format", "github", "--extend-select", "ALL"]).run();
        run.calm();
        for line in run.stdout.lines() {
            assert!(line.starts_with("::"), "{line:?}");
            assert!(matches!(channel::command(line), Some("error" | "warning" | "notice")), "{line:?}");
            assert!(!line.contains("##[") && !line.contains(channel::is_raw_control), "{line:?}");
            let properties = line.split("::").nth(1).unwrap();
            assert!(properties.contains(" file=docs/adr/") || properties == "notice", "{line:?}");
        }
    }
}

#[test]
fn machine_formats_stay_what_they_are_and_lose_nothing() {
    for payload in PAYLOADS {
        let repo = repo(payload);
        let check = repo.deem(["check", "--format", "json", "--extend-select", "ALL"]).run().json();
        schema::valid("findings", &check);
        let list = repo.deem(["list", "--format", "json"]).run().json();
        schema::valid("list", &list);
        let native =
            list["records"].as_array().unwrap().iter().find(|row| row["path"] == "docs/adr/0001-native.md");
        assert_eq!(native.unwrap()["governs"], serde_json::json!([payload]), "{list}");
        for args in [["check", "--format", "jsonl"], ["list", "--format", "jsonl"]] {
            for line in repo.deem(args).run().stdout.lines() {
                serde_json::from_str::<serde_json::Value>(line).unwrap();
            }
        }
        let csv = channel::csv(&repo.deem(["list", "--format", "csv"]).run().stdout).unwrap();
        assert!(csv.iter().all(|row| row.len() == csv[0].len()), "{csv:?}");
        assert_eq!(csv.len(), list["records"].as_array().unwrap().len() + 1);
        for cell in csv.iter().flatten() {
            let number = cell.parse::<f64>().is_ok();
            assert!(number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "a formula: {cell:?}");
        }
    }
}
