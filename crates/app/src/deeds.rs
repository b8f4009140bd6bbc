//! The deeds, one file each. What is not here can't be done.

mod case_named;
mod export_ledger;
mod export_manifest;
mod import_known_set;
mod list_cases;
mod list_items;
mod list_known_sets;
mod open_case;
mod open_closed;
mod read_carrier;
mod record_authorisation;
mod review_match;
mod verify_ledger;
mod view_report;
mod widen_authorisation;

pub use export_ledger::ExportLedger;
pub use export_manifest::{ExportManifest, ExportedManifest};
pub use import_known_set::{ImportKnownSet, ImportedSet};
pub use list_cases::{ListCases, ListedCarrier, ListedCase};
pub use list_items::{Item, ItemPage, ListItems};
pub use list_known_sets::ListKnownSets;
pub use open_case::OpenCase;
pub use open_closed::{OpenClosed, OpenedClosed};
pub use read_carrier::{ReadCarrier, ReadOutcome};
pub use record_authorisation::RecordAuthorisation;
pub use review_match::ReviewMatch;
pub use verify_ledger::{LedgerState, VerifyLedger};
pub use view_report::ViewReport;
pub use widen_authorisation::WidenAuthorisation;
