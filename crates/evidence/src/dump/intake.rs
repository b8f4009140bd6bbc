//! Rows become records: each row goes to the mapping of its table, then to the software's own reckoning, then out.

use super::Format;
use super::build;
use super::fields::{Fields, Note};
use super::mapping::{Becomes, Field, Layout, Table};
use super::record::{Record, Says};
use super::report::{Report, TableReport};
use super::row::{Row, Sink, Wanted, at};
use super::schema::Schema;
use crate::{Defect, DefectKind};
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::rc::Rc;

/// Defects of one kind in one column that are given one by one; the rest is counted.
const LIKE_DEFECTS_MAX: u64 = 1000;

/// Where records go.
pub(super) struct Out<'a> {
    say: &'a mut dyn FnMut(Record) -> ControlFlow<()>,
    pub(super) report: Report,
    /// Defects so far, by kind and by what they are of.
    like: HashMap<(DefectKind, String), u64>,
    is_done: bool,
}

impl<'a> Out<'a> {
    pub(super) fn new(format: Format, say: &'a mut dyn FnMut(Record) -> ControlFlow<()>) -> Self {
        Self { say, report: Report::new(format), like: HashMap::new(), is_done: false }
    }

    /// Gives a record.
    pub(super) fn give(&mut self, place: u64, says: Says) {
        if self.is_done {
            return;
        }
        self.report.counts.add(&says);
        if (self.say)(Record { place, says }).is_break() {
            self.is_done = true;
            self.report.was_stopped = true;
        }
    }

    /// Records a defect; `of` says which ones are alike.
    pub(super) fn defect(&mut self, place: u64, of: &str, defect: Defect) {
        if self.is_done {
            return;
        }
        *self.report.defects.entry(defect.kind).or_default() += 1;
        let count = self.like.entry((defect.kind, of.to_owned())).or_default();
        *count += 1;
        if *count <= LIKE_DEFECTS_MAX {
            self.give(place, Says::Defect(defect));
        }
    }

    /// Nobody wants to hear more.
    pub(super) fn is_done(&self) -> bool {
        self.is_done
    }

    /// Completes the report, and says how many defects were only counted.
    pub(super) fn into_report(mut self, place: u64) -> Report {
        let mut more: Vec<_> = self.like.drain().filter(|(_, count)| *count > LIKE_DEFECTS_MAX).collect();
        more.sort_unstable();
        for ((kind, of), count) in more {
            let text =
                format!("{of}: {} more of these were counted and not listed", count - LIKE_DEFECTS_MAX);
            self.give(place, Says::Defect(Defect::new(kind, text)));
        }
        self.report
    }
}

/// Takes rows of any form, for one software.
pub(super) struct Intake<'a> {
    pub(super) out: Out<'a>,
    software: Box<dyn Schema>,
    layouts: HashMap<String, Option<Rc<Layout>>>,
    /// The table whose rows come, and its layout where they are read.
    now: (String, Option<Rc<Layout>>),
    tally: TableReport,
    notes: Vec<Note>,
}

impl<'a> Intake<'a> {
    pub(super) fn new(out: Out<'a>, software: Box<dyn Schema>) -> Self {
        let now = (String::new(), None);
        Self { out, software, layouts: HashMap::new(), now, tally: TableReport::default(), notes: Vec::new() }
    }

    fn close_table(&mut self) {
        let tally = std::mem::take(&mut self.tally);
        if tally.rows > 0 {
            let sum = self.out.report.tables.entry(self.now.0.clone()).or_default();
            sum.rows += tally.rows;
            sum.read += tally.read;
        }
    }

