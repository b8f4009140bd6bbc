//! What lies on the prosecutor's desk beside an order: whose a carrier is, a hearing about a draft that changed, the
//! warning letter, who answers for a hand-over, the proof that a record is gone. Documents are left in
//! `target/tmp/worked-cases`, to be looked at.
#![expect(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]

mod desk;

use app::deeds::*;
use app::rulebook::{FactName, Route, Value};
use app::{AppError, AppErrorKind};
use authority::Role;
use casework::document::WarningOccasion;
use casework::hand_over::Controller;
use casework::seizure::SeizedFrom;
use desk::{Desk, day, prose};
use serde_json::json;
use vocab::RecordId;

const PERSON: &str = "V01";

fn decided(case: &'static str) -> Desk {
    let desk = Desk::new(case);
    desk.facts(&[]);
    desk.on("2026-09-05");
    desk.decide(Route::PenalOrder, Vec::new()).unwrap();
    desk
}

fn issue(desk: &Desk) -> Result<app::IssuedOrder, AppError> {
    desk.perform(
        Role::Prosecutor,
        IssueOrder { case: desk.case.into(), person: PERSON.into(), amends: false },
    )
}

#[test]
fn what_was_said_of_another_draft_is_asked_again() {
    let desk = decided("ander-concept");
    let hearing = serde_json::from_str(include_str!("../../../docs/hearing.json")).unwrap();
    desk.on("2026-09-10");
    let early = RecordHearing { case: desk.case.into(), person: PERSON.into(), hearing };
    let refused = desk.perform(Role::Prosecutor, early).unwrap_err();
    assert_eq!(refused.kind, AppErrorKind::Missing, "a hearing is about a draft: {refused}");
    desk.draw_up(json!({}));
    desk.hear();
    desk.advise();
    assert_eq!(desk.lacking(), Vec::<String>::new());
    // What the law ties to nothing may change; a fine below the bound asks for no hearing.
    desk.draw_up(
        json!({"surrender_by": "2027-02-01", "sanctions": [{"fine": {"euro": 900, "by": "2027-03-01"}}]}),
    );
    assert_eq!(desk.lacking(), Vec::<String>::new());
    let mut order: serde_json::Value =
        serde_json::from_str(include_str!("../../../docs/order.json")).unwrap();
    order["directions"][1]["form"]["device-check"]["frequency"] = json!("ten hoogste eens in de week");
    desk.draw_up(json!({"directions": order["directions"]}));
    let lacking = desk.lacking();
    assert_eq!(lacking.len(), 2, "{lacking:#?}");
    assert!(lacking[0].contains("the hearing of 2026-09-10") && lacking[0].contains("direction 2"));
    assert!(lacking[0].contains("hear the person again") && lacking[0].contains("257c lid 1"), "{lacking:?}");
    assert!(lacking[1].contains("the advice of 2026-09-10") && lacking[1].contains("advise again"));
    assert_eq!(issue(&desk).unwrap_err().kind, AppErrorKind::Invalid);
    desk.on("2026-09-12");
    let refused = desk.heard("2026-09-10").unwrap_err();
    assert!(refused.text.contains("about an earlier draft"), "{refused}");
    desk.heard("2026-09-12").unwrap();
    assert_eq!(desk.lacking().len(), 1, "the advice is asked still");
    desk.advise();
    issue(&desk).unwrap();
    desk.ends_sound();
}

