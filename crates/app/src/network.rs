//! Networks: from the records of a dump to sealed tables, from those to a world, and from measures to what people see.
//!
//! The rooms `evidence`, `manifest`, `network` and `graph` don't know each other; what one gives another is translated here.

mod addresses;
pub mod exchange;
mod leads;
mod load;
mod picture;
mod rules;
mod tables;
mod told;
mod work;

pub use addresses::{AddressFiles, ReadTable};
pub(crate) use leads::Found as FoundLeads;
pub use leads::{CountryCount, NetworkLeads};
pub use load::Unlinked;
pub(crate) use load::has_member;
pub use rules::{NetworkRules, Stability, StandingRules};
pub(crate) use rules::{setting, standing};
pub(crate) use tables::TableSet;
pub use told::{
    MemberRef, NetworkPicture, ToldCandidate, ToldDismantling, ToldGroup, ToldKeySet, ToldLead, ToldPlayer,
    ToldReason, ToldSection, ToldShift, ToldTouched,
};
pub(crate) use told::{Names, candidate, lead, touched};
pub use work::NetworkWatch;
pub(crate) use work::{Bench, Watching, stopped, tell};

use evidence::confine::Confined;
use evidence::dump::Report;
use manifest::Sealed;
use serde::{Deserialize, Serialize};
use store::NetworkRow;
use vocab::Sha256;

/// A table of a network, as it was sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedTable {
    /// Name of the table.
    pub table: String,
    /// Key of its file among the objects.
    pub object: String,
    /// Rows, root and digest.
    #[serde(flatten)]
    pub sealed: Sealed,
}

/// A file that a network was read from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceFile {
    /// Its name, where the source is a folder; else empty.
    pub name: String,
    /// Its digest.
    pub sha256: Sha256,
    /// Its size in bytes.
    pub size_bytes: u64,
}

/// What a reading of a network came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NetworkSeal {
    /// The files that were read.
    pub files: Vec<SourceFile>,
    /// What the reader says: software, version, counts, unknown columns, defects.
    pub report: Report,
    /// The tables.
    pub tables: Vec<SealedTable>,
    /// Fences that held while it was read.
    pub confined: Confined,
}

/// What is being done on a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The tables are read.
    Loading,
    /// Ties are made.
    Weaving,
    /// A measure is taken.
    Measuring(network::Measure),
    /// The order is made again with ties left out.
    Stability,
    /// Sets of key players are sought.
    KeySets,
    /// The smallest set that dismantles is looked for.
    Dismantling,
    /// Two networks are compared.
    Linking,
}

/// How far a stage is. `of` is 0 where nobody knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The stage.
    pub stage: Stage,
    /// Done, in the stage's own unit.
    pub done: u64,
    /// Of how much.
    pub of: u64,
}

/// A network as it is kept.
pub type Network = NetworkRow<NetworkSeal>;
