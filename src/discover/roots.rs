//! Folders that are record folders by configuration or by name.

use std::path::Path;

use super::read::read_text;
use super::{Hints, Options, Workspace};
use crate::source::file_name_of;

/// Names under which records are kept and nothing else.
pub(super) const RECORD_NAMES: &[&str] = &[
    "adr",
    "adrs",
    "decisions",
    "decision-record",
    "decision-records",
    "decision-log",
    "decision-logs",
    "architecture-decision",
    "architecture-decisions",
    "architecture-decision-record",
    "architecture-decision-records",
    "architecture-decision-log",
    "architectural-decisions",
    "architectural-decision-records",
    "any-decision-records",
    "design-decisions",
    "technical-decisions",
    "product-decisions",
    "entscheidungen",
    "rfc",
    "rfcs",
    "keps",
    "teps",
    "eips",
    "ercs",
    "peps",
    "bips",
    "cips",
    "jeps",
];

/// Names that also stand for other things: the text of the files decides.
pub(super) const GENERIC_NAMES: &[&str] = &[
    "records",
    "proposals",
    "proposal",
    "enhancements",
    "enhancement-proposals",
    "text",
    "design",
    "designs",
    "design-docs",
    "design-doc",
    "business-cases",
    "business-case",
    "tech-debt",
    "technical-debt",
    "debt",
    "initiatives",
    "experiments",
    "org-changes",
    "objectives",
    "okrs",
];

/// How a folder comes to be a record folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Claim {
    /// A file or an option names it.
    Configured(String),
    /// Its name says so.
    Named,
    /// Its name may say so.
    Generic,
}

/// The nearest folder above (or itself) that claims the files of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Root {
    pub(super) folder: String,
    pub(super) claim: Claim,
}

/// The configured record folders and what is known without looking into files.
pub(super) struct Roots {
    configured: Vec<(String, String)>,
    kinds: Vec<(String, String)>,
    /// What the folder `""` is called, where its name is not an accident of cloning.
    top_name: String,
}

/// Deepest distance from a generic name at which its promise still holds.
const GENERIC_DEPTH: usize = 2;

impl Roots {
    pub(super) fn new(ws: &Workspace, options: &Options, hints: &Hints) -> Self {
        let mut configured = Vec::new();
        if let Some(folder) = &hints.adr_dir {
            configured.push((folder.clone(), "`.adr-dir`".to_owned()));
        }
        configured.extend(hints.log4brains.iter().map(|f| (f.clone(), "`.log4brains.yml`".to_owned())));
        let kinds: Vec<(String, String)> =
            options.kind_folders.iter().map(|(folder, kind)| (ws.path_below(folder), kind.clone())).collect();
        configured.extend(
            kinds.iter().map(|(folder, kind)| (folder.clone(), format!("the folder of kind `{kind}`"))),
        );
        let top_name = if ws.git { String::new() } else { base_name(&ws.base) };
        Self { configured, kinds, top_name }
    }

    /// The kind that configuration gives to the files of a folder: that of the nearest folder.
    pub(super) fn kind(&self, folder: &str) -> Option<&str> {
        let within = self.kinds.iter().filter(|(root, _)| is_within(folder, root));
        within.max_by_key(|(root, _)| root.len()).map(|(_, kind)| kind.as_str())
    }

    /// Who claims a folder.
    pub(super) fn claim(&self, folder: &str) -> Option<Root> {
        let configured = self.configured.iter().filter(|(root, _)| is_within(folder, root));
        if let Some((root, by)) = configured.max_by_key(|(root, _)| root.len()) {
            return Some(Root { folder: root.clone(), claim: Claim::Configured(by.clone()) });
        }
        let mut at = folder;
        let mut generic = None;
        for depth in 0.. {
            let name = if at.is_empty() { self.top_name.as_str() } else { file_name_of(at) };
            let name = name.to_lowercase().replace(['_', ' '], "-");
            let name = name.trim_start_matches('.');
            if RECORD_NAMES.contains(&name) {
                return Some(Root { folder: at.to_owned(), claim: Claim::Named });
            }
            if depth <= GENERIC_DEPTH && generic.is_none() && GENERIC_NAMES.contains(&name) {
                generic = Some(Root { folder: at.to_owned(), claim: Claim::Generic });
            }
            if at.is_empty() {
                break;
            }
            at = at.rsplit_once('/').map_or("", |(above, _)| above);
        }
        generic
    }
}

fn base_name(base: &Path) -> String {
    base.file_name().and_then(|name| name.to_str()).unwrap_or("").to_owned()
}

/// True where `folder` is `root` or lies below it.
pub(super) fn is_within(folder: &str, root: &str) -> bool {
    root.is_empty() || folder.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Configuration files are small; more than this is none.
const MAX_HINT_BYTES: u64 = 64 * 1024;

/// Reads `.adr-dir` and `.log4brains.yml` at the root.
pub(super) fn read_hints(ws: &Workspace) -> Hints {
    let top = ws.root_path();
    let read = |name: &str| read_text(&top.join(name), MAX_HINT_BYTES).ok();
    let adr_dir = read(".adr-dir")
        .and_then(|text| text.lines().map(str::trim).find(|line| !line.is_empty()).map(str::to_owned))
        .and_then(|folder| ws.inside(&folder));
    let log4brains = read(".log4brains.yml").or_else(|| read(".log4brains.yaml"));
    let mut log4brains: Vec<String> = log4brains
        .iter()
        .flat_map(|text| text.lines())
        .filter_map(|line| line.trim_start_matches([' ', '\t', '-']).strip_prefix("adrFolder:"))
        .map(|value| value.split(" #").next().unwrap_or("").trim().trim_matches(['"', '\'']))
        .filter(|value| !value.is_empty())
        .filter_map(|folder| ws.inside(folder))
        .collect();
    log4brains.sort_unstable();
    log4brains.dedup();
    Hints { adr_dir, log4brains }
}