#[test]
fn each_order_lists_the_carriers_of_its_own_person() {
    let desk = decided("twee-personen");
    desk.read("telefoon");
    desk.add_person("V02", "Medeverdachte Voorbeeld");
    desk.draw_up(json!({}));
    let unlisted =
        |desk: &Desk| desk.lacking().iter().filter(|line| line.contains("was seized and is not")).count();
    assert_eq!(unlisted(&desk), 1, "silence counts for everyone");
    let say = |carrier: &str, person: &str, from| {
        let because = prose("PV van inbeslagneming 3.");
        let (carrier, person) = (carrier.into(), person.into());
        desk.perform(
            Role::TacticalInvestigator,
            StateSeizure { case: desk.case.into(), carrier, person, from, because },
        )
    };
    assert!(say("telefoon", "V02", SeizedFrom::TakenBack).is_err(), "there is nothing to take back");
    say("telefoon", "V02", SeizedFrom::Person).unwrap();
    assert_eq!(unlisted(&desk), 0);
    say("laptop", "V02", SeizedFrom::Person).unwrap();
    assert!(
        desk.lacking().iter().any(|line| line.contains("not among those seized")),
        "{:?}",
        desk.lacking()
    );
    say("laptop", "V01", SeizedFrom::Person).unwrap();
    say("laptop", "V02", SeizedFrom::TakenBack).unwrap();
    desk.on("2026-09-12");
    desk.hear();
    desk.advise();
    let order = issue(&desk).unwrap();
    assert_eq!(order.document.carriers.len(), 1);
    let terms = desk.ok(Role::TeamLead, ListTerms { case: desk.case.into(), person: "V02".into() });
    let seizure = terms.iter().find(|kept| kept.record == "seizure").unwrap();
    assert_eq!(seizure.controller, Controller::Police);
    desk.ends_sound();
}

#[test]
fn a_warning_letter_is_issued_once_and_kept_word_for_word() {
    let desk = Desk::new("waarschuwing");
    desk.facts(&[]);
    desk.on("2026-09-05");
    let warn = |occasion| IssueWarning {
        case: desk.case.into(),
        person: PERSON.into(),
        decision: None,
        occasion,
        period: None,
    };
    desk.decide(Route::Summons, Vec::new()).unwrap();
    let refused = desk.perform(Role::Prosecutor, warn(Some(WarningOccasion::Person))).unwrap_err();
    assert!(refused.text.contains("not on a warning letter"), "{refused}");
    desk.decide(Route::WarningLetter, Vec::new()).unwrap();
    assert_eq!(desk.perform(Role::TeamLead, warn(None)).unwrap_err().kind, AppErrorKind::Refused);
    if !desk.paper {
        return;
    }
    let refused = desk.perform(Role::Prosecutor, warn(None)).unwrap_err();
    assert!(refused.hint.contains("--occasion"), "{refused}");
    let first = desk.ok(Role::Prosecutor, warn(Some(WarningOccasion::Person)));
    desk.on("2026-10-01");
    assert!(desk.ok(Role::Prosecutor, warn(None)) == first, "the letter that was sent, not another");
    let refused = desk.perform(Role::Prosecutor, warn(Some(WarningOccasion::Connection))).unwrap_err();
    assert!(refused.text.contains("2026-09-05"), "{refused}");
    desk.leave("waarschuwing", warn(None));
    let file = desk.ok(Role::Prosecutor, ViewFile { case: desk.case.into(), person: PERSON.into() });
    let letter = &file.warnings[0].letter;
    assert_eq!((letter.period.from, letter.period.to), (day("2022-03-01"), day("2022-05-01")));
    assert_eq!(letter.signed_by.name.as_str(), "mr. O. Voorbeeld");
    desk.decide(Route::NoFurtherAction, Vec::new()).unwrap();
    assert!(desk.perform(Role::Prosecutor, warn(None)).is_err(), "the last decision sends no letter");
    desk.ends_sound();
}

