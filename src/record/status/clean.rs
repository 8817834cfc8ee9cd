//! A value without its decoration.

use super::lexer::{Kind, Token};

/// The first line's words in lower case, separated by one space.
pub(super) struct Cleaned {
    /// All of them, remarks in parentheses left out.
    pub whole: String,
    /// Those of the first statement.
    pub first: String,
}

/// The words of the first line that has some; `None` when none has.
pub(super) fn first_line(text: &str, tokens: &[Token]) -> Option<Cleaned> {
    let mut whole = String::new();
    let mut first = None;
    let mut depth = 0_usize;
    for token in tokens {
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.saturating_sub(1),
            Kind::Line { .. } if !whole.is_empty() => break,
            Kind::Stop | Kind::Colon | Kind::Comma | Kind::And if first.is_none() && !whole.is_empty() => {
                first = Some(whole.clone());
            }
            Kind::Word | Kind::Link(_) if depth == 0 => {
                if !whole.is_empty() {
                    whole.push(' ');
                }
                whole.push_str(&text.get(token.range.clone()).unwrap_or("").to_lowercase());
            }
            _ => {}
        }
    }
    let first = first.unwrap_or_else(|| whole.clone());
    (!whole.is_empty()).then_some(Cleaned { whole, first })
}
