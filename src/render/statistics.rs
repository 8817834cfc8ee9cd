//! How often each rule spoke.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io;

use serde::Serialize;

use super::Style;
use super::escape::write_json;
use super::json::VERSION;
use super::table::Table;
use crate::diagnostic::{Applicability, Severity};
use crate::outcome::Outcome;

#[derive(Serialize)]
struct Document {
    version: u32,
    statistics: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    code: &'static str,
    name: &'static str,
    /// The most severe of its findings.
    severity: Severity,
    count: usize,
    fixable: usize,
}

/// Writes one row per rule, the most frequent first, as a table or as JSON.
///
/// # Errors
/// When `out` cannot be written to.
pub fn statistics(outcome: &Outcome, json: bool, style: &Style, out: &mut dyn io::Write) -> io::Result<()> {
    let rows = rows(outcome);
    if json {
        return write_json(&Document { version: VERSION, statistics: rows }, out);
    }
    let mut table = Table::new(&["count", "code", "severity", "name"]).right(0);
    for row in &rows {
        table.row([&row.count.to_string(), row.code, row.severity.as_str(), row.name]);
    }
    if table.is_empty() { Ok(()) } else { table.write(style, out) }
}

fn rows(outcome: &Outcome) -> Vec<Row> {
    let mut rules: BTreeMap<&str, Row> = BTreeMap::new();
    for finding in &outcome.findings {
        let row = rules.entry(finding.code).or_insert(Row {
            code: finding.code,
            name: finding.name,
            severity: finding.severity,
            count: 0,
            fixable: 0,
        });
        row.severity = row.severity.max(finding.severity);
        row.count += 1;
        let safe = finding.fix.as_ref().is_some_and(|fix| fix.applicability == Applicability::Safe);
        row.fixable += usize::from(safe);
    }
    let mut rows: Vec<Row> = rules.into_values().collect();
    // Stable: rules of the same count stay in the order of their codes.
    rows.sort_by_key(|row| Reverse(row.count));
    rows
}
