//! What real collections write where a date belongs.

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::{DateMeaning, DateProblem, DayOrder, meaning_of, order_of, read};

fn day(text: &str, order: DayOrder) -> Option<Date> {
    let (date, problem, _) = read(text, order);
    assert_eq!(date.is_none(), problem.is_some(), "{text}");
    date
}

#[test]
fn every_common_form_gives_its_day() {
    let want = date(2024, 5, 6);
    for text in [
        "2024-05-06",
        " 2024-05-06 ",
        "2024-05-06T00:00:00.000Z",
        "2024-05-06 12:00 UTC",
        "2024-05-06 (revised)",
        "2024-05-06.",
        "{2024-05-06}",
        "{ 2024-05-06 }",
        "[2024-05-06]",
        "**2024-05-06**",
        "`2024-05-06`",
        "2024-5-6",
        "2024-05-6",
        "2024/05/06",
        "2024.05.06",
        "20240506",
        "06.05.2024",
        "6.5.2024",
        "6.5.24",
        "06-May-2024",
        "6 May 2024",
        "6. Mai 2024",
        "May 6, 2024",
        "May 6th, 2024",
        "2024-May-06",
        "6 mai 2024",
        "6 de maio de 2024",
        "6 de mayo de 2024",
        "2024年5月6日",
        "2024년 5월 6일",
        "&#x32;024-05-06",
        "2024-05-06, 2024-06-07",
        "2024-05-06 <!-- the day -->",
        "<!-- x --> 2024-05-06",
        "on 2024-05-06 by us",
        "2024-05-06\\",
        "Monday, 6 May 2024",
        "2024-05-06 (updated 2025-01-01)",
        "The 6th of May, 2024",
        "20240506T120000Z",
    ] {
        assert_eq!(day(text, DayOrder::Unknown), Some(want), "{text}");
    }
    assert_eq!(day("Sep 5th, 2023", DayOrder::Unknown), Some(date(2023, 9, 5)));
    assert_eq!(day("November 20, 2024", DayOrder::Unknown), Some(date(2024, 11, 20)));
    assert_eq!(day("1er mars 2022", DayOrder::Unknown), Some(date(2022, 3, 1)));
    assert_eq!(day("3. März 2022", DayOrder::Unknown), Some(date(2022, 3, 3)));
}

#[test]
fn only_the_iso_form_is_iso() {
    for text in ["2024-05-06", "2024-05-06T00:00:00Z", "{2024-05-06}", "2024-05-06 (x)"] {
        assert!(read(text, DayOrder::Unknown).2, "{text}");
    }
    for text in ["2024-5-6", "2024/05/06", "20240506", "6 May 2024", "YYYY-MM-DD", "2024-13-06"] {
        assert!(!read(text, DayOrder::Unknown).2, "{text}");
    }
}

#[test]
fn numbers_with_two_readings_need_an_order() {
    let (first, second) = (date(2021, 4, 3), date(2021, 3, 4));
    let ambiguous = Some(DateProblem::Ambiguous(first, second));
    assert_eq!(read("03/04/2021", DayOrder::Unknown), (None, ambiguous.clone(), false));
    assert_eq!(read("03-04-2021", DayOrder::Unknown), (None, ambiguous.clone(), false));
    assert_eq!(read("3/4/21", DayOrder::Unknown), (None, ambiguous, false));
    assert_eq!(day("03/04/2021", DayOrder::DayFirst), Some(first));
    assert_eq!(day("03/04/2021", DayOrder::MonthFirst), Some(second));
    for order in [DayOrder::Unknown, DayOrder::DayFirst, DayOrder::MonthFirst] {
        assert_eq!(day("16/12/2024", order), Some(date(2024, 12, 16)));
        assert_eq!(day("&#x31;2/16/2024", order), Some(date(2024, 12, 16)));
        assert_eq!(day("04/04/2021", order), Some(date(2021, 4, 4)));
        assert_eq!(day("22-10-2024", order), Some(date(2024, 10, 22)));
    }
}

