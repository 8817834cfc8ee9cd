//! The worked example of a team's own kinds, through every command.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by stopping")]

mod built_in;
#[path = "../common/mod.rs"]
mod common;
mod mistakes;

use std::fs;
use std::path::Path;

use serde_json::Value;

use common::{Repo, json, stderr, stdout};

/// Some days after the last commit of the example.
const DAY: &str = "--as-of=2026-07-01";
const OPEN: &str = "security/reviews/2026-06-15-01-gate-before-the-internet.md";
const PASSED: &str = "security/reviews/2026-03-09-01-gate-before-opening-to-partners.md";
const FIRST: &str = "rfcs/001-one-gate-for-all-services.md";
const SECOND: &str = "rfcs/002-limit-requests-at-the-gate.md";

/// A copy of the example, committed.
fn example() -> Repo {
    let repo = Repo::new();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/own-kind");
    copy(&from, &from, &repo);
    repo.commit("2026-06-20");
    repo
}

fn copy(root: &Path, folder: &Path, repo: &Repo) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            copy(root, &path, repo);
        } else {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
            repo.write(&name, &fs::read_to_string(&path).unwrap());
        }
    }
}

/// The findings of all rules, one a line.
fn findings(repo: &Repo) -> Vec<String> {
    let out = repo.deem(&["check", DAY, "--format", "concise"]);
    stdout(&out).lines().filter(|line| line.contains(".md:")).map(str::to_owned).collect()
}

/// Findings other than prompts that are left to be filled.
fn beyond_prompts(repo: &Repo) -> Vec<String> {
    findings(repo).into_iter().filter(|line| !line.contains("[M005]")).collect()
}

/// The lines of a file that differ from the last commit.
fn changed(repo: &Repo, path: &str) -> Vec<String> {
    let diff = repo.git(&["diff", "-U0", "--", path]);
    let lines = diff.lines().skip_while(|line| !line.starts_with("@@"));
    lines.filter(|line| line.starts_with(['+', '-'])).map(str::to_owned).collect()
}

#[test]
fn the_example_is_clean_even_under_the_strict_profile() {
    let repo = example();
    assert_eq!(findings(&repo), [""; 0]);
    let config = repo.read("deem.toml").replace("version = 1\n", "version = 1\nprofile = \"strict\"\n");
    repo.write("deem.toml", &config);
    assert_eq!(findings(&repo), [""; 0]);
}

#[test]
fn check_knows_statuses_sections_and_fields_of_own_kinds() {
    let repo = example();
    for (path, from, to, finding) in [
        (OPEN, "in-review", "in-revue", "[L002] `in-revue` is no status of kind security-review"),
        (OPEN, "## Verdict", "## Vermicelli", "[M003] the record has no section `Verdict`"),
        (OPEN, "exposure: internet", "exposure: internt", "[S002] `exposure` cannot be `internt`"),
        (OPEN, "5.3", "53", "`findings[1].severity` is `53`, where at most 10"),
        (PASSED, "6.5, fixed: true", "6.5", "`findings[1]` has no `fixed`, where `status` is `passed`"),
        (FIRST, "committed", "commited", "[L002] `commited` is no status of kind rfc"),
        (SECOND, "## Open questions", "## Rest", "[M003] the record has no section `Open questions`"),
    ] {
        let text = repo.read(path);
        repo.write(path, &text.replace(from, to));
        let found = findings(&repo);
        assert_eq!(found.len(), 1, "{from}: {found:#?}");
        assert!(found[0].starts_with(path) && found[0].contains(finding), "{found:#?}");
        repo.write(path, &text);
    }
}

#[test]
fn list_and_show_tell_kind_number_and_links() {
    let repo = example();
    let list = json(&repo.ok(&["list", "--format", "json"]));
    let records = list["records"].as_array().unwrap();
    let facts: Vec<String> = records
        .iter()
        .map(|record| {
            format!("{} {} {} {}", record["kind"], record["id"], record["number"], record["status"])
        })
        .collect();
    assert_eq!(
        facts,
        [
            r#""rfc" "RFC-001" 1 "committed""#,
            r#""rfc" "RFC-002" 2 "discussion""#,
            r#""security-review" "SEC-2026-03-09-01" "2026-03-09-01" "passed""#,
            r#""security-review" "SEC-2026-06-15-01" "2026-06-15-01" "in-review""#,
        ]
    );
    let reviews = repo.ok(&["list", "--kind", "security-review"]);
    assert!(reviews.contains("SEC-2026-06-15-01") && !reviews.contains("RFC-"), "{reviews}");
    let shown = repo.ok(&["show", "SEC-2026-06-15-01"]);
    assert!(shown.contains("security-review") && shown.contains(SECOND), "{shown}");
    assert_eq!(repo.ok(&["show", OPEN]), shown);
    let shown = json(&repo.ok(&["show", "rfcs#2", "--format", "json"])).to_string();
    assert!(shown.contains("depended-on-by") && shown.contains("SEC-2026-06-15-01"), "{shown}");
}

