//! The bytes of commits and trees taken apart.

use jiff::civil::Date;

use super::id::Id;

/// What the walk needs of a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Links {
    /// The top folder.
    pub tree: Id,
    /// In git's order.
    pub parents: Vec<Id>,
    /// Of the committer, in seconds since 1970; 0 where the commit states none.
    pub time: i64,
}

/// Who did something, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signature {
    /// As stated, without surrounding white space.
    pub name: String,
    /// As stated.
    pub email: String,
    /// Seconds since 1970.
    pub seconds: i64,
    /// East of Greenwich.
    pub offset_minutes: i32,
}

impl Signature {
    /// The day in the zone of who signed.
    pub fn day(&self) -> Date {
        let local = self.seconds.saturating_add(i64::from(self.offset_minutes) * 60);
        let stamp = jiff::Timestamp::from_second(local);
        stamp.map_or(Date::ZERO, |stamp| stamp.to_zoned(jiff::tz::TimeZone::UTC).date())
    }
}

/// The fields of a commit that people wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// Who wrote the change.
    pub author: Signature,
    /// Who put it into the history.
    pub committer: Signature,
    /// The `Co-authored-by:` lines of the message; their times are those of the author.
    pub co_authors: Vec<Signature>,
    /// The first line of the message.
    pub subject: String,
}

/// Header lines of a commit, then its message.
fn header(raw: &[u8]) -> (impl Iterator<Item = &[u8]>, &[u8]) {
    let end = memchr::memmem::find(raw, b"\n\n").unwrap_or(raw.len());
    let (head, message) = raw.split_at_checked(end).unwrap_or((raw, b""));
    (head.split(|byte| *byte == b'\n'), message.get(2..).unwrap_or(b""))
}

/// The tree, parents and time of a commit; `None` for bytes that are no commit.
pub(super) fn links(raw: &[u8]) -> Option<Links> {
    let (mut lines, _) = header(raw);
    let tree = Id::from_hex(lines.next()?.strip_prefix(b"tree ")?)?;
    let mut parents = Vec::with_capacity(1);
    let mut time = 0;
    for line in lines {
        if let Some(hex) = line.strip_prefix(b"parent ") {
            parents.push(Id::from_hex(hex)?);
        } else if let Some(rest) = line.strip_prefix(b"committer ") {
            time = when(rest).0;
            break;
        }
    }
    Some(Links { tree, parents, time })
}

/// What people wrote in a commit.
pub(super) fn words(raw: &[u8]) -> Words {
    let (lines, message) = header(raw);
    let mut words = Words::default();
    for line in lines {
        if let Some(rest) = line.strip_prefix(b"author ") {
            words.author = signature(rest);
        } else if let Some(rest) = line.strip_prefix(b"committer ") {
            words.committer = signature(rest);
            break;
        }
    }
    let mut lines = message.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    words.subject = lines.find(|line| !line.is_empty()).map(text).unwrap_or_default();
    for line in lines {
        let Some((key, value)) = line.split_at_checked(CO_AUTHOR.len()) else { continue };
        if key.eq_ignore_ascii_case(CO_AUTHOR) {
            let written = signature(value);
            if !written.name.is_empty() || !written.email.is_empty() {
                let Signature { seconds, offset_minutes, .. } = words.author;
                words.co_authors.push(Signature { seconds, offset_minutes, ..written });
            }
        }
    }
    words
}

const CO_AUTHOR: &[u8] = b"co-authored-by:";

/// `Name <mail> 1700000000 +0100`.
fn signature(line: &[u8]) -> Signature {
    let open = memchr::memchr(b'<', line).unwrap_or(line.len());
    let (name, rest) = line.split_at_checked(open).unwrap_or((line, b""));
    let email = rest.get(1..).unwrap_or(b"").split(|byte| *byte == b'>').next().unwrap_or(b"");
    let (seconds, offset_minutes) = when(line);
    Signature { name: text(name.trim_ascii()), email: text(email.trim_ascii()), seconds, offset_minutes }
}

/// The time after the last `>`: seconds, and minutes east of Greenwich.
fn when(line: &[u8]) -> (i64, i32) {
    let after = memchr::memrchr(b'>', line).and_then(|at| line.get(at + 1..)).unwrap_or(b"");
    let mut parts = after.trim_ascii().split(|byte| *byte == b' ').filter(|part| !part.is_empty());
    let mut number = || std::str::from_utf8(parts.next()?).ok()?.parse::<i64>().ok();
    let seconds = number().unwrap_or(0);
    let zone = number().unwrap_or(0).clamp(-9959, 9959);
    (seconds, i32::try_from(zone / 100 * 60 + zone % 100).unwrap_or(0))
}

