//! Betweenness within a stated error, from as few pairs of nodes as it takes.
//!
//! What can be counted is counted: the pairs that cut nodes hold apart, and small blocks. In what is left, pairs are drawn
//! until the bound of [`crate::bound`] is small enough. A first draw, which is thrown away, tells which nodes vary and
//! how many pairs will do; so the moments at which we look do not depend on the pairs that count.

use super::blocks::Blocks;
use super::ground::{Pairs, Parts, Ways};
use super::plan::Plan;
use super::tally::{Field, MOST_PAIRS, Tally};
use super::{exact, share};
use crate::bound;
use crate::chance::Chance;
use crate::precision::{Estimate, EstimateError, Precision};
use crate::watch::{Stopped, Watch};
use crate::{Graph, Rows};

/// The first draw takes this part of the pairs that it foretells.
const FIRST: f64 = 1.0 / 20.0;
/// How much later each next look is.
const LATER: f64 = 1.15;
/// Ties that counting small blocks may look at, for each tie of the graph and in any case.
const COUNTED: (u64, u64) = (2, 1 << 24);

/// As [`super::betweenness_within`], counting blocks while that takes at most `budget` looks at a tie.
pub(super) fn undirected(
    rows: &Rows,
    precision: &Precision,
    budget: Option<u64>,
    watch: &dyn Watch,
) -> Result<Estimate, EstimateError> {
    precision.check()?;
    let blocks = Blocks::find(rows);
    let budget = budget.unwrap_or(rows.arcs() as u64 * COUNTED.0 + COUNTED.1);
    let (small, large) = split(rows, &blocks, budget);
    let mut counted: Vec<f64> = blocks.cut().iter().map(|&pairs| pairs as f64).collect();
    let small = Parts::take(rows, &blocks, &small);
    add(&mut counted, &small, &exact::count(&field_of(&small), watch)?);
    drop(small);
    let large = Parts::take(rows, &blocks, &large);
    drop(blocks);
    let field = Field {
        ways: [large.ways(), large.ways()],
        node: Some(&large.node),
        nodes: rows.nodes(),
        pairs: Pairs::of_parts(&large),
    };
    let longest =
        large.starts.windows(2).map(|part| longest(large.ways(), part[0], part[1])).max().unwrap_or(0);
    let count = || {
        exact::count(&field_of(&large), watch).map(|counts| add_to(vec![0.0; rows.nodes()], &large, &counts))
    };
    estimate(&field, counted, longest, precision, count, watch)
}

/// As [`super::directed_betweenness_within`].
pub(super) fn directed(
    graph: &Graph,
    precision: &Precision,
    watch: &dyn Watch,
) -> Result<Estimate, EstimateError> {
    precision.check()?;
    let nodes = graph.nodes();
    let field = Field {
        ways: [Ways::of(graph.out()), Ways::of(graph.into())],
        node: None,
        nodes,
        pairs: Pairs::of_graph(graph),
    };
    let behind = vec![1; nodes];
    let whole = [0, nodes];
    let all = exact::Field { ways: Ways::of(graph.out()), behind: &behind, starts: &whole };
    let count = || exact::count(&all, watch);
    estimate(&field, vec![0.0; nodes], nodes, precision, count, watch)
}

/// Blocks to count and blocks to draw from. Two nodes have nothing between them, and are neither.
fn split(rows: &Rows, blocks: &Blocks, budget: u64) -> (Vec<usize>, Vec<usize>) {
    let mut order: Vec<usize> = (0..blocks.len()).filter(|&at| blocks.block(at).members.len() > 2).collect();
    order.sort_by_key(|&at| blocks.block(at).members.len());
    let mut spent = 0_u64;
    let mut small = 0;
    for &at in &order {
        let members = blocks.block(at).members;
        let below = &members[..members.len() - 1];
        let ties: usize = below.iter().map(|&node| rows.degree(node as usize)).sum();
        spent = spent.saturating_add(4 * ties as u64 * members.len() as u64);
        if spent > budget {
            break;
        }
        small += 1;
    }
    let large = order.split_off(small);
    (order, large)
}

