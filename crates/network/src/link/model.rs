//! The weights of Fellegi and Sunter: for each level of each field, how often pairs of one person reach it and how often
//! others do.

use super::compare::Field;
use serde::{Deserialize, Serialize};

/// How often a level is reached among pairs of which the field is known of both.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Odds {
    /// Part of the pairs of one person, above 0 and at most 1.
    pub m: f64,
    /// Part of the pairs of two persons, above 0 and at most 1.
    pub u: f64,
}

/// Odds of all levels, and the prior.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// Levels of each field in the order of [`Field::ALL`], best first.
    pub levels: Vec<Vec<Odds>>,
    /// Chance that two members drawn from both networks are one person.
    pub prior: f64,
    /// On what the numbers rest.
    pub ground: String,
}

/// Why a model cannot be used.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ModelError {
    /// A field has another number of levels.
    #[error("the model has {found} levels for {field:?}, and there are {wanted}")]
    Levels {
        /// Field.
        field: Field,
        /// Levels in the model.
        found: usize,
        /// Levels that there are.
        wanted: usize,
    },
    /// A probability is none, or the levels of a field do not add up to 1.
    #[error(
        "the levels of {field:?} add up to {m} and {u}: both are to be 1 within 0.01, and each part above 0"
    )]
    Sum {
        /// Field.
        field: Field,
        /// Sum among pairs of one person.
        m: f64,
        /// Sum among others.
        u: f64,
    },
    /// The prior is no chance.
    #[error("the prior is {0}: give a chance above 0 and below 1")]
    Prior(f64),
}

impl Model {
    /// Numbers to begin with, before anything is learned.
    pub fn stated(prior: f64) -> Self {
        let rows: [&[(f64, f64)]; Field::ALL.len()] = [
            &[(0.7, 1e-6), (0.3, 1.0 - 1e-6)],
            &[(0.5, 1e-6), (0.1, 1e-4), (0.4, 1.0 - 1.01e-4)],
            &[(0.4, 1e-6), (0.6, 1.0 - 1e-6)],
            &[(0.5, 1e-5), (0.5, 1.0 - 1e-5)],
            &[(0.4, 1e-4), (0.05, 1e-4), (0.55, 1.0 - 2e-4)],
            &[(0.4, 1e-4), (0.2, 4e-4), (0.1, 3e-3), (0.3, 1.0 - 3.5e-3)],
            &[(0.6, 0.25), (0.3, 0.35), (0.1, 0.4)],
        ];
        let odds = |row: &[(f64, f64)]| row.iter().map(|&(m, u)| Odds { m, u }).collect();
        Self {
            levels: rows.into_iter().map(odds).collect(),
            prior,
            ground: "Stated by this project as a beginning; not measured. Learn from the two networks, or state numbers with \
                     their source."
                .to_owned(),
        }
    }

    /// Odds of a level. A level that the model does not have says nothing.
    pub fn odds(&self, field: Field, level: u8) -> Odds {
        let row = self.levels.get(field as usize);
        row.and_then(|row| row.get(usize::from(level))).copied().unwrap_or(Odds { m: 1.0, u: 1.0 })
    }

    /// What a level says, in bits.
    pub fn bits(&self, field: Field, level: u8) -> f64 {
        let odds = self.odds(field, level);
        (odds.m / odds.u).log2()
    }

    /// Probability that a pair with these bits is one person.
    pub fn probability(&self, bits: f64) -> f64 {
        let odds = (bits + (self.prior / (1.0 - self.prior)).log2()).exp2();
        if odds.is_infinite() { 1.0 } else { odds / (1.0 + odds) }
    }

    /// Checks that this is a model of the fields that there are.
    ///
    /// # Errors
    /// The first field that does not fit, or the prior.
    pub fn check(&self) -> Result<(), ModelError> {
        if !(self.prior > 0.0 && self.prior < 1.0) {
            return Err(ModelError::Prior(self.prior));
        }
        for field in Field::ALL {
            let row = self.levels.get(field as usize).map(Vec::as_slice).unwrap_or_default();
            let wanted = field.levels().len();
            if row.len() != wanted {
                return Err(ModelError::Levels { field, found: row.len(), wanted });
            }
            let (m, u) = row.iter().fold((0.0, 0.0), |(m, u), odds| (m + odds.m, u + odds.u));
            let is_part = row.iter().all(|odds| odds.m > 0.0 && odds.u > 0.0);
            if !is_part || (m - 1.0).abs() > 0.01 || (u - 1.0).abs() > 0.01 {
                return Err(ModelError::Sum { field, m, u });
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_is_checked_and_its_bits_add_up() {
        let model = Model::stated(1e-4);
        model.check().unwrap();
        assert!((model.bits(Field::Wallet, 0) - 400_000_f64.log2()).abs() < 1e-9);
        assert!((model.probability(-(1e-4_f64 / (1.0 - 1e-4)).log2()) - 0.5).abs() < 1e-9);
        assert!(model.probability(5000.0) <= 1.0);
        let mut broken = model.clone();
        broken.levels[2][0].m = 0.0;
        assert!(matches!(broken.check(), Err(ModelError::Sum { field: Field::Wallet, .. })));
        broken.levels.pop();
        broken.levels[2][0].m = 0.4;
        assert!(matches!(broken.check(), Err(ModelError::Levels { field: Field::Hours, found: 0, .. })));
        assert_eq!(Model::stated(1.0).check(), Err(ModelError::Prior(1.0)));
    }
}
