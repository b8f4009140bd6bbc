//! What is said out of sight: friends, single letters, letters to many, and the few steady contacts of a hidden broker.

use super::Maker;
use super::truth::TrueBroker;
use crate::Seeded;
use crate::forum::{ForumLogin, ForumMessage};
use std::collections::BTreeMap;

impl Maker {
    /// Private letters both ways, from `least` to `most` of them.
    pub(super) fn correspond(&mut self, a: u32, b: u32, (least, most): (usize, usize), draw: &mut Seeded) {
        if a == b {
            return;
        }
        for letter in 0..least + draw.below(most - least + 1) {
            let (from, to) = if letter % 2 == 0 { (a, b) } else { (b, a) };
            self.letter(from, vec![to], draw);
        }
    }

    fn letter(&mut self, from: u32, to: Vec<u32>, draw: &mut Seeded) {
        let at = self.any_day(from, draw);
        let subject = self.sentence(from, draw).chars().take(24).collect();
        let text = self.sentence(from, draw).to_owned();
        self.forum.messages.push(ForumMessage { id: 0, from, to, at, subject, text });
    }

    /// Friends in one's own group; for some a few in one other group too.
    pub(super) fn friends(&mut self) {
        let mut draw = self.draw("friends");
        for member in self.ids() {
            if self.brokers.contains(&member) || draw.unit() < 0.3 {
                continue;
            }
            for _ in 0..1 + draw.below(4) {
                let other = *draw.pick(&self.groups[self.home_of(member)]);
                self.correspond(member, other, (2, 8), &mut draw);
            }
            if draw.unit() < self.scene.strays {
                let away = draw.below(self.scene.groups);
                for _ in 0..1 + draw.below(2) {
                    let other = *draw.pick(&self.groups[away]);
                    self.correspond(member, other, (2, 6), &mut draw);
                }
            }
        }
    }

    /// Single letters to strangers, letters to thirty, and an announcement to a third of all.
    pub(super) fn letters(&mut self) {
        let mut draw = self.draw("letters");
        let members = self.scene.members;
        let anyone = |draw: &mut Seeded| 2 + draw.below(members) as u32;
        for _ in 0..members / 2 {
            let (from, to) = (anyone(&mut draw), anyone(&mut draw));
            self.letter(from, vec![to], &mut draw);
        }
        for many in [30, 30, 30, 30, 30, members / 3] {
            let from = anyone(&mut draw);
            for _ in 0..4 {
                let to = (0..many).map(|_| anyone(&mut draw)).collect();
                self.letter(from, to, &mut draw);
            }
        }
    }

    /// Two to four groups each, the broker's own among them, and a few steady correspondents in each.
    pub(super) fn hidden(&mut self) {
        let mut draw = self.draw("hidden");
        let mut posts: BTreeMap<u32, usize> = BTreeMap::new();
        for post in self.forum.posts.iter().filter(|post| self.brokers.contains(&post.member)) {
            *posts.entry(post.member).or_default() += 1;
        }
        let (least, most) = self.scene.partners;
        for broker in self.brokers.clone() {
            let mut groups = vec![self.home_of(broker)];
            let wanted = (2 + draw.below(3)).min(self.scene.groups);
            while groups.len() < wanted {
                let group = draw.below(self.scene.groups);
                if !groups.contains(&group) {
                    groups.push(group);
                }
            }
            let mut confidants = Vec::new();
            for &group in &groups {
                for _ in 0..least + draw.below(most - least + 1) {
                    let other = *draw.pick(&self.groups[group]);
                    self.correspond(broker, other, (2, 6), &mut draw);
                    confidants.push(other);
                }
            }
            confidants.sort_unstable();
            confidants.dedup();
            self.truth.brokers.push(TrueBroker {
                member: broker,
                name: self.persons[broker as usize - 2].name.clone(),
                why: format!(
                    "no title and hardly a post, and steady private contact with {} members of {} groups",
                    confidants.len(),
                    groups.len()
                ),
                groups,
                confidants,
                posts: posts.get(&broker).copied().unwrap_or_default(),
            });
        }
    }

    /// The last visit of some.
    pub(super) fn visits(&mut self) {
        let mut draw = self.draw("visits");
        for member in self.ids().filter(|member| member % 7 == 0) {
            let at = self.any_day(member, &mut draw);
            let address = self.persons[member as usize - 2].address().to_owned();
            self.forum.logins.push(ForumLogin {
                member,
                at,
                address,
                agent: "Garden/1.0 (rails)".to_owned(),
            });
        }
    }

    /// Letters in the order of their moments, receivers each once and never the sender; when each was last seen.
    pub(super) fn settle(&mut self) {
        for message in &mut self.forum.messages {
            message.to.sort_unstable();
            message.to.dedup();
            message.to.retain(|member| *member != message.from);
        }
        self.forum.messages.sort_by_key(|message| message.at);
        for (id, message) in (1..).zip(&mut self.forum.messages) {
            message.id = id;
        }
        let mut seen: BTreeMap<u32, i64> = BTreeMap::new();
        let posts = self.forum.posts.iter().map(|post| (post.member, post.at));
        for (member, at) in posts.chain(self.forum.messages.iter().map(|message| (message.from, message.at)))
        {
            let last = seen.entry(member).or_insert(at);
            *last = at.max(*last);
        }
        for member in &mut self.forum.members {
            member.last_seen = seen.get(&member.id).copied().unwrap_or(member.registered);
        }
    }
}
