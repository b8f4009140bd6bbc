//! The comparison as text, ready to stand in docs/performance.md.

use super::measure::Run;
use std::fmt::Write as _;

/// All runs of one program.
pub(super) struct Row {
    pub(super) label: String,
    pub(super) version: String,
    pub(super) runs: Vec<Run>,
}

impl Row {
    fn middle(&self, of: impl Fn(&Run) -> f64) -> f64 {
        let mut values: Vec<f64> = self.runs.iter().map(of).collect();
        values.sort_by(f64::total_cmp);
        let last = values.len().saturating_sub(1);
        let at = |at: usize| values.get(at).copied().unwrap_or(f64::NAN);
        // Of an even count the mean of both middle ones.
        (at(last / 2) + at(last.div_ceil(2))) / 2.0
    }

    pub(super) fn wall_seconds(&self) -> f64 {
        self.middle(|run| run.wall_seconds)
    }

    pub(super) fn cpu_seconds(&self) -> f64 {
        self.middle(|run| run.cpu_seconds)
    }

    /// Least and greatest wall time.
    fn spread(&self) -> String {
        let walls = || self.runs.iter().map(|run| run.wall_seconds);
        let (least, most) = (walls().fold(f64::MAX, f64::min), walls().fold(0.0, f64::max));
        if self.runs.len() > 1 { format!("{least:.1} to {most:.1}") } else { "one run".to_owned() }
    }

    /// Own and resident megabytes at most, over all runs.
    pub(super) fn peak_megabytes(&self) -> (u64, u64) {
        let most = |of: fn(&Run) -> u64| self.runs.iter().map(of).max().unwrap_or(0).div_ceil(1_000_000);
        (most(|run| run.own_bytes_max), most(|run| run.resident_bytes_max))
    }
}

/// The table: the first row is Hoeder's whole reading, and the ratios are its times to each other row's.
pub(super) fn table(rows: &[Row], bytes: u64) -> String {
    let mut text = String::from(
        "| program | wall s | spread | CPU s | MB/s | whole reading to it, wall | CPU | own MB | resident MB |\n\
         |---|--:|--:|--:|--:|--:|--:|--:|--:|\n",
    );
    let Some(whole) = rows.first() else { return text };
    for row in rows {
        let (own, resident) = row.peak_megabytes();
        // Writing to a text can't fail.
        let _ = writeln!(
            text,
            "| {} {} | {:.1} | {} | {:.1} | {:.0} | {:.2} | {:.2} | {own} | {resident} |",
            row.label,
            row.version,
            row.wall_seconds(),
            row.spread(),
            row.cpu_seconds(),
            bytes as f64 / 1e6 / row.wall_seconds(),
            whole.wall_seconds() / row.wall_seconds(),
            whole.cpu_seconds() / row.cpu_seconds(),
        );
    }
    text
}

/// A goal, and whether it is met: the whole reading in at most so many times a peer's wall time.
pub(super) fn goal(whole: &Row, peer: &Row, times_max: f64) -> String {
    let times = whole.wall_seconds() / peer.wall_seconds();
    let verdict = if times <= times_max { "met" } else { "missed" };
    format!(
        "Goal: at most {times_max:.2} times the wall time of {}. Measured: {times:.2} ({:.2} in CPU time). {verdict}.",
        peer.label,
        whole.cpu_seconds() / peer.cpu_seconds(),
    )
}

/// A count with its thousands apart.
pub(super) fn thousands(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(label: &str, walls: &[f64]) -> Row {
        let run = |wall: &f64| Run { wall_seconds: *wall, cpu_seconds: 2.0 * wall, ..Run::default() };
        Row { label: label.to_owned(), version: "1.0".to_owned(), runs: walls.iter().map(run).collect() }
    }

    #[test]
    fn the_middle_of_odd_and_even_counts() {
        assert_eq!(row("a", &[9.0, 1.0, 2.0]).wall_seconds(), 2.0);
        assert_eq!(row("a", &[4.0, 1.0]).wall_seconds(), 2.5);
        assert_eq!(row("a", &[4.0]).cpu_seconds(), 8.0);
    }

    #[test]
    fn ratios_are_of_the_first_row_to_each() {
        let text = table(&[row("hoeder", &[3.0, 3.5, 2.0]), row("peer", &[2.0])], 6_000_000);
        let lines: Vec<&str> = text.lines().skip(2).collect();
        assert_eq!(
            lines,
            [
                "| hoeder 1.0 | 3.0 | 2.0 to 3.5 | 6.0 | 2 | 1.00 | 1.00 | 0 | 0 |",
                "| peer 1.0 | 2.0 | one run | 4.0 | 3 | 1.50 | 1.50 | 0 | 0 |"
            ]
        );
    }

    #[test]
    fn a_goal_is_met_or_missed() {
        let (whole, peer) = (row("hoeder", &[3.0]), row("peer", &[2.0]));
        assert!(goal(&whole, &peer, 1.5).ends_with("Measured: 1.50 (1.50 in CPU time). met."));
        assert!(goal(&whole, &peer, 1.49).ends_with("missed."));
    }

    #[test]
    fn thousands_stand_apart() {
        assert_eq!([1, 999, 1_000, 1_234_567].map(thousands), ["1", "999", "1,000", "1,234,567"]);
    }
}
