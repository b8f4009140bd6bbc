//! The penal order: a draft, what it still lacks in law, and what the procedure needs to know of it.
//!
//! May not know how it is printed or followed up.

mod outline;

pub use outline::{Heard, Lack, LackError, Outline, PartNumber, PartOutline};
