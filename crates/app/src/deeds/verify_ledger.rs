//! Verifying the ledger with the very code that `ledger-verify` is made of, and a look at its newest entries.
//!
//! It may not show what others did to whoever may not have the tape: to them it shows their own entries.

use super::export_ledger::tape;
use crate::AppError;
use crate::gate::{Act, Deed, Details, count};
use authority::{DeedName, Subject};
use ledger::{Detail, Entry, EntryKind, Fault, PublicKey, SignedHead, Verdict};
use store::Tx;
use vocab::Moment;

/// Newest entries that are given with the state.
const LATEST: usize = 100;

/// Verifies every entry and every head.
#[derive(Debug)]
pub struct VerifyLedger;

/// What the ledger is like.
#[derive(Debug)]
pub struct LedgerState {
    /// The key that signs heads.
    pub key: PublicKey,
    /// The newest head.
    pub head: SignedHead,
    /// When it was verified.
    pub at: Moment,
    /// What was checked, or the first fault.
    pub verdict: Result<Verdict, Fault>,
    /// The newest entries under the head, newest first; empty where the ledger is not sound.
    pub latest: Vec<LedgerEntry>,
    /// They are those of the caller alone: the others are for those who may have the tape.
    pub only_own: bool,
}

/// An entry, without on what it was and why: that stands on the tape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerEntry {
    /// Place in the ledger, from 0.
    pub number: u64,
    /// When.
    pub at: Moment,
    /// Who.
    pub actor: String,
    /// In which role; empty where the house itself wrote.
    pub role: String,
    /// Stable word of the deed, or of the entry's kind where it is about none.
    pub deed: String,
    /// `done`, `failed` or `stopped` of an outcome, the stable word of the kind of any other entry.
    pub outcome: String,
}

impl From<Entry> for LedgerEntry {
    fn from(entry: Entry) -> Self {
        let kind = entry.kind.word().to_owned();
        let outcome = match entry.detail.get("outcome") {
            Some(Detail::Text(how)) if entry.kind == EntryKind::Outcome => how.clone(),
            _ => kind.clone(),
        };
        let deed = if entry.deed.is_empty() { kind } else { entry.deed };
        Self { number: entry.index, at: entry.at, actor: entry.actor, role: entry.role, deed, outcome }
    }
}

impl Deed for VerifyLedger {
    type Done = LedgerState;
    type Output = LedgerState;

    fn name(&self) -> DeedName {
        DeedName::VerifyLedger
    }

    fn subject(&self) -> Subject {
        Subject::House
    }

    fn act(&mut self, act: &Act<'_>) -> Result<LedgerState, AppError> {
        let (bytes, head) = tape(act)?;
        let key = act.store().public_key();
        let verdict = ledger::verify(bytes.as_slice(), std::slice::from_ref(&key), Some(&head));
        let caller = act.permit().caller();
        let only_own = !DeedName::ExportLedger.roles().contains(&caller.role());
        // Entries of a ledger that is not sound are no one's word.
        let latest = match verdict {
            Ok(_) => act
                .store()
                .latest_entries(head.head.size, LATEST, |entry| !only_own || entry.actor == caller.name())?,
            Err(_) => Vec::new(),
        };
        let latest = latest.into_iter().map(LedgerEntry::from).collect();
        Ok(LedgerState { key, head, at: act.now(), verdict, latest, only_own })
    }

    fn keep(
        self,
        state: LedgerState,
        _: &Act<'_>,
        _: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<LedgerState, AppError> {
        details.insert("sound".into(), state.verdict.is_ok().into());
        details.insert("size".into(), count(state.head.head.size));
        Ok(state)
    }
}
