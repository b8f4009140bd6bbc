//! The stable words for values of fixed choice, and moments as text, there and back.

use crate::row::{By, Outcome};
use jiff::Timestamp;
use jiff::civil::DateTime;
use vocab::{Allocation, Family, LinkKind, LocalTime, Moment, TimeMeaning, When};

/// A value of fixed choice with one stable word for each choice.
pub(crate) trait Word: Copy + PartialEq + 'static {
    /// Every choice with its word.
    const WORDS: &'static [(Self, &'static str)];

    fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(value, _)| *value == self).map_or("", |(_, word)| word)
    }

    fn of(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(_, known)| *known == word).map(|(value, _)| *value)
    }
}

impl Word for Outcome {
    const WORDS: &'static [(Self, &'static str)] =
        &[(Self::Read, "read"), (Self::Skipped, "skipped"), (Self::Failed, "failed")];
}

impl Word for By {
    const WORDS: &'static [(Self, &'static str)] =
        &[(Self::Md5, "md5"), (Self::Sha1, "sha1"), (Self::Sha256, "sha256"), (Self::Pdq, "pdq")];
}

impl Word for Allocation {
    const WORDS: &'static [(Self, &'static str)] = &[(Self::Live, "live"), (Self::Deleted, "deleted")];
}

impl Word for LinkKind {
    const WORDS: &'static [(Self, &'static str)] =
        &[(Self::Member, "member"), (Self::Thumbnail, "thumbnail")];
}

impl Word for Family {
    const WORDS: &'static [(Self, &'static str)] = &[
        (Self::Picture, "picture"),
        (Self::Video, "video"),
        (Self::Audio, "audio"),
        (Self::Document, "document"),
        (Self::Archive, "archive"),
        (Self::Database, "database"),
        (Self::Program, "program"),
        (Self::Other, "other"),
        (Self::Empty, "empty"),
    ];
}

impl Word for TimeMeaning {
    const WORDS: &'static [(Self, &'static str)] = &[
        (Self::Modified, "modified"),
        (Self::Accessed, "accessed"),
        (Self::Changed, "changed"),
        (Self::Created, "created"),
        (Self::Deleted, "deleted"),
        (Self::Taken, "taken"),
        (Self::Digitized, "digitized"),
        (Self::Edited, "edited"),
        (Self::Gps, "gps"),
        (Self::Encoded, "encoded"),
    ];
}

/// Reads a moment as [`When`] writes it: with `Z` an instant, without a zone a wall clock.
pub(crate) fn when(text: &str) -> Option<When> {
    if text.ends_with('Z') {
        text.parse::<Timestamp>().ok().map(|instant| When::Utc(Moment(instant)))
    } else {
        text.parse::<DateTime>().ok().map(|local| When::Local(LocalTime(local)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_have_the_words_of_the_vocabulary() {
        for family in Family::ALL {
            assert_eq!(Word::word(family), family.word());
            assert_eq!(Family::of(family.word()), Some(family));
        }
        assert_eq!(<Family as Word>::WORDS.len(), Family::ALL.len());
        assert_eq!(Family::of("Picture"), None);
    }

    #[test]
    fn moments_keep_their_zone_or_its_absence() {
        let utc = When::Utc(Moment::from_unix(1_790_000_000, 123_456_789).unwrap());
        let local = when("2024-06-01T12:00:00.5").unwrap();
        assert!(matches!(local, When::Local(_)));
        for moment in [utc, local] {
            assert_eq!(when(&moment.to_string()), Some(moment));
        }
        assert_eq!(when("yesterday"), None);
    }
}
