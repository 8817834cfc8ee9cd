//! Exit codes and options of `deem check`.

use crate::support::{NYGARD, Repo, UNREADABLE, nygard};

#[test]
fn a_good_record_passes_and_a_broken_one_fails() {
    Repo::good().deem(["check"]).run().code(0).err("").out_has("checked 1 record: 0 errors");
    Repo::broken().deem(["check"]).run().code(1).err("").out_has("error[");
}

#[test]
fn broken_frontmatter_is_one_finding_without_what_follows_from_it() {
    let text = "---\nkind: adr\nstatus: [accepted\nowners: [\"@acme/web\"]\n---\n\n# Use a queue\n";
    let repo = Repo::git([("docs/decisions/0001-use-a-queue.md", text)]);
    let found = repo.deem(["check", "--format", "concise"]).run().code(1).err("").stdout.clone();
    assert_eq!(found.lines().filter(|line| line.contains("error[")).count(), 1, "{found}");
    assert!(found.contains("error[F001] the bracket `[` is never closed"), "{found}");
}

#[test]
fn a_wrong_name_lists_what_there_is_on_lines_of_its_own() {
    let repo = Repo::good();
    for args in [
        &["schema", "findigs"][..],
        &["new", "ard", "Use a queue"],
        &["new", "adr", "X", "--status", "acepted"],
    ] {
        let run = repo.deem(args).run();
        run.code(2).out("").err_has("did you mean").err_has("there are:");
        assert!(!run.stderr.contains("\\u{"), "{}", run.stderr);
    }
    let stale = repo.deem(["stale"]).run();
    assert!(!stale.stderr.contains("\\u{"), "{}", stale.stderr);
}

#[test]
fn a_folder_without_records_is_an_error_that_says_what_was_looked_for() {
    let repo = Repo::git([("README.md", "# Readme\n")]);
    let empty = repo.deem(["check"]).run();
    empty.code(2).out("").err_has("no record found below").err_has("folders named adr,");
    repo.deem(["check", "--allow-empty"])
        .run()
        .code(0)
        .err("")
        .out("checked 0 records: 0 errors, 0 warnings\n");
    repo.deem(["list"]).run().code(2).out("");
    repo.deem(["list", "--allow-empty", "--format", "json"]).run().code(0);
    Repo::plain::<&str, &str>([]).deem(["check"]).run().code(2).out("");
}

#[test]
fn paths_that_are_missing_or_outside_are_errors() {
    let repo = Repo::good();
    repo.deem(["check", "docs/none.md"]).run().fails(&["cannot read `docs/none.md`", "does not exist"]);
    std::fs::write(repo.outside().join("other.md"), NYGARD).unwrap();
    repo.deem(["check", "../other.md"]).run().fails(&["`../other.md` lies outside the repository"]);
    repo.deem(["check", "docs", "nowhere"]).run().fails(&["nowhere"]);
    repo.deem(["check", "-C", "nowhere"]).run().fails(&["nowhere"]);
    repo.deem(["list", "docs/none.md"]).run().fails(&["docs/none.md"]);
    repo.deem(["show", "77"]).run().fails(&["there is no record `77`"]);
}

#[test]
fn a_named_file_that_is_no_record_is_no_error() {
    let repo = Repo::good();
    repo.write("README.md", "# Readme\n");
    repo.deem(["check", "README.md"]).run().code(0).err_has("note: no record among the given paths");
    repo.deem(["check", "-q", "README.md"]).run().code(0).err("").out("");
}

#[test]
fn unknown_names_are_errors_with_the_nearest_known_one() {
    let repo = Repo::good();
    for option in ["--select", "--ignore", "--extend-select"] {
        let run = repo.deem(["check", option, "unreadable-recrod"]).run();
        run.fails(&["unreadable-recrod", "unreadable-record"]);
    }
    repo.deem(["rule", "unreadable-recrod"]).run().fails(&["did you mean `unreadable-record`?"]);
    repo.deem(["rule", "zzzzzzzzzzzzzzzz"]).run().fails(&["deem rule --all"]);
    let format = repo.deem(["check", "--format", "jsn"]).run();
    format.code(2).out("").err_has("jsn").err_has("json");
    repo.deem(["check", "--fial-on", "error"]).run().code(2).out("").err_has("--fail-on");
    repo.deem(["chek"]).run().code(2).out("").err_has("check");
    repo.deem(["check", "--as-of", "2026-02-30"]).run().code(2).out("").err_has("2026-02-30");
    repo.deem(["check", "--threads", "1000000"]).run().code(2).out("").err_has("1000000");
    repo.deem(["check"]).env("SOURCE_DATE_EPOCH", "soon").run().fails(&["SOURCE_DATE_EPOCH", "soon"]);
    repo.deem(["check", "--statistics", "--list-files"]).run().code(2).out("");
    repo.deem::<&str>([]).run().code(2).out("");
}

