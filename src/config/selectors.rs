//! Lists of rules as people write them: `--select L,T2,empty-section`, `ignore = ["S"]`.

use std::fmt;

use super::error::{listed, quoted};
use super::options::{Registry, RuleInfo};
use super::suggest;

/// How narrowly a selector names a rule. Ordered: the narrower one wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Specificity {
    /// `ALL`.
    All,
    /// A group letter or the first characters of a code; longer is narrower.
    Prefix(usize),
    /// The whole code, or the name.
    Exact,
}

/// Which rules one word names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selector {
    /// Every rule.
    All,
    /// Every rule whose code starts so; upper case, shorter than a code.
    Prefix(String),
    /// The rule of this name.
    Rule(&'static str),
}

impl Selector {
    /// Reads one word.
    ///
    /// # Errors
    /// When it names no rule of the registry.
    pub fn parse(word: &str, registry: &dyn Registry) -> Result<Self, SelectorError> {
        Self::find(word, registry).ok_or_else(|| SelectorError::new(word, &registry.all()))
    }

    /// Reads one word, `None` when it names no rule of the registry.
    pub(super) fn find(word: &str, registry: &dyn Registry) -> Option<Self> {
        let word = word.trim();
        if word.eq_ignore_ascii_case("all") {
            return Some(Self::All);
        }
        if let Some(rule) = registry.find(word) {
            return Some(Self::Rule(rule.name));
        }
        let prefix = word.to_ascii_uppercase();
        let known = !prefix.is_empty() && registry.all().iter().any(|rule| rule.code.starts_with(&prefix));
        known.then_some(Self::Prefix(prefix))
    }

    /// How narrowly it names the rule, `None` when it does not.
    pub fn specificity(&self, code: &str, name: &str) -> Option<Specificity> {
        match self {
            Self::All => Some(Specificity::All),
            Self::Prefix(prefix) => code.starts_with(prefix).then_some(Specificity::Prefix(prefix.len())),
            Self::Rule(rule) => (*rule == name).then_some(Specificity::Exact),
        }
    }
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::All => "ALL",
            Self::Prefix(prefix) => prefix,
            Self::Rule(name) => name,
        })
    }
}

/// A word that names no rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectorError {
    /// What is wrong.
    pub message: String,
    /// The nearest name or the groups that exist.
    pub help: Option<String>,
}

impl SelectorError {
    pub(super) fn new(word: &str, rules: &[RuleInfo]) -> Self {
        let word = word.trim();
        if word.is_empty() {
            return Self { message: "empty rule selector".to_owned(), help: None };
        }
        let nearest = suggest::nearest(word, rules.iter().map(|rule| rule.name));
        let help = nearest.map(|name| format!("did you mean {}?", quoted(name))).or_else(|| {
            let mut groups: Vec<String> = rules.iter().map(|rule| rule.group.to_string()).collect();
            groups.dedup();
            (!groups.is_empty()).then(|| {
                format!(
                    "a rule's name or code, `ALL`, or a group: {}",
                    listed(groups.iter().map(String::as_str))
                )
            })
        });
        Self { message: format!("unknown rule or group {}", quoted(word)), help }
    }
}

impl fmt::Display for SelectorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        self.help.as_ref().map_or(Ok(()), |help| write!(f, "; {help}"))
    }
}

impl std::error::Error for SelectorError {}

/// A list of selectors.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selectors(Vec<Selector>);

impl Selectors {
    /// Reads a list with commas; white space around the words does not matter.
    ///
    /// # Errors
    /// At the first word that names no rule of the registry.
    pub fn parse(list: &str, registry: &dyn Registry) -> Result<Self, SelectorError> {
        list.split(',').map(|word| Selector::parse(word, registry)).collect()
    }

    /// True when the list is empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The selectors in the order written.
    pub fn iter(&self) -> impl Iterator<Item = &Selector> {
        self.0.iter()
    }

    /// True when the list names the rule.
    pub fn matches(&self, code: &str, name: &str) -> bool {
        self.0.iter().any(|selector| selector.specificity(code, name).is_some())
    }

    /// How narrowly the list names the rule, by its narrowest selector.
    pub fn specificity(&self, code: &str, name: &str) -> Option<Specificity> {
        self.0.iter().filter_map(|selector| selector.specificity(code, name)).max()
    }
}

