//! Where files came from.

use deem::history::{Chain, Follow};

use crate::make::{Files, Made, Maker, commits, file};

fn text(name: &str, lines: usize) -> String {
    (0..lines).map(|line| format!("{name} says {line}\n")).collect()
}

fn files(list: &[(&str, &str)]) -> Files {
    list.iter().map(|(path, text)| ((*path).to_owned(), file(text))).collect()
}

/// The paths that a record had, the newest first.
fn names(chain: &Chain) -> Vec<&str> {
    let before = chain.changes.iter().filter_map(|change| change.renamed_from.as_deref());
    std::iter::once(chain.path.as_str()).chain(before).collect()
}

/// A chain of commits, one for each state.
fn line(states: &[Files]) -> (Maker, Made) {
    let mut maker = Maker::default();
    let mut last = None;
    for (day, state) in (0..).zip(states) {
        let parents: Vec<_> = last.into_iter().collect();
        last = Some(maker.commit(&parents, day, state));
    }
    let made = maker.build(last.unwrap());
    (maker, made)
}

#[test]
fn a_record_is_followed_through_moves_and_edits_to_its_creation() {
    let (a, b) = (text("a", 10), text("a", 12));
    let (_, made) = line(&[
        files(&[("adr/1-a.md", &a)]),
        files(&[("docs/1-a.md", &a)]),
        files(&[("docs/1-a.md", &b)]),
        files(&[("docs/0002-a.md", &text("a", 13))]),
        files(&[("docs/0002-a.rst", &text("a", 14))]),
    ]);
    let chain = made.chain("docs/0002-a.rst");
    assert_eq!(names(&chain), ["docs/0002-a.rst", "docs/0002-a.md", "docs/1-a.md", "adr/1-a.md"]);
    assert_eq!(made.marks(commits(&chain)), [4, 3, 2, 1, 0]);
    let kept: Vec<bool> = chain.changes.iter().map(deem::history::Change::keeps_content).collect();
    assert_eq!(kept, [false, false, false, true, false]);
}

#[test]
fn a_folder_moves_with_all_that_is_in_it() {
    let list = |folder: &str| -> Files {
        (1..40)
            .map(|number| (format!("{folder}/{number:04}-x.md"), file(&text(&number.to_string(), 5))))
            .collect()
    };
    let mut edited = list("docs/decisions");
    edited.insert("docs/decisions/0007-x.md".to_owned(), file(&text("7", 6)));
    let (maker, made) = line(&[list("docs/adr"), edited, list("decisions")]);
    let paths: Vec<String> = maker.files(2).into_keys().collect();
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    for chain in made.chains(&paths, Follow::default()) {
        let name = chain.path.rsplit('/').next().unwrap();
        let (one, two) = (format!("docs/decisions/{name}"), format!("docs/adr/{name}"));
        assert_eq!(names(&chain), [chain.path.as_str(), &one, &two]);
        assert_eq!(made.marks(commits(&chain)), [2, 1, 0]);
    }
}

#[test]
fn a_copy_begins_anew() {
    let template = text("template", 20);
    let (_, made) = line(&[
        files(&[("adr/template.md", &template)]),
        files(&[("adr/template.md", &template), ("adr/0001-a.md", &template)]),
        files(&[("adr/template.md", &text("template", 21)), ("adr/0001-a.md", &template)]),
    ]);
    assert_eq!(made.marks(commits(&made.chain("adr/0001-a.md"))), [1]);
}

#[test]
fn a_deleted_file_is_the_origin_of_one_new_file_the_most_alike() {
    let (old, near) = (text("a", 20), text("a", 19));
    let far = text("a", 12);
    let (_, made) = line(&[
        files(&[("adr/0001-old.md", &old)]),
        files(&[("adr/0002-near.md", &near), ("adr/0003-far.md", &far)]),
    ]);
    assert_eq!(names(&made.chain("adr/0002-near.md")), ["adr/0002-near.md", "adr/0001-old.md"]);
    let both = made.chains(&["adr/0003-far.md", "adr/0002-near.md"], Follow::default());
    assert_eq!(made.marks(commits(&both[0])), [1]);
    assert_eq!(made.marks(commits(&both[1])), [1, 0]);
}

#[test]
fn a_moved_template_is_not_the_origin_of_a_record_with_its_text() {
    let template = text("template", 20);
    let (_, made) = line(&[
        files(&[("adr/template.md", &template)]),
        files(&[("templates/template.md", &template), ("adr/0001-a.md", &template)]),
    ]);
    assert_eq!(made.marks(commits(&made.chain("adr/0001-a.md"))), [1]);
}

#[test]
fn a_file_that_says_something_else_is_a_new_one() {
    let (_, made) = line(&[
        files(&[("adr/0001-a.md", &text("a", 20)), ("empty.md", "")]),
        files(&[("adr/0002-b.md", &text("b", 20)), ("adr/0003-c.md", "")]),
    ]);
    assert_eq!(made.marks(commits(&made.chain("adr/0002-b.md"))), [1]);
    assert_eq!(made.marks(commits(&made.chain("adr/0003-c.md"))), [1]);
}

#[test]
fn a_move_on_one_branch_and_an_edit_on_the_other_both_count() {
    let (a, b) = (text("a", 20), text("a", 21));
    let mut maker = Maker::default();
    let root = maker.commit(&[], 0, &files(&[("old/a.md", &a)]));
    let edit = maker.commit(&[root], 1, &files(&[("old/a.md", &b)]));
    let moved = maker.commit(&[root], 2, &files(&[("new/a.md", &a)]));
    let merge = maker.commit(&[edit, moved], 3, &files(&[("new/a.md", &b)]));
    let made = maker.build(merge);
    let chain = made.chain("new/a.md");
    // The merge differs from both sides: git shows it too, but loses the edit beyond it.
    assert_eq!(chain.first().unwrap().commit.id.to_string(), made.ids[root]);
    assert_eq!(made.marks(commits(&chain)), [merge, moved, root]);
}

#[test]
fn letter_case_and_composition_of_names_are_told_apart() {
    let a = text("a", 9);
    let (_, made) = line(&[
        files(&[("adr/cafe\u{301}.md", &a)]),
        files(&[("adr/caf\u{e9}.md", &a)]),
        files(&[("ADR/caf\u{e9}.md", &a)]),
    ]);
    let chain = made.chain("ADR/caf\u{e9}.md");
    assert_eq!(names(&chain), ["ADR/caf\u{e9}.md", "adr/caf\u{e9}.md", "adr/cafe\u{301}.md"]);
}

#[test]
fn a_file_that_became_a_folder_and_a_submodule_are_no_records() {
    let (_, made) = line(&[
        files(&[("adr", "file\n")]),
        files(&[("adr/a.md", "a\n")]),
        files(&[("adr", "file\n")]),
        files(&[("adr/a.md", "a\n")]),
    ]);
    assert_eq!(made.marks(commits(&made.chain("adr/a.md"))), [3]);
    assert!(made.chain("adr").current.is_none());
}

#[test]
fn a_restored_file_begins_with_its_restoration() {
    let a = text("a", 9);
    let (_, made) =
        line(&[files(&[("a.md", &a), ("b.md", "b")]), files(&[("b.md", "b")]), files(&[("a.md", &a)])]);
    assert_eq!(made.marks(commits(&made.chain("a.md"))), [2]);
    let whole = made.chains(&["a.md"], Follow { renames: false, past_creation: true });
    assert_eq!(made.marks(commits(&whole[0])), [2, 1, 0]);
}
