//! Main line, people, substantive changes, activity and drift.

use std::collections::HashSet;

use deem::history::{
    Extent, Follow, Governed, History, Id, People, Signature, Statuses, Substance, Substantive, Walker,
    Window, folder_of, without_form,
};

use crate::make::{DAY, Files, Made, Maker, START, Say, commits, file, head};

fn one(path: &str, text: &str) -> Files {
    [(path.to_owned(), file(text))].into()
}

fn status(_: &str, text: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(text).ok()?;
    text.lines().find_map(|line| line.strip_prefix("Status: ")).map(str::to_owned)
}

/// Statuses of a record with the marks of their landing and of the changes beneath it.
fn timeline(made: &Made, path: &str) -> Vec<(String, usize, Vec<usize>)> {
    let history = History::open(&made.path).unwrap();
    let objects = history.objects().unwrap();
    let mut walker = Walker::new(&objects);
    let mut records = walker.records(head(&history), &[path], Follow::default()).unwrap();
    let lines = walker.lines(&mut records).unwrap();
    let (states, extent) = Statuses::new(status).timeline(walker.source(), &lines[0]).unwrap();
    assert_eq!(extent, Extent::Complete);
    let mark = |id: Id| made.marks([id.to_string()])[0];
    let told = states.into_iter().map(|state| {
        let version = &lines[0].versions[state.version];
        let changes = version.changes.iter().map(|at| mark(records.chains[0].changes[*at].commit.id));
        (state.status.unwrap_or_default(), mark(version.landed.id), changes.collect())
    });
    told.collect()
}

#[test]
fn a_status_is_dated_by_its_landing_and_belongs_to_who_wrote_it() {
    let mut maker = Maker::default();
    let root = maker.commit(&[], 0, &one("a.md", "Status: proposed\nold text here\nmore\n"));
    // A branch that goes to and fro, and moves the file on its way.
    let moved = maker.commit(&[root], 1, &one("b.md", "Status: proposed\nold text here\nmore\n"));
    let there = maker.commit(&[moved], 2, &one("b.md", "Status: accepted\nold text here\nmore\n"));
    let back = maker.commit(&[there], 3, &one("b.md", "Status: rejected\nold text here\nmore\n"));
    let again = maker.commit(&[back], 4, &one("b.md", "Status: accepted\nold text here\nmore\n"));
    let mut side = one("a.md", "Status: proposed\nold text here\nmore\n");
    side.insert("x".to_owned(), file("x"));
    let other = maker.commit(&[root], 5, &side);
    let mut merged = maker.files(again);
    merged.insert("x".to_owned(), file("x"));
    let merge = maker.commit(&[other, again], 6, &merged);
    merged.insert("b.md".to_owned(), file("Status: superseded\nold text here\nmore\n"));
    let last = maker.commit(&[merge], 7, &merged);
    let made = maker.build(last);
    assert_eq!(
        timeline(&made, "b.md"),
        [
            ("proposed".to_owned(), root, vec![root]),
            ("accepted".to_owned(), merge, vec![again, back, there, moved]),
            ("superseded".to_owned(), last, vec![last]),
        ]
    );
}

#[test]
fn people_are_those_of_git_log_with_its_mailmap() {
    let mut maker = Maker::default();
    let mailmap = "Ana Lima <ana@example.com> <ANA@old.example>\n<bo@example.com> Bo <shared@example.com>\n";
    let mut parents = Vec::new();
    for (day, author) in [
        "Ana <ana@old.example>",
        "Bo <shared@example.com>",
        "Cy <shared@example.com>",
        "D\u{e9} \u{202e}x <de@example.com>",
        " <>",
    ]
    .iter()
    .enumerate()
    {
        let mut files = one("a.md", &format!("text {day}\n"));
        files.insert(".mailmap".to_owned(), file(mailmap));
        let time = START + i64::try_from(day).unwrap() * DAY;
        let say = Say { author, written: time, time, message: "m" };
        parents = vec![maker.say(&parents, &files, &say)];
    }
    let made = maker.build(parents[0]);
    let mut people = People::new(&History::open(&made.path).unwrap().mailmap(), &[]);
    let mut got = String::new();
    for change in &made.chain("a.md").changes {
        let author = people.resolve(&change.commit.words.author);
        let person = people.get(author).unwrap();
        got += &format!("{}|{}|{}\n", person.name, person.email, change.commit.words.author.seconds);
    }
    assert_eq!(got, made.git(&["log", "--format=%aN|%aE|%at", "--", "a.md"]));
}

