//! `--set`, templates of one's own, and `--supersedes`.

use super::common::{Repo, adr, json, stderr, stdout};
use super::{DAY, new};

#[test]
fn set_puts_values_where_they_belong() {
    let repo = Repo::new();
    let path = new(
        &repo,
        &[
            "adr",
            "Use Kafka",
            "--set",
            "rapid.decide=@ana",
            "--set",
            "governs=[\"src/**\"]",
            "--set",
            "review.cadence=P6M",
            "--set",
            "rapid.agree=[{ who: \"@ben\", scope: law, position: agree }]",
            "--set",
            "rapid.recommend=product",
            "--set",
            "reversibility.door=two-way",
            "--set",
            "status=Proposed",
            "--set",
            "owners=[\"@a\", Ben Ode]",
        ],
    );
    let text = repo.read(&path);
    for line in [
        "status: proposed\ncreated: 2026-01-12\nowners: [\"@a\", Ben Ode]\n",
        "\ngoverns: [\"src/**\"]\nreview: { cadence: P6M }\nreversibility: { door: two-way }\n# domain",
        "\nrapid:\n  decide: \"@ana\"\n  agree: [{ who: \"@ben\", scope: law, position: agree }]\n  recommend: product\n",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    let found = repo.ok(&["check", DAY, "--format", "concise"]);
    assert!(
        found.lines().filter(|line| line.contains(".md:")).all(|line| line.contains("[M005]")),
        "{found}"
    );
}

#[test]
fn a_dialect_without_frontmatter_takes_what_it_can_write() {
    for flavour in ["nygard", "madr2"] {
        let repo = Repo::new();
        let sets = ["--set", "status=accepted", "--set", "date=2025-12-24", "--set", "deciders=[Ana, Ben]"];
        new(&repo, &[&["adr", "Use Kafka", "--flavour", flavour][..], &sets].concat());
        let show = json(&repo.ok(&["show", "1", "--format", "json"]));
        assert_eq!(show["record"]["status"], "accepted", "{flavour}");
        assert_eq!(show["record"]["date"], "2025-12-24", "{flavour}");
        assert!(show["record"]["owners"][0]["name"].as_str().unwrap().starts_with("Ana"), "{flavour}");
        let out = repo.deem(&["new", DAY, "adr", "X", "--set", "rapid.decide=ana"]);
        assert_eq!(out.status.code(), Some(2));
        let words =
            format!("`rapid.decide` cannot be set: records of flavour `{flavour}` have no frontmatter");
        assert!(stderr(&out).contains(&words), "{}", stderr(&out));
    }
}

#[test]
fn what_set_cannot_do_is_said() {
    let repo = Repo::new();
    for (given, words) in [
        ("id=7", "`id` is not for `--set`: use `--id`"),
        ("kind=adr", "it is the first argument"),
        ("status=acepted", "did you mean `accepted`?"),
        ("governs=[\"src", "the value of `governs` is not YAML"),
        ("governs", "is not of the form KEY=VALUE"),
        ("created.day=1", "`created` is no mapping"),
        ("tags.a=b", "`tags` is no mapping"),
        ("title.a=b", "`title.a` is not for `--set`"),
        ("created=banana", "`banana` is no day"),
        ("decided=2026-99-99", "`2026-99-99` is no day"),
        ("supersedes=1", "use `--supersedes`"),
    ] {
        let out = repo.deem(&["new", DAY, "adr", "X", "--set", given]);
        assert_eq!(out.status.code(), Some(2), "{given}");
        assert!(stderr(&out).contains(words), "{given}: {}", stderr(&out));
    }
    assert!(!repo.path().join("docs").exists(), "nothing is left behind");
}

#[test]
fn a_template_of_ones_own_is_used_and_its_errors_point_into_it() {
    let repo = Repo::new();
    repo.write(
        "my.md",
        "---\nkind: {{ kind }}\nstatus: {{ status }}\n---\n\n# {{ title }}\n\n{the one thing}\n",
    );
    let path =
        new(&repo, &["adr", "Use Kafka", "--template", "my.md", "--set", "tags=[a]", "--owner", "ana"]);
    assert_eq!(repo.read(&path), "---\nkind: adr\nstatus: draft\n---\n\n# Use Kafka\n\n{the one thing}\n");
    repo.write("deem.toml", "version = 1\n[kinds.adr]\ntemplate = \"docs/t.md\"\n");
    repo.write("docs/t.md", "---\nstatus: {{ status }}\n---\n\n# {{ titel }}\n");
    let out = repo.deem(&["new", DAY, "adr", "Use Kafka"]);
    assert_eq!(out.status.code(), Some(2));
    let said = stderr(&out);
    assert!(
        said.starts_with("error: docs/t.md:5:6: there is no variable `titel`; did you mean `title`?\n"),
        "{said}"
    );
    assert!(said.contains("# {{ titel }}") && said.contains("here"), "{said}");
    repo.write("docs/t.md", "---\nstatus: {{ status }}\nx: {{ title }}\n---\n\n# {{ title }}\n");
    let out = repo.deem(&["new", DAY, "adr", "Use: Kafka: now"]);
    assert!(stderr(&out).contains("docs/t.md: what it gives has broken frontmatter"), "{}", stderr(&out));
}

#[test]
fn a_prompt_of_ones_own_template_is_reported_until_it_is_replaced() {
    let repo = Repo::new();
    repo.write("deem.toml", "version = 1\n[kinds.adr]\ntemplate = \"t.md\"\n");
    repo.write(
        "t.md",
        "---\nkind: adr\nstatus: draft\n---\n\n# {{ title }}\n\n## Context\n\n{was gilt} in /{id}\n",
    );
    let path = new(&repo, &["adr", "Use Kafka"]);
    let found = repo.ok(&["check", DAY, "--format", "concise"]);
    assert!(
        found.contains(&format!("{path}:10:1: warning[M005] the template's `{{was gilt}}` was left in")),
        "{found}"
    );
    assert_eq!(found.matches("M005").count(), 1, "{found}");
}

/// The first record of a folder in a flavour, accepted.
fn with_accepted(flavour: &str) -> (Repo, String) {
    let repo = Repo::new();
    let path = new(&repo, &["adr", "Use NATS", "--flavour", flavour, "--status", "accepted"]);
    (repo, path)
}

#[test]
fn both_ends_say_what_replaces_what_in_every_flavour() {
    for old in ["deem", "y", "madr", "madr2", "nygard"] {
        for flavour in ["deem", "y", "madr", "madr2", "nygard"] {
            let (repo, path) = with_accepted(old);
            new(
                &repo,
                &["adr", "Use Kafka", "--flavour", flavour, "--supersedes", &path, "--status", "accepted"],
            );
            let numbered = "\nSupersedes [1. Use NATS](0001-use-nats.md)\n";
            let text = repo.read("docs/decisions/0002-use-kafka.md");
            assert_eq!(text.contains(numbered), flavour == "nygard", "as adr-tools writes it");
            let show = json(&repo.ok(&["show", "2", "--format", "json"]));
            let links = show["record"]["links"].as_array().unwrap();
            let link = links.iter().find(|link| link["relation"] == "supersedes" && link["stated"] == true);
            assert_eq!(link.unwrap()["path"], path.as_str(), "{flavour} over {old}");
            let show = json(&repo.ok(&["show", "1", "--format", "json"]));
            assert_eq!(show["record"]["status"], "superseded", "{flavour} over {old}");
            let links = show["record"]["links"].as_array().unwrap();
            let link =
                links.iter().find(|link| link["relation"] == "superseded-by" && link["stated"] == true);
            assert_eq!(link.unwrap()["path"], "docs/decisions/0002-use-kafka.md", "{flavour} over {old}");
            let found = repo.ok(&["check", DAY, "--format", "concise"]);
            let others = found.lines().filter(|line| {
                line.contains(".md:") && !line.contains("[M005]") && !line.contains(": info[")
            });
            assert_eq!(others.collect::<Vec<_>>(), [""; 0], "{flavour} over {old}");
        }
    }
}

#[test]
fn what_cannot_be_replaced_leaves_nothing_behind() {
    let repo = Repo::new();
    repo.write("docs/decisions/0001-use-nats.md", &adr("draft", ""));
    let out = repo.deem(&["new", DAY, "adr", "X", "--supersedes", "9"]);
    assert_eq!(out.status.code(), Some(2));
    let out = repo.deem(&["new", DAY, "adr", "X", "--supersedes", "1"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(stderr(&out).contains("`ADR-0001` cannot go from `draft` to `superseded`"), "{}", stderr(&out));
    let files = || std::fs::read_dir(repo.path().join("docs/decisions")).unwrap().count();
    assert_eq!(files(), 1);
    new(&repo, &["adr", "X", "--supersedes", "1", "--force"]);
    assert_eq!(files(), 2);
    assert!(repo.read("docs/decisions/0001-use-nats.md").contains("status: superseded\n"));
}

#[test]
fn a_dry_run_shows_both_ends() {
    let (repo, path) = with_accepted("deem");
    let before = repo.read(&path);
    let out = repo.deem(&["new", DAY, "adr", "Use Kafka", "--supersedes", "1", "--dry-run"]);
    assert_eq!(out.status.code(), Some(1));
    let diff = stdout(&out);
    assert!(diff.contains("-status: accepted\n+status: superseded\n"), "{diff}");
    assert!(
        diff.contains("+superseded-by: ADR-0002\n") && diff.contains("+supersedes: [ADR-0001]\n"),
        "{diff}"
    );
    assert_eq!(repo.read(&path), before);
}
