//! What is kept comes back, is closed on disk, and is gone once destroyed.

use super::*;
use casework::case::{Case, CaseName};
use std::fs;

struct House {
    folder: tempfile::TempDir,
    store: Store,
    case: CaseId,
    person: PersonId,
}

fn id(number: u64) -> RecordId {
    RecordId::new(number, [7; 10])
}

fn at(second: i64) -> Moment {
    Moment::from_unix(second, 0).unwrap()
}

/// Chance that counts: no two nonces are the same.
fn chance() -> impl FnMut(&mut [u8]) {
    let mut next = 0_u64;
    move |bytes| {
        next += 1;
        bytes.iter_mut().zip(next.to_le_bytes().iter().cycle()).for_each(|(to, from)| *to = *from);
    }
}

fn house() -> House {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path(), &mut || [3; 32]).unwrap();
    let (case, person) = (CaseId(id(1)), PersonId(id(2)));
    let name = CaseName::try_from("Tulp".to_owned()).unwrap();
    store
        .transact(|tx| {
            tx.add_case(&Case { id: case, name, opened_at: at(0), opened_by: "A".into() })?;
            tx.add_person(&PersonRow { id: person, case, label: "V01".into(), added_at: at(0) })
        })
        .unwrap();
    House { folder, store, case, person }
}

impl House {
    fn add(&self, number: u64, body: &str) {
        let (case, person) = (self.case, Some(self.person));
        let (made_at, intent) = (at(5), 9);
        let record = NewRecord { id: id(number), case, person, kind: "fact", made_at, intent, body: &body };
        self.store.transact(|tx| tx.add_record(&record, &mut chance()).map(drop)).unwrap();
    }

    /// Whether the bytes stand in any file of the house.
    fn on_disk(&self, bytes: &[u8]) -> bool {
        let files = fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().path());
        files
            .filter(|path| path.is_file())
            .any(|path| fs::read(path).unwrap().windows(bytes.len()).any(|window| window == bytes))
    }
}

#[test]
fn a_record_comes_back_as_it_was_written_and_is_closed_on_disk() {
    let house = house();
    house.add(3, "a plain statement");
    house.add(4, "another");
    let rows = house.store.records_of::<String>(house.person).unwrap();
    let bodies: Vec<_> = rows.into_iter().map(|row| row.body).collect();
    assert_eq!(bodies, [Body::Here("a plain statement".into()), Body::Here("another".into())]);
    house.store.scrub().unwrap();
    assert!(!house.on_disk(b"a plain statement"));
    let files = |kind: &str| {
        let mut seen = Vec::new();
        let each = house.store.each_files::<StoreError>(&[kind], &mut |files| {
            seen.extend(files.into_iter().map(|file| house.store.opened_file::<String>(file).unwrap()));
            Ok(())
        });
        each.unwrap();
        seen
    };
    assert_eq!(files("fact"), [["a plain statement", "another"]]);
    assert!(files("decision").is_empty());
}

#[test]
fn a_destroyed_record_leaves_neither_body_nor_key() {
    let house = house();
    house.add(3, "x");
    let (key, body): (Vec<u8>, Vec<u8>) = house
        .store
        .read(|rows| {
            Ok(rows
                .query_row("SELECT sealed_key, body FROM record", [], |row| Ok((row.get(0)?, row.get(1)?)))?)
        })
        .unwrap();
    let kept = house.store.record::<String>(id(3)).unwrap();
    assert!(!house.store.transact(|tx| tx.destroy_record(id(3), at(6))).unwrap(), "removal comes first");
    assert!(house.store.transact(|tx| tx.remove_record(id(3), at(6))).unwrap());
    assert!(!house.store.transact(|tx| tx.remove_record(id(3), at(7))).unwrap());
    let removed = house.store.record::<String>(id(3)).unwrap();
    assert_eq!(removed.body, Body::Removed("x".into(), at(6)));
    house.store.scrub().unwrap();
    assert!(house.on_disk(&key) && house.on_disk(&body), "the test can see what is on disk");
    assert!(house.store.transact(|tx| tx.destroy_record(id(3), at(8))).unwrap());
    house.store.scrub().unwrap();
    let row = house.store.record::<String>(id(3)).unwrap();
    assert_eq!(row.body, Body::Destroyed(at(8)));
    assert_eq!(row.key_sha256, kept.key_sha256);
    assert!(!house.on_disk(&key) && !house.on_disk(&body));
}

#[test]
fn a_swapped_or_changed_body_is_told() {
    let house = house();
    house.add(3, "one");
    house.add(4, "two");
    house
        .store
        .transact(|tx| {
            tx.rows.execute_batch(
                "CREATE TEMP TABLE t AS SELECT id, sealed_key AS k, body AS b FROM record; \
                 UPDATE record SET sealed_key = (SELECT k FROM t WHERE t.id <> record.id), \
                 body = (SELECT b FROM t WHERE t.id <> record.id);",
            )?;
            Ok::<_, StoreError>(())
        })
        .unwrap();
    let error = house.store.record::<String>(id(3)).unwrap_err();
    assert_eq!(error.kind, crate::StoreErrorKind::Damaged, "{error}");
    let error = house.store.records_of::<String>(house.person).unwrap_err();
    assert_eq!(error.kind, crate::StoreErrorKind::Damaged);
}
