//! Compressed sparse rows: for each node its neighbours, side by side in one array.

/// Neighbours of each node with the weights of the ties, in compressed sparse rows.
///
/// Row `v` is `targets()[offsets()[v]..offsets()[v + 1]]`, ascending and without doubles. `weights()` runs along.
#[derive(Clone, Debug, PartialEq)]
pub struct Rows {
    offsets: Vec<usize>,
    targets: Vec<u32>,
    weights: Vec<f32>,
}

impl Rows {
    /// From parts that hold to the promise of the type.
    pub(crate) fn from_parts(offsets: Vec<usize>, targets: Vec<u32>, weights: Vec<f32>) -> Self {
        debug_assert_eq!(offsets.last(), Some(&targets.len()));
        debug_assert_eq!(targets.len(), weights.len());
        Self { offsets, targets, weights }
    }

    /// Number of nodes.
    pub fn nodes(&self) -> usize {
        self.offsets.len() - 1
    }

    /// Number of entries over all rows: the directed ties, or twice the undirected ones.
    pub fn arcs(&self) -> usize {
        self.targets.len()
    }

    /// Number of neighbours of a node.
    pub fn degree(&self, node: usize) -> usize {
        self.offsets[node + 1] - self.offsets[node]
    }

    /// Neighbours of a node, ascending.
    pub fn neighbours(&self, node: usize) -> &[u32] {
        &self.targets[self.offsets[node]..self.offsets[node + 1]]
    }

    /// Weights of a node's ties, in the order of its neighbours.
    pub fn weights_of(&self, node: usize) -> &[f32] {
        &self.weights[self.offsets[node]..self.offsets[node + 1]]
    }

    /// Where each row begins; one more than there are nodes.
    pub fn offsets(&self) -> &[usize] {
        &self.offsets
    }

    /// All rows, one after the other.
    pub fn targets(&self) -> &[u32] {
        &self.targets
    }

    /// All weights, along with the targets.
    pub fn weights(&self) -> &[f32] {
        &self.weights
    }
}
