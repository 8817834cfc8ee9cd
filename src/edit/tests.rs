//! Every dialect, as a user's command changes it.

use std::sync::Arc;

use crate::change::Plan;
use crate::config::Settings;
use crate::corpus::{self, Corpus};
use crate::record::kind::Kinds;
use crate::record::reader::{self, ReadContext};
use crate::record::vocabulary::Vocabulary;
use crate::record::{Number, RelationKind};
use crate::rules::registry;
use crate::source::SourceFile;

use super::{EditError, Editor, Options, Successor};

/// A corpus of these files; a `kep.yaml` belongs to the README beside it.
fn corpus(files: &[(&str, &str)]) -> Corpus {
    let vocabulary = Vocabulary::default();
    let kinds = Kinds::built_in();
    let cx = ReadContext { kinds, folder_kind: None, vocabulary: &vocabulary, log4brains: true };
    let source = |path: &str, text: &str| Arc::new(SourceFile::new(path, text.to_owned()));
    let records = files.iter().filter(|(path, _)| path.ends_with(".md")).map(|(path, text)| {
        let beside = path.replace("README.md", "kep.yaml");
        let side = files.iter().find(|(path, _)| *path == beside && beside.ends_with("yaml"));
        reader::read(source(path, text), side.map(|(path, text)| source(path, text)), &cx)
    });
    corpus::build(records.collect(), Vec::new(), None, kinds)
}

/// What the files are after an edit.
fn edited(
    files: &[(&str, &str)],
    edit: impl FnOnce(&mut Editor<'_>) -> Result<(), EditError>,
) -> Result<Vec<String>, EditError> {
    let corpus = corpus(files);
    let settings = Settings::defaults(registry::as_config());
    let mut editor = Editor::new(&corpus, &settings, true);
    edit(&mut editor)?;
    let mut plan = Plan::default();
    editor.finish(&mut plan);
    let dir = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let full = dir.path().join(path);
        std::fs::create_dir_all(full.parent().unwrap()).unwrap();
        std::fs::write(full, text).unwrap();
    }
    plan.apply(dir.path()).unwrap();
    Ok(files.iter().map(|(path, _)| std::fs::read_to_string(dir.path().join(path)).unwrap()).collect())
}

fn status(text: &str, to: &str) -> String {
    let options = Options { force: true, decided: None };
    edited(&[("docs/adr/0001-a.md", text)], |editor| editor.set_status(0, to, &options)).unwrap().remove(0)
}

fn superseded(old: &str, new: &str) -> Vec<String> {
    let files = [("docs/adr/0001-use-a.md", old), ("docs/adr/0002-use-b.md", new)];
    edited(&files, |editor| editor.supersede(0, 1, &Options::default())).unwrap()
}

fn linked(from: &str, kind: RelationKind, to: &str) -> Vec<String> {
    let files = [("docs/adr/0001-use-a.md", from), ("docs/adr/0002-use-b.md", to)];
    edited(&files, |editor| editor.link(0, kind, 1, &Options::default())).unwrap()
}

const NYGARD: &str =
    "# 1. Use A\n\nDate: 2026-01-02\n\n## Status\n\nAccepted\n\n## Context\n\nAccepted is a word.\n";

