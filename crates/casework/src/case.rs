//! A case and its name. Whether a name is free is for the store to say.

use crate::text::checked;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use vocab::{CaseId, Moment};

pub use crate::text::TextError;

/// Why a text is no name of a case.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is no name for a case: {0}")]
pub struct NameError(#[from] pub TextError);

/// Name of a case: 1 to 100 characters, none of them a control or direction-changing character, no white
/// space at the ends. The store holds names unique.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct CaseName(String);

impl CaseName {
    /// Longest name, in characters.
    pub const CHARS_MAX: usize = 100;

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for CaseName {
    type Err = NameError;
    fn from_str(text: &str) -> Result<Self, NameError> {
        Ok(Self(checked(text, Self::CHARS_MAX)?))
    }
}

impl TryFrom<String> for CaseName {
    type Error = NameError;
    fn try_from(text: String) -> Result<Self, NameError> {
        text.parse()
    }
}

impl From<CaseName> for String {
    fn from(name: CaseName) -> Self {
        name.0
    }
}

impl fmt::Display for CaseName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A case.
#[doc(alias = "zaak")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// Its id, which never changes.
    pub id: CaseId,
    /// Its name.
    pub name: CaseName,
    /// When it was opened.
    pub opened_at: Moment,
    /// Who opened it, by name.
    pub opened_by: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_trimmed_and_bounded() {
        assert_eq!(" Zaak Ω 12 ".parse::<CaseName>().unwrap().as_str(), "Zaak Ω 12");
        assert!("é".repeat(100).parse::<CaseName>().is_ok());
        assert_eq!(
            "é".repeat(101).parse::<CaseName>(),
            Err(NameError(TextError::Long { found: 101, allowed: 100 }))
        );
    }

    #[test]
    fn a_name_hides_nothing() {
        assert_eq!(" \t\n".parse::<CaseName>(), Err(NameError(TextError::Empty)));
        assert_eq!("a\0b".parse::<CaseName>(), Err(NameError(TextError::Hidden { at: 2 })));
        assert_eq!("zaak\u{202e}21".parse::<CaseName>(), Err(NameError(TextError::Hidden { at: 5 })));
        assert!(serde_json::from_str::<CaseName>("\"a\\nb\"").is_err());
    }
}
