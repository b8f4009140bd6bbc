//! What was said of a draft counts as long as the parts that the law ties to it read as they did.
#![expect(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]

mod desk;

use casework::document::{Advice, Counsel, Hearing, Official, Willingness};
use casework::order::{
    Change, DirectionDraft, Draft, DraftHearing, FormDraft, Lack, Lacking, OnDraft, OnFile, PartOutline,
    SanctionDraft, SignOff,
};
use desk::{PROSECUTOR, day, decision, line, order, prose};
use proptest::prelude::*;

fn hearing() -> DraftHearing {
    let by = Official { name: line(PROSECUTOR), function: line("officier van justitie") };
    DraftHearing {
        hearing: Hearing {
            day: day(-7),
            place: line("Voorbeeldstad"),
            by,
            counsel: Counsel::Present { name: line("mr. B. Raadsman") },
            told_of_counsel: true,
            interpreter: None,
            willingness: Some(Willingness { day: day(-7), to: line("de aanwijzingen") }),
        },
        report: Some(line("PV horen 3")),
    }
}

fn direction(what: &str) -> DirectionDraft {
    DirectionDraft {
        what: Some(prose(what)),
        purpose: Some(line("herhaling voorkomen")),
        by: Some(line("Reclassering")),
        until: Some(day(300)),
        form: FormDraft::Conduct,
    }
}

fn fine(euro: u32) -> SanctionDraft {
    SanctionDraft::Fine { euro, by: day(60) }
}

fn service(hours: u16) -> SanctionDraft {
    SanctionDraft::CommunityService { hours, by: None }
}

/// Says all there is to say about the draft as it is.
fn said(mut draft: Draft) -> Draft {
    let by = Official { name: line(PROSECUTOR), function: line("officier van justitie") };
    let advice = Advice { by: line("Reclassering"), day: day(-5), reference: line("R-1") };
    let sign_off = SignOff { by, on: day(-4), grounds: prose("Getoetst.") };
    let hearing = OnDraft::now(hearing(), OnFile::Hearing, &draft).unwrap();
    let advice = OnDraft::now(advice, OnFile::Advice, &draft).unwrap();
    let sign_off = OnDraft::now(sign_off, OnFile::SignOff, &draft).unwrap();
    (draft.hearing, draft.advice, draft.sign_off) = (Some(hearing), Some(advice), Some(sign_off));
    draft
}

fn draft() -> Draft {
    let mut draft = Draft::new(order(20), decision(10));
    draft.sanctions = vec![service(40), fine(1_000)];
    draft.direction_months = 12;
    draft.directions = vec![direction("Meld u wekelijks."), direction("Laat de apparaten controleren.")];
    said(draft)
}

/// What no longer counts after a change, with what changed.
fn outdated(change: impl FnOnce(&mut Draft)) -> Vec<(OnFile, Vec<Change>)> {
    let mut draft = draft();
    change(&mut draft);
    draft.outdated(day(0)).into_iter().map(|outdated| (outdated.on_file, outdated.changed)).collect()
}

#[test]
fn each_is_tied_to_its_own_parts() {
    assert_eq!(outdated(|_| ()), []);
    let other = vec![Change::Direction(2)];
    let found = outdated(|draft| draft.directions[1] = direction("Gebruik geen apparaten."));
    assert_eq!(found, [(OnFile::Hearing, other.clone()), (OnFile::Advice, other)]);
    let hours = |hours| PartOutline::CommunityService { hours };
    let changed = vec![Change::Sanction { then: Some(hours(40)), now: hours(60) }];
    let found = outdated(|draft| draft.sanctions[0] = service(60));
    assert_eq!(found, [(OnFile::Hearing, changed.clone()), (OnFile::SignOff, changed)]);
    let found = outdated(|draft| draft.direction_months = 6);
    let months = vec![Change::Months { then: 12, now: 6 }];
    assert_eq!(found, [(OnFile::Hearing, months.clone()), (OnFile::Advice, months)]);
}

#[test]
fn money_is_tied_to_the_hearing_above_the_bound_alone() {
    assert_eq!(outdated(|draft| draft.sanctions[1] = fine(1_500)), []);
    let euro = |euro| PartOutline::Fine { euro };
    let found = outdated(|draft| draft.sanctions[1] = fine(2_500));
    assert_eq!(
        found,
        [(OnFile::Hearing, vec![Change::Sanction { then: Some(euro(1_000)), now: euro(2_500) }])]
    );
    let found = outdated(|draft| {
        draft.sanctions.push(SanctionDraft::Compensation { euro: 1_001, by: day(60) });
    });
    let now = PartOutline::Compensation { euro: 1_001 };
    assert_eq!(found, [(OnFile::Hearing, vec![Change::Sanction { then: None, now }])]);
}

#[test]
fn what_the_law_ties_to_nothing_may_change() {
    assert_eq!(outdated(|draft| draft.directions.reverse()), []);
    assert_eq!(outdated(|draft| drop(draft.directions.pop())), [], "what fell away asks for nothing");
    assert_eq!(outdated(|draft| draft.sanctions.clear()), []);
    assert_eq!(outdated(|draft| draft.sanctions[1] = SanctionDraft::Fine { euro: 1_000, by: day(90) }), []);
    let none = outdated(|draft| {
        draft.surrender_by = Some(day(40));
        draft.understands_dutch = Some(true);
        draft.directions_from = Some(day(20));
    });
    assert_eq!(none, []);
}

