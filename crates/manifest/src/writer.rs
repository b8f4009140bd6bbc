//! Writes a manifest, row by row, in bounded memory; the same rows and settings give the same bytes.

use crate::columns::Columns;
use crate::encode::Encoder;
use crate::row::Row;
use crate::schema::{LeafColumn, leaves, parquet_schema};
use ledger::RootBuilder;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterVersion};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::{ColumnPath, TypePtr};
use serde::{Deserialize, Serialize};
use sha2::Digest as _;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;
use vocab::Sha256;

/// Most rows in a row group.
pub const ROW_GROUP_ROWS: usize = 65_536;

/// A row group is closed early once its texts reach this many bytes, so that strange rows can't fill the memory.
pub const ROW_GROUP_BYTES: usize = 64 << 20;

/// Keys of the file's own metadata.
pub(crate) const VERSION_KEY: &str = "hoeder.manifest.version";
pub(crate) const VERSION: &str = "1";
pub(crate) const ROOT_KEY: &str = "hoeder.manifest.root";
pub(crate) const ROWS_KEY: &str = "hoeder.manifest.rows";
pub(crate) const SETTING_PREFIX: &str = "hoeder.setting.";

/// Named as the writer of the file. Fixed, so that a new version of the library does not change the bytes.
const CREATED_BY: &str = "hoeder-manifest version 1.0.0 (build 0)";

/// How the reading was done: version of the program and its settings, by name. Kept as metadata of the file.
/// Nothing that differs from run to run belongs here: no moment, no host, no id.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Settings(pub BTreeMap<String, String>);

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    /// Rows.
    pub rows: u64,
    /// Merkle root over the canonical bytes of the rows: what the ledger keeps.
    pub root: Sha256,
    /// SHA-256 of the file.
    pub file_sha256: Sha256,
    /// Size of the file in bytes.
    pub file_bytes: u64,
}

/// Why a manifest can't be written. What has been written so far is no manifest.
#[derive(Debug, thiserror::Error)]
#[error(
    "the manifest can't be written: {why}; make room or give another place, and write it again from the start"
)]
pub struct WriteError {
    /// What the output says.
    pub why: String,
}

impl From<ParquetError> for WriteError {
    fn from(error: ParquetError) -> Self {
        Self { why: error.to_string() }
    }
}

/// Passes bytes on and takes their digest on the way.
struct Digesting<W> {
    out: W,
    digest: sha2::Sha256,
    bytes: u64,
}

impl<W: Write> Write for Digesting<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.digest.update(bytes.get(..written).unwrap_or(bytes));
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// How a file is written that has these leaves and states `own` of itself.
fn properties(
    own: &[(&str, &str)],
    settings: &Settings,
    leaves: &[LeafColumn],
) -> Result<WriterProperties, ParquetError> {
    let own = own.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let given = settings.0.iter().map(|(name, value)| (format!("{SETTING_PREFIX}{name}"), value.clone()));
    let metadata = own.chain(given).map(|(name, value)| KeyValue::new(name, value)).collect();
    let mut properties = WriterProperties::builder()
        .set_writer_version(WriterVersion::PARQUET_1_0)
        .set_created_by(CREATED_BY.to_owned())
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(1)?))
        .set_statistics_enabled(EnabledStatistics::Page)
        .set_statistics_truncate_length(Some(64))
        .set_column_index_truncate_length(Some(64))
        .set_max_row_group_row_count(Some(ROW_GROUP_ROWS))
        .set_key_value_metadata(Some(metadata));
    // Nearly every digest is another: a dictionary of them would only be tried and thrown away.
    for leaf in leaves.iter().filter(|leaf| matches!(leaf.field.name, "md5" | "sha1" | "sha256" | "pdq")) {
        if !leaf.in_list {
            properties = properties.set_column_dictionary_enabled(ColumnPath::from(leaf.field.name), false);
        }
    }
    Ok(properties.build())
}

/// A Parquet file under way whose rows get a root and whose bytes get a digest.
pub(crate) struct SealingFile<W: Write + Send> {
    file: SerializedFileWriter<Digesting<W>>,
    root: RootBuilder,
}

impl<W: Write + Send> SealingFile<W> {
    pub(crate) fn begin(
        out: W,
        schema: TypePtr,
        own: &[(&str, &str)],
        settings: &Settings,
        leaves: &[LeafColumn],
    ) -> Result<Self, WriteError> {
        let out = Digesting { out, digest: sha2::Sha256::new(), bytes: 0 };
        let properties = Arc::new(properties(own, settings, leaves)?);
        Ok(Self { file: SerializedFileWriter::new(out, schema, properties)?, root: RootBuilder::new() })
    }

    /// Adds a row's canonical bytes to the root.
    pub(crate) fn push(&mut self, canonical: &[u8]) {
        self.root.push(canonical);
    }

    /// Writes the row group under way where it is full.
    pub(crate) fn write_full(&mut self, columns: &mut Columns) -> Result<(), WriteError> {
        if columns.rows() >= ROW_GROUP_ROWS || columns.text_bytes() >= ROW_GROUP_BYTES {
            columns.flush(&mut self.file)?;
        }
        Ok(())
    }

    pub(crate) fn finish(mut self, columns: Option<&mut Columns>) -> Result<(W, Sealed), WriteError> {
        if let Some(columns) = columns.filter(|columns| columns.rows() > 0) {
            columns.flush(&mut self.file)?;
        }
        let (rows, root) = (self.root.size(), self.root.root());
        self.file.append_key_value_metadata(KeyValue::new(ROWS_KEY.to_owned(), rows.to_string()));
        self.file.append_key_value_metadata(KeyValue::new(ROOT_KEY.to_owned(), root.to_string()));
        let mut out = self.file.into_inner()?;
        out.flush().map_err(|error| WriteError { why: error.to_string() })?;
        let Digesting { out, digest, bytes } = out;
        let sealed = Sealed { rows, root, file_sha256: Sha256(digest.finalize().into()), file_bytes: bytes };
        Ok((out, sealed))
    }
}

/// Writes a manifest.
pub struct Writer<W: Write + Send> {
    file: SealingFile<W>,
    encoder: Encoder,
}

impl<W: Write + Send> Writer<W> {
    /// Begins a manifest. Give a buffered writer.
    ///
    /// # Errors
    /// When the output refuses.
    pub fn new(out: W, settings: &Settings) -> Result<Self, WriteError> {
        let own = [(VERSION_KEY, VERSION)];
        let file = SealingFile::begin(out, parquet_schema()?, &own, settings, &leaves())?;
        Ok(Self { file, encoder: Encoder::new(Some(Columns::of(leaves()))) })
    }

    /// Adds the next row.
    ///
    /// # Errors
    /// When the output refuses.
    pub fn push(&mut self, row: &Row) -> Result<(), WriteError> {
        self.file.push(self.encoder.row(row));
        self.encoder.columns().map_or(Ok(()), |columns| self.file.write_full(columns))
    }

    /// Rows so far.
    pub fn rows(&self) -> u64 {
        self.file.root.size()
    }

    /// Root over the rows so far.
    pub fn root(&self) -> Sha256 {
        self.file.root.root()
    }

    /// Completes the file, flushes it and gives the output back with the seal.
    ///
    /// # Errors
    /// When the output refuses.
    pub fn finish(mut self) -> Result<(W, Sealed), WriteError> {
        self.file.finish(self.encoder.columns())
    }
}
