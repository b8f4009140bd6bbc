//! A desk with one case, worked through the gate on a clock that the test moves.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "shared by tests, which fail by it"
)]

use app::deeds::*;
use app::rulebook::{FactName, Route, Value};
use app::{App, AppError, AppErrorKind, Deed, PaperCommand, WorkerCommand, World};
use authority::{Caller, Purpose, Role};
use casework::authorisation::{Grant, Scope};
use casework::decision::Answer;
use casework::document::{Line, Prose, Suspect};
use casework::fact::{FactSource, Nature};
use casework::procedure::{State, Step};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::json;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use vocab::Moment;

/// A clock that the test sets, a second on at each look, and chance that counts.
pub(crate) struct Moved {
    second: AtomicI64,
    drawn: AtomicU64,
}

impl World for Moved {
    fn now(&self) -> Moment {
        Moment::from_unix(self.second.fetch_add(1, Ordering::Relaxed), 0).unwrap()
    }
    fn random(&self, bytes: &mut [u8]) {
        let drawn = self.drawn.fetch_add(1, Ordering::Relaxed).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        bytes.iter_mut().zip(drawn.to_le_bytes().iter().cycle()).for_each(|(to, from)| *to = *from);
    }
}

pub(crate) struct Desk {
    _folder: tempfile::TempDir,
    root: PathBuf,
    app: App,
    world: Arc<Moved>,
    pub(crate) case: &'static str,
    pub(crate) paper: bool,
}

pub(crate) fn line(text: &str) -> Line {
    Line::new(text).unwrap()
}

pub(crate) fn prose(text: &str) -> Prose {
    Prose::new(text).unwrap()
}

pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

impl Desk {
    /// A house with one case, one authorisation, one carrier that was read, and one person.
    pub(crate) fn new(case: &'static str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let program = PathBuf::from(env!("CARGO_BIN_EXE_hoeder"));
        let paper = program.with_file_name("hoeder-paper");
        let second = AtomicI64::new(0);
        let world = Arc::new(Moved { second, drawn: AtomicU64::new(1) });
        let worker = WorkerCommand { program, arguments: vec!["read-worker".to_owned()], readers: 1 };
        let root = folder.path().join("house");
        let shared: Arc<dyn World> = Arc::clone(&world) as _;
        let there = paper.exists();
        if !there {
            eprintln!("no documents: {} is not built", paper.display());
        }
        let app = App::open(&root, shared, worker).unwrap().with_paper(PaperCommand { program: paper });
        let desk = Self { _folder: folder, root, app, world, case, paper: there };
        desk.on("2026-09-01");
        desk.begin();
        desk
    }

    pub(crate) fn on(&self, day: &str) {
        let noon = self::day(day).at(10, 0, 0, 0).to_zoned(TimeZone::UTC).unwrap();
        self.world.second.store(noon.timestamp().as_second(), Ordering::Relaxed);
    }

    pub(crate) fn perform<D: Deed>(&self, role: Role, deed: D) -> Result<D::Output, AppError> {
        let name = match role {
            Role::Prosecutor => "mr. O. Voorbeeld",
            Role::ProbationOfficer => "R. Clasing",
            _ => "A. Opsporing",
        };
        let caller = Caller::local_user(name, role).unwrap();
        self.app.perform(&caller, &Purpose::new("worked case").unwrap(), deed)
    }

    pub(crate) fn ok<D: Deed>(&self, role: Role, deed: D) -> D::Output {
        self.perform(role, deed).unwrap_or_else(|error| panic!("{error} / {}", error.hint))
    }

    fn begin(&self) {
        let grant = Grant {
            given_by: "mr. O. Voorbeeld".into(),
            capacity: "officier van justitie".into(),
            given_on: day("2026-08-31"),
            offence: "art. 240b Sr".into(),
            until: None,
            scope: Scope::default(),
        };
        self.ok(Role::TeamLead, OpenCase { name: self.case.into() });
        self.ok(Role::TeamLead, RecordAuthorisation { case: self.case.into(), grant });
        let sheet = serde_json::from_str(include_str!("../../../../docs/office.json")).unwrap();
        self.ok(Role::TeamLead, SetOffice { sheet });
        self.read("laptop");
        self.add_person("V01", "Verdachte Voorbeeld");
    }

    /// Reads a carrier of a few synthetic pictures.
    pub(crate) fn read(&self, name: &str) {
        let source = self.root.with_file_name(name);
        std::fs::create_dir_all(&source).unwrap();
        let ground = testkit::Ground::new(1, 6);
        for number in 0..3_u64 {
            let subject = testkit::Subject::ALL[number as usize];
            let picture = testkit::scene(&ground, subject, testkit::Seeded::new(number), 320, 240);
            std::fs::write(source.join(format!("{number}.bmp")), testkit::encode::bmp(&picture).unwrap())
                .unwrap();
        }
        let read = self.ok(
            Role::DigitalInvestigator,
            ReadCarrier {
                case: self.case.into(),
                source,
                carrier: Some(name.into()),
                known: Vec::new(),
                radius_bits: 31,
                limits: Default::default(),
                video: false,
                verify: true,
                landlock_optional: true,
                again: false,
                watch: &mut |_| ControlFlow::Continue(()),
            },
        );
        assert_eq!(read.found, read.read + read.skipped + read.failed);
    }

    pub(crate) fn add_person(&self, label: &str, name: &str) {
        let suspect = Suspect {
            name: line(name),
            born_on: Some(day("1980-02-03")),
            born_at: Some(line("Voorbeeldstad")),
            address: Some(serde_json::from_value(json!({"street": "Dorpsweg 1", "postcode": "1000 AB", "town": "Voorbeeldstad", "country": null})).unwrap()),
        };
        let label = label.parse().unwrap();
        self.ok(Role::TacticalInvestigator, AddPerson { case: self.case.into(), label, suspect });
    }

