//! Which column of which table becomes what: the form in which every software writes down what its columns mean.
//!
//! A column that no table of a mapping names is *unknown*: its values go along with the record and its name into the
//! report. One that is named as unused is known, and says nothing of members and ties (a colour, a password's
//! hash): it is left out on purpose.

use super::record::ContactKind;

/// What a value means, in a record or for the software's own reckoning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Field {
    Id,
    Member,
    Name,
    Email,
    Registered,
    LastSeen,
    Place,
    TimeZone,
    Language,
    Signature,
    Avatar,
    Parent,
    Secret,
    Topic,
    Number,
    Section,
    At,
    ReplyTo,
    ReplyToNumber,
    Address,
    Text,
    Title,
    Thread,
    To,
    BlindCopy,
    Message,
    InMessage,
    Kind,
    StoredName,
    Md5,
    Sha1,
    Sha256,
    Size,
    Downloads,
    Agent,
    File,
    Post,
    Group,
    MoreGroups,
    Level,
    IsAdministrator,
    IsModerator,
    Key,
    Value,
    Option,
    Setting,
    RoleOf,
    From,
    Until,
    By,
    Reason,
    Data,
    Mark,
    IsLeader,
    IsPending,
    Rank,
    Gated,
    Deleted,
    Private,
    How,
    Stated,
    Recoded,
}

/// How many fields there are.
pub(super) const FIELDS: usize = Field::Recoded as usize + 1;

/// What is done with a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// It is this field.
    Is(Field),
    /// It is a way to reach the member; the word names the other service, and may be empty.
    Contact(ContactKind, &'static str),
    /// It is known, has no field of its own, and goes along in `more`.
    Kept,
}

/// What a table's rows become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Becomes {
    Member,
    Contacts,
    Section,
    Topic,
    Post,
    Message,
    Recipient,
    Reaction,
    File,
    Download,
    Login,
    Role,
    /// The software's own reckoning turns them into records, or needs them for it.
    Own,
}

/// A table of a software.
#[derive(Debug)]
pub(super) struct Table {
    /// Its name, without the prefix of the installation.
    pub(super) name: &'static str,
    pub(super) becomes: Becomes,
    /// Columns without which it is another table that only has the name.
    pub(super) must: &'static [&'static str],
    pub(super) columns: &'static [(&'static str, Use)],
    /// Columns that are known and say nothing of members and ties; `*`: all others, in a table of settings.
    pub(super) unused: &'static [&'static str],
}

impl Table {
    /// What a column is used for; `None` where the mapping does not know it.
    pub(super) fn use_of(&self, column: &str) -> Option<Use> {
        self.columns.iter().find(|(name, _)| name.eq_ignore_ascii_case(column)).map(|(_, used)| *used)
    }

    /// Whether a table with these columns can be this one.
    pub(super) fn fits(&self, columns: &[String]) -> bool {
        self.must.iter().all(|must| columns.iter().any(|column| column.eq_ignore_ascii_case(must)))
    }
}

/// Where each field stands in the rows of a table as the dump has it.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) table: &'static Table,
    /// Its whole name in the dump.
    pub(super) name: String,
    slots: [u16; FIELDS],
    pub(super) contacts: Vec<(usize, ContactKind, &'static str)>,
    /// Columns that the mapping does not know.
    pub(super) unknown: Vec<(usize, String)>,
    /// Columns that go along in `more`: the unknown ones and those that are kept.
    pub(super) more: Vec<(usize, String)>,
}

const NOWHERE: u16 = u16::MAX;

impl Layout {
    pub(super) fn new(table: &'static Table, name: &str, columns: &[String]) -> Self {
        let mut slots = [NOWHERE; FIELDS];
        let (mut contacts, mut unknown, mut more) = (Vec::new(), Vec::new(), Vec::new());
        for (at, column) in columns.iter().enumerate() {
            match table.use_of(column) {
                Some(Use::Is(field)) => {
                    if let (Some(slot), Ok(at)) = (slots.get_mut(field as usize), u16::try_from(at)) {
                        *slot = at;
                    }
                }
                Some(Use::Contact(kind, service)) => contacts.push((at, kind, service)),
                Some(Use::Kept) => more.push((at, column.clone())),
                None if table.unused.iter().any(|name| *name == "*" || name.eq_ignore_ascii_case(column)) => {
                }
                None => {
                    unknown.push((at, column.clone()));
                    more.push((at, column.clone()));
                }
            }
        }
        Self { table, name: name.to_owned(), slots, contacts, unknown, more }
    }

    /// The column that holds a field.
    pub(super) fn column(&self, field: Field) -> Option<usize> {
        self.slots.get(field as usize).filter(|slot| **slot != NOWHERE).map(|slot| usize::from(*slot))
    }
}
