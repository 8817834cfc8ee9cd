//! The command line: types only, no behaviour.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::clock::parse_day;
use crate::render::Format;

/// A git-native linter for decision records and business cases.
#[derive(Debug, Parser)]
#[command(name = "deem", version, about, propagate_version = true, max_term_width = 100)]
pub struct Cli {
    /// Options of every command.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Options of every command.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Global options")]
pub struct Global {
    /// Check this folder instead of the git repository around the current one
    #[arg(short = 'C', long, global = true, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// Read this configuration file
    #[arg(long, global = true, value_name = "FILE", env = "DEEM_CONFIG", conflicts_with = "no_config")]
    pub config: Option<PathBuf>,
    /// Read no configuration file
    #[arg(long, global = true)]
    pub no_config: bool,
    /// Write the result to this file instead of standard output
    #[arg(short, long, global = true, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
    /// Say less: once for findings only, twice for nothing
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub quiet: u8,
    /// Say more on standard error
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
    /// The day that counts as today (else SOURCE_DATE_EPOCH, else the system's)
    #[arg(long, global = true, value_name = "YYYY-MM-DD", value_parser = parse_day)]
    pub as_of: Option<Date>,
    /// Do not read git history
    #[arg(long, global = true)]
    pub no_history: bool,
    /// Threads to use; 0 for one per core
    #[arg(long, global = true, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u16).range(..=1024))]
    pub threads: u16,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Color {
    Auto,
    Always,
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check records: structure, links, lifecycle, schema
    Check(CheckArgs),
    /// List records
    List(ListArgs),
    /// Show one record and where each fact was read
    Show(ShowArgs),
    /// Write the next record of a kind from its template
    New(NewArgs),
    /// Turn records of other dialects into records with deem's frontmatter, losing nothing
    Migrate(MigrateArgs),
    /// Show overdue reviews and proposals left open too long
    Stale(StaleArgs),
    /// Print the decision log
    Log(LogArgs),
    /// Print the page of a rule, or list the rules
    #[command(visible_alias = "explain")]
    Rule(RuleArgs),
    /// Print the effective configuration and where each value comes from
    Config(ConfigArgs),
    /// Print a JSON Schema: of a kind's frontmatter, the configuration, an output
    Schema(SchemaArgs),
    /// Print shell completions
    Completions(CompletionsArgs),
    /// Print the manual page
    Man(ManArgs),
}

/// `deem check`.
#[derive(Args, Debug)]
pub struct CheckArgs {
    /// Files and folders to report on; the whole corpus is judged
    pub paths: Vec<PathBuf>,
    /// Format of the findings
    #[arg(long, value_name = "FORMAT", default_value = "full", env = "DEEM_FORMAT")]
    pub format: Format,
    /// Report only findings in records that changed since this revision
    #[arg(long, value_name = "REV")]
    pub since: Option<String>,
    /// Run only these rules: codes, names, groups or ALL, with commas
    #[arg(long, value_name = "RULES")]
    pub select: Option<String>,
    /// Do not run these rules
    #[arg(long, value_name = "RULES")]
    pub ignore: Option<String>,
    /// Run these rules too, although they are off by default
    #[arg(long, value_name = "RULES")]
    pub extend_select: Option<String>,
    /// The least severity that makes the exit code 1
    #[arg(long, value_name = "LEVEL", default_value = "error")]
    pub fail_on: FailOn,
    /// Count findings by rule instead of listing them
    #[arg(long)]
    pub statistics: bool,
    /// List every file that was looked at, and why it is a record or not
    #[arg(long, conflicts_with = "statistics")]
    pub list_files: bool,
    /// Succeed when there is no record at all
    #[arg(long)]
    pub allow_empty: bool,
    /// Do as if nothing were suppressed by comments or waivers
    #[arg(long)]
    pub no_ignores: bool,
    /// The path that standard input (`-`) stands for
    #[arg(long, value_name = "PATH")]
    pub stdin_filename: Option<PathBuf>,
}

/// `--fail-on`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[expect(missing_docs, reason = "the names say it")]
pub enum FailOn {
    Error,
    #[value(alias = "warning")]
    Warn,
    Info,
    Never,
}

/// `deem list`.
#[derive(Args, Debug)]
pub struct ListArgs {
    /// Files and folders to list
    pub paths: Vec<PathBuf>,
    /// Format of the list
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: ListFormat,
    /// Only records in one of these states
    #[arg(long, value_name = "STATUS", value_delimiter = ',')]
    pub status: Vec<String>,
    /// Only records of one of these kinds
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    pub kind: Vec<String>,
    /// Only records with one of these tags
    #[arg(long, value_name = "TAG", value_delimiter = ',')]
    pub tag: Vec<String>,
    /// Only records that name this owner
    #[arg(long, value_name = "NAME")]
    pub owner: Option<String>,
    /// Succeed when there is no record at all
    #[arg(long)]
    pub allow_empty: bool,
}

/// Formats of `deem list`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[expect(missing_docs, reason = "the names say it")]
pub enum ListFormat {
    Table,
    Json,
    Jsonl,
    Csv,
}

/// `deem show`.
#[derive(Args, Debug)]
pub struct ShowArgs {
    /// Id, number, path or stem of the record
    pub id: String,
    /// Format
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: TextOrJson,
}

/// `text` or `json`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[expect(missing_docs, reason = "the names say it")]
pub enum TextOrJson {
    Text,
    Json,
}

/// `deem new`.
#[derive(Args, Debug)]
pub struct NewArgs {
    /// Kind of record
    pub kind: String,
    /// Title
    #[arg(required = true, num_args = 1..)]
    pub title: Vec<String>,
    /// Status of the new record (else the kind's first)
    #[arg(long)]
    pub status: Option<String>,
    /// Owner; may be repeated
    #[arg(long, value_name = "NAME")]
    pub owner: Vec<String>,
    /// Tag; may be repeated
    #[arg(long)]
    pub tag: Vec<String>,
    /// Print what would be written, and write nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// `deem migrate`.
#[derive(Args, Debug)]
pub struct MigrateArgs {
    /// Files and folders whose records are migrated; all without any
    pub paths: Vec<PathBuf>,
    /// Print what would change as a unified diff and write nothing; the exit code is 1 if anything would
    #[arg(long)]
    pub diff: bool,
    /// The same as `--diff`
    #[arg(long)]
    pub dry_run: bool,
    /// Kind that the records get (else the one that they are read as, `adr` where nothing says otherwise)
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    /// Give records that state no day of creation that of their first commit
    #[arg(long)]
    pub dates_from_git: bool,
    /// Format of the report
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: TextOrJson,
}

/// `deem stale`.
#[derive(Args, Debug)]
pub struct StaleArgs {
    /// Format
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: TableOrJson,
    /// The exit code is 1 when a record is stale
    #[arg(long)]
    pub fail: bool,
    /// Succeed although history cannot answer for every record
    #[arg(long)]
    pub partial_history: bool,
}

/// `table` or `json`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[expect(missing_docs, reason = "the names say it")]
pub enum TableOrJson {
    Table,
    Json,
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

/// `deem rule`.
#[derive(Args, Debug)]
pub struct RuleArgs {
    /// Code or name of a rule
    #[arg(required_unless_present = "all", conflicts_with = "all")]
    pub rule: Option<String>,
    /// Every rule
    #[arg(long)]
    pub all: bool,
    /// Format
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: RuleFormat,
}

/// Formats of `deem rule`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[expect(missing_docs, reason = "the names say it")]
pub enum RuleFormat {
    Text,
    Markdown,
    Json,
}

/// `deem config`.
#[derive(Args, Debug)]
pub struct ConfigArgs {
    /// Format
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: TextOrJson,
}

/// `deem schema`.
#[derive(Args, Debug)]
pub struct SchemaArgs {
    /// Kind of record, or `config`, `findings`, `list`
    pub name: String,
}

/// `deem completions`.
#[derive(Args, Debug)]
pub struct CompletionsArgs {
    /// Shell
    pub shell: clap_complete::Shell,
}

/// `deem man`.
#[derive(Args, Debug)]
pub struct ManArgs {
    /// Write one page for each command into this folder
    #[arg(long, value_name = "DIR")]
    pub dir: Option<PathBuf>,
}
