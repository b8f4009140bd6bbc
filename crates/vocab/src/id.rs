//! Ids that can't be taken for one another.

use crate::Moment;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;

/// Crockford's base 32: no I, L, O or U, so that an id can be read out over the telephone.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LETTERS: usize = 26;
/// The digit of each letter, small letters too; 32 for what is none. Files of many records read ids by the million.
const DIGITS: [u8; 256] = {
    let mut digits = [32; 256];
    let mut digit = 0;
    while digit < 32 {
        let letter = ALPHABET[digit as usize];
        digits[letter as usize] = digit;
        digits[letter.to_ascii_lowercase() as usize] = digit;
        digit += 1;
    }
    digits
};

/// Why a text is no id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not an id: 26 characters of 0-9 and A-Z without I, L, O and U are expected")]
pub struct IdError {
    /// The text that was given.
    pub text: String,
}

/// 128 bits, sortable by the moment of making, shown as 26 letters (the ULID layout).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RecordId(u128);

impl RecordId {
    /// Makes an id from milliseconds since 1970 (48 bits are kept) and 80 random bits.
    pub fn new(millis: u64, random: [u8; 10]) -> Self {
        let mut low = [0; 16];
        low[6..].copy_from_slice(&random);
        Self((u128::from(millis) & 0xffff_ffff_ffff) << 80 | u128::from_be_bytes(low))
    }
}

impl RecordId {
    /// The moment of making, to the millisecond.
    pub fn made_at(self) -> Option<Moment> {
        let millis = i64::try_from(self.0 >> 80).ok()?;
        Moment::from_unix(millis / 1000, u32::try_from(millis % 1000).ok()? * 1_000_000)
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut letters = [0; LETTERS];
        for (place, letter) in letters.iter_mut().rev().enumerate() {
            *letter = ALPHABET[(self.0 >> (5 * place)) as usize & 31];
        }
        f.write_str(std::str::from_utf8(&letters).map_err(|_| fmt::Error)?)
    }
}

impl fmt::Debug for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for RecordId {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        let wrong = || IdError { text: text.to_owned() };
        // The first letter carries three bits only: 26 letters hold 130.
        if text.len() != LETTERS || text.as_bytes()[0] > b'7' {
            return Err(wrong());
        }
        text.bytes()
            .try_fold(0_u128, |value, letter| {
                let digit = DIGITS[usize::from(letter)];
                (digit < 32).then_some(value << 5 | u128::from(digit))
            })
            .map(Self)
            .ok_or_else(wrong)
    }
}

impl Serialize for RecordId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for RecordId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

macro_rules! id_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub RecordId);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                text.parse().map(Self)
            }
        }
    };
}

id_type! {
    /// A case.
    #[doc(alias = "zaak")]
    CaseId
}
id_type! {
    /// A seized carrier within a case.
    #[doc(alias = "gegevensdrager")]
    CarrierId
}
id_type! {
    /// One reading of a carrier.
    #[doc(alias = "uitlezing")]
    ReadingId
}
id_type! {
    /// A fact about a person in a case.
    #[doc(alias = "feit")]
    FactId
}
id_type! {
    /// A prosecutor's decision.
    #[doc(alias = "beslissing")]
    DecisionId
}
id_type! {
    /// A penal order, in one of its versions.
    #[doc(alias = "strafbeschikking")]
    OrderId
}
id_type! {
    /// A person in a case.
    #[doc(alias = "betrokkene")]
    PersonId
}
id_type! {
    /// A network within a case: the database or export of one forum or chat service.
    #[doc(alias = "netwerk")]
    NetworkId
}
id_type! {
    /// A lead that an analyst recorded.
    #[doc(alias = "aanwijzing")]
    LeadId
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn text_goes_there_and_back(millis in 0_u64..1 << 48, random: [u8; 10]) {
            let id = RecordId::new(millis, random);
            prop_assert_eq!(id.to_string().parse::<RecordId>(), Ok(id));
            prop_assert_eq!(id.to_string().to_lowercase().parse::<RecordId>(), Ok(id));
        }

        #[test]
        fn later_sorts_later(millis in 0_u64..(1 << 48) - 1, a: [u8; 10], b: [u8; 10]) {
            prop_assert!(RecordId::new(millis, a).to_string() < RecordId::new(millis + 1, b).to_string());
        }

        #[test]
        fn any_other_text_is_refused(text in "\\PC{0,30}") {
            if let Ok(id) = text.parse::<RecordId>() {
                prop_assert_eq!(id.to_string(), text.to_uppercase());
            }
        }
    }
}
