//! Runs every case file, and holds them to covering every rule in every way, every border and every unknown.

use crate::case::{Case, Expectation, Expected, Place};
use rules::{
    Assessment, Edition, Effect, FactName, Flag, Route, RuleId, Standing, Truth, Value, assess, rules,
};
use std::collections::BTreeSet;

fn all() -> Vec<(String, Vec<Case>)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/cases");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
        .iter()
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            assert!(name.ends_with(".case"), "{name} is no case file");
            match crate::case::read(&name, &std::fs::read_to_string(path).unwrap()) {
                Ok(cases) => (name, cases),
                Err(mistake) => panic!("{mistake}"),
            }
        })
        .collect()
}

fn dutch(facts: &[FactName]) -> String {
    facts.iter().map(|name| name.dutch()).collect::<Vec<_>>().join(", ")
}

fn listed(rules: &[RuleId]) -> String {
    rules.iter().map(|rule| rule.word()).collect::<Vec<_>>().join(", ")
}

/// What the book says of a rule, in the words of a case file.
fn said(assessment: &Assessment, rule: RuleId) -> String {
    let Some(finding) = assessment.finding(rule) else { return "staat er niet in".to_owned() };
    match (finding.truth, finding.applies, finding.effect) {
        (Truth::Unknown, _, Effect::SourceNeeded) => {
            format!("brontekst nodig: {}", dutch(&finding.would_settle))
        }
        (Truth::Unknown, ..) => format!("onbekend: {}", dutch(&finding.would_settle)),
        (_, Truth::Fails, _) => "niet van toepassing".to_owned(),
        (Truth::Holds, ..) => "voldaan".to_owned(),
        (Truth::Fails, ..) => "niet voldaan".to_owned(),
    }
}

fn wanted(result: &Expectation) -> String {
    match result {
        Expectation::Met => "voldaan".to_owned(),
        Expectation::NotMet => "niet voldaan".to_owned(),
        Expectation::DoesNotApply => "niet van toepassing".to_owned(),
        Expectation::Absent => "staat er niet in".to_owned(),
        Expectation::Unknown(facts) => format!("onbekend: {}", dutch(facts)),
        Expectation::SourceNeeded(facts) => format!("brontekst nodig: {}", dutch(facts)),
        Expectation::Open => "open".to_owned(),
        Expectation::Barred(rules) => format!("gesloten: {}", listed(rules)),
        Expectation::Stopped(rules) => format!("stilgelegd: {}", listed(rules)),
        Expectation::Unsettled(Some(facts)) => format!("onbeslist: {}", dutch(facts)),
        Expectation::Unsettled(None) => "onbeslist".to_owned(),
    }
}

fn stands(standing: &Standing, in_full: bool) -> String {
    match standing {
        Standing::Open => "open".to_owned(),
        Standing::Barred { by } => format!("gesloten: {}", listed(by)),
        Standing::Stopped { by } => format!("stilgelegd: {}", listed(by)),
        Standing::Unsettled { facts } if in_full => format!("onbeslist: {}", dutch(facts)),
        Standing::Unsettled { .. } => "onbeslist".to_owned(),
    }
}

fn flag_words(flag: &Flag) -> String {
    match flag {
        Flag::Straddles { border } => format!("wetswijziging {border}"),
        Flag::LaterLawUnread { citation } => format!("latere wet niet gelezen: {}", citation.provision),
        Flag::BeforePractice { first } => format!("voor de praktijk van {first}"),
        Flag::NoGuidelineFound { day } => format!("geen richtlijn gevonden voor {day}"),
        Flag::SourceNeeded { citation } => format!("brontekst nodig: {}", citation.provision),
        Flag::Priority { by } => format!("voorrang door {by}"),
        Flag::DaysContradict { early } => format!("dagen kloppen niet: {}", early.dutch()),
    }
}

fn check(file: &str, case: &Case, faults: &mut Vec<String>) {
    let assessment = assess(&case.facts, case.edition);
    for (line, expected) in &case.expected {
        let mut compare = |what: &str, wanted: String, found: String| {
            if wanted != found {
                faults.push(format!(
                    "{file}:{line}: {}: {what}: verwacht {wanted:?}, gevonden {found:?}",
                    case.title
                ));
            }
        };
        match expected {
            Expected::Rule { rule, result } => compare(rule.word(), wanted(result), said(&assessment, *rule)),
            Expected::Changes { rule, facts } => {
                let found = assessment.finding(*rule).map(|finding| dutch(&finding.would_change));
                compare(rule.word(), dutch(facts), found.unwrap_or_default());
            }
            Expected::Route { place, standing } => {
                let (word, found) = match place {
                    Place::Route(route) => (route.dutch(), assessment.route(*route)),
                    Place::Issue => ("uitvaardigen", &assessment.issue),
                };
                let in_full = !matches!(standing, Expectation::Unsettled(None));
                compare(word, wanted(standing), stands(found, in_full));
            }
            Expected::Flag { words, is_there } => {
                let flags: Vec<_> = assessment.flags.iter().map(flag_words).collect();
                if flags.contains(words) != *is_there {
                    faults.push(format!("{file}:{line}: {}: sein {words:?}; gevonden {flags:?}", case.title));
                }
            }
        }
    }
}

