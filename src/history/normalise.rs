//! A record's text without what says nothing: white space, formatting marks, and where links lead.

/// The text as it counts for a substantive change. Two texts that differ only in white space, line breaks,
/// Markdown's marks, list and heading style, the style of the frontmatter, comments, or the targets of links give
/// the same.
pub fn without_form(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut out = String::with_capacity(text.len());
    let (head, body) = frontmatter(text);
    for line in head.lines() {
        out.extend(
            line.chars().filter(|c| !c.is_whitespace() && !matches!(c, '"' | '\'' | '[' | ']' | ',' | '-')),
        );
        out.push('\n');
    }
    out.push('\n');
    Body { out, fence: None, comment: false }.read(body)
}

/// The lines between the fences of the frontmatter, and what follows.
fn frontmatter(text: &str) -> (&str, &str) {
    let Some(rest) = text.strip_prefix("---\n").or_else(|| text.strip_prefix("---\r\n")) else {
        return ("", text);
    };
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            return (rest.get(..at).unwrap_or(""), rest.get(at + line.len()..).unwrap_or(""));
        }
        at += line.len();
    }
    ("", text)
}

struct Body<'t> {
    out: String,
    /// The mark of the open code block.
    fence: Option<&'t str>,
    /// Inside an HTML comment.
    comment: bool,
}

impl<'t> Body<'t> {
    fn read(mut self, text: &'t str) -> String {
        for line in text.lines() {
            let trimmed = line.trim();
            let mark = fence(trimmed);
            match (self.fence, mark) {
                (Some(open), Some(mark)) if mark.starts_with(open) && mark.len() == trimmed.len() => {
                    self.fence = None;
                }
                (Some(_), _) => self.out.extend(trimmed.chars().filter(|c| !c.is_whitespace())),
                // The language of a block is how it is shown.
                (None, Some(mark)) if !self.comment => self.fence = Some(mark),
                (None, _) => self.line(trimmed),
            }
        }
        self.out
    }

    fn line(&mut self, line: &str) {
        let line = unmarked(line);
        if is_rule(line) || is_definition(line) {
            return;
        }
        let mut rest = line;
        let mut before = ' ';
        while let Some(c) = rest.chars().next() {
            let step = if self.comment {
                match rest.find("-->") {
                    Some(end) => {
                        self.comment = false;
                        end + 3
                    }
                    None => return,
                }
            } else if rest.starts_with("<!--") {
                self.comment = true;
                4
            } else {
                self.token(rest, c, before)
            };
            before = rest.get(..step).and_then(|read| read.chars().next_back()).unwrap_or(' ');
            rest = rest.get(step..).unwrap_or("");
        }
    }

    /// Reads one mark or character; the bytes of it.
    fn token(&mut self, rest: &str, c: char, before: char) -> usize {
        match c {
            '*' | '`' | '|' | '[' | '!' if c != '!' || rest.starts_with("![") => 1,
            '_' => {
                let after = rest.trim_start_matches('_');
                let length = rest.len() - after.len();
                if before.is_alphanumeric() && after.starts_with(char::is_alphanumeric) {
                    self.out.extend(std::iter::repeat_n('_', length));
                }
                length
            }
            ']' => 1 + target(rest.get(1..).unwrap_or("")),
            '\\' => 1,
            '<' if rest.starts_with("<http") => near(rest).find('>').map_or(1, |end| end + 1),
            'h' if rest.starts_with("http://") || rest.starts_with("https://") => {
                rest.find(|c: char| c.is_whitespace() || matches!(c, ')' | '>' | ']')).unwrap_or(rest.len())
            }
            c if c.is_whitespace() => c.len_utf8(),
            c => {
                self.out.push(c);
                c.len_utf8()
            }
        }
    }
}

/// The run of backticks or tildes that opens or closes a code block.
fn fence(line: &str) -> Option<&str> {
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = line.len() - line.trim_start_matches(mark).len();
    if length >= 3 { line.get(..length) } else { None }
}

/// A line without the marks of quotes, lists and headings in front, and of headings behind.
fn unmarked(mut line: &str) -> &str {
    loop {
        line = line.trim();
        let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let after = line.get(digits..).unwrap_or("");
        if (1..=9).contains(&digits) && (after.starts_with(". ") || after.starts_with(") ")) {
            line = after.get(2..).unwrap_or("");
        } else if let Some(rest) = ["> ", "- ", "* ", "+ "].iter().find_map(|mark| line.strip_prefix(mark)) {
            line = rest;
        } else if let Some(rest) = line.strip_prefix('>') {
            line = rest;
        } else if line.starts_with('#') {
            return line.trim_start_matches('#').trim_end_matches('#');
        } else {
            return line;
        }
    }
}

