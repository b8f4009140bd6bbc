//! Decycling by belief: nodes tell each other how likely each is outside a forest, and the likeliest are taken.

use super::ground::{Ground, NONE};

/// How strongly a forest with more nodes is preferred, for a node of mean cost.
const SHARPNESS: f64 = 10.0;
/// Rounds of messages before nodes are taken, at first and each time after.
const ROUNDS_FIRST: usize = 12;
const ROUNDS: usize = 4;
/// One in so many nodes of the 2-core is taken each time, by the effort that may be spent.
const SHARE: (u64, u64) = (12, 150);

/// What a node tells a neighbour, as if that neighbour were not there.
#[derive(Clone, Copy, Debug)]
struct Told {
    /// How likely it is outside the forest,
    out: f32,
    /// and how likely it is a root.
    root: f32,
}

#[derive(Debug)]
struct Talk<'a> {
    ground: &'a Ground,
    /// What was told along each arc, from the node in whose row the arc stands.
    told: Vec<Told>,
    /// The arc back.
    back: Vec<u32>,
    /// Whether each node is in the 2-core of what is left.
    live: Vec<bool>,
    left: Vec<u32>,
    lure: Vec<f64>,
}

impl<'a> Talk<'a> {
    fn new(ground: &'a Ground) -> Self {
        let mean =
            ground.cost.iter().map(|&cost| f64::from(cost)).sum::<f64>() / ground.nodes().max(1) as f64;
        Self {
            ground,
            told: vec![Told { out: 0.3, root: 0.3 }; ground.arcs()],
            back: ground.back(),
            live: vec![true; ground.nodes()],
            left: (0..ground.nodes() as u32).map(|node| ground.degree(node)).collect(),
            lure: ground
                .cost
                .iter()
                .map(|&cost| (SHARPNESS * f64::from(cost) / mean).min(200.0).exp())
                .collect(),
        }
    }

    /// The product and the sum over what the neighbours told a node.
    fn heard(&self, node: u32) -> (f64, f64) {
        let (mut product, mut sum) = (1.0, 0.0);
        for arc in self.ground.arcs_of(node) {
            if self.live[self.ground.target(arc) as usize] {
                let told = self.told[self.back[arc] as usize];
                let both = f64::from(told.out + told.root);
                product *= both;
                sum += f64::from(1.0 - told.out) / both;
            }
        }
        (product, sum)
    }

    fn tell(&mut self, node: u32) {
        let (product, sum) = self.heard(node);
        let lure = self.lure[node as usize];
        for arc in self.ground.arcs_of(node) {
            if self.live[self.ground.target(arc) as usize] {
                let told = self.told[self.back[arc] as usize];
                let both = f64::from(told.out + told.root);
                let root = lure * product / both;
                let whole = 1.0 + root * (1.0 + (sum - f64::from(1.0 - told.out) / both).max(0.0));
                self.told[arc] = Told { out: (1.0 / whole).max(1e-30) as f32, root: (root / whole) as f32 };
            }
        }
    }

    /// How likely a node is outside the forest, against being inside.
    fn odds(&self, node: u32) -> f64 {
        let (product, sum) = self.heard(node);
        1.0 / (1.0 + self.lure[node as usize] * product * (1.0 + sum))
    }

    /// Drops nodes, and after them whoever is left with one neighbour.
    fn drop(&mut self, mut gone: Vec<u32>) {
        while let Some(node) = gone.pop() {
            for &to in self.ground.near(node) {
                if self.live[to as usize] {
                    self.left[to as usize] -= 1;
                    if self.left[to as usize] < 2 {
                        self.live[to as usize] = false;
                        gone.push(to);
                    }
                }
            }
        }
    }
}

/// Takes nodes until no cycle is left (belief-propagation-guided decimation: Zhou 2013; Mugisha and Zhou 2016). Gives
/// what is taken, as marks by node.
pub(crate) fn decycle(ground: &Ground, effort: u64) -> Vec<bool> {
    // Each round goes over all arcs, and the 2-core shrinks evenly.
    let share = effort / (ROUNDS as u64 * ground.arcs().max(1) as u64);
    let share = share.clamp(SHARE.0, SHARE.1) as usize;
    let mut talk = Talk::new(ground);
    let mut taken = vec![false; ground.nodes()];
    let lone: Vec<u32> = (0..ground.nodes() as u32).filter(|&node| ground.degree(node) < 2).collect();
    for &node in &lone {
        talk.live[node as usize] = false;
    }
    talk.drop(lone);
    let mut live: Vec<u32> = (0..ground.nodes() as u32).filter(|&node| talk.live[node as usize]).collect();
    let mut rounds = ROUNDS_FIRST;
    let mut odds: Vec<(f64, u32)> = Vec::new();
    while !live.is_empty() {
        for _ in 0..rounds {
            for &node in &live {
                talk.tell(node);
            }
        }
        rounds = ROUNDS;
        odds.clear();
        odds.extend(live.iter().map(|&node| (talk.odds(node), node)));
        let count = (live.len() / share).max(1);
        let falling =
            |one: &(f64, u32), other: &(f64, u32)| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1));
        if count < odds.len() {
            odds.select_nth_unstable_by(count - 1, falling);
        }
        let gone: Vec<u32> = odds[..count].iter().map(|&(_, node)| node).collect();
        for &node in &gone {
            talk.live[node as usize] = false;
            taken[node as usize] = true;
        }
        talk.drop(gone);
        live.retain(|&node| talk.live[node as usize]);
    }
    taken
}

/// Takes nodes from a forest until no tree is larger than `largest_max`: from the leaves up, each time the node at
/// which what hangs together grows too large. Fewest nodes that can be, where all cost the same.
pub(crate) fn fell(ground: &Ground, taken: &mut [bool], largest_max: u32) {
    let mut up = vec![NONE; ground.nodes()];
    let mut met = taken.to_vec();
    let mut order: Vec<u32> = Vec::new();
    for root in 0..ground.nodes() as u32 {
        if met[root as usize] {
            continue;
        }
        met[root as usize] = true;
        let mut at = order.len();
        order.push(root);
        while let Some(&node) = order.get(at) {
            at += 1;
            for &to in ground.near(node) {
                if !met[to as usize] {
                    met[to as usize] = true;
                    up[to as usize] = node;
                    order.push(to);
                }
            }
        }
    }
    let mut hangs: Vec<u64> = ground.weight.iter().map(|&weight| u64::from(weight)).collect();
    for &node in order.iter().rev() {
        if hangs[node as usize] > u64::from(largest_max) {
            taken[node as usize] = true;
        } else if up[node as usize] != NONE {
            hangs[up[node as usize] as usize] += hangs[node as usize];
        }
    }
}
