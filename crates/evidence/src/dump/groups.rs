//! Roles by groups, for software where a group brings its members a rank: who is in which, and what that makes of them.

use super::intake::Out;
use super::record::{More, Rank, Role, Says, SourceId};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use vocab::Moment;

/// What a role rests on.
#[derive(Clone, Debug, Default)]
pub(super) struct Since {
    pub(super) from: Option<Moment>,
    pub(super) until: Option<Moment>,
    pub(super) by: Option<SourceId>,
}

type Key = (SourceId, Rank, Option<SourceId>);

/// Groups, who is in them, and roles that members have by themselves.
#[derive(Debug, Default)]
pub(super) struct Groups {
    names: HashMap<SourceId, String>,
    ranks: HashMap<SourceId, BTreeSet<(Rank, Option<SourceId>)>>,
    belongs: Vec<(SourceId, SourceId, Since)>,
    own: BTreeMap<Key, (String, Since)>,
}

impl Groups {
    /// There is a group.
    pub(super) fn name(&mut self, group: SourceId, name: String) {
        self.names.insert(group, name);
    }

    /// A group by its name.
    pub(super) fn name_of(&self, group: &SourceId) -> &str {
        self.names.get(group).map_or("", String::as_str)
    }

    /// A group makes this of its members.
    pub(super) fn rank(&mut self, group: &SourceId, rank: Rank, section: Option<SourceId>) {
        self.ranks.entry(group.clone()).or_default().insert((rank, section));
    }

    /// Whether a group runs or moderates something.
    pub(super) fn is_staff(&self, group: &SourceId) -> bool {
        let is_staff = |rank: &Rank| matches!(rank, Rank::Administrator | Rank::Moderator);
        self.ranks.get(group).is_some_and(|ranks| ranks.iter().any(|(rank, _)| is_staff(rank)))
    }

    /// A member is in a group.
    pub(super) fn belongs(&mut self, group: SourceId, member: SourceId, since: Since) {
        self.belongs.push((group, member, since));
    }

    /// A member has a role by themselves.
    pub(super) fn own(
        &mut self,
        member: SourceId,
        rank: Rank,
        section: Option<SourceId>,
        stated: &str,
        since: Since,
    ) {
        let (_, known) =
            self.own.entry((member, rank, section)).or_insert_with(|| (stated.to_owned(), since.clone()));
        known.from = known.from.or(since.from);
        known.until = known.until.or(since.until);
        if known.by.is_none() {
            known.by = since.by;
        }
    }

    /// Gives every role once.
    pub(super) fn give(&mut self, out: &mut Out<'_>, place: u64) {
        let mut roles = std::mem::take(&mut self.own);
        for (group, member, since) in std::mem::take(&mut self.belongs) {
            let name = self.name_of(&group);
            let plain = BTreeSet::from([(Rank::Member, None)]);
            for (rank, section) in self.ranks.get(&group).unwrap_or(&plain) {
                let key = (member.clone(), *rank, section.clone());
                let (_, known) = roles.entry(key).or_insert_with(|| (name.to_owned(), Since::default()));
                known.from = known.from.or(since.from);
                known.until = known.until.or(since.until);
                if known.by.is_none() {
                    known.by.clone_from(&since.by);
                }
            }
        }
        for ((member, rank, section), (stated, Since { from, until, by })) in roles {
            let role = Role { member, stated, rank, section, from, until, by, more: More::new() };
            out.give(place, Says::Role(role));
        }
    }
}
