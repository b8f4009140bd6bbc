//! A walk in depth over one part: what falls off when each of its nodes is taken (Hopcroft and Tarjan 1973).

use super::ground::{Ground, NONE};
use super::parts::Parts;

/// One node met.
#[derive(Clone, Copy, Debug)]
struct Stop {
    node: u32,
    /// The place from which it was met.
    up: u32,
    /// The earliest place that it, or what lies below it, touches.
    low: u32,
    /// How far its neighbours have been looked at.
    next: u32,
    /// The places below it end before this one.
    end: u32,
    /// The weight of it and what lies below.
    below: u32,
    /// The weight below it that is cut off when it is taken.
    cut: u32,
}

/// The walk; a place is a number in the order in which nodes were met.
#[derive(Debug)]
pub(crate) struct Depth {
    stops: Vec<Stop>,
    /// The place of each node of the network; `NONE` where it was not met.
    place: Vec<u32>,
}

impl Depth {
    pub(crate) fn new(nodes: usize) -> Self {
        Self { stops: Vec::new(), place: vec![NONE; nodes] }
    }

    fn meet(&mut self, ground: &Ground, node: u32, up: u32) {
        let at = self.stops.len() as u32;
        self.place[node as usize] = at;
        let below = ground.weight[node as usize];
        self.stops.push(Stop { node, up, low: at, next: 0, end: 0, below, cut: 0 });
    }

    /// Walks over a part from `root`, a node outside it, or one of its own. Gives the arcs looked at.
    pub(crate) fn walk(&mut self, ground: &Ground, parts: &Parts, root: u32, part: u32) -> u64 {
        for stop in &self.stops {
            self.place[stop.node as usize] = NONE;
        }
        self.stops.clear();
        self.meet(ground, root, 0);
        let (mut looked, mut at) = (0, 0);
        loop {
            let mut stop = self.stops[at];
            let near = ground.near(stop.node);
            let mut down = NONE;
            while let Some(&to) = near.get(stop.next as usize) {
                stop.next += 1;
                let place = self.place[to as usize];
                if place == NONE {
                    if parts.of(to) == part {
                        down = to;
                        break;
                    }
                } else if place != stop.up {
                    stop.low = stop.low.min(place);
                }
            }
            self.stops[at] = stop;
            if down != NONE {
                self.meet(ground, down, at as u32);
                at = self.stops.len() - 1;
                continue;
            }
            looked += near.len() as u64;
            self.stops[at].end = self.stops.len() as u32;
            if at == 0 {
                return looked;
            }
            let up = &mut self.stops[stop.up as usize];
            up.below += stop.below;
            if stop.low >= stop.up {
                up.cut += stop.below;
            } else {
                up.low = up.low.min(stop.low);
            }
            at = stop.up as usize;
        }
    }

    /// For each node but the root: its place, itself, and the weight that is parted from the root when it is
    /// taken, its own among it.
    pub(crate) fn losses<'a>(&'a self, ground: &'a Ground) -> impl Iterator<Item = (u32, u32, u32)> + 'a {
        (1..)
            .zip(&self.stops[1..])
            .map(|(at, stop)| (at, stop.node, ground.weight[stop.node as usize] + stop.cut))
    }

    /// The node at a place.
    pub(crate) fn node(&self, place: u32) -> u32 {
        self.stops[place as usize].node
    }

    /// Nodes met.
    pub(crate) fn len(&self) -> usize {
        self.stops.len()
    }

    /// The weights of the pieces that are parted from the root when the node at a place is taken; for the root, of all
    /// pieces that are left of the part.
    pub(crate) fn piece_weights(&self, place: u32) -> impl Iterator<Item = u32> + '_ {
        self.pieces_at(place).map(|child| self.stops[child as usize].below)
    }

    /// The nodes of those pieces, piece by piece.
    pub(crate) fn pieces(&self, place: u32) -> impl Iterator<Item = impl Iterator<Item = u32> + '_> + '_ {
        self.pieces_at(place).map(|child| {
            let end = self.stops[child as usize].end as usize;
            self.stops[child as usize..end].iter().map(|stop| stop.node)
        })
    }

    /// The first place of each of those pieces.
    fn pieces_at(&self, place: u32) -> impl Iterator<Item = u32> + '_ {
        let end = self.stops[place as usize].end;
        let next = move |child: u32| Some(child).filter(|&child| child < end);
        let children =
            std::iter::successors(next(place + 1), move |&child| next(self.stops[child as usize].end));
        children.filter(move |&child| self.stops[child as usize].low >= place)
    }
}
