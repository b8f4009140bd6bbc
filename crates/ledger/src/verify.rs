//! Checking a tape from first byte to last, with nothing believed but the public keys handed in.
//!
//! What a tape alone can't show is that *later* entries were left out together with every head that covers
//! them: an old tape is a good tape. A head kept elsewhere shows that, and can be given to [`verify`].

use crate::canonical::from_canonical;
use crate::entry::{Entry, EntryKind};
use crate::fault::{Fault, FaultKind};
use crate::head::{HeadError, SignedHead};
use crate::key::PublicKey;
use crate::tape::{ENTRY_PREFIX, FIRST_LINE, LINE_BYTES_MAX, Line};
use crate::tree::{Frontier, leaf_hash};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{BufRead, Read as _};
use vocab::{Moment, Sha256};

/// Warnings kept in full; the rest are counted.
const WARNINGS_MAX: usize = 100;

/// What was found on a good tape.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// Entries.
    pub entries: u64,
    /// Entries of each kind, by its word.
    pub kinds: BTreeMap<&'static str, u64>,
    /// Signed heads, the closing one among them.
    pub heads: u64,
    /// When the first entry was written.
    pub first: Moment,
    /// When the last entry was written.
    pub last: Moment,
    /// Merkle root over all entries.
    pub root: Sha256,
    /// The closing head: keep it, and give it with the next tape.
    pub head: SignedHead,
    /// Intents without an outcome: deeds that were broken off or still run.
    pub open: Vec<OpenIntent>,
    /// Oddities that are no proof of change; the first 100 of them.
    pub warnings: Vec<Warning>,
    /// All warnings, also those not kept.
    pub warnings_count: u64,
    /// Whether a head from elsewhere was given and holds.
    pub expected_head_holds: bool,
}

/// An intent that has no outcome on the tape.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OpenIntent {
    /// Its index.
    pub index: u64,
    /// When.
    pub at: Moment,
    /// Who.
    pub actor: String,
    /// Which deed.
    pub deed: String,
    /// On what.
    pub subject: String,
}

/// An oddity that is no proof of change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Warning {
    /// A line is earlier than the one before it: the clock of the machine was set back.
    TimeGoesBack {
        /// Line of the tape, from 1.
        line: u64,
        /// The moment before.
        before: Moment,
        /// The moment on the line.
        found: Moment,
    },
}

/// Checks a tape: form, chain, tree, every head's signature, intents, and a head kept elsewhere.
///
/// Memory is bounded by the longest line and the number of open intents.
///
/// # Errors
/// The first fault found.
pub fn verify(
    tape: impl BufRead,
    trusted: &[PublicKey],
    expected: Option<&SignedHead>,
) -> Result<Verdict, Fault> {
    let mut check = Check::new(trusted, expected);
    check.tape(tape).map_err(|kind| Fault { line: check.line, kind })
}

struct Check<'a> {
    trusted: &'a [PublicKey],
    expected: Option<&'a SignedHead>,
    line: u64,
    frontier: Frontier,
    previous: Sha256,
    heads: u64,
    kinds: BTreeMap<&'static str, u64>,
    open: BTreeMap<u64, OpenIntent>,
    first: Option<Moment>,
    last: Option<Moment>,
    /// The latest moment on an entry or head, to see time go back.
    clock: Option<Moment>,
    warnings: Vec<Warning>,
    warnings_count: u64,
}

impl<'a> Check<'a> {
    fn new(trusted: &'a [PublicKey], expected: Option<&'a SignedHead>) -> Self {
        Self {
            trusted,
            expected,
            line: 1,
            frontier: Frontier::new(),
            previous: Sha256([0; 32]),
            heads: 0,
            kinds: BTreeMap::new(),
            open: BTreeMap::new(),
            first: None,
            last: None,
            clock: None,
            warnings: Vec::new(),
            warnings_count: 0,
        }
    }

    fn tape(&mut self, mut tape: impl BufRead) -> Result<Verdict, FaultKind> {
        if let Some(head) = self.expected {
            head.verify(self.trusted).map_err(|error| FaultKind::ExpectedHead { why: error.to_string() })?;
        }
        let mut line = Vec::new();
        read_line(&mut tape, &mut line)?;
        if line != FIRST_LINE {
            return Err(FaultKind::NotTape);
        }
        loop {
            self.line += 1;
            if !read_line(&mut tape, &mut line)? {
                return Err(FaultKind::NotClosed);
            }
            let parsed =
                from_canonical(&line).map_err(|error| FaultKind::NotCanonical { why: error.to_string() })?;
            match parsed {
                Line::Entry(entry) => {
                    // The line is canonical, so the entry's own canonical bytes stand in it as they are.
                    let bytes = line.get(ENTRY_PREFIX.len()..line.len() - 1).unwrap_or_default();
                    self.entry(entry, leaf_hash(bytes))?;
                }
                Line::Head(head) => self.head(&head)?,
                Line::Close(head) => {
                    self.head(&head)?;
                    self.line += 1;
                    if read_line(&mut tape, &mut line)? {
                        return Err(FaultKind::AfterClose);
                    }
                    self.line -= 1;
                    return self.verdict(head);
                }
            }
        }
    }

