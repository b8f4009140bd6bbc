//! What an estimate must hold to, and what it says of itself.

use crate::watch::Stopped;

/// How good an estimate must be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Precision {
    /// How far the value of any node may be off: above 0, below 1.
    pub epsilon: f64,
    /// The chance that any node is off by more: above 0, below 1.
    pub delta: f64,
    /// Where the draw begins. The same seed gives the same estimate, on any number of threads.
    pub seed: u64,
}

impl Precision {
    pub(crate) fn check(&self) -> Result<(), EstimateError> {
        for (name, value) in [("error", self.epsilon), ("chance", self.delta)] {
            if !(value > 0.0 && value < 1.0) {
                return Err(EstimateError::Precision { name, value });
            }
        }
        Ok(())
    }
}

/// Why there is no estimate.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum EstimateError {
    /// What was asked for cannot be.
    #[error("an estimate with {name} {value} was asked for: give one above 0 and below 1, such as 0.01")]
    Precision {
        /// Which number.
        name: &'static str,
        /// What it was.
        value: f64,
    },
    /// Whoever watches stopped it.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

/// A measure within an error.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// The value of each node, from 0 to 1. What it is a share of, the measure tells.
    pub shares: Vec<f64>,
    /// Each value is off by at most this, but for the chance that was allowed: `epsilon` or less. 0 where all was counted.
    pub error: f64,
    /// Draws that the estimate rests on, of pairs or of single nodes. 0 where all was counted, or what was left to draw
    /// could not matter.
    pub draws: u64,
}
