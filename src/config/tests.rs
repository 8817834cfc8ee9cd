//! Tests of reading `deem.toml`.

use super::*;

/// A few rules as the registry would have them.
pub(super) static RULES: &[RuleInfo] = &[
    RuleInfo {
        code: "L101",
        name: "illegal-move",
        group: 'L',
        options: &[],
        levels: [Level::Error, Level::Error, Level::Error],
    },
    RuleInfo {
        code: "L201",
        name: "long-proposal",
        group: 'L',
        options: &[
            OptionSpec { name: "days", default: OptionValue::Int(90), summary: "days that are long" },
            OptionSpec { name: "ratio", default: OptionValue::Float(0.5), summary: "a share" },
        ],
        levels: [Level::Off, Level::Info, Level::Warning],
    },
    RuleInfo {
        code: "O001",
        name: "quiet-owner",
        group: 'O',
        options: &[
            OptionSpec { name: "bots", default: OptionValue::Bool(false), summary: "count bots" },
            OptionSpec { name: "teams", default: OptionValue::List(&["core"]), summary: "teams" },
            OptionSpec { name: "unit", default: OptionValue::Text("day"), summary: "a unit" },
        ],
        levels: [Level::Off, Level::Info, Level::Warning],
    },
    RuleInfo {
        code: "X001",
        name: "unused-waiver",
        group: 'X',
        options: &[],
        levels: [Level::Warning, Level::Warning, Level::Warning],
    },
];

fn settings(text: &str) -> Settings {
    parse("deem.toml", text.to_owned(), &RULES).unwrap()
}

/// The errors as the command line prints them.
fn errors(text: &str) -> Vec<String> {
    parse("deem.toml", text.to_owned(), &RULES).unwrap_err().to_string().lines().map(str::to_owned).collect()
}

