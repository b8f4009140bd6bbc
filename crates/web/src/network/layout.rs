//! Where the circles of a drawing stand: groups with strong ties near each other, no two on top of each other.
//!
//! Pure numbers. Only operations that every machine rounds alike are used, so the same groups give the same drawing
//! everywhere. The forces are those of Fruchterman and Reingold, 1991.

/// Width of the field.
pub(super) const WIDTH: f64 = 640.0;
/// Height of the field.
pub(super) const HEIGHT: f64 = 440.0;
/// Least space between two circles.
pub(super) const GAP: f64 = 5.0;

const RADIUS_MIN: f64 = 13.0;
const RADIUS_MAX: f64 = 60.0;
/// Part of the field that the circles may cover.
const COVER: f64 = 0.16;
const PULLS: u32 = 400;
const PUSHES: u32 = 600;

/// A circle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Circle {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) radius: f64,
}

/// Lays out circles, one for each size. `ties` name two places in `sizes` and a strength above 0.
///
/// The area of a circle goes with its size, but for the smallest and the largest, which have bounds. Up to some sixty
/// circles find their place without touching.
pub(super) fn lay_out(sizes: &[usize], ties: &[(usize, usize, f64)]) -> Vec<Circle> {
    let mut circles = begin(sizes);
    for turn in 0..PULLS {
        let heat = 40.0 * (1.0 - f64::from(turn) / f64::from(PULLS));
        pull(&mut circles, ties, heat);
    }
    fit(&mut circles);
    for _ in 0..PUSHES {
        if !push(&mut circles) {
            break;
        }
    }
    circles
}

/// Circles on a spiral that turns by the golden angle, largest in the middle where sizes come largest first.
fn begin(sizes: &[usize]) -> Vec<Circle> {
    const TURN: (f64, f64) = (-0.737_368_878_078_319_7, 0.675_490_294_261_523_9);
    let total: f64 = sizes.iter().map(|size| *size as f64).sum::<f64>().max(1.0);
    let area = WIDTH * HEIGHT * COVER / std::f64::consts::PI;
    let mut way = (1.0, 0.0);
    let circle = |(at, size): (usize, &usize)| {
        let far = (at as f64).sqrt() * 45.0;
        let radius = (*size as f64 / total * area).sqrt().clamp(RADIUS_MIN, RADIUS_MAX);
        let circle = Circle { x: WIDTH / 2.0 + way.0 * far, y: HEIGHT / 2.0 + way.1 * far, radius };
        way = (way.0 * TURN.0 - way.1 * TURN.1, way.0 * TURN.1 + way.1 * TURN.0);
        circle
    };
    sizes.iter().enumerate().map(circle).collect()
}

/// The way from one circle to another and how far it is; circles on one spot are told apart by their order.
fn way(from: Circle, to: Circle) -> (f64, f64, f64) {
    let (x, y) = (to.x - from.x, to.y - from.y);
    let far = (x * x + y * y).sqrt();
    if far < 1e-6 { (1.0, 0.0, 1e-6) } else { (x / far, y / far, far) }
}

fn pull(circles: &mut [Circle], ties: &[(usize, usize, f64)], heat: f64) {
    let spread = (WIDTH * HEIGHT / circles.len().max(1) as f64).sqrt() * 0.75;
    let strongest = ties.iter().map(|tie| tie.2).fold(0.0, f64::max);
    let mut moves = vec![(0.0, 0.0); circles.len()];
    let mut force = |a: usize, b: usize, x: f64, y: f64| {
        for (at, sign) in [(a, -1.0), (b, 1.0)] {
            if let Some(moved) = moves.get_mut(at) {
                *moved = (moved.0 + sign * x, moved.1 + sign * y);
            }
        }
    };
    for (a, first) in circles.iter().enumerate() {
        for (b, second) in circles.iter().enumerate().skip(a + 1) {
            let (x, y, far) = way(*first, *second);
            let free = (far - first.radius - second.radius).max(4.0);
            let strength = spread * spread / free;
            force(a, b, x * strength, y * strength);
        }
    }
    for (a, b, strength) in ties {
        let (Some(first), Some(second)) = (circles.get(*a), circles.get(*b)) else { continue };
        let (x, y, far) = way(*first, *second);
        let strength = -far * far / spread * (strength / strongest).sqrt();
        force(*a, *b, x * strength, y * strength);
    }
    for (circle, (x, y)) in circles.iter_mut().zip(moves) {
        // A weak pull to the middle keeps parts without ties on the field; the field is wider than high.
        let (x, y) = (x + (WIDTH / 2.0 - circle.x) * 0.8, y + (HEIGHT / 2.0 - circle.y) * 1.4);
        let far = (x * x + y * y).sqrt().max(1e-9);
        let step = far.min(heat);
        circle.x += x / far * step;
        circle.y += y / far * step;
    }
}

