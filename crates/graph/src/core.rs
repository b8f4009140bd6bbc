//! How deep in the dense middle of the network a node stands.

use crate::Rows;

/// The core number of each node of an undirected graph: the greatest k such that the node has k neighbours in a part of the
/// graph where each has k. Weights play no part.
///
/// S. B. Seidman, "Network structure and minimum degree", Social Networks 5 (1983), 269-287,
/// doi:10.1016/0378-8733(83)90028-X. Found by peeling, in time that grows with nodes and ties alone, after V. Batagelj,
/// M. Zaveršnik, "An O(m) Algorithm for Cores Decomposition of Networks" (2003), arXiv:cs/0310049. Their list of nodes
/// sorted by degree is not kept: nodes that are left are looked through once a level, which adds up to no more
/// than the ties, since a node of core k is looked at k times.
pub fn cores(rows: &Rows) -> Vec<u32> {
    // Neighbours that are left; once a node is peeled, its core.
    let mut left: Vec<u32> = rows.offsets().windows(2).map(|row| (row[1] - row[0]) as u32).collect();
    let mut waiting: Vec<u32> = (0..rows.nodes() as u32).collect();
    let mut peeled: Vec<u32> = Vec::new();
    let mut level = 0;
    while !waiting.is_empty() {
        let mut least = u32::MAX;
        // Nodes below the level were peeled on the way.
        waiting.retain(|&node| {
            let degree = left[node as usize];
            match degree.cmp(&level) {
                std::cmp::Ordering::Less => return false,
                std::cmp::Ordering::Equal => peeled.push(node),
                std::cmp::Ordering::Greater => least = least.min(degree),
            }
            degree > level
        });
        if peeled.is_empty() {
            level = least;
            continue;
        }
        peel(rows, level, &mut left, &mut peeled);
        level += 1;
    }
    left
}

/// Takes away all nodes of a level, and those that fall to it by that.
fn peel(rows: &Rows, level: u32, left: &mut [u32], peeled: &mut Vec<u32>) {
    while let Some(node) = peeled.pop() {
        for &to in rows.neighbours(node as usize) {
            let degree = &mut left[to as usize];
            if *degree > level {
                *degree -= 1;
                if *degree == level {
                    peeled.push(to);
                }
            }
        }
    }
}
