//! `deem log` and `deem schema`.

mod common;

use common::{Repo, adr, json, stderr};

#[test]
fn the_markdown_log_is_a_table_for_each_kind() {
    let repo = Repo::new();
    repo.write("docs/decisions/0001-a.md", &adr("superseded", "superseded-by: ADR-0002\n"));
    repo.write(
        "docs/decisions/0002-b c.md",
        &adr("accepted", "decided: 2026-02-03\nowners: [Ana, \"@acme/x\"]\n"),
    );
    repo.write("docs/tech-debt/0001-d.md", "---\nkind: tech-debt\nstatus: paying\n---\n\n# Old parser\n");
    let log = repo.ok(&["log"]);
    let want = "\
# Decision log

## Architecture decisions

| Id | Title | Status | Date | Owners | Superseded by |
| --- | --- | --- | --- | --- | --- |
| ADR-0001 | [Use Kafka](docs/decisions/0001-a.md) | superseded |  |  | [ADR-0002](docs/decisions/0002-b%20c.md) |
| ADR-0002 | [Use Kafka](docs/decisions/0002-b%20c.md) | accepted | 2026-02-03 | Ana, @acme/x |  |

## Technical debts

| Id | Title | Status | Date | Owners | Superseded by |
| --- | --- | --- | --- | --- | --- |
| TD-0001 | [Old parser](docs/tech-debt/0001-d.md) | paying |  |  |  |
";
    assert_eq!(log, want);
    assert_eq!(repo.ok(&["log", "--threads", "1"]), want, "the bytes do not depend on threads");
    repo.ok(&["log", "-o", "docs/LOG.md", "--kind", "tech-debt"]);
    let written = repo.read("docs/LOG.md");
    assert!(written.contains("](tech-debt/0001-d.md)") && !written.contains("Kafka"), "{written}");
    assert!(!repo.ok(&["log", "--status", "accepted"]).contains("ADR-0001 |"));
}

#[test]
fn a_hostile_title_does_not_leave_its_cell() {
    let repo = Repo::new();
    let title = "\"x | y](http://evil) <script>`\\n| z\"";
    repo.write(
        "docs/decisions/0001-a.md",
        &format!("---\nkind: adr\nstatus: accepted\ntitle: {title}\n---\n\n## Context\n\nWhy.\n"),
    );
    let log = repo.ok(&["log"]);
    let row = log.lines().last().unwrap();
    assert!(row.contains("[x \\| y\\](http://evil) ") && !row.contains("<script"), "{row}");
    assert_eq!(log.lines().count(), 7, "{log}");
}

#[test]
fn the_json_log_has_the_repository_and_the_last_commits() {
    let repo = Repo::new();
    repo.write("docs/decisions/0001-a.md", &adr("accepted", ""));
    let oid = repo.commit("2026-01-01");
    repo.write("docs/decisions/0002-b.md", &adr("proposed", ""));
    repo.git(&["remote", "add", "origin", "https://ana:secret@git.example/acme/payments.git"]);
    let text = repo.ok(&["log", "--format", "json"]);
    assert!(!text.contains("secret"));
    let log = json(&text);
    assert_eq!(log["version"], 1);
    let repository = &log["repository"];
    assert_eq!(repository["name"], "acme/payments");
    assert_eq!(repository["url"], "https://git.example/acme/payments.git");
    assert_eq!(repository["commit"], oid.as_str());
    assert_eq!(repository["branch"], "main");
    let first = &log["records"][0];
    assert_eq!(first["id"], "ADR-0001");
    assert_eq!(first["history"]["last-commit"]["oid"], oid.as_str());
    assert_eq!(first["history"]["last-commit"]["date"], "2026-01-01");
    assert_eq!(first["history"]["complete"], true);
    assert!(log["records"][1]["history"]["last-commit"].is_null());
    let named = json(&repo.ok(&["log", "--format", "json", "--repository", "mine", "--no-history"]));
    assert_eq!(named["repository"]["name"], "mine");
    assert_eq!(named["records"][0]["history"]["complete"], false);
}

#[test]
fn every_schema_is_printed_and_sound() {
    let repo = Repo::plain();
    for schema in deem::schema::all() {
        let text = repo.ok(&["schema", &schema.name]);
        let document = json(&text);
        assert_eq!(document["$id"], format!("https://deem.dev/schemas/{}.v1.json", schema.name));
    }
    let out = repo.deem(&["schema", "adrr"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(stderr(&out).contains("did you mean `adr`?"), "{}", stderr(&out));
}

#[test]
fn the_schema_of_a_kind_agrees_with_its_table() {
    for kind in deem::record::kind::Kinds::built_in().all() {
        let schema = deem::schema::find(&kind.name).unwrap();
        assert!(schema.is_sound(), "{} cannot be compiled", kind.name);
        let schema = json(&schema.text());
        let properties = schema["properties"].as_object().unwrap();
        let statuses: Vec<&str> = kind.statuses.iter().map(|status| status.name.as_str()).collect();
        assert_eq!(properties["status"]["enum"], serde_json::json!(statuses), "{}", kind.name);
        assert_eq!(properties["kind"]["const"], *kind.name);
        assert_eq!(schema["required"], serde_json::json!(["status"]));
    }
}
