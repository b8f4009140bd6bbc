//! A long measure tells how far it is, and asks whether to go on.
//!
//! It never asks for the time or for who watches: a job that shows progress, and a test that stops half-way, look the
//! same from here.

/// Who follows a long measure. Called from several threads.
pub trait Watch: Sync {
    /// Told that `done` of `of` steps are behind; `false` stops the measure, which then gives [`Stopped`].
    fn goes_on(&self, done: u64, of: u64) -> bool;
}

/// Nobody watches: the measure goes on to its end.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn goes_on(&self, _done: u64, _of: u64) -> bool {
        true
    }
}

/// A measure was stopped by its [`Watch`]; nothing of it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("stopped before it was done")]
pub struct Stopped;
