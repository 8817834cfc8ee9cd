//! Where the words of a status value stand, for those who change them.

use std::ops::Range;

use super::lexer::{self, Kind};
use super::{FoundRelation, Status, read_with, statement};
use crate::record::RelationKind;

/// The words of a value that say its state. Ranges are offsets into the value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The words of the state that counts; for a value that is not understood those of its first statement.
    pub state: Range<usize>,
    /// From the first state of that line to its last.
    pub states: Range<usize>,
    /// The state that counts as read.
    pub status: Status,
    /// How many lines state something.
    pub lines: usize,
    /// No words state it: it follows from what the record does to others.
    pub implied: bool,
    /// The words stand in a link's text.
    pub link: bool,
    /// The records that the words name as successors, in text order.
    pub successors: Vec<FoundRelation>,
}

/// Finds the words that say the state of a value; `None` for one without words.
pub fn place(text: &str, house: &dyn Fn(&str) -> Option<Status>) -> Option<Place> {
    let reading = read_with(text, house);
    let lexed = lexer::lex(text);
    let statements = statement::read(text, &lexed.tokens, false);
    let counts = statements.states.iter().find(|state| state.status == reading.status);
    let (state, states) = match counts {
        Some(counts) => {
            let line = || statements.states.iter().filter(|state| state.line == counts.line);
            let start = line().map(|state| state.range.start).min()?;
            let end = line().map(|state| state.range.end).max()?;
            (counts.range.clone(), start..end)
        }
        None => {
            let first = first_statement(&lexed.tokens)?;
            (first.clone(), first)
        }
    };
    let inside = |token: &&lexer::Token| token.range.start <= state.start && state.end <= token.range.end;
    let link = lexed.tokens.iter().any(|token| matches!(token.kind, Kind::Link(_)) && inside(&token));
    let follows = |found: &FoundRelation| {
        found.kind == RelationKind::SupersededBy && !found.partial && found.range.start >= state.start
    };
    let successors = reading.relations.into_iter().filter(follows).collect();
    let mut lines: Vec<usize> = statements.states.iter().map(|state| state.line).collect();
    lines.dedup();
    let implied = counts.is_none() && house_free(text, house) && reading.status != Status::Unknown;
    Some(Place { state, states, status: reading.status, lines: lines.len(), implied, link, successors })
}

/// True when the value is read without words of the house.
fn house_free(text: &str, house: &dyn Fn(&str) -> Option<Status>) -> bool {
    read_with(text, &|_| None).status == read_with(text, house).status
}

/// The first words up to a separator.
fn first_statement(tokens: &[lexer::Token]) -> Option<Range<usize>> {
    let is_word = |token: &&lexer::Token| matches!(token.kind, Kind::Word | Kind::Link(_));
    let mut words = tokens.iter().skip_while(|token| !is_word(token)).take_while(is_word);
    let first = words.next()?;
    let last = words.last().unwrap_or(first);
    Some(first.range.start..last.range.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> (&str, &str) {
        let place = place(text, &|_| None).unwrap();
        (&text[place.state], &text[place.states])
    }

    #[test]
    fn the_words_of_the_state_that_counts_are_found_within_their_decoration() {
        assert_eq!(words("✅ **Accepted** (by all)"), ("Accepted", "Accepted"));
        assert_eq!(words("Accepted (lazy) & implemented."), ("implemented", "Accepted (lazy) & implemented"));
        assert_eq!(words("[ADOPTED](/README.md#adopted)"), ("ADOPTED", "ADOPTED"));
        assert_eq!(words("on hold. Since May"), ("on hold", "on hold"));
        assert_eq!(words("Accepted\n\nSuperseded by [2. X](0002-x.md)").0, "Superseded");
    }

    #[test]
    fn the_successors_are_those_that_the_state_names() {
        let text = "superseded by [A](a.md) and [B](b.md)";
        let found = place(text, &|_| None).unwrap().successors;
        assert_eq!(
            found.iter().map(|found| &text[found.range.clone()]).collect::<Vec<_>>(),
            ["a.md", "b.md"]
        );
        assert!(place("", &|_| None).is_none());
    }
}