#[test]
fn only_the_word_of_the_status_changes_in_every_dialect() {
    let body = "\n## Context and Problem Statement\n\nproposed\n\n## Decision Outcome\n\nA\n";
    for (text, old, new) in [
        ("---\nkind: adr\nstatus: \"proposed\" # why\n---\n\n# A\n", "proposed", "accepted"),
        ("\u{feff}---\r\nstatus:   'Proposed'\r\ndate: 2026-01-02\r\n---\r\n# A\r\n", "Proposed", "Accepted"),
        ("---\nstatus: {proposed}\ndeciders: Ana\n---\n\n# A\n", "proposed", "accepted"),
        ("# 1. A\n\n## Status\n\n{Proposed}\n\n## Context\n", "Proposed", "Accepted"),
        (
            &format!("# A\n\n* Status: proposed <!-- optional -->\n* Date: 2026-01-02\n{body}"),
            "proposed",
            "accepted",
        ),
        ("# A\n\n**Status:** PROPOSED  \n**Date:** 2026-01-02\n\n## Context\n\nx", "PROPOSED", "ACCEPTED"),
        ("# A\n\n- **Status: Proposed**\n- Date: 2026-01-02\n", "Proposed", "Accepted"),
        ("# A\n\nStatus: proposed\r\nDate: 2026-01-02\n\n## Context\n\nx\n", "proposed", "accepted"),
        ("# A\n\n| Key | Value |\n| --- | --- |\n| Status | **Proposed** |\n", "Proposed", "Accepted"),
        ("CAP: 1\nTitle: A\nStatus: Draft\nCreated: 2026-01-02\n\nText\n", "Draft", "Accepted"),
        (
            "# A\n\n```\nCAP: 1\nTitle: A\nStatus: Draft\nCreated: 2026-01-02\n```\n\nText\n",
            "Draft",
            "Accepted",
        ),
        (
            "# 1. A\n\nDate: 2026-01-02\n\n## Status\n\n**PROPOSED** (by all).\n\n## Context\n",
            "PROPOSED",
            "ACCEPTED",
        ),
        ("# 1. A\n\n## Status\n\nvorgeschlagen\n", "vorgeschlagen", "akzeptiert"),
        (
            "# A\n\n- Status: [PROPOSED](/README.md#proposed)\n- Since: 2026-01-02\n",
            "[PROPOSED](/README.md#proposed)",
            "[ACCEPTED](/README.md#accepted)",
        ),
    ] {
        assert_eq!(status(text, "accepted"), text.replacen(old, new, 1), "{text}");
    }
}

#[test]
fn a_record_takes_the_words_and_signs_of_its_folder() {
    let with = |status: &str| format!("# 1. A\n\n## Status\n\n{status}\n\n## Context\n\nx\n");
    let (a, b, c) = (with("🤔 Proposed"), with("✅ Approved"), with("✅ Approved by all"));
    let files = [("adr/0001-a.md", &*a), ("adr/0002-b.md", &*b), ("adr/0003-c.md", &*c)];
    let after = edited(&files, |editor| editor.set_status(0, "accepted", &Options::default())).unwrap();
    assert_eq!(after[0], with("✅ Approved"));
    let after = edited(&files, |editor| editor.set_status(1, "rejected", &Options::default())).unwrap();
    assert_eq!(after[1], with("Rejected"), "a tick would lie");
}

#[test]
fn nygard_supersession_is_written_as_adr_tools_does() {
    let new = NYGARD.replace("1. Use A", "2. Use B");
    let after = superseded(NYGARD, &new);
    assert_eq!(after[0], NYGARD.replacen("Accepted", "Superseded by [2. Use B](0002-use-b.md)", 1));
    assert_eq!(after[1], new.replacen("Accepted", "Accepted\n\nSupersedes [1. Use A](0001-use-a.md)", 1));
}

#[test]
fn madr_supersession_is_written_in_the_words_of_the_status() {
    let four = |status: &str| format!("---\nstatus: {status}\ndecision-makers: Ana\n---\n\n# A\n");
    let after = superseded(&four("accepted"), &four("accepted"));
    assert_eq!(after[0], four("superseded by [ADR-0002](0002-use-b.md)"));
    assert_eq!(after[1], four("accepted").replace("Ana\n", "Ana\nsupersedes: [0001-use-a.md]\n"));
    let two = |status: &str, more: &str| {
        format!(
            "# A\n\n* Status: {status}\n* Date: 2026-01-02\n{more}\n## Context and Problem Statement\n\nx\n\n## Decision Outcome\n\nA\n"
        )
    };
    let after = superseded(&two("Accepted", ""), &two("Accepted", ""));
    assert_eq!(after[0], two("Superseded by [ADR-0002](0002-use-b.md)", ""));
    assert_eq!(after[1], two("Accepted\n* Supersedes: [ADR-0001](0001-use-a.md)", ""));
}

