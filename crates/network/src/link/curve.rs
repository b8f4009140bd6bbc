//! What each threshold gives, on pairs of which the truth is known.

/// Precision and recall at one threshold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CurvePoint {
    /// Candidates with at least these bits count.
    pub bits: f64,
    /// How many there are.
    pub candidates: u32,
    /// The part of them that is true.
    pub precision: f64,
    /// The part of all true pairs that is among them.
    pub recall: f64,
}

/// The curve: one point for each different number of bits, most bits first. `judged` holds each candidate's bits and whether
/// it is true; `truths` is the number of all true pairs, found or not.
pub fn curve(judged: &[(f64, bool)], truths: u32) -> Vec<CurvePoint> {
    let mut judged = judged.to_vec();
    judged.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut candidates, mut right) = (0, 0);
    let mut points = Vec::new();
    for same in judged.chunk_by(|a, b| a.0 == b.0) {
        candidates += same.len() as u32;
        right += same.iter().filter(|(_, is_true)| *is_true).count() as u32;
        points.push(CurvePoint {
            bits: same[0].0,
            candidates,
            precision: f64::from(right) / f64::from(candidates),
            recall: if truths == 0 { 1.0 } else { f64::from(right) / f64::from(truths) },
        });
    }
    points
}

/// The lowest threshold at which, and above which everywhere, the precision is at least `wanted`; none where there is none.
pub fn threshold_for(points: &[CurvePoint], wanted: f64) -> Option<CurvePoint> {
    points.iter().take_while(|point| point.precision >= wanted).last().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_by_hand() {
        let points = curve(&[(5.0, true), (9.0, true), (5.0, false), (1.0, false)], 4);
        let point = |bits, candidates, precision, recall| CurvePoint { bits, candidates, precision, recall };
        assert_eq!(
            points,
            [point(9.0, 1, 1.0, 0.25), point(5.0, 3, 2.0 / 3.0, 0.5), point(1.0, 4, 0.5, 0.5)]
        );
        assert_eq!(threshold_for(&points, 0.6).map(|point| point.bits), Some(5.0));
        assert_eq!(threshold_for(&points[1..], 0.9), None);
    }
}
