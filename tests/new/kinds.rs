//! From `new` to a record without findings, for the built-in kinds and for a team's own.

use super::common::{Repo, json, stdout};
use super::{DAY, new};

/// Replaces every prompt of a fresh record by words.
fn filled(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        match after.split_once('}') {
            Some((inner, behind)) if !inner.starts_with(' ') => {
                out.push_str("four words of text");
                rest = behind;
            }
            _ => {
                out.push('{');
                rest = after;
            }
        }
    }
    out + rest
}

fn check(repo: &Repo) -> String {
    let out = repo.deem(&["check", DAY, "--format", "concise"]);
    let found = stdout(&out);
    found.lines().filter(|line| line.contains(".md:")).map(|line| format!("{line}\n")).collect()
}

/// Blocks that each kind has, as `--set` takes them.
const BLOCKS: &[(&str, &[&str])] = &[
    (
        "adr",
        &[
            "governs=[\"src/**\"]",
            "review.cadence=P6M",
            "rapid.recommend=@ben",
            "rapid.decide=@ana",
            "reversibility={ door: two-way, undo-days: 5, rollback: runbooks/back.md }",
            "domain={ cynefin: complicated, evidence: \"two teams ran it\", response: sense-analyse-respond }",
        ],
    ),
    (
        "business-case",
        &[
            "problem={ metric: lost_orders, value: 20000, trend: worsening }",
            "rates={ discount: 0.10, basis: finance policy }",
            "cash-flows={ unit: year, currency: EUR, convention: t0, values: [-100000, 60000, 60000] }",
            "cost-of-delay={ per-week: { amount: 1000, currency: EUR }, duration-weeks: 4 }",
        ],
    ),
    (
        "tech-debt",
        &[
            "quadrant={ intent: deliberate, wisdom: prudent }",
            "type=architecture",
            "principal={ amount: 30, unit: person-days }",
            "interest={ amount: 5, unit: person-days, per: month, probability: 0.8 }",
            "plan={ trigger: \"before a second region\", by: 2026-07-31 }",
        ],
    ),
    ("initiative", &["teams=[team-data]", "horizon.h=H1", "effort-pm=14"]),
    (
        "experiment",
        &[
            "hypothesis.we-believe=\"people connect a second source\"",
            "measure={ metric: second_source, baseline: 0.11, op: \">=\", threshold: 0.2, sample-min: 400 }",
            "timebox={ start: 2026-03-02, end: 2026-03-30 }",
        ],
    ),
    (
        "org-change",
        &[
            "why={ metric: lead_time_days, baseline: 21, target: 7 }",
            "dip={ expected: 0.2, weeks: 8 }",
            "pilot={ teams: [team-data], from: 2026-04-01, until: 2026-07-01, exit: { metric: lead_time_days, op: \"<=\", threshold: 12 } }",
        ],
    ),
    (
        "objective",
        &[
            "cycle={ from: 2026-01-01, to: 2026-03-31 }",
            "type=aspirational",
            "key-results=[{ id: KR1, metric: days_to_value, baseline: 21, target: 7, unit: days, due: 2026-03-31 }]",
        ],
    ),
];

#[test]
fn a_filled_record_of_each_kind_has_no_finding() {
    let repo = Repo::new();
    repo.write("src/main.rs", "").write("runbooks/back.md", "# Back\n");
    for (kind, blocks) in BLOCKS {
        let sets = blocks.iter().flat_map(|block| ["--set", block]);
        let args: Vec<&str> =
            [*kind, "Sell", "abroad", kind, "--owner", "@ana"].into_iter().chain(sets).collect();
        let path = new(&repo, &args);
        let text = repo.read(&path);
        repo.write(&path, &filled(&text));
    }
    assert_eq!(check(&repo), "");
}

#[test]
fn the_least_of_each_kind_has_no_finding_once_filled() {
    let repo = Repo::new();
    for (kind, _) in BLOCKS {
        let path = new(&repo, &[kind, "Sell abroad", kind, "--minimal"]);
        let text = repo.read(&path);
        assert!(!text.contains("# Keys"), "{text}");
        repo.write(&path, &filled(&text));
    }
    // Filler names no price, which is worth a hint and no more.
    let found = check(&repo);
    assert!(found.lines().all(|line| line.contains(": info[M007]")), "{found}");
}

#[test]
fn the_hints_of_each_kind_are_sound_once_they_are_taken() {
    let repo = Repo::new();
    for (kind, _) in BLOCKS {
        let path = new(&repo, &[kind, "Sell abroad", kind, "--owner", "@ana"]);
        let text = repo.read(&path);
        let taken: Vec<String> = text
            .lines()
            .map(|line| line.strip_prefix("# ").filter(|hint| is_key(hint)).unwrap_or(line).to_owned())
            .collect();
        assert!(taken.len() > 20 && !taken.iter().any(|line| line.starts_with("# governs")), "{text}");
        repo.write(&path, &(taken.join("\n") + "\n"));
    }
    let found = check(&repo);
    // What a hint names is not there yet.
    let known = ["[M005]", "unknown-reference"];
    let others: Vec<&str> = found
        .lines()
        .filter(|line| !line.contains(": info[") && !known.iter().any(|word| line.contains(word)))
        .collect();
    assert!(others.is_empty(), "{others:#?}");
}

fn is_key(hint: &str) -> bool {
    hint.split_once(':').is_some_and(|(key, _)| key.chars().all(|c| c.is_ascii_lowercase() || c == '-'))
}

