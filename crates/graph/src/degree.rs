//! How many neighbours a node has, and how strong its ties are together.

use crate::Rows;

/// Number of neighbours of each node. Of directed ties: those that leave, or those that reach, as the rows are.
pub fn degrees(rows: &Rows) -> Vec<usize> {
    rows.offsets().windows(2).map(|row| row[1] - row[0]).collect()
}

/// Sum of the weights of each node's ties, in double precision.
///
/// After A. Barrat, M. Barthélemy, R. Pastor-Satorras, A. Vespignani, "The architecture of complex weighted networks",
/// PNAS 101 (2004), 3747-3752, doi:10.1073/pnas.0400087101.
pub fn strengths(rows: &Rows) -> Vec<f64> {
    (0..rows.nodes()).map(|node| rows.weights_of(node).iter().copied().map(f64::from).sum()).collect()
}
