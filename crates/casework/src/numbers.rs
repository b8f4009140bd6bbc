//! Numbers for the team lead: routes by period, days between steps, conditions met. They count persons and never name one:
//! small counts are hidden, and enough others with them that no hidden one follows from what is shown.
//!
//! Nothing here rates a person or a colleague. May not know who stands behind a count.

mod hide;
mod solve;
mod spread;

pub use hide::{Cell, Table, Threshold};
pub use spread::{Spread, spread};

use rules::Route;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// A quarter of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quarter {
    /// Year.
    pub year: i16,
    /// 1 to 4.
    pub quarter: i8,
}

impl From<jiff::civil::Date> for Quarter {
    fn from(day: jiff::civil::Date) -> Self {
        Self { year: day.year(), quarter: (day.month() + 2) / 3 }
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.year, self.quarter)
    }
}

/// From one step to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Interval {
    /// From the sealed reading to the decision.
    ReadingToDecision,
    /// From the decision to the issue.
    DecisionToIssue,
    /// From the issue to delivery in person or proven knowledge.
    IssueToKnown,
    /// From that to the start of execution.
    KnownToExecution,
    /// From the start of execution to its end.
    ExecutionToEnd,
}

impl Interval {
    /// All.
    pub const ALL: [Self; 5] = [
        Self::ReadingToDecision,
        Self::DecisionToIssue,
        Self::IssueToKnown,
        Self::KnownToExecution,
        Self::ExecutionToEnd,
    ];

    /// The stable word.
    pub fn word(self) -> &'static str {
        match self {
            Self::ReadingToDecision => "reading-to-decision",
            Self::DecisionToIssue => "decision-to-issue",
            Self::IssueToKnown => "issue-to-known",
            Self::KnownToExecution => "known-to-execution",
            Self::ExecutionToEnd => "execution-to-end",
        }
    }
}

/// How a condition ended, or that it has not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConditionResult {
    /// Met.
    Met,
    /// Not met.
    Broken,
    /// Still running.
    Running,
}

impl ConditionResult {
    /// All.
    pub const ALL: [Self; 3] = [Self::Met, Self::Broken, Self::Running];

    /// The stable word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Broken => "broken",
            Self::Running => "running",
        }
    }
}

/// One decided case of one person, as it is counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountedCase {
    /// Quarter of the decision.
    pub quarter: Quarter,
    /// The route.
    pub route: Route,
    /// Days between steps, where both were taken.
    pub days: BTreeMap<Interval, u32>,
    /// Whether the conditions were met, all of them together: one entry a person.
    pub conditions: Option<ConditionResult>,
}

/// The numbers of a team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Numbers {
    /// Below which counts are hidden, and where that number comes from.
    pub threshold: Threshold,
    /// Quarters by routes, with totals.
    pub routes: Table,
    /// Quarters by results of conditions, with totals.
    pub conditions: Table,
    /// Days between steps, all quarters together.
    pub days: BTreeMap<Interval, Spread>,
}

impl Numbers {
    /// Counts.
    ///
    /// The table of conditions tells of the persons with a penal order only. Where the count of penal orders of a quarter
    /// is hidden, that quarter's conditions are hidden with it, for their sum would give it away.
    pub fn count(cases: &[CountedCase], threshold: Threshold) -> Self {
        let quarters: Vec<Quarter> = {
            let mut quarters: Vec<_> = cases.iter().map(|case| case.quarter).collect();
            quarters.sort_unstable();
            quarters.dedup();
            quarters
        };
        let rows: Vec<String> = quarters.iter().map(ToString::to_string).collect();
        let row_of = |quarter: Quarter| quarters.binary_search(&quarter).unwrap_or(0);

        let mut by_route = vec![vec![0_u64; Route::ALL.len()]; rows.len()];
        let mut by_result = vec![vec![0_u64; ConditionResult::ALL.len()]; rows.len()];
        for case in cases {
            let row = row_of(case.quarter);
            if let Some(column) = Route::ALL.iter().position(|route| *route == case.route) {
                by_route[row][column] += 1;
            }
            let result = case.conditions.and_then(|had| ConditionResult::ALL.iter().position(|r| *r == had));
            if let Some(column) = result {
                by_result[row][column] += 1;
            }
        }
        let names = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let routes =
            Table::hiding(rows.clone(), names(&Route::ALL.map(Route::word)), &by_route, threshold, &[]);
        let orders = Route::ALL.iter().position(|route| *route == Route::PenalOrder).unwrap_or(0);
        let with_hidden_orders: Vec<usize> = (0..rows.len())
            .filter(|row| routes.cell(*row, orders).is_none_or(|cell| cell == Cell::Hidden))
            .collect();
        let conditions = Table::hiding(
            rows,
            names(&ConditionResult::ALL.map(ConditionResult::word)),
            &by_result,
            threshold,
            &with_hidden_orders,
        );
        let days = Interval::ALL
            .into_iter()
            .map(|interval| {
                let days: Vec<u32> =
                    cases.iter().filter_map(|case| case.days.get(&interval).copied()).collect();
                (interval, spread(&days, threshold))
            })
            .collect();
        Self { threshold, routes, conditions, days }
    }
}
