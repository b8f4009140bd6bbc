//! The Security Agenda's count: cases in its three categories, by year, against norms that were entered with their source.
//!
//! Which category a case counts in is a person's word with a reason; a case without one is shown as such. No norm is built in.
//! May not know how a case came to its category.

use crate::case::CaseName;
use crate::text::{TextError, checked};
use authority::{Hand, mark};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use vocab::{CaseId, Moment};

/// A category of the agenda.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Category {
    /// Networks and those who keep them going.
    #[doc(alias = "keyplayers en netwerken")]
    Networks,
    /// Makers and abusers.
    #[doc(alias = "vervaardigers en misbruikers")]
    Makers,
    /// Possessors and distributors.
    #[doc(alias = "bezitters en verspreiders")]
    Possessors,
}

impl Category {
    /// All.
    pub const ALL: [Self; 3] = [Self::Networks, Self::Makers, Self::Possessors];

    /// The stable word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Networks => "networks",
            Self::Makers => "makers",
            Self::Possessors => "possessors",
        }
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Category {
    type Err = ();
    fn from_str(word: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|category| category.word() == word).ok_or(())
    }
}

/// Longest reason or source, in characters.
const TEXT_CHARS_MAX: usize = 500;
/// Years that a norm or a case can count in.
const YEARS: std::ops::RangeInclusive<i16> = 2000..=2100;

/// Why something can't be entered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AgendaError {
    /// The year is none.
    #[error("{0} is no year of the agenda: 2000 to 2100 are")]
    Year(i16),
    /// Reason or source is missing or can't be kept.
    #[error("{what}: {why}")]
    Text {
        /// Which of them.
        what: &'static str,
        /// What is wrong with it.
        why: TextError,
    },
}

fn year(year: i16) -> Result<i16, AgendaError> {
    YEARS.contains(&year).then_some(year).ok_or(AgendaError::Year(year))
}

fn text(what: &'static str, text: &str) -> Result<String, AgendaError> {
    checked(text, TEXT_CHARS_MAX).map_err(|why| AgendaError::Text { what, why })
}

/// How many cases a year is to bring in a category, and where that is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Norm {
    /// The category.
    pub category: Category,
    /// The year.
    pub year: i16,
    /// Cases.
    pub cases: u32,
    /// Where it is written.
    pub source: String,
    /// Who entered it.
    pub by: String,
    /// When.
    pub at: Moment,
}

impl Norm {
    /// A norm, entered by a named team lead.
    ///
    /// # Errors
    /// When the year is none, or the source is missing.
    pub fn enter(
        hand: &Hand<'_, mark::TeamLead>,
        (category, of): (Category, i16),
        cases: u32,
        source: &str,
        at: Moment,
    ) -> Result<Self, AgendaError> {
        let source = text("the source of a norm", source)?;
        Ok(Self { category, year: year(of)?, cases, source, by: hand.name().to_owned(), at })
    }
}

/// In which category and year a case counts. The last word stands; earlier ones stay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assignment {
    /// The category; `None` takes the case out of the count.
    pub category: Option<Category>,
    /// The year.
    pub year: i16,
    /// Why.
    pub reason: String,
    /// Who said so.
    pub by: String,
    /// When.
    pub at: Moment,
}

impl Assignment {
    /// A word on a case, by a named person.
    ///
    /// # Errors
    /// When the year is none, or the reason is missing.
    pub fn say(
        hand: &Hand<'_, mark::AgendaKeeper>,
        category: Option<Category>,
        of: i16,
        reason: &str,
        at: Moment,
    ) -> Result<Self, AgendaError> {
        let reason = text("the reason", reason)?;
        Ok(Self { category, year: year(of)?, reason, by: hand.name().to_owned(), at })
    }
}

/// A case that counts, with the word that makes it count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CountedCase {
    /// Its id.
    pub id: CaseId,
    /// Its name.
    pub name: CaseName,
    /// Why it counts here.
    pub assignment: Assignment,
}

/// One category in one year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AgendaRow {
    /// The category.
    pub category: Category,
    /// How many cases count.
    pub count: usize,
    /// The norm; `None` where none was entered.
    pub norm: Option<Norm>,
    /// Cases still lacking to the norm; `None` where there is no norm.
    pub lacking: Option<u32>,
    /// The cases, by name.
    pub cases: Vec<CountedCase>,
}

/// The agenda's count for one year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Agenda {
    /// The year.
    pub year: i16,
    /// One row for each category.
    pub rows: Vec<AgendaRow>,
    /// Cases opened in that year of which nobody has said where they count.
    pub unassigned: Vec<CaseName>,
}

/// A case as the count sees it.
#[derive(Clone, Debug)]
pub struct Counted {
    /// Its id.
    pub id: CaseId,
    /// Its name.
    pub name: CaseName,
    /// Year in which it was opened.
    pub opened: i16,
    /// The word that stands.
    pub assignment: Option<Assignment>,
}

impl Agenda {
    /// Counts the cases of a year. `norms` may hold those of other years; the last of a category stands.
    pub fn count(year: i16, cases: &[Counted], norms: &[Norm]) -> Self {
        let rows = Category::ALL.map(|category| {
            let mut counted: Vec<CountedCase> = cases
                .iter()
                .filter_map(|case| {
                    let said = case.assignment.as_ref()?;
                    let counts = said.category == Some(category) && said.year == year;
                    counts.then(|| CountedCase {
                        id: case.id,
                        name: case.name.clone(),
                        assignment: said.clone(),
                    })
                })
                .collect();
            counted.sort_by(|a, b| a.name.cmp(&b.name));
            let norm = norms.iter().rfind(|norm| (norm.category, norm.year) == (category, year)).cloned();
            let count = u32::try_from(counted.len()).unwrap_or(u32::MAX);
            let lacking = norm.as_ref().map(|norm| norm.cases.saturating_sub(count));
            AgendaRow { category, count: counted.len(), norm, lacking, cases: counted }
        });
        let mut unassigned: Vec<CaseName> = cases
            .iter()
            .filter(|case| case.assignment.is_none() && case.opened == year)
            .map(|case| case.name.clone())
            .collect();
        unassigned.sort();
        Self { year, rows: rows.into(), unassigned }
    }
}
