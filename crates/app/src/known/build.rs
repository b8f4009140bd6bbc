//! Building the indexes of a set from the records that a reader tells.

use super::{ENTRIES, EXACT, NEAR};
use crate::AppError;
use evidence::known::{KnownRecord, Sift, Sifted};
use fingerprint::Digester;
use fingerprint::exact::ExactWriter;
use fingerprint::near::NearWriter;
use std::collections::HashMap;
use std::io::{self, Write};
use store::{KnownFile, KnownPublication};
use vocab::Sha256;

/// Digests remembered while looking for duplicates: about 4 GB would be 20 million; beyond it none are looked for.
const SIFT_DIGESTS_MAX: usize = 6_000_000;
/// Problems kept word for word.
const PROBLEMS_MAX: usize = 200;

/// The indexes under construction.
pub(crate) struct Built {
    exact: ExactWriter,
    near: NearWriter,
    entries: Vec<u32>,
    labels: Vec<String>,
    by_label: HashMap<String, u32>,
    sift: Sift,
    fallback: String,
    pub(crate) prints: u64,
    pub(crate) duplicates: u64,
    pub(crate) contradictions: u64,
    pub(crate) problems: Vec<String>,
    pub(crate) problems_total: u64,
}

impl Built {
    pub(crate) fn new(fallback: &str) -> Self {
        Self {
            exact: ExactWriter::new(),
            near: NearWriter::new(),
            entries: Vec::new(),
            labels: Vec::new(),
            by_label: HashMap::new(),
            sift: Sift::new(SIFT_DIGESTS_MAX),
            fallback: fallback.to_owned(),
            prints: 0,
            duplicates: 0,
            contradictions: 0,
            problems: Vec::new(),
            problems_total: 0,
        }
    }

    /// Takes a record: a duplicate is left out, a contradiction is kept and told.
    pub(crate) fn take(&mut self, record: &KnownRecord) -> Result<(), AppError> {
        match self.sift.sift(record) {
            Sifted::Duplicate { .. } => {
                self.duplicates += 1;
                return Ok(());
            }
            Sifted::Contradiction { first_line, text } => {
                self.contradictions += 1;
                self.problem(format!(
                    "line {} against line {first_line}: {text}; both are kept",
                    record.line
                ));
            }
            Sifted::New | Sifted::Unsifted => {}
        }
        let number = u32::try_from(self.entries.len())
            .map_err(|_| AppError::invalid("a set holds at most 4,294,967,295 entries; split the file"))?;
        let label = record.category.as_deref().unwrap_or(&self.fallback).to_owned();
        let label = match self.by_label.get(&label) {
            Some(known) => *known,
            None => {
                let next = self.labels.len() as u32;
                self.labels.push(label.clone());
                self.by_label.insert(label, next);
                next
            }
        };
        self.entries.push(label);
        if let Some(md5) = &record.md5 {
            self.exact.add(md5, number);
        }
        if let Some(sha1) = &record.sha1 {
            self.exact.add(sha1, number);
        }
        if let Some(sha256) = &record.sha256 {
            self.exact.add(sha256, number);
        }
        if let Some(pdq) = &record.pdq {
            self.near.add(pdq, number);
            self.prints += 1;
        }
        Ok(())
    }

    pub(crate) fn problem(&mut self, text: String) {
        self.problems_total += 1;
        if self.problems.len() < PROBLEMS_MAX {
            self.problems.push(text);
        }
    }

    pub(crate) fn entries(&self) -> u64 {
        self.entries.len() as u64
    }
}

/// Writes the index files and gives the labels and the digest over all three.
pub(crate) fn build(built: Built, files: &KnownPublication) -> Result<(Vec<String>, Sha256), AppError> {
    let Built { exact, near, entries, labels, .. } = built;
    let digest = Digester::new();
    let digest = files.write(EXACT, |out| finish(exact.write(Digested { out, digest })))?;
    let digest = files.write(NEAR, |out| finish(near.write(Digested { out, digest })))?;
    let digest = files.write(ENTRIES, |out| {
        let mut out = Digested { out, digest };
        let written = entries.iter().try_for_each(|label| out.write_all(&label.to_le_bytes()));
        finish(written.map(|()| out))
    })?;
    Ok((labels, digest.finish().sha256))
}

/// A file that is digested while it is written.
struct Digested {
    out: KnownFile,
    digest: Digester,
}

fn finish(written: io::Result<Digested>) -> io::Result<(KnownFile, Digester)> {
    written.map(|Digested { out, digest }| (out, digest))
}

impl Write for Digested {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.out.write(bytes)?;
        self.digest.update(&bytes[..count]);
        Ok(count)
    }
    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
