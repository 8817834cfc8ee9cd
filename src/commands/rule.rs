//! `deem rule`.

use std::io::{self, Write};

use serde::Serialize;

use crate::cli::{RuleArgs, RuleFormat};
use crate::config::{Profile, suggest};
use crate::exit::Exit;
use crate::render::table::Table;
use crate::render::{escape, rule_url};
use crate::rules::{Rule, registry};

use super::Failure;
use super::session::Session;

#[derive(Serialize)]
struct Document {
    version: u8,
    rules: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    code: &'static str,
    name: &'static str,
    group: &'static str,
    severity: &'static str,
    summary: &'static str,
    docs: &'static str,
    url: String,
    since: &'static str,
    levels: Levels,
    options: Vec<OptionEntry>,
}

#[derive(Serialize)]
struct Levels {
    lean: &'static str,
    standard: &'static str,
    strict: &'static str,
}

#[derive(Serialize)]
struct OptionEntry {
    name: &'static str,
    default: String,
    summary: &'static str,
}

/// Prints one rule's page, or all of them.
pub(super) fn run(session: &Session<'_>, args: &RuleArgs) -> Result<Exit, Failure> {
    let rules: Vec<&'static Rule> = match &args.rule {
        Some(name) => vec![registry::find(name).ok_or_else(|| unknown(name))?],
        None => registry::all().to_vec(),
    };
    let style = session.style();
    session.write(|out| match args.format {
        RuleFormat::Json => {
            let rules = rules.iter().map(|rule| entry(rule)).collect();
            escape::write_json(&Document { version: 1, rules }, out)
        }
        RuleFormat::Markdown => rules.iter().try_for_each(|rule| out.write_all(rule.docs.as_bytes())),
        RuleFormat::Text if args.all => {
            let mut table = Table::new(&["code", "name", "level", "summary"]);
            for rule in &rules {
                table.row([rule.code, rule.name, level(rule, Profile::Standard), rule.summary]);
            }
            table.write(&style, out)
        }
        RuleFormat::Text => rules.iter().try_for_each(|rule| page(rule, out)),
    })?;
    Ok(Exit::Clean)
}

fn unknown(name: &str) -> Failure {
    let near = suggest::nearest(name, registry::all().iter().flat_map(|rule| [rule.name, rule.code]));
    let hint = near.map_or_else(
        || "`deem rule --all` lists the rules".to_owned(),
        |known| format!("did you mean `{known}`?"),
    );
    Failure::message(format!("there is no rule `{name}`; {hint}"))
}

fn page(rule: &Rule, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{} {} ({})", rule.code, rule.name, rule.group.title())?;
    writeln!(
        out,
        "level: {} in lean, {} in standard, {} in strict\n",
        level(rule, Profile::Lean),
        level(rule, Profile::Standard),
        level(rule, Profile::Strict)
    )?;
    out.write_all(rule.docs.as_bytes())?;
    if !rule.options.is_empty() {
        writeln!(out, "\n## Options\n")?;
        for option in rule.options {
            writeln!(out, "- `{}` (default `{}`): {}", option.name, option.default, option.summary)?;
        }
    }
    Ok(())
}

fn level(rule: &Rule, profile: Profile) -> &'static str {
    rule.info().default_level(profile).as_str()
}

fn entry(rule: &Rule) -> Entry {
    Entry {
        code: rule.code,
        name: rule.name,
        group: rule.group.title(),
        severity: rule.severity.as_str(),
        summary: rule.summary,
        docs: rule.docs,
        url: rule_url(rule.name),
        since: rule.since,
        levels: Levels {
            lean: level(rule, Profile::Lean),
            standard: level(rule, Profile::Standard),
            strict: level(rule, Profile::Strict),
        },
        options: rule
            .options
            .iter()
            .map(|option| OptionEntry {
                name: option.name,
                default: option.default.to_string(),
                summary: option.summary,
            })
            .collect(),
    }
}
