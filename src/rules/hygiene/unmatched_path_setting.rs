//! X005 `unmatched-path-setting`

use crate::config::Globs;
use crate::rules::prelude::*;
use crate::rules::words::quoted;
use crate::source::{RelPath, SourceFile};

pub(in crate::rules) static RULE: Rule = Rule {
    code: "X005",
    name: "unmatched-path-setting",
    summary: "a path in `deem.toml` matches no file",
    group: Group::Hygiene,
    class: Class::Contradiction,
    severity: Severity::Warning,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("unmatched_path_setting.md"),
    check: Check::Corpus(check),
};

fn check(cx: &CorpusContext<'_>, out: &mut Sink<'_>) {
    // Only a look at the whole repository tells what is not there.
    let Some(source) = cx.settings.source().filter(|_| cx.files.whole) else { return };
    let records = cx.settings.records();
    for (key, globs) in [("include", &records.include.value), ("exclude", &records.exclude.value)] {
        let used = used(globs, cx.files.judged.iter().chain(&cx.files.passed_over));
        for (glob, _) in globs.written().iter().zip(used).filter(|(_, used)| !used) {
            out.report_in(
                source,
                glob.span,
                format!("`[records] {key}` {} matches no file", quoted(&glob.value)),
            )
            .anchor(format!("records.{key}"))
            .help(HELP);
        }
    }
    let mut used = vec![false; cx.settings.per_paths().len()];
    for path in &cx.files.judged {
        for at in cx.settings.per_path_indexes(path) {
            if let Some(used) = used.get_mut(at) {
                *used = true;
            }
        }
    }
    for (entry, _) in cx.settings.per_paths().iter().zip(used).filter(|(_, used)| !used) {
        let glob = &entry.glob;
        out.report_in(source, glob.span, format!("`[per-path]` {} matches no record", quoted(&glob.value)))
            .anchor("per-path")
            .help(HELP);
    }
    folders(cx, source, out);
}

const HELP: &str = "mend the path, which starts at the repository root, or take the entry out";

fn folders(cx: &CorpusContext<'_>, source: &SourceFile, out: &mut Sink<'_>) {
    let files = &cx.files;
    for (kind, folder) in cx.settings.stated_folders() {
        let inside = |path: &RelPath| is_within(path, &folder.value);
        if !files.judged.iter().chain(&files.passed_over).any(inside) {
            out.report_in(
                source,
                folder.span,
                format!("`[kinds.{kind}]` folder {} holds no file", quoted(&folder.value)),
            )
            .anchor(format!("kinds.{kind}.folders"))
            // The first record of a kind may be still to come.
            .at_most(Severity::Info)
            .help(HELP);
        }
    }
}

/// For each glob whether it matches any of the paths; a path with `/` at its end is a folder not looked into.
fn used<'p>(globs: &Globs, paths: impl Iterator<Item = &'p RelPath>) -> Vec<bool> {
    let mut used = vec![false; globs.written().len()];
    for path in paths {
        let path = path.trim_end_matches('/');
        for at in globs.matches(path) {
            if let Some(used) = used.get_mut(at) {
                *used = true;
            }
        }
    }
    used
}

fn is_within(path: &str, folder: &str) -> bool {
    let folder = folder.trim_start_matches("./").trim_end_matches('/');
    folder.is_empty() || folder == "." || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}
