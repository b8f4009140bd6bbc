//! How alike partitions are, held to counting every pair.
#![expect(clippy::unwrap_used, reason = "a test that can't go on fails")]

use std::collections::{BTreeMap, BTreeSet};

use graph::{Edge, Graph, Leiden, Partition, Rows, Unwatched, agreement, best_jaccard};
use proptest::prelude::*;

/// Adjusted Rand index by counting every pair of nodes.
fn naive_rand(first: &[u32], second: &[u32]) -> f64 {
    let (mut both, mut one, mut other, mut pairs) = (0.0, 0.0, 0.0, 0.0);
    for i in 0..first.len() {
        for j in 0..i {
            let (in_first, in_second) = (first[i] == first[j], second[i] == second[j]);
            pairs += 1.0;
            one += f64::from(u8::from(in_first));
            other += f64::from(u8::from(in_second));
            both += f64::from(u8::from(in_first && in_second));
        }
    }
    let expected = if pairs > 0.0 { one * other / pairs } else { 0.0 };
    let highest = (one + other) / 2.0;
    if highest == expected { 1.0 } else { (both - expected) / (highest - expected) }
}

/// Mutual information over the mean entropy, from the shares of each label and each pair of labels.
fn naive_information(first: &[u32], second: &[u32]) -> f64 {
    let nodes = first.len() as f64;
    let entropy = |labels: Vec<(u32, u32)>| {
        let mut counts = BTreeMap::new();
        labels.into_iter().for_each(|label| *counts.entry(label).or_insert(0.0) += 1.0);
        counts.values().map(|count: &f64| -(count / nodes) * (count / nodes).log2()).sum::<f64>()
    };
    let alone = |labels: &[u32]| entropy(labels.iter().map(|&label| (label, 0)).collect());
    let (one, other) = (alone(first), alone(second));
    let joint = entropy(first.iter().copied().zip(second.iter().copied()).collect());
    if one + other == 0.0 { 1.0 } else { (one + other - joint) / ((one + other) / 2.0) }
}

fn naive_jaccard(reference: &Partition, other: &Partition) -> Vec<f64> {
    let sets = |partition: &Partition| -> Vec<BTreeSet<u32>> {
        partition.members().into_iter().map(|members| members.into_iter().collect()).collect()
    };
    let others = sets(other);
    let jaccard =
        |a: &BTreeSet<u32>, b: &BTreeSet<u32>| a.intersection(b).count() as f64 / a.union(b).count() as f64;
    sets(reference)
        .iter()
        .map(|here| others.iter().map(|there| jaccard(here, there)).fold(0.0, f64::max))
        .collect()
}

proptest! {
    #[test]
    fn agreement_is_that_of_its_definition(
        labels in proptest::collection::vec((0_u32..6, 0_u32..6), 0..60)
    ) {
        let (first, second): (Vec<u32>, Vec<u32>) = labels.into_iter().unzip();
        let (one, other) = (Partition::from_labels(&first), Partition::from_labels(&second));
        let alike = agreement(&one, &other).unwrap();
        prop_assert!((alike.adjusted_rand - naive_rand(&first, &second)).abs() < 1e-9);
        prop_assert!((alike.mutual_information - naive_information(&first, &second)).abs() < 1e-9);
        let turned = agreement(&other, &one).unwrap();
        prop_assert!((alike.adjusted_rand - turned.adjusted_rand).abs() < 1e-9);
        prop_assert!((alike.mutual_information - turned.mutual_information).abs() < 1e-9);
        prop_assert_eq!(agreement(&one, &one).unwrap().adjusted_rand, 1.0);
        prop_assert_eq!(best_jaccard(&one, &other).unwrap(), naive_jaccard(&one, &other));
    }
}

#[test]
fn partitions_of_other_graphs_are_refused() {
    let (one, other) = (Partition::from_labels(&[0, 1]), Partition::from_labels(&[0, 1, 1]));
    let refused = agreement(&one, &other).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "one partition is of 2 nodes, the other of 3: compare partitions of one graph"
    );
    assert_eq!(best_jaccard(&other, &one).unwrap_err().first, 3);
}

fn rows(nodes: u32, ties: &[(u32, u32)]) -> Rows {
    let edges: Vec<Edge> = ties.iter().map(|&(from, to)| Edge { from, to, weight: 1.0 }).collect();
    Graph::build(nodes, &edges).unwrap().undirected()
}

/// Three groups of eight who all know one another, loosely tied; and a ring of forty, which can be cut anywhere.
fn firm_and_loose() -> Rows {
    let mut ties = Vec::new();
    for group in 0..3 {
        for member in 0..8 {
            ties.extend((0..member).map(|other| (group * 8 + member, group * 8 + other)));
        }
        ties.push((group * 8, 24 + group));
    }
    ties.extend((0..40).map(|at| (24 + at, 24 + (at + 1) % 40)));
    rows(64, &ties)
}

#[test]
fn firm_groups_come_back_and_loose_ones_do_not() {
    let stability = Leiden::default().stability(&firm_and_loose(), 12, &Unwatched).unwrap();
    assert_eq!((stability.runs.len(), stability.between.len()), (12, 66));
    let reference = &stability.reference;
    assert!(stability.runs.iter().all(|run| run.modularity <= reference.modularity));
    assert_eq!(stability.returns.len(), reference.partition.communities());
    let (mut firm, mut loose) = (Vec::new(), Vec::new());
    for (members, &returns) in reference.partition.members().iter().zip(&stability.returns) {
        assert!((0.0..=1.0).contains(&returns));
        // Within a group of eight everyone has a number below 24.
        if members.iter().filter(|&&member| member < 24).count() >= 8 {
            firm.push(returns);
        } else {
            loose.push(returns);
        }
    }
    assert_eq!(firm.len(), 3);
    let lowest = firm.iter().copied().fold(1.0, f64::min);
    assert!(lowest >= 0.7, "{firm:?}");
    assert!(loose.iter().sum::<f64>() / (loose.len() as f64) < lowest, "{loose:?} {firm:?}");
}

#[test]
fn a_run_is_the_search_with_its_seed() {
    let rows = firm_and_loose();
    let leiden = Leiden { seed: u64::MAX, ..Leiden::default() };
    let stability = leiden.stability(&rows, 3, &Unwatched).unwrap();
    assert_eq!(stability.runs.iter().map(|run| run.seed).collect::<Vec<_>>(), [u64::MAX, 0, 1]);
    for run in &stability.runs {
        let found = Leiden { seed: run.seed, ..leiden }.communities(&rows, &Unwatched).unwrap();
        assert_eq!(found.modularity, run.modularity);
    }
}
