//! What counting finds: places by number of contacts and by PageRank, worked out from the forum itself, without Hoeder.

use std::collections::BTreeMap;
use testkit::forum::Forum;

/// Letters to more than this are announcements to both sides of the comparison.
const RECEIVERS_MAX: usize = 50;

/// Place of each member, from 1; who is level shares the better place.
pub(crate) struct Places(BTreeMap<u32, usize>);

impl Places {
    fn of(values: &BTreeMap<u32, f64>) -> Self {
        let mut sorted: Vec<f64> = values.values().copied().collect();
        sorted.sort_by(|a, b| b.total_cmp(a));
        let place = |value: &f64| 1 + sorted.partition_point(|other| other > value);
        Self(values.iter().map(|(member, value)| (*member, place(value))).collect())
    }

    pub(crate) fn place(&self, member: u32) -> usize {
        self.0.get(&member).copied().unwrap_or(usize::MAX)
    }
}

/// Acts between two members: an answer to the post before, a quote, a letter.
fn acts(forum: &Forum) -> BTreeMap<(u32, u32), f64> {
    let mut acts = BTreeMap::new();
    let mut act = |a: u32, b: u32| {
        if a != b {
            *acts.entry((a.min(b), a.max(b))).or_insert(0.0) += 1.0;
        }
    };
    let mut posts: Vec<_> = forum.posts.iter().filter(|post| post.member > 1).collect();
    posts.sort_by_key(|post| (post.topic, post.at, post.id));
    for pair in posts.windows(2).filter(|pair| pair[0].topic == pair[1].topic) {
        act(pair[0].member, pair[1].member);
    }
    for post in &posts {
        if let Some((_, quoted, _)) = &post.quotes {
            act(post.member, *quoted);
        }
    }
    for message in forum.messages.iter().filter(|message| message.to.len() <= RECEIVERS_MAX) {
        message.to.iter().for_each(|to| act(message.from, *to));
    }
    acts
}

/// By number of contacts, and by PageRank (damping 0.85, a hundred rounds) over the acts.
pub(crate) fn places(forum: &Forum) -> (Places, Places) {
    let acts = acts(forum);
    let mut degree: BTreeMap<u32, f64> = forum.members.iter().map(|member| (member.id, 0.0)).collect();
    let mut strength = degree.clone();
    for ((a, b), count) in &acts {
        for member in [a, b] {
            *degree.entry(*member).or_default() += 1.0;
            *strength.entry(*member).or_default() += count;
        }
    }
    let members = degree.len() as f64;
    let mut rank: BTreeMap<u32, f64> = degree.keys().map(|member| (*member, 1.0 / members)).collect();
    for _ in 0..100 {
        let lone: f64 = rank.iter().filter(|(member, _)| strength[member] == 0.0).map(|(_, rank)| rank).sum();
        let base = (0.15 + 0.85 * lone) / members;
        let mut next: BTreeMap<u32, f64> = rank.keys().map(|member| (*member, base)).collect();
        for ((a, b), count) in &acts {
            *next.entry(*b).or_default() += 0.85 * rank[a] * count / strength[a];
            *next.entry(*a).or_default() += 0.85 * rank[b] * count / strength[b];
        }
        rank = next;
    }
    (Places::of(&degree), Places::of(&rank))
}
