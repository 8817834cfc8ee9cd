//! `[owners]`, `[people]` and `[teams]`: who answers for records, and how they are called.

#[cfg(test)]
mod tests;

use std::collections::hash_map::Entry as Slot;
use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use serde_json::{Value, json};
use toml::de::{DeTable, DeValue};

use crate::record::Located;
use crate::span::Span;

use super::error::quoted;
use super::explain::key;
use super::model::Setting;
use super::read::{Entry, Reader, entries};
use super::suggest;

/// Days without a commit after which an owner counts as quiet where nothing is configured.
pub const QUIET_DAYS: u32 = 180;

/// Keys of `[owners]`.
pub(super) const OWNERS: &[&str] = &["quiet-after", "bots"];
/// Keys of `[people.ID]`.
pub(super) const PERSON: &[&str] = &["name", "emails", "handles", "left"];
/// Keys of `[teams.ID]`.
pub(super) const TEAM: &[&str] = &["members", "handles"];

/// Everybody whom the configuration knows.
#[derive(Clone, Debug)]
pub struct People {
    /// Days without a commit after which an owner counts as quiet.
    pub quiet_after: Setting<u32>,
    /// Names, addresses and handles of those who are no people; the span of the setting is the list's.
    pub bots: Setting<Vec<Located<String>>>,
    /// The people, in the order of the file.
    pub people: Vec<Person>,
    /// The teams, in the order of the file.
    pub teams: Vec<Team>,
}

/// `[people.ID]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The id, with the place of its key.
    pub id: Located<String>,
    /// The full name.
    pub name: Option<Located<String>>,
    /// E-mail addresses as written.
    pub emails: Vec<Located<String>>,
    /// Handles as written, with or without `@`.
    pub handles: Vec<Located<String>>,
    /// The first day on which the person is no longer there.
    pub left: Option<Located<Date>>,
}

/// `[teams.ID]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    /// The id, with the place of its key.
    pub id: Located<String>,
    /// Ids of people, or handles and e-mail addresses, which have an `@`.
    pub members: Vec<Located<String>>,
    /// Handles as written, with or without `@`.
    pub handles: Vec<Located<String>>,
}

impl Default for People {
    fn default() -> Self {
        Self {
            quiet_after: Setting::default_of(QUIET_DAYS),
            bots: Setting::default_of(Vec::new()),
            people: Vec::new(),
            teams: Vec::new(),
        }
    }
}

/// Reads `[owners]`.
pub(super) fn owners(reader: &mut Reader, entry: Entry<'_>, people: &mut People) {
    let Some(table) = reader.table(entry) else { return };
    for entry in entries(table) {
        match entry.name {
            "quiet-after" => {
                if let Some(days) = days(reader, entry) {
                    people.quiet_after = Setting::written(days, entry.key);
                }
            }
            "bots" => {
                if let Some(bots) = reader.strings(entry) {
                    people.bots = Setting::written(bots, entry.key);
                }
            }
            _ => reader.unknown_key(entry, OWNERS),
        }
    }
}

/// Reads `[people]`.
pub(super) fn people(reader: &mut Reader, entry: Entry<'_>, people: &mut People) {
    let Some(table) = reader.table(entry) else { return };
    for entry in entries(table) {
        if let (Some(id), Some(table)) = (id(reader, entry), reader.table(entry)) {
            people.people.push(person(reader, id, table));
        }
    }
}

fn person(reader: &mut Reader, id: Located<String>, table: &DeTable<'_>) -> Person {
    let mut person = Person { id, name: None, emails: Vec::new(), handles: Vec::new(), left: None };
    for entry in entries(table) {
        match entry.name {
            "name" => person.name = name(reader, entry),
            "emails" => person.emails = emails(reader, entry),
            "handles" => person.handles = handles(reader, entry),
            "left" => person.left = date(reader, entry),
            _ => reader.unknown_key(entry, PERSON),
        }
    }
    person
}

