//! Terms of records and hand-overs from the outside.
#![expect(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]

mod desk;

use authority::{Role, mark};
use casework::hand_over::{Controller, HandOver, HandOverRefused, HandedThing, Recipient, StatedHandOver};
use casework::retention::{DestructionProof, Kept, RecordKind, Retention, RetentionDeed, RetentionRefused};
use desk::{PROSECUTOR, digest, line, noon, permit_of, prose};
use jiff::civil::{Date, date};

fn remove() -> RetentionDeed {
    RetentionDeed::Remove { reason: prose("Niet meer nodig.") }
}

fn destroy() -> RetentionDeed {
    RetentionDeed::Destroy { proof: DestructionProof { key: digest(1), ledger_entry: 77 } }
}

fn act(
    record: &Retention,
    deed: RetentionDeed,
    day: Date,
    role: Role,
) -> Result<Retention, RetentionRefused> {
    let permit = permit_of("T. Leider", role);
    record.act(deed, day, noon(day), &permit.hand::<mark::Keeper>().unwrap())
}

const BEGUN: Date = date(2026, 1, 31);

#[test]
fn each_kind_has_its_days() {
    let kinds = [
        RecordKind::PoliceDaily { first_processed: BEGUN },
        RecordKind::PoliceInquiry { begun: BEGUN, unneeded_since: None },
        RecordKind::PoliceInquiry { begun: BEGUN, unneeded_since: Some(date(2026, 8, 31)) },
        RecordKind::PoliceSerious { need_shown: date(2028, 2, 29) },
        RecordKind::JudicialDocumentation {
            fully_executed: Some(BEGUN),
            maximum_years: 4,
            in_240b_to_250: true,
        },
        RecordKind::JudicialDocumentation {
            fully_executed: Some(BEGUN),
            maximum_years: 6,
            in_240b_to_250: false,
        },
        RecordKind::JudicialDocumentation {
            fully_executed: Some(BEGUN),
            maximum_years: 5,
            in_240b_to_250: false,
        },
        RecordKind::JudicialDocumentation { fully_executed: None, maximum_years: 6, in_240b_to_250: false },
        RecordKind::ProsecutionFile { closed: Some(BEGUN) },
        RecordKind::HandOverRecord { from: Controller::Police, audited: None },
        RecordKind::HandOverRecord { from: Controller::Police, audited: Some(BEGUN) },
        RecordKind::HandOverRecord { from: Controller::ProsecutionService, audited: None },
        RecordKind::ProcessingLog,
    ];
    let told = kinds.iter().map(|kind| {
        let due = kind.due(None);
        let day = |due: Option<casework::retention::DueDay>| match due {
            None => "-".to_owned(),
            Some(due) if due.earliest == due.latest => due.latest.to_string(),
            Some(due) => format!("{} or {}", due.earliest, due.latest),
        };
        let mut text = format!(
            "{kind:?}\n  of {:?}; purpose {}; restricted {}; remove {}; destroy {}",
            kind.controller(),
            day(due.purpose_in_writing),
            day(due.restricted),
            day(due.remove),
            day(due.destroy)
        );
        due.citations.iter().for_each(|cite| text += &format!("\n  {cite} [{}]", cite.confidence));
        due.uncertain.iter().for_each(|unsure| text += &format!("\n  {unsure}"));
        text
    });
    insta::assert_snapshot!(told.collect::<Vec<_>>().join("\n"));
}

