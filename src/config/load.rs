//! Finds and reads the configuration file.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::source::SourceFile;

use super::error::{ConfigError, ConfigErrors, clean};
use super::kinds::ReadFile;
use super::model::Contents;
use super::options::Registry;
use super::read::Reader;
use super::settings::Settings;

/// Where a configuration may lie, relative to the root; the first that exists counts.
pub const NAMES: [&str; 3] = ["deem.toml", ".deem.toml", ".config/deem.toml"];

/// The largest file that is read, bytes.
const MAX_FILE_BYTES: u64 = 1024 * 1024;

/// Reads the configuration of the repository at `root`, or the `explicit` file instead, whose path is
/// relative to the current directory. With `no_config` no file is looked at.
///
/// # Errors
/// Everything that is wrong with the file. An explicit file must exist. A file within the root must not
/// lead out of it through a symbolic link.
pub fn load(
    root: &Path,
    explicit: Option<&Path>,
    no_config: bool,
    registry: &dyn Registry,
) -> Result<Settings, ConfigErrors> {
    if no_config {
        return Ok(Settings::defaults(registry));
    }
    if let Some(file) = explicit {
        return from_file(root, file, &shown(root, file), registry);
    }
    for name in NAMES {
        let file = root.join(name);
        if file.symlink_metadata().is_ok() {
            return from_file(root, &file, name, registry);
        }
    }
    Ok(Settings::defaults(registry))
}

/// Reads a configuration from its text; `path` is only shown. Schemas and templates that it names are not
/// found.
///
/// # Errors
/// Everything that is wrong with the text.
pub fn parse(path: &str, text: String, registry: &dyn Registry) -> Result<Settings, ConfigErrors> {
    parse_with(path, text, registry, &mut |_| Err("no files are read here".to_owned()))
}

pub(super) fn parse_with(
    path: &str,
    text: String,
    registry: &dyn Registry,
    files: &mut ReadFile<'_>,
) -> Result<Settings, ConfigErrors> {
    let source = Arc::new(SourceFile::new(path, text));
    let mut reader = Reader::new(Arc::clone(&source));
    let mut contents = Contents::new(registry.all());
    if let Some(table) = super::syntax::parse(&mut reader, &source.text) {
        super::tables::document(&mut reader, &table, &mut contents, files);
    }
    let errors = reader.finish();
    if errors.is_empty() {
        contents.source = Some(source);
        Ok(Settings::new(contents))
    } else {
        Err(ConfigErrors { errors, source: Some(source) })
    }
}

fn from_file(
    root: &Path,
    file: &Path,
    shown: &str,
    registry: &dyn Registry,
) -> Result<Settings, ConfigErrors> {
    let refuse = |message: String, help: Option<&str>| ConfigErrors::whole(shown.to_owned(), message, help);
    let unreadable = |error: &std::io::Error| match error.kind() {
        ErrorKind::NotFound => refuse("no such file".to_owned(), None),
        _ => refuse(format!("cannot be read: {}", clean(&error.to_string())), None),
    };
    let real = file.canonicalize().map_err(|error| unreadable(&error))?;
    if leads_out(root, file, &real) {
        let help = "deem reads no configuration from outside the repository unless `--config` names it";
        return Err(refuse("is a symbolic link that leads out of the repository".to_owned(), Some(help)));
    }
    let bytes = read_whole(&real).map_err(|refusal| match refusal {
        Refusal::Io(error) => unreadable(&error),
        Refusal::Words(words) => refuse(words.to_owned(), None),
    })?;
    let text = String::from_utf8(bytes).map_err(|error| not_utf8(shown, &error.into_bytes()))?;
    parse_with(shown, text, registry, &mut |path| repository_file(root, path))
}

enum Refusal {
    Io(std::io::Error),
    Words(&'static str),
}

impl From<std::io::Error> for Refusal {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error)
    }
}

