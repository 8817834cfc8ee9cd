//! Cuts a status value into words, links and separators, with markup taken off.

use std::ops::Range;

/// What a token is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A run of letters and digits, with `-`, `_`, `.`, `/` inside.
    Word,
    /// A link; the token's range is its text, this is its destination.
    Link(Range<usize>),
    /// `.`, `;`, `|`, a dash: what follows is another statement.
    Stop,
    /// `:`.
    Colon,
    /// `,`.
    Comma,
    /// `&`, `and` and its translations.
    And,
    /// The start of another line, with a bullet or without.
    Line { bullet: bool },
    /// `(` that is closed.
    Open,
    /// Its `)`.
    Close,
}

/// A piece of the value.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// What it is.
    pub kind: Kind,
    /// Where it stands.
    pub range: Range<usize>,
}

/// The tokens of a value, and what its brackets say of it.
pub(super) struct Lexed {
    /// In text order.
    pub tokens: Vec<Token>,
    /// `{` or `[` of a template stands around words.
    pub residue: bool,
    /// Task boxes stand there and none is ticked.
    pub unticked: bool,
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    pairs: Vec<(usize, usize)>,
    tokens: Vec<Token>,
    residue: bool,
    boxes: usize,
    ticked: usize,
    no_angle_ahead: bool,
}

/// Reads `text` into tokens. Comments, emoji and emphasis give none.
pub(super) fn lex(text: &str) -> Lexed {
    let mut lexer = Lexer {
        text,
        at: 0,
        pairs: pairs(text),
        tokens: Vec::new(),
        residue: false,
        boxes: 0,
        ticked: 0,
        no_angle_ahead: false,
    };
    lexer.line_start();
    while let Some(c) = lexer.peek() {
        lexer.step(c);
    }
    Lexed { tokens: lexer.tokens, residue: lexer.residue, unticked: lexer.boxes > 0 && lexer.ticked == 0 }
}

/// Every bracket that is closed, with its partner, ordered by the opening one.
fn pairs(text: &str) -> Vec<(usize, usize)> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut found = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '(' => open.push((at, ')')),
            '[' => open.push((at, ']')),
            '{' => open.push((at, '}')),
            '（' => open.push((at, '）')),
            ')' | ']' | '}' | '）' => {
                if open.last().is_some_and(|(_, close)| *close == c)
                    && let Some((start, _)) = open.pop()
                {
                    found.push((start, at));
                }
            }
            _ => {}
        }
    }
    found.sort_unstable();
    found
}

/// Words that join two targets or two states.
fn joins(word: &str) -> bool {
    const AND: [&str; 10] = ["and", "und", "et", "y", "e", "en", "och", "oraz", "и", "和"];
    word.len() <= 4 && AND.iter().any(|and| word.eq_ignore_ascii_case(and))
}

