use proptest::prelude::*;

use super::*;

fn outline(text: &str) -> Outline {
    Outline::parse(text, 0)
}

/// The texts under the given spans.
fn at(text: &str, spans: impl IntoIterator<Item = Span>) -> Vec<&str> {
    spans.into_iter().map(|span| span.text(text)).collect()
}

#[test]
fn headings_have_exact_places_in_the_whole_file() {
    let text =
        "---\nid: 1\n---\n# One #\n\nTwo *em* `code`\nmore\n---\n\n### [Three](x) ##  \n\n#\n\n## a \\#\n";
    let out = Outline::parse(text, 14);
    let spans = at(text, out.headings.iter().map(|heading| heading.span));
    assert_eq!(spans, ["# One #", "Two *em* `code`\nmore\n---", "### [Three](x) ##  ", "#", "## a \\#"]);
    let texts = at(text, out.headings.iter().map(|heading| heading.text_span));
    assert_eq!(texts, ["One", "Two *em* `code`\nmore", "[Three](x)", "", "a \\#"]);
    let plain: Vec<_> = out.headings.iter().map(|heading| (heading.level, heading.text.as_str())).collect();
    assert_eq!(plain, [(1, "One"), (2, "Two em code more"), (3, "Three"), (1, ""), (2, "a #")]);
}

#[test]
fn a_slug_counts_code_and_links_but_no_images_and_no_tags() {
    let text =
        "# `a.b` and [c d](e)\n# ![logo](x) Name\n# <b>Bold</b> &amp; more\n# Same\n# Same\nx\ny\n===\n";
    let slugs: Vec<_> = outline(text).headings.into_iter().map(|heading| heading.slug).collect();
    assert_eq!(slugs, ["ab-and-c-d", "-name", "bold--more", "same", "same-1", "xy"]);
}

#[test]
fn sections_run_to_the_next_heading_of_their_rank() {
    let text = "# T\nintro\n## A\na\n### A1\na1\n## B\n\n> ## Q\n> q\n\nend\n";
    let out = outline(text);
    let sections = at(text, out.headings.iter().map(|heading| heading.section));
    assert_eq!(sections[0], text[4..].to_owned());
    assert_eq!(sections[1], "a\n### A1\na1\n");
    assert_eq!(sections[2], "a1\n");
    assert_eq!(sections[3], "\n> ## Q\n> q\n\nend\n");
    assert_eq!(sections[4].trim(), "> q");
    assert_eq!(out.headings[1].own_body.text(text), "a\n");
    assert_eq!(out.headings[0].own_body.text(text), "intro\n");
    assert_eq!(out.headings[3].own_body.text(text), "\n> ## Q\n> q\n\nend\n");
    let parents: Vec<_> = out.headings.iter().map(|heading| heading.parent).collect();
    assert_eq!(parents, [None, Some(0), Some(1), Some(0), Some(3)]);
    assert!(out.headings[4].nested && !out.headings[3].nested && !out.headings[3].empty);
}

#[test]
fn a_body_that_says_nothing_is_empty() {
    for (body, empty, comment_only) in [
        ("", true, false),
        ("\n<!-- why? -->\n", true, true),
        ("a <!-- why? -->", false, false),
        ("<!-- why? -->\n\ntext", false, false),
        ("[a]: b\n\n---\n\n-\n", true, false),
        ("<a id=\"x\"></a>\n", true, false),
        ("<p>text</p>\n", false, false),
        ("![](x.png)", false, false),
        ("<img src=x>", false, false),
        ("    code", false, false),
        ("```\n```", true, false),
        ("`x`", false, false),
        ("- item", false, false),
        ("### Sub\n\ntext", true, false),
    ] {
        let text = format!("## H\n{body}\n## Next\ntext\n");
        let out = outline(&text);
        assert_eq!((out.headings[0].empty, out.headings[0].comment_only), (empty, comment_only), "{body}");
    }
}

#[test]
fn link_targets_are_marked_exactly() {
    let text = "[a](b.md) [c](<d e.md> \"t\") ![f](g(h).png 'x') [](i) [j]( k\\)l ) [m]()\n\
                [![n](o)](p) [q [r] s](t) [`u](` v](w) > [x](\ny)";
    let out = outline(text);
    let places = at(text, out.links.iter().map(|link| link.target_span));
    assert_eq!(places, ["b.md", "d e.md", "g(h).png", "i", "k\\)l", "", "p", "o", "t", "w", "y"]);
    let targets: Vec<_> = out.links.iter().map(|link| link.target.as_str()).collect();
    assert_eq!(targets, ["b.md", "d e.md", "g(h).png", "i", "k)l", "", "p", "o", "t", "w", "y"]);
    let texts: Vec<_> = out.links.iter().map(|link| link.text.as_str()).collect();
    assert_eq!(texts, ["a", "c", "f", "", "j", "m", "n", "n", "q [r] s", "u]( v", "x"]);
    assert!(out.links[2].image && !out.links[6].image && out.links[7].image);
}

