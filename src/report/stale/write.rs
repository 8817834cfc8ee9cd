//! The report as a table for terminals, a page, and annotations.

use std::io::{self, Write};

use super::{StaleReport, StaleRow};
use crate::render::table::Table;
use crate::render::{Annotations, Style};
use crate::report::log::{linked, plain};

/// Writes a table for people; nothing where nothing is stale.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write_table(report: &StaleReport, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    if report.records.is_empty() {
        return Ok(());
    }
    let mut table = Table::new(&["id", "reason", "days", "evidence", "title"]).right(2);
    for row in &report.records {
        table.row([&row.id, row.reason.as_str(), &row.days.to_string(), &row.evidence.text, row.name()]);
    }
    table.write(style, out)
}

/// Writes a page; links are relative to `folder`, a repository-relative path, `""` for the root.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write_markdown(report: &StaleReport, folder: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# Stale records\n")?;
    if report.records.is_empty() {
        writeln!(out, "Nothing is stale; {} of the records can go stale.", report.candidates)?;
    } else {
        writeln!(out, "| Id | Title | Reason | Days | Owners | Evidence |")?;
        writeln!(out, "| --- | --- | --- | ---: | --- | --- |")?;
        report.records.iter().try_for_each(|row| write_row(row, folder, out))?;
    }
    if !report.unknown.is_empty() {
        writeln!(out, "\n## Not judged\n")?;
    }
    report.unknown.iter().try_for_each(|row| {
        let link = linked(&row.id, &row.path, folder);
        writeln!(out, "- {link}, {}: {}", row.reason.as_str(), plain(&row.because))
    })
}

fn write_row(row: &StaleRow, folder: &str, out: &mut dyn Write) -> io::Result<()> {
    let owners = row.owners.iter().map(|owner| plain(&owner.name)).collect::<Vec<_>>().join(", ");
    let title = linked(row.name(), &row.path, folder);
    let (id, evidence) = (plain(&row.id), plain(&row.evidence.text));
    writeln!(out, "| {id} | {title} | {} | {} | {owners} | {evidence} |", row.reason.as_str(), row.days)
}

/// Writes a warning for each stale record, as far as the runner keeps them.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write_github(report: &StaleReport, out: &mut dyn Write) -> io::Result<()> {
    let mut annotations = Annotations::default();
    for row in &report.records {
        let title = format!("{} {}", row.id, row.reason.as_str());
        annotations.warning(&row.path, row.line, &title, &row.evidence.text, out)?;
    }
    annotations.finish(out)
}
