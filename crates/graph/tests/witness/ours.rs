//! Every measure that the witnesses know too, under the name that they are asked by.

use graph::{
    Components, Graph, Hits, PageRank, Unwatched, constraint, cores, degrees, hits, page_rank, strengths,
};
use std::collections::BTreeMap;

/// Values by node; none where the measure is not defined.
pub(crate) struct Values {
    pub(crate) values: Vec<Option<f64>>,
    /// The values are shares of a whole.
    pub(crate) adds_up_to_one: bool,
}

/// Far below what is compared, and above what rounding allows.
const TOLERANCE: f64 = 1e-13;

pub(crate) fn measured(graph: &Graph) -> BTreeMap<&'static str, Values> {
    let rows = graph.undirected();
    let degree = |degrees: Vec<usize>| plain(degrees.into_iter().map(|degree| degree as f64));
    let mut all = BTreeMap::from([
        ("degree", degree(degrees(&rows))),
        ("in degree", degree(degrees(Graph::into(graph)))),
        ("strength", plain(strengths(&rows).into_iter())),
        ("out strength", plain(strengths(graph.out()).into_iter())),
        ("weak", firsts(&Components::weak(graph))),
        ("strong", firsts(&Components::strong(graph))),
        ("core", plain(cores(&rows).into_iter().map(f64::from))),
        (
            "pagerank",
            shares(page_rank(graph, &PageRank { tolerance: TOLERANCE, ..PageRank::default() }).unwrap()),
        ),
    ]);
    if rows.arcs() < 500_000 {
        let values = constraint(&rows, &Unwatched).unwrap();
        all.insert("constraint", Values { values, adds_up_to_one: false });
    }
    // Where parts are nearly as strong as each other it does not settle; the witness then does not answer either.
    if graph.nodes() <= 5_000
        && let Ok(found) = hits(graph, &Hits { tolerance: 1e-11, rounds_max: 5_000 })
    {
        all.insert("hubs", plain(found.hubs.into_iter()));
        all.insert("authorities", plain(found.authorities.into_iter()));
    }
    all
}

fn plain(values: impl Iterator<Item = f64>) -> Values {
    Values { values: values.map(Some).collect(), adds_up_to_one: false }
}

fn shares(values: Vec<f64>) -> Values {
    Values { adds_up_to_one: true, ..plain(values.into_iter()) }
}

/// The smallest node of each node's component.
fn firsts(found: &Components) -> Values {
    let mut firsts = vec![None; found.sizes().len()];
    for (node, number) in found.of().iter().enumerate() {
        firsts[*number as usize].get_or_insert(node as f64);
    }
    Values {
        values: found.of().iter().map(|number| firsts[*number as usize]).collect(),
        adds_up_to_one: false,
    }
}
