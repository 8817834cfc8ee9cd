use super::*;

fn bitbucket(text: &str) -> Codeowners {
    Codeowners::parse(text, Flavour::Bitbucket)
}

#[test]
fn people_and_groups_are_named_in_many_ways() {
    let text = "* ana@example.com ben@example.com\n*.js @work/frontend:random(2) # two of them\n\
                *.py @work/py:least_busy\n*.ts @\"Paul the Guru\" @@\"Dev Ops\"\n*.go @reviewer-group/Jane\\ Doe:all\n";
    let file = bitbucket(text);
    assert_eq!(owners(&file, "x"), "ana@example.com ben@example.com");
    assert_eq!(owners(&file, "a/b.js"), "@work/frontend");
    assert_eq!(owners(&file, "b.py"), "@work/py");
    assert_eq!(owners(&file, "b.ts"), "@Paul the Guru @@Dev Ops");
    assert_eq!(owners(&file, "b.go"), "@reviewer-group/Jane Doe");
    assert_eq!(file.rules()[3].owners[1].form, OwnerForm::Team);
    assert_eq!(file.rules()[1].owners[0].span.text(text), "@work/frontend:random(2)");
}

#[test]
fn a_file_may_define_its_own_groups() {
    let file = bitbucket("@@@MyDevs @ben ann@example.com @@JSDevs\nCheck(@@MyDevs >= 2)\n*.rs @@mydevs\n");
    assert_eq!(file.rules().len(), 1);
    let members: Vec<&str> =
        file.group("@@mydevs").unwrap().iter().map(|owner| owner.text.as_str()).collect();
    assert_eq!(members, ["@ben", "ann@example.com", "@@JSDevs"]);
    assert!(file.group("@@JSDevs").is_none());
}

#[test]
fn a_negation_clears_until_a_later_rule() {
    let file = bitbucket("ci/ @ops\n!ci/play.yml\nci/play.yml.bak @b\n\\!odd @c\n\"a b/*\" @d\n");
    assert_eq!(owners(&file, "ci/x/y"), "@ops");
    assert_eq!(owners(&file, "ci/play.yml"), "");
    assert_eq!(owners(&file, "!odd"), "@c");
    assert_eq!(owners(&file, "a b/x"), "@d");
    assert_eq!(owners(&bitbucket("!a\na @x"), "a"), "@x");
}

#[test]
fn braces_stand_for_alternatives() {
    let file = bitbucket("main.{java,js} @a\ndocs/{public/*,api/{v1,v2}/} @b\n");
    assert_eq!(owners(&file, "x/main.js"), "@a");
    assert_eq!(owners(&file, "docs/public/x"), "@b");
    assert_eq!(owners(&file, "docs/api/v2/deep/x"), "@b");
    assert_eq!(owners(&file, "docs/api/v3/x"), "");
    let bomb = format!("{} @a", "{a,b}".repeat(100));
    assert_eq!(problems(&bitbucket(&bomb), &bomb)[0].1, "its braces stand for more than 64 patterns");
}