#[test]
fn impossible_days_say_what_cannot_be() {
    for (text, want) in [
        ("2014-19-19", "there is no month 19"),
        ("2023-13-07", "there is no month 13"),
        ("2020-23-01", "there is no month 23"),
        ("2024-00-10", "there is no month 0"),
        ("2024-01-32", "there is no day 32"),
        ("2023-02-30", "there is no 30 February 2023"),
        ("2023-02-29", "there is no 29 February 2023"),
        ("31 April 2023", "there is no 31 April 2023"),
        ("20231307", "there is no month 13"),
    ] {
        let problem = Some(DateProblem::Impossible(want.to_owned()));
        assert_eq!(read(text, DayOrder::Unknown), (None, problem, false), "{text}");
    }
}

#[test]
fn what_is_no_day_has_its_reason() {
    for (text, want) in [
        ("", DateProblem::Empty),
        ("  ", DateProblem::Empty),
        ("-", DateProblem::Empty),
        ("<!-- Today's date -->", DateProblem::Empty),
        ("YYYY-MM-DD", DateProblem::Placeholder),
        ("{YYYY-MM-DD when the decision was last updated}", DateProblem::Placeholder),
        ("[YYYY-MM-DD when the decision was last updated] <!-- optional -->", DateProblem::Placeholder),
        ("{AAAA-MM-JJ de la dernière mise à jour}", DateProblem::Placeholder),
        ("AAAA-MM-JJ", DateProblem::Placeholder),
        ("insert date", DateProblem::Placeholder),
        ("{date}", DateProblem::Placeholder),
        ("{{ date }}", DateProblem::Placeholder),
        ("20xx-xx-xx", DateProblem::Placeholder),
        ("DD/MM/YYYY", DateProblem::Placeholder),
        ("May 2024", DateProblem::Imprecise),
        ("2024-05", DateProblem::Imprecise),
        ("2024", DateProblem::Imprecise),
        ("Q2 2024", DateProblem::Imprecise),
        ("mai 2024", DateProblem::Imprecise),
        ("05/2024", DateProblem::Imprecise),
        ("soon", DateProblem::Unreadable),
        ("TBD", DateProblem::Unreadable),
        ("11/30", DateProblem::Unreadable),
        ("2019-", DateProblem::Imprecise),
        ("2024-05-6i", DateProblem::Unreadable),
    ] {
        assert_eq!(read(text, DayOrder::Unknown).1, Some(want), "{text}");
    }
}

#[test]
fn a_corpus_shows_its_order_by_the_dates_with_one_reading() {
    let order = |texts: &[&str]| order_of(texts.iter().copied());
    assert_eq!(order(&["03/04/2021", "25/04/2021", "2021-04-25"]), DayOrder::DayFirst);
    assert_eq!(order(&["03/04/2021", "04/25/2021"]), DayOrder::MonthFirst);
    assert_eq!(order(&["25/04/2021", "04/25/2021"]), DayOrder::Unknown);
    assert_eq!(order(&["03/04/2021", "2021-04-25", "", "x"]), DayOrder::Unknown);
    assert_eq!(order(&["25.04.2021"]), DayOrder::Unknown);
}

#[test]
fn labels_have_their_meaning_in_any_spelling() {
    for (label, want) in [
        ("Date", Some(DateMeaning::Unknown)),
        ("Datum:", Some(DateMeaning::Unknown)),
        ("Data", Some(DateMeaning::Unknown)),
        ("creation-date", Some(DateMeaning::Created)),
        ("Start Date", Some(DateMeaning::Created)),
        ("提交时间", Some(DateMeaning::Created)),
        ("Date Accepted", Some(DateMeaning::Decided)),
        ("decided", Some(DateMeaning::Decided)),
        ("Last Modified", Some(DateMeaning::Updated)),
        ("last_update", Some(DateMeaning::Updated)),
        ("last-updated", Some(DateMeaning::Updated)),
        ("Review", Some(DateMeaning::Review)),
        ("next review", Some(DateMeaning::Review)),
        ("Introduced", Some(DateMeaning::Created)),
        ("Date started", Some(DateMeaning::Created)),
        ("Status", None),
        ("release-date", None),
    ] {
        assert_eq!(meaning_of(label), want, "{label}");
    }
}

proptest! {
    #[test]
    fn any_text_is_a_day_or_has_a_problem(text in "(\\PC|[0-9]{1,4}|[-/. ]|May|年|&#x3){0,20}") {
        for order in [DayOrder::Unknown, DayOrder::DayFirst, DayOrder::MonthFirst] {
            let (date, problem, iso) = read(&text, order);
            prop_assert_eq!(date.is_none(), problem.is_some());
            prop_assert!(!iso || date.is_some());
        }
    }
}
