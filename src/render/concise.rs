//! One physical line per finding.

use std::io::{self, Write};

use super::escape::line;
use super::locate::Locator;
use super::{STRONG, Style, severity_style};
use crate::outcome::Outcome;

pub(super) fn write(outcome: &Outcome, style: &Style, out: &mut impl Write) -> io::Result<()> {
    let mut locator = Locator::new(outcome);
    for finding in &outcome.findings {
        let start = locator.finding(finding).start;
        let path = style.paint(STRONG, line(&finding.path));
        let label = format!("{}[{}]", finding.severity, finding.code);
        let label = style.paint(severity_style(finding.severity), label);
        writeln!(out, "{path}:{}:{}: {label} {}", start.line, start.column, line(&finding.message))?;
    }
    Ok(())
}
