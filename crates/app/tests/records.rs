//! Records to their end and beside the ledger: destroyed, the database's log cleared or not, and each row held against
//! the lines that tell of it.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use app::deeds::*;
use app::rulebook::{FactName, Route, Value};
use app::{App, AppError, AppErrorKind, Deed, WorkerCommand, World};
use authority::{Caller, Purpose, Role};
use casework::document::{Line, Prose, Suspect};
use casework::fact::{FactSource, Nature};
use rusqlite::Connection;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use vocab::{Moment, RecordId};

/// A clock that the test sets, a second on at each look, and chance that counts.
struct Moved {
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

struct House {
    _folder: tempfile::TempDir,
    root: PathBuf,
    app: App,
    world: Arc<Moved>,
}

const DAY: i64 = 86_400;

fn prose(text: &str) -> Prose {
    Prose::new(text).unwrap()
}

impl House {
    /// A case with one person, one fact, and a decision that ends it.
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let world = Arc::new(Moved { second: AtomicI64::new(1_790_000_000), drawn: AtomicU64::new(1) });
        let worker = WorkerCommand { program: "/nonexistent".into(), arguments: Vec::new(), readers: 1 };
        let root = folder.path().join("house");
        let shared: Arc<dyn World> = Arc::clone(&world) as _;
        let app = App::open(&root, shared, worker).unwrap();
        let house = Self { _folder: folder, root, app, world };
        house.ok(Role::TeamLead, OpenCase { name: "Tulp".into() });
        let name = Line::new("V. Voorbeeld").unwrap();
        let suspect = Suspect { name, born_on: None, born_at: None, address: None };
        let label = "V01".parse().unwrap();
        house.ok(Role::TacticalInvestigator, AddPerson { case: "Tulp".into(), label, suspect });
        house.fact(FactName::Limited);
        house.fact(FactName::FirstOffender);
        let decision = TakeDecision {
            case: "Tulp".into(),
            person: "V01".into(),
            route: Route::NoFurtherAction,
            reasons: prose("Er is niets gebleken."),
            answers: Vec::new(),
        };
        house.ok(Role::Prosecutor, decision);
        house
    }

    fn perform<D: Deed>(&self, role: Role, deed: D) -> Result<D::Output, AppError> {
        let caller = Caller::local_user("A. Tester", role).unwrap();
        self.app.perform(&caller, &Purpose::new("test of records").unwrap(), deed)
    }

    fn ok<D: Deed>(&self, role: Role, deed: D) -> D::Output {
        self.perform(role, deed).unwrap_or_else(|error| panic!("{error} / {}", error.hint))
    }

    fn fact(&self, fact: FactName) {
        let reference = Line::new("PV-1").unwrap();
        let source = FactSource::Report { reference, day: "2026-09-01".parse().unwrap() };
        let deed = EstablishFact {
            case: "Tulp".into(),
            person: "V01".into(),
            fact,
            value: Value::Yes,
            nature: Nature::Fact,
            source: StatedSource::Stated(source),
            because: prose("Zo volgt uit het proces-verbaal."),
        };
        self.ok(Role::TacticalInvestigator, deed);
    }

    fn terms(&self) -> Vec<KeptRecord> {
        self.ok(Role::TeamLead, ListTerms { case: "Tulp".into(), person: "V01".into() })
    }

    fn facts(&self) -> Vec<RecordId> {
        self.terms().iter().filter(|kept| kept.record == "fact").map(|kept| kept.id).collect()
    }

    fn end(&self, record: RecordId, end: RecordEnd) -> Result<EndedRecord, AppError> {
        self.perform(Role::TeamLead, EndRecord { case: "Tulp".into(), person: "V01".into(), record, end })
    }

    /// Removes a record and waits until it may be destroyed.
    fn removed(&self, record: RecordId) {
        self.end(record, RecordEnd::Remove(prose("De zaak is klaar."))).unwrap();
        self.world.second.fetch_add(5 * 366 * DAY, Ordering::Relaxed);
    }

