//! `deem status`, `deem supersede` and `deem link`.

mod common;

use std::process::Stdio;
use std::time::Duration;

use common::{Repo, adr, command, json, stderr, stdout};

const OLD: &str = "docs/adr/0001-use-nats.md";
const NEW: &str = "docs/adr/0002-use-kafka.md";

fn nygard(number: u32, title: &str) -> String {
    format!(
        "# {number}. {title}\n\nDate: 2026-01-02\n\n## Status\n\nAccepted\n\n## Context\n\nWe need a queue.\n"
    )
}

fn two() -> Repo {
    let repo = Repo::new();
    repo.write(OLD, &nygard(1, "Use NATS")).write(NEW, &nygard(2, "Use Kafka"));
    repo
}

fn fails(repo: &Repo, args: &[&str], words: &str) {
    let out = repo.deem(args);
    assert_eq!(out.status.code(), Some(2), "{args:?}");
    assert!(stderr(&out).contains(words), "{}", stderr(&out));
    assert!(out.stdout.is_empty());
}

#[test]
fn a_status_is_set_and_the_path_is_printed() {
    let repo = two();
    assert_eq!(repo.ok(&["status", "2", "deprecated"]), format!("{NEW}\n"));
    assert_eq!(repo.read(NEW), nygard(2, "Use Kafka").replace("Accepted", "Deprecated"));
    assert_eq!(repo.read(OLD), nygard(1, "Use NATS"));
    let out = repo.deem(&["status", "2", "deprecated"]);
    assert!(out.status.success() && out.stdout.is_empty());
    assert!(stderr(&out).contains("already"), "{}", stderr(&out));
}

#[test]
fn a_dry_run_prints_the_difference_and_exits_with_1() {
    let repo = two();
    let out = repo.deem(&["status", OLD, "rejected", "--dry-run"]);
    assert_eq!(out.status.code(), Some(1));
    assert!(stdout(&out).contains("-Accepted\n+Rejected\n"), "{}", stdout(&out));
    assert_eq!(repo.read(OLD), nygard(1, "Use NATS"));
    assert_eq!(repo.deem(&["status", OLD, "accepted", "--dry-run"]).status.code(), Some(0));
}

#[test]
fn supersession_is_said_on_both_sides_and_passes_the_check() {
    let repo = two();
    assert_eq!(repo.ok(&["supersede", "1", "2"]), format!("{OLD}\n{NEW}\n"));
    assert!(repo.read(OLD).contains("\nSuperseded by [2. Use Kafka](0002-use-kafka.md)\n\n## Context"));
    assert!(
        repo.read(NEW).contains("\nAccepted\n\nSupersedes [1. Use NATS](0001-use-nats.md)\n\n## Context")
    );
    let found = repo.ok(&["check", "--select", "R,L", "--format", "concise"]);
    assert!(!found.contains("error[") && !found.contains("warning["), "{found}");
    let show = json(&repo.ok(&["show", "1", "--format", "json"]));
    assert_eq!(show["record"]["status"], "superseded");
}

#[test]
fn a_successor_is_asked_for_and_taken() {
    let repo = two();
    fails(&repo, &["status", "1", "superseded"], "--by");
    fails(&repo, &["status", "1", "accepted", "--by", "2"], "`--by` is for `superseded`");
    repo.ok(&["status", "1", "superseded", "--by", "2"]);
    assert!(repo.read(OLD).contains("Superseded by [2. Use Kafka]"));
    assert!(repo.read(NEW).contains("Supersedes [1. Use NATS]"));
}

#[test]
fn a_part_is_superseded_below_its_heading() {
    let repo = two();
    repo.ok(&["supersede", "1", "2", "--section", "Context"]);
    assert!(repo.read(OLD).contains("Accepted\n\nAmended by [2. Use Kafka](0002-use-kafka.md)\n"));
    assert!(repo.read(NEW).contains("Accepted\n\nAmends [1. Use NATS](0001-use-nats.md#context)\n"));
    fails(&repo, &["supersede", "1", "2", "--section", "Cntext"], "did you mean `Context`?");
}