/// A thematic break, the underline of a heading, or the line below a table's head.
fn is_rule(line: &str) -> bool {
    line.len() > 1 && line.chars().all(|c| matches!(c, '-' | '=' | '*' | '_' | '|' | ':' | '+') || c == ' ')
}

/// `[label]: target`.
fn is_definition(line: &str) -> bool {
    let label = line.strip_prefix('[').and_then(|rest| rest.split_once("]:"));
    label.is_some_and(|(label, _)| !label.starts_with('^') && !label.contains(['[', ']']))
}

/// Bytes in which the end of a link's target is looked for, so that a line of unclosed links stays cheap.
const NEAR: usize = 2_048;

fn near(rest: &str) -> &str {
    rest.get(..rest.floor_char_boundary(NEAR)).unwrap_or(rest)
}

/// The bytes of a link's target after its text: `(…)` or `[…]`.
fn target(rest: &str) -> usize {
    match rest.chars().next() {
        Some('(') => {
            let mut depth = 0_usize;
            for (at, c) in near(rest).char_indices() {
                match c {
                    '(' => depth += 1,
                    ')' if depth == 1 => return at + 1,
                    ')' => depth -= 1,
                    _ => {}
                }
            }
            0
        }
        Some('[') => near(rest).find(']').map_or(0, |end| end + 1),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::without_form;

    fn same(one: &str, two: &str) {
        assert_eq!(without_form(one), without_form(two), "{one:?} and {two:?}");
    }

    fn differ(one: &str, two: &str) {
        assert_ne!(without_form(one), without_form(two), "{one:?} and {two:?}");
    }

    #[test]
    fn white_space_and_line_breaks_do_not_count() {
        same("We use  Postgres\nfor storage.\n\n", "We use Postgres for\r\nstorage.");
        same("\u{feff}# T\n", "# T");
    }

    #[test]
    fn marks_of_markdown_do_not_count() {
        same("**Status** _accepted_ `now`", "Status accepted now");
        same("Title\n=====\n\ntext", "# Title #\n\ntext");
        same("* one\n* two", "- one\n- two");
        same("1. one\n1. two", "1. one\n2. two");
        same("| a | b |\n|---|---|\n| 1 | 2 |", "|a|b|\n|:--|--:|\n|1|2|");
        same("```rust\nlet x;\n```", "~~~\nlet x;\n~~~");
        same("> quoted\n> text", ">quoted text");
    }

    #[test]
    fn where_a_link_leads_does_not_count() {
        same("see [ADR 7](0007-a.md)", "see [ADR 7](../adr/0007-a_(b).md)");
        same("see [ADR 7][7]\n\n[7]: a.md", "see [ADR 7][7]\n\n[7]: b.md");
        same("at https://a.example/x now", "at <https://b.example> now");
    }

    #[test]
    fn style_of_frontmatter_and_comments_do_not_count() {
        same(
            "---\ntags: [a, b]\nstatus: \"accepted\"\n---\nx",
            "---\ntags: [ 'a', b ]\nstatus: accepted\n---\nx",
        );
        same("a <!-- lint off --> b\n<!--\nmore\n-->", "a b");
    }

    #[test]
    fn words_numbers_names_and_values_count() {
        differ("We use Postgres", "We use MySQL");
        differ("limit 10", "limit 100");
        differ("---\nstatus: accepted\n---\n", "---\nstatus: rejected\n---\n");
        differ("call a_b", "call ab");
        differ("see [ADR 7](7.md)", "see [ADR 8](7.md)");
        differ("cost - benefit", "cost benefit");
        differ("```\nx * y\n```", "```\nx y\n```");
        differ("ok!", "ok");
    }

    #[test]
    fn broken_markdown_is_read_to_its_end() {
        for text in [
            "---\nopen",
            "[a](b",
            "<!-- never closed",
            "```\nopen",
            "](",
            "<http",
            "_",
            "\\",
            "> > > ",
            "é_é",
        ] {
            assert!(without_form(text).len() <= text.len() + 2, "{text:?}");
        }
    }
}