#[test]
fn new_reviews_have_the_template_of_the_team_and_ids_by_day() {
    let repo = example();
    let new = |title: &str| repo.ok(&["new", "security-review", title, "--owner", "@sec", DAY]);
    assert_eq!(new("Depot scanners"), "security/reviews/2026-07-01-01-depot-scanners.md\n");
    assert_eq!(new("Depot printers"), "security/reviews/2026-07-01-02-depot-printers.md\n");
    let text = repo.read("security/reviews/2026-07-01-02-depot-printers.md");
    let head = "---\nkind: security-review\nid: SEC-2026-07-01-02\nstatus: requested\ncreated: 2026-07-01\n";
    assert!(text.starts_with(head), "{text}");
    assert!(text.contains("service: gate # the folder below services/\n"), "{text}");
    assert_eq!(beyond_prompts(&repo), [""; 0]);
    let set = ["--set", "exposure=partners", "--set", "governs=[\"services/gate/**\"]", "--no-owner"];
    let path = repo.ok(&[&["new", "security-review", "Gate again", DAY][..], &set].concat());
    let text = repo.read(path.trim());
    assert!(text.contains("exposure: partners") && !text.contains("owners"), "{text}");
    assert_eq!(beyond_prompts(&repo), [""; 0]);
}

#[test]
fn new_rfcs_have_a_heading_and_a_prompt_for_each_required_section() {
    let repo = example();
    let path = repo.ok(&["new", "rfc", "Sign every parcel", "--owner", "@harbour/platform", DAY]);
    assert_eq!(path, "rfcs/003-sign-every-parcel.md\n");
    let text = repo.read(path.trim());
    let (front, body) = text.split_once("---\n\n").unwrap();
    assert_eq!(
        front,
        "---\nkind: rfc\nid: RFC-003\nstatus: draft\ncreated: 2026-07-01\nowners: [\"@harbour/platform\"]\n"
    );
    let prompt = "{what a reader has to know under this heading}";
    assert_eq!(
        body,
        format!("# Sign every parcel\n\n## Proposal\n\n{prompt}\n\n## Open questions\n\n{prompt}\n")
    );
    let found = findings(&repo);
    assert_eq!(found.len(), 2, "{found:#?}");
    assert_eq!(beyond_prompts(&repo), [""; 0]);
    repo.write(path.trim(), &text.replace(prompt, "Every parcel carries a mark."));
    assert_eq!(findings(&repo), [""; 0]);
}

#[test]
fn a_new_record_of_an_own_kind_replaces_an_old_one() {
    let repo = example();
    let args = ["new", "rfc", "Two gates", "--supersedes", "RFC-001", "--owner", "@harbour/platform", DAY];
    let path = repo.ok(&args);
    assert!(repo.read(path.trim()).contains("\nsupersedes: [RFC-001]\n"));
    assert_eq!(
        changed(&repo, FIRST),
        ["-status: committed", "+status: superseded", "+superseded-by: RFC-003"]
    );
}

#[test]
fn statuses_move_as_the_table_says() {
    let repo = example();
    repo.ok(&["status", "RFC-002", "committed"]);
    assert_eq!(changed(&repo, SECOND), ["-status: discussion", "+status: committed"]);
    let refused = repo.deem(&["status", "SEC-2026-06-15-01", "expired"]);
    assert_eq!(refused.status.code(), Some(2));
    let said = stderr(&refused);
    assert!(said.contains("it may go to `passed`, `failed`, `withdrawn`"), "{said}");
    assert_eq!(changed(&repo, OPEN), [""; 0]);
    let forced = repo.deem(&["status", "SEC-2026-06-15-01", "expired", "--force"]);
    assert_eq!(forced.status.code(), Some(0));
    assert!(stderr(&forced).contains("which its kind does not allow"), "{}", stderr(&forced));
    assert_eq!(changed(&repo, OPEN), ["-status: in-review", "+status: expired"]);
    let unknown = stderr(&repo.deem(&["status", "SEC-2026-06-15-01", "accepted"]));
    assert!(unknown.contains("there is no status `accepted`") && unknown.contains("passed"), "{unknown}");
}

