//! Verifying the ledger with the very code that `ledger-verify` is made of.

use super::export_ledger::tape;
use crate::AppError;
use crate::gate::{Act, Deed, Details, count};
use authority::{DeedName, Subject};
use ledger::{Fault, PublicKey, SignedHead, Verdict};
use store::Tx;
use vocab::Moment;

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
        Ok(LedgerState { key, head, at: act.now(), verdict })
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
