//! A plan as a unified diff.

use std::fmt::Write as _;

use similar::TextDiff;

use super::{Overlap, Plan};

impl Plan {
    /// The unified diff that `git apply` reads; paths with odd characters are quoted as git does.
    ///
    /// # Errors
    /// When edits overlap.
    pub fn diff(&self) -> Result<String, Overlap> {
        let mut text = String::new();
        for file in self.outcomes()? {
            let (from, to) = (name("a", file.path), name("b", file.to));
            // Writing to a string does not fail.
            let _ = writeln!(text, "diff --git {from} {to}");
            if file.before.is_none() {
                text.push_str("new file mode 100644\n");
            } else if file.path != file.to {
                let _ = writeln!(text, "rename from {}\nrename to {}", quoted(file.path), quoted(file.to));
            }
            let before = file.before.unwrap_or("");
            if before == file.after {
                continue;
            }
            let from = if file.before.is_none() { "/dev/null".to_owned() } else { from };
            let diff = TextDiff::from_lines(before, &file.after);
            let _ = write!(text, "{}", diff.unified_diff().context_radius(3).header(&from, &to));
        }
        for (path, to) in &self.carried {
            let _ = writeln!(text, "diff --git {} {}\nsimilarity index 100%", name("a", path), name("b", to));
            let _ = writeln!(text, "rename from {}\nrename to {}", quoted(path), quoted(to));
        }
        Ok(text)
    }
}

fn name(side: &str, path: &str) -> String {
    quoted(&format!("{side}/{path}"))
}

/// The path, in quotes with escapes where a character could be taken for something else.
fn quoted(path: &str) -> String {
    if !path.contains(|c: char| c.is_control() || c == '"' || c == '\\') {
        return path.to_owned();
    }
    let mut text = String::from("\"");
    for c in path.chars() {
        match c {
            '"' | '\\' => {
                text.push('\\');
                text.push(c);
            }
            '\t' => text.push_str("\\t"),
            '\n' => text.push_str("\\n"),
            c if c.is_control() => {
                let mut bytes = [0; 4];
                for byte in c.encode_utf8(&mut bytes).bytes() {
                    let _ = write!(text, "\\{byte:03o}");
                }
            }
            c => text.push(c),
        }
    }
    text.push('"');
    text
}
