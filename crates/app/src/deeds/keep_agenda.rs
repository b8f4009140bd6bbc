//! The Security Agenda's count: norms with their source, where each case counts, and the count itself.

use crate::AppError;
use crate::gate::{Act, Deed, Details, count};
use authority::{DeedName, Subject, mark};
use casework::agenda::{Agenda, Assignment, Category, Counted, Norm};
use casework::authorisation::dutch_day;
use store::Tx;
use vocab::CaseId;

const NORMS: &str = "agenda-norms";

/// Enters a norm. Earlier ones stay on record; the last of a category and year stands.
#[derive(Debug)]
pub struct SetNorm {
    /// The category.
    pub category: Category,
    /// The year.
    pub year: i16,
    /// Cases.
    pub cases: u32,
    /// Where it is written.
    pub source: String,
}

impl Deed for SetNorm {
    type Done = Vec<Norm>;
    type Output = Norm;

    fn name(&self) -> DeedName {
        DeedName::SetNorm
    }

    fn subject(&self) -> Subject {
        Subject::House
    }

    fn act(&mut self, act: &Act<'_>) -> Result<Vec<Norm>, AppError> {
        let hand = act.hand::<mark::TeamLead>("a norm is entered by a team lead")?;
        let norm = Norm::enter(&hand, (self.category, self.year), self.cases, &self.source, act.now())
            .map_err(AppError::invalid)?;
        let mut norms: Vec<Norm> = act.store().setting(NORMS)?.unwrap_or_default();
        norms.push(norm);
        Ok(norms)
    }

    fn keep(
        self,
        norms: Vec<Norm>,
        act: &Act<'_>,
        tx: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<Norm, AppError> {
        tx.add_setting(NORMS, &norms, act.now(), act.permit().caller().name())?;
        let entered = norms.last().cloned().ok_or_else(|| AppError::invalid("no norm was entered"))?;
        details.insert("category".into(), entered.category.word().into());
        details.insert("year".into(), count(entered.year));
        details.insert("cases".into(), count(entered.cases));
        details.insert("source".into(), entered.source.as_str().into());
        Ok(entered)
    }
}

/// Says where a case counts.
#[derive(Debug)]
pub struct AssignCase {
    /// Name of the case.
    pub case: String,
    /// The category; `None` takes it out of the count.
    pub category: Option<Category>,
    /// The year.
    pub year: i16,
    /// Why.
    pub reason: String,
}

impl Deed for AssignCase {
    type Done = (CaseId, Assignment);
    type Output = Assignment;

    fn name(&self) -> DeedName {
        DeedName::AssignCase
    }

    fn subject(&self) -> Subject {
        Subject::Case(self.case.clone())
    }

    fn act(&mut self, act: &Act<'_>) -> Result<Self::Done, AppError> {
        let hand = act.hand::<mark::AgendaKeeper>("where a case counts is said by its team")?;
        let case = act.store().case_named(&self.case)?;
        let said = Assignment::say(&hand, self.category, self.year, &self.reason, act.now())
            .map_err(AppError::invalid)?;
        Ok((case.id, said))
    }

    fn keep(
        self,
        (case, said): Self::Done,
        _: &Act<'_>,
        tx: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<Assignment, AppError> {
        tx.add_agenda_word(case, &said)?;
        let category = said.category.map_or("none", Category::word);
        details.insert("category".into(), category.into());
        details.insert("year".into(), count(said.year));
        Ok(said)
    }
}

/// Counts a year.
#[derive(Debug)]
pub struct ViewAgenda {
    /// The year.
    pub year: i16,
}

impl Deed for ViewAgenda {
    type Done = Agenda;
    type Output = Agenda;

    fn name(&self) -> DeedName {
        DeedName::ViewAgenda
    }

    fn subject(&self) -> Subject {
        Subject::House
    }

    fn act(&mut self, act: &Act<'_>) -> Result<Agenda, AppError> {
        let words: Vec<(CaseId, Assignment)> = act.store().agenda_words()?;
        let cases: Vec<Counted> = act
            .store()
            .cases()?
            .into_iter()
            .map(|case| {
                let assignment = words.iter().find(|(id, _)| *id == case.id).map(|(_, said)| said.clone());
                let opened = dutch_day(case.opened_at).year();
                Counted { id: case.id, name: case.name, opened, assignment }
            })
            .collect();
        let norms: Vec<Norm> = act.store().setting(NORMS)?.unwrap_or_default();
        Ok(Agenda::count(self.year, &cases, &norms))
    }

    fn keep(
        self,
        agenda: Agenda,
        _: &Act<'_>,
        _: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<Agenda, AppError> {
        details.insert("year".into(), count(self.year));
        Ok(agenda)
    }
}
