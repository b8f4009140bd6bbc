//! Hidden brokers: members without a title and with few posts who hold groups together.
//!
//! Counting ties finds who talks much. A broker need not: a few steady, confidential contacts on several sides are enough.
//! The order, again without a score: more groups held; then more confidants away from the group in which the member has most,
//! for a bridge is as strong as its weaker side; then more pairs of groups between which the member carries at least half the
//! contact; then the lower constraint, for a broker's contacts do not know each other; then the place by
//! betweenness; then the number.

use crate::bridge::Crossing;
use crate::standing::{Standing, Standings};
use std::cmp::Reverse;

/// A member who may be a hidden broker.
#[derive(Clone, Debug, PartialEq)]
pub struct Broker {
    /// Standing with all reasons.
    pub standing: Standing,
    /// Groups held, with the confidants in each; two or more.
    pub held: Vec<(u32, u32)>,
    /// Confidants outside the group in which the member has most.
    pub away: u32,
    /// What the member carries between groups.
    pub carries: Vec<Crossing>,
    /// Burt's constraint.
    pub constraint: Option<f64>,
}

impl Standings<'_> {
    /// The most posts that a member may have who goes unnoticed: the stated part of those who posted have no more.
    pub fn few_posts(&self) -> u32 {
        let mut posted: Vec<u32> = self.posts.iter().copied().filter(|&posts| posts > 0).collect();
        posted.sort_unstable();
        let place = (posted.len() as f64 * self.bars.few_posts) as usize;
        posted.get(place.min(posted.len().saturating_sub(1))).copied().unwrap_or(0)
    }

    /// The first `most` hidden brokers, in order.
    pub fn hidden_brokers(&self, most: usize) -> Vec<Broker> {
        let few = self.few_posts();
        // Who was let into a closed section holds no title by it: there, that is what every member has.
        let mut found: Vec<(u32, Vec<(u32, u32)>)> = (0..self.world.members() as u32)
            .filter(|&member| self.posts[member as usize] <= few)
            .filter(|&member| !self.roles.highest(member).is_some_and(|rank| rank.has_power()))
            .map(|member| (member, self.held_by(member)))
            .filter(|(_, held)| held.len() > 1)
            .collect();
        found.sort_by_cached_key(|(member, held)| {
            let main = self.crossings_of(*member).iter().filter(|crossing| crossing.share() >= 0.5).count();
            // Thousandths: what the graph rounds differently on another machine must not turn the order.
            let constraint =
                self.position.constraint[*member as usize].map_or(u64::MAX, |c| (c * 1000.0) as u64);
            (
                Reverse(held.len()),
                Reverse(self.away(*member)),
                Reverse(main),
                constraint,
                self.between_places[*member as usize],
                *member,
            )
        });
        let broker = |(member, held): (u32, Vec<(u32, u32)>)| Broker {
            standing: self.of(member),
            held,
            away: self.away(member),
            carries: self.crossings_of(member).to_vec(),
            constraint: self.position.constraint[member as usize],
        };
        found.into_iter().take(most).map(broker).collect()
    }

    fn away(&self, member: u32) -> u32 {
        let held = self.confidants.held_by(member, &self.position.group);
        held.values().sum::<u32>() - held.values().max().copied().unwrap_or(0)
    }
}
