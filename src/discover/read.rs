//! Reading a file once, and saying why where that fails.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

/// A whole text, or the reason why there is none.
pub(super) fn read_text(path: &Path, max_bytes: u64) -> Result<String, String> {
    read_bytes(path, max_bytes, "that `max-bytes` allows").and_then(decode)
}

/// A whole text in which every byte that is none is replaced by U+FFFD, or the reason why there is none.
pub(super) fn read_lossy(path: &Path, max_bytes: u64) -> Result<String, String> {
    let bytes = read_bytes(path, max_bytes, "that are read")?;
    refuse_utf16(&bytes)?;
    Ok(String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
}

fn read_bytes(path: &Path, max_bytes: u64, allowed: &str) -> Result<Vec<u8>, String> {
    // Asked before opening: opening a named pipe would wait for a writer.
    let meta = path.metadata().map_err(|error| reason(&error))?;
    if !meta.is_file() {
        return Err("not a regular file".to_owned());
    }
    if meta.len() > max_bytes {
        return Err(format!("{} bytes, more than the {max_bytes} {allowed}", meta.len()));
    }
    let file = File::open(path).map_err(|error| reason(&error))?;
    // What is appended while the file is read is left for the next time, which also saves asking for
    // its end; where the system does not tell the length, it is asked.
    let limit = if meta.len() == 0 { max_bytes.saturating_add(1) } else { meta.len() };
    let mut bytes = Vec::with_capacity(usize::try_from(meta.len()).unwrap_or(0));
    file.take(limit).read_to_end(&mut bytes).map_err(|error| reason(&error))?;
    if bytes.len() as u64 > max_bytes {
        return Err(format!("more than the {max_bytes} bytes {allowed}"));
    }
    Ok(bytes)
}

/// The first bytes of a file, as far as they are text; empty where it cannot be read.
pub(super) fn read_head(path: &Path, bytes: u64) -> String {
    let mut head = Vec::new();
    let read = path.metadata().and_then(|meta| {
        if meta.is_file() { File::open(path)?.take(bytes).read_to_end(&mut head) } else { Ok(0) }
    });
    match read {
        Ok(_) => String::from_utf8_lossy(&head).into_owned(),
        Err(_) => String::new(),
    }
}

fn decode(bytes: Vec<u8>) -> Result<String, String> {
    refuse_utf16(&bytes)?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = memchr::memchr_iter(b'\n', &error.as_bytes()[..at]).count() + 1;
        format!("not UTF-8 text: byte {at} (line {line}) cannot be decoded")
    })
}

fn refuse_utf16(bytes: &[u8]) -> Result<(), String> {
    match bytes {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => Err("UTF-16 text; save it as UTF-8".to_owned()),
        _ => Ok(()),
    }
}

fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::PermissionDenied => "cannot be read: permission denied".to_owned(),
        ErrorKind::NotFound => "vanished while it was being read".to_owned(),
        _ => format!("cannot be read: {error}"),
    }
}
