//! L001 `missing-status`

use crate::record::{Carrier, Dialect};
use crate::rules::prelude::*;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "L001",
    name: "missing-status",
    summary: "a record states no status though its siblings do",
    group: Group::Lifecycle,
    class: Class::Contradiction,
    severity: Severity::Error,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("missing_status.md"),
    check: Check::Corpus(check),
};

/// The fewest siblings with a status that make its absence a lapse.
const FEWEST: usize = 3;

fn check(cx: &CorpusContext<'_>, out: &mut Sink<'_>) {
    let habits = habits(cx.corpus);
    for (_, records) in cx.corpus.folders() {
        let tallies = tallies(cx.corpus, records);
        for record in records.iter().map(|&at| &cx.corpus.records[at]) {
            // What a broken frontmatter said is lost; that is one finding already.
            if !record.statuses.is_empty() || record.partial {
                continue;
            }
            if record.own_form() {
                native(record, out);
            } else if !record.native {
                let family = family(record.dialect);
                foreign(record, tallies[family], habits[family], out);
            }
        }
    }
}

/// What the records of one folder do that are not deem's own, by family.
fn tallies(corpus: &Corpus, records: &[usize]) -> [Tally; FAMILIES] {
    let mut tallies = [Tally::default(); FAMILIES];
    for record in records.iter().map(|&at| &corpus.records[at]).filter(|record| !record.native) {
        tallies[family(record.dialect)].add(record);
    }
    tallies
}

/// By family, whether so many records of the collections that have statuses go without one that their template
/// must have left it out for a time.
fn habits(corpus: &Corpus) -> [bool; FAMILIES] {
    let mut sums = [(0, 0); FAMILIES];
    for (_, records) in corpus.folders() {
        for (sum, tally) in sums.iter_mut().zip(tallies(corpus, records)).filter(|(_, t)| t.expects()) {
            *sum = (sum.0 + tally.all - tally.with, sum.1 + tally.all);
        }
    }
    sums.map(|(lacking, all)| lacking > 1 && lacking * 5 > all)
}

fn native(record: &Record, out: &mut Sink<'_>) {
    let Some(block) = record.frontmatter.as_ref() else { return };
    let places = block.doc.entries().map(|(_, key, _)| key);
    let at = block.doc.get("status").map(|node| node.span()).filter(|span| !span.is_empty());
    let at = at.or_else(|| places.last()).unwrap_or_else(|| Span::at(block.block.start));
    let first = record.kind.first_status();
    out.report(record, at, format!("this {} states no status", record.kind.name)).anchor("status").help(
        format!("add `status: {first}`, or the status that is true, to the frontmatter; it is the one key that is required"),
    );
}

fn foreign(record: &Record, tally: Tally, is_habit: bool, out: &mut Sink<'_>) {
    if !tally.expects() || is_companion(record, tally) {
        return;
    }
    let form = tally.form();
    let severity = if asks_no_status(record) { Severity::Info } else { Severity::Warning };
    out.report(
        record,
        record.title_span,
        format!("states no status, though {} of the {} records in this folder do", tally.with, tally.all),
    )
    .anchor("status")
    .at_most(if is_habit { Severity::Info } else { severity })
    .help(format!("add the status in the way of the others: {form}"));
}

/// A signpost without sections, which says where the decision is kept, or the copy of MADR's own first
/// record, which has no status.
fn asks_no_status(record: &Record) -> bool {
    let title = record.title.to_lowercase();
    let copied = title.starts_with("use markdown") && title.contains("decision records");
    copied || record.outline().headings.len() <= 1
}

/// A page beside the records, which carry numbers or dates in their names while this one has none.
fn is_companion(record: &Record, tally: Tally) -> bool {
    let stem = record.source.file_name().split('.').next().unwrap_or("").to_lowercase();
    let index = ["readme", "index", "_index", "summary", "overview"].contains(&stem.as_str());
    let own_folder = crate::corpus::home(record.path()) == record.source.folder();
    (index && own_folder) || (!is_named(record) && tally.named == tally.with)
}

fn is_named(record: &Record) -> bool {
    record.identity.name.number.is_some() || record.identity.name.date.is_some()
}

/// How many records of one family a folder has, and what they do.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    all: usize,
    with: usize,
    /// Of those with a status, how many have a number or date in their name.
    named: usize,
    section: usize,
    frontmatter: usize,
}

impl Tally {
    fn add(&mut self, record: &Record) {
        self.all += 1;
        if let Some(status) = record.status() {
            self.with += 1;
            self.named += usize::from(is_named(record));
            self.section += usize::from(status.carrier == Carrier::Section);
            self.frontmatter += usize::from(status.carrier == Carrier::Frontmatter);
        }
    }

    /// True where a status is the rule.
    const fn expects(self) -> bool {
        self.with >= FEWEST && self.with * 2 >= self.all
    }

    /// How most of the siblings write it.
    fn form(self) -> &'static str {
        if self.section * 2 > self.with {
            "a section `## Status`"
        } else if self.frontmatter * 2 > self.with {
            "the key `status` in the frontmatter"
        } else {
            "a line `Status:` below the title"
        }
    }
}

const FAMILIES: usize = 3;

/// Dialects that stand side by side in one collection; a file without metadata is of whichever its folder is.
const fn family(dialect: Dialect) -> usize {
    match dialect {
        Dialect::Kep => 0,
        Dialect::Preamble => 1,
        _ => 2,
    }
}
