//! Numbers as people write them, in the form that YAML reads as a number.

/// The plain form of a text that is meant as a number: `1.2M`, `2_580_000`, `1,200`, `€ 5`, ` 0.3 `.
pub(super) fn plain(text: &str) -> Option<String> {
    let text = text.trim();
    if text.len() > 40 {
        return None;
    }
    let text = strip_currency(text);
    let (digits, zeros) = match text.chars().last()? {
        'k' | 'K' => (&text[..text.len() - 1], 3),
        'm' | 'M' => (&text[..text.len() - 1], 6),
        'b' | 'B' => (&text[..text.len() - 1], 9),
        _ => (text, 0),
    };
    let digits = digits.trim_end();
    let grouped = without_groups(digits)?;
    let value: f64 = grouped.parse().ok().filter(|value: &f64| value.is_finite())?;
    if zeros == 0 {
        return Some(grouped);
    }
    shifted(&grouped, zeros).or_else(|| Some(value.to_string()))
}

/// The value of `10%`, `2.5 %`.
pub(super) fn percentage(text: &str) -> Option<f64> {
    let digits = text.trim().strip_suffix('%')?.trim_end();
    let plain = !digits.is_empty()
        && digits.len() <= 20
        && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b'-');
    // Through decimal text, since dividing leaves 0.070000000000000007 of 7%.
    plain.then(|| format!("{digits}e-2").parse().ok())?
}

fn strip_currency(text: &str) -> &str {
    let text = text.trim_start_matches(['€', '$', '£', '¥']).trim_end_matches(['€', '$', '£', '¥']).trim();
    match text.rsplit_once(' ') {
        Some((amount, code)) if code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()) => amount,
        _ => text,
    }
}

/// The digits without `_`, `,` and spaces between groups of three.
fn without_groups(text: &str) -> Option<String> {
    let (sign, rest) = match text.strip_prefix(['-', '+']) {
        Some(rest) => (if text.starts_with('-') { "-" } else { "" }, rest),
        None => ("", text),
    };
    let (whole, fraction) = rest.split_once('.').map_or((rest, None), |(whole, part)| (whole, Some(part)));
    let groups: Vec<&str> = whole.split(['_', ',', ' ', '\'']).collect();
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let sound = groups.iter().all(|group| digits(group))
        && groups.iter().skip(1).all(|group| group.len() == 3)
        && fraction.is_none_or(digits);
    sound.then(|| {
        let fraction = fraction.map(|part| format!(".{part}")).unwrap_or_default();
        format!("{sign}{}{fraction}", groups.concat())
    })
}

/// The number with its point moved `places` to the right.
fn shifted(number: &str, places: usize) -> Option<String> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if fraction.len() > places {
        return None;
    }
    let zeros = "0".repeat(places - fraction.len());
    let (sign, whole) = whole.strip_prefix('-').map_or(("", whole), |whole| ("-", whole));
    let digits = format!("{whole}{fraction}{zeros}");
    let digits = digits.trim_start_matches('0');
    Some(format!("{sign}{}", if digits.is_empty() { "0" } else { digits }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_people_have_a_plain_form() {
        for (written, form) in [
            ("1.2M", "1200000"),
            ("2_580_000", "2580000"),
            ("1,200.50", "1200.50"),
            ("€ 5k", "5000"),
            ("300 EUR", "300"),
            (" 0.3 ", "0.3"),
            ("-0.5k", "-500"),
            ("1 000 000", "1000000"),
        ] {
            assert_eq!(plain(written).as_deref(), Some(form), "{written}");
        }
        for none in ["high", "", "1.2.3", "12,34", "M", "1e5x", "£", "2026-11-22", "%"] {
            assert_eq!(plain(none), None, "{none}");
        }
    }

    #[test]
    fn a_percentage_is_its_hundredth() {
        assert_eq!(percentage("10%"), Some(0.1));
        assert_eq!(percentage("7 %"), Some(0.07));
        assert_eq!(percentage("%"), None);
        assert_eq!(percentage("ten%"), None);
    }
}
