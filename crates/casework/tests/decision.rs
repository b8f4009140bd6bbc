//! Facts, what of them reaches the rules, and what a prosecutor may decide on them.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod desk;

use authority::{Permit, Role, mark};
use casework::decision::{Answer, Basis, Decision, NotOpen, asks_reason, child_in_danger};
use casework::fact::{
    Doubt, Fact, FactRefused, FactSource, FactTurn, FiledFact, Nature, Standing, StatedFact, Turn,
    TurnRefused, filed, gather, turn,
};
use desk::{line, permit_of, plain_facts, prose};
use proptest::prelude::*;
use rules::{Edition, FactName, Route, RuleId, Truth, Value};
use vocab::{DecisionId, FactId, Moment, RecordId};

fn acting(role: Role) -> Permit {
    permit_of("A. Tester", role)
}

fn at(second: i64) -> Moment {
    Moment::from_unix(second, 0).unwrap()
}

fn id(number: u64) -> FactId {
    FactId(RecordId::new(number, [0; 10]))
}

fn day(text: &str) -> jiff::civil::Date {
    text.parse().unwrap()
}

fn stated(name: FactName, value: Value) -> StatedFact {
    let reference = line("PV 7");
    let source = FactSource::Report { reference, day: day("2025-02-01") };
    StatedFact { name, value, nature: Nature::Fact, source, because: prose("Zie het proces-verbaal.") }
}

fn establish(role: Role, number: u64, stated: StatedFact) -> Result<Fact, FactRefused> {
    let permit = acting(role);
    let hand = permit.hand::<mark::FactFinder>().unwrap();
    Fact::establish(&hand, id(number), stated, at(number as i64), day("2025-03-01"))
}

fn fact(number: u64, name: FactName, value: Value) -> Fact {
    establish(Role::Prosecutor, number, stated(name, value)).unwrap()
}

fn turned(file: &[FiledFact], fact: u64, kind: Turn, second: i64) -> Result<FactTurn, TurnRefused> {
    let permit = acting(Role::Prosecutor);
    let hand = permit.hand::<mark::FactFinder>().unwrap();
    turn(&hand, file, id(fact), kind, prose("De raadsman weerspreekt het."), at(second))
}

/// A case in which nothing of law or policy stands in the way.
fn plain() -> Vec<Fact> {
    plain_facts().into_iter().zip(1..).map(|((name, value), number)| fact(number, name, value)).collect()
}

fn with(name: FactName, value: Option<Value>) -> Vec<FiledFact> {
    let mut facts: Vec<Fact> = plain().into_iter().filter(|fact| fact.name != name).collect();
    facts.extend(value.map(|value| fact(90, name, value)));
    filed(facts, &[])
}

fn basis(file: Vec<FiledFact>) -> Basis {
    Basis::of(file, Vec::new(), day("2025-03-01"), Edition::LATEST).unwrap()
}

fn decide(route: Route, answers: Vec<Answer>, basis: Basis) -> Result<Decision, NotOpen> {
    let permit = acting(Role::Prosecutor);
    let hand = permit.hand::<mark::Prosecutor>().unwrap();
    let id = DecisionId(RecordId::new(1, [0; 10]));
    Decision::take(&hand, id, (route, prose("Na weging van alle criteria."), answers), basis, at(100))
}

#[test]
fn only_a_prosecutor_has_the_hand_that_decides() {
    for role in Role::ALL {
        assert_eq!(acting(role).hand::<mark::Prosecutor>().is_some(), role == Role::Prosecutor, "{role}");
    }
}

#[test]
fn a_plain_case_can_end_in_a_penal_order() {
    let basis = basis(filed(plain(), &[]));
    assert_eq!(asks_reason(&basis.assessment, Route::PenalOrder), Vec::<&rules::Finding>::new());
    assert!(!child_in_danger(&basis.assessment));
    let decision = decide(Route::PenalOrder, Vec::new(), basis).unwrap();
    let replay = decision.replay().unwrap();
    assert!(replay.holds() && replay.differences.is_empty(), "{replay:?}");
}

