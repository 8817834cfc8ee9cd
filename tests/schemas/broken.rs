//! Sound records with one mistake each: every one is refused, at its place.

use serde_json::Value;

use crate::support::{compile, document, fixture};

/// In place of a value: the key is taken out.
const GONE: &str = "";

/// A fixture, what is changed in it, and what is written there, as JSON.
type Case = (&'static str, &'static str, &'static str);

const ENVELOPE: &[Case] = &[
    ("adr", "/status", "\"done\""),
    ("adr", "/status", GONE),
    ("adr", "/kind", "\"tech-debt\""),
    ("adr", "/created", "\"12 January 2026\""),
    ("adr", "/created", "\"2026-02-30\""),
    ("adr", "/decided", "20260203"),
    ("adr", "/owner", "{\"payments\": true}"),
    ("adr", "/supersedes", "{\"id\": \"ADR-0008\"}"),
    ("adr", "/review", "\"2026-08-03\""),
    ("adr", "/review/cadence", "\"6 months\""),
    ("adr", "/review/next", "\"soon\""),
    ("adr", "/review/outcome", "\"later\""),
    ("adr", "/review/triggers/0", "\"if it gets slow\""),
    ("adr", "/review/triggers/0/source", GONE),
    ("adr", "/review/triggers/0/threshold", GONE),
    ("adr", "/review/triggers/0/op", "\"over\""),
    ("adr", "/review/triggers/0/for", "\"P\""),
    ("adr", "/review/observations/0/value", GONE),
    ("adr", "/waivers", "{\"rule\": \"quiet-owner\"}"),
    ("adr-2020", "/blocked/0/from", GONE),
    ("adr-2020", "/superseded-reason", "\"old\""),
];

const DECIDING: &[Case] = &[
    ("adr", "/process/model", "\"vroom-jago-1988\""),
    ("adr", "/process/style", "\"facilitate\""),
    ("adr", "/process/style", "\"DII\""),
    ("adr", "/process/style", GONE),
    ("adr", "/process/answers/acceptance", GONE),
    ("adr", "/process/answers/quality", "\"yes\""),
    ("adr", "/process/answers/quality", "null"),
    ("adr", "/process/answers/DS", "\"H\""),
    ("adr", "/process/participants", "[\"a.moreau\", \"a.moreau\"]"),
    ("adr", "/process/held/0/form", "\"lunch\""),
    ("adr", "/process/override", "{\"reason\": \"time\"}"),
    ("adr-2020", "/process/style", "\"CII\""),
    ("adr-2020", "/process/answers/IC", GONE),
    ("adr-2020", "/process/answers/LE", "\"M\""),
    ("adr-2020", "/process/answers/quality", "true"),
    ("adr", "/rapid/decide", "[\"m.dubois\", \"k.lee\"]"),
    ("adr", "/rapid/decide", GONE),
    ("adr", "/rapid/recommend", GONE),
    ("adr", "/rapid/decider", "\"m.dubois\""),
    ("adr", "/rapid/agree/0/scope", GONE),
    ("adr", "/rapid/agree/0/position", "\"maybe\""),
    ("adr", "/constraints/scope", "\"open\""),
    ("adr", "/constraints/time", GONE),
    ("adr", "/reversibility/door", "\"type-1\""),
    ("adr", "/reversibility/door", GONE),
    ("adr", "/reversibility/undo-days", "-1"),
    ("adr", "/reversibility/undo-cost", "240000"),
    ("adr", "/reversibility/undo-cost/currency", "\"euro\""),
    ("adr", "/domain/cynefin", "\"simple\""),
    ("adr", "/domain/response", "\"sense-categorize-respond\""),
    ("adr", "/domain/response", GONE),
    ("adr", "/criteria", "[]"),
    ("adr", "/criteria/0/weight", "\"high\""),
    ("adr", "/criteria/0/weight", "-0.1"),
    ("adr", "/options", "[]"),
    ("adr", "/options", "[{\"id\": \"A\"}]"),
    ("adr", "/options/0/id", GONE),
    ("adr", "/options/0/chosen", "\"yes\""),
    ("adr", "/options/0/scores/risk", "\"low\""),
    ("adr", "/consequences/0/effect", "\"great\""),
    ("adr", "/premortem/participants", "[\"lin.okafor\", \"m.dubois\"]"),
    ("adr", "/premortem/failures", "[]"),
    ("adr", "/premortem/date", GONE),
    ("adr", "/risks/0/p", "30"),
    ("adr", "/risks/0/p", "\"130%\""),
    ("adr", "/risks/0/impact", "\"100k\""),
    ("adr", "/risks/0/residual/impact", GONE),
    ("adr", "/kill-criteria/0/op", GONE),
    ("adr", "/bias/hindsight", "{\"checked\": true}"),
    ("adr", "/predictions/0/p", "1.0"),
    ("adr", "/predictions/0/due", GONE),
];

const MONEY: &[Case] = &[
    ("business-case", "/problem", "\"a lot of technical debt\""),
    ("business-case", "/problem/value", GONE),
    ("business-case", "/problem/trend", "\"bad\""),
    ("business-case", "/outcomes", "[]"),
    ("business-case", "/outcomes/0/baseline", GONE),
    ("business-case", "/outcomes/0/unit", GONE),
    ("business-case", "/outcomes/0/due", "\"2026-Q3\""),
    ("business-case", "/benefits/0/category", "\"mitigation\""),
    ("business-case", "/benefits/0/annual", "\"1.2M\""),
    ("business-case", "/benefits/0/annual", "\"240_000\""),
    ("business-case", "/benefits/0/confidence", "80"),
    ("business-case", "/costs/0/amount", "-1"),
    ("business-case", "/costs/0/category", "\"people\""),
    ("business-case", "/phases/0/weeks", "0"),
    ("business-case", "/commitment/review", GONE),
    ("business-case", "/rates/discount", "1"),
    ("business-case", "/rates/discount", "10"),
    ("business-case", "/rates/discount", GONE),
    ("business-case", "/cash-flows/convention", GONE),
    ("business-case", "/cash-flows/convention", "\"excel\""),
    ("business-case", "/cash-flows/currency", "\"€\""),
    ("business-case", "/cash-flows/values", "[-810000]"),
    ("business-case", "/cash-flows/values/1", "\"1,200,000\""),
    ("business-case", "/metrics/roi", "4.185"),
    ("business-case", "/metrics/roi/horizon-years", GONE),
    ("business-case", "/metrics/net-present-value", "1"),
    ("business-case", "/fx/0/date", GONE),
    ("business-case", "/scenarios/0/name", "\"bad\""),
    ("business-case", "/scenarios/0/p", "1.2"),
    ("business-case", "/scenarios", "[{\"name\": \"best\", \"p\": 1, \"npv\": 1}]"),
    ("business-case", "/estimates/0/m", GONE),
    ("business-case", "/estimates/0/dist", "\"normal\""),
    ("business-case", "/drivers/0/low", GONE),
    ("business-case", "/simulation/draws", "9999"),
    ("business-case", "/simulation/seed", GONE),
    ("business-case", "/timeline-confidence/unit", "\"sprint\""),
    ("business-case", "/stakeholders/0/influence", "\"huge\""),
    ("business-case", "/cost-of-delay/duration-weeks", "0"),
    ("business-case", "/cost-of-delay/per-week", "12000"),
    ("business-case", "/cost-of-delay/profile", "\"urgent\""),
];

const DEBT: &[Case] = &[
    ("tech-debt", "/quadrant", "\"deliberate\""),
    ("tech-debt", "/quadrant/wisdom", "\"careful\""),
    ("tech-debt", "/type", "\"legacy\""),
    ("tech-debt", "/principal/amount", "0"),
    ("tech-debt", "/principal/unit", "\"points\""),
    ("tech-debt", "/interest/probability", "0"),
    ("tech-debt", "/interest/amount", "-5"),
    ("tech-debt", "/interest/per", GONE),
    ("tech-debt", "/breakeven-months", "\"soon\""),
    ("tech-debt", "/impact-score/ux", "11"),
    ("tech-debt", "/impact-score/weighted", GONE),
    ("tech-debt", "/debt-ratio/rating", "\"F\""),
    ("tech-debt", "/plan", "{\"initiative\": \"INI-0012\"}"),
    ("tech-debt", "/plan/slices/0/pd", "0"),
    ("tech-debt", "/gate", "{\"metric\": \"p95_latency_ms\"}"),
];

const RANKING: &[Case] = &[
    ("initiative", "/rice/confidence", "80"),
    ("initiative", "/rice/confidence", "0.9"),
    ("initiative", "/rice/impact", "1.5"),
    ("initiative", "/rice/effort-pm", "0"),
    ("initiative", "/rice/effort-pm", "1.2"),
    ("initiative", "/rice/reach", "4.5"),
    ("initiative", "/rice/reach-unit", GONE),
    ("initiative", "/ice/ease", "0"),
    ("initiative", "/ice/method", GONE),
    ("initiative", "/wsjf/ubv", "7"),
    ("initiative", "/wsjf/session", GONE),
    ("initiative", "/moscow/capacity-pd", "0"),
    ("initiative", "/moscow/items/0/test", GONE),
    ("initiative", "/moscow/items/0/test", "\"the boss wants it\""),
    ("initiative", "/moscow/items/1/workaround", GONE),
    ("initiative", "/moscow/items/2/effort-pd", GONE),
    ("initiative", "/moscow/items/3/priority", "\"won't\""),
    ("initiative", "/kano/counts/X", "1"),
    ("initiative", "/kano/category", "\"delighter\""),
    ("initiative", "/kano/worse", "0.7"),
    ("initiative", "/horizon/h", "\"H4\""),
    ("initiative", "/horizon", "2"),
    ("initiative", "/milestones/0/due", GONE),
    ("initiative", "/flow/wip-limits/adr.proposed", "0"),
    ("objective", "/type", "\"stretch\""),
    ("objective", "/cycle/to", GONE),
    ("objective", "/key-results", "[]"),
    ("objective", "/key-results/0/target", GONE),
    ("objective", "/key-results/0/baseline", "\"bad\""),
    ("objective", "/score", "1.1"),
];

const CHANGE: &[Case] = &[
    ("experiment", "/assumption/criticality", "\"vital\""),
    ("experiment", "/assumption", "\"people connect a second source\""),
    ("experiment", "/measure/sample-min", GONE),
    ("experiment", "/measure/threshold", GONE),
    ("experiment", "/measure/threshold", "\"more\""),
    ("experiment", "/measure/op", "\"above\""),
    ("experiment", "/timebox/end", GONE),
    ("experiment", "/verdict", "\"proved\""),
    ("experiment", "/next/action", "\"continue\""),
    ("experiment", "/next/type", "\"rebrand\""),
    ("experiment", "/next/type", GONE),
    ("experiment", "/next/new-hypothesis", "null"),
    ("org-change", "/why", "\"be agile\""),
    ("org-change", "/teams/0/type", "\"devops\""),
    ("org-change", "/teams/0/owns", "[\"svc-ingest\", \"svc-ingest\"]"),
    ("org-change", "/interactions/0/mode", "\"tickets\""),
    ("org-change", "/interactions/0/api", GONE),
    ("org-change", "/interactions/1/until", GONE),
    ("org-change", "/pilot/teams", "[\"a\", \"b\", \"c\"]"),
    ("org-change", "/pilot/exit", "\"when it works\""),
    ("org-change", "/dip/expected", "20"),
    ("org-change", "/kotter/start", "\"2026-02-10\""),
    ("org-change", "/adkar/0/d", "6"),
    ("org-change", "/adkar/0/ab", GONE),
];

/// The fixture with the change, whose pointer's parent must be there.
fn broken(&(name, pointer, text): &Case) -> Value {
    let mut record = fixture(name);
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let parent = record.pointer_mut(parent).unwrap_or_else(|| panic!("{name} has no {parent}"));
    match (parent, text) {
        (Value::Object(map), GONE) => {
            map.remove(key).unwrap_or_else(|| panic!("{name} has no {pointer}"));
        }
        (Value::Object(map), _) => {
            map.insert(key.to_owned(), serde_json::from_str(text).unwrap());
        }
        (Value::Array(list), _) => list[key.parse::<usize>().unwrap()] = serde_json::from_str(text).unwrap(),
        _ => panic!("{pointer} is in no collection of {name}"),
    }
    record
}

#[test]
fn a_single_mistake_is_refused_at_its_place() {
    for case in [ENVELOPE, DECIDING, MONEY, DEBT, RANKING, CHANGE].concat() {
        let (name, pointer, text) = case;
        let kind = if name == "adr-2020" { "adr" } else { name };
        let validator = compile(&document(kind));
        let errors: Vec<String> =
            validator.iter_errors(&broken(&case)).map(|e| e.instance_path().to_string()).collect();
        assert!(!errors.is_empty(), "{name}: {pointer} = `{text}` is taken");
        let (parent, _) = pointer.rsplit_once('/').unwrap();
        let near = |place: &String| place.starts_with(parent) && pointer.starts_with(place.as_str());
        assert!(errors.iter().all(near), "{name}: {pointer} = `{text}` is told at {errors:?}");
    }
}
