//! What the forms share while they are walked: counting, limits, names, the visitor.
//!
//! May not know any form.

use super::budget::{Meter, Metered};
use super::fault::Refusing;
use super::member::{Ending, Member};
use super::names::Names;
use crate::{Defect, DefectKind, Limits};
use std::io::Read;
use std::ops::ControlFlow;

/// A visitor, as [`super::walk`] takes it.
type Visit<'a> = &'a mut dyn FnMut(Member, &mut dyn Read) -> ControlFlow<()>;

/// One walk through one archive.
pub(super) struct Tour<'a> {
    pub(super) limits: &'a Limits,
    pub(super) meter: &'a Meter<'a>,
    visit: Visit<'a>,
    names: Names,
    ending: Ending,
}

impl<'a> Tour<'a> {
    pub(super) fn new(limits: &'a Limits, meter: &'a Meter<'a>, visit: Visit<'a>) -> Self {
        Self { limits, meter, visit, names: Names::default(), ending: Ending::default() }
    }

    /// Shows a member whose bytes are not yet counted; breaks when the walk must end.
    pub(super) fn show(&mut self, member: Member, bytes: &mut dyn Read) -> ControlFlow<()> {
        let meter = self.meter;
        self.show_counted(member, &mut Metered::new(bytes, meter))
    }

    /// Shows a member whose bytes are counted where they come from.
    pub(super) fn show_counted(&mut self, mut member: Member, bytes: &mut dyn Read) -> ControlFlow<()> {
        if self.ending.visited >= self.limits.members_max {
            let text = format!("has more than {} members", self.limits.members_max);
            self.note(Defect::new(DefectKind::LimitReached, text));
            self.ending.broken_off = true;
            return ControlFlow::Break(());
        }
        self.names.judge(&mut member.path, &mut member.defects, self.limits);
        self.ending.visited += 1;
        let asked = (self.visit)(member, bytes);
        if let Some(defect) = self.meter.reached() {
            self.note(defect);
            self.ending.broken_off = true;
            return ControlFlow::Break(());
        }
        self.ending.broken_off |= asked.is_break();
        asked
    }

    /// Shows a member that can't be read.
    pub(super) fn refuse(&mut self, mut member: Member, defect: Defect) -> ControlFlow<()> {
        member.defects.push(defect.clone());
        self.show_counted(member, &mut Refusing(defect))
    }

    /// Records something wrong with the archive as a whole, once.
    pub(super) fn note(&mut self, defect: Defect) {
        if !self.ending.defects.contains(&defect) {
            self.ending.defects.push(defect);
        }
    }

    pub(super) fn state(&mut self, members: u64) {
        self.ending.stated = Some(members);
    }

    pub(super) fn visited(&self) -> u64 {
        self.ending.visited
    }

    pub(super) fn end(self) -> Ending {
        self.ending
    }
}
