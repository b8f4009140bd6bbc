//! The procedure of an order from the outside: what a prosecutor would try on an ordinary day, and what is refused.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may stop at what it did not expect")]

mod desk;

use authority::{Permit, Role, mark};
use casework::order::{Outline, PartOutline};
use casework::procedure::{
    CourtResult, DeliveryManner, End, Finality, NewFacts, Obstacle, Opponent, OppositionChannel, Procedure,
    Step, StepName, SummonsGround, TakenStep, Unlawful,
};
use desk::{PROSECUTOR, day, decision, digest, line, noon, order, outline, permit_of, prose};
use jiff::civil::Date;
use rules::{FactName, Facts, Value};

/// A procedure in the hands of one prosecutor.
struct Desk {
    permit: Permit,
    procedure: Procedure,
}

impl Desk {
    fn decided() -> Self {
        let permit = permit_of(PROSECUTOR, Role::Prosecutor);
        let hand = permit.hand::<mark::Prosecutor>().unwrap();
        let procedure = Procedure::begin(decision(10), day(0), noon(day(0)), &hand).unwrap();
        Self { permit, procedure }
    }

    fn issued(outline: Outline) -> Self {
        let mut desk = Self::decided();
        desk.ok(day(0), Step::Issue { order: order(20), outline });
        desk
    }

    fn delivered() -> Self {
        let mut desk = Self::issued(outline());
        desk.ok(day(0), Step::Deliver { on: day(0), manner: DeliveryManner::InPerson });
        desk
    }

    fn take(&self, on: Date, step: Step) -> Result<Procedure, Unlawful> {
        let hand = self.permit.hand::<mark::StepTaker>().unwrap();
        self.procedure.take(step, on, noon(on), &hand)
    }

    fn ok(&mut self, on: Date, step: Step) -> &mut Self {
        self.procedure = self.take(on, step).unwrap_or_else(|refused| panic!("{refused}"));
        self
    }

    fn no(&self, on: Date, step: Step) -> Obstacle {
        let refused = self.take(on, step).unwrap_err();
        assert_eq!(*refused.citation, refused.obstacle.citation());
        refused.obstacle
    }
}

fn oppose(lodged_on: Date) -> Step {
    Step::Oppose { lodged_on, channel: OppositionChannel::Letter, by: Opponent::Suspect, set_aside: None }
}

fn waive(on: Date) -> Step {
    Step::WaiveOpposition { on, counsel: line("mr. B. Raadsman") }
}

#[test]
fn an_order_is_followed_to_its_end_and_reads_back_from_its_steps() {
    let mut desk = Desk::delivered();
    desk.ok(day(15), Step::StartExecution)
        .ok(day(16), Step::ExecutePart { part: 1 })
        .ok(day(40), Step::Pause { from: day(40) })
        .ok(day(50), Step::Resume { on: day(50) });
    // A year from day 15, and ten days of detention.
    let last = day(15 + 365 + 10 - 1);
    assert_eq!(desk.procedure.state().direction_ending(2, day(50)).unwrap().last_day, last);
    assert_eq!(
        desk.no(last, Step::ExecutePart { part: 2 }),
        Obstacle::DirectionRuns { part: 2, until: last }
    );
    let next = last.tomorrow().unwrap();
    desk.ok(next, Step::ExecutePart { part: 2 }).ok(next, Step::CompleteExecution);
    assert_eq!(desk.procedure.state().end, Some(End::FullyExecuted));

    let json = serde_json::to_string(&desk.procedure).unwrap();
    let back: Procedure = serde_json::from_str(&json).unwrap();
    assert_eq!(back, desk.procedure);
    assert_eq!(Procedure::replay(desk.procedure.steps()).unwrap(), desk.procedure);
}

#[test]
fn steps_that_were_tampered_with_do_not_read_back() {
    let mut desk = Desk::delivered();
    desk.ok(day(15), Step::StartExecution);
    let steps: Vec<TakenStep> = desk.procedure.steps().to_vec();
    let changed = |change: &dyn Fn(&mut Vec<TakenStep>)| {
        let mut steps = steps.clone();
        change(&mut steps);
        let text = serde_json::to_string(&steps).unwrap();
        serde_json::from_str::<Procedure>(&text).unwrap_err().to_string()
    };
    assert!(changed(&|steps| steps[3].day = day(14)).contains("may still run until 2026-01-26"));
    assert!(changed(&|steps| steps[0].role = Role::TeamLead).contains("may not take it"));
    assert!(changed(&|steps| drop(steps.remove(2))).contains("nothing shows that the person knows"));
    assert!(changed(&|steps| steps[1].day = day(3)).contains("after this day"));
    assert!(changed(&|steps| steps.clear()).contains("no prosecutor has decided"));
    assert!(serde_json::from_str::<Procedure>("[{\"step\":{\"kind\":\"decide\"}}]").is_err());
}