impl FromIterator<Selector> for Selectors {
    fn from_iter<I: IntoIterator<Item = Selector>>(selectors: I) -> Self {
        Self(selectors.into_iter().collect())
    }
}

/// What the command line says about which rules run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// `--select`: these rules and no others.
    pub select: Option<Selectors>,
    /// `--extend-select`: these rules too.
    pub extend: Selectors,
    /// `--ignore`: not these rules.
    pub ignore: Selectors,
}

/// What a [`Selection`] means for one rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Not spoken of: profile and configuration decide.
    Unsaid,
    /// Chosen.
    On,
    /// Chosen by `ALL` or a prefix, which does not turn on what `deem.toml` turned off.
    OnBroadly,
    /// Left out.
    Off,
}

impl Selection {
    /// What is said of one rule: the narrower selector wins, and `--ignore` among equals.
    pub fn choice(&self, code: &str, name: &str) -> Choice {
        let selected = self.select.as_ref().and_then(|list| list.specificity(code, name));
        let chosen = selected.max(self.extend.specificity(code, name));
        let ignored = self.ignore.specificity(code, name);
        match chosen {
            _ if ignored.is_some() && ignored >= chosen => Choice::Off,
            Some(Specificity::Exact) => Choice::On,
            Some(_) => Choice::OnBroadly,
            None if self.select.is_some() => Choice::Off,
            None => Choice::Unsaid,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::RULES;
    use super::*;

    fn parse(list: &str) -> Selectors {
        Selectors::parse(list, &RULES).unwrap()
    }

    fn error(list: &str) -> String {
        Selectors::parse(list, &RULES).unwrap_err().to_string()
    }

    #[test]
    fn all_groups_prefixes_codes_and_names_are_read_in_any_case() {
        let words: Vec<String> =
            parse("all, l,L2 ,l201,quiet-owner").iter().map(ToString::to_string).collect();
        assert_eq!(words, ["ALL", "L", "L2", "long-proposal", "quiet-owner"]);
    }

    #[test]
    fn a_list_matches_what_any_of_its_words_names() {
        let list = parse("L2,quiet-owner");
        assert!(list.matches("L201", "long-proposal"));
        assert!(list.matches("O001", "quiet-owner"));
        assert!(!list.matches("L101", "illegal-move"));
    }

    #[test]
    fn the_narrowest_word_counts() {
        let list = parse("ALL,L,L20");
        assert_eq!(list.specificity("L201", "long-proposal"), Some(Specificity::Prefix(3)));
        assert_eq!(list.specificity("L101", "illegal-move"), Some(Specificity::Prefix(1)));
        assert_eq!(list.specificity("O001", "quiet-owner"), Some(Specificity::All));
        assert!(Specificity::Exact > Specificity::Prefix(3));
        assert!(Specificity::Prefix(1) > Specificity::All);
    }

    #[test]
    fn an_unknown_word_names_the_nearest_rule_or_the_groups() {
        assert_eq!(error("quiet-ownr"), "unknown rule or group `quiet-ownr`; did you mean `quiet-owner`?");
        assert_eq!(
            error("Z9"),
            "unknown rule or group `Z9`; a rule's name or code, `ALL`, or a group: `L`, `O`, `X`"
        );
        assert_eq!(error("L,,O"), "empty rule selector");
    }

    #[test]
    fn a_narrow_choice_beats_a_broad_refusal_and_refusal_wins_a_tie() {
        let selection =
            Selection { select: Some(parse("L")), extend: parse("quiet-owner"), ignore: parse("L2,O") };
        assert_eq!(selection.choice("L101", "illegal-move"), Choice::OnBroadly);
        assert_eq!(selection.choice("L201", "long-proposal"), Choice::Off);
        assert_eq!(selection.choice("O001", "quiet-owner"), Choice::On);
        assert_eq!(selection.choice("X001", "unused-waiver"), Choice::Off);
        let tie = Selection { select: Some(parse("L")), ignore: parse("L"), ..Selection::default() };
        assert_eq!(tie.choice("L101", "illegal-move"), Choice::Off);
        assert_eq!(Selection::default().choice("L101", "illegal-move"), Choice::Unsaid);
    }
}
