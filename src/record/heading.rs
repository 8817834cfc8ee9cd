//! Headings compared by what they say: markup, case, numbering, emoji and a trailing colon taken off.

use super::inline::plain;

/// The text in lower case without markup, numbering (`2.`, `2.1`, `(3)`, `一、`), emoji at either end and
/// a trailing colon.
pub fn normal(text: &str) -> String {
    core(&plain(text)).to_lowercase()
}

/// True when both texts have the same [`normal`] form.
pub(super) fn same(left: &str, right: &str) -> bool {
    let (left, right) = (plain(left), plain(right));
    let (left, right) = (core(&left), core(&right));
    if left.is_ascii() && right.is_ascii() {
        return left.eq_ignore_ascii_case(right);
    }
    left.to_lowercase() == right.to_lowercase()
}

/// The part of the text that says something.
fn core(text: &str) -> &str {
    let mut rest = text.trim();
    loop {
        let shorter = unnumbered(without_shortcode(rest.trim_start_matches(decoration)));
        if shorter.len() == rest.len() {
            break;
        }
        rest = shorter;
    }
    // A heading of numbers or emoji alone is its own name.
    let rest = if rest.is_empty() { text.trim() } else { rest };
    let tail = rest.trim_end_matches(|c| decoration(c) || matches!(c, ':' | '：'));
    if tail.is_empty() { rest } else { tail }
}

/// White space, emoji and what joins or colours emoji.
fn decoration(c: char) -> bool {
    c.is_whitespace()
        || matches!(c,
            '\u{200d}' | '\u{20e3}' | '\u{fe0e}' | '\u{fe0f}' | '\u{2190}'..='\u{23ff}'
            | '\u{2500}'..='\u{2bff}' | '\u{3030}' | '\u{303d}' | '\u{1f000}'..='\u{1faff}'
            | '\u{e0020}'..='\u{e007f}')
}

/// `:rocket: Launch` without the shortcode.
fn without_shortcode(text: &str) -> &str {
    let Some((name, rest)) = text.strip_prefix(':').and_then(|inner| inner.split_once(':')) else {
        return text;
    };
    let word = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'+');
    if !name.is_empty() && name.bytes().all(word) { rest } else { text }
}

/// The text without a leading number. A number without a mark after it (`3 options`) is text, and so
/// is one that nothing follows.
fn unnumbered(text: &str) -> &str {
    let open = text.strip_prefix(['(', '（']);
    let body = open.unwrap_or(text);
    let rest = body.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number = &body[..body.len() - rest.len()];
    if number.starts_with(|c: char| c.is_ascii_digit()) {
        // `1.背景` and `1.Context` are numbered; `2.x` is a version.
        let joined =
            number.ends_with('.') && !rest.starts_with(|c: char| c.is_ascii() && !c.is_ascii_uppercase());
        let marked =
            number.contains('.') && rest.starts_with(char::is_whitespace) || joined && !rest.is_empty();
        let keycap = rest.starts_with(['\u{fe0f}', '\u{20e3}']);
        return match rest.strip_prefix([')', '）', '、', '．', ':', '：']) {
            Some(after) => after.trim_start(),
            None if open.is_none() && (marked || keycap) => rest.trim_start(),
            None => dashed(rest).filter(|_| open.is_none()).unwrap_or(text),
        };
    }
    let rest = body.trim_start_matches(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']);
    match rest.strip_prefix(['、', '．', '.', ')', '）']) {
        Some(after) if rest.len() < body.len() => after.trim_start(),
        _ => text,
    }
}

/// `Title` of ` - Title`, as in `3 - Title`.
fn dashed(rest: &str) -> Option<&str> {
    let after = rest.trim_start().strip_prefix(['-', '–', '—'])?;
    (rest.starts_with(' ') && after.starts_with(' ')).then(|| after.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbering_emoji_and_a_trailing_colon_do_not_count() {
        for text in [
            "Context",
            " CONTEXT: ",
            "2. Context",
            "2.Context",
            "**2. Context**:",
            "[Context](#context)",
            "2.1 Context",
            "1) Context",
            "(1) Context",
            "3 - Context",
            "一、Context",
            "（十二）Context",
            "🚀 Context",
            "⚠️ Context ✅",
            "1️⃣ Context",
            ":rocket: Context",
            "📌 2. Context：",
        ] {
            assert_eq!(normal(text), "context", "{text}");
        }
    }

    #[test]
    fn numbers_that_belong_to_the_text_stay() {
        for text in ["3 options", "2024", "(draft) plan", "一致性", "2.x upgrade", "🚀", "12."] {
            assert_eq!(normal(text), text, "{text}");
        }
        assert_eq!(normal(""), "");
        assert_eq!(normal("::"), "::");
    }
}
