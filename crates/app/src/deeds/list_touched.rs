//! Which open cases does a newer edition of the rules touch?

use crate::AppError;
use crate::file::Entry;
use crate::gate::{Act, Deed, Details};
use authority::{DeedName, Subject};
use casework::authorisation::dutch_day;
use casework::case::CaseName;
use casework::fact::{filed, gather};
use jiff::civil::Date;
use rayon::prelude::*;
use rules::{Edition, FactName, Facts, Route, RuleId, Standing, Value, assess};
use serde::Serialize;
use std::collections::BTreeMap;
use store::Tx;
use vocab::{CaseId, PersonId};

/// Lists the persons of whom two editions of the rules say something else.
#[derive(Debug)]
pub struct ListTouched {
    /// The older edition.
    pub from: Edition,
    /// The newer edition.
    pub to: Edition,
}

/// A person of whom the newer edition says something else.
#[derive(Clone, Debug, Serialize)]
pub struct Touched {
    /// The case.
    pub case: CaseName,
    /// Label of the person.
    pub person: String,
    /// Rules that say something else, or are new.
    pub rules: Vec<RuleId>,
    /// Routes that stand otherwise: then and now.
    pub routes: Vec<(Route, Standing, Standing)>,
}

/// How many were looked at, and whom it touches.
#[derive(Clone, Debug, Serialize)]
pub struct TouchedCases {
    /// The older edition.
    pub from: Edition,
    /// The newer edition.
    pub to: Edition,
    /// Files that were looked at.
    pub looked_at: u64,
    /// Whom it touches.
    pub touched: Vec<Touched>,
}

impl Deed for ListTouched {
    type Done = TouchedCases;
    type Output = TouchedCases;

    fn name(&self) -> DeedName {
        DeedName::ListTouched
    }

    fn subject(&self) -> Subject {
        Subject::House
    }

    fn act(&mut self, act: &Act<'_>) -> Result<TouchedCases, AppError> {
        let names: BTreeMap<CaseId, CaseName> =
            act.store().cases()?.into_iter().map(|case| (case.id, case.name)).collect();
        let labels: BTreeMap<PersonId, String> =
            act.store().all_persons()?.into_iter().map(|row| (row.id, row.label)).collect();
        let today = dutch_day(act.now());
        let (mut looked_at, mut touched) = (0, Vec::new());
        act.store().each_files::<AppError>(&["fact", "fact-turn"], &mut |files| {
            looked_at += files.len() as u64;
            let found: Vec<Option<Touched>> = files
                .into_par_iter()
                .map(|file| {
                    let (case, person) = (names.get(&file.case), labels.get(&file.person));
                    let facts = facts(act.store().opened_file(file)?, today)?;
                    Ok(case.zip(person).and_then(|(case, person)| self.compare(&facts, case, person)))
                })
                .collect::<Result<_, AppError>>()?;
            touched.extend(found.into_iter().flatten());
            Ok(())
        })?;
        touched.sort_by(|a, b| (&a.case, &a.person).cmp(&(&b.case, &b.person)));
        Ok(TouchedCases { from: self.from, to: self.to, looked_at, touched })
    }

    fn keep(
        self,
        cases: TouchedCases,
        _: &Act<'_>,
        _: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<TouchedCases, AppError> {
        details.insert("looked_at".into(), crate::gate::count(cases.looked_at));
        details.insert("touched".into(), crate::gate::count(cases.touched.len()));
        Ok(cases)
    }
}

fn facts(entries: Vec<Entry>, today: Date) -> Result<Facts, AppError> {
    let (mut facts, mut turns) = (Vec::new(), Vec::new());
    for entry in entries {
        match entry {
            Entry::Fact(fact) => facts.push(fact),
            Entry::FactTurn(turn) => turns.push(turn),
            _ => {}
        }
    }
    let mut facts = gather(&filed(facts, &turns)).facts;
    facts.insert(FactName::DecisionDay, Value::Day(today)).map_err(AppError::invalid)?;
    Ok(facts)
}

impl ListTouched {
    fn compare(&self, facts: &Facts, case: &CaseName, person: &str) -> Option<Touched> {
        let (then, now) = (assess(facts, self.from), assess(facts, self.to));
        let said = |assessment: &rules::Assessment, rule| {
            assessment.finding(rule).map(|finding| (finding.truth, finding.effect))
        };
        let rules: Vec<RuleId> =
            RuleId::ALL.iter().copied().filter(|rule| said(&then, *rule) != said(&now, *rule)).collect();
        let routes = Route::ALL.into_iter().filter(|route| then.route(*route) != now.route(*route));
        let routes =
            routes.map(|route| (route, then.route(route).clone(), now.route(route).clone())).collect();
        (!rules.is_empty()).then(|| Touched { case: case.clone(), person: person.to_owned(), rules, routes })
    }
}
