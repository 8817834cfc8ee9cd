//! The parts of the text that names an owner: a name, an address, a handle.

/// What a text says about somebody; each part in lower case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Parts {
    /// A full name with single spaces.
    pub(super) name: Option<String>,
    /// An e-mail address.
    pub(super) email: Option<String>,
    /// A handle or team without `@`.
    pub(super) handle: Option<String>,
}

/// Domains whose addresses hide a real one and tell a login.
const NO_REPLY: [&str; 2] = ["users.noreply.github.com", "users.noreply.gitlab.com"];

/// Reads `@acme/payments`, `ana@example.com`, `Ana Silva <ana@example.com>`, `<Ana> ana@example.com`,
/// `Ana Silva (@ana)` and plain names.
pub(super) fn parts(text: &str) -> Parts {
    let mut parts = Parts::default();
    let mut name = Vec::new();
    let brackets = |c: char| matches!(c, '<' | '>' | '(' | ')' | '[' | ']' | '"' | ',' | ';');
    let whole = text.trim().trim_matches(brackets);
    if let Some(handle) = whole.strip_prefix('@') {
        // Bitbucket's names have spaces, and some repeat the address behind an `@`.
        parts.handle = fold(handle.trim_start_matches('@'));
        return parts;
    }
    for word in text.split_whitespace() {
        let word = word.trim_matches(brackets);
        let word = word.strip_prefix("mailto:").unwrap_or(word);
        if let Some(handle) = word.strip_prefix('@') {
            parts.handle = parts.handle.take().or_else(|| fold(handle.trim_start_matches('@')));
        } else if is_address(word) {
            parts.email = parts.email.take().or_else(|| fold(word));
        } else {
            name.push(word);
        }
    }
    parts.name = fold(&name.join(" "));
    if parts.handle.is_none() {
        parts.handle = parts.email.as_deref().and_then(login).map(str::to_owned);
    }
    parts
}

fn is_address(word: &str) -> bool {
    word.split_once('@')
        .is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty() && !domain.contains('@'))
}

/// The login in an address that a service gives to those who hide theirs, `123+ana@users.noreply.github.com`.
pub(super) fn login(email: &str) -> Option<&str> {
    let (local, domain) = email.rsplit_once('@')?;
    if !NO_REPLY.iter().any(|known| known.eq_ignore_ascii_case(domain)) {
        return None;
    }
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let login = match local.split_once(['+', '-']) {
        Some((id, login)) if digits(id) => login,
        _ => local,
    };
    (!login.is_empty()).then_some(login)
}

/// A name as names are compared: lower case, one space between words; `None` for an empty one.
pub(super) fn fold(text: &str) -> Option<String> {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(word.chars().flat_map(char::to_lowercase));
    }
    (!folded.is_empty()).then_some(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> [Option<String>; 3] {
        let parts = parts(text);
        [parts.name, parts.email, parts.handle]
    }

    fn want(name: &str, email: &str, handle: &str) -> [Option<String>; 3] {
        [name, email, handle].map(|part| (!part.is_empty()).then(|| part.to_owned()))
    }

    #[test]
    fn names_addresses_and_handles_are_told_apart() {
        for (text, expected) in [
            ("@acme/Payments", want("", "", "acme/payments")),
            ("@@maintainers", want("", "", "maintainers")),
            ("@Jane Doe", want("", "", "jane doe")),
            ("Ana@Example.com", want("", "ana@example.com", "")),
            ("<ana@example.com>", want("", "ana@example.com", "")),
            ("mailto:ana@example.com", want("", "ana@example.com", "")),
            ("Ana  Silva", want("ana silva", "", "")),
            ("Ana Silva <ana@example.com>", want("ana silva", "ana@example.com", "")),
            ("<Ana> ana@example.com", want("ana", "ana@example.com", "")),
            ("Ana Silva (@ana)", want("ana silva", "", "ana")),
            ("12+Ana@users.noreply.github.com", want("", "12+ana@users.noreply.github.com", "ana")),
            ("", want("", "", "")),
            ("@", want("", "", "")),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn a_hidden_address_tells_its_login() {
        assert_eq!(login("123+ana-b@users.noreply.github.com"), Some("ana-b"));
        assert_eq!(login("ana-b@users.noreply.github.com"), Some("ana-b"));
        assert_eq!(login("77-ben@users.noreply.gitlab.com"), Some("ben"));
        assert_eq!(login("1+@users.noreply.github.com"), None);
        assert_eq!(login("1+ana@example.com"), None);
    }
}
