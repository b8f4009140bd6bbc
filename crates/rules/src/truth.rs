//! Three values: a thing holds, fails, or is not known. May not guess: nothing here turns unknown into a yes or a no.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Whether something holds, by strong Kleene logic: unknown stays unknown unless the other side settles it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Truth {
    /// It does not hold.
    Fails,
    /// Not known yet.
    Unknown,
    /// It holds.
    Holds,
}

impl Truth {
    /// All three, from false to true.
    pub const ALL: [Self; 3] = [Self::Fails, Self::Unknown, Self::Holds];

    /// Holds where both hold; fails where either fails.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.min(other)
    }

    /// Holds where either holds; fails where both fail.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.max(other)
    }

    /// The opposite; unknown stays unknown.
    #[must_use]
    #[expect(
        clippy::should_implement_trait,
        reason = "`!truth` would read as if two values were all there are"
    )]
    pub fn not(self) -> Self {
        match self {
            Self::Fails => Self::Holds,
            Self::Unknown => Self::Unknown,
            Self::Holds => Self::Fails,
        }
    }

    /// Whether it is settled: holds or fails.
    pub fn is_settled(self) -> bool {
        self != Self::Unknown
    }

    /// The stable word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Fails => "fails",
            Self::Unknown => "unknown",
            Self::Holds => "holds",
        }
    }
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Self {
        if holds { Self::Holds } else { Self::Fails }
    }
}

impl fmt::Display for Truth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What can still come out, given what each value may turn out to be.
    fn outcomes(values: [Truth; 2], join: fn(bool, bool) -> bool) -> Truth {
        let may = |truth| match truth {
            Truth::Fails => vec![false],
            Truth::Unknown => vec![false, true],
            Truth::Holds => vec![true],
        };
        let mut all: Vec<bool> = may(values[0])
            .into_iter()
            .flat_map(|a| may(values[1]).into_iter().map(move |b| join(a, b)))
            .collect();
        all.dedup();
        if all.iter().all(|b| *b) {
            Truth::Holds
        } else if all.iter().any(|b| *b) {
            Truth::Unknown
        } else {
            Truth::Fails
        }
    }

    #[test]
    fn joins_as_the_possible_worlds_do() {
        for a in Truth::ALL {
            assert_eq!(a.not(), outcomes([a, a.not()], |a, _| !a));
            for b in Truth::ALL {
                assert_eq!(a.and(b), outcomes([a, b], |a, b| a && b), "{a} and {b}");
                assert_eq!(a.or(b), outcomes([a, b], |a, b| a || b), "{a} or {b}");
            }
        }
    }

    #[test]
    fn words_and_settledness() {
        assert_eq!(Truth::ALL.map(Truth::word), ["fails", "unknown", "holds"]);
        assert_eq!(Truth::ALL.map(Truth::is_settled), [true, false, true]);
        assert_eq!([Truth::from(false), Truth::from(true)], [Truth::Fails, Truth::Holds]);
    }
}
