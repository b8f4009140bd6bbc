//! Reads a manifest, all of it or a few columns, after its bytes have been checked against the seal.

use crate::decode::{Decoder, LeafValues};
use crate::encode::Encoder;
use crate::error::ReadError;
use crate::row::Row;
use crate::schema::{COLUMNS, leaves, parquet_schema};
use crate::writer::{ROOT_KEY, ROWS_KEY, SETTING_PREFIX, Settings, VERSION, VERSION_KEY};
use ledger::RootBuilder;
use parquet::errors::ParquetError;
use parquet::file::reader::{ChunkReader, FileReader, SerializedFileReader};
use parquet::file::statistics::Statistics;
use sha2::Digest as _;
use std::collections::BTreeSet;
use std::io::Read;
use vocab::Sha256;

/// Which columns to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection(BTreeSet<usize>);

impl Selection {
    /// Every column.
    pub fn all() -> Self {
        Self((0..COLUMNS.len()).collect())
    }

    /// These columns, by name. In the rows every other one is absent, empty or 0.
    ///
    /// # Errors
    /// When there is no column of that name.
    pub fn of(names: &[&str]) -> Result<Self, ReadError> {
        let mut columns = BTreeSet::new();
        for name in names {
            let at = COLUMNS.iter().position(|column| column.name() == *name);
            columns.insert(at.ok_or_else(|| ReadError::NoColumn { name: (*name).to_owned() })?);
            // What people read of a place can only be checked with all that it follows from.
            if *name == "place" {
                let parts = |column: &crate::Column| matches!(column.name(), "volume" | "path" | "chain");
                columns.extend((0..COLUMNS.len()).filter(|at| COLUMNS.get(*at).is_some_and(parts)));
            }
        }
        Ok(Self(columns))
    }
}

/// A manifest, open for reading.
pub struct Reader<R: ChunkReader + 'static> {
    file: SerializedFileReader<R>,
    settings: Settings,
    stated_root: Sha256,
    rows: u64,
}

fn not_manifest(why: impl ToString) -> ReadError {
    ReadError::NotManifest { why: why.to_string() }
}

/// Reads all bytes once and compares their digest with the one that was sealed.
pub(crate) fn check_digest(bytes: &impl ChunkReader, file_sha256: &Sha256) -> Result<(), ReadError> {
    let unreadable = |error: &dyn ToString| ReadError::Unreadable { why: error.to_string() };
    let mut from = bytes.get_read(0).map_err(|error| unreadable(&error))?;
    let mut digest = sha2::Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match from.read(&mut buffer).map_err(|error| unreadable(&error))? {
            0 => break,
            read => digest.update(buffer.get(..read).unwrap_or(&buffer)),
        }
    }
    let found = Sha256(digest.finalize().into());
    if found != *file_sha256 {
        return Err(ReadError::FileDigest { expected: *file_sha256, found });
    }
    Ok(())
}