#[test]
fn references_point_into_their_definition() {
    let text = "[a][One] [two][] [Two] ![i][one] [no][where] [also no][] [plain] - [x] [ ] [^n]\n\n\
                > [one]: <b c.md> \"t\"\n\n[two]:\n  d.md\n[two]: again\n\n`[code][x]`\n";
    let out = outline(text);
    let places = at(text, out.links.iter().map(|link| link.target_span));
    assert_eq!(places, ["b c.md", "d.md", "d.md", "b c.md"]);
    assert!(out.links.iter().all(|link| link.reference));
    assert_eq!(
        at(text, out.links.iter().map(|link| link.span)),
        ["[a][One]", "[two][]", "[Two]", "![i][one]"]
    );
    let undefined: Vec<_> =
        out.undefined.iter().map(|one| (one.label.as_str(), one.span.text(text))).collect();
    assert_eq!(undefined, [("where", "[no][where]"), ("also no", "[also no][]")]);
    let definitions: Vec<_> = out
        .definitions
        .iter()
        .map(|one| (one.label.as_str(), one.target.as_str(), one.span.text(text)))
        .collect();
    assert_eq!(definitions, [("one", "b c.md", "[one]: <b c.md> \"t\""), ("two", "d.md", "[two]:\n  d.md")]);
}

#[test]
fn autolinks_and_html_links_are_links() {
    let text = "<https://a.b/c> <me@a.b> <a HREF=\"d.md#e\">see</a> <img src='f.png' alt='g'>\n\n\
                <p id=top><a name=\"h\" href=i&amp;j>text\nmore</a></p>\n\n`<a href=no>`\n";
    let out = outline(text);
    let links: Vec<_> = out
        .links
        .iter()
        .map(|link| (link.target.as_str(), link.target_span.text(text), link.text.as_str()))
        .collect();
    assert_eq!(
        links,
        [
            ("https://a.b/c", "https://a.b/c", "https://a.b/c"),
            ("mailto:me@a.b", "me@a.b", "me@a.b"),
            ("d.md#e", "d.md#e", "see"),
            ("f.png", "f.png", "g"),
            ("i&j", "i&amp;j", "text\nmore"),
        ]
    );
    assert!(out.links[0].autolink && out.links[1].autolink && !out.links[2].autolink);
    assert!(
        out.links[2].html
            && out.links[3].image
            && ["top", "h"].iter().all(|name| out.anchors().any(|known| known == *name))
    );
    assert_eq!(at(text, out.html_anchors.iter().map(|anchor| anchor.1)), ["top", "h"]);
}

#[test]
fn a_fence_knows_whether_it_is_closed() {
    for (text, source, closed) in [
        ("```rust x\na\n```\n", "```rust x\na\n```", true),
        ("```\n```", "```\n```", true),
        ("~~~\n```\n~~~~\nb", "~~~\n```\n~~~~", true),
        ("```\na\n", "```\na", false),
        ("```", "```", false),
        ("```\n", "```", false),
        ("```\na\n    ```\n", "```\na\n    ```", false),
        ("````\n```\n", "````\n```", false),
        ("> ```\n> a\n\nb", "```\n> a", false),
        ("> ```\n> a\n> ```\n\nb", "```\n> a\n> ```", true),
        ("- ```\n  a\n- b", "```\n  a", false),
        ("```\r\na\r\n```\r\nb", "```\r\na\r\n```", true),
    ] {
        let out = outline(text);
        assert_eq!(at(text, out.fences.iter().map(|fence| fence.span)), [source], "{text:?}");
        assert_eq!(out.fences[0].closed, closed, "{text:?}");
    }
    assert_eq!(outline("```rust x\n```").fences[0].info, "rust x");
}

#[test]
fn code_is_found_by_offset() {
    let text = "a `b` ``  `c` ``\n\n    d\n\n```\ne\n```\nf `g\nh`";
    let out = outline(text);
    assert_eq!(at(text, out.codes.iter().map(|code| code.1)), ["b", " `c`", "g\nh"]);
    let codes: Vec<_> = out.codes.iter().map(|code| code.0.as_str()).collect();
    assert_eq!(codes, ["b", " `c`", "g h"]);
    for (needle, inside) in [("a", false), ("b", true), ("d", true), ("e", true), ("f", false), ("h", true)] {
        assert_eq!(out.in_code(text.find(needle).unwrap()), inside, "{needle}");
    }
}

