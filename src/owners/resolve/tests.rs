//! Tests of resolving owners.

use super::*;
use crate::config;
use crate::rules::registry;

const GIT: [(&str, &str); 6] = [
    ("Ana Silva", "ana@example.com"),
    ("Ana Silva", "12+asilva@users.noreply.github.com"),
    ("ben", "ben@example.com"),
    ("Cy Doe", "cy@example.com"),
    ("Cy Doe", "other@example.com"),
    ("Dee", "dee@users.noreply.github.com"),
];

fn people(text: &str) -> People {
    config::parse("deem.toml", text.to_owned(), registry::as_config()).unwrap().people().clone()
}

const CONFIG: &str = "[people.ana]\nname = \"Ana Silva\"\nemails = [\"ana@example.com\"]\nhandles = [\"@ASilva\"]\n\
     left = 2026-03-01\n[people.max1]\nname = \"Max Roe\"\n[people.max2]\nname = \"max  roe\"\nleft = \"2026-01-01\"\n\
     [teams.payments]\nhandles = [\"@acme/payments\"]\nmembers = [\"ana\", \"max2\", \"@ben\", \"@nobody\"]\n\
     [teams.gone]\nmembers = [\"Ana\", \"max2\"]\n[teams.empty]\n";

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

#[test]
fn people_are_known_by_address_handle_id_and_name() {
    let people = people(CONFIG);
    let directory = Directory::new(&people, GIT);
    for text in [
        "ana@example.com",
        "ANA@example.com",
        "Ana Silva <ana@example.com>",
        "<Ana> ana@example.com",
        "@asilva",
        "77+asilva@users.noreply.github.com",
        "ana silva",
        "ana",
        "@ana",
        "Whoever (@asilva)",
    ] {
        assert_eq!(directory.resolve(text), Resolved::Person(0), "{text}");
    }
}

#[test]
fn two_people_of_one_name_are_nobody() {
    let people = people(CONFIG);
    let directory = Directory::new(&people, GIT);
    assert_eq!(directory.resolve("Max Roe"), Resolved::Unmatched);
    assert_eq!(directory.resolve("max2"), Resolved::Person(2));
}

#[test]
fn a_name_with_a_strange_address_is_not_the_person_of_that_name() {
    let people = people(CONFIG);
    let directory = Directory::new(&people, []);
    assert_eq!(directory.resolve("Ana Silva <ana@elsewhere.example>"), Resolved::Unmatched);
}

#[test]
fn a_team_comes_with_its_members() {
    let people = people(CONFIG);
    let directory = Directory::new(&people, GIT);
    let members =
        vec![Resolved::Person(0), Resolved::Person(2), Resolved::Identities(vec![2]), Resolved::Unmatched];
    for text in ["@acme/payments", "@Acme/Payments", "payments"] {
        assert_eq!(directory.resolve(text), Resolved::Team(0, members.clone()), "{text}");
    }
}

#[test]
fn strangers_are_looked_for_in_git() {
    let nobody = People::default();
    let directory = Directory::new(&nobody, GIT);
    for (text, want) in [
        ("cy@example.com", vec![3]),
        ("Cy Doe", vec![3, 4]),
        ("Cy Doe <cy@example.com>", vec![3]),
        ("@asilva", vec![1]),
        ("asilva", vec![]),
        ("@dee", vec![5]),
        ("@ben", vec![2]),
        ("9+asilva@users.noreply.github.com", vec![1]),
        ("@acme/core", vec![]),
        ("Nobody", vec![]),
        ("", vec![]),
        ("@", vec![]),
    ] {
        let want = if want.is_empty() { Resolved::Unmatched } else { Resolved::Identities(want) };
        assert_eq!(directory.resolve(text), want, "{text}");
    }
}

#[test]
fn a_person_has_every_identity_that_fits() {
    let people = people(CONFIG);
    let git = GIT.into_iter().chain([("Max Roe", "max@example.com")]);
    let directory = Directory::new(&people, git);
    assert_eq!(directory.identities_of(0), [0, 1]);
    assert!(directory.identities_of(1).is_empty(), "two people are called so");
    assert!(directory.identities_of(99).is_empty());
}

#[test]
fn who_left_is_gone_from_that_day_on() {
    let people = people(CONFIG);
    let directory = Directory::new(&people, GIT);
    assert!(!directory.has_left(0, day("2026-02-28")));
    assert!(directory.has_left(0, day("2026-03-01")));
    assert!(!directory.has_left(1, day("2026-03-01")));
    let left = |text: &str, today: &str| directory.all_left(&directory.resolve(text), day(today));
    assert!(!left("gone", "2026-02-28") && left("gone", "2026-03-01"));
    assert!(!left("@acme/payments", "2026-03-01"), "some members are not of the configuration");
    assert!(!left("empty", "2026-03-01") && !left("Nobody", "2026-03-01") && left("ana", "2026-03-01"));
}

#[test]
fn bots_are_known_by_the_configuration_or_their_name() {
    let people = people("[owners]\nbots = [\"Release Robot\", \"@deployer\", \"ci@example.com\"]\n");
    let directory = Directory::new(&people, []);
    for (name, email) in [
        ("release  robot", "x@example.com"),
        ("X", "1+Deployer@users.noreply.github.com"),
        ("X", "CI@example.com"),
        ("dependabot[bot]", "x@example.com"),
        ("X", "49699333+dependabot[bot]@users.noreply.github.com"),
    ] {
        assert!(directory.is_bot(name, email), "{name} {email}");
    }
    assert!(!directory.is_bot("Ana", "ana@example.com"));
}
