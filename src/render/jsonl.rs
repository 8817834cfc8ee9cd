//! One JSON object per finding and line.

use std::io::{self, Write};

use super::escape::write_json;
use super::json::FindingJson;
use super::locate::Locator;
use crate::outcome::Outcome;

pub(super) fn write(outcome: &Outcome, out: &mut impl Write) -> io::Result<()> {
    let mut locator = Locator::new(outcome);
    outcome.findings.iter().try_for_each(|finding| write_json(&FindingJson::new(finding, &mut locator), out))
}
