//! Refinement: each community is built again from its single nodes, so that what is merged next is well connected.
//!
//! Only nodes that are still alone move, and only into a part that they are tied to: every part is connected. Node and
//! part must be well connected to the rest of their community. Where to go is drawn, the better the likelier (Traag,
//! Waltman and van Eck 2019, algorithm A.2). Communities don't touch one another here, so they are done in parallel, each
//! with a stream of chance of its own.

use rayon::prelude::*;

use super::groups::Groups;
use super::level::Level;
use crate::chance::Chance;

/// What refinement is steered by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Steering {
    /// Resolution of the modularity.
    pub(super) resolution: f64,
    /// How far from greedy, in tie weights.
    pub(super) randomness: f64,
}

/// Parts of communities.
#[derive(Debug)]
pub(super) struct Parts {
    /// The part of each node.
    pub(super) of: Vec<u32>,
    /// The community of each part.
    pub(super) community: Vec<u32>,
}

/// Splits each community into connected parts.
pub(super) fn refine(level: &Level, communities: &Groups, steering: Steering, chance: &Chance) -> Parts {
    let nodes = level.nodes();
    let mut place = vec![0_u32; nodes];
    for (at, &node) in communities.members().iter().enumerate() {
        place[node as usize] = at as u32;
    }
    let mut local = vec![0_u32; nodes];
    let mut slices = Vec::with_capacity(communities.count());
    let mut rest = local.as_mut_slice();
    for community in 0..communities.count() {
        let (slice, after) = rest.split_at_mut(communities.of(community).len());
        slices.push(slice);
        rest = after;
    }
    let counts: Vec<u32> = slices
        .into_par_iter()
        .enumerate()
        .map_init(Scratch::default, |scratch, (community, parts)| {
            let members = communities.of(community);
            if members.len() == 1 {
                return 1;
            }
            let room = Room { level, place: &place, begin: communities.begin(community), members, steering };
            room.split(scratch, parts, chance.fork(community as u64));
            super::groups::renumber(parts, members.len()) as u32
        })
        .collect();
    let mut of = vec![0_u32; nodes];
    let mut community = Vec::new();
    for (number, &count) in counts.iter().enumerate() {
        let begin = communities.begin(number);
        for (&node, &part) in
            communities.members()[begin..].iter().zip(&local[begin..communities.begin(number + 1)])
        {
            of[node as usize] = community.len() as u32 + part;
        }
        community.extend(std::iter::repeat_n(number as u32, count as usize));
    }
    Parts { of, community }
}

/// Arrays that are used for one community after the other.
#[derive(Default)]
struct Scratch {
    strength: Vec<f64>,
    outside: Vec<f64>,
    lonely: Vec<bool>,
    sums: Vec<f64>,
    order: Vec<u32>,
    touched: Vec<u32>,
    choices: Vec<(u32, f64)>,
}

/// One community.
struct Room<'a> {
    level: &'a Level,
    place: &'a [u32],
    begin: usize,
    members: &'a [u32],
    steering: Steering,
}

impl Room<'_> {
    /// Calls `each` with every tie of a member within the community: other ends are numbered from 0 in it.
    #[inline]
    fn ties(&self, member: usize, mut each: impl FnMut(usize, f64)) {
        let (begin, size) = (self.begin as u32, self.members.len());
        self.level.ties(self.members[member] as usize, |to, weight| {
            let other = self.place[to as usize].wrapping_sub(begin) as usize;
            if other < size {
                each(other, weight);
            }
        });
    }

    fn split(&self, scratch: &mut Scratch, parts: &mut [u32], mut chance: Chance) {
        let size = self.members.len();
        let rate = self.steering.resolution / self.level.total;
        scratch.begin(self, parts);
        let whole: f64 = scratch.strength.iter().sum();
        let linked = |strength: f64, outside: f64| outside >= rate * strength * (whole - strength);
        scratch.order.extend(0..size as u32);
        chance.shuffle(&mut scratch.order);
        for at in 0..size {
            let member = scratch.order[at] as usize;
            let weight = scratch.strength[member];
            if !scratch.lonely[member] || !linked(weight, scratch.outside[member]) {
                continue;
            }
            self.ties(member, |other, tie| {
                let part = parts[other];
                let sum = &mut scratch.sums[part as usize];
                if *sum == 0.0 {
                    scratch.touched.push(part);
                }
                *sum += tie;
            });
            scratch.choices.clear();
            for &part in &scratch.touched {
                let there = part as usize;
                let sum = scratch.sums[there];
                let gain = sum - rate * weight * scratch.strength[there];
                if gain >= 0.0 && linked(scratch.strength[there], scratch.outside[there]) {
                    scratch.choices.push((part, gain));
                }
            }
            if let Some(part) = draw(&mut scratch.choices, self.steering.randomness, &mut chance) {
                let there = part as usize;
                scratch.outside[there] += scratch.outside[member] - 2.0 * scratch.sums[there];
                scratch.strength[there] += weight;
                scratch.lonely[there] = false;
                scratch.lonely[member] = false;
                parts[member] = part;
            }
            for part in scratch.touched.drain(..) {
                scratch.sums[part as usize] = 0.0;
            }
        }
    }
}

impl Scratch {
    /// Every member alone.
    fn begin(&mut self, room: &Room<'_>, parts: &mut [u32]) {
        let size = room.members.len();
        for (member, part) in parts.iter_mut().enumerate() {
            *part = member as u32;
        }
        self.strength.clear();
        self.strength.extend(room.members.iter().map(|&node| room.level.strength[node as usize]));
        self.outside.clear();
        for member in 0..size {
            let mut sum = 0.0;
            room.ties(member, |_, weight| sum += weight);
            self.outside.push(sum);
        }
        self.lonely.clear();
        self.lonely.resize(size, true);
        self.sums.clear();
        self.sums.resize(size, 0.0);
        self.order.clear();
        self.touched.clear();
    }
}

/// Draws a part with a chance that grows as the exponent of what it gains. Staying alone gains 0.
fn draw(choices: &mut [(u32, f64)], randomness: f64, chance: &mut Chance) -> Option<u32> {
    let most = choices.iter().map(|&(_, gain)| gain).fold(0.0, f64::max);
    let likely = |gain: f64| ((gain - most) / randomness).exp();
    let mut sum = likely(0.0);
    for (_, gain) in choices.iter_mut() {
        sum += likely(*gain);
        *gain = sum;
    }
    let drawn = chance.unit() * sum;
    if drawn < likely(0.0) {
        return None;
    }
    choices.iter().find(|&&(_, up_to)| drawn < up_to).or(choices.last()).map(|&(part, _)| part)
}
