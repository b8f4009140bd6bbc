//! Three cases from a seized carrier to their end, through the gate, on a clock that the test moves: one followed to
//! the last day of its directions, one stopped by a new fact, one barred by law. Their documents are left in
//! `target/tmp/worked-cases`, to be looked at.
#![expect(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]

mod desk;

use app::AppErrorKind;
use app::deeds::*;
use app::rulebook::{FactName, Route, RuleId, Standing, Value};
use authority::Role;
use casework::decision::Answer;
use casework::fact::Turn;
use casework::follow_up::FollowUpEntry;
use casework::numbers::{Cell, Threshold};
use casework::procedure::{DeliveryManner, End, NewFacts, Step, SummonsGround};
use desk::{Desk, day, prose};
use serde_json::json;

#[test]
fn an_order_is_followed_to_its_end() {
    let desk = Desk::new("tot-het-einde");
    let (case, person) = (|| "tot-het-einde".to_owned(), || "V01".to_owned());
    desk.facts(&[(FactName::FirstOffender, Value::No)]);
    desk.on("2026-09-05");
    let refused = desk.decide(Route::PenalOrder, Vec::new()).unwrap_err();
    assert!(refused.text.contains("R13"), "{refused}");
    let reason = prose("Het eerdere feit is van een andere aard en dertig jaar oud.");
    desk.decide(Route::PenalOrder, vec![Answer { rule: RuleId::R13, reason }]).unwrap();
    let order = desk.issue();
    desk.on("2026-09-16");
    let sent = Step::Deliver { on: day("2026-09-16"), manner: DeliveryManner::Letter };
    let state = desk.step(Role::Prosecutor, sent).unwrap();
    assert!(state.opposition_ending().is_none(), "posting begins no term");
    desk.on("2026-09-18");
    let handed = Step::Deliver { on: day("2026-09-18"), manner: DeliveryManner::InPerson };
    let state = desk.step(Role::TacticalInvestigator, handed).unwrap();
    assert_eq!(state.opposition_ending().unwrap().last_day, day("2026-10-02"));
    desk.on("2026-10-01");
    let early = desk.step(Role::Prosecutor, Step::StartExecution).unwrap_err();
    assert!(early.text.contains("6:1:17"), "{early}");
    desk.leave(
        "strafbeschikking",
        PrintOrder { case: case(), person: person(), order: None, document: OrderDocument::Order },
    );
    desk.leave(
        "brief",
        PrintOrder { case: case(), person: person(), order: Some(order.id), document: OrderDocument::Letter },
    );
    desk.leave(
        "geanonimiseerd",
        PrintOrder { case: case(), person: person(), order: None, document: OrderDocument::Anonymised(1) },
    );
    desk.leave("beslissing", PrintDecision { case: case(), person: person(), decision: None });

    desk.on("2026-10-06");
    desk.step(Role::Prosecutor, Step::StartExecution).unwrap();
    for part in [1, 2] {
        desk.step(Role::Prosecutor, Step::ExecutePart { part }).unwrap();
    }
    let follow = |entry| {
        desk.perform(Role::ProbationOfficer, FollowDirection { case: case(), person: person(), entry })
    };
    for week in 0..20 {
        let on = day("2026-10-13").saturating_add(jiff::Span::new().weeks(week));
        desk.on(&on.to_string());
        follow(FollowUpEntry::Session { part: 3, on, attended: true }).unwrap();
    }
    desk.on("2027-03-09");
    let over = follow(FollowUpEntry::Session { part: 3, on: day("2027-03-09"), attended: true });
    assert!(over.unwrap_err().text.contains("20 sessions"), "no more than twenty");
    follow(FollowUpEntry::Breach {
        part: 4,
        on: day("2027-03-08"),
        what: prose("Hij liet de controle niet toe."),
    })
    .unwrap();
    let view = desk.ok(Role::ProbationOfficer, ViewDirections { case: case(), person: person() });
    let seen = serde_json::to_string(&view).unwrap();
    assert!(
        seen.contains("Verdachte Voorbeeld")
            && !seen.contains("laptop\",")
            && !seen.contains("first-offender")
    );
    desk.step(
        Role::Prosecutor,
        Step::AnswerBreach { reasons: prose("Hij was ziek; de controle is ingehaald.") },
    )
    .unwrap();
    let refused =
        desk.perform(Role::ProbationOfficer, ViewFile { case: case(), person: person() }).unwrap_err();
    assert_eq!(refused.kind, AppErrorKind::Refused);

    desk.on("2027-03-10");
    assert!(desk.step(Role::Prosecutor, Step::ExecutePart { part: 4 }).is_err(), "a direction runs its time");
    desk.on("2027-10-08");
    for part in [3, 4] {
        desk.step(Role::Prosecutor, Step::ExecutePart { part }).unwrap();
    }
    let state = desk.step(Role::Prosecutor, Step::CompleteExecution).unwrap();
    assert_eq!(state.end, Some(End::FullyExecuted));
    assert!(desk.step(Role::Prosecutor, Step::Summon { ground: SummonsGround::NotKept }).is_err(), "255a Sv");
    let answer = || Answer { rule: RuleId::R13, reason: prose("Nogmaals.") };
    assert!(desk.decide(Route::PenalOrder, vec![answer()]).is_err(), "no second order");
    assert!(desk.decide(Route::Summons, Vec::new()).is_err(), "no summons either");

    let numbers = desk.ok(Role::TeamLead, ViewNumbers { threshold: Threshold { below: 5 } });
    assert!(numbers.routes.cells.iter().flatten().all(|cell| matches!(cell, Cell::Hidden | Cell::Shown(0))));
    ends_with_its_terms(&desk);
    desk.ends_sound();
}

