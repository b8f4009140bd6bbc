//! The room as a whole, on generated networks whose truth is known.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

mod any_world;
mod brokers;
mod country;
mod links;
mod practice;
mod scale;
mod stability;
mod standing;
mod weave;
