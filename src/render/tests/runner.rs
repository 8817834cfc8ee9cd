//! A port of how GitHub's runner reads commands from a log.

use std::collections::BTreeMap;

/// A command as GitHub's runner reads it from one line of a log.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Command {
    pub(super) name: String,
    pub(super) properties: BTreeMap<String, String>,
    pub(super) data: String,
}

const COMMANDS: [&str; 14] = [
    "add-matcher",
    "remove-matcher",
    "add-mask",
    "add-path",
    "debug",
    "error",
    "warning",
    "notice",
    "group",
    "endgroup",
    "save-state",
    "set-env",
    "set-output",
    "stop-commands",
];

/// A port of the runner's reading: `::name props::data` at the start, else `##[name props]data` anywhere.
pub(super) fn command(line: &str) -> Option<Command> {
    let (info, data, separator) =
        match line.trim_start().strip_prefix("::").and_then(|rest| rest.split_once("::")) {
            Some((info, data)) if is_command(info) => (info, data, ','),
            _ => {
                let (info, data) = line.split_once("##[")?.1.split_once(']')?;
                (info, data, ';')
            }
        };
    if !is_command(info) {
        return None;
    }
    let (name, properties) = info.split_once(' ').unwrap_or((info, ""));
    let unescape = |text: &str| {
        let text = text.replace("%0D", "\r").replace("%0A", "\n").replace("%3A", ":").replace("%2C", ",");
        text.replace("%25", "%")
    };
    let pairs = properties.split(separator).filter_map(|pair| pair.split_once('='));
    Some(Command {
        name: name.to_owned(),
        properties: pairs.map(|(key, value)| (key.to_owned(), unescape(value))).collect(),
        data: data.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%"),
    })
}

fn is_command(info: &str) -> bool {
    let name = info.split(' ').next().unwrap_or("");
    COMMANDS.iter().any(|known| known.eq_ignore_ascii_case(name))
}

#[test]
fn the_port_of_the_runner_sees_both_forms() {
    assert_eq!(command("  ::error file=a%2Cb::x%0Ay").unwrap().properties["file"], "a,b");
    assert_eq!(command("say ##[add-mask]x").unwrap().name, "add-mask");
    assert!(command("x ::error::y").is_none() && command("::: a::b").is_none());
}
