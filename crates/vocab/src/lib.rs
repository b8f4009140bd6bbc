//! The words every room uses. Values only: no behaviour, no input or output, no clock.
//!
//! Must never know: any engine, any database, any file.

mod because;
mod digest;
mod escape;
mod id;
mod kind;
mod moment;
mod place;

pub use because::Because;
pub use digest::{Digests, HexError, Md5, PDQ_BITS, Pdq, Sha1, Sha256};
pub use escape::{escape_bytes, unescape_bytes};
pub use id::{
    CarrierId, CaseId, DecisionId, FactId, IdError, LeadId, NetworkId, OrderId, PersonId, ReadingId, RecordId,
};
pub use kind::{Family, Kind};
pub use moment::{LocalTime, Moment, Stamp, TimeMeaning, When};
pub use place::{Allocation, Link, LinkKind, Place};
