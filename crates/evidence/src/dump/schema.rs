//! What each software must say of itself so that its rows become records.

use super::fields::Fields;
use super::intake::Out;
use super::mapping::Table;
use super::markup::Markup;
use super::record::{Says, SourceId};
use super::{Software, discourse, mybb, own, phpbb, smf, synapse};

/// A software's tables, and what it takes to understand them.
pub(super) trait Schema {
    /// Its tables.
    fn tables(&self) -> &'static [Table];

    /// Whether each installation has its own beginning of the names of tables.
    fn has_prefixes(&self) -> bool {
        true
    }

    /// What it does to short texts.
    fn markup(&self) -> Markup {
        Markup::None
    }

    /// Takes a row of a table of [`super::mapping::Becomes::Own`].
    fn own(&mut self, fields: &mut Fields<'_>, out: &mut Out<'_>);

    /// Corrects a record before it goes out, and gives others with it. `false`: it does not go out.
    fn adapt(&mut self, fields: &mut Fields<'_>, says: &mut Says, out: &mut Out<'_>) -> bool;

    /// A table of its own says where a member states to be.
    fn stated_place(&mut self, member: SourceId, place: String) {
        let _ = (member, place);
    }

    /// Gives what could only be known at the end.
    fn finish(&mut self, out: &mut Out<'_>, place: u64);

    /// The version that the dump states.
    fn version(&self) -> Option<String>;
}

/// The tables of a software.
pub(super) fn tables(software: Software) -> &'static [Table] {
    new(software).tables()
}

pub(super) fn new(software: Software) -> Box<dyn Schema> {
    match software {
        Software::PhpBb => Box::new(phpbb::PhpBb::default()),
        Software::MyBb => Box::new(mybb::MyBb::default()),
        Software::Smf => Box::new(smf::Smf::default()),
        Software::Discourse => Box::new(discourse::Discourse::default()),
        Software::Synapse => Box::new(synapse::Synapse::default()),
        Software::Own => Box::new(own::Own),
    }
}