fn read_whole(real: &Path) -> Result<Vec<u8>, Refusal> {
    // Asked before opening: opening a named pipe would wait for a writer.
    if !real.metadata()?.is_file() {
        return Err(Refusal::Words("is not a regular file"));
    }
    let mut bytes = Vec::new();
    File::open(real)?.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(Refusal::Words("is larger than 1 MiB"));
    }
    Ok(bytes)
}

/// The text of a file that configuration, or a file it names, refers to, relative to the root and never outside
/// it.
///
/// # Errors
/// In words, why there is none.
pub fn repository_file(root: &Path, path: &str) -> Result<String, String> {
    let words = |error: &std::io::Error| match error.kind() {
        ErrorKind::NotFound => "there is no such file".to_owned(),
        _ => clean(&error.to_string()),
    };
    let real_root = root.canonicalize().map_err(|error| words(&error))?;
    let real = root.join(path).canonicalize().map_err(|error| words(&error))?;
    if !real.starts_with(&real_root) {
        return Err("it lies outside the repository".to_owned());
    }
    let bytes = read_whole(&real).map_err(|refusal| match refusal {
        Refusal::Io(error) => words(&error),
        Refusal::Words(words) => format!("it {words}"),
    })?;
    String::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned())
}

fn not_utf8(shown: &str, bytes: &[u8]) -> ConfigErrors {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return ConfigErrors::whole(shown.to_owned(), "is UTF-16".to_owned(), Some("save it as UTF-8"));
    }
    let valid = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
    let text = bytes.get(..valid).and_then(|start| std::str::from_utf8(start).ok()).unwrap_or("");
    let source = SourceFile::new(shown, text.to_owned());
    let error = ConfigError {
        path: shown.to_owned(),
        span: None,
        position: Some(source.position(valid)),
        message: "is not UTF-8".to_owned(),
        help: Some("save it as UTF-8".to_owned()),
    };
    ConfigErrors { errors: vec![error], source: None }
}

/// True when a file that lies within the root by its name lies elsewhere in truth.
fn leads_out(root: &Path, file: &Path, real: &Path) -> bool {
    let Ok(real_root) = root.canonicalize() else { return true };
    !real.starts_with(&real_root) && within(root, &real_root, file).is_some()
}

/// The path of `file` relative to the root, judged by names with the folder's own links followed.
fn within(root: &Path, real_root: &Path, file: &Path) -> Option<PathBuf> {
    let by_name = || {
        let absolute = std::path::absolute(file).ok()?;
        let root = std::path::absolute(root).ok()?;
        absolute.strip_prefix(root).or_else(|_| absolute.strip_prefix(real_root)).ok().map(Path::to_path_buf)
    };
    let by_folder = || {
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new(".")).canonicalize().ok()?;
        Some(folder.strip_prefix(real_root).ok()?.join(file.file_name()?))
    };
    by_folder().or_else(by_name)
}

