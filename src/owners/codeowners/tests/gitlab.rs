use super::*;

fn gitlab(text: &str) -> Codeowners {
    Codeowners::parse(text, Flavour::GitLab)
}

#[test]
fn every_section_adds_the_owners_of_its_last_match() {
    let text = "* @admin\n\n[Owners of README]\nREADME.md @one @two\ninternal/README.md @four\n\n\
                [Others]\nREADME.md @three\n";
    let file = gitlab(text);
    assert_eq!(owners(&file, "README.md"), "@admin @one @two @three");
    assert_eq!(owners(&file, "internal/README.md"), "@admin @four @three");
    let found = file.owners_of("internal/README.md");
    let names: Vec<Option<&str>> =
        found.rules.iter().map(|rule| file.sections()[rule.section].name.as_deref()).collect();
    assert_eq!(names, [None, Some("Owners of README"), Some("Others")]);
}

#[test]
fn rules_without_owners_take_those_of_their_heading() {
    let file =
        gitlab("[Docs][2] @docs\ndocs/\nREADME.md\n\n^[Database] @db @ana\nmodel/db/\nconfig/db.md @docs\n");
    assert_eq!(owners(&file, "docs/a/b.md"), "@docs");
    assert_eq!(owners(&file, "model/db/x"), "@db @ana");
    assert_eq!(owners(&file, "config/db.md"), "@docs");
    let shape = |section: &Section| (section.name.clone(), section.optional, section.approvals);
    let sections: Vec<_> = file.sections()[1..].iter().map(shape).collect();
    assert_eq!(sections, [(Some("Docs".into()), false, 2), (Some("Database".into()), true, 1)]);
}

#[test]
fn sections_of_one_name_are_one_whatever_their_case() {
    let file = gitlab("^[Docs]\na.md @a\n[Code]\na.md @b\n[DOCS][3]\n*.md @c\n");
    assert_eq!(file.sections().len(), 3);
    let docs = &file.sections()[1];
    assert_eq!((docs.name.as_deref(), docs.optional, docs.approvals), (Some("Docs"), false, 3));
    assert_eq!(owners(&file, "a.md"), "@c @b");
}

#[test]
fn an_exclusion_holds_in_its_section_whatever_follows() {
    let text = "* @all\n!pom.xml\n\n[Ruby]\n*.rb @ruby\n!/config/**/*.rb\n/config/routes.rb @ops\n";
    let file = gitlab(text);
    assert_eq!(owners(&file, "pom.xml"), "");
    assert_eq!(owners(&file, "sub/pom.xml"), "");
    assert_eq!(owners(&file, "app/a.rb"), "@all @ruby");
    assert_eq!(owners(&file, "config/routes.rb"), "@all");
    assert_eq!(owners(&file, "config/deep/x.rb"), "@all");
}

#[test]
fn a_path_without_a_slash_in_front_matches_at_any_depth() {
    let file = gitlab("internal/README.md @a\n/docs/*.md @b\n/db/**/index.md @c\nlib/ @d\n/config/ @e\n");
    assert_eq!(owners(&file, "docs/api/internal/README.md"), "@a");
    assert_eq!(owners(&file, "docs/x.md"), "@b");
    assert_eq!(owners(&file, "docs/api/x.md"), "");
    assert_eq!(owners(&file, "db/index.md"), "@c");
    assert_eq!(owners(&file, "db/a/b/index.md"), "@c");
    assert_eq!(owners(&file, "sub/lib/a/b"), "@d");
    assert_eq!((owners(&file, "config/x").as_str(), owners(&file, "sub/config/x").as_str()), ("@e", ""));
}

#[test]
fn only_a_slash_at_the_end_makes_a_folder() {
    let file = gitlab("docs @a\n/src/** @b\n/ @c\n");
    assert_eq!(owners(&gitlab("docs @a"), "docs/x"), "");
    assert_eq!(owners(&gitlab("docs @a"), "sub/docs"), "@a");
    assert_eq!(owners(&gitlab("/src/** @b"), "src/a/b"), "");
    assert_eq!(owners(&gitlab("/src/** @b"), "src/a"), "@b");
    assert_eq!(owners(&file, "src/a/b"), "@c");
}

#[test]
fn escapes_classes_roles_and_nested_groups_are_read() {
    let text = "\\#odd.rb @a\npath\\ with\\ space/*.md @b\n*.[ch] @group/sub/team\n*.[!a-m]x @@developers\n";
    let file = gitlab(text);
    assert_eq!(owners(&file, "x/#odd.rb"), "@a");
    assert_eq!(owners(&file, "path with space/x.md"), "@b");
    assert_eq!(owners(&file, "x/y.c"), "@group/sub/team");
    assert_eq!((owners(&file, "a.zx").as_str(), owners(&file, "a.bx").as_str()), ("@@developers", ""));
    assert_eq!(file.rules()[2].owners[0].form, OwnerForm::Team);
    assert_eq!(file.rules()[3].owners[0].form, OwnerForm::Role);
}

#[test]
fn a_word_that_is_no_owner_is_left_out_and_a_comment_behind_a_rule_names_owners() {
    let text = "/a/* @group no_at @user\n/b @x # ask @y about it\n/c @@admins @z\n";
    let file = gitlab(text);
    assert_eq!(owners(&file, "a/x"), "@group @user");
    assert_eq!(owners(&file, "b"), "@x @y");
    assert_eq!(owners(&file, "c"), "@z");
    let marked: Vec<&str> = problems(&file, text).iter().map(|problem| problem.0).collect();
    assert_eq!(marked, ["no_at", "@@admins"]);
}

#[test]
fn a_broken_heading_is_no_section() {
    let text = "* @all\n[Section name\ndocs/ @docs\n[] @none\n";
    let file = gitlab(text);
    assert_eq!(file.sections().len(), 1);
    assert_eq!(owners(&file, "docs/x"), "@docs");
    assert_eq!(problems(&file, text)[0], ("[Section", "a `[` is not closed"));
}

#[test]
fn the_place_or_else_a_line_tells_the_flavour() {
    for (path, text, want) in [
        (".github/CODEOWNERS", "[Docs]\n* @a", Flavour::GitHub),
        (".gitlab/CODEOWNERS", "* @a", Flavour::GitLab),
        (".bitbucket/CODEOWNERS", "* @a", Flavour::Bitbucket),
        ("CODEOWNERS", "* @a", Flavour::GitHub),
        ("CODEOWNERS", "# [Docs]\n* @a\n^[Docs][2] @b", Flavour::GitLab),
        ("docs/CODEOWNERS", "* @@maintainer", Flavour::GitLab),
        ("CODEOWNERS", "* @@Frontend", Flavour::Bitbucket),
        ("CODEOWNERS", "@@@Devs @a @b", Flavour::Bitbucket),
        ("CODEOWNERS", "*.[ch] @a\n[ab]* @c", Flavour::GitHub),
        ("CODEOWNERS", "* @a # not @@Frontend", Flavour::GitHub),
    ] {
        assert_eq!(Flavour::of(path, text), want, "{path}: {text}");
    }
}
