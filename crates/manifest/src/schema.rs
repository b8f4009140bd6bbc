//! The columns: one table from which the Parquet schema, the writing, the reading and the document all follow.

use parquet::basic::{ConvertedType, LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::errors::Result;
use parquet::schema::types::{Type, TypePtr};
use std::fmt::Write as _;
use std::sync::Arc;

/// What one column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaf {
    /// A whole number from 0, 64 bits.
    Unsigned,
    /// A number, 64-bit floating point.
    Real,
    /// Text, UTF-8.
    Text,
    /// An instant, in microseconds since 1970-01-01T00:00:00Z.
    Moment,
}

impl Leaf {
    /// Its name in Parquet's terms.
    pub fn parquet_name(self) -> &'static str {
        match self {
            Self::Unsigned => "INT64 (unsigned)",
            Self::Real => "DOUBLE",
            Self::Text => "BYTE_ARRAY (string)",
            Self::Moment => "INT64 (timestamp, microseconds, UTC)",
        }
    }
}

/// A single value, in a row or in an element of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Name of the column.
    pub name: &'static str,
    /// What it holds.
    pub leaf: Leaf,
    /// Whether it may be absent (null).
    pub optional: bool,
    /// What it means.
    pub meaning: &'static str,
}

/// A column of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// One value a row.
    One(Field),
    /// A list of records a row, never null, often empty.
    List {
        /// Name of the column.
        name: &'static str,
        /// What it means.
        meaning: &'static str,
        /// Fields of each record.
        fields: &'static [Field],
    },
}

impl Column {
    /// Name of the column.
    pub fn name(&self) -> &'static str {
        match self {
            Self::One(field) => field.name,
            Self::List { name, .. } => name,
        }
    }

    /// Its single values, in order.
    pub fn fields(&self) -> &[Field] {
        match self {
            Self::One(field) => std::slice::from_ref(field),
            Self::List { fields, .. } => fields,
        }
    }
}

pub(crate) const fn must(name: &'static str, leaf: Leaf, meaning: &'static str) -> Field {
    Field { name, leaf, optional: false, meaning }
}

pub(crate) const fn may(name: &'static str, leaf: Leaf, meaning: &'static str) -> Field {
    Field { name, leaf, optional: true, meaning }
}

pub(crate) const fn one(field: Field) -> Column {
    Column::One(field)
}

