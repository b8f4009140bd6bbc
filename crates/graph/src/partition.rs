//! Nodes divided into communities: each node is in exactly one.

/// A division of the nodes into communities, numbered from the largest down (equal sizes: by their first member).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partition {
    of: Vec<u32>,
    sizes: Vec<u32>,
}

impl Partition {
    /// From a label for each node; nodes with the same label are in one community.
    pub fn from_labels(labels: &[u32]) -> Self {
        let mut distinct = labels.to_vec();
        distinct.sort_unstable();
        distinct.dedup();
        let mut of: Vec<u32> =
            labels.iter().map(|label| distinct.partition_point(|other| other < label) as u32).collect();
        let mut found: Vec<(u32, u32)> = vec![(0, u32::MAX); distinct.len()];
        for (node, &community) in of.iter().enumerate() {
            let (size, first) = &mut found[community as usize];
            *size += 1;
            *first = (*first).min(node as u32);
        }
        let mut order: Vec<u32> = (0..distinct.len() as u32).collect();
        order.sort_unstable_by_key(|&community| {
            let (size, first) = found[community as usize];
            (std::cmp::Reverse(size), first)
        });
        let mut place = vec![0_u32; order.len()];
        for (at, &community) in order.iter().enumerate() {
            place[community as usize] = at as u32;
        }
        for community in &mut of {
            *community = place[*community as usize];
        }
        Self { of, sizes: order.iter().map(|&community| found[community as usize].0).collect() }
    }

    /// Number of nodes.
    pub fn nodes(&self) -> usize {
        self.of.len()
    }

    /// Number of communities.
    pub fn communities(&self) -> usize {
        self.sizes.len()
    }

    /// The community of each node.
    pub fn of(&self) -> &[u32] {
        &self.of
    }

    /// Number of members of each community: descending.
    pub fn sizes(&self) -> &[u32] {
        &self.sizes
    }

    /// Members of every community: ascending within each.
    pub fn members(&self) -> Vec<Vec<u32>> {
        let mut members: Vec<Vec<u32>> =
            self.sizes.iter().map(|&size| Vec::with_capacity(size as usize)).collect();
        for (node, &community) in self.of.iter().enumerate() {
            members[community as usize].push(node as u32);
        }
        members
    }
}
