//! Every kind of repository: right, or plainly unknown.

use std::fs;
use std::path::{Path, PathBuf};

use deem::history::{
    Activities, Extent, Follow, History, HistoryError, Id, ObjectSource as _, People, Walker, Window,
};

use crate::make::{DAY, Files, Made, Maker, START, chains, commits, file, git, head};

/// Twelve commits, a merge and a move among them. `a.md` was created by the first and last changed by the ninth.
fn made(options: &[&str]) -> Made {
    let mut maker = Maker::default();
    let mut files = Files::new();
    let mut last = Vec::new();
    for day in 0..12 {
        let name = if day < 4 { "adr/a.md" } else { "docs/a.md" };
        if day == 4 {
            files.remove("adr/a.md");
        }
        let text: String = (0..30 + day / 3).map(|line| format!("line {line}\n")).collect();
        files.insert(name.to_owned(), file(&text));
        files.insert("docs/b.md".to_owned(), file(&format!("b {day}\n")));
        let mark = maker.commit(&last, day, &files);
        last = vec![mark];
    }
    maker.build_with(last[0], options)
}

const WHOLE: [usize; 5] = [9, 6, 4, 3, 0];

#[track_caller]
fn whole(made: &Made, path: &Path) {
    let chain = chains(path, &["docs/a.md"], Follow::default()).remove(0);
    assert_eq!(made.marks(commits(&chain)), WHOLE);
    assert_eq!(chain.extent, Extent::Complete);
}

fn url(path: &Path) -> String {
    format!("file://{}", path.display())
}

/// A clone with these options.
fn clone(made: &Made, options: &[&str]) -> (tempfile::TempDir, PathBuf) {
    made.git(&["config", "uploadpack.allowFilter", "true"]);
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().canonicalize().unwrap().join("clone");
    let (from, to) = (url(&made.path), path.to_str().unwrap().to_owned());
    git(dir.path(), &[&["clone", "-q"], options, &[&from, &to]].concat());
    (dir, path)
}

#[test]
fn a_repository_of_sha_256_is_read_like_any() {
    let made = made(&["--object-format=sha256"]);
    assert_eq!(made.ids[0].len(), 64);
    whole(&made, &made.path);
}

#[test]
fn loose_and_packed_objects_and_alternates_are_read() {
    let made = made(&[]);
    whole(&made, &made.path);
    made.git(&["repack", "-qad"]);
    whole(&made, &made.path);
    let (_dir, path) = clone(&made, &["--shared"]);
    whole(&made, &path);
}

#[test]
fn bare_repositories_and_work_trees_are_read() {
    let made = made(&[]);
    let (_dir, bare) = clone(&made, &["--bare"]);
    whole(&made, &bare);
    let tree = bare.with_file_name("tree");
    git(&bare, &["worktree", "add", "-q", "--detach", tree.to_str().unwrap(), "HEAD"]);
    whole(&made, &tree);
}

#[test]
fn a_detached_merge_of_a_pull_request_is_stepped_through() {
    let made = made(&[]);
    made.git(&["checkout", "-q", "--detach", "HEAD^"]);
    made.git(&["-c", "user.name=x", "-c", "user.email=x", "merge", "-q", "--no-ff", "-m", "m", "main"]);
    whole(&made, &made.path);
}

#[test]
fn no_git_and_no_commit_are_told_apart() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().canonicalize().unwrap();
    assert!(matches!(History::open(&path), Err(HistoryError::NoRepository(_))));
    git(&path, &["init", "-q"]);
    assert_eq!(History::open(&path).unwrap().head_id().unwrap(), None);
}

#[test]
fn a_shallow_clone_never_dates_by_its_boundary() {
    let made = made(&[]);
    for (depth, known) in [(1, &[][..]), (2, &[]), (3, &[]), (4, &[9]), (8, &[9, 6]), (9, &[9, 6, 4])] {
        let depth = format!("--depth={depth}");
        let (_dir, path) = clone(&made, &[&depth]);
        let chain = chains(&path, &["docs/a.md"], Follow::default()).remove(0);
        assert_eq!(made.marks(commits(&chain)), known, "{depth}");
        assert_eq!(chain.extent, Extent::Shallow, "{depth}");
        assert!(chain.first().is_none());
        let history = History::open(&path).unwrap();
        assert!(history.is_shallow());
        let objects = history.objects().unwrap();
        let mut walker = Walker::new(&objects);
        let mut records = walker.records(head(&history), &["docs/a.md"], Follow::default()).unwrap();
        let line = walker.lines(&mut records).unwrap().remove(0);
        assert_eq!((line.versions.len(), line.extent), (known.len(), Extent::Shallow), "{depth}");
    }
    let (_dir, path) = clone(&made, &["--depth=40"]);
    whole(&made, &path);
}

