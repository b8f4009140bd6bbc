//! The facts of one case and one person, as far as they are known. May not know who established them: that is
//! casework's, which hands in only what stands.

use crate::fact::FactName;
use crate::value::{Value, ValueError, ValueKind};
use serde::de::{self, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// Known facts by name. A fact that is absent is unknown; it is never taken for a no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    values: [Option<Value>; FactName::COUNT],
}

/// Why a value can't be a fact.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FactError {
    /// The value is of another kind. Ask the fact for its kind.
    #[error("{name} asks for {wanted}, not {given:?}")]
    Kind {
        /// The fact.
        name: FactName,
        /// The kind that it has.
        wanted: ValueKind,
        /// The value given.
        given: Value,
    },
    /// The value contradicts itself.
    #[error("{name}: {why}")]
    Value {
        /// The fact.
        name: FactName,
        /// What is wrong with it.
        why: ValueError,
    },
}

impl Default for Facts {
    fn default() -> Self {
        Self { values: [None; FactName::COUNT] }
    }
}

impl Facts {
    /// Nothing is known.
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes a fact known, and gives the value that it had before.
    ///
    /// # Errors
    /// When the value is of another kind than the fact's, or a period ends before it begins.
    pub fn insert(&mut self, name: FactName, value: Value) -> Result<Option<Value>, FactError> {
        if value.kind() != name.kind() {
            return Err(FactError::Kind { name, wanted: name.kind(), given: value });
        }
        let value = value.checked().map_err(|why| FactError::Value { name, why })?;
        Ok(self.values[name.index()].replace(value))
    }

    /// Makes a fact unknown again, and gives the value that it had.
    pub fn remove(&mut self, name: FactName) -> Option<Value> {
        self.values[name.index()].take()
    }

    /// The value, where it is known.
    pub fn get(&self, name: FactName) -> Option<Value> {
        self.values[name.index()]
    }

    /// Known facts in the order of the catalogue.
    pub fn iter(&self) -> impl Iterator<Item = (FactName, Value)> + '_ {
        FactName::ALL.iter().zip(&self.values).filter_map(|(name, value)| value.map(|value| (*name, value)))
    }

    /// How many are known.
    pub fn len(&self) -> usize {
        self.values.iter().flatten().count()
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Serialize for Facts {
    /// A map from word to value, in the order of the catalogue.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.len()))?;
        for (name, value) in self.iter() {
            map.serialize_entry(&name, &value)?;
        }
        map.end()
    }
}

struct FactsVisitor;

impl<'de> Visitor<'de> for FactsVisitor {
    type Value = Facts;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("facts by name")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Facts, A::Error> {
        let mut facts = Facts::new();
        while let Some((name, value)) = map.next_entry()? {
            if facts.insert(name, value).map_err(de::Error::custom)?.is_some() {
                return Err(de::Error::custom(format_args!("{name} stands there twice")));
            }
        }
        Ok(facts)
    }
}

impl<'de> Deserialize<'de> for Facts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(FactsVisitor)
    }
}

/// A set of fact names; one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct FactSet(u64);

// One bit for each fact: a catalogue past 64 needs a wider set.
const _: () = assert!(FactName::COUNT <= 64, "FactSet holds 64 facts");

impl FactSet {
    pub(crate) const EMPTY: Self = Self(0);

    pub(crate) fn of(name: FactName) -> Self {
        Self(1 << name.index())
    }

    pub(crate) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// In the order of the catalogue.
    pub(crate) fn names(self) -> impl Iterator<Item = FactName> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let at = rest.trailing_zeros() as usize;
            // Takes the lowest bit away; nothing is left of nothing.
            rest &= rest.wrapping_sub(1);
            FactName::ALL.get(at).copied()
        })
    }
}
