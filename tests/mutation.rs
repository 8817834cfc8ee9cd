//! Damaged records: nothing panics, and every place that is named exists.
//!
//! Always over the examples; over the repositories of `DEEM_CORPORA` (a folder with `open/OWNER+NAME/`)
//! where that is set.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "clippy takes helpers of tests for no tests"
)]

mod support;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use deem::config::{self, Selection, Selectors};
use deem::diagnostic::Finding;
use deem::discover::Workspace;
use deem::engine::{self, CheckOptions, LoadOptions, Loaded};
use deem::outcome::Outcome;
use deem::render::{self, Format, Style};
use deem::rules::registry;
use deem::span::Span;
use serde_json::Value;

/// Records in one small corpus.
const BATCH: usize = 50;
/// One corpus in so many is rendered and held against the schemas.
const SAMPLE: usize = 5;

/// What is put into records.
const FRAGMENTS: [&str; 34] = [
    "\n---\n",
    "---",
    "\"",
    "'",
    "\\",
    ": ",
    "- ",
    "\t",
    "\r",
    "\r\n",
    "\0",
    "\u{feff}",
    "\u{2028}",
    "é",
    "日本",
    "𝛼",
    "\u{202e}",
    "{{",
    "[[[[",
    "](",
    "<!--",
    "-->",
    "```\n",
    "# ",
    "\n## Status\n\n",
    "&a [*a]",
    "<<: *x",
    "!!binary ",
    "| a |\n| - |\n",
    "superseded by [1](1)",
    "9999-99-99",
    "deem: ignore[",
    "\u{1b}[31m",
    "::error::x\n",
];

/// xorshift64*, so that every run makes the same mutants.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let value = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(value).unwrap() % end.max(1)
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

type File = (String, Vec<u8>);

fn mutant(random: &mut Random, seeds: &[File], at: usize) -> Vec<u8> {
    let mut bytes = seeds[at].1.clone();
    // Most facts stand at the top, so most damage is done there.
    let top = if random.below(3) == 0 { bytes.len() } else { bytes.len().min(600) };
    for _ in 0..=random.below(4) {
        let here = random.below(top + 1).min(bytes.len());
        match random.below(7) {
            0 if here < bytes.len() => bytes[here] ^= 1 << random.below(7),
            1 => bytes.truncate(here),
            2 => {
                let end = (here + random.below(40)).min(bytes.len());
                bytes.drain(here..end);
            }
            3 => {
                let start = bytes[..here].iter().rposition(|&b| b == b'\n').map_or(0, |at| at + 1);
                let end =
                    bytes[here..].iter().position(|&b| b == b'\n').map_or(bytes.len(), |at| here + at + 1);
                let line = bytes[start..end].repeat(1 + random.below(3));
                bytes.splice(start..start, line);
            }
            4 => {
                let other = &random.pick(seeds).1;
                let from = random.below(other.len());
                let to = (from + random.below(300)).min(other.len());
                bytes.splice(here..here, other[from..to].to_vec());
            }
            _ => {
                let fragment = random.pick(&FRAGMENTS).repeat(1 + random.below(3));
                bytes.splice(here..here, fragment.into_bytes());
            }
        }
    }
    // Bytes that are no text end at the door; most mutants must get in.
    if random.below(20) == 0 { bytes } else { String::from_utf8_lossy(&bytes).into_owned().into_bytes() }
}

fn markdown(folder: &Path) -> Vec<File> {
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = vec![folder.to_owned()];
    while let Some(dir) = folders.pop() {
        let Ok(entries) = fs::read_dir(dir) else { continue };
        for entry in entries.flatten() {
            let (path, kind) = (entry.path(), entry.file_type().unwrap());
            if kind.is_dir() {
                folders.push(path);
            } else if kind.is_file() && path.extension().is_some_and(|extension| extension == "md") {
                let name = path.file_name().unwrap().to_str().unwrap_or("x.md").to_owned();
                found.push((name, fs::read(path).unwrap()));
            }
        }
    }
    found.retain(|(_, bytes)| bytes.len() < 100_000);
    found.sort();
    found
}

/// Mutates `count` of the seeds and judges them in small corpora; panics name the corpus' number.
fn run(seeds: &[File], count: usize) {
    assert!(!seeds.is_empty());
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for batch in 0..count.div_ceil(BATCH) {
        let dir = tempfile::tempdir().unwrap();
        let adr = dir.path().join("docs/decisions");
        fs::create_dir_all(&adr).unwrap();
        for number in 0..BATCH.min(count - batch * BATCH) {
            let at = random.below(seeds.len());
            // Names repeat, so that records clash and refer to each other.
            let name = format!("{:04}-{}", random.below(BATCH), seeds[at].0);
            let name = if number % 10 == 0 { seeds[at].0.clone() } else { name };
            fs::write(adr.join(name), mutant(&mut random, seeds, at)).unwrap();
        }
        let judged = catch_unwind(AssertUnwindSafe(|| judge(dir.path(), batch % SAMPLE == 0)));
        if let Err(cause) = judged {
            let kept = dir.keep();
            eprintln!("corpus {batch} is kept in {}", kept.display());
            std::panic::resume_unwind(cause);
        }
    }
}

