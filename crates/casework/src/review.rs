//! What a person found on looking into a near match.
//!
//! A machine gives a match; only a person gives a review. Nothing here makes one: a review is made by a deed
//! that holds the hand of a named person, and is read back from the case's records.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use vocab::Moment;

/// What the person found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It shows the same as the known picture.
    Same,
    /// It is another picture; the match was false.
    Different,
    /// The person could not tell. The match keeps waiting.
    Unsure,
}

impl Verdict {
    /// All verdicts.
    pub const ALL: [Self; 3] = [Self::Same, Self::Different, Self::Unsure];

    /// The stable word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Different => "different",
            Self::Unsure => "unsure",
        }
    }

    /// Whether the match needs no further review. [`Verdict::Unsure`] settles nothing.
    pub fn settles(self) -> bool {
        self != Self::Unsure
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Verdict {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|verdict| verdict.word() == text).ok_or(())
    }
}

/// One review of one near match. Earlier reviews are never erased; the last one speaks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// What was found.
    pub verdict: Verdict,
    /// Why, in the person's own words.
    pub reasons: String,
    /// Who reviewed, by name.
    pub by: String,
    /// When.
    pub at: Moment,
}

/// Why a review may not follow the ones that stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FollowError {
    /// Reasons are missing.
    #[error("a review needs reasons")]
    NoReasons,
    /// The last review says the same, by the same person.
    #[error("this person has given this verdict already")]
    Repeated,
    /// It is dated before the last one.
    #[error("a review cannot be dated before the last one")]
    Backdated,
}

impl Review {
    /// Whether this review may follow `last`. A settled verdict may be revised, by anyone and also by the
    /// same person, but never without reasons; a second person may confirm it.
    ///
    /// # Errors
    /// Says which rule stands in the way.
    pub fn may_follow(&self, last: Option<&Self>) -> Result<(), FollowError> {
        if self.reasons.trim().is_empty() {
            return Err(FollowError::NoReasons);
        }
        match last {
            Some(last) if self.at < last.at => Err(FollowError::Backdated),
            Some(last) if self.verdict == last.verdict && self.by == last.by => Err(FollowError::Repeated),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn review(verdict: Verdict, by: &str, second: i64) -> Review {
        Review { verdict, reasons: "x".into(), by: by.into(), at: Moment::from_unix(second, 0).unwrap() }
    }

    #[test]
    fn a_review_may_be_revised_but_not_repeated_or_backdated() {
        let first = review(Verdict::Same, "A. Bakker", 10);
        assert_eq!(first.may_follow(None), Ok(()));
        assert_eq!(review(Verdict::Different, "A. Bakker", 11).may_follow(Some(&first)), Ok(()));
        assert_eq!(review(Verdict::Same, "C. Visser", 11).may_follow(Some(&first)), Ok(()));
        assert_eq!(
            review(Verdict::Same, "A. Bakker", 11).may_follow(Some(&first)),
            Err(FollowError::Repeated)
        );
        assert_eq!(
            review(Verdict::Same, "C. Visser", 9).may_follow(Some(&first)),
            Err(FollowError::Backdated)
        );
        let mute = Review { reasons: " ".into(), ..first };
        assert_eq!(mute.may_follow(None), Err(FollowError::NoReasons));
    }

    #[test]
    fn unsure_settles_nothing() {
        assert!(Verdict::Same.settles() && Verdict::Different.settles() && !Verdict::Unsure.settles());
    }
}
