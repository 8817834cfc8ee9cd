use super::*;

fn github(text: &str) -> Codeowners {
    Codeowners::parse(text, Flavour::GitHub)
}

#[test]
fn the_last_match_wins() {
    let file = github("*  @everyone @rest\n*.js\t@js # inline\n*.go docs@example.com\n*.txt @org/text\n");
    assert_eq!(owners(&file, "src/a.rs"), "@everyone @rest");
    assert_eq!(owners(&file, "src/deep/a.js"), "@js");
    assert_eq!(owners(&file, "a.go"), "docs@example.com");
    assert_eq!(owners(&file, "docs/a.txt"), "@org/text");
    let forms: Vec<OwnerForm> = file.rules().iter().map(|rule| rule.owners[0].form).collect();
    assert_eq!(forms, [OwnerForm::Handle, OwnerForm::Handle, OwnerForm::Email, OwnerForm::Team]);
}

#[test]
fn a_slash_in_front_or_within_anchors_a_pattern() {
    let file = github("/build/logs/ @a\ndocs/guide @b\napps/ @c\n/root.md @d\nplain.md @e");
    assert_eq!(owners(&file, "build/logs/x/y.log"), "@a");
    assert_eq!(owners(&file, "sub/build/logs/y.log"), "");
    assert_eq!(owners(&file, "docs/guide/a.md"), "@b");
    assert_eq!(owners(&file, "sub/docs/guide/a.md"), "");
    assert_eq!(owners(&file, "sub/apps/x/a.md"), "@c");
    assert_eq!(owners(&file, "root.md"), "@d");
    assert_eq!(owners(&file, "sub/root.md"), "");
    assert_eq!(owners(&file, "sub/plain.md"), "@e");
}

#[test]
fn a_folder_pattern_does_not_match_a_file_of_that_name() {
    let file = github("apps/ @a\n/libs @b");
    assert_eq!(owners(&file, "apps"), "");
    assert_eq!(owners(&file, "libs"), "@b");
    assert_eq!(owners(&file, "libs/x/y"), "@b");
}

#[test]
fn a_star_at_the_end_of_a_path_does_not_reach_below_folders() {
    let file = github("docs/* docs@example.com\n/src/*.rs @rust");
    assert_eq!(owners(&file, "docs/start.md"), "docs@example.com");
    assert_eq!(owners(&file, "docs/build/trouble.md"), "");
    assert_eq!(owners(&file, "src/a.rs"), "@rust");
    assert_eq!(owners(&file, "src/deep/a.rs"), "");
}

#[test]
fn two_stars_span_folders() {
    let file = github("**/logs @a\nsrc/**/api @b\n/vendor/** @c\n");
    assert_eq!(owners(&file, "logs/x"), "@a");
    assert_eq!(owners(&file, "deep/er/logs/x"), "@a");
    assert_eq!(owners(&file, "src/api/x"), "@b");
    assert_eq!(owners(&file, "src/a/b/api"), "@b");
    assert_eq!(owners(&file, "vendor"), "");
    assert_eq!(owners(&file, "vendor/a/b"), "@c");
    assert_eq!(owners(&github("** @all"), "any/where"), "@all");
}

#[test]
fn a_pattern_without_owners_clears() {
    let file = github("/apps/ @a\n/apps/github # nobody\n/apps/github/keep @b");
    assert_eq!(owners(&file, "apps/x"), "@a");
    let cleared = file.owners_of("apps/github/x");
    assert!(!cleared.is_owned() && !cleared.rules.is_empty());
    assert_eq!(owners(&file, "apps/github/keep"), "@b");
    assert_eq!(file.owners_of("README.md"), Match::default());
    assert!(file.problems().is_empty());
}

#[test]
fn what_git_reads_and_github_does_not_is_a_problem() {
    let text = "!src/x @a\n\\#odd @b\n*.[ch] @c\n***/x @d\n*.md team\n*.rs @fine\n";
    let file = github(text);
    assert_eq!(
        problems(&file, text),
        [
            ("!src/x", "a pattern cannot be negated with `!` here"),
            ("\\#odd", "a pattern cannot begin with `#`, not even an escaped one"),
            ("*.[ch]", "character ranges in `[ ]` are not read here"),
            ("***/x", "three `*` in a row mean nothing"),
            ("team", "is no owner: neither `@name` nor an e-mail address"),
        ]
    );
    assert_eq!(file.rules().len(), 1);
    assert_eq!(owners(&file, "a.rs"), "@fine");
}

#[test]
fn white_space_and_wildcards_can_be_escaped() {
    let file = github("my\\ docs/*.md @a\nroutes/\\[id\\].tsx @b\nx\\*y @c\na?c @d\n");
    assert_eq!(owners(&file, "my docs/a.md"), "@a");
    assert_eq!(owners(&file, "routes/[id].tsx"), "@b");
    assert_eq!((owners(&file, "x*y").as_str(), owners(&file, "xzy").as_str()), ("@c", ""));
    assert_eq!((owners(&file, "aßc").as_str(), owners(&file, "ac").as_str()), ("@d", ""));
}

#[test]
fn case_counts_and_endings_may_have_more_than_one_dot() {
    let file = github("*.tar.gz @a\n*.gz @b\nREADME @c\nfile#1 @d");
    assert_eq!(owners(&file, "x.tar.gz"), "@b");
    assert_eq!(owners(&github("*.gz @b\n*.tar.gz @a"), "x.y.tar.gz"), "@a");
    assert_eq!((owners(&file, "README").as_str(), owners(&file, "readme").as_str()), ("@c", ""));
    assert_eq!(owners(&file, "file#1"), "@d");
}

#[test]
fn places_of_rules_and_owners_are_exact() {
    let text = "\u{feff}# head\r\n  *.md \t@a  ana@example.com # why\r\n";
    let file = github(text);
    let rule = &file.rules()[0];
    assert_eq!(rule.span.text(text), "*.md \t@a  ana@example.com");
    assert_eq!(rule.owners[1].span.text(text), "ana@example.com");
    assert_eq!(rule.pattern, "*.md");
}
