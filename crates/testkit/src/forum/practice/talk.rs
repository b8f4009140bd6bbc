//! What is said in the open: few who write much and many who write little, and files offered in the sections of groups.

use super::{COMMON, DAYS, Maker, words};
use crate::Seeded;
use crate::forum::{ForumFile, ForumPost, ForumTopic};
use std::collections::BTreeMap;

/// Topics of each section, newest last, and the last post of each topic.
#[derive(Default)]
struct Talk {
    topics: BTreeMap<u32, Vec<u32>>,
    last: BTreeMap<u32, u32>,
}

impl Maker {
    pub(super) fn talk(&mut self) {
        let mut draw = self.draw("talk");
        let often: Vec<f32> = self
            .ids()
            .map(|member| match (1.0 - draw.unit()).powf(-0.8).min(400.0) {
                _ if self.brokers.contains(&member) => 0.0,
                often => often,
            })
            .collect();
        let sums: Vec<f64> = often
            .iter()
            .scan(0.0, |sum, often| {
                *sum += f64::from(*often);
                Some(*sum)
            })
            .collect();
        let total = sums.last().copied().unwrap_or_default();
        let mut talk = Talk::default();
        for number in 0..self.scene.posts {
            let drawn = f64::from(draw.unit()) * total;
            let member = 2 + sums.partition_point(|sum| *sum <= drawn).min(sums.len() - 1) as u32;
            let is_home = draw.unit() < 0.7;
            let section =
                if is_home { self.section_of(self.home_of(member)) } else { 1 + draw.below(COMMON) as u32 };
            let at = self.at(member, number * DAYS / self.scene.posts, &mut draw);
            self.post(member, section, at, &mut talk, &mut draw);
        }
        // Hidden brokers show themselves at most twice, where everyone does.
        for broker in self.brokers.clone() {
            for _ in 0..draw.below(3) {
                let at = self.any_day(broker, &mut draw);
                self.post(broker, 1, at, &mut talk, &mut draw);
            }
        }
    }

    fn post(&mut self, member: u32, section: u32, at: i64, talk: &mut Talk, draw: &mut Seeded) {
        let id = self.forum.posts.len() as u32 + 1;
        let topics = talk.topics.entry(section).or_default();
        let recent = &topics[topics.len().saturating_sub(8)..];
        let mut quotes = None;
        let topic = if recent.is_empty() || draw.unit() < 0.1 {
            let topic = self.forum.topics.len() as u32 + 1;
            topics.push(topic);
            let title = self.sentence(member, draw).to_owned();
            self.forum.topics.push(ForumTopic { id: topic, section, member, at, title });
            topic
        } else {
            let topic = *draw.pick(recent);
            let answered = talk.last.get(&topic).and_then(|last| self.forum.posts.get(*last as usize - 1));
            quotes = answered
                .filter(|_| draw.unit() < 0.15)
                .map(|post| (post.id, post.member, self.persons[post.member as usize - 2].name.clone()));
            topic
        };
        talk.last.insert(topic, id);
        let text = (0..=draw.below(3)).map(|_| self.sentence(member, draw)).collect::<Vec<_>>().join("\n");
        let address = self.persons[member as usize - 2].address().to_owned();
        self.forum.posts.push(ForumPost { id, topic, section, member, at, address, quotes, text });
    }

    pub(super) fn sentence(&self, member: u32, draw: &mut Seeded) -> &'static str {
        let sentences: &[&str] = self.persons[member as usize - 2].place.sentences;
        sentences[draw.below(sentences.len())]
    }

    /// Pictures of tomatoes and plans of railways, attached to posts in the section of a group.
    pub(super) fn files(&mut self) {
        let mut draw = self.draw("files");
        for id in 1..=(self.scene.members / 10) as u32 {
            let post = draw.pick(&self.forum.posts);
            self.forum.files.push(ForumFile {
                id,
                member: post.member,
                post: post.id,
                topic: post.topic,
                name: draw.pick(&words::FILES).to_string(),
                stored_name: format!("{}_{:016x}{:016x}", post.member, draw.next(), draw.next()),
                size_bytes: 10_000 + draw.below(4_000_000) as u64,
                at: post.at,
                downloads: draw.below(60) as u64,
            });
        }
    }
}
