//! Standing: what is known of each member's role and place, and the reasons that follow from it.
//!
//! What has to be looked up for all members at once is gathered here once. The order of key players and of hidden brokers
//! is made of these reasons and of nothing else.

use crate::bars::{BarError, Bars, Strength};
use crate::bridge::{Confidants, Crossing};
use crate::column::At;
use crate::position::{Position, PositionError, places};
use crate::reason::{Reason, Weighed};
use crate::role::{Roles, last_moment, lasts};
use crate::spread::{FirstOffers, first_offers};
use crate::weave::Woven;
use crate::world::{Rank, World};
use graph::{BuildError, cut_off};

/// Why standing cannot be told.
#[derive(Debug, thiserror::Error)]
pub enum StandingError {
    /// The bars cannot be used.
    #[error(transparent)]
    Bar(#[from] BarError),
    /// The measures belong to another network.
    #[error(transparent)]
    Position(#[from] PositionError),
    /// The contacts make no graph.
    #[error(transparent)]
    Build(#[from] BuildError),
}

/// What is known of all members, gathered once.
#[derive(Clone, Debug)]
pub struct Standings<'a> {
    pub(crate) world: &'a World,
    pub(crate) position: &'a Position,
    pub(crate) bars: &'a Bars,
    pub(crate) roles: Roles<'a>,
    pub(crate) confidants: Confidants,
    /// Ordered by member.
    crossings: Vec<Crossing>,
    cut: Vec<u32>,
    first: Vec<FirstOffers>,
    pub(crate) posts: Vec<u32>,
    /// Gated sections in which each member wrote.
    gated: Vec<u32>,
    gated_sections: u32,
    pub(crate) last: At,
    pub(crate) between_places: Vec<u32>,
    sought_places: Vec<u32>,
}

/// One member's standing.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// The member.
    pub member: u32,
    /// Posts.
    pub posts: u32,
    /// The member's group.
    pub group: u32,
    /// The highest rank ever held.
    pub highest: Option<Rank>,
    /// Reasons, strongest first; equally strong ones in the order of [`Reason`].
    pub reasons: Vec<Weighed>,
}

impl Standing {
    /// How many reasons are strong, clear and weak.
    pub fn counts(&self) -> [usize; 3] {
        [Strength::Strong, Strength::Clear, Strength::Weak]
            .map(|strength| self.reasons.iter().filter(|weighed| weighed.strength == strength).count())
    }
}

impl<'a> Standings<'a> {
    /// Gathers what standing rests on.
    ///
    /// # Errors
    /// When the bars do not rise, or the measures belong to another network.
    pub fn gather(
        world: &'a World,
        woven: &Woven,
        position: &'a Position,
        bars: &'a Bars,
    ) -> Result<Self, StandingError> {
        bars.check()?;
        position.check(woven)?;
        let confidants = Confidants::gather(woven, bars.confidant_acts)?;
        let mut crossings = confidants.crossings(&position.group);
        crossings.retain(|crossing| crossing.of > 1 && bars.crossing.of(crossing.share()).is_some());
        crossings.sort_unstable_by_key(|crossing| (crossing.member, crossing.groups));
        let gated_sections =
            (0..world.tables().sections.len() as u32).filter(|&section| world.is_gated(section));
        Ok(Self {
            world,
            position,
            bars,
            roles: Roles::of(world),
            crossings,
            cut: cut_off(woven.undirected()),
            first: first_offers(world),
            posts: posts(world),
            gated: gated(world),
            gated_sections: gated_sections.count() as u32,
            last: last_moment(world),
            between_places: places(&position.betweenness),
            sought_places: places(&position.pagerank),
            confidants,
        })
    }

    /// The network that this is about.
    pub fn world(&self) -> &'a World {
        self.world
    }

    /// Steady confidential contacts.
    pub fn confidants(&self) -> &Confidants {
        &self.confidants
    }

    /// Posts of each member.
    pub fn posts(&self) -> &[u32] {
        &self.posts
    }

    /// What a member carries between groups, where that is enough to be a reason.
    pub fn crossings_of(&self, member: u32) -> &[Crossing] {
        let begins = self.crossings.partition_point(|crossing| crossing.member < member);
        let ends = self.crossings.partition_point(|crossing| crossing.member <= member);
        &self.crossings[begins..ends]
    }

