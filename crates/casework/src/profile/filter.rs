//! Which items a figure counts, as a value that the listing door can answer and a link can carry.
//!
//! Text form: terms `key=value` joined by commas, all of which must hold, as in
//! `standing=known,copy=first`. The empty text selects every item. Values are percent-escaped.

use super::classify::Classification;
use super::item::ProfiledItem;
use super::term::{Term, parse};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Conditions that must all hold. No condition: every item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct ItemFilter(pub Vec<Term>);

/// Why a text is no filter.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{term:?} is no term of a filter; terms are key=value joined by commas, as in standing=known,copy=first"
)]
pub struct FilterError {
    /// The part that could not be read.
    pub term: String,
}

impl ItemFilter {
    /// Every item.
    pub fn every() -> Self {
        Self::default()
    }

    /// One condition.
    pub fn of(term: Term) -> Self {
        Self(vec![term])
    }

    /// This filter and one condition more.
    pub fn and(&self, term: Term) -> Self {
        let mut terms = self.0.clone();
        terms.push(term);
        Self(terms)
    }

    /// Whether the filter selects the item.
    pub fn selects(&self, item: &ProfiledItem, classified: Classification) -> bool {
        self.0.iter().all(|term| term.holds(item, classified))
    }
}

impl fmt::Display for ItemFilter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .enumerate()
            .try_for_each(|(i, term)| write!(f, "{}{term}", if i == 0 { "" } else { "," }))
    }
}

impl FromStr for ItemFilter {
    type Err = FilterError;
    fn from_str(text: &str) -> Result<Self, FilterError> {
        if text.is_empty() {
            return Ok(Self::every());
        }
        text.split(',')
            .map(|term| parse(term).ok_or_else(|| FilterError { term: term.to_owned() }))
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

impl TryFrom<String> for ItemFilter {
    type Error = FilterError;
    fn try_from(text: String) -> Result<Self, FilterError> {
        text.parse()
    }
}

impl From<ItemFilter> for String {
    fn from(filter: ItemFilter) -> Self {
        filter.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_bad_term_is_named() {
        for bad in ["standing=guilty", "copy", "month=modified:utc:2024-13", "folder=%zz", "x=y", ","] {
            assert!(bad.parse::<ItemFilter>().is_err(), "{bad}");
        }
        let error = "copy=first,known=a:b".parse::<ItemFilter>().unwrap_err();
        assert_eq!(error.term, "known=a:b");
    }

    proptest! {
        #[test]
        fn any_text_goes_there_and_back(folder: String, rule: String, make: String) {
            let filter = ItemFilter::of(Term::Folder(folder))
                .and(Term::Place(rule))
                .and(Term::Camera(super::super::Camera { make, ..Default::default() }));
            prop_assert_eq!(filter.to_string().parse::<ItemFilter>(), Ok(filter));
        }

        #[test]
        fn any_text_is_read_or_refused(text: String) {
            let _ = text.parse::<ItemFilter>();
        }
    }
}