    fn database(&self) -> Connection {
        Connection::open(self.root.join("hoeder.sqlite")).unwrap()
    }

    fn compared(&self) -> LedgerComparison {
        let compared = self.ok(Role::Auditor, CompareLedger);
        assert!(compared.verdict.is_ok(), "{:?}", compared.verdict);
        compared
    }

    /// The faults, in words.
    fn faults(&self) -> Vec<String> {
        self.compared().faults().map(|(record, fault)| format!("{}: {fault}", record.kind)).collect()
    }

    /// The lines of a deed on the tape, in short.
    fn lines(&self, deed: &str) -> Vec<String> {
        let (tape, _) = self.ok(Role::Auditor, ExportLedger);
        let mut lines = Vec::new();
        for line in String::from_utf8(tape).unwrap().lines() {
            let value: serde_json::Value = serde_json::from_str(line).unwrap();
            let entry = &value["entry"];
            if entry["deed"] == deed {
                let word = |value: &serde_json::Value| value.as_str().unwrap_or("-").to_owned();
                let (kind, detail) = (word(&entry["kind"]), &entry["detail"]);
                lines.push(format!("{kind} {} log {}", word(&detail["outcome"]), word(&detail["log"])));
            }
        }
        lines
    }
}

#[test]
fn a_destruction_says_that_the_log_was_cleared() {
    let house = House::new();
    let fact = house.facts()[0];
    house.removed(fact);
    let ended = house.end(fact, RecordEnd::Destroy).unwrap();
    assert_eq!(ended.log, Some(LogState::Cleared));
    assert_eq!(ended.ground.as_deref(), Some("wpg-14"));
    assert_eq!(
        house.lines("record.destroy"),
        ["intent - log -", "batch - log -", "outcome done log cleared"]
    );
    let standing = house.compared().records.into_iter().find(|record| record.id == fact).unwrap().standing;
    assert!(matches!(standing, RecordStanding::Destroyed { log_cleared: true, .. }), "{standing:?}");
}

#[test]
fn a_log_that_could_not_be_cleared_is_told_and_taken_up_again() {
    let house = House::new();
    let facts = house.facts();
    house.removed(facts[0]);
    // Another program looks at the database, and goes on looking.
    let other = house.database();
    other.execute_batch("BEGIN; SELECT COUNT(*) FROM record;").unwrap();
    let _: i64 = other.query_row("SELECT COUNT(*) FROM record", [], |row| row.get(0)).unwrap();
    let ended = house.end(facts[0], RecordEnd::Destroy).unwrap();
    assert!(matches!(ended.log, Some(LogState::Pending { .. })), "{:?}", ended.log);
    let again = house.end(facts[0], RecordEnd::Destroy).unwrap_err();
    assert_eq!(again.kind, AppErrorKind::Busy, "{again}");
    let standing = |house: &House| {
        let found = house.compared().records.into_iter().find(|record| record.id == facts[0]);
        found.unwrap().standing
    };
    assert!(matches!(standing(&house), RecordStanding::Destroyed { log_cleared: false, .. }));
    other.execute_batch("COMMIT").unwrap();
    let again = house.end(facts[0], RecordEnd::Destroy).unwrap();
    assert_eq!((again.log, again.key_sha256), (Some(LogState::Cleared), None));
    assert!(matches!(standing(&house), RecordStanding::Destroyed { log_cleared: true, .. }));
    let told = house.lines("record.destroy");
    let told: Vec<&str> =
        told.iter().map(String::as_str).filter(|line| !line.starts_with("intent")).collect();
    assert_eq!(
        told,
        ["batch - log -", "outcome done log pending", "outcome failed log -", "outcome done log cleared"]
    );
    assert_eq!(house.faults(), Vec::<String>::new());
}

