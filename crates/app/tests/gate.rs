//! The gate, deed by deed: refused without the role, intent and outcome with it, and every line on the tape.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "gate/networks.rs"]
mod networks;

use app::deeds::*;
use app::rulebook::{Edition, FactName, Route, Value};
use app::{App, AppError, AppErrorKind, WorkerCommand, World};
use authority::{Caller, DeedName, Purpose, Role};
use casework::authorisation::{Grant, Scope};
use casework::document::{Line, Prose, Suspect, WarningOccasion};
use casework::fact::{Nature, Turn};
use casework::follow_up::FollowUpEntry;
use casework::numbers::Threshold;
use casework::office::OfficeSheet;
use casework::procedure::{
    CourtResult, DeliveryManner, NewFacts, Opponent, OppositionChannel, Step, StepName, SummonsGround,
};
use casework::profile::{Class, ItemFilter};
use casework::review::Verdict;
use casework::seizure::SeizedFrom;
use evidence::Limits;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use vocab::{FactId, Moment, RecordId};

/// A clock that ticks once a look, and chance that counts.
#[derive(Default)]
struct Still(AtomicU64);

impl World for Still {
    fn now(&self) -> Moment {
        let tick = self.0.fetch_add(1, Ordering::Relaxed);
        Moment::from_unix(1_790_000_000 + tick as i64, 0).unwrap()
    }
    fn random(&self, bytes: &mut [u8]) {
        let tick = self.0.fetch_add(1, Ordering::Relaxed).to_le_bytes();
        bytes.iter_mut().enumerate().for_each(|(i, byte)| *byte = tick[i % 8] ^ i as u8);
    }
}

fn house(folder: &Path) -> App {
    let worker = WorkerCommand { program: "/nonexistent".into(), arguments: Vec::new(), readers: 1 };
    App::open(folder, Arc::new(Still::default()), worker).unwrap()
}

fn grant() -> Grant {
    Grant {
        given_by: "mr. A. de Vries".into(),
        capacity: "officer of justice".into(),
        given_on: "2026-01-01".parse().unwrap(),
        offence: "art. 252 Sr".into(),
        until: None,
        scope: Scope::default(),
    }
}

fn prose(text: &str) -> Prose {
    Prose::new(text).unwrap()
}

fn suspect() -> Suspect {
    Suspect { name: Line::new("V. Voorbeeld").unwrap(), born_on: None, born_at: None, address: None }
}

fn sheet() -> OfficeSheet {
    serde_json::from_str(include_str!("../../../docs/office.json")).unwrap()
}

