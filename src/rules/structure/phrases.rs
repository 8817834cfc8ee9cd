//! The words of templates that authors were to replace.

/// Sentences of templates, at the start of a line; in lower case with straight apostrophes.
const SENTENCES: [&str; 14] = [
    "the issue motivating this decision, and any context",
    "the change that we're proposing or have agreed to implement",
    "what becomes easier or more difficult to do and any risks",
    "what becomes easier or more difficult to do because of this change",
    "what is the issue that we're seeing that is motivating",
    "what is the change that we're proposing",
    "what is the status, such as proposed, accepted, rejected",
    "this section describes the forces at play, including technological",
    "this section describes our response to these forces",
    "this section describes the resulting context, after applying",
    "short title of solved problem and solution",
    "title of the decision record",
    "lorem ipsum",
    "todo: fill",
];

/// How the text in a template's braces or brackets starts.
const IN_BRACKETS: [&str; 24] = [
    "short title",
    "title of option",
    "title of the decision",
    "name of option",
    "driver 1",
    "driver 2",
    "decision driver 1",
    "decision driver 2",
    "example | description",
    "describe the ",
    "describe context",
    "justification. e.g",
    "justification, e.g",
    "e.g., improvement of",
    "e.g., compromising",
    "e.g. compromising",
    "list everyone",
    "list of everyone",
    "link type",
    "link to adr",
    "pointer to more information",
    "insert ",
    "name of person",
    "your name",
];

/// The whole text in a template's brackets; some set `[Option 1]` before a heading's words.
const WHOLE: [&str; 7] =
    ["option 1", "option 2", "option 3", "argument a", "argument b", "argument c", "argument d"];

/// First words of an instruction to the author. They count in braces only: prose sets other text in
/// brackets.
const INSTRUCTIONS: [&str; 14] = [
    "describe",
    "explain",
    "insert",
    "enter",
    "provide",
    "write",
    "specify",
    "summarize",
    "summarise",
    "replace",
    "fill",
    "you",
    "your",
    "title",
];

/// True when a line starts with a sentence of a template.
pub(super) fn is_sentence(line: &str) -> bool {
    // This is asked of every line: the first letter rules most sentences out.
    let first = line.as_bytes().first().map(u8::to_ascii_lowercase);
    SENTENCES.iter().any(|sentence| sentence.bytes().next() == first && starts_with(line, sentence))
}

/// True when the text inside braces (or brackets) is a template's instruction.
pub(super) fn is_instruction(inner: &str, braces: bool) -> bool {
    if WHOLE.contains(&inner) || IN_BRACKETS.iter().any(|phrase| starts_with(inner, phrase)) {
        return true;
    }
    let mut words = inner.split(' ');
    let Some(first) = words.next().filter(|_| braces) else { return false };
    let plain = |c: char| {
        c.is_alphanumeric() || matches!(c, ' ' | ',' | '.' | '?' | '\'' | '’' | '-' | '/' | '(' | ')')
    };
    let prose = inner.split(' ').count() >= 3 && inner.chars().all(plain);
    prose && INSTRUCTIONS.iter().any(|word| word.eq_ignore_ascii_case(first))
}

/// `text` starts with `phrase`; case and the form of apostrophes do not matter.
fn starts_with(text: &str, phrase: &str) -> bool {
    let mut chars = text.chars();
    phrase.chars().all(|wanted| {
        chars
            .next()
            .is_some_and(|c| c == wanted || c.to_ascii_lowercase() == wanted || wanted == '\'' && c == '’')
    })
}
