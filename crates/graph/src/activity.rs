//! When a node is active: from the ties that leave it.
//!
//! Hours and days are those of UTC. Which time zone a member lives in is not guessed here; the hours are what such a guess
//! rests on.

use crate::{Ties, Window};

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;
/// 1970-01-01 was a Thursday; Monday is 0.
const FIRST_WEEKDAY: i64 = 3;

/// When one node was active within a window.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Activity {
    /// Ties with a moment that leave it.
    pub dated: u64,
    /// Ties without one.
    pub undated: u64,
    /// The first moment, in seconds since 1970-01-01 UTC.
    pub first: Option<i64>,
    /// The last moment.
    pub last: Option<i64>,
    /// Days, in UTC, with at least one tie.
    pub days: u32,
    /// The longest time between two ties that follow each other, in seconds; none of fewer than two.
    pub pause_max_seconds: Option<u64>,
    /// From -1 (like a clock) by 0 (at random) to 1 (in bursts): of the times between ties that follow each other,
    /// (deviation - mean) / (deviation + mean). None of fewer than three ties, or where all have one moment.
    ///
    /// K.-I. Goh, A.-L. Barabási, "Burstiness and memory in complex systems", EPL 81 (2008) 48002,
    /// doi:10.1209/0295-5075/81/48002.
    pub burstiness: Option<f64>,
    /// Ties by hour of the day, in UTC.
    pub hours: [u32; 24],
    /// Ties by day of the week, in UTC, from Monday.
    pub weekdays: [u32; 7],
}

/// The activity of each of `nodes` nodes. Ties that leave a node with a higher number are left out, as they are of nobody
/// here.
pub fn activity(ties: &Ties, nodes: u32, window: &Window) -> Vec<Activity> {
    let mut all = vec![Activity::default(); nodes as usize];
    let mut moments: Vec<(u32, i64)> = Vec::new();
    for tie in ties.iter().filter(|tie| tie.from < nodes && window.holds(tie.moment)) {
        match tie.moment {
            Some(moment) => moments.push((tie.from, moment)),
            None => all[tie.from as usize].undated += 1,
        }
    }
    moments.sort_unstable();
    for of_node in moments.chunk_by(|a, b| a.0 == b.0) {
        if let Some(activity) = of_node.first().and_then(|(node, _)| all.get_mut(*node as usize)) {
            activity.tell(of_node);
        }
    }
    all
}

impl Activity {
    /// From all moments of the node, ascending.
    fn tell(&mut self, moments: &[(u32, i64)]) {
        self.dated = moments.len() as u64;
        self.first = moments.first().map(|(_, moment)| *moment);
        self.last = moments.last().map(|(_, moment)| *moment);
        self.days = moments.chunk_by(|a, b| a.1.div_euclid(DAY) == b.1.div_euclid(DAY)).count() as u32;
        for (_, moment) in moments {
            self.hours[(moment.rem_euclid(DAY) / HOUR) as usize] += 1;
            let weekday = (moment.div_euclid(DAY).rem_euclid(7) + FIRST_WEEKDAY).rem_euclid(7);
            self.weekdays[weekday as usize] += 1;
        }
        // Moments may lie further apart than an i64 holds.
        let pauses = || moments.windows(2).map(|pair| pair[1].1.abs_diff(pair[0].1));
        self.pause_max_seconds = pauses().max();
        self.burstiness = burstiness(pauses());
    }
}

fn burstiness(pauses: impl Iterator<Item = u64> + Clone) -> Option<f64> {
    let count = pauses.clone().count();
    if count < 2 {
        return None;
    }
    let mean = pauses.clone().map(|pause| pause as f64).sum::<f64>() / count as f64;
    let variance = pauses.map(|pause| (pause as f64 - mean).powi(2)).sum::<f64>() / count as f64;
    let deviation = variance.sqrt();
    (mean > 0.0).then(|| (deviation - mean) / (deviation + mean))
}
