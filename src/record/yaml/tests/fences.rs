//! Where frontmatter begins and ends.

use crate::record::yaml::{Fences, frontmatter, split};

fn yaml(text: &str) -> Option<(&str, Fences)> {
    split(text).map(|fences| (fences.yaml.text(text), fences))
}

#[test]
fn a_closed_block_is_cut_at_its_fences() {
    let cases = [
        ("---\na: 1\n---\nbody\n", "a: 1\n"),
        ("---  \na: 1\n--- \t\nbody\n", "a: 1\n"),
        ("---\r\na: 1\r\n---\r\nbody\r\n", "a: 1\r\n"),
        ("\u{feff}---\na: 1\n---\n", "a: 1\n"),
        ("---\na: 1\n...\nbody\n", "a: 1\n"),
        ("---\n---\n", ""),
        ("---\n---", ""),
        ("---\n\n---\n", "\n"),
        ("---\n# comment\na: 1\n---", "# comment\na: 1\n"),
        ("---\n# These are optional\n\n# a: 1\nb: 2\n---\n", "# These are optional\n\n# a: 1\nb: 2\n"),
        ("---\na: |\n  x\n  ---\n  y\n---\n", "a: |\n  x\n  ---\n  y\n"),
        ("---\na: b --- c\nt: | --- |\n--- x\n---\n", "a: b --- c\nt: | --- |\n--- x\n"),
        ("---\na: @x\nnot a key\n---\n", "a: @x\nnot a key\n"),
    ];
    for (text, wanted) in cases {
        let (found, fences) = yaml(text).unwrap_or_else(|| panic!("{text:?}"));
        assert_eq!(found, wanted, "{text:?}");
        assert!(fences.opened && fences.closed && !fences.preceded_by_blank, "{text:?}");
        let block = fences.block.text(text);
        assert!(block.starts_with("---") && !block.contains("body"), "{text:?}");
        assert_eq!(fences.block.end, text.find("body").unwrap_or(text.len()), "{text:?}");
    }
}

#[test]
fn blank_lines_before_the_block_are_told() {
    let text = "\n \n---\na: 1\n---\n";
    let (found, fences) = yaml(text).unwrap();
    assert_eq!(found, "a: 1\n");
    assert!(fences.preceded_by_blank && fences.block.text(text).starts_with("---"));
    assert!(frontmatter(text).unwrap().preceded_by_blank);
}

#[test]
fn an_unclosed_block_ends_where_metadata_ends() {
    let cases = [
        ("---\na: 1\nb:\n  - c\n\n# Title\n\ntext\n", "a: 1\nb:\n  - c\n"),
        ("---\na: 1\n## Context\ntext\n", "a: 1\n"),
        ("---\na: 1\n# Title\n\ntext\n", "a: 1\n"),
        ("---\na: 1\n", "a: 1\n"),
        ("---\na: 1\n\nSome prose here.\n", "a: 1\n"),
        ("---\na: 1\n\n# Title\n\nSome prose here.\n\n---\n\nmore\n", "a: 1\n"),
    ];
    for (text, wanted) in cases {
        let (found, fences) = yaml(text).unwrap_or_else(|| panic!("{text:?}"));
        assert_eq!(found, wanted, "{text:?}");
        assert!(fences.opened && !fences.closed, "{text:?}");
        assert_eq!(fences.block.end, fences.yaml.end);
    }
}

#[test]
fn metadata_without_opening_fence_is_found() {
    let text = "status: accepted\ndate: 2026-01-12\ndeciders:\n- x\n---\n\n# Title\n";
    let (found, fences) = yaml(text).unwrap();
    assert_eq!(found, "status: accepted\ndate: 2026-01-12\ndeciders:\n- x\n");
    assert!(!fences.opened && fences.closed);
    assert!(!frontmatter(text).unwrap().opened);
}

#[test]
fn markdown_that_only_looks_like_frontmatter_is_left_alone() {
    let late = format!("status: x\n{}---\n", "a: b\n".repeat(60));
    let cases = [
        "",
        "\n\n",
        "text\n",
        "# Title\n\n---\na: 1\n---\n",
        "---\nSome prose here.\n\n---\n",
        "---\n\n# Title\n\ntext\n",
        "---\n\n# Title\n\ntext\n\n---\n\nmore\n",
        "Status: accepted\n---\n",
        "status: accepted\n\n---\n",
        "note: x\n---\n",
        "----\na: 1\n----\n",
        " ---\na: 1\n---\n",
        "# Title\nstatus: x\n---\n",
        "---",
        "---\n- item\n---\n",
        late.as_str(),
    ];
    for text in cases {
        match text {
            "---" => assert!(yaml(text).is_none_or(|(found, _)| found.is_empty())),
            _ => assert_eq!(yaml(text), None, "{text:?}"),
        }
    }
}