/// Does any deed of the catalogue. A deed that is missing here does not compile.
fn attempt(app: &App, deed: DeedName, role: Role) -> Result<(), AppError> {
    let caller = Caller::local_user("A. Tester", role).unwrap();
    let purpose = Purpose::new("test of the gate").unwrap();
    let case = || "Tulp".to_owned();
    let person = || "V01".to_owned();
    let go = ControlFlow::Continue::<()>;
    let turn = |turn| {
        let fact = FactId(RecordId::new(1, [0; 10]));
        let deed = TurnFact { case: case(), person: person(), fact, turn, because: prose("So it is said.") };
        app.perform(&caller, &purpose, deed).map(drop)
    };
    let day = || "2026-09-20".parse().unwrap();
    let step = |step| {
        let deed = TakeStep { case: case(), person: person(), step };
        app.perform(&caller, &purpose, deed).map(drop)
    };
    match deed {
        DeedName::OpenCase => app.perform(&caller, &purpose, OpenCase { name: case() }).map(drop),
        DeedName::ListCases => app.perform(&caller, &purpose, ListCases).map(drop),
        DeedName::RecordAuthorisation => {
            app.perform(&caller, &purpose, RecordAuthorisation { case: case(), grant: grant() }).map(drop)
        }
        DeedName::WidenAuthorisation => {
            let deed =
                WidenAuthorisation { case: case(), scope: Scope::default(), because: "new order".into() };
            app.perform(&caller, &purpose, deed).map(drop)
        }
        DeedName::ReadCarrier => {
            let deed = ReadCarrier {
                case: case(),
                source: "/nonexistent/source".into(),
                carrier: None,
                known: Vec::new(),
                radius_bits: 31,
                limits: Limits::default(),
                video: false,
                verify: true,
                landlock_optional: false,
                again: false,
                watch: &mut |_| go(()),
            };
            app.perform(&caller, &purpose, deed).map(drop)
        }
        DeedName::ViewReport => {
            app.perform(&caller, &purpose, ViewReport { case: case(), carrier: None }).map(drop)
        }
        DeedName::ListItems => {
            let filter = ItemFilter::every();
            let deed =
                ListItems { case: case(), carrier: None, filter, start: 0, limit: None, say: &mut |_| true };
            app.perform(&caller, &purpose, deed).map(drop)
        }
        DeedName::OpenClosed => {
            let deed = OpenClosed { case: case(), carrier: None, say: &mut |_| true };
            app.perform(&caller, &purpose, deed).map(drop)
        }
        DeedName::StateSeizure => {
            let deed = StateSeizure {
                case: case(),
                carrier: "laptop".into(),
                person: person(),
                from: SeizedFrom::Person,
                because: prose("The report of the seizure."),
            };
            app.perform(&caller, &purpose, deed).map(drop)
        }
        DeedName::ExportManifest => {
            app.perform(&caller, &purpose, ExportManifest { case: case(), carrier: None }).map(drop)
        }
        DeedName::ReviewMatch => {
            let deed = ReviewMatch {
                case: case(),
                carrier: None,
                item: 0,
                set: "A".into(),
                verdict: Verdict::Different,
                reasons: "another place".into(),
            };
            app.perform(&caller, &purpose, deed).map(drop)
        }
        DeedName::ImportKnownSet => {
            let deed = ImportKnownSet {
                file: "/nonexistent/set".into(),
                name: "A".into(),
                label: "A1".into(),
                source: "practice".into(),
                class: Class::Notified,
                format: None,
                watch: &mut |_| go(()),
            };
            app.perform(&caller, &purpose, deed).map(drop)
        }
        DeedName::ListKnownSets => app.perform(&caller, &purpose, ListKnownSets).map(drop),
        DeedName::AddPerson => {
            let deed = AddPerson { case: case(), label: "V01".parse().unwrap(), suspect: suspect() };
            app.perform(&caller, &purpose, deed).map(drop)
        }
        DeedName::CorrectPerson => {
            let deed = CorrectPerson { case: case(), person: person(), suspect: suspect() };
            app.perform(&caller, &purpose, deed).map(drop)
        }
        DeedName::ViewFile => {
            app.perform(&caller, &purpose, ViewFile { case: case(), person: person() }).map(drop)
        }
        DeedName::EstablishFact => {
            let deed = EstablishFact {
                case: case(),
                person: person(),
                fact: FactName::Limited,
                value: Value::Yes,
                nature: Nature::Fact,
                source: StatedSource::Profile(None),
                because: prose("See the profile."),
            };
            app.perform(&caller, &purpose, deed).map(drop)
        }
        DeedName::DisputeFact => turn(Turn::Dispute),
        DeedName::UpholdFact => turn(Turn::Uphold),
        DeedName::WithdrawFact => turn(Turn::Withdraw),
        DeedName::ViewFindings => {
            let deed = ViewFindings { case: case(), person: person(), day: None, edition: None };
            app.perform(&caller, &purpose, deed).map(drop)
        }
        DeedName::TakeDecision => {
            let deed = TakeDecision {
                case: case(),
                person: person(),
                route: Route::MoreInvestigation,
                reasons: prose("More is to be known."),
                answers: Vec::new(),
            };
            app.perform(&caller, &purpose, deed).map(drop)
        }
        DeedName::ReplayDecision => {
            let deed = ReplayDecision { case: case(), person: person(), decision: None };
            app.perform(&caller, &purpose, deed).map(drop)
        }
        DeedName::PrintDecision => {
            let deed = PrintDecision { case: case(), person: person(), decision: None };
            app.perform(&caller, &purpose, deed).map(drop)
        }
        DeedName::IssueWarning => {
            let occasion = Some(WarningOccasion::Person);
            let deed =
                IssueWarning { case: case(), person: person(), decision: None, occasion, period: None };
            app.perform(&caller, &purpose, deed).map(drop)
        }
        DeedName::ListTouched => {
            let deed = ListTouched { from: Edition::FIRST, to: Edition::LATEST };
            app.perform(&caller, &purpose, deed).map(drop)
        }
        DeedName::DraftOrder => {
            let parts = serde_json::from_str(include_str!("../../../docs/order.json")).unwrap();
            let deed = DraftOrder { case: case(), person: person(), parts };
            app.perform(&caller, &purpose, deed).map(drop)
        }
        DeedName::RecordHearing => {
            let hearing = serde_json::from_str(include_str!("../../../docs/hearing.json")).unwrap();
            app.perform(&caller, &purpose, RecordHearing { case: case(), person: person(), hearing })
                .map(drop)
        }
        DeedName::GiveAdvice => {
            let deed = GiveAdvice { case: case(), person: person(), reference: Line::new("R 1").unwrap() };
            app.perform(&caller, &purpose, deed).map(drop)
        }
        DeedName::SignOrder => {
            let deed = SignOrder { case: case(), person: person(), grounds: prose("The text was read.") };
            app.perform(&caller, &purpose, deed).map(drop)
        }
        DeedName::CheckOrder => {
            app.perform(&caller, &purpose, CheckOrder { case: case(), person: person() }).map(drop)
        }
        DeedName::IssueOrder | DeedName::AmendOrder => {
            let amends = deed == DeedName::AmendOrder;
            let deed = IssueOrder { case: case(), person: person(), amends };
            app.perform(&caller, &purpose, deed).map(drop)
        }
        DeedName::PrintOrder => {
            let document = OrderDocument::Order;
            let deed = PrintOrder { case: case(), person: person(), order: None, document };
            app.perform(&caller, &purpose, deed).map(drop)
        }
        DeedName::RecordNewFacts => {
            step(Step::RecordNewFacts { what: NewFacts::Heavier, note: prose("A second report.") })
        }
        DeedName::AbandonOrder => step(Step::Abandon { reasons: prose("Another route.") }),
        DeedName::DeliverOrder => step(Step::Deliver { on: day(), manner: DeliveryManner::InPerson }),
        DeedName::ProveKnown => step(Step::ProveKnown { since: day(), evidence: prose("A call.") }),
        DeedName::RecordOpposition => step(Step::Oppose {
            lodged_on: day(),
            channel: OppositionChannel::Letter,
            by: Opponent::Suspect,
            set_aside: None,
        }),
        DeedName::WithdrawOpposition => step(Step::WithdrawOpposition { on: day() }),
        DeedName::WaiveOpposition => {
            step(Step::WaiveOpposition { on: day(), counsel: Line::new("mr. C. Raad").unwrap() })
        }
        DeedName::RecordCompliance => step(Step::Comply { on: day(), parts: vec![1] }),
        DeedName::StartExecution => step(Step::StartExecution),
        DeedName::ExtendTerm => step(Step::ExtendTerm { part: 1, until: day() }),
        DeedName::PausePeriod => step(Step::Pause { from: day() }),
        DeedName::ResumePeriod => step(Step::Resume { on: day() }),
        DeedName::ExecutePart => step(Step::ExecutePart { part: 1 }),
        DeedName::CompleteExecution => step(Step::CompleteExecution),
        DeedName::ReportBreach => step(Step::ReportBreach { part: 1, what: prose("Did not come.") }),
        DeedName::AnswerBreach => step(Step::AnswerBreach { reasons: prose("He was ill.") }),
        DeedName::WithdrawOrder => step(Step::Withdraw { reasons: prose("An error.") }),
        DeedName::BringToCourt => step(Step::BringToCourt { served_on: day(), hearing_on: day() }),
        DeedName::SummonPerson => step(Step::Summon { ground: SummonsGround::NotKept }),
        DeedName::RecordCourtResult => {
            step(Step::RecordCourtResult { on: day(), result: CourtResult::Convicted })
        }
        DeedName::FollowDirection => {
            let entry = FollowUpEntry::Report { part: 1, on: day(), text: prose("It goes well.") };
            let deed = FollowDirection { case: case(), person: person(), entry };
            app.perform(&caller, &purpose, deed).map(drop)
        }
        DeedName::ViewDirections => {
            app.perform(&caller, &purpose, ViewDirections { case: case(), person: person() }).map(drop)
        }
        DeedName::ListTerms => {
            app.perform(&caller, &purpose, ListTerms { case: case(), person: person() }).map(drop)
        }
        DeedName::RemoveRecord | DeedName::DestroyRecord => {
            let end = match deed {
                DeedName::DestroyRecord => RecordEnd::Destroy,
                _ => RecordEnd::Remove(prose("No longer needed.")),
            };
            let record = RecordId::new(1, [0; 10]);
            let deed = EndRecord { case: case(), person: person(), record, end };
            app.perform(&caller, &purpose, deed).map(drop)
        }
        DeedName::ProveDestruction => {
            let records = vec![RecordId::new(1, [0; 10])];
            let deed = ProveDestruction { case: case(), person: person(), records };
            app.perform(&caller, &purpose, deed).map(drop)
        }
        DeedName::RecordHandOver => {
            let stated = serde_json::from_str(include_str!("../../../docs/hand-over.json")).unwrap();
            app.perform(&caller, &purpose, RecordHandOver { case: case(), person: person(), stated })
                .map(drop)
        }
        DeedName::ReadNetwork
        | DeedName::ListNetworks
        | DeedName::SetNetworkRules
        | DeedName::MeasureNetwork
        | DeedName::ViewKeyPlayers
        | DeedName::DismantleNetwork
        | DeedName::ViewTouched
        | DeedName::LinkNetworks
        | DeedName::ReviewLink
        | DeedName::ViewNetworkReport
        | DeedName::ViewLeads
        | DeedName::RecordLead
        | DeedName::ListLeads
        | DeedName::OpenLead
        | DeedName::SetNorm
        | DeedName::AssignCase
        | DeedName::ViewAgenda => networks::attempt(app, &caller, &purpose, deed),
        DeedName::ViewNumbers => {
            app.perform(&caller, &purpose, ViewNumbers { threshold: Threshold::default() }).map(drop)
        }
        DeedName::SetOffice => app.perform(&caller, &purpose, SetOffice { sheet: sheet() }).map(drop),
        DeedName::VerifyLedger => app.perform(&caller, &purpose, VerifyLedger).map(drop),
        DeedName::CompareLedger => app.perform(&caller, &purpose, CompareLedger).map(drop),
        DeedName::ExportLedger => app.perform(&caller, &purpose, ExportLedger).map(drop),
    }
}

