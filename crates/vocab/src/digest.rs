//! Digests of bytes and the perceptual print of a picture, as fixed-width values.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;

/// Why a text is not the digest it should be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HexError {
    /// The text has another length than the digest needs.
    #[error("{found} characters where {wanted} hex digits were expected")]
    Length {
        /// Characters found.
        found: usize,
        /// Hex digits that the digest has.
        wanted: usize,
    },
    /// A character is no hex digit.
    #[error("character {at} is not a hex digit")]
    Digit {
        /// Position of the character, counted in bytes from 0.
        at: usize,
    },
}

fn hex_value(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

fn parse_hex<const N: usize>(text: &str) -> Result<[u8; N], HexError> {
    let digits = text.as_bytes();
    if digits.len() != 2 * N {
        return Err(HexError::Length { found: digits.len(), wanted: 2 * N });
    }
    let mut bytes = [0; N];
    for (i, byte) in bytes.iter_mut().enumerate() {
        let high = hex_value(digits[2 * i]).ok_or(HexError::Digit { at: 2 * i })?;
        let low = hex_value(digits[2 * i + 1]).ok_or(HexError::Digit { at: 2 * i + 1 })?;
        *byte = high << 4 | low;
    }
    Ok(bytes)
}

macro_rules! print_type {
    ($(#[$doc:meta])* $name:ident, $bytes:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub [u8; $bytes]);

        impl $name {
            /// Width in bytes.
            pub const BYTES: usize = $bytes;
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl FromStr for $name {
            type Err = HexError;
            /// Reads hex digits of either case.
            fn from_str(text: &str) -> Result<Self, HexError> {
                parse_hex(text).map(Self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                if serializer.is_human_readable() {
                    serializer.collect_str(self)
                } else {
                    self.0.as_slice().serialize(serializer)
                }
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                if deserializer.is_human_readable() {
                    String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
                } else {
                    let bytes = Vec::<u8>::deserialize(deserializer)?;
                    bytes.try_into().map(Self).map_err(|_| de::Error::custom("wrong width of a digest"))
                }
            }
        }
    };
}

print_type! {
    /// MD5 of the bytes (RFC 1321). Kept because the field's known sets carry it; it proves nothing alone.
    Md5, 16
}
print_type! {
    /// SHA-1 of the bytes (FIPS 180-4). Kept because the field's known sets carry it.
    Sha1, 20
}
print_type! {
    /// SHA-256 of the bytes (FIPS 180-4).
    Sha256, 32
}
print_type! {
    /// The 256-bit PDQ print of a picture, bytes in the order in which PDQ writes its hex text.
    Pdq, 32
}

/// Bits in a PDQ print.
pub const PDQ_BITS: u32 = 256;

impl Pdq {
    /// Hamming distance in bits, 0 to 256.
    pub fn distance_bits(&self, other: &Self) -> u32 {
        self.0.iter().zip(&other.0).map(|(a, b)| (a ^ b).count_ones()).sum()
    }
}

/// The three digests of one run of bytes, all taken in the same pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Digests {
    /// MD5.
    pub md5: Md5,
    /// SHA-1.
    pub sha1: Sha1,
    /// SHA-256.
    pub sha256: Sha256,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hex_goes_there_and_back() {
        let text = "d8f8f0cee0f4a84f0637022a078f67f0b36e2ed596621e1d33e6339c4e9c9b22";
        let pdq: Pdq = text.parse().unwrap();
        assert_eq!(pdq.to_string(), text);
        assert_eq!(serde_json::from_str::<Pdq>(&serde_json::to_string(&pdq).unwrap()).unwrap(), pdq);
        assert_eq!(text.to_uppercase().parse::<Pdq>().unwrap(), pdq);
    }

    #[test]
    fn bad_hex_says_where() {
        assert_eq!("00".parse::<Md5>(), Err(HexError::Length { found: 2, wanted: 32 }));
        assert_eq!("0g000000000000000000000000000000".parse::<Md5>(), Err(HexError::Digit { at: 1 }));
    }

    #[test]
    fn distance_counts_bits() {
        let mut far = Pdq([0; 32]);
        assert_eq!(far.distance_bits(&Pdq([0xff; 32])), PDQ_BITS);
        far.0[31] = 0b101;
        assert_eq!(far.distance_bits(&Pdq([0; 32])), 2);
    }
}
