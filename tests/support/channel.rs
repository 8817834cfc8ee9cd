//! What an output channel must not carry: commands for CI runners and characters that steer a terminal.

/// Commands that GitHub's runner knows.
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

/// The name of the command that GitHub's runner reads from a line of a log: `::name props::data` at the
/// start, else `##[name props]data` anywhere.
pub(crate) fn command(line: &str) -> Option<&str> {
    let name = |info: &'_ str| {
        let name = info.split(' ').next().unwrap_or("").to_owned();
        COMMANDS.into_iter().find(|known| known.eq_ignore_ascii_case(&name))
    };
    let new = line.trim_start().strip_prefix("::").and_then(|rest| rest.split_once("::"));
    if let Some(found) = new.and_then(|(info, _)| name(info)) {
        return Some(found);
    }
    line.split_once("##[").and_then(|(_, rest)| rest.split_once(']')).and_then(|(info, _)| name(info))
}

/// True for what no output may carry as it is: controls but the line's end, and what hides or turns text.
pub(crate) fn is_raw_control(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// The rows of a strict CSV (RFC 4180): every line ends in CR LF, quotes are closed and doubled.
pub(crate) fn csv(text: &str) -> Result<Vec<Vec<String>>, String> {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (cell, after) = if let Some(quoted) = rest.strip_prefix('"') {
            let mut end = 0;
            loop {
                end += quoted[end..].find('"').ok_or("a quote is not closed")?;
                if !quoted[end + 1..].starts_with('"') {
                    break;
                }
                end += 2;
            }
            (quoted[..end].replace("\"\"", "\""), &quoted[end + 1..])
        } else {
            let end = rest.find([',', '\r', '\n']).unwrap_or(rest.len());
            if rest[..end].contains('"') {
                return Err(format!("a quote stands in an unquoted cell: {}", &rest[..end]));
            }
            (rest[..end].to_owned(), &rest[end..])
        };
        row.push(cell);
        if let Some(next) = after.strip_prefix(',') {
            rest = next;
        } else if let Some(next) = after.strip_prefix("\r\n") {
            rows.push(std::mem::take(&mut row));
            rest = next;
        } else {
            return Err(format!("neither a comma nor a line's end after a cell: {after:.20}"));
        }
    }
    if row.is_empty() { Ok(rows) } else { Err("the last line has no end".to_owned()) }
}
