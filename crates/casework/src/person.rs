//! A person in a case: the label under which lists and the ledger speak of him or her, and who that is.

use crate::document::Suspect;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use vocab::Moment;

/// Why a text is no label.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is no label for a person: 2 to 12 characters, one capital and then digits, such as V01")]
pub struct LabelError {
    /// The text that was given.
    pub text: String,
}

/// Stands for a person where who that is must not show: one capital letter and digits (`V01`).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Label(String);

impl Label {
    /// The label as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Label {
    type Err = LabelError;
    fn from_str(text: &str) -> Result<Self, LabelError> {
        let bytes = text.as_bytes();
        let fits = (2..=12).contains(&bytes.len())
            && bytes[0].is_ascii_uppercase()
            && bytes[1..].iter().all(u8::is_ascii_digit);
        fits.then(|| Self(text.to_owned())).ok_or_else(|| LabelError { text: text.to_owned() })
    }
}

impl TryFrom<String> for Label {
    type Error = LabelError;
    fn try_from(text: String) -> Result<Self, LabelError> {
        text.parse()
    }
}

impl From<Label> for String {
    fn from(label: Label) -> Self {
        label.0
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Who a person is, as recorded at a moment. A later record takes the place of an earlier one, which stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// Name, birth and address.
    pub suspect: Suspect,
    /// Who recorded it, by name.
    pub by: String,
    /// When.
    pub at: Moment,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_can_hold_no_name() {
        assert_eq!("V01".parse::<Label>().unwrap().as_str(), "V01");
        for bad in ["", "V", "v01", "Jansen", "V01 ", "01", "V-1", "V1234567890123"] {
            assert!(bad.parse::<Label>().is_err(), "{bad}");
        }
        assert!(serde_json::from_str::<Label>("\"Jan\"").is_err());
    }
}
