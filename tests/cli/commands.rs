//! The commands beside `check`.

use crate::support::{Repo, channel, nygard};

#[test]
fn the_version_and_help_go_to_standard_output() {
    let repo = Repo::good();
    let version = format!("deem {}\n", env!("CARGO_PKG_VERSION"));
    repo.deem(["--version"]).run().code(0).err("").out(&version);
    repo.deem(["--help"]).run().code(0).err("").out_has("Usage:");
    for command in ["check", "list", "show", "rule", "config", "completions", "man"] {
        repo.deem([command, "--help"]).run().code(0).err("").out_has(&format!("Usage: deem {command}"));
        repo.deem(["help", command]).run().code(0).err("");
    }
}

#[test]
fn every_rule_has_a_page_by_code_and_by_name() {
    let repo = Repo::good();
    let all = repo.deem(["rule", "--all", "--format", "json"]).run().code(0).err("").json();
    assert_eq!(all["version"], 1);
    let rules = all["rules"].as_array().unwrap();
    assert_eq!(rules.len(), deem::rules::registry::all().len());
    for rule in rules {
        let (code, name) = (rule["code"].as_str().unwrap(), rule["name"].as_str().unwrap());
        for key in ["group", "severity", "summary", "docs", "url", "since"] {
            assert!(rule[key].as_str().is_some_and(|text| !text.is_empty()), "{name}: no {key}");
        }
        assert!(rule["docs"].as_str().unwrap().starts_with(&format!("# {name}\n")), "{name}");
        let page = repo.deem(["rule", name]).run();
        page.code(0).err("").out_has(&format!("{code} {name} ("));
        repo.deem(["explain", &code.to_lowercase()]).run().code(0).out(&page.stdout);
    }
    let table = repo.deem(["rule", "--all"]).run();
    assert_eq!(table.code(0).stdout.lines().count(), rules.len() + 1);
    repo.deem(["rule", "unreadable-record", "--format", "markdown"]).run().out_has("# unreadable-record\n");
    repo.deem(["rule"]).run().code(2).out("");
    repo.deem(["rule", "unreadable-record", "--all"]).run().code(2).out("");
}

#[test]
fn rules_are_explained_outside_of_any_repository() {
    let repo = Repo::plain::<&str, &str>([]);
    repo.deem(["rule", "unreadable-record"]).run().code(0).err("");
    repo.write("deem.toml", "broken = [");
    repo.deem(["rule", "--all"]).run().code(0).err("");
}

#[test]
fn the_configuration_names_the_origin_of_each_value() {
    let repo = Repo::good();
    repo.write("deem.toml", "profile = \"lean\"\n");
    repo.deem(["config"]).run().code(0).err("").out_has("deem.toml:1").out_has("profile");
    let json = repo.deem(["config", "--format", "json"]).run().code(0).json();
    let profile = json["settings"].as_array().unwrap().iter().find(|entry| entry["key"] == "profile");
    assert_eq!(profile.unwrap()["value"], "lean", "{json}");
    let plain = repo.deem(["config", "--no-config", "--format", "json"]).run().code(0).json();
    assert!(plain.to_string().contains("\"standard\""), "{plain}");
}

#[test]
fn every_shell_gets_completions_and_man_a_page() {
    let repo = Repo::good();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        repo.deem(["completions", shell]).run().code(0).err("").out_has("deem").out_has("check");
    }
    repo.deem(["completions", "tcl"]).run().code(2).out("").err_has("bash");
    repo.deem(["man"]).run().code(0).err("").out_has(".TH deem 1").out_has("check");
    repo.deem(["man", "--dir", "pages"]).run().code(0).out("");
    assert!(repo.read("pages/deem-check.1").contains("fail\\-on"));
    repo.write("file", "");
    repo.deem(["man", "--dir", "file"]).run().fails(&["cannot write to `file`"]);
}

#[test]
fn the_list_is_the_same_in_every_format() {
    let repo = Repo::git((1..30).map(|number| {
        (format!("docs/adr/{number:04}-r.md"), nygard(number, &format!("Record, \"{number}\"")))
    }));
    let json = repo.deem(["list", "--format", "json"]).run().code(0).err("").json();
    let records = json["records"].as_array().unwrap();
    let jsonl = repo.deem(["list", "--format", "jsonl"]).run();
    let lines: Vec<serde_json::Value> =
        jsonl.code(0).stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(&lines, records);
    let csv = channel::csv(&repo.deem(["list", "--format", "csv"]).run().code(0).stdout).unwrap();
    let titles: Vec<&str> = csv[1..].iter().map(|row| row[4].as_str()).collect();
    assert_eq!(titles, records.iter().map(|row| row["title"].as_str().unwrap()).collect::<Vec<_>>());
    let table = repo.deem(["list"]).run();
    assert_eq!(table.code(0).stdout.lines().count(), records.len() + 1);
}

#[test]
fn filters_choose_records_and_an_empty_choice_is_no_error() {
    let rejected = nygard(2, "No").replace("Accepted", "Rejected");
    let repo = Repo::git([("docs/adr/0001-yes.md", nygard(1, "Yes")), ("docs/adr/0002-no.md", rejected)]);
    let count = |args: &[&str]| {
        let run = repo.deem(["list", "--format", "jsonl"].iter().chain(args)).run();
        run.code(0).stdout.lines().count()
    };
    assert_eq!(count(&["--status", "accepted"]), 1);
    assert_eq!(count(&["--status", "accepted,Rejected"]), 2);
    assert_eq!(count(&["--kind", "adr", "docs/adr/0002-no.md"]), 1);
    assert_eq!(count(&["--kind", "tech-debt"]), 0);
    assert_eq!(count(&["--owner", "nobody"]), 0);
    repo.deem(["list", "--tag", "x"]).run().code(0).err_has("no record passes the filters");
}

#[test]
fn a_record_is_shown_with_the_places_of_its_facts() {
    let repo = Repo::good();
    let text = repo.deem(["show", "1"]).run();
    text.code(0).err("").out_has("ADR-0001 Use a queue").out_has("(line 7,").out_has("2024-01-02");
    let json = repo.deem(["show", "ADR-0001", "--format", "json"]).run().code(0).json();
    assert_eq!(json["record"]["status"], "accepted");
    let facts = json["provenance"].as_array().unwrap();
    let status = facts.iter().find(|fact| fact["fact"] == "status").unwrap();
    assert_eq!((&status["line"], &status["column"]), (&7.into(), &1.into()));
}
