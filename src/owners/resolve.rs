//! Whom the text of an owner means: a person or team of `deem.toml`, or somebody whom git knows.

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;

use jiff::civil::Date;

use crate::config::{People, Person};

use super::text::{self, fold, login, parts};

/// Whom a text means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// A person of `[people]`, by index.
    Person(usize),
    /// A team of `[teams]`, by index, with its members; no member is a team.
    Team(usize, Vec<Self>),
    /// Nobody of the configuration, but these identities of git, by index; never none.
    Identities(Vec<usize>),
    /// Nobody who is known.
    Unmatched,
}

/// Everybody who is known, ready to be asked.
#[derive(Debug)]
pub struct Directory<'a> {
    people: &'a People,
    /// Handles, addresses and ids of people and teams.
    called: HashMap<String, Entry>,
    /// Full names of people.
    names: HashMap<String, Entry>,
    identities: Identities,
}

/// What a name leads to; two people of one name cannot be told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Entry {
    Person(usize),
    Team(usize),
    Several,
}

/// Where git's identities are found, in lower case.
#[derive(Debug, Default)]
struct Identities {
    emails: HashMap<String, Vec<usize>>,
    logins: HashMap<String, Vec<usize>>,
    names: HashMap<String, Vec<usize>>,
}

impl<'a> Directory<'a> {
    /// Indexes the configuration and git's identities: pairs of name and e-mail address after `.mailmap`.
    pub fn new<'i>(people: &'a People, identities: impl IntoIterator<Item = (&'i str, &'i str)>) -> Self {
        let mut directory = Self {
            people,
            called: HashMap::new(),
            names: HashMap::new(),
            identities: Identities::new(identities),
        };
        for (at, person) in people.people.iter().enumerate() {
            directory.add_person(at, person);
        }
        for (at, team) in people.teams.iter().enumerate() {
            let handles = team.handles.iter().map(|handle| handle.value.trim_start_matches('@'));
            for name in handles.chain([team.id.value.as_str()]) {
                put(&mut directory.called, name, Entry::Team(at));
            }
        }
        directory
    }

    fn add_person(&mut self, at: usize, person: &Person) {
        let handles = person.handles.iter().map(|handle| handle.value.trim_start_matches('@'));
        let emails = person.emails.iter().map(|email| email.value.as_str());
        for name in handles.chain(emails).chain([person.id.value.as_str()]) {
            put(&mut self.called, name, Entry::Person(at));
        }
        if let Some(name) = &person.name {
            put(&mut self.names, &name.value, Entry::Person(at));
        }
    }

    /// Whom a text means. The address counts first, then the handle, then the name; at each the configuration
    /// before git. A name that several people have means nobody.
    pub fn resolve(&self, text: &str) -> Resolved {
        match self.entry(&parts(text)) {
            Some(Entry::Person(at)) => Resolved::Person(at),
            Some(Entry::Team(at)) => {
                let team = self.people.teams.get(at);
                let members = team.into_iter().flat_map(|team| &team.members);
                Resolved::Team(at, members.map(|member| self.member(&member.value)).collect())
            }
            Some(Entry::Several) => Resolved::Unmatched,
            None => self.stranger(text),
        }
    }

    /// A member of a team, who is a person even where a team is called the same.
    fn member(&self, text: &str) -> Resolved {
        match self.entry(&parts(text)) {
            Some(Entry::Person(at)) => Resolved::Person(at),
            Some(Entry::Team(_) | Entry::Several) => Resolved::Unmatched,
            None => self.stranger(text),
        }
    }

    fn stranger(&self, text: &str) -> Resolved {
        match self.identities.find(&parts(text)) {
            found if found.is_empty() => Resolved::Unmatched,
            found => Resolved::Identities(found),
        }
    }

    fn entry(&self, parts: &text::Parts) -> Option<Entry> {
        let called = |name: &Option<String>| self.called.get(name.as_deref()?).copied();
        let named = |name: &Option<String>| self.names.get(name.as_deref()?).copied();
        called(&parts.email)
            .or_else(|| called(&parts.handle))
            .or_else(|| called(&parts.name))
            // An address or handle that nobody has is somebody else of that name.
            .or_else(|| named(&parts.name).filter(|_| parts.email.is_none() && parts.handle.is_none()))
    }

    /// The identities of git that are a person of `[people]`: by address, by login, and by full name where no
    /// other person has that name. Ascending, each once.
    pub fn identities_of(&self, person: usize) -> Vec<usize> {
        let Some(entry) = self.people.people.get(person) else { return Vec::new() };
        let mut found = Vec::new();
        for email in &entry.emails {
            let email = fold(&email.value).unwrap_or_default();
            extend(&mut found, &self.identities.emails, &email);
            extend(&mut found, &self.identities.logins, login(&email).unwrap_or(""));
        }
        for handle in entry.handles.iter().filter_map(|handle| fold(handle.value.trim_start_matches('@'))) {
            extend(&mut found, &self.identities.logins, &handle);
        }
        let name = entry.name.as_ref().and_then(|name| fold(&name.value));
        if let Some(name) = name.filter(|name| self.names.get(name) == Some(&Entry::Person(person))) {
            extend(&mut found, &self.identities.names, &name);
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// True where an identity of git is no person: `[owners] bots` has its name, address or login, or its name or
    /// login ends in `[bot]`.
    pub fn is_bot(&self, name: &str, email: &str) -> bool {
        let called = [fold(name), fold(email), login(email).and_then(fold)];
        let mut called = called.iter().flatten();
        let stated = |text: &str| fold(text.trim_start_matches('@'));
        called.any(|called| {
            called.ends_with("[bot]")
                || self.people.bots.value.iter().any(|bot| stated(&bot.value).as_ref() == Some(called))
        })
    }

    /// True where a person of `[people]` is stated to have left on that day or before.
    pub fn has_left(&self, person: usize, today: Date) -> bool {
        let left = self.people.people.get(person).and_then(|person| person.left.as_ref());
        left.is_some_and(|left| left.value <= today)
    }

    /// True where everybody whom an owner means is stated to have left; never for those who are not of
    /// `[people]`, nor for a team without members.
    pub fn all_left(&self, owner: &Resolved, today: Date) -> bool {
        match owner {
            Resolved::Person(at) => self.has_left(*at, today),
            Resolved::Team(_, members) => {
                let left = |member: &Resolved| match member {
                    Resolved::Person(at) => self.has_left(*at, today),
                    _ => false,
                };
                !members.is_empty() && members.iter().all(left)
            }
            Resolved::Identities(_) | Resolved::Unmatched => false,
        }
    }
}

fn put(into: &mut HashMap<String, Entry>, name: &str, entry: Entry) {
    let Some(name) = fold(name) else { return };
    match into.entry(name) {
        Slot::Vacant(slot) => {
            slot.insert(entry);
        }
        Slot::Occupied(mut slot) if *slot.get() != entry => {
            slot.insert(Entry::Several);
        }
        Slot::Occupied(_) => {}
    }
}

impl Identities {
    fn new<'i>(identities: impl IntoIterator<Item = (&'i str, &'i str)>) -> Self {
        let mut index = Self::default();
        for (at, (name, email)) in identities.into_iter().enumerate() {
            let mut add = |into: fn(&mut Self) -> &mut HashMap<String, Vec<usize>>, key: Option<String>| {
                if let Some(key) = key {
                    into(&mut index).entry(key).or_default().push(at);
                }
            };
            add(|index| &mut index.names, fold(name));
            add(|index| &mut index.emails, fold(email));
            add(|index| &mut index.logins, login(email).and_then(fold));
        }
        index
    }

    /// Those of the address, else of the login, else of the name, ascending.
    fn find(&self, parts: &text::Parts) -> Vec<usize> {
        let get = |index: &HashMap<String, Vec<usize>>, key: &Option<String>| {
            key.as_ref().and_then(|key| index.get(key)).cloned()
        };
        get(&self.emails, &parts.email)
            .or_else(|| get(&self.logins, &parts.handle))
            // Many commit under their login for a name.
            .or_else(|| get(&self.names, &parts.handle))
            .or_else(|| get(&self.names, &parts.name))
            .unwrap_or_default()
    }
}

fn extend(found: &mut Vec<usize>, index: &HashMap<String, Vec<usize>>, key: &str) {
    found.extend(index.get(key).into_iter().flatten());
}
