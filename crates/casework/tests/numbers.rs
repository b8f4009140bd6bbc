//! Numbers from the outside, and two attackers: one who solves the sums, one who tries every table that fits.

use casework::numbers::{
    Cell, ConditionResult, CountedCase, Interval, Numbers, Quarter, Spread, Table, Threshold, spread,
};
use jiff::civil::date;
use proptest::prelude::*;
use rules::Route;
use std::collections::BTreeMap;

const FIVE: Threshold = Threshold { below: 5 };

fn table(counts: &[Vec<u64>], threshold: Threshold, hide_rows: &[usize]) -> Table {
    let names = |letter: char, many: usize| (0..many).map(|n| format!("{letter}{n}")).collect::<Vec<_>>();
    let columns = counts.first().map_or(0, Vec::len);
    Table::hiding(names('r', counts.len()), names('c', columns), counts, threshold, hide_rows)
}

/// The counts with their totals.
fn whole(counts: &[Vec<u64>]) -> Vec<Vec<u64>> {
    let mut rows: Vec<Vec<u64>> =
        counts.iter().map(|row| row.iter().copied().chain([row.iter().sum()]).collect()).collect();
    let width = rows.first().map_or(1, Vec::len);
    rows.push((0..width).map(|column| rows.iter().map(|row| row[column]).sum()).collect());
    rows
}

/// An attacker who solves the sums: exact fractions, by elimination. Gives the hidden cells that follow.
fn follows(table: &Table) -> Vec<(usize, usize)> {
    let (height, width) = (table.cells.len(), table.cells[0].len());
    let hidden: Vec<(usize, usize)> = (0..height)
        .flat_map(|row| (0..width).map(move |column| (row, column)))
        .filter(|(row, column)| table.cells[*row][*column] == Cell::Hidden)
        .collect();
    let sign = |at: usize, last: usize| if at == last { -1.0 } else { 1.0 };
    let mut rows: Vec<Vec<f64>> = Vec::new();
    for row in 0..height {
        rows.push(hidden.iter().map(|(r, c)| if *r == row { sign(*c, width - 1) } else { 0.0 }).collect());
    }
    for column in 0..width {
        rows.push(
            hidden.iter().map(|(r, c)| if *c == column { sign(*r, height - 1) } else { 0.0 }).collect(),
        );
    }
    // A cell follows when adding "this cell alone" to the sums does not raise their rank.
    let base = rank(rows.clone());
    (0..hidden.len())
        .filter(|at| {
            let mut with = rows.clone();
            with.push((0..hidden.len()).map(|n| if n == *at { 1.0 } else { 0.0 }).collect());
            rank(with) == base
        })
        .map(|at| hidden[at])
        .collect()
}

fn rank(mut rows: Vec<Vec<f64>>) -> usize {
    let width = rows.first().map_or(0, Vec::len);
    let mut done = 0;
    for column in 0..width {
        let best =
            (done..rows.len()).max_by(|a, b| rows[*a][column].abs().total_cmp(&rows[*b][column].abs()));
        let Some(best) = best.filter(|row| rows[*row][column].abs() > 1e-9) else { continue };
        rows.swap(done, best);
        let lead = rows[done].clone();
        for row in rows.iter_mut().skip(done + 1) {
            let factor = row[column] / lead[column];
            row.iter_mut().zip(&lead).for_each(|(entry, lead)| *entry -= factor * lead);
        }
        done += 1;
    }
    done
}

#[test]
fn a_small_count_does_not_show_and_can_not_be_subtracted() {
    let shown = table(&[vec![20, 3, 40], vec![30, 12, 9], vec![0, 0, 7]], FIVE, &[]);
    insta::assert_snapshot!(shown);
    assert!(follows(&shown).is_empty());
}

#[test]
fn nothing_is_hidden_without_need() {
    let counts = vec![vec![20, 0, 40], vec![30, 12, 9]];
    let shown = table(&counts, FIVE, &[]);
    let plain: Vec<Vec<Cell>> =
        whole(&counts).into_iter().map(|row| row.into_iter().map(Cell::Shown).collect()).collect();
    assert_eq!(shown.cells, plain);
    assert_eq!(table(&[], FIVE, &[]).cells, [[Cell::Shown(0)]]);
    assert_eq!(table(&[vec![1]], FIVE, &[]).cells, [[Cell::Hidden; 2]; 2]);
}

#[test]
fn a_spread_of_few_is_not_shown() {
    assert_eq!(spread(&[], FIVE), Spread::Empty);
    assert_eq!(spread(&[1, 2, 3, 4], FIVE), Spread::Hidden);
    assert_eq!(spread(&[9, 1, 5, 7, 3], FIVE), Spread::Days { cases: 5, median: 5, percentile_90: None });
    let many: Vec<u32> = (1..=100).rev().collect();
    assert_eq!(spread(&many, FIVE), Spread::Days { cases: 100, median: 50, percentile_90: Some(90) });
}

fn counted(quarter: Quarter, route: Route, conditions: Option<ConditionResult>) -> CountedCase {
    CountedCase { quarter, route, days: BTreeMap::from([(Interval::DecisionToIssue, 7)]), conditions }
}