    fn entry(&mut self, entry: Entry, leaf: Sha256) -> Result<(), FaultKind> {
        let expected = self.frontier.size();
        if entry.index != expected {
            return Err(FaultKind::Index { expected, found: entry.index });
        }
        if entry.previous != self.previous {
            return Err(FaultKind::Previous { expected: self.previous, found: entry.previous });
        }
        if (entry.kind == EntryKind::Genesis) != (entry.index == 0) {
            return Err(FaultKind::Genesis);
        }
        self.intent(&entry)?;
        self.time(entry.at);
        self.first = self.first.or(Some(entry.at));
        self.last = Some(entry.at);
        *self.kinds.entry(entry.kind.word()).or_default() += 1;
        self.frontier.append(leaf);
        self.previous = leaf;
        self.expected_root()
    }

    fn intent(&mut self, entry: &Entry) -> Result<(), FaultKind> {
        let Some(intent) = entry.intent.filter(|_| entry.kind.has_intent()) else {
            if entry.intent.is_some() || entry.kind.has_intent() {
                return Err(FaultKind::IntentMisplaced);
            }
            if entry.kind == EntryKind::Intent {
                let Entry { index, at, actor, deed, subject, .. } = entry.clone();
                self.open.insert(index, OpenIntent { index, at, actor, deed, subject });
            }
            return Ok(());
        };
        let open = self.open.get(&intent).ok_or(FaultKind::IntentNotOpen { intent })?;
        if open.deed != entry.deed {
            let (expected, found) = (open.deed.clone(), entry.deed.clone());
            return Err(FaultKind::IntentDeed { intent, expected, found });
        }
        if entry.kind == EntryKind::Outcome {
            self.open.remove(&intent);
        }
        Ok(())
    }

    fn head(&mut self, signed: &SignedHead) -> Result<(), FaultKind> {
        signed.verify(self.trusted).map_err(|error| match error {
            HeadError::UnknownKey { key_id } => FaultKind::HeadKey { key_id },
            HeadError::Signature { key_id } => FaultKind::HeadSignature { key_id },
            HeadError::Canonical(error) => FaultKind::NotCanonical { why: error.to_string() },
        })?;
        let head = &signed.head;
        if head.number != self.heads {
            return Err(FaultKind::HeadNumber { expected: self.heads, found: head.number });
        }
        if head.size != self.frontier.size() {
            return Err(FaultKind::HeadSize { expected: self.frontier.size(), found: head.size });
        }
        let root = self.frontier.root();
        if head.root != root {
            return Err(FaultKind::HeadRoot { expected: root, found: head.root });
        }
        self.time(head.at);
        self.heads += 1;
        Ok(())
    }

    /// Compares with the head kept elsewhere once as many entries have been read as it covers.
    fn expected_root(&self) -> Result<(), FaultKind> {
        match self.expected {
            Some(SignedHead { head, .. }) if head.size == self.frontier.size() => {
                let found = self.frontier.root();
                if head.root == found {
                    Ok(())
                } else {
                    Err(FaultKind::ExpectedRoot { expected: head.root, found })
                }
            }
            _ => Ok(()),
        }
    }

    fn time(&mut self, found: Moment) {
        if let Some(before) = self.clock.filter(|before| found < *before) {
            self.warnings_count += 1;
            if self.warnings.len() < WARNINGS_MAX {
                self.warnings.push(Warning::TimeGoesBack { line: self.line, before, found });
            }
        }
        self.clock = Some(found);
    }

    fn verdict(&mut self, head: SignedHead) -> Result<Verdict, FaultKind> {
        let (Some(first), Some(last)) = (self.first, self.last) else { return Err(FaultKind::Genesis) };
        let entries = self.frontier.size();
        if let Some(expected) = self.expected.map(|signed| signed.head.size).filter(|size| *size > entries) {
            return Err(FaultKind::ExpectedSize { expected, found: entries });
        }
        Ok(Verdict {
            entries,
            kinds: std::mem::take(&mut self.kinds),
            heads: self.heads,
            first,
            last,
            root: self.frontier.root(),
            head,
            open: std::mem::take(&mut self.open).into_values().collect(),
            warnings: std::mem::take(&mut self.warnings),
            warnings_count: self.warnings_count,
            expected_head_holds: self.expected.is_some(),
        })
    }
}

/// Reads the next line without its newline; `false` at the end of the tape.
fn read_line(tape: &mut impl BufRead, line: &mut Vec<u8>) -> Result<bool, FaultKind> {
    line.clear();
    let limit = LINE_BYTES_MAX as u64 + 1;
    let read = tape
        .take(limit)
        .read_until(b'\n', line)
        .map_err(|error| FaultKind::Unreadable { why: error.to_string() })?;
    if read == 0 {
        return Ok(false);
    }
    if line.pop() == Some(b'\n') {
        return Ok(true);
    }
    Err(if read as u64 == limit { FaultKind::LineTooLong } else { FaultKind::CutOff })
}
