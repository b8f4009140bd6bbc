//! The parts of the model check.

pub(crate) mod key;
pub(crate) mod moves;
pub(crate) mod witness;
