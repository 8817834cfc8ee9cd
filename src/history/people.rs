//! Who the names and addresses in commits stand for.

use std::collections::HashMap;

use super::chain::Commit;
use super::object::Signature;

/// Somebody, by the address that the mailmap gives them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// As the mailmap says, else as stated in the newest commit that was met.
    pub name: String,
    /// As the mailmap says.
    pub email: String,
    /// True for a program: `[bot]` in the name or address, or listed.
    pub bot: bool,
}

/// A person's place in [`People`].
pub type PersonId = usize;

/// All who were met. Two signatures are the same person when their mapped addresses agree in any case.
#[derive(Debug, Default)]
pub struct People {
    mailmap: Mailmap,
    bots: Vec<String>,
    people: Vec<Person>,
    by_key: HashMap<String, PersonId>,
    met: HashMap<(String, String), PersonId>,
}

impl People {
    /// With the text of a `.mailmap`, and names or addresses of programs.
    pub fn new(mailmap: &str, bots: &[String]) -> Self {
        let bots = bots.iter().map(|bot| bot.to_lowercase()).collect();
        Self { mailmap: Mailmap::parse(mailmap), bots, ..Self::default() }
    }

    /// The person who signed.
    pub fn resolve(&mut self, signature: &Signature) -> PersonId {
        let stated = (signature.name.clone(), signature.email.clone());
        if let Some(&person) = self.met.get(&stated) {
            return person;
        }
        let (name, email) = self.mailmap.map(&stated.0, &stated.1);
        let key = if email.is_empty() { name.to_lowercase() } else { email.to_lowercase() };
        let person = match self.by_key.get(&key) {
            Some(&person) => person,
            None => {
                let bot = self.is_bot(name, email) || self.is_bot(&stated.0, &stated.1);
                self.people.push(Person { name: name.to_owned(), email: email.to_owned(), bot });
                self.by_key.insert(key, self.people.len() - 1);
                self.people.len() - 1
            }
        };
        self.met.insert(stated, person);
        person
    }

    /// The name of who signed as the mailmap has it, else as stated there; the same person may sign otherwise
    /// elsewhere.
    pub fn signed(&self, signature: &Signature) -> String {
        self.mailmap.map(&signature.name, &signature.email).0.to_owned()
    }

    /// The author and the co-authors of a commit, each once, the author first.
    pub fn authors(&mut self, commit: &Commit) -> Vec<PersonId> {
        let mut authors = vec![self.resolve(&commit.words.author)];
        for co_author in &commit.words.co_authors {
            let person = self.resolve(co_author);
            if !authors.contains(&person) {
                authors.push(person);
            }
        }
        authors
    }

    /// The person of that number.
    pub fn get(&self, person: PersonId) -> Option<&Person> {
        self.people.get(person)
    }

    /// True for a program.
    pub fn is_program(&self, person: PersonId) -> bool {
        self.get(person).is_some_and(|person| person.bot)
    }

    fn is_bot(&self, name: &str, email: &str) -> bool {
        let (name, email) = (name.to_lowercase(), email.to_lowercase());
        let login = login(&email);
        name.ends_with("[bot]")
            || login.is_some_and(|login| login.ends_with("[bot]"))
            || self.bots.iter().any(|bot| *bot == name || *bot == email || Some(bot.as_str()) == login)
    }
}

/// The login in an address of the kind `123+login@users.noreply.github.com`.
fn login(email: &str) -> Option<&str> {
    let local = email.strip_suffix("@users.noreply.github.com")?;
    Some(local.split_once('+').map_or(local, |(_, login)| login))
}

/// What a `.mailmap` says. Later lines win, and case does not matter, as in git.
#[derive(Debug, Default)]
struct Mailmap {
    entries: HashMap<String, Entry>,
}

#[derive(Debug, Default)]
struct Entry {
    plain: Target,
    by_name: HashMap<String, Target>,
}

#[derive(Debug, Default)]
struct Target {
    name: Option<String>,
    email: Option<String>,
}

