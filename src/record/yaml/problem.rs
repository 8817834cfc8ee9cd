//! What is wrong with a piece of YAML, in plain words.

use granit_parser::ErrorKind;

use super::fault::Cause;
use crate::span::Span;

/// The families of problem. Rules of group F map onto these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProblemKind {
    /// The text is not YAML: nothing after it can be trusted.
    Syntax,
    /// The same key twice in one mapping.
    DuplicateKey,
    /// An anchor, alias, merge key or custom tag.
    Refused,
    /// A second document inside the fences.
    SecondDocument,
    /// A key that is not a string.
    KeyType,
    /// Nesting or size beyond the limits.
    TooDeep,
}

/// One problem.
#[derive(Clone, Debug)]
pub struct Problem {
    /// Its family.
    pub kind: ProblemKind,
    /// The exact place that the cause stands at, not where a parser noticed.
    pub span: Span,
    /// What is wrong: a lower-case fragment in plain words.
    pub message: String,
    /// How to mend it, in words.
    pub help: Option<String>,
    /// A replacement that mends it by quotes or a missing space alone: span to replace, new text. The
    /// first problem of broken YAML carries the repair of all lines that can be mended so.
    pub repair: Option<(Span, String)>,
    /// Another place the problem speaks of (the first of two equal keys).
    pub related: Option<(Span, String)>,
}

impl Problem {
    pub(super) fn new(kind: ProblemKind, span: Span, message: impl Into<String>) -> Self {
        Self { kind, span, message: message.into(), help: None, repair: None, related: None }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// The text in double quotes, escaped so that YAML reads it back unchanged.
pub(super) fn double_quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        if matches!(c, '"' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
    out
}

/// Message and help for a parser error that no known cause explains.
pub(super) fn explain(error: &ErrorKind) -> (String, &'static str) {
    match error {
        ErrorKind::UnexpectedCharacter { character } if character.is_control() => (
            format!("the control character U+{:04X} is not allowed here", u32::from(*character)),
            "remove it",
        ),
        ErrorKind::UnexpectedCharacter { character } => {
            (Cause::Reserved(*character).message(), Cause::Reserved(*character).help())
        }
        ErrorKind::UnclosedFlowCollection { open } => {
            (Cause::UnclosedBracket(*open).message(), Cause::UnclosedBracket(*open).help())
        }
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => {
            (format!("the bracket `{open}` is closed by `{close}`"), "use a matching pair")
        }
        _ => {
            let (message, help) = explain_marks(error).unwrap_or_else(|| explain_layout(error));
            (message.to_owned(), help)
        }
    }
}

/// Errors in brackets and quotes.
fn explain_marks(error: &ErrorKind) -> Option<(&'static str, &'static str)> {
    Some(match error {
        ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping
        | ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator
        | ErrorKind::InvalidColonPlacement
        | ErrorKind::FlowMappingValueAdjacentCollection
        | ErrorKind::BlockEntryInFlowCollection
        | ErrorKind::InvalidFlowScalarIndent => (
            "the list or mapping in brackets is broken here",
            "separate the items with single commas, quote odd ones, and close the bracket",
        ),
        ErrorKind::MisplacedFlowCollectionEnd => {
            ("this closing bracket has no opening one", "quote the value, or remove the bracket")
        }
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => {
            ("the quote is never closed", "close it with the same quote")
        }
        ErrorKind::InvalidQuotedScalarIndent => (
            "text in quotes goes on in a line that is not indented",
            "indent the line, or close the quote before it",
        ),
        ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            ("text follows the closing quote", "put the whole value in one pair of quotes")
        }
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidLowSurrogateHexEscape
        | ErrorKind::InvalidLowSurrogate
        | ErrorKind::MissingLowSurrogate
        | ErrorKind::UnpairedLowSurrogate
        | ErrorKind::InvalidUnicodeEscape => (
            "the text in double quotes has a backslash sequence that YAML does not know",
            "write `\\\\` for a backslash, or use single quotes",
        ),
        _ => return None,
    })
}

/// Errors in lines and their indentation, and all others.
fn explain_layout(error: &ErrorKind) -> (&'static str, &'static str) {
    match error {
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInPlainScalar => ("a tab stands where YAML wants spaces", "indent with spaces"),
        ErrorKind::DirectiveDisallowed
        | ErrorKind::InvalidDirectiveName
        | ErrorKind::MissingDirectiveName => {
            ("a line cannot start with `%`", "quote the text, or remove the line")
        }
        ErrorKind::SimpleKeyExpected => {
            ("this line is not of the form `key: value`", "give it a key, or indent it under the line above")
        }
        ErrorKind::MappingValueNotAllowed => {
            ("a `:` stands where no key can be", "put the text in double quotes if it belongs to the value")
        }
        ErrorKind::InvalidIndentation
        | ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::BlockSequenceEntryNotAllowed
        | ErrorKind::ExpectedDocumentStart
        | ErrorKind::InvalidBlockScalarIndent => (
            "the text does not fit the lines above it",
            "align it with its neighbours, or quote the value if it belongs to one",
        ),
        ErrorKind::BomInsideDocument => ("a byte order mark stands inside the text", "remove it"),
        ErrorKind::MissingAnchorOrAliasName => {
            ("a value cannot start with `*` or `&` unless it is quoted", "put the value in double quotes")
        }
        ErrorKind::CommentInterceptedScalar => {
            ("a comment stands inside a text of several lines", "move the comment above the key")
        }
        ErrorKind::CommentNotSeparated => {
            ("`#` follows a value without a space", "put a space before the comment, or quote the value")
        }
        _ => ("the text from here on is not YAML", "quote the value, or write it on one line after its key"),
    }
}