/// Reads `[teams]`.
pub(super) fn teams(reader: &mut Reader, entry: Entry<'_>, people: &mut People) {
    let Some(table) = reader.table(entry) else { return };
    for entry in entries(table) {
        let (Some(id), Some(table)) = (id(reader, entry), reader.table(entry)) else { continue };
        let mut team = Team { id, members: Vec::new(), handles: Vec::new() };
        for entry in entries(table) {
            match entry.name {
                "members" => team.members = reader.strings(entry).unwrap_or_default(),
                "handles" => team.handles = handles(reader, entry),
                _ => reader.unknown_key(entry, TEAM),
            }
        }
        people.teams.push(team);
    }
}

/// Reports, once all tables are read, what two claim and members that are nobody.
pub(super) fn check(reader: &mut Reader, people: &People) {
    let mut taken = HashMap::new();
    for (id, handles) in people
        .people
        .iter()
        .map(|person| (&person.id, &person.handles))
        .chain(people.teams.iter().map(|team| (&team.id, &team.handles)))
    {
        handles.iter().for_each(|handle| claim(reader, &mut taken, "handle", fold_handle, handle, id));
    }
    taken.clear();
    for person in &people.people {
        for email in &person.emails {
            claim(reader, &mut taken, "e-mail address", str::to_lowercase, email, &person.id);
        }
    }
    taken.clear();
    for id in people.people.iter().map(|person| &person.id).chain(people.teams.iter().map(|team| &team.id)) {
        claim(reader, &mut taken, "id", str::to_lowercase, id, id);
    }
    members(reader, people);
}

/// Reports a name that somebody else, or the same one before, is called already.
fn claim<'p>(
    reader: &mut Reader,
    taken: &mut HashMap<String, &'p Located<String>>,
    what: &str,
    fold: impl Fn(&str) -> String,
    name: &Located<String>,
    holder: &'p Located<String>,
) {
    match taken.entry(fold(&name.value)) {
        Slot::Vacant(slot) => {
            slot.insert(holder);
        }
        Slot::Occupied(slot) => {
            let first = *slot.get();
            let line = reader.source().position(first.span.start).line;
            let message =
                format!("{what} {} is that of {} already", quoted(&name.value), quoted(&first.value));
            reader.report_help(name.span, message, format!("{} stands on line {line}", quoted(&first.value)));
        }
    }
}

fn members(reader: &mut Reader, people: &People) {
    let known: HashSet<String> = people.people.iter().map(|person| person.id.value.to_lowercase()).collect();
    for member in people.teams.iter().flat_map(|team| &team.members) {
        if member.value.contains('@') || known.contains(&member.value.to_lowercase()) {
            continue;
        }
        reader.report_with(member.span, || {
            let ids = people.people.iter().map(|person| person.id.value.as_str());
            let help = suggest::nearest(&member.value, ids).map_or_else(
                || "members are ids of `[people]`, handles or e-mail addresses".to_owned(),
                |near| format!("did you mean {}?", quoted(near)),
            );
            (format!("member {} is nobody of `[people]`", quoted(&member.value)), Some(help))
        });
    }
}

/// A handle as handles are compared: without `@`, in lower case.
fn fold_handle(handle: &str) -> String {
    handle.trim_start_matches('@').to_lowercase()
}

fn id(reader: &mut Reader, entry: Entry<'_>) -> Option<Located<String>> {
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && c != '@';
    if entry.name.is_empty() || !entry.name.chars().all(plain) {
        let message = format!("id {} is empty or has white space or an `@`", quoted(entry.name));
        reader.report_help(
            entry.key,
            message,
            "use a short word; names, handles and addresses have keys of their own",
        );
        return None;
    }
    Some(Located::new(entry.name.to_owned(), entry.key))
}

fn name(reader: &mut Reader, entry: Entry<'_>) -> Option<Located<String>> {
    let text = reader.string(entry)?;
    if text.trim().is_empty() || text.contains(char::is_control) {
        reader.report(entry.span, "`name` is empty or has a control character");
        return None;
    }
    Some(Located::new(text.to_owned(), entry.span))
}

