//! Values on their way to the file: one buffer for each leaf, with the levels that Parquet's nesting needs.

use crate::schema::{Leaf, LeafColumn};
use bytes::Bytes;
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::Result;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use std::io::Write;

/// A value on its way to a file, or out of one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    /// A whole number from 0.
    Unsigned(u64),
    /// A number.
    Real(f64),
    /// Text.
    Text(&'a str),
    /// An instant, in microseconds since 1970.
    Moment(i64),
}

impl Value<'_> {
    /// The value's canonical bytes: see `canonical`.
    pub(crate) fn canonical(value: Option<Self>, to: &mut Vec<u8>) {
        to.push(u8::from(value.is_some()));
        match value {
            None => {}
            Some(Self::Unsigned(number)) => to.extend_from_slice(&number.to_be_bytes()),
            Some(Self::Real(number)) => to.extend_from_slice(&number.to_bits().to_be_bytes()),
            Some(Self::Text(text)) => {
                to.extend_from_slice(&(text.len() as u64).to_be_bytes());
                to.extend_from_slice(text.as_bytes());
            }
            Some(Self::Moment(micros)) => to.extend_from_slice(&micros.to_be_bytes()),
        }
    }
}

/// The values of one leaf, for the row group under way.
struct Buffer {
    leaf: LeafColumn,
    definition: Vec<i16>,
    repetition: Vec<i16>,
    unsigned: Vec<i64>,
    real: Vec<f64>,
    text: Vec<u8>,
    /// Where each text ends in `text`.
    ends: Vec<usize>,
}

impl Buffer {
    fn new(leaf: LeafColumn) -> Self {
        Self {
            leaf,
            definition: Vec::new(),
            repetition: Vec::new(),
            unsigned: Vec::new(),
            real: Vec::new(),
            text: Vec::new(),
            ends: Vec::new(),
        }
    }

    fn push(&mut self, value: Option<Value<'_>>, repetition: i16) {
        let present = self.leaf.present();
        self.repetition.push(repetition);
        self.definition.push(if value.is_some() { present } else { present - 1 });
        match value {
            None => {}
            // Parquet keeps unsigned numbers in the bits of signed ones.
            Some(Value::Unsigned(number)) => self.unsigned.push(number.cast_signed()),
            Some(Value::Moment(micros)) => self.unsigned.push(micros),
            Some(Value::Real(number)) => self.real.push(number),
            Some(Value::Text(text)) => {
                self.text.extend_from_slice(text.as_bytes());
                self.ends.push(self.text.len());
            }
        }
    }

    /// The list of this row is empty.
    fn push_empty(&mut self) {
        self.repetition.push(0);
        self.definition.push(0);
    }

    fn flush(&mut self, mut column: SerializedColumnWriter<'_>) -> Result<()> {
        let definition = (self.leaf.present() > 0).then_some(self.definition.as_slice());
        let repetition = self.leaf.in_list.then_some(self.repetition.as_slice());
        match self.leaf.field.leaf {
            Leaf::Unsigned | Leaf::Moment => {
                column.typed::<Int64Type>().write_batch(&self.unsigned, definition, repetition)?;
            }
            Leaf::Real => {
                column.typed::<DoubleType>().write_batch(&self.real, definition, repetition)?;
            }
            Leaf::Text => {
                let all = ByteArray::from(Bytes::from(std::mem::take(&mut self.text)));
                let mut start = 0;
                let slice = |end: &usize| {
                    let text = all.slice(start, end - start);
                    start = *end;
                    text
                };
                let values: Vec<_> = self.ends.iter().map(slice).collect();
                column.typed::<ByteArrayType>().write_batch(&values, definition, repetition)?;
            }
        }
        self.definition.clear();
        self.repetition.clear();
        self.unsigned.clear();
        self.real.clear();
        self.ends.clear();
        column.close()
    }
}

/// A list under way: where its leaves begin, how many there are, which of its items comes next.
#[derive(Clone, Copy)]
struct ListAt {
    first: usize,
    fields: usize,
    item: usize,
    items: usize,
}

/// All leaves, filled row by row in the order of the schema.
pub(crate) struct Columns {
    buffers: Vec<Buffer>,
    next: usize,
    list: Option<ListAt>,
    rows: usize,
    text_bytes: usize,
}

impl Columns {
    pub(crate) fn of(leaves: Vec<LeafColumn>) -> Self {
        let buffers = leaves.into_iter().map(Buffer::new).collect();
        Self { buffers, next: 0, list: None, rows: 0, text_bytes: 0 }
    }

    /// Rows in the row group under way.
    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    /// Bytes of text in the row group under way.
    pub(crate) fn text_bytes(&self) -> usize {
        self.text_bytes
    }

    /// The next value of this row.
    pub(crate) fn push(&mut self, name: &'static str, value: Option<Value<'_>>) {
        let repetition = i16::from(self.list.is_some_and(|list| list.item > 0));
        if let Some(Value::Text(text)) = value {
            self.text_bytes += text.len();
        }
        if let Some(buffer) = self.buffers.get_mut(self.next) {
            debug_assert_eq!(buffer.leaf.field.name, name, "columns are pushed in the order of the schema");
            buffer.push(value, repetition);
        }
        self.next += 1;
        if let Some(list) = self.list.as_mut().filter(|list| self.next == list.first + list.fields) {
            list.item += 1;
            if list.item < list.items {
                self.next = list.first;
            } else {
                self.list = None;
            }
        }
    }

    /// A list of this row begins; its items' values follow.
    pub(crate) fn begin_list(&mut self, items: usize) {
        let first = self.next;
        let column = self.buffers.get(first).map(|buffer| buffer.leaf.column);
        let own = self.buffers.iter_mut().skip(first);
        let own = own.take_while(|buffer| Some(buffer.leaf.column) == column);
        if items == 0 {
            self.next += own.map(Buffer::push_empty).count();
        } else {
            self.list = Some(ListAt { first, fields: own.count(), item: 0, items });
        }
    }

    /// The row is complete.
    pub(crate) fn end_row(&mut self) {
        debug_assert_eq!(self.next, self.buffers.len(), "every column of a row is pushed");
        self.next = 0;
        self.rows += 1;
    }

    /// Writes the row group under way and begins the next.
    pub(crate) fn flush<W: Write + Send>(&mut self, file: &mut SerializedFileWriter<W>) -> Result<()> {
        let mut group = file.next_row_group()?;
        for buffer in &mut self.buffers {
            if let Some(column) = group.next_column()? {
                buffer.flush(column)?;
            }
        }
        group.close()?;
        self.rows = 0;
        self.text_bytes = 0;
        Ok(())
    }
}
