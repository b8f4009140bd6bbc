//! How many nodes a small piece of a network needs to lose: a search that leaves nothing out, as far as its steps reach.

use crate::Rows;

/// What is settled about a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Open,
    Kept,
    Gone,
}

/// The steps are spent: nothing is proved.
struct Spent;

/// A piece under search.
struct Search {
    near: Vec<Vec<u32>>,
    fate: Vec<Fate>,
    max: usize,
    steps: u64,
}

/// The number of nodes that must at least be taken from a piece before none of its components is larger than
/// `largest_max`. It is proved; where `steps` run out it is as far as the proof came.
pub(super) fn needed(rows: &Rows, nodes: &[u32], largest_max: u32, steps: u64) -> u32 {
    let mut sorted = nodes.to_vec();
    sorted.sort_unstable();
    let near = |&node: &u32| {
        let inside = rows.neighbours(node as usize).iter().filter_map(|to| sorted.binary_search(to).ok());
        inside.map(|at| at as u32).collect()
    };
    let near: Vec<Vec<u32>> = sorted.iter().map(near).collect();
    let mut search = Search { fate: vec![Fate::Open; near.len()], near, max: largest_max as usize, steps };
    let mut needed = 0;
    while let Ok(false) = search.is_enough(needed) {
        needed += 1;
    }
    needed
}

impl Search {
    /// Whether taking `left` more nodes is enough.
    fn is_enough(&mut self, left: u32) -> Result<bool, Spent> {
        self.steps = self.steps.checked_sub(1).ok_or(Spent)?;
        let mut undo = Vec::new();
        let answer = self.settle(left, &mut undo);
        for node in undo {
            self.fate[node as usize] = Fate::Open;
        }
        answer
    }

    fn settle(&mut self, mut left: u32, undo: &mut Vec<u32>) -> Result<bool, Spent> {
        // A node that keeps too many neighbours, however the rest is spent, must itself be taken.
        while let Some(hub) = self.hub(left) {
            if left == 0 || self.fate[hub as usize] == Fate::Kept {
                return Ok(false);
            }
            self.fate[hub as usize] = Fate::Gone;
            undo.push(hub);
            left -= 1;
        }
        let Some((large, knot)) = self.knot() else { return Ok(true) };
        if large > left {
            return Ok(false);
        }
        // One node of the knot must go; each in turn, and then it is kept for those after it.
        let mut open: Vec<u32> =
            knot.into_iter().filter(|&node| self.fate[node as usize] == Fate::Open).collect();
        open.sort_by_key(|&node| std::cmp::Reverse(self.near[node as usize].len()));
        for node in open {
            self.fate[node as usize] = Fate::Gone;
            let answer = self.is_enough(left - 1);
            self.fate[node as usize] = Fate::Open;
            if answer? {
                return Ok(true);
            }
            self.fate[node as usize] = Fate::Kept;
            undo.push(node);
        }
        Ok(false)
    }

    fn hub(&self, left: u32) -> Option<u32> {
        (0..self.near.len() as u32).find(|&node| {
            let near = self.near[node as usize].iter().filter(|&&to| self.fate[to as usize] != Fate::Gone);
            self.fate[node as usize] != Fate::Gone && near.count() >= self.max + left as usize
        })
    }

    /// A number of connected knots of one node too many that have no node in common, found greedily, and the one with
    /// the fewest open nodes; none where all components are small enough.
    fn knot(&self) -> Option<(u32, Vec<u32>)> {
        let mut free: Vec<bool> = self.fate.iter().map(|&fate| fate != Fate::Gone).collect();
        let mut best: Option<(usize, Vec<u32>)> = None;
        let mut count = 0;
        // From kept nodes first: a knot of kept nodes settles the matter soonest.
        let mut roots: Vec<u32> = (0..self.near.len() as u32).collect();
        roots.sort_by_key(|&node| (self.fate[node as usize] != Fate::Kept, self.near[node as usize].len()));
        for root in roots {
            if !free[root as usize] {
                continue;
            }
            let knot = self.grow(root, &free);
            if knot.len() <= self.max {
                // No knot can have any of these.
                for &node in &knot {
                    free[node as usize] = false;
                }
                continue;
            }
            count += 1;
            let open = knot.iter().filter(|&&node| self.fate[node as usize] == Fate::Open).count();
            for &node in &knot {
                free[node as usize] = false;
            }
            if best.as_ref().is_none_or(|(least, _)| open < *least) {
                best = Some((open, knot));
            }
        }
        best.map(|(_, knot)| (count, knot))
    }

    /// Free nodes that hang together with a root, at most one too many; kept nodes first.
    fn grow(&self, root: u32, free: &[bool]) -> Vec<u32> {
        let mut knot = vec![root];
        let mut rim: Vec<u32> = Vec::new();
        let mut met = vec![false; free.len()];
        met[root as usize] = true;
        let mut last = root;
        loop {
            for &to in &self.near[last as usize] {
                if free[to as usize] && !met[to as usize] {
                    met[to as usize] = true;
                    rim.push(to);
                }
            }
            if knot.len() > self.max || rim.is_empty() {
                return knot;
            }
            let kept = rim.iter().position(|&node| self.fate[node as usize] == Fate::Kept);
            last = rim.swap_remove(kept.unwrap_or(0));
            knot.push(last);
        }
    }
}
