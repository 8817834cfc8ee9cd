//! Small tables for a terminal: a header, columns two spaces apart, no lines drawn.

use std::io::{self, Write};

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::escape::line;
use super::{STRONG, Style};

/// Columns that the last cell has even in the narrowest terminal.
const LEAST_LAST: usize = 8;

/// Rows of text under a header.
#[derive(Debug)]
pub struct Table {
    header: Vec<String>,
    right: Vec<bool>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table without rows.
    pub fn new(header: &[&str]) -> Self {
        let header: Vec<String> = header.iter().map(|cell| line(cell).into_owned()).collect();
        Self { right: vec![false; header.len()], header, rows: Vec::new() }
    }

    /// Aligns a column (from 0) to the right, for numbers.
    #[must_use]
    pub fn right(mut self, column: usize) -> Self {
        if let Some(right) = self.right.get_mut(column) {
            *right = true;
        }
        self
    }

    /// Adds a row of untrusted text; missing cells are empty, cells without a header are left out.
    pub fn row<I>(&mut self, cells: I)
    where
        I: IntoIterator<Item: AsRef<str>>,
    {
        let mut row: Vec<String> =
            cells.into_iter().take(self.header.len()).map(|cell| line(cell.as_ref()).into_owned()).collect();
        row.resize(self.header.len(), String::new());
        self.rows.push(row);
    }

    /// True when no row was added.
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Writes header and rows; the last column is cut to the terminal's width with `…`.
    ///
    /// # Errors
    /// When `out` cannot be written to.
    pub fn write(&self, style: &Style, out: &mut dyn Write) -> io::Result<()> {
        let mut widths: Vec<usize> = self.header.iter().map(|cell| cell.width()).collect();
        for row in &self.rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = cell.width().max(*width);
            }
        }
        if let Some((last, others)) = widths.split_last_mut() {
            let used: usize = others.iter().map(|width| width + 2).sum();
            *last = (*last).min(style.width.saturating_sub(used).max(LEAST_LAST));
        }
        let header = self.aligned(&self.header, &widths);
        writeln!(out, "{}", style.paint(STRONG, header))?;
        self.rows.iter().try_for_each(|row| writeln!(out, "{}", self.aligned(row, &widths)))
    }

    fn aligned(&self, cells: &[String], widths: &[usize]) -> String {
        let mut text = String::new();
        for ((cell, &width), &right) in cells.iter().zip(widths).zip(&self.right) {
            if !text.is_empty() {
                text.push_str("  ");
            }
            let shown = cut(cell, width);
            let padding = " ".repeat(width.saturating_sub(shown.width()));
            let (before, after) = if right { (padding.as_str(), "") } else { ("", padding.as_str()) };
            text.extend([before, &shown, after]);
        }
        text.truncate(text.trim_end().len());
        text
    }
}

/// `text` in at most `width` columns, with `…` where something is left out.
pub fn cut(text: &str, width: usize) -> std::borrow::Cow<'_, str> {
    if text.len() <= width || text.width() <= width {
        return text.into();
    }
    let mut used = 0;
    for (at, c) in text.char_indices() {
        used += c.width().unwrap_or(0);
        if used + 1 > width {
            return format!("{}…", &text[..at]).into();
        }
    }
    text.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(table: &Table, width: usize) -> String {
        let mut out = Vec::new();
        table.write(&Style::plain(width), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn columns_are_aligned_and_the_last_is_cut() {
        let mut table = Table::new(&["count", "id", "title"]).right(0);
        table.row(["7", "ADR-1", "Use 日本語 for every name"]);
        table.row(["120", "日本", "Keep"]);
        let expected = "count  id     title\n    7  ADR-1  Use 日本語…\n  120  日本   Keep\n";
        assert_eq!(written(&table, 25), expected);
        assert!(written(&table, usize::MAX).contains("every name"));
    }

    #[test]
    fn a_hostile_cell_stays_in_its_row() {
        let mut table = Table::new(&["path", "title"]);
        table.row(["::error::a\n", "b\u{1b}[31m\n##[error]"]);
        table.row(["", "::error::x"]);
        let text = written(&table, 80);
        assert_eq!(text.lines().count(), 3);
        assert!(
            text.lines().all(|row| !row.trim_start().starts_with("::") && !row.contains("##[")),
            "{text}"
        );
        assert!(!text.contains('\u{1b}'));
    }
}