    /// Members who lose all contact with the rest without this one.
    pub fn cut_off(&self, member: u32) -> u32 {
        self.cut[member as usize]
    }

    /// Groups with which a member holds contact, with the confidants in each.
    pub fn held_by(&self, member: u32) -> Vec<(u32, u32)> {
        let held = self.confidants.held_by(member, &self.position.group);
        held.into_iter().filter(|&(_, count)| count >= self.bars.holds_group).collect()
    }

    /// One member's standing.
    pub fn of(&self, member: u32) -> Standing {
        let mut reasons: Vec<Weighed> = self.titles(member);
        let mut add = |strength: Option<Strength>, reason: Reason| {
            reasons.extend(strength.map(|strength| Weighed { reason, strength }));
        };
        let at = member as usize;
        let appointed = self.roles.appointed_by(member);
        add(self.bars.appointed.of(appointed.len() as f64), Reason::Appointed { members: appointed });
        for crossing in self.crossings_of(member) {
            add(self.bars.crossing.of(crossing.share()), Reason::Carries(*crossing));
        }
        let groups = self.held_by(member);
        add(self.bars.reach.of(groups.len() as f64), Reason::Reaches { groups });
        add(self.bars.cut_off.of(f64::from(self.cut[at])), Reason::CutsOff { members: self.cut[at] });
        let of = self.world.members() as u32;
        if self.position.betweenness[at] > 0.0 {
            let place = self.between_places[at];
            add(self.bars.between.of(below(place, of)), Reason::Between { place, of });
        }
        let place = self.sought_places[at];
        add(self.bars.sought.of(below(place, of)), Reason::Sought { place, of });
        let first = self.first[at].clone();
        add(self.bars.first.of(f64::from(first.files)), Reason::First(first));
        let sections = self.gated[at];
        add(self.bars.gated.of(f64::from(sections)), Reason::Gated { sections, of: self.gated_sections });
        // Stable: equally strong reasons keep the order above.
        reasons.sort_by_key(|weighed| std::cmp::Reverse(weighed.strength));
        Standing {
            member,
            posts: self.posts[at],
            group: self.position.group[at],
            highest: self.roles.highest(member),
            reasons,
        }
    }

    fn titles(&self, member: u32) -> Vec<Weighed> {
        let titles = self.roles.held_by(member).filter(|role| role.rank.is_title());
        let weigh = |role: &crate::world::Role| {
            let lasts = lasts(role, self.last);
            let strength = match (role.rank, lasts) {
                (Rank::Administrator | Rank::Moderator, true) => Strength::Strong,
                (Rank::Administrator | Rank::Moderator, false) | (Rank::SectionModerator, true) => {
                    Strength::Clear
                }
                _ => Strength::Weak,
            };
            let reason = Reason::Title {
                rank: role.rank,
                word: role.word.clone(),
                section: role.section.get(),
                from: role.from,
                until: role.until,
                by: role.by.get(),
                lasts,
            };
            Weighed { reason, strength }
        };
        titles.map(weigh).collect()
    }
}

/// The part of all members that stand below a place, 0 to 1.
fn below(place: u32, of: u32) -> f64 {
    1.0 - f64::from(place) / f64::from(of.max(1))
}

fn posts(world: &World) -> Vec<u32> {
    let mut posts = vec![0; world.members()];
    for member in world.tables().posts.iter().filter_map(|post| post.member.get()) {
        posts[member as usize] += 1;
    }
    posts
}

fn gated(world: &World) -> Vec<u32> {
    let mut seen: Vec<(u32, u32)> = Vec::new();
    for post in &world.tables().posts {
        let section = world.section_of(post).filter(|&section| world.is_gated(section));
        if let (Some(member), Some(section)) = (post.member.get(), section) {
            seen.push((member, section));
        }
    }
    seen.sort_unstable();
    seen.dedup();
    let mut gated = vec![0; world.members()];
    seen.iter().for_each(|&(member, _)| gated[member as usize] += 1);
    gated
}