/// UTF-8, else Latin-1: what old commits are in.
fn text(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|&byte| char::from(byte)).collect(),
    }
}

/// What a tree says of one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry<'t> {
    pub(super) name: &'t [u8],
    pub(super) what: What,
    /// As git writes it: a file that became executable differs.
    pub(super) mode: &'t [u8],
    raw: &'t [u8],
}

/// A folder, a file or symbolic link, or another repository's commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Folder,
    File,
    Module,
}

impl Entry<'_> {
    pub(super) fn id(&self) -> Option<Id> {
        Id::from_bytes(self.raw)
    }

    /// The folder's object; `None` for what is no folder.
    pub(super) fn folder(&self) -> Option<Id> {
        if self.what == What::Folder { self.id() } else { None }
    }

    /// The file's object; `None` for what is no file.
    pub(super) fn file(&self) -> Option<Id> {
        if self.what == What::File { self.id() } else { None }
    }
}

/// The entry that begins at `at`, and where the next one begins; `None` at the end or in broken bytes.
fn entry(tree: &[u8], at: usize, width: usize) -> Option<(Entry<'_>, usize)> {
    let rest = tree.get(at..)?;
    let nul = memchr::memchr(0, rest)?;
    let (mode, name) = rest.get(..nul)?.split_at_checked(memchr::memchr(b' ', rest)?)?;
    let raw = rest.get(nul + 1..nul + 1 + width)?;
    let what = match mode {
        [b'4', ..] | [b'0', b'4', ..] => What::Folder,
        [b'1', b'6', ..] => What::Module,
        _ => What::File,
    };
    Some((Entry { name: name.get(1..)?, what, mode, raw }, at + nul + 1 + width))
}

/// The entries of a tree whose names are `width` bytes long.
pub(super) fn entries(tree: &[u8], width: usize) -> impl Iterator<Item = Entry<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let (found, next) = entry(tree, at, width)?;
        at = next;
        Some(found)
    })
}

/// Calls `each` with the entries that differ between two trees, in git's order. A name that is a folder on one
/// side and a file on the other comes twice.
pub(super) fn differences<'t>(
    old: &'t [u8],
    new: &'t [u8],
    width: usize,
    mut each: impl FnMut(Option<Entry<'t>>, Option<Entry<'t>>),
) {
    let same = common_prefix(old, new);
    let mut at = 0;
    while let Some((_, next)) = entry(new, at, width) {
        if next > same {
            break;
        }
        at = next;
    }
    let tail = common_suffix(old.get(at..).unwrap_or(b""), new.get(at..).unwrap_or(b""));
    let (mut a, mut b) = (at, at);
    loop {
        let left = old.len().saturating_sub(a);
        if left == new.len().saturating_sub(b) && left <= tail {
            return;
        }
        match (entry(old, a, width), entry(new, b, width)) {
            (None, None) => return,
            (Some((one, next)), None) => {
                each(Some(one), None);
                a = next;
            }
            (None, Some((one, next))) => {
                each(None, Some(one));
                b = next;
            }
            (Some((one, after_one)), Some((two, after_two))) => match order(&one, &two) {
                std::cmp::Ordering::Less => {
                    each(Some(one), None);
                    a = after_one;
                }
                std::cmp::Ordering::Greater => {
                    each(None, Some(two));
                    b = after_two;
                }
                std::cmp::Ordering::Equal => {
                    if one.raw != two.raw || one.mode != two.mode {
                        each(Some(one), Some(two));
                    }
                    (a, b) = (after_one, after_two);
                }
            },
        }
    }
}

/// Git orders folders as if their names ended in a slash.
fn order(one: &Entry<'_>, two: &Entry<'_>) -> std::cmp::Ordering {
    let end = |entry: &Entry<'_>| if entry.what == What::Folder { b'/' } else { 0 };
    let shared = one.name.len().min(two.name.len());
    let byte = |entry: &Entry<'_>| entry.name.get(shared).copied().unwrap_or_else(|| end(entry));
    let (head, other) = (one.name.get(..shared), two.name.get(..shared));
    head.cmp(&other).then_with(|| byte(one).cmp(&byte(two))).then(one.name.len().cmp(&two.name.len()))
}

/// Bytes that are compared at once.
const STEP: usize = 32;

fn common_prefix(one: &[u8], two: &[u8]) -> usize {
    let (a, b) = (one.as_chunks::<STEP>().0, two.as_chunks::<STEP>().0);
    let whole = a.iter().zip(b).take_while(|(a, b)| a == b).count() * STEP;
    let (a, b) = (one.get(whole..).unwrap_or(b""), two.get(whole..).unwrap_or(b""));
    whole + a.iter().zip(b).take_while(|(a, b)| a == b).count()
}