#[test]
fn a_broken_configuration_is_an_error_with_its_place() {
    let repo = Repo::good();
    repo.write("deem.toml", "version = 1\n[rules]\nunreadable-recrod = \"off\"\n");
    for command in ["check", "list", "config"] {
        let run = repo.deem([command]).run();
        let said =
            "error: deem.toml:3:1: unknown rule `unreadable-recrod`; did you mean `unreadable-record`?\n";
        run.code(2).out("").err_has(said);
    }
    repo.write("deem.toml", "version = [\n");
    repo.deem(["check"]).run().code(2).out("").err_has("error: ").err_has("deem.toml:");
    repo.deem(["check", "--no-config"]).run().code(0);
    repo.write("deem.toml", b"profile = \"\xff\"\n");
    repo.deem(["check"]).run().code(2).out("").err_has("error: ").err_has("deem.toml");
    repo.deem(["check", "--config", "none.toml"])
        .run()
        .code(2)
        .out("")
        .err_has("error: ")
        .err_has("none.toml");
    repo.deem(["check"])
        .env("DEEM_CONFIG", "none.toml")
        .run()
        .code(2)
        .out("")
        .err_has("error: ")
        .err_has("none.toml");
    repo.deem(["check", "--config", "a", "--no-config"]).run().code(2).out("");
}

#[test]
fn the_level_that_fails_is_chosen() {
    let repo = Repo::broken();
    for (level, code) in [("error", 1), ("warn", 1), ("warning", 1), ("info", 1), ("never", 0)] {
        repo.deem(["check", "--fail-on", level]).run().code(code);
    }
    for (severity, codes) in [("warn", [0, 1, 1, 0]), ("info", [0, 0, 1, 0]), ("off", [0, 0, 0, 0])] {
        repo.write("deem.toml", format!("[rules]\nunreadable-record = \"{severity}\"\n"));
        for (level, code) in ["error", "warn", "info", "never"].into_iter().zip(codes) {
            repo.deem(["check", "--fail-on", level]).run().code(code);
        }
    }
}

#[test]
fn quiet_leaves_findings_and_twice_quiet_leaves_nothing() {
    let repo = Repo::broken();
    let all = repo.deem(["check"]).run();
    let once = repo.deem(["check", "-q"]).run();
    all.out_has("checked 0 records");
    once.code(1).err("").out_has("error[");
    assert!(!once.stdout.contains("checked "), "{}", once.stdout);
    repo.deem(["check", "-qq"]).run().code(1).err("").out("");
    repo.deem(["check", "-qq", "none.md"]).run().fails(&["none.md"]);
}

#[test]
fn every_machine_format_is_one_document_even_when_nothing_is_found() {
    let repo = Repo::good();
    let json = repo.deem(["check", "--format", "json"]).run().code(0).json();
    assert_eq!(json["findings"].as_array().unwrap().len(), 0);
    assert_eq!(json["as-of"], "2026-11-22");
    for format in ["jsonl", "github", "concise"] {
        repo.deem(["check", "--format", format, "--select", "unreadable-record"])
            .run()
            .code(0)
            .out("")
            .err("");
    }
    repo.deem(["check"]).env("DEEM_FORMAT", "json").run().code(0).out_has("{\"version\":1,");
}

#[test]
fn one_day_counts_as_today() {
    let repo = Repo::good();
    let as_of = |run: crate::support::Run| run.run().json()["as-of"].clone();
    assert_eq!(as_of(repo.deem(["check", "--format", "json", "--as-of", "2031-01-01"])), "2031-01-01");
    assert_eq!(
        as_of(repo.deem(["check", "--format", "json"]).env("SOURCE_DATE_EPOCH", "86400")),
        "1970-01-02"
    );
}