#[test]
fn the_next_destruction_clears_what_an_earlier_one_could_not() {
    let house = House::new();
    let facts = house.facts();
    house.removed(facts[0]);
    let other = house.database();
    other.execute_batch("BEGIN").unwrap();
    let _: i64 = other.query_row("SELECT COUNT(*) FROM record", [], |row| row.get(0)).unwrap();
    house.end(facts[0], RecordEnd::Destroy).unwrap();
    drop(other);
    house.removed(facts[1]);
    assert_eq!(house.end(facts[1], RecordEnd::Destroy).unwrap().log, Some(LogState::Cleared));
    let cleared = house
        .compared()
        .records
        .into_iter()
        .filter(|record| matches!(record.standing, RecordStanding::Destroyed { log_cleared: true, .. }));
    assert_eq!(cleared.count(), 2);
}

#[test]
fn every_record_is_what_the_ledger_says() {
    let house = House::new();
    let all = house.terms().len();
    let compared = house.compared();
    assert!(compared.holds());
    assert_eq!(compared.records.len(), all);
    assert!(compared.records.iter().all(|record| matches!(record.standing, RecordStanding::Equal { .. })));
    let refused = house.perform(Role::Prosecutor, CompareLedger).unwrap_err();
    assert_eq!(refused.kind, AppErrorKind::Refused);
}

#[test]
fn each_way_of_tampering_is_a_fault_of_its_record() {
    for (sql, wanted) in [
        (
            "UPDATE record SET body = x'00' WHERE kind = 'decision'",
            "decision: its closed body is not the one",
        ),
        ("DELETE FROM record WHERE kind = 'decision'", "decision: line "),
        (
            "INSERT INTO record SELECT '01AAAAAAAAAAAAAAAAAAAAAAAA', case_id, person_id, kind, made_at, intent, \
             key_sha256, sealed_key, body, NULL, NULL FROM record WHERE kind = 'decision'",
            "decision: the ledger has no line of it",
        ),
        (
            "UPDATE record SET body = NULL, sealed_key = NULL, destroyed_at = made_at WHERE kind = 'decision'",
            "decision: its key or body is gone",
        ),
        (
            "UPDATE record SET removed_at = made_at WHERE kind = 'decision'",
            "decision: the row and the ledger",
        ),
        ("UPDATE record SET intent = intent + 1 WHERE kind = 'decision'", "decision: its row says"),
        ("UPDATE record SET kind = 'draft' WHERE kind = 'decision'", "draft: its row says"),
    ] {
        let house = House::new();
        house.database().execute_batch(sql).unwrap();
        let faults = house.faults();
        assert_eq!(faults.len(), 1, "{sql}: {faults:?}");
        assert!(faults[0].starts_with(wanted), "{sql}: {faults:?}");
    }
}

#[test]
fn what_was_destroyed_can_neither_come_back_nor_change_its_key() {
    for (sql, wanted) in [
        (
            "UPDATE record SET (sealed_key, body) = (SELECT sealed_key, body FROM record WHERE kind = 'decision') \
             WHERE destroyed_at IS NOT NULL",
            "and it is still there",
        ),
        ("UPDATE record SET destroyed_at = NULL WHERE destroyed_at IS NOT NULL", "and it is still there"),
        (
            "UPDATE record SET key_sha256 = (SELECT key_sha256 FROM record WHERE kind = 'decision') \
             WHERE destroyed_at IS NOT NULL",
            "names another key",
        ),
    ] {
        let house = House::new();
        let fact = house.facts()[0];
        house.removed(fact);
        house.end(fact, RecordEnd::Destroy).unwrap();
        house.database().execute_batch(sql).unwrap();
        let faults = house.faults();
        assert!(faults.len() == 1 && faults[0].contains(wanted), "{sql}: {faults:?}");
    }
}

#[test]
fn nothing_is_held_against_a_ledger_that_is_not_sound() {
    let house = House::new();
    let sql = "UPDATE ledger_entry SET body = replace(body, 'A. Tester', 'B. Tester') WHERE position = 2";
    house.database().execute_batch(sql).unwrap();
    let compared = house.ok(Role::Auditor, CompareLedger);
    assert!(compared.verdict.is_err() && compared.records.is_empty() && !compared.holds());
}
