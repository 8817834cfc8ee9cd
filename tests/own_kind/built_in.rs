//! A built-in kind that a team changes.

use super::common::{Repo, json, stderr, stdout};
use super::{DAY, beyond_prompts, changed, findings};

const CONFIG: &str = "version = 1

[kinds.adr]
prefix = \"DR\"
folders = [\"decisions\"]
review = \"P2Y\"
statuses.proposed = { moves = [\"parked\", \"accepted\", \"rejected\"] }
statuses.parked = { means = \"deferred\", moves = [\"proposed\"] }
";
const SCHEMA: &str =
    r#"{"required":["ticket"],"properties":{"ticket":{"type":"string","pattern":"^T-[0-9]+$"}}}"#;
const TEMPLATE: &str = "---\nkind: {{ kind }}\nid: {{ id }}\nstatus: {{ status }}\nticket: T-1\n---\n\n\
                        # {{ title | heading }}\n\n## Context\n\n{why now}\n\n## Decision\n\n{what we do}\n\n\
                        ## Consequences\n\n- good: {what gets better}\n- bad: {what gets worse}\n";

#[test]
fn a_status_that_a_team_adds_is_one_like_the_others() {
    let repo = Repo::new();
    repo.write("deem.toml", CONFIG);
    let path = repo.ok(&["new", "adr", "Use Kafka", "--owner", "@ana", "--status", "proposed", DAY]);
    assert_eq!(path, "decisions/0001-use-kafka.md\n");
    repo.commit("2026-06-20");
    repo.ok(&["status", "DR-0001", "parked"]);
    assert_eq!(changed(&repo, path.trim()), ["-status: proposed", "+status: parked"]);
    assert_eq!(beyond_prompts(&repo), [""; 0]);
    assert_eq!(json(&repo.ok(&["list", "--format", "json"]))["records"][0]["status"], "parked");
    let refused = repo.deem(&["status", "DR-0001", "accepted"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains("it may go to `proposed`"), "{}", stderr(&refused));
    repo.ok(&["status", "DR-0001", "proposed"]);
    // The stated moves take the place of the usual ones, of which `withdrawn` is one.
    assert_eq!(repo.deem(&["status", "DR-0001", "withdrawn"]).status.code(), Some(2));
    repo.ok(&["status", "DR-0001", "accepted"]);
    let schema = json(&repo.ok(&["schema", "adr"]));
    let statuses = schema["properties"]["status"]["enum"].as_array().unwrap();
    assert!(statuses.contains(&"parked".into()) && statuses.contains(&"accepted".into()));
    assert!(schema["properties"]["rapid"].is_object(), "the blocks stay");
}

#[test]
fn schema_template_and_cadence_of_a_built_in_kind_can_be_ones_own() {
    let repo = Repo::new();
    let files = "schema = \"kinds/adr.json\"\ntemplate = \"kinds/adr.md\"\nprefix";
    repo.write("deem.toml", &CONFIG.replace("prefix", files));
    repo.write("kinds/adr.json", SCHEMA).write("kinds/adr.md", TEMPLATE);
    let args = ["new", "adr", "Use Kafka", "--status", "accepted", "--set", "decided=2026-06-20", DAY];
    let path = repo.ok(&[&args[..], &["--set", "owners=[\"@ana\"]"]].concat());
    let text = repo.read(path.trim());
    assert!(text.contains("\nticket: T-1\n") && text.contains("\n{what we do}\n"), "{text}");
    assert_eq!(beyond_prompts(&repo), [""; 0]);
    repo.write(path.trim(), &text.replace("T-1", "17a"));
    let found = beyond_prompts(&repo);
    assert!(found.len() == 1 && found[0].contains("`ticket`"), "{found:#?}");
    repo.write(path.trim(), &text.replace("ticket: T-1\n", ""));
    assert!(findings(&repo).iter().any(|line| line.contains("the frontmatter has no `ticket`")));
    repo.commit("2026-06-20");
    let stale = stdout(&repo.deem(&["stale", "--as-of=2028-08-01"]));
    assert!(stale.contains("review was due 2028-06-20, P2Y after 2026-06-20"), "{stale}");
}