#[test]
fn what_is_sent_to_an_address_begins_no_term() {
    let mut desk = Desk::issued(outline());
    for manner in [
        DeliveryManner::Letter,
        DeliveryManner::RegisteredLetter,
        DeliveryManner::Electronic,
        DeliveryManner::AddressGiven,
    ] {
        desk.ok(day(1), Step::Deliver { on: day(1), manner });
    }
    assert_eq!(desk.no(day(300), Step::StartExecution), Obstacle::NotKnown);
    assert_eq!(desk.procedure.state().finality(day(300)), Finality::NotKnown);
    desk.ok(day(300), Step::ProveKnown { since: day(280), evidence: prose("Belde over de brief.") });
    assert_eq!(desk.procedure.state().finality(day(300)), Finality::From { day: day(295) });
    desk.ok(day(300), Step::StartExecution);
}

#[test]
fn a_refused_delivery_counts_as_in_person() {
    let mut desk = Desk::issued(outline());
    desk.ok(day(2), Step::Deliver { on: day(2), manner: DeliveryManner::RefusedInPerson });
    assert_eq!(desk.no(day(16), Step::StartExecution), Obstacle::TermRuns(day(16)));
    desk.ok(day(17), Step::StartExecution);
}

#[test]
fn where_two_days_may_have_begun_the_term_the_later_one_is_waited_for() {
    let mut desk = Desk::delivered();
    desk.ok(day(3), Step::ProveKnown { since: day(3), evidence: prose("Schreef erover.") });
    assert_eq!(desk.no(day(17), Step::StartExecution), Obstacle::TermRuns(day(17)));
    let ending = desk.procedure.state().opposition_ending().unwrap();
    assert_eq!((ending.last_day, ending.latest_day), (day(14), day(17)));
    assert!(ending.doubts.contains(&casework::calendar::Doubt::TwoStarts));
}

#[test]
fn a_large_sum_does_not_go_by_plain_letter() {
    let mut money = outline();
    money.parts.push(PartOutline::Fine { euro: 1_500 });
    money.parts.push(PartOutline::Compensation { euro: 501 });
    let desk = Desk::issued(money);
    let by = |manner| Step::Deliver { on: day(1), manner };
    assert_eq!(desk.no(day(1), by(DeliveryManner::Letter)), Obstacle::PlainLetter(2_000));
    assert!(desk.take(day(1), by(DeliveryManner::RegisteredLetter)).is_ok());
}

#[test]
fn a_waiver_opens_execution_and_opposition_after_it_can_be_set_aside() {
    let mut desk = Desk::delivered();
    desk.ok(day(0), waive(day(0)));
    desk.ok(day(0), Step::StartExecution);
    let aside = Step::Oppose {
        lodged_on: day(5),
        channel: OppositionChannel::Office,
        by: Opponent::Lawyer,
        set_aside: Some(prose("Er is afstand gedaan met bijstand van een raadsman.")),
    };
    desk.ok(day(5), aside);
    assert!(!desk.procedure.state().is_suspended());
    assert_eq!(desk.no(day(6), waive(day(6))), Obstacle::Opposed);
    assert_eq!(desk.no(day(600), Step::CompleteExecution), Obstacle::Opposed);
}

