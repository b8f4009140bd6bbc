//! The measures as their definitions read, without a thought for speed.

use graph::{Edge, Rows};
use std::collections::BTreeMap;

type Listed = Vec<(u32, u32, f32)>;

/// Ties out, ties in, and undirected ones, each ascending. Doubles are added up in the order given.
pub(crate) fn rows(edges: &[Edge]) -> (Listed, Listed, Listed) {
    let mut sums: BTreeMap<(u32, u32), f32> = BTreeMap::new();
    for edge in edges {
        *sums.entry((edge.from, edge.to)).or_default() += edge.weight;
    }
    let mut into: Listed = sums.iter().map(|((from, to), weight)| (*to, *from, *weight)).collect();
    into.sort_by_key(|(to, from, _)| (*to, *from));
    let mut both: BTreeMap<(u32, u32), f32> = BTreeMap::new();
    for ((from, to), weight) in sums.iter().filter(|((from, to), _)| from != to) {
        *both.entry((*from, *to)).or_default() += weight;
        *both.entry((*to, *from)).or_default() += weight;
    }
    let listed = |sums: BTreeMap<(u32, u32), f32>| sums.into_iter().map(|((a, b), w)| (a, b, w)).collect();
    (listed(sums), into, listed(both))
}

/// Weak and strong components, numbered by their smallest node: from who reaches whom.
pub(crate) fn components(nodes: u32, edges: &[Edge]) -> (Vec<u32>, Vec<u32>) {
    let nodes = nodes as usize;
    let reach = |both: bool| {
        let mut reach = vec![vec![false; nodes]; nodes];
        (0..nodes).for_each(|node| reach[node][node] = true);
        for edge in edges {
            reach[edge.from as usize][edge.to as usize] = true;
            reach[edge.to as usize][edge.from as usize] |= both;
        }
        for by in 0..nodes {
            for a in 0..nodes {
                for b in 0..nodes {
                    reach[a][b] |= reach[a][by] && reach[by][b];
                }
            }
        }
        let first =
            |node: usize| (0..nodes).find(|other| reach[node][*other] && reach[*other][node]).unwrap();
        let firsts: Vec<usize> = (0..nodes).map(first).collect();
        let number = |first: usize| (0..first).filter(|node| firsts[*node] == *node).count() as u32;
        firsts.iter().map(|first| number(*first)).collect()
    };
    (reach(true), reach(false))
}

/// For each k, what is left when nodes with fewer than k neighbours go until none is left to go.
pub(crate) fn cores(rows: &Rows) -> Vec<u32> {
    let mut cores = vec![0; rows.nodes()];
    let mut here = vec![true; rows.nodes()];
    for k in 1.. {
        loop {
            let left = |node: usize| rows.neighbours(node).iter().filter(|to| here[**to as usize]).count();
            let goes: Vec<usize> = (0..rows.nodes()).filter(|node| here[*node] && left(*node) < k).collect();
            if goes.is_empty() {
                break;
            }
            goes.iter().for_each(|node| here[*node] = false);
        }
        if !here.contains(&true) {
            return cores;
        }
        (0..rows.nodes()).filter(|node| here[*node]).for_each(|node| cores[node] = k as u32);
    }
    cores
}

fn dense(rows: &Rows) -> Vec<Vec<f64>> {
    let mut matrix = vec![vec![0.0; rows.nodes()]; rows.nodes()];
    for (node, row) in matrix.iter_mut().enumerate() {
        for (to, weight) in rows.neighbours(node).iter().zip(rows.weights_of(node)) {
            row[*to as usize] = f64::from(*weight);
        }
    }
    matrix
}

