//! Who owns a new record, where nobody is named.

use crate::commands::session::Session;
use crate::config::Settings;
use crate::engine::Loaded;
use crate::history::History;
use crate::owners::codeowners::Codeowners;
use crate::owners::{Directory, Resolved};
use crate::scaffold::Request;

/// Owners and how they are known.
pub(super) struct Found {
    pub(super) names: Vec<String>,
    /// In words.
    pub(super) source: String,
}

/// The owners that the kind has in `deem.toml`, else those whom CODEOWNERS gives to what the record governs, else
/// who commits here, as `[people]` calls them.
pub(super) fn find(
    session: &Session<'_>,
    loaded: &Loaded,
    settings: &Settings,
    request: &Request,
) -> Option<Found> {
    let kind = &request.kind;
    if !kind.owners.is_empty() {
        return Some(Found { names: kind.owners.clone(), source: format!("`kinds.{}.owners`", kind.name) });
    }
    let governs = request.settings.iter().find(|setting| setting.path == ["governs"]);
    let globs = governs.and_then(|setting| setting.texts()).unwrap_or_default();
    let file = if globs.is_empty() { None } else { session.codeowners(&loaded.workspace) };
    let names = file.map(|file| of_globs(&file, &globs)).unwrap_or_default();
    if !names.is_empty() {
        return Some(Found { names, source: "CODEOWNERS of what it governs".to_owned() });
    }
    committer(loaded, settings)
}

/// The owners of a path of each kind that a glob stands for, each once.
fn of_globs(file: &Codeowners, globs: &[String]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for glob in globs {
        let path = example(glob);
        let below = format!("{path}/_");
        let found = [path.as_str(), &below].map(|path| file.owners_of(path).owners());
        for owner in found.into_iter().find(|owners| !owners.is_empty()).unwrap_or_default() {
            if !names.contains(&owner.text) {
                names.push(owner.text.clone());
            }
        }
    }
    names
}

/// A path that a glob matches.
fn example(glob: &str) -> String {
    let mut path = String::new();
    let mut chars = glob.trim_start_matches('/').chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '*' => {
                while chars.next_if_eq(&'*').is_some() {}
                path.push('_');
            }
            '?' => path.push('_'),
            '[' => {
                path.extend(chars.peek().copied().filter(|c| !matches!(c, '!' | '^')));
                for _ in chars.by_ref().take_while(|c| *c != ']') {}
            }
            '{' => {
                let rest: String = chars.by_ref().take_while(|c| *c != '}').collect();
                path.push_str(rest.split(',').next().unwrap_or(""));
            }
            '\\' => path.extend(chars.next()),
            c => path.push(c),
        }
    }
    path
}

/// Whom git knows as the committer here.
fn committer(loaded: &Loaded, settings: &Settings) -> Option<Found> {
    if !loaded.workspace.git {
        return None;
    }
    let (name, email) = History::open(&loaded.workspace.base).ok()?.identity();
    if name.is_empty() && email.is_empty() {
        return None;
    }
    let people = settings.people();
    let directory = Directory::new(people, []);
    let known = [&email, &name].into_iter().filter(|text| !text.is_empty()).find_map(|text| match directory
        .resolve(text)
    {
        Resolved::Person(at) => people.people.get(at),
        _ => None,
    });
    if let Some(person) = known {
        let handle =
            person.handles.first().map(|handle| format!("@{}", handle.value.trim_start_matches('@')));
        let name = handle.unwrap_or_else(|| person.id.value.clone());
        let source = format!("`people.{}` and git's `user`", person.id.value);
        return Some(Found { names: vec![name], source });
    }
    let (text, key) = if name.is_empty() { (email, "user.email") } else { (name, "user.name") };
    let names = vec![super::wish::one_line(&text)];
    Some(Found { names, source: format!("git's `{key}`") })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::owners::Flavour;

    #[test]
    fn a_glob_has_the_owners_of_what_it_matches() {
        let file = Codeowners::parse("* @all\n/src/ @core\n*.rs @rust\n/docs/api/ @docs\n", Flavour::GitHub);
        let of = |glob: &str| of_globs(&file, &[glob.to_owned()]);
        assert_eq!(of("src/**"), ["@core"]);
        assert_eq!(of("src/**/*.rs"), ["@rust"]);
        assert_eq!(of("src/main.{rs,c}"), ["@rust"]);
        assert_eq!(of("docs/api"), ["@all"], "as a file, which it may be");
        assert_eq!(of("deploy/[ab]?.tf"), ["@all"]);
    }
}
