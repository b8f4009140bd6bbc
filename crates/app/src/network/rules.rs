//! Under which rules a network is measured. An analyst can change them, with a reason; every version stays.

use crate::AppError;
use crate::gate::Act;
use network::{Bars, Measuring, WeightRules};
use serde::{Deserialize, Serialize};
use sha2::Digest as _;
use vocab::{NetworkId, Sha256};

/// All that decides what a measuring comes to, beside the tables themselves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NetworkRules {
    /// What a tie weighs.
    pub weights: WeightRules,
    /// From where a number is a reason.
    pub bars: Bars,
    /// How measures are taken.
    pub measuring: Measuring,
    /// How stability is looked at.
    pub stability: Stability,
}

/// How it is looked at whether an order holds when ties are missing.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stability {
    /// Part of the pairs of members whose ties are left out, above 0 and below 1.
    pub share: f64,
    /// How often; 0 leaves it out.
    pub times: u32,
    /// How far betweenness may be off in these measurings, which are many.
    pub epsilon: f64,
}

impl Default for NetworkRules {
    fn default() -> Self {
        Self {
            weights: WeightRules::default(),
            bars: Bars::default(),
            measuring: Measuring::default(),
            stability: Stability { share: 0.1, times: 10, epsilon: 0.01 },
        }
    }
}

/// Rules as they stand for a network.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StandingRules {
    /// The rules.
    pub rules: NetworkRules,
    /// Why they were set; `None`: they are those to begin with.
    pub reason: Option<String>,
    /// Who set them.
    pub by: Option<String>,
}

pub(crate) fn setting(network: NetworkId) -> String {
    format!("network-rules/{network}")
}

/// The rules that stand for a network.
pub(crate) fn standing(act: &Act<'_>, network: NetworkId) -> Result<StandingRules, AppError> {
    let set: Option<StandingRules> = act.store().setting(&setting(network))?;
    Ok(set.unwrap_or_else(|| StandingRules { rules: NetworkRules::default(), reason: None, by: None }))
}

impl NetworkRules {
    /// Checks all that can be checked without a network.
    ///
    /// # Errors
    /// The first number that can't be.
    pub fn check(&self) -> Result<(), AppError> {
        self.weights.check().map_err(AppError::invalid)?;
        self.bars.check().map_err(AppError::invalid)?;
        let part = |number: f64| number > 0.0 && number < 1.0;
        let Measuring { epsilon, closeness_epsilon, delta, resolution, .. } = self.measuring;
        let parts = [epsilon, closeness_epsilon, delta, self.stability.share, self.stability.epsilon];
        let is_right = parts.into_iter().all(part) && resolution > 0.0 && resolution <= 1000.0;
        if !is_right {
            return Err(AppError::invalid(
                "errors, chances and shares lie between 0 and 1, and the resolution above 0 and at most 1000",
            ));
        }
        Ok(())
    }

    /// Names the plan: other rules, or another version of this program, are other work.
    ///
    /// # Errors
    /// Only if the rules can't be written as JSON.
    pub(crate) fn plan(&self) -> Result<String, AppError> {
        let rules = serde_json::to_string(self).map_err(AppError::invalid)?;
        let named = format!("hoeder {}\n{rules}", env!("CARGO_PKG_VERSION"));
        Ok(Sha256(sha2::Sha256::digest(named.as_bytes()).into()).to_string())
    }
}