#[test]
fn opposition_in_time_suspends_also_when_it_arrives_late() {
    let mut desk = Desk::delivered();
    desk.ok(day(15), Step::StartExecution);
    let aside = Step::Oppose {
        lodged_on: day(14),
        channel: OppositionChannel::Letter,
        by: Opponent::Suspect,
        set_aside: Some(prose("Te laat.")),
    };
    assert_eq!(desk.no(day(18), aside), Obstacle::InTime);
    desk.ok(day(18), oppose(day(14)));
    assert_eq!(desk.no(day(18), Step::ExecutePart { part: 1 }), Obstacle::Opposed);
    let served = day(20);
    let call = |hearing_on| Step::BringToCourt { served_on: served, hearing_on };
    assert_eq!(desk.no(served, call(day(30))), Obstacle::HearingTooSoon(day(31)));
    desk.ok(served, call(day(31)));
    assert_eq!(desk.no(day(32), Step::WithdrawOpposition { on: day(32) }), Obstacle::HearingHeld(day(31)));
    let mut withdrawn =
        Desk { permit: permit_of(PROSECUTOR, Role::Prosecutor), procedure: desk.procedure.clone() };
    withdrawn
        .ok(day(32), Step::WithdrawOpposition { on: day(31) })
        .ok(day(32), Step::ExecutePart { part: 1 });
    desk.ok(day(31), Step::RecordCourtResult { on: day(31), result: CourtResult::Acquitted });
    assert_eq!(desk.procedure.state().end, Some(End::Annulled));
    assert_eq!(desk.no(day(32), Step::StartExecution), Obstacle::Ended);
}

#[test]
fn new_facts_stop_everything_that_burdens() {
    let mut desk = Desk::decided();
    desk.ok(day(0), Step::RecordNewFacts { what: NewFacts::CurrentAbuse, note: prose("Melding.") });
    assert_eq!(desk.no(day(0), Step::Issue { order: order(20), outline: outline() }), Obstacle::Halted);

    let mut desk = Desk::delivered();
    desk.ok(day(15), Step::StartExecution)
        .ok(day(15), Step::ExecutePart { part: 1 })
        .ok(day(16), Step::RecordNewFacts { what: NewFacts::Making, note: prose("Aangetroffen.") });
    assert_eq!(desk.no(day(900), Step::ExecutePart { part: 2 }), Obstacle::Halted);
    assert_eq!(
        desk.no(day(16), Step::Amend { order: order(21), outline: outline(), same_fact: true }),
        Obstacle::Halted
    );
    desk.ok(day(17), Step::Summon { ground: SummonsGround::NewFacts });
    assert_eq!(desk.procedure.state().executed.len(), 1, "what was executed is counted");
    assert_eq!(desk.no(day(17), Step::StartExecution), Obstacle::BeforeCourt);
}

#[test]
fn the_most_pressing_of_new_facts_is_named() {
    let mut facts = Facts::new();
    assert_eq!(NewFacts::pointed_to(&facts), None);
    for (name, value, what, first) in [
        (FactName::CurrentAbuse, Value::No, None, false),
        (FactName::Making, Value::Yes, Some(NewFacts::Making), false),
        (FactName::RiskyContact, Value::Yes, Some(NewFacts::RiskyContact), true),
        (FactName::CurrentAbuse, Value::Yes, Some(NewFacts::CurrentAbuse), true),
    ] {
        facts.insert(name, value).unwrap();
        assert_eq!(NewFacts::pointed_to(&facts), what);
        assert_eq!(what.is_some_and(NewFacts::comes_first), first);
    }
}

#[test]
fn after_full_execution_or_withdrawal_the_fact_is_not_prosecuted_again() {
    let mut desk = Desk::issued(Outline { parts: vec![PartOutline::Surrender], ..outline() });
    desk.ok(day(1), Step::Comply { on: day(1), parts: vec![1] }).ok(day(1), Step::CompleteExecution);
    assert_eq!(desk.no(day(2), Step::Summon { ground: SummonsGround::NewFacts }), Obstacle::DoubleJeopardy);
    let refused = desk.take(day(2), Step::Summon { ground: SummonsGround::NotKept }).unwrap_err().to_string();
    assert!(
        refused.contains("[255a lid 1 Wetboek van Strafvordering, S-old, source text needed]"),
        "{refused}"
    );
    desk.ok(day(2), Step::Summon { ground: SummonsGround::Complaint { reference: line("K26/0001") } });

    let mut desk = Desk::delivered();
    desk.ok(day(1), Step::Withdraw { reasons: prose("Onjuist adres.") });
    assert_eq!(desk.no(day(2), Step::Summon { ground: SummonsGround::NewFacts }), Obstacle::DoubleJeopardy);
}