#[test]
fn what_the_law_bars_can_not_be_chosen_with_any_reason() {
    let basis = basis(with(FactName::HabitOrProfession, Some(Value::Yes)));
    let answers: Vec<Answer> =
        RuleId::ALL.iter().map(|rule| Answer { rule: *rule, reason: prose("toch") }).collect();
    let refused = decide(Route::PenalOrder, answers, basis.clone()).unwrap_err();
    assert!(matches!(&refused, NotOpen::Barred { by, .. } if by.contains(&RuleId::R2)), "{refused}");
    assert!(decide(Route::Summons, Vec::new(), basis).is_ok());
}

#[test]
fn what_is_not_known_to_be_lawful_can_not_be_chosen_either() {
    let basis = basis(with(FactName::GuiltEstablished, None));
    let refused = decide(Route::PenalOrder, Vec::new(), basis.clone()).unwrap_err();
    assert!(
        matches!(&refused, NotOpen::Unsettled { facts, .. } if facts == &[FactName::GuiltEstablished]),
        "{refused}"
    );
    assert!(decide(Route::MoreInvestigation, Vec::new(), basis).is_ok());
}

#[test]
fn policy_can_be_gone_against_with_a_reason_for_each_rule() {
    for value in [Some(Value::No), None] {
        let basis = basis(with(FactName::FirstOffender, value));
        let refused = decide(Route::PenalOrder, Vec::new(), basis.clone()).unwrap_err();
        assert!(
            matches!(&refused, NotOpen::Unanswered { rules, .. } if rules == &[RuleId::R13]),
            "{refused}"
        );
        let answer =
            Answer { rule: RuleId::R13, reason: prose("Het eerdere feit is van dertig jaar geleden.") };
        assert!(decide(Route::PenalOrder, vec![answer.clone()], basis.clone()).is_ok());
        let twice = vec![answer, Answer { rule: RuleId::R14, reason: prose("niet gevraagd") }];
        assert_eq!(decide(Route::PenalOrder, twice, basis), Err(NotOpen::Unasked { rule: RuleId::R14 }));
    }
}

#[test]
fn new_facts_that_point_to_danger_stop_the_order_and_come_first() {
    for name in [FactName::Making, FactName::CurrentAbuse, FactName::RiskyContact] {
        let basis = basis(with(name, Some(Value::Yes)));
        let refused = decide(Route::PenalOrder, Vec::new(), basis.clone()).unwrap_err();
        assert!(matches!(&refused, NotOpen::Stopped { by, .. } if by == &[RuleId::R20]), "{name}: {refused}");
        assert!(child_in_danger(&basis.assessment), "{name}");
    }
}

#[test]
fn a_disputed_or_contradicted_fact_is_unknown_and_an_opinion_never_speaks() {
    let mut facts = plain();
    let mut opinion = fact(50, FactName::CurrentAbuse, Value::Yes);
    opinion.nature = Nature::Opinion;
    facts.push(opinion);
    let file = filed(facts.clone(), &[]);
    assert_eq!(gather(&file).facts.get(FactName::CurrentAbuse), Some(Value::No));
    facts.push(fact(51, FactName::Limited, Value::No));
    let gathered = gather(&filed(facts, &[]));
    assert_eq!(gathered.facts.get(FactName::Limited), None);
    assert_eq!(gathered.doubts.get(&FactName::Limited), Some(&Doubt::Contradicted));
    let first = file.iter().find(|f| f.fact.name == FactName::FirstOffender).unwrap().fact.id;
    let number = (1..20).find(|number| id(*number) == first).unwrap();
    let dispute = turned(&file, number, Turn::Dispute, 60).unwrap();
    let disputed = filed(plain(), std::slice::from_ref(&dispute));
    assert_eq!(gather(&disputed).doubts.get(&FactName::FirstOffender), Some(&Doubt::Disputed));
    assert_eq!(turned(&disputed, number, Turn::Dispute, 61), Err(TurnRefused::Disputed));
    let upheld = turned(&disputed, number, Turn::Uphold, 62).unwrap();
    let file = filed(plain(), &[dispute.clone(), upheld.clone()]);
    assert_eq!(gather(&file).facts.get(FactName::FirstOffender), Some(Value::Yes));
    let withdrawn = turned(&file, number, Turn::Withdraw, 63).unwrap();
    let file = filed(plain(), &[dispute, upheld, withdrawn]);
    assert_eq!(gather(&file).facts.get(FactName::FirstOffender), None);
    assert!(matches!(file.iter().find(|f| f.fact.id == first).unwrap().standing, Standing::Withdrawn(_)));
    assert_eq!(turned(&file, number, Turn::Uphold, 64), Err(TurnRefused::Withdrawn));
    assert_eq!(turned(&file, 77, Turn::Dispute, 64), Err(TurnRefused::Missing));
}