#[test]
fn co_authors_are_people_of_the_commit_and_programs_are_not_counted() {
    let mut maker = Maker::default();
    let message = "Decide\n\nCo-authored-by: Bo <bo@example.com>\nco-authored-by: Ana <ANA@example.com>\n\
                   Co-Authored-By: tool[bot] <1+tool[bot]@users.noreply.github.com>\n> Co-authored-by: No <n@x>\n";
    let say = Say { author: "Ana <ana@example.com>", written: START, time: START + 9, message };
    let root = maker.say(&[], &one("a.md", "a\n"), &say);
    let made = maker.build(root);
    let commit = made.chain("a.md").changes[0].commit.clone();
    let mut people = People::new("", &[]);
    let authors = people.authors(&commit);
    let names: Vec<&str> = authors.iter().map(|person| people.get(*person).unwrap().name.as_str()).collect();
    assert_eq!(names, ["Ana", "Bo", "tool[bot]"]);
    assert!(people.is_program(authors[2]));
    assert_eq!((commit.time, commit.words.author.seconds), (START + 9, START));
    assert_eq!(commit.words.author.offset_minutes, 120);
}

#[test]
fn moves_form_and_ignored_commits_are_no_substantive_changes() {
    let body = "# Use x\n\nWe decided to use x for all that there is to do.\nSee [b](b.md).\n";
    let mut maker = Maker::default();
    let mut last = Vec::new();
    for (day, (path, text)) in (0..).zip([
        ("a.md", body.replace('x', "y")),
        ("a.md", body.to_owned()),
        ("a.md", body.replace("b.md", "../adr/b.md").replace("# Use x", "Use x\n=====")),
        ("b.md", body.replace("b.md", "../adr/b.md").replace("# Use x", "Use x\n=====")),
        ("b.md", format!("{body}\nswept\n")),
    ]) {
        last = vec![maker.commit(&last, day, &one(path, &text))];
    }
    let made = maker.build(last[0]);
    let history = History::open(&made.path).unwrap();
    let objects = history.objects().unwrap();
    let mut walker = Walker::new(&objects);
    let records = walker.records(head(&history), &["b.md"], Follow::default()).unwrap();
    let normal = |_: &str, text: &[u8]| without_form(&String::from_utf8_lossy(text));
    let latest = |ignored: &[&str]| {
        let ignored: HashSet<Id> = ignored.iter().filter_map(|id| Id::from_hex(id.as_bytes())).collect();
        let found = Substance::new(&ignored, normal).last(walker.source(), &records.chains[0]).unwrap();
        let Substantive::Known(at) = found else { panic!("{found:?}") };
        made.marks([records.chains[0].changes[at].commit.id.to_string()])[0]
    };
    assert_eq!(latest(&[]), 4);
    assert_eq!(latest(&[&made.ids[4]]), 1);
    assert_eq!(latest(&[&made.ids[4], &made.ids[1][..12]]), 1);
    assert_eq!(latest(&[&made.ids[4], &made.ids[1], &made.ids[0]]), 0);
}

#[test]
fn a_merge_is_substantive_only_by_lines_of_its_own() {
    let text = |first: &str, last: &str| one("a.md", &format!("{first}\n\nmiddle\n\nmiddle\n\n{last}\n"));
    for (merged, want) in [(text("one", "two"), 2), (text("one", "three"), 3)] {
        let mut maker = Maker::default();
        let root = maker.commit(&[], 0, &text("zero", "zero"));
        let one = maker.commit(&[root], 1, &text("one", "zero"));
        let two = maker.commit(&[root], 2, &text("zero", "two"));
        let merge = maker.commit(&[one, two], 3, &merged);
        let made = maker.build(merge);
        let chain = made.chain("a.md");
        assert_eq!(made.marks(commits(&chain)), [merge, two, one, root]);
        let history = History::open(&made.path).unwrap();
        let objects = history.objects().unwrap();
        let none = HashSet::new();
        let mut substance = Substance::new(&none, |_, text| String::from_utf8_lossy(text).into_owned());
        let Substantive::Known(at) = substance.last(&&objects, &chain).unwrap() else { panic!() };
        assert_eq!(made.marks([chain.changes[at].commit.id.to_string()]), [want]);
    }
}