/// Every column, in the order of the file and of a row's canonical bytes.
pub const COLUMNS: &[Column] = &[
    one(must("order", Leaf::Unsigned, "Number in the reading, from 0.")),
    one(may("parent", Leaf::Unsigned, "`order` of the item that this one is inside of (archive, picture).")),
    one(must(
        "place",
        Leaf::Text,
        "Where it was found, for people: `vol1:/path/a.zip!/inner.jpg`. Follows from the next columns.",
    )),
    one(may(
        "volume",
        Leaf::Unsigned,
        "Number of the volume on an image, from 0; null for a folder or single file.",
    )),
    one(must("path", Leaf::Text, "Path within the volume or folder, escaped: see *Names*.")),
    Column::List {
        name: "chain",
        meaning: "Steps inwards from `path`, outermost first.",
        fields: &[
            must("kind", Leaf::Text, "`member` of an archive, `thumbnail` in a picture."),
            must("path", Leaf::Text, "Name within the holder, escaped: see *Names*."),
            may("offset_bytes", Leaf::Unsigned, "Offset within the holder, where the format tells."),
        ],
    },
    one(must("allocation", Leaf::Text, "`live`, or `deleted` and still recoverable.")),
    one(may(
        "offset_bytes",
        Leaf::Unsigned,
        "Offset of the content's first block on the image, where known.",
    )),
    one(must("size_bytes", Leaf::Unsigned, "Size as read; as stated where it was not read.")),
    one(must("outcome", Leaf::Text, "`read`, `skipped` or `failed`. Found = read + skipped + failed.")),
    one(may("reason", Leaf::Text, "Why it was skipped or failed, as a stable word.")),
    one(may(
        "family",
        Leaf::Text,
        "By content: `picture`, `video`, `audio`, `document`, `archive`, `database`, `program`, `other`, `empty`.",
    )),
    one(may("media_type", Leaf::Text, "By content, for example `image/jpeg`.")),
    one(may("md5", Leaf::Text, "MD5 of the content, 32 lower-case hex digits.")),
    one(may("sha1", Leaf::Text, "SHA-1 of the content, 40 lower-case hex digits.")),
    one(may("sha256", Leaf::Text, "SHA-256 of the content, 64 lower-case hex digits.")),
    one(may("pdq", Leaf::Text, "PDQ of the picture, 64 lower-case hex digits.")),
    one(may("pdq_quality", Leaf::Unsigned, "PDQ quality, 0 to 100; below 50 the print says little.")),
    one(may("width", Leaf::Unsigned, "Width in pixels.")),
    one(may("height", Leaf::Unsigned, "Height in pixels.")),
    one(may("camera_make", Leaf::Text, "Maker of the camera, as written in the file.")),
    one(may("camera_model", Leaf::Text, "Model of the camera, as written in the file.")),
    one(may("camera_serial", Leaf::Text, "Serial number of the camera body, as written in the file.")),
    one(may("lens", Leaf::Text, "Lens, as written in the file.")),
    one(may("software", Leaf::Text, "Program that wrote the file, as written in the file.")),
    one(may("modified", Leaf::Text, "Content last changed: see *Moments*.")),
    one(may("accessed", Leaf::Text, "Last opened.")),
    one(may("changed", Leaf::Text, "Record of the file last changed (ctime, NTFS MFT change).")),
    one(may("created", Leaf::Text, "Came to be in this place.")),
    one(may("deleted", Leaf::Text, "Deleted (ext4).")),
    one(may("taken", Leaf::Text, "Picture taken (EXIF DateTimeOriginal).")),
    Column::List {
        name: "more_stamps",
        meaning: "Any other time stamp, and any second one of the same meaning.",
        fields: &[
            must("meaning", Leaf::Text, "As the columns above, or `digitized`, `edited`, `gps`, `encoded`."),
            must("at", Leaf::Text, "The moment."),
        ],
    },
    one(may("latitude", Leaf::Real, "Latitude in degrees, north positive.")),
    one(may("longitude", Leaf::Real, "Longitude in degrees, east positive.")),
    one(may("duration_millis", Leaf::Unsigned, "Length of a video or sound in milliseconds.")),
    Column::List {
        name: "frames",
        meaning: "Sampled frames of a video.",
        fields: &[
            must("at_millis", Leaf::Unsigned, "Milliseconds from the start."),
            must("pdq", Leaf::Text, "PDQ of the frame, 64 lower-case hex digits."),
            must("quality", Leaf::Unsigned, "PDQ quality, 0 to 100."),
        ],
    },
    one(may("exif_more", Leaf::Text, "Further EXIF, XMP and container fields, as a JSON object.")),
    Column::List {
        name: "matches",
        meaning: "Known entries that it matches. A match is a machine's word until a person has reviewed it.",
        fields: &[
            must("set", Leaf::Text, "Name of the known set; its index is named by digest in the settings."),
            must("entry", Leaf::Text, "The entry within the set."),
            must("by", Leaf::Text, "`md5`, `sha1`, `sha256` or `pdq`."),
            must("distance_bits", Leaf::Unsigned, "Distance in bits; 0 for a digest."),
            may(
                "orientation",
                Leaf::Text,
                "How it is turned or mirrored against the known picture; null for a digest.",
            ),
            must("label", Leaf::Text, "The set's own label, opaque."),
            must(
                "status",
                Leaf::Text,
                "`known` or `known_good` for an exact match, by what the set lists; `awaits_review` for a near one.",
            ),
        ],
    },
    Column::List {
        name: "defects",
        meaning: "What is wrong with it.",
        fields: &[
            must("kind", Leaf::Text, "A stable word."),
            must("text", Leaf::Text, "What, where and what it means, in English."),
        ],
    },
    Column::List {
        name: "reasons",
        meaning: "What its place says, with the rule that says so.",
        fields: &[
            must("rule", Leaf::Text, "The rule's stable name."),
            must("text", Leaf::Text, "What a person reads."),
        ],
    },
];

/// One leaf of the Parquet file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LeafColumn {
    /// The column that it belongs to, by its place in [`COLUMNS`].
    pub(crate) column: usize,
    pub(crate) field: &'static Field,
    pub(crate) in_list: bool,
}

