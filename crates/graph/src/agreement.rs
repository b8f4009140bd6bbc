//! How alike two divisions of the same nodes are, as a whole and community by community.

use crate::Partition;

/// How alike two partitions are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Agreement {
    /// Adjusted Rand index (Hubert and Arabie, "Comparing partitions", 1985): 1 where the same, 0 as by chance, below 0 worse
    /// than chance.
    pub adjusted_rand: f64,
    /// Mutual information over the mean of both entropies (Danon and others, "Comparing community structure
    /// identification", 2005): 1 where the same, 0 where one tells nothing about the other.
    pub mutual_information: f64,
}

/// Two partitions are not of the same nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("one partition is of {first} nodes, the other of {second}: compare partitions of one graph")]
pub struct NotComparable {
    /// Nodes of the first.
    pub first: usize,
    /// Nodes of the second.
    pub second: usize,
}

/// Compares two partitions of the same nodes as a whole.
///
/// # Errors
/// When they are not of the same number of nodes.
pub fn agreement(first: &Partition, second: &Partition) -> Result<Agreement, NotComparable> {
    comparable(first, second)?;
    let nodes = first.nodes() as f64;
    let pairs = |count: f64| count * (count - 1.0) / 2.0;
    let share = |count: f64| if count > 0.0 { count / nodes * (count / nodes).ln() } else { 0.0 };
    let (mut together, mut joint) = (0.0, 0.0);
    overlaps(first, second, |_, _, shared| {
        together += pairs(f64::from(shared));
        joint -= share(f64::from(shared));
    });
    let sum = |partition: &Partition, of: &dyn Fn(f64) -> f64| {
        partition.sizes().iter().map(|&size| of(f64::from(size))).sum::<f64>()
    };
    let (pairs_first, pairs_second) = (sum(first, &pairs), sum(second, &pairs));
    let (entropy_first, entropy_second) = (-sum(first, &share), -sum(second, &share));
    let expected = if nodes > 1.0 { pairs_first * pairs_second / pairs(nodes) } else { 0.0 };
    let highest = (pairs_first + pairs_second) / 2.0;
    // Both put every node alone, or all together: the same.
    let adjusted_rand = if highest == expected { 1.0 } else { (together - expected) / (highest - expected) };
    let entropies = entropy_first + entropy_second;
    let mutual_information =
        if entropies > 0.0 { (2.0 * (entropies - joint) / entropies).clamp(0.0, 1.0) } else { 1.0 };
    Ok(Agreement { adjusted_rand, mutual_information })
}

/// For each community of `reference`, how well it comes back in `other`: the highest Jaccard index (members in both over
/// members in either) with any community there. 1 where it is there unchanged (Hennig, "Cluster-wise assessment
/// of cluster stability", 2007).
///
/// # Errors
/// When they are not of the same number of nodes.
pub fn best_jaccard(reference: &Partition, other: &Partition) -> Result<Vec<f64>, NotComparable> {
    comparable(reference, other)?;
    let mut best = vec![0.0_f64; reference.communities()];
    overlaps(reference, other, |here, there, shared| {
        let either = reference.sizes()[here as usize] + other.sizes()[there as usize] - shared;
        let jaccard = f64::from(shared) / f64::from(either);
        let best = &mut best[here as usize];
        *best = best.max(jaccard);
    });
    Ok(best)
}

fn comparable(first: &Partition, second: &Partition) -> Result<(), NotComparable> {
    if first.nodes() == second.nodes() {
        Ok(())
    } else {
        Err(NotComparable { first: first.nodes(), second: second.nodes() })
    }
}

/// Calls `each` with every two communities that share members, and how many.
fn overlaps(first: &Partition, second: &Partition, mut each: impl FnMut(u32, u32, u32)) {
    let mut shared = vec![0_u32; second.communities()];
    let mut touched = Vec::new();
    for (here, members) in first.members().iter().enumerate() {
        for &member in members {
            let there = second.of()[member as usize];
            if shared[there as usize] == 0 {
                touched.push(there);
            }
            shared[there as usize] += 1;
        }
        for there in touched.drain(..) {
            each(here as u32, there, std::mem::take(&mut shared[there as usize]));
        }
    }
}