#[test]
fn log4brains_supersession_is_written_into_status_and_links() {
    let with = |status: &str, links: &str| {
        format!(
            "# A\n\n- Status: {status}\n- Date: 2026-01-02\n\n## Context and Problem Statement\n\nx\n\n## Decision Outcome\n\nA\n{links}"
        )
    };
    let files = [
        ("adr/20260101-use-a.md", with("accepted", "")),
        ("adr/20260102-use-b.md", with("accepted", "\n## Links\n\n- x\n")),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, &**text)).collect();
    let after = edited(&files, |editor| editor.supersede(0, 1, &Options::default())).unwrap();
    assert_eq!(after[0], with("superseded by [20260102-use-b](20260102-use-b.md)", ""));
    assert_eq!(
        after[1],
        with("accepted", "\n## Links\n\n- x\n- Supersedes [20260101-use-a](20260101-use-a.md)\n")
    );
    let after = edited(&files, |editor| editor.supersede(1, 0, &Options::default())).unwrap();
    assert_eq!(
        after[0],
        with("accepted", "\n## Links\n\n- Supersedes [20260102-use-b](20260102-use-b.md)\n")
    );
}

#[test]
fn native_supersession_is_two_keys() {
    let with =
        |status: &str, more: &str| format!("---\nkind: adr\nid: {status}\n{more}governs: [a]\n---\n\n# A\n");
    let (old, new) = (
        with("ADR-0001\nstatus: accepted", "tags:\n  - x\n"),
        with("ADR-0002\nstatus: accepted", "supersedes: [ADR-0001]\n"),
    );
    let after = superseded(&old, &new);
    assert_eq!(after[0], with("ADR-0001\nstatus: superseded", "tags:\n  - x\nsuperseded-by: ADR-0002\n"));
    assert_eq!(after[1], new, "said already");
    let native = with("ADR-0002\nstatus: accepted", "supersedes: # none\n");
    let after = superseded(&old, &native);
    assert_eq!(after[1], with("ADR-0002\nstatus: accepted", "supersedes: [ADR-0001] # none\n"));
}

#[test]
fn lists_keep_their_style() {
    let with = |list: &str| format!("---\nkind: adr\nid: ADR-0001\nstatus: accepted\n{list}\n---\n\n# A\n");
    let other = "---\nkind: adr\nid: ADR-0002\nstatus: accepted\n---\n\n# B\n";
    for (before, after) in [
        ("depends-on: [ADR-0007]", "depends-on: [ADR-0007, ADR-0002]"),
        ("depends-on: [ \"ADR-0007\", ]  # x", "depends-on: [ \"ADR-0007\", \"ADR-0002\" ]  # x"),
        ("depends-on: []", "depends-on: [ADR-0002]"),
        ("depends-on:", "depends-on: [ADR-0002]"),
        ("depends-on: ADR-0007", "depends-on: [ADR-0007, ADR-0002]"),
        (
            "depends-on:\n  - 'ADR-0007' # x\ntags: [a]",
            "depends-on:\n  - 'ADR-0007' # x\n  - 'ADR-0002'\ntags: [a]",
        ),
        ("depends_on: [ADR-0007]", "depends_on: [ADR-0007, ADR-0002]"),
        ("tags:\n- a", "tags:\n- a\ndepends-on:\n- ADR-0002"),
        ("governs: [a]", "depends-on: [ADR-0002]\ngoverns: [a]"),
    ] {
        let got = linked(&with(before), RelationKind::DependsOn, other);
        assert_eq!(got[0], with(after), "{before}");
        assert!(got[1].contains("status: accepted\ndepended-on-by: [ADR-0001]\n"), "{}", got[1]);
    }
}

#[test]
fn a_kep_is_changed_in_the_file_beside_it() {
    let yaml = "title: A\nkep-number: 1\nstatus: implementable\nreplaces:\nsuperseded-by: []\nsee-also:";
    let files = [
        ("keps/sig/1-a/README.md", "# KEP-1: A\n"),
        ("keps/sig/1-a/kep.yaml", yaml),
        ("keps/sig/2-b/README.md", "# KEP-2: B\n"),
        ("keps/sig/2-b/kep.yaml", yaml),
    ];
    let after = edited(&files, |editor| editor.supersede(0, 1, &Options::default())).unwrap();
    let old = yaml
        .replace("implementable", "replaced")
        .replace("superseded-by: []", "superseded-by: [/keps/sig/2-b]");
    assert_eq!(after[1], old);
    assert_eq!(after[3], yaml.replace("replaces:", "replaces: [/keps/sig/1-a]"));
}

