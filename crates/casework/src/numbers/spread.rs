//! How days are spread: median and percentiles by nearest rank, whole days only. May not show a spread of few cases.

use super::Threshold;
use serde::{Deserialize, Serialize};

/// A spread of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Spread {
    /// No case.
    Empty,
    /// Too few cases to show without pointing to a person.
    Hidden,
    /// Days that a share of the cases did not exceed.
    Days {
        /// How many cases.
        cases: u64,
        /// Half of them.
        median: u32,
        /// Nine in ten. `None` below ten times the threshold, where it would be one person's number.
        percentile_90: Option<u32>,
    },
}

/// The spread of days; the order does not matter.
///
/// The median is the day of rank ceil(n / 2): a day that occurs, so one of at least `threshold` cases.
pub fn spread(days: &[u32], threshold: Threshold) -> Spread {
    let cases = u64::try_from(days.len()).unwrap_or(u64::MAX);
    if cases == 0 {
        return Spread::Empty;
    }
    if cases < threshold.below {
        return Spread::Hidden;
    }
    let mut sorted = days.to_vec();
    sorted.sort_unstable();
    let rank = |percent: usize| sorted.get((sorted.len() * percent).div_ceil(100).saturating_sub(1)).copied();
    let enough = cases >= threshold.below.saturating_mul(10);
    Spread::Days { cases, median: rank(50).unwrap_or(0), percentile_90: if enough { rank(90) } else { None } }
}
