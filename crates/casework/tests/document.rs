//! Documents through their public door: what keeps them from being issued, and what a copy can't hold.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that fails says so")]

use casework::document::{
    Channel, CopyNumber, Counsel, DirectionForm, Document, Offence, PenalOrder, Route, RouteState, Sanction,
    Status,
};
use jiff::civil::date;
use serde_json::Value;

const ORDER: &str = include_str!("../../paper/examples/penal-order.json");
const DECISION: &str = include_str!("../../paper/examples/decision-record.json");

fn order() -> PenalOrder {
    match serde_json::from_str(ORDER).unwrap() {
        Document::PenalOrder(order) => *order,
        other => panic!("{}", other.word()),
    }
}

/// The paths of the faults of an order after a change.
fn faults(change: impl FnOnce(&mut PenalOrder)) -> Vec<String> {
    let mut order = order();
    change(&mut order);
    let document = Document::PenalOrder(Box::new(order));
    document.faults().into_iter().map(|fault| fault.at).collect()
}

#[test]
fn a_whole_order_has_no_fault() {
    assert_eq!(faults(|_| ()), [""; 0]);
}

#[test]
fn each_part_that_the_law_wants_is_missed() {
    assert_eq!(faults(|order| order.facts.clear()), ["penal-order.facts"]);
    assert_eq!(faults(|order| order.facts[0].acts.clear()), ["penal-order.facts[0].acts"]);
    assert_eq!(faults(|order| order.surrender_by = None), ["penal-order.surrender_by"]);
    assert_eq!(faults(|order| order.opposition.channels.clear()), ["penal-order.opposition.channels"]);
    assert_eq!(faults(|order| order.opposition.days = 42), ["penal-order.opposition.days"]);
    assert_eq!(faults(|order| order.execution.payment = None), ["penal-order.execution.payment"]);
    let nothing = faults(|order| {
        order.sanctions.clear();
        order.carriers.clear();
        order.directions = None;
    });
    assert_eq!(nothing, ["penal-order.sanctions"]);
}

#[test]
fn a_fact_stays_on_its_side_of_the_change_of_law() {
    let straddles = |order: &mut PenalOrder| order.facts[0].period.to = date(2024, 7, 1);
    assert_eq!(faults(straddles), ["penal-order.facts[0].period"]);
    assert_eq!(
        faults(|order| order.facts[1].period.from = date(2024, 6, 30)),
        ["penal-order.facts[1].period"]
    );
    assert_eq!(faults(|order| order.facts[1].offence = Offence::Sr240b1), ["penal-order.facts[1].period"]);
    // Gaining access became an act of its own on 2010-01-01.
    assert_eq!(
        faults(|order| order.facts[0].period.from = date(2009, 12, 31)),
        ["penal-order.facts[0].acts"]
    );
    assert_eq!(faults(|order| order.facts[0].period.from = date(2010, 1, 1)), [""; 0]);
}

#[test]
fn directions_and_community_service_need_a_hearing_and_willingness() {
    assert_eq!(faults(|order| order.hearing = None), ["penal-order.hearing"]);
    let hearing = |change: fn(&mut casework::document::Hearing)| {
        faults(|order| change(order.hearing.as_mut().unwrap()))
    };
    assert_eq!(hearing(|h| h.willingness = None), ["penal-order.hearing.willingness"]);
    assert_eq!(hearing(|h| h.told_of_counsel = false), ["penal-order.hearing.told_of_counsel"]);
    assert_eq!(hearing(|h| h.day = date(2026, 11, 25)), ["penal-order.hearing.day"]);
    // Without either, the law asks for neither.
    let bare = faults(|order| {
        order.directions = None;
        order.hearing = None;
    });
    assert_eq!(bare, [""; 0]);
    let service = faults(|order| {
        order.directions = None;
        order.hearing = None;
        let signed_off_by = order.established_by.clone();
        order.sanctions = vec![Sanction::CommunityService { hours: 40, by: None, signed_off_by }];
    });
    assert_eq!(service, ["penal-order.hearing"]);
}

