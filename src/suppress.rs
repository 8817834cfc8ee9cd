//! Which findings an author's directives take back, and which directives did so.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::diagnostic::Finding;
use crate::record::directive::{Directive, DirectiveKind};
use crate::source::RelPath;
use crate::span::Span;

/// What became of the findings.
#[derive(Debug, Default)]
pub struct Suppressed {
    /// The findings that stand, in their order.
    pub kept: Vec<Finding>,
    /// Those taken back, in their order, each with the reason its author gave.
    pub suppressed: Vec<(Finding, String)>,
    /// One entry for each rule of each directive, in the order given.
    pub used: Vec<Usage>,
}

/// How often one rule name of one directive was needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Usage {
    /// The directive's file.
    pub path: RelPath,
    /// Index of the directive among those of its file.
    pub directive: usize,
    /// Index of the rule in the directive.
    pub rule: usize,
    /// Findings taken back by it. Of several directives that cover a finding the one that reaches
    /// furthest counts, so that a directive inside the scope of another is unused.
    pub findings: usize,
}

/// One rule name of a directive in force.
struct Cover<'a> {
    scope: Span,
    reason: &'a str,
    /// Index in `Suppressed::used`.
    usage: usize,
}

/// The covers of one rule in one file by where they start, each with the index of the one among it
/// and those before it that reaches furthest: a finding is covered if and only if that one, of the
/// last cover that starts before it, covers it.
struct Covers<'a> {
    list: Vec<Cover<'a>>,
    furthest: Vec<usize>,
}

impl<'a> Covers<'a> {
    fn new(mut list: Vec<Cover<'a>>) -> Self {
        list.sort_by_key(|cover| (cover.scope.start, cover.usage));
        let mut furthest: Vec<usize> = Vec::with_capacity(list.len());
        for (index, cover) in list.iter().enumerate() {
            let before = furthest.last().copied().unwrap_or(index);
            let reaches = list.get(before).is_some_and(|best| best.scope.end >= cover.scope.end);
            furthest.push(if reaches { before } else { index });
        }
        Self { list, furthest }
    }

    fn find(&self, span: Span) -> Option<&Cover<'a>> {
        let before = self.list.partition_point(|cover| cover.scope.start <= span.start);
        let cover = self.list.get(*self.furthest.get(before.checked_sub(1)?)?)?;
        cover.scope.contains(span).then_some(cover)
    }
}

type Index<'a> = HashMap<(&'a str, &'static str), Covers<'a>>;

/// Takes back the findings that a directive in their file names and covers.
///
/// A finding is covered when its span lies in the directive's scope; an empty one may touch its edge.
/// `known` gives the name of the rule that a directive's text (a name or a code in capitals) stands
/// for. A directive without a reason, a malformed one and a waiver past its day (or without one) take
/// nothing back. Findings of group X speak of directives themselves and cannot be taken back.
pub fn apply(
    findings: Vec<Finding>,
    directives: &[(RelPath, Vec<Directive>)],
    today: Date,
    known: &dyn Fn(&str) -> Option<&'static str>,
) -> Suppressed {
    let mut out = Suppressed::default();
    let index = index(directives, today, known, &mut out.used);
    for finding in findings {
        let hygiene = finding.code.starts_with('X');
        let covers = index.get(&(&*finding.path, finding.name)).filter(|_| !hygiene);
        let cover = covers.and_then(|covers| covers.find(finding.span));
        match cover.map(|cover| (cover.usage, cover.reason.to_owned())) {
            Some((usage, reason)) => {
                if let Some(usage) = out.used.get_mut(usage) {
                    usage.findings += 1;
                }
                out.suppressed.push((finding, reason));
            }
            None => out.kept.push(finding),
        }
    }
    out
}

/// Every rule of every directive goes to `used`; those in force go to the index.
fn index<'a>(
    directives: &'a [(RelPath, Vec<Directive>)],
    today: Date,
    known: &dyn Fn(&str) -> Option<&'static str>,
    used: &mut Vec<Usage>,
) -> Index<'a> {
    let mut lists: HashMap<(&str, &'static str), Vec<Cover<'a>>> = HashMap::new();
    for (path, of_file) in directives {
        for (position, directive) in of_file.iter().enumerate() {
            // The scope of a comment that nothing follows is empty.
            let scope = reach(directive);
            let in_force = directive.in_force(today) && !scope.is_empty();
            for (rule, (text, _)) in directive.rules.iter().enumerate() {
                let name = known(text).or_else(|| known(&text.to_ascii_uppercase()));
                if let Some(name) = name.filter(|_| in_force) {
                    let cover = Cover { scope, reason: &directive.reason, usage: used.len() };
                    lists.entry((path, name)).or_default().push(cover);
                }
                used.push(Usage { path: path.clone(), directive: position, rule, findings: 0 });
            }
        }
    }
    lists.into_iter().map(|(key, list)| (key, Covers::new(list))).collect()
}

