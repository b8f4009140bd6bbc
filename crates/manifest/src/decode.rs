//! Rows from columns: the way back of `encode` and `columns`, for one row group.
//!
//! Nothing here trusts the columns to fit together: a list that differs between its fields, a missing value or
//! a word that is not known is an error with row and column.

use crate::columns::Value;
use crate::error::ReadError;
use crate::row::{Defect, Frame, Match, Row};
use crate::schema::{COLUMNS, Leaf, LeafColumn};
use crate::words::{self, Word};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl, get_typed_column_reader};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use std::str::FromStr;
use vocab::{Because, Link, Place, Stamp, When, unescape_bytes};

/// The values of one leaf in one row group.
#[derive(Default)]
pub(crate) struct LeafValues {
    present: i16,
    definition: Vec<i16>,
    repetition: Vec<i16>,
    unsigned: Vec<i64>,
    real: Vec<f64>,
    text: Vec<ByteArray>,
    level: usize,
    value: usize,
}

fn read_all<T: DataType>(
    mut column: ColumnReaderImpl<T>,
    rows: usize,
    definition: &mut Vec<i16>,
    repetition: &mut Vec<i16>,
) -> Result<Vec<T::T>, ParquetError> {
    let mut values = Vec::new();
    let mut read = 0;
    while read < rows {
        let (records, _, _) =
            column.read_records(rows - read, Some(definition), Some(repetition), &mut values)?;
        if records == 0 {
            return Err(ParquetError::EOF(format!("{read} rows where {rows} are stated")));
        }
        read += records;
    }
    Ok(values)
}

impl LeafValues {
    pub(crate) fn read(leaf: &LeafColumn, column: ColumnReader, rows: usize) -> Result<Self, ParquetError> {
        let mut own = Self { present: leaf.present(), ..Self::default() };
        let (definition, repetition) = (&mut own.definition, &mut own.repetition);
        match leaf.field.leaf {
            Leaf::Unsigned | Leaf::Moment => {
                own.unsigned =
                    read_all(get_typed_column_reader::<Int64Type>(column), rows, definition, repetition)?;
            }
            Leaf::Real => {
                own.real =
                    read_all(get_typed_column_reader::<DoubleType>(column), rows, definition, repetition)?;
            }
            Leaf::Text => {
                own.text =
                    read_all(get_typed_column_reader::<ByteArrayType>(column), rows, definition, repetition)?;
            }
        }
        Ok(own)
    }

    /// Whether there is a value for each row, or a null where the column allows one.
    pub(crate) fn fits(&self, leaf: Leaf, rows: usize) -> bool {
        let values = match leaf {
            Leaf::Unsigned | Leaf::Moment => self.unsigned.len(),
            Leaf::Real => self.real.len(),
            Leaf::Text => self.text.len(),
        };
        let present = match self.present {
            0 => rows,
            present if self.definition.len() == rows => {
                self.definition.iter().filter(|level| **level == present).count()
            }
            _ => return false,
        };
        values == present
    }

    /// Where the value of each row stands among the values; `None` for a null.
    pub(crate) fn places(&self, rows: usize) -> Vec<Option<u32>> {
        let mut next = 0;
        let mut place = |row: usize| {
            let is_there = self.present == 0 || self.definition.get(row) == Some(&self.present);
            is_there.then(|| {
                next += 1;
                next - 1
            })
        };
        (0..rows).map(&mut place).collect()
    }

    /// The value at a place.
    pub(crate) fn value(&self, leaf: Leaf, place: u32) -> Option<Result<Value<'_>, std::str::Utf8Error>> {
        let place = place as usize;
        Some(Ok(match leaf {
            Leaf::Unsigned => Value::Unsigned(self.unsigned.get(place)?.cast_unsigned()),
            Leaf::Moment => Value::Moment(*self.unsigned.get(place)?),
            Leaf::Real => Value::Real(*self.real.get(place)?),
            Leaf::Text => match str::from_utf8(self.text.get(place)?.data()) {
                Ok(text) => Value::Text(text),
                Err(error) => return Some(Err(error)),
            },
        }))
    }

    /// Goes to the next value; its place among the values, or `None` where it is absent.
    fn step(&mut self) -> Option<usize> {
        if self.present > 0 {
            let definition = self.definition.get(self.level).copied().unwrap_or(0);
            self.level += 1;
            if definition < self.present {
                return None;
            }
        }
        self.value += 1;
        Some(self.value - 1)
    }

    /// Items of the list that begins here; an empty one is stepped over.
    fn items(&mut self) -> usize {
        if self.definition.get(self.level).copied().unwrap_or(0) == 0 {
            self.level += 1;
            return 0;
        }
        1 + self.repetition.iter().skip(self.level + 1).take_while(|level| **level > 0).count()
    }
}