#[test]
fn supersede_and_link_write_both_ends() {
    let repo = example();
    repo.ok(&["supersede", "SEC-2026-03-09-01", "SEC-2026-06-15-01"]);
    let old = ["-status: passed", "+status: superseded", "+superseded-by: SEC-2026-06-15-01"];
    assert_eq!(changed(&repo, PASSED), old);
    assert_eq!(changed(&repo, OPEN), ["+supersedes: [SEC-2026-03-09-01]"]);
    repo.ok(&["link", "RFC-002", "relates-to", "SEC-2026-03-09-01"]);
    assert_eq!(changed(&repo, SECOND), ["+relates-to: [SEC-2026-03-09-01]"]);
    assert!(repo.read(PASSED).contains("relates-to: [RFC-002]\n"));
    // The successor has not passed yet, and nothing else is amiss.
    let found = findings(&repo);
    assert!(found.len() == 1 && found[0].contains("[R027]"), "{found:#?}");
}

#[test]
fn renumber_moves_an_rfc_and_mends_the_review_that_names_it() {
    let repo = example();
    repo.ok(&["renumber", "RFC-002", "12"]);
    assert!(repo.read("rfcs/012-limit-requests-at-the-gate.md").contains("\nid: RFC-012\n"));
    let review = repo.read(OPEN);
    assert!(review.contains("depends-on: [RFC-012]") && review.contains("limits that RFC-012 brought"));
    assert_eq!(findings(&repo), [""; 0]);
    let refused = repo.deem(&["renumber", "SEC-2026-06-15-01", "2"]);
    assert_eq!(refused.status.code(), Some(2));
    let said = stderr(&refused);
    assert!(said.contains("`SEC-2026-06-15-01` is named by `2026-06-15-01`"), "{said}");
}

const NYGARD: &str = "# 3. Sign every parcel\n\nDate: 2026-05-01\n\n## Status\n\nAccepted\n\n\
                      ## Proposal\n\nEvery parcel carries a mark.\n\n## Open questions\n\nNone is left.\n";

#[test]
fn migrate_gives_a_foreign_file_the_kind_of_its_folder_or_the_named_one() {
    let repo = example();
    repo.write("rfcs/003-sign-every-parcel.md", NYGARD);
    // The template of a decision is not asked of an RFC, before or after.
    assert_eq!(findings(&repo), [""; 0]);
    assert_eq!(repo.deem(&["migrate", "--diff"]).status.code(), Some(1));
    repo.ok(&["migrate"]);
    let head =
        "---\nkind: rfc\nid: RFC-003\nstatus: committed\ncreated: 2026-05-01\nmigrated-from: nygard\n---\n";
    assert!(repo.read("rfcs/003-sign-every-parcel.md").starts_with(head));
    assert_eq!(findings(&repo), [""; 0]);
    assert_eq!(repo.deem(&["migrate", "--diff"]).status.code(), Some(0));
    let elsewhere = "docs/adr/0004-mark-every-van.md";
    repo.write(elsewhere, &NYGARD.replace("3. Sign every parcel", "4. Mark every van"));
    repo.ok(&["migrate", elsewhere, "--kind", "rfc"]);
    let text = repo.read(elsewhere);
    assert!(text.starts_with("---\nkind: rfc\n") && text.contains("\nstatus: committed\n"), "{text}");
}

