//! A row, value by value in the order of the schema. The file and the canonical bytes both follow from it.

use crate::columns::{Columns, Value};
use crate::row::{Defect, Frame, Match, Row};
use crate::words::Word;
use vocab::{Because, Link, Stamp, When, escape_bytes};

/// Takes a row apart. Always writes the canonical bytes; fills the columns of a file where there is one.
pub(crate) struct Encoder {
    canonical: Vec<u8>,
    columns: Option<Columns>,
}

impl Encoder {
    pub(crate) fn new(columns: Option<Columns>) -> Self {
        Self { canonical: Vec::with_capacity(1024), columns }
    }

    pub(crate) fn columns(&mut self) -> Option<&mut Columns> {
        self.columns.as_mut()
    }

    /// Encodes a row and gives its canonical bytes.
    pub(crate) fn row(&mut self, row: &Row) -> &[u8] {
        self.canonical.clear();
        self.found(row);
        self.content(row);
        self.times(row);
        self.rest(row);
        if let Some(columns) = &mut self.columns {
            columns.end_row();
        }
        &self.canonical
    }

    fn found(&mut self, row: &Row) {
        let place = &row.place;
        self.unsigned("order", Some(row.order));
        self.unsigned("parent", row.parent);
        self.text("place", Some(&place.to_string()));
        self.unsigned("volume", place.volume.map(u64::from));
        self.text("path", Some(&escape_bytes(&place.path)));
        self.list(&place.chain, |to, Link { kind, path, offset_bytes }| {
            to.text("kind", Some(kind.word()));
            to.text("path", Some(&escape_bytes(path)));
            to.unsigned("offset_bytes", *offset_bytes);
        });
        self.text("allocation", Some(place.allocation.word()));
        self.unsigned("offset_bytes", place.offset_bytes);
        self.unsigned("size_bytes", Some(row.size_bytes));
        self.text("outcome", Some(row.outcome.word()));
        self.text("reason", row.reason.as_deref());
    }

    fn content(&mut self, row: &Row) {
        self.text("family", row.family.map(Word::word));
        self.text("media_type", row.media_type.as_deref());
        self.hex("md5", row.md5.as_ref().map(|digest| &digest.0[..]));
        self.hex("sha1", row.sha1.as_ref().map(|digest| &digest.0[..]));
        self.hex("sha256", row.sha256.as_ref().map(|digest| &digest.0[..]));
        self.hex("pdq", row.pdq.as_ref().map(|print| &print.0[..]));
        self.unsigned("pdq_quality", row.pdq_quality.map(u64::from));
        self.unsigned("width", row.width.map(u64::from));
        self.unsigned("height", row.height.map(u64::from));
        self.text("camera_make", row.camera_make.as_deref());
        self.text("camera_model", row.camera_model.as_deref());
        self.text("camera_serial", row.camera_serial.as_deref());
        self.text("lens", row.lens.as_deref());
        self.text("software", row.software.as_deref());
    }

    fn times(&mut self, row: &Row) {
        self.when("modified", row.modified);
        self.when("accessed", row.accessed);
        self.when("changed", row.changed);
        self.when("created", row.created);
        self.when("deleted", row.deleted);
        self.when("taken", row.taken);
        self.list(&row.more_stamps, |to, Stamp { meaning, when }| {
            to.text("meaning", Some(meaning.word()));
            to.when("at", Some(*when));
        });
    }

    fn rest(&mut self, row: &Row) {
        self.real("latitude", row.latitude);
        self.real("longitude", row.longitude);
        self.unsigned("duration_millis", row.duration_millis);
        self.list(&row.frames, |to, Frame { at_millis, pdq, quality }| {
            to.unsigned("at_millis", Some(*at_millis));
            to.hex("pdq", Some(&pdq.0));
            to.unsigned("quality", Some(u64::from(*quality)));
        });
        self.text("exif_more", row.exif_more.as_deref());
        self.list(&row.matches, |to, Match { set, entry, by, distance_bits, orientation, label, status }| {
            to.text("set", Some(set));
            to.text("entry", Some(entry));
            to.text("by", Some(by.word()));
            to.unsigned("distance_bits", Some(u64::from(*distance_bits)));
            to.text("orientation", orientation.as_deref());
            to.text("label", Some(label));
            to.text("status", Some(status));
        });
        self.list(&row.defects, |to, Defect { kind, text }| {
            to.text("kind", Some(kind));
            to.text("text", Some(text));
        });
        self.list(&row.reasons, |to, Because { rule, text }| {
            to.text("rule", Some(rule));
            to.text("text", Some(text));
        });
    }

    fn put(&mut self, name: &'static str, value: Option<Value<'_>>) {
        Value::canonical(value, &mut self.canonical);
        if let Some(columns) = &mut self.columns {
            columns.push(name, value);
        }
    }

    fn unsigned(&mut self, name: &'static str, number: Option<u64>) {
        self.put(name, number.map(Value::Unsigned));
    }

    fn real(&mut self, name: &'static str, number: Option<f64>) {
        self.put(name, number.map(Value::Real));
    }

    fn text(&mut self, name: &'static str, text: Option<&str>) {
        self.put(name, text.map(Value::Text));
    }

    fn when(&mut self, name: &'static str, when: Option<When>) {
        self.text(name, when.map(|when| when.to_string()).as_deref());
    }

    fn hex(&mut self, name: &'static str, bytes: Option<&[u8]>) {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let text = bytes.map(|bytes| {
            let mut text = String::with_capacity(2 * bytes.len());
            for byte in bytes {
                text.push(char::from(DIGITS[usize::from(byte >> 4)]));
                text.push(char::from(DIGITS[usize::from(byte & 15)]));
            }
            text
        });
        self.text(name, text.as_deref());
    }

    fn list<T>(&mut self, items: &[T], each: impl Fn(&mut Self, &T)) {
        self.canonical.extend_from_slice(&(items.len() as u64).to_be_bytes());
        if let Some(columns) = &mut self.columns {
            columns.begin_list(items.len());
        }
        for item in items {
            each(self, item);
        }
    }
}