#[test]
fn above_two_thousand_euro_counsel_and_the_same_prosecutor_are_needed() {
    let fine = |euro: u32, counsel: Counsel| {
        faults(|order| {
            order.directions = None;
            let hearing = order.hearing.as_mut().unwrap();
            hearing.counsel = counsel;
            hearing.by.name = order.suspect.name.clone();
            let by = date(2027, 1, 15);
            order.sanctions = vec![Sanction::Fine { euro, by }, Sanction::Compensation { euro: 1_000, by }];
        })
    };
    assert_eq!(fine(1_000, Counsel::Declined), [""; 0]);
    assert_eq!(fine(1_001, Counsel::Declined), ["penal-order.hearing.counsel", "penal-order.hearing.by"]);
    let present = Counsel::Present { name: order().suspect.name };
    assert_eq!(fine(1_001, present), ["penal-order.hearing.by"]);
}

#[test]
fn directions_are_whole_and_end_in_time() {
    let list = |change: fn(&mut casework::document::Directions)| {
        faults(|order| change(order.directions.as_mut().unwrap()))
    };
    assert_eq!(list(|d| d.months = 13), ["penal-order.directions.months"]);
    assert_eq!(list(|d| d.list.clear()), ["penal-order.directions.list"]);
    assert_eq!(list(|d| d.list[0].until = date(2027, 12, 10)), ["penal-order.directions.list[0].until"]);
    let no_device = list(|d| {
        if let DirectionForm::DeviceCheck { devices, .. } = &mut d.list[3].form {
            devices.clear();
        }
    });
    assert_eq!(no_device, ["penal-order.directions.list[3].form.device-check.devices"]);
}

#[test]
fn a_barred_route_is_no_decision() {
    let Document::DecisionRecord(mut record) = serde_json::from_str(DECISION).unwrap() else { panic!() };
    assert_eq!(Document::DecisionRecord(record.clone()).faults(), []);
    assert_eq!(record.route, Route::PenalOrder);
    record.routes[2].state = RouteState::Barred { by: vec![record.number.clone()] };
    let faults = Document::DecisionRecord(record).faults();
    assert_eq!(faults.len(), 1);
    assert_eq!(
        faults[0].to_string(),
        "decision-record.route: the route chosen is barred by law; a bar in law can't be overridden"
    );
}

/// All texts within a value.
fn texts(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::String(text) => into.push(text.clone()),
        Value::Array(list) => list.iter().for_each(|item| texts(item, into)),
        Value::Object(map) => map.values().for_each(|item| texts(item, into)),
        _ => {}
    }
}

#[test]
fn a_copy_for_anyone_holds_only_words_of_the_law_and_days() {
    let copy = order().anonymised(CopyNumber { year: 2026, number: 7, day: date(2026, 12, 20) });
    let mut found = Vec::new();
    texts(&serde_json::to_value(&copy).unwrap(), &mut found);
    found.sort();
    found.dedup();
    let words = [
        "2026-11-24",
        "2026-12-20",
        "acquire",
        "conduct",
        "contact",
        "device-check",
        "gain-access",
        "possess",
        "sr-240b-1",
        "sr-252-1",
    ];
    assert_eq!(found, words);
    // Nor can it be given a text: an unknown field is refused.
    let mut value = serde_json::to_value(&copy).unwrap();
    value["name"] = "Jan".into();
    assert!(serde_json::from_value::<casework::document::AnonymisedOrder>(value).is_err());
}

#[test]
fn a_copy_of_a_draft_is_not_given() {
    let mut order = order();
    order.letterhead.status = Status::Draft { on: date(2026, 11, 24) };
    let copy = order.anonymised(CopyNumber { year: 2026, number: 7, day: date(2026, 12, 20) });
    let faults = Document::AnonymisedOrder(copy).faults();
    assert_eq!(
        faults.iter().map(|fault| fault.at.as_str()).collect::<Vec<_>>(),
        ["anonymised-order.issued_on"]
    );
}

#[test]
fn json_goes_there_and_back_and_knows_no_other_field() {
    let order = Document::PenalOrder(Box::new(order()));
    let text = serde_json::to_string(&order).unwrap();
    assert_eq!(serde_json::from_str::<Document>(&text).unwrap(), order);
    let Document::PenalOrder(order) = order else { panic!() };
    assert!(matches!(order.opposition.channels[0], Channel::Letter(_)));
    for (from, to) in
        [("\"number\":", "\"nummer\":"), ("\"days\":14", "\"days\":-1"), ("\"fine\"", "\"boete\"")]
    {
        assert!(text.contains(from), "{from}");
        assert!(serde_json::from_str::<Document>(&text.replacen(from, to, 1)).is_err(), "{from}");
    }
}
