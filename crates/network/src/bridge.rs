//! Who carries the confidential contact between groups.
//!
//! Public answers cross groups all the time and bind nobody. What joins two groups is contact that was sought out, that is
//! hidden from others, and that lasted: private messages, exchange of files, appointments. A single message to
//! a stranger is left aside.

use crate::tie::Tie;
use crate::weave::Woven;
use graph::{BuildError, Edge, Graph, Rows};
use std::collections::BTreeMap;

/// Steady confidential contacts: undirected rows, the weight of a pair is its acts in both directions.
#[derive(Clone, Debug, PartialEq)]
pub struct Confidants {
    rows: Rows,
}

/// A member carries contact between two groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Crossing {
    /// The two groups, the smaller number first.
    pub groups: (u32, u32),
    /// The member, who belongs to one of the two.
    pub member: u32,
    /// Pairs of confidants between the two groups of which the member is one.
    pub pairs: u32,
    /// All such pairs between the two groups.
    pub of: u32,
}

impl Crossing {
    /// Whether nobody else joins the two groups. One pair alone makes no bridge: then both ends would be it.
    pub fn is_sole(&self) -> bool {
        self.pairs == self.of && self.of > 1
    }

    /// The part that the member carries, 0 to 1.
    pub fn share(&self) -> f64 {
        f64::from(self.pairs) / f64::from(self.of.max(1))
    }
}

impl Confidants {
    /// Gathers pairs with at least `acts_min` confidential acts; an act shared by several receivers is a part of one.
    ///
    /// # Errors
    /// Never for ties that were woven; the graph's own check is passed on.
    pub fn gather(woven: &Woven, acts_min: f32) -> Result<Self, BuildError> {
        let nodes = woven.graph().nodes() as u32;
        let edge =
            |tie: &Tie| Edge { from: tie.from.min(tie.to), to: tie.from.max(tie.to), weight: tie.amount };
        let acts: Vec<Edge> =
            woven.ties().iter().filter(|tie| tie.kind.is_confidential()).map(edge).collect();
        let all = Graph::build(nodes, &acts)?;
        let mut kept = Vec::new();
        for from in 0..nodes {
            let pairs = all.out().neighbours(from as usize).iter().zip(all.out().weights_of(from as usize));
            kept.extend(pairs.filter(|&(_, &acts)| acts >= acts_min).map(|(&to, &weight)| Edge {
                from,
                to,
                weight,
            }));
        }
        Ok(Self { rows: Graph::build(nodes, &kept)?.undirected() })
    }

    /// The pairs as undirected rows.
    pub fn rows(&self) -> &Rows {
        &self.rows
    }

    /// Groups in which a member has confidants, with their number, by group.
    pub fn held_by(&self, member: u32, groups: &[u32]) -> BTreeMap<u32, u32> {
        let mut held = BTreeMap::new();
        for &other in self.rows.neighbours(member as usize) {
            *held.entry(groups[other as usize]).or_default() += 1;
        }
        held
    }

    /// Who carries what between each two groups that have contact, ordered by groups and member.
    pub fn crossings(&self, groups: &[u32]) -> Vec<Crossing> {
        let mut ends = Vec::new();
        for member in 0..self.rows.nodes() as u32 {
            let own = groups[member as usize];
            for &other in self.rows.neighbours(member as usize) {
                let theirs = groups[other as usize];
                if theirs != own {
                    ends.push(((own.min(theirs), own.max(theirs)), member));
                }
            }
        }
        ends.sort_unstable();
        let mut found = Vec::new();
        for pairs in ends.chunk_by(|a, b| a.0 == b.0) {
            // Every pair stands here twice, once for each end.
            let of = (pairs.len() / 2) as u32;
            for one in pairs.chunk_by(|a, b| a.1 == b.1) {
                found.push(Crossing { groups: one[0].0, member: one[0].1, pairs: one.len() as u32, of });
            }
        }
        found
    }
}