#[test]
fn tables_and_bold_lines_get_a_row_and_a_line_like_theirs() {
    let table = "# A\n\n| Item          | Value    |\n| ------------- | -------- |\n| Status        | Approved |\n| Superseded by | N/A      |\n\nx\n";
    let after = superseded(table, table);
    assert!(
        after[0]
            .contains("| Status        | Superseded |\n| Superseded by | [ADR-0002](0002-use-b.md)      |"),
        "{}",
        after[0]
    );
    assert!(
        after[1].contains("| Status        | Approved |\n| Supersedes    | [ADR-0001](0001-use-a.md) |\n"),
        "{}",
        after[1]
    );
    let bold = "# A\n\n**Date:** 2026-01-02  \n**Status:** Accepted\n\n## Context\n\nx\n";
    let after = linked(bold, RelationKind::JustifiedBy, bold);
    assert!(
        after[0].contains("Accepted  \n**Justified by:** [ADR-0002](0002-use-b.md)\n\n## Context"),
        "{}",
        after[0]
    );
    assert!(after[1].contains("**Justifies:** [ADR-0001](0001-use-a.md)"), "{}", after[1]);
}

#[test]
fn what_supersession_wrote_is_taken_back() {
    let back = |old: &str, new: &str| {
        let after = superseded(old, new);
        let files = [("docs/adr/0001-use-a.md", &*after[0]), ("docs/adr/0002-use-b.md", &*after[1])];
        let options = Options { force: true, decided: None };
        edited(&files, |editor| editor.set_status(0, "accepted", &options)).unwrap().remove(0)
    };
    let native = "---\nkind: adr\nid: ADR-0001\nstatus: accepted\n---\n\n# A\n";
    let madr = "---\nstatus: accepted\ndeciders: Ana\n---\n\n# A\n";
    for old in [NYGARD, native, madr, "# A\n\n- Status: **Accepted**.\n- Date: 2026-01-02\n"] {
        assert_eq!(back(old, NYGARD), old);
    }
    let two = NYGARD.replacen("Accepted", "Accepted\n\nSuperseded by [2. Use B](0002-use-b.md)", 1);
    let options = Options { force: true, decided: None };
    let files = [("docs/adr/0001-use-a.md", &*two), ("docs/adr/0002-use-b.md", NYGARD)];
    let after = edited(&files, |editor| editor.set_status(0, "accepted", &options)).unwrap();
    assert_eq!(after[0], NYGARD);
}

#[test]
fn what_is_superseded_no_longer_has_one_state_in_the_words_it_had() {
    let options = Options { force: true, decided: None };
    let back = |first: &str, to: &str| {
        let text =
            NYGARD.replacen("Accepted", &format!("{first}\n\nSuperseded by [2. Use B](0002-use-b.md)"), 1);
        let files = [("docs/adr/0001-use-a.md", &*text), ("docs/adr/0002-use-b.md", NYGARD)];
        edited(&files, |editor| editor.set_status(0, to, &options)).unwrap().remove(0)
    };
    assert_eq!(back("Accepted (all) & implemented", "accepted"), NYGARD);
    let both = "Accepted (all) & implemented";
    assert_eq!(back(both, "implemented"), NYGARD.replacen("Accepted", both, 1));
    assert_eq!(back("Approved", "accepted"), NYGARD.replacen("Accepted", "Approved", 1));
}

#[test]
fn a_status_that_is_stated_twice_changes_in_both_places() {
    let text =
        "---\ntype: ADR\nstatus: ACTIVE\n---\n\n# 1. A\n\n## Status\n\nAngenommen\n\n## Kontext\n\nx\n";
    let after = status(text, "deprecated");
    assert_eq!(after, text.replace("ACTIVE", "DEPRECATED").replace("Angenommen", "Veraltet"));
    let other = text.replace("Angenommen", "Vorgeschlagen");
    assert_eq!(status(&other, "deprecated"), other.replace("ACTIVE", "DEPRECATED"), "it said something else");
}

