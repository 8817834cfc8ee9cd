//! ULIDs: 48 bits of time and 80 bits of chance in Crockford's base 32.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher as _, Hasher as _};

const ALPHABET: [char; 32] = [
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'M',
    'N', 'P', 'Q', 'R', 'S', 'T', 'V', 'W', 'X', 'Y', 'Z',
];

/// A ULID of a moment, milliseconds since 1970.
pub fn ulid(millis: u64) -> String {
    // The keys of the standard hasher come from the system's source of chance.
    let chance = |salt: u64| {
        let mut hasher = RandomState::new().build_hasher();
        hasher.write_u64(salt);
        hasher.write_u32(std::process::id());
        u128::from(hasher.finish())
    };
    encode(millis, chance(1) << 64 | chance(2))
}

fn encode(millis: u64, chance: u128) -> String {
    let bits = u128::from(millis & 0xffff_ffff_ffff) << 80 | chance & ((1 << 80) - 1);
    (0..26u32)
        .rev()
        .map(|at| {
            let index = usize::try_from(bits >> (at * 5) & 31).unwrap_or(0);
            ALPHABET.get(index).copied().unwrap_or('0')
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Number;
    use crate::record::identity::parse_name;

    #[test]
    fn a_ulid_is_written_as_the_specification_says() {
        assert_eq!(encode(1_469_918_176_385, 0), "01ARYZ6S410000000000000000");
        assert_eq!(encode(u64::MAX, u128::MAX), "7ZZZZZZZZZZZZZZZZZZZZZZZZZ");
    }

    #[test]
    fn two_of_one_moment_differ_and_both_are_read_as_numbers() {
        let (one, two) = (ulid(1_768_000_000_000), ulid(1_768_000_000_000));
        assert_ne!(one, two);
        assert_eq!(one[..10], two[..10]);
        assert_eq!(parse_name(&format!("{one}-use-x")).number, Some(Number::Text(one)));
    }
}
