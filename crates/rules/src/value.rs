//! The value of a fact, and how it is written and read as text. May not know which fact it belongs to.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What kind of value a fact has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ValueKind {
    /// Yes or no.
    YesNo,
    /// A day.
    Day,
    /// From a day to a day, both included.
    Period,
    /// A whole number, in the unit that the fact's question names.
    Count,
    /// Whole euros.
    Euro,
}

/// The value of an established fact. A fact that is not known has no value at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Value {
    /// Yes.
    Yes,
    /// No.
    No,
    /// A day.
    Day(Date),
    /// From a day to a day, both included.
    Period {
        /// First day.
        from: Date,
        /// Last day, not before the first.
        to: Date,
    },
    /// A whole number.
    Count(u32),
    /// Whole euros.
    Euro(u32),
}

impl Value {
    /// The kind of this value.
    pub fn kind(self) -> ValueKind {
        match self {
            Self::Yes | Self::No => ValueKind::YesNo,
            Self::Day(_) => ValueKind::Day,
            Self::Period { .. } => ValueKind::Period,
            Self::Count(_) => ValueKind::Count,
            Self::Euro(_) => ValueKind::Euro,
        }
    }

    /// Reads a value of a kind: `yes`/`ja`, `no`/`nee`, `2024-06-30`, `2024-01-01..2024-06-30` (`t/m` may stand
    /// for the dots), `12`.
    ///
    /// # Errors
    /// When the text is no value of that kind, or a period ends before it begins.
    pub fn parse(kind: ValueKind, text: &str) -> Result<Self, ValueError> {
        let text = text.trim();
        let wrong = || ValueError::Text { text: text.to_owned(), kind };
        match kind {
            ValueKind::YesNo => match text {
                "yes" | "ja" => Ok(Self::Yes),
                "no" | "nee" => Ok(Self::No),
                _ => Err(wrong()),
            },
            ValueKind::Day => text.parse().map(Self::Day).map_err(|_| wrong()),
            ValueKind::Period => {
                let (from, to) =
                    text.split_once("..").or_else(|| text.split_once("t/m")).ok_or_else(wrong)?;
                let from = from.trim().parse().map_err(|_| wrong())?;
                let to = to.trim().parse().map_err(|_| wrong())?;
                Self::Period { from, to }.checked()
            }
            ValueKind::Count => text.parse().map(Self::Count).map_err(|_| wrong()),
            ValueKind::Euro => text.parse().map(Self::Euro).map_err(|_| wrong()),
        }
    }

    /// The value itself, unless it is a period that ends before it begins.
    pub(crate) fn checked(self) -> Result<Self, ValueError> {
        match self {
            Self::Period { from, to } if to < from => Err(ValueError::Backwards { from, to }),
            value => Ok(value),
        }
    }
}

impl From<bool> for Value {
    fn from(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }
}

impl fmt::Display for Value {
    /// The form that [`Value::parse`] reads.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Yes => f.write_str("yes"),
            Self::No => f.write_str("no"),
            Self::Day(day) => day.fmt(f),
            Self::Period { from, to } => write!(f, "{from}..{to}"),
            Self::Count(number) | Self::Euro(number) => number.fmt(f),
        }
    }
}

impl fmt::Display for ValueKind {
    /// What a person has to give.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::YesNo => "yes or no",
            Self::Day => "a day such as 2024-06-30",
            Self::Period => "a period such as 2024-01-01..2024-06-30",
            Self::Count => "a whole number",
            Self::Euro => "an amount in whole euros",
        })
    }
}

/// Why something is no value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ValueError {
    /// The text is of another kind. Write it in the form that is named.
    #[error("{text:?} is not {kind}")]
    Text {
        /// The text given.
        text: String,
        /// The kind wanted.
        kind: ValueKind,
    },
    /// The period ends before it begins. Swap the days, or mend one.
    #[error("a period can't run from {from} back to {to}")]
    Backwards {
        /// First day.
        from: Date,
        /// Last day.
        to: Date,
    },
}