    pub(crate) fn fact(&self, role: Role, fact: FactName, value: Value) -> casework::fact::Fact {
        let report = FactSource::Report { reference: line("PV-2026-17"), day: day("2026-08-30") };
        let source = match fact {
            FactName::Limited => StatedSource::Profile(Some("laptop".into())),
            _ => StatedSource::Stated(report),
        };
        self.ok(
            role,
            EstablishFact {
                case: self.case.into(),
                person: "V01".into(),
                fact,
                value,
                nature: Nature::Fact,
                source,
                because: prose("Zo volgt uit de genoemde bron."),
            },
        )
    }

    /// All facts of a plain case; what is given takes the place of the plain value.
    pub(crate) fn facts(&self, otherwise: &[(FactName, Value)]) {
        let period = Value::Period { from: day("2022-03-01"), to: day("2022-05-01") };
        for (name, plain) in [
            (FactName::OffencePeriod, period),
            (FactName::HabitOrProfession, Value::No),
            (FactName::GuiltEstablished, Value::Yes),
            (FactName::EarlierOrderExecuted, Value::No),
            (FactName::FirstOffender, Value::Yes),
            (FactName::RiskyWorkOrHobby, Value::No),
            (FactName::Limited, Value::Yes),
            (FactName::Making, Value::No),
            (FactName::CurrentAbuse, Value::No),
            (FactName::RiskyContact, Value::No),
            (FactName::Adult, Value::Yes),
            (FactName::CarriersSeized, Value::Yes),
        ] {
            let given = otherwise.iter().find(|(given, _)| *given == name);
            let role = match name.settled_by() {
                "prosecutor" => Role::Prosecutor,
                _ => Role::TacticalInvestigator,
            };
            self.fact(role, name, given.map_or(plain, |(_, value)| *value));
        }
    }

    pub(crate) fn decide(
        &self,
        route: Route,
        answers: Vec<Answer>,
    ) -> Result<casework::decision::Decision, AppError> {
        let reasons = prose("Na weging van wat voor en tegen pleit, en van de persoon van de verdachte.");
        self.perform(
            Role::Prosecutor,
            TakeDecision { case: self.case.into(), person: "V01".into(), route, reasons, answers },
        )
    }

    pub(crate) fn step(&self, role: Role, step: Step) -> Result<State, AppError> {
        self.perform(role, TakeStep { case: self.case.into(), person: "V01".into(), step })
    }

    /// The example's order, with other parts laid over it.
    pub(crate) fn draw_up(&self, parts: serde_json::Value) {
        let mut whole: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(include_str!("../../../../docs/order.json")).unwrap();
        whole["carriers"][0]["id"] = json!("laptop");
        whole.extend(parts.as_object().unwrap().clone());
        self.ok(Role::Prosecutor, DraftOrder { case: self.case.into(), person: "V01".into(), parts: whole });
    }

    pub(crate) fn hear(&self) {
        self.heard("2026-09-10").unwrap();
    }

    /// A hearing on that day.
    pub(crate) fn heard(&self, on: &str) -> Result<(), AppError> {
        let mut hearing: serde_json::Value =
            serde_json::from_str(include_str!("../../../../docs/hearing.json")).unwrap();
        hearing["hearing"]["day"] = json!(on);
        let hearing = serde_json::from_value(hearing).unwrap();
        let deed = RecordHearing { case: self.case.into(), person: "V01".into(), hearing };
        self.perform(Role::Prosecutor, deed).map(drop)
    }

    pub(crate) fn advise(&self) {
        let reference = line("RN-2026-33");
        self.ok(
            Role::ProbationOfficer,
            GiveAdvice { case: self.case.into(), person: "V01".into(), reference },
        );
    }

    pub(crate) fn lacking(&self) -> Vec<String> {
        self.ok(Role::Prosecutor, CheckOrder { case: self.case.into(), person: "V01".into() }).lacking
    }

    /// Draft, hearing, advice and issue.
    pub(crate) fn issue(&self) -> app::IssuedOrder {
        let issue = || IssueOrder { case: self.case.into(), person: "V01".into(), amends: false };
        self.draw_up(json!({}));
        let lacking = self.lacking();
        assert!(lacking.iter().any(|line| line.contains("not heard")), "{lacking:#?}");
        assert!(lacking.iter().any(|line| line.contains("advice")), "{lacking:#?}");
        assert_eq!(self.perform(Role::Prosecutor, issue()).unwrap_err().kind, AppErrorKind::Invalid);
        self.on("2026-09-10");
        self.hear();
        self.on("2026-09-11");
        self.advise();
        assert_eq!(self.lacking(), Vec::<String>::new());
        self.on("2026-09-15");
        self.ok(Role::Prosecutor, issue())
    }

    /// Leaves a document to be looked at.
    pub(crate) fn leave<D: Deed<Output = Vec<u8>>>(&self, name: &str, deed: D) {
        if !self.paper {
            return;
        }
        let pdf = self.ok(Role::Prosecutor, deed);
        assert!(pdf.starts_with(b"%PDF-"));
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("worked-cases");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(format!("{}-{name}.pdf", self.case)), pdf).unwrap();
    }

    pub(crate) fn ends_sound(&self) {
        let state = self.ok(Role::Auditor, VerifyLedger);
        assert!(state.verdict.is_ok(), "{:?}", state.verdict);
        let replay = ReplayDecision { case: self.case.into(), person: "V01".into(), decision: None };
        let replay = self.ok(Role::Auditor, replay);
        assert!(replay.holds(), "{replay:?}");
    }
}
