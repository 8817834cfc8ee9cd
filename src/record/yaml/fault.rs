//! The causes of broken YAML that authors meet, each with its words.

use crate::span::Span;

/// A cause that can be named better than a parser does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// A value or item that starts with a character that YAML keeps for itself.
    Reserved(char),
    /// `title: Azure: something`
    Colon,
    /// `title: "X" Y`
    TextAfterQuote,
    /// `title: [WIP] Foo`
    TextAfterBracket,
    /// `status: {superseded by [ADR 1](1.md)}`
    BracketInText,
    /// `key:value`
    NoSpace,
    /// `-item`
    NoSpaceAfterDash,
    /// A quote that is not closed where its value ends.
    UnclosedQuote(char),
    /// A bracket that is not closed where its value ends.
    UnclosedBracket(char),
    /// A tab in the indentation.
    Tab,
    /// A line that is neither `key: value` nor an item.
    NotKeyValue,
    /// A line that aligns with nothing above it.
    Indent,
    /// A key below and right of a key that has a value already.
    NestedUnderValue,
    /// `key: - item`
    ListOnKeyLine,
    /// An item below a key that has a value already.
    ListUnderValue,
}

/// One cause at its place, in bytes of the YAML text.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    pub(super) cause: Cause,
    pub(super) span: Span,
    /// What to put where, if quotes or a space mend it.
    pub(super) repair: Option<(Span, String)>,
}

impl Cause {
    /// What is wrong.
    pub(super) fn message(self) -> String {
        let text = match self {
            Self::Reserved('`') => "a value cannot start with a backtick unless it is quoted",
            Self::Reserved(c) => return format!("a value cannot start with `{c}` unless it is quoted"),
            Self::Colon => "a value that contains `: ` must be quoted",
            Self::TextAfterQuote => "text follows the closing quote",
            Self::TextAfterBracket => "text follows the closing bracket",
            Self::BracketInText => "a bracket stands inside the text of a value in brackets",
            Self::NoSpace => "the `:` after a key needs a space",
            Self::UnclosedQuote(quote) => return format!("the quote `{quote}` is never closed"),
            Self::UnclosedBracket(bracket) => return format!("the bracket `{bracket}` is never closed"),
            Self::NoSpaceAfterDash => "the `-` of a list item needs a space",
            Self::Tab => "a tab stands in the indentation, where YAML wants spaces",
            Self::NotKeyValue => "this line is not of the form `key: value`",
            Self::Indent => "this line aligns with nothing above it",
            Self::NestedUnderValue => "this key is indented under a key that has a value already",
            Self::ListOnKeyLine => "a list cannot start on the line of its key",
            Self::ListUnderValue => "this list item belongs to no key",
        };
        text.to_owned()
    }

    /// How to mend it.
    pub(super) fn help(self) -> &'static str {
        match self {
            Self::Reserved(_) | Self::Colon => "put the value in double quotes",
            Self::TextAfterQuote => "put the whole value in one pair of quotes",
            Self::TextAfterBracket | Self::BracketInText => "put the whole value in double quotes",
            Self::NoSpace => "put a space after the `:`",
            Self::NoSpaceAfterDash => "put a space after the `-`",
            Self::UnclosedQuote(_) => "close it with the same quote at the end of the value",
            Self::UnclosedBracket('[') => "close the list with `]`",
            Self::UnclosedBracket(_) => "close the mapping with `}`",
            Self::Tab => "indent with spaces",
            Self::NotKeyValue => "give it a key, or indent it under the key it belongs to",
            Self::Indent => "give it the indentation of its neighbours",
            Self::NestedUnderValue => {
                "align it with the key above, or quote the text if it belongs to the value above"
            }
            Self::ListOnKeyLine => "move the item to a line of its own, or quote the value",
            Self::ListUnderValue => "move the value of the key above into the list, or remove one of them",
        }
    }
}