#[test]
fn a_hand_over_is_of_who_gives_and_waits_for_the_audit() {
    let desk = decided("verstrekking");
    desk.on("2026-09-12");
    let mut stated: serde_json::Value =
        serde_json::from_str(include_str!("../../../docs/hand-over.json")).unwrap();
    let give = |stated: &serde_json::Value, role| {
        let stated = serde_json::from_value(stated.clone()).unwrap();
        desk.ok(role, RecordHandOver { case: desk.case.into(), person: PERSON.into(), stated })
    };
    give(&stated, Role::TeamLead);
    stated["from"] = json!("prosecution-service");
    stated["to"] = json!({"probation": {"office": "Reclassering Voorbeeld"}});
    give(&stated, Role::Prosecutor);
    let terms = desk.ok(Role::TeamLead, ListTerms { case: desk.case.into(), person: PERSON.into() });
    let given: Vec<&KeptRecord> = terms.iter().filter(|kept| kept.record == "hand-over").collect();
    let controllers: Vec<Controller> = given.iter().map(|kept| kept.controller).collect();
    assert_eq!(controllers, [Controller::Police, Controller::ProsecutionService]);
    let unsure = |kept: &KeptRecord| kept.due.uncertain.iter().map(ToString::to_string).collect::<String>();
    assert!(unsure(given[0]).contains("privacy-audit") && unsure(given[0]).contains("brontekst nodig"));
    assert!(unsure(given[1]).contains("brontekst nodig") && !unsure(given[1]).contains("audit"));
    for kept in &given {
        assert_eq!(kept.due.destroy, None);
        let role = if kept.controller == Controller::Police { Role::TeamLead } else { Role::Prosecutor };
        let refused = destroy(&desk, role, kept.id).unwrap_err();
        assert!(refused.text.contains("no day of destruction is known"), "{refused}");
    }
    assert_eq!(destroy(&desk, Role::Prosecutor, given[0].id).unwrap_err().kind, AppErrorKind::Refused);
    assert_eq!(destroy(&desk, Role::TeamLead, given[1].id).unwrap_err().kind, AppErrorKind::Refused);
    desk.ends_sound();
}

fn destroy(desk: &Desk, role: Role, record: RecordId) -> Result<EndedRecord, AppError> {
    let end = RecordEnd::Destroy;
    desk.perform(role, EndRecord { case: desk.case.into(), person: PERSON.into(), record, end })
}

#[test]
fn a_destruction_is_proven_on_paper() {
    let desk = Desk::new("vernietiging");
    desk.facts(&[(FactName::Limited, Value::Yes)]);
    desk.on("2026-09-05");
    desk.decide(Route::NoFurtherAction, Vec::new()).unwrap();
    let terms = desk.ok(Role::TeamLead, ListTerms { case: desk.case.into(), person: PERSON.into() });
    let police = |kept: &&KeptRecord| kept.record == "fact" && kept.controller == Controller::Police;
    let records: Vec<RecordId> = terms.iter().filter(police).take(2).map(|kept| kept.id).collect();
    let prove = |records: &[RecordId]| ProveDestruction {
        case: desk.case.into(),
        person: PERSON.into(),
        records: records.to_vec(),
    };
    for record in &records {
        let end = RecordEnd::Remove(prose("De zaak is klaar."));
        desk.ok(
            Role::TeamLead,
            EndRecord { case: desk.case.into(), person: PERSON.into(), record: *record, end },
        );
    }
    let refused = desk.perform(Role::TeamLead, prove(&records)).unwrap_err();
    assert!(refused.text.contains("was not destroyed"), "{refused}");
    desk.on("2031-09-06");
    destroy(&desk, Role::TeamLead, records[0]).unwrap();
    assert!(desk.perform(Role::TeamLead, prove(&records)).is_err(), "one of the two is still there");
    destroy(&desk, Role::TeamLead, records[1]).unwrap();
    if desk.paper {
        let first = desk.ok(Role::TeamLead, prove(&records));
        desk.on("2031-12-01");
        assert!(desk.ok(Role::Prosecutor, prove(&records)) == first);
        desk.leave("bewijs-van-vernietiging", prove(&records));
    }
    let compared = desk.ok(Role::Auditor, CompareLedger);
    assert!(compared.holds(), "{:?}", compared.faults().collect::<Vec<_>>());
    desk.ends_sound();
}