/// What the police found out is removed at its term, then destroyed at its own; the order waits for decades.
fn ends_with_its_terms(desk: &Desk) {
    let (case, person) = (|| desk.case.to_owned(), || "V01".to_owned());
    let terms = desk.ok(Role::TeamLead, ListTerms { case: case(), person: person() });
    let turned = terms.iter().find(|kept| kept.record == "fact").unwrap();
    let end = |role, record, destroys| {
        let end = if destroys { RecordEnd::Destroy } else { RecordEnd::Remove(prose("De zaak is klaar.")) };
        desk.perform(role, EndRecord { case: case(), person: person(), record, end })
    };
    assert_eq!(
        end(Role::Prosecutor, turned.id, false).unwrap_err().kind,
        AppErrorKind::Refused,
        "another controller"
    );
    assert!(end(Role::TeamLead, turned.id, true).is_err(), "removal comes first");
    end(Role::TeamLead, turned.id, false).unwrap();
    assert!(
        end(Role::TeamLead, turned.id, true).unwrap_err().text.contains("2032"),
        "kept apart for five years"
    );
    let order = terms.iter().find(|kept| kept.record == "order").unwrap();
    assert!(end(Role::Prosecutor, order.id, true).unwrap_err().text.contains("2107"), "eighty years");
    desk.on("2032-10-09");
    let gone = end(Role::TeamLead, turned.id, true).unwrap();
    assert!(gone.key_sha256.is_some());
    let file = desk.ok(Role::Prosecutor, ViewFile { case: case(), person: person() });
    assert!(file.gone.iter().any(|record| record.id == turned.id && record.destroyed_at.is_some()));
    assert!(file.facts.iter().all(|filed| filed.fact.id.0 != turned.id));
}

#[test]
fn a_new_fact_stops_an_order_at_once() {
    let desk = Desk::new("nieuw-feit");
    desk.facts(&[]);
    desk.on("2026-09-05");
    desk.decide(Route::PenalOrder, Vec::new()).unwrap();
    desk.issue();
    desk.on("2026-09-16");
    desk.step(Role::Prosecutor, Step::Deliver { on: day("2026-09-16"), manner: DeliveryManner::InPerson })
        .unwrap();
    desk.on("2026-09-20");
    let standing = desk.ok(Role::Prosecutor, ViewFile { case: desk.case.into(), person: "V01".into() });
    let abuse =
        standing.facts.iter().find(|filed| filed.fact.name == FactName::CurrentAbuse).unwrap().fact.id;
    let because = prose("Een nieuwe melding weerspreekt het.");
    desk.ok(
        Role::TacticalInvestigator,
        TurnFact { case: desk.case.into(), person: "V01".into(), fact: abuse, turn: Turn::Withdraw, because },
    );
    desk.fact(Role::TacticalInvestigator, FactName::CurrentAbuse, Value::Yes);
    let file = desk.ok(Role::Prosecutor, ViewFile { case: desk.case.into(), person: "V01".into() });
    assert_eq!(file.procedure.unwrap().state().halted, Some(NewFacts::CurrentAbuse));
    let findings = desk.ok(
        Role::Prosecutor,
        ViewFindings { case: desk.case.into(), person: "V01".into(), day: None, edition: None },
    );
    assert!(findings.child_in_danger);
    assert!(matches!(findings.assessment.route(Route::PenalOrder), Standing::Stopped { .. }));
    desk.on("2026-10-10");
    assert!(desk.step(Role::Prosecutor, Step::StartExecution).is_err(), "it stands still");
    assert!(desk.decide(Route::PenalOrder, Vec::new()).is_err());
    desk.decide(Route::Summons, Vec::new()).unwrap();
    desk.step(Role::Prosecutor, Step::Summon { ground: SummonsGround::NewFacts }).unwrap();
    desk.leave("beslissing", PrintDecision { case: desk.case.into(), person: "V01".into(), decision: None });
    desk.ends_sound();
}

