//! What a file in a record folder is, as far as its name tells.

use std::borrow::Cow;

use super::name::{Mark, mark, stem, words};
use crate::source::file_name_of;

/// What a name says of a file in a record folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NameRole {
    /// README, index, SUMMARY.
    Index,
    /// An index where it lists records: `decisions.md`, `log.md`.
    MaybeIndex,
    /// A template whatever it says.
    Template,
    /// A template, unless its text is a real record's.
    MaybeTemplate,
    /// Instructions for agents, or one of the files that every project has.
    Project,
    /// A guide, notes, a glossary: no record unless its text says otherwise.
    Guide,
    /// Nothing: its number or its text decides.
    Open,
}

const TEMPLATE_WORDS: &[&str] = &[
    "template",
    "templates",
    "tmpl",
    "vorlage",
    "vorlagen",
    "modele",
    "modèle",
    "modelo",
    "plantilla",
    "sjabloon",
    "szablon",
    "模板",
    "模版",
    "템플릿",
    "шаблон",
    "テンプレート",
];

/// Words beside `template` that do not make the name that of a record about templates.
const TEMPLATE_COMPANIONS: &[&str] = &[
    "adr",
    "adrs",
    "madr",
    "rfc",
    "rfcs",
    "pep",
    "eip",
    "kep",
    "tep",
    "dr",
    "decision",
    "decisions",
    "record",
    "records",
    "architecture",
    "architectural",
    "proposal",
    "enhancement",
    "design",
    "doc",
    "api",
    "short",
    "long",
    "bare",
    "minimal",
    "full",
    "simple",
    "basic",
    "default",
    "new",
    "empty",
    "lightweight",
    "simplified",
    "business",
    "case",
    "debt",
    "tech",
    "experiment",
    "initiative",
    "objective",
    "nygard",
    "y",
    "the",
    "our",
    "feature",
    "title",
];

const PROJECT: &[&str] = &[
    "agents",
    "claude",
    "gemini",
    "copilot",
    "copilot-instructions",
    "skill",
    "cursor",
    "contributing",
    "contributors",
    "changelog",
    "changes",
    "history",
    "code_of_conduct",
    "code-of-conduct",
    "license",
    "licence",
    "notice",
    "security",
    "support",
    "governance",
    "maintainers",
    "owners",
    "codeowners",
    "authors",
    "citation",
    "pull_request_template",
    "issue_template",
    "releases",
    "news",
    "install",
    "roadmap",
    "copying",
];

const GUIDE_WORDS: &[&str] = &[
    "guide",
    "guides",
    "guideline",
    "guidelines",
    "howto",
    "glossary",
    "meeting",
    "meetings",
    "minutes",
    "notes",
    "agenda",
    "faq",
    "cheatsheet",
    "tips",
    "about",
    "process",
    "workflow",
    "introduction",
    "intro",
    "overview",
    "todo",
    "backlog",
    "ideas",
];

const INDEXES: &[&str] = &["index", "_index", "summary", "toc", "_sidebar", "contents"];

const MAYBE_INDEXES: &[&str] = &[
    "adr-index",
    "adr_index",
    "adrs",
    "adr",
    "decisions",
    "decision-log",
    "decision_log",
    "decision-index",
    "decision-records",
    "adr-log",
    "adr_log",
    "log",
    "list",
    "records",
    "rfcs",
    "rfc-index",
    "proposals",
    "0000-index",
];

/// Folders inside a record folder that hold what records refer to, not records.
const ATTACHMENTS: &[&str] = &[
    "assets",
    "attachments",
    "images",
    "image",
    "img",
    "imgs",
    "media",
    "figures",
    "diagrams",
    "diagram",
    "resources",
    "static",
    "meetings",
    "meeting-notes",
    "minutes",
    "agendas",
    "scripts",
    "src",
    "code",
    "samples",
    "examples",
    "_assets",
    "_images",
    "files",
];

