//! The practice known sets: what they list, their files, and what they say of the carrier's items.

use super::PracticeWorld;
use super::known_as;
use super::studio::Known;
use crate::fault::Fault;
use crate::print;
use crate::seeded::Seeded;
use crate::truth::{KnownAs, Label, Truth};
use rusqlite::params;
use serde_json::json;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;
use vocab::{Digests, Md5, Pdq, Sha1, Sha256};

/// One file that the sets list.
pub(crate) struct Listed {
    digests: Digests,
    size_bytes: usize,
    pdq: Pdq,
    a: Label,
    b: Option<Label>,
}

/// Entries of each set that are on no practice carrier.
const ELSEWHERE: usize = 500;

/// What the sets list: `known-a` all pictures, `known-b` each third, and of those each fourth otherwise.
pub(crate) fn listed(known: &[Known]) -> Vec<Listed> {
    let entry = |(i, picture): (usize, &Known)| Listed {
        digests: print::digests(&picture.content.bytes),
        size_bytes: picture.content.bytes.len(),
        pdq: picture.pdq,
        a: picture.label,
        b: (i % 3 == 0).then(|| match i % 4 {
            0 => Label::ALL[(picture.label as usize + 1) % Label::ALL.len()],
            _ => picture.label,
        }),
    };
    known.iter().enumerate().map(entry).collect()
}

/// Writes into the truth what the sets say of each item.
pub(crate) fn mark(truth: &mut Truth, listed: &[Listed]) {
    let said: HashMap<Sha256, Vec<KnownAs>> = listed
        .iter()
        .map(|entry| {
            let a = known_as("known-a", entry.a);
            (
                entry.digests.sha256,
                [Some(a), entry.b.map(|b| known_as("known-b", b))].into_iter().flatten().collect(),
            )
        })
        .collect();
    for item in &mut truth.items {
        if let Some(known) = said.get(&item.sha256) {
            item.known = known.clone();
            item.facts.what = "known picture".to_owned();
            item.facts.twin = None;
        }
    }
}

/// Writes the four files of the sets.
pub(crate) fn write(world: &PracticeWorld, listed: &[Listed], seed: u64) -> Result<(), Fault> {
    let save = |path: &std::path::Path, text: String| fs::write(path, text).map_err(Fault::file(path));
    save(&world.known_a, vics(listed, seed)?)?;
    let mut numbers = Seeded::of(seed, "elsewhere", 1);
    let mut b = String::from("md5,sha1,category\n");
    for (entry, label) in listed.iter().filter_map(|entry| entry.b.map(|label| (entry, label))) {
        let _ = writeln!(b, "{},{},{}", entry.digests.md5, entry.digests.sha1, label.word());
    }
    for _ in 0..ELSEWHERE {
        let (md5, sha1, label) = elsewhere(&mut numbers);
        let _ = writeln!(b, "{md5},{sha1},{}", label.word());
    }
    save(&world.known_b, b)?;
    let mut prints = String::from("pdq,category\n");
    for entry in listed {
        let _ = writeln!(prints, "{},{}", entry.pdq, entry.a.word());
    }
    for _ in 0..ELSEWHERE {
        let mut print = [0; 32];
        print.copy_from_slice(&numbers.bytes(32));
        let _ = writeln!(prints, "{},{}", Pdq(print), numbers.pick(&Label::ALL).word());
    }
    save(&world.known_pdq, prints)?;
    known_good(world, &mut numbers).map_err(Fault::made)
}

fn elsewhere(numbers: &mut Seeded) -> (Md5, Sha1, Label) {
    let (mut md5, mut sha1) = ([0; 16], [0; 20]);
    md5.copy_from_slice(&numbers.bytes(16));
    sha1.copy_from_slice(&numbers.bytes(20));
    (Md5(md5), Sha1(sha1), *numbers.pick(&Label::ALL))
}

