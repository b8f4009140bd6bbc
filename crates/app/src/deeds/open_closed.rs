//! Opening, of what a reading closed, the rows that a widened authorisation now covers. The rest stays closed.

use super::case_named::{Found, in_force, sealed};
use super::list_items::Item;
use crate::AppError;
use crate::gate::{Act, Deed, Details, count};
use crate::reading::companion::{Companion, Opened};
use authority::{DeedName, Subject, mark};
use store::Tx;
use vocab::{CarrierId, ReadingId, Sha256};

/// Shows what a carrier's newest finished reading closed and the authorisation of today covers. Such rows have
/// digests and exact matches; nothing was decoded, so a whole record of them takes reading the carrier again.
pub struct OpenClosed<'a> {
    /// Name of the case.
    pub case: String,
    /// Name or id of the carrier; may be left out where the case has one.
    pub carrier: Option<String>,
    /// Given each item that is covered; says whether to go on.
    pub say: &'a mut dyn FnMut(Item) -> bool,
}

/// What came of it.
#[derive(Clone, Debug)]
pub struct OpenedClosed {
    /// The carrier.
    pub carrier: CarrierId,
    /// Its name.
    pub carrier_name: String,
    /// The reading.
    pub reading: ReadingId,
    /// Version of the authorisation that was held against the rows.
    pub version: u32,
    /// Version under which they were closed.
    pub closed_under: u32,
    /// Items shown.
    pub opened: u64,
    /// Items that stay closed.
    pub closed: u64,
    /// Merkle root over the SHA-256 of each item shown.
    pub digests_root: Sha256,
    /// Known sets of the reading that are not here any more in the version it used: they were not asked.
    pub sets_gone: Vec<String>,
}

impl Deed for OpenClosed<'_> {
    type Done = OpenedClosed;
    type Output = OpenedClosed;

    fn name(&self) -> DeedName {
        DeedName::OpenClosed
    }

    fn subject(&self) -> Subject {
        super::case_named::subject(&self.case, self.carrier.as_deref())
    }

    fn act(&mut self, act: &Act<'_>) -> Result<OpenedClosed, AppError> {
        act.hand::<mark::Investigator>("what is closed is opened by an investigator")?;
        let Found { case, carrier, reading } = sealed(act, &self.case, self.carrier.as_deref())?;
        let authorisation = in_force(act, &case)?;
        let mut come = Opened { opened: 0, closed: 0, digests_root: ledger::RootBuilder::new().root() };
        let mut sets_gone = Vec::new();
        if let Some(outside) = reading.sealed.as_ref().and_then(|(_, seal)| seal.outside.as_ref()) {
            let companion = Companion::open(act, &reading, outside)?;
            sets_gone.clone_from(&companion.sets_gone);
            come = companion.each(authorisation.scope(), &mut |row, item, classified| {
                (self.say)(Item { row, item, classified })
            })?;
        }
        Ok(OpenedClosed {
            carrier: carrier.id,
            carrier_name: carrier.name,
            reading: reading.id,
            version: authorisation.version(),
            closed_under: reading.plan.authorisation.version(),
            opened: come.opened,
            closed: come.closed,
            digests_root: come.digests_root,
            sets_gone,
        })
    }

    fn keep(
        self,
        come: OpenedClosed,
        _: &Act<'_>,
        _: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<OpenedClosed, AppError> {
        details.insert("reading".into(), come.reading.to_string().into());
        details.insert("authorisation_version".into(), i64::from(come.version).into());
        details.insert("opened".into(), count(come.opened));
        details.insert("closed".into(), count(come.closed));
        details.insert("digests_root".into(), come.digests_root.into());
        Ok(come)
    }
}
