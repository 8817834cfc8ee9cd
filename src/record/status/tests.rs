//! What real collections write, and what it means.

use proptest::prelude::*;

use super::Status::{self, *};
use super::{Reading, read, read_with, suggest, targets};
use crate::record::relation::RelationKind as R;

#[rustfmt::skip]
const RAW: &[(&str, Status)] = &[
    // Nygard and its kin.
    ("Accepted", Accepted), ("accepted", Accepted), ("ACCEPTED", Accepted), ("Accepted.", Accepted),
    ("Proposed", Proposed), ("PROPOSED", Proposed), ("Proposed.", Proposed), ("Pending", Proposed),
    ("Pending review", Proposed), ("Review", Proposed), ("Draft", Draft), ("Draft.", Draft),
    ("Decided", Accepted), ("Approved", Accepted), ("Active", Accepted), ("ACTIVE", Accepted),
    ("Rejected", Rejected), ("Deprecated", Deprecated), ("Superseded", Superseded), ("Replaced", Superseded),
    ("Implemented", Implemented), ("Implementable", Accepted), ("Partially Implemented", Implemented),
    ("Partially Accepted", Accepted), ("Partly superseded", Accepted), ("In consideration", Proposed),
    ("Deprecated (no superseding ADR)", Deprecated), ("Adopted (lazy consensus) & implemented", Implemented),
    ("Accepted (lazy consensus)", Accepted), ("Accepted (lazy consensus).", Accepted),
    ("Accepted (lazy consensus) & implemented", Implemented), ("Accepted & implemented", Implemented),
    ("Accepted (lazy consensus) & implemented.", Implemented), ("Accepted (lazy consensus) & removed", Accepted),
    ("Accepted (lazy consensus) & partially implemented", Implemented),
    ("Accepted (lazy consensus) and implemented", Implemented),
    ("Accepted (lazy consensus).\n\nImplemented.", Implemented),
    ("Accepted (lazy consensus).\n\nPartially implemented.", Implemented),
    ("Accepted (lazy consensus).\n\nNot implemented yet.", Accepted),
    ("Accepted (lazy consensus). Not implemented yet.", Accepted),
    ("Accepted (lazy consensus).\n\nScope: Distributed James\n\nImplemented.", Implemented),
    ("Proposed\n\nNot implemented yet.", Proposed), ("Proposed, not implemented yet.", Proposed),
    ("Not-Implemented", Unknown), ("Not implemented yet", Unknown),
    ("Implemented, used for notifications, however not yet used on top of the user entity", Implemented),
    ("Partially Implemented in [#1811](https://example.org/1811) and [#2409](https://example.org/2409)", Implemented),
    ("Rejected (leads to concurrency issues)", Rejected), ("Rejected\n\nThe benefits do not outweigh.", Rejected),
    ("Rejected (In favor of CAP-0018)", Rejected), ("Abandoned (in favor of SEP-6)", Withdrawn),
    ("Active (Interactive components are deprecated in favor of SEP-24)", Accepted),
    ("**APPROVED**.", Accepted), ("**Approved.**", Accepted), ("**ACCEPTED**", Accepted), ("**DRAFT**.", Draft),
    ("**DRAFT.**", Draft), ("**DRAFT**", Draft), ("**IN REVIEW.**", Proposed), ("**IN REVIEW**", Proposed),
    ("**APPRROVED**.", Unknown), ("**DRAFT**.\n\n_VALUES: (DRAFT, IN REVIEW, APPROVED, REJECTED)_.", Draft),
    ("✅ Accepted", Accepted), ("✅ Accepted (documenting an existing thing)", Accepted),
    ("🤔 Proposed", Proposed), ("🤔 Incomplete", Proposed), ("❌ Rejected", Rejected), ("⌛ Superseded", Superseded),
    ("❌ Rejected (see [019](019-Shared-Ingress-Controllers.md))", Rejected),
    ("⌛️ Superseded by [036. Multi-cluster](036-multi-cluster.md)", Superseded),
    ("⌛️ Superseded [0019](0019-use-bash-go-as-core-languages.md)", Superseded),
    ("⚠️ **ICO PRIOR CONSULTATION ON HOLD** (pending a reply)", Unknown), ("on hold", Unknown),
    // Compounds with relations.
    ("accepted; supersedes ADR-0045", Accepted), ("superseded by ADR-0062", Superseded),
    ("Superseded (as never implemented) by [ADR 32](/adr/32)", Superseded),
    ("Superseded: 2019-12-19 by [ADR 14](0014-x.md)", Superseded),
    ("Supercedes [20. skylight](0020-skylight.md)", Accepted), ("Deprecated by ADR 30", Deprecated),
    ("Accepted\n\nPartial supersede of [6. Auth0](0006-auth0.md)", Accepted),
    ("Accepted (lazy consensus)\n\nNot implemented yet.\n\nSuperseded by [35. X](0035-x.md)", Superseded),
    ("superseded — PR#305가 대체. 예약 테이블이 없어지고", Superseded), ("accepted — PR#305가 **부분 대체**.", Accepted),
    ("This KEP has been replaced by [KEP-4322: X](../4322-x/README.md)", Superseded),
    ("Reverted by [discussion #1198](https://example.org/1198)", Unknown),
    // Links, braces, comments.
    ("[PROPOSED](/README.md#proposed)", Proposed), ("[ADOPTED](/README.md#adopted)", Accepted),
    ("[STALLED](/README.md#stalled)", Deferred), ("[ACCEPTED](/README.md#accepted)", Accepted),
    ("[DEMONSTRATED](/README.md#demonstrated)", Unknown), ("[RETIRED](/README.md#retired)", Deprecated),
    ("[RETIRED](../../README.md#retired)", Deprecated),
    ("[ADOPTED](/README.md#adopted) (But should move to deprecated)", Accepted),
    ("[ADOPTED](/README.md#adopted) (may be RETIRED when [v2.0](README2.md) is out)", Accepted),
    ("{accepted}", Accepted), ("{proposed}", Proposed), ("{Active}", Accepted), ("{ in-progress }", Unknown),
    ("[accepted] <!-- optional -->", Accepted), ("Accepted<!-- |Accepted|Rejected|Superceded|Deprecated -->", Accepted),
    // Proposal processes.
    ("Final", Accepted), ("Moved", Unknown), ("Stagnant", Deferred), ("recommended", Accepted), ("Open", Proposed),
    ("Withdrawn", Withdrawn), ("provisional", Proposed), ("Deferred", Deferred), ("released", Implemented),
    ("Defunct", Withdrawn), ("**Returned for revision**", Unknown), ("discontinued", Withdrawn),
    ("Last Call", Proposed), ("Living", Accepted), ("**Accepted with modifications**", Accepted),
    ("informational", Unknown), ("Draft-Accepted", Accepted), ("Experimental", Unknown), ("**Expired**", Withdrawn),
    ("**Implemented (Swift 5.5)**", Implemented), ("**Implemented (Swift Next)**", Implemented),
    ("**Implemented**", Implemented), ("**Rejected**", Rejected), ("**Withdrawn**", Withdrawn),
    ("ready-for-release", Implemented), ("implementing", Accepted), ("implemented (alpha)", Implemented),
    ("imlpemented", Unknown), ("removed", Unknown), ("April Fool!", Unknown), ("Abandoned", Withdrawn),
    ("Not started", Unknown), ("RESOLVED", Unknown), ("TBD", Unknown), ("", Unknown), ("in progress", Unknown),
    ("Refinement completed. TP in 3.4", Unknown), ("Deployment controller", Unknown), ("```go", Unknown),
    ("As this is strictly additive, this could be punted to post-GA", Unknown),
    ("Proposes a simple way to implement an alternative", Unknown), ("Open questions remain about it", Unknown),
    ("> A decision may be \"proposed\" if it hasn't been agreed upon yet, or \"accepted\"", Unknown),
    ("> Reads the status of the latest deployment for a project", Unknown),
    ("Ac=Accepted Im=Implemented Ib=Implementable Pr=Proposed", Unknown), ("not accepted", Rejected),
    ("To be superseded by ADR-5", Unknown),
    ("The accepted approach is this", Unknown), ("This decision is accepted.", Accepted), ("Review of the ports is pending", Unknown),
    // Other languages.
    ("Proposto", Proposed), ("Aceito", Accepted), ("accepté", Accepted), ("proposé", Proposed),
    ("Akzeptiert", Accepted), ("Angenommen", Accepted), ("Beschlossen", Accepted), ("Abgelehnt", Rejected),
    ("Umgesetzt", Implemented), ("Veraltet", Deprecated), ("Ersetzt", Superseded), ("Entwurf", Draft),
    ("Aprovado", Accepted), ("Rascunho", Draft), ("brouillon", Draft), ("Rejeté", Rejected), ("Zurückgezogen", Withdrawn),
    ("Aceptada", Accepted), ("Propuesto", Proposed), ("Rechazado", Rejected), ("Accettato", Accepted),
    ("Geaccepteerd", Accepted), ("Zurückgestellt", Deferred), ("Substituído", Superseded), ("Remplacée", Superseded),
    ("承認", Accepted), ("提案", Proposed), ("却下", Rejected), ("非推奨", Deprecated), ("已接受", Accepted),
    ("已取代", Superseded), ("採用", Accepted), ("채택", Accepted), ("승인", Accepted), ("제안", Proposed),
    ("Принято", Accepted), ("Отклонено", Rejected), ("Заменено", Superseded),
];

