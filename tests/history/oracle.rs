//! Random histories, against `git log -- FILE`.

use deem::history::{Follow, History, Walker};

use crate::make::{DAY, Files, Made, Maker, Mark, START, Say, commits, file, head};

/// The same numbers everywhere.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end.max(1)).unwrap()).unwrap()
    }
}

const NAMES: [&str; 7] = [
    "docs/adr/0001-a.md",
    "docs/adr/0002-b.md",
    "docs/adr/sub/0003-c.md",
    "notes/0001-a.md",
    "0004-d.md",
    "docs/adr.md",
    "src/main.rs",
];

fn edit(dice: &mut Dice, files: &mut Files, past: &[Files]) {
    let name = NAMES[dice.below(NAMES.len())];
    match dice.below(12) {
        0 | 1 => drop(files.remove(name)),
        // A revert: the file as it was at some commit.
        2 | 3 => {
            let old = past.get(dice.below(past.len())).and_then(|files| files.get(name)).cloned();
            match old {
                Some(old) => drop(files.insert(name.to_owned(), old)),
                None => drop(files.remove(name)),
            }
        }
        4 => {
            if let Some((mode, _)) = files.get_mut(name) {
                *mode = if *mode == 100_644 { 100_755 } else { 100_644 };
            }
        }
        _ => drop(files.insert(name.to_owned(), file(&format!("text {}\n", dice.below(9))))),
    }
}

/// A history with branches, merges of up to four parents, merges that change files themselves, several roots and
/// wrong clocks.
fn history(seed: u64, skewed: bool) -> (Maker, Mark) {
    let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let mut maker = Maker::default();
    let mut past: Vec<Files> = Vec::new();
    let mut tips: Vec<Mark> = Vec::new();
    for step in 0..40 {
        let mut parents = Vec::new();
        if !tips.is_empty() && dice.below(40) != 0 {
            parents.push(tips[dice.below(tips.len())]);
            if dice.below(3) == 0 {
                for _ in 0..=dice.below(3) {
                    let other = tips[dice.below(tips.len())];
                    if !parents.contains(&other) {
                        parents.push(other);
                    }
                }
            }
        }
        let mut files = parents.first().map(|parent| maker.files(*parent)).unwrap_or_default();
        for other in parents.iter().skip(1) {
            for (path, content) in maker.files(*other) {
                if dice.below(2) == 0 {
                    files.insert(path, content);
                }
            }
        }
        let edits = if parents.len() > 1 { dice.below(2) } else { 1 + dice.below(2) };
        (0..edits).for_each(|_| edit(&mut dice, &mut files, &past));
        let skew = if skewed { i64::try_from(dice.below(20)).unwrap() - 10 } else { 0 };
        // Distinct times: git orders equals by when it met them.
        let time = START + (step + skew) * DAY + step;
        let say = Say { author: "Ana <ana@example.com>", written: time, time, message: "change" };
        let mark = maker.say(&parents, &files, &say);
        past.push(files);
        tips.retain(|tip| !parents.contains(tip) || dice.below(4) == 0);
        tips.push(mark);
    }
    let parents: Vec<Mark> = tips.iter().rev().take(5).copied().collect();
    let mut files = maker.files(parents[0]);
    files.insert("src/main.rs".to_owned(), file("end\n"));
    let last = maker.commit(&parents, 60, &files);
    (maker, last)
}

fn log(made: &Made, options: &[&str], path: &str) -> Vec<String> {
    let args = [&["log", "--format=%H"], options, &["HEAD", "--", path]].concat();
    made.git(&args).lines().map(str::to_owned).collect()
}

#[test]
fn every_file_has_the_commits_of_git_log_in_its_order() {
    let follow = Follow { renames: false, past_creation: true };
    let mut compared = 0;
    for seed in 1..=60 {
        let (maker, last) = history(seed, seed % 3 == 0);
        let made = maker.build(last);
        // A commit-graph of one file, and one of a chain of files, change nothing.
        match seed % 4 {
            1 => drop(made.git(&["commit-graph", "write", "--reachable", "--changed-paths"])),
            2 => {
                let split = ["commit-graph", "write", "--split=no-merge", "--stdin-commits"];
                made.feed(&split, &format!("{}\n", made.ids[20]));
                made.feed(&split, &format!("{}\n", made.ids[last]));
            }
            _ => {}
        }
        let paths: Vec<String> = maker.files(last).into_keys().collect();
        let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
        for chain in made.chains(&paths, follow) {
            let want = log(&made, &[], &chain.path);
            assert_eq!(made.marks(commits(&chain)), made.marks(want), "seed {seed}, {}", chain.path);
            compared += chain.changes.len();
        }
    }
    assert!(compared > 1_000, "{compared}");
}

#[test]
fn a_walk_that_ends_at_creations_tells_the_newest_part_of_it() {
    for seed in 1..=30 {
        let (maker, last) = history(seed, false);
        let made = maker.build(last);
        let paths: Vec<String> = maker.files(last).into_keys().collect();
        let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
        let whole = made.chains(&paths, Follow { renames: false, past_creation: true });
        let follow = Follow { renames: false, past_creation: false };
        for (chain, whole) in made.chains(&paths, follow).iter().zip(&whole) {
            let (some, all) = (commits(chain), commits(whole));
            assert!(some.iter().all(|commit| all.contains(commit)), "seed {seed}, {}", chain.path);
            assert_eq!(some.first(), all.first(), "seed {seed}, {}", chain.path);
            if whole.changes.iter().all(|change| change.new.is_some()) {
                assert_eq!(some, all, "seed {seed}, {}", chain.path);
            }
            assert!(chain.first().is_some_and(|first| first.new.is_some()));
        }
    }
}

#[test]
fn the_main_line_is_that_of_git_log_first_parent() {
    let mut compared = 0;
    for seed in 1..=16 {
        let (maker, last) = history(seed, seed % 3 == 0);
        let made = maker.build(last);
        let paths: Vec<String> = maker.files(last).into_keys().collect();
        let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
        let history = History::open(&made.path).unwrap();
        let objects = history.objects().unwrap();
        let mut walker = Walker::new(&objects);
        let follow = Follow { renames: false, past_creation: false };
        let mut records = walker.records(head(&history), &paths, follow).unwrap();
        let lines = walker.lines(&mut records).unwrap();
        for (chain, line) in records.chains.iter().zip(&lines) {
            let got: Vec<String> =
                line.versions.iter().map(|version| version.landed.id.to_string()).collect();
            // Without what happened before the file last came to be.
            let all = log(&made, &["--first-parent"], &chain.path);
            let gone = log(&made, &["--first-parent", "--diff-filter=D", "-m"], &chain.path);
            let end = all.iter().position(|commit| gone.contains(commit)).unwrap_or(all.len());
            assert_eq!(made.marks(got), made.marks(all[..end].to_vec()), "seed {seed}, {}", chain.path);
            for version in &line.versions {
                let landed = version.landed.id.to_string();
                let range = [&*landed, &*format!("^{landed}^1")];
                let beneath = if version.landed.parents == 0 {
                    landed.clone()
                } else {
                    made.git(&["rev-list", range[0], range[1]])
                };
                for change in &version.changes {
                    let change = chain.changes[*change].commit.id.to_string();
                    assert!(beneath.contains(&change), "seed {seed}, {}: {change}", chain.path);
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 150, "{compared}");
}
