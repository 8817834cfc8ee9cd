//! The known name that a slip of the pen meant.

/// Longer words are not compared: the distance takes quadratic time.
const LONGEST: usize = 64;
/// Shorter words differ by one letter and are still other words.
const SHORTEST: usize = 4;

/// The candidate nearest to `word`, for a list from which one must be chosen.
pub(super) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = folded(word)?;
    let allowed = (folded.chars().count() * 2 / 5).max(1);
    best(&folded, candidates, |distance, name| distance <= allowed && distance < name.chars().count())
}

/// The candidate that `word` almost certainly is, where other words are allowed too: one letter away, or two
/// in words of at least seven letters that begin alike.
pub(super) fn slip<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = folded(word).filter(|word| word.chars().count() >= SHORTEST)?;
    let long = folded.chars().count() >= 7;
    best(&folded, candidates, |distance, name| {
        name.len() >= SHORTEST
            && (distance <= 1 || distance == 2 && long && name.chars().next() == folded.chars().next())
    })
}

fn folded(word: &str) -> Option<String> {
    let fits = !word.is_empty() && word.len() <= LONGEST;
    fits.then(|| word.to_lowercase().replace(['_', ' '], "-"))
}

fn best<'a>(
    folded: &str,
    candidates: impl IntoIterator<Item = &'a str>,
    near: impl Fn(usize, &str) -> bool,
) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|name| (strsim::osa_distance(folded, &name.to_lowercase()), name))
        .filter(|(distance, name)| near(*distance, name))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_nearer_than_a_guess() {
        assert_eq!(slip("decid", ["decide", "input"]), Some("decide"));
        assert_eq!(slip("recomend", ["recommend"]), Some("recommend"));
        assert_eq!(slip("due", ["dues"]), None);
        assert_eq!(slip("window", ["within"]), None);
        assert_eq!(nearest("colour", ["profile", "rules"]), None);
        assert_eq!(nearest("onway", ["one-way", "two-way"]), Some("one-way"));
        assert_eq!(nearest(&"x".repeat(10_000), ["x"]), None);
    }
}
