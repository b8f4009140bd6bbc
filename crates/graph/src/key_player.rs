//! Key players: the few nodes whose loss breaks a network up most, or from which most of it is reached.
//!
//! Both problems and their measures are Borgatti's ("Identifying sets of key players in a social network", Computational and
//! Mathematical Organization Theory 12, 2006, 21-34, doi:10.1007/s10588-006-7084-x). A set is worth more or less than the sum of its
//! nodes, so sets are sought, not the best nodes one by one: greedily, then by exchange of one node at a time for the
//! best other, from several beginnings.

mod fragment;
mod reach;

use crate::Rows;
use crate::chance::Chance;
use crate::watch::{Stopped, Watch};

pub use fragment::{distance_fragmentation, fragmentation};
pub use reach::{distance_reach, reach};

/// What a set of key players is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyAim {
    /// KPP-Neg: that of the pairs of nodes left, as many as can be are in different components. See [`fragmentation`].
    Fragment,
    /// KPP-Neg: that the nodes left are as far apart as can be. See [`distance_fragmentation`]; for networks of up to
    /// [`DISTANCE_NODES_MAX`] nodes.
    FragmentByDistance,
    /// KPP-Pos: that as many nodes as can be are within so many steps. See [`reach`].
    Reach {
        /// Steps.
        steps: u32,
    },
    /// KPP-Pos: that all nodes are as near as can be. See [`distance_reach`].
    ReachByDistance,
}

/// The most nodes for [`KeyAim::FragmentByDistance`], which looks at all distances again for each node that it weighs.
pub const DISTANCE_NODES_MAX: usize = 500;

/// A set of key players.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyPlayers {
    /// The nodes, ascending.
    pub nodes: Vec<u32>,
    /// The measure that the aim names, from 0 to 1.
    pub score: f64,
}

/// Why no key players were sought.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyPlayerError {
    /// The set is empty or holds the whole network.
    #[error(
        "{count} key players were asked of {nodes} nodes: ask for at least 1 and fewer than there are nodes"
    )]
    Count {
        /// Nodes asked for.
        count: usize,
        /// Nodes there are.
        nodes: usize,
    },
    /// The network is too large for the aim.
    #[error(
        "the network has {nodes} nodes, and by distance this is done up to {max}: ask for fragmentation without distance"
    )]
    TooLarge {
        /// Nodes there are.
        nodes: usize,
        /// The most for which it is done.
        max: usize,
    },
    /// It was stopped.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

/// The most sets that are weighed one by one: below that the best set is given, not a good one.
const SETS_MAX: u64 = 20_000;

/// How many sets of `count` nodes there are; at most just above [`SETS_MAX`].
fn sets_of(nodes: usize, count: usize) -> u64 {
    let count = count.min(nodes - count) as u64;
    let mut sets = 1_u64;
    for taken in 0..count {
        sets = sets * (nodes as u64 - taken) / (taken + 1);
        if sets > SETS_MAX {
            break;
        }
    }
    sets
}

/// Weighs every set, in order; the first of the best is given.
fn every_set(
    rows: &Rows,
    aim: KeyAim,
    count: usize,
    watch: &dyn Watch,
) -> Result<KeyPlayers, KeyPlayerError> {
    let worth = |set: &[u32]| match aim {
        KeyAim::Fragment => fragmentation(rows, set),
        KeyAim::FragmentByDistance => distance_fragmentation(rows, set),
        KeyAim::Reach { steps } => reach(rows, set, steps),
        KeyAim::ReachByDistance => distance_reach(rows, set),
    };
    let (nodes, of) = (rows.nodes() as u32, sets_of(rows.nodes(), count));
    let mut set: Vec<u32> = (0..count as u32).collect();
    let mut best = KeyPlayers { nodes: set.clone(), score: worth(&set) };
    for done in 1.. {
        if !watch.goes_on(done, of) {
            return Err(Stopped.into());
        }
        // The next set: the last node that can move moves on, and those after it follow it closely.
        let moves = (0..count).rev().find(|&at| set[at] < nodes - (count - at) as u32);
        let Some(at) = moves else { break };
        set[at] += 1;
        for after in at + 1..count {
            set[after] = set[after - 1] + 1;
        }
        let score = worth(&set);
        // What is better by less than rounding is not better.
        if score > best.score + 1e-12 {
            best = KeyPlayers { nodes: set.clone(), score };
        }
    }
    Ok(best)
}