#[test]
fn a_record_is_called_what_its_folder_calls_such() {
    let tep =
        |name: &str, keys: &str| format!("---\nstatus: implemented\ntitle: {name}\n{keys}---\n\n# {name}\n");
    let (a, b, c) = (tep("A", ""), tep("B", ""), tep("C", "replaces:\n- TEP-0001\n"));
    let files = [("teps/0001-a.md", &*a), ("teps/0002-b.md", &*b), ("teps/0003-c.md", &*c)];
    let after =
        edited(&files, |editor| editor.link(0, RelationKind::Amends, 1, &Options::default())).unwrap();
    assert!(after[0].contains("TEP-0002") && after[1].contains("TEP-0001"), "{after:?}");
    let rfc = |name: &str, with: &str| {
        format!("# {name}\n\n- Status: [ADOPTED](/r.md#adopted)\n{with}- Since: 2026-01-02\n")
    };
    let (a, b) = (rfc("0001: A", ""), rfc("0002: B", ""));
    let c = rfc("0003: C", "- Supersedes: [RFC 0001](../0001-a/README.md)\n");
    let files =
        [("rfcs/0001-a/README.md", &*a), ("rfcs/0002-b/README.md", &*b), ("rfcs/0003-c/README.md", &*c)];
    let after =
        edited(&files, |editor| editor.link(0, RelationKind::Amends, 1, &Options::default())).unwrap();
    assert!(after[0].contains("- Amends: [RFC 0002](../0002-b/README.md)\n"), "{}", after[0]);
}

#[test]
fn a_key_of_a_site_generator_sets_no_manner_for_others() {
    let page = "---\nnav_order: 1\nstatus: accepted\n---\n\n# A\n";
    let after = linked(page, RelationKind::RelatesTo, page);
    assert!(after.iter().all(|text| text.contains("relates-to:")), "{after:?}");
}

#[test]
fn a_successor_need_not_be_there_yet() {
    let successor = Successor {
        id: "ADR-0009".to_owned(),
        number: Some(Number::Int(9)),
        path: "docs/adr/0009-use-c.md".into(),
        title: "Use C".to_owned(),
    };
    let files = [("docs/adr/0001-use-a.md", NYGARD)];
    let after = edited(&files, |editor| editor.mark_superseded(0, &successor, &Options::default())).unwrap();
    assert!(after[0].contains("\nSuperseded by [9. Use C](0009-use-c.md)\n"), "{}", after[0]);
}

#[test]
fn a_part_is_superseded_without_a_change_of_status() {
    let files = [("docs/adr/0001-use-a.md", NYGARD), ("docs/adr/0002-use-b.md", NYGARD)];
    let after = edited(&files, |editor| editor.supersede_part(0, 1, "Context")).unwrap();
    assert!(
        after[0].contains("Accepted\n\nAmended by [1. Use A](0002-use-b.md)\n")
            || after[0].contains("Amended by [2. Use A](0002-use-b.md)"),
        "{}",
        after[0]
    );
    assert!(after[1].contains("Accepted\n\nAmends [1. Use A](0001-use-a.md#context)\n"), "{}", after[1]);
    let error = edited(&files, |editor| editor.supersede_part(0, 1, "Contxt")).unwrap_err();
    assert!(error.to_string().contains("did you mean `Context`?"), "{error}");
}

#[test]
fn the_day_of_decision_is_set_on_demand_only() {
    let text = "---\nkind: adr\nstatus: proposed\ncreated: 2026-01-02\n---\n\n# A\n";
    let options = Options { force: false, decided: Some("2026-02-03".parse().unwrap()) };
    let files = [("docs/adr/0001-a.md", text)];
    let after = edited(&files, |editor| editor.set_status(0, "accepted", &options)).unwrap();
    assert_eq!(
        after[0],
        "---\nkind: adr\nstatus: accepted\ncreated: 2026-01-02\ndecided: 2026-02-03\n---\n\n# A\n"
    );
    let error = edited(&files, |editor| editor.set_status(0, "deferred", &options)).unwrap_err();
    assert_eq!(error, EditError::NotFinal("deferred".to_owned()));
}

#[test]
fn what_may_not_be_is_refused() {
    let refused = |text: &str, to: &str| {
        edited(&[("docs/adr/0001-a.md", text)], |editor| editor.set_status(0, to, &Options::default()))
            .unwrap_err()
            .to_string()
    };
    let native = "---\nkind: adr\nstatus: proposed\n---\n\n# A\n";
    assert!(
        refused(native, "implemented")
            .contains("cannot go from `proposed` to `implemented`: it may go to `draft`, `accepted`")
    );
    assert!(refused(native, "acepted").contains("did you mean `accepted`?"));
    assert!(refused(NYGARD, "superseded").contains("--by"));
    assert!(refused(NYGARD, "Rejcted").contains("did you mean `rejected`?"));
    assert!(
        refused("---\nkind: adr\nstatus: proposed\nowners: [@a\n---\n\n# A\n", "accepted").contains("broken")
    );
    assert!(refused("# A\n\nText.\n", "accepted").contains("no place"));
    let error = edited(&[("docs/adr/0001-a.md", NYGARD), ("docs/adr/0002-b.md", NYGARD)], |editor| {
        editor.link(0, RelationKind::SupersededBy, 1, &Options::default())
    });
    assert!(error.unwrap_err().to_string().contains("deem supersede ADR-0001 ADR-0002"));
}

