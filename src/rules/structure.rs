//! Rules of Markdown structure.
