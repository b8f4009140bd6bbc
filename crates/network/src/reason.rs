//! Why a member matters: each reason is a fact that can be looked up, with how much it says.

use crate::bars::Strength;
use crate::bridge::Crossing;
use crate::column::At;
use crate::spread::FirstOffers;
use crate::world::{Rank, World};
use vocab::{Because, Moment};

/// A reason to look at a member.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// Holds or held a title.
    Title {
        /// Rank.
        rank: Rank,
        /// The word of the source.
        word: String,
        /// For which section; none is the whole.
        section: Option<u32>,
        /// Since when.
        from: At,
        /// Until when; unknown while it lasts.
        until: At,
        /// By whom it was given.
        by: Option<u32>,
        /// Whether it lasted to the end of the source.
        lasts: bool,
    },
    /// Gave titles to others.
    Appointed {
        /// To whom.
        members: Vec<u32>,
    },
    /// Carries contact between two groups.
    Carries(Crossing),
    /// Holds contact with several groups.
    Reaches {
        /// Each group with the member's confidants in it.
        groups: Vec<(u32, u32)>,
    },
    /// Others lose the rest without the member.
    CutsOff {
        /// How many.
        members: u32,
    },
    /// Lies on the shortest ways between others.
    Between {
        /// Place by betweenness, from 1.
        place: u32,
        /// Of how many members.
        of: u32,
    },
    /// Is sought out by those who are sought out.
    Sought {
        /// Place by PageRank, from 1.
        place: u32,
        /// Of how many members.
        of: u32,
    },
    /// Offered files first that others spread.
    First(FirstOffers),
    /// Wrote in gated sections.
    Gated {
        /// In how many.
        sections: u32,
        /// Of how many.
        of: u32,
    },
}

/// A reason with how much it says.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighed {
    /// The reason.
    pub reason: Reason,
    /// How much it says.
    pub strength: Strength,
}

impl Reason {
    /// The reason as rule and English text. Names are the source's own text.
    pub fn because(&self, world: &World) -> Because {
        let named = |member: u32| format!("\"{}\" (id {})", world.name(member), world.id(member));
        match self {
            Self::Title { .. } => Because::new("standing.title", self.title(world)),
            Self::Appointed { members } => {
                let first: Vec<String> = members.iter().take(5).map(|&member| named(member)).collect();
                let more = match members.len().saturating_sub(5) {
                    0 => String::new(),
                    more => format!(" and {more} more"),
                };
                Because::new(
                    "standing.appointed",
                    format!("gave a title to {}: {}{more}", members.len(), first.join(", ")),
                )
            }
            Self::Carries(crossing) => {
                let (a, b) = crossing.groups;
                let text = if crossing.is_sole() {
                    format!(
                        "sole bridge between group {a} and group {b}: all {} steady confidential contacts",
                        crossing.of
                    )
                } else {
                    format!(
                        "carries {} of {} steady confidential contacts between group {a} and group {b}",
                        crossing.pairs, crossing.of
                    )
                };
                Because::new("standing.bridge", text)
            }
            Self::Reaches { groups } => {
                let each: Vec<String> =
                    groups.iter().map(|(group, count)| format!("{count} in group {group}")).collect();
                Because::new(
                    "standing.reach",
                    format!("steady confidential contact with {} groups: {}", groups.len(), each.join(", ")),
                )
            }
            Self::CutsOff { members } => Because::new(
                "standing.cut",
                format!("{members} members lose all contact with the rest without this member"),
            ),
            Self::Between { place, of } => Because::new(
                "standing.between",
                format!(
                    "place {place} of {of} in how often the shortest way between two others runs through"
                ),
            ),
            Self::Sought { place, of } => Because::new(
                "standing.sought",
                format!("place {place} of {of} in being sought out by those who are sought out"),
            ),
            Self::First(first) => Because::new(
                "standing.first",
                format!(
                    "first in this source to offer {} files that {} others spread; {} known series among them",
                    first.files, first.reached, first.series
                ),
            ),
            Self::Gated { sections, of } => {
                Because::new("standing.gated", format!("wrote in {sections} of {of} gated sections"))
            }
        }
    }

    fn title(&self, world: &World) -> String {
        let Self::Title { word, section, from, until, by, lasts, rank } = self else { return String::new() };
        let mut text = format!("{} (\"{word}\")", rank_word(*rank));
        if let Some(section) = section {
            text += &format!(" of section \"{}\"", world.tables().sections[*section as usize].name);
        }
        text += &match day(*from) {
            Some(day) => format!(" since {day}"),
            None => ", since when is not known".to_owned(),
        };
        if !lasts {
            text += &day(*until).map_or_else(|| ", no longer".to_owned(), |day| format!(" until {day}"));
        }
        if let Some(by) = by {
            text += &format!(", appointed by \"{}\" (id {})", world.name(*by), world.id(*by));
        }
        text
    }
}

fn rank_word(rank: Rank) -> &'static str {
    match rank {
        Rank::Administrator => "administrator",
        Rank::Moderator => "moderator",
        Rank::SectionModerator => "moderator of a section",
        Rank::Trusted => "trusted member",
        Rank::Member => "member",
        Rank::Banned => "banned",
    }
}

/// The day of a moment, as year-month-day in UTC.
pub(crate) fn day(at: At) -> Option<String> {
    let moment = Moment::from_unix(at.seconds()?, 0)?;
    Some(moment.to_string().chars().take_while(|&letter| letter != 'T').collect())
}