#[test]
fn commits_that_blame_ignores_are_read_from_head() {
    let mut maker = Maker::default();
    let root = maker.commit(&[], 0, &one("a.md", "a\n"));
    let first = maker.build(root).ids[0].clone();
    let mut files = one("a.md", "b\n");
    let list = format!("# sweeps\n{first} # reformat\n{}\n\n", &first[..10]);
    files.insert(".git-blame-ignore-revs".to_owned(), file(&list));
    files.insert("etc/more".to_owned(), file(&"1".repeat(40)));
    let next = maker.commit(&[root], 1, &files);
    let made = maker.build(next);
    made.git(&["config", "blame.ignoreRevsFile", "etc/more"]);
    let ignored = History::open(&made.path).unwrap().ignored_commits();
    let want: HashSet<Id> =
        [first, "1".repeat(40)].iter().filter_map(|id| Id::from_hex(id.as_bytes())).collect();
    assert_eq!(ignored, want);
}

/// A stretch of work by several people below several folders.
fn busy() -> (Maker, usize) {
    let mut maker = Maker::default();
    let mut files = Files::new();
    let mut last: Vec<usize> = Vec::new();
    for step in 0..60_i64 {
        let folder = ["src/a", "src/b", "deploy", "docs"][usize::try_from(step % 4).unwrap()];
        let path = format!("{folder}/f{}.rs", step % 3);
        let lines: String = (0..step % 11 + 1).map(|line| format!("{step} {line}\n")).collect();
        files.insert(path, file(&lines));
        let author = ["Ana <ana@x>", "Bo <bo@x>", "ci[bot] <ci@x>"][usize::try_from(step % 5 % 3).unwrap()];
        let time = START + step * DAY;
        let say = Say { author, written: time - 5, time, message: "work" };
        let mark = maker.say(&last, &files, &say);
        last = if step % 7 == 6 {
            let merged = Say { author: "Gate <gate@x>", written: time + 9, time: time + 9, message: "merge" };
            vec![maker.say(&[last[0], mark], &files, &merged)]
        } else {
            vec![mark]
        };
    }
    (maker, last[0])
}

#[test]
fn drift_is_what_git_log_counts_without_merges_and_programs() {
    let (maker, last) = busy();
    let made = maker.build(last);
    let history = History::open(&made.path).unwrap();
    let objects = history.objects().unwrap();
    let mut walker = Walker::new(&objects);
    let sets: [(&[&str], i64); 4] =
        [(&["src/**"], 0), (&["src/a/**", "deploy/f1.rs"], 20), (&["docs/*"], 50), (&["**"], 40)];
    let governed: Vec<Governed<'_>> = sets
        .iter()
        .map(|(globs, day)| Governed {
            folders: globs.iter().map(|glob| folder_of(glob).to_owned()).collect(),
            matches: Box::new(|path: &str| {
                let below = |glob: &str| path.starts_with(glob.trim_end_matches('*'));
                globs.iter().any(|glob| below(glob))
            }),
            since: START + day * DAY,
        })
        .collect();
    let mut people = People::new("", &[]);
    let drifts = walker.drift(head(&history), &governed, &HashSet::new(), &mut people).unwrap();
    for ((globs, day), (governed, drift)) in sets.iter().zip(governed.iter().zip(&drifts)) {
        let since = format!("--since={}", START + day * DAY);
        let specs: Vec<String> = globs.iter().map(|glob| format!(":(glob){glob}")).collect();
        let specs: Vec<&str> = specs.iter().map(String::as_str).collect();
        let log = |format: &str| {
            let format = ["log", "--no-merges", "--full-history", &since, format, "--numstat", "HEAD", "--"];
            made.git(&[&format[..], &specs].concat())
        };
        let (mut theirs, mut bots, mut changed, mut bot) = (Vec::new(), 0, 0, false);
        for line in log("--format=%H %aN").lines().filter(|line| !line.is_empty()) {
            let parts: Vec<&str> = line.split('\t').collect();
            if let [added, removed, _] = parts[..] {
                let lines: usize = added.parse::<usize>().unwrap() + removed.parse::<usize>().unwrap();
                changed += if bot { 0 } else { lines };
                continue;
            }
            bot = line.ends_with("[bot]");
            if bot { bots += 1 } else { theirs.push(line.split(' ').next().unwrap().to_owned()) }
        }
        let ours: Vec<String> = drift.commits.iter().map(|commit| commit.id.to_string()).collect();
        assert_eq!(ours, theirs, "{globs:?}");
        assert_eq!((drift.by_programs, drift.extent), (bots, Extent::Complete), "{globs:?}");
        assert_eq!(drift.authors.len(), 2, "{globs:?}");
        let lines = walker.changed_lines(head(&history), governed, drift).unwrap();
        let listed = made.git(&[&["ls-files", "--"][..], &specs].concat());
        let current: usize = listed
            .lines()
            .map(|path| std::fs::read_to_string(made.path.join(path)).unwrap().lines().count())
            .sum();
        assert_eq!((lines.changed, lines.current, lines.partial), (changed, current, false), "{globs:?}");
    }
}

