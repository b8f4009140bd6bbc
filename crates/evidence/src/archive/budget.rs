//! What one carrier entry may expand to, however deep its archives are nested.
//!
//! May not stop anything itself: it says when enough is enough, and the walk ends in order.

use super::fault::fault;
use crate::{Defect, DefectKind, Limits};
use std::cell::{Cell, RefCell};
use std::io::{self, Read};

/// An archive may give this much before the ratio is looked at: small ones of plain text pack very well.
const RATIO_FREE_BYTES: u64 = 64 << 20;

/// Expanded bytes of one carrier entry, counted over all archives within it.
#[derive(Debug)]
pub struct Budget {
    packed_bytes: u64,
    expanded_bytes: Cell<u64>,
    expanded_bytes_max: u64,
    ratio_max: u64,
}

impl Budget {
    /// For a carrier entry of `packed_bytes` bytes.
    pub fn new(limits: &Limits, packed_bytes: u64) -> Self {
        Self {
            packed_bytes,
            expanded_bytes: Cell::new(0),
            expanded_bytes_max: limits.expanded_bytes_max,
            ratio_max: limits.expansion_ratio_max,
        }
    }

    /// Bytes that came out so far; a member that is itself an archive counts, and so do its members.
    pub fn expanded_bytes(&self) -> u64 {
        self.expanded_bytes.get()
    }

    fn spend(&self, bytes: u64) -> Option<Defect> {
        let expanded = self.expanded_bytes.get().saturating_add(bytes);
        self.expanded_bytes.set(expanded);
        if expanded > self.expanded_bytes_max {
            let text = format!("expands to more than {} bytes in all", self.expanded_bytes_max);
            return Some(Defect::new(DefectKind::LimitReached, text));
        }
        beyond_ratio(expanded, self.packed_bytes, self.ratio_max)
    }
}

fn beyond_ratio(expanded: u64, packed: u64, ratio_max: u64) -> Option<Defect> {
    let beyond = expanded > RATIO_FREE_BYTES && expanded > packed.max(1).saturating_mul(ratio_max);
    beyond.then(|| {
        let text =
            format!("{packed} packed bytes gave {expanded}, more than {ratio_max} for each: a zip bomb?");
        Defect::new(DefectKind::LimitReached, text)
    })
}

/// The share of one archive in a [`Budget`].
#[derive(Debug)]
pub(super) struct Meter<'a> {
    budget: &'a Budget,
    packed_bytes: u64,
    expanded_bytes: Cell<u64>,
    reached: RefCell<Option<Defect>>,
}

impl<'a> Meter<'a> {
    pub(super) fn new(budget: &'a Budget, packed_bytes: u64) -> Self {
        Self { budget, packed_bytes, expanded_bytes: Cell::new(0), reached: RefCell::new(None) }
    }

    /// The limit that was reached, if one was.
    pub(super) fn reached(&self) -> Option<Defect> {
        self.reached.borrow().clone()
    }

    pub(super) fn spend(&self, bytes: u64) -> io::Result<()> {
        let expanded = self.expanded_bytes.get().saturating_add(bytes);
        self.expanded_bytes.set(expanded);
        let defect = self
            .budget
            .spend(bytes)
            .or_else(|| beyond_ratio(expanded, self.packed_bytes, self.budget.ratio_max));
        match defect {
            None => Ok(()),
            Some(defect) => {
                *self.reached.borrow_mut() = Some(defect.clone());
                Err(fault(defect))
            }
        }
    }
}

/// Counts what is read through it, and fails once a limit is reached.
pub(super) struct Metered<'a, R> {
    inner: R,
    meter: &'a Meter<'a>,
}

impl<'a, R: Read> Metered<'a, R> {
    pub(super) fn new(inner: R, meter: &'a Meter<'a>) -> Self {
        Self { inner, meter }
    }
}

impl<R: Read> Read for Metered<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if let Some(defect) = self.meter.reached() {
            return Err(fault(defect));
        }
        let read = self.inner.read(buffer)?;
        self.meter.spend(read as u64)?;
        Ok(read)
    }
}
