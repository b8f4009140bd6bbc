//! The form of a carrier manifest: everything that one reading found, as one Parquet file with a sealed root. Beside it,
//! [`network`]: the tables into which the dump of a forum or chat service is read.
//!
//! Each [`Row`] is one thing found: read, skipped or failed. [`Writer`] takes rows in order and gives
//! [`Sealed`]: their count, the Merkle root over their canonical bytes, and the digest of the file. The root
//! goes into the ledger. [`Reader`] checks the digest before it believes a byte, and the root on demand. The
//! same rows and settings give the same bytes. `docs/manifest.md` describes the columns for those who open the
//! file with DuckDB, pandas or Polars; a test holds it to [`COLUMNS`].
//!
//! Must never know: engines, the database, files. There is no clock here, no host name and no id of its own.

mod canonical;
mod columns;
mod decode;
mod encode;
mod error;
pub mod network;
mod reader;
mod row;
mod schema;
mod table;
mod words;
mod writer;

pub use canonical::canonical_bytes;
pub use columns::Value;
pub use error::ReadError;
pub use reader::{Reader, Rows, Selection};
pub use row::{By, Defect, Frame, Match, Outcome, Row};
pub use schema::{COLUMNS, Column, Field, Leaf, describe};
pub use table::{Batch, Form, TableReader, TableWriter};
pub use writer::{ROW_GROUP_BYTES, ROW_GROUP_ROWS, Sealed, Settings, WriteError, Writer};
