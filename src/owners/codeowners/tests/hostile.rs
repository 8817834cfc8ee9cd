use super::*;

#[test]
fn no_text_makes_it_fail() {
    let texts = [
        "",
        "\u{feff}",
        "\u{feff}\n",
        "*",
        "/",
        "//",
        "\\",
        "\\\\ @a",
        "!",
        "! @a",
        "[",
        "]",
        "^[",
        "[a][",
        "[a][b] @x",
        "@@@",
        "@@@\"",
        "\"",
        "\" @a",
        "{",
        "}{ @a",
        "{,} @a",
        "{{{ @a",
        "a\0b @c",
        "a @\u{0}",
        "[-] @a",
        "[a-] @a",
        "[\\ @a",
        "** ** **",
        "/**/ @a",
        "**/**/** @a",
        "*\u{301}é @a",
        "🦀*?[🦀-🦁] @🦀",
        "\r\r\n\r",
        "a\u{fffd} @b",
    ];
    for flavour in [Flavour::GitHub, Flavour::GitLab, Flavour::Bitbucket] {
        for text in texts {
            let file = Codeowners::parse(text, flavour);
            for path in ["", "/", "a", "a//b", "é/🦀", "...", "a\\b", "\0"] {
                owners(&file, path);
            }
            for span in file.problems().iter().map(|problem| problem.span) {
                assert!(text.get(span.start..span.end).is_some(), "{flavour:?} {text:?} {span:?}");
            }
        }
    }
}

#[test]
fn a_character_that_is_no_text_loses_its_line_only() {
    let text = "a\0b @x\n*.\u{fffd}x @y\n* @z\n";
    let file = Codeowners::parse(text, Flavour::GitHub);
    assert_eq!(file.problems().len(), 2);
    assert_eq!(owners(&file, "a"), "@z");
}

#[test]
fn many_rules_and_long_lines_take_linear_time() {
    use std::fmt::Write;
    let mut text = String::new();
    for at in 0..40_000 {
        writeln!(text, "/src/m{at}/**/x{}* @t{at}", at % 7).unwrap();
    }
    writeln!(text, "{} @long", "*a".repeat(3_000)).unwrap();
    writeln!(text, "/wide {}", "@a ".repeat(20_000)).unwrap();
    writeln!(text, "{} @deep", "**/a/".repeat(800)).unwrap();
    let file = Codeowners::parse(&text, Flavour::GitHub);
    assert_eq!(file.problems().len(), 1);
    assert_eq!(owners(&file, "src/m39999/deep/er/x0y"), "");
    assert_eq!(owners(&file, "src/m39998/deep/er/x0y"), "@t39998");
    assert_eq!(owners(&file, &"a/".repeat(2_000)), "@deep");
    assert_eq!(owners(&file, "wide"), "@a");
}
