//! Bytes that are no text, and text that is hard to count.

use crate::judge;
use crate::support::{NYGARD, Repo, nygard};

#[test]
fn a_file_that_is_not_utf8_is_an_error_and_skipped() {
    let utf16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(NYGARD.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let cases: [&[u8]; 6] = [
        b"# 1. Caf\xe9\n\n## Status\n\nAccepted\n",
        &utf16,
        b"\xff",
        b"# 1. \xed\xa0\x80 surrogate\n",
        b"# 1. \xc0\xaf overlong\n",
        b"---\nstatus: \xf8\x88\x80\x80\x80\n---\n",
    ];
    for bytes in cases {
        let repo =
            Repo::git([("docs/adr/0001-a.md", bytes), ("docs/adr/0002-b.md", nygard(2, "B").as_bytes())]);
        let (check, list) = judge(&repo);
        let finding = &check["findings"][0];
        assert_eq!((&finding["code"], &finding["severity"]), (&"F010".into(), &"error".into()), "{check}");
        assert_eq!(
            (&finding["path"], &finding["span"]["start"]["offset"]),
            (&"docs/adr/0001-a.md".into(), &0.into())
        );
        assert_eq!(check["skipped"][0]["path"], "docs/adr/0001-a.md");
        assert_eq!(list["skipped"], check["skipped"]);
        assert_eq!(list["records"].as_array().unwrap().len(), 1);
        repo.deem(["check"]).run().code(1);
    }
}

#[test]
fn columns_count_code_points_through_wide_combining_and_astral_text() {
    let lines = "日本語 é e\u{301} 𝛼𝛽 👩\u{200d}👩\u{200d}👧 \u{202e}x [dead](gone.md) \u{feff} ﷽\r\n";
    let text = format!("\u{feff}{NYGARD}{}", lines.repeat(20));
    judge(&Repo::git([("docs/adr/0001-日本.md", text)]));
    let escapes = "---\ntitle: \"\\ud800 \\udfff \\U0001F600 \\u0000\"\nstatus: accepted\n---\n# A\n";
    judge(&Repo::git([("docs/adr/0001-a.md", escapes)]));
    let nul = format!("{NYGARD}\0\0 a\0b\n\u{c}\u{b}\u{85}\u{2028}end");
    judge(&Repo::git([("docs/adr/0001-a.md", nul)]));
}

#[test]
fn pathological_markdown_ends_in_time() {
    for (unit, count) in [
        ("*a_ ", 20_000),
        ("[", 50_000),
        ("> ", 20_000),
        ("![a](", 20_000),
        ("`a ``", 20_000),
        ("<!--", 30_000),
        ("<a ", 30_000),
        ("# [a](b) ", 20_000),
        ("| a ", 50_000),
        ("- ", 5_000),
        ("\\", 100_000),
        ("&amp", 50_000),
        ("[a]: b\n", 20_000),
        ("[^1]", 30_000),
        ("## A\n", 20_000),
        ("1) ", 5_000),
        ("**Status**: accepted\n", 10_000),
        ("Superseded by [1](1) ", 10_000),
        ("{", 100_000),
        ("\r", 100_000),
    ] {
        judge(&Repo::git([("docs/adr/0001-a.md", format!("{NYGARD}{}", unit.repeat(count)))]));
        judge(&Repo::git([("docs/adr/0001-a.md", unit.repeat(count))]));
    }
}

#[test]
fn a_file_that_is_too_large_is_skipped_and_said() {
    let repo = Repo::git([
        ("docs/adr/0001-a.md", NYGARD.as_bytes().repeat(20_000)),
        ("docs/adr/0002-b.md", nygard(2, "B").into_bytes()),
    ]);
    let (check, _) = judge(&repo);
    assert_eq!(check["skipped"][0]["path"], "docs/adr/0001-a.md");
    repo.deem(["check"]).run().code(1);
}

#[test]
fn an_empty_file_is_read() {
    for text in ["", "\n", "\u{feff}", " ", "#", "---", "\r\n\r\n"] {
        judge(&Repo::git([("docs/adr/0001-a.md", text)]));
    }
}