#[test]
fn raw_values_of_real_collections_have_their_status() {
    let wrong: Vec<_> = RAW
        .iter()
        .map(|(raw, want)| (raw, read(raw).status, want))
        .filter(|(_, got, want)| got != *want)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn lists_of_choices_are_placeholders_and_say_nothing() {
    for raw in [
        "[ accepted | deprecated | superseded by [xxx](yyyymmdd-xxx.md)] <!-- optional -->",
        "provisional|implementable|implemented|deferred|rejected|withdrawn|replaced",
        "**provisional**|implementable|implemented|deferred",
        "{proposed | rejected | accepted | deprecated | … | superseded by ADR-0123}",
        "{proposed | rejected | accepted}",
        "proposed \\| partially superseded by [008 X](008-x.md) \\| accepted",
        "[Vorgeschlagen | Akzeptiert | Veraltet | Ersetzt]\n\nFalls sie ersetzt wird",
        "Draft / Proposed / Accepted",
        "What is the status, such as proposed, accepted, rejected, deprecated, superseded, etc.?",
        "- [ ] Accepted\n- [ ] Rejected",
    ] {
        let reading = read(raw);
        assert!(reading.placeholder, "{raw}");
        assert_eq!(reading.status, Unknown, "{raw}");
        assert!(reading.relations.is_empty() && reading.alternatives.is_empty(), "{raw}");
    }
    for raw in ["TBD", "Accepted", "{accepted}", "Accepted / Implemented", "- [x] Accepted\n- [ ] Rejected"] {
        assert!(!read(raw).placeholder, "{raw}");
    }
    assert_eq!(read("- [ ] Accepted\n- [x] Rejected").status, Rejected);
}

#[test]
fn template_brackets_around_a_value_are_residue() {
    for raw in ["{accepted}", "[accepted]", "[accepted] <!-- optional -->", "{ in-progress }"] {
        assert!(read(raw).residue, "{raw}");
    }
    for raw in ["[ADOPTED](/README.md#adopted)", "accepted", "superseded by [ADR 3]", "- [x] Accepted"] {
        assert!(!read(raw).residue, "{raw}");
    }
}

fn relations(raw: &str) -> Vec<(R, String, bool, bool)> {
    let Reading { relations, .. } = read(raw);
    for found in &relations {
        assert_eq!(&raw[found.range.clone()], found.target, "{raw}");
    }
    relations.into_iter().map(|found| (found.kind, found.target, found.link, found.partial)).collect()
}

/// Kind, target, whether it is a link, whether it is partial.
type Edge = (R, &'static str, bool, bool);

#[rustfmt::skip]
const RELATED: &[(&str, &[Edge])] = &[
    ("Superseded by [12. X](0012-x.md)", &[(R::SupersededBy, "0012-x.md", true, false)]),
    ("Superseded by [12. X (new)](0012-x.md \"title\")", &[(R::SupersededBy, "0012-x.md", true, false)]),
    ("superseded by ADR-0062", &[(R::SupersededBy, "ADR-0062", false, false)]),
    ("superseded by [ADR-0062](0062-open-api.md)", &[(R::SupersededBy, "0062-open-api.md", true, false)]),
    ("accepted; supersedes ADR-0045", &[(R::Supersedes, "ADR-0045", false, false)]),
    ("⌛️ Superseded [0019](0019-x.md)", &[(R::SupersededBy, "0019-x.md", true, false)]),
    ("Superseded: 2019-12-19 by [ADR 14](0014-x.md)", &[(R::SupersededBy, "0014-x.md", true, false)]),
    ("Superceded by 16. Distributed WorkQueue", &[(R::SupersededBy, "16", false, false)]),
    ("Supercedes [6. Auth](0006-auth.md)\nSupercedes [26. Omni](0026-omni.md)",
     &[(R::Supersedes, "0006-auth.md", true, false), (R::Supersedes, "0026-omni.md", true, false)]),
    ("Deprecated by ADR 30", &[(R::SupersededBy, "ADR 30", false, false)]),
    ("Replaced by 470", &[(R::SupersededBy, "470", false, false)]),
    ("Obsoleted by RFC-7", &[(R::SupersededBy, "RFC-7", false, false)]),
    ("replaced by use-kafka", &[(R::SupersededBy, "use-kafka", false, false)]),
    ("Accepted\n\nPartial supersede of [6. Auth](0006-auth.md)", &[(R::Supersedes, "0006-auth.md", true, true)]),
    ("partially superseded by [008 X](008-x.md)", &[(R::SupersededBy, "008-x.md", true, true)]),
    ("supersedes some aspects of ADR-15 and ADR-16",
     &[(R::Supersedes, "ADR-15", false, true), (R::Supersedes, "ADR-16", false, true)]),
    ("Accepted\n\nAmends [3. X](0003-x.md)", &[(R::Amends, "0003-x.md", true, false)]),
    ("Accepted\n\nAmended by [4. X](0004-x.md)", &[(R::AmendedBy, "0004-x.md", true, false)]),
    ("Accepted\n\nCompletes [20. X](0020-x.md),\n[23. Y](0023-y.md)",
     &[(R::RelatesTo, "0020-x.md", true, false), (R::RelatesTo, "0023-y.md", true, false)]),
    ("Accepted.\n\nRelates to [45. X](0045-x.md)\n\nRequires [46. Y](0046-y.md)",
     &[(R::RelatesTo, "0045-x.md", true, false), (R::DependsOn, "0046-y.md", true, false)]),
    ("Accepted\nSupersedes:\n- ADR 15. The Two-phase Architecture\n- ADR 16. Promotion",
     &[(R::Supersedes, "ADR 15", false, false), (R::Supersedes, "ADR 16", false, false)]),
    ("Superseded by [ADR 23](/adr/23) and [ADR 26](/adr/26)",
     &[(R::SupersededBy, "/adr/23", true, false), (R::SupersededBy, "/adr/26", true, false)]),
    ("Superseded (as never implemented) by [ADR 32](/adr/32)", &[(R::SupersededBy, "/adr/32", true, false)]),
    ("Superseded (by ADR-12)", &[(R::SupersededBy, "ADR-12", false, false)]),
    ("Deprecated (superseded by ADR-12)", &[(R::SupersededBy, "ADR-12", false, false)]),
    ("[Superseded by ADR 12](0012-x.md)", &[(R::SupersededBy, "0012-x.md", true, false)]),
    ("Superseded by KEP 2433: Topology Aware", &[(R::SupersededBy, "KEP 2433", false, false)]),
    ("Ersetzt durch [ADR 5](0005-x.md)", &[(R::SupersededBy, "0005-x.md", true, false)]),
    ("Ersetzt [ADR 5](0005-x.md)", &[(R::Supersedes, "0005-x.md", true, false)]),
    ("Abgelöst durch ADR-0005", &[(R::SupersededBy, "ADR-0005", false, false)]),
    ("remplacé par ADR-0005", &[(R::SupersededBy, "ADR-0005", false, false)]),
    ("remplace ADR-0005", &[(R::Supersedes, "ADR-0005", false, false)]),
    ("Substituído por ADR-0005", &[(R::SupersededBy, "ADR-0005", false, false)]),
    ("Reemplazado por ADR-0005", &[(R::SupersededBy, "ADR-0005", false, false)]),
    ("Sustituido por ADR-0005", &[(R::SupersededBy, "ADR-0005", false, false)]),
    ("Sostituito da ADR-0005", &[(R::SupersededBy, "ADR-0005", false, false)]),
    ("Vervangen door ADR-0005", &[(R::SupersededBy, "ADR-0005", false, false)]),
    ("Zastąpiony przez ADR-0005", &[(R::SupersededBy, "ADR-0005", false, false)]),
    ("Заменено на ADR-0005", &[(R::SupersededBy, "ADR-0005", false, false)]),
    ("Superseded by <https://example.org/adr/5>", &[(R::SupersededBy, "https://example.org/adr/5", true, false)]),
    ("Reverted by [discussion #1](https://example.org/1)", &[(R::SupersededBy, "https://example.org/1", true, false)]),
    ("Rejected (see [019](019-x.md))", &[]),
    ("Superseded by [A](a.md), see [B](b.md)", &[(R::SupersededBy, "a.md", true, false)]),
    ("Superseded by [A](a.md) (was [B](b.md))", &[(R::SupersededBy, "a.md", true, false)]),
    ("superseded by -", &[]), ("superseded by N/A", &[]), ("superseded by none", &[]), ("superseded by TBD", &[]),
    ("superseded by [xxx](yyyymmdd-xxx.md)", &[]), ("superseded by ADR-NNNN", &[]),
    ("superseded by [ADR-0005](0005-example.md)", &[]),
    ("superseded by /enhancements/that-less-than-great-idea.md", &[]),
    ("Deprecated (no superseding ADR)", &[]), ("Accepted", &[]), ("[ADOPTED](/README.md#adopted)", &[]),
];

#[test]
fn relations_name_kind_target_and_place() {
    for (raw, want) in RELATED {
        let want: Vec<_> = want.iter().map(|(k, t, l, p)| (*k, (*t).to_owned(), *l, *p)).collect();
        assert_eq!(relations(raw), want, "{raw}");
    }
}

#[test]
fn a_second_status_on_its_own_line_is_kept_as_an_alternative() {
    let raw = "Accepted (lazy consensus) & implemented\n\nSuperceded by [16. X](0016-x.md)";
    let reading = read(raw);
    assert_eq!(reading.status, Superseded);
    let [(status, range)] = reading.alternatives.as_slice() else { panic!("{reading:?}") };
    assert_eq!(*status, Implemented);
    assert_eq!(&raw[range.clone()], "implemented");
    assert_eq!(read("Accepted\n\nRejected").alternatives, [(Rejected, 10..18)]);
    for raw in [
        "Accepted (lazy consensus).\n\nImplemented.",
        "Replaced\nSuperceded by ADR-0009",
        "Accepted\n\nReview of it is open.\n\nActive users do well.",
        "Deprecated\n\nSuperseded by ADR-2",
        "Proposed\n\nSupercedes [26. X](0026-x.md)\n\nNot implemented yet.",
    ] {
        assert!(read(raw).alternatives.is_empty(), "{raw}");
    }
}

#[test]
fn house_words_go_first() {
    let house = |word: &str| (word == "on hold" || word == "accepted").then_some(Deferred);
    assert_eq!(read_with("**On hold**.", &house).status, Deferred);
    assert_eq!(read_with("Accepted", &house).status, Deferred);
    assert_eq!(read_with("🛑 On hold; superseded by ADR-3", &house).relations.len(), 1);
    assert_eq!(read_with("Rejected", &house).status, Rejected);
}

#[test]
fn misspellings_are_suggested_and_never_read() {
    for (raw, want) in [
        ("**APPRROVED**.", Accepted),
        ("imlpemented", Implemented),
        ("acepted", Accepted),
        ("suuperseded", Superseded),
        ("depricated", Deprecated),
    ] {
        assert_eq!(read(raw).status, Unknown, "{raw}");
        assert_eq!(suggest(raw), Some(want), "{raw}");
    }
    for raw in ["", "on hold", "TBD", "Moved", "Deployment controller", "🤷"] {
        assert_eq!(suggest(raw), None, "{raw}");
    }
}

#[test]
fn values_of_relation_keys_give_their_targets() {
    let names = |raw: &str| -> Vec<String> {
        targets(raw, R::Supersedes).into_iter().map(|found| found.target).collect()
    };
    assert_eq!(names("ADR-0008, [12. X](0012-x.md) and 470"), ["ADR-0008", "0012-x.md", "470"]);
    assert_eq!(names("[ADR 5](0005-x.md)<br>[ADR 6](0006-x.md)"), ["0005-x.md", "0006-x.md"]);
    for raw in ["-", "N/A", "none", "", "null", "Data Connections (pre-2.16)", "[xxx](yyyymmdd-xxx.md)"] {
        assert!(names(raw).is_empty(), "{raw}");
    }
}

#[test]
fn statuses_of_the_truth_table_are_met() {
    let Some(folder) = std::env::var_os("DEEM_CORPORA") else {
        println!("skipped: DEEM_CORPORA is not set");
        return;
    };
    let table = std::fs::read_to_string(std::path::Path::new(&folder).join("open-truth.tsv")).unwrap();
    let mut wrong = Vec::new();
    let mut rows = 0;
    for row in table.lines().skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        let (raw, want) = (cells[4], cells[5]);
        if want == "none" {
            continue;
        }
        rows += 1;
        let reading = read(raw);
        if reading.status.as_str() != want {
            wrong.push((raw.to_owned(), reading.status.as_str(), want.to_owned()));
        }
    }
    assert!(rows > 100 && wrong.is_empty(), "{rows} rows: {wrong:#?}");
}

proptest! {
    #[test]
    fn any_text_is_read_with_ranges_inside_it(
        text in "(\\PC|superseded|by|accepted|supersedes|ADR|12|0012-x\\.md|[\\[\\](){}<>|,.&:;#*\\n -]){0,40}"
    ) {
        let reading = read(&text);
        for found in &reading.relations {
            prop_assert_eq!(text.get(found.range.clone()), Some(found.target.as_str()));
        }
        for (_, range) in &reading.alternatives {
            prop_assert!(text.get(range.clone()).is_some());
        }
        for found in targets(&text, R::Supersedes) {
            prop_assert!(text.get(found.range.clone()).is_some());
        }
        let _ = suggest(&text);
    }
}

#[test]
fn long_hostile_values_are_read_in_linear_time() {
    let started = std::time::Instant::now();
    for piece in
        ["[", "(", "{", "<a", "<!--", "superseded by ", "[x](", "- [ ] \n", "and ", "accepted|", "a-", "&#"]
    {
        let text = piece.repeat(100_000);
        let _ = read(&text);
        let _ = targets(&text, R::Supersedes);
        let _ = suggest(&text);
        let _ = crate::record::people::split(&text);
        let _ = crate::record::date::read(&text, crate::record::date::DayOrder::Unknown);
    }
    // Anything quadratic would take minutes.
    assert!(started.elapsed().as_secs() < 60);
}