#[test]
fn a_fact_is_established_by_whom_the_catalogue_names_and_never_for_the_order() {
    let refused = |role, stated| establish(role, 1, stated).unwrap_err();
    let guilt = stated(FactName::GuiltEstablished, Value::Yes);
    assert!(matches!(refused(Role::TacticalInvestigator, guilt), FactRefused::Role { .. }));
    let heard = stated(FactName::Heard, Value::Yes);
    assert_eq!(refused(Role::Prosecutor, heard), FactRefused::OfOrder(FactName::Heard));
    let decided = stated(FactName::DecisionDay, Value::Day(day("2025-01-01")));
    assert_eq!(refused(Role::Prosecutor, decided), FactRefused::OfDecision(FactName::DecisionDay));
    let kind = stated(FactName::Limited, Value::Count(12));
    assert!(matches!(refused(Role::Prosecutor, kind), FactRefused::Value(_)));
    let mut future = stated(FactName::Limited, Value::Yes);
    future.source = FactSource::Statement { who: line("verdachte"), day: day("2025-03-02") };
    assert_eq!(refused(Role::DigitalInvestigator, future), FactRefused::Future { day: day("2025-03-02") });
    assert!(acting(Role::TeamLead).hand::<mark::FactFinder>().is_none());
}

#[test]
fn a_decision_under_an_older_edition_replays_and_tells_what_the_newest_says() {
    let basis = Basis::of(filed(plain(), &[]), Vec::new(), day("2025-03-01"), Edition::FIRST).unwrap();
    let decision = decide(Route::Summons, Vec::new(), basis).unwrap();
    let json = serde_json::to_string(&decision).unwrap();
    let read: Decision = serde_json::from_str(&json).unwrap();
    assert_eq!(read, decision);
    let replay = read.replay().unwrap();
    assert!(replay.holds(), "{replay:?}");
    assert_eq!((replay.edition, replay.newest), (Edition::FIRST, Edition::LATEST));
    assert!(!replay.differences.is_empty(), "the newest edition has something new");
}

#[test]
fn a_changed_basis_is_told() {
    let decision = decide(Route::Summons, Vec::new(), basis(filed(plain(), &[]))).unwrap();
    let mut forged = decision.clone();
    forged.basis.facts.insert(FactName::FirstOffender, Value::No).unwrap();
    let replay = forged.replay().unwrap();
    assert!(!replay.basis_sound && !replay.facts_same && !replay.findings_same && !replay.holds());
    let mut forged = decision;
    forged.basis.assessment.findings[0].truth = Truth::Unknown;
    assert!(!forged.replay().unwrap().holds());
}

proptest! {
    /// Whatever is turned, in whatever order: what the rules hear stands on file, undisputed, as a fact.
    #[test]
    fn only_what_stands_undisputed_reaches_the_rules(turns in prop::collection::vec((1_u64..13, 0_usize..3), 0..30)) {
        let kinds = [Turn::Dispute, Turn::Uphold, Turn::Withdraw];
        let mut taken = Vec::new();
        for (second, (number, kind)) in (200..).zip(turns) {
            let file = filed(plain(), &taken);
            taken.extend(turned(&file, number, kinds[kind], second).ok());
        }
        let file = filed(plain(), &taken);
        let gathered = gather(&file);
        for (name, value) in gathered.facts.iter() {
            let stands = file.iter().any(|f| f.fact.name == name && f.fact.value == value && f.standing == Standing::Stands);
            prop_assert!(stands, "{name}");
        }
        prop_assert_eq!(file.len(), plain().len(), "nothing is erased");
    }
}