/// Takes rows out of the columns of one row group, in order.
pub(crate) struct Decoder {
    /// One for each leaf of the schema; `None` where it was not asked for.
    leaves: Vec<Option<LeafValues>>,
    next: usize,
    row: u64,
    place_asked: bool,
}

impl Decoder {
    /// `row` is the number of the first row.
    pub(crate) fn new(leaves: Vec<Option<LeafValues>>, row: u64, place_asked: bool) -> Self {
        Self { leaves, next: 0, row, place_asked }
    }

    /// The next row. What was not asked for is absent, empty or 0.
    pub(crate) fn row(&mut self) -> Result<Row, ReadError> {
        self.next = 0;
        let mut row = self.found()?;
        self.content(&mut row)?;
        self.times(&mut row)?;
        self.rest(&mut row)?;
        self.row += 1;
        Ok(row)
    }

    fn found(&mut self) -> Result<Row, ReadError> {
        let order = self.unsigned("order")?.unwrap_or(0);
        let parent = self.unsigned("parent")?;
        let shown = self.text("place")?;
        let mut place = Place::at("");
        place.volume = self.small("volume")?;
        place.path = self.path()?.unwrap_or_default();
        place.chain = self.list("chain", |from| {
            Ok(Link {
                kind: from.need_word("kind")?,
                path: from.path()?.ok_or_else(|| from.damaged("path", "it is absent"))?,
                offset_bytes: from.unsigned("offset_bytes")?,
            })
        })?;
        place.allocation = self.word("allocation")?.unwrap_or(place.allocation);
        place.offset_bytes = self.unsigned("offset_bytes")?;
        // The text for people must be that of the place, or the file would show one thing and mean another.
        if self.place_asked && shown.as_deref() != Some(place.to_string().as_str()) {
            return Err(self.damaged("place", "it does not follow from volume, path and chain"));
        }
        let mut row = Row::at(order, place);
        row.parent = parent;
        row.size_bytes = self.unsigned("size_bytes")?.unwrap_or(0);
        row.outcome = self.word("outcome")?.unwrap_or(row.outcome);
        row.reason = self.text("reason")?;
        Ok(row)
    }

    fn content(&mut self, row: &mut Row) -> Result<(), ReadError> {
        row.family = self.word("family")?;
        row.media_type = self.text("media_type")?;
        row.md5 = self.parsed("md5")?;
        row.sha1 = self.parsed("sha1")?;
        row.sha256 = self.parsed("sha256")?;
        row.pdq = self.parsed("pdq")?;
        row.pdq_quality = self.small("pdq_quality")?;
        row.width = self.small("width")?;
        row.height = self.small("height")?;
        row.camera_make = self.text("camera_make")?;
        row.camera_model = self.text("camera_model")?;
        row.camera_serial = self.text("camera_serial")?;
        row.lens = self.text("lens")?;
        row.software = self.text("software")?;
        Ok(())
    }

    fn times(&mut self, row: &mut Row) -> Result<(), ReadError> {
        row.modified = self.when("modified")?;
        row.accessed = self.when("accessed")?;
        row.changed = self.when("changed")?;
        row.created = self.when("created")?;
        row.deleted = self.when("deleted")?;
        row.taken = self.when("taken")?;
        row.more_stamps = self.list("more_stamps", |from| {
            let meaning = from.need_word("meaning")?;
            let when = from.when("at")?.ok_or_else(|| from.damaged("at", "it is absent"))?;
            Ok(Stamp { meaning, when })
        })?;
        Ok(())
    }

    fn rest(&mut self, row: &mut Row) -> Result<(), ReadError> {
        row.latitude = self.real("latitude")?;
        row.longitude = self.real("longitude")?;
        row.duration_millis = self.unsigned("duration_millis")?;
        row.frames = self.list("frames", |from| {
            Ok(Frame {
                at_millis: from.need_small("at_millis")?,
                pdq: from.parsed("pdq")?.ok_or_else(|| from.damaged("pdq", "it is absent"))?,
                quality: from.need_small("quality")?,
            })
        })?;
        row.exif_more = self.text("exif_more")?;
        row.matches = self.list("matches", |from| {
            Ok(Match {
                set: from.need_text("set")?,
                entry: from.need_text("entry")?,
                by: from.need_word("by")?,
                distance_bits: from.need_small("distance_bits")?,
                orientation: from.text("orientation")?,
                label: from.need_text("label")?,
                status: from.need_text("status")?,
            })
        })?;
        row.defects = self.list("defects", |from| {
            Ok(Defect { kind: from.need_text("kind")?, text: from.need_text("text")? })
        })?;
        row.reasons = self.list("reasons", |from| {
            Ok(Because { rule: from.need_text("rule")?, text: from.need_text("text")? })
        })?;
        Ok(())
    }

