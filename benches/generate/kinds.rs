//! Records of all seven kinds in turn, each with frontmatter of about sixty nodes.

use crate::plan::Plan;
use crate::random::Random;
use crate::words::{self, paragraph};

/// A kind as it is generated.
struct Sample {
    name: &'static str,
    prefix: &'static str,
    folder: &'static str,
    status: &'static str,
    sections: &'static [&'static str],
    blocks: &'static str,
}

const KINDS: [Sample; 7] = [
    Sample {
        name: "adr",
        prefix: "ADR",
        folder: "docs/decisions",
        status: "accepted",
        sections: &["Context", "Decision", "Consequences"],
        blocks: "rapid:
  recommend: p.osei
  agree: [{ who: sec.lead, scope: security, signed: 2018-02-01, position: agree }]
  perform: [team-data]
  input: [{ who: product.lead, date: 2018-01-22 }, { who: team-search, date: 2018-01-25 }]
  decide: s.kim
reversibility: { door: two-way, undo-days: 5, rollback: docs/rollback.md }
criteria: [{ id: cost, weight: 0.4 }, { id: speed, weight: 0.35 }, { id: risk, weight: 0.25 }]
options:
  - { id: a, title: Keep it, scores: { cost: 8, speed: 3, risk: 7 }, why-not: too slow }
  - { id: b, title: Move it, scores: { cost: 6, speed: 8, risk: 6 }, chosen: true }
",
    },
    Sample {
        name: "business-case",
        prefix: "BC",
        folder: "docs/business-cases",
        status: "approved",
        sections: &["Problem", "Options", "Recommendation"],
        blocks: "problem: { metric: lost_revenue_per_month, value: 20000, currency: EUR, trend: worsening }
outcomes:
  - { metric: error_rate, baseline: 0.04, target: 0.002, unit: ratio, due: 2030-09-30 }
benefits:
  - { id: B1, category: revenue, annual: 240000, basis: errors times basket, confidence: 0.8 }
  - { id: B2, category: productivity, annual: 180000, basis: two people less }
benefits-total-annual: 420000
costs:
  - { id: C1, category: development, people: 4, months: 1.5, rate: 20000, amount: 120000 }
costs-total: 120000
rates: { discount: 0.1, basis: policy }
cash-flows: { unit: year, currency: EUR, convention: t0, values: [-120000, 420000, 420000] }
",
    },
    Sample {
        name: "tech-debt",
        prefix: "TD",
        folder: "docs/tech-debt",
        status: "planned",
        sections: &["Debt", "Impact", "Plan"],
        blocks: "quadrant: { intent: inadvertent, wisdom: prudent }
type: architecture
principal: { amount: 30, unit: person-days }
interest: { amount: 5, unit: person-days, per: month, probability: 0.8, growth: 0 }
breakeven-months: 7.5
lifetime-months: 36
impact-score: { ux: 6, velocity: 8, risk: 5, strategy: 4, weighted: 5.85 }
plan:
  trigger: before the second region
  by: 2030-07-31
  slices: [{ name: extract reads, pd: 12 }, { name: replica, pd: 18 }]
gate: { metric: p95_latency_ms, max: 800 }
accepted-by: s.kim
risks: [{ id: R1, text: the migration slips, p: 0.3, impact: 100000 }]
",
    },
    Sample {
        name: "initiative",
        prefix: "INI",
        folder: "docs/initiatives",
        status: "in-progress",
        sections: &["Outcome", "Scope"],
        blocks: "horizon: { h: H1, from: 2029-04-01, to: 2029-12-30, ladder: what }
effort-pm: 14
rice: { cycle: 2029-Q1, reach: 5000, reach-unit: users, reach-period: quarter, impact: 2, confidence: 0.8, effort-pm: 2 }
moscow:
  level: increment
  window: { from: 2029-04-01, to: 2029-06-30 }
  capacity-pd: 200
  items:
    - { id: I1, priority: must, effort-pd: 90, test: no-point-without }
    - { id: I2, priority: should, effort-pd: 40, workaround: export by hand }
    - { id: I3, priority: could, effort-pd: 40 }
    - { id: I4, priority: wont }
",
    },
    Sample {
        name: "experiment",
        prefix: "EXP",
        folder: "docs/experiments",
        status: "running",
        sections: &["Why", "Method"],
        blocks: "assumption: { id: AS-7, text: a fifth of trials connect a second source, criticality: high, evidence: low }
hypothesis: { we-believe: a guided import raises connections, falsifiable: true }
measure: { metric: second_source_rate, baseline: 0.11, op: \">=\", threshold: 0.2, sample-min: 400 }
timebox: { start: 2030-03-02, end: 2030-03-30, cost: { amount: 8000, currency: EUR } }
risks:
  - { id: R1, text: too few trials, p: 0.3, impact: 4000, mitigation: run it longer, owner: b.ruiz }
  - { id: R2, text: the import breaks, p: 0.1, impact: 9000, mitigation: switch it off, owner: b.ruiz }
predictions: [{ id: P1, text: one in five connects, p: 0.6, due: 2030-06-30 }]
",
    },
    Sample {
        name: "org-change",
        prefix: "ORG",
        folder: "docs/org-changes",
        status: "piloting",
        sections: &["Why", "Change"],
        blocks: "teams:
  - { id: team-data, type: stream-aligned, size: 7, owns: [svc-ingest, svc-report], domains: 2 }
  - { id: team-platform, type: platform, size: 6, owns: [svc-queue], domains: 1 }
interactions:
  - { from: team-platform, to: team-data, mode: x-as-a-service, api: docs/api.md }
pilot:
  teams: [team-data]
  from: 2029-04-01
  until: 2029-07-01
  exit: { metric: lead_time_days, op: \"<=\", threshold: 12 }
dip: { expected: 0.2, weeks: 8 }
adkar: [{ group: team-data, a: 4, d: 3, k: 2, ab: 2, r: 1, date: 2029-04-10 }]
",
    },
    Sample {
        name: "objective",
        prefix: "OKR",
        folder: "docs/objectives",
        status: "active",
        sections: &["Why"],
        blocks: "objective: Make the first week effortless
type: aspirational
cycle: { from: 2029-01-01, to: 2029-03-31 }
key-results:
  - { id: KR1, metric: days_to_first_value, baseline: 21, target: 7, current: 14, score: 0.5, updated: 2029-02-20 }
  - { id: KR2, metric: tickets_in_first_week, baseline: 9, target: 3, current: 6, score: 0.5, updated: 2029-02-20 }
  - { id: KR3, metric: trials_that_stay, baseline: 0.2, target: 0.4, current: 0.3, score: 0.5, updated: 2029-02-20 }
  - { id: KR4, metric: sources_per_account, baseline: 1, target: 3, current: 2, score: 0.5, updated: 2029-02-20 }
score: 0.5
",
    },
];

fn kind(number: usize) -> &'static Sample {
    &KINDS[number % KINDS.len()]
}

/// The folders that records of every kind go to.
pub(crate) fn folders() -> impl Iterator<Item = &'static str> {
    KINDS.iter().map(|kind| kind.folder)
}

/// The folder of the record of that number.
pub(crate) fn folder(number: usize) -> &'static str {
    kind(number).folder
}

/// One record.
pub(crate) fn text(plan: &Plan, number: usize, random: &mut Random) -> String {
    let kind = kind(number);
    let day = plan.day(number);
    let area = words::area(number);
    let sections: String =
        kind.sections.iter().map(|name| format!("\n## {name}\n\n{}\n", paragraph(random, 4))).collect();
    format!(
        "---\nkind: {}\nid: {}-{number:04}\nstatus: {}\ncreated: {day}\ndecided: {day}\nowners: [\"{}\"]\n\
         tags: [{area}]\nreview: {{ cadence: P3Y, next: 2030-01-01 }}\n{}---\n\n# {}\n{sections}",
        kind.name,
        kind.prefix,
        kind.status,
        words::person(random),
        kind.blocks,
        plan.title(number),
    )
}
