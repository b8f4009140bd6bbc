//! All shortest paths of one pair of nodes, found from both ends at once.
//!
//! Two breadth-first searches grow towards each other, each time the one whose next step is cheaper (Borassi and Natale,
//! "KADABRA is an ADaptive Algorithm for Betweenness via Random Approximation", 2016). On networks of people this walks
//! through a small part of what one search would. KADABRA then draws one of the shortest paths; here each node
//! gets the share of all of them that runs through it. The mean is the same, and it varies less, so fewer pairs are needed.

use super::ground::Ways;

/// Where numbers of paths are brought down, by the same factor for a whole step: only their ratios count.
pub(super) const MANY: f64 = 1e100;
/// They are not brought down below this. Their share is then nothing; but a product of two is not quite 0, and what
/// is not 0 has been seen.
pub(super) const FEW: f64 = 1e-140;

#[derive(Clone, Copy, Default)]
struct Place {
    /// Shortest paths from the end of this side, in the measure of its step.
    paths: f64,
    /// Steps from the end of this side.
    step: u32,
}

/// One of the two searches.
#[derive(Default)]
struct Side {
    /// Places in the order in which they were found.
    found: Vec<u32>,
    /// Where each step begins in `found`.
    steps: Vec<usize>,
    /// Ties to look at from each step.
    work: Vec<usize>,
    /// What the numbers of paths of each step were multiplied by.
    scale: Vec<f64>,
    /// Places where the searches met, then those below that lie on a path.
    on_path: Vec<u32>,
}

/// The searches and what they write on. Made once for each thread, used for many pairs.
pub(super) struct Search {
    places: Vec<Place>,
    /// Shortest paths of the pair that run through each place, in the measure of the meeting. All 0 between pairs.
    through: Vec<f64>,
    /// Two bits for each place: found from the start, found from the end.
    marks: Vec<u64>,
    sides: [Side; 2],
    next: Vec<u32>,
    /// Ties looked at by all pairs so far, going forth.
    pub(super) looked: u64,
}

fn bit(place: u32, side: usize) -> (usize, u64) {
    (place as usize >> 5, 1 << (((place & 31) << 1) + side as u32))
}

impl Search {
    /// For a ground of this many places.
    pub(super) fn new(places: usize) -> Self {
        Self {
            places: vec![Place::default(); places],
            through: vec![0.0; places],
            marks: vec![0; places / 32 + 1],
            sides: [Side::default(), Side::default()],
            next: Vec::new(),
            looked: 0,
        }
    }

