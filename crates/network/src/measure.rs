//! Measures a woven network with the room `graph`.

use crate::position::Position;
use crate::weave::Woven;
use graph::{
    Components, EstimateError, Leiden, LeidenError, PageRank, Precision, SettleError, Stopped, Watch,
    betweenness_within, constraint, cores, harmonic_within, page_rank,
};
use serde::{Deserialize, Serialize};

/// How a network is measured. Recorded beside the result, this gives the same result again.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measuring {
    /// Where draws begin.
    pub seed: u64,
    /// Resolution of groups: 1 is the usual one, higher gives smaller groups.
    pub resolution: f64,
    /// How far betweenness, as a share, may be off.
    pub epsilon: f64,
    /// How far closeness, as a share, may be off.
    pub closeness_epsilon: f64,
    /// For each of the two: the chance that any value is off by more.
    pub delta: f64,
}

impl Default for Measuring {
    /// Seed 0, resolution 1; betweenness within 0.001 and closeness within 0.02, with a chance of one in ten each.
    fn default() -> Self {
        Self { seed: 0, resolution: 1.0, epsilon: 0.001, closeness_epsilon: 0.02, delta: 0.1 }
    }
}

/// Why a network was not measured.
#[derive(Debug, thiserror::Error)]
pub enum MeasureError {
    /// PageRank.
    #[error(transparent)]
    Settle(#[from] SettleError),
    /// Groups.
    #[error(transparent)]
    Leiden(#[from] LeidenError),
    /// Betweenness.
    #[error(transparent)]
    Estimate(#[from] EstimateError),
    /// Stopped by whoever watches.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

/// The measures, in the order in which they are taken: quick ones first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// Weak components.
    Components,
    /// Core numbers.
    Cores,
    /// PageRank.
    PageRank,
    /// Groups.
    Groups,
    /// Burt's constraint.
    Constraint,
    /// Harmonic closeness.
    Closeness,
    /// Betweenness.
    Betweenness,
}

impl Measure {
    /// All.
    pub const ALL: [Self; 7] = [
        Self::Components,
        Self::Cores,
        Self::PageRank,
        Self::Groups,
        Self::Constraint,
        Self::Closeness,
        Self::Betweenness,
    ];

    /// The stable word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Components => "components",
            Self::Cores => "cores",
            Self::PageRank => "page-rank",
            Self::Groups => "groups",
            Self::Constraint => "constraint",
            Self::Closeness => "closeness",
            Self::Betweenness => "betweenness",
        }
    }
}

impl Position {
    /// Takes one measure; the others stay as they are.
    ///
    /// # Errors
    /// When a setting is out of bounds, PageRank does not settle, or the watch stops it.
    pub fn take(
        &mut self,
        measure: Measure,
        woven: &Woven,
        measuring: &Measuring,
        watch: &dyn Watch,
    ) -> Result<(), MeasureError> {
        let rows = woven.undirected();
        match measure {
            Measure::Components => self.component = Components::weak(woven.graph()).of().to_vec(),
            Measure::Cores => self.core = cores(rows),
            Measure::PageRank => self.pagerank = page_rank(woven.graph(), &PageRank::default())?,
            Measure::Groups => {
                let leiden =
                    Leiden { seed: measuring.seed, resolution: measuring.resolution, ..Leiden::default() };
                self.group = leiden.communities(rows, watch)?.partition.of().to_vec();
            }
            Measure::Constraint => self.constraint = constraint(rows, watch)?,
            Measure::Closeness => {
                let Measuring { closeness_epsilon, delta, seed, .. } = *measuring;
                let precision = Precision { epsilon: closeness_epsilon, delta, seed };
                let estimate = harmonic_within(rows, &precision, watch)?;
                self.closeness = estimate.shares;
                self.closeness_error = estimate.error;
            }
            Measure::Betweenness => {
                let Measuring { epsilon, delta, seed, .. } = *measuring;
                let estimate = betweenness_within(rows, &Precision { epsilon, delta, seed }, watch)?;
                self.betweenness = estimate.shares;
                self.betweenness_error = estimate.error;
            }
        }
        Ok(())
    }

    /// Takes all measures.
    ///
    /// # Errors
    /// As [`Position::take`].
    pub fn measure(woven: &Woven, measuring: &Measuring, watch: &dyn Watch) -> Result<Self, MeasureError> {
        let mut position = Self::default();
        for measure in Measure::ALL {
            position.take(measure, woven, measuring, watch)?;
        }
        Ok(position)
    }
}
