//! Ids of a source become numbers from 0.
//!
//! Nearly every source counts its rows, so an id is a number in nearly every case, and ten million of them are to be looked up
//! in seconds. Others (`@name:server`) are kept as text.

use std::collections::HashMap;

/// Ids of one table, with the number of the row that has each.
#[derive(Debug, Default)]
pub(super) struct Ids {
    counted: Vec<(u64, u32)>,
    /// The row of each counted id, where they lie close together; `u32::MAX` is none.
    dense: Vec<u32>,
    named: HashMap<String, u32>,
}

/// An id that is a number written in the plain way: `7`, not `07`.
fn counted(id: &str) -> Option<u64> {
    let is_plain = id == "0" || !id.starts_with('0') && !id.is_empty();
    (is_plain && id.bytes().all(|byte| byte.is_ascii_digit())).then(|| id.parse().ok()).flatten()
}

impl Ids {
    /// Adds the id of a row. Rows come in order.
    pub(super) fn add(&mut self, id: &str, row: u32) {
        match counted(id) {
            Some(number) => self.counted.push((number, row)),
            // The first row that has an id stands for it.
            None => {
                self.named.entry(id.to_owned()).or_insert(row);
            }
        }
    }

    /// All ids are there: makes them quick to look up.
    pub(super) fn finish(mut self) -> Self {
        self.counted.sort_unstable();
        self.counted.dedup_by_key(|(number, _)| *number);
        let reach = self.counted.last().map_or(0, |(number, _)| *number);
        if reach < 8 * (self.counted.len() as u64 + 1024) {
            self.dense = vec![u32::MAX; reach as usize + 1];
            for (number, row) in std::mem::take(&mut self.counted) {
                self.dense[number as usize] = row;
            }
        }
        self
    }

    /// The row that has an id.
    pub(super) fn row(&self, id: &str) -> Option<u32> {
        let Some(number) = counted(id) else { return self.named.get(id).copied() };
        if let Ok(at) = usize::try_from(number)
            && let Some(row) = self.dense.get(at)
        {
            return (*row != u32::MAX).then_some(*row);
        }
        let at = self.counted.binary_search_by_key(&number, |(number, _)| *number).ok()?;
        self.counted.get(at).map(|(_, row)| *row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn ids_are_found_as_written() {
        for spread in [1, 1_000_003] {
            let ids: Vec<String> = (0..500_u64).map(|id| (id * spread).to_string()).collect();
            let odd = ["", "007", "@anna:example", "1e3", "99999999999999999999", "-4"];
            let all: Vec<&str> =
                ids.iter().map(String::as_str).chain(odd).chain(["7", "@anna:example"]).collect();
            let mut table = Ids::default();
            let mut truth = BTreeMap::new();
            for (row, id) in all.iter().enumerate() {
                table.add(id, row as u32);
                truth.entry(*id).or_insert(row as u32);
            }
            let table = table.finish();
            for (id, row) in truth {
                assert_eq!(table.row(id), Some(row), "{id}");
            }
            assert_eq!((table.row("0007"), table.row("900000000001"), table.row("bert")), (None, None, None));
        }
    }
}
