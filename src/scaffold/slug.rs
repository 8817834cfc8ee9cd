//! A title as a part of a file name.

use unicode_width::UnicodeWidthChar as _;

/// Longest slug, characters.
const LONGEST: usize = 60;

/// Longest slug, bytes: with a number and an extension it stays below the 255 that file systems take.
const MOST_BYTES: usize = 180;

/// What a title without a single letter or digit is called.
const NAMELESS: &str = "record";

/// A name that every file system can hold: lower case, words with `separator` between them, accents of Latin
/// letters taken off, letters of other scripts kept, all else dropped. Since a number stands before it in the
/// file name, names that Windows reserves cannot arise.
pub fn slug(title: &str, separator: char) -> String {
    let mut out = String::new();
    let mut length = 0;
    let mut word_end = 0;
    let mut gap = false;
    for c in title.chars().flat_map(char::to_lowercase) {
        if is_silent(c) {
            continue;
        }
        // Vowel signs, tones and points of other scripts belong to their letter.
        let is_mark = !gap && !out.is_empty() && c.width() == Some(0);
        if !c.is_alphanumeric() && !is_mark {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            word_end = out.len();
            out.push(separator);
            length += 1;
            gap = false;
        }
        let start = out.len();
        match folded(c) {
            Some(plain) => out.push_str(plain),
            None => out.push(c),
        }
        length += out[start..].chars().count();
        if length > LONGEST || out.len() > MOST_BYTES {
            // At the end of a word, unless that would leave next to nothing.
            out.truncate(if word_end > 0 { word_end } else { start });
            break;
        }
    }
    if out.is_empty() { NAMELESS.to_owned() } else { out }
}

/// Marks within a word that leave no gap: apostrophes, accents written as characters of their own, and what
/// nobody sees.
const fn is_silent(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '`' | '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{61c}' | '\u{200b}'..='\u{200f}')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{20d0}'..='\u{20ff}')
        || matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

/// A Latin letter without its accent.
const fn folded(c: char) -> Option<&'static str> {
    Some(match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ð' | 'ď' | 'đ' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ơ' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ŧ' | 'ț' => "t",
        'þ' => "th",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_of_any_script_become_names() {
        for (title, name) in [
            ("Use PostgreSQL, not MySQL!", "use-postgresql-not-mysql"),
            ("Don't cache – ever", "dont-cache-ever"),
            ("Größe über Maß", "grosse-uber-mass"),
            ("Cafe\u{301} 🚀 bar", "cafe-bar"),
            ("使用 PostgreSQL", "使用-postgresql"),
            ("Выбрать базу", "выбрать-базу"),
            ("İstanbul", "istanbul"),
            ("C++ / C#", "c-c"),
            ("../../etc/passwd", "etc-passwd"),
            ("🚀🚀", "record"),
            ("con", "con"),
            ("מסד נתונים", "מסד-נתונים"),
            ("שָׁלוֹם עולם", "שָׁלוֹם-עולם"),
            ("\u{202e}evil\u{202c}.md", "evil-md"),
            ("ใช้ฐานข้อมูล", "ใช้ฐานข้อมูล"),
            ("क्या करें", "क्या-करें"),
            ("1️⃣ first", "1-first"),
            ("NUL:", "nul"),
            ("a/b\\c:d*e?f\"g<h>i|j", "a-b-c-d-e-f-g-h-i-j"),
        ] {
            assert_eq!(slug(title, '-'), name, "{title}");
        }
        assert_eq!(slug("Use a Queue", '_'), "use_a_queue");
    }

    #[test]
    fn a_long_title_ends_with_a_whole_word() {
        let name = slug(&"word ".repeat(40), '-');
        assert!(name.chars().count() <= LONGEST && name.ends_with("word"), "{name}");
        assert_eq!(slug(&"漢".repeat(200), '-').chars().count(), LONGEST);
        assert!(slug(&"𐐨".repeat(200), '-').len() <= MOST_BYTES);
    }
}
