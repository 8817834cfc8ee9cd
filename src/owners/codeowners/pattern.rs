//! From a pattern as written to what its parts match.

use super::Flavour;

/// Longest pattern, bytes: no path is longer.
const LONGEST: usize = 4096;
/// Most patterns that braces may stand for.
const MOST_ALTERNATIVES: usize = 64;

/// A pattern, part by part.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    pub(super) parts: Vec<Part>,
    pub(super) reach: Reach,
}

/// What stands between two `/` of a pattern.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A name.
    Name(String),
    /// `*` and then this text, which starts with its only `.` that matters: `*.tar.gz`.
    Ending(String),
    /// `*`: any name.
    Any,
    /// A name with wildcards.
    Glob(Vec<Token>),
    /// `**`: any number of folders, also none.
    Deep,
}

/// What a pattern matches of the path that its last part names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// The path itself.
    Itself,
    /// What lies below it.
    Below,
    /// Both.
    Both,
}

/// A piece of a name with wildcards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Char(char),
    One,
    Many,
    Class { negated: bool, ranges: Vec<(char, char)> },
}

/// The patterns that a text stands for: one, or one for each alternative in braces.
///
/// # Errors
/// Why the service would not read it.
pub(super) fn compile(text: &str, flavour: Flavour) -> Result<Vec<Pattern>, &'static str> {
    if text.len() > LONGEST {
        return Err("the pattern is longer than any path");
    }
    match flavour {
        Flavour::GitHub => refuse_foreign(text).and_then(|()| Ok(vec![like_gitignore(text)?])),
        Flavour::GitLab => Ok(vec![like_fnmatch(text)?]),
        Flavour::Bitbucket => {
            if unescaped(text, '[') {
                return Err(NO_CLASS);
            }
            alternatives(text)?.iter().map(|text| like_gitignore(text)).collect()
        }
    }
}

const NO_CLASS: &str = "character ranges in `[ ]` are not read here";

/// Refuses what git reads and GitHub does not.
fn refuse_foreign(text: &str) -> Result<(), &'static str> {
    if text.starts_with('!') {
        Err("a pattern cannot be negated with `!` here")
    } else if text.starts_with("\\#") {
        Err("a pattern cannot begin with `#`, not even an escaped one")
    } else if unescaped(text, '[') {
        Err(NO_CLASS)
    } else if text.contains("***") {
        Err("three `*` in a row mean nothing")
    } else {
        Ok(())
    }
}

fn unescaped(text: &str, wanted: char) -> bool {
    let mut escaped = false;
    text.chars().any(|c| {
        let found = c == wanted && !escaped;
        escaped = c == '\\' && !escaped;
        found
    })
}

/// Patterns of GitHub and Bitbucket: as in `.gitignore`, but `docs/*` does not reach below folders.
fn like_gitignore(text: &str) -> Result<Pattern, &'static str> {
    let rooted = text.strip_prefix('/');
    let folder = text.ends_with('/');
    let body = rooted.unwrap_or(text).trim_end_matches('/');
    let mut parts = body.split('/').map(|part| part_of(part, false)).collect::<Result<Vec<_>, _>>()?;
    if rooted.is_none() && parts.len() == 1 && parts.first() != Some(&Part::Deep) {
        parts.insert(0, Part::Deep);
    }
    let reach = match parts.last() {
        Some(Part::Deep) => {
            parts.pop();
            Reach::Below
        }
        _ if folder => Reach::Below,
        Some(Part::Any) => Reach::Itself,
        _ => Reach::Both,
    };
    Ok(Pattern { parts, reach })
}

/// Patterns of GitLab: Ruby's `fnmatch` over the whole path, for which a folder is only one with a `/` behind it.
fn like_fnmatch(text: &str) -> Result<Pattern, &'static str> {
    let body = text.strip_prefix('/').unwrap_or(text);
    let mut parts = Vec::new();
    if !text.starts_with('/') {
        parts.push(Part::Deep);
    }
    let folder = body.is_empty() || body.ends_with('/');
    let body = body.strip_suffix('/').unwrap_or(body);
    if !body.is_empty() {
        for part in body.split('/') {
            parts.push(part_of(part, true)?);
        }
    }
    // Only `**/` spans folders: at the end it is a `*`.
    if let Some(last) = parts.last_mut().filter(|last| **last == Part::Deep && !folder) {
        *last = Part::Any;
    }
    Ok(Pattern { parts, reach: if folder { Reach::Below } else { Reach::Itself } })
}