#[test]
fn removal_and_destruction_are_two_deeds() {
    let record = Retention::begin(RecordKind::PoliceDaily { first_processed: BEGUN });
    let on = date(2030, 5, 6);
    assert_eq!(act(&record, destroy(), date(2099, 1, 1), Role::TeamLead), Err(RetentionRefused::NotRemoved));
    let removed = act(&record, remove(), on, Role::TeamLead).unwrap();
    assert_eq!(removed.kept(), Kept::Removed(on));
    assert_eq!(act(&removed, remove(), on, Role::TeamLead), Err(RetentionRefused::Removed(on)));
    // Five years from the removal itself, not from the last day for it.
    let early = date(2035, 5, 5);
    assert_eq!(
        act(&removed, destroy(), early, Role::TeamLead),
        Err(RetentionRefused::TooEarly(date(2035, 5, 6)))
    );
    let reopened = RetentionDeed::Reopen { reason: prose("Klacht K12.") };
    let removed = act(&removed, reopened.clone(), early, Role::TeamLead).unwrap();
    let gone = act(&removed, destroy(), date(2035, 5, 6), Role::TeamLead).unwrap();
    assert_eq!(gone.kept(), Kept::Destroyed(date(2035, 5, 6)));
    for deed in [remove(), reopened, destroy()] {
        let refused = act(&gone, deed, date(2040, 1, 1), Role::TeamLead);
        assert_eq!(refused, Err(RetentionRefused::Destroyed(date(2035, 5, 6))));
    }
    let text = serde_json::to_string(&gone).unwrap();
    assert_eq!(serde_json::from_str::<Retention>(&text).unwrap(), gone);
    assert!(serde_json::from_str::<Retention>(&text.replace("2035-05-06", "2035-05-05")).is_err());
}

#[test]
fn what_is_not_certain_is_not_destroyed_before_the_longer_term() {
    let kind = RecordKind::JudicialDocumentation {
        fully_executed: Some(BEGUN),
        maximum_years: 6,
        in_240b_to_250: false,
    };
    let record = Retention::begin(kind);
    assert_eq!(act(&record, remove(), date(2060, 1, 1), Role::Prosecutor), Err(RetentionRefused::NoRemoval));
    assert_eq!(
        act(&record, destroy(), date(2056, 1, 31), Role::Prosecutor),
        Err(RetentionRefused::TooEarly(date(2106, 1, 31)))
    );
    let log = Retention::begin(RecordKind::ProcessingLog);
    let refused = act(&log, destroy(), date(2099, 1, 1), Role::TeamLead).unwrap_err().to_string();
    assert!(refused.contains("brontekst nodig"), "{refused}");
}

#[test]
fn each_controller_answers_for_its_own() {
    let police = Retention::begin(RecordKind::PoliceDaily { first_processed: BEGUN });
    assert_eq!(
        act(&police, remove(), date(2031, 1, 31), Role::Prosecutor),
        Err(RetentionRefused::OtherController { role: Role::Prosecutor, controller: Controller::Police })
    );
}

#[test]
fn a_hand_over_names_things_ground_and_giver() {
    let stated = StatedHandOver {
        from: Controller::Police,
        to: Recipient::Controller(Controller::ProsecutionService),
        things: vec![HandedThing { what: line("collectieprofiel van drager 1"), sha256: Some(digest(3)) }],
        legal_basis: line("16 Wpg"),
        reason: prose("Beslissing over de zaak."),
        on: BEGUN,
    };
    let record = |stated: StatedHandOver, role| {
        let permit = permit_of("T. Leider", role);
        HandOver::record(stated, BEGUN, noon(BEGUN), &permit.hand::<mark::Keeper>().unwrap())
    };
    let done = record(stated.clone(), Role::TeamLead).unwrap();
    let text = serde_json::to_string(&done).unwrap();
    assert_eq!(serde_json::from_str::<HandOver>(&text).unwrap(), done);
    assert_eq!(
        record(stated.clone(), Role::Prosecutor),
        Err(HandOverRefused::OtherController { role: Role::Prosecutor, from: Controller::Police })
    );
    let empty = StatedHandOver { things: Vec::new(), ..stated.clone() };
    assert_eq!(record(empty, Role::TeamLead), Err(HandOverRefused::Nothing));
    let same = StatedHandOver { to: Recipient::Controller(Controller::Police), ..stated.clone() };
    assert_eq!(record(same, Role::TeamLead), Err(HandOverRefused::SameController));
    let later = StatedHandOver { on: BEGUN.tomorrow().unwrap(), ..stated };
    assert_eq!(record(later, Role::TeamLead), Err(HandOverRefused::Future(BEGUN.tomorrow().unwrap())));
    assert!(permit_of(PROSECUTOR, Role::Auditor).hand::<mark::Keeper>().is_none());
}
