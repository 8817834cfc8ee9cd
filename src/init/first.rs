//! The first record of a repository that has none: to keep records at all.

use std::sync::Arc;

use crate::record::Record;
use crate::record::reader::{self, ReadContext};
use crate::record::vocabulary::Vocabulary;
use crate::scaffold;
use crate::source::SourceFile;

use super::{Ground, below};

/// No record is there, so the first number is free.
const NUMBER: &str = "0001";

const SLUG: &str = "record-architecture-decisions";

const BODY: &str = include_str!("../../templates/first-record.md");

/// The record as it will be read. Somebody whom git knows has decided it by running `deem init`; without a name
/// it is a proposal.
pub(super) fn record(ground: &Ground<'_>) -> Record {
    let kind = ground.kinds.foreign();
    let place = scaffold::place(kind, ground.corpus, &ground.discovery.hints, &ground.workspace.root);
    let today = ground.today;
    let head = match ground.identity.map(one_line).filter(|name| !name.is_empty()) {
        Some(name) => {
            // A JSON string is a YAML scalar in double quotes.
            let owner = serde_json::Value::from(name);
            format!("status: accepted\ncreated: {today}\ndecided: {today}\nowners: [{owner}]\n")
        }
        None => format!("status: proposed\ncreated: {today}\n"),
    };
    let text = format!("---\nkind: {}\nid: {}-{NUMBER}\n{head}---\n\n{BODY}", kind.name, kind.prefix);
    let path = below(&place.folder, &format!("{NUMBER}-{SLUG}.md"));
    let cx = ReadContext {
        kinds: ground.kinds,
        folder_kind: None,
        vocabulary: &Vocabulary::default(),
        log4brains: false,
    };
    reader::read(Arc::new(SourceFile::new(path, text)), None, &cx)
}

/// A name on one line, without control characters.
fn one_line(text: &str) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
