//! The shape of the source: no large file, no arrow that points back, no effect outside its home.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "clippy takes helpers of tests for no tests"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Lines that a file may have.
const MOST_LINES: usize = 500;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/");
                found.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn no_file_is_longer_than_a_reader_can_bear() {
    let long: Vec<String> = ["src", "tests"]
        .into_iter()
        .flat_map(sources)
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(_, lines)| *lines > MOST_LINES)
        .map(|(path, lines)| format!("{path}: {lines} lines"))
        .collect();
    assert!(long.is_empty(), "{long:#?}");
}

/// The code of a file without comments and without its tests.
fn code(text: &str) -> String {
    let shipped = text.split("#[cfg(test)]\nmod ").next().unwrap_or("");
    // A module of tests in a file of its own is one line, and what follows it ships.
    let after = text.split("#[cfg(test)]\nmod tests;\n").nth(1).unwrap_or("");
    let lines = shipped.lines().chain(after.lines());
    lines.filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect()
}

/// True for a file that holds only tests.
fn is_test(path: &str) -> bool {
    path.ends_with("/tests.rs") || path.contains("/tests/") || declared_as_test(path)
}

/// True where the parent declares the module below `#[cfg(test)]`.
fn declared_as_test(path: &str) -> bool {
    let Some((folder, file)) = path.rsplit_once('/') else { return false };
    let name = file.trim_end_matches(".rs");
    fs::read_to_string(root().join(format!("{folder}.rs")))
        .is_ok_and(|parent| parent.contains(&format!("#[cfg(test)]\nmod {name};")))
}

/// The modules that a text names after `crate::`.
fn imports(code: &str) -> BTreeSet<String> {
    let name = |text: &str| -> String {
        text.trim_start().chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect()
    };
    let mut found = BTreeSet::new();
    for part in code.split("crate::").skip(1) {
        match part.strip_prefix('{') {
            None => {
                found.insert(name(part));
            }
            Some(list) => {
                let mut depth = 1;
                let mut from = 0;
                for (at, c) in list.char_indices() {
                    depth += i32::from(c == '{') - i32::from(c == '}');
                    if depth == 0 || (depth == 1 && c == ',') {
                        found.insert(name(&list[from..at]));
                        from = at + 1;
                    }
                    if depth == 0 {
                        break;
                    }
                }
            }
        }
    }
    found.remove("");
    found
}

/// The table of `ARCHITECTURE.md`: what each module may import.
fn allowed() -> BTreeMap<String, BTreeSet<String>> {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let rows = text.lines().skip_while(|line| !line.starts_with("| module ")).skip(2);
    rows.take_while(|line| line.starts_with('|'))
        .map(|line| {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let module = cells[1].trim_matches('`').trim_end_matches("/*").to_owned();
            let may = cells[3].split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
            (module, may.collect())
        })
        .collect()
}

#[test]
fn every_module_imports_what_the_architecture_allows_and_no_more() {
    let mut real: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (path, text) in sources("src").iter().filter(|(path, _)| !is_test(path)) {
        let module = path["src/".len()..].split(['/', '.']).next().unwrap();
        if ["lib", "main"].contains(&module) {
            continue;
        }
        let uses = real.entry(module.to_owned()).or_default();
        uses.extend(imports(&code(text)).into_iter().filter(|name| name != module));
    }
    let allowed = allowed();
    for (module, uses) in &real {
        let may = allowed.get(module).unwrap_or_else(|| panic!("ARCHITECTURE.md has no row for `{module}`"));
        let strays: Vec<&String> = uses.difference(may).collect();
        assert!(
            strays.is_empty(),
            "`{module}` imports {strays:?}, which its row in ARCHITECTURE.md leaves out"
        );
    }
}

#[test]
fn no_arrow_of_the_architecture_points_back() {
    let mut left = allowed();
    left.remove("main");
    // Takes away what imports nothing that is left, until nothing is left but cycles.
    while let Some(free) = left.iter().find(|(_, uses)| uses.iter().all(|name| !left.contains_key(name))) {
        let free = free.0.clone();
        left.remove(&free);
    }
    assert!(left.is_empty(), "a cycle: {left:#?}");
}

#[test]
fn effects_stay_in_their_homes() {
    // What is called, and the files and folders that may call it.
    let homes: [(&[&str], &[&str]); 4] = [
        (
            &["fs::", "File::open", "File::create", "OpenOptions"],
            &[
                "src/discover/",
                "src/config/load.rs",
                "src/commands/",
                "src/scaffold",
                "src/change/apply.rs",
                "src/renumber/files.rs",
                "src/history/",
            ],
        ),
        (&["git2::", "Repository::open", "Repository::discover"], &["src/history"]),
        (&["Timestamp::now", "Zoned::now", "SystemTime", "Instant::"], &["src/clock.rs"]),
        (&["stdout(", "stderr(", "stdin("], &["src/commands/", "src/main.rs"]),
    ];
    let mut strays = Vec::new();
    for (path, text) in sources("src").iter().filter(|(path, _)| !is_test(path)) {
        let code = code(text);
        for (calls, places) in homes {
            for call in calls {
                if code.contains(call) && !places.iter().any(|place| path.starts_with(place)) {
                    strays.push(format!("{path}: `{call}`"));
                }
            }
        }
    }
    assert!(strays.is_empty(), "{strays:#?}");
}

#[test]
fn nothing_in_the_program_runs_another_or_reaches_a_network() {
    // The user's own editor, by the user's wish.
    let runs_nothing = |path: &str| !is_test(path) && path != "src/commands/editor.rs";
    for (path, text) in sources("src").iter().filter(|(path, _)| runs_nothing(path)) {
        for call in
            ["process::Command", "Command::new(\"", "std::net", "TcpStream", "set_var", "process::exit"]
        {
            assert!(!code(text).contains(call), "{path}: `{call}`");
        }
    }
}

#[test]
fn imports_are_read_from_lists_too() {
    let code = "use crate::{a::{B, c}, d};\nuse crate::e::F;\nlet x = crate::g::h();\n";
    let want = ["a", "d", "e", "g"].map(str::to_owned);
    assert_eq!(imports(code), want.into_iter().collect());
}
