//! Key players: members in the order of their reasons.
//!
//! There is no score. Members with more strong reasons come first; where those are equally many, more clear ones; then more
//! weak ones; then the higher rank; then the place by betweenness; then the member's number. Anyone can redo the order with
//! pencil and paper.

use crate::standing::{Standing, Standings};
use crate::world::Rank;
use rayon::prelude::*;
use std::cmp::Reverse;

/// What the order goes by, from first to last.
type Order = (Reverse<[usize; 3]>, Rank, u32, u32);

impl Standings<'_> {
    /// The first `most` members who have a reason, in order.
    pub fn key_players(&self, most: usize) -> Vec<Standing> {
        let mut found: Vec<(Order, Standing)> = (0..self.world.members() as u32)
            .into_par_iter()
            .filter_map(|member| {
                let standing = self.of(member);
                (!standing.reasons.is_empty()).then(|| (self.order(&standing), standing))
            })
            .collect();
        found.par_sort_unstable_by(|a, b| a.0.cmp(&b.0));
        found.into_iter().take(most).map(|(_, standing)| standing).collect()
    }

    fn order(&self, standing: &Standing) -> Order {
        let rank = standing.highest.unwrap_or(Rank::Member);
        let place = self.between_places[standing.member as usize];
        (Reverse(standing.counts()), rank, place, standing.member)
    }
}
