//! Names of git objects: SHA-1 or SHA-256, whatever the repository uses.

use std::fmt;
use std::hash::{Hash, Hasher};

/// The most bytes that a name has: SHA-256.
const WIDEST: usize = 32;

/// The name of a git object.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Id {
    bytes: [u8; WIDEST],
    width: u8,
}

impl Id {
    /// From 20 or 32 bytes.
    pub fn from_bytes(raw: &[u8]) -> Option<Self> {
        if !matches!(raw.len(), 20 | WIDEST) {
            return None;
        }
        let mut bytes = [0; WIDEST];
        bytes.get_mut(..raw.len())?.copy_from_slice(raw);
        Some(Self { bytes, width: u8::try_from(raw.len()).ok()? })
    }

    /// From 40 or 64 hexadecimal digits; an abbreviated name is none.
    pub fn from_hex(hex: &[u8]) -> Option<Self> {
        if !matches!(hex.len(), 40 | 64) {
            return None;
        }
        let mut bytes = [0; WIDEST];
        for (byte, pair) in bytes.iter_mut().zip(hex.chunks_exact(2)) {
            *byte = digit(*pair.first()?)? << 4 | digit(*pair.last()?)?;
        }
        Some(Self { bytes, width: u8::try_from(hex.len() / 2).ok()? })
    }

    /// The bytes, 20 or 32.
    pub fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..usize::from(self.width)).unwrap_or(&self.bytes)
    }
}

const fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

impl Hash for Id {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // The bytes are a hash already; eight of them spread as well as all.
        state.write_u64(self.bytes.first_chunk::<8>().map_or(0, |first| u64::from_ne_bytes(*first)));
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_bytes().iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl serde::Serialize for Id {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::Id;

    #[test]
    fn both_widths_are_read_and_written() {
        for hex in ["0123456789abcdef0123456789abcdef01234567", &"9f".repeat(32)] {
            let id = Id::from_hex(hex.as_bytes()).unwrap();
            assert_eq!(id.to_string(), *hex);
            assert_eq!(Id::from_bytes(id.as_bytes()), Some(id));
        }
    }

    #[test]
    fn an_abbreviated_name_is_none() {
        assert_eq!(Id::from_hex(b"0123456"), None);
        assert_eq!(Id::from_hex(&[b'g'; 40]), None);
        assert_eq!(Id::from_bytes(&[0; 21]), None);
    }
}
