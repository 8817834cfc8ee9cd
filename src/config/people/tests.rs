//! Tests of `[owners]`, `[people]` and `[teams]`.

use super::super::tests::RULES;
use super::super::{Settings, parse};
use super::*;

fn load(text: &str) -> Result<Settings, Vec<String>> {
    parse("deem.toml", text.to_owned(), &RULES)
        .map_err(|errors| errors.to_string().lines().map(str::to_owned).collect())
}

fn errors(text: &str) -> Vec<String> {
    load(text).unwrap_err()
}

#[test]
fn people_and_teams_are_read_with_their_places() {
    let text = "[owners]\nquiet-after = \"P26W\"\nbots = [\"robot\"]\n\n[people.ana]\nname = \"Ana Silva\"\n\
                emails = [\"ana@example.com\"]\nhandles = [\"@ana\", \"asilva\"]\nleft = 2026-03-01\n\n\
                [teams.payments]\nmembers = [\"Ana\", \"@ben\"]\nhandles = [\"@acme/payments\"]\n";
    let settings = load(text).unwrap();
    let people = settings.people();
    assert_eq!(people.quiet_after.value, 182);
    assert_eq!(people.bots.value[0].value, "robot");
    let ana = &people.people[0];
    assert_eq!((ana.id.value.as_str(), ana.id.span.text(text)), ("ana", "ana"));
    assert_eq!(ana.left.as_ref().unwrap().value.to_string(), "2026-03-01");
    assert_eq!(ana.handles[1].span.text(text), "\"asilva\"");
    assert_eq!(people.teams[0].members.len(), 2);
    let shown: Vec<String> = settings.explain().iter().map(ToString::to_string).collect();
    assert!(shown.contains(&"people.ana.left = \"2026-03-01\"".to_owned()), "{shown:?}");
    assert!(shown.contains(&"teams.payments.handles = [\"@acme/payments\"]".to_owned()));
}

#[test]
fn a_duration_is_days_or_weeks() {
    for (text, days) in [
        ("P180D", Some(180)),
        ("P0D", Some(0)),
        ("P999W", Some(6993)),
        ("P1000W", None),
        ("P", None),
        ("PD", None),
        ("P-1D", None),
        ("180", None),
        ("P6M", None),
    ] {
        assert_eq!(duration(text), days, "{text}");
    }
    assert_eq!(
        errors("[owners]\nquiet-after = \"P6M\""),
        ["deem.toml:2:15: `quiet-after` cannot be `P6M`; write days, such as `180` or `\"P180D\"`"]
    );
}

#[test]
fn an_unknown_key_has_the_nearest_name() {
    assert_eq!(
        errors("[people.ana]\nemail = []\n[teams.x]\nmember = []\n[owners]\nbot = []"),
        [
            "deem.toml:2:1: unknown key `email`; did you mean `emails`?",
            "deem.toml:4:1: unknown key `member`; did you mean `members`?",
            "deem.toml:6:1: unknown key `bot`; did you mean `bots`?",
        ]
    );
}

#[test]
fn nothing_is_claimed_twice() {
    let text = "[people.ana]\nhandles = [\"@Ana\"]\nemails = [\"a@example.com\"]\n[people.ben]\n\
                handles = [\"ana\"]\nemails = [\"A@example.com\"]\n[teams.BEN]\nhandles = [\"@ana\"]";
    assert_eq!(
        errors(text),
        [
            "deem.toml:5:12: handle `ana` is that of `ana` already; `ana` stands on line 1",
            "deem.toml:6:11: e-mail address `A@example.com` is that of `ana` already; `ana` stands on line 1",
            "deem.toml:7:8: id `BEN` is that of `ben` already; `ben` stands on line 4",
            "deem.toml:8:12: handle `@ana` is that of `ana` already; `ana` stands on line 1",
        ]
    );
}

#[test]
fn a_member_is_somebody() {
    assert_eq!(
        errors("[teams.core]\nmembers = [\"anna\", \"zoe\"]\n[people.ana]\n"),
        [
            "deem.toml:2:12: member `anna` is nobody of `[people]`; did you mean `ana`?",
            "deem.toml:2:20: member `zoe` is nobody of `[people]`; members are ids of `[people]`, handles or \
             e-mail addresses",
        ]
    );
}

#[test]
fn what_is_no_day_address_handle_or_id_is_refused() {
    let found = errors(
        "[people.ana]\nleft = 2026-02-03T10:00:00\n[people.ben]\nleft = \"2026-02-30\"\nemails = [\"ben\"]\n\
         handles = [\"@a b\"]\nname = \"\"\n[people.\"a b\"]\n",
    );
    assert_eq!(
        found,
        [
            "deem.toml:2:8: `left` must be a day; write `2026-03-01`",
            "deem.toml:4:8: `left` must be a day; write `2026-03-01`",
            "deem.toml:5:11: `ben` is no e-mail address; write `ana@example.com`",
            "deem.toml:6:12: `@a b` is no handle; write `@ana` or `@acme/payments`",
            "deem.toml:7:8: `name` is empty or has a control character",
            "deem.toml:8:9: id `a b` is empty or has white space or an `@`; use a short word; names, handles \
             and addresses have keys of their own",
        ]
    );
}