fn error(text: &str) -> String {
    let mut all = errors(text);
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

fn rule(name: &str) -> RuleInfo {
    (&RULES).find(name).unwrap()
}

#[test]
fn an_unknown_key_has_its_place_and_the_nearest_name() {
    assert_eq!(
        error("version = 1\n\n  profil = \"lean\"\n"),
        "deem.toml:3:3: unknown key `profil`; did you mean `profile`?"
    );
    assert_eq!(
        error("[records]\nmax_bytes = 1\n"),
        "deem.toml:2:1: unknown key `max_bytes`; did you mean `max-bytes`?"
    );
    assert_eq!(
        error("[vocabulary]\nx = 1\n"),
        "deem.toml:2:1: unknown key `x`; known here: `status`, `date`"
    );
    assert_eq!(
        error("[ownership]\nquiet-after = 3\n"),
        "deem.toml:1:2: unknown key `ownership`; did you mean `owners`?"
    );
    assert_eq!(
        error("[kinds.adr]\nprefixes = 1"),
        "deem.toml:2:1: unknown key `prefixes`; did you mean `prefix`?"
    );
    assert_eq!(error("[stale.adrs]\n"), "deem.toml:1:8: unknown kind or key `adrs`; did you mean `adr`?");
    assert_eq!(
        error("[kinds.adrs]\n"),
        "deem.toml:1:8: unknown kind `adrs`; did you mean `adr`? a kind of your own states its `prefix`"
    );
}

#[test]
fn the_span_of_an_error_covers_the_key_or_value() {
    let text = "\u{feff}profile = \"leen\"\n[vocabulary.status]\n\"Entschieden ✓\" = \"x\"\n[\"x y\"]\n";
    let failed = parse("deem.toml", text.to_owned(), &RULES).unwrap_err();
    let marked: Vec<_> = failed.errors.iter().map(|error| error.span.unwrap().text(text)).collect();
    assert_eq!(marked, ["\"leen\"", "\"x\"", "\"x y\""]);
    let columns: Vec<_> = failed.errors.iter().map(|error| error.position.unwrap().column).collect();
    assert_eq!(columns, [11, 19, 2]);
}

#[test]
fn every_error_of_a_file_is_told_in_its_order() {
    let text = "[stale]\nproposal-days = -1\n[records]\nmax-bytes = \"2 miles\"\ninclude = \"docs\"\n\
                [rules]\nquiet-ownr = \"off\"\nillegal-move = \"fatal\"\n";
    assert_eq!(
        errors(text),
        [
            "deem.toml:2:17: `proposal-days` is -1, but must lie between 0 and 36525 days",
            "deem.toml:4:13: `2 miles` is no size; write bytes, or a number and a unit such as `\"2 MiB\"`",
            "deem.toml:5:11: `include` must be a list of strings, not a string",
            "deem.toml:7:1: unknown rule `quiet-ownr`; did you mean `quiet-owner`?",
            "deem.toml:8:16: `illegal-move` cannot be `fatal`; use one of `error`, `warn`, `warning`, `info`, \
             `off`",
        ]
    );
}

#[test]
fn a_wrong_type_is_named() {
    assert_eq!(error("profile = 1"), "deem.toml:1:11: `profile` must be a string, not a whole number");
    assert_eq!(error("records = true"), "deem.toml:1:11: `records` must be a table, not a boolean");
    assert_eq!(error("[[records]]\n"), "deem.toml:1:1: `records` must be a table, not a list");
    assert_eq!(
        error("version = 2"),
        "deem.toml:1:11: `version` is 2, but this deem reads version 1; write `version = 1`, or use a newer \
         deem"
    );
    assert_eq!(error("version = 99999999999999999999"), "deem.toml:1:11: `version` is too large a number");
    assert_eq!(
        error("[rules]\nquiet-owner = 1"),
        "deem.toml:2:15: `quiet-owner` must be a level or a table; for instance `quiet-owner = \"warn\"`"
    );
}

#[test]
fn broken_toml_is_told_in_plain_words() {
    assert_eq!(
        error("profile = \"lean\"\nprofile = \"lean\"\n"),
        "deem.toml:2:1: `profile` is given twice; keep one of them"
    );
    assert_eq!(error("[rules]\n[rules]\n"), "deem.toml:2:2: `rules` is given twice; keep one of them");
    assert_eq!(error("profile = \"lean\n"), "deem.toml:1:16: a string is not closed; add the closing quotes");
    assert_eq!(
        error("profile = lean\n"),
        "deem.toml:1:11: `lean` is not a value; a string needs quotes: `\"lean\"`"
    );
    assert_eq!(error("profile =\n"), "deem.toml:1:10: a value is missing");
    assert_eq!(
        error("profile: lean\n"),
        "deem.toml:1:8: `:` is not a plain key; put the key between double quotes"
    );
    assert_eq!(
        error("profile\n"),
        "deem.toml:1:8: a key without `=` and a value; settings are written `key = value`"
    );
    assert_eq!(error("[rules\n"), "deem.toml:1:7: unclosed table; expected `]`");
    assert_eq!(
        error("a = { 1 }"),
        "deem.toml:1:9: a key without `=` and a value; settings are written `key = value`"
    );
    assert_eq!(error("a = [1 2]"), "deem.toml:1:6: `1 2` is not a value");
    assert_eq!(error("a = \"\"\"x"), "deem.toml:1:9: a string is not closed; add the closing quotes");
    assert_eq!(error("a = \"\"\"x\ny\n"), "deem.toml:3:1: a string is not closed; add the closing quotes");
    assert_eq!(error("[a]]"), "deem.toml:1:4: too much on one line; write one setting on each line");
    assert_eq!(
        errors("a = yes\nb = [1,\n"),
        [
            "deem.toml:1:5: `yes` is not a value; a string needs quotes: `\"yes\"`",
            "deem.toml:2:8: unclosed array; expected `]`"
        ]
    );
}

#[test]
fn rules_take_levels_by_name_or_code_and_typed_options() {
    let settings = settings(
        "[rules]\nillegal-move = \"warn\"\nl201 = { severity = \"error\", days = 30, ratio = 1 }\n\
         [rules.quiet-owner]\nbots = true\nteams = [\"a\", \"b\"]\nunit = \"week\"\n",
    );
    assert_eq!(settings.level("illegal-move"), Some(Level::Warning));
    assert_eq!(settings.level("long-proposal"), Some(Level::Error));
    assert_eq!(settings.level("quiet-owner"), None);
    assert_eq!(settings.option_int(&rule("L201"), "days"), 30);
    assert!((settings.option_float(&rule("L201"), "ratio") - 1.0).abs() < f64::EPSILON);
    assert!(settings.option_bool(&rule("O001"), "bots"));
    assert_eq!(settings.option_list(&rule("O001"), "teams"), ["a", "b"]);
    assert_eq!(settings.option_text(&rule("O001"), "unit"), "week");
    let defaults = Settings::defaults(&RULES);
    assert_eq!(defaults.option_int(&rule("L201"), "days"), 90);
    assert_eq!(defaults.option_list(&rule("O001"), "teams"), ["core"]);
}

#[test]
fn a_wrong_option_names_the_right_ones() {
    let option = |text: &str| error(&format!("[rules.long-proposal]\n{text}\n"));
    assert_eq!(
        option("dais = 3"),
        "deem.toml:2:1: rule `long-proposal` has no option `dais`; did you mean `days`?"
    );
    assert_eq!(
        option("zebra = 3"),
        "deem.toml:2:1: rule `long-proposal` has no option `zebra`; it has `severity`, `days`, `ratio`"
    );
    assert_eq!(
        option("days = 3.5"),
        "deem.toml:2:8: `days` must be a whole number, not a number with a fraction"
    );
    assert_eq!(option("ratio = nan"), "deem.toml:2:9: `ratio` must be a finite number");
    assert_eq!(option("ratio = \"1\""), "deem.toml:2:9: `ratio` must be a number, not a string");
    assert_eq!(
        error("[rules]\nL201 = \"off\"\nlong-proposal = \"off\"\n"),
        "deem.toml:3:1: `L201` and `long-proposal` are the same rule; keep one of them"
    );
}

#[test]
fn per_path_entries_hold_for_their_paths_in_the_order_of_the_file() {
    let settings = settings(
        "[per-path.\"z/**\"]\nignore = [\"L\", \"quiet-owner\"]\n\
         [per-path.a]\nseverity = { X001 = \"info\" }\n\
         [per-path.\"**/*.md\"]\nseverity = { illegal-move = \"warning\" }\n",
    );
    let globs =
        |path: &str| settings.per_path(path).map(|entry| entry.glob.value.clone()).collect::<Vec<_>>();
    assert_eq!(globs("z/deep/x.md"), ["z/**", "**/*.md"]);
    assert_eq!(globs("a/x.md"), ["a", "**/*.md"]);
    assert_eq!(globs("b.txt"), Vec::<String>::new());
    let [z, a, _] = settings.per_paths() else { panic!("three entries") };
    assert_eq!(z.level(&rule("L101")), Some(Level::Off));
    assert_eq!(z.level(&rule("X001")), None);
    assert_eq!(a.level(&rule("X001")), Some(Level::Info));
    let source = settings.source().unwrap();
    assert_eq!(source.slice(z.glob.span), "\"z/**\"");
    assert_eq!(source.position(a.glob.span.start).line, 3);
}

#[test]
fn a_wrong_exception_has_its_place() {
    assert_eq!(
        errors("[per-path.\"[a\"]\nignore = [\"ZZ\"]\n[per-path.\"../x\"]\nseverity = { l102 = \"off\" }\n"),
        [
            "deem.toml:1:11: glob `[a` cannot be used: unclosed character class; missing ']'",
            "deem.toml:2:11: unknown rule or group `ZZ`; a rule's name or code, `ALL`, or a group: `L`, `O`, `X`",
            "deem.toml:3:11: glob `../x` cannot be used: leaves the repository; globs start at the repository \
             root, without a leading `/` or `..`",
            "deem.toml:4:14: unknown rule `l102`; `deem rule --all` lists the rules",
        ]
    );
    assert_eq!(
        error("[per-path.a]\nignore = [\"L101\"]\nseverity = { illegal-move = \"info\" }\n"),
        "deem.toml:3:14: `illegal-move` is ignored for these paths and given a severity; keep one of them"
    );
}

#[test]
fn the_vocabulary_does_not_mind_case_and_spaces() {
    let settings = settings(
        "[vocabulary.status]\n\"Under  Vote\" = \"proposed\"\n[vocabulary.date]\nIntroduced = \"created\"\n",
    );
    assert_eq!(settings.status_word(" under vote "), Some(crate::record::Status::Proposed));
    assert_eq!(settings.status_word("accepted"), None);
    assert_eq!(settings.date_word("INTRODUCED"), Some(crate::record::DateMeaning::Created));
    assert_eq!(
        error("[vocabulary.status]\nDecided = \"accepted\"\ndecided = \"rejected\"\n"),
        "deem.toml:3:1: `decided` is the same word as `Decided`; case does not matter; line 2 maps it already"
    );
    assert_eq!(
        error("[vocabulary.status]\nDecided = \"acepted\"\n"),
        "deem.toml:2:11: `Decided` cannot be `acepted`; did you mean `accepted`?"
    );
}

#[test]
fn kinds_get_folders_prefix_and_sections() {
    let settings = settings(
        "[kinds.adr]\nfolders = [\"./doc/adr/\", \"rfcs\"]\nprefix = \"DEC\"\nrequired-sections = [\"Why\"]\n\
         [kinds.tech-debt]\nfolders = [\"doc/adr/debt\"]\n",
    );
    let (adr, debt) = (settings.kinds().find("adr").unwrap(), settings.kinds().find("tech-debt").unwrap());
    assert_eq!(adr.folders, ["doc/adr", "rfcs"]);
    assert_eq!((adr.prefix.as_str(), debt.prefix.as_str()), ("DEC", "TD"));
    assert_eq!(adr.required_sections, ["Why"]);
    assert_eq!(debt.required_sections, ["Debt", "Impact", "Plan"]);
    let kind = |path: &str| settings.kind_of(path).map(|kind| &*kind.name);
    assert_eq!(kind("doc/adr/old/0001-a.md"), Some("adr"));
    assert_eq!(kind("doc/adr/debt/0001-a.md"), Some("tech-debt"));
    assert_eq!(kind("docs/decisions/0001-a.md"), None);
    assert_eq!(kind("README.md"), None);
}

#[test]
fn kinds_do_not_share_folders_or_prefixes() {
    assert_eq!(
        errors(
            "[kinds.adr]\nfolders = [\"a\", \"/b\", \"c/*\"]\nprefix = \"td\"\n[kinds.objective]\nfolders = [\"a/.\"]\nprefix = \"1-\"\n"
        ),
        [
            "deem.toml:2:17: folder `/b` is not a path within the repository; paths start at the repository \
             root, without a leading `/` or `..`",
            "deem.toml:2:23: folder `c/*` is a glob; name each folder; globs belong into `[records] include`",
            "deem.toml:3:1: prefix `td` is also that of kind `tech-debt`",
            "deem.toml:5:12: folder `a` is given to `adr` already",
            "deem.toml:6:10: prefix `1-` cannot begin an id; use a letter, then letters, digits, `-` or `_`, at \
             most 32, without the last `-`",
        ]
    );
}

#[test]
fn the_level_of_a_rule_comes_from_the_command_line_then_the_file_then_the_profile() {
    let file = settings("profile = \"lean\"\n[rules]\nillegal-move = \"off\"\nX001 = \"info\"\n");
    let level = |settings: &Settings, name: &str| settings.effective_level(&rule(name));
    assert_eq!(level(&file, "quiet-owner"), Level::Off);
    assert_eq!(level(&file, "unused-waiver"), Level::Info);
    let list = |text: &str| Selectors::parse(text, &RULES).unwrap();
    let chosen = Selection { select: Some(list("L,O001")), ..Selection::default() };
    let chosen = file.clone().with_selection(chosen);
    assert_eq!(level(&chosen, "unused-waiver"), Level::Off);
    assert_eq!(level(&chosen, "quiet-owner"), Level::Info);
    assert_eq!(level(&chosen, "long-proposal"), Level::Info);
    // A group does not wake a rule that the file turns off by name; its name does.
    assert_eq!(level(&chosen, "illegal-move"), Level::Off);
    let named = Selection { extend: list("illegal-move"), ..Selection::default() };
    assert_eq!(level(&file.with_selection(named), "illegal-move"), Level::Error);
}

#[test]
fn explain_names_the_line_of_each_setting() {
    let settings =
        settings("profile = \"strict\"\n[rules]\nL201.days = 30\n[per-path.\"a b/**\"]\nignore = [\"l\"]\n");
    let selection = Selection { ignore: Selectors::parse("X", &RULES).unwrap(), ..Selection::default() };
    let entries = settings.with_selection(selection).explain();
    let shown = |key: &str| {
        let entry = entries.iter().find(|entry| entry.key == key).unwrap();
        format!("{} # {}", entry.value, entry.origin)
    };
    assert_eq!(shown("profile"), "\"strict\" # deem.toml:1");
    assert_eq!(shown("version"), "1 # default");
    assert_eq!(shown("rules.long-proposal.severity"), "\"warning\" # default");
    assert_eq!(shown("rules.long-proposal.days"), "30 # deem.toml:3");
    assert_eq!(shown("rules.unused-waiver.severity"), "\"off\" # command line");
    assert_eq!(shown("per-path.\"a b/**\".ignore"), "[\"L\"] # deem.toml:5");
    assert_eq!(shown("kinds.adr.folders"), "[\"docs/decisions\"] # default");
    let json = serde_json::to_value(&entries[1]).unwrap();
    assert_eq!(json, serde_json::json!({"key": "profile", "value": "strict", "origin": "deem.toml:1"}));
}

#[test]
fn sizes_are_bytes_or_texts() {
    let size = |value: &str| settings(&format!("records.max-bytes = {value}")).records().max_bytes.value;
    assert_eq!(size("1024"), 1024);
    assert_eq!(size("\"2 MiB\""), MAX_BYTES);
    for value in ["0", "-1", "\"2 GiB\""] {
        assert_eq!(
            error(&format!("records.max-bytes = {value}")),
            "deem.toml:1:21: `max-bytes` must lie between 1 byte and 1 GiB"
        );
    }
}

#[test]
fn explain_writes_hidden_characters_as_escapes() {
    let settings = settings("[vocabulary.status]\n\"a\\u202eb\\u001b\" = \"accepted\"\n");
    let entries = settings.explain();
    let shown = entries.iter().find(|entry| entry.key.contains("status")).unwrap().to_string();
    assert_eq!(shown, "vocabulary.status.\"a\\u202eb\\u001b\" = \"accepted\"");
}

#[test]
fn a_kind_has_its_own_patience_wherever_its_table_stands() {
    let text = "[stale.adr]\nproposal-days = 10\n[stale]\nproposal-days = 60\ndrift-commits = 5\n\
                [stale.rfc]\none-way-cadence = \"P1Y\"\n[kinds.rfc]\nprefix = \"RFC\"\n";
    let settings = parse("deem.toml", text.to_owned(), &RULES).unwrap();
    let days = |kind: &str| settings.stale().of(kind).proposal_days.value;
    assert_eq!([days("adr"), days("rfc"), days("tech-debt")], [10, 60, 60]);
    assert_eq!(settings.stale().of("adr").drift_commits.value, 5);
    let told: Vec<String> = settings
        .explain()
        .iter()
        .filter(|entry| entry.key.starts_with("stale.") && entry.origin != Origin::Default)
        .map(ToString::to_string)
        .collect();
    let want = [
        "stale.proposal-days = 60",
        "stale.drift-commits = 5",
        "stale.adr.proposal-days = 10",
        "stale.rfc.one-way-cadence = \"P1Y\"",
    ];
    assert_eq!(told, want);
}
