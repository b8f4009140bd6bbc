//! One generated network.
//!
//! What makes it hard: a few members write most; general sections mix all groups; one member in eight has friends in
//! another group; some send letters to everyone; quiet members have chance acquaintances on two sides.

use super::Draw;
use network::{
    At, Download, Draft, FileReference, Maybe, Message, Post, Quote, Rank, Recipient, Role, Section, Topic,
    World,
};

/// How large, and how much of what looks like a broker and is none.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scene {
    pub(crate) seed: u64,
    pub(crate) members: usize,
    pub(crate) groups: usize,
    pub(crate) brokers: usize,
    /// Fewest and most confidants of a broker in each group that it joins.
    pub(crate) partners: (usize, usize),
    /// Part of the ordinary members with friends in another group.
    pub(crate) strays: f64,
    pub(crate) posts: usize,
}

impl Scene {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            seed,
            members: 12_000,
            groups: 12,
            brokers: 20,
            partners: (3, 5),
            strays: 0.125,
            posts: 120_000,
        }
    }
}

/// What is known because it was made.
#[derive(Clone, Debug, Default)]
pub(crate) struct Truth {
    pub(crate) group: Vec<u32>,
    pub(crate) brokers: Vec<u32>,
    pub(crate) moderators: Vec<u32>,
    pub(crate) first_offers: Vec<u32>,
}

const BEGIN: i64 = 1_500_000_000;
const SPAN: usize = 100_000_000;

struct Maker {
    scene: Scene,
    draw: Draw,
    draft: Draft,
    truth: Truth,
    /// Members of each group, brokers and moderators too.
    groups: Vec<Vec<u32>>,
}

pub(crate) fn build(scene: Scene) -> (World, Truth) {
    let mut maker = Maker {
        scene,
        draw: Draw::new(scene.seed),
        draft: Draft::default(),
        truth: Truth::default(),
        groups: vec![Vec::new(); scene.groups],
    };
    maker.people();
    maker.sections();
    maker.moderators();
    maker.talk();
    maker.friends();
    maker.letters();
    maker.files();
    maker.brokers();
    (maker.draft.finish().unwrap(), maker.truth)
}

impl Maker {
    fn at(&mut self) -> At {
        At::from_seconds(BEGIN + self.draw.below(SPAN) as i64)
    }

    fn people(&mut self) {
        // Groups of very different size.
        let mut sums = Vec::new();
        let mut sum = 0.0;
        for group in 0..self.scene.groups {
            sum += 1.0 / (group as f64 + 2.0);
            sums.push(sum);
        }
        for member in 0..self.scene.members as u32 {
            let group = self.draw.by_sums(&sums);
            self.draft.names.push(&format!("gardener {member}"));
            self.truth.group.push(group as u32);
            self.groups[group].push(member);
        }
        while self.truth.brokers.len() < self.scene.brokers {
            let member = self.draw.below(self.scene.members) as u32;
            if !self.truth.brokers.contains(&member) {
                self.truth.brokers.push(member);
            }
        }
    }

    /// One section for each group, every other one gated, below a gate of their own; then two that mix everyone.
    fn sections(&mut self) {
        let groups = self.scene.groups as u32;
        for group in 0..groups {
            let parent = Maybe::from((group % 2 == 1).then_some(groups + 2));
            self.draft.sections.push(Section { name: format!("allotment {group}"), parent, gated: false });
        }
        for name in ["welcome", "recipes", "beyond the gate"] {
            let gated = name.starts_with("beyond");
            self.draft.sections.push(Section { name: name.to_owned(), parent: Maybe::NONE, gated });
        }
    }