#[test]
fn items_have_their_first_line_depth_and_task_mark() {
    let text = "- [x] done *now*\n  more\n  - [ ] open `c`\n- plain\n\n  second\n-\n1. > quoted\n";
    let items: Vec<_> =
        outline(text).items.into_iter().map(|item| (item.text, item.depth, item.task)).collect();
    assert_eq!(
        items,
        [
            ("done now".to_owned(), 1, Some(true)),
            ("open c".to_owned(), 2, Some(false)),
            ("plain".to_owned(), 1, None),
            (String::new(), 1, None),
            ("quoted".to_owned(), 1, None),
        ]
    );
}

#[test]
fn table_cells_have_text_and_place() {
    let text = "| Status | **Date** |\n|---|---|\n| [ok](x) `y` |  |\n| a \\| b |\n";
    let out = outline(text);
    let cells = |row: usize| at(text, out.tables[0].rows[row].iter().map(|cell| cell.1));
    let texts = |row: usize| out.tables[0].rows[row].iter().map(|cell| cell.0.as_str()).collect::<Vec<_>>();
    assert_eq!(out.tables[0].span.text(text).trim_end(), text.trim_end());
    assert_eq!(cells(0), ["Status", "**Date**"]);
    assert_eq!((cells(1), texts(1)), (vec!["[ok](x) `y`", ""], vec!["ok y", ""]));
    assert_eq!((cells(2)[0], texts(2)[0]), ("a \\| b", "a | b"));
}

#[test]
fn comments_are_found_inline_in_blocks_and_over_lines() {
    let text = "a <!-- b --> c\n\n<!-- d\n\ne -->\n\n> <!-- f\n> g -->\n\n- <!--h-->\n\n```\n<!-- no -->\n```\n<!-- open";
    let comments: Vec<_> = outline(text)
        .comments
        .into_iter()
        .map(|(content, span)| (content, span.text(text).to_owned()))
        .collect();
    assert_eq!(comments[0], (" b ".to_owned(), "<!-- b -->".to_owned()));
    assert_eq!(comments[1].1, "<!-- d\n\ne -->");
    assert_eq!(comments[2].1, "<!-- f\n> g -->");
    assert_eq!(comments[3].0, "h");
    assert_eq!(comments[4], (" open".to_owned(), "<!-- open".to_owned()));
    assert_eq!(comments.len(), 5);
}

#[test]
fn texts_are_what_a_reader_sees() {
    let text = "# A [b](c) ![alt](d)\n\ne `f` <b>g</b> <https://h>\n\n    i\n\n<p>j</p>\n\n| k |\n|---|\n";
    let out = outline(text);
    let seen: Vec<_> = at(text, out.texts.iter().copied()).into_iter().map(str::trim).collect();
    assert_eq!(seen.join("|"), "A|b||e||g||k");
}

#[test]
fn sections_are_found_by_name_and_offset() {
    let text = "lead\n# Title\n## 2. Context:\nx\n### Sub\ny\n> # Q\n> z\n\nw\n## 🎯 决策\nv";
    let out = outline(text);
    let found = |names: &[&str]| out.section(names).map(|heading| heading.text.as_str());
    assert_eq!(found(&["context and problem", "CONTEXT"]), Some("2. Context:"));
    assert_eq!(found(&["决策"]), Some("🎯 决策"));
    assert_eq!(found(&["q"]), None);
    let path = |needle: &str| out.heading_path(text.find(needle).unwrap());
    assert_eq!(path("lead"), "");
    assert_eq!(path("Title"), "");
    assert_eq!(path("Context"), "2. Context:");
    assert_eq!(path("y\n"), "2. Context:/Sub");
    assert_eq!(path("z"), "2. Context:/Sub/Q");
    assert_eq!(path("w\n"), "2. Context:/Sub");
    assert_eq!(out.heading_at(text.len()).map(|heading| heading.slug.as_str()), Some("-决策"));
    assert!(out.heading_at(0).is_none());
}

#[test]
fn what_nests_too_deep_is_left_out_and_said_so() {
    let deep = format!("# A\n\n{}b\n\n# C\n", "> ".repeat(600));
    let out = outline(&deep);
    assert_eq!(out.headings.len(), 1);
    assert_eq!(out.truncated, Some(Span::new(5, deep.len())));
    assert_eq!(outline("# A").truncated, None);
}