#[test]
fn standard_input_takes_the_place_of_a_file() {
    let repo = Repo::git([
        ("docs/adr/0001-use-a-queue.md", nygard(1, "Use a queue")),
        ("docs/adr/0002-use-a-log.md", nygard(2, "Use a log")),
    ]);
    let shown = |name: &str, text: &[u8]| {
        repo.deem(["check", "-", "--stdin-filename", name, "--format", "json", "--fail-on", "never"])
            .stdin(text)
            .run()
    };
    let same = shown("docs/adr/0002-use-a-log.md", nygard(2, "Use a log").as_bytes());
    same.code(0).err("");
    assert_eq!(same.json()["summary"]["records"], 1);
    // The text is judged against the rest: another record has the number of this new one.
    let new = shown("docs/adr/0001-zebra.md", nygard(1, "Again").as_bytes()).code(0).json();
    let code = |value: &serde_json::Value| value["name"].as_str().unwrap().to_owned();
    let found = new["findings"].as_array().unwrap();
    assert!(found.iter().any(|finding| code(finding) == "duplicate-number"), "{new}");
    assert!(found.iter().all(|finding| finding["path"] == "docs/adr/0001-zebra.md"), "{new}");
    assert!(!repo.path().join("docs/adr/0001-zebra.md").exists());
    // The same where the finding stands in the other record, which comes later.
    let first = shown("docs/adr/0001-a.md", nygard(1, "Again").as_bytes()).code(0).json();
    let found = first["findings"].as_array().unwrap();
    let duplicate = found.iter().find(|finding| code(finding) == "duplicate-number");
    assert_eq!(duplicate.unwrap()["path"], "docs/adr/0001-use-a-queue.md", "{first}");
    shown("docs/adr/0002-use-a-log.md", b"\xff\xfe").fails(&["standard input is not UTF-8"]);
    shown("nowhere/0002-use-a-log.md", b"").fails(&["nowhere"]);
    shown("../0002-use-a-log.md", b"").fails(&["outside"]);
}

#[test]
fn standard_input_needs_a_name_and_stands_alone() {
    let repo = Repo::good();
    repo.deem(["check", "-"]).stdin("x").run().fails(&["--stdin-filename"]);
    repo.deem(["check", "-", "docs"]).stdin("x").run().fails(&["cannot be combined"]);
    repo.deem(["check", "--stdin-filename", "docs/adr/0001-use-a-queue.md"]).run().fails(&["needs `-`"]);
    repo.write("deem.toml", "[records]\nmax-bytes = 2000\n");
    let long = repo.deem(["check", "-", "--stdin-filename", "docs/adr/0001-use-a-queue.md"]);
    long.stdin(vec![b'a'; 2001]).run().fails(&["longer than 2000 bytes"]);
}

#[test]
fn every_file_is_listed_with_its_reason() {
    let repo = Repo::git([
        ("docs/adr/0001-use-a-queue.md", NYGARD.as_bytes()),
        ("docs/adr/README.md", b"# Decisions\n\n- [1](0001-use-a-queue.md)\n"),
        ("docs/adr/template.md", b"# {number}. {title}\n"),
        ("docs/adr/0002-broken.md", UNREADABLE),
        ("docs/guide.md", b"# Guide\n"),
    ]);
    let run = repo.deem(["check", "--list-files"]).run();
    run.code(0).err("");
    for (role, path) in [
        ("record", "docs/adr/0001-use-a-queue.md"),
        ("index", "docs/adr/README.md"),
        ("template", "docs/adr/template.md"),
        ("skipped", "docs/adr/0002-broken.md"),
        ("out", "docs/guide.md"),
    ] {
        run.out_has(&format!("{role}\t{path}\t"));
    }
    assert!(run.stdout.lines().all(|line| line.split('\t').count() == 3), "{}", run.stdout);
    let rows: Vec<&str> = run.stdout.lines().map(|line| line.split('\t').nth(1).unwrap()).collect();
    assert!(rows.is_sorted(), "{rows:?}");
}

#[test]
fn statistics_count_by_rule() {
    let repo = Repo::broken();
    repo.deem(["check", "--statistics"]).run().code(1).err("").out_has("unreadable-record");
    let json = repo.deem(["check", "--statistics", "--format", "json"]).run().code(1).json();
    assert_eq!(json["statistics"][0]["count"], 1, "{json}");
}