/// Reads the role off a file name.
pub(super) fn name_role(file_name: &str) -> NameRole {
    let stem = stem(file_name);
    let lower = stem.to_lowercase();
    if lower.starts_with("readme") || INDEXES.contains(&lower.as_str()) {
        return NameRole::Index;
    }
    let base = lower.split('.').next().unwrap_or(&lower);
    if PROJECT.contains(&lower.as_str()) || PROJECT.contains(&base) || lower.starts_with("license") {
        return NameRole::Project;
    }
    let mark = mark(stem);
    if mark == Mark::Placeholder {
        return NameRole::Template;
    }
    let words = words(stem);
    if words.iter().any(|word| TEMPLATE_WORDS.contains(&word.as_ref())) || is_empty_record(&words) {
        return template_role(&mark, stem);
    }
    if mark.counts() {
        return if matches!(mark, Mark::Number { zero: true, .. }) {
            NameRole::MaybeTemplate
        } else {
            NameRole::Open
        };
    }
    if MAYBE_INDEXES.contains(&lower.as_str()) {
        return NameRole::MaybeIndex;
    }
    let how_to = words.first().is_some_and(|w| w == "how") && words.get(1).is_some_and(|w| w == "to");
    if how_to || words.iter().any(|word| GUIDE_WORDS.contains(&word.as_ref())) {
        return NameRole::Guide;
    }
    NameRole::Open
}

/// `EMPTY-ADR`.
fn is_empty_record(words: &[Cow<'_, str>]) -> bool {
    words.len() > 1
        && words.iter().any(|word| word == "empty")
        && words.iter().all(|word| TEMPLATE_COMPANIONS.contains(&word.as_ref()))
}

fn template_role(mark: &Mark, stem: &str) -> NameRole {
    // What stands before a number is a prefix, whatever its words.
    let slug = match mark {
        Mark::Number { prefix, .. } => stem.get(prefix.len()..).unwrap_or(stem),
        _ => stem,
    };
    let plain = words(slug).iter().all(|word| {
        TEMPLATE_WORDS.contains(&word.as_ref())
            || TEMPLATE_COMPANIONS.contains(&word.as_ref())
            || word.bytes().all(|b| b.is_ascii_digit())
            // A language tag, `adr-template-de`.
            || word.len() == 2
    });
    let numbered = match mark {
        Mark::Number { zero, .. } => !zero,
        Mark::Date => true,
        Mark::Placeholder | Mark::Plain => false,
    };
    if plain && !numbered { NameRole::Template } else { NameRole::MaybeTemplate }
}

/// True where a word of the file name is `template`.
pub(super) fn says_template(path: &str) -> bool {
    words(stem(file_name_of(path))).iter().any(|word| TEMPLATE_WORDS.contains(&word.as_ref()))
}

/// True for a folder of templates.
pub(super) fn is_template_folder(name: &str) -> bool {
    let words = words(name);
    words.last().is_some_and(|word| TEMPLATE_WORDS.contains(&word.as_ref())) && !mark(name).counts()
}

/// True for a folder of attachments.
pub(super) fn is_attachment_folder(name: &str) -> bool {
    ATTACHMENTS.iter().any(|known| known.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_are_told_from_records_about_templates() {
        for name in [
            "template.md",
            "adr-template.md",
            "0000-template.md",
            "NNNN-title.md",
            "XXXX-x.md",
            "_template.md",
            "EMPTY-ADR.md",
            "modele.md",
            "0000-adr-template-de.md",
            "ODH-ADR-0000-template.md",
            "20xx-xx-xx.TEMPLATE.md",
            "adr-short-template.md",
            "api_design_template.md",
        ] {
            assert_eq!(name_role(name), NameRole::Template, "{name}");
        }
        for name in ["0005-use-adr-template.md", "0022-template-language.md", "use-template-engine.md"] {
            assert_eq!(name_role(name), NameRole::MaybeTemplate, "{name}");
        }
    }

    #[test]
    fn indexes_agents_and_guides_are_known() {
        assert_eq!(name_role("README.md"), NameRole::Index);
        assert_eq!(name_role("Readme.zh.md"), NameRole::Index);
        assert_eq!(name_role("_index.md"), NameRole::Index);
        assert_eq!(name_role("AGENTS.md"), NameRole::Project);
        assert_eq!(name_role("how-to-write.md"), NameRole::Guide);
        assert_eq!(name_role("0003-review-process.md"), NameRole::Open);
        assert_eq!(name_role("use-kafka.md"), NameRole::Open);
    }
}
