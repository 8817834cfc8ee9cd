//! What configuration needs to know of the rules: their names, levels and options.

use std::fmt;

use crate::diagnostic::Severity;

/// How much is asked of records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Profile {
    /// Only what contradicts itself.
    Lean,
    /// Missing things are mentioned.
    #[default]
    Standard,
    /// Missing things are errors where they matter.
    Strict,
}

impl Profile {
    /// Every profile, from the calmest on.
    pub const ALL: [Self; 3] = [Self::Lean, Self::Standard, Self::Strict];

    /// The word that `deem.toml` uses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Lean => "lean",
            Self::Standard => "standard",
            Self::Strict => "strict",
        }
    }
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The level of a rule. Ordered: `Off < Info < Warning < Error`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The rule reports nothing.
    Off,
    /// Its findings are `info`.
    Info,
    /// Its findings are `warning`.
    Warning,
    /// Its findings are `error`.
    Error,
}

impl Level {
    /// The word that outputs use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The severity of findings, `None` when the rule is off.
    pub const fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Info => Some(Severity::Info),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The default of an option, which also says its type.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum OptionValue {
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A finite number; whole numbers are accepted for it.
    Float(f64),
    /// A text.
    Text(&'static str),
    /// A list of texts.
    List(&'static [&'static str]),
}

impl OptionValue {
    /// The type in words, with its article.
    pub const fn type_name(&self) -> &'static str {
        match self {
            Self::Bool(_) => "`true` or `false`",
            Self::Int(_) => "a whole number",
            Self::Float(_) => "a number",
            Self::Text(_) => "a string",
            Self::List(_) => "a list of strings",
        }
    }
}

impl fmt::Display for OptionValue {
    /// The value as TOML writes it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(value) => write!(f, "{value}"),
            Self::Int(value) => write!(f, "{value}"),
            Self::Float(value) => write!(f, "{value}"),
            Self::Text(value) => write!(f, "{value:?}"),
            Self::List(values) => write!(f, "{values:?}"),
        }
    }
}

/// An option of a rule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OptionSpec {
    /// Kebab-case key in the rule's table; never `severity`.
    pub name: &'static str,
    /// The value where none is configured.
    pub default: OptionValue,
    /// What it does, one line.
    pub summary: &'static str,
}

/// A rule as configuration sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RuleInfo {
    /// A group letter and three digits.
    pub code: &'static str,
    /// Kebab-case name.
    pub name: &'static str,
    /// The group letter.
    pub group: char,
    /// Its options.
    pub options: &'static [OptionSpec],
    /// Its level under lean, standard and strict.
    pub levels: [Level; 3],
}

impl RuleInfo {
    /// The level where nothing is configured.
    pub const fn default_level(&self, profile: Profile) -> Level {
        match profile {
            Profile::Lean => self.levels[0],
            Profile::Standard => self.levels[1],
            Profile::Strict => self.levels[2],
        }
    }

    /// The option of that name.
    pub fn option(&self, name: &str) -> Option<&'static OptionSpec> {
        self.options.iter().find(|option| option.name == name)
    }
}

/// The rules that exist.
pub trait Registry {
    /// The rule of that kebab-case name, or of that code in either case.
    fn find(&self, name_or_code: &str) -> Option<RuleInfo>;
    /// Every rule, in the order of their codes.
    fn all(&self) -> Vec<RuleInfo>;
}

/// A list of rules is a registry.
impl Registry for &[RuleInfo] {
    fn find(&self, name_or_code: &str) -> Option<RuleInfo> {
        self.iter()
            .find(|rule| rule.name == name_or_code || rule.code.eq_ignore_ascii_case(name_or_code))
            .copied()
    }

    fn all(&self) -> Vec<RuleInfo> {
        self.to_vec()
    }
}
