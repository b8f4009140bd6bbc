//! Who is there: accounts in groups, the sections, and those who run it.

use super::person::Person;
use super::truth::{SharedPerson, TrueGroup, TrueKeyPlayer};
use super::{BEGIN, DAY, Maker, words};
use crate::Seeded;
use crate::forum::{ForumRank, ForumRole, ForumSection};
use std::collections::BTreeSet;

/// The section below which the gated ones lie.
const GATE: u32 = 3;

impl Maker {
    /// Accounts, in groups of very different size; each group has a main language, and guests of other ones.
    pub(super) fn people(&mut self) {
        let mut draw = self.draw("people");
        let mut names = BTreeSet::new();
        let rise: Vec<f32> = (0..self.scene.groups).map(|group| 1.0 / (group as f32 + 2.0)).collect();
        for (number, id) in self.ids().enumerate() {
            let group = drawn_by(&rise, &mut draw);
            let shared = self.scene.shares.filter(|shares| number < shares.persons);
            let mut person = match shared {
                Some(shares) => Person::of(shares.seed, number).elsewhere(&mut draw),
                None => Person::of(self.scene.seed, number),
            };
            if !names.insert(person.name.to_lowercase()) {
                person.name = format!("{} {id}", person.name);
                names.insert(person.name.to_lowercase());
            }
            if shared.is_some() {
                self.truth.shared.push(SharedPerson { member: id, elsewhere: id, name: person.name.clone() });
            }
            let registered = BEGIN - 200 * DAY + draw.below(200) as i64 * DAY;
            self.forum.members.push(person.account(id, registered));
            self.persons.push(person);
            self.home.push(group);
            self.groups[group].push(id);
        }
        while self.brokers.len() < self.scene.brokers {
            // The first accounts are those who run it.
            let member = 12 + draw.below(self.scene.members - 10) as u32;
            self.brokers.insert(member);
        }
    }

    /// Two sections for everyone, a gate, and one section for each group; every other one lies behind the gate.
    pub(super) fn sections(&mut self) {
        for (id, name, gated) in
            [(1, words::WELCOME, false), (2, words::RECIPES, false), (GATE, words::GATE, true)]
        {
            self.forum.sections.push(ForumSection { id, parent: None, name: name.to_owned(), gated });
        }
        for (group, members) in self.groups.iter().enumerate() {
            let (id, gated) = (GATE + 1 + group as u32, group % 2 == 1);
            let name = format!("{} {}", words::SECTIONS[group % words::SECTIONS.len()], group + 1);
            self.forum.sections.push(ForumSection { id, parent: gated.then_some(GATE), name, gated });
            self.truth.groups.push(TrueGroup { number: group, section: id, gated, members: members.clone() });
        }
    }

    pub(super) fn section_of(&self, group: usize) -> u32 {
        GATE + 1 + group as u32
    }

    /// Administrators, moderators and their appointments; who is let in behind the gate.
    pub(super) fn power(&mut self) {
        let mut draw = self.draw("power");
        let founder = 2;
        self.role(founder, ForumRank::Administrator, None, None);
        self.role(3, ForumRank::Administrator, None, Some((BEGIN + 30 * DAY, founder)));
        self.role(4, ForumRank::Moderator, None, Some((BEGIN + 60 * DAY, 3)));
        for group in 0..self.scene.groups {
            for term in 0..2 {
                let member = *draw.pick(&self.groups[group]);
                if self.brokers.contains(&member) || self.titled.contains(&member) {
                    continue;
                }
                let day = 90 + term * 700 + draw.below(60) as i64;
                let by = *draw.pick(&[founder, 3, 4]);
                let section = Some(self.section_of(group));
                self.role(member, ForumRank::SectionModerator, section, Some((BEGIN + day * DAY, by)));
            }
            if group % 2 == 1 {
                let section = Some(self.section_of(group));
                for member in self.groups[group].clone() {
                    let told = (draw.below(4) == 0).then(|| (BEGIN + draw.below(300) as i64 * DAY, founder));
                    self.role(member, ForumRank::Trusted, section, told);
                }
            }
        }
        // Those who run it write to each other, and to many in their own group.
        let titled: Vec<u32> = self.titled.iter().copied().collect();
        for &member in &titled {
            for _ in 0..6 {
                let other = *draw.pick(&titled);
                self.correspond(member, other, (2, 6), &mut draw);
            }
            for _ in 0..10 {
                let other = *draw.pick(&self.groups[self.home_of(member)]);
                self.correspond(member, other, (1, 4), &mut draw);
            }
        }
    }

    fn role(&mut self, member: u32, rank: ForumRank, section: Option<u32>, told: Option<(i64, u32)>) {
        let (from, by) = told.unzip();
        self.forum.roles.push(ForumRole { member, rank, section, from, by });
        let why = match rank {
            ForumRank::Administrator => "runs the forum: administrator",
            ForumRank::Moderator => "keeps order in all sections: moderator",
            ForumRank::SectionModerator => "keeps order in a section: moderator of it",
            ForumRank::Trusted | ForumRank::Banned => return,
        };
        if self.titled.insert(member) {
            let name = self.persons[member as usize - 2].name.clone();
            self.truth.key_players.push(TrueKeyPlayer { member, name, why: why.to_owned() });
        }
    }
}

/// A place in a list of weights, drawn by weight.
fn drawn_by(weights: &[f32], draw: &mut Seeded) -> usize {
    let mut left = draw.unit() * weights.iter().sum::<f32>();
    for (at, weight) in weights.iter().enumerate() {
        left -= weight;
        if left < 0.0 {
            return at;
        }
    }
    weights.len().saturating_sub(1)
}
