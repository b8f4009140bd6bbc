//! How much more weight lies within communities than chance would put there.

use crate::{Partition, Rows};

/// Modularity of a partition of an undirected, weighted graph, with a resolution (Newman, "Analysis of weighted networks",
/// 2004; Reichardt and Bornholdt, "Statistical mechanics of community detection", 2006):
///
/// `sum over communities c of (w(c) / W - resolution * (s(c) / W)^2)`
///
/// where `W` is the sum of all entries of the rows, `w(c)` of those within `c`, and `s(c)` of those in rows of members of `c`.
/// At most 1; at resolution 1 not below -1/2. A graph without ties has modularity 0. A higher resolution favours smaller
/// communities.
///
/// The rows are those of an undirected graph: each tie stands in the rows of both its ends. A node without a place in the
/// partition (there are fewer places than nodes) counts as a community of its own.
pub fn modularity(rows: &Rows, partition: &Partition, resolution: f64) -> f64 {
    let mut strength = vec![0.0_f64; partition.communities()];
    let (mut within, mut total, mut expected) = (0.0_f64, 0.0_f64, 0.0_f64);
    for node in 0..rows.nodes() {
        let own = partition.of().get(node);
        let mut sum = 0.0_f64;
        for (&to, &weight) in rows.neighbours(node).iter().zip(rows.weights_of(node)) {
            let weight = f64::from(weight);
            sum += weight;
            let there = partition.of().get(to as usize);
            if to as usize == node || (own.is_some() && own == there) {
                within += weight;
            }
        }
        total += sum;
        match own {
            Some(&community) => strength[community as usize] += sum,
            None => expected += sum * sum,
        }
    }
    if total == 0.0 {
        return 0.0;
    }
    expected += strength.iter().map(|sum| sum * sum).sum::<f64>();
    within / total - resolution * expected / (total * total)
}