#[test]
fn what_the_law_bars_is_not_decided() {
    let desk = Desk::new("door-de-wet-gesloten");
    desk.facts(&[(FactName::HabitOrProfession, Value::Yes)]);
    desk.on("2026-09-05");
    let reason = || prose("Toch.");
    let answers = RuleId::ALL.iter().map(|rule| Answer { rule: *rule, reason: reason() }).collect();
    let refused = desk.decide(Route::PenalOrder, answers).unwrap_err();
    assert!(refused.text.contains("barred by") && refused.text.contains("R2"), "{refused}");
    desk.decide(Route::Summons, Vec::new()).unwrap();
    let parts = serde_json::from_str(include_str!("../../../docs/order.json")).unwrap();
    let draft = DraftOrder { case: desk.case.into(), person: "V01".into(), parts };
    assert_eq!(desk.perform(Role::Prosecutor, draft).unwrap_err().kind, AppErrorKind::Missing);
    desk.leave("beslissing", PrintDecision { case: desk.case.into(), person: "V01".into(), decision: None });
    desk.ends_sound();
}

#[test]
fn a_yes_beside_a_no_stops_an_order_too() {
    let desk = Desk::new("tegenspraak");
    desk.facts(&[]);
    desk.on("2026-09-05");
    desk.decide(Route::PenalOrder, Vec::new()).unwrap();
    desk.on("2026-09-06");
    desk.fact(Role::TacticalInvestigator, FactName::RiskyContact, Value::Yes);
    let file = desk.ok(Role::Prosecutor, ViewFile { case: desk.case.into(), person: "V01".into() });
    assert_eq!(file.procedure.unwrap().state().halted, Some(NewFacts::RiskyContact));
    desk.ends_sound();
}

#[test]
fn an_order_rests_on_the_last_decision_alone() {
    let desk = Desk::new("laatste-beslissing");
    let (case, person) = (|| desk.case.to_owned(), || "V01".to_owned());
    desk.facts(&[]);
    desk.on("2026-09-05");
    desk.decide(Route::PenalOrder, Vec::new()).unwrap();
    let mut parts: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(include_str!("../../../docs/order.json")).unwrap();
    parts["carriers"][0]["id"] = json!("laptop");
    parts.insert("established".into(), json!(null));
    let draft =
        |parts: &serde_json::Map<_, _>| DraftOrder { case: case(), person: person(), parts: parts.clone() };
    let refused = desk.perform(Role::Prosecutor, draft(&parts)).unwrap_err();
    assert!(refused.text.contains("established"), "{refused}");
    parts.remove("established");
    desk.ok(Role::Prosecutor, draft(&parts));
    parts["directions"] = json!("Dorpsweg 1");
    let refused = desk.perform(Role::Prosecutor, draft(&parts)).unwrap_err();
    assert!(
        !refused.text.contains("Dorpsweg") && refused.hint.contains("Dorpsweg"),
        "nothing of it in the ledger"
    );
    desk.decide(Route::Summons, Vec::new()).unwrap();
    let issue = IssueOrder { case: case(), person: person(), amends: false };
    let refused = desk.perform(Role::Prosecutor, issue).unwrap_err();
    assert!(refused.text.contains("no longer the last"), "{refused}");
    let terms = desk.ok(Role::TeamLead, ListTerms { case: case(), person: person() });
    let identity = terms.iter().find(|kept| kept.record == "identity").unwrap().id;
    let end = RecordEnd::Remove(prose("Weg ermee."));
    let refused =
        desk.perform(Role::TeamLead, EndRecord { case: case(), person: person(), record: identity, end });
    assert!(refused.unwrap_err().text.contains("still needed"));
    desk.ends_sound();
}
