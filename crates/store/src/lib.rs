//! The only room with a database, files and keys.
//!
//! Rows live in SQLite; sealed manifests in an object store; known-set indexes as immutable files, published by
//! rename; the ledger's entries beside the rows that they speak of, so that both change in one transaction.
//! Must never know any domain *if*: thresholds, scores, articles, who may do what.

mod database;
mod error;
mod keys;
mod known;
mod ledger_rows;
mod mapped;
mod networks;
mod objects;
mod records;
mod rows;
mod sealed;
mod side_by_side;
mod staging;

pub use database::{Store, Tx};
pub use error::{StoreError, StoreErrorKind};
pub use known::{KnownFile, KnownFiles, KnownPublication};
pub use ledger_rows::TapeExport;
pub use mapped::{Mapped, each_chunk, files_in, small_file};
pub use networks::{NetworkLeadRow, NetworkResultRow, NetworkRow};
pub use objects::{ObjectWriter, Objects};
pub use records::{Body, ClosedFile, NewRecord, PersonRow, RecordRow};
pub use rows::{CarrierRow, KnownSetRow, ReadingRow};
pub use sealed::{open_sealed, seal_into};
pub use side_by_side::SealedRecord;
pub use staging::{Kept, Staged, Staging};