#[test]
fn stale_knows_open_proposals_and_the_cadence_of_the_kind() {
    let repo = example();
    let stale = |day: &str| json(&repo.ok(&["stale", "--format", "json", day]));
    let told = |document: &Value| -> Vec<String> {
        let rows = document["records"].as_array().unwrap().iter();
        rows.map(|row| {
            format!("{} {} {} {}", row["id"], row["reason"], row["since"], row["evidence"]["cadence"])
        })
        .collect()
    };
    assert_eq!(told(&stale(DAY)), [""; 0]);
    assert_eq!(
        told(&stale("--as-of=2027-04-20")),
        [
            r#""RFC-002" "proposal-open" "2026-06-20" null"#,
            r#""SEC-2026-06-15-01" "proposal-open" "2026-06-20" null"#,
            r#""SEC-2026-03-09-01" "review-overdue" "2027-03-20" null"#,
        ]
    );
    // Without a day of its own, a review is due a year after it passed; an RFC never.
    let stated = repo.read(PASSED);
    let overdue = |review: &str, day: &str| {
        repo.write(PASSED, &stated.replace("review: { next: 2027-03-20 }\n", review));
        let rows = told(&stale(day));
        rows.into_iter().filter(|row| row.contains("review-overdue")).collect::<Vec<_>>()
    };
    let row =
        |since: &str, cadence: &str| format!(r#""SEC-2026-03-09-01" "review-overdue" "{since}" "{cadence}""#);
    assert_eq!(overdue("", "--as-of=2027-04-19"), [""; 0]);
    assert_eq!(overdue("", "--as-of=2027-04-20"), [row("2027-03-20", "P1Y")]);
    assert_eq!(overdue("review: { cadence: P6M }\n", "--as-of=2027-04-20"), [row("2026-09-20", "P6M")]);
    // A record that says nothing of how often is read again as often as its kind is.
    assert_eq!(
        overdue("review: { triggers: [a new route] }\n", "--as-of=2029-01-01"),
        [row("2027-03-20", "P1Y")]
    );
    overdue("", DAY);
    let table = repo.ok(&["stale", "--as-of=2027-04-20"]);
    assert!(table.contains("review was due 2027-03-20, P1Y after 2026-03-20"), "{table}");
    // Only what is in force is read again.
    repo.write(PASSED, &repo.read(PASSED).replace("status: passed", "status: expired"));
    assert!(!repo.ok(&["stale", "--as-of=2029-01-01"]).contains("review-overdue"));
}

#[test]
fn the_log_has_a_table_for_each_own_kind() {
    let repo = example();
    let log = repo.ok(&["log"]);
    for text in ["\n## Security reviews\n", "\n## RFCs\n", "[One gate for all services](rfcs/001-"] {
        assert!(log.contains(text), "{text}: {log}");
    }
    let log = json(&repo.ok(&["log", "--format", "json"]));
    let records = log["records"].as_array().unwrap();
    assert_eq!(records.len(), 4);
    assert_eq!(records[3]["kind"], "security-review");
    assert_eq!(records[3]["history"]["last-commit"]["date"], "2026-06-20");
}

#[test]
fn the_schema_of_an_own_kind_stands_alone() {
    let repo = example();
    for (kind, sound, broken) in [
        (
            "security-review",
            r#"{"kind":"security-review","status":"passed","service":"gate","exposure":"internet","findings":[{"title":"Tokens live long","severity":6.5,"fixed":true}]}"#,
            vec![
                r#"{"status":"passed","service":"gate"}"#,
                r#"{"status":"passd","service":"gate","exposure":"internet"}"#,
                r#"{"kind":"rfc","status":"passed","service":"gate","exposure":"internet"}"#,
                r#"{"status":"passed","service":"gate","exposure":"internet","findings":[{"title":"Tokens live long","severity":6.5}]}"#,
                r#"{"status":"passed","service":"gate","exposure":"internet","created":"May"}"#,
            ],
        ),
        (
            "rfc",
            r#"{"kind":"rfc","status":"committed","decided":"2026-01-02","owners":["@a"]}"#,
            vec![r#"{"status":"accepted"}"#, r#"{"status":"draft","decided":"soon"}"#],
        ),
    ] {
        let schema = json(&repo.ok(&["schema", kind]));
        assert_eq!(schema["$id"], format!("deem:/kinds/{kind}"));
        let schema = jsonschema::options().offline().should_validate_formats(true).build(&schema).unwrap();
        assert!(schema.is_valid(&json(sound)), "{kind}");
        for text in broken {
            assert!(!schema.is_valid(&json(text)), "{text}");
        }
    }
}

#[test]
fn config_says_what_is_in_force_for_own_kinds_and_where_it_stands() {
    let config = example().ok(&["config"]);
    for (key, value, line) in [
        ("kinds.security-review.review", "\"P1Y\"", "deem.toml:12"),
        ("kinds.security-review.template", "\"kinds/security-review.md\"", "deem.toml:10"),
        ("kinds.rfc.statuses.abandoned", "\"means\":\"withdrawn\"", "deem.toml:3"),
    ] {
        let row = config.lines().find(|row| row.split(' ').next() == Some(key)).unwrap();
        assert!(row.contains(value) && row.contains(line), "{row}");
    }
}

#[test]
fn the_other_commands_take_the_example_as_it_is() {
    let repo = example();
    let page = repo.ok(&["rule", "missing-section"]);
    assert!(page.contains("missing-section"), "{page}");
    assert!(repo.ok(&["completions", "bash"]).contains("_deem"));
    assert!(repo.ok(&["man"]).contains("deem"));
    for args in [&["init", DAY][..], &["init", "--yes", DAY], &["init", "--dry-run", DAY]] {
        let out = repo.deem(args);
        assert_eq!(out.status.code(), Some(0), "{args:?}: {}", stderr(&out));
        assert!(stderr(&out).contains("`deem.toml` exists"), "{}", stderr(&out));
    }
    assert_eq!(repo.git(&["status", "--porcelain"]), "");
}