fn emails(reader: &mut Reader, entry: Entry<'_>) -> Vec<Located<String>> {
    let fits = |text: &str| {
        let parts = text.split_once('@').filter(|(local, domain)| !local.is_empty() && !domain.is_empty());
        parts.is_some_and(|(_, domain)| !domain.contains('@')) && !text.contains(char::is_whitespace)
    };
    fitting(reader, entry, fits, "is no e-mail address", "write `ana@example.com`")
}

fn handles(reader: &mut Reader, entry: Entry<'_>) -> Vec<Located<String>> {
    let fits = |text: &str| {
        let marks = text.len() - text.trim_start_matches('@').len();
        let name = text.trim_start_matches('@');
        marks <= 2
            && !name.is_empty()
            && !name.contains(|c: char| c.is_whitespace() || matches!(c, '@' | ','))
    };
    fitting(reader, entry, fits, "is no handle", "write `@ana` or `@acme/payments`")
}

fn fitting(
    reader: &mut Reader,
    entry: Entry<'_>,
    fits: impl Fn(&str) -> bool,
    fault: &str,
    help: &str,
) -> Vec<Located<String>> {
    let mut list = reader.strings(entry).unwrap_or_default();
    list.retain(|item| {
        let good = fits(&item.value);
        if !good {
            reader.report_help(item.span, format!("{} {fault}", quoted(&item.value)), help);
        }
        good
    });
    list
}

/// A number of days, or `P180D` or `P26W`.
fn days(reader: &mut Reader, entry: Entry<'_>) -> Option<u32> {
    let DeValue::String(text) = entry.value else { return reader.days(entry) };
    let days = duration(text);
    if days.is_none() {
        let message = format!("{} cannot be {}", quoted(entry.name), quoted(text));
        reader.report_help(entry.span, message, "write days, such as `180` or `\"P180D\"`");
    }
    days
}

/// The days of `P180D` or `P26W`: up to four or three digits.
fn duration(text: &str) -> Option<u32> {
    let (digits, unit, most) = match text.strip_prefix('P')? {
        rest if rest.ends_with('D') => (rest.strip_suffix('D')?, 1, 4),
        rest => (rest.strip_suffix('W')?, 7, 3),
    };
    let plain = (1..=most).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().ok().map(|count: u32| count * unit)).flatten()
}

/// A day, as TOML's own date or as a string.
fn date(reader: &mut Reader, entry: Entry<'_>) -> Option<Located<Date>> {
    let day = match entry.value {
        DeValue::Datetime(value) if value.time.is_none() && value.offset.is_none() => {
            value.date.and_then(|date| {
                let (year, month, day) = (date.year.try_into(), date.month.try_into(), date.day.try_into());
                Date::new(year.ok()?, month.ok()?, day.ok()?).ok()
            })
        }
        DeValue::String(text) if text.len() == "2026-03-01".len() => text.parse().ok(),
        _ => None,
    };
    if day.is_none() {
        reader.report_help(entry.span, format!("{} must be a day", quoted(entry.name)), "write `2026-03-01`");
    }
    day.map(|day| Located::new(day, entry.span))
}

/// What is in force, entry by entry: key, value, and where the file says it.
pub(super) fn explain(people: &People, mut add: impl FnMut(&str, Value, Option<Span>)) {
    add("owners.quiet-after", json!(people.quiet_after.value), people.quiet_after.span);
    add("owners.bots", texts(&people.bots.value), people.bots.span);
    for person in &people.people {
        let at = |name: &str| format!("people.{}.{name}", key(&person.id.value));
        let span = Some(person.id.span);
        if let Some(name) = &person.name {
            add(&at("name"), json!(name.value), Some(name.span));
        }
        add(&at("emails"), texts(&person.emails), span);
        add(&at("handles"), texts(&person.handles), span);
        if let Some(left) = &person.left {
            add(&at("left"), json!(left.value.to_string()), Some(left.span));
        }
    }
    for team in &people.teams {
        let at = |name: &str| format!("teams.{}.{name}", key(&team.id.value));
        add(&at("members"), texts(&team.members), Some(team.id.span));
        add(&at("handles"), texts(&team.handles), Some(team.id.span));
    }
}

fn texts(list: &[Located<String>]) -> Value {
    list.iter().map(|text| text.value.as_str()).collect()
}
