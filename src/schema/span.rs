//! Where a JSON pointer stands in JSON text.

use crate::span::Span;

use super::pointer;

/// The place of a value, and of its key where the last step is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) key: Option<Span>,
    pub(super) value: Span,
}

/// The place that `at` names in a sound JSON text; `None` where nothing is there. Takes one pass over the text
/// before the place.
pub(super) fn locate(text: &str, at: &str) -> Option<Place> {
    let bom = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut scan = Scan { bytes: text.as_bytes(), at: bom };
    let mut key = None;
    for step in pointer::steps(at) {
        scan.blank();
        key = match scan.bytes.get(scan.at)? {
            b'{' => Some(scan.member(text, &step)?),
            b'[' => {
                scan.item(step.parse().ok()?)?;
                None
            }
            _ => return None,
        };
    }
    scan.blank();
    let start = scan.at;
    scan.value()?;
    Some(Place { key, value: Span::new(start, scan.at) })
}

struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Scan<'_> {
    fn blank(&mut self) {
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
    }

    /// Steps over the next byte that is not blank, if it is `byte`.
    fn eat(&mut self, byte: u8) -> Option<()> {
        self.blank();
        (self.bytes.get(self.at) == Some(&byte)).then(|| self.at += 1)
    }

    /// Goes to the value of the key `name` in the object that begins here. Of equal keys the last counts.
    fn member(&mut self, text: &str, name: &str) -> Option<Span> {
        self.eat(b'{')?;
        let mut found = None;
        loop {
            self.blank();
            let start = self.at;
            if self.string().is_none() {
                break;
            }
            let key = Span::new(start, self.at);
            self.eat(b':')?;
            self.blank();
            if serde_json::from_str::<String>(key.text(text)).is_ok_and(|key| key == name) {
                found = Some((key, self.at));
            }
            self.value()?;
            if self.eat(b',').is_none() {
                break;
            }
        }
        let (key, at) = found?;
        self.at = at;
        Some(key)
    }

    /// Goes to an item of the array that begins here.
    fn item(&mut self, index: usize) -> Option<()> {
        self.eat(b'[')?;
        for _ in 0..index {
            self.blank();
            self.value()?;
            self.eat(b',')?;
        }
        self.blank();
        (self.bytes.get(self.at) != Some(&b']')).then_some(())
    }

    fn string(&mut self) -> Option<()> {
        (self.bytes.get(self.at) == Some(&b'"')).then_some(())?;
        self.at += 1;
        loop {
            match self.bytes.get(self.at)? {
                b'\\' => self.at += 2,
                b'"' => {
                    self.at += 1;
                    return Some(());
                }
                _ => self.at += 1,
            }
        }
    }

    /// Steps over a whole value, however deep.
    fn value(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            self.blank();
            match self.bytes.get(self.at)? {
                b'"' => self.string()?,
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' => {
                    depth = depth.checked_sub(1)?;
                    self.at += 1;
                }
                b',' | b':' if depth > 0 => self.at += 1,
                _ => {
                    let scalar = |b: &u8| !b.is_ascii_whitespace() && !b",:]}[{\"".contains(b);
                    let start = self.at;
                    while self.bytes.get(self.at).is_some_and(scalar) {
                        self.at += 1;
                    }
                    (self.at > start).then_some(())?;
                }
            }
            if depth == 0 {
                return Some(());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_values_are_found_in_the_text() {
        let text = "\u{feff}{ \"a\": [1, {\"b\\\"c\": \"x]\"}],\n\t\"é/\": -2.5e3 }";
        let at = |pointer: &str| {
            let place = locate(text, pointer).unwrap();
            (place.key.map(|key| key.text(text)), place.value.text(text))
        };
        assert_eq!(at("/a/0"), (None, "1"));
        assert_eq!(at("/a/1/b\"c"), (Some("\"b\\\"c\""), "\"x]\""));
        assert_eq!(at("/é~1"), (Some("\"é/\""), "-2.5e3"));
        assert_eq!(at("").1.len(), text.len() - 3);
    }

    #[test]
    fn what_is_not_there_has_no_place() {
        for pointer in ["/b", "/a/2", "/a/x", "/a/0/y"] {
            assert_eq!(locate("{\"a\": [1, 2]}", pointer), None, "{pointer}");
        }
        for broken in ["", "{", "{\"a\"", "{\"a\":", "[", "\"", "\"\\"] {
            assert_eq!(locate(broken, "/a"), None, "{broken}");
        }
    }
}
