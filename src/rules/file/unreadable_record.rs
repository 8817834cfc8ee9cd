//! F010 `unreadable-record`

use crate::rules::context::UnreadableContext;
use crate::rules::prelude::*;
use crate::source::SourceFile;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "F010",
    name: "unreadable-record",
    summary: "a file that should be a record cannot be read",
    group: Group::File,
    class: Class::Contradiction,
    severity: Severity::Error,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("unreadable_record.md"),
    check: Check::Unreadable(check),
};

fn check(cx: &UnreadableContext<'_>, out: &mut Sink<'_>) {
    for skipped in cx.skipped {
        let file = SourceFile::new(skipped.path.as_str(), String::new());
        out.report_in(&file, Span::default(), format!("this record was not checked: {}", skipped.reason))
            .help("mend the file, or leave it out with `[records] exclude` in `deem.toml`");
    }
}
