//! From a folder to a corpus: discover, read, build.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::config::{self, Settings};
use crate::corpus::{self, Corpus};
use crate::discover::{self, Discovery, Role, Tree, Workspace};
use crate::outcome::Skipped;
use crate::record::reader::{self, ReadContext};
use crate::record::{Kind, Record};
use crate::schema::{SchemaError, Schemas};
use crate::source::{RelPath, SourceFile, folder_of};

/// How much to load.
#[derive(Clone, Debug, Default)]
pub struct LoadOptions {
    /// Read bodies and judge links too; lists do not need it.
    pub bodies: bool,
    /// A text that replaces or adds a file: what an editor has not saved yet.
    pub overlay: Option<(RelPath, String)>,
}

/// A repository's records with what was met on the way.
#[derive(Debug)]
pub struct Loaded {
    /// The folder and the repository it belongs to.
    pub workspace: Workspace,
    /// The records.
    pub corpus: Corpus,
    /// Every file that was looked at, and why it is in or out.
    pub discovery: Discovery,
    /// Files that could not be read.
    pub skipped: Vec<Skipped>,
    /// The schemas of the kinds, for checks.
    pub schemas: Schemas,
}

/// Why nothing was loaded.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The folder cannot be walked.
    #[error(transparent)]
    Discover(#[from] discover::DiscoverError),
    /// The schema of a team's own kind is wrong.
    #[error(transparent)]
    Schema(#[from] Box<SchemaError>),
}

impl Loaded {
    /// `.`, or the checked folder relative to the repository root.
    pub fn root(&self) -> &str {
        if self.workspace.root.is_empty() { "." } else { &self.workspace.root }
    }

    /// The record that a file is, or that it stands beside as `kep.yaml`.
    pub fn record_of(&self, path: &str) -> Option<&Record> {
        let beside = || {
            let readme = format!("{}/README.md", folder_of(path));
            self.corpus.at_path(&readme).filter(|&at| {
                self.corpus.records[at].sidecar.as_ref().is_some_and(|sidecar| &*sidecar.path == path)
            })
        };
        self.corpus.at_path(path).or_else(beside).map(|at| &self.corpus.records[at])
    }

    /// The text of a file that a finding may lie in.
    pub fn source(&self, path: &str) -> Option<Arc<SourceFile>> {
        if let Some(at) = self.corpus.at_path(path) {
            return Some(self.corpus.records[at].source.clone());
        }
        let indexes = self.corpus.indexes.iter().map(|file| &file.source);
        let sidecars = self.corpus.records.iter().filter_map(|record| record.sidecar.as_ref());
        indexes.chain(sidecars).find(|source| &*source.path == path).cloned()
    }
}

/// Loads the records below `workspace`.
///
/// # Errors
/// When the folder cannot be walked, a configured glob is none, or a schema that is needed cannot be used.
pub fn load(workspace: Workspace, settings: &Settings, options: &LoadOptions) -> Result<Loaded, LoadError> {
    let mut discovery = discover::discover(&workspace, &discover_options(settings))?;
    if let Some((path, text)) = &options.overlay {
        overlay(&mut discovery, path, text);
    }
    let skipped: Vec<Skipped> = discovery
        .skipped
        .iter()
        .map(|s| Skipped { path: s.path.to_string(), reason: s.reason.clone() })
        .collect();
    let records = read_records(&discovery, settings, &BTreeMap::new());
    let indexes = discovery
        .files
        .iter()
        .filter(|found| found.role == Role::Index)
        .map(|found| found.source.clone())
        .collect();
    let tree = options
        .bodies
        .then(|| Tree::new(&workspace.base, discovery.files.iter().map(|found| &*found.source.path)));
    let corpus = corpus::build(records, indexes, tree, settings.kinds());
    let schemas = if options.bodies {
        schemas(&workspace, corpus.records.iter().map(|record| &record.kind))?
    } else {
        Schemas::default()
    };
    Ok(Loaded { workspace, corpus, discovery, skipped, schemas })
}

/// The schemas that teams wrote for these kinds.
///
/// # Errors
/// When one is wrong.
pub fn schemas<'k>(
    workspace: &Workspace,
    kinds: impl IntoIterator<Item = &'k Arc<Kind>>,
) -> Result<Schemas, Box<SchemaError>> {
    let load = |path: &str| {
        let text = config::repository_file(&workspace.root_path(), path).ok()?;
        Some(Arc::new(SourceFile::new(path, text)))
    };
    Schemas::of(kinds, &load)
}

