//! Editions and receipts: what was decided under an older edition is found again, bit for bit, after the book has grown.

use crate::known::known;
use rules::{Assessment, Edition, Effect, FactName, Facts, Receipt, RuleId, Truth, assess, changed, rules};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// An offence of 2009 with device checks: the two things on which the editions differ.
fn old_case() -> Facts {
    known(&[
        ("offence-period", "2009-03-01..2009-12-31"),
        ("decision-day", "2021-10-01"),
        ("act-day", "2021-11-01"),
        ("habit-or-profession", "no"),
        ("guilt-established", "yes"),
        ("device-checks", "yes"),
        ("device-checks-precise", "no"),
    ])
}

/// Never accept a change of this snapshot once edition 1 is in use: what changes goes into a new edition.
#[test]
fn the_first_edition_says_what_it_always_said() {
    let frozen = assess(&old_case(), Edition::FIRST);
    insta::assert_json_snapshot!("first_edition", frozen);
    let kept = serde_json::to_string(&frozen).unwrap();
    let again: Assessment = serde_json::from_str(&kept).unwrap();
    assert_eq!(again, assess(&old_case(), again.edition));
}

#[test]
fn the_second_edition_differs_where_it_says_so() {
    let first = assess(&old_case(), Edition::FIRST);
    let second = assess(&old_case(), Edition::SECOND);
    let r1 = |assessment: &Assessment| assessment.finding(RuleId::R1).unwrap().clone();
    assert_eq!((r1(&first).version, r1(&first).effect), (1, Effect::SourceNeeded));
    assert_eq!(r1(&first).would_settle, [FactName::MaximumBefore2010]);
    assert_eq!((r1(&second).version, r1(&second).truth), (2, Truth::Holds));
    assert_ne!(r1(&first).receipt.rule_sha256, r1(&second).receipt.rule_sha256);
    assert_eq!(first.finding(RuleId::R19), None);
    assert_eq!(second.finding(RuleId::R19).unwrap().effect, Effect::Demands);
    let others = |assessment: &Assessment| -> Vec<_> {
        let differs = [RuleId::R1, RuleId::R19];
        assessment.findings.iter().filter(|finding| !differs.contains(&finding.rule)).cloned().collect()
    };
    assert_eq!(others(&first), others(&second));
}

/// What [`changed`] says is what comparing whole assessments says.
#[test]
fn a_case_that_a_new_edition_touches_is_found() {
    let cases = [
        old_case(),
        Facts::new(),
        known(&[("offence-period", "2023-01-01..2023-06-30"), ("device-checks", "no")]),
        known(&[
            ("offence-period", "2009-01-01..2009-06-30"),
            ("decision-day", "2009-12-31"),
            ("device-checks", "no"),
        ]),
        known(&[("offence-period", "2009-01-01..2009-06-30"), ("device-checks", "yes")]),
    ];
    let mut counts = Vec::new();
    for facts in &cases {
        let (first, second) = (assess(facts, Edition::FIRST), assess(facts, Edition::SECOND));
        let seen = |assessment: &Assessment, rule| {
            assessment
                .finding(rule)
                .map(|finding| (finding.truth, finding.applies, finding.effect, finding.would_settle.clone()))
        };
        let differ: Vec<_> =
            RuleId::ALL.iter().copied().filter(|rule| seen(&first, *rule) != seen(&second, *rule)).collect();
        assert_eq!(changed(facts, Edition::FIRST, Edition::SECOND), differ);
        assert_eq!(changed(facts, Edition::SECOND, Edition::FIRST), differ);
        assert_eq!(changed(facts, Edition::SECOND, Edition::SECOND), []);
        counts.push(differ.len());
    }
    // R19 is new in every case; R1 comes out otherwise in the old ones alone, once the day of the decision allows it.
    assert_eq!(counts, [2, 2, 1, 1, 2]);
}

/// The digests of every rule of every edition, with the receipt of one case.
#[test]
fn receipts_are_the_same_on_every_machine() {
    let mut text = String::new();
    for edition in Edition::all() {
        for finding in assess(&old_case(), edition).findings {
            writeln!(text, "edition {edition} {} version {}", finding.rule, finding.version).unwrap();
            text.push_str(&finding.receipt.canonical());
        }
    }
    insta::assert_snapshot!("receipts", text);
}

#[test]
fn a_receipt_binds_rule_text_facts_and_result() {
    let of = |facts: &Facts, rule: RuleId| -> Receipt {
        assess(facts, Edition::LATEST).finding(rule).unwrap().receipt
    };
    let (yes, no) = (known(&[("guilt-established", "yes")]), known(&[("guilt-established", "no")]));
    let (yes, no, other) = (of(&yes, RuleId::R4), of(&no, RuleId::R4), of(&yes, RuleId::R3));
    assert_eq!((yes.rule_sha256, yes.text_sha256), (no.rule_sha256, no.text_sha256));
    assert_ne!(yes.facts_sha256, no.facts_sha256);
    assert_eq!((yes.result, no.result), (Truth::Holds, Truth::Fails));
    assert_ne!(yes.rule_sha256, other.rule_sha256);
    assert_ne!(yes.text_sha256, other.text_sha256);
    // A fact that the rule does not read leaves its receipt as it is.
    let more = known(&[("guilt-established", "yes"), ("limited", "yes")]);
    assert_eq!(of(&more, RuleId::R4), yes);
    assert_eq!(
        yes.canonical(),
        format!(
            "rule {}\ntext {}\nfacts {}\nresult holds\n",
            yes.rule_sha256, yes.text_sha256, yes.facts_sha256
        )
    );
}

#[test]
fn each_edition_holds_each_rule_once_and_in_order() {
    for edition in Edition::all() {
        let names: Vec<_> = rules(edition).map(|rule| rule.id).collect();
        assert!(names.is_sorted(), "{names:?}");
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{names:?}");
        assert_eq!(assess(&Facts::new(), edition).findings.len(), names.len());
        for rule in rules(edition) {
            assert!(rule.since <= edition && rule.is_in(rule.since), "{}", rule.id);
        }
    }
    assert_eq!(rules(Edition::FIRST).count() + 1, rules(Edition::SECOND).count());
}

#[test]
fn an_edition_is_a_number_that_this_book_has() {
    assert_eq!(Edition::all().map(Edition::number).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(Edition::try_from(2), Ok(Edition::LATEST));
    for number in [0, 3, 99] {
        let error = Edition::try_from(number).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("there is no edition {number} of the rule book; this program knows 1 to 2")
        );
    }
    assert_eq!(serde_json::to_string(&Edition::FIRST).unwrap(), "1");
    assert_eq!(serde_json::from_str::<Edition>("2").unwrap(), Edition::SECOND);
    assert!(serde_json::from_str::<Edition>("3").is_err());
    let news: Vec<_> = Edition::all().map(Edition::news).collect();
    assert!(news[0].0.starts_with("De regels") && news[1].1.contains("R19"));
}
