//! What a reader of an assessment may rely on, shown on whole cases through the public door.

use crate::known::known;
use rules::{Edition, Effect, FactName, Facts, Flag, Route, RuleId, Standing, Truth, Value, assess};

#[test]
fn nothing_known_closes_nothing_and_opens_nothing() {
    let assessment = assess(&Facts::new(), Edition::LATEST);
    let Standing::Unsettled { facts } = assessment.route(Route::PenalOrder) else {
        panic!("{:?}", assessment.route(Route::PenalOrder));
    };
    assert!(facts.contains(&FactName::GuiltEstablished) && facts.contains(&FactName::OffencePeriod));
    assert_eq!(assessment.route(Route::MoreInvestigation), &Standing::Open);
    assert!(assessment.findings.iter().all(|finding| finding.truth == Truth::Unknown));
    assert!(assessment.findings.iter().all(|finding| !finding.would_settle.is_empty()));
}

#[test]
fn a_limited_case_of_2023_is_open() {
    let facts = known(&[
        ("offence-period", "2023-01-01..2023-06-30"),
        ("decision-day", "2024-01-15"),
        ("habit-or-profession", "no"),
        ("guilt-established", "yes"),
        ("earlier-order-executed", "no"),
        ("making", "no"),
        ("current-abuse", "no"),
        ("risky-contact", "no"),
    ]);
    let assessment = assess(&facts, Edition::LATEST);
    assert_eq!(assessment.route(Route::PenalOrder), &Standing::Open);
    assert!(matches!(assessment.issue, Standing::Unsettled { .. }));
    assert_eq!(assessment.finding(RuleId::R13).unwrap().effect, Effect::Undecided);
}

#[test]
fn a_text_that_was_not_read_is_asked_for() {
    let mut facts = known(&[("offence-period", "2025-01-01..2025-01-02"), ("decision-day", "2025-06-01")]);
    let finding = |facts: &Facts| assess(facts, Edition::LATEST).finding(RuleId::R1).unwrap().clone();
    assert_eq!(finding(&facts).effect, Effect::SourceNeeded);
    assert_eq!(finding(&facts).would_settle, [FactName::Maximum252]);
    facts.insert(FactName::Maximum252, Value::Count(6)).unwrap();
    assert_eq!(finding(&facts).effect, Effect::Nothing);
    facts.insert(FactName::Maximum252, Value::Count(7)).unwrap();
    assert_eq!(finding(&facts).effect, Effect::Bars);
}

#[test]
fn a_sign_of_abuse_holds_the_order_and_raises_priority() {
    let assessment = assess(&known(&[("current-abuse", "yes")]), Edition::LATEST);
    assert_eq!(assessment.route(Route::PenalOrder), &Standing::Stopped { by: vec![RuleId::R20] });
    assert!(assessment.flags.contains(&Flag::Priority { by: RuleId::R20 }));
}

#[test]
fn an_assessment_is_kept_and_read_back() {
    let facts = known(&[("offence-period", "2009-06-01..2024-08-01"), ("decision-day", "2025-01-15")]);
    let assessment = assess(&facts, Edition::LATEST);
    let text = serde_json::to_string(&assessment).unwrap();
    assert_eq!(serde_json::from_str::<rules::Assessment>(&text).unwrap(), assessment);
    let text = serde_json::to_string(&facts).unwrap();
    assert_eq!(
        text,
        r#"{"offence-period":{"period":{"from":"2009-06-01","to":"2024-08-01"}},"decision-day":{"day":"2025-01-15"}}"#
    );
    assert_eq!(serde_json::from_str::<Facts>(&text).unwrap(), facts);
}