    /// Which of the software's tables this one is.
    fn table_of(&mut self, name: &str, columns: &[String]) -> Option<&'static Table> {
        let tables = self.software.tables();
        let lower = name.to_ascii_lowercase();
        let mut fitting: Vec<_> =
            tables.iter().filter(|table| lower.ends_with(table.name) && table.fits(columns)).collect();
        // `user_group` before `group`.
        fitting.sort_by_key(|table| std::cmp::Reverse(table.name.len()));
        let table = *fitting.first()?;
        let prefix = name.get(..name.len() - table.name.len()).unwrap_or_default();
        let has_prefixes = self.software.has_prefixes();
        if !has_prefixes {
            return prefix.is_empty().then_some(table);
        }
        match &self.out.report.prefix {
            None => self.out.report.prefix = Some(prefix.to_owned()),
            Some(known) if known == prefix => {}
            Some(_) => {
                self.out.report.other_prefixes.insert(prefix.to_owned());
                return None;
            }
        }
        Some(table)
    }

    fn layout(&mut self, name: &str, columns: &[String]) -> Option<Rc<Layout>> {
        let table = self.table_of(name, columns)?;
        let layout = Layout::new(table, name, columns);
        if !layout.unknown.is_empty() {
            let unknown = self.out.report.unknown_columns.entry(name.to_owned()).or_default();
            unknown.extend(layout.unknown.iter().map(|(_, column)| column.clone()));
        }
        Some(Rc::new(layout))
    }

    /// No more rows come: what the software kept back is given.
    pub(super) fn finish(mut self, place: u64) -> Report {
        self.close_table();
        if !self.out.is_done() {
            self.software.finish(&mut self.out, place);
        }
        self.out.report.schema_version = self.software.version();
        self.out.into_report(place)
    }

    fn take(&mut self, row: &Row<'_>, layout: &Layout) {
        let markup = self.software.markup();
        let kept = super::record::More::new();
        let mut fields = Fields { row, layout, markup, notes: &mut self.notes, kept };
        if layout.table.becomes == Becomes::Own {
            self.software.own(&mut fields, &mut self.out);
        } else {
            let id_field = if layout.table.becomes == Becomes::Member { Field::Id } else { Field::Member };
            if !layout.contacts.is_empty() || layout.table.becomes == Becomes::Contacts {
                match fields.id(id_field) {
                    Some(member) => {
                        if layout.table.becomes == Becomes::Contacts
                            && let Some(stated) = fields.text(Field::Place)
                        {
                            self.software.stated_place(member.clone(), stated);
                        }
                        let out = &mut self.out;
                        build::contacts(&mut fields, &member, &mut |contact| {
                            out.give(row.place, Says::Contact(contact));
                        });
                    }
                    None => {
                        let defect = at(row.place, DefectKind::Malformed, "a contact names no member");
                        self.out.defect(row.place, &layout.name, defect);
                    }
                }
            }
            match build::record(&mut fields) {
                Ok(Some(mut says)) => {
                    if self.software.adapt(&mut fields, &mut says, &mut self.out) {
                        self.out.give(row.place, says);
                    }
                }
                Ok(None) => {}
                Err(why) => {
                    let text = format!("{}: a row is left out: {why}", layout.name);
                    self.out.defect(row.place, &layout.name, at(row.place, DefectKind::Malformed, &text));
                }
            }
        }
        for note in self.notes.drain(..) {
            let of = format!("{}.{}", layout.name, note.column);
            let defect = at(row.place, note.kind, &format!("{of}: {}", note.text));
            self.out.defect(row.place, &of, defect);
        }
    }
}

impl Sink for Intake<'_> {
    fn begin(&mut self, table: &str, columns: Option<&[String]>) -> Wanted {
        if self.now.0 != table {
            self.close_table();
            table.clone_into(&mut self.now.0);
        }
        let Some(columns) = columns else {
            self.now.1 = None;
            let is_ours =
                self.software.tables().iter().any(|own| table.to_ascii_lowercase().ends_with(own.name));
            return if is_ours { Wanted::Values } else { Wanted::Number };
        };
        // The same statement comes again and again in some dumps.
        let mut key = String::with_capacity(256);
        for word in std::iter::once(table).chain(columns.iter().map(String::as_str)) {
            key.push_str(word);
            key.push('\0');
        }
        self.now.1 = match self.layouts.get(&key) {
            Some(layout) => layout.clone(),
            None => {
                let layout = self.layout(table, columns);
                self.layouts.insert(key, layout.clone());
                layout
            }
        };
        if self.now.1.is_some() { Wanted::Values } else { Wanted::Number }
    }

    fn row(&mut self, row: &Row<'_>) -> ControlFlow<()> {
        self.tally.rows += 1;
        self.tally.read += 1;
        if let Some(layout) = self.now.1.clone() {
            self.take(row, &layout);
        }
        if self.out.is_done() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn counted(&mut self) {
        self.tally.rows += 1;
    }

    fn defect(&mut self, place: u64, kind: DefectKind, text: String) -> ControlFlow<()> {
        let of = self.now.0.clone();
        self.out.defect(place, &of, Defect { kind, text });
        if self.out.is_done() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn is_done(&self) -> bool {
        self.out.is_done()
    }
}
