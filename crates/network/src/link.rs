//! The same person across networks: candidates, each with what speaks for it and against it.
//!
//! I. P. Fellegi, A. B. Sunter, "A Theory for Record Linkage", 1969: each field of two profiles agrees to some level; a level
//! that is common among pairs of the same person and rare among others speaks for, in bits, `log2(m / u)`. What is not known
//! says nothing. Bits add up as far as the fields are independent, which they are only by approximation.
//!
//! Nothing here says that two members are one person. A candidate waits for an analyst.

mod block;
mod compare;
mod curve;
mod learn;
mod model;
mod name;
mod profile;

pub use block::{BlockLimits, LeftOutBlock};
pub use compare::{Field, Levels, compare};
pub use curve::{CurvePoint, curve, threshold_for};
pub use learn::{LearnError, Learning, learn};
pub use model::{Model, ModelError, Odds};
pub use name::{fold, jaro_winkler, script};
pub use profile::{Profile, profiles};

use rayon::prelude::*;
use std::collections::HashMap;

/// Two members who may be the same person.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Place of the profile in the first list.
    pub a: u32,
    /// Place of the profile in the second list.
    pub b: u32,
    /// What speaks for it less what speaks against it, in bits, before the prior.
    pub bits: f64,
    /// Probability under the model, its prior included.
    pub probability: f64,
    /// Each field that is known of both, with its bits, those that say most first.
    pub why: Vec<Why>,
}

/// What one field says of a pair.
#[derive(Clone, Debug, PartialEq)]
pub struct Why {
    /// The field.
    pub field: Field,
    /// What was found.
    pub text: String,
    /// Above 0 speaks for, below 0 against.
    pub bits: f64,
}

/// Candidates of two networks.
#[derive(Clone, Debug, PartialEq)]
pub struct Linked {
    /// Candidates of at least the bits asked for, most bits first.
    pub candidates: Vec<Candidate>,
    /// Pairs that were compared.
    pub compared: u64,
    /// What was too common to make pairs of.
    pub left_out: Vec<LeftOutBlock>,
}

/// How often values occur in both lists, so that what many share says less.
struct Common {
    names: HashMap<String, u32>,
    values: HashMap<String, (u32, u32)>,
    profiles: f64,
}

impl Common {
    fn of(a: &[Profile], b: &[Profile]) -> Self {
        let mut names = HashMap::new();
        let mut values: HashMap<String, (u32, u32)> = HashMap::new();
        for (profiles, is_first) in [(a, true), (b, false)] {
            for profile in profiles {
                *names.entry(profile.name.clone()).or_default() += 1;
                for (_, value) in &profile.contacts {
                    let counts = values.entry(value.clone()).or_default();
                    if is_first { counts.0 += 1 } else { counts.1 += 1 }
                }
            }
        }
        Self { names, values, profiles: (a.len() + b.len()).max(1) as f64 }
    }

    /// Bits to add where exactly this name is shared: a rare name says more than the average one, a common one less.
    fn name_bits(&self, name: &str, u: f64) -> f64 {
        let part = f64::from(self.names.get(name).copied().unwrap_or(1)) / self.profiles;
        (u / part).log2()
    }

    /// Bits to take away where this value is shared: a value that makes many pairs is nobody's own.
    fn value_bits(&self, value: &str) -> f64 {
        let (a, b) = self.values.get(value).copied().unwrap_or((1, 1));
        -(f64::from(a.max(1)) * f64::from(b.max(1))).log2()
    }
}

/// Finds candidates between two networks.
///
/// # Errors
/// When the model is none: a probability out of bounds, or levels that do not add up to one.
pub fn link(
    a: &[Profile],
    b: &[Profile],
    model: &Model,
    limits: &BlockLimits,
    bits_min: f64,
) -> Result<Linked, ModelError> {
    model.check()?;
    let (pairs, left_out) = block::pairs(a, b, limits);
    let common = Common::of(a, b);
    let mut candidates: Vec<Candidate> = pairs
        .par_iter()
        .filter_map(|&(at_a, at_b)| {
            let (one, other) = (&a[at_a as usize], &b[at_b as usize]);
            let why = explain(one, other, &compare(one, other), model, &common);
            let bits: f64 = why.iter().map(|why| why.bits).sum();
            (bits >= bits_min).then(|| Candidate {
                a: at_a,
                b: at_b,
                bits,
                probability: model.probability(bits),
                why,
            })
        })
        .collect();
    candidates.sort_by(|x, y| y.bits.total_cmp(&x.bits).then((x.a, x.b).cmp(&(y.a, y.b))));
    Ok(Linked { candidates, compared: pairs.len() as u64, left_out })
}

fn explain(a: &Profile, b: &Profile, levels: &Levels, model: &Model, common: &Common) -> Vec<Why> {
    let mut why = Vec::new();
    for field in Field::ALL {
        let Some(level) = levels.of(field) else { continue };
        let mut bits = model.bits(field, level);
        let mut text = compare::text(field, level, a, b);
        if field == Field::Name && level == 0 {
            bits += common.name_bits(&a.name, model.odds(field, level).u);
            let bearers = common.names.get(&a.name).copied().unwrap_or(0);
            text += &format!("; {bearers} members of both networks bear it");
        }
        if level == 0
            && let Some(value) = compare::shared(field, a, b)
        {
            let less = common.value_bits(value);
            bits += less;
            if less < 0.0 {
                let (in_a, in_b) = common.values.get(value).copied().unwrap_or_default();
                text += &format!("; {in_a} and {in_b} members have it");
            }
        }
        why.push(Why { field, text, bits });
    }
    why.sort_by(|x, y| y.bits.abs().total_cmp(&x.bits.abs()).then(x.field.cmp(&y.field)));
    why
}
