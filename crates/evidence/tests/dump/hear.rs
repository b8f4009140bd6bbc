//! Hearing a dump to its end.

#![allow(dead_code, reason = "each test uses a part")]

use evidence::dump::{Form, Format, Record, Report, Says, Software, read};
use std::io::Read;
use std::ops::ControlFlow;

/// Every record and the report.
pub(crate) fn hear(source: &mut dyn Read, format: Format) -> (Vec<Record>, Report) {
    let mut records = Vec::new();
    let report = read(source, format, &mut |record| {
        records.push(record);
        ControlFlow::Continue(())
    });
    (records, report.unwrap())
}

/// A text as a dump.
pub(crate) fn hear_text(text: &str, form: Form, software: Software) -> (Vec<Record>, Report) {
    hear(&mut text.as_bytes(), Format { form, software })
}

/// The texts of the defects.
pub(crate) fn defects(records: &[Record]) -> Vec<String> {
    let text = |record: &Record| match &record.says {
        Says::Defect(defect) => Some(format!("{:?} {}", defect.kind, defect.text)),
        _ => None,
    };
    records.iter().filter_map(text).collect()
}

/// The records of one kind.
macro_rules! all {
    ($records:expr, $kind:ident) => {
        $records
            .iter()
            .filter_map(|record| match &record.says {
                evidence::dump::Says::$kind(found) => Some(found.clone()),
                _ => None,
            })
            .collect::<Vec<_>>()
    };
}
pub(crate) use all;

/// Gives bytes in pieces of another size each time, as a slow disk may.
pub(crate) struct Pieces<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) sizes: Vec<usize>,
    pub(crate) turn: usize,
}

impl Read for Pieces<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let size = self.sizes[self.turn % self.sizes.len()].max(1).min(into.len()).min(self.bytes.len());
        self.turn += 1;
        into[..size].copy_from_slice(&self.bytes[..size]);
        self.bytes = &self.bytes[size..];
        Ok(size)
    }
}
