//! Text that can be printed: never empty, bounded, without hidden characters.

use crate::text::checked;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Why a text can't be printed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this text can't be printed: {reason}; write plain words, {wanted}")]
pub struct WordingError {
    reason: String,
    wanted: &'static str,
}

/// One line: 1 to 300 characters, no line break.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Line(String);

/// One or more paragraphs, parted by line breaks: 1 to 6,000 characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Prose(String);

impl Line {
    const CHARS_MAX: usize = 300;

    /// Takes a line; white space at its ends is dropped.
    ///
    /// # Errors
    /// When it is empty, longer than 300 characters, or holds a control or direction-changing character.
    pub fn new(text: &str) -> Result<Self, WordingError> {
        checked(text, Self::CHARS_MAX).map(Self).map_err(|error| WordingError {
            reason: error.to_string(),
            wanted: "one line of 1 to 300 characters",
        })
    }
}

impl Prose {
    const CHARS_MAX: usize = 6_000;

    /// Takes paragraphs; empty ones are dropped.
    ///
    /// # Errors
    /// When nothing is left, it is longer than 6,000 characters, or a paragraph holds a control or
    /// direction-changing character.
    pub fn new(text: &str) -> Result<Self, WordingError> {
        let refused =
            |reason: String| WordingError { reason, wanted: "paragraphs of 6,000 characters in all" };
        let mut paragraphs = Vec::new();
        for paragraph in text.lines().filter(|paragraph| !paragraph.trim().is_empty()) {
            paragraphs.push(checked(paragraph, Self::CHARS_MAX).map_err(|error| refused(error.to_string()))?);
        }
        let whole = paragraphs.join("\n");
        match whole.chars().count() {
            0 => Err(refused("it is empty".to_owned())),
            found if found > Self::CHARS_MAX => Err(refused(format!("it has {found} characters"))),
            _ => Ok(Self(whole)),
        }
    }
}

macro_rules! printable {
    ($name:ident) => {
        impl $name {
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = WordingError;
            fn try_from(text: String) -> Result<Self, WordingError> {
                Self::new(&text)
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> Self {
                text.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

printable!(Line);
printable!(Prose);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_line() {
        assert_eq!(Line::new("  zaak 1 ").unwrap().as_str(), "zaak 1");
        for bad in ["", "  ", "a\nb", "a\u{202e}b", &"x".repeat(301)] {
            assert!(Line::new(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn prose_keeps_its_paragraphs() {
        assert_eq!(Prose::new("een\n\n  twee\r\n").unwrap().as_str(), "een\ntwee");
        for bad in ["", "\n\n", "a\tb", &"x\n".repeat(6_001)] {
            assert!(Prose::new(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn json_is_held_to_the_same_rule() {
        assert!(serde_json::from_str::<Line>("\"\"").is_err());
        assert_eq!(serde_json::to_string(&Line::new("a").unwrap()).unwrap(), "\"a\"");
    }
}
