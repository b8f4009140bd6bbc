//! VICS JSON (Project VIC), data models 1.x and 2.0, read as a stream: no more than one Media is held at
//! a time. Takes digests, size, label and a name; all else is passed over without being kept.
//!
//! The list under `value` holds either Media or Cases that hold Media; which it is is seen by each element's
//! own fields, because the context that says so may come last. Totals in the Case are not believed: exports
//! count different things in them.

mod loose;
mod media;

use super::intake::Intake;
use super::lines::{Meter, Metered};
use super::record::{KnownError, KnownErrorKind};
use crate::Content;
use loose::Loose;
use media::{Field, Media};
use serde::Deserializer as _;
use serde::de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::cell::{Cell, RefCell};
use std::fmt;

/// Most that one Media, or anything between two of them, may take.
const ENTRY_BYTES_MAX: u64 = 8 << 20;

/// What the visitors share: where the text stands, and where entries go.
struct Reading<'r, 'say> {
    meter: &'r Meter,
    intake: &'r RefCell<&'r mut Intake<'say>>,
    /// A list of Media, or of Cases, was there.
    has_list: Cell<bool>,
    is_stopped: Cell<bool>,
}

pub(super) fn read(content: &mut dyn Content, start: u64, intake: &mut Intake<'_>) -> Result<(), KnownError> {
    let meter = Meter::starting_at(start, ENTRY_BYTES_MAX);
    let shared = RefCell::new(intake);
    let reading =
        Reading { meter: &meter, intake: &shared, has_list: Cell::new(false), is_stopped: Cell::new(false) };
    let mut json = serde_json::Deserializer::from_reader(Metered::new(content, &meter));
    let result = json.deserialize_map(Element { reading: &reading, is_top: true }).and_then(|()| json.end());
    match result {
        _ if reading.is_stopped.get() => Ok(()),
        Err(_) if meter.is_exhausted() => Err(KnownError::broken(
            Some(meter.position().0),
            format!("one entry is larger than {} MiB", ENTRY_BYTES_MAX >> 20),
        )),
        Err(error) => Err(KnownError::broken(Some(error.line() as u64), describe(&error))),
        Ok(()) if !reading.has_list.get() => Err(KnownError::new(
            KnownErrorKind::NotThisFormat,
            None,
            "the JSON text has no list named value or Media",
            "Give a VICS export (Project VIC, data model 1.3 or 2.0)",
        )),
        Ok(()) => Ok(()),
    }
}

fn describe(error: &serde_json::Error) -> String {
    if error.is_eof() {
        return "the JSON text ends early".to_owned();
    }
    // The line stands in front already.
    let text = error.to_string();
    let text = text.rsplit_once(" at line ").map_or(text.as_str(), |(text, _)| text);
    format!("the JSON text is broken at column {}: {text}", error.column())
}

/// The whole text, a Case or a Media: which of them, its fields say.
struct Element<'r, 'say> {
    reading: &'r Reading<'r, 'say>,
    is_top: bool,
}

impl<'de> Visitor<'de> for Element<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a VICS object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let reading = self.reading;
        let (line, offset) = reading.meter.position();
        let mut media = Media::at(line, offset);
        let mut has_list = false;
        while let Some(field) = map.next_key_seed(Field::Unknown)? {
            match field {
                Field::List => {
                    has_list = true;
                    reading.has_list.set(true);
                    map.next_value_seed(List { reading })?;
                }
                Field::Context if self.is_top => {
                    if let Some(context) = map.next_value::<Loose>()?.into_text() {
                        reading.intake.borrow_mut().declare(context);
                    }
                }
                Field::MediaFiles => media.name_from(map.next_value_seed(media::FirstName)?),
                Field::Unknown | Field::Context => {
                    map.next_value::<IgnoredAny>()?;
                }
                known => media.set(known, map.next_value::<Loose>()?),
            }
        }
        if !has_list && !self.is_top {
            let flow = reading.intake.borrow_mut().take(media.into_draft());
            if flow.is_break() {
                reading.is_stopped.set(true);
                return Err(A::Error::custom("stopped"));
            }
        }
        reading.meter.mark_record();
        Ok(())
    }
}

/// The elements of `value` or `Media`.
struct List<'r, 'say> {
    reading: &'r Reading<'r, 'say>,
}

impl<'de> DeserializeSeed<'de> for List<'_, '_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for List<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of Media or of Cases")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        while elements.next_element_seed(One { reading: self.reading })?.is_some() {}
        Ok(())
    }
}

/// One element; what is no object is refused as an entry, not as a text.
struct One<'r, 'say> {
    reading: &'r Reading<'r, 'say>,
}

impl One<'_, '_> {
    fn refuse<E: serde::de::Error>(&self, what: &str) -> Result<(), E> {
        let (line, offset) = self.reading.meter.position();
        let mut draft = super::draft::Draft::at(line, offset);
        draft.refuse(format!("{what} stands where a Media or a Case was expected"));
        // A refused entry is not given to the caller, so nothing can break off here.
        let _ = self.reading.intake.borrow_mut().take(draft);
        self.reading.meter.mark_record();
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for One<'_, '_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for One<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a Media or a Case")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        Element { reading: self.reading, is_top: false }.visit_map(map)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        while elements.next_element::<IgnoredAny>()?.is_some() {}
        self.refuse("a list")
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        self.refuse("null")
    }

    fn visit_bool<E: serde::de::Error>(self, _: bool) -> Result<(), E> {
        self.refuse("a truth value")
    }

    fn visit_i64<E: serde::de::Error>(self, _: i64) -> Result<(), E> {
        self.refuse("a number")
    }

    fn visit_u64<E: serde::de::Error>(self, _: u64) -> Result<(), E> {
        self.refuse("a number")
    }

    fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<(), E> {
        self.refuse("a number")
    }

    fn visit_str<E: serde::de::Error>(self, _: &str) -> Result<(), E> {
        self.refuse("a text")
    }
}
