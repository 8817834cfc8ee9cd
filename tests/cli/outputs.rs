//! Several outputs from one run.

use std::fs;

use serde_json::Value;

use crate::support::{NYGARD, Repo, UNREADABLE};

#[test]
fn each_output_has_what_a_run_in_its_format_prints() {
    let repo = Repo::broken();
    let alone = |format: &str| repo.deem(["check", "--format", format]).run().stdout;
    let formats = ["json", "jsonl", "concise", "full", "sarif"];
    let named: Vec<String> = formats.iter().map(|name| format!("--output={name}=out.{name}")).collect();
    let args = ["check", "--format", "github"].into_iter().chain(named.iter().map(String::as_str));
    let run = repo.deem(args.clone()).run();
    run.code(1).err("").out(&alone("github"));
    for name in formats {
        assert_eq!(repo.read(format!("out.{name}")), alone(name), "{name}");
    }
    // In place of standard output, and with colours on it, the files are as they were.
    repo.deem(args.chain(["-o", "out.txt", "--color", "always", "--threads", "2"])).run().code(1).out("");
    assert_eq!(repo.read("out.txt"), alone("github"));
    assert_eq!(repo.read("out.full"), alone("full"));
    repo.deem(["check", "-qq", "-o", "json=quiet.json"]).run().code(1).out("");
    assert_eq!(repo.read("quiet.json"), alone("json"));
}

#[test]
fn an_output_that_cannot_be_meant_is_refused() {
    let repo = Repo::good();
    let refused = |args: &[&str], told: &str| {
        repo.deem(args).run().code(2).out("").err_has(told);
    };
    refused(&["check", "-o", "sarf=a"], "`sarf` is no format; a file of this name is `./sarf=a`");
    refused(&["check", "-o", "json="], "`json=` names no file");
    refused(&["check", "-o", "a", "-o", "b"], "takes one file");
    refused(&["check", "-o", "json=a", "-o", "sarif=a"], "names `a` twice");
    refused(&["list", "-o", "json=a"], "is for the findings of `deem check`");
    refused(&["check", "--list-files", "-o", "json=a"], "`--list-files` has no findings");
    repo.deem(["check", "-o", "./json=a"]).run().code(0).out("");
    assert!(repo.read("json=a").starts_with("checked 1 record"));
    assert!(!repo.path().join("a").exists());
}

#[test]
fn a_file_that_cannot_be_written_is_told_and_the_findings_are_printed_all_the_same() {
    let repo = Repo::broken();
    let run =
        repo.deem(["check", "--format", "concise", "-o", "sarif=none/a.sarif", "-o", "json=docs"]).run();
    run.code(2).out_has("error[F010]").err_has("error: cannot write `none/a.sarif`: ");
    assert_eq!(fs::read_dir(repo.path()).unwrap().count(), 2, "docs and .git");
}

#[test]
fn suppressed_findings_stand_in_sarif_with_their_reason_place_and_fingerprint() {
    let covered = NYGARD
        .replace("2024-01-02", "2024-13-02")
        .replace("## Status", "<!-- deem: ignore-file[impossible-date] as it was sent -->\n\n## Status");
    let repo = Repo::git([("docs/adr/0001-a.md", covered.as_bytes()), ("docs/adr/0002-b.md", UNREADABLE)]);
    let json = repo.deem(["check", "--format", "sarif", "--select", "F,L"]).run().json();
    let results = json["runs"][0]["results"].as_array().unwrap();
    let suppressed: Vec<&Value> =
        results.iter().filter(|result| result.get("suppressions").is_some()).collect();
    assert_eq!(suppressed.len(), 1, "{results:#?}");
    assert_eq!(suppressed[0]["suppressions"][0]["justification"], "as it was sent");
    assert_eq!(suppressed[0]["locations"][0]["physicalLocation"]["region"]["startLine"], 3);
    assert_eq!(suppressed[0]["partialFingerprints"]["deem/v1"].as_str().unwrap().len(), 64);
    assert!(results.len() > 1, "{results:#?}");
}
