//! Narrow building stones of the tables: a number or none in four bytes, a moment in eight, texts side by side.
//!
//! Ten million posts are to fit beside their graph. `Option<u32>` and `Option<i64>` would double the tables.

use std::fmt;

/// The number of a row in another table, or none. Numbers run from 0; `u32::MAX` is no number.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Maybe(u32);

impl Maybe {
    /// No row.
    pub const NONE: Self = Self(u32::MAX);

    /// A row; `u32::MAX` gives none.
    pub const fn some(number: u32) -> Self {
        Self(number)
    }

    /// The number, where there is one.
    pub fn get(self) -> Option<u32> {
        (self.0 != u32::MAX).then_some(self.0)
    }
}

impl Default for Maybe {
    fn default() -> Self {
        Self::NONE
    }
}

impl From<Option<u32>> for Maybe {
    fn from(number: Option<u32>) -> Self {
        number.map_or(Self::NONE, Self)
    }
}

impl fmt::Debug for Maybe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.get().fmt(f)
    }
}

/// A moment in whole seconds since 1970-01-01T00:00:00Z, or unknown. Unknown sorts before every known moment.
///
/// Two halves of four bytes, so that rows need no padding; compared in this order they sort as the seconds do.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct At {
    high: i32,
    low: u32,
}

impl At {
    /// Not known.
    pub const UNKNOWN: Self = Self { high: i32::MIN, low: 0 };

    /// From seconds; `i64::MIN` is unknown.
    pub const fn from_seconds(seconds: i64) -> Self {
        Self { high: (seconds >> 32) as i32, low: seconds as u32 }
    }

    /// The seconds, where the moment is known.
    pub fn seconds(self) -> Option<i64> {
        (self != Self::UNKNOWN).then_some((i64::from(self.high) << 32) | i64::from(self.low))
    }
}

impl Default for At {
    fn default() -> Self {
        Self::UNKNOWN
    }
}

impl From<Option<i64>> for At {
    fn from(seconds: Option<i64>) -> Self {
        seconds.map_or(Self::UNKNOWN, Self::from_seconds)
    }
}

impl fmt::Debug for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.seconds().fmt(f)
    }
}

/// Many short texts in one run of bytes, numbered from 0 in the order in which they came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    ends: Vec<usize>,
    bytes: String,
}

impl Texts {
    /// Adds a text.
    pub fn push(&mut self, text: &str) {
        self.bytes.push_str(text);
        self.ends.push(self.bytes.len());
    }

    /// A text by its number; empty where there is none of that number.
    pub fn get(&self, number: usize) -> &str {
        let begins = number.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied());
        match (begins, self.ends.get(number)) {
            (Some(begins), Some(&end)) => &self.bytes[begins..end],
            _ => "",
        }
    }

    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// All texts, in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|number| self.get(number))
    }
}

impl<'a> FromIterator<&'a str> for Texts {
    fn from_iter<I: IntoIterator<Item = &'a str>>(texts: I) -> Self {
        let mut all = Self::default();
        texts.into_iter().for_each(|text| all.push(text));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn texts_are_found_by_number() {
        let texts: Texts = ["anna", "", "böb"].into_iter().collect();
        assert_eq!(texts.iter().collect::<Vec<_>>(), ["anna", "", "böb"]);
        assert_eq!((texts.get(3), texts.get(99), Texts::default().get(0)), ("", "", ""));
    }

    proptest! {
        #[test]
        fn moments_sort_as_their_seconds(a in any::<i64>(), b in any::<i64>()) {
            prop_assert_eq!(At::from_seconds(a).cmp(&At::from_seconds(b)), a.cmp(&b));
            prop_assert_eq!(At::from_seconds(a).seconds(), (a != i64::MIN).then_some(a));
        }
    }
}