#[test]
fn hostile_input_stays_bounded() {
    let nested_list: String = (0..400).map(|depth| format!("{}- a\n", "  ".repeat(depth))).collect();
    for text in [
        "*a_ ".repeat(50_000),
        "[".repeat(100_000),
        ">".repeat(100_000),
        "![x".repeat(20_000) + &"](y)".repeat(20_000),
        "<a '> <a \">".repeat(20_000),
        "<!-- ".repeat(20_000),
        nested_list + &"b\n".repeat(20_000),
        "# a\n".repeat(20_000),
        "> # a\n\n".repeat(10_000),
        "a ".repeat(500_000),
    ] {
        let started = std::time::Instant::now();
        let out = outline(&text);
        // Unoptimised builds on a busy machine take well under a second.
        assert!(started.elapsed().as_secs() < 10, "{}", &text[..20]);
        assert!(out.headings.iter().all(|heading| heading.span.end <= text.len()));
    }
}

/// Every span that the outline holds.
fn spans(out: &Outline) -> Vec<Span> {
    let mut all: Vec<Span> = out.texts.clone();
    all.extend(&out.indented);
    all.extend(out.blocks.iter().map(|one| one.span));
    all.extend(out.truncated);
    all.extend(out.headings.iter().flat_map(|one| [one.span, one.text_span, one.section, one.own_body]));
    all.extend(out.links.iter().flat_map(|one| [one.span, one.target_span]));
    all.extend(out.definitions.iter().map(|one| one.span));
    all.extend(out.undefined.iter().map(|one| one.span));
    all.extend(out.html_anchors.iter().map(|one| one.1));
    all.extend(out.fences.iter().map(|one| one.span));
    all.extend(out.codes.iter().map(|one| one.1));
    all.extend(out.items.iter().map(|one| one.span));
    all.extend(out.comments.iter().map(|one| one.1));
    all.extend(out.tables.iter().map(|one| one.span));
    all.extend(out.tables.iter().flat_map(|one| one.rows.iter().flatten()).map(|cell| cell.1));
    all
}

fn check(text: &str, start: usize) -> Result<(), TestCaseError> {
    let out = Outline::parse(text, start);
    for span in spans(&out) {
        prop_assert!(
            span.start >= start.min(text.len()) && text.get(span.start..span.end).is_some(),
            "{span:?}"
        );
    }
    for pair in out.headings.windows(2) {
        prop_assert!(pair[0].span.end <= pair[1].span.start);
    }
    for heading in &out.headings {
        prop_assert!(heading.span.contains(heading.text_span));
        prop_assert!(heading.section.contains(heading.own_body));
        if let Some(parent) = heading.parent {
            prop_assert!(out.headings[parent].section.contains(heading.section), "{heading:?}");
            prop_assert!(out.headings[parent].section.contains(heading.span), "{heading:?}");
        }
    }
    for link in &out.links {
        prop_assert!(link.reference || link.span.contains(link.target_span));
    }
    for sorted in [&out.texts, &out.fences.iter().map(|one| one.span).collect(), &out.indented] {
        prop_assert!(sorted.windows(2).all(|pair| pair[0].end <= pair[1].start));
    }
    prop_assert!(out.blocks.windows(2).all(|pair| pair[0].span.start <= pair[1].span.start));
    prop_assert!(out.codes.windows(2).all(|pair| pair[0].1.end <= pair[1].1.start));
    prop_assert!(out.comments.windows(2).all(|pair| pair[0].1.end <= pair[1].1.start));
    for offset in 0..=text.len() {
        out.heading_path(offset);
        out.in_code(offset);
    }
    Ok(())
}

/// Pieces of Markdown that go wrong together.
const PIECES: &[&str] = &[
    "# ",
    "## ",
    "#",
    "a",
    "é",
    "决",
    "🚀",
    " ",
    "  ",
    "    ",
    "\t",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "> ",
    "- ",
    "1. ",
    "- [ ] ",
    "```",
    "~~~",
    "`",
    "``",
    "*",
    "**",
    "_",
    "~~",
    "[",
    "]",
    "](",
    ")",
    "(",
    "![",
    "<",
    ">",
    "<!--",
    "-->",
    "<a href=\"",
    "\"",
    "'",
    "<b>",
    "</b>",
    "[a]: ",
    "[a]",
    "[]",
    "[^a]: ",
    "[^a]",
    "|",
    "|-|\n",
    "---\n",
    "===\n",
    "\\",
    "&amp;",
    "https://a.b",
    "<https://a.b>",
    "<div>\n",
    "id=x",
    "\u{feff}",
    "\0",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn any_markdown_gives_spans_that_fit_and_sections_that_nest(
        picks in prop::collection::vec(0..PIECES.len(), 0..60), start in 0usize..12,
    ) {
        let text: String = picks.into_iter().map(|pick| PIECES[pick]).collect();
        check(&text, start)?;
    }

    #[test]
    fn any_text_gives_spans_that_fit(text in "\\PC{0,80}") {
        check(&text, 0)?;
    }
}
