//! Input that means harm or means nothing: never a panic, never slow, always one line each.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::tests::RULES;
use super::{ConfigErrors, DEFAULT_FILE, Settings, parse};

fn read(text: &str) -> Result<Settings, ConfigErrors> {
    parse("deem.toml", text.to_owned(), &RULES)
}

fn first(text: &str) -> String {
    read(text).unwrap_err().errors[0].to_string()
}

#[test]
fn deep_nesting_is_refused_and_does_not_exhaust_the_stack() {
    let path = vec!["a"; 75].join(".");
    let tables = format!("[{path}]\n{}1{}", format!("{path} = {{ ").repeat(79), " }".repeat(79));
    assert!(first(&tables).ends_with("brackets are nested more than 16 deep"), "{}", first(&tables));
    let lists = format!("a = {}", "[".repeat(200_000));
    assert_eq!(first(&lists), "deem.toml:1:21: brackets are nested more than 16 deep");
    let widest = format!("[{path}]\n{}1{}", format!("{path} = {{ ").repeat(16) + "b = ", " }".repeat(16));
    assert!(first(&widest).contains("unknown key `a`"), "{}", first(&widest));
}

#[test]
fn a_very_long_dotted_key_is_refused() {
    let key = vec!["a"; 400_000].join(".");
    assert!(first(&format!("{key} = 1")).ends_with("keys are nested too deep"));
    assert!(first(&format!("[{key}]")).ends_with("keys are nested too deep"));
}

#[test]
fn thousands_of_errors_are_counted_and_not_all_told() {
    let text: String = (0..60_000).map(|n| format!("unknown-{n} = 1\n")).collect();
    let started = Instant::now();
    let errors = read(&text).unwrap_err().errors;
    assert_eq!(errors.len(), 51);
    assert_eq!(
        errors[0].to_string().lines().next().unwrap().split(';').next().unwrap(),
        "deem.toml:1:1: unknown key `unknown-0`"
    );
    assert_eq!(errors[50].message, "59950 more errors are not shown");
    assert!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
}

#[test]
fn lists_of_a_megabyte_are_read_in_linear_time() {
    let started = Instant::now();
    let words = "\"nosuchrule\", ".repeat(60_000);
    assert_eq!(read(&format!("[per-path.a]\nignore = [{words}]")).unwrap_err().errors.len(), 51);
    let globs = "\"a*b\", ".repeat(100_000);
    assert_eq!(
        first(&format!("[records]\ninclude = [{globs}]")),
        "deem.toml:2:1: `include` has 100000 globs, but at most 1000 are read"
    );
    let same = "x = 1\n".repeat(100_000);
    assert_eq!(read(&same).unwrap_err().errors.len(), 51);
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
}

#[test]
fn what_a_file_says_cannot_steer_the_terminal_or_add_a_line() {
    let text = "\"a\\u001b[31m\\r\\n::error::x\\u202e\" = 1\n[rules]\n\"\\u009b\" = \"off\"\n";
    for error in read(text).unwrap_err().errors {
        let shown = error.to_string();
        assert!(!shown.contains(|c: char| c.is_control() || c == '\u{202e}'), "{shown:?}");
    }
    let long = first(&format!("{} = 1", "k".repeat(100_000)));
    assert!(long.len() < 300, "{}", long.len());
}

/// Texts that are nearly a configuration.
fn nearly() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just("[rules]\n".to_owned()),
        Just("[per-path.\"a/**\"]\n".to_owned()),
        Just("[records]\n".to_owned()),
        Just("[[kinds]]\n".to_owned()),
        Just("[kinds.adr]\n".to_owned()),
        Just("[vocabulary.status]\n".to_owned()),
        Just("ignore = [\"L\", 'quiet-owner']\n".to_owned()),
        Just("include = [\"{a,b\", \"**/*.md\"]\n".to_owned()),
        Just("folders = [\"docs\", \"é/ü\"]\n".to_owned()),
        Just("quiet-owner = { severity = \"warn\", bots = true }\n".to_owned()),
        Just("severity = { O001 = \"off\" }\n".to_owned()),
        Just("max-bytes = \"2 MiB\"\n".to_owned()),
        Just("'''".to_owned()),
        "[a-z\"'=\\[\\]{}.,# \\\\\n\r\u{e9}\u{feff}-]{0,12}",
        "\\PC{0,8}",
    ];
    prop::collection::vec(part, 0..12).prop_map(|parts| parts.concat())
}

fn every_place_is_right(text: &str) -> Result<(), TestCaseError> {
    let Err(failed) = read(text) else { return Ok(()) };
    prop_assert!(!failed.errors.is_empty());
    let mut last = 0;
    for error in &failed.errors {
        prop_assert_eq!(error.to_string().lines().count(), 1);
        let Some(span) = error.span else { continue };
        prop_assert!(span.end <= text.len() && span.start >= last);
        prop_assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end), "{span:?}");
        last = span.start;
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn any_text_is_read_or_refused_with_its_places(text in "\\PC{0,200}") {
        every_place_is_right(&text)?;
    }

    #[test]
    fn nearly_right_text_is_read_or_refused_with_its_places(text in nearly()) {
        every_place_is_right(&text)?;
    }

    #[test]
    fn a_cut_file_is_read_or_refused_with_its_places(at in 0..DEFAULT_FILE.len()) {
        every_place_is_right(DEFAULT_FILE.get(at..).unwrap_or(""))?;
        every_place_is_right(DEFAULT_FILE.get(..at).unwrap_or(""))?;
    }
}
