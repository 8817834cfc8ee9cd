//! Arguments of the commands that tell what history knows.

use clap::{Args, ValueEnum};

use super::FailOn;

/// `deem stale`.
#[derive(Args, Debug)]
pub struct StaleArgs {
    /// Format
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: StaleFormat,
    /// Only records of one of these kinds
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    pub kind: Vec<String>,
    /// Only records of one of these owners, stated or in CODEOWNERS
    #[arg(long, value_name = "OWNER", value_delimiter = ',')]
    pub owner: Vec<String>,
    /// Only records with one of these tags
    #[arg(long, value_name = "TAG", value_delimiter = ',')]
    pub tag: Vec<String>,
    /// The least severity that makes the exit code 1; a stale record is a warning
    #[arg(long, value_name = "LEVEL", default_value = "never")]
    pub fail_on: FailOn,
    /// Succeed although history cannot answer for every record
    #[arg(long)]
    pub partial_history: bool,
}

/// Formats of `deem stale`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum StaleFormat {
    /// For people at a terminal
    Table,
    /// One versioned document
    Json,
    /// A table for a page or a step summary
    Markdown,
    /// Annotations, for a scheduled job on GitHub
    Github,
}

/// `deem log`.
#[derive(Args, Debug)]
pub struct LogArgs {
    /// Format
    #[arg(long, value_name = "FORMAT", default_value = "markdown")]
    pub format: LogFormat,
    /// Only records in one of these states
    #[arg(long, value_name = "STATUS", value_delimiter = ',')]
    pub status: Vec<String>,
    /// Only records of one of these kinds
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    pub kind: Vec<String>,
    /// Name of the repository (else from the remote `origin`)
    #[arg(long, value_name = "NAME")]
    pub repository: Option<String>,
}

/// Formats of `deem log`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[expect(missing_docs, reason = "the names say it")]
pub enum LogFormat {
    Markdown,
    Json,
}
