//! What a dump says, record by record, in words that hold for every software.
//!
//! Why: a forum, a chat server and a log name the same things differently. May not: judge. A rank is what the software
//! itself grants; who matters is for others to work out.

use crate::Defect;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use vocab::Moment;

/// An id as the source writes it: a number, a name, `@name:server`. Ids of different things may be equal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SourceId(pub String);

impl fmt::Display for SourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Columns that the mapping does not know, and values that could not be understood, by the source's own names.
pub type More = BTreeMap<String, String>;

/// One record, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Where its row begins: the offset in bytes in the dump; in a database, the number of the row as read. A record
    /// that rests on several rows has the place of the last.
    pub place: u64,
    /// What it says.
    pub says: Says,
}

/// What a record says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Says {
    /// There is a member.
    Member(Member),
    /// A member can be reached elsewhere.
    Contact(Contact),
    /// There is a section.
    Section(Section),
    /// A member has or had a role.
    Role(Role),
    /// There is a topic.
    Topic(Topic),
    /// There is a post.
    Post(Post),
    /// There is a private message.
    Message(Message),
    /// A private message went to someone.
    Recipient(Recipient),
    /// A member reacted to a post.
    Reaction(Reaction),
    /// A file is kept or named.
    File(FileReference),
    /// A member fetched a file.
    Download(Download),
    /// A member logged in or was seen from an address.
    Login(Login),
    /// Something in the dump is damaged or can't be understood.
    Defect(Defect),
}

/// An account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Its id.
    pub id: SourceId,
    /// Name as shown. May hold anything; show it as text.
    pub name: String,
    /// The name was not UTF-8 and was read as Windows-1252.
    pub name_was_recoded: bool,
    /// E-mail address.
    pub email: Option<String>,
    /// Registered.
    pub registered: Option<Moment>,
    /// Last seen.
    pub last_seen: Option<Moment>,
    /// Place, as the member states it.
    pub stated_place: Option<String>,
    /// Time zone, as set by the member: a name or an offset, in the software's own words.
    pub time_zone: Option<String>,
    /// Language, as set by the member.
    pub language: Option<String>,
    /// Signature.
    pub signature: Option<String>,
    /// Avatar: name of the file or its address.
    pub avatar: Option<String>,
    /// Further columns.
    pub more: More,
}

/// Kinds of contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactKind {
    /// Fingerprint or id of a PGP key, or the key.
    Pgp,
    /// Address of a wallet.
    Wallet,
    /// Name on another service; which one stands before a colon (`jabber:name`).
    Handle,
    /// Web address.
    Url,
    /// Telephone number.
    Phone,
    /// E-mail address beside that of the account.
    Email,
}

/// A way to reach a member elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Whose.
    pub member: SourceId,
    /// Of which kind.
    pub kind: ContactKind,
    /// As written.
    pub value: String,
}

/// A section: forum, board, category, room, channel.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Its id.
    pub id: SourceId,
    /// The section that holds it.
    pub parent: Option<SourceId>,
    /// Name.
    pub name: String,
    /// Ordinary members can't read it; `None` where the dump does not tell.
    pub gated: Option<bool>,
    /// Further columns.
    pub more: More,
}

/// What a role grants, in words that hold for every software.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rank {
    /// Runs the whole.
    Administrator,
    /// Moderates everywhere.
    Moderator,
    /// Moderates one section or more.
    SectionModerator,
    /// Is let in where ordinary members are not, or leads a group.
    Trusted,
    /// An ordinary member of a named group.
    Member,
    /// Is shut out.
    Banned,
}

/// A role of a member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// Who has it.
    pub member: SourceId,
    /// Its name in the source.
    pub stated: String,
    /// What it grants.
    pub rank: Rank,
    /// The section that it holds for; `None`: everywhere.
    pub section: Option<SourceId>,
    /// Since.
    pub from: Option<Moment>,
    /// Until.
    pub until: Option<Moment>,
    /// Who gave it.
    pub by: Option<SourceId>,
    /// Further columns.
    pub more: More,
}