impl<R: ChunkReader + 'static> Reader<R> {
    /// Opens a manifest after checking that its bytes are those that were sealed. Reads the whole file once.
    ///
    /// # Errors
    /// When the digest differs, or the file is no manifest of a known version.
    pub fn open(bytes: R, file_sha256: &Sha256) -> Result<Self, ReadError> {
        check_digest(&bytes, file_sha256)?;
        Self::open_checked_before(bytes)
    }

    /// Opens a manifest whose digest the caller has checked since it last could have changed. Bytes that
    /// nobody sealed don't belong here: the Parquet library may panic on them.
    ///
    /// # Errors
    /// When the file is no manifest of a known version.
    pub fn open_checked_before(bytes: R) -> Result<Self, ReadError> {
        let file = SerializedFileReader::new(bytes).map_err(not_manifest)?;
        let metadata = file.metadata().file_metadata();
        let pairs = metadata.key_value_metadata().map(Vec::as_slice).unwrap_or_default();
        let value = |key: &str| {
            let pair = pairs.iter().find(|pair| pair.key == key);
            pair.and_then(|pair| pair.value.clone()).ok_or_else(|| not_manifest(format!("it lacks {key}")))
        };
        let version = value(VERSION_KEY)?;
        if version != VERSION {
            return Err(not_manifest(format!("its version is {version:?}, and {VERSION:?} is known")));
        }
        if *metadata.schema() != *parquet_schema().map_err(not_manifest)? {
            return Err(not_manifest("its columns are others"));
        }
        let rows = u64::try_from(metadata.num_rows()).map_err(not_manifest)?;
        if value(ROWS_KEY)? != rows.to_string() {
            return Err(not_manifest("it states another number of rows than it has"));
        }
        let stated_root = value(ROOT_KEY)?.parse().map_err(not_manifest)?;
        let settings = pairs.iter().filter_map(|pair| {
            let name = pair.key.strip_prefix(SETTING_PREFIX)?;
            Some((name.to_owned(), pair.value.clone().unwrap_or_default()))
        });
        let settings = Settings(settings.collect());
        Ok(Self { settings, stated_root, rows, file })
    }

    /// How the reading was done.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Rows in the file.
    pub fn row_count(&self) -> u64 {
        self.rows
    }

    /// The root that the file states of itself; only [`Reader::verify_root`] tells whether it is true.
    pub fn stated_root(&self) -> Sha256 {
        self.stated_root
    }

    /// All rows, in order, with the columns selected. One row group is in memory at a time.
    pub fn rows(&self, selection: &Selection) -> Rows<'_, R> {
        self.rows_from(0, selection)
    }

    /// Rows from number `row` on (by position, from 0), as [`Reader::rows`]. Row groups before it are not read.
    pub fn rows_from(&self, row: u64, selection: &Selection) -> Rows<'_, R> {
        Rows {
            reader: self,
            selection: selection.clone(),
            start: row,
            group: 0,
            first: 0,
            left: 0,
            open: None,
        }
    }

    /// Reads every row and compares their root with the one that was sealed.
    ///
    /// # Errors
    /// When the root differs or a row can't be read.
    pub fn verify_root(&self, expected: &Sha256) -> Result<(), ReadError> {
        let mut root = RootBuilder::new();
        let mut encoder = Encoder::new(None);
        for row in self.rows(&Selection::all()) {
            root.push(encoder.row(&row?));
        }
        let found = root.root();
        if found == *expected {
            Ok(())
        } else {
            Err(ReadError::Root { expected: *expected, found, rows: self.rows })
        }
    }

    fn group_rows(&self, group: usize) -> u64 {
        self.file
            .metadata()
            .row_groups()
            .get(group)
            .map_or(0, |group| u64::try_from(group.num_rows()).unwrap_or(0))
    }

    /// Whether a row group can hold this text in a column that is no list, by its statistics.
    pub fn group_may_hold(&self, group: usize, column: &str, text: &str) -> bool {
        let Some(group) = self.file.metadata().row_groups().get(group) else { return false };
        let leaves = leaves();
        let Some(at) = leaves.iter().position(|leaf| !leaf.in_list && leaf.field.name == column) else {
            return true;
        };
        match group.columns().get(at).and_then(|chunk| chunk.statistics()) {
            Some(Statistics::ByteArray(bounds)) => {
                // Truncated bounds are still bounds: the lower is cut short, the upper rounded up.
                bounds.min_opt().is_none_or(|least| least.data() <= text.as_bytes())
                    && bounds.max_opt().is_none_or(|most| text.as_bytes() <= most.data())
            }
            _ => true,
        }
    }

    fn decoder(&self, group: usize, first: u64, selection: &Selection) -> Result<Decoder, ReadError> {
        let rows = usize::try_from(self.group_rows(group)).unwrap_or(usize::MAX);
        let damaged = |column: &'static str| {
            move |error: ParquetError| ReadError::Damaged { row: first, column, why: error.to_string() }
        };
        let group = self.file.get_row_group(group).map_err(damaged("all"))?;
        let mut columns = Vec::new();
        for (at, leaf) in leaves().iter().enumerate() {
            columns.push(if selection.0.contains(&leaf.column) {
                let damaged = damaged(leaf.field.name);
                let column = group.get_column_reader(at).map_err(&damaged)?;
                Some(LeafValues::read(leaf, column, rows).map_err(damaged)?)
            } else {
                None
            });
        }
        let place = COLUMNS.iter().position(|column| column.name() == "place");
        let place_asked = place.is_some_and(|place| selection.0.contains(&place));
        Ok(Decoder::new(columns, first, place_asked))
    }
}

/// Rows of a manifest, in order. After an error there are no more.
pub struct Rows<'a, R: ChunkReader + 'static> {
    reader: &'a Reader<R>,
    selection: Selection,
    start: u64,
    /// The row group that comes next.
    group: usize,
    /// Number of the first row of that group.
    first: u64,
    /// Rows left in the group that is open.
    left: u64,
    open: Option<Decoder>,
}

impl<R: ChunkReader + 'static> Rows<'_, R> {
    /// Opens the next row group that has rows to give; `false` where there is none.
    fn open_next(&mut self) -> Result<bool, ReadError> {
        while self.group < self.reader.file.metadata().num_row_groups() {
            let (group, first, rows) = (self.group, self.first, self.reader.group_rows(self.group));
            self.group += 1;
            self.first += rows;
            if self.start >= first + rows {
                continue;
            }
            let mut decoder = self.reader.decoder(group, first, &self.selection)?;
            let skip = self.start.saturating_sub(first);
            for _ in 0..skip {
                decoder.row()?;
            }
            self.left = rows - skip;
            self.open = Some(decoder);
            return Ok(true);
        }
        Ok(false)
    }

    fn advance(&mut self) -> Result<Option<Row>, ReadError> {
        if self.left == 0 && !self.open_next()? {
            return Ok(None);
        }
        self.left -= 1;
        self.open.as_mut().map(Decoder::row).transpose()
    }
}

impl<R: ChunkReader + 'static> Iterator for Rows<'_, R> {
    type Item = Result<Row, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        let found = self.advance();
        if found.is_err() {
            self.left = 0;
            self.group = usize::MAX;
        }
        found.transpose()
    }
}