#[test]
fn every_case_comes_out_as_expected() {
    let mut faults = Vec::new();
    let mut count = 0;
    for (file, cases) in all() {
        for case in &cases {
            check(&file, case, &mut faults);
            count += 1;
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
    assert!(count >= 60, "{count} cases");
    println!("{count} cases");
}

/// Each rule of the newest edition is expected met, not met and unknown; not to apply, where that can be.
#[test]
fn every_rule_is_shown_in_every_way() {
    let mut shown = BTreeSet::new();
    for (_, cases) in all() {
        for case in cases.iter().filter(|case| case.edition == Edition::LATEST) {
            for (_, expected) in &case.expected {
                if let Expected::Rule { rule, result } = expected {
                    let way = match result {
                        Expectation::Met => "voldaan",
                        Expectation::NotMet => "niet voldaan",
                        Expectation::DoesNotApply => "niet van toepassing",
                        Expectation::Unknown(_) | Expectation::SourceNeeded(_) => "onbekend",
                        _ => continue,
                    };
                    shown.insert((*rule, way));
                }
            }
        }
    }
    let nothing = assess(&rules::Facts::new(), Edition::LATEST);
    let mut missing = Vec::new();
    for rule in rules(Edition::LATEST) {
        let can_not_apply = nothing.finding(rule.id).unwrap().applies == Truth::Unknown;
        let ways = ["voldaan", "niet voldaan", "onbekend"]
            .into_iter()
            .chain(can_not_apply.then_some("niet van toepassing"));
        missing.extend(
            ways.filter(|way| !shown.contains(&(rule.id, way))).map(|way| format!("{} {way}", rule.id)),
        );
    }
    assert!(missing.is_empty(), "no case shows: {}", missing.join(", "));
}

/// Each fact is named as unknown by some case, and each kind of flag and standing is expected by some case.
#[test]
fn every_unknown_flag_and_standing_is_shown() {
    let mut unknown = BTreeSet::new();
    let mut flags = BTreeSet::new();
    let mut standings = BTreeSet::new();
    for (_, cases) in all() {
        for (_, expected) in cases.iter().flat_map(|case| &case.expected) {
            match expected {
                Expected::Rule {
                    result: Expectation::Unknown(facts) | Expectation::SourceNeeded(facts),
                    ..
                } => {
                    unknown.extend(facts.iter().copied());
                }
                Expected::Flag { words, is_there: true } => {
                    flags.insert(words.split(' ').take(2).collect::<Vec<_>>().join(" "));
                }
                Expected::Route { place, standing } => {
                    standings.insert(format!("{place:?} {}", wanted(standing).split(':').next().unwrap()));
                }
                _ => {}
            }
        }
    }
    let missing: Vec<_> =
        FactName::ALL.iter().filter(|name| !unknown.contains(name)).map(|n| n.dutch()).collect();
    assert!(missing.is_empty(), "no case has these unknown: {}", missing.join(", "));
    let wanted = [
        "wetswijziging 2010-01-01",
        "wetswijziging 2024-07-01",
        "latere wet",
        "voor de",
        "geen richtlijn",
        "brontekst nodig:",
        "voorrang door",
        "dagen kloppen",
    ];
    let missing: Vec<_> = wanted.iter().filter(|words| !flags.contains(**words)).collect();
    assert!(missing.is_empty(), "no case expects the flag: {missing:?}");
    for place in [format!("{:?}", Place::Route(Route::PenalOrder)), format!("{:?}", Place::Issue)] {
        for standing in ["open", "gesloten", "stilgelegd", "onbeslist"] {
            let words = format!("{place} {standing}");
            assert!(standings.contains(&words), "no case expects: {words}");
        }
    }
    for route in Route::ALL {
        let words = format!("{:?} open", Place::Route(route));
        assert!(standings.contains(&words), "no case expects: {words}");
    }
}

/// On each side of each border stands a case whose days touch it, with what is expected there.
#[test]
fn every_border_is_shown_on_both_sides() {
    const BORDERS: [(FactName, &str, &str); 7] = [
        (FactName::OffencePeriod, "2009-12-31", "2010-01-01"),
        (FactName::OffencePeriod, "2024-06-30", "2024-07-01"),
        (FactName::DecisionDay, "2009-12-31", "2010-01-01"),
        (FactName::DecisionDay, "2021-02-28", "2021-03-01"),
        (FactName::DecisionDay, "2021-08-31", "2021-09-01"),
        (FactName::DecisionDay, "2024-06-30", "2024-07-01"),
        (FactName::ActDay, "2020-07-06", "2020-07-07"),
    ];
    let touches = |value: Value, day: &str, is_last: bool| match value {
        Value::Day(found) => found.to_string() == day,
        Value::Period { from, to } => (if is_last { to } else { from }).to_string() == day,
        _ => false,
    };
    let cases: Vec<Case> = all().into_iter().flat_map(|(_, cases)| cases).collect();
    for (fact, last, first) in BORDERS {
        for (day, is_last) in [(last, true), (first, false)] {
            let shown = cases
                .iter()
                .any(|case| case.facts.get(fact).is_some_and(|value| touches(value, day, is_last)));
            assert!(shown, "no case has {} at {day}", fact.dutch());
        }
    }
    let over = |day: &str, next: &str| {
        cases.iter().any(|case| {
            matches!(case.facts.get(FactName::OffencePeriod), Some(Value::Period { from, to })
                if from.to_string().as_str() <= day && to.to_string().as_str() >= next)
        })
    };
    assert!(
        over("2009-12-31", "2010-01-01") && over("2024-06-30", "2024-07-01"),
        "no case runs over a change of law"
    );
}
