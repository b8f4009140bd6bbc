//! Draws numbered pairs on several threads and adds up what they show, the same on any number of threads.

use super::ground::{Pairs, Ways};
use super::pair::Search;
use crate::chance::Chance;
use crate::watch::{Stopped, Watch};
use rayon::prelude::*;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};

/// Shares are added as whole numbers of this part of one: then the order in which threads add them does not matter. Each
/// is off by half of it at most, which no bound of ours comes near.
const UNIT: f64 = (1_u64 << 32) as f64;
/// More pairs than this could overflow a sum.
pub(super) const MOST_PAIRS: f64 = UNIT * 0.5;
/// Pairs that a thread takes at a time.
const BATCH: u64 = 8;

/// Where pairs are drawn.
pub(super) struct Field<'a> {
    /// Forward and back.
    pub(super) ways: [Ways<'a>; 2],
    /// The node of each place; none where places are nodes.
    pub(super) node: Option<&'a [u32]>,
    /// Number of nodes.
    pub(super) nodes: usize,
    pub(super) pairs: Pairs,
}

/// Sums over all pairs drawn so far.
pub(super) struct Tally {
    /// For each node the sum of its shares, and of their squares.
    sums: Vec<[AtomicU64; 2]>,
    searches: Vec<Search>,
    /// Pairs drawn.
    pub(super) drawn: u64,
}

impl Tally {
    pub(super) fn new(field: &Field<'_>) -> Self {
        let places = field.ways[0].len();
        Self {
            sums: (0..field.nodes).map(|_| Default::default()).collect(),
            searches: (0..rayon::current_num_threads()).map(|_| Search::new(places)).collect(),
            drawn: 0,
        }
    }

    /// Forgets all sums.
    pub(super) fn clear(&mut self) {
        self.drawn = 0;
        self.sums.par_iter_mut().for_each(|sums| *sums = Default::default());
    }

    /// Ties looked at for all pairs that were ever drawn.
    pub(super) fn looked(&self) -> u64 {
        self.searches.iter().map(|search| search.looked).sum()
    }

    /// Draws pairs until there are this many. Pair number `i` is drawn from stream `i` of `chance`.
    pub(super) fn draw(
        &mut self,
        field: &Field<'_>,
        chance: &Chance,
        until: u64,
        watch: &dyn Watch,
    ) -> Result<(), Stopped> {
        let (next, stopped) = (AtomicU64::new(self.drawn), AtomicBool::new(false));
        let sums = &self.sums;
        self.searches.par_iter_mut().with_max_len(1).for_each(|search| {
            while !stopped.load(Relaxed) {
                let first = next.fetch_add(BATCH, Relaxed);
                if first >= until {
                    break;
                }
                for number in first..(first + BATCH).min(until) {
                    one(search, field, sums, &mut chance.fork(number));
                }
                if !watch.goes_on(first, until) {
                    stopped.store(true, Relaxed);
                }
            }
        });
        self.drawn = until;
        if stopped.into_inner() { Err(Stopped) } else { Ok(()) }
    }

    /// The mean share of a node.
    pub(super) fn mean(&self, node: usize) -> f64 {
        self.sums[node][0].load(Relaxed) as f64 / UNIT / self.drawn as f64
    }

    /// The sum of the squares of a node's shares, as it is kept: sums of it do not depend on their order.
    pub(super) fn raw_squares(&self, node: usize) -> u64 {
        self.sums[node][1].load(Relaxed)
    }

    /// A sum of squares as a number.
    pub(super) fn plain(raw: u64) -> f64 {
        raw as f64 / UNIT
    }

    /// The sum of the squares of a node's shares about a centre.
    pub(super) fn squares(&self, node: usize, centre: f64) -> f64 {
        let [sum, squares] = [0, 1].map(|at: usize| self.sums[node][at].load(Relaxed) as f64 / UNIT);
        (squares - 2.0 * centre * sum + centre * centre * self.drawn as f64).max(0.0)
    }
}

fn one(search: &mut Search, field: &Field<'_>, sums: &[[AtomicU64; 2]], chance: &mut Chance) {
    let (from, to) = field.pairs.draw(chance);
    search.pair(field.ways, from, to, |place, share| {
        let share = (share.min(1.0) * UNIT).round();
        let node = field.node.map_or(place, |node| node[place as usize]) as usize;
        sums[node][0].fetch_add(share as u64, Relaxed);
        // Rounded up, so that a sum of squares is never too small.
        sums[node][1].fetch_add((share * share / UNIT).ceil() as u64, Relaxed);
    });
}
