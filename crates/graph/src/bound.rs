//! How far the estimates of all nodes may still be off, from what the drawn pairs have shown.
//!
//! The idea is of SILVAN (Pellegrina and Vandin, "SILVAN: Estimating Betweenness Centralities with Progressive Sampling and
//! Non-uniform Rademacher Bounds", 2023): few nodes can vary much, because the shares of one pair add up to the length
//! of a path, so the bound need not be paid for each node of the graph. The steps here are of our own, and short:
//!
//! 1. A node whose share has variance `w` is off by more than `e` after `m` pairs with probability at most
//!    `2 exp(-m w h(e / w))`, `h(u) = (1 + u) ln(1 + u) - u` (Bennett, 1962).
//! 2. Nodes are in classes that an earlier, independent draw made: a few classes of nodes that varied, and all the rest. For a class
//!    of `c` nodes with variances up to `w`, at most `c` times that. For the rest, whose variances add up to at most `s`, at
//!    most `s / w` times that, where `m (e - w ln(1 + e / w)) >= 1`: there `exp(-m x h(e / x)) / x` grows with `x` up to `w`.
//! 3. The largest variance of a class: the largest sum of squares (about a fixed centre) of a class is self-bounding, so
//!    its mean is below `z + l + sqrt(l² + 2 z l)` with probability at least `1 - exp(-l)`, `z` the sum seen (Boucheron,
//!    Lugosi and Massart, "A sharp concentration inequality with applications", 2000). The sum over all the rest is such
//!    a sum too, in steps of the longest path.
//! 4. The bound of step 2 with the true variances is a fixed number for each of the moments at which we look. Where step 3 holds,
//!    what we compute is not below it. So the chance that either fails at any moment is at most the sum of the `doubt` of all
//!    moments.

/// What is known of a class of nodes after a number of pairs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Class {
    /// Number of nodes.
    pub(crate) nodes: f64,
    /// Largest sum, over the pairs, of a node's squares about its centre. Each square is at most 1.
    pub(crate) largest: f64,
    /// Sum of all squares of the class, and the most that one pair can add to it. Only for the class of the rest.
    pub(crate) all: Option<(f64, f64)>,
}

/// Above the mean of a self-bounding sum, but for a chance of `exp(-trust)`.
fn above_mean(seen: f64, trust: f64) -> f64 {
    seen + trust + (trust * trust + 2.0 * seen * trust).sqrt()
}

/// `exp` of this bounds the chance that a node of variance `w` is off by more than `off`, to one side.
fn exponent(pairs: f64, w: f64, off: f64) -> f64 {
    let u = off / w;
    // Below this the plain formula loses its digits; the series stays above the truth.
    let h = if u < 1e-4 { u * u * (0.5 - u / 6.0) } else { (1.0 + u) * u.ln_1p() - u };
    -pairs * w * h
}

/// A class with its variances bounded.
#[derive(Clone, Copy)]
struct Spread {
    nodes: f64,
    most: f64,
    sum: f64,
}

/// Bounds on the variances of all classes at once, but for a chance of `doubt`.
fn spreads(classes: &[Class], pairs: f64, doubt: f64) -> Vec<Spread> {
    let claims = classes.len() + classes.iter().filter(|class| class.all.is_some()).count();
    let trust = (claims as f64 / doubt).ln();
    let spread = |class: &Class| Spread {
        nodes: class.nodes,
        most: (above_mean(class.largest, trust) / pairs).min(0.25),
        sum: class.all.map_or(f64::INFINITY, |(sum, step)| step * above_mean(sum / step, trust) / pairs),
    };
    classes.iter().map(spread).collect()
}

/// Bounds the chance that any node is off by more than `off`.
fn chance_off(spreads: &[Spread], pairs: f64, off: f64) -> f64 {
    let of_class = |spread: &Spread| {
        let w = spread.most;
        let grows = pairs * (off - w * (off / w).ln_1p()) >= 1.0;
        let nodes = if grows { spread.nodes.min(spread.sum / w) } else { spread.nodes };
        2.0 * nodes * exponent(pairs, w, off).exp()
    };
    spreads.iter().map(of_class).sum()
}

/// How far any node may be off after this many pairs, but for a chance of `doubt`, of which a part goes `to_variances`.
/// Up to 1.
pub(crate) fn off_by(classes: &[Class], pairs: f64, doubt: f64, to_variances: f64) -> f64 {
    let spreads = spreads(classes, pairs, doubt * to_variances);
    let doubt = doubt * (1.0 - to_variances);
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..30 {
        let middle = 0.5 * (low + high);
        if chance_off(&spreads, pairs, middle) <= doubt {
            high = middle;
        } else {
            low = middle;
        }
    }
    high
}

