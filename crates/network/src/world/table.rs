//! Rows of the tables. Each is as narrow as ten million of them need.

use crate::column::{At, Maybe};
use serde::{Deserialize, Serialize};
use std::net::IpAddr;
use vocab::Pdq;

/// What a member's profile states, as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// Member.
    pub member: u32,
    /// What it is about.
    pub kind: StatedKind,
    /// The words.
    pub text: String,
}

/// What a statement in a profile is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatedKind {
    /// Where the member says to be.
    Place,
    /// The time zone that is set: a zone's name, or hours beside UTC.
    TimeZone,
    /// The language that is set or stated.
    Language,
}

/// A way to reach a member, or a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Member.
    pub member: u32,
    /// Kind.
    pub kind: ContactKind,
    /// The value as stated.
    pub value: String,
}

/// Kinds of contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactKind {
    /// A PGP key: fingerprint or key number in hexadecimal digits.
    Pgp,
    /// An address for e-mail.
    Email,
    /// A wallet.
    Wallet,
    /// A name at another service.
    Handle,
    /// A web address.
    Url,
    /// A telephone number.
    Phone,
}

/// The print of a member's picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Avatar {
    /// Member.
    pub member: u32,
    /// PDQ print.
    pub print: Pdq,
    /// PDQ's own quality, 0 to 100. Below 50 a print is not compared.
    pub quality: u8,
}

/// A section of the forum.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// Name as stated.
    pub name: String,
    /// The section above it.
    pub parent: Maybe,
    /// Whether ordinary members cannot read it.
    pub gated: bool,
}

/// A formal rank, the same for all forms of software. The order is from high to low.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rank {
    /// Runs the whole.
    Administrator,
    /// Moderates everywhere.
    Moderator,
    /// Moderates some sections.
    SectionModerator,
    /// Has more access than others, and no power over them.
    Trusted,
    /// An ordinary member.
    Member,
    /// Shut out.
    Banned,
}

impl Rank {
    /// Whether it gives power over others.
    pub fn has_power(self) -> bool {
        self <= Self::SectionModerator
    }

    /// Whether it says more than membership: power, or more access.
    pub fn is_title(self) -> bool {
        self <= Self::Trusted
    }
}

/// A role that a member held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// Member.
    pub member: u32,
    /// The word of the source.
    pub word: String,
    /// Its rank.
    pub rank: Rank,
    /// For which section; none is the whole.
    pub section: Maybe,
    /// From when.
    pub from: At,
    /// Until when; unknown where it has not ended, or where nobody says.
    pub until: At,
    /// By whom the member was appointed.
    pub by: Maybe,
}

/// A topic.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Topic {
    /// Section.
    pub section: Maybe,
    /// Who opened it.
    pub member: Maybe,
    /// When.
    pub at: At,
}

/// A post.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Post {
    /// Topic.
    pub topic: Maybe,
    /// Author; none where the source has lost the author.
    pub member: Maybe,
    /// The post that it answers, where the source says so.
    pub reply_to: Maybe,
    /// When.
    pub at: At,
}

/// A post quotes a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Post.
    pub post: u32,
    /// Who is quoted.
    pub member: u32,
}

/// A private message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// Sender.
    pub from: Maybe,
    /// When.
    pub at: At,
}

/// Someone to whom a message was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// Message.
    pub message: u32,
    /// Receiver.
    pub member: u32,
}

/// A file that was offered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FileReference {
    /// The file, numbered by its digest: the same number is the same bytes.
    pub file: u32,
    /// The series to which the file belongs, where it is known.
    pub series: Maybe,
    /// Who offered it.
    pub member: Maybe,
    /// Where.
    pub section: Maybe,
    /// When.
    pub at: At,
}

/// An offered file was fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Download {
    /// By whom.
    pub member: u32,
    /// Which row of the offered files.
    pub offered: u32,
    /// When.
    pub at: At,
}

/// A log-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Login {
    /// Member.
    pub member: u32,
    /// From which address.
    pub address: IpAddr,
    /// When.
    pub at: At,
}
