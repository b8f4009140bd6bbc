//! Giving out the ledger's tape, for anyone to verify with the small program `ledger-verify`.

use crate::gate::{Act, Deed, Details, count};
use crate::{AppError, AppErrorKind};
use authority::{DeedName, Subject};
use ledger::SignedHead;
use store::Tx;

/// Gives out the whole tape up to the newest signed head.
#[derive(Debug)]
pub struct ExportLedger;

impl Deed for ExportLedger {
    type Done = (Vec<u8>, SignedHead);
    type Output = (Vec<u8>, SignedHead);

    fn name(&self) -> DeedName {
        DeedName::ExportLedger
    }

    fn subject(&self) -> Subject {
        Subject::House
    }

    fn act(&mut self, act: &Act<'_>) -> Result<Self::Done, AppError> {
        tape(act)
    }

    fn keep(
        self,
        done: Self::Done,
        _: &Act<'_>,
        _: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<Self::Output, AppError> {
        details.insert("size".into(), count(done.1.head.size));
        details.insert("root".into(), done.1.head.root.into());
        Ok(done)
    }
}

/// The tape as bytes, with the head that covers it. This deed's own intent lies after that head.
pub(super) fn tape(act: &Act<'_>) -> Result<(Vec<u8>, SignedHead), AppError> {
    let export = act.store().tape(Vec::new())?.ok_or_else(|| {
        AppError::new(
            AppErrorKind::Missing,
            "the ledger has no signed head",
            "Do a deed first; each signs one",
        )
    })?;
    Ok((export.out, export.head))
}
