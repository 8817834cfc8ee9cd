//! What was looked for, for those who find nothing.

use std::fmt::Write;

use super::Discovery;
use super::roots::{GENERIC_NAMES, RECORD_NAMES};
use super::walk::{DOT_FOLDERS, NOT_ENTERED};

impl Discovery {
    /// What was looked for and how much was seen, in lines of text.
    pub fn explain(&self) -> String {
        let mut text = String::new();
        let files = if self.looked == 1 { "file" } else { "files" };
        // Writing to a string cannot fail.
        let _ = writeln!(text, "looked at {} Markdown {files} for:", self.looked);
        let _ = writeln!(text, "- folders that `.adr-dir`, `.log4brains.yml` or `deem.toml` names");
        let _ = writeln!(text, "- folders named {}", RECORD_NAMES.join(", "));
        let _ =
            writeln!(text, "- folders named {}, if their files read like records", GENERIC_NAMES.join(", "));
        let _ = writeln!(
            text,
            "- folders where two files, and at least half, have a number or date in their name and a status or decision heading"
        );
        let _ = writeln!(text, "- files whose frontmatter has `kind`, or `id`, `status` and `owners`");
        let _ = writeln!(
            text,
            "not looked into: ignored files, repositories in the repository, {}, dot folders but {}",
            NOT_ENTERED.join(", "),
            DOT_FOLDERS.join(", ")
        );
        text
    }
}