impl LeafColumn {
    /// Definition level of a present value.
    pub(crate) fn present(&self) -> i16 {
        i16::from(self.in_list) + i16::from(self.field.optional)
    }
}

/// All leaves of a manifest in the order of the file.
pub(crate) fn leaves() -> Vec<LeafColumn> {
    leaves_of(COLUMNS)
}

/// All leaves of these columns in the order of the file.
pub(crate) fn leaves_of(columns: &'static [Column]) -> Vec<LeafColumn> {
    let mut leaves = Vec::new();
    for (column, kind) in columns.iter().enumerate() {
        let in_list = matches!(kind, Column::List { .. });
        leaves.extend(kind.fields().iter().map(|field| LeafColumn { column, field, in_list }));
    }
    leaves
}

fn primitive(field: &Field) -> Result<TypePtr> {
    let repetition = if field.optional { Repetition::OPTIONAL } else { Repetition::REQUIRED };
    let (physical, logical) = match field.leaf {
        Leaf::Unsigned => (Physical::INT64, Some(LogicalType::integer(64, false))),
        Leaf::Real => (Physical::DOUBLE, None),
        Leaf::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Leaf::Moment => (Physical::INT64, Some(LogicalType::timestamp(true, TimeUnit::MICROS))),
    };
    let built = Type::primitive_type_builder(field.name, physical)
        .with_repetition(repetition)
        .with_logical_type(logical)
        .build()?;
    Ok(Arc::new(built))
}

/// A list in the three-level form that every reader knows: `name (LIST) { repeated list { element {..} } }`.
fn list(name: &str, fields: &[Field]) -> Result<TypePtr> {
    let fields = fields.iter().map(primitive).collect::<Result<Vec<_>>>()?;
    let element = Type::group_type_builder("element")
        .with_repetition(Repetition::REQUIRED)
        .with_fields(fields)
        .build()?;
    let repeated = Type::group_type_builder("list")
        .with_repetition(Repetition::REPEATED)
        .with_fields(vec![Arc::new(element)])
        .build()?;
    let outer = Type::group_type_builder(name)
        .with_repetition(Repetition::REQUIRED)
        .with_converted_type(ConvertedType::LIST)
        .with_logical_type(Some(LogicalType::List))
        .with_fields(vec![Arc::new(repeated)])
        .build()?;
    Ok(Arc::new(outer))
}

/// The Parquet schema of a manifest.
pub(crate) fn parquet_schema() -> Result<TypePtr> {
    parquet_schema_of("manifest", COLUMNS)
}

/// The Parquet schema of these columns.
pub(crate) fn parquet_schema_of(name: &str, columns: &[Column]) -> Result<TypePtr> {
    let columns = columns
        .iter()
        .map(|column| match column {
            Column::One(field) => primitive(field),
            Column::List { name, fields, .. } => list(name, fields),
        })
        .collect::<Result<Vec<_>>>()?;
    Ok(Arc::new(Type::group_type_builder(name).with_fields(columns).build()?))
}

/// The columns of a manifest as a Markdown table, as it stands in `docs/manifest.md`.
pub fn describe() -> String {
    describe_columns(COLUMNS)
}

/// Columns as a Markdown table.
pub(crate) fn describe_columns(columns: &[Column]) -> String {
    let mut text = String::from("| column | holds | null | meaning |\n|---|---|---|---|\n");
    let mut row = |name: &str, holds: &str, optional: bool, meaning: &str| {
        let null = if optional { "yes" } else { "no" };
        // Writing to a String can't fail.
        let _ = writeln!(text, "| {name} | {holds} | {null} | {meaning} |");
    };
    for column in columns {
        match column {
            Column::One(field) => {
                row(&format!("`{}`", field.name), field.leaf.parquet_name(), field.optional, field.meaning);
            }
            Column::List { name, meaning, fields } => {
                row(&format!("`{name}`"), "LIST of records", false, meaning);
                for field in *fields {
                    let name = format!("`{name}[].{}`", field.name);
                    row(&name, field.leaf.parquet_name(), field.optional, field.meaning);
                }
            }
        }
    }
    text
}
