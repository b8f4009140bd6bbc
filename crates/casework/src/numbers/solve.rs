//! Whether a hidden count follows from the counts that show: the attacker's sum, done before publishing.
//!
//! Sums give linear equations in the hidden counts. A hidden count follows exactly when its unit vector lies in the row
//! space of those equations; elimination over a prime field finds that. May not know what is counted.

/// 2^61 - 1. An entry of the elimination that is no multiple of it over the integers is never taken for zero: the entries
/// are small minors of a table's incidence, all 0, 1 or -1.
const PRIME: u128 = (1 << 61) - 1;

fn inverse(value: u128) -> u128 {
    let (mut base, mut exponent, mut result) = (value % PRIME, PRIME - 2, 1_u128);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = result * base % PRIME;
        }
        base = base * base % PRIME;
        exponent >>= 1;
    }
    result
}

/// A hidden cell whose count follows from those that show, by the sums alone; `None` where none does.
///
/// Each sum lists its cells, the total last.
pub(super) fn determined(sums: &[Vec<usize>], hidden: &[bool]) -> Option<usize> {
    let variables: Vec<usize> = (0..hidden.len()).filter(|cell| hidden[*cell]).collect();
    let column_of = |cell: usize| variables.binary_search(&cell).ok();
    let mut rows: Vec<Vec<u128>> = Vec::new();
    for sum in sums {
        let mut row = vec![0_u128; variables.len()];
        let last = sum.last().copied();
        for cell in sum {
            if let Some(column) = column_of(*cell) {
                row[column] = if Some(*cell) == last { PRIME - 1 } else { 1 };
            }
        }
        if row.iter().any(|entry| *entry != 0) {
            rows.push(row);
        }
    }
    let reduced = reduce(rows, variables.len());
    // In reduced form a variable is fixed exactly when its row holds nothing but its own pivot.
    reduced.iter().find_map(|row| {
        let mut entries = row.iter().enumerate().filter(|(_, entry)| **entry != 0);
        match (entries.next(), entries.next()) {
            (Some((column, _)), None) => variables.get(column).copied(),
            _ => None,
        }
    })
}

/// Gauss-Jordan: rows in reduced echelon form, without empty ones.
fn reduce(mut rows: Vec<Vec<u128>>, width: usize) -> Vec<Vec<u128>> {
    let mut done = 0;
    for column in 0..width {
        let Some(pivot) = (done..rows.len()).find(|row| rows[*row][column] != 0) else { continue };
        rows.swap(done, pivot);
        let scale = inverse(rows[done][column]);
        for entry in &mut rows[done] {
            *entry = *entry * scale % PRIME;
        }
        let lead = rows[done].clone();
        for (at, row) in rows.iter_mut().enumerate() {
            let factor = row[column];
            if at == done || factor == 0 {
                continue;
            }
            for (entry, lead) in row.iter_mut().zip(&lead) {
                *entry = (*entry + (PRIME - factor) * lead) % PRIME;
            }
        }
        done += 1;
        if done == rows.len() {
            break;
        }
    }
    rows.truncate(done);
    rows
}
