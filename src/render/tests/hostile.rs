//! Properties over hostile paths, texts and spans.

use proptest::prelude::*;

use super::runner::command;
use super::*;

const FORMATS: [Format; 6] =
    [Format::Full, Format::Concise, Format::Json, Format::Jsonl, Format::Github, Format::Sarif];

/// What each format says of path, line, column and code, sorted.
fn places(outcome: &Outcome, format: Format) -> Vec<(String, u64, u64, String)> {
    let text = plain(outcome, format);
    let split = |place: &str| {
        let mut parts = place.rsplitn(3, ':');
        let (column, line, path) = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
        (path.to_owned(), line.parse().unwrap(), column.parse().unwrap())
    };
    let from_json = |value: &Value| {
        let start = &value["span"]["start"];
        let path = escape::line(value["path"].as_str().unwrap()).into_owned();
        (
            path,
            start["line"].as_u64().unwrap(),
            start["column"].as_u64().unwrap(),
            value["code"].as_str().unwrap().to_owned(),
        )
    };
    let mut found: Vec<(String, u64, u64, String)> = match format {
        Format::Full => {
            let lines: Vec<&str> = text.lines().collect();
            let pairs = lines
                .windows(2)
                .filter_map(|pair| Some((pair[0], pair[1].trim_start().strip_prefix("--> ")?)));
            pairs
                .map(|(title, place)| {
                    let (path, line, column) = split(place);
                    (path, line, column, title.split(['[', ']']).nth(1).unwrap().to_owned())
                })
                .collect()
        }
        Format::Concise => text
            .lines()
            .map(|line| {
                let at = line.find("error[A").unwrap();
                let (path, row, column) = split(&line[..at - 2]);
                (path, row, column, line[at + 6..at + 10].to_owned())
            })
            .collect(),
        Format::Json => {
            let document: Value = serde_json::from_str(&text).unwrap();
            document["findings"].as_array().unwrap().iter().map(from_json).collect()
        }
        Format::Jsonl => text.lines().map(|line| from_json(&serde_json::from_str(line).unwrap())).collect(),
        Format::Github => text
            .lines()
            .map(|line| {
                let command = command(line).unwrap();
                let number =
                    |key: &str| command.properties.get(key).map_or(0, |value| value.parse().unwrap());
                let code = command.properties["title"][..4].to_owned();
                (command.properties["file"].clone(), number("line"), number("col"), code)
            })
            .collect(),
        Format::Sarif => {
            sarif::results(&serde_json::from_str(&text).unwrap()).iter().map(sarif::place).collect()
        }
    };
    found.sort();
    found
}

const PIECES: [&str; 22] = [
    "::",
    "error",
    "::error::x",
    "##[",
    "#",
    "##[error]",
    "]",
    "##vso[a]",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "\u{1b}[2J",
    "\u{9b}",
    "\u{202e}",
    "\u{200d}",
    "\u{feff}",
    "日",
    "e\u{301}",
    "𝛼",
    " ",
    "%0A,:",
];

fn hostile(pieces: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&PIECES[..]), pieces).prop_map(|pieces| pieces.concat())
}

fn hostile_outcome() -> impl Strategy<Value = Outcome> {
    let files = prop::collection::vec((hostile(1..5), hostile(0..60)), 1..4);
    let places =
        prop::collection::vec((0..4_usize, 0..200_usize, 0..60_usize, hostile(0..6), 0..4_usize), 0..8);
    (files, places).prop_map(|(files, places)| {
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let findings = places.into_iter().map(|(file, start, len, text, other)| {
            let path = files.get(file).map_or("missing.md", |file| file.0);
            let mut finding = finding("A001", Severity::Error, path, Span::new(start, start + len), &text);
            finding.code = ["A001", "A002", "A003", "A004"][other];
            finding.label = (len % 2 == 0).then(|| text.clone());
            finding.help = (len % 3 == 0).then(|| text.clone());
            let path = files.get(other).map_or("missing.md", |file| file.0).into();
            finding.related = vec![Related { message: text, path, span: Span::new(len, start.max(len)) }];
            finding
        });
        let mut outcome = outcome(&files, findings.collect());
        outcome.skipped =
            files.iter().map(|file| Skipped { path: file.0.to_owned(), reason: file.0.to_owned() }).collect();
        outcome
    })
}

proptest! {
    #[test]
    fn every_format_lists_the_same_places(outcome in hostile_outcome()) {
        let mut expected: Vec<(String, u64, u64, String)> = outcome.findings.iter().map(|finding| {
            let (line, column) = outcome.sources.get(&finding.path).map_or((1, 1), |file| {
                let start = file.position(finding.span.start);
                (start.line as u64, start.column as u64)
            });
            (escape::line(&finding.path).into_owned(), line, column, finding.code.to_owned())
        }).collect();
        expected.sort();
        for format in [Format::Full, Format::Concise, Format::Json, Format::Jsonl, Format::Sarif] {
            prop_assert_eq!(&places(&outcome, format), &expected, "{:?}", format);
        }
        // A column is left out where the span covers several lines.
        let without_column = |list: Vec<(String, u64, u64, String)>| -> Vec<(String, u64, String)> {
            let mut list: Vec<_> = list.into_iter().map(|(path, line, _, code)| (path, line, code)).collect();
            list.sort();
            list
        };
        prop_assert_eq!(without_column(places(&outcome, Format::Github)), without_column(expected));
        assert_valid(&serde_json::from_str(&plain(&outcome, Format::Json)).unwrap());
        sarif::assert_valid(&serde_json::from_str(&plain(&outcome, Format::Sarif)).unwrap());
    }

    #[test]
    fn no_line_is_a_command_or_steers_the_terminal(outcome in hostile_outcome(), width in 0..120_usize) {
        for format in FORMATS {
            for color in [false, true] {
                let text = rendered(&outcome, format, &Style { color, ..Style::plain(width) });
                for line in text.lines() {
                    let is_annotation = format == Format::Github;
                    prop_assert_eq!(command(line).is_some(), is_annotation, "{}", line);
                    prop_assert!(!line.contains("##[") && !line.contains("##vso["), "{}", line);
                    prop_assert!(!line.trim_start().starts_with("::e") || is_annotation, "{}", line);
                }
                // Our own colours are the only escape sequences.
                let bare = text.split("\u{1b}[").enumerate().map(|(index, part)| {
                    let ours = index > 0 && color && format != Format::Github;
                    if ours { part.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';').strip_prefix('m') } else { Some(part) }
                });
                for part in bare {
                    prop_assert!(part.is_some_and(|part| part.chars().all(|c| c == '\n' || !escape::is_unsafe(c))), "{:?}", text);
                }
            }
        }
        let count = outcome.findings.len();
        prop_assert_eq!(plain(&outcome, Format::Concise).lines().count(), count);
        prop_assert_eq!(plain(&outcome, Format::Github).lines().count(), count);
    }
}
