//! What this room is told of a forum or chat service: the tables that a dump was read into, checked once.
//!
//! Whoever reads a dump fills a [`Draft`] and numbers its rows from 0. [`Draft::finish`] checks every number that
//! points to another row, so that nothing behind a [`World`] needs to look again. Texts of posts are not here: no
//! measure of this room reads what somebody wrote.

mod check;
mod table;

pub use check::WorldError;
pub use table::{
    Avatar, Contact, ContactKind, Download, FileReference, Login, Message, Post, Quote, Rank, Recipient,
    Role, Section, Stated, StatedKind, Topic,
};

use crate::column::{At, Texts};

/// Tables of a network as they are filled, not yet checked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// Names of members as stated; the place in this table is the member's number everywhere.
    pub names: Texts,
    /// Ids of members as the source has them: one for each member, or none at all.
    pub ids: Texts,
    /// When each member registered: one for each member, or none at all.
    pub registered: Vec<At>,
    /// What profiles state.
    pub stated: Vec<Stated>,
    /// Ways to reach a member, and keys.
    pub contacts: Vec<Contact>,
    /// Prints of the pictures that members show beside their names.
    pub avatars: Vec<Avatar>,
    /// Sections of the forum, or rooms of the chat service.
    pub sections: Vec<Section>,
    /// Formal roles, with their time where it is known.
    pub roles: Vec<Role>,
    /// Topics.
    pub topics: Vec<Topic>,
    /// Posts, in the order in which the source keeps them.
    pub posts: Vec<Post>,
    /// Who is quoted in which post.
    pub quotes: Vec<Quote>,
    /// Private messages.
    pub messages: Vec<Message>,
    /// Who received which message.
    pub recipients: Vec<Recipient>,
    /// Files that were offered. The same file offered twice is two rows with one file number.
    pub files: Vec<FileReference>,
    /// Which offered file was fetched by whom.
    pub downloads: Vec<Download>,
    /// Log-ins.
    pub logins: Vec<Login>,
}

/// Tables of a network in which every number points to a row that is there.
#[derive(Clone, Debug, PartialEq)]
pub struct World {
    draft: Draft,
    gated: Vec<bool>,
}

impl Draft {
    /// Checks all numbers.
    ///
    /// # Errors
    /// The first number that points to no row, and where it stands; a table with more rows than numbers reach; a
    /// table of moments of another length than the members.
    pub fn finish(self) -> Result<World, WorldError> {
        check::check(&self)?;
        let gated = gated(&self.sections);
        Ok(World { draft: self, gated })
    }
}

impl World {
    /// Number of members.
    pub fn members(&self) -> usize {
        self.draft.names.len()
    }

    /// A member's name as stated. It may hold anything: whoever shows it shows it as text.
    pub fn name(&self, member: u32) -> &str {
        self.draft.names.get(member as usize)
    }

    /// A member's id as the source has it; the number where the source's ids were not given. It may hold anything, as the name.
    pub fn id(&self, member: u32) -> String {
        if self.draft.ids.is_empty() {
            member.to_string()
        } else {
            self.draft.ids.get(member as usize).to_owned()
        }
    }

    /// When a member registered.
    pub fn registered(&self, member: u32) -> At {
        self.draft.registered.get(member as usize).copied().unwrap_or_default()
    }

    /// All tables.
    pub fn tables(&self) -> &Draft {
        &self.draft
    }

    /// Whether ordinary members cannot read a section: its own mark, or that of a section above it.
    pub fn is_gated(&self, section: u32) -> bool {
        self.gated[section as usize]
    }

    /// The section in which a post stands.
    pub fn section_of(&self, post: &Post) -> Option<u32> {
        self.draft.topics[post.topic.get()? as usize].section.get()
    }

    /// The tables again, to be changed.
    pub fn into_draft(self) -> Draft {
        self.draft
    }
}

/// A section below a gated one is gated. Sections of a damaged dump may stand below themselves: each walk up ends
/// after as many steps as there are sections.
fn gated(sections: &[Section]) -> Vec<bool> {
    let mut known: Vec<Option<bool>> = vec![None; sections.len()];
    for section in 0..sections.len() {
        let mut path = Vec::new();
        let mut here = Some(section);
        let answer = loop {
            let Some(number) = here else { break false };
            if let Some(answer) = known[number] {
                break answer;
            }
            // Until an answer comes, a section that meets itself again counts as open.
            known[number] = Some(sections[number].gated);
            path.push(number);
            if sections[number].gated {
                break true;
            }
            here = sections[number].parent.get().map(|parent| parent as usize);
        };
        for number in path {
            known[number] = Some(answer || sections[number].gated);
        }
    }
    known.into_iter().map(|answer| answer.unwrap_or(false)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::column::Maybe;
    use proptest::prelude::*;

    /// Slow twin: walk up from each section for as many steps as there are sections.
    fn walked(sections: &[Section]) -> Vec<bool> {
        let up = |mut at: usize| {
            for _ in 0..=sections.len() {
                if sections[at].gated {
                    return true;
                }
                let Some(parent) = sections[at].parent.get() else { return false };
                at = parent as usize;
            }
            false
        };
        (0..sections.len()).map(up).collect()
    }

    proptest! {
        #[test]
        fn gates_reach_down(drawn in proptest::collection::vec((any::<bool>(), 0_u32..14), 1..12)) {
            let count = drawn.len() as u32;
            let sections: Vec<Section> = drawn.into_iter().map(|(gated, parent)| Section {
                name: String::new(),
                parent: Maybe::from((parent < count).then_some(parent)),
                gated: gated && parent % 3 == 0,
            }).collect();
            prop_assert_eq!(gated(&sections), walked(&sections));
        }
    }
}
