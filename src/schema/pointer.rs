//! JSON pointers, and what they name in words.

use std::borrow::Cow;

/// The steps of a pointer, unescaped.
pub(crate) fn steps(pointer: &str) -> impl Iterator<Item = Cow<'_, str>> {
    pointer.split('/').skip(1).map(|step| {
        if step.contains('~') {
            Cow::Owned(step.replace("~1", "/").replace("~0", "~"))
        } else {
            Cow::Borrowed(step)
        }
    })
}

/// Adds a step.
pub(crate) fn push(pointer: &mut String, step: &str) {
    pointer.push('/');
    if step.contains(['~', '/']) {
        pointer.push_str(&step.replace('~', "~0").replace('/', "~1"));
    } else {
        pointer.push_str(step);
    }
}

/// The pointer with one more step.
pub(crate) fn join(pointer: &str, step: &str) -> String {
    let mut joined = String::with_capacity(pointer.len() + step.len() + 1);
    joined.push_str(pointer);
    push(&mut joined, step);
    joined
}

/// True when `inner` names a value inside the value of `outer`.
pub(crate) fn is_inside(inner: &str, outer: &str) -> bool {
    inner.strip_prefix(outer).is_some_and(|rest| rest.starts_with('/'))
}

/// A pointer as people name keys: `review.next`, `options[2].cost`, items counted from 1.
pub(crate) fn words(pointer: &str) -> String {
    let mut path = String::new();
    for step in steps(pointer) {
        let index = step.parse::<usize>().ok().filter(|_| !path.is_empty());
        match index {
            Some(at) => path.push_str(&format!("[{}]", at.saturating_add(1))),
            None => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(&step);
            }
        }
    }
    path
}

/// The pointer of a URI's fragment.
pub(super) fn unescape_fragment(fragment: &str) -> Cow<'_, str> {
    percent_encoding::percent_decode_str(fragment).decode_utf8_lossy()
}

/// True for a URI with a scheme.
pub(super) fn is_absolute(uri: &str) -> bool {
    uri.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pointer_is_named_as_people_name_keys() {
        assert_eq!(words("/options/1/cost"), "options[2].cost");
        assert_eq!(words("/a~1b/c~0d"), "a/b.c~d");
        assert_eq!(words(""), "");
        assert_eq!(join("/a", "b/c"), "/a/b~1c");
    }

    #[test]
    fn only_a_longer_pointer_is_inside() {
        assert!(is_inside("/a/b", "/a"));
        assert!(!is_inside("/ab", "/a"));
        assert!(!is_inside("/a", "/a"));
    }
}
