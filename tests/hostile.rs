//! Input made to hurt: the program ends by itself, in time, and every output stays what it claims to be.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "clippy takes helpers of tests for no tests"
)]

#[path = "hostile/channels.rs"]
mod channels;
#[path = "hostile/encoding.rs"]
mod encoding;
#[cfg(unix)]
#[path = "hostile/files.rs"]
mod files;
mod support;
#[path = "hostile/yaml.rs"]
mod yaml;

use serde_json::Value;
use support::Repo;

/// Checks and lists the repository; both end calmly, their JSON parses and fits its schema, and every
/// span lies within its file with the line and column that its offset has.
#[track_caller]
fn judge(repo: &Repo) -> (Value, Value) {
    let check = repo.deem(["check", "--format", "json"]).run();
    let list = repo.deem(["list", "--format", "json", "--allow-empty"]).run();
    check.calm();
    list.calm().code(0);
    let (check, list) = (check.json(), list.json());
    support::schema::valid("findings", &check);
    support::schema::valid("list", &list);
    for finding in check["findings"].as_array().unwrap() {
        within(repo, finding["path"].as_str().unwrap(), &finding["span"]);
        for related in finding["related"].as_array().unwrap() {
            within(repo, related["path"].as_str().unwrap(), &related["span"]);
        }
    }
    (check, list)
}

#[track_caller]
fn within(repo: &Repo, path: &str, span: &Value) {
    // A file that cannot be read as text has findings only at its start.
    let path_of = repo.path().join(path);
    let regular = path_of.symlink_metadata().is_ok_and(|meta| meta.is_file());
    let text = if regular { std::fs::read_to_string(path_of).unwrap_or_default() } else { String::new() };
    let mut last = 0;
    for end in ["start", "end"] {
        let at = |key: &str| usize::try_from(span[end][key].as_u64().unwrap()).unwrap();
        let offset = at("offset");
        assert!(text.is_char_boundary(offset) && offset >= last, "{path}: {span}");
        last = offset;
        let before = text[..offset].strip_prefix('\u{feff}').unwrap_or(&text[..offset]);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
        assert_eq!((at("line"), at("column")), (line, column), "{path}: {span}");
    }
}
