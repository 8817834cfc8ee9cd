//! The command line: types only, no behaviour.

mod past;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::clock::parse_day;
use crate::render::Format;

pub use output::Output;
pub use past::{LogArgs, LogFormat, StaleArgs, StaleFormat};

mod output;

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
    /// Write the result to this file instead of standard output; as FORMAT=FILE, which may be repeated, in
    /// this format besides (`check`)
    #[arg(short, long, global = true, value_name = "[FORMAT=]FILE", value_parser = output::parser())]
    pub output: Vec<Output>,
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
    /// Set a repository up: say what is there, write a commented deem.toml
    Init(InitArgs),
    /// Check records: structure, links, lifecycle, schema
    Check(CheckArgs),
    /// List records
    List(ListArgs),
    /// Show one record and where each fact was read
    Show(ShowArgs),
    /// Write the next record of a kind from its template
    New(NewArgs),
    /// Set the status of a record
    Status(StatusArgs),
    /// Mark a record as superseded by another, on both sides
    Supersede(SupersedeArgs),
    /// State a relation between two records, on both sides
    Link(LinkArgs),
    /// Give a record another number and mend what refers to it
    Renumber(RenumberArgs),
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

/// `deem init`.
#[derive(Args, Debug)]
pub struct InitArgs {
    /// Write without asking
    #[arg(short, long)]
    pub yes: bool,
    /// Print the changes as a diff, and write nothing; the exit code is 1 when there are any
    #[arg(long, conflicts_with = "yes")]
    pub dry_run: bool,
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
    /// Kind of record; asked for on a terminal
    pub kind: Option<String>,
    /// Title, in as many words as you like
    pub title: Vec<String>,
    /// Number of the record, such as that of an issue (else the next free one)
    #[arg(long, value_name = "NUMBER")]
    pub id: Option<String>,
    /// Status of the new record (else the kind's first)
    #[arg(long)]
    pub status: Option<String>,
    /// Owner; may be repeated (else the kind's in deem.toml, else who owns what it governs, else you)
    #[arg(long, value_name = "NAME")]
    pub owner: Vec<String>,
    /// Name no owner
    #[arg(long, conflicts_with = "owner")]
    pub no_owner: bool,
    /// Tag; may be repeated
    #[arg(long)]
    pub tag: Vec<String>,
    /// Set a key of the frontmatter to a YAML value; may be repeated: --set rapid.decide=@ana
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// The record that this one replaces, by id, number or path; may be repeated
    #[arg(long, value_name = "ID")]
    pub supersedes: Vec<String>,
    /// Replace a record although its kind does not allow it
    #[arg(long, requires = "supersedes")]
    pub force: bool,
    /// How to write it (else as the folder's records are written)
    #[arg(long, value_name = "FLAVOUR")]
    pub flavour: Option<Flavour>,
    /// Use this template
    #[arg(long, value_name = "FILE", conflicts_with_all = ["flavour", "minimal"])]
    pub template: Option<PathBuf>,
    /// Write the least that is valid
    #[arg(long)]
    pub minimal: bool,
    /// Open the record in $VISUAL or $EDITOR
    #[arg(long, conflicts_with = "dry_run")]
    pub edit: bool,
    /// Print what would be written as a diff, and write nothing; the exit code is 1
    #[arg(long)]
    pub dry_run: bool,
    /// Format of what is told
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: TextOrJson,
}

/// `--flavour`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Flavour {
    /// deem's frontmatter
    Deem,
    /// MADR 3 and 4, with frontmatter
    Madr,
    /// MADR 2, with bullets
    Madr2,
    /// adr-tools
    Nygard,
    /// deem's frontmatter above a Y-statement
    Y,
}

/// `deem status`.
#[derive(Args, Debug)]
pub struct StatusArgs {
    /// Id, number, path or stem of the record
    pub id: String,
    /// The status, in the words of the record's kind, of its folder or in deem's own
    pub status: String,
    /// The record that supersedes it, where the status is `superseded`
    #[arg(long, value_name = "ID")]
    pub by: Option<String>,
    /// How to go about it
    #[command(flatten)]
    pub edit: EditArgs,
}

/// `deem supersede`.
#[derive(Args, Debug)]
pub struct SupersedeArgs {
    /// The record that is superseded: id, number, path or stem
    pub old: String,
    /// The record that supersedes it
    pub new: String,
    /// Only the part below this heading is superseded; the old record keeps its status
    #[arg(long, value_name = "HEADING", conflicts_with = "decided")]
    pub section: Option<String>,
    /// How to go about it
    #[command(flatten)]
    pub edit: EditArgs,
}

/// `deem link`.
#[derive(Args, Debug)]
pub struct LinkArgs {
    /// The record that states the relation: id, number, path or stem
    pub from: String,
    /// `amends`, `depends-on`, `relates-to`, `justified-by`, `incurs`, `pays`, `tests`, `supports`, their
    /// inverses, `supersedes` or `superseded-by`
    pub relation: String,
    /// The record that it is stated of
    pub to: String,
    /// Do it although the old record of a supersession is not superseded
    #[arg(long)]
    pub force: bool,
    /// Print the difference instead of writing it; the exit code is 1 when there is one
    #[arg(long)]
    pub dry_run: bool,
}

/// What the commands that change a status have in common.
#[derive(Args, Clone, Copy, Debug)]
pub struct EditArgs {
    /// Set the status although the kind does not allow the move
    #[arg(long)]
    pub force: bool,
    /// The day on which it was decided; none is invented
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_day)]
    pub decided: Option<Date>,
    /// Print the difference instead of writing it; the exit code is 1 when there is one
    #[arg(long)]
    pub dry_run: bool,
}

/// `deem renumber`.
#[derive(Args, Debug)]
pub struct RenumberArgs {
    /// Id, number, path or stem of the record
    pub old: String,
    /// The new number or id, or `next` for the next one that is free on every branch and tag
    pub new: String,
    /// Change the record's name in code and other texts too, not only in records and links
    #[arg(long)]
    pub code: bool,
    /// Print the diff and write nothing; the exit code is 1 when something would change
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
    /// Kind of record, `shared` for what kinds have in common, `config`, or an output: `findings`, `list`, `log`, `stale`
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
