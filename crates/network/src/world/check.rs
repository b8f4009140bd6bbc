//! Whether the tables of a network fit together.

use super::Draft;
use crate::column::Maybe;

/// Why tables make no world.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WorldError {
    /// A number points to a row that is not there.
    #[error(
        "row {row} of {table} names {column} {number}, and there are {count} of them, numbered from 0: number the rows again, and write none where the source points to nothing"
    )]
    NoSuchRow {
        /// The table.
        table: &'static str,
        /// Its row, from 0.
        row: usize,
        /// Which of its numbers.
        column: &'static str,
        /// The number.
        number: u32,
        /// How many rows the other table has.
        count: usize,
    },
    /// More rows than can be numbered.
    #[error(
        "{table} has {count} rows, and rows are numbered below 4,294,967,295: split the source by time or by section"
    )]
    TooMany {
        /// The table.
        table: &'static str,
        /// Its rows.
        count: usize,
    },
    /// Ids for some members only.
    #[error("there are {members} members and {ids} ids: give one for each member, or give none")]
    Ids {
        /// Members.
        members: usize,
        /// Ids.
        ids: usize,
    },
    /// Moments of registration for some members only.
    #[error(
        "there are {members} members and {moments} moments of registration: give one for each member, unknown where it is not known, or give none"
    )]
    Registered {
        /// Members.
        members: usize,
        /// Moments.
        moments: usize,
    },
}

/// One table that is being looked at.
struct Table {
    name: &'static str,
    row: usize,
}

impl Table {
    fn within(&self, column: &'static str, number: u32, count: usize) -> Result<(), WorldError> {
        if (number as usize) < count {
            return Ok(());
        }
        Err(WorldError::NoSuchRow { table: self.name, row: self.row, column, number, count })
    }

    fn maybe_within(&self, column: &'static str, number: Maybe, count: usize) -> Result<(), WorldError> {
        number.get().map_or(Ok(()), |number| self.within(column, number, count))
    }
}

/// Holds every row to `test`.
fn each<T>(
    name: &'static str,
    rows: &[T],
    test: impl Fn(&Table, &T) -> Result<(), WorldError>,
) -> Result<(), WorldError> {
    if u32::try_from(rows.len()).is_ok_and(|count| count < u32::MAX) {
        return rows.iter().enumerate().try_for_each(|(row, item)| test(&Table { name, row }, item));
    }
    Err(WorldError::TooMany { table: name, count: rows.len() })
}

/// Checks all tables, in the order in which they stand in the draft.
pub(super) fn check(draft: &Draft) -> Result<(), WorldError> {
    let members = draft.names.len();
    if members >= u32::MAX as usize {
        return Err(WorldError::TooMany { table: "members", count: members });
    }
    if !draft.ids.is_empty() && draft.ids.len() != members {
        return Err(WorldError::Ids { members, ids: draft.ids.len() });
    }
    if !draft.registered.is_empty() && draft.registered.len() != members {
        return Err(WorldError::Registered { members, moments: draft.registered.len() });
    }
    let sections = draft.sections.len();
    each("stated", &draft.stated, |at, row| at.within("member", row.member, members))?;
    each("contacts", &draft.contacts, |at, row| at.within("member", row.member, members))?;
    each("avatars", &draft.avatars, |at, row| at.within("member", row.member, members))?;
    each("sections", &draft.sections, |at, row| at.maybe_within("section", row.parent, sections))?;
    each("roles", &draft.roles, |at, row| {
        at.within("member", row.member, members)?;
        at.maybe_within("section", row.section, sections)?;
        at.maybe_within("appointing member", row.by, members)
    })?;
    check_talk(draft, members, sections)?;
    check_files(draft, members, sections)?;
    each("logins", &draft.logins, |at, row| at.within("member", row.member, members))
}

fn check_talk(draft: &Draft, members: usize, sections: usize) -> Result<(), WorldError> {
    each("topics", &draft.topics, |at, row| {
        at.maybe_within("section", row.section, sections)?;
        at.maybe_within("member", row.member, members)
    })?;
    each("posts", &draft.posts, |at, row| {
        at.maybe_within("topic", row.topic, draft.topics.len())?;
        at.maybe_within("member", row.member, members)?;
        at.maybe_within("answered post", row.reply_to, draft.posts.len())
    })?;
    each("quotes", &draft.quotes, |at, row| {
        at.within("post", row.post, draft.posts.len())?;
        at.within("member", row.member, members)
    })?;
    each("messages", &draft.messages, |at, row| at.maybe_within("sender", row.from, members))?;
    each("recipients", &draft.recipients, |at, row| {
        at.within("message", row.message, draft.messages.len())?;
        at.within("member", row.member, members)
    })
}

fn check_files(draft: &Draft, members: usize, sections: usize) -> Result<(), WorldError> {
    each("files", &draft.files, |at, row| {
        // Files are numbered in another room; the number only has to be small enough to count by.
        at.within("file", row.file, u32::MAX as usize)?;
        at.maybe_within("member", row.member, members)?;
        at.maybe_within("section", row.section, sections)
    })?;
    each("downloads", &draft.downloads, |at, row| {
        at.within("member", row.member, members)?;
        at.within("offered file", row.offered, draft.files.len())
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Post, Recipient};
    use super::*;

    #[test]
    fn a_number_without_a_row_is_named() {
        let draft = Draft {
            names: ["anna"].into_iter().collect(),
            posts: vec![Post::default(), Post { member: Maybe::some(7), ..Post::default() }],
            ..Draft::default()
        };
        assert_eq!(
            draft.finish().unwrap_err().to_string(),
            "row 1 of posts names member 7, and there are 1 of them, numbered from 0: number the rows again, and write none where the source points to nothing"
        );
        let draft = Draft { recipients: vec![Recipient { message: 0, member: 0 }], ..Draft::default() };
        assert!(draft.finish().is_err());
        assert_eq!(Draft::default().finish().map(|world| world.members()), Ok(0));
    }
}