fn part_of(text: &str, classes: bool) -> Result<Part, &'static str> {
    match text {
        "**" => return Ok(Part::Deep),
        "*" => return Ok(Part::Any),
        _ => {}
    }
    let tokens = tokens(text, classes)?;
    let plain = |tokens: &[Token]| -> Option<String> {
        tokens.iter().map(|token| if let Token::Char(c) = token { Some(*c) } else { None }).collect()
    };
    if let Some(name) = plain(&tokens) {
        return Ok(Part::Name(name));
    }
    if let [Token::Many, rest @ ..] = tokens.as_slice()
        && let Some(ending) = plain(rest).filter(|ending| ending.starts_with('.'))
    {
        return Ok(Part::Ending(ending));
    }
    Ok(if tokens == [Token::Many] { Part::Any } else { Part::Glob(tokens) })
}

fn tokens(text: &str, classes: bool) -> Result<Vec<Token>, &'static str> {
    let mut tokens = Vec::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        tokens.push(match c {
            '\\' => Token::Char(chars.next().unwrap_or('\\')),
            '*' if tokens.last() == Some(&Token::Many) => continue,
            '*' => Token::Many,
            '?' => Token::One,
            '[' if classes => class(&mut chars)?,
            c => Token::Char(c),
        });
    }
    Ok(tokens)
}

/// A character class, read up to and with its `]`.
fn class(chars: &mut std::str::Chars<'_>) -> Result<Token, &'static str> {
    const OPEN: &str = "a `[` is not closed";
    let negated = chars.as_str().starts_with(['!', '^']);
    if negated {
        chars.next();
    }
    let mut ranges = Vec::new();
    loop {
        let from = match chars.next().ok_or(OPEN)? {
            ']' => return Ok(Token::Class { negated, ranges }),
            '\\' => chars.next().ok_or(OPEN)?,
            c => c,
        };
        let mut ahead = chars.clone();
        let to = match (ahead.next(), ahead.next()) {
            (Some('-'), Some(to)) if to != ']' => {
                *chars = ahead;
                if to == '\\' { chars.next().ok_or(OPEN)? } else { to }
            }
            _ => from,
        };
        ranges.push((from, to));
    }
}

/// `{a,b}` written out, innermost braces first.
fn alternatives(text: &str) -> Result<Vec<String>, &'static str> {
    let (mut done, mut open) = (Vec::new(), vec![text.to_owned()]);
    while let Some(text) = open.pop() {
        let braces = text.find('}').and_then(|close| Some((text.get(..close)?.rfind('{')?, close)));
        let cut = braces
            .and_then(|(from, to)| Some((text.get(..from)?, text.get(from + 1..to)?, text.get(to + 1..)?)));
        match cut {
            None => done.push(text),
            // The last alternative is put first on the stack, so that they come out in their order.
            Some((before, inner, behind)) => {
                open.extend(inner.rsplit(',').map(|choice| format!("{before}{choice}{behind}")));
            }
        }
        if done.len() + open.len() > MOST_ALTERNATIVES {
            return Err("its braces stand for more than 64 patterns");
        }
    }
    Ok(done)
}

/// True when a whole name fits the tokens; at most as many steps as both lengths multiplied.
pub(super) fn fits(tokens: &[Token], name: &str) -> bool {
    let (mut token, mut rest) = (0, name);
    let mut retry: Option<(usize, &str)> = None;
    loop {
        let next = rest.chars().next();
        match (tokens.get(token), next) {
            (Some(Token::Many), _) => {
                token += 1;
                retry = Some((token, rest));
                continue;
            }
            (Some(wanted), Some(c)) if wanted.fits(c) => {
                token += 1;
                rest = behind(rest, c);
                continue;
            }
            (None, None) => return true,
            _ => {}
        }
        // The last `*` takes one more character.
        let Some((after, from)) = retry else { return false };
        let Some(c) = from.chars().next() else { return false };
        (token, rest) = (after, behind(from, c));
        retry = Some((token, rest));
    }
}

fn behind(text: &str, first: char) -> &str {
    text.get(first.len_utf8()..).unwrap_or("")
}

impl Token {
    fn fits(&self, c: char) -> bool {
        match self {
            Self::Char(wanted) => *wanted == c,
            Self::One => true,
            Self::Many => false,
            Self::Class { negated, ranges } => {
                ranges.iter().any(|(from, to)| (*from..=*to).contains(&c)) != *negated
            }
        }
    }
}