#[test]
fn ignored_commits_are_no_drift() {
    let (maker, last) = busy();
    let made = maker.build(last);
    let history = History::open(&made.path).unwrap();
    let objects = history.objects().unwrap();
    let all: HashSet<Id> = made.ids.iter().filter_map(|id| Id::from_hex(id.as_bytes())).collect();
    let governed = [Governed { folders: vec![String::new()], matches: Box::new(|_| true), since: START }];
    let mut people = People::new("", &[]);
    let drift = Walker::new(&objects).drift(head(&history), &governed, &all, &mut people).unwrap().remove(0);
    assert_eq!((drift.commits.len(), drift.by_programs), (0, 0));
}

#[test]
fn everybodys_last_activity_within_the_window_is_that_of_git_log() {
    let (maker, last) = busy();
    let made = maker.build(last);
    let history = History::open(&made.path).unwrap();
    let objects = history.objects().unwrap();
    for day in [0, 30, 57, 59] {
        let since = START + day * DAY;
        let mut people = People::new("", &[]);
        let activities =
            Walker::new(&objects).activity(head(&history), Window { since }, &mut people).unwrap();
        let mut want: Vec<(String, i64, usize)> = Vec::new();
        for line in made.git(&["log", "--format=%aE %at", &format!("--since={since}")]).lines() {
            let (email, time) = line.split_once(' ').unwrap();
            let time = time.parse().unwrap();
            match want.iter_mut().find(|(known, _, _)| known == email) {
                Some((_, latest, count)) => (*latest, *count) = ((*latest).max(time), *count + 1),
                None => want.push((email.to_owned(), time, 1)),
            }
        }
        let mut got: Vec<(String, i64, usize)> = activities
            .people
            .iter()
            .map(|one| (people.get(one.person).unwrap().email.clone(), one.time, one.commits))
            .collect();
        want.sort();
        got.sort();
        assert_eq!(got, want, "day {day}");
        assert_eq!(activities.extent, Extent::Complete);
    }
}

#[test]
fn a_clock_that_was_wrong_hides_no_activity_and_makes_nobody_active_tomorrow() {
    let mut maker = Maker::default();
    let say = |author, written, day: i64| Say { author, written, time: START + day * DAY, message: "m" };
    let root = maker.say(&[], &one("a.md", "1"), &say("Ana <ana@x>", START, 100));
    let wrong = maker.say(&[root], &one("a.md", "2"), &say("Bo <bo@x>", 0, -9_000));
    let ahead = maker.say(&[wrong], &one("a.md", "3"), &say("Cy <cy@x>", START * 2, 102));
    let made = maker.build(ahead);
    let history = History::open(&made.path).unwrap();
    let objects = history.objects().unwrap();
    let mut people = People::new("", &[]);
    let window = Window { since: START + 90 * DAY };
    let found = Walker::new(&objects).activity(head(&history), window, &mut people).unwrap().people;
    let told: Vec<(&str, i64)> = found
        .iter()
        .map(|one| (people.get(one.person).unwrap().name.as_str(), (one.time - START) / DAY))
        .collect();
    assert_eq!(told, [("Cy", 102), ("Ana", 0)]);
    let unknown = Signature { name: "Bo".to_owned(), email: "bo@x".to_owned(), ..Signature::default() };
    let unknown = people.resolve(&unknown);
    assert!(found.iter().all(|one| one.person != unknown));
}
