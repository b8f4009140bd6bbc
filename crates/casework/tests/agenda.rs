//! The agenda counts what persons said, and nothing else.
#![expect(clippy::unwrap_used, reason = "a test")]

use authority::{Caller, DeedName, Purpose, Role, Subject, mark, permit};
use casework::agenda::{Agenda, AgendaError, Assignment, Category, Counted, Norm};
use vocab::{CaseId, Moment, RecordId};

fn at(second: i64) -> Moment {
    Moment::from_unix(second, 0).unwrap()
}

fn norm(category: Category, year: i16, cases: u32, source: &str) -> Result<Norm, AgendaError> {
    let caller = Caller::local_user("T. de Groot", Role::TeamLead).unwrap();
    let permit =
        permit(&caller, &Purpose::new("agenda").unwrap(), DeedName::SetNorm, Subject::House).unwrap();
    let hand = permit.hand::<mark::TeamLead>().unwrap();
    Norm::enter(&hand, (category, year), cases, source, at(5))
}

fn said(category: Option<Category>, year: i16, reason: &str) -> Result<Assignment, AgendaError> {
    let caller = Caller::local_user("I. Smit", Role::TacticalInvestigator).unwrap();
    let permit =
        permit(&caller, &Purpose::new("agenda").unwrap(), DeedName::AssignCase, Subject::Case("z".into()))
            .unwrap();
    let hand = permit.hand::<mark::AgendaKeeper>().unwrap();
    Assignment::say(&hand, category, year, reason, at(7))
}

fn case(name: &str, opened: i16, assignment: Option<Assignment>) -> Counted {
    let id = CaseId(RecordId::new(u64::from(name.as_bytes()[0]), [0; 10]));
    Counted { id, name: name.parse().unwrap(), opened, assignment }
}

#[test]
fn a_count_is_its_cases_and_a_norm_has_a_source() {
    let networks = || Some(said(Some(Category::Networks), 2026, "het forum en zijn beheerders").unwrap());
    let cases = [
        case("b", 2025, networks()),
        case("a", 2026, networks()),
        case("c", 2026, Some(said(Some(Category::Makers), 2025, "x").unwrap())),
        case("d", 2026, None),
        case("e", 2026, Some(said(None, 2026, "dubbel met a").unwrap())),
        case("f", 2024, None),
    ];
    let norms = [
        norm(Category::Networks, 2026, 9, "oude brief").unwrap(),
        norm(Category::Networks, 2026, 3, "nieuwe brief").unwrap(),
        norm(Category::Makers, 2025, 1, "brief").unwrap(),
    ];
    let agenda = Agenda::count(2026, &cases, &norms);
    let row = &agenda.rows[0];
    assert_eq!(row.cases.iter().map(|case| case.name.as_str()).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!((row.count, row.lacking), (2, Some(1)), "the last norm stands");
    assert_eq!((agenda.rows[1].count, agenda.rows[1].lacking), (0, None), "no norm is no zero");
    assert_eq!(agenda.unassigned.iter().map(|name| name.as_str()).collect::<Vec<_>>(), ["d"]);
}

#[test]
fn nothing_is_entered_without_a_ground() {
    assert!(matches!(norm(Category::Makers, 2026, 3, "  "), Err(AgendaError::Text { .. })));
    assert!(matches!(said(None, 2026, ""), Err(AgendaError::Text { .. })));
    assert_eq!(norm(Category::Makers, 1999, 3, "brief"), Err(AgendaError::Year(1999)));
}
