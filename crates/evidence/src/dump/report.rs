//! What a reading of a dump comes to: everything that was found is counted, and what was not understood is named.

use super::{Format, Says};
use crate::DefectKind;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// How many records of each kind were given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each is the number of records of its name")]
pub struct Counts {
    pub members: u64,
    pub contacts: u64,
    pub sections: u64,
    pub roles: u64,
    pub topics: u64,
    pub posts: u64,
    pub messages: u64,
    pub recipients: u64,
    pub reactions: u64,
    pub files: u64,
    pub downloads: u64,
    pub logins: u64,
    /// Records of defects. [`Report::defects`] counts them all, also those that were not given one by one.
    pub defects: u64,
}

impl Counts {
    pub(super) fn add(&mut self, says: &Says) {
        *match says {
            Says::Member(_) => &mut self.members,
            Says::Contact(_) => &mut self.contacts,
            Says::Section(_) => &mut self.sections,
            Says::Role(_) => &mut self.roles,
            Says::Topic(_) => &mut self.topics,
            Says::Post(_) => &mut self.posts,
            Says::Message(_) => &mut self.messages,
            Says::Recipient(_) => &mut self.recipients,
            Says::Reaction(_) => &mut self.reactions,
            Says::File(_) => &mut self.files,
            Says::Download(_) => &mut self.downloads,
            Says::Login(_) => &mut self.logins,
            Says::Defect(_) => &mut self.defects,
        } += 1;
    }
}

/// What became of a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableReport {
    /// Rows that could be told apart. Broken ones are defects.
    pub rows: u64,
    /// Of these, rows whose values were read.
    pub read: u64,
}

/// What a reading of a dump comes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// How it was read.
    pub format: Format,
    /// Version of the software or of its schema, as the dump states it.
    pub schema_version: Option<String>,
    /// What the names of the tables begin with, in this installation.
    pub prefix: Option<String>,
    /// Other beginnings under which the dump has tables of the same software: other installations, which were counted
    /// and not read.
    pub other_prefixes: BTreeSet<String>,
    /// The character set that the dump names.
    pub character_set: Option<String>,
    /// Records given.
    pub counts: Counts,
    /// Every table and its rows, read or not.
    pub tables: BTreeMap<String, TableReport>,
    /// Columns of tables that were read which the mapping does not know, by table. Their values went along in `more`.
    pub unknown_columns: BTreeMap<String, BTreeSet<String>>,
    /// Defects found, by kind.
    pub defects: BTreeMap<DefectKind, u64>,
    /// Bytes read; 0 where it was a database.
    pub bytes: u64,
    /// The reading was broken off by the one who asked for it.
    pub was_stopped: bool,
}

impl Report {
    pub(super) fn new(format: Format) -> Self {
        Self {
            format,
            schema_version: None,
            prefix: None,
            other_prefixes: BTreeSet::new(),
            character_set: None,
            counts: Counts::default(),
            tables: BTreeMap::new(),
            unknown_columns: BTreeMap::new(),
            defects: BTreeMap::new(),
            bytes: 0,
            was_stopped: false,
        }
    }
}
