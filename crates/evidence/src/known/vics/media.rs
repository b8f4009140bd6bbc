//! The fields of one Media, and what becomes of them. A Media may list over a hundred MediaFiles: only the
//! first name is kept.

use super::super::draft::{Draft, label};
use super::loose::Loose;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// Fields that are looked at. As a seed it reads the next field's name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    /// `value` or `Media`.
    List,
    Context,
    MediaFiles,
    Md5,
    Sha1,
    Sha256,
    Pdq,
    PhotoDna,
    Size,
    Category,
    Series,
    Tags,
    Victim,
    Distributed,
    Path,
    Unknown,
}

/// Plain fields by name; exports agree on the names, not always on the case.
const NAMES: [(&str, Field); 18] = [
    ("value", Field::List),
    ("Media", Field::List),
    ("odata.metadata", Field::Context),
    ("@odata.context", Field::Context),
    ("MediaFiles", Field::MediaFiles),
    ("MD5", Field::Md5),
    ("SHA1", Field::Sha1),
    ("SHA256", Field::Sha256),
    ("SHA-256", Field::Sha256),
    ("PDQ", Field::Pdq),
    ("PhotoDNA", Field::PhotoDna),
    ("MediaSize", Field::Size),
    ("Category", Field::Category),
    ("Series", Field::Series),
    ("Tags", Field::Tags),
    ("VictimIdentified", Field::Victim),
    ("IsDistributed", Field::Distributed),
    ("RelativeFilePath", Field::Path),
];

impl<'de> DeserializeSeed<'de> for Field {
    type Value = Self;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Field {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a field")
    }

    fn visit_str<E>(self, name: &str) -> Result<Self, E> {
        Ok(NAMES
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map_or(Self::Unknown, |known| known.1))
    }
}

impl Field {
    /// As the field is written in the format.
    fn name(self) -> &'static str {
        NAMES.iter().find(|(_, field)| *field == self).map_or("a field", |(name, _)| name)
    }
}

/// One Media in the making.
pub(super) struct Media {
    draft: Draft,
    seen: u32,
    path: Option<String>,
}

impl Media {
    pub(super) fn at(line: u64, offset_bytes: u64) -> Self {
        Self { draft: Draft::at(line, offset_bytes), seen: 0, path: None }
    }

    /// The first name among the MediaFiles.
    pub(super) fn name_from(&mut self, name: Option<String>) {
        self.draft.record.name = name.and_then(|name| label(name.as_bytes()));
    }

    pub(super) fn set(&mut self, field: Field, value: Loose) {
        let draft = &mut self.draft;
        // JSON lets a name come twice and readers differ in which one they take.
        if self.seen & 1 << field as u32 != 0 {
            return draft.refuse(format!("{} is given twice", field.name()));
        }
        self.seen |= 1 << field as u32;
        let text = match value {
            Loose::Null => return,
            Loose::Text(text) => text,
            Loose::List(text) if matches!(field, Field::Tags | Field::Series) => text,
            Loose::List(_) | Loose::Object => {
                return draft.refuse(format!("{} is a list or an object, not a plain value", field.name()));
            }
        };
        let bytes = text.as_bytes();
        match field {
            Field::Md5 => draft.md5(bytes),
            Field::Sha1 => draft.sha1(bytes),
            Field::Sha256 => draft.sha256(bytes),
            Field::Pdq => draft.pdq(bytes),
            Field::PhotoDna => draft.photodna(bytes),
            Field::Size => draft.size(bytes),
            Field::Victim => draft.victim_identified(bytes),
            Field::Distributed => draft.distributed(bytes),
            Field::Category => draft.record.category = label(bytes),
            Field::Series => draft.record.series = label(bytes),
            Field::Tags => draft.record.tags = label(bytes),
            Field::Path => self.path = label(bytes),
            Field::List | Field::Context | Field::MediaFiles | Field::Unknown => {}
        }
    }

    pub(super) fn into_draft(mut self) -> Draft {
        // Where no MediaFile has a name, the place of the exported copy is better than none.
        self.draft.record.name = self.draft.record.name.or(self.path);
        self.draft
    }
}

/// Reads MediaFiles and gives the first FileName in it.
pub(super) struct FirstName;

impl<'de> DeserializeSeed<'de> for FirstName {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<String>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for FirstName {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of MediaFiles")
    }

    fn visit_unit<E>(self) -> Result<Option<String>, E> {
        Ok(None)
    }

    fn visit_str<E>(self, _: &str) -> Result<Option<String>, E> {
        Ok(None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut files: A) -> Result<Option<String>, A::Error> {
        let mut first = None;
        while first.is_none() {
            match files.next_element_seed(Self)? {
                Some(name) => first = name,
                None => return Ok(None),
            }
        }
        while files.next_element::<IgnoredAny>()?.is_some() {}
        Ok(first)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Option<String>, A::Error> {
        let mut name = None;
        while let Some(is_name) = map.next_key_seed(IsFileName)? {
            if is_name && name.is_none() {
                name = map.next_value::<Loose>()?.into_text();
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(name)
    }
}

struct IsFileName;

impl<'de> DeserializeSeed<'de> for IsFileName {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for IsFileName {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a field")
    }

    fn visit_str<E>(self, name: &str) -> Result<bool, E> {
        Ok(name.eq_ignore_ascii_case("FileName"))
    }
}
