//! The catalogue of facts and their values: words that stay, kinds that are held, mistakes that say what to do.

use crate::known::known;
use jiff::civil::date;
use proptest::prelude::*;
use rules::{FactError, FactName, Facts, Origin, Route, RuleId, Value, ValueError, ValueKind};
use std::collections::BTreeSet;

#[test]
fn every_fact_has_its_words() {
    let mut words = BTreeSet::new();
    for name in FactName::ALL {
        for word in [name.word(), name.dutch()] {
            assert!(word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'), "{word}");
            assert_eq!(word.parse::<FactName>(), Ok(*name));
        }
        words.insert(name.word());
        words.insert(name.dutch());
        assert!(name.question_nl().ends_with('?') && name.question_en().ends_with('?'), "{name}");
        assert!(!name.settled_by().is_empty(), "{name}");
        let text = serde_json::to_string(name).unwrap();
        assert_eq!(text, format!("\"{}\"", name.word()));
        assert_eq!(serde_json::from_str::<FactName>(&text).unwrap(), *name);
    }
    // One word is the same in both languages.
    assert!(words.len() >= 2 * FactName::COUNT - 2, "{}", words.len());
    assert_eq!(
        "colour".parse::<FactName>().unwrap_err().to_string(),
        "\"colour\" names no fact of the catalogue"
    );
}

#[test]
fn who_settles_what_from_what() {
    let by = |role: &str| FactName::ALL.iter().filter(|name| name.settled_by() == role).count();
    assert_eq!(by("tactical-investigator") + by("prosecutor"), FactName::COUNT);
    assert_eq!(FactName::FirstOffender.settled_by(), "tactical-investigator");
    let texts: Vec<_> = FactName::ALL.iter().filter(|name| name.origin() == Origin::LawText).collect();
    assert_eq!(
        texts,
        [
            &FactName::MaximumBefore2010,
            &FactName::MaximumHabitBefore2010,
            &FactName::Maximum252,
            &FactName::Maximum254,
            &FactName::Text255a,
        ]
    );
    // Only the prosecutor answers for the text of a law.
    assert!(texts.iter().all(|name| name.settled_by() == "prosecutor"));
}

#[test]
fn a_value_of_another_kind_is_refused() {
    let mut facts = Facts::new();
    let error = facts.insert(FactName::Limited, Value::Count(12)).unwrap_err();
    assert!(matches!(error, FactError::Kind { wanted: ValueKind::YesNo, .. }));
    assert_eq!(error.to_string(), "limited asks for yes or no, not Count(12)");
    let backwards = Value::Period { from: date(2024, 1, 2), to: date(2024, 1, 1) };
    let error = facts.insert(FactName::OffencePeriod, backwards).unwrap_err();
    assert_eq!(error.to_string(), "offence-period: a period can't run from 2024-01-02 back to 2024-01-01");
    assert!(facts.is_empty());
}

#[test]
fn facts_are_known_replaced_and_forgotten() {
    let mut facts = known(&[("limited", "yes"), ("heard", "no")]);
    assert_eq!((facts.len(), facts.is_empty()), (2, false));
    assert_eq!(facts.insert(FactName::Limited, Value::No), Ok(Some(Value::Yes)));
    assert_eq!(facts.get(FactName::Limited), Some(Value::No));
    assert_eq!(
        facts.iter().collect::<Vec<_>>(),
        [(FactName::Limited, Value::No), (FactName::Heard, Value::No)]
    );
    assert_eq!(facts.remove(FactName::Limited), Some(Value::No));
    assert_eq!((facts.remove(FactName::Limited), facts.len()), (None, 1));
}

#[test]
fn stored_facts_are_checked_when_read() {
    let read = |text: &str| serde_json::from_str::<Facts>(text).map_err(|error| error.to_string());
    assert_eq!(read(r#"{"limited":"yes"}"#), Ok(known(&[("limited", "yes")])));
    for (text, wanted) in [
        (r#"{"limited":{"count":3}}"#, "limited asks for yes or no"),
        (r#"{"limited":"yes","limited":"no"}"#, "limited stands there twice"),
        (r#"{"colour":"yes"}"#, "names no fact"),
        (r#"{"offence-period":{"period":{"from":"2024-01-02","to":"2024-01-01"}}}"#, "can't run from"),
        ("[]", "facts by name"),
    ] {
        let error = read(text).unwrap_err();
        assert!(error.contains(wanted), "{text}: {error}");
    }
}

#[test]
fn values_from_words() {
    let read = |kind, text: &str| Value::parse(kind, text);
    assert_eq!(read(ValueKind::YesNo, " ja "), Ok(Value::Yes));
    assert_eq!(read(ValueKind::YesNo, "nee"), Ok(Value::No));
    assert_eq!(read(ValueKind::Euro, "2000"), Ok(Value::Euro(2000)));
    assert_eq!(
        read(ValueKind::Period, "2024-01-01 t/m 2024-01-01"),
        Ok(Value::Period { from: date(2024, 1, 1), to: date(2024, 1, 1) })
    );
    for (kind, text, wanted) in [
        (ValueKind::YesNo, "maybe", "\"maybe\" is not yes or no"),
        (ValueKind::Day, "30-06-2024", "\"30-06-2024\" is not a day such as 2024-06-30"),
        (ValueKind::Period, "2024", "\"2024\" is not a period such as 2024-01-01..2024-06-30"),
        (ValueKind::Period, "2024..2025", "\"2024..2025\" is not a period such as 2024-01-01..2024-06-30"),
        (ValueKind::Count, "-1", "\"-1\" is not a whole number"),
        (ValueKind::Euro, "2.000", "\"2.000\" is not an amount in whole euros"),
    ] {
        assert_eq!(read(kind, text).unwrap_err().to_string(), wanted);
    }
    let error = read(ValueKind::Period, "2024-01-02..2024-01-01").unwrap_err();
    assert!(matches!(error, ValueError::Backwards { .. }));
    assert_eq!([Value::from(true), Value::from(false)], [Value::Yes, Value::No]);
}

#[test]
fn words_of_routes_and_rules_go_there_and_back() {
    for route in Route::ALL {
        assert_eq!(route.word().parse(), Ok(route));
        assert_eq!(route.dutch().parse(), Ok(route));
        assert_eq!(serde_json::to_value(route).unwrap(), route.to_string());
    }
    assert_eq!(
        "court".parse::<Route>().unwrap_err().to_string(),
        "\"court\" is no route; the routes are no-further-action, warning-letter, penal-order, summons, more-investigation"
    );
    for rule in RuleId::ALL {
        assert_eq!(rule.to_string().parse(), Ok(*rule));
        assert_eq!(serde_json::to_value(rule).unwrap(), rule.word());
    }
    assert_eq!("R0".parse::<RuleId>().unwrap_err().to_string(), "\"R0\" names no rule; rules are R1 to R25");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_value_is_written_and_read_back(days in (-700_000_i32..700_000, 0_i32..10_000), number: u32, kind in 0..5_u8) {
        let from = date(2000, 1, 1).checked_add(jiff::Span::new().days(days.0)).unwrap();
        let to = from.checked_add(jiff::Span::new().days(days.1)).unwrap();
        let value = match kind {
            0 => Value::from(number % 2 == 0),
            1 => Value::Day(from),
            2 => Value::Period { from, to },
            3 => Value::Count(number),
            _ => Value::Euro(number),
        };
        prop_assert_eq!(Value::parse(value.kind(), &value.to_string()), Ok(value));
        let text = serde_json::to_string(&value).unwrap();
        prop_assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
    }

    #[test]
    fn any_text_is_a_value_or_a_mistake(text in "\\PC{0,40}", kind in 0..5_usize) {
        let kinds = [ValueKind::YesNo, ValueKind::Day, ValueKind::Period, ValueKind::Count, ValueKind::Euro];
        if let Ok(value) = Value::parse(kinds[kind], &text) {
            prop_assert_eq!(value.kind(), kinds[kind]);
        }
    }
}
