//! An order from draft to issue, and its directions to their end.
#![expect(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]

mod desk;

use authority::{Role, mark};
use casework::decision::{Answer, Basis, Decision};
use casework::document::{
    Address, Advice, Carrier, CarrierKind, Channel, Counsel, Document, Execution, Hearing, Letterhead,
    Offence, OffenceFact, Office, Official, Opposition, Status, Suspect, Willingness,
};
use casework::fact::{Fact, FactSource, Nature, StatedFact, filed, gather};
use casework::follow_up::{EntryRefused, FollowUp, FollowUpEntry, ReminderKind, ReminderPlan};
use casework::order::{
    DirectionDraft, Disposal, Draft, DraftCarrier, DraftHearing, Established, FormDraft, Imprint, Lack,
    Lacking, NotReady, OnDraft, OnFile, OrderItem, ReadyOrder, SanctionDraft, SignOff,
};
use casework::procedure::{DeliveryManner, Procedure, Step};
use desk::{PROSECUTOR, day, decision, fact_id, line, noon, order, permit_of, plain_facts, prose, record};
use jiff::civil::date;
use proptest::prelude::*;
use rules::{Edition, FactName, Facts, Route, RuleId, Standing, Truth, Value, assess};
use std::collections::BTreeSet;
use vocab::CarrierId;

fn carrier_id() -> CarrierId {
    CarrierId(record(40))
}

fn official() -> Official {
    Official { name: line(PROSECUTOR), function: line("officier van justitie") }
}

fn address() -> Address {
    Address { street: line("Plein 1"), postcode: line("1234 AB"), town: line("Voorbeeldstad"), country: None }
}

/// Facts of a case in which nothing stands in the way, and the decision on them.
fn decided(extra: &[(FactName, Value)], answers: Vec<Answer>) -> (Decision, Facts) {
    let plain = plain_facts();
    let permit = permit_of(PROSECUTOR, Role::Prosecutor);
    let told = plain.iter().filter(|(name, _)| extra.iter().all(|(other, _)| other != name)).chain(extra);
    let facts = told.zip(1..).map(|((name, value), number)| {
        let source = FactSource::Report { reference: line("PV 7"), day: day(-20) };
        let stated = StatedFact {
            name: *name,
            value: *value,
            nature: Nature::Fact,
            source,
            because: prose("Zie het proces-verbaal."),
        };
        let hand = permit.hand::<mark::FactFinder>().unwrap();
        Fact::establish(&hand, fact_id(number), stated, noon(day(-10)), day(-10)).unwrap()
    });
    let file = filed(facts.collect(), &[]);
    let known = gather(&file).facts;
    let basis = Basis::of(file, Vec::new(), day(-9), Edition::LATEST).unwrap();
    let hand = permit.hand::<mark::Prosecutor>().unwrap();
    let choice = (Route::PenalOrder, prose("Na weging."), answers);
    (Decision::take(&hand, decision(10), choice, basis, noon(day(-9))).unwrap(), known)
}

fn hearing() -> DraftHearing {
    DraftHearing {
        hearing: Hearing {
            day: day(-7),
            place: line("Voorbeeldstad"),
            by: official(),
            counsel: Counsel::Present { name: line("mr. B. Raadsman") },
            told_of_counsel: true,
            interpreter: None,
            willingness: Some(Willingness { day: day(-7), to: line("de aanwijzingen") }),
        },
        report: Some(line("PV horen 3")),
    }
}

fn directions() -> Vec<DirectionDraft> {
    let until = Some(day(360));
    let plain = |form| DirectionDraft {
        what: Some(prose("Houd u aan de afspraken.")),
        purpose: Some(line("herhaling voorkomen")),
        by: Some(line("Reclassering")),
        until,
        form,
    };
    vec![
        plain(FormDraft::Treatment { sessions_max: Some(20), provider: Some(line("Polikliniek")) }),
        plain(FormDraft::DeviceCheck {
            devices: vec![line("telefoon en laptop in eigen gebruik")],
            manner: Some(line("met een zoekprogramma op bekende bestanden")),
            frequency: Some(line("ten hoogste eens per maand")),
            kept: Some(line("alleen de uitslag, tot het einde van de proeftijd")),
        }),
    ]
}