/// The blocks that make a kind what it is; `risks` and `stakeholders`, which several have, stand once.
const ALL_BLOCKS: [(&str, &str); 7] = [
    (
        "adr",
        "process rapid constraints reversibility domain criteria options consequences premortem bias risks",
    ),
    (
        "business-case",
        "problem outcomes options benefits costs phases rates cash-flows metrics scenarios estimates drivers \
         simulation stakeholders cost-of-delay commitment",
    ),
    ("tech-debt", "quadrant type principal interest impact-score breakeven-months plan gate"),
    ("initiative", "teams milestones rice ice wsjf moscow kano horizon items"),
    ("experiment", "assumption hypothesis measure threshold timebox result verdict next"),
    ("org-change", "why structure teams interactions pilot scale dip conway"),
    ("objective", "cycle horizon key-results"),
];

/// Keys of a schema that are no blocks: relations and what deem or a move of the status writes.
const NO_BLOCKS: [&str; 17] = [
    "superseded-reason",
    "incurred-by",
    "imported",
    "migrated-from",
    "blocked",
    "supersedes",
    "superseded-by",
    "amends",
    "amended-by",
    "depends-on",
    "relates-to",
    "justified-by",
    "incurs",
    "pays",
    "tests",
    "supports",
    "parent",
];

/// The entries of a frontmatter at its top, each with its key.
fn entries(text: &str) -> Vec<(&str, String)> {
    let mut found: Vec<(&str, String)> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        match (line.split_once(':'), found.last_mut()) {
            (Some((key, _)), _) if !line.starts_with([' ', '-']) => found.push((key, format!("{line}\n"))),
            (_, Some((_, entry))) => entry.push_str(&format!("{line}\n")),
            _ => {}
        }
    }
    found
}

/// A fresh record with the blocks of the fixture of its kind in place of its own.
fn with_blocks(text: &str, fixture: &str) -> String {
    let (front, body) = text.strip_prefix("---\n").unwrap().split_once("---\n").unwrap();
    let own = entries(front);
    let envelope = ["kind", "id", "title", "status", "created", "decided", "owners", "owner"];
    let is_block = |key: &str| !envelope.contains(&key) && !NO_BLOCKS.contains(&key);
    let blocks: Vec<_> = entries(fixture).into_iter().filter(|(key, _)| is_block(key)).collect();
    let kept = own.iter().filter(|(key, _)| blocks.iter().all(|(block, _)| block != key));
    let front: String = kept.chain(&blocks).map(|(_, entry)| entry.as_str()).collect();
    format!("---\n{front}---\n{}", filled(body))
}

#[test]
fn a_record_with_every_block_of_its_kind_has_no_finding() {
    let repo = Repo::new();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    for (kind, blocks) in ALL_BLOCKS {
        let path = new(&repo, &[kind, "Sell abroad", kind, "--owner", "@ana"]);
        let fixture = folder.join(format!("tests/fixtures/schemas/{kind}.yaml"));
        let text = with_blocks(&repo.read(&path), &std::fs::read_to_string(fixture).unwrap());
        repo.write(&path, &text);
        let front = entries(text.strip_prefix("---\n").unwrap().split_once("---\n").unwrap().0);
        let missing: Vec<&str> =
            blocks.split(' ').filter(|block| front.iter().all(|(key, _)| key != block)).collect();
        assert!(missing.is_empty(), "{kind}: {missing:?}");
    }
    assert_eq!(check(&repo), "");
}

const OWN: &str = "version = 1

[kinds.security-review]
prefix = \"SEC\"
summary = \"a review of what may be attacked\"
folders = [\"security/reviews\"]
id = { scheme = \"date-sequence\" }
required-sections = [\"Scope\", \"Threats\"]
statuses.open = { means = \"proposed\", moves = [\"signed\"] }
statuses.signed = { means = \"accepted\", final = true }

[kinds.rfc]
prefix = \"RFC\"
template = \"rfcs/template.txt\"
id = { width = 3 }
folders = [\"rfcs\"]
";

#[test]
fn kinds_of_a_team_are_written_as_their_tables_say() {
    let repo = Repo::new();
    repo.write("deem.toml", OWN);
    let template = "---\nkind: {{ kind }}\nid: {{ id }}\nstatus: {{ status }}\ncreated: {{ today }}\n---\n\n# {{ title | heading }}\n\n## Motivation\n\n{why we do it}\n";
    repo.write("rfcs/template.txt", template);
    let review = new(&repo, &["security-review", "Sign-in", "page", "--owner", "@sec"]);
    assert_eq!(review, "security/reviews/2026-01-12-01-sign-in-page.md");
    let text = repo.read(&review);
    assert!(text.starts_with("---\nkind: security-review\nid: SEC-2026-01-12-01\nstatus: open\n"), "{text}");
    assert!(text.contains("\n## Scope\n\n{") && text.contains("\n## Threats\n\n{"), "{text}");
    let rfc = new(&repo, &["rfc", "Second region"]);
    assert_eq!(rfc, "rfcs/001-second-region.md");
    assert!(check(&repo).lines().all(|line| line.contains("[M005]")), "{}", check(&repo));
    for path in [&review, &rfc] {
        let text = repo.read(path);
        repo.write(path, &filled(&text));
    }
    assert_eq!(check(&repo), "");
    let list = json(&repo.ok(&["list", "--format", "json"]));
    let records = list["records"].as_array().unwrap();
    let ids: Vec<&str> = records.iter().map(|record| record["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["RFC-001", "SEC-2026-01-12-01"]);
    assert_eq!(records[1]["status"], "open");
}