    /// Tells `tell` each place between `from` and `to` with the share of their shortest paths that runs through it.
    /// `ways` lead forward and back. Nothing is told where no path leads there.
    pub(super) fn pair(&mut self, ways: [Ways<'_>; 2], from: u32, to: u32, mut tell: impl FnMut(u32, f64)) {
        self.begin(0, ways[0], from);
        self.begin(1, ways[1], to);
        let met = loop {
            let works = [0, 1].map(|side: usize| self.sides[side].work.last().copied().unwrap_or(0));
            let side = usize::from(works[1] < works[0]);
            if works[side] == 0 {
                break 0.0;
            }
            self.looked += works[side] as u64;
            let met = self.grow(side, ways[side]);
            if met > 0.0 {
                break met;
            }
        };
        if met > 0.0 {
            self.go_back(0, ways, met, &mut tell);
            self.go_back(1, [ways[1], ways[0]], met, &mut tell);
        }
        for side in &mut self.sides {
            side.found.iter().for_each(|&place| self.marks[place as usize >> 5] = 0);
        }
    }

    fn begin(&mut self, side: usize, ways: Ways<'_>, end: u32) {
        let (word, mask) = bit(end, side);
        self.marks[word] |= mask;
        self.places[end as usize] = Place { paths: 1.0, step: 0 };
        let side = &mut self.sides[side];
        side.found.clear();
        side.found.push(end);
        side.on_path.clear();
        side.steps.clear();
        side.steps.extend([0, 1]);
        side.work.clear();
        side.work.push(ways.degree(end));
        side.scale.clear();
        side.scale.push(1.0);
    }

    /// Takes one step with a side. Gives the number of shortest paths where the sides meet; 0 where they do not yet.
    fn grow(&mut self, side: usize, ways: Ways<'_>) -> f64 {
        let Self { places, through, marks, sides: [left, right], .. } = self;
        let (own, other) = if side == 0 { (left, right) } else { (right, left) };
        let last = own.steps.len() - 2;
        let (begin, end) = (own.steps[last], own.steps[last + 1]);
        let step = last as u32 + 1;
        let (mut met, mut many, mut work) = (0.0, false, 0);
        for at in begin..end {
            let here = own.found[at];
            let paths = places[here as usize].paths;
            many |= paths > MANY;
            let mut across = 0.0;
            for &there in ways.from(here) {
                let (word, mask) = bit(there, side);
                let mark = marks[word];
                let both = 3_u64 << ((there & 31) << 1);
                if mark & both == 0 {
                    // Once the sides have met, what is further away is on no shortest path.
                    if met == 0.0 && across == 0.0 {
                        marks[word] = mark | mask;
                        places[there as usize] = Place { paths, step };
                        own.found.push(there);
                        work += ways.degree(there);
                    }
                } else if mark & mask == 0 {
                    let beyond = places[there as usize].paths;
                    if through[there as usize] == 0.0 {
                        other.on_path.push(there);
                    }
                    through[there as usize] += paths * beyond;
                    across += beyond;
                } else if met == 0.0 && across == 0.0 {
                    let known = &mut places[there as usize];
                    if known.step == step {
                        known.paths += paths;
                    }
                }
            }
            if across > 0.0 {
                through[here as usize] = paths * across;
                met += paths * across;
                own.on_path.push(here);
            }
        }
        if met > 0.0 {
            return met;
        }
        let scale = if many { 1.0 / MANY } else { 1.0 };
        if many {
            for &place in &own.found[end..] {
                let paths = &mut places[place as usize].paths;
                *paths = (*paths * scale).max(FEW);
            }
        }
        own.scale.push(scale);
        own.steps.push(own.found.len());
        own.work.push(work);
        0.0
    }

    /// From where the sides met back to the end of one, step by step, over places that lie on a path.
    fn go_back(&mut self, side: usize, ways: [Ways<'_>; 2], met: f64, tell: &mut impl FnMut(u32, f64)) {
        for step in (1..self.sides[side].steps.len() - 1).rev() {
            for &place in &self.sides[side].on_path {
                tell(place, self.through[place as usize] / met);
            }
            if step > 1 {
                self.step_back(side, ways, step);
            }
        }
        self.sides[side].on_path.iter().for_each(|&place| self.through[place as usize] = 0.0);
    }

    /// Hands what runs through the places of a step to the step before, by looking from the side with fewer ties.
    fn step_back(&mut self, side: usize, ways: [Ways<'_>; 2], step: usize) {
        let Self { places, through, marks, sides, next, .. } = self;
        let own = &mut sides[side];
        let scale = own.scale[step];
        next.clear();
        let from_above: usize = own.on_path.iter().map(|&place| ways[1].degree(place)).sum();
        if from_above <= own.work[step - 1] {
            for &above in &own.on_path {
                let each = through[above as usize] * scale / places[above as usize].paths;
                for &below in ways[1].from(above) {
                    let (word, mask) = bit(below, side);
                    if marks[word] & mask == 0 {
                        continue;
                    }
                    let place = places[below as usize];
                    if place.step as usize + 1 == step {
                        if through[below as usize] == 0.0 {
                            next.push(below);
                        }
                        through[below as usize] += (each * place.paths).max(f64::MIN_POSITIVE);
                    }
                }
            }
        } else {
            for at in own.steps[step - 1]..own.steps[step] {
                let below = own.found[at];
                let mut sum = 0.0;
                for &above in ways[0].from(below) {
                    let (word, mask) = bit(above, side);
                    if marks[word] & mask != 0 {
                        let place = places[above as usize];
                        if place.step as usize == step {
                            sum += through[above as usize] / place.paths;
                        }
                    }
                }
                if sum > 0.0 {
                    let ways_in = places[below as usize].paths;
                    through[below as usize] = (sum * scale * ways_in).max(f64::MIN_POSITIVE);
                    next.push(below);
                }
            }
        }
        own.on_path.iter().for_each(|&place| through[place as usize] = 0.0);
        std::mem::swap(&mut own.on_path, next);
    }
}
