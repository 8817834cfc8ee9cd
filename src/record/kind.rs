//! Kinds of record: the table of id prefix, folder, statuses, moves and required sections.

use super::status::Status;

/// A status of a kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KindStatus {
    /// The kind's own word, `paying`.
    pub name: &'static str,
    /// The normalised state it stands for.
    pub means: Status,
    /// Nothing comes after it but supersession.
    pub is_final: bool,
    /// The statuses that it may change to.
    pub moves: &'static [&'static str],
}

/// A kind of record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kind {
    /// `adr`, `business-case`, ….
    pub name: &'static str,
    /// Id prefix, `ADR`.
    pub prefix: &'static str,
    /// The folder that `new` writes to and that gives a record its kind.
    pub folder: &'static str,
    /// What it is, in a few words.
    pub summary: &'static str,
    /// Its statuses, the first of which a new record gets.
    pub statuses: &'static [KindStatus],
    /// Headings that a record of this kind must have, level 2.
    pub sections: &'static [&'static str],
}

impl Kind {
    /// The built-in kinds.
    pub fn builtin() -> &'static [Self] {
        BUILTIN
    }

    /// The built-in kind of that name.
    pub fn find(name: &str) -> Option<&'static Self> {
        BUILTIN.iter().find(|kind| kind.name == name)
    }

    /// The status of that name; case, spaces and `_` do not matter.
    pub fn status(&self, text: &str) -> Option<&'static KindStatus> {
        let name = text.trim().to_lowercase().replace([' ', '_'], "-");
        self.statuses.iter().find(|status| status.name == name)
    }
}

const fn st(name: &'static str, means: Status, is_final: bool, moves: &'static [&'static str]) -> KindStatus {
    KindStatus { name, means, is_final, moves }
}

static BUILTIN: &[Kind] = &[
    Kind {
        name: "adr",
        prefix: "ADR",
        folder: "docs/decisions",
        summary: "an architecture decision",
        statuses: &[
            st("draft", Status::Draft, false, &["proposed", "withdrawn"]),
            st(
                "proposed",
                Status::Proposed,
                false,
                &["draft", "accepted", "rejected", "deferred", "withdrawn"],
            ),
            st("deferred", Status::Deferred, false, &["proposed", "withdrawn"]),
            st("accepted", Status::Accepted, true, &["implemented", "deprecated", "superseded"]),
            st("implemented", Status::Implemented, true, &["deprecated", "superseded"]),
            st("rejected", Status::Rejected, true, &["proposed"]),
            st("withdrawn", Status::Withdrawn, true, &["proposed"]),
            st("deprecated", Status::Deprecated, true, &["superseded"]),
            st("superseded", Status::Superseded, true, &[]),
        ],
        sections: &["Context", "Decision", "Consequences"],
    },
    Kind {
        name: "business-case",
        prefix: "BC",
        folder: "docs/business-cases",
        summary: "a case for spending money",
        statuses: &[
            st("draft", Status::Draft, false, &["submitted", "withdrawn"]),
            st("submitted", Status::Proposed, false, &["draft", "approved", "rejected", "withdrawn"]),
            st("approved", Status::Accepted, false, &["delivering", "stopped"]),
            st("delivering", Status::Accepted, false, &["realised", "stopped"]),
            st("realised", Status::Implemented, true, &[]),
            st("stopped", Status::Withdrawn, true, &[]),
            st("rejected", Status::Rejected, true, &[]),
            st("withdrawn", Status::Withdrawn, true, &[]),
        ],
        sections: &["Problem", "Options", "Recommendation"],
    },
    Kind {
        name: "tech-debt",
        prefix: "TD",
        folder: "docs/tech-debt",
        summary: "a debt taken on in code or architecture",
        statuses: &[
            st("identified", Status::Proposed, false, &["tolerated", "planned", "paying", "written-off"]),
            st("tolerated", Status::Accepted, false, &["planned", "paying", "written-off"]),
            st("planned", Status::Accepted, false, &["tolerated", "paying", "written-off"]),
            st("paying", Status::Accepted, false, &["planned", "paid", "written-off"]),
            st("paid", Status::Implemented, true, &[]),
            st("written-off", Status::Withdrawn, true, &[]),
        ],
        sections: &["Debt", "Impact", "Plan"],
    },
    Kind {
        name: "initiative",
        prefix: "INI",
        folder: "docs/initiatives",
        summary: "a piece of work that competes for people",
        statuses: &[
            st("proposed", Status::Proposed, false, &["approved", "rejected"]),
            st("approved", Status::Accepted, false, &["in-progress", "stopped"]),
            st("in-progress", Status::Accepted, false, &["paused", "done", "stopped"]),
            st("paused", Status::Deferred, false, &["in-progress", "stopped"]),
            st("done", Status::Implemented, true, &[]),
            st("stopped", Status::Withdrawn, true, &[]),
            st("rejected", Status::Rejected, true, &[]),
        ],
        sections: &[],
    },
    Kind {
        name: "experiment",
        prefix: "EXP",
        folder: "docs/experiments",
        summary: "a test of an assumption",
        statuses: &[
            st("designed", Status::Proposed, false, &["running", "abandoned"]),
            st(
                "running",
                Status::Accepted,
                false,
                &["validated", "invalidated", "inconclusive", "abandoned"],
            ),
            st("validated", Status::Implemented, true, &[]),
            st("invalidated", Status::Rejected, true, &[]),
            st("inconclusive", Status::Rejected, true, &[]),
            st("abandoned", Status::Withdrawn, true, &[]),
        ],
        sections: &[],
    },
    Kind {
        name: "org-change",
        prefix: "ORG",
        folder: "docs/org-changes",
        summary: "a change of teams or structure",
        statuses: &[
            st("proposed", Status::Proposed, false, &["piloting", "withdrawn"]),
            st("piloting", Status::Accepted, false, &["scaling", "rolled-back"]),
            st("scaling", Status::Accepted, false, &["anchored", "rolled-back"]),
            st("anchored", Status::Implemented, true, &[]),
            st("rolled-back", Status::Withdrawn, true, &[]),
            st("withdrawn", Status::Withdrawn, true, &[]),
        ],
        sections: &[],
    },
    Kind {
        name: "objective",
        prefix: "OKR",
        folder: "docs/objectives",
        summary: "a goal with key results",
        statuses: &[
            st("draft", Status::Draft, false, &["active", "dropped"]),
            st("active", Status::Accepted, false, &["achieved", "missed", "dropped"]),
            st("achieved", Status::Implemented, true, &[]),
            st("missed", Status::Rejected, true, &[]),
            st("dropped", Status::Withdrawn, true, &[]),
        ],
        sections: &[],
    },
];
