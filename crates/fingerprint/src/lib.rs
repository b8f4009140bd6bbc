//! Bytes and pixels become prints; prints become an index; an index gives matches with their distance.
//!
//! Must never know: file systems, suspects, the legal meaning of a category. Index files arrive as bytes that
//! somebody else holds and leave through a writer that somebody else opened. No clock, no randomness: the same
//! input gives the same bytes and the same matches in the same order.

mod digest;
pub mod exact;
mod frame;
pub mod near;
pub mod pdq;
mod simd;

pub use digest::Digester;
pub use frame::IndexError;