/// Where a directive counts: an empty file has findings too, so the file's end is not asked for.
fn reach(directive: &Directive) -> Span {
    match directive.kind {
        DirectiveKind::Next => directive.scope,
        DirectiveKind::File | DirectiveKind::Waiver => Span::new(0, usize::MAX),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;

    const TODAY: Date = jiff::civil::date(2026, 6, 1);

    fn finding(code: &'static str, name: &'static str, path: &str, span: (usize, usize)) -> Finding {
        Finding {
            code,
            name,
            severity: Severity::Warning,
            message: format!("{name} at {span:?}"),
            label: None,
            help: None,
            path: path.into(),
            span: Span::new(span.0, span.1),
            record: None,
            related: Vec::new(),
            fix: None,
            anchor: String::new(),
            fingerprint: String::new(),
        }
    }

    fn directive(kind: DirectiveKind, rules: &[&str], scope: (usize, usize)) -> Directive {
        Directive {
            kind,
            rules: rules.iter().map(|&name| (name.to_owned(), Span::default())).collect(),
            reason: "agreed".to_owned(),
            until: None,
            span: Span::default(),
            scope: Span::new(scope.0, scope.1),
            malformed: None,
        }
    }

    fn known(text: &str) -> Option<&'static str> {
        match text {
            "M001" | "empty-section" => Some("empty-section"),
            "X001" | "unused-directive" => Some("unused-directive"),
            _ => None,
        }
    }

    fn run(findings: Vec<Finding>, directives: Vec<Directive>) -> (Vec<bool>, Vec<usize>) {
        let given = findings.clone();
        let out = apply(findings, &[("a.md".into(), directives)], TODAY, &known);
        assert_eq!(out.kept.len() + out.suppressed.len(), given.len());
        let kept = given.iter().map(|finding| out.kept.contains(finding)).collect();
        (kept, out.used.iter().map(|usage| usage.findings).collect())
    }

    #[test]
    fn a_finding_inside_the_scope_is_taken_back() {
        let at = |span| finding("M001", "empty-section", "a.md", span);
        let spans = [(9, 12), (10, 12), (15, 20), (15, 21), (10, 10), (20, 20), (21, 21), (0, 0)];
        let (kept, used) = run(
            spans.into_iter().map(at).collect(),
            vec![directive(DirectiveKind::Next, &["empty-section"], (10, 20))],
        );
        assert_eq!(kept, [true, false, false, true, false, false, true, true]);
        assert_eq!(used, [4]);
    }

    #[test]
    fn rules_are_named_by_name_or_by_code_in_any_case() {
        for name in ["empty-section", "M001", "m001"] {
            let found = vec![finding("M001", "empty-section", "a.md", (1, 2))];
            let (kept, used) = run(found, vec![directive(DirectiveKind::File, &["other", name], (0, 9))]);
            assert_eq!((kept, used), (vec![false], vec![0, 1]), "{name}");
        }
        for (path, name) in [("b.md", "empty-section"), ("a.md", "unused"), ("a.md", "M002")] {
            let found = vec![finding("M001", "empty-section", path, (1, 2))];
            let (kept, used) = run(found, vec![directive(DirectiveKind::File, &[name], (0, 9))]);
            assert_eq!((kept, used), (vec![true], vec![0]), "{name}");
        }
    }

    #[test]
    fn findings_about_directives_stand() {
        let found = vec![finding("X001", "unused-directive", "a.md", (1, 2))];
        let (kept, used) = run(found, vec![directive(DirectiveKind::File, &["X001"], (0, 9))]);
        assert_eq!((kept, used), (vec![true], vec![0]));
    }

    #[test]
    fn a_directive_without_reason_or_in_bad_form_takes_nothing_back() {
        let mut silent = directive(DirectiveKind::File, &["M001"], (0, 9));
        silent.reason.clear();
        let mut broken = directive(DirectiveKind::File, &["M001"], (0, 9));
        broken.malformed = Some("`ignore` names no rule in brackets".to_owned());
        let empty = directive(DirectiveKind::Next, &["M001"], (1, 1));
        let found = vec![finding("M001", "empty-section", "a.md", (1, 1))];
        let (kept, used) = run(found, vec![silent, broken, empty]);
        assert_eq!((kept, used), (vec![true], vec![0, 0, 0]));
    }

    #[test]
    fn a_waiver_counts_up_to_its_day() {
        for (until, stands) in
            [(Some("2026-06-01"), false), (Some("2026-05-31"), true), (Some("soon"), true), (None, true)]
        {
            let mut waiver = directive(DirectiveKind::Waiver, &["M001"], (0, 9));
            waiver.until = until.map(|text| (text.to_owned(), Span::default()));
            let (kept, _) = run(vec![finding("M001", "empty-section", "a.md", (1, 2))], vec![waiver]);
            assert_eq!(kept, [stands], "{until:?}");
        }
    }

    #[test]
    fn of_nested_directives_the_one_that_reaches_furthest_is_used() {
        let found = [(12, 13), (25, 26), (35, 36)].map(|span| finding("M001", "empty-section", "a.md", span));
        let next = |scope| directive(DirectiveKind::Next, &["M001"], scope);
        let (kept, used) = run(found.to_vec(), vec![next((10, 30)), next((11, 20)), next((28, 40))]);
        assert_eq!((kept, used), (vec![false, false, false], vec![2, 0, 1]));
    }

    #[test]
    fn a_file_directive_covers_findings_of_the_whole_file_even_in_an_empty_one() {
        let (kept, _) = run(
            vec![finding("M001", "empty-section", "a.md", (0, 0))],
            vec![directive(DirectiveKind::File, &["M001"], (0, 0))],
        );
        assert_eq!(kept, [false]);
    }
}
