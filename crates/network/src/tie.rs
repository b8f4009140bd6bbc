//! Ties between members: kinds, and one tie.

use crate::column::At;
use serde::{Deserialize, Serialize};

/// Kinds of tie. A tie runs from the member who acts to the member who is acted upon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum TieKind {
    /// A post answers a member.
    Reply,
    /// A post quotes a member.
    Quote,
    /// A private message to a member.
    PrivateMessage,
    /// A file was taken over from a member: fetched, or offered again.
    FileExchange,
    /// Posted shortly after a member in the same gated section.
    CoPresence,
    /// Appointed a member.
    Appointment,
}

impl TieKind {
    /// All kinds; the place of each is its number.
    pub const ALL: [Self; 6] = [
        Self::Reply,
        Self::Quote,
        Self::PrivateMessage,
        Self::FileExchange,
        Self::CoPresence,
        Self::Appointment,
    ];

    /// The stable word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Reply => "reply",
            Self::Quote => "quote",
            Self::PrivateMessage => "private_message",
            Self::FileExchange => "file_exchange",
            Self::CoPresence => "co_presence",
            Self::Appointment => "appointment",
        }
    }

    /// Whether it takes place out of sight of ordinary members, by choice of those who have it.
    pub fn is_confidential(self) -> bool {
        matches!(self, Self::PrivateMessage | Self::FileExchange | Self::Appointment)
    }
}

/// One act between two members.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tie {
    /// Who acts.
    pub from: u32,
    /// Who is acted upon.
    pub to: u32,
    /// When.
    pub at: At,
    /// How much of one act it is: above 0, at most 1.
    pub amount: f32,
    /// Kind.
    pub kind: TieKind,
}