#[test]
fn a_status_is_put_in_where_the_form_has_a_place() {
    assert_eq!(
        status("---\nkind: adr\nid: ADR-0001\nowners: [a]\n---\n# A\n", "draft"),
        "---\nkind: adr\nid: ADR-0001\nstatus: draft\nowners: [a]\n---\n# A\n"
    );
    assert_eq!(
        status("---\r\nstatus:\r\ndate: 2026-01-02\r\n---\r\n# A\r\n", "accepted"),
        "---\r\nstatus: accepted\r\ndate: 2026-01-02\r\n---\r\n# A\r\n"
    );
    assert_eq!(
        status("# 1. A\n\nDate: 2026-01-02\n\n## Status\n\n## Context\n", "accepted"),
        "# 1. A\n\nDate: 2026-01-02\n\n## Status\n\nAccepted\n\n## Context\n"
    );
}

/// A record of some dialect: what stands before the word of its status, and behind it.
fn forms() -> Vec<(&'static str, &'static str)> {
    vec![
        ("---\nkind: adr\nstatus: ", " # since May\ntags: [a,  b]\n---\n\n# A\n"),
        ("---\nstatus: \"", "\"\ndate:   2026-01-02\ndeciders: Ana\n---\n\n# A\n\nproposed\n"),
        ("---\nstatus: { ", " }\ndecision-makers: Ana\n---\n\n# A\n"),
        ("# 1. A\n\nDate: 2026-01-02\n\n## Status\n\n**", "** (by all).\n\n## Context\n\naccepted\n"),
        ("# A\n\n* Status: ", " <!-- optional -->\n* Date: 2026-01-02\n\n## Context and Problem Statement\n"),
        ("# A\n\n| Status | ", "   |\n| --- | --- |\n| Date | 2026-01-02 |\n"),
        ("# A\n\n**Date:** 2026-01-02  \n**Status:** _", "_  \n**Owner:** Ana\n\n## Context\n"),
        ("CAP: 1\nTitle: A\nStatus: ", "\nCreated: 2026-01-02\n\naccepted\n"),
        ("# A\n\n```\nCAP: 1\nTitle: A\nStatus: ", "\nCreated: 2026-01-02\n```\n\ntext\n"),
    ]
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config {
        rng_seed: proptest::test_runner::RngSeed::Fixed(3),
        failure_persistence: None,
        ..proptest::test_runner::Config::with_cases(400)
    })]

    #[test]
    fn no_byte_outside_the_word_changes(
        form in 0_usize..9,
        from in 0_usize..6,
        to in 0_usize..6,
        case in 0_u8..3,
        endings in proptest::collection::vec(proptest::bool::ANY, 24),
        bom in proptest::bool::ANY,
        cut in proptest::bool::ANY,
    ) {
        let words = ["draft", "proposed", "accepted", "rejected", "deprecated", "deferred"];
        let style = |word: &str| match case {
            0 => word.to_owned(),
            1 => word.to_uppercase(),
            _ => word[..1].to_uppercase() + &word[1..],
        };
        let mut lines = endings.iter().cycle();
        let mut mixed = |part: &str| -> String {
            let crlf = |c: char| if c == '\n' && *lines.next().unwrap() { "\r\n".to_owned() } else { c.to_string() };
            part.chars().map(crlf).collect()
        };
        let (before, after) = forms()[form];
        let before = format!("{}{}", if bom { "\u{feff}" } else { "" }, mixed(before));
        let after = mixed(after);
        let after = if cut { after.trim_end() } else { &*after };
        let text = |word: usize| format!("{before}{}{after}", style(words[word]));
        proptest::prop_assert_eq!(status(&text(from), words[to]), text(to));
    }
}