    fn moderators(&mut self) {
        let ordinary: Vec<u32> =
            (0..self.scene.members as u32).filter(|member| !self.truth.brokers.contains(member)).collect();
        let head = ordinary[0];
        self.role(head, Rank::Administrator, None, BEGIN, None, None);
        self.truth.moderators.push(head);
        for group in 0..self.scene.groups {
            for term in 0..2 {
                let candidates = self.groups[group].clone();
                let member = self.draw.pick(&candidates);
                if self.truth.brokers.contains(&member) || self.truth.moderators.contains(&member) {
                    continue;
                }
                let from = BEGIN + (SPAN as i64 / 2) * term;
                let until = (term == 0).then_some(from + SPAN as i64 / 2);
                self.role(member, Rank::SectionModerator, Some(group as u32), from, until, Some(head));
                self.truth.moderators.push(member);
            }
        }
        // Those who run it write to each other, and to many in their own group.
        let moderators = self.truth.moderators.clone();
        for &member in &moderators {
            for _ in 0..6 {
                let other = self.draw.pick(&moderators);
                self.correspond(member, other, 2, 6);
            }
            let group = self.groups[self.truth.group[member as usize] as usize].clone();
            for _ in 0..10 {
                let other = self.draw.pick(&group);
                self.correspond(member, other, 1, 4);
            }
        }
    }

    fn role(
        &mut self,
        member: u32,
        rank: Rank,
        section: Option<u32>,
        from: i64,
        until: Option<i64>,
        by: Option<u32>,
    ) {
        self.draft.roles.push(Role {
            member,
            word: format!("{rank:?}").to_lowercase(),
            rank,
            section: Maybe::from(section),
            from: At::from_seconds(from),
            until: At::from(until),
            by: Maybe::from(by),
        });
    }

    /// Posts by few who write much and many who write little. Brokers are not among them.
    fn talk(&mut self) {
        let mut sums = Vec::new();
        let mut sum = 0.0;
        for member in 0..self.scene.members as u32 {
            let often = (1.0 - self.draw.unit()).powf(-0.8);
            sum += if self.truth.brokers.contains(&member) { 0.0 } else { often.min(400.0) };
            sums.push(sum);
        }
        let mut topics: Vec<Vec<u32>> = vec![Vec::new(); self.draft.sections.len()];
        let mut last_of: Vec<u32> = Vec::new();
        for number in 0..self.scene.posts {
            let member = self.draw.by_sums(&sums) as u32;
            let home = self.truth.group[member as usize] as usize;
            let section = if self.draw.chance(0.7) { home } else { self.scene.groups + self.draw.below(2) };
            let seconds = BEGIN + (number * (SPAN / self.scene.posts)) as i64 + self.draw.below(3000) as i64;
            let post = (member, section, At::from_seconds(seconds));
            self.post(post, &mut topics, &mut last_of);
        }
        for broker in self.truth.brokers.clone() {
            for _ in 0..self.draw.below(3) {
                let post = (broker, self.scene.groups, self.at());
                self.post(post, &mut topics, &mut last_of);
            }
        }
    }

    fn post(&mut self, post: (u32, usize, At), topics: &mut [Vec<u32>], last_of: &mut Vec<u32>) {
        let (member, section, at) = post;
        let number = self.draft.posts.len() as u32;
        let recent = &topics[section][topics[section].len().saturating_sub(8)..];
        let is_new = recent.is_empty() || self.draw.chance(0.1);
        let topic = if is_new { self.draft.topics.len() as u32 } else { self.draw.pick(recent) };
        let mut reply_to = None;
        if is_new {
            let section_number = Maybe::some(section as u32);
            self.draft.topics.push(Topic { section: section_number, member: Maybe::some(member), at });
            topics[section].push(topic);
            last_of.push(number);
        } else {
            let answered = last_of[topic as usize];
            reply_to = self.draw.chance(0.6).then_some(answered);
            if self.draw.chance(0.15)
                && let Some(member) = self.draft.posts[answered as usize].member.get()
            {
                self.draft.quotes.push(Quote { post: number, member });
            }
            last_of[topic as usize] = number;
        }
        self.draft.posts.push(Post {
            topic: Maybe::some(topic),
            member: Maybe::some(member),
            reply_to: Maybe::from(reply_to),
            at,
        });
    }

