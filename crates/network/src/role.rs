//! Formal roles over time: who held power when, and by whom it was given.

use crate::column::At;
use crate::world::{Rank, Role, World};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What about a role does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoleDoubt {
    /// It ends before it begins.
    EndsBeforeBegin,
    /// The member is stated to have appointed itself.
    AppointsItself,
    /// By what is known, the appointing member held no power at that moment.
    AppointedWithoutPower,
    /// Following who appointed whom leads back to the member.
    Circle,
}

/// Roles of a network, by member.
#[derive(Clone, Debug)]
pub struct Roles<'a> {
    world: &'a World,
    /// Rows of the table of roles, ordered by member and by moment; a role of unknown begin comes first.
    order: Vec<u32>,
    /// Who gave power to whom, ordered; each pair once.
    appointed: Vec<(u32, u32)>,
}

impl<'a> Roles<'a> {
    /// Orders the roles of a network.
    pub fn of(world: &'a World) -> Self {
        let roles = &world.tables().roles;
        let mut order: Vec<u32> = (0..roles.len() as u32).collect();
        order.sort_by_key(|&row| (roles[row as usize].member, roles[row as usize].from, row));
        // To let someone into a closed section gives no power.
        let given = roles.iter().filter(|role| role.rank.has_power());
        let mut appointed: Vec<(u32, u32)> = given
            .filter_map(|role| role.by.get().map(|by| (by, role.member)))
            .filter(|(by, member)| by != member)
            .collect();
        appointed.sort_unstable();
        appointed.dedup();
        Self { world, order, appointed }
    }

    /// A member's roles, earliest first.
    pub fn held_by(&self, member: u32) -> impl Iterator<Item = &'a Role> + use<'a, '_> {
        let roles = &self.world.tables().roles;
        let begins = self.order.partition_point(|&row| roles[row as usize].member < member);
        self.order[begins..]
            .iter()
            .map(|&row| &roles[row as usize])
            .take_while(move |role| role.member == member)
    }

    /// The highest rank that a member ever held; none without a role.
    pub fn highest(&self, member: u32) -> Option<Rank> {
        self.held_by(member).map(|role| role.rank).min()
    }

    /// Everyone who held power at a moment, highest first.
    pub fn in_power_at(&self, moment: i64) -> Vec<(u32, Rank)> {
        let roles = self.order.iter().map(|&row| &self.world.tables().roles[row as usize]);
        let mut found: Vec<(u32, Rank)> = roles
            .filter(|role| role.rank.has_power() && holds_at(role, moment))
            .map(|role| (role.member, role.rank))
            .collect();
        found.sort_by_key(|&(member, rank)| (member, rank));
        found.dedup_by_key(|&mut (member, _)| member);
        found.sort_by_key(|&(member, rank)| (rank, member));
        found
    }

    /// To whom a member gave power, each once, by number.
    pub fn appointed_by(&self, member: u32) -> Vec<u32> {
        let begins = self.appointed.partition_point(|&(by, _)| by < member);
        let ends = self.appointed.partition_point(|&(by, _)| by <= member);
        self.appointed[begins..ends].iter().map(|&(_, other)| other).collect()
    }

    /// What does not fit, as row of the table of roles and doubt.
    pub fn doubts(&self) -> Vec<(u32, RoleDoubt)> {
        let mut found = Vec::new();
        for (row, role) in (0_u32..).zip(&self.world.tables().roles) {
            if let (Some(from), Some(until)) = (role.from.seconds(), role.until.seconds())
                && until < from
            {
                found.push((row, RoleDoubt::EndsBeforeBegin));
            }
            let Some(by) = role.by.get() else { continue };
            if by == role.member {
                found.push((row, RoleDoubt::AppointsItself));
                continue;
            }
            if role.from.seconds().is_some_and(|from| {
                !self.held_by(by).any(|other| other.rank.has_power() && holds_at(other, from))
            }) {
                found.push((row, RoleDoubt::AppointedWithoutPower));
            }
            if self.leads_back(role.member, by) {
                found.push((row, RoleDoubt::Circle));
            }
        }
        found
    }

    /// Whether following the appointments up from `by` meets `member`. Each member is asked once, so a circle ends.
    fn leads_back(&self, member: u32, by: u32) -> bool {
        let mut seen = BTreeSet::from([by]);
        let mut open = vec![by];
        while let Some(at) = open.pop() {
            for above in self.held_by(at).filter_map(|role| role.by.get()) {
                if above == member {
                    return true;
                }
                if seen.insert(above) {
                    open.push(above);
                }
            }
        }
        false
    }
}

/// Whether a role was held at a moment. An unknown begin or end is open.
fn holds_at(role: &Role, moment: i64) -> bool {
    role.from.seconds().is_none_or(|from| from <= moment)
        && role.until.seconds().is_none_or(|until| moment < until)
}

/// Whether a role had no known end at a moment, the last of the source.
pub(crate) fn lasts(role: &Role, last: At) -> bool {
    last.seconds().is_none_or(|last| holds_at(role, last))
}

/// The last moment at which a member of the network did something. Not the largest number in the tables: a clock that
/// once ran wild in 2106 would end every role. The moment below which 999 of 1,000 posts and messages lie.
pub fn last_moment(world: &World) -> At {
    let tables = world.tables();
    let posts = tables.posts.iter().map(|post| post.at);
    let messages = tables.messages.iter().map(|message| message.at);
    let mut known: Vec<At> = posts.chain(messages).filter(|at| *at != At::UNKNOWN).collect();
    if known.is_empty() {
        return At::UNKNOWN;
    }
    let place = (known.len() - 1) * 999 / 1000;
    *known.select_nth_unstable(place).1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::column::Maybe;
    use crate::world::Draft;

    fn role(member: u32, rank: Rank, from: i64, until: Option<i64>, by: Option<u32>) -> Role {
        Role {
            member,
            word: String::new(),
            rank,
            section: Maybe::NONE,
            from: At::from_seconds(from),
            until: At::from(until),
            by: Maybe::from(by),
        }
    }

    #[test]
    fn power_has_its_time_and_circles_end() {
        let roles = vec![
            role(0, Rank::Administrator, 10, None, None),
            role(1, Rank::Moderator, 20, Some(50), Some(0)),
            role(1, Rank::Member, 50, None, None),
            role(2, Rank::Moderator, 60, Some(55), Some(1)),
            role(3, Rank::Moderator, 70, None, Some(4)),
            role(4, Rank::Moderator, 65, None, Some(3)),
            role(5, Rank::Trusted, 65, None, Some(5)),
        ];
        let names = ["a", "b", "c", "d", "e", "f"].into_iter().collect();
        let world = Draft { names, roles, ..Draft::default() }.finish().unwrap();
        let roles = Roles::of(&world);
        assert_eq!(roles.in_power_at(30), [(0, Rank::Administrator), (1, Rank::Moderator)]);
        assert_eq!(roles.in_power_at(52), [(0, Rank::Administrator)]);
        assert_eq!(roles.highest(1), Some(Rank::Moderator));
        assert_eq!(roles.appointed_by(0), [1]);
        assert_eq!(
            roles.doubts(),
            [
                (3, RoleDoubt::EndsBeforeBegin),
                (3, RoleDoubt::AppointedWithoutPower),
                (4, RoleDoubt::Circle),
                (5, RoleDoubt::AppointedWithoutPower),
                (5, RoleDoubt::Circle),
                (6, RoleDoubt::AppointsItself),
            ]
        );
    }
}
