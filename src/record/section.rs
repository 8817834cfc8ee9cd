//! Section names of decision records in the languages that occur.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::head::Head;
use super::heading;

/// A part of a record that rules and readers ask for by meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Section {
    /// `## Status`.
    Status,
    /// `## Date`.
    Date,
    /// Context, problem, motivation.
    Context,
    /// The decision or its outcome.
    Decision,
    /// What follows from it.
    Consequences,
    /// Options or alternatives that were considered.
    Options,
    /// Deciders, participants, authors.
    People,
    /// Links, references, related records.
    Links,
    /// `## Supersedes`.
    Supersedes,
    /// `## Superseded by`.
    SupersededBy,
    /// `## Title` of templates that repeat it.
    Title,
}

/// Names by section, each as [`heading::normal`] gives it.
const NAMES: &[(Section, &[&str])] = &[
    (
        Section::Status,
        &[
            "status",
            "current status",
            "adr status",
            "decision status",
            "statut",
            "estado",
            "stato",
            "статус",
            "状态",
            "ステータス",
            "상태",
        ],
    ),
    (Section::Date, &["date", "datum", "data", "fecha", "日期"]),
    (
        Section::Context,
        &[
            "context",
            "context and problem statement",
            "context & problem statement",
            "context and motivation",
            "problem",
            "problem statement",
            "background",
            "motivation",
            "issue",
            "why",
            "summary",
            "introduction",
            "abstract",
            "kontext",
            "kontext und problemstellung",
            "problemstellung",
            "ausgangslage",
            "contexto",
            "contexto e declaração do problema",
            "contexte",
            "contexte et problématique",
            "contesto",
            "contexto y problema",
            "контекст",
            "背景",
            "概述",
            "コンテキスト",
            "배경",
        ],
    ),
    (
        Section::Decision,
        &[
            "decision",
            "decisions",
            "decision outcome",
            "the decision",
            "decision made",
            "proposal",
            "proposed solution",
            "solution",
            "approach",
            "outcome",
            "resolution",
            "recommendation",
            "proposed decision",
            "entscheidung",
            "entscheidungen",
            "ergebnis der entscheidung",
            "decisão",
            "decisión",
            "décision",
            "decisione",
            "beslissing",
            "решение",
            "决策",
            "决定",
            "決定",
            "결정",
        ],
    ),
    (
        Section::Consequences,
        &[
            "consequences",
            "consequence",
            "implications",
            "impact",
            "positive consequences",
            "negative consequences",
            "outcomes",
            "konsequenzen",
            "folgen",
            "auswirkungen",
            "consequências",
            "consecuencias",
            "conséquences",
            "conseguenze",
            "gevolgen",
            "последствия",
            "后果",
            "影響",
            "결과",
        ],
    ),
    (
        Section::Options,
        &[
            "considered options",
            "options considered",
            "options",
            "alternatives",
            "alternatives considered",
            "considered alternatives",
            "alternative options considered",
            "rejected alternatives",
            "other options considered",
            "pros and cons of the options",
            "betrachtete alternativen",
            "alternativen",
            "optionen",
            "alternativas",
            "alternativas consideradas",
            "opções consideradas",
            "opciones consideradas",
            "options envisagées",
            "alternatives envisagées",
            "alternative considerate",
            "варианты",
            "备选方案",
        ],
    ),
    (
        Section::People,
        &[
            "deciders",
            "decision makers",
            "decision-makers",
            "participants",
            "authors",
            "author",
            "entscheider",
            "décideurs",
        ],
    ),
    (
        Section::Links,
        &[
            "links",
            "link",
            "references",
            "related decisions",
            "related adrs",
            "related",
            "more information",
            "referenzen",
            "referências",
            "see also",
        ],
    ),
    (Section::Supersedes, &["supersedes", "replaces"]),
    (Section::SupersededBy, &["superseded by", "superceded by", "superseded-by", "replaced by"]),
    (Section::Title, &["title"]),
];

/// The sections by their names: every heading of every record is asked for.
static BY_NAME: LazyLock<HashMap<&'static str, Section>> = LazyLock::new(|| {
    // A name that stands for two sections means the first.
    let pairs = NAMES.iter().rev().flat_map(|(section, names)| names.iter().map(|name| (*name, *section)));
    pairs.collect()
});

impl Section {
    /// The section that a heading's text names, if it is one that is known.
    pub fn of(text: &str) -> Option<Self> {
        Self::of_normal(&heading::normal(text))
    }

    /// As [`Section::of`], for a text that is already normal.
    pub fn of_normal(name: &str) -> Option<Self> {
        BY_NAME.get(name).copied()
    }

    /// The names that a heading of this section may have.
    pub fn names(self) -> &'static [&'static str] {
        NAMES.iter().find(|(section, _)| *section == self).map_or(&[], |(_, names)| names)
    }
}

/// True when a normal heading text names a section, so that it is no record's title.
pub fn is_section_name(name: &str) -> bool {
    Section::of_normal(name).is_some()
}

/// True when the record has a heading of that section.
pub fn has(head: &Head, text: &str, section: Section) -> bool {
    head.headings.iter().any(|heading| Section::of(heading.text.text(text)) == Some(section))
}