fn field_of(parts: &Parts) -> exact::Field<'_> {
    exact::Field { ways: parts.ways(), behind: &parts.behind, starts: &parts.starts }
}

/// Adds the counts of places to those of their nodes.
pub(super) fn add(counted: &mut [f64], parts: &Parts, counts: &[f64]) {
    parts.node.iter().zip(counts).for_each(|(&node, count)| counted[node as usize] += count);
}

fn add_to(mut counted: Vec<f64>, parts: &Parts, counts: &[f64]) -> Vec<f64> {
    add(&mut counted, parts, counts);
    counted
}

/// The most nodes that a shortest path of a part can have between its ends: from the place with most ties, no other is
/// further than some number of steps, and so no two are further apart than twice that.
fn longest(ways: Ways<'_>, begin: usize, end: usize) -> usize {
    let Some(hub) = (begin..end).max_by_key(|&place| ways.degree(place as u32)) else { return 0 };
    let mut seen = vec![false; end - begin];
    seen[hub - begin] = true;
    let (mut here, mut next) = (vec![hub as u32], Vec::new());
    let mut steps = 0;
    loop {
        for &there in here.iter().flat_map(|&place| ways.from(place)) {
            if !std::mem::replace(&mut seen[there as usize - begin], true) {
                next.push(there);
            }
        }
        if next.is_empty() {
            return (2 * steps as usize).saturating_sub(1);
        }
        steps += 1;
        std::mem::swap(&mut here, &mut next);
        next.clear();
    }
}

fn estimate(
    field: &Field<'_>,
    counted: Vec<f64>,
    longest: usize,
    precision: &Precision,
    count: impl Fn() -> Result<Vec<f64>, Stopped>,
    watch: &dyn Watch,
) -> Result<Estimate, EstimateError> {
    let nodes = field.nodes;
    let mut found = Estimate { shares: counted, error: 0.0, draws: 0 };
    found.shares.iter_mut().for_each(|pairs| *pairs = share(*pairs, nodes));
    let part = share(field.pairs.all() as f64, nodes);
    if part <= precision.epsilon {
        // Whatever is left cannot be off by more.
        found.error = part;
        return Ok(found);
    }
    let off = precision.epsilon / part;
    let chance = Chance::new(precision.seed);
    let mut tally = Tally::new(field);
    let mut plan = Plan::before(off, precision.delta);
    for wanted in [|first: f64| (first / 4.0).max(64.0), |first: f64| first * FIRST] {
        let until = wanted(plan.first).min(MOST_PAIRS).ceil() as u64;
        if until > tally.drawn {
            tally.draw(field, &chance.fork(0), until, watch)?;
            plan = Plan::new(&tally, nodes, longest, off, precision.delta);
        }
    }
    let Plan { groups, to_variances, first } = plan;
    let looks = first * tally.looked() as f64 / tally.drawn as f64;
    let to_count = 4.0 * field.ways[0].targets.len() as f64 * field.ways[0].len() as f64;
    if first > MOST_PAIRS || looks > to_count {
        let counts = count()?;
        found.shares.iter_mut().zip(counts).for_each(|(sum, pairs)| *sum += share(pairs, nodes));
        return Ok(found);
    }
    tally.clear();
    let chance = chance.fork(1);
    for moment in 0.. {
        let until = (first * LATER.powi(moment)).ceil() as u64;
        tally.draw(field, &chance, until, watch)?;
        let doubt = bound::doubt_of(moment as usize, precision.delta);
        let error = bound::off_by(&groups.classes(&tally), tally.drawn as f64, doubt, to_variances);
        if error <= off {
            found.error = error * part;
            break;
        }
    }
    found.draws = tally.drawn;
    found.shares.iter_mut().enumerate().for_each(|(node, sum)| *sum += part * tally.mean(node));
    Ok(found)
}
