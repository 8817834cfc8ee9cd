//! The forms in which the records are written.

use crate::kinds;
use crate::plan::{Plan, State};
use crate::random::Random;
use crate::words::{self, paragraph, sentence};

/// How a record is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// As adr-tools writes them.
    Nygard,
    /// MADR 4 with all of its frontmatter and sections.
    Madr4,
    /// deem's own frontmatter.
    Deem,
    /// All kinds in turn, with the blocks of their frameworks.
    Kinds,
}

impl Form {
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            "nygard" => Some(Self::Nygard),
            "madr4" => Some(Self::Madr4),
            "deem" => Some(Self::Deem),
            "kinds" => Some(Self::Kinds),
            _ => None,
        }
    }

    /// The folders of the records.
    pub(crate) fn folders(self) -> Vec<&'static str> {
        match self {
            Self::Kinds => kinds::folders().collect(),
            _ => vec![self.folder(0)],
        }
    }

    /// The folder of the record of that number.
    pub(crate) fn folder(self, number: usize) -> &'static str {
        match self {
            Self::Nygard => "doc/adr",
            Self::Madr4 => "docs/decisions",
            Self::Deem => "docs/records",
            Self::Kinds => kinds::folder(number),
        }
    }

    pub(crate) fn text(self, plan: &Plan, number: usize) -> String {
        let mut random = Random::new(number);
        match self {
            Self::Nygard => nygard(plan, number, &mut random),
            Self::Madr4 => madr4(plan, number, &mut random),
            Self::Deem => deem(plan, number, &mut random),
            Self::Kinds => kinds::text(plan, number, &mut random),
        }
    }
}

/// A link as adr-tools writes it.
fn numbered_link(plan: &Plan, to: usize) -> String {
    format!("[{to}. {}]({})", plan.title(to), plan.file_name(to))
}

fn id_link(plan: &Plan, to: usize) -> String {
    format!("[ADR-{to:04}]({})", plan.file_name(to))
}

/// Another record than `number`, where there is one.
fn other(plan: &Plan, number: usize, random: &mut Random) -> usize {
    let to = 1 + random.below(plan.count());
    if to == number { 1 + number % plan.count() } else { to }
}

fn list(random: &mut Random, mark: char, items: usize) -> String {
    (0..items)
        .map(|_| format!("{mark} It {}, {}.\n", words::predicate(random), words::reason(random)))
        .collect()
}

fn nygard(plan: &Plan, number: usize, random: &mut Random) -> String {
    let mut status = match plan.state(number) {
        State::Proposed => "Proposed".to_owned(),
        State::Accepted => "Accepted".to_owned(),
        State::Rejected => "Rejected".to_owned(),
        State::Deprecated => "Deprecated".to_owned(),
        State::SupersededBy(new) => format!("Superseded by {}", numbered_link(plan, new)),
    };
    if let Some(old) = plan.replaces(number) {
        status += &format!("\n\nSupersedes {}", numbered_link(plan, old));
    }
    format!(
        "# {number}. {}\n\nDate: {}\n\n## Status\n\n{status}\n\n## Context\n\n{}\n\n\
         See also {} and {}.\n\n## Decision\n\n{}\n\n{}\n## Consequences\n\n{}\n{}\n",
        plan.title(number),
        plan.day(number),
        paragraph(random, 4),
        numbered_link(plan, other(plan, number, random)),
        numbered_link(plan, other(plan, number, random)),
        paragraph(random, 2),
        list(random, '*', 3),
        list(random, '*', 3),
        sentence(random),
    )
}

fn madr4(plan: &Plan, number: usize, random: &mut Random) -> String {
    let status = match plan.state(number) {
        State::Proposed => "proposed".to_owned(),
        State::Accepted => "accepted".to_owned(),
        State::Rejected => "rejected".to_owned(),
        State::Deprecated => "deprecated".to_owned(),
        State::SupersededBy(new) => format!("\"superseded by {}\"", id_link(plan, new)),
    };
    let replaced = plan
        .replaces(number)
        .map_or_else(String::new, |old| format!("This decision supersedes {}.\n\n", id_link(plan, old)));
    let options: Vec<String> = (0..3).map(|at| words::option(number, at)).collect();
    let chosen = &options[random.below(options.len())];
    let considered: String = options.iter().map(|option| format!("* {option}\n")).collect();
    let weighed: String = options
        .iter()
        .map(|option| {
            format!(
                "### {option}\n\n* Good, because it {}\n* Neutral, because it {}\n* Bad, because it {}\n\n",
                words::predicate(random),
                words::predicate(random),
                words::predicate(random),
            )
        })
        .collect();
    format!(
        "---\nstatus: {status}\ndate: {}\ndecision-makers: [{}, {}]\nconsulted: {}\ninformed: {}\n---\n\n# {}\n\n\
         ## Context and Problem Statement\n\n{}\n\n## Decision Drivers\n\n{}\n## Considered Options\n\n\
         {considered}\n## Decision Outcome\n\nChosen option: \"{chosen}\", {}.\n\n### Consequences\n\n\
         * Good, because it {}\n* Bad, because it {}\n\n### Confirmation\n\n{}\n\n\
         ## Pros and Cons of the Options\n\n{weighed}## More Information\n\n{replaced}{}\n\
         It builds on {} and {}.\n",
        plan.day(number),
        words::PEOPLE[number % words::PEOPLE.len()],
        words::PEOPLE[(number + 5) % words::PEOPLE.len()],
        words::person(random),
        words::person(random),
        plan.title(number),
        paragraph(random, 3),
        list(random, '*', 3),
        words::reason(random),
        words::predicate(random),
        words::predicate(random),
        sentence(random),
        paragraph(random, 2),
        id_link(plan, other(plan, number, random)),
        id_link(plan, other(plan, number, random)),
    )
}

fn deem(plan: &Plan, number: usize, random: &mut Random) -> String {
    let day = plan.day(number);
    let mut front = format!("kind: adr\nid: ADR-{number:04}\ntitle: {}\n", plan.title(number));
    front += &match plan.state(number) {
        State::Proposed => "status: proposed\n".to_owned(),
        State::Accepted => "status: accepted\n".to_owned(),
        State::Rejected => "status: rejected\n".to_owned(),
        State::Deprecated => "status: deprecated\n".to_owned(),
        State::SupersededBy(new) => format!("status: superseded\nsuperseded-by: ADR-{new:04}\n"),
    };
    front += &format!("created: {day}\n");
    if plan.state(number) != State::Proposed {
        front += &format!("decided: {day}\n");
    }
    let area = words::area(number);
    front += &format!("owners: [\"{}\"]\ntags: [{area}]\n", words::person(random));
    if let Some(old) = plan.replaces(number) {
        front += &format!("supersedes: [ADR-{old:04}]\n");
    }
    front += &format!("governs: [\"src/{area}/**\"]\n");
    format!(
        "---\n{front}---\n\n# {}\n\n## Context\n\n{}\n\nSee also {}.\n\n## Decision\n\n{}\n\n{}\n\
         ## Consequences\n\n{}\n{}\n",
        plan.title(number),
        paragraph(random, 4),
        id_link(plan, other(plan, number, random)),
        paragraph(random, 3),
        list(random, '-', 3),
        list(random, '-', 4),
        sentence(random),
    )
}
