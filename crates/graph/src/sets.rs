//! Sets of nodes that grow together.

/// Sets that grow together (Tarjan 1975): the root of each set, and its weight.
#[derive(Debug)]
pub(crate) struct Sets {
    parent: Vec<u32>,
    weight: Vec<u32>,
}

impl Sets {
    pub(crate) fn new(weight: Vec<u32>) -> Self {
        Self { parent: (0..weight.len() as u32).collect(), weight }
    }

    pub(crate) fn root(&mut self, node: u32) -> u32 {
        let mut at = node;
        while self.parent[at as usize] != at {
            let over = self.parent[self.parent[at as usize] as usize];
            self.parent[at as usize] = over;
            at = over;
        }
        at
    }

    pub(crate) fn weight(&self, root: u32) -> u32 {
        self.weight[root as usize]
    }

    /// Joins the sets of two nodes and gives the weight of what they now are.
    pub(crate) fn join(&mut self, one: u32, other: u32) -> u32 {
        let (mut one, mut other) = (self.root(one), self.root(other));
        if one == other {
            return self.weight(one);
        }
        if self.weight(one) < self.weight(other) {
            std::mem::swap(&mut one, &mut other);
        }
        self.parent[other as usize] = one;
        self.weight[one as usize] += self.weight(other);
        self.weight(one)
    }
}
