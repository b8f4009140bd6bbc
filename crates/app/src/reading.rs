//! One reading of a carrier: list, read in batches, seal. Each step leaves on disk what the next needs, so that a
//! reading killed at any moment goes on from there and ends in the same bytes.

pub(crate) mod attached;
pub(crate) mod batch;
pub(crate) mod companion;
pub(crate) mod items;
pub(crate) mod listing;
pub(crate) mod plan;
pub(crate) mod progress;
pub(crate) mod row;
pub(crate) mod run;
pub(crate) mod seal;