impl Target {
    const fn is_empty(&self) -> bool {
        self.name.is_none() && self.email.is_none()
    }
}

impl Mailmap {
    fn parse(text: &str) -> Self {
        let mut map = Self::default();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let Some((name, email, rest)) = name_and_email(line) else { continue };
            // With one address it is the stated one; with two, the first replaces the second.
            let (old_name, old_email, new_email) = match name_and_email(rest) {
                Some((old_name, old_email, _)) => (old_name, old_email, Some(email)),
                None => (None, email, None),
            };
            let entry = map.entries.entry(old_email.to_lowercase()).or_default();
            let target = match old_name {
                Some(name) => entry.by_name.entry(name.to_lowercase()).or_default(),
                None => &mut entry.plain,
            };
            target.name = name.map(str::to_owned).or(target.name.take());
            target.email = new_email.map(str::to_owned).or(target.email.take());
        }
        map
    }

    fn map<'m>(&'m self, name: &'m str, email: &'m str) -> (&'m str, &'m str) {
        let Some(entry) = self.entries.get(&email.to_lowercase()) else { return (name, email) };
        let named = entry.by_name.get(&name.to_lowercase()).filter(|target| !target.is_empty());
        let target = named.unwrap_or(&entry.plain);
        (target.name.as_deref().unwrap_or(name), target.email.as_deref().unwrap_or(email))
    }
}

/// `Name <mail>` at the start of a line, and what follows it.
fn name_and_email(line: &str) -> Option<(Option<&str>, &str, &str)> {
    let (name, rest) = line.split_once('<')?;
    let (email, rest) = rest.split_once('>')?;
    let name = name.trim();
    Some(((!name.is_empty()).then_some(name), email.trim(), rest))
}

#[cfg(test)]
mod tests {
    use super::{Mailmap, People};
    use crate::history::Signature;

    fn signature(name: &str, email: &str) -> Signature {
        Signature { name: name.to_owned(), email: email.to_owned(), ..Signature::default() }
    }

    #[test]
    fn a_mailmap_maps_names_and_addresses_in_any_case() {
        let map = Mailmap::parse(
            "# people\n\
             Ana Lima <ana@example.com>\n\
             <ana@example.com> <ANA@old.example>\n\
             Bo Ek <bo@example.com> <shared@example.com>\n\
             Cy Dee <cy@example.com> Cy <shared@example.com>\n\
             broken line\n",
        );
        for (name, email, want) in [
            ("ana", "Ana@Example.com", ("Ana Lima", "Ana@Example.com")),
            ("ana", "ana@old.example", ("ana", "ana@example.com")),
            ("x", "shared@example.com", ("Bo Ek", "bo@example.com")),
            ("CY", "shared@example.com", ("Cy Dee", "cy@example.com")),
            ("x", "x@example.com", ("x", "x@example.com")),
        ] {
            assert_eq!(map.map(name, email), want);
        }
    }

    #[test]
    fn one_address_is_one_person_whatever_the_name() {
        let mut people = People::new("", &[]);
        let one = people.resolve(&signature("Ana", "ana@example.com"));
        assert_eq!(people.resolve(&signature("A. Lima", "ANA@example.com")), one);
        assert_ne!(people.resolve(&signature("Ana", "")), one);
        assert_eq!(people.get(one).unwrap().name, "Ana");
    }

    #[test]
    fn programs_are_told_from_people() {
        let mut people = People::new("", &["Release Robot".to_owned(), "acme-ci".to_owned()]);
        for (name, email, bot) in [
            ("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com", true),
            ("renovate", "29139614+renovate[bot]@users.noreply.github.com", true),
            ("release robot", "release@example.com", true),
            ("CI", "7+acme-ci@users.noreply.github.com", true),
            ("Abbot", "abbot@example.com", false),
        ] {
            let person = people.resolve(&signature(name, email));
            assert_eq!(people.is_program(person), bot, "{name}");
        }
    }
}