#[test]
fn a_relation_is_stated_with_its_inverse() {
    let repo = Repo::new();
    let case = "---\nkind: business-case\nstatus: draft\n---\n\n# Save money\n";
    repo.write("docs/decisions/0001-a.md", &adr("accepted", "")).write("docs/business-cases/0001-b.md", case);
    repo.ok(&["link", "ADR-0001", "justified-by", "BC-0001"]);
    assert!(repo.read("docs/decisions/0001-a.md").contains("\njustified-by: [BC-0001]\n"));
    assert!(repo.read("docs/business-cases/0001-b.md").contains("\njustifies: [ADR-0001]\n"));
    fails(&repo, &["link", "ADR-0001", "depend-on", "BC-0001"], "did you mean `depends-on`?");
    fails(&repo, &["link", "ADR-0001", "relates-to", "ADR-0001"], "cannot refer to itself");
}

#[test]
fn moves_of_deem_kinds_are_checked() {
    let repo = Repo::new();
    repo.write("docs/decisions/0001-a.md", &adr("proposed", ""));
    fails(&repo, &["status", "1", "implemented"], "cannot go from `proposed` to `implemented`");
    fails(&repo, &["status", "1", "acepted", "--force"], "did you mean `accepted`?");
    fails(&repo, &["status", "9", "accepted"], "there is no record `9`");
    let out = repo.deem(&["status", "1", "implemented", "--force"]);
    let warning =
        "warning: `ADR-0001` goes from `proposed` to `implemented`, which its kind does not allow\n";
    assert!(out.status.success(), "{}", stderr(&out));
    assert_eq!(stderr(&out), warning);
    let out = repo.deem(&["-q", "status", "1", "rejected", "--force"]);
    assert!(stderr(&out).starts_with("warning: "), "a warning is no talk: {}", stderr(&out));
    repo.ok(&["-qq", "status", "1", "implemented", "--force"]);
    repo.ok(&["status", "1", "deprecated", "--decided", "2026-02-03"]);
    assert_eq!(repo.read("docs/decisions/0001-a.md"), adr("deprecated", "decided: 2026-02-03\n"));
}

#[test]
fn broken_frontmatter_is_not_touched() {
    let repo = Repo::new();
    repo.write("docs/decisions/0001-a.md", &adr("proposed", "owners: [@acme/a]\n"));
    fails(&repo, &["status", "docs/decisions/0001-a.md", "accepted"], "is broken; mend it first");
}

#[test]
fn a_killed_run_leaves_every_file_whole() {
    let repo = two();
    let plain = [nygard(1, "Use NATS"), nygard(2, "Use Kafka")];
    let of =
        |text: &str| ["Accepted", "Rejected", "Deprecated"].map(|word| text.replacen("Accepted", word, 1));
    let whole = [of(&plain[0]), of(&plain[1])].map(|texts| {
        let said = [
            "\n\nAmends [2. Use Kafka](0002-use-kafka.md)",
            "\n\nAmended by [1. Use NATS](0001-use-nats.md)",
        ];
        let with = texts.clone().into_iter().flat_map(move |text| {
            said.map(|said| text.replace("\n\n## Context", &format!("{said}\n\n## Context")))
        });
        texts.iter().cloned().chain(with).collect::<Vec<_>>()
    });
    let begun = std::time::Instant::now();
    repo.deem(&["status", "1", "accepted", "--dry-run"]);
    let longest = u64::try_from(begun.elapsed().as_micros()).unwrap() * 3 / 2;
    let (mut wait, mut killed) = (1_u64, 0);
    for round in 0..200_u32 {
        // A fixed sequence of pauses, from none to longer than a whole run.
        wait = wait.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let word = ["rejected", "deprecated", "accepted"][round as usize % 3];
        let args: &[&str] =
            if round % 4 == 3 { &["link", "1", "amends", "2"] } else { &["status", "1", word, "--force"] };
        let mut run = command(&repo.path());
        let mut child = run.args(args).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_micros((wait >> 33) % longest));
        let _ = child.kill();
        killed += u32::from(child.wait().unwrap().code().is_none());
        for (path, whole) in [OLD, NEW].iter().zip(&whole) {
            let text = repo.read(path);
            assert!(whole.contains(&text), "{path} is not whole: {text}");
        }
        if round % 20 == 19 {
            let list = json(&repo.ok(&["list", "--format", "json"]));
            assert_eq!(list["records"].as_array().unwrap().len(), 2, "a leftover is taken for a record");
        }
    }
    #[cfg(unix)]
    assert!((1..200).contains(&killed), "{killed} of 200 runs were killed");
}
