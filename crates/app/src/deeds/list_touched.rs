//! Which open cases does a newer edition of the rules touch?

use crate::AppError;
use crate::file::Entry;
use crate::gate::{Act, Deed, Details};
use authority::{DeedName, Subject};
use casework::case::CaseName;
use casework::decision::facts_on;
use casework::fact::filed;
use casework::procedure::Procedure;
use jiff::civil::Date;
use rayon::prelude::*;
use rules::{Edition, Facts, Route, RuleId, Standing, assess, changed};
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
    /// Files of open cases that were looked at.
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
        let today = act.today();
        let (mut looked_at, mut touched) = (0, Vec::new());
        act.store().each_files::<AppError>(&["fact", "fact-turn", "step"], &mut |files| {
            let found: Vec<Option<Option<Touched>>> = files
                .into_par_iter()
                .map(|file| {
                    let (case, person) = (names.get(&file.case), labels.get(&file.person));
                    let Some(facts) = open_facts(act.store().opened_file(file)?, today)? else {
                        return Ok(None);
                    };
                    Ok(Some(case.zip(person).and_then(|(case, person)| self.compare(&facts, case, person))))
                })
                .collect::<Result<_, AppError>>()?;
            looked_at += found.iter().flatten().count() as u64;
            touched.extend(found.into_iter().flatten().flatten());
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

/// The facts of a file whose procedure has not ended; `None` where it has.
fn open_facts(entries: Vec<Entry>, today: Date) -> Result<Option<Facts>, AppError> {
    let (mut facts, mut turns, mut steps) = (Vec::new(), Vec::new(), Vec::new());
    for entry in entries {
        match entry {
            Entry::Fact(fact) => facts.push(fact),
            Entry::FactTurn(turn) => turns.push(turn),
            Entry::Step(taken) => steps.push(taken),
            _ => {}
        }
    }
    let last = Procedure::replay(Procedure::last_among(&steps));
    if last.is_ok_and(|procedure| procedure.state().end.is_some()) {
        return Ok(None);
    }
    facts_on(&filed(facts, &turns), today).map(Some).map_err(AppError::invalid)
}

impl ListTouched {
    fn compare(&self, facts: &Facts, case: &CaseName, person: &str) -> Option<Touched> {
        let rules = changed(facts, self.from, self.to);
        if rules.is_empty() {
            return None;
        }
        let (then, now) = (assess(facts, self.from), assess(facts, self.to));
        let routes = Route::ALL.into_iter().filter(|route| then.route(*route) != now.route(*route));
        let routes =
            routes.map(|route| (route, then.route(route).clone(), now.route(route).clone())).collect();
        Some(Touched { case: case.clone(), person: person.to_owned(), rules, routes })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{App, WorkerCommand, World};
    use authority::{Caller, Purpose, Role};
    use casework::case::Case;
    use casework::document::{Line, Prose};
    use casework::fact::{Fact, FactSource, Nature};
    use rules::{FactName, Value};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU64, Ordering};
    use store::{NewRecord, PersonRow, Store, StoreError};
    use vocab::{FactId, Moment, RecordId};

    struct Counted(AtomicU64);

    impl World for Counted {
        fn now(&self) -> Moment {
            Moment::from_unix(1_790_000_000, 0).unwrap()
        }
        fn random(&self, bytes: &mut [u8]) {
            let drawn = self.0.fetch_add(1, Ordering::Relaxed).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            bytes.iter_mut().zip(drawn.to_le_bytes().iter().cycle()).for_each(|(to, from)| *to = *from);
        }
    }

    /// Files of twelve facts each, put straight into the store: a deed each would take a day.
    fn fill(store: &Store, world: &Counted, persons: u64) {
        let id = || {
            let mut random = [0; 10];
            world.random(&mut random);
            RecordId::new(1, random)
        };
        let (case, at) = (CaseId(id()), world.now());
        let period =
            |from: &str, to: &str| Value::Period { from: from.parse().unwrap(), to: to.parse().unwrap() };
        let yes_or_no = [
            FactName::HabitOrProfession,
            FactName::GuiltEstablished,
            FactName::EarlierOrderExecuted,
            FactName::FirstOffender,
            FactName::RiskyWorkOrHobby,
            FactName::Limited,
            FactName::Making,
            FactName::CurrentAbuse,
            FactName::RiskyContact,
            FactName::Adult,
            FactName::CarriersSeized,
        ];
        let name = CaseName::try_from("many".to_owned()).unwrap();
        let added = store.transact(|tx| {
            tx.add_case(&Case { id: case, name, opened_at: at, opened_by: "A".into() })?;
            for number in 0..persons {
                let person = PersonId(id());
                tx.add_person(&PersonRow { id: person, case, label: format!("V{number}"), added_at: at })?;
                // One in a hundred lies before 2010, where the second edition says something else.
                let period = match number % 100 {
                    0 => period("2008-01-01", "2008-02-01"),
                    _ => period("2022-01-01", "2022-02-01"),
                };
                let answers =
                    yes_or_no.iter().map(|name| (*name, Value::from(*name == FactName::GuiltEstablished)));
                for (name, value) in answers.chain([(FactName::OffencePeriod, period)]) {
                    let id = id();
                    let reference = Line::new("PV 1").unwrap();
                    let source = FactSource::Report { reference, day: "2026-01-01".parse().unwrap() };
                    let because = Prose::new("Zie het proces-verbaal.").unwrap();
                    let (by, role, nature) = ("A".to_owned(), Role::Prosecutor, Nature::Fact);
                    let fact = Fact { id: FactId(id), name, value, nature, source, because, by, role, at };
                    let body = Entry::Fact(fact);
                    let record = NewRecord {
                        id,
                        case,
                        person: Some(person),
                        kind: "fact",
                        made_at: at,
                        intent: 0,
                        body: &body,
                    };
                    tx.add_record(&record, &mut |bytes| world.random(bytes))?;
                }
            }
            Ok::<_, StoreError>(())
        });
        added.unwrap();
    }

    struct House {
        _folder: tempfile::TempDir,
        app: App,
    }

    fn house(persons: u64) -> House {
        let folder = tempfile::tempdir().unwrap();
        let world = Arc::new(Counted(AtomicU64::new(1)));
        let worker = WorkerCommand { program: "/nonexistent".into(), arguments: Vec::new(), readers: 1 };
        let app = App::open(folder.path(), Arc::clone(&world) as Arc<dyn World>, worker).unwrap();
        fill(&Store::open(folder.path(), &mut || [0; 32]).unwrap(), &world, persons);
        House { _folder: folder, app }
    }

    fn touched(house: &House) -> TouchedCases {
        let caller = Caller::local_user("P", Role::Prosecutor).unwrap();
        let deed = ListTouched { from: Edition::FIRST, to: Edition::LATEST };
        house.app.perform(&caller, &Purpose::new("measure").unwrap(), deed).unwrap()
    }

    #[test]
    fn a_newer_edition_touches_those_of_whom_it_says_something_else() {
        let cases = touched(&house(300));
        assert_eq!(cases.looked_at, 300);
        let old = cases.touched.iter().filter(|row| row.rules.contains(&RuleId::R1)).count();
        assert_eq!(old, 3, "the most favourable law, for offences before 2010");
    }

    // Two measurements, whose times a test runner tells: `cargo nextest run --release -p app --run-ignored only`.
    // The second less the first, by five, is one look at a hundred thousand files.

    #[test]
    #[ignore = "a measurement"]
    fn hundred_thousand_files_are_made() {
        house(100_000);
    }

    #[test]
    #[ignore = "a measurement"]
    fn hundred_thousand_files_are_made_and_looked_at_five_times() {
        let house = house(100_000);
        for _ in 0..5 {
            assert_eq!(touched(&house).looked_at, 100_000);
        }
    }
}
