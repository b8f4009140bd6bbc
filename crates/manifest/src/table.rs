//! Tables beside the manifest: flat rows of one form as Parquet, sealed like a manifest.
//!
//! A [`Form`] says which columns a table has; [`TableWriter`] takes rows in that order; [`TableReader`] checks the digest
//! before it believes a byte, and gives one row group at a time.

use crate::columns::{Columns, Value};
use crate::decode::LeafValues;
use crate::error::ReadError;
use crate::reader::check_digest;
use crate::schema::{Column, Field, Leaf, describe_columns, leaves_of, parquet_schema_of};
use crate::writer::{ROOT_KEY, ROWS_KEY, Sealed, SealingFile, Settings, WriteError};
use ledger::RootBuilder;
use parquet::file::reader::{ChunkReader, FileReader, SerializedFileReader};
use std::io::Write;
use vocab::Sha256;

const FORM_KEY: &str = "hoeder.table.form";
const VERSION_KEY: &str = "hoeder.table.version";
const VERSION: &str = "1";

/// Which columns a table has. Every one is a single value: a table has no lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    /// Name of the table.
    pub name: &'static str,
    /// What a row is.
    pub meaning: &'static str,
    /// The columns, in order.
    pub columns: &'static [Column],
}

impl Form {
    /// The columns as a Markdown table.
    pub fn describe(&self) -> String {
        describe_columns(self.columns)
    }

    fn fields(&self) -> impl Iterator<Item = &'static Field> {
        self.columns.iter().flat_map(Column::fields)
    }
}

/// Writes a table.
pub struct TableWriter<W: Write + Send> {
    form: &'static Form,
    file: SealingFile<W>,
    columns: Columns,
    canonical: Vec<u8>,
}

impl<W: Write + Send> TableWriter<W> {
    /// Begins a table. Give a buffered writer.
    ///
    /// # Errors
    /// When the output refuses.
    pub fn new(out: W, form: &'static Form, settings: &Settings) -> Result<Self, WriteError> {
        let own = [(FORM_KEY, form.name), (VERSION_KEY, VERSION)];
        let leaves = leaves_of(form.columns);
        let schema = parquet_schema_of(form.name, form.columns)?;
        let file = SealingFile::begin(out, schema, &own, settings, &leaves)?;
        Ok(Self { form, file, columns: Columns::of(leaves), canonical: Vec::new() })
    }

    /// Adds the next row: one value for each column, in the order of the form.
    ///
    /// # Errors
    /// When the row does not fit the form, or the output refuses.
    pub fn push(&mut self, row: &[Option<Value<'_>>]) -> Result<(), WriteError> {
        let fits = |(field, value): (&Field, &Option<Value<'_>>)| match (field.leaf, value) {
            (_, None) => field.optional,
            (Leaf::Unsigned, Some(Value::Unsigned(_)))
            | (Leaf::Real, Some(Value::Real(_)))
            | (Leaf::Text, Some(Value::Text(_)))
            | (Leaf::Moment, Some(Value::Moment(_))) => true,
            _ => false,
        };
        if row.len() != self.form.columns.len() || !self.form.fields().zip(row).all(fits) {
            return Err(WriteError { why: format!("a row does not fit the table {}", self.form.name) });
        }
        self.canonical.clear();
        for (field, value) in self.form.fields().zip(row) {
            Value::canonical(*value, &mut self.canonical);
            self.columns.push(field.name, *value);
        }
        self.columns.end_row();
        self.file.push(&self.canonical);
        self.file.write_full(&mut self.columns)
    }

    /// Completes the file, flushes it and gives the output back with the seal.
    ///
    /// # Errors
    /// When the output refuses.
    pub fn finish(mut self) -> Result<(W, Sealed), WriteError> {
        self.file.finish(Some(&mut self.columns))
    }
}

/// A table, open for reading.
pub struct TableReader<R: ChunkReader + 'static> {
    form: &'static Form,
    file: SerializedFileReader<R>,
}

