//! What a first draw says about the next: how many pairs it will take, and which nodes are to be watched apart.
//!
//! The first draw is thrown away, so nothing that is decided here depends on the pairs that count.

use super::tally::Tally;
use crate::bound::{self, Class};
use rayon::prelude::*;

/// Ways to put nodes in classes, by how much they varied in the first draw, and the part of the doubt that goes to
/// their variances. Where few pairs will do, more classes only ask more of them; where many are needed, they pay.
const MANNERS: [(&[usize], f64); 4] = [
    (&[8, 120], 0.4),
    (&[2, 6, 24, 96], 0.25),
    (&[1, 1, 2, 4, 8, 16, 32, 64], 0.15),
    (&[1, 1, 2, 4, 8, 16, 32, 64], 0.05),
];
/// What a first draw says about the next.
pub(super) struct Plan {
    pub(super) groups: Groups,
    /// The part of the doubt that goes to the variances.
    pub(super) to_variances: f64,
    /// How many pairs should do.
    pub(super) first: f64,
}

impl Plan {
    /// Before any draw: no number of pairs does that is less than what nodes on no path at all would need.
    pub(super) fn before(off: f64, delta: f64) -> Self {
        let none = Class { nodes: 1.0, largest: 0.0, all: None };
        let to_variances = MANNERS[0].1;
        let first = bound::enough(&[none; 3], 1.0, off, delta, to_variances);
        Self { groups: Groups::default(), to_variances, first }
    }

    /// The best of all manners.
    pub(super) fn new(tally: &Tally, nodes: usize, longest: usize, off: f64, delta: f64) -> Self {
        let order = Groups::order(tally, nodes);
        let plans = MANNERS.map(|(sizes, to_variances)| {
            let groups = Groups::new(tally, &order, sizes, nodes, longest);
            let first = bound::enough(&groups.classes(tally), tally.drawn as f64, off, delta, to_variances);
            Self { groups, to_variances, first }
        });
        let [best, others @ ..] = plans;
        others.into_iter().fold(best, |best, plan| if plan.first < best.first { plan } else { best })
    }
}

/// Nodes in classes, by how much they varied in a draw.
#[derive(Default)]
pub(super) struct Groups {
    /// Nodes that varied most, each with its mean then, by class.
    top: Vec<Vec<(u32, f64)>>,
    /// Whether a node is in none of those.
    rest: Vec<bool>,
    longest: f64,
}

impl Groups {
    /// Nodes that were on any path, those that varied most first.
    fn order(tally: &Tally, nodes: usize) -> Vec<u32> {
        let vary = |node: u32| tally.squares(node as usize, tally.mean(node as usize));
        let mut order: Vec<(f64, u32)> = (0..nodes as u32).map(|node| (vary(node), node)).collect();
        order.retain(|&(vary, _)| vary > 0.0);
        order.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        order.into_iter().map(|(_, node)| node).collect()
    }

    fn new(tally: &Tally, order: &[u32], sizes: &[usize], nodes: usize, longest: usize) -> Self {
        let mut rest = vec![true; nodes];
        let mut order = order.iter();
        let top = sizes.iter().map(|&size| {
            let class: Vec<(u32, f64)> =
                order.by_ref().take(size).map(|&node| (node, tally.mean(node as usize))).collect();
            class.iter().for_each(|&(node, _)| rest[node as usize] = false);
            class
        });
        let top = top.filter(|class| !class.is_empty()).collect();
        Self { top, rest, longest: longest.max(1) as f64 }
    }

    /// What is known of each class by now.
    pub(super) fn classes(&self, tally: &Tally) -> Vec<Class> {
        let of_top = |class: &Vec<(u32, f64)>| Class {
            nodes: class.len() as f64,
            largest: class.iter().map(|&(node, mean)| tally.squares(node as usize, mean)).fold(0.0, f64::max),
            all: None,
        };
        let mut classes: Vec<Class> = self.top.iter().map(of_top).collect();
        let rest = || (0..self.rest.len()).into_par_iter().filter(|&node| self.rest[node]);
        let largest = rest().map(|node| tally.raw_squares(node)).max().unwrap_or(0);
        let all: u64 = rest().map(|node| tally.raw_squares(node)).sum();
        let nodes = rest().count();
        if nodes > 0 {
            let all = Some((Tally::plain(all), self.longest));
            classes.push(Class { nodes: nodes as f64, largest: Tally::plain(largest), all });
        }
        classes
    }
}