/// Stretches or shrinks the whole so that it fills the field.
fn fit(circles: &mut [Circle]) {
    let span = |of: fn(&Circle) -> f64| {
        let least = circles.iter().map(|circle| of(circle) - circle.radius).fold(f64::INFINITY, f64::min);
        let most = circles.iter().map(|circle| of(circle) + circle.radius).fold(f64::NEG_INFINITY, f64::max);
        (least, most)
    };
    let ((left, right), (top, bottom)) = (span(|circle| circle.x), span(|circle| circle.y));
    let scale = ((WIDTH - 2.0 * GAP) / (right - left)).min((HEIGHT - 2.0 * GAP) / (bottom - top)).min(1.6);
    for circle in circles {
        circle.x = WIDTH / 2.0 + (circle.x - (left + right) / 2.0) * scale;
        circle.y = HEIGHT / 2.0 + (circle.y - (top + bottom) / 2.0) * scale;
    }
}

/// Moves circles that touch apart, and all into the field. `false` when none had to move.
fn push(circles: &mut [Circle]) -> bool {
    let mut has_moved = false;
    for a in 0..circles.len() {
        for b in a + 1..circles.len() {
            let (Some(first), Some(second)) = (circles.get(a).copied(), circles.get(b).copied()) else {
                continue;
            };
            let (x, y, far) = way(first, second);
            let short = first.radius + second.radius + GAP - far;
            if short > 1e-3 {
                has_moved = true;
                for (at, sign) in [(a, -0.5), (b, 0.5)] {
                    if let Some(circle) = circles.get_mut(at) {
                        circle.x += sign * x * short * 1.05;
                        circle.y += sign * y * short * 1.05;
                    }
                }
            }
        }
    }
    for circle in circles {
        let edge = circle.radius + GAP;
        let (x, y) = (circle.x.clamp(edge, WIDTH - edge), circle.y.clamp(edge, HEIGHT - edge));
        (circle.x, circle.y) = (x, y);
    }
    has_moved
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sizes and ties drawn by a small generator.
    fn drawn(seed: u64, groups: usize) -> (Vec<usize>, Vec<(usize, usize, f64)>) {
        let mut state = seed;
        let mut next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % below
        };
        let mut sizes: Vec<usize> = (0..groups).map(|_| 3 + next(10) * next(10) * next(400)).collect();
        sizes.sort_unstable_by(|a, b| b.cmp(a));
        let ties = (0..groups * 3).map(|_| (next(groups), next(groups), 1.0 + next(500) as f64));
        let ties = ties.filter(|tie| tie.0 != tie.1).collect();
        (sizes, ties)
    }

    #[test]
    fn circles_stand_in_the_field_and_apart() {
        for groups in [1, 2, 3, 7, 20, 60] {
            for seed in 0..4 {
                let (sizes, ties) = drawn(seed, groups);
                let circles = lay_out(&sizes, &ties);
                assert_eq!(circles.len(), groups);
                for (at, circle) in circles.iter().enumerate() {
                    assert!(
                        circle.x >= circle.radius && circle.x <= WIDTH - circle.radius,
                        "{seed} {circle:?}"
                    );
                    assert!(
                        circle.y >= circle.radius && circle.y <= HEIGHT - circle.radius,
                        "{seed} {circle:?}"
                    );
                    for other in &circles[at + 1..] {
                        let far = way(*circle, *other).2;
                        assert!(
                            far >= circle.radius + other.radius,
                            "{groups} groups, seed {seed}: {circle:?} {other:?}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn the_same_groups_give_the_same_drawing() {
        let (sizes, ties) = drawn(5, 30);
        assert_eq!(lay_out(&sizes, &ties), lay_out(&sizes, &ties));
        assert!(lay_out(&[], &[]).is_empty());
    }

    #[test]
    fn tied_groups_stand_nearer_than_others() {
        let circles = lay_out(&[20, 20, 20, 20], &[(0, 1, 9.0), (2, 3, 9.0)]);
        let far = |a: usize, b: usize| way(circles[a], circles[b]).2;
        assert!(far(0, 1) < far(0, 2) && far(0, 1) < far(1, 3) && far(2, 3) < far(0, 2));
    }

    #[test]
    fn ties_to_nowhere_and_sizes_without_measure_do_no_harm() {
        let circles = lay_out(&[usize::MAX, 1, 0], &[(0, 9, 1.0), (7, 1, 2.0)]);
        assert!(circles.iter().all(|circle| circle.x.is_finite() && circle.y.is_finite()));
    }
}
