//! The nearest known name to one that is not known.

use super::error::{listed, quoted};

/// Longer words are not compared: the distance takes quadratic time.
const LONGEST: usize = 64;
/// Up to this many names are all listed where none is near.
const LISTED: usize = 8;

/// The candidate that `word` most probably means, if any is near.
pub(crate) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.is_empty() || word.len() > LONGEST {
        return None;
    }
    let folded = word.to_lowercase().replace(['_', ' '], "-");
    let allowed = (folded.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|name| (strsim::osa_distance(&folded, &name.to_lowercase()), name))
        .filter(|(distance, name)| *distance <= allowed && *distance < name.chars().count())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// The help for an unknown word: the nearest name, else the whole list where it is short.
pub(super) fn help(word: &str, candidates: &[&str]) -> Option<String> {
    if let Some(name) = nearest(word, candidates.iter().copied()) {
        return Some(format!("did you mean {}?", quoted(name)));
    }
    match candidates {
        [] => None,
        [only] => Some(format!("only {} is known here", quoted(only))),
        _ if candidates.len() <= LISTED => {
            Some(format!("known here: {}", listed(candidates.iter().copied())))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_finds_its_name() {
        let names = ["profile", "records", "rules", "version"];
        assert_eq!(nearest("profil", names), Some("profile"));
        assert_eq!(nearest("reocrds", names), Some("records"));
        assert_eq!(nearest("Rules", names), Some("rules"));
    }

    #[test]
    fn a_different_word_finds_none() {
        assert_eq!(nearest("colour", ["profile", "rules"]), None);
        assert_eq!(nearest("", ["a"]), None);
        assert_eq!(nearest("b", ["a"]), None);
        assert_eq!(nearest(&"x".repeat(10_000), ["profile"]), None);
    }

    #[test]
    fn a_short_list_is_spelt_out() {
        assert_eq!(help("zzz", &["error", "off"]).unwrap(), "known here: `error`, `off`");
        assert_eq!(help("zzz", &["severity"]).unwrap(), "only `severity` is known here");
        assert_eq!(help("zzz", &["a"; 9]), None);
    }
}