/// The explicit file as messages name it: relative to the root with `/`, or as given.
fn shown(root: &Path, file: &Path) -> String {
    let relative = root.canonicalize().ok().and_then(|real_root| within(root, &real_root, file));
    let path = relative.as_deref().unwrap_or(file).to_string_lossy().into_owned();
    if std::path::MAIN_SEPARATOR == '\\' { path.replace('\\', "/") } else { path }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::super::Profile;
    use super::super::tests::RULES;
    use super::*;

    fn repository(files: &[(&str, &str)]) -> TempDir {
        let root = TempDir::new().unwrap();
        for (path, text) in files {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        root
    }

    fn load_in(root: &TempDir) -> Result<Settings, String> {
        load(root.path(), None, false, &RULES).map_err(|errors| errors.to_string())
    }

    #[test]
    fn the_first_name_that_exists_counts_and_nothing_above_the_root_does() {
        let (lean, strict) = ("profile = \"lean\"", "profile = \"strict\"");
        let root = repository(&[(".deem.toml", lean), (".config/deem.toml", strict), ("below/x", "")]);
        assert_eq!(load_in(&root).unwrap().profile(), Profile::Lean);
        fs::remove_file(root.path().join(".deem.toml")).unwrap();
        let settings = load_in(&root).unwrap();
        assert_eq!(settings.profile(), Profile::Strict);
        assert_eq!(&*settings.source().unwrap().path, ".config/deem.toml");
        fs::write(root.path().join("deem.toml"), lean).unwrap();
        assert_eq!(load_in(&root).unwrap().profile(), Profile::Lean);
        let below = load(&root.path().join("below"), None, false, &RULES).unwrap();
        assert_eq!((below.profile(), below.source().is_none()), (Profile::Standard, true));
    }

    #[test]
    fn no_config_reads_nothing() {
        let root = repository(&[("deem.toml", "broken")]);
        let settings = load(root.path(), None, true, &RULES).unwrap();
        assert_eq!(settings.profile(), Profile::Standard);
        assert_eq!(load_in(&root).unwrap_err().split(':').next(), Some("deem.toml"));
    }

    #[test]
    fn an_explicit_file_must_exist_and_is_named_from_the_root() {
        let root = repository(&[("ci/strict.toml", "profil = 1")]);
        let explicit = |path: &str| {
            load(root.path(), Some(&root.path().join(path)), false, &RULES).unwrap_err().to_string()
        };
        assert_eq!(explicit("ci/none.toml"), "ci/none.toml: no such file");
        assert_eq!(
            explicit("ci/strict.toml"),
            "ci/strict.toml:1:1: unknown key `profil`; did you mean `profile`?"
        );
        assert_eq!(explicit("ci"), "ci: is not a regular file");
        let elsewhere = repository(&[("deem.toml", "profile = \"lean\"")]);
        let settings = load(root.path(), Some(&elsewhere.path().join("deem.toml")), false, &RULES).unwrap();
        assert_eq!(settings.profile(), Profile::Lean);
    }

    #[test]
    fn size_and_encoding_are_checked() {
        let root = repository(&[("deem.toml", &"#".repeat(1024 * 1024 + 1))]);
        assert_eq!(load_in(&root).unwrap_err(), "deem.toml: is larger than 1 MiB");
        let file = root.path().join("deem.toml");
        fs::write(&file, b"# \xc3\xa4\n# \xe4").unwrap();
        assert_eq!(load_in(&root).unwrap_err(), "deem.toml:2:3: is not UTF-8; save it as UTF-8");
        fs::write(&file, b"\xff\xfep\0").unwrap();
        assert_eq!(load_in(&root).unwrap_err(), "deem.toml: is UTF-16; save it as UTF-8");
        fs::write(&file, b"\xef\xbb\xbfprofile = \"lean\"\r\n").unwrap();
        assert_eq!(load_in(&root).unwrap().profile(), Profile::Lean);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_root_is_refused_and_one_within_it_is_not() {
        use std::os::unix::fs::symlink;
        let secret = repository(&[("secret", "password = hunter2")]);
        let root = repository(&[("ci/deem.toml", "profile = \"lean\"")]);
        let link = root.path().join("deem.toml");
        let refused = "deem.toml: is a symbolic link that leads out of the repository; deem reads no \
                       configuration from outside the repository unless `--config` names it";
        symlink(secret.path().join("secret"), &link).unwrap();
        assert_eq!(load_in(&root).unwrap_err(), refused);
        let explicit = load(root.path(), Some(&link), false, &RULES).unwrap_err();
        assert_eq!(explicit.to_string(), refused);
        fs::remove_file(&link).unwrap();
        symlink("ci/deem.toml", &link).unwrap();
        assert_eq!(load_in(&root).unwrap().profile(), Profile::Lean);
        fs::remove_file(&link).unwrap();
        symlink(secret.path(), root.path().join(".config")).unwrap();
        fs::write(secret.path().join("deem.toml"), "x").unwrap();
        assert!(load_in(&root).unwrap_err().contains("leads out of the repository"));
        symlink("nowhere", &link).unwrap();
        assert_eq!(load_in(&root).unwrap_err(), "deem.toml: no such file");
    }
}