fn judge(dir: &Path, sampled: bool) {
    let workspace = Workspace::open(dir, true).unwrap();
    let all = Selectors::parse("ALL", registry::as_config()).unwrap();
    let settings = config::load(dir, None, true, registry::as_config()).unwrap();
    let settings = settings.with_selection(Selection { extend: all, ..Selection::default() });
    let loaded = engine::load(workspace, &settings, &LoadOptions { bodies: true, overlay: None }).unwrap();
    assert!(loaded.corpus.records.len() * 2 > BATCH.min(loaded.discovery.looked), "the mutants get in");
    let today = jiff::civil::date(2026, 11, 22);
    let outcome = engine::check(&loaded, &settings, today, &CheckOptions::default());
    facts_lie_within(&loaded);
    for finding in outcome.findings.iter().chain(outcome.suppressed.iter().map(|(finding, _)| finding)) {
        findings_lie_within(finding, &loaded);
    }
    if sampled {
        outputs_are_valid(&outcome);
        listing_is_valid(&loaded);
    }
}

#[track_caller]
fn lies_within(span: Span, text: &str, what: &str) {
    let fits = span.start <= span.end && text.is_char_boundary(span.start) && text.is_char_boundary(span.end);
    assert!(fits, "{what}: {span:?} in {} bytes", text.len());
}

fn facts_lie_within(loaded: &Loaded) {
    for record in &loaded.corpus.records {
        let of = |carrier| record.file_of(carrier).text.as_str();
        lies_within(record.title_span, of(record.title_carrier), "title");
        for status in &record.statuses {
            lies_within(status.span, of(status.carrier), "status");
        }
        for date in &record.dates {
            lies_within(date.span, of(date.carrier), "date");
        }
        for person in &record.people {
            lies_within(person.span, of(person.carrier), "person");
        }
        for relation in &record.relations {
            lies_within(relation.span, of(relation.carrier), "relation");
        }
    }
}

fn findings_lie_within(finding: &Finding, loaded: &Loaded) {
    let places = finding.related.iter().map(|related| (&related.path, related.span));
    for (path, span) in places.chain([(&finding.path, finding.span)]) {
        match loaded.source(path) {
            Some(source) => lies_within(span, &source.text, finding.name),
            None => assert_eq!(span, Span::default(), "{}: a place in a file without text", finding.name),
        }
    }
    if let (Some(fix), Some(source)) = (&finding.fix, loaded.source(&finding.path)) {
        let mut last = 0;
        for edit in &fix.edits {
            lies_within(Span { start: edit.start, end: edit.end }, &source.text, finding.name);
            assert!(edit.start >= last, "{}: edits overlap", finding.name);
            last = edit.end;
        }
    }
    assert!(!finding.message.contains('\n') && !finding.message.is_empty(), "{finding:?}");
}

fn rendered(outcome: &Outcome, format: Format) -> String {
    let mut out = Vec::new();
    render::render(outcome, format, &Style::plain(80), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn outputs_are_valid(outcome: &Outcome) {
    let json: Value = serde_json::from_str(&rendered(outcome, Format::Json)).unwrap();
    support::schema::valid("findings", &json);
    for (finding, shown) in outcome.findings.iter().zip(json["findings"].as_array().unwrap()) {
        let Some(source) = outcome.sources.get(&finding.path) else { continue };
        for (name, offset) in [("start", finding.span.start), ("end", finding.span.end)] {
            let before = source.text[..offset].strip_prefix('\u{feff}').unwrap_or(&source.text[..offset]);
            let place = &shown["span"][name];
            assert_eq!(place["line"], before.matches('\n').count() + 1, "{shown}");
            assert_eq!(place["column"], before.rsplit('\n').next().unwrap().chars().count() + 1, "{shown}");
        }
    }
    for format in [Format::Full, Format::Concise, Format::Github, Format::Jsonl] {
        let text = rendered(outcome, format);
        assert!(!text.contains(support::channel::is_raw_control), "{format:?}");
        let commands = text.lines().filter_map(support::channel::command).count();
        assert_eq!(commands > 0, format == Format::Github && !text.is_empty(), "{format:?}");
    }
}

fn listing_is_valid(loaded: &Loaded) {
    let records: Vec<_> = deem::report::rows(&loaded.corpus, None).map(|(_, row)| row).collect();
    let skipped = &loaded.skipped;
    let list = serde_json::json!({ "version": 1, "root": ".", "records": records, "skipped": skipped });
    support::schema::valid("list", &list);
}

#[test]
fn damaged_examples_do_no_harm() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut seeds = markdown(&root.join("examples"));
    seeds.push(("0001-nygard.md".to_owned(), support::NYGARD.into()));
    run(&seeds, 500);
}

#[test]
fn damaged_records_of_real_repositories_do_no_harm() {
    let Some(corpora) = std::env::var_os("DEEM_CORPORA") else {
        eprintln!("skipped: DEEM_CORPORA is not set");
        return;
    };
    run(&markdown(&Path::new(&corpora).join("open")), 10_000);
}