/// Combining accents belong to the letter before them.
fn in_word(c: char) -> bool {
    c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c)
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn push(&mut self, kind: Kind, range: Range<usize>) {
        self.tokens.push(Token { kind, range });
    }

    fn partner(&self, open: usize) -> Option<usize> {
        let found = self.pairs.binary_search_by_key(&open, |pair| pair.0).ok()?;
        self.pairs.get(found).map(|pair| pair.1)
    }

    fn mark(&mut self, kind: Kind, c: char) {
        let end = self.at + c.len_utf8();
        self.push(kind, self.at..end);
        self.at = end;
    }

    fn step(&mut self, c: char) {
        match c {
            '\n' => self.line(),
            '<' => self.angle(),
            '[' => self.bracket(),
            '(' | '（' => {
                let kind = if self.partner(self.at).is_some() { Kind::Open } else { Kind::Stop };
                self.mark(kind, c);
            }
            ')' | '）' => self.mark(Kind::Close, c),
            '{' => {
                self.residue |= self.tokens.is_empty() && self.partner(self.at).is_some();
                self.at += 1;
            }
            '.' => self.period(),
            '!' | '?' | ';' | '。' | '；' | '—' | '–' | '|' | '→' => self.mark(Kind::Stop, c),
            '-' if self.rest().starts_with("- ") && self.at > 0 => self.mark(Kind::Stop, c),
            ':' | '：' => self.mark(Kind::Colon, c),
            ',' | '，' | '、' => self.mark(Kind::Comma, c),
            '&' => self.ampersand(),
            '#' | '@' if self.rest()[1..].chars().next().is_some_and(char::is_alphanumeric) => self.word(),
            c if in_word(c) => self.word(),
            c => self.at += c.len_utf8(),
        }
    }

    fn line(&mut self) {
        let from = self.at;
        self.at += 1;
        let bullet = self.line_start();
        self.push(Kind::Line { bullet }, from..self.at);
    }

    /// Skips white space, quote marks, bullets and task boxes; true when there was a bullet.
    fn line_start(&mut self) -> bool {
        let mut bullet = false;
        while let Some(c) = self.peek() {
            if c.is_whitespace() || c == '>' {
                bullet &= c != '\n';
            } else if matches!(c, '-' | '*' | '+')
                && self.rest()[1..].chars().next().is_none_or(char::is_whitespace)
            {
                bullet = true;
            } else {
                break;
            }
            self.at += c.len_utf8();
        }
        let rest = self.rest();
        if rest.starts_with("[ ]") {
            self.boxes += 1;
            self.at += rest.find('\n').unwrap_or(rest.len());
        } else if rest.starts_with("[x]") || rest.starts_with("[X]") {
            self.boxes += 1;
            self.ticked += 1;
            self.at += 3;
        }
        bullet
    }

    fn angle(&mut self) {
        let rest = self.rest();
        if rest.starts_with("<!--") {
            self.at += rest.find("-->").map_or(rest.len(), |end| end + 3);
            return;
        }
        let tag = rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        let end = if tag && !self.no_angle_ahead { rest.find('>') } else { None };
        let Some(end) = end else {
            self.no_angle_ahead |= tag;
            self.at += 1;
            return;
        };
        let (inner, from) = (&rest[1..end], self.at);
        let is_break = inner.get(..2).is_some_and(|tag| tag.eq_ignore_ascii_case("br"));
        let is_link = inner.contains("://") && !inner.contains(char::is_whitespace);
        self.at += end + 1;
        if is_link {
            self.push(Kind::Link(from + 1..from + end), from + 1..from + end);
        } else if is_break {
            let bullet = self.line_start();
            self.push(Kind::Line { bullet }, from..self.at);
        }
    }

    fn bracket(&mut self) {
        let from = self.at;
        let Some(close) = self.partner(from) else {
            self.at += 1;
            return;
        };
        let after = self.text.get(close + 1..).unwrap_or("");
        if after.starts_with('(')
            && let Some(end) = self.partner(close + 1)
        {
            let dest = destination(self.text, close + 2..end);
            if dest.is_empty() {
                self.at += 1;
            } else {
                self.push(Kind::Link(dest), from + 1..close);
                self.at = end + 1;
            }
            return;
        }
        self.residue |= self.tokens.is_empty() && !after.starts_with('[');
        self.at += 1;
    }

    fn period(&mut self) {
        let number = self.tokens.last().is_some_and(|token| {
            token.kind == Kind::Word
                && token.range.end == self.at
                && self.text[token.range.clone()].bytes().all(|byte| byte.is_ascii_digit())
        });
        if number {
            self.at += 1;
        } else {
            self.mark(Kind::Stop, '.');
        }
    }

    fn ampersand(&mut self) {
        let body = &self.rest()[1..];
        let name = body.bytes().take(10).take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count();
        let entity = name > 0 && body.as_bytes().get(name) == Some(&b';');
        let end = if entity { self.at + name + 2 } else { self.at + 1 };
        if !entity || body.starts_with("amp;") {
            self.push(Kind::And, self.at..end);
        }
        self.at = end;
    }

    fn word(&mut self) {
        let from = self.at;
        let mut chars = self.rest().char_indices().peekable();
        let mut end = self.rest().len();
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map(|next| next.1);
            let inner = match c {
                '-' | '_' | '.' | '/' | '#' | '\'' | '’' => {
                    next.is_some_and(|next| in_word(next) || (next == '/' && c == '/'))
                }
                ':' => self.rest()[at..].starts_with("://"),
                '@' => at == 0,
                c => in_word(c),
            };
            if !(inner || (at == 0 && c == '#')) {
                end = at;
                break;
            }
        }
        self.at = from + end;
        let kind = if joins(&self.text[from..self.at]) { Kind::And } else { Kind::Word };
        self.push(kind, from..self.at);
    }
}

/// The destination within a link's parentheses: without title and angle brackets.
fn destination(text: &str, range: Range<usize>) -> Range<usize> {
    let inner = text.get(range.clone()).unwrap_or("");
    let lead = inner.len() - inner.trim_start().len();
    let from = range.start + lead;
    let body = inner.trim_start();
    if let Some(angled) = body.strip_prefix('<') {
        let end = angled.find('>').unwrap_or(angled.len());
        return from + 1..from + 1 + end;
    }
    let end = body.find(char::is_whitespace).unwrap_or(body.len());
    from..from + end
}