impl<R: ChunkReader + 'static> TableReader<R> {
    /// Opens a table after checking that its bytes are those that were sealed. Reads the whole file once.
    ///
    /// # Errors
    /// When the digest differs, or the file is no table of this form.
    pub fn open(bytes: R, form: &'static Form, file_sha256: &Sha256) -> Result<Self, ReadError> {
        check_digest(&bytes, file_sha256)?;
        let not_table = |why: String| ReadError::NotManifest { why: format!("table {}: {why}", form.name) };
        let file = SerializedFileReader::new(bytes).map_err(|error| not_table(error.to_string()))?;
        let metadata = file.metadata().file_metadata();
        let pairs = metadata.key_value_metadata().map(Vec::as_slice).unwrap_or_default();
        let value =
            |key: &str| pairs.iter().find(|pair| pair.key == key).and_then(|pair| pair.value.as_deref());
        if value(FORM_KEY) != Some(form.name) || value(VERSION_KEY) != Some(VERSION) {
            return Err(not_table("it is another table, or of a version that is not known here".to_owned()));
        }
        let schema =
            parquet_schema_of(form.name, form.columns).map_err(|error| not_table(error.to_string()))?;
        if *metadata.schema() != *schema {
            return Err(not_table("its columns are others".to_owned()));
        }
        if value(ROWS_KEY) != Some(metadata.num_rows().to_string().as_str()) {
            return Err(not_table("it states another number of rows than it has".to_owned()));
        }
        Ok(Self { form, file })
    }

    /// Rows in the file.
    pub fn row_count(&self) -> u64 {
        u64::try_from(self.file.metadata().file_metadata().num_rows()).unwrap_or(0)
    }

    /// The root that the file states of itself; only [`TableReader::verify_root`] tells whether it is true.
    pub fn stated_root(&self) -> Option<Sha256> {
        let pairs = self.file.metadata().file_metadata().key_value_metadata()?;
        pairs.iter().find(|pair| pair.key == ROOT_KEY)?.value.as_deref()?.parse().ok()
    }

    /// Gives the rows in order, one row group in memory at a time, with the columns named; `each` gets a batch.
    ///
    /// # Errors
    /// When a column is not there, its values don't hold together, or `each` says so.
    pub fn each_batch<E: From<ReadError>>(
        &self,
        names: &[&str],
        mut each: impl FnMut(&Batch) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut wanted = Vec::new();
        for name in names {
            let at = self.form.columns.iter().position(|column| column.name() == *name);
            wanted.push(at.ok_or_else(|| ReadError::NoColumn { name: (*name).to_owned() })?);
        }
        let mut first = 0;
        for group in 0..self.file.metadata().num_row_groups() {
            let batch = self.batch(group, first, &wanted)?;
            first += batch.rows as u64;
            each(&batch)?;
        }
        Ok(())
    }

    /// Reads every row and compares their root with the one that was sealed.
    ///
    /// # Errors
    /// When the root differs or a row can't be read.
    pub fn verify_root(&self, expected: &Sha256) -> Result<(), ReadError> {
        let names: Vec<&str> = self.form.columns.iter().map(Column::name).collect();
        let (mut root, mut canonical) = (RootBuilder::new(), Vec::new());
        self.each_batch::<ReadError>(&names, |batch| {
            for row in 0..batch.rows() {
                canonical.clear();
                for column in 0..names.len() {
                    Value::canonical(batch.value(column, row)?, &mut canonical);
                }
                root.push(&canonical);
            }
            Ok(())
        })?;
        let found = root.root();
        if found == *expected {
            return Ok(());
        }
        Err(ReadError::Root { expected: *expected, found, rows: self.row_count() })
    }

    fn batch(&self, group: usize, first: u64, wanted: &[usize]) -> Result<Batch, ReadError> {
        let leaves = leaves_of(self.form.columns);
        let damaged = |column: &'static str, why: String| ReadError::Damaged { row: first, column, why };
        let open = self.file.get_row_group(group).map_err(|error| damaged("all", error.to_string()))?;
        let rows = usize::try_from(open.metadata().num_rows()).unwrap_or(0);
        let mut columns = Vec::new();
        for at in wanted {
            let Some(leaf) = leaves.get(*at) else { continue };
            let name = leaf.field.name;
            let column = open.get_column_reader(*at).map_err(|error| damaged(name, error.to_string()))?;
            let values =
                LeafValues::read(leaf, column, rows).map_err(|error| damaged(name, error.to_string()))?;
            if !values.fits(leaf.field.leaf, rows) {
                return Err(damaged(name, "it has another number of values than rows".to_owned()));
            }
            columns.push(BatchColumn { field: leaf.field, places: values.places(rows), values });
        }
        Ok(Batch { first, rows, columns })
    }
}

struct BatchColumn {
    field: &'static Field,
    places: Vec<Option<u32>>,
    values: LeafValues,
}

/// Rows of one row group, with the columns that were named, numbered in that order.
pub struct Batch {
    first: u64,
    rows: usize,
    columns: Vec<BatchColumn>,
}

impl Batch {
    /// Rows in this batch.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// A value; `None` where it is absent.
    ///
    /// # Errors
    /// When it is text that is not UTF-8, or there is no such column or row.
    pub fn value(&self, column: usize, row: usize) -> Result<Option<Value<'_>>, ReadError> {
        let damaged =
            |name, why: String| ReadError::Damaged { row: self.first + row as u64, column: name, why };
        let found = self.columns.get(column).filter(|_| row < self.rows);
        let found = found.ok_or_else(|| damaged("all", "there is no such column or row".to_owned()))?;
        let Some(place) = found.places.get(row).copied().flatten() else { return Ok(None) };
        match found.values.value(found.field.leaf, place) {
            Some(Ok(value)) => Ok(Some(value)),
            Some(Err(error)) => Err(damaged(found.field.name, error.to_string())),
            None => Err(damaged(found.field.name, "it has fewer values than rows".to_owned())),
        }
    }

    /// A text; `None` where it is absent.
    ///
    /// # Errors
    /// As [`Batch::value`].
    pub fn text(&self, column: usize, row: usize) -> Result<Option<&str>, ReadError> {
        Ok(match self.value(column, row)? {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        })
    }

    /// A whole number; `None` where it is absent.
    ///
    /// # Errors
    /// As [`Batch::value`].
    pub fn unsigned(&self, column: usize, row: usize) -> Result<Option<u64>, ReadError> {
        Ok(match self.value(column, row)? {
            Some(Value::Unsigned(number)) => Some(number),
            _ => None,
        })
    }

    /// An instant in microseconds since 1970; `None` where it is absent.
    ///
    /// # Errors
    /// As [`Batch::value`].
    pub fn micros(&self, column: usize, row: usize) -> Result<Option<i64>, ReadError> {
        Ok(match self.value(column, row)? {
            Some(Value::Moment(micros)) => Some(micros),
            _ => None,
        })
    }
}
