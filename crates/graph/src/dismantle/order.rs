//! Orders in which to take nodes: each the first draft of a dismantling.

use super::ground::Ground;
use super::steps::Steps;

/// All nodes by repeated highest degree: each time the node with most neighbours left.
pub(crate) fn by_degree(ground: &Ground) -> Vec<u32> {
    by_degree_among(ground, |_| true)
}

/// The same among some nodes, as if the others were taken before.
fn by_degree_among(ground: &Ground, is_in: impl Fn(u32) -> bool) -> Vec<u32> {
    let mut taken: Vec<bool> = (0..ground.nodes() as u32).map(|node| !is_in(node)).collect();
    let count = |node| ground.near(node).iter().filter(|&&to| !taken[to as usize]).count() as u32;
    let mut left: Vec<u32> = (0..ground.nodes() as u32).map(count).collect();
    let mut steps = Steps::new(ground, &left);
    for (node, &degree) in left.iter().enumerate() {
        steps.push(degree, node as u32);
    }
    let mut order = Vec::with_capacity(ground.nodes());
    while let Some((level, node)) = steps.pop() {
        if taken[node as usize] || left[node as usize] != level {
            continue;
        }
        taken[node as usize] = true;
        order.push(node);
        for &to in ground.near(node) {
            if !taken[to as usize] {
                left[to as usize] -= 1;
                steps.push(left[to as usize], to);
            }
        }
    }
    order
}

/// All nodes by repeated highest degree within the 2-core (Zdeborova, Zhang and Zhou 2016); what is left outside it
/// then, a forest, follows by degree.
pub(crate) fn by_core_degree(ground: &Ground) -> Vec<u32> {
    let nodes = ground.nodes();
    let mut left: Vec<u32> = (0..nodes as u32).map(|node| ground.degree(node)).collect();
    let mut steps = Steps::new(ground, &left);
    let mut out = vec![false; nodes];
    let mut taken = vec![false; nodes];
    let mut peel: Vec<u32> = Vec::new();
    for (node, &degree) in left.iter().enumerate() {
        if degree < 2 {
            peel.push(node as u32);
            out[node] = true;
        } else {
            steps.push(degree, node as u32);
        }
    }
    let mut order = Vec::with_capacity(nodes);
    loop {
        while let Some(node) = peel.pop() {
            for &to in ground.near(node) {
                if out[to as usize] {
                    continue;
                }
                left[to as usize] -= 1;
                if left[to as usize] < 2 {
                    out[to as usize] = true;
                    peel.push(to);
                } else {
                    steps.push(left[to as usize], to);
                }
            }
        }
        let Some((level, node)) = steps.pop() else { break };
        if out[node as usize] || left[node as usize] != level {
            continue;
        }
        out[node as usize] = true;
        taken[node as usize] = true;
        order.push(node);
        peel.push(node);
    }
    order.extend(by_degree_among(ground, |node| !taken[node as usize]));
    order
}
