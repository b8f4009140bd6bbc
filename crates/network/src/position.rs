//! Measures of the graph, member by member, as the room `graph` gives them.

use crate::measure::Measure;
use crate::weave::Woven;
use serde::{Deserialize, Serialize};

/// Where each member stands in the graph. One number for each member in each list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Position {
    /// Number of the weak component.
    pub component: Vec<u32>,
    /// Core number: the largest k for which the member belongs to a part in which everyone has k ties.
    pub core: Vec<u32>,
    /// PageRank of the directed graph: sought out by those who are sought out.
    pub pagerank: Vec<f64>,
    /// Betweenness of the undirected graph, as a share.
    pub betweenness: Vec<f64>,
    /// By how much each betweenness may be off; 0 where it was counted.
    pub betweenness_error: f64,
    /// Harmonic closeness of the undirected graph; an empty list where it was not measured.
    pub closeness: Vec<f64>,
    /// By how much each closeness may be off; 0 where it was counted.
    pub closeness_error: f64,
    /// Burt's constraint of the undirected graph: low where a member's contacts do not know each other. None for a
    /// member without ties.
    pub constraint: Vec<Option<f64>>,
    /// Number of the group (community).
    pub group: Vec<u32>,
}

/// Measures that do not fit the network.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "there are {members} members and {found} values of {measure}: measure the same network that is asked about"
)]
pub struct PositionError {
    /// The measure.
    pub measure: &'static str,
    /// Its values.
    pub found: usize,
    /// Members.
    pub members: usize,
}

impl Position {
    /// Takes one measure over from another.
    pub fn merge(&mut self, measure: Measure, from: Self) {
        match measure {
            Measure::Components => self.component = from.component,
            Measure::Cores => self.core = from.core,
            Measure::PageRank => self.pagerank = from.pagerank,
            Measure::Groups => self.group = from.group,
            Measure::Constraint => self.constraint = from.constraint,
            Measure::Closeness => {
                self.closeness = from.closeness;
                self.closeness_error = from.closeness_error;
            }
            Measure::Betweenness => {
                self.betweenness = from.betweenness;
                self.betweenness_error = from.betweenness_error;
            }
        }
    }

    /// Checks that every measure has a value for every member.
    ///
    /// # Errors
    /// The first measure of another length.
    pub fn check(&self, woven: &Woven) -> Result<(), PositionError> {
        let members = woven.graph().nodes();
        let lengths = [
            ("component", self.component.len()),
            ("core", self.core.len()),
            ("pagerank", self.pagerank.len()),
            ("betweenness", self.betweenness.len()),
            ("closeness", if self.closeness.is_empty() { members } else { self.closeness.len() }),
            ("constraint", self.constraint.len()),
            ("group", self.group.len()),
        ];
        match lengths.into_iter().find(|&(_, found)| found != members) {
            Some((measure, found)) => Err(PositionError { measure, found, members }),
            None => Ok(()),
        }
    }
}

/// Place of each member when values are put in order from high to low, from 1. Equal values share the best place; what is
/// not a number comes last.
pub fn places(values: &[f64]) -> Vec<u32> {
    let value = |member: u32| {
        let value = values[member as usize];
        if value.is_nan() { f64::NEG_INFINITY } else { value }
    };
    let mut order: Vec<u32> = (0..values.len() as u32).collect();
    order.sort_by(|&a, &b| value(b).total_cmp(&value(a)).then(a.cmp(&b)));
    let mut places = vec![0; values.len()];
    let mut place = 0;
    for (at, &member) in order.iter().enumerate() {
        let is_equal = at > 0 && value(order[at - 1]) == value(member);
        if !is_equal {
            place = at as u32 + 1;
        }
        places[member as usize] = place;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_share_a_place() {
        assert_eq!(places(&[2.0, f64::NAN, 5.0, 2.0, -1.0]), [2, 5, 1, 2, 4]);
        assert_eq!(places(&[]), [0; 0]);
    }
}