    fn damaged(&self, column: &'static str, why: impl ToString) -> ReadError {
        ReadError::Damaged { row: self.row, column, why: why.to_string() }
    }

    /// The leaf that comes next, stepped to its next value.
    fn step(&mut self) -> Option<(&LeafValues, usize)> {
        let leaf = self.leaves.get_mut(self.next).and_then(Option::as_mut);
        self.next += 1;
        let leaf = leaf?;
        let at = leaf.step()?;
        Some((leaf, at))
    }

    fn unsigned(&mut self, name: &'static str) -> Result<Option<u64>, ReadError> {
        let Some((leaf, at)) = self.step() else { return Ok(None) };
        let number = leaf.unsigned.get(at).map(|number| number.cast_unsigned());
        number.map(Some).ok_or_else(|| self.damaged(name, "it has fewer values than rows"))
    }

    fn real(&mut self, name: &'static str) -> Result<Option<f64>, ReadError> {
        let Some((leaf, at)) = self.step() else { return Ok(None) };
        let number = leaf.real.get(at).copied();
        number.map(Some).ok_or_else(|| self.damaged(name, "it has fewer values than rows"))
    }

    fn text(&mut self, name: &'static str) -> Result<Option<String>, ReadError> {
        let Some((leaf, at)) = self.step() else { return Ok(None) };
        let text = match leaf.text.get(at) {
            None => Err("it has fewer values than rows"),
            Some(bytes) => str::from_utf8(bytes.data()).map(str::to_owned).map_err(|_| "it is not UTF-8"),
        };
        text.map(Some).map_err(|why| self.damaged(name, why))
    }

    fn small<N: TryFrom<u64>>(&mut self, name: &'static str) -> Result<Option<N>, ReadError> {
        let Some(number) = self.unsigned(name)? else { return Ok(None) };
        N::try_from(number).map(Some).map_err(|_| self.damaged(name, format!("{number} is too large")))
    }

    fn need_small<N: TryFrom<u64>>(&mut self, name: &'static str) -> Result<N, ReadError> {
        self.small(name)?.ok_or_else(|| self.damaged(name, "it is absent"))
    }

    fn need_text(&mut self, name: &'static str) -> Result<String, ReadError> {
        self.text(name)?.ok_or_else(|| self.damaged(name, "it is absent"))
    }

    fn word<W: Word>(&mut self, name: &'static str) -> Result<Option<W>, ReadError> {
        let Some(word) = self.text(name)? else { return Ok(None) };
        W::of(&word).map(Some).ok_or_else(|| self.damaged(name, format!("{word:?} is not a known word")))
    }

    fn need_word<W: Word>(&mut self, name: &'static str) -> Result<W, ReadError> {
        self.word(name)?.ok_or_else(|| self.damaged(name, "it is absent"))
    }

    fn parsed<P: FromStr<Err: ToString>>(&mut self, name: &'static str) -> Result<Option<P>, ReadError> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        text.parse().map(Some).map_err(|error: P::Err| self.damaged(name, error.to_string()))
    }

    fn when(&mut self, name: &'static str) -> Result<Option<When>, ReadError> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        words::when(&text).map(Some).ok_or_else(|| self.damaged(name, format!("{text:?} is not a moment")))
    }

    fn path(&mut self) -> Result<Option<Vec<u8>>, ReadError> {
        let Some(text) = self.text("path")? else { return Ok(None) };
        unescape_bytes(&text)
            .map(Some)
            .ok_or_else(|| self.damaged("path", format!("{text:?} has an unknown escape")))
    }

    fn list<T>(
        &mut self,
        name: &'static str,
        each: impl Fn(&mut Self) -> Result<T, ReadError>,
    ) -> Result<Vec<T>, ReadError> {
        let first = self.next;
        let fields =
            COLUMNS.iter().find(|column| column.name() == name).map_or(0, |column| column.fields().len());
        let mut items = None;
        for leaf in self.leaves.iter_mut().skip(first).take(fields).flatten() {
            let own = leaf.items();
            if *items.get_or_insert(own) != own {
                return Err(self.damaged(name, "its fields have lists of different lengths"));
            }
        }
        let mut list = Vec::new();
        for _ in 0..items.unwrap_or(0) {
            self.next = first;
            list.push(each(self)?);
        }
        self.next = first + fields;
        Ok(list)
    }
}