/// Given a set: the node that adds most to it, and what the set is worth then.
type BestAddition<'a> = Box<dyn FnMut(&[u32]) -> (u32, f64) + 'a>;

/// Finds a set of `count` key players in an undirected simple network. Where there are few sets all are weighed; else `starts` sets are begun with: one greedily, the
/// others at random from `seed`; the best is given.
///
/// # Errors
/// When the count or the size does not allow it, or the watch stops it.
pub fn key_players(
    rows: &Rows,
    aim: KeyAim,
    count: usize,
    starts: u32,
    seed: u64,
    watch: &dyn Watch,
) -> Result<KeyPlayers, KeyPlayerError> {
    let nodes = rows.nodes();
    if count == 0 || count >= nodes {
        return Err(KeyPlayerError::Count { count, nodes });
    }
    if aim == KeyAim::FragmentByDistance && nodes > DISTANCE_NODES_MAX {
        return Err(KeyPlayerError::TooLarge { nodes, max: DISTANCE_NODES_MAX });
    }
    if sets_of(nodes, count) <= SETS_MAX {
        return every_set(rows, aim, count, watch);
    }
    let mut best_addition: BestAddition<'_> = match aim {
        KeyAim::Fragment => {
            let mut cuts = fragment::Cuts::new(rows);
            Box::new(move |set| cuts.best_addition(set))
        }
        KeyAim::FragmentByDistance => Box::new(|set| fragment::best_addition_by_distance(rows, set)),
        KeyAim::Reach { steps } => {
            let mut spread = reach::Spread::new(rows, move |distance| f64::from(u8::from(distance <= steps)));
            Box::new(move |set| spread.best_addition(set))
        }
        KeyAim::ReachByDistance => {
            let mut spread = reach::Spread::new(rows, reach::nearness);
            Box::new(move |set| spread.best_addition(set))
        }
    };
    let mut chance = Chance::new(seed);
    let mut best = KeyPlayers { nodes: Vec::new(), score: f64::NEG_INFINITY };
    for start in 0..starts.max(1) {
        if !watch.goes_on(u64::from(start), u64::from(starts)) {
            return Err(Stopped.into());
        }
        let mut set: Vec<u32> = Vec::new();
        while start > 0 && set.len() < count {
            let node = chance.below(nodes as u64) as u32;
            if !set.contains(&node) {
                set.push(node);
            }
        }
        let score = climb(&mut set, count, &mut best_addition, watch)?;
        if score > best.score {
            set.sort_unstable();
            best = KeyPlayers { nodes: set, score };
        }
    }
    Ok(best)
}

/// Fills a set to `count` nodes, then exchanges one node after the other until none is worth exchanging.
fn climb(
    set: &mut Vec<u32>,
    count: usize,
    best_addition: &mut dyn FnMut(&[u32]) -> (u32, f64),
    watch: &dyn Watch,
) -> Result<f64, Stopped> {
    let mut score = f64::NEG_INFINITY;
    while set.len() < count {
        let (node, reached) = best_addition(set);
        set.push(node);
        score = reached;
    }
    let mut unmoved = 0;
    while unmoved < count {
        if !watch.goes_on(0, 1) {
            return Err(Stopped);
        }
        // The first of the set goes to its end, or for good.
        let dropped = set.remove(0);
        let (node, reached) = best_addition(set);
        // What is better by less than rounding is not better.
        if reached > score + 1e-12 {
            (score, unmoved) = (reached, 0);
            set.push(node);
        } else {
            unmoved += 1;
            set.push(dropped);
        }
    }
    Ok(score)
}

#[cfg(test)]
mod tests;
