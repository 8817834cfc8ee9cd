//! A bound on nesting, so that parsing stays linear.
//!
//! pulldown-cmark 0.13 is linear in what hostile inline markup was tried (`*a_ `, `[`, `<!--`,
//! `![](` and others), but it walks every open container for every line: one line of deep quotes or
//! lists makes each of the lines after it cost that depth. Depth is therefore bounded by what one line
//! can open or continue.

use memchr::memchr2_iter;

/// Containers that one line may open or continue. Two columns of indentation count as one list.
pub(super) const MAX_NESTING: usize = 500;

/// Fewer bytes than this cannot exceed [`MAX_NESTING`]: a tab, the most for a byte, counts twice.
const SHORT_LINE: usize = MAX_NESTING / 2;

/// Offset of the first line that nests too deep, if there is one.
pub(super) fn too_deep(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut start = 0;
    for end in memchr2_iter(b'\n', b'\r', bytes).chain([bytes.len()]) {
        let long = end.saturating_sub(start) > SHORT_LINE;
        if long && bytes.get(start..end).is_some_and(|line| nesting(line) > MAX_NESTING) {
            return Some(start);
        }
        start = end + 1;
    }
    None
}

/// How many containers the line may stand in, from its leading marks and indentation.
fn nesting(mut line: &[u8]) -> usize {
    let (mut marks, mut columns) = (0, 0);
    loop {
        line = match line {
            [b' ', rest @ ..] => {
                columns += 1;
                rest
            }
            [b'\t', rest @ ..] => {
                columns += 4;
                rest
            }
            // The space after a mark belongs to it.
            [b'>', b' ', rest @ ..] | [b'>', rest @ ..] => {
                marks += 1;
                rest
            }
            [b'-' | b'+' | b'*', b' ', rest @ ..] => {
                marks += 1;
                rest
            }
            [b'-' | b'+' | b'*', rest @ ..] if matches!(rest, [] | [b'\t', ..]) => {
                marks += 1;
                rest
            }
            [b'0'..=b'9', ..] | [b'[', b'^', ..] => match after_label(line) {
                Some(rest) => {
                    marks += 1;
                    rest
                }
                None => return marks + columns / 2,
            },
            _ => return marks + columns / 2,
        };
    }
}

/// What follows `12.`, `3)` or `[^note]:`.
fn after_label(line: &[u8]) -> Option<&[u8]> {
    if let Some(label) = line.strip_prefix(b"[^") {
        let close = memchr::memchr(b']', label)?;
        let rest = label.get(close + 1..)?.strip_prefix(b":")?;
        return Some(rest.strip_prefix(b" ").unwrap_or(rest));
    }
    let digits = line.iter().take_while(|byte| byte.is_ascii_digit()).count();
    match line.get(digits..)? {
        [b'.' | b')', rest @ ..] => Some(rest.strip_prefix(b" ").unwrap_or(rest)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_lines_pass_whatever_their_length() {
        assert_eq!(too_deep(&"word ".repeat(10_000)), None);
        assert_eq!(too_deep(&format!("- [ ] {}\n", "-".repeat(9000))), None);
        assert_eq!(too_deep(&format!("1. a\n{}x", " ".repeat(900))), None);
    }

    #[test]
    fn the_first_line_that_nests_too_deep_is_named() {
        for marks in [">".repeat(501), "> ".repeat(501), "- ".repeat(501), "1. ".repeat(501)] {
            assert_eq!(too_deep(&format!("a\r\n{marks}b\nc")), Some(3), "{marks}");
            let fewer = marks.get(..marks.len() / 501 * 500).unwrap();
            assert_eq!(too_deep(&format!("a\n{fewer}b\nc")), None, "{fewer}");
        }
        assert_eq!(too_deep(&"[^a]: ".repeat(501)), Some(0));
        assert_eq!(too_deep(&format!("{}x", "\t".repeat(251))), Some(0));
    }
}
