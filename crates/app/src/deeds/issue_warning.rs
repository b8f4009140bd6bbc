//! The warning letter that a decision of that route sends: issued once and kept word for word, set as often as asked.

use super::draft_order::signer;
use super::print_decision::{letterhead_of, office, suspect};
use super::take_decision::decided;
use crate::file::{self, Entry, IssuedWarning, PersonFile};
use crate::gate::{Act, Deed, Details};
use crate::{AppError, AppErrorKind};
use authority::{DeedName, Subject, mark};
use casework::authorisation::Period;
use casework::decision::Decision;
use casework::document::{Document, WarningLetter, WarningOccasion};
use rules::{FactName, Route, Value};
use store::Tx;
use vocab::DecisionId;

/// Issues the warning letter of a decision and sets it as a document; one that was issued is set again, as it was.
#[derive(Debug)]
pub struct IssueWarning {
    /// Name of the case.
    pub case: String,
    /// Label of the person.
    pub person: String,
    /// Which decision; the last one where none is stated.
    pub decision: Option<DecisionId>,
    /// Why the letter is sent; must be stated when it is issued.
    pub occasion: Option<WarningOccasion>,
    /// When it happened; the period of the offence in the decision where none is stated.
    pub period: Option<Period>,
}

fn invalid(text: impl std::fmt::Display, hint: &str) -> AppError {
    AppError::new(AppErrorKind::Invalid, text, hint)
}

impl IssueWarning {
    fn letter(
        &self,
        act: &Act<'_>,
        file: &PersonFile,
        decision: &Decision,
    ) -> Result<WarningLetter, AppError> {
        if file.decision().is_none_or(|last| last.id != decision.id) {
            let text = format!("decision {} is no longer the last on {}", decision.id, file.label);
            return Err(invalid(text, "Send a letter on the last decision alone"));
        }
        let occasion = self.occasion.ok_or_else(|| {
            invalid(
                "it is not stated whether the signals lead to the person or to a connection",
                "State it with --occasion person or --occasion connection",
            )
        })?;
        let told = match decision.basis.facts.get(FactName::OffencePeriod) {
            Some(Value::Period { from, to }) => Some(Period { from, to }),
            _ => None,
        };
        let period = self.period.or(told).ok_or_else(|| {
            invalid("the decision names no period", "State it with --period FROM..TO, as two dates")
        })?;
        let sheet = office(act)?;
        Ok(WarningLetter {
            letterhead: letterhead_of(file, sheet.office, act.today())?,
            addressee: suspect(file)?,
            occasion,
            period,
            signed_by: signer(act)?,
            help: sheet.help,
            contact: sheet.execution.contact,
        })
    }
}

impl Deed for IssueWarning {
    type Done = (PersonFile, IssuedWarning, bool, Vec<u8>);
    type Output = Vec<u8>;

    fn name(&self) -> DeedName {
        DeedName::IssueWarning
    }

    fn subject(&self) -> Subject {
        file::subject(&self.case, &self.person)
    }

    fn act(&mut self, act: &Act<'_>) -> Result<Self::Done, AppError> {
        act.hand::<mark::Prosecutor>("only a prosecutor warns")?;
        let file = PersonFile::open(act, &self.case, &self.person)?;
        let decision = decided(&file, self.decision)?;
        if decision.route != Route::WarningLetter {
            let text = format!("decision {} is on {}, not on a warning letter", decision.id, decision.route);
            return Err(invalid(text, "A prosecutor decides on one first, with `hoeder decision take`"));
        }
        let issued = file.warnings.iter().rfind(|warning| warning.decision == decision.id).cloned();
        let is_new = issued.is_none();
        let warning = match issued {
            Some(issued) if self.occasion.is_some() || self.period.is_some() => {
                let on = issued.letter.letterhead.status.day();
                return Err(AppError::new(
                    AppErrorKind::Invalid,
                    format!("the letter was issued on {on} and is set as it was"),
                    "Leave --occasion and --period out; for another letter, decide anew",
                ));
            }
            Some(issued) => issued,
            None => IssuedWarning { decision: decision.id, letter: self.letter(act, &file, decision)? },
        };
        let pdf = act.paper()?.set(&Document::WarningLetter(warning.letter.clone()))?;
        Ok((file, warning, is_new, pdf))
    }

    fn keep(
        self,
        (file, warning, is_new, pdf): Self::Done,
        act: &Act<'_>,
        tx: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<Vec<u8>, AppError> {
        details.insert("decision".into(), warning.decision.to_string().into());
        details.insert("issued".into(), is_new.into());
        if is_new {
            file.keep(act, tx, &Entry::Warning(Box::new(warning)), details)?;
        }
        Ok(pdf)
    }
}
