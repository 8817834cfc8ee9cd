//! Heading anchors as GitHub makes them.

use std::collections::BTreeMap;

/// The anchors given so far in one file.
#[derive(Debug, Default)]
pub(super) struct Slugs {
    /// Each anchor with the number of its last repetition. Most files have few: a tree needs no hashing.
    given: BTreeMap<String, usize>,
}

impl Slugs {
    /// The anchor of a heading with this text; `-1`, `-2`, … tell repeated ones apart.
    pub(super) fn next(&mut self, text: &str) -> String {
        let slug = base(text);
        let Some(count) = self.given.get(&slug) else {
            self.given.insert(slug.clone(), 0);
            return slug;
        };
        let mut count = *count;
        let unique = loop {
            count += 1;
            let candidate = format!("{slug}-{count}");
            if !self.given.contains_key(&candidate) {
                break candidate;
            }
        };
        self.given.insert(slug, count);
        self.given.insert(unique.clone(), 0);
        unique
    }
}

/// Lower case; letters, marks, digits, connector punctuation and `-` kept, spaces made `-`, the rest
/// dropped. Spaces at the ends count: they are what an emoji or an image leaves behind.
fn base(text: &str) -> String {
    if text.is_ascii() {
        let mut slug = String::with_capacity(text.len());
        slug.extend(text.bytes().filter_map(ascii));
        return slug;
    }
    let mut slug = String::with_capacity(text.len());
    for c in text.to_lowercase().chars() {
        match u8::try_from(c).ok().filter(u8::is_ascii) {
            Some(byte) => slug.extend(ascii(byte)),
            None if c.is_alphabetic() || is_word(c) => slug.push(c),
            None => {}
        }
    }
    slug
}

fn ascii(byte: u8) -> Option<char> {
    match byte {
        b' ' => Some('-'),
        b'-' | b'_' => Some(char::from(byte)),
        _ if byte.is_ascii_alphanumeric() => Some(char::from(byte.to_ascii_lowercase())),
        _ => None,
    }
}

/// `\w` as GitHub reads it. The standard library has no test for marks, and its `is_numeric` takes in
/// `²` and `½`, which GitHub drops.
fn is_word(c: char) -> bool {
    regex_syntax::try_is_word_character(c).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_those_that_github_gives() {
        for (text, slug) in [
            ("Context and Problem Statement", "context-and-problem-statement"),
            ("Use MADR 2.1.2 with Log4brains", "use-madr-212-with-log4brains"),
            ("What's next?", "whats-next"),
            ("snake_case & kebab-case", "snake_case--kebab-case"),
            ("Good, because…", "good-because"),
            ("A — B", "a--b"),
            ("tab\there", "tabhere"),
            ("Émile Zölá", "émile-zölá"),
            ("🚀 Launch", "-launch"),
            ("⚠️ Warning", "\u{fe0f}-warning"),
            (":rocket: Launch", "rocket-launch"),
            ("决策结果：采用", "决策结果采用"),
            ("コンテキスト・背景", "コンテキスト背景"),
            ("Привет Мир", "привет-мир"),
            ("x² and ½", "x-and-"),
            ("ⓐ Ⅳ ‿", "ⓐ-ⅳ-‿"),
            ("हिन्दी", "हिन्दी"),
            ("İ", "i̇"),
            ("C++ / C#", "c--c"),
            ("", ""),
        ] {
            assert_eq!(Slugs::default().next(text), slug, "{text}");
        }
    }

    #[test]
    fn repeated_anchors_get_the_first_free_number() {
        let mut slugs = Slugs::default();
        let given: Vec<_> =
            ["A", "a", "A-1", "a", "!", "?", "a-1"].iter().map(|text| slugs.next(text)).collect();
        assert_eq!(given, ["a", "a-1", "a-1-1", "a-2", "", "-1", "a-1-2"]);
    }
}