fn common_suffix(one: &[u8], two: &[u8]) -> usize {
    let (a, b) = (one.as_rchunks::<STEP>().1, two.as_rchunks::<STEP>().1);
    let whole = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count() * STEP;
    let head = |bytes: &[u8]| bytes.len().saturating_sub(whole);
    let (a, b) = (one.get(..head(one)).unwrap_or(b""), two.get(..head(two)).unwrap_or(b""));
    whole + a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(entries: &[(&str, &str, u8)]) -> Vec<u8> {
        let entry = |(mode, name, id): &(&str, &str, u8)| {
            [mode.as_bytes(), b" ", name.as_bytes(), b"\0", &[*id; 20]].concat()
        };
        entries.iter().flat_map(entry).collect()
    }

    fn told(old: &[(&str, &str, u8)], new: &[(&str, &str, u8)]) -> Vec<String> {
        let mut told = Vec::new();
        differences(&tree(old), &tree(new), 20, |one, two| {
            let byte = |entry: Option<Entry<'_>>| entry.map_or(0, |entry| entry.raw[0]);
            let name = one.or(two).map(|entry| String::from_utf8_lossy(entry.name).into_owned());
            told.push(format!("{} {} {}", name.unwrap_or_default(), byte(one), byte(two)));
        });
        told
    }

    #[test]
    fn only_what_differs_between_trees_is_told_in_gits_order() {
        let names: Vec<String> = (0..50).map(|number| format!("file-{number:02}")).collect();
        let list = |from: u8, at: usize, id: u8| -> Vec<(&str, &str, u8)> {
            let id = |place| if place == at { id } else { from };
            names.iter().enumerate().map(|(place, name)| ("100644", name.as_str(), id(place))).collect()
        };
        for at in 0..50 {
            assert_eq!(told(&list(1, at, 1), &list(1, at, 2)), [format!("file-{at:02} 1 2")]);
            let mut less = list(1, at, 1);
            less.remove(at);
            assert_eq!(told(&less, &list(1, at, 1)), [format!("file-{at:02} 0 1")]);
            assert_eq!(told(&list(1, at, 1), &less), [format!("file-{at:02} 1 0")]);
        }
        assert_eq!(told(&list(1, 0, 1), &list(1, 0, 1)), Vec::<String>::new());
        assert_eq!(told(&[], &list(1, 0, 1)).len(), 50);
    }

    #[test]
    fn a_folder_sorts_as_if_its_name_ended_in_a_slash() {
        let old = [("100644", "a", 1), ("100644", "a.b", 1), ("40000", "a", 1)];
        let new = [("100644", "a.b", 2), ("40000", "a", 1), ("100644", "a0", 1)];
        assert_eq!(told(&old, &new), ["a 1 0", "a.b 1 2", "a0 0 1"]);
        assert_eq!(told(&[("40000", "a", 1)], &[("100644", "a", 1)]), ["a 0 1", "a 1 0"]);
        assert_eq!(told(&[("100644", "a", 1)], &[("100755", "a", 1)]), ["a 1 1"]);
    }

    #[test]
    fn broken_bytes_end_a_tree_and_are_no_commit() {
        let whole = tree(&[("100644", "a", 1), ("100644", "b", 2)]);
        for end in 0..whole.len() {
            assert_eq!(entries(&whole[..end], 20).count(), end / 29);
        }
        assert_eq!(links(b"tree 12\n"), None);
        assert_eq!(links(b""), None);
        assert_eq!(links(format!("tree {}\nparent x\n\n", "1".repeat(40)).as_bytes()), None);
    }

    #[test]
    fn signatures_are_read_however_they_are_broken() {
        let raw =
            |author: &str| format!("tree {}\nauthor {author}\n\nSubject\n", "1".repeat(40)).into_bytes();
        for (line, want) in [
            ("A B <a@x> 100 -0330", ("A B", "a@x", 100, -210)),
            ("A <a> <b@x> 7 +0100", ("A", "a", 7, 60)),
            ("A", ("A", "", 0, 0)),
            ("<>", ("", "", 0, 0)),
            ("A <a@x> later", ("A", "a@x", 0, 0)),
            ("A <a@x> -5 +999999", ("A", "a@x", -5, 5_999)),
        ] {
            let Signature { name, email, seconds, offset_minutes } = words(&raw(line)).author;
            assert_eq!((name.as_str(), email.as_str(), seconds, offset_minutes), want, "{line}");
        }
        let latin = [b"tree 1\nauthor Andr\xe9 <a@x> 1 +0000\n\n".as_slice()].concat();
        assert_eq!(words(&latin).author.name, "Andr\u{e9}");
    }
}
