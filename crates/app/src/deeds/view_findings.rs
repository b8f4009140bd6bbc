//! Seeing what the rules say of a person's file.

use crate::AppError;
use crate::file::{self, PersonFile};
use crate::gate::{Act, Deed, Details};
use authority::{DeedName, Subject};
use casework::decision::{Basis, asks_reason, child_in_danger};
use casework::fact::{Doubt, gather};
use jiff::civil::Date;
use rules::{Assessment, Edition, FactName, Route, RuleId};
use serde::Serialize;
use std::collections::BTreeMap;
use store::Tx;

/// Shows the findings.
#[derive(Debug)]
pub struct ViewFindings {
    /// Name of the case.
    pub case: String,
    /// Label of the person.
    pub person: String,
    /// The day for which to look; today where none is stated.
    pub day: Option<Date>,
    /// The edition of the rules; the newest where none is stated.
    pub edition: Option<Edition>,
}

/// What the rules say, and what the file leaves unknown to them.
#[derive(Clone, Debug, Serialize)]
pub struct Findings {
    /// The day for which was looked.
    pub day: Date,
    /// What the rules say.
    pub assessment: Assessment,
    /// Questions that were answered and are yet unknown.
    pub doubts: BTreeMap<FactName, Doubt>,
    /// Rules that a penal order could only go against with a reason each.
    pub asks_reason: Vec<RuleId>,
    /// Whether the facts point to a child in danger now.
    pub child_in_danger: bool,
}

impl Deed for ViewFindings {
    type Done = Findings;
    type Output = Findings;

    fn name(&self) -> DeedName {
        DeedName::ViewFindings
    }

    fn subject(&self) -> Subject {
        file::subject(&self.case, &self.person)
    }

    fn act(&mut self, act: &Act<'_>) -> Result<Findings, AppError> {
        let file = PersonFile::open(act, &self.case, &self.person)?;
        let day = self.day.unwrap_or_else(|| act.today());
        let doubts = gather(&file.facts).doubts;
        let edition = self.edition.unwrap_or(Edition::LATEST);
        let basis = Basis::of(file.facts, Vec::new(), day, edition).map_err(AppError::invalid)?;
        let asks_reason =
            asks_reason(&basis.assessment, Route::PenalOrder).iter().map(|finding| finding.rule).collect();
        let child_in_danger = child_in_danger(&basis.assessment);
        Ok(Findings { day, assessment: basis.assessment, doubts, asks_reason, child_in_danger })
    }

    fn keep(
        self,
        findings: Findings,
        _: &Act<'_>,
        _: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<Findings, AppError> {
        details.insert("edition".into(), i64::from(findings.assessment.edition.number()).into());
        Ok(findings)
    }
}