/// A draft that lacks nothing.
fn sound() -> Draft {
    let mut draft = Draft::new(order(20), decision(10));
    draft.suspect = Some(Suspect {
        name: line("T. Voorbeeld"),
        born_on: Some(date(1980, 1, 2)),
        born_at: None,
        address: Some(address()),
    });
    draft.facts = vec![OffenceFact {
        acts: BTreeSet::from([casework::document::Act::Possess]),
        offence: Offence::Sr240b1,
        period: casework::authorisation::Period { from: date(2022, 3, 1), to: date(2022, 5, 1) },
        place: line("Voorbeeldstad"),
        items: None,
    }];
    draft.established = Some(Established { by: official(), on: day(-8), grounds: prose("Het onderzoek.") });
    draft.carriers = vec![DraftCarrier {
        id: carrier_id(),
        carrier: Carrier {
            number: line("G-1"),
            kind: CarrierKind::Laptop,
            marks: line("zwart"),
            seized_on: day(-60),
            withdrawn: false,
        },
        disposal: Disposal::GivenUp,
    }];
    draft.surrender_by = Some(day(30));
    draft.directions = directions();
    draft.direction_months = 12;
    draft.opposition = Some(Opposition {
        days: 14,
        channels: vec![Channel::Letter(Office {
            name: line("Parket"),
            unit: None,
            address: address(),
            telephone: None,
        })],
    });
    draft.execution = Some(Execution {
        by: prose("CJIB"),
        payment: None,
        on_breach: None,
        contact: line("www.voorbeeld.nl"),
    });
    draft.understands_dutch = Some(true);
    heard_and_advised(&mut draft);
    draft
}

/// Hearing and advice about the draft as it is.
fn heard_and_advised(draft: &mut Draft) {
    let advice = Advice { by: line("Reclassering"), day: day(-5), reference: line("R-1") };
    let advice = OnDraft::now(advice, OnFile::Advice, draft).unwrap();
    let hearing = OnDraft::now(hearing(), OnFile::Hearing, draft).unwrap();
    (draft.advice, draft.hearing) = (Some(advice), Some(hearing));
}

fn signed(draft: &mut Draft) {
    let sign_off = SignOff { by: official(), on: day(-1), grounds: prose("Getoetst.") };
    draft.sign_off = Some(OnDraft::now(sign_off, OnFile::SignOff, draft).unwrap());
}

fn ready(draft: &Draft) -> Result<ReadyOrder, NotReady> {
    let (decision, known) = decided(&[], Vec::new());
    let permit = permit_of(PROSECUTOR, Role::Prosecutor);
    draft.ready(&decision, &known, &[carrier_id()], day(0), &permit.hand::<mark::Prosecutor>().unwrap())
}

fn lacking(change: impl Fn(&mut Draft)) -> Vec<Lacking> {
    let mut draft = sound();
    change(&mut draft);
    draft.lacking(day(0), PROSECUTOR, true, &[carrier_id()])
}

#[test]
fn a_sound_draft_is_issued_and_printed() {
    let ready = ready(&sound()).unwrap();
    assert_eq!(ready.assessment().issue, Standing::Open);
    let letterhead = Letterhead {
        office: Office { name: line("Parket"), unit: None, address: address(), telephone: None },
        case_reference: line("99-000001-26"),
        status: Status::Draft { on: day(0) },
    };
    let printed = ready.document(Imprint { letterhead, number: line("SB-1") }).unwrap();
    assert_eq!(printed.letterhead.status, Status::Issued { on: day(0) });
    assert_eq!(printed.directions.as_ref().unwrap().list.len(), 2);
    let document = Document::PenalOrder(Box::new(printed));
    assert_eq!(document.faults(), []);
}