/// The corpus as it would be with other texts in some of its files, by path; links are not judged.
pub fn with_texts(loaded: &Loaded, settings: &Settings, texts: &BTreeMap<RelPath, String>) -> Corpus {
    corpus::build(read_records(&loaded.discovery, settings, texts), Vec::new(), None, settings.kinds())
}

fn read_records(
    discovery: &Discovery,
    settings: &Settings,
    texts: &BTreeMap<RelPath, String>,
) -> Vec<Record> {
    let log4brains = !discovery.hints.log4brains.is_empty();
    let vocabulary = settings.vocabulary();
    // Counted first, so that each record is written where it stays.
    let found: Vec<_> = discovery.records().collect();
    found
        .into_par_iter()
        .map(|found| {
            let kinds = settings.kinds();
            let folder_kind = found.folder_kind.as_deref().and_then(|name| kinds.find(name));
            let cx = ReadContext { kinds, folder_kind, vocabulary: &vocabulary, log4brains };
            let source = match texts.get(&found.source.path) {
                Some(text) => Arc::new(SourceFile::new(found.source.path.clone(), text.clone())),
                None => found.source.clone(),
            };
            reader::read(source, found.sidecar.clone(), &cx)
        })
        .collect()
}

fn discover_options(settings: &Settings) -> discover::Options {
    let records = settings.records();
    let written = |globs: &config::Globs| globs.written().iter().map(|glob| glob.value.clone()).collect();
    // Only folders that configuration names give a kind: in the kinds' own default folders stand foreign
    // records too.
    let kind_folders = settings
        .stated_folders()
        .iter()
        .map(|(kind, folder)| (folder.value.clone(), kind.to_string()))
        .collect();
    discover::Options {
        include: written(&records.include.value),
        exclude: written(&records.exclude.value),
        max_bytes: records.max_bytes.value,
        kind_folders,
        kinds: settings.kinds().clone(),
        ..discover::Options::default()
    }
}

/// Puts an unsaved text in place of a file's, or adds it as a record.
fn overlay(discovery: &mut Discovery, path: &RelPath, text: &str) {
    let source = Arc::new(SourceFile::new(path.clone(), text.to_owned()));
    if let Some(found) = discovery.files.iter_mut().find(|found| found.source.path == *path) {
        found.source = source;
        return;
    }
    discovery.files.push(discover::Found {
        source,
        role: Role::Record,
        why: "given on standard input".into(),
        sidecar: None,
        folder_kind: None,
    });
    discovery.files.sort_by(|a, b| a.source.path.cmp(&b.source.path));
}

/// The path of `given` relative to the repository root, or an error in words.
///
/// # Errors
/// When the path does not exist or lies outside the root.
pub fn relative(workspace: &Workspace, given: &Path) -> Result<RelPath, String> {
    let full = given
        .canonicalize()
        .map_err(|error| format!("cannot read `{}`: {}", given.display(), words(&error)))?;
    let rest = full.strip_prefix(&workspace.base).map_err(|_| {
        format!("`{}` lies outside the repository at `{}`", given.display(), workspace.base.display())
    })?;
    let parts: Option<Vec<&str>> = rest.components().map(|part| part.as_os_str().to_str()).collect();
    let parts = parts.ok_or_else(|| format!("the path `{}` is not UTF-8", given.display()))?;
    Ok(parts.join("/").into())
}

fn words(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "it does not exist".to_owned(),
        std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}