#[test]
fn activity_in_a_shallow_clone_is_complete_only_within_what_it_has() {
    let made = made(&[]);
    let (_dir, path) = clone(&made, &["--depth=4"]);
    let history = History::open(&path).unwrap();
    let objects = history.objects().unwrap();
    let active = |day: i64| -> Activities {
        let window = Window { since: START + day * DAY };
        Walker::new(&objects).activity(head(&history), window, &mut People::new("", &[])).unwrap()
    };
    assert_eq!(active(10).extent, Extent::Complete);
    assert_eq!(active(2).extent, Extent::Shallow);
}

#[test]
fn a_clone_without_blobs_tells_all_but_what_needs_them() {
    let made = made(&[]);
    let (_dir, path) = clone(&made, &["--filter=blob:none", "--no-checkout"]);
    let chain = chains(&path, &["docs/a.md"], Follow::default()).remove(0);
    // The move changed nothing, so names of objects are enough.
    assert_eq!(made.marks(commits(&chain)), WHOLE);
    assert_eq!(chain.extent, Extent::Complete);
}

#[test]
fn a_move_that_cannot_be_judged_leaves_the_creation_unknown() {
    let mut maker = Maker::default();
    let text = |lines: usize| (0..lines).map(|line| format!("line {line}\n")).collect::<String>();
    let root = maker.commit(&[], 0, &[("a.md".to_owned(), file(&text(20)))].into());
    let moved = maker.commit(&[root], 1, &[("b.md".to_owned(), file(&text(21)))].into());
    let made = maker.build(moved);
    assert_eq!(made.marks(commits(&made.chain("b.md"))), [moved, root]);
    let (_dir, path) = clone(&made, &["--filter=blob:none", "--no-checkout"]);
    let chain = chains(&path, &["b.md"], Follow::default()).remove(0);
    assert_eq!(chain.extent, Extent::Missing);
    assert!(chain.first().is_none() && chain.last().is_some());
}

#[test]
fn a_clone_without_trees_tells_that_it_knows_nothing() {
    let made = made(&[]);
    let (_dir, path) = clone(&made, &["--filter=tree:0", "--no-checkout"]);
    let chain = chains(&path, &["docs/a.md"], Follow::default()).remove(0);
    assert_eq!((chain.changes.len(), chain.extent), (0, Extent::Missing));
}

#[test]
fn the_extension_of_old_partial_clones_is_no_reason_to_refuse() {
    let made = made(&[]);
    made.git(&["config", "core.repositoryFormatVersion", "1"]);
    made.git(&["config", "extensions.partialClone", "origin"]);
    whole(&made, &made.path);
    made.git(&["pack-refs", "--all"]);
    whole(&made, &made.path);
    made.git(&["checkout", "-q", "--detach"]);
    whole(&made, &made.path);
    let history = History::open(&made.path).unwrap();
    assert!(!history.is_shallow() && !format!("{history:?}").is_empty());
    assert_eq!((history.branch(), history.origin()), (None, None));
    assert_eq!(history.ignored_commits().len(), 0);
    made.git(&["checkout", "-q", "-b", "side/x", "HEAD~9"]);
    made.git(&["config", "remote.origin.url", "https://me:secret@git.example/x"]);
    let history = History::open(&made.path).unwrap();
    assert_eq!(history.branch().as_deref(), Some("side/x"));
    assert_eq!(history.origin().as_deref(), Some("https://git.example/x"));
    assert!(history.names_in("docs").unwrap().contains("a.md"));
}

#[test]
fn a_reftable_is_told_and_not_guessed() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().canonicalize().unwrap();
    git(&path, &["init", "-q", "--ref-format=reftable"]);
    let error = History::open(&path).and_then(|history| history.head_id());
    assert!(matches!(error, Err(HistoryError::Reftable)), "{error:?}");
}

