//! The type of a plain scalar: YAML 1.2 core schema, but text wherever a reader would see text.

use super::Value;

/// True for the spellings of null.
pub(super) fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// Types a plain scalar. Numbers with leading zeros, other bases or beyond 64 bits stay text, as do
/// dates, `no`, `on`, `.inf` and `1:30`.
pub(super) fn resolve(text: String) -> Value {
    match text.as_bytes().first() {
        None => Value::Null,
        Some(b'~' | b'n' | b'N') if is_null(&text) => Value::Null,
        Some(b't' | b'T') if matches!(text.as_str(), "true" | "True" | "TRUE") => Value::Bool(true),
        Some(b'f' | b'F') if matches!(text.as_str(), "false" | "False" | "FALSE") => Value::Bool(false),
        Some(b'0'..=b'9' | b'+' | b'-' | b'.') => number(&text).unwrap_or(Value::Str(text)),
        Some(_) => Value::Str(text),
    }
}

fn number(text: &str) -> Option<Value> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let whole = digits.bytes().take_while(u8::is_ascii_digit).count();
    if whole > 1 && digits.starts_with('0') {
        return None;
    }
    let rest = digits.get(whole..)?;
    if rest.is_empty() {
        return text.parse().ok().map(Value::Int);
    }
    let (fraction, exponent) = match rest.split_once(['e', 'E']) {
        Some((fraction, exponent)) => (fraction, Some(exponent)),
        None => (rest, None),
    };
    let decimals = match fraction.strip_prefix('.') {
        Some(decimals) => decimals,
        None if fraction.is_empty() => "",
        None => return None,
    };
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits(decimals) || whole + decimals.len() == 0 {
        return None;
    }
    if let Some(exponent) = exponent {
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        if exponent.is_empty() || !all_digits(exponent) {
            return None;
        }
    }
    let value: f64 = text.parse().ok()?;
    value.is_finite().then_some(Value::Float(value))
}
