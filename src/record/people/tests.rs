//! Names as real collections write them.

use proptest::prelude::*;

use super::{PersonRole, role_of, split};

fn names(text: &str) -> Vec<String> {
    split(text).into_iter().map(|(name, _)| name).collect()
}

#[test]
fn names_come_out_of_every_form() {
    for (text, want) in [
        ("Andy, Emily, Sumi", &["Andy", "Emily", "Sumi"][..]),
        ("a;b\nc<br>d<br/>e", &["a", "b", "c", "d", "e"]),
        (
            "rogerbarreto,markwallace-microsoft,dmytrostruk",
            &["rogerbarreto", "markwallace-microsoft", "dmytrostruk"],
        ),
        ("dmytrostruk, westey-m,", &["dmytrostruk", "westey-m"]),
        ("Daniel Hardman and Lovesh Harchandani", &["Daniel Hardman", "Lovesh Harchandani"]),
        ("Ana und Ben", &["Ana", "Ben"]),
        ("Ana et Ben", &["Ana", "Ben"]),
        ("Ana & Ben", &["Ana", "Ben"]),
        ("Ana, Ben & Cleo", &["Ana", "Ben", "Cleo"]),
        ("P\\&D team", &["P&D team"]),
        ("P&D team", &["P&D team"]),
        ("Documentation & Knowledge Curator", &["Documentation & Knowledge Curator"]),
        ("Design and Research team", &["Design and Research team"]),
        ("James Black (HHS)", &["James Black (HHS)"]),
        ("megemini (柳顺)", &["megemini (柳顺)"]),
        ("Micah Zoltu (@MicahZoltu), Erik Marks (@rekmarks)", &["Micah Zoltu", "Erik Marks"]),
        ("[Ana Biazetti](@abiazetti)", &["Ana Biazetti"]),
        ("[Edson](@e), [Vaishnavi Hire](@v)", &["Edson", "Vaishnavi Hire"]),
        ("[Timo](mailto:t@x.id) (Animo) & [Berend S](mailto:b@x.id) (Animo)", &["Timo", "Berend S"]),
        ("[John Jordan](mailto:j@gov.bc.ca) Province of British Columbia", &["John Jordan"]),
        ("Holger Krekel <holger@x.eu>, Carl Meyer <carl@x.net>", &["Holger Krekel", "Carl Meyer"]),
        ("<ana@example.com>", &["ana@example.com"]),
        ("ana@example.com", &["ana@example.com"]),
        ("@ripienaar, @kozlovic", &["@ripienaar", "@kozlovic"]),
        ("@lorenyu @shawnvanderjagt", &["@lorenyu", "@shawnvanderjagt"]),
        ("@@anitha", &["@@anitha"]),
        ("@acme/payments", &["@acme/payments"]),
        ("{ Ben Thomas }", &["Ben Thomas"]),
        ("{Ana, Ben}", &["Ana", "Ben"]),
        ("- Ana\n- Ben", &["Ana", "Ben"]),
        ("**Lucas**, Brandon\\", &["Lucas", "Brandon"]),
        ("NKNaN<input type=\"checkbox\">", &["NKNaN"]),
        ("Ana, Ben <!-- optional -->", &["Ana", "Ben"]),
        ("Jane Doe (lead, payments), Bo", &["Jane Doe (lead, payments)", "Bo"]),
        ("{list everyone involved in the decision}", &[]),
        ("[list everyone involved in the decision] <!-- optional -->", &[]),
        ("{liste de toutes les personnes impliquées dans la décision}", &[]),
        ("N/A", &[]),
        ("-", &[]),
        ("TBD", &[]),
        ("", &[]),
        ("none", &[]),
    ] {
        assert_eq!(names(text), want, "{text}");
    }
}

#[test]
fn a_name_has_its_place_in_the_text() {
    let text = "[Ana B](x), P\\&D team, Bo <b@x>";
    let places: Vec<&str> = split(text).into_iter().map(|(_, range)| &text[range]).collect();
    assert_eq!(places, ["Ana B", "P\\&D team", "Bo"]);
}

#[test]
fn keys_name_the_part_that_people_had() {
    for (key, want) in [
        ("owner", Some(PersonRole::Owner)),
        ("Owners:", Some(PersonRole::Owner)),
        ("Deciders", Some(PersonRole::Decider)),
        ("decision-makers", Some(PersonRole::Decider)),
        ("décideurs", Some(PersonRole::Decider)),
        ("Entscheider", Some(PersonRole::Decider)),
        ("Author:", Some(PersonRole::Author)),
        ("Autor", Some(PersonRole::Author)),
        ("提交作者", Some(PersonRole::Author)),
        ("contact", Some(PersonRole::Other)),
        ("Implementors", Some(PersonRole::Other)),
        ("BDFL-Delegate", Some(PersonRole::Other)),
        ("consulted", Some(PersonRole::Consulted)),
        ("informed", Some(PersonRole::Informed)),
        ("status", None),
        ("owning-sig", None),
    ] {
        assert_eq!(role_of(key), want, "{key}");
    }
}

proptest! {
    #[test]
    fn any_text_is_split_with_ranges_inside_it(
        text in "(\\PC|[\\[\\](){}<>,;&@\\\\\n *-]|and |<br>|\\]\\(){0,30}"
    ) {
        for (name, range) in split(&text) {
            prop_assert!(text.get(range).is_some());
            prop_assert!(!name.is_empty());
        }
    }
}
