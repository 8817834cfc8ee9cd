//! Mistakes in the files that make a kind: one message each, at its place.

use super::common::{Repo, stderr, stdout};
use super::{DAY, example};

const CONFIG: &str = "deem.toml";
const SCHEMA: &str = "kinds/security-review.schema.json";
const TEMPLATE: &str = "kinds/security-review.md";

/// What is said with `from` replaced in a file of the example; the command fails with 2 and says one thing.
fn said(args: &[&str], path: &str, from: &str, to: &str) -> String {
    let repo = example();
    let text = repo.read(path);
    assert!(text.contains(from), "{from}");
    repo.write(path, &text.replacen(from, to, 1));
    fails(&repo, args)
}

fn fails(repo: &Repo, args: &[&str]) -> String {
    let out = repo.deem(args);
    let said = stderr(&out);
    assert_eq!(out.status.code(), Some(2), "{args:?}: {}{said}", stdout(&out));
    assert_eq!(stdout(&out), "", "{args:?}");
    assert_eq!(said.lines().filter(|line| line.starts_with("error: ")).count(), 1, "{said}");
    said
}

#[test]
fn mistakes_of_a_schema_are_told_in_that_file() {
    for (path, from, to, want) in [
        (SCHEMA, "\"exposure\"],", "\"exposure\",],", ":6:48: the JSON cannot be read"),
        (
            SCHEMA,
            "\"required\"",
            "\"requierd\"",
            ":6:3: the keyword `requierd` is not known; did you mean `required`?",
        ),
        (SCHEMA, "\"finding.schema", "\"fnding.schema", ":29:26: `$ref` `fnding.schema.json` names no file"),
        (SCHEMA, "\"finding.schema", "\"../../x.schema", ":29:26: `$ref` `../../x.schema.json` leads out"),
        (SCHEMA, "\"array\"", "\"arry\"", ":28:15: `type` cannot be the text `arry`; did you mean `array`?"),
        (
            "kinds/finding.schema.json",
            "\"minimum\"",
            "\"minimun\"",
            ":14:7: the keyword `minimun` is not known",
        ),
    ] {
        for args in [&["check", DAY][..], &["schema", "security-review"]] {
            let said = said(args, path, from, to);
            assert!(said.starts_with(&format!("error: {path}{want}")), "{said}");
        }
    }
}

#[test]
fn mistakes_of_a_template_are_told_in_that_file() {
    for (from, to, want) in [
        ("{% if owners %}", "{% if owners %", ":7:7: syntax error"),
        ("{{ today }}", "{{ tody }}", ":5:13: there is no variable `tody`; did you mean `today`?"),
        ("title | heading", "title | headng", ":14:14: unknown filter"),
        ("status: {{ status }}", "status: [{{ status }}", ": what it gives has broken frontmatter"),
    ] {
        let args = ["new", "security-review", "Depot", "--owner", "@sec", DAY];
        let said = said(&args, TEMPLATE, from, to);
        assert!(said.starts_with(&format!("error: {TEMPLATE}{want}")), "{said}");
    }
}

#[test]
fn mistakes_of_the_table_are_told_in_deem_toml() {
    for (from, to, want) in [
        (
            "[\"in-review\", \"withdrawn\"]",
            "[\"in-revue\"]",
            ":16:44: `in-revue` is no status of this kind; did you mean `in-review`?",
        ),
        (
            "{ means = \"accepted\", final = true, moves = [\"expired\"",
            "{ final = true, moves = [\"expired\"",
            ":18:1: status `passed` does not say what it means",
        ),
        (
            "means = \"deprecated\"",
            "means = \"deprecate\"",
            ":20:21: `means` cannot be `deprecate`; did you mean `deprecated`?",
        ),
        (
            "kinds/security-review.md",
            "kinds/review.md",
            ":10:12: template `kinds/review.md` cannot be used: there is no such file",
        ),
        (
            "security-review.schema.json",
            "review.json",
            ":9:10: schema `kinds/review.json` cannot be used: there is no such file",
        ),
        (
            "kinds/security-review.md",
            "../review.md",
            ":10:12: `template` is not a path within the repository",
        ),
        ("kinds/security-review.md", "kinds", ":10:12: template `kinds` cannot be used: "),
        (
            "[kinds.rfc]\nsummary = \"a proposal that every team may comment on\"\nprefix = \"RFC\"",
            "[kinds.tech-dept]\nsummary = \"x\"\n[kinds.rfc]\nprefix = \"RFC\"",
            ":25:8: unknown kind `tech-dept`; did you mean `tech-debt`?",
        ),
        ("prefix = \"RFC\"", "prefix = \"adr\"", ":27:1: prefix `adr` is also that of kind `adr`"),
        (
            "[\"rfcs\"]",
            "[\"security/reviews\"]",
            ":28:12: folder `security/reviews` is given to `security-review` already",
        ),
        ("\"P1Y\"", "\"yearly\"", ":12:10: `review` is no period: `yearly`; write `P6M`"),
        ("\"date-sequence\"", "\"by-date\"", ":8:17: `scheme` cannot be `by-date`"),
        ("review = ", "reviews = ", ":12:1: unknown key `reviews`; did you mean `review`?"),
    ] {
        let said = said(&["check", DAY], CONFIG, from, to);
        assert!(said.starts_with(&format!("error: {CONFIG}{want}")), "{said}");
    }
}

#[cfg(unix)]
#[test]
fn a_template_that_lies_elsewhere_is_not_read() {
    let repo = example();
    let outside = Repo::plain();
    outside.write("secret.md", "# {{ title }}\n");
    std::fs::remove_file(repo.path().join(TEMPLATE)).unwrap();
    std::os::unix::fs::symlink(outside.path().join("secret.md"), repo.path().join(TEMPLATE)).unwrap();
    let said = fails(&repo, &["check", DAY]);
    assert!(said.contains("deem.toml:10:12: template `kinds/security-review.md` cannot be used"), "{said}");
    assert!(said.contains("it lies outside the repository"), "{said}");
}
