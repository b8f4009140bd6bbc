//! Editions of the rule book. A decision names the edition that it was taken under, so that it can be looked at again
//! with the very same rules after the book has grown. May not know any rule.

use serde::{Deserialize, Serialize};
use std::fmt;

/// One edition of the rule book, counted from 1.
///
/// An edition is never changed once it has been in use: what is new goes into the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct Edition(u16);

impl Edition {
    /// The book as it was first written.
    pub const FIRST: Self = Self(1);
    /// The most favourable law for R1; R19.
    pub const SECOND: Self = Self(2);
    /// The newest.
    pub const LATEST: Self = Self::SECOND;

    /// All, oldest first.
    pub fn all() -> impl Iterator<Item = Self> {
        (Self::FIRST.0..=Self::LATEST.0).map(Self)
    }

    /// Its number.
    pub fn number(self) -> u16 {
        self.0
    }

    /// What is new in it, in Dutch and in English.
    pub fn news(self) -> (&'static str, &'static str) {
        if self == Self::FIRST {
            ("De regels zoals zij het eerst zijn opgeschreven.", "The rules as first written.")
        } else {
            (
                "R1, versie 2: op feiten van voor 2010 wordt de gunstigste bepaling toegepast (artikel 1 lid 2 Sr). \
                 R19 is nieuw: nauwkeurigheid van aanwijzingen over controle van apparaten.",
                "R1, version 2: the most favourable provision is applied to offences before 2010 (art. 1(2) Sr). \
                 R19 is new: the precision of directions about checking devices.",
            )
        }
    }
}

impl From<Edition> for u16 {
    fn from(edition: Edition) -> Self {
        edition.0
    }
}

/// A number that is no edition of this book.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no edition {number} of the rule book; this program knows {first} to {last}", first = Edition::FIRST, last = Edition::LATEST)]
pub struct EditionError {
    /// The number given.
    pub number: u16,
}

impl TryFrom<u16> for Edition {
    type Error = EditionError;
    fn try_from(number: u16) -> Result<Self, EditionError> {
        Self::all().find(|edition| edition.0 == number).ok_or(EditionError { number })
    }
}

impl fmt::Display for Edition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
