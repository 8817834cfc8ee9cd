//! The vocabulary, and sentences made of it.

use crate::random::Random;

const VERBS: &[&str] = &["Use", "Adopt", "Introduce", "Standardise on", "Replace cron jobs with"];

const TOOLS: &[&str] = &[
    "PostgreSQL",
    "Kafka",
    "Redis",
    "gRPC",
    "GraphQL",
    "Terraform",
    "Kubernetes",
    "OpenTelemetry",
    "Envoy",
    "Vault",
    "RabbitMQ",
    "ClickHouse",
    "SQLite",
    "DuckDB",
    "Temporal",
    "Debezium",
    "Keycloak",
    "Argo CD",
    "Prometheus",
    "OpenSearch",
    "S3",
    "Avro",
    "Protobuf",
    "WebAssembly",
    "TypeScript",
    "Rust",
    "Kotlin",
    "Python",
    "Elixir",
    "NATS",
    "Pulsar",
];

const PURPOSES: &[&str] = &[
    "event delivery",
    "audit trails",
    "feature flags",
    "nightly reports",
    "session storage",
    "service discovery",
    "schema migrations",
    "background jobs",
    "rate limiting",
    "access control",
    "document search",
    "cost allocation",
    "incident timelines",
    "data exports",
    "load shedding",
    "secret rotation",
    "release notes",
    "contract tests",
    "batch imports",
];

pub(crate) const AREAS: &[&str] = &[
    "payments",
    "billing",
    "catalogue",
    "checkout",
    "identity",
    "inventory",
    "pricing",
    "search",
    "shipping",
    "support",
    "analytics",
    "fraud",
    "ledger",
    "loyalty",
    "messaging",
    "onboarding",
    "partner",
    "reporting",
    "returns",
    "warehouse",
    "tax",
    "procurement",
    "scheduling",
];

pub(crate) const PEOPLE: &[&str] = &[
    "Ana Silva",
    "Bruno Costa",
    "Chen Wei",
    "Dana Levi",
    "Emeka Obi",
    "Freya Lund",
    "Goran Ilic",
    "Hana Sato",
    "Ines Roth",
    "Jonas Berg",
    "Kavya Rao",
    "Liam Walsh",
];

const SUBJECTS: &[&str] = &[
    "The team on call",
    "Every consumer of the API",
    "The nightly batch",
    "Our largest tenant",
    "The current library",
    "Each release",
    "The compliance review",
    "A single region",
    "The mobile client",
    "The data platform",
];

const PREDICATES: &[&str] = &[
    "spends about two hours a week on manual repair",
    "waits for the slowest of three calls",
    "needs an answer within 200 ms at the 99th percentile",
    "cannot be restored from a backup in less than a day",
    "reads the same table with different meanings of a row",
    "depends on a version that gets no security fixes after next spring",
    "retries without a limit and makes an outage worse",
    "grew from 40 to 900 requests a second within a year",
    "has to explain every change of a balance to the auditors",
    "shares one database with four other services",
];

const REASONS: &[&str] = &[
    "because two teams already run it in production",
    "so that a failure stays within one service",
    "which keeps the number of moving parts small",
    "although it makes local development slower",
    "as long as messages stay below 64 KiB",
    "while the old interface remains for two more releases",
    "because the licence allows us to ship it to customers",
    "so that new people can start without a course",
];

/// How many different titles there are.
pub(crate) const TITLES: usize = VERBS.len() * TOOLS.len() * PURPOSES.len() * AREAS.len();

/// The title of a record, another for every number up to `TITLES`.
pub(crate) fn title(number: usize) -> String {
    // The factor shares no divisor with the number of titles, so that none comes twice.
    let at = number * 7919 % TITLES;
    let (at, verb) = (at / VERBS.len(), VERBS[at % VERBS.len()]);
    let (at, tool) = (at / TOOLS.len(), TOOLS[at % TOOLS.len()]);
    let (at, purpose) = (at / PURPOSES.len(), PURPOSES[at % PURPOSES.len()]);
    format!("{verb} {tool} for {purpose} in the {} service", AREAS[at % AREAS.len()])
}

/// A text as part of a file name.
pub(crate) fn slug(text: &str) -> String {
    text.to_lowercase().replace(' ', "-")
}

pub(crate) fn sentence(random: &mut Random) -> String {
    format!("{} {}, {}.", random.pick(SUBJECTS), random.pick(PREDICATES), random.pick(REASONS))
}

pub(crate) fn paragraph(random: &mut Random, sentences: usize) -> String {
    (0..sentences).map(|_| sentence(random)).collect::<Vec<_>>().join("\n")
}

/// An option: what could be used, never twice for different `at` below 10.
pub(crate) fn option(number: usize, at: usize) -> String {
    let tool = TOOLS[(number * 3 + at) % TOOLS.len()];
    format!("{tool} behind an interface of our own")
}

pub(crate) fn predicate(random: &mut Random) -> &'static str {
    random.pick(PREDICATES)
}

pub(crate) fn reason(random: &mut Random) -> &'static str {
    random.pick(REASONS)
}

pub(crate) fn person(random: &mut Random) -> &'static str {
    random.pick(PEOPLE)
}

pub(crate) fn area(number: usize) -> &'static str {
    AREAS[number % AREAS.len()]
}
