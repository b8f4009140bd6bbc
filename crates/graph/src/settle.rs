//! Measures that are repeated until they change no more, and why they may not settle.

/// Why a repeated measure has no result.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum SettleError {
    /// A setting that no result can meet.
    #[error("the tolerance is {0}: it is above 0 and below 1, for example 1e-10")]
    Tolerance(f64),
    /// A damping with which the walk never ends or never begins.
    #[error("the damping is {0}: it is at least 0 and below 1, usually 0.85")]
    Damping(f64),
    /// It was still changing after the most rounds that were allowed.
    #[error(
        "after {rounds} rounds the values still change by {change:e} in sum: allow more rounds, or a greater tolerance"
    )]
    NotSettled {
        /// Rounds that were made.
        rounds: u32,
        /// Sum of the absolute changes in the last one.
        change: f64,
    },
}

pub(crate) fn check_tolerance(tolerance: f64) -> Result<(), SettleError> {
    if tolerance > 0.0 && tolerance < 1.0 { Ok(()) } else { Err(SettleError::Tolerance(tolerance)) }
}