/// Project VIC 2.0, hex digests in capitals as its exports have them. Real exports hold numbers as their
/// categories; a practice set holds labels, so that no number is taken for some country's scheme.
fn vics(listed: &[Listed], seed: u64) -> Result<String, Fault> {
    let media = |id: usize, md5: Md5, sha1: Sha1, label: Label, size: usize| {
        json!({
            "MediaID": id,
            "Category": label.word(),
            "MD5": md5.to_string().to_uppercase(),
            "SHA1": sha1.to_string().to_uppercase(),
            "MediaSize": size,
            "MimeType": "image/jpeg",
            "DateUpdated": "2024-05-01T10:00:00Z",
            "IsPrecategorized": "true",
            "MediaFiles": [],
        })
    };
    let mut value: Vec<_> = listed
        .iter()
        .enumerate()
        .map(|(i, e)| media(i + 1, e.digests.md5, e.digests.sha1, e.a, e.size_bytes))
        .collect();
    let mut numbers = Seeded::of(seed, "elsewhere", 0);
    for i in 0..ELSEWHERE {
        let (md5, sha1, label) = elsewhere(&mut numbers);
        value.push(media(listed.len() + i + 1, md5, sha1, label, 10_000 + numbers.below(400_000)));
    }
    let context = "http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/CUSTOM/$metadata#Media";
    serde_json::to_string_pretty(&json!({ "@odata.context": context, "value": value })).map_err(Fault::made)
}

/// NSRL RDS version 3: a METADATA table under a FILE view.
fn known_good(world: &PracticeWorld, numbers: &mut Seeded) -> rusqlite::Result<()> {
    let mut connection = rusqlite::Connection::open(&world.known_good)?;
    let change = connection.transaction()?;
    change.execute_batch(
        "CREATE TABLE VERSION (version TEXT UNIQUE NOT NULL, build_set TEXT NOT NULL, build_date TIMESTAMP NOT NULL,
             release_date TIMESTAMP NOT NULL, description TEXT NOT NULL);
         CREATE TABLE MFG (manufacturer_id INTEGER PRIMARY KEY, name TEXT NOT NULL);
         CREATE TABLE OS (operating_system_id INTEGER, name TEXT, version TEXT, manufacturer_id INTEGER);
         CREATE TABLE PKG (package_id INTEGER, name TEXT, version TEXT, operating_system_id INTEGER,
             manufacturer_id INTEGER, language TEXT, application_type TEXT);
         CREATE TABLE METADATA (object_id INTEGER PRIMARY KEY, key_hash TEXT, file_name TEXT, extension TEXT,
             bytes INTEGER, crc32 TEXT, md5 TEXT, sha1 TEXT, sha256 TEXT, package_id INTEGER);
         CREATE VIEW FILE AS SELECT UPPER(sha256) AS sha256, UPPER(sha1) AS sha1, UPPER(md5) AS md5,
             UPPER(crc32) AS crc32, file_name, bytes AS file_size, package_id FROM METADATA;
         INSERT INTO VERSION VALUES ('practice', 'practice', '2024-05-01', '2024-05-01', 'Practice set');
         INSERT INTO MFG VALUES (1, 'Schrijver');
         INSERT INTO OS VALUES (1, 'Any', '1', 1);
         INSERT INTO PKG VALUES (1, 'Schrijver', '4.2', 1, 1, 'Dutch', 'Editor');",
    )?;
    {
        let mut insert = change.prepare(
            "INSERT INTO METADATA (file_name, extension, bytes, md5, sha1, sha256, package_id)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1)",
        )?;
        for item in world.truth.items.iter().filter(|item| item.known_good) {
            let name = item.path.rsplit('/').next().unwrap_or_default();
            let end = name.rsplit('.').next().unwrap_or_default();
            let [md5, sha1, sha256] = [item.md5.to_string(), item.sha1.to_string(), item.sha256.to_string()];
            insert.execute(params![name, end, item.size_bytes as i64, md5, sha1, sha256])?;
        }
        for i in 0..ELSEWHERE {
            let (md5, sha1, _) = elsewhere(numbers);
            let mut sha256 = [0; 32];
            sha256.copy_from_slice(&numbers.bytes(32));
            let digests = [md5.to_string(), sha1.to_string(), Sha256(sha256).to_string()];
            let [md5, sha1, sha256] = digests;
            insert.execute(params![format!("deel{i}.dll"), "dll", 4096_i64, md5, sha1, sha256])?;
        }
    }
    change.commit()
}