#[test]
fn an_empty_draft_says_all_that_it_lacks() {
    let empty = Draft::new(order(20), decision(10));
    let told: Vec<String> =
        empty.lacking(day(0), PROSECUTOR, true, &[carrier_id()]).iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn directions_and_bounds_say_what_is_amiss() {
    let told: Vec<String> = lacking(|draft| {
        draft.directions = vec![
            DirectionDraft {
                what: None,
                purpose: None,
                by: None,
                until: Some(day(0)),
                form: FormDraft::DeviceCheck {
                    devices: Vec::new(),
                    manner: None,
                    frequency: None,
                    kept: None,
                },
            },
            DirectionDraft {
                form: FormDraft::Treatment { sessions_max: Some(21), provider: None },
                ..directions().remove(0)
            },
        ];
        draft.direction_months = 13;
        draft.advice = None;
        draft.hearing = None;
        draft.sanctions = vec![
            SanctionDraft::CommunityService { hours: 181, by: None },
            SanctionDraft::Fine { euro: 1_500, by: day(60) },
            SanctionDraft::Compensation { euro: 501, by: day(60) },
        ];
    })
    .iter()
    .map(ToString::to_string)
    .collect();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn each_thing_taken_away_is_missed() {
    let one = |change: &dyn Fn(&mut Draft)| {
        let lacking = lacking(change);
        assert_eq!(lacking.len(), 1, "{lacking:?}");
        lacking.into_iter().next().unwrap()
    };
    assert_eq!(one(&|draft| draft.suspect = None), Lacking::Item(OrderItem::Person));
    assert_eq!(one(&|draft| draft.facts.clear()), Lacking::Item(OrderItem::FactAndOffence));
    assert_eq!(one(&|draft| draft.established = None), Lacking::Item(OrderItem::Guilt));
    assert_eq!(
        one(&|draft| draft.opposition.as_mut().unwrap().days = 15),
        Lacking::Item(OrderItem::Opposition)
    );
    assert_eq!(one(&|draft| draft.execution = None), Lacking::Item(OrderItem::Execution));
    assert_eq!(one(&|draft| draft.understands_dutch = None), Lacking::Item(OrderItem::Language));
    assert_eq!(one(&|draft| draft.understands_dutch = Some(false)), Lacking::Item(OrderItem::Translation));
    assert_eq!(one(&|draft| draft.surrender_by = None), Lacking::Item(OrderItem::SurrenderDay));
    let part = |change: &dyn Fn(&mut Draft)| match one(change) {
        Lacking::Part(lack) => lack.lack,
        other => panic!("{other}"),
    };
    assert_eq!(part(&|draft| draft.advice = None), Lack::Advice);
    assert_eq!(part(&|draft| draft.advice.as_mut().unwrap().of.day = day(1)), Lack::AdviceTooLate);
    assert_eq!(part(&|draft| draft.hearing = None), Lack::Hearing);
    assert_eq!(part(&|draft| draft.hearing.as_mut().unwrap().of.report = None), Lack::HearingReport);
    let heard = |change: fn(&mut Hearing)| {
        part(&move |draft| change(&mut draft.hearing.as_mut().unwrap().of.hearing))
    };
    assert_eq!(heard(|hearing| hearing.willingness = None), Lack::Willingness);
    assert_eq!(heard(|hearing| hearing.told_of_counsel = false), Lack::ToldOfCounsel);
    assert_eq!(heard(|hearing| hearing.day = day(1)), Lack::HearingTooLate);
    let service = |draft: &mut Draft| {
        draft.sanctions = vec![SanctionDraft::CommunityService { hours: 40, by: None }];
        heard_and_advised(draft);
    };
    assert_eq!(part(&service), Lack::SignOff);
    let all_signed = lacking(|draft| {
        service(draft);
        signed(draft);
    });
    assert_eq!(all_signed, []);
}

#[test]
fn every_seized_carrier_is_listed_once() {
    assert_eq!(lacking(|draft| draft.carriers.clear()), [Lacking::CarrierUnlisted(carrier_id())]);
    let twice = lacking(|draft| draft.carriers.push(draft.carriers[0].clone()));
    assert_eq!(twice, [Lacking::CarrierStray(carrier_id())]);
    // Kept against policy: its own reason in the draft answers the rule.
    let mut kept = sound();
    kept.carriers[0].disposal = Disposal::Kept { reason: prose("Van een derde.") };
    let NotReady::Unanswered(open) = ready(&kept).unwrap_err() else { panic!("not asked") };
    assert_eq!(open.iter().map(|finding| finding.rule).collect::<Vec<_>>(), [RuleId::R16]);
    kept.answers = vec![Answer { rule: RuleId::R16, reason: prose("De laptop is van de werkgever.") }];
    assert!(ready(&kept).is_ok());
    let mut stray = sound();
    stray.answers = kept.answers;
    assert_eq!(ready(&stray).unwrap_err(), NotReady::Unasked(RuleId::R16));
}

#[test]
fn new_facts_or_another_decision_keep_an_order_back() {
    let (taken, mut known) = decided(&[], Vec::new());
    let permit = permit_of(PROSECUTOR, Role::Prosecutor);
    let hand = permit.hand::<mark::Prosecutor>().unwrap();
    known.insert(FactName::CurrentAbuse, Value::Yes).unwrap();
    let refused = sound().ready(&taken, &known, &[carrier_id()], day(0), &hand).unwrap_err();
    assert!(matches!(refused, NotReady::Rules(Standing::Stopped { .. })), "{refused}");
    known.insert(FactName::HabitOrProfession, Value::Yes).unwrap();
    let refused = sound().ready(&taken, &known, &[carrier_id()], day(0), &hand).unwrap_err();
    assert!(matches!(refused, NotReady::Rules(Standing::Barred { .. })), "{refused}");
    let other = Draft { decision: decision(11), ..sound() };
    assert!(matches!(ready(&other).unwrap_err(), NotReady::OtherDecision { .. }));
}

proptest! {
    /// Two readings of the same law: what the parts lack here, and what the rule book says of the same order.
    #[test]
    fn the_outline_and_the_rule_book_agree(
        hours in 0_u16..260, fine in 0_u32..3_000, months in 1_u8..15, sessions in 1_u8..25,
        flags in prop::array::uniform8(any::<bool>()),
    ) {
        let [service, money, directed, heard, told, willing, advised, counsel] = flags;
        let mut draft = sound();
        if service && hours > 0 {
            draft.sanctions.push(SanctionDraft::CommunityService { hours, by: None });
        }
        if money && fine > 0 {
            draft.sanctions.push(SanctionDraft::Fine { euro: fine, by: day(60) });
        }
        if !directed {
            draft.directions.clear();
        } else if let FormDraft::Treatment { sessions_max, .. } = &mut draft.directions[0].form {
            *sessions_max = Some(sessions);
        }
        draft.direction_months = months;
        heard_and_advised(&mut draft);
        if !advised {
            draft.advice = None;
        }
        let hearing = &mut draft.hearing.as_mut().unwrap().of.hearing;
        hearing.told_of_counsel = told;
        if !willing {
            hearing.willingness = None;
        }
        if !counsel {
            hearing.counsel = Counsel::Declined;
        }
        if !heard {
            draft.hearing = None;
        }
        let lacks: BTreeSet<Lack> =
            draft.outline(day(0), true).lacks(day(0), PROSECUTOR).into_iter().map(|lack| lack.lack).collect();
        let mut facts = Facts::new();
        facts.insert(FactName::Adult, Value::Yes).unwrap();
        facts.insert(FactName::CarriersSeized, Value::Yes).unwrap();
        facts.insert(FactName::DecisionDay, Value::Day(day(-9))).unwrap();
        for (name, value) in draft.rule_facts(day(0), PROSECUTOR, true, &[carrier_id()]) {
            facts.insert(name, value).unwrap();
        }
        let said = assess(&facts, Edition::LATEST);
        let fails = |rule| said.finding(rule).unwrap().truth == Truth::Fails;
        let any = |of: &[Lack]| of.iter().any(|lack| lacks.contains(lack));
        let wants_hearing = directed || service && hours > 0;
        let personal = [Lack::Hearing, Lack::ToldOfCounsel, Lack::Willingness];
        prop_assert_eq!(fails(RuleId::R5), wants_hearing && any(&personal));
        let large = money && fine > 2_000;
        prop_assert_eq!(fails(RuleId::R6), large && any(&[Lack::Hearing, Lack::CounselPresent, Lack::HeardByIssuer]));
        prop_assert_eq!(fails(RuleId::R7), any(&[Lack::DirectionMonths]));
        prop_assert_eq!(fails(RuleId::R8), any(&[Lack::ServiceHours]));
        prop_assert_eq!(fails(RuleId::R9), any(&[Lack::SignOff]));
        prop_assert_eq!(fails(RuleId::R17), any(&[Lack::Advice]));
        prop_assert_eq!(fails(RuleId::R18), any(&[Lack::Sessions]));
    }
}

/// The order of the tests, issued, delivered and being executed since day 15.
fn followed() -> (FollowUp, Procedure) {
    let ready = ready(&sound()).unwrap();
    let permit = permit_of(PROSECUTOR, Role::Prosecutor);
    let hand = permit.hand::<mark::StepTaker>().unwrap();
    let begun =
        Procedure::begin(decision(10), day(-9), noon(day(-9)), &permit.hand::<mark::Prosecutor>().unwrap());
    let steps = [
        (day(0), ready.issue()),
        (day(0), Step::Deliver { on: day(0), manner: DeliveryManner::InPerson }),
        (day(15), Step::StartExecution),
    ];
    let procedure = steps
        .into_iter()
        .fold(begun.unwrap(), |procedure, (on, step)| procedure.take(step, on, noon(on), &hand).unwrap());
    (FollowUp::begin(&ready, "V01".parse().unwrap()).unwrap(), procedure)
}

fn recorded(
    follow_up: &FollowUp,
    procedure: &Procedure,
    entry: FollowUpEntry,
    on: i64,
) -> Result<FollowUp, EntryRefused> {
    let permit = permit_of("R. Begeleider", Role::ProbationOfficer);
    let hand = permit.hand::<mark::ProbationOfficer>().unwrap();
    follow_up.record(entry, procedure.state(), day(on), noon(day(on)), &hand)
}

fn session(on: i64) -> FollowUpEntry {
    FollowUpEntry::Session { part: 2, on: day(on), attended: on % 2 == 0 }
}

#[test]
fn no_more_sessions_than_the_order_allows() {
    let (mut follow_up, procedure) = followed();
    assert_eq!(
        recorded(&follow_up, &procedure, session(14), 20),
        Err(EntryRefused::Outside { on: day(14), from: day(15), to: day(15 + 364) })
    );
    assert_eq!(recorded(&follow_up, &procedure, session(21), 20), Err(EntryRefused::Future(day(21))));
    for on in 20..40 {
        follow_up = recorded(&follow_up, &procedure, session(on), on).unwrap();
    }
    let used = EntryRefused::SessionsUsed { part: 2, max: 20 };
    assert_eq!(recorded(&follow_up, &procedure, session(41), 41), Err(used.clone()));
    let plan = FollowUpEntry::PlanSession { part: 2, on: day(50) };
    assert_eq!(recorded(&follow_up, &procedure, plan, 41), Err(used));
    let check = |part| FollowUpEntry::DeviceCheck { part, on: day(41), kept: None };
    assert_eq!(recorded(&follow_up, &procedure, check(2), 41), Err(EntryRefused::OtherKind(2)));
    assert_eq!(recorded(&follow_up, &procedure, check(1), 41), Err(EntryRefused::NoDirection(1)));
    assert!(recorded(&follow_up, &procedure, check(3), 41).is_ok());
}

#[test]
fn a_breach_goes_to_the_prosecutor_and_detention_stops_the_asking() {
    let (follow_up, procedure) = followed();
    let breach = FollowUpEntry::Breach { part: 2, on: day(30), what: prose("Niet verschenen.") };
    let step = FollowUp::breach_step(&breach).unwrap();
    recorded(&follow_up, &procedure, breach, 30).unwrap();
    let permit = permit_of("R. Begeleider", Role::ProbationOfficer);
    let hand = permit.hand::<mark::StepTaker>().unwrap();
    let procedure = procedure.take(step, day(30), noon(day(30)), &hand).unwrap();
    assert!(procedure.state().breach_waits);
    let procedure = procedure.take(Step::Pause { from: day(31) }, day(31), noon(day(31)), &hand).unwrap();
    assert_eq!(recorded(&follow_up, &procedure, session(33), 33), Err(EntryRefused::Detained));
    assert!(recorded(&follow_up, &procedure, session(30), 33).is_ok());
}

#[test]
fn what_is_due_is_told_by_day() {
    let (follow_up, procedure) = followed();
    let plan = FollowUpEntry::PlanSession { part: 2, on: day(25) };
    let follow_up = recorded(&follow_up, &procedure, plan, 16).unwrap();
    let told: Vec<String> = follow_up
        .due(procedure.state(), day(16), ReminderPlan::default())
        .iter()
        .map(|due| format!("{} {:?} {}", due.on, due.part, due.kind.dutch()))
        .collect();
    insta::assert_snapshot!(told.join("\n"));
    let after = follow_up.due(procedure.state(), day(15 + 365), ReminderPlan::default());
    assert!(after.iter().all(|due| due.kind == ReminderKind::Ended) && after.len() == 2, "{after:?}");
}

#[test]
fn the_probation_officer_sees_directions_and_nothing_else() {
    let (follow_up, procedure) = followed();
    let follow_up = recorded(&follow_up, &procedure, session(20), 20).unwrap();
    let view = follow_up.view(line("T. Voorbeeld"), procedure.state(), day(20), ReminderPlan::default());
    let text = serde_json::to_string(&view).unwrap();
    for hidden in ["zwart", "G-1", "240b", "Het onderzoek", "PV 7", "V-decision", "limited"] {
        assert!(!text.contains(hidden), "{hidden} shows");
    }
    insta::assert_json_snapshot!(view);
    assert_eq!(serde_json::from_str::<casework::follow_up::ProbationView>(&text).unwrap(), view);
    assert!(
        serde_json::from_str::<casework::follow_up::ProbationView>(&text.replacen('{', "{\"facts\":[],", 1))
            .is_err()
    );
}
