//! What anyone might try, on which days. Most of it is refused in most states; that is the point.

use crate::desk::{day, decision, digest, heard, line, order, outline, prose};
use casework::order::{Heard, Outline, PartOutline};
use casework::procedure::{
    CourtResult, CourtState, DeliveryManner, NewFacts, Opponent, OppositionChannel, State, Step,
    SummonsGround,
};
use jiff::civil::Date;
use std::cell::OnceCell;
use std::collections::BTreeSet;

fn later(day: Date, days: i64) -> Date {
    day.saturating_add(jiff::Span::new().days(days))
}

/// Today, and each day at which a term turns.
pub(crate) fn days_that_matter(state: &State, today: Date) -> BTreeSet<Date> {
    let mut days = BTreeSet::from([today]);
    if let Some(ending) = state.opposition_ending() {
        days.extend([ending.last_day, ending.latest_day, later(ending.latest_day, 1)]);
    } else if state.order.is_some() {
        days.insert(later(today, 1));
    }
    if let Some(ending) = state.direction_ending(2, today) {
        days.extend([ending.latest_day, later(ending.latest_day, 1)]);
    }
    if let Some(CourtState::Opposition { hearing_on }) = state.court {
        days.extend([hearing_on, later(hearing_on, 1)]);
    }
    if state.detained_since == Some(today) {
        days.insert(later(today, 3));
    }
    days.retain(|day| *day >= today);
    days
}

/// Orders as they should be, and each with one thing amiss.
fn outlines() -> Vec<Outline> {
    let sound = Outline {
        parts: vec![PartOutline::Surrender, PartOutline::Behaviour { months: 6, sessions: 10 }],
        ..outline()
    };
    let simple = Outline { parts: vec![PartOutline::Surrender], heard: None, advised_on: None, ..outline() };
    let but = |change: &dyn Fn(&mut Heard)| {
        let mut heard = heard();
        change(&mut heard);
        Outline { heard: Some(heard), ..sound.clone() }
    };
    let with = |part| Outline { parts: vec![part], signed_off_by: None, ..sound.clone() };
    vec![
        sound.clone(),
        simple,
        Outline { heard: None, ..sound.clone() },
        but(&|heard| heard.willing = false),
        but(&|heard| heard.told_of_counsel = false),
        but(&|heard| heard.reported = false),
        but(&|heard| heard.on = day(9_000)),
        Outline { advised_on: None, ..sound.clone() },
        Outline { advised_on: Some(day(9_000)), ..sound.clone() },
        with(PartOutline::Behaviour { months: 13, sessions: 0 }),
        with(PartOutline::Behaviour { months: 12, sessions: 21 }),
        with(PartOutline::CommunityService { hours: 40 }),
        Outline { heard: None, ..with(PartOutline::Fine { euro: 2_001 }) },
    ]
}

thread_local! {
    static OUTLINES: OnceCell<Vec<Outline>> = const { OnceCell::new() };
}

/// Everything that is tried on a day.
pub(crate) fn moves(state: &State, today: Date) -> Vec<Step> {
    let text = || prose("Reden.");
    let mut steps = vec![
        Step::Decide { decision: decision(11) },
        Step::RecordNewFacts { what: NewFacts::CurrentAbuse, note: text() },
        Step::DecideAnew { decision: decision(12) },
        Step::Abandon { reasons: text() },
        Step::Deliver { on: today, manner: DeliveryManner::InPerson },
        Step::Deliver { on: today, manner: DeliveryManner::RegisteredLetter },
        Step::ProveKnown { since: later(today, -1), evidence: text() },
        Step::WithdrawOpposition { on: today },
        Step::WaiveOpposition { on: today, counsel: line("mr. B. Raadsman") },
        Step::Comply { on: today, parts: vec![1] },
        Step::Comply { on: today, parts: vec![1, 2] },
        Step::StartExecution,
        Step::Pause { from: today },
        Step::Resume { on: today },
        Step::ExecutePart { part: 1 },
        Step::ExecutePart { part: 2 },
        Step::CompleteExecution,
        Step::ReportBreach { part: 2, what: text() },
        Step::AnswerBreach { reasons: text() },
        Step::Withdraw { reasons: text() },
        Step::BringToCourt { served_on: today, hearing_on: later(today, 10) },
        Step::BringToCourt { served_on: today, hearing_on: later(today, 11) },
        Step::Summon { ground: SummonsGround::NotKept },
        Step::Summon { ground: SummonsGround::NewFacts },
        Step::Summon { ground: SummonsGround::Complaint { reference: line("K26/1") } },
        Step::RecordCourtResult { on: today, result: CourtResult::OppositionInadmissible },
        Step::RecordCourtResult { on: today, result: CourtResult::Convicted },
        Step::Destroy { due_on: today, key: digest(1), ledger_entry: 1 },
        Step::Destroy { due_on: later(today, 1), key: digest(1), ledger_entry: 1 },
    ];
    let oppose = |lodged_on, aside: bool| Step::Oppose {
        lodged_on,
        channel: OppositionChannel::Letter,
        by: Opponent::Suspect,
        set_aside: aside.then(text),
    };
    steps.extend([oppose(today, false), oppose(today, true)]);
    if let Some(ending) = state.opposition_ending() {
        steps.extend([oppose(ending.last_day, false), oppose(ending.latest_day, true)]);
    }
    if let Some(cap) = state.direction_cap(today) {
        steps.extend([
            Step::ExtendTerm { part: 2, until: cap },
            Step::ExtendTerm { part: 2, until: later(cap, 1) },
        ]);
    }
    OUTLINES.with(|outlines_of| {
        for (at, outline) in outlines_of.get_or_init(outlines).iter().enumerate() {
            // What is amiss is refused whatever version it is; two kinds of amended orders are enough.
            if state.order.is_none() {
                steps.push(Step::Issue { order: order(20), outline: outline.clone() });
            } else if at < 4 {
                steps.push(Step::Amend { order: order(21), outline: outline.clone(), same_fact: at != 1 });
            }
        }
    });
    if state.order.is_some() {
        steps.push(Step::Issue { order: order(20), outline: outline() });
    }
    steps
}
