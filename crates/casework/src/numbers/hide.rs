//! A table of counts with totals in which no small count shows, also not by subtraction.
//!
//! First every count from 1 to below the threshold is hidden, totals too. Then, as long as some hidden count follows from
//! those that show (each row and column adds up to its total), one more is hidden: the smallest that stands in the same
//! sum. A zero shows where it can: no person stands behind it. May not change a count to hide it.

use super::solve::determined;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Below which counts are hidden. The number is a policy of the team: source text needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    /// Counts from 1 to one less than this are hidden.
    pub below: u64,
}

impl Default for Threshold {
    fn default() -> Self {
        Self { below: 5 }
    }
}

impl Threshold {
    /// Where the number comes from, in Dutch.
    pub const SOURCE: &'static str = "eigen keuze van het team; brontekst nodig";
}

/// One cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cell {
    /// The count.
    Shown(u64),
    /// Hidden.
    Hidden,
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shown(count) => f.pad(&count.to_string()),
            Self::Hidden => f.pad("-"),
        }
    }
}

/// A table with totals, what must be hidden hidden.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// Names of the rows; the totals come after them.
    pub rows: Vec<String>,
    /// Names of the columns; the totals come after them.
    pub columns: Vec<String>,
    /// One list a row, each one longer than `columns` for the row's total; the last row holds the totals of the columns.
    pub cells: Vec<Vec<Cell>>,
}

impl Table {
    /// Makes a table of counts. Rows in `hide_rows` are hidden as a whole, their total too.
    ///
    /// Counts that are missing stand for 0.
    pub fn hiding(
        rows: Vec<String>,
        columns: Vec<String>,
        counts: &[Vec<u64>],
        threshold: Threshold,
        hide_rows: &[usize],
    ) -> Self {
        let grid = Grid::with_totals(rows.len(), columns.len(), counts);
        let mut hidden: Vec<bool> =
            grid.counts.iter().map(|count| (1..threshold.below).contains(count)).collect();
        for row in hide_rows.iter().filter(|row| **row < rows.len()) {
            hidden[row * grid.width..(row + 1) * grid.width].fill(true);
        }
        while let Some(bare) = determined(&grid.sums(), &hidden) {
            match grid.next_to_hide(bare, &hidden) {
                Some(cell) => hidden[cell] = true,
                None => break,
            }
        }
        let cells = grid
            .counts
            .chunks(grid.width)
            .zip(hidden.chunks(grid.width))
            .map(|(counts, hidden)| {
                let cell = |(count, hidden): (&u64, &bool)| {
                    if *hidden { Cell::Hidden } else { Cell::Shown(*count) }
                };
                counts.iter().zip(hidden).map(cell).collect()
            })
            .collect();
        Self { rows, columns, cells }
    }

    /// One cell; the totals have the numbers after the last row and column.
    pub fn cell(&self, row: usize, column: usize) -> Option<Cell> {
        self.cells.get(row).and_then(|row| row.get(column)).copied()
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:12}", "")?;
        for name in self.columns.iter().map(String::as_str).chain(["total"]) {
            write!(f, " {name:>20}")?;
        }
        for (name, cells) in self.rows.iter().map(String::as_str).chain(["total"]).zip(&self.cells) {
            write!(f, "\n{name:12}")?;
            for cell in cells {
                write!(f, " {cell:>20}")?;
            }
        }
        Ok(())
    }
}

/// Counts with their totals, row by row.
struct Grid {
    counts: Vec<u64>,
    width: usize,
    height: usize,
}

impl Grid {
    fn with_totals(rows: usize, columns: usize, counts: &[Vec<u64>]) -> Self {
        let (width, height) = (columns + 1, rows + 1);
        let mut all = vec![0_u64; width * height];
        for row in 0..rows {
            for column in 0..columns {
                let count = counts.get(row).and_then(|row| row.get(column)).copied().unwrap_or(0);
                for cell in [
                    row * width + column,
                    row * width + columns,
                    rows * width + column,
                    rows * width + columns,
                ] {
                    all[cell] = all[cell].saturating_add(count);
                }
            }
        }
        Self { counts: all, width, height }
    }

    /// Each sum as the cells that stand in it; the last is the total of the others.
    fn sums(&self) -> Vec<Vec<usize>> {
        let rows = (0..self.height).map(|row| (row * self.width..(row + 1) * self.width).collect());
        let columns =
            (0..self.width).map(|column| (0..self.height).map(|row| row * self.width + column).collect());
        rows.chain(columns).collect()
    }

    /// The smallest shown cell of a sum in which the bare one is the only hidden cell; where it follows from several
    /// sums together, of its row and column. A zero only where nothing else is left, for a zero hides little.
    fn next_to_hide(&self, bare: usize, hidden: &[bool]) -> Option<usize> {
        let cost = |cell: &usize| (self.counts[*cell] == 0, self.counts[*cell], *cell);
        let near: Vec<Vec<usize>> = self.sums().into_iter().filter(|sum| sum.contains(&bare)).collect();
        let alone = near.iter().filter(|sum| sum.iter().filter(|cell| hidden[**cell]).count() == 1);
        let smallest =
            |cells: &mut dyn Iterator<Item = usize>| cells.filter(|cell| !hidden[*cell]).min_by_key(cost);
        smallest(&mut alone.flatten().copied())
            .or_else(|| smallest(&mut near.iter().flatten().copied()))
            .or_else(|| smallest(&mut (0..self.counts.len())))
    }
}
