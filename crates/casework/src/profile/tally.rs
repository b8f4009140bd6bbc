//! Running counts while a profile is built.

use super::classify::Standing;
use super::filter::ItemFilter;
use super::rows::{Figure, Split};
use super::term::Term;

/// Items and bytes counted so far.
#[derive(Clone, Copy, Default)]
pub(super) struct Tally {
    count: u64,
    bytes: u64,
}

impl Tally {
    pub(super) fn add(&mut self, size_bytes: u64) {
        self.count += 1;
        self.bytes = self.bytes.saturating_add(size_bytes);
    }

    pub(super) fn count(self) -> u64 {
        self.count
    }

    pub(super) fn figure(self, items: ItemFilter) -> Figure {
        Figure { count: self.count, bytes: self.bytes, items }
    }
}

/// All items of a row, and the known ones among them.
#[derive(Clone, Copy, Default)]
pub(super) struct Pair {
    pub(super) all: Tally,
    pub(super) known: Tally,
}

impl Pair {
    pub(super) fn add(&mut self, size_bytes: u64, known: bool) {
        self.all.add(size_bytes);
        if known {
            self.known.add(size_bytes);
        }
    }

    pub(super) fn split(self, items: &ItemFilter) -> Split {
        Split {
            all: self.all.figure(items.clone()),
            known: self.known.figure(items.and(Term::Standing(Standing::Known))),
        }
    }
}