/// Solves `x = d Pᵀ x + (1 - d) / n` by elimination.
pub(crate) fn page_rank(out: &Rows, damping: f64) -> Vec<f64> {
    let nodes = out.nodes();
    let mut system = vec![vec![0.0; nodes + 1]; nodes];
    for (from, row) in dense(out).iter().enumerate() {
        let strength: f64 = row.iter().sum();
        for (to, weight) in row.iter().enumerate() {
            let chance = if strength > 0.0 { weight / strength } else { 1.0 / nodes as f64 };
            system[to][from] -= damping * chance;
        }
    }
    for (node, row) in system.iter_mut().enumerate() {
        row[node] += 1.0;
        row[nodes] = (1.0 - damping) / nodes as f64;
    }
    // Each column outweighs its rest, so no row need be chosen.
    for step in 0..nodes {
        let chosen = system[step].clone();
        for (at, row) in system.iter_mut().enumerate().filter(|(at, _)| *at != step) {
            let times = row[step] / chosen[step];
            assert!(times.is_finite(), "row {at}");
            row.iter_mut().zip(&chosen).for_each(|(value, by)| *value -= times * by);
        }
    }
    (0..nodes).map(|node| system[node][nodes] / system[node][node]).collect()
}

fn product(a: &[Vec<f64>], b: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let nodes = a.len();
    let cell = |row: usize, column: usize| (0..nodes).map(|by| a[row][by] * b[by][column]).sum();
    (0..nodes).map(|row| (0..nodes).map(|column| cell(row, column)).collect()).collect()
}

/// The matrix of steps there and back, squared until only its strongest part is left, then asked of all nodes alike. None
/// where two parts are equally strong: then many answers are right.
pub(crate) fn hits(out: &Rows) -> Option<(Vec<f64>, Vec<f64>)> {
    let ties = dense(out);
    let nodes = ties.len();
    let turned: Vec<Vec<f64>> = (0..nodes).map(|b| (0..nodes).map(|a| ties[a][b]).collect()).collect();
    let strongest = |there: &[Vec<f64>], back: &[Vec<f64>]| {
        let mut power = product(there, back);
        for _ in 0..60 {
            let most = power.iter().flatten().copied().fold(0.0, f64::max);
            if most == 0.0 {
                return Some(vec![0.0; nodes]);
            }
            power.iter_mut().flatten().for_each(|value| *value /= most);
            power = product(&power, &power);
        }
        // One part alone is left where every cell is the root of its row's and its column's own.
        let is_one = |a: usize, b: usize| {
            (power[a][b] * power[a][b] - power[a][a] * power[b][b]).abs()
                < 1e-9 * power[a][a].max(power[b][b])
        };
        if !(0..nodes).all(|a| (0..nodes).all(|b| power[a][a].max(power[b][b]) == 0.0 || is_one(a, b))) {
            return None;
        }
        let sums: Vec<f64> = power.iter().map(|row| row.iter().sum()).collect();
        let whole: f64 = sums.iter().sum();
        Some(sums.iter().map(|sum| sum / whole).collect())
    };
    let authorities = strongest(&turned, &ties)?;
    let hubs: Vec<f64> =
        ties.iter().map(|row| row.iter().zip(&authorities).map(|(w, a)| w * a).sum()).collect();
    let whole: f64 = hubs.iter().sum();
    Some((hubs.iter().map(|hub| if whole > 0.0 { hub / whole } else { 0.0 }).collect(), authorities))
}

pub(crate) fn constraint(rows: &Rows) -> Vec<Option<f64>> {
    let ties = dense(rows);
    let strength = |node: usize| ties[node].iter().sum::<f64>();
    let part = |a: usize, b: usize| if ties[a][b] > 0.0 { ties[a][b] / strength(a) } else { 0.0 };
    let of = |node: usize| {
        let neighbours: Vec<usize> = (0..ties.len()).filter(|other| ties[node][*other] > 0.0).collect();
        let held = |j: usize| {
            let by: f64 = neighbours.iter().map(|q| part(node, *q) * part(*q, j)).sum();
            (part(node, j) + by).powi(2)
        };
        (!neighbours.is_empty()).then(|| neighbours.iter().map(|j| held(*j)).sum())
    };
    (0..ties.len()).map(of).collect()
}
