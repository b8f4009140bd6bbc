//! Bounds, terms and duties by the day of the act, each with where it stands.

use jiff::civil::{Date, date};
use rules::{Confidence, FactName, Facts, Limit, RuleId, Unit, Value, carried, duties, limits};

fn row(name: &str, limit: &Limit) -> String {
    let Limit { bound, unit, citation } = limit;
    format!("{name}: {bound} {unit:?}, {} [{}]", citation.article, citation.confidence)
}

fn rows(day: Date) -> Vec<String> {
    let limits = limits(day);
    let optional = |name: &str, limit: &Option<Limit>| {
        limit.as_ref().map_or_else(|| format!("{name}: not read"), |limit| row(name, limit))
    };
    vec![
        row("offence", &limits.offence_years),
        row("community service", &limits.community_service),
        row("community service, minor", &limits.community_service_youth),
        optional("community service done", &limits.community_service_term),
        row("direction", &limits.direction),
        limits
            .direction_pauses_in_detention
            .map_or_else(|| "pause: not read".to_owned(), |citation| format!("pause: {}", citation.article)),
        optional("sessions", &limits.sessions),
        row("driving ban", &limits.driving_ban),
        row("hearing", &limits.hearing_above),
        row("opposition", &limits.opposition),
        row("no execution", &limits.no_execution),
        row("summons", &limits.summons_service),
        row("complaint", &limits.complaint),
        row("copy", &limits.copy_silence),
    ]
}

#[test]
fn bounds_today() {
    assert_eq!(
        rows(date(2026, 11, 24)),
        [
            "offence: 6 Years, 257a lid 1 [S]",
            "community service: 180 Hours, 257a lid 2 onder a [S]",
            "community service, minor: 60 Hours, 77f lid 2 [S]",
            "community service done: 9 Months, 6:3:1 [S]",
            "direction: 12 Months, 257a lid 3 onder e [S]",
            "pause: 6:1:17 lid 3",
            "sessions: 20 Sessions, behandeling [S]",
            "driving ban: 6 Months, 257a lid 2 onder e [S]",
            "hearing: 2000 Euro, 257c lid 2 [S]",
            "opposition: 14 Days, 257e lid 1 [S]",
            "no execution: 14 Days, 6:1:17 lid 1 [S]",
            "summons: 10 Days, 257f [S]",
            "complaint: 3 Months, 12k [S-old]",
            "copy: 14 Days, 257h [S]",
        ]
    );
}

#[test]
fn bounds_change_on_their_days_and_on_no_other() {
    let changed = |before: Date, after: Date| -> Vec<String> {
        let (before, after) = (rows(before), rows(after));
        after.into_iter().filter(|row| !before.contains(row)).collect()
    };
    assert_eq!(
        changed(date(2019, 12, 31), date(2020, 1, 1)),
        [
            "community service done: 9 Months, 6:3:1 [S]",
            "pause: 6:1:17 lid 3",
            "no execution: 14 Days, 6:1:17 lid 1 [S]",
        ]
    );
    assert_eq!(rows(date(2019, 12, 31))[10], "no execution: 14 Days, 257g (oud) [S-old]");
    assert_eq!(changed(date(2021, 2, 28), date(2021, 3, 1)), ["sessions: 20 Sessions, behandeling [S]"]);
    assert_eq!(rows(date(2020, 1, 1)), rows(date(2021, 2, 28)));
    assert_eq!(rows(date(2021, 3, 1)), rows(date(2026, 11, 24)));
}

#[test]
fn duties_by_day() {
    let on = |day: Date| -> Vec<String> {
        duties(day).iter().map(|duty| format!("{} {}", duty.rule, duty.citation.article)).collect()
    };
    assert_eq!(
        on(date(2026, 11, 24)),
        [
            "R7 6:1:17 lid 3",
            "R8 6:3:1",
            "R11 6:1:17 lid 1",
            "R11 6:1:17 lid 2",
            "R12 257e lid 1",
            "R21 255a lid 1",
            "R22 255a lid 3",
            "R22 354a",
            "R23 32a",
            "R24 geen stelsel van bericht aan slachtoffers",
        ]
    );
    assert_eq!(on(date(2019, 12, 31))[0], "R11 257g (oud)");
    assert_eq!(on(date(2020, 1, 1)), on(date(2026, 11, 24)));
    let count = |day, rule| duties(day).iter().filter(|duty| duty.rule == rule).count();
    assert_eq!([count(date(2018, 12, 31), RuleId::R23), count(date(2019, 1, 1), RuleId::R23)], [0, 1]);
    assert_eq!([count(date(2019, 10, 31), RuleId::R24), count(date(2019, 11, 1), RuleId::R24)], [0, 1]);
    assert!(duties(date(2026, 1, 1)).iter().all(|duty| !duty.nl.is_empty() && !duty.en.is_empty()));
}

#[test]
fn a_bound_is_shown_with_its_unit_and_its_source() {
    let limit = limits(date(2026, 1, 1)).opposition;
    assert_eq!((limit.bound, limit.unit), (14, Unit::Days));
    let text = serde_json::to_value(&limit).unwrap();
    assert_eq!(text["citation"]["confidence"], "S");
    assert_eq!(text["unit"], "days");
    let labels = [
        (Confidence::Source, "S", false),
        (Confidence::SourceOpening, "S-open", true),
        (Confidence::OldSource, "S-old", true),
        (Confidence::Secondary, "2", true),
        (Confidence::Memory, "M", true),
        (Confidence::Inference, "I", true),
    ];
    for (confidence, label, needs_source) in labels {
        assert_eq!((confidence.label(), confidence.needs_source()), (label, needs_source));
        assert_eq!(serde_json::to_value(confidence).unwrap(), label);
        assert_eq!(confidence.to_string(), label);
    }
    assert_eq!(limit.citation.to_string(), "257e lid 1 Wetboek van Strafvordering");
}

#[test]
fn an_offence_carries_the_highest_maximum_of_its_own_days_and_nothing_unread() {
    let told = |from: Date, to: Date, read: &[(FactName, u32)]| {
        let mut facts = Facts::new();
        facts.insert(FactName::OffencePeriod, Value::Period { from, to }).unwrap();
        for (name, years) in read {
            facts.insert(*name, Value::Count(*years)).unwrap();
        }
        carried(&facts).map(|carried| (carried.years, carried.under_240b))
    };
    let (old, new) = (date(2024, 6, 30), date(2024, 7, 1));
    assert_eq!(carried(&Facts::new()), None);
    assert_eq!(told(date(2010, 1, 1), old, &[]), Some((4, true)));
    assert_eq!(told(old, new, &[]), None, "art. 252 was not read at source");
    assert_eq!(told(old, new, &[(FactName::Maximum252, 6)]), Some((6, false)));
    assert_eq!(told(new, new, &[(FactName::Maximum252, 3)]), Some((3, false)));
    assert_eq!(told(old, new, &[(FactName::Maximum252, 3)]), Some((4, false)), "the highest");
    assert_eq!(told(date(2009, 12, 31), old, &[]), None, "nor what stood before 2010");
    assert_eq!(told(date(2009, 12, 31), old, &[(FactName::MaximumBefore2010, 5)]), Some((5, true)));
}