/// A topic: a thread of posts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// Its id.
    pub id: SourceId,
    /// Where it stands.
    pub section: Option<SourceId>,
    /// Who began it.
    pub member: Option<SourceId>,
    /// When.
    pub at: Option<Moment>,
    /// Title.
    pub title: String,
    /// A private one: its posts are messages to those who are recipients of a message with the topic's id.
    pub private: bool,
    /// Further columns.
    pub more: More,
}

/// What a post quotes or answers, as far as it tells.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Quote {
    /// The post's id.
    pub post: Option<SourceId>,
    /// The post's topic and its number in there, where that is how the software names posts.
    pub numbered: Option<(SourceId, u64)>,
    /// Whom it quotes, by id.
    pub member: Option<SourceId>,
    /// Whom it quotes, by name.
    pub name: Option<String>,
}

/// A post.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// Its id.
    pub id: SourceId,
    /// Topic.
    pub topic: Option<SourceId>,
    /// Number in its topic, where the software counts them.
    pub number: Option<u64>,
    /// Section; `None` where only the topic tells.
    pub section: Option<SourceId>,
    /// Who wrote it.
    pub member: Option<SourceId>,
    /// When.
    pub at: Option<Moment>,
    /// Id of the post that it answers.
    pub reply_to: Option<SourceId>,
    /// Number, in its topic, of the post that it answers.
    pub reply_to_number: Option<u64>,
    /// What it quotes, in the order of the text.
    pub quotes: Vec<Quote>,
    /// Subject, where posts have one of their own.
    pub subject: Option<String>,
    /// From which address, as text.
    pub address: Option<String>,
    /// The whole text, as written by the member.
    pub text: String,
    /// Further columns.
    pub more: More,
}

/// A private message. Whom it went to are records of their own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Its id.
    pub id: SourceId,
    /// Who sent it.
    pub from: Option<SourceId>,
    /// When.
    pub at: Option<Moment>,
    /// Subject.
    pub subject: String,
    /// The whole text.
    pub text: String,
    /// The conversation that it belongs to.
    pub thread: Option<SourceId>,
    /// From which address, as text.
    pub address: Option<String>,
    /// Further columns.
    pub more: More,
}

/// How a recipient is known. One person may be named in several of these ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reached {
    /// The message names them.
    Addressed,
    /// The message names them as a blind copy.
    BlindCopy,
    /// It lay in their mailbox when the dump was made.
    Delivered,
}

/// To whom a message went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipient {
    /// The message.
    pub message: SourceId,
    /// The member.
    pub member: SourceId,
    /// How that is known.
    pub how: Reached,
}

/// A reaction to a post: a like, an emoji, a vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reaction {
    /// Who.
    pub member: SourceId,
    /// To which post.
    pub post: SourceId,
    /// Which, in the source's words.
    pub kind: String,
    /// When.
    pub at: Option<Moment>,
}

/// A file that the source keeps or names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileReference {
    /// Its id.
    pub id: SourceId,
    /// Who brought it.
    pub member: Option<SourceId>,
    /// The post that it hangs on.
    pub post: Option<SourceId>,
    /// The message that it hangs on.
    pub message: Option<SourceId>,
    /// Name as given by the member.
    pub name: String,
    /// Name on the server's disk, or its address.
    pub stored_name: Option<String>,
    /// MD5, 32 lower-case hex digits.
    pub md5: Option<String>,
    /// SHA-1, 40 lower-case hex digits.
    pub sha1: Option<String>,
    /// SHA-256, 64 lower-case hex digits.
    pub sha256: Option<String>,
    /// Size as stated.
    pub size_bytes: Option<u64>,
    /// When it was brought.
    pub at: Option<Moment>,
    /// How often it was fetched, as counted by the software.
    pub downloads: Option<u64>,
    /// Further columns.
    pub more: More,
}

/// A member fetched a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Download {
    /// Who.
    pub member: SourceId,
    /// Which file.
    pub file: SourceId,
    /// When.
    pub at: Option<Moment>,
}

/// A member logged in or was seen from an address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Login {
    /// Who.
    pub member: SourceId,
    /// When.
    pub at: Option<Moment>,
    /// From which address, as text.
    pub address: Option<String>,
    /// With which program, as it states of itself.
    pub agent: Option<String>,
    /// Further columns.
    pub more: More,
}
