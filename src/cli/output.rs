//! The values of `--output`.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{OsStringValueParser, TypedValueParser};

use crate::render::Format;

/// One value of `--output`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// A file that takes the place of standard output.
    Instead(PathBuf),
    /// A file that is written besides, in a format of its own.
    Besides(Format, PathBuf),
}

pub(super) fn parser() -> impl TypedValueParser<Value = Output> {
    OsStringValueParser::new().try_map(Output::read)
}

impl Output {
    /// Reads `FILE` or `FORMAT=FILE`; a file with such a name is given as `./NAME=…`.
    fn read(value: OsString) -> Result<Self, String> {
        let text = value.to_string_lossy();
        let Some((word, path)) = text.split_once('=') else {
            return if text.is_empty() {
                Err("names no file".to_owned())
            } else {
                Ok(Self::Instead(value.into()))
            };
        };
        if word.is_empty() || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return Ok(Self::Instead(value.into()));
        }
        match word.parse() {
            Err(_) => Err(format!("`{word}` is no format; a file of this name is `./{text}`")),
            Ok(_) if path.is_empty() => Err(format!("`{word}=` names no file")),
            Ok(_) if value.to_str().is_none() => Err(format!("the file after `{word}=` is not UTF-8")),
            Ok(format) => Ok(Self::Besides(format, path.into())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_before_the_sign_is_written_besides_and_anything_else_is_a_file() {
        let read = |text: &str| Output::read(text.into());
        assert_eq!(read("a.json"), Ok(Output::Instead("a.json".into())));
        assert_eq!(read("./json=a"), Ok(Output::Instead("./json=a".into())));
        assert_eq!(read("A=b"), Ok(Output::Instead("A=b".into())));
        assert_eq!(read("sarif=a=b"), Ok(Output::Besides(Format::Sarif, "a=b".into())));
        assert_eq!(read("sarif="), Err("`sarif=` names no file".to_owned()));
        assert_eq!(read(""), Err("names no file".to_owned()));
        assert_eq!(read("sarf=a"), Err("`sarf` is no format; a file of this name is `./sarf=a`".to_owned()));
    }
}
