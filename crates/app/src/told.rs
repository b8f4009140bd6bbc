//! What the ledger tells of records: made, removed, destroyed, and whether the database's log was cleared since. The
//! deeds write it in their lines; here it is read back.

use crate::AppError;
use ledger::{Detail, Entry, EntryKind, leaf_hash};
use std::collections::BTreeMap;
use std::str::FromStr;
use store::Store;
use vocab::{Moment, RecordId, Sha256};

/// How the database's log stood after a destruction, as a stable word of the outcome line.
pub(crate) const LOG: &str = "log";
/// Nothing of what was destroyed is left in it.
pub(crate) const CLEARED: &str = "cleared";
/// Another process kept it in use.
pub(crate) const PENDING: &str = "pending";

/// The line under which a record was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Made {
    /// Index of the line.
    pub(crate) line: u64,
    /// Index of its intent.
    pub(crate) intent: u64,
    /// What the record is.
    pub(crate) kind: String,
    /// SHA-256 of its closed body.
    pub(crate) sha256: Option<Sha256>,
}

/// The line under which a record was destroyed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Destroyed {
    /// Index of the line.
    pub(crate) line: u64,
    /// Leaf hash of the line.
    pub(crate) leaf: Sha256,
    /// When it was written.
    pub(crate) at: Moment,
    /// By whom.
    pub(crate) actor: String,
    /// In which role, by its word.
    pub(crate) role: String,
    /// SHA-256 of the key that is gone.
    pub(crate) key_sha256: Option<Sha256>,
    /// The provision under which, by its stable name; lines of earlier versions don't tell.
    pub(crate) ground: Option<String>,
}

/// All that the ledger tells of records.
#[derive(Clone, Debug, Default)]
pub(crate) struct Told {
    /// Records that were made.
    pub(crate) made: BTreeMap<RecordId, Made>,
    /// Records that were removed, each with its line.
    pub(crate) removed: BTreeMap<RecordId, u64>,
    /// Records that were destroyed.
    pub(crate) destroyed: BTreeMap<RecordId, Destroyed>,
    /// The last line that says that the database's log is clear.
    cleared: Option<u64>,
}

impl Told {
    /// Reads the whole ledger.
    ///
    /// # Errors
    /// When an entry is none.
    pub(crate) fn of(store: &Store) -> Result<Self, AppError> {
        let mut told = Self::default();
        store.each_entry(&mut |entry| told.take(&entry))?;
        Ok(told)
    }

    /// Whether the database's log was cleared after that line.
    pub(crate) fn is_cleared(&self, destroyed: &Destroyed) -> bool {
        self.cleared.is_some_and(|line| line >= destroyed.line)
    }

    /// Takes in one more entry.
    pub(crate) fn take(&mut self, entry: &Entry) {
        let is_done = entry.kind == EntryKind::Outcome && text(entry, "outcome") == Some("done");
        // A destruction is told by the batch that was committed with it; the outcome, where there is one, says it again.
        let is_part = entry.kind == EntryKind::Batch;
        if !is_done && !is_part {
            return;
        }
        match (entry.deed.as_str(), read(entry, "record")) {
            ("record.destroy", record) => {
                if let (Some(record), Some(_)) = (record, text(entry, "key_sha256")) {
                    self.destroyed.insert(record, destroyed(entry));
                }
                if text(entry, LOG) == Some(CLEARED) {
                    self.cleared = Some(entry.index);
                }
            }
            ("record.remove", Some(record)) => {
                self.removed.insert(record, entry.index);
            }
            _ => self.made(entry),
        }
    }

    fn made(&mut self, entry: &Entry) {
        for (name, detail) in &entry.detail {
            let (Some(kind), Detail::Text(id)) = (name.strip_suffix("_record"), detail) else { continue };
            let Ok(id) = id.parse() else { continue };
            let sha256 = read(entry, &format!("{kind}_sha256"));
            let (line, intent) = (entry.index, entry.intent.unwrap_or_default());
            self.made.insert(id, Made { line, intent, kind: kind.to_owned(), sha256 });
        }
    }
}

fn destroyed(entry: &Entry) -> Destroyed {
    // An entry that was read from its canonical bytes has them.
    let leaf = entry.canonical_bytes().map(|bytes| leaf_hash(&bytes)).unwrap_or(Sha256([0; 32]));
    Destroyed {
        line: entry.index,
        leaf,
        at: entry.at,
        actor: entry.actor.clone(),
        role: entry.role.clone(),
        key_sha256: read(entry, "key_sha256"),
        ground: text(entry, "ground").map(str::to_owned),
    }
}

fn text<'a>(entry: &'a Entry, name: &str) -> Option<&'a str> {
    match entry.detail.get(name) {
        Some(Detail::Text(text)) => Some(text),
        _ => None,
    }
}

fn read<T: FromStr>(entry: &Entry, name: &str) -> Option<T> {
    text(entry, name).and_then(|text| text.parse().ok())
}
