//! How far a reading is.

/// What a reading is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Finding out what there is.
    Listing,
    /// Reading bytes.
    Reading,
    /// Computing the digest that an image states of itself.
    Verifying,
    /// Writing and sealing the manifest.
    Sealing,
}

/// How far a reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What it is doing.
    pub phase: Phase,
    /// Things done in this phase.
    pub done: u64,
    /// Things to do; 0 where not yet known.
    pub total: u64,
    /// Bytes done.
    pub done_bytes: u64,
    /// Bytes to do; 0 where not yet known.
    pub total_bytes: u64,
}