#[test]
fn an_amended_order_is_open_to_opposition_again() {
    let mut desk = Desk::delivered();
    desk.ok(day(1), waive(day(1)));
    let amend = |same_fact| Step::Amend { order: order(21), outline: outline(), same_fact };
    assert_eq!(desk.no(day(2), amend(false)), Obstacle::OtherFact);
    desk.ok(day(2), amend(true));
    assert_eq!(desk.no(day(100), Step::StartExecution), Obstacle::NotKnown);
    desk.ok(day(100), Step::Deliver { on: day(100), manner: DeliveryManner::InPerson });
    desk.ok(day(101), oppose(day(101)));
    // Opposition counts against the next version too, and falls away when that is complied with.
    desk.ok(day(102), amend(true));
    assert!(desk.procedure.state().is_suspended());
    desk.ok(day(103), Step::Comply { on: day(103), parts: vec![1] });
    assert!(!desk.procedure.state().is_opposed());
}

#[test]
fn a_direction_is_not_extended_past_a_year() {
    let mut short = outline();
    short.parts[1] = PartOutline::Behaviour { months: 6, sessions: 0 };
    let mut desk = Desk::issued(short);
    desk.ok(day(0), Step::Deliver { on: day(0), manner: DeliveryManner::InPerson })
        .ok(day(15), Step::StartExecution);
    let cap = day(15 + 364);
    let extend = |until| Step::ExtendTerm { part: 2, until };
    assert_eq!(desk.no(day(20), extend(day(380))), Obstacle::BeyondMaximum(cap));
    assert!(matches!(desk.no(day(20), extend(day(100))), Obstacle::NotLonger(_)));
    desk.ok(day(20), extend(cap));
    assert_eq!(desk.no(cap, Step::ExecutePart { part: 2 }), Obstacle::DirectionRuns { part: 2, until: cap });
}

#[test]
fn a_breach_is_answered_by_the_prosecutor_alone() {
    let mut desk = Desk::delivered();
    desk.ok(day(15), Step::StartExecution);
    let probation = permit_of("R. Begeleider", Role::ProbationOfficer);
    let hand = probation.hand::<mark::StepTaker>().unwrap();
    let breach = Step::ReportBreach { part: 2, what: prose("Twee gesprekken niet verschenen.") };
    desk.procedure = desk.procedure.take(breach, day(30), noon(day(30)), &hand).unwrap();
    let answer = Step::AnswerBreach { reasons: prose("Ziek; gaat door.") };
    let refused = desk.procedure.take(answer.clone(), day(31), noon(day(31)), &hand).unwrap_err();
    assert_eq!(refused.obstacle, Obstacle::Role(Role::ProbationOfficer));
    assert_eq!(desk.no(day(500), Step::ExecutePart { part: 2 }), Obstacle::BreachWaits);
    let mut summoned =
        Desk { permit: permit_of(PROSECUTOR, Role::Prosecutor), procedure: desk.procedure.clone() };
    summoned.ok(day(31), Step::Summon { ground: SummonsGround::NotKept });
    desk.ok(day(31), answer);
    assert_eq!(desk.no(day(31), Step::Summon { ground: SummonsGround::NotKept }), Obstacle::NoBreach);
}

#[test]
fn nothing_follows_destruction() {
    let mut desk = Desk::decided();
    let destroy = |due_on| Step::Destroy { due_on, key: digest(7), ledger_entry: 12 };
    assert_eq!(desk.no(day(0), destroy(day(0))), Obstacle::NotEnded);
    desk.ok(day(0), Step::Abandon { reasons: prose("Verdachte niet bereid.") });
    assert_eq!(desk.no(day(1), destroy(day(2))), Obstacle::NotDue(day(2)));
    desk.ok(day(2), destroy(day(2)));
    assert_eq!(desk.no(day(3), waive(day(3))), Obstacle::Destroyed);
}

#[test]
fn every_step_has_an_article_and_says_whether_its_text_is_needed() {
    let mut lines = Vec::new();
    for name in StepName::ALL {
        let citations: Vec<String> =
            name.citations().iter().map(|cite| format!("{} [{}]", cite.article, cite.confidence)).collect();
        let roles: Vec<_> = name.roles().iter().map(|role| role.word()).collect();
        let needed = if name.source_needed() { " - source text needed" } else { "" };
        lines.push(format!(
            "{name} ({}): {}{needed}; {}",
            name.dutch(),
            citations.join(", "),
            roles.join(" ")
        ));
    }
    insta::assert_snapshot!(lines.join("\n"));
}