/// Entries of the tape by kind and deed.
fn tape(app: &App) -> BTreeMap<(String, String), u64> {
    let auditor = Caller::local_user("B. Auditor", Role::Auditor).unwrap();
    let purpose = Purpose::new("count").unwrap();
    let (bytes, head) = app.perform(&auditor, &purpose, ExportLedger).unwrap();
    let key = app.perform(&auditor, &purpose, VerifyLedger).unwrap().key;
    ledger::verify(bytes.as_slice(), &[key], Some(&head)).expect("a sound tape");
    let mut counts = BTreeMap::new();
    for line in String::from_utf8(bytes).unwrap().lines() {
        let Ok(value) = serde_json::from_str::<serde_json::Value>(line) else { continue };
        if let Some(entry) = value.get("entry") {
            let word = |key: &str| entry[key].as_str().unwrap_or_default().to_owned();
            *counts.entry((word("kind"), word("deed"))).or_default() += 1;
        }
    }
    counts
}

#[test]
fn every_deed_is_refused_without_its_role_and_the_refusal_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let app = house(folder.path());
    for deed in DeedName::ALL {
        let mut refused = 0;
        for role in Role::ALL.into_iter().filter(|role| !deed.roles().contains(role)) {
            let error = attempt(&app, *deed, role).expect_err("a role that may not");
            assert_eq!(error.kind, AppErrorKind::Refused, "{deed} as {role}: {error}");
            refused += 1;
        }
        let counts = tape(&app);
        let written = counts.get(&("refusal".to_owned(), deed.to_string())).copied().unwrap_or(0);
        assert_eq!(written, refused, "{deed}");
        if !matches!(deed, DeedName::ExportLedger | DeedName::VerifyLedger) {
            assert!(!counts.contains_key(&("intent".to_owned(), deed.to_string())), "{deed} left an intent");
        }
    }
}