#[test]
fn the_check_says_what_changed_and_what_to_do() {
    let mut draft = draft();
    draft.sanctions[0] = service(60);
    draft.directions.push(direction("Volg een training."));
    let lacking = draft.lacking(day(0), PROSECUTOR, true, &[]);
    let parts = lacking.iter().filter_map(|lack| match lack {
        Lacking::Part(part) => Some(part.lack),
        _ => None,
    });
    let never = [Lack::Hearing, Lack::Advice, Lack::SignOff];
    assert!(parts.clone().all(|lack| !never.contains(&lack)), "it was done, about another draft");
    let told: Vec<String> =
        lacking.iter().filter(|lack| matches!(lack, Lacking::Outdated(_))).map(ToString::to_string).collect();
    insta::assert_snapshot!(told.join("\n"));
    let outline = draft.outline(day(0), true);
    assert_eq!((outline.heard, outline.advised_on, outline.signed_off_by), (None, None, None));
    assert_eq!(said(draft).outdated(day(0)), []);
}

#[test]
fn a_record_that_names_no_draft_is_read_and_does_not_count() {
    let text = serde_json::to_string(&hearing()).unwrap();
    let read: OnDraft<DraftHearing> = serde_json::from_str(&text).unwrap();
    assert_eq!(read, OnDraft { of: hearing(), about: None });
    let mut draft = draft();
    draft.hearing = Some(read);
    let told: Vec<String> = draft.outdated(day(0)).iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 1);
    assert!(told[0].contains("not known about which draft"), "{told:?}");
    (draft.sanctions, draft.directions) = (Vec::new(), Vec::new());
    assert_eq!(draft.outdated(day(0)), [], "nothing asks for it");
    let whole = said(draft);
    let text = serde_json::to_string(&whole.hearing).unwrap();
    assert_eq!(serde_json::from_str::<Option<OnDraft<DraftHearing>>>(&text).unwrap(), whole.hearing);
}

fn sanction() -> impl Strategy<Value = SanctionDraft> {
    prop_oneof![
        (1_u16..4).prop_map(service),
        (1_u32..4).prop_map(|thousand| fine(thousand * 700)),
        (1_u32..3).prop_map(|euro| SanctionDraft::Compensation { euro, by: day(60) }),
        (1_u32..3).prop_map(|euro| SanctionDraft::Donation { euro, to: line("Fonds"), by: day(60) }),
    ]
}

fn drawn() -> impl Strategy<Value = (Vec<SanctionDraft>, Vec<u8>, u8)> {
    (prop::collection::vec(sanction(), 0..4), prop::collection::vec(0_u8..4, 0..4), 11_u8..13)
}

proptest! {
    /// The slow reading: count each part, then and now.
    #[test]
    fn a_hearing_counts_while_no_part_that_asks_for_it_is_more_than_it_was(then in drawn(), now in drawn()) {
        let lay = |draft: &mut Draft, (sanctions, directions, months): &(Vec<SanctionDraft>, Vec<u8>, u8)| {
            draft.sanctions.clone_from(sanctions);
            draft.directions = directions.iter().map(|number| direction(&format!("Aanwijzing {number}."))).collect();
            draft.direction_months = *months;
        };
        let mut draft = Draft::new(order(20), decision(10));
        lay(&mut draft, &then);
        let mut draft = said(draft);
        lay(&mut draft, &now);
        let outdated = draft.outdated(day(0));
        let is = |on_file| outdated.iter().any(|outdated| outdated.on_file == on_file);

        let euro: u32 = now.0.iter().map(|sanction| match sanction {
            SanctionDraft::Fine { euro, .. } | SanctionDraft::Compensation { euro, .. } => *euro,
            _ => 0,
        }).sum();
        let count = |of: &[SanctionDraft], one: &SanctionDraft| of.iter().filter(|other| *other == one).count();
        let more_sanctions = |asks: &dyn Fn(&SanctionDraft) -> bool| {
            now.0.iter().filter(|one| asks(one)).any(|one| count(&now.0, one) > count(&then.0, one))
        };
        let times = |of: &[u8], one: u8| of.iter().filter(|other| **other == one).count();
        let more_directions = now.1.iter().any(|one| times(&now.1, *one) > times(&then.1, *one))
            || !now.1.is_empty() && then.2 != now.2;
        let is_service = |one: &SanctionDraft| matches!(one, SanctionDraft::CommunityService { .. });
        let asks = |one: &SanctionDraft| {
            is_service(one)
                || euro > 2_000 && matches!(one, SanctionDraft::Fine { .. } | SanctionDraft::Compensation { .. })
        };
        prop_assert_eq!(is(OnFile::Hearing), more_sanctions(&asks) || more_directions);
        prop_assert_eq!(is(OnFile::Advice), more_directions);
        prop_assert_eq!(is(OnFile::SignOff), more_sanctions(&is_service));
        prop_assert_eq!(said(draft).outdated(day(0)), []);
    }
}
