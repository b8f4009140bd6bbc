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

#[test]
fn a_route_that_was_lost_is_not_open() {
    let mut assessment = assess(&Facts::new(), Edition::LATEST);
    assert_eq!(assessment.route(Route::WarningLetter), &Standing::Open);
    assessment.routes.retain(|row| row.route != Route::WarningLetter);
    assert_eq!(assessment.route(Route::WarningLetter), &Standing::Unsettled { facts: Vec::new() });
}

#[test]
fn what_policy_speaks_against_asks_for_a_reason_each() {
    let facts = known(&[
        ("decision-day", "2024-01-15"),
        ("act-day", "2024-02-01"),
        ("first-offender", "no"),
        ("risky-work-or-hobby", "no"),
        ("limited", "no"),
        ("behaviour-direction", "yes"),
        ("probation-advice", "no"),
        ("treatment-sessions", "20"),
        ("direction-months", "13"),
        ("community-service", "yes"),
        ("community-service-signed-off", "no"),
        ("device-checks", "yes"),
        ("device-checks-precise", "no"),
    ]);
    let assessment = assess(&facts, Edition::LATEST);
    let asked: Vec<_> = assessment.asks_reason().map(|finding| (finding.rule, finding.effect)).collect();
    // R7 is law: no reason mends it. R14 speaks for it; R16 and R20 are not known.
    assert_eq!(
        asked,
        [
            (RuleId::R9, Effect::SignOff),
            (RuleId::R13, Effect::WeighsAgainst),
            (RuleId::R15, Effect::WeighsAgainst),
            (RuleId::R17, Effect::Demands),
            (RuleId::R19, Effect::Demands),
        ]
    );
    assert_eq!(assessment.finding(RuleId::R14).unwrap().effect, Effect::WeighsFor);
    assert_eq!(assessment.finding(RuleId::R18).unwrap().effect, Effect::Nothing);
    assert_eq!(assessment.finding(RuleId::R7).unwrap().effect, Effect::Demands);
}

#[test]
fn a_finding_says_whether_something_behind_it_was_not_read() {
    let assessment = assess(&Facts::new(), Edition::LATEST);
    let unread: Vec<_> = assessment
        .findings
        .iter()
        .filter(|finding| finding.source_needed)
        .map(|finding| finding.rule)
        .collect();
    assert_eq!(unread, [RuleId::R1, RuleId::R2, RuleId::R4, RuleId::R9, RuleId::R19, RuleId::R21]);
    let first = &assessment.finding(RuleId::R1).unwrap().citations[0];
    assert_eq!(
        (first.provision.as_ref(), first.version, first.article.as_ref()),
        ("sv-257a-1", 1, "257a lid 1")
    );
}

/// What does not apply has no weight and asks for nothing, in either direction.
#[test]
fn a_rule_that_does_not_apply_has_no_effect() {
    for answer in ["yes", "no"] {
        let facts = known(&[
            ("decision-day", "2021-02-28"),
            ("act-day", "2020-07-06"),
            ("first-offender", answer),
            ("risky-work-or-hobby", answer),
            ("limited", answer),
            ("making", "no"),
            ("carriers-seized", "yes"),
            ("carriers-surrendered", answer),
            ("behaviour-direction", "no"),
            ("direction-months", "13"),
            ("community-service", "no"),
            ("community-service-signed-off", answer),
            ("driving-ban", "no"),
            ("device-checks-precise", answer),
            ("device-checks", "yes"),
            ("money-total", "2000"),
            ("heard-with-counsel", answer),
        ]);
        let assessment = assess(&facts, Edition::LATEST);
        let resting: Vec<_> =
            assessment.findings.iter().filter(|finding| finding.applies == Truth::Fails).collect();
        assert_eq!(resting.len(), 13);
        for finding in resting {
            assert_eq!((finding.truth, finding.effect), (Truth::Holds, Effect::Nothing), "{}", finding.rule);
        }
    }
}

/// A finding that is still open shows what was read for it, also of what would count only once it applies.
#[test]
fn an_open_finding_shows_what_it_has_read() {
    let facts =
        known(&[("community-service", "no"), ("heard", "yes"), ("willing", "no"), ("limited", "yes")]);
    let finding = assess(&facts, Edition::LATEST).finding(RuleId::R5).unwrap().clone();
    assert_eq!((finding.truth, finding.effect), (Truth::Unknown, Effect::Undecided));
    assert_eq!(
        finding.used,
        [
            (FactName::CommunityService, Value::No),
            (FactName::Heard, Value::Yes),
            (FactName::Willing, Value::No)
        ]
    );
    // Told of counsel is not asked for: without willingness it makes no difference.
    assert_eq!(finding.would_settle, [FactName::BehaviourDirection, FactName::DrivingBan]);
}

#[test]
fn a_standing_has_one_word_everywhere() {
    let standings = [
        (Standing::Open, "open"),
        (Standing::Barred { by: vec![RuleId::R1] }, "barred"),
        (Standing::Stopped { by: vec![RuleId::R20] }, "stopped"),
        (Standing::Unsettled { facts: vec![FactName::Limited] }, "unsettled"),
    ];
    for (standing, word) in standings {
        assert_eq!(standing.word(), word);
        assert_eq!(serde_json::to_value(&standing).unwrap()["standing"], word);
    }
}
