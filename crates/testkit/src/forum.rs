//! Forums as worlds, and the dumps that their software would give of them: benign talk, whole truth.
//!
//! A [`Forum`] is a plain list of who is there and what they wrote. [`write_phpbb`] writes it down as phpBB keeps it, by
//! phpBB's own names of tables and columns, in one of three dialects of SQL.

mod phpbb;
pub mod practice;
mod sql;

pub use phpbb::{PhpBbStyle, write_phpbb};
pub use sql::SqlDialect;

/// A forum. Ids count from 2 for members, as phpBB's do (1 is the guest), and from 1 for everything else; they need not
/// be without gaps. Moments are seconds since 1970.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Forum {
    /// Accounts.
    pub members: Vec<ForumMember>,
    /// Roles beside that of an ordinary member.
    pub roles: Vec<ForumRole>,
    /// Sections.
    pub sections: Vec<ForumSection>,
    /// Topics.
    pub topics: Vec<ForumTopic>,
    /// Posts.
    pub posts: Vec<ForumPost>,
    /// Private messages.
    pub messages: Vec<ForumMessage>,
    /// Attachments of posts.
    pub files: Vec<ForumFile>,
    /// Visits.
    pub logins: Vec<ForumLogin>,
}

/// An account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "as the fields of the records that they become")]
pub struct ForumMember {
    pub id: u32,
    pub name: String,
    pub email: String,
    pub registered: i64,
    pub last_seen: i64,
    pub place: Option<String>,
    pub time_zone: String,
    pub language: String,
    pub signature: String,
    /// From where the account was made.
    pub address: String,
    /// Name of a jabber account.
    pub jabber: Option<String>,
    pub website: Option<String>,
}

/// Kinds of role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ForumRank {
    /// In the group of administrators.
    Administrator,
    /// In the group of global moderators.
    Moderator,
    /// Moderates a section.
    SectionModerator,
    /// Is let into a gated section.
    Trusted,
    /// Is shut out.
    Banned,
}

/// A role.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "as the fields of the records that they become")]
pub struct ForumRole {
    pub member: u32,
    pub rank: ForumRank,
    /// For a moderator of a section and for one who is let into one.
    pub section: Option<u32>,
    /// With `by`: a line in the log.
    pub from: Option<i64>,
    pub by: Option<u32>,
}

/// A section.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "as the fields of the records that they become")]
pub struct ForumSection {
    pub id: u32,
    pub parent: Option<u32>,
    pub name: String,
    pub gated: bool,
}

/// A topic.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "as the fields of the records that they become")]
pub struct ForumTopic {
    pub id: u32,
    pub section: u32,
    pub member: u32,
    pub at: i64,
    pub title: String,
}

/// A post.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "as the fields of the records that they become")]
pub struct ForumPost {
    pub id: u32,
    pub topic: u32,
    pub section: u32,
    /// 1 is the guest.
    pub member: u32,
    pub at: i64,
    pub address: String,
    /// The post that it quotes, its writer and the writer's name.
    pub quotes: Option<(u32, u32, String)>,
    /// What it says beside the quote.
    pub text: String,
}

/// A private message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "as the fields of the records that they become")]
pub struct ForumMessage {
    pub id: u32,
    pub from: u32,
    pub to: Vec<u32>,
    pub at: i64,
    pub subject: String,
    pub text: String,
}

/// An attachment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "as the fields of the records that they become")]
pub struct ForumFile {
    pub id: u32,
    pub member: u32,
    pub post: u32,
    pub topic: u32,
    pub name: String,
    pub stored_name: String,
    pub size_bytes: u64,
    pub at: i64,
    pub downloads: u64,
}

/// A visit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "as the fields of the records that they become")]
pub struct ForumLogin {
    pub member: u32,
    pub at: i64,
    pub address: String,
    pub agent: String,
}