/// The doubt that each moment is given, of all that there is: most to the first, which is chosen so that it should do,
/// then 1/8, 1/24, 1/48, ...
pub(crate) fn doubt_of(moment: usize, doubt: f64) -> f64 {
    let at = moment as f64;
    if moment == 0 { 0.75 * doubt } else { 0.25 * doubt / (at * (at + 1.0)) }
}

/// How many pairs the first moment should wait for, if they go on as the `drawn` ones did.
pub(crate) fn enough(classes: &[Class], drawn: f64, off: f64, doubt: f64, to_variances: f64) -> f64 {
    let (mut low, mut high) = (1.0_f64, 1e12_f64);
    while high > low * 1.01 {
        let middle = (low * high).sqrt();
        let factor = middle / drawn;
        let then: Vec<Class> = classes
            .iter()
            .map(|class| Class {
                largest: class.largest * factor,
                all: class.all.map(|(sum, step)| (sum * factor, step)),
                ..*class
            })
            .collect();
        let there = off_by(&then, middle, doubt_of(0, doubt), to_variances) <= off;
        *(if there { &mut high } else { &mut low }) = middle;
    }
    high
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The chance that the mean of `n` draws of 0 or 1 is off by more than `off`, added up from its terms.
    fn binomial_off(n: u32, p: f64, off: f64) -> f64 {
        let mut ln_choose = 0.0;
        let mut chance = 0.0;
        for k in 0..=n {
            if k > 0 {
                ln_choose += (f64::from(n - k + 1) / f64::from(k)).ln();
            }
            if (f64::from(k) / f64::from(n) - p).abs() > off {
                chance += (ln_choose + f64::from(k) * p.ln() + f64::from(n - k) * (1.0 - p).ln()).exp();
            }
        }
        chance
    }

    #[test]
    fn no_node_is_off_more_often_than_the_bound_says() {
        for n in [50, 400, 3000] {
            for p in [0.001, 0.02, 0.3, 0.5] {
                for off in [0.005, 0.01, 0.05, 0.2] {
                    let w = p * (1.0 - p);
                    let spread = Spread { nodes: 1.0, most: w, sum: f64::INFINITY };
                    let (bound, truth) = (chance_off(&[spread], f64::from(n), off), binomial_off(n, p, off));
                    assert!(truth <= bound, "{n} {p} {off}: {truth} and {bound}");
                }
            }
        }
    }

    #[test]
    fn many_small_variances_are_within_the_bound_of_their_sum() {
        // However a sum of variances is spread over nodes, none of them above the largest.
        for (pairs, off) in [(600.0, 0.02), (3000.0, 0.01)] {
            let (most, sum) = (0.02, 2.0);
            let bound = chance_off(&[Spread { nodes: 1e9, most, sum }], pairs, off);
            for parts in [1.0, 2.0, 10.0, 1000.0, 1e6] {
                let w: f64 = most / parts;
                let spread = 2.0 * (sum / w) * exponent(pairs, w, off).exp();
                assert!(spread <= bound * (1.0 + 1e-12), "{pairs} {parts}: {spread} and {bound}");
            }
        }
    }

    #[test]
    fn more_seen_means_more_off_and_more_pairs_less() {
        let class = |largest| [Class { nodes: 10.0, largest, all: Some((5.0 * largest, 4.0)) }];
        let off = |largest, pairs| off_by(&class(largest), pairs, 0.1, 0.3);
        assert!(off(10.0, 1000.0) < off(20.0, 1000.0));
        assert!(off(20.0, 2000.0) < off(10.0, 1000.0));
        let pairs = enough(&class(10.0), 1000.0, 0.01, 0.1, 0.3);
        let factor = pairs / 1000.0;
        assert!(off_by(&class(10.0 * factor), pairs, doubt_of(0, 0.1), 0.3) <= 0.0101);
    }

    #[test]
    fn the_doubt_of_all_moments_is_not_more_than_there_is() {
        let all: f64 = (0..100_000).map(|moment| doubt_of(moment, 0.1)).sum();
        assert!(all <= 0.1 && all > 0.099, "{all}");
    }

    #[test]
    fn the_mean_of_a_largest_sum_is_below_what_is_said_of_it() {
        // The largest of 200 counts, each of 100 draws of one in ten: in how many worlds is the bound below the mean?
        let mut chance = crate::chance::Chance::new(11);
        let seen: Vec<f64> = (0..2000)
            .map(|_| {
                let count =
                    |chance: &mut crate::chance::Chance| (0..100).filter(|_| chance.below(10) == 0).count();
                (0..200).map(|_| count(&mut chance)).max().unwrap_or(0) as f64
            })
            .collect();
        let mean = seen.iter().sum::<f64>() / seen.len() as f64;
        let below = seen.iter().filter(|&&z| above_mean(z, 3.0) < mean).count();
        assert!(below as f64 <= seen.len() as f64 * (-3.0_f64).exp(), "{below}");
    }
}
