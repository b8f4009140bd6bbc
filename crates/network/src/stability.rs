//! How far a rank moves when part of what happened is not in the source.
//!
//! A seized database is never whole: messages were deleted, a server was missed. A rank that falls far when one tie in ten
//! is gone should not be leaned on.

use crate::chance::of_pair;
use crate::weave::{WeaveError, Woven};
use crate::weight::WeightRules;
use std::collections::HashMap;

/// What to leave out, how often.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shaking {
    /// Part of the pairs of members whose ties are left out, above 0 and below 1.
    pub share: f64,
    /// How often.
    pub times: u32,
    /// The same seed leaves out the same pairs.
    pub seed: u64,
}

impl Default for Shaking {
    /// One pair in ten, twenty times, seed 0.
    fn default() -> Self {
        Self { share: 0.1, times: 20, seed: 0 }
    }
}

/// How one member's place moved.
#[derive(Clone, Debug, PartialEq)]
pub struct Shift {
    /// The member.
    pub member: u32,
    /// Place in the whole network, from 1.
    pub place: u32,
    /// Places in the thinned networks, best first; one beyond the end where the member is not in the order.
    pub places: Vec<u32>,
}

impl Shift {
    /// The best place.
    pub fn best(&self) -> u32 {
        self.places.first().copied().unwrap_or(self.place)
    }

    /// The worst place.
    pub fn worst(&self) -> u32 {
        self.places.last().copied().unwrap_or(self.place)
    }

    /// The place in the middle; the worse of two.
    pub fn middle(&self) -> u32 {
        self.places.get(self.places.len() / 2).copied().unwrap_or(self.place)
    }

    /// The part of the thinned networks in which the member is among the first `first`.
    pub fn stays_within(&self, first: u32) -> f64 {
        let stays = self.places.iter().filter(|&&place| place <= first).count();
        stays as f64 / self.places.len().max(1) as f64
    }
}

/// Why stability cannot be told.
#[derive(Debug, thiserror::Error)]
pub enum StabilityError<E> {
    /// The part to leave out is none.
    #[error("a share of {0} cannot be left out: give a number above 0 and below 1")]
    Share(f64),
    /// The thinned network cannot be woven.
    #[error(transparent)]
    Weave(WeaveError),
    /// The order could not be made.
    #[error(transparent)]
    Order(E),
}

/// Thins the network again and again, and tells how far each of the first `most` members moves.
///
/// `order` gives members from first to last for a network; it is asked for the whole network and for each thinned one.
/// All ties between two members vanish together, each pair by itself with the stated chance.
///
/// # Errors
/// When the share is out of bounds, or an order cannot be made.
pub fn shake<E>(
    woven: &Woven,
    rules: &WeightRules,
    shaking: &Shaking,
    most: usize,
    mut order: impl FnMut(&Woven) -> Result<Vec<u32>, E>,
) -> Result<Vec<Shift>, StabilityError<E>> {
    if !(shaking.share > 0.0 && shaking.share < 1.0) {
        return Err(StabilityError::Share(shaking.share));
    }
    let whole = order(woven).map_err(StabilityError::Order)?;
    let mut shifts: Vec<Shift> = (1..)
        .zip(whole.iter().take(most))
        .map(|(place, &member)| Shift { member, place, places: Vec::new() })
        .collect();
    for draw in 0..u64::from(shaking.times) {
        let thinned = woven
            .thinned(rules, |tie| of_pair(shaking.seed, draw, tie.from, tie.to) >= shaking.share)
            .map_err(StabilityError::Weave)?;
        let order = order(&thinned).map_err(StabilityError::Order)?;
        let beyond = order.len() as u32 + 1;
        let places: HashMap<u32, u32> = order.into_iter().zip(1..).collect();
        for shift in &mut shifts {
            shift.places.push(places.get(&shift.member).copied().unwrap_or(beyond));
        }
    }
    shifts.iter_mut().for_each(|shift| shift.places.sort_unstable());
    Ok(shifts)
}