#[test]
fn every_deed_leaves_an_intent_and_an_outcome_whether_or_not_it_succeeds() {
    let folder = tempfile::tempdir().unwrap();
    let app = house(folder.path());
    for deed in DeedName::ALL {
        for role in deed.roles() {
            let _ = attempt(&app, *deed, *role);
        }
    }
    let counts = tape(&app);
    for deed in DeedName::ALL {
        let count = |kind: &str| counts.get(&(kind.to_owned(), deed.to_string())).copied().unwrap_or(0);
        assert!(count("intent") >= deed.roles().len() as u64, "{deed}");
        // The tape ends before the outcome of the export that made it.
        let open = u64::from(*deed == DeedName::ExportLedger);
        assert!(count("intent") - count("outcome") <= open, "{deed}: {} intents", count("intent"));
    }
}

#[test]
fn no_row_is_kept_for_a_deed_that_fails() {
    let folder = tempfile::tempdir().unwrap();
    let app = house(folder.path());
    attempt(&app, DeedName::OpenCase, Role::TeamLead).unwrap();
    let error = attempt(&app, DeedName::OpenCase, Role::TeamLead).unwrap_err();
    assert_eq!(error.to_string(), "there is a case named Tulp already");
    let error = attempt(&app, DeedName::ReadCarrier, Role::DigitalInvestigator).unwrap_err();
    assert_eq!(error.kind, AppErrorKind::Refused, "no authorisation, no reading: {error}");
    attempt(&app, DeedName::RecordAuthorisation, Role::TeamLead).unwrap();
    let lead = Caller::local_user("A. Tester", Role::TeamLead).unwrap();
    let cases = app.perform(&lead, &Purpose::new("look").unwrap(), ListCases).unwrap();
    assert_eq!(cases.len(), 1);
    assert_eq!(cases[0].authorisation.as_ref().map(|a| a.version()), Some(1));
    attempt(&app, DeedName::WidenAuthorisation, Role::TeamLead).unwrap();
    let cases = app.perform(&lead, &Purpose::new("look").unwrap(), ListCases).unwrap();
    assert_eq!(cases[0].authorisation.as_ref().map(|a| a.version()), Some(2));
}

#[test]
fn the_house_opens_again_as_it_was_left() {
    let folder = tempfile::tempdir().unwrap();
    attempt(&house(folder.path()), DeedName::OpenCase, Role::TeamLead).unwrap();
    let again = house(folder.path());
    assert!(attempt(&again, DeedName::OpenCase, Role::TeamLead).is_err());
    let genesis = tape(&again).get(&("genesis".to_owned(), String::new())).copied();
    assert_eq!(genesis, Some(1));
}

#[test]
fn the_catalogue_and_the_procedure_name_the_same_roles_for_each_step() {
    for step in StepName::ALL {
        let deed = deed_of(*step);
        // A fact that stops an order is established under its own deed; destruction is checked by its own.
        if *step != StepName::Destroy {
            let (of_step, of_deed) = (step.roles(), deed.roles());
            assert_eq!(of_step, of_deed, "{step} and {deed}");
        }
    }
}
