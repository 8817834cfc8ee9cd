//! How a mistake in `deem.toml` is shown: one line that stands alone, then the place, drawn by miette.

use std::fmt::Write as _;

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource, SourceCode};

use crate::config::{ConfigError, ConfigErrors};
use crate::render::escape;

/// A configuration error with the text it stands in.
#[derive(Debug, thiserror::Error)]
#[error("{error}")]
struct Shown<'a> {
    error: &'a ConfigError,
    source_code: Option<NamedSource<String>>,
}

impl Diagnostic for Shown<'_> {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source_code.as_ref().map(|source| source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let span = self.error.span?;
        let label = LabeledSpan::new(Some("here".to_owned()), span.start, span.len());
        Some(Box::new(std::iter::once(label)))
    }
}

/// The errors as lines for a person. miette prints a source as it is, so a text that would need
/// escaping is not shown to it; the error's own line is always safe.
pub(super) fn lines(errors: &ConfigErrors) -> String {
    let mut out = String::new();
    let safe = errors.source.as_ref().filter(|source| {
        source.text.lines().all(|line| escape::line(line) == line)
            && escape::line(&source.path) == *source.path
    });
    for error in &errors.errors {
        let _ = writeln!(out, "error: {}", escape::line(&error.to_string()));
        let Some(source) = safe.filter(|_| error.span.is_some()) else { continue };
        let shown = Shown { error, source_code: Some(NamedSource::new(&*source.path, source.text.clone())) };
        let handler = GraphicalReportHandler::new_themed(GraphicalTheme::none())
            .with_links(false)
            .with_context_lines(1);
        let mut drawn = String::new();
        if handler.render_report(&mut drawn, &shown).is_ok() {
            // The first lines repeat the message.
            for line in drawn.lines().skip_while(|line| !line.contains(&*source.path) || !line.contains('['))
            {
                let _ = writeln!(out, "  {line}");
            }
        }
    }
    out
}
