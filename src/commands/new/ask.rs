//! Questions to a person at a terminal.

use std::io::{self, IsTerminal as _};
use std::sync::Arc;

use inquire::ui::RenderConfig;
use inquire::validator::Validation;
use inquire::{InquireError, Select, Text};

use crate::cli::Color;
use crate::commands::Failure;
use crate::commands::session::env;
use crate::record::Kind;
use crate::record::kind::Kinds;

/// Somebody is there to answer.
pub(super) struct Prompt(());

impl Prompt {
    /// `None` where nobody would see a question: standard input or error is no terminal, or this is CI.
    pub(super) fn on_terminal(color: Color) -> Option<Self> {
        let there = io::stdin().is_terminal() && io::stderr().is_terminal() && env("CI").is_none();
        if color == Color::Never {
            inquire::set_global_render_config(RenderConfig::empty());
        }
        there.then_some(Self(()))
    }

    /// Which kind of record it is.
    pub(super) fn kind(&self, kinds: &Kinds) -> Result<Arc<Kind>, Failure> {
        let width = kinds.names().map(str::len).max().unwrap_or(0);
        let lines =
            kinds.all().iter().map(|kind| format!("{:width$}  {}", kind.name, kind.summary)).collect();
        let chosen = Select::new("Which kind of record is it?", lines).raw_prompt().map_err(unanswered)?;
        kinds.all().get(chosen.index).cloned().ok_or_else(|| Failure::message("there is no such kind"))
    }

    /// The title.
    pub(super) fn title(&self) -> Result<String, Failure> {
        let some = |text: &str| {
            let empty = text.trim().is_empty();
            Ok(if empty { Validation::Invalid("it needs a title".into()) } else { Validation::Valid })
        };
        Text::new("What is its title?").with_validator(some).prompt().map_err(unanswered)
    }

    /// The number that a record of this kind is given.
    pub(super) fn number(&self) -> Result<String, Failure> {
        Text::new("What is its number?").prompt().map_err(unanswered)
    }

    /// Who owns it.
    pub(super) fn owners(&self) -> Result<Vec<String>, Failure> {
        let help = "names or @handles with commas; empty for nobody";
        let answer = Text::new("Who owns it?").with_help_message(help).prompt().map_err(unanswered)?;
        Ok(answer.split(',').map(super::wish::one_line).filter(|name| !name.is_empty()).collect())
    }
}

fn unanswered(error: InquireError) -> Failure {
    match error {
        InquireError::OperationCanceled | InquireError::OperationInterrupted => {
            Failure::message("nothing was written")
        }
        other => Failure::message(format!("cannot ask: {other}")),
    }
}