    /// Private letters both ways.
    fn correspond(&mut self, a: u32, b: u32, low: usize, high: usize) {
        if a == b {
            return;
        }
        for letter in 0..self.draw.between(low, high) {
            let (from, to) = if letter % 2 == 0 { (a, b) } else { (b, a) };
            let at = self.at();
            self.letter(from, &[to], at);
        }
    }

    fn letter(&mut self, from: u32, to: &[u32], at: At) {
        let message = self.draft.messages.len() as u32;
        self.draft.messages.push(Message { from: Maybe::some(from), at });
        self.draft.recipients.extend(to.iter().map(|&member| Recipient { message, member }));
    }

    /// Friends in one's own group; for some a few in one other group too.
    fn friends(&mut self) {
        for member in 0..self.scene.members as u32 {
            if self.truth.brokers.contains(&member) || self.draw.chance(0.3) {
                continue;
            }
            let home = self.groups[self.truth.group[member as usize] as usize].clone();
            for _ in 0..self.draw.between(1, 4) {
                let other = self.draw.pick(&home);
                self.correspond(member, other, 2, 8);
            }
            if self.draw.chance(self.scene.strays) {
                let group = self.draw.below(self.scene.groups);
                let away = self.groups[group].clone();
                for _ in 0..self.draw.between(1, 2) {
                    let other = self.draw.pick(&away);
                    self.correspond(member, other, 2, 6);
                }
            }
        }
    }

    /// Single letters to strangers, letters to thirty, and announcements to hundreds.
    fn letters(&mut self) {
        for _ in 0..self.scene.members / 2 {
            let (from, to) =
                (self.draw.below(self.scene.members) as u32, self.draw.below(self.scene.members) as u32);
            let at = self.at();
            self.letter(from, &[to], at);
        }
        for size in [30, 30, 30, 30, 30, 300] {
            let from = self.draw.below(self.scene.members) as u32;
            for _ in 0..4 {
                let to: Vec<u32> = (0..size).map(|_| self.draw.below(self.scene.members) as u32).collect();
                let at = self.at();
                self.letter(from, &to, at);
            }
        }
    }

    /// Pictures of tomatoes: offered in a group's section, fetched by members of that group.
    fn files(&mut self) {
        for file in 0..(self.scene.members / 10) as u32 {
            let group = self.draw.below(self.scene.groups);
            let members = self.groups[group].clone();
            let by = self.draw.pick(&members);
            if self.truth.brokers.contains(&by) {
                continue;
            }
            self.offer(file, by, group as u32);
            let offered = (self.draft.files.len() - 1) as u32;
            self.truth.first_offers.push(by);
            for _ in 0..self.draw.between(1, 8) {
                let (member, at) = (self.draw.pick(&members), self.at());
                if !self.truth.brokers.contains(&member) {
                    self.draft.downloads.push(Download { member, offered, at });
                }
            }
        }
    }

    fn offer(&mut self, file: u32, member: u32, section: u32) {
        let at = self.at();
        let (member, section) = (Maybe::some(member), Maybe::some(section));
        self.draft.files.push(FileReference {
            file,
            series: Maybe::from((file.is_multiple_of(3)).then_some(file / 3)),
            member,
            section,
            at,
        });
    }

    /// Two to four groups each, their own among them, and a few steady correspondents in each.
    fn brokers(&mut self) {
        for broker in self.truth.brokers.clone() {
            let mut joined = vec![self.truth.group[broker as usize] as usize];
            let wanted = self.draw.between(2, 4);
            while joined.len() < wanted {
                let group = self.draw.below(self.scene.groups);
                if !joined.contains(&group) {
                    joined.push(group);
                }
            }
            for group in joined {
                let members = self.groups[group].clone();
                for _ in 0..self.draw.between(self.scene.partners.0, self.scene.partners.1) {
                    let other = self.draw.pick(&members);
                    self.correspond(broker, other, 2, 6);
                }
            }
        }
    }
}