#[test]
fn a_team_reads_its_numbers() {
    let first = Quarter::from(date(2026, 3, 31));
    let second = Quarter::from(date(2026, 4, 1));
    assert_eq!((first.to_string(), second.to_string()), ("2026-1".to_owned(), "2026-2".to_owned()));
    let mut cases = Vec::new();
    for (quarter, route, many, result) in [
        (first, Route::PenalOrder, 12, Some(ConditionResult::Met)),
        (first, Route::PenalOrder, 2, Some(ConditionResult::Broken)),
        (first, Route::Summons, 9, None),
        (second, Route::PenalOrder, 3, Some(ConditionResult::Running)),
        (second, Route::Summons, 11, None),
        (second, Route::WarningLetter, 6, None),
    ] {
        cases.extend((0..many).map(|_| counted(quarter, route, result)));
    }
    let numbers = Numbers::count(&cases, Threshold::default());
    // The three orders of the second quarter don't come back as three conditions.
    assert!(numbers.conditions.cells[1].iter().all(|cell| *cell == Cell::Hidden));
    assert!(follows(&numbers.routes).is_empty() && follows(&numbers.conditions).is_empty());
    insta::assert_snapshot!(format!("{}\n\n{}\n\n{:?}", numbers.routes, numbers.conditions, numbers.days));
    let text = serde_json::to_string(&numbers).unwrap();
    assert_eq!(serde_json::from_str::<Numbers>(&text).unwrap(), numbers);
}

fn small_tables() -> impl Strategy<Value = Vec<Vec<u64>>> {
    (1_usize..5, 1_usize..6).prop_flat_map(|(rows, columns)| {
        let count = prop_oneof![3 => 0_u64..8, 1 => 0_u64..200];
        prop::collection::vec(prop::collection::vec(count, columns), rows)
    })
}

/// Every table of counts that fits what is shown, up to a bound; gives the counts that each cell can have.
fn worlds(table: &Table, counts: &[Vec<u64>], most: u64) -> Vec<Vec<std::collections::BTreeSet<u64>>> {
    let (height, width) = (counts.len(), counts[0].len());
    let mut found = vec![vec![std::collections::BTreeSet::new(); width + 1]; height + 1];
    let mut guess = vec![vec![0_u64; width]; height];
    loop {
        let full = whole(&guess);
        let fits = full.iter().zip(&table.cells).all(|(row, cells)| {
            row.iter()
                .zip(cells)
                .all(|(count, cell)| matches!(cell, Cell::Hidden) || *cell == Cell::Shown(*count))
        });
        if fits {
            for (row, sets) in full.iter().zip(&mut found) {
                row.iter().zip(sets).for_each(|(count, set)| set.extend([*count]));
            }
        }
        let mut at = 0;
        loop {
            if at == width * height {
                return found;
            }
            let cell = &mut guess[at / width][at % width];
            *cell += 1;
            if *cell <= most {
                break;
            }
            *cell = 0;
            at += 1;
        }
    }
}

proptest! {
    #[test]
    fn no_hidden_count_follows_from_the_sums(counts in small_tables(), below in 0_u64..9, hide in 0_usize..6) {
        let shown = table(&counts, Threshold { below }, &[hide]);
        prop_assert_eq!(follows(&shown), Vec::new());
        for (row, cells) in whole(&counts).iter().zip(&shown.cells) {
            for (count, cell) in row.iter().zip(cells) {
                prop_assert!(*cell == Cell::Hidden || *cell == Cell::Shown(*count), "a count was changed");
                prop_assert!(*count == 0 || *count >= below || *cell == Cell::Hidden, "a small count shows");
            }
        }
    }

    #[test]
    fn percentiles_are_those_of_the_definition(days in prop::collection::vec(0_u32..50, 50..90)) {
        // A day d such that at least so many are at most d, and fewer are below it.
        let is = |day: u32, percent: usize| {
            let at_most = days.iter().filter(|d| **d <= day).count() * 100;
            let below = days.iter().filter(|d| **d < day).count() * 100;
            at_most >= percent * days.len() && below < percent * days.len()
        };
        let Spread::Days { median, percentile_90, .. } = spread(&days, FIVE) else {
            return Err(TestCaseError::fail("hidden"));
        };
        prop_assert!(is(median, 50) && is(percentile_90.unwrap(), 90));
    }
}

proptest! {
    // Each case tries a hundred thousand tables.
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// The second attacker knows that counts are whole and not negative, and tries every table.
    #[test]
    fn no_small_count_is_the_only_one_that_fits(
        counts in prop::collection::vec(prop::collection::vec(0_u64..6, 2), 2..=3),
    ) {
        let shown = table(&counts, Threshold { below: 3 }, &[]);
        let worlds = worlds(&shown, &counts, 6);
        for (row, counts) in whole(&counts).iter().enumerate() {
            for (column, count) in counts.iter().enumerate() {
                let small = *count > 0 && *count < 3;
                prop_assert!(!small || worlds[row][column].len() > 1, "{count} at {row},{column} in\n{shown}");
            }
        }
    }
}
