//! Rows of CSV (RFC 4180) that are safe to open in a spreadsheet.

use std::borrow::Cow;
use std::io::{self, Write};

use super::escape::line;

/// Writes one row of untrusted text with `\r\n` at its end. Control characters are shown as in every other
/// output, so a cell is one line. A cell that a spreadsheet would take for a formula gets a leading `'`;
/// plain numbers do not.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write_row<I>(out: &mut dyn Write, cells: I) -> io::Result<()>
where
    I: IntoIterator<Item: AsRef<str>>,
{
    for (index, cell) in cells.into_iter().enumerate() {
        if index > 0 {
            out.write_all(b",")?;
        }
        out.write_all(field(cell.as_ref()).as_bytes())?;
    }
    out.write_all(b"\r\n")
}

fn field(text: &str) -> Cow<'_, str> {
    let number = text.parse::<f64>().is_ok_and(f64::is_finite);
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']) && !number;
    let mut shown = line(text);
    if formula {
        shown = format!("'{shown}").into();
    }
    if shown.contains(['"', ',']) { format!("\"{}\"", shown.replace('"', "\"\"")).into() } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_formulas_disarmed() {
        let mut out = Vec::new();
        write_row(&mut out, ["a", "b,\"c\"", "=1+1", "-5", "-x", "@n", "\tq", "d\r\ne", ""]).unwrap();
        let expected = "a,\"b,\"\"c\"\"\",'=1+1,-5,'-x,'@n,'\\u{9}q,d\\u{d}\\u{a}e,\r\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