#[test]
fn references_that_lead_out_of_the_repository_are_none() {
    let made = made(&[]);
    made.git(&["config", "core.repositoryFormatVersion", "1"]);
    made.git(&["config", "extensions.partialClone", "origin"]);
    let secret = made.path.join("secret");
    fs::write(&secret, &made.ids[0]).unwrap();
    fs::write(made.path.join(".git/HEAD"), "ref: ../secret\n").unwrap();
    assert_eq!(History::open(&made.path).and_then(|history| history.head_id()).unwrap(), None);
    fs::write(made.path.join(".git/HEAD"), "ref: HEAD\n").unwrap();
    assert!(History::open(&made.path).and_then(|history| history.head_id()).is_err());
}

#[test]
fn a_broken_object_is_an_error_and_no_fact() {
    let made = made(&[]);
    let blob = made.git(&["rev-parse", "HEAD:docs/a.md"]);
    let commit = made.git(&["hash-object", "-t", "commit", "-w", "--literally", "--stdin"]);
    assert_ne!(blob, commit);
    fs::write(made.path.join(".git/refs/heads/main"), &commit).unwrap();
    let history = History::open(&made.path).unwrap();
    match history.head_id() {
        Err(_) => {}
        Ok(id) => {
            let objects = history.objects().unwrap();
            let walked = Walker::new(&objects).records(id.unwrap(), &["docs/a.md"], Follow::default());
            assert!(walked.is_err());
        }
    }
}

/// What a commit-graph tells of each commit, as git prints it.
fn told_by_graph(made: &Made) -> Vec<Option<String>> {
    let history = History::open(&made.path).unwrap();
    let objects = history.objects().unwrap();
    let told = made.ids.iter().map(|id| {
        let links = (&&objects).links(Id::from_hex(id.as_bytes()).unwrap())?;
        let parents: Vec<String> = links.parents.iter().map(ToString::to_string).collect();
        Some(format!("{} {} {}", links.tree, links.time, parents.join(" ")))
    });
    told.collect()
}

/// Two roots, merges of two to four, and a time that needs more than 32 bits.
fn knotted(options: &[&str]) -> Made {
    let mut maker = Maker::default();
    let files = |text: &str| -> Files { [("a.md".to_owned(), file(text))].into() };
    let one = maker.commit(&[], 0, &files("1"));
    let two = maker.commit(&[], 1, &files("2"));
    let three = maker.commit(&[one, two], 2, &files("3"));
    let four = maker.commit(&[one], 90_000, &files("4"));
    let five = maker.commit(&[three, four, two, one], 4, &files("5"));
    let six = maker.commit(&[five, four, two], 5, &files("6"));
    maker.build_with(six, options)
}

#[test]
fn a_commit_graph_tells_what_the_commits_say() {
    for options in [&[][..], &["--object-format=sha256"]] {
        let made = knotted(options);
        assert!(told_by_graph(&made).iter().all(Option::is_none));
        let want: Vec<Option<String>> = made
            .ids
            .iter()
            .map(|id| {
                Some(made.git(&["show", "-s", "--format=%T %ct %P", id]).trim_end_matches('\n').to_owned())
            })
            .collect();
        made.git(&["commit-graph", "write", "--reachable", "--changed-paths"]);
        assert_eq!(told_by_graph(&made), want);
        fs::remove_file(made.path.join(".git/objects/info/commit-graph")).unwrap();
        for id in [&made.ids[2], &made.ids[4], &made.ids[5]] {
            made.feed(&["commit-graph", "write", "--split=no-merge", "--stdin-commits"], &format!("{id}\n"));
        }
        assert_eq!(told_by_graph(&made), want);
    }
}

#[test]
fn a_commit_graph_is_not_believed_where_parents_are_altered_or_bytes_are_missing() {
    let made = knotted(&[]);
    made.git(&["commit-graph", "write", "--reachable"]);
    let none = |made: &Made| told_by_graph(made).iter().all(Option::is_none);
    assert!(!none(&made));
    let grafts = made.path.join(".git/info/grafts");
    fs::write(&grafts, "").unwrap();
    assert!(none(&made));
    fs::remove_file(grafts).unwrap();
    made.git(&["replace", &made.ids[5], &made.ids[3]]);
    assert!(none(&made));
    made.git(&["pack-refs", "--all"]);
    assert!(none(&made));
    made.git(&["replace", "-d", &made.ids[5]]);
    let path = made.path.join(".git/objects/info/commit-graph");
    let whole = fs::read(&path).unwrap();
    fs::remove_file(&path).unwrap();
    for end in (0..whole.len()).step_by(37) {
        fs::write(&path, &whole[..end]).unwrap();
        assert_eq!(chains(&made.path, &["a.md"], Follow::default())[0].extent, Extent::Complete);
    }
}
