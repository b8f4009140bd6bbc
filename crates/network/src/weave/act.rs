//! Ties that follow from one row each: answers, quotes, messages, appointments.

use crate::column::At;
use crate::tie::{Tie, TieKind};
use crate::weight::WeightRules;
use crate::world::World;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Why acts made no tie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyLeftOut {
    /// The source has lost one of the two members.
    NoMember,
    /// Both are the same member.
    Oneself,
    /// Nobody was there to be answered: the first post of a topic.
    NothingBefore,
    /// More receivers than the rules allow.
    TooManyReceivers,
    /// The rules need a moment, and none is known.
    NoMoment,
}

/// Acts that made no tie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Kind of tie that they would have made.
    pub kind: TieKind,
    /// Why they did not.
    pub why: WhyLeftOut,
    /// How many.
    pub count: u64,
}

/// Gathers ties and counts what makes none.
pub(super) struct Loom {
    ties: Vec<Tie>,
    left_out: BTreeMap<(TieKind, WhyLeftOut), u64>,
    counts: [bool; TieKind::ALL.len()],
}

impl Loom {
    pub(super) fn new(rules: &WeightRules) -> Self {
        let counts = TieKind::ALL.map(|kind| rules.of(kind) > 0.0);
        Self { ties: Vec::new(), left_out: BTreeMap::new(), counts }
    }

    /// Adds a tie, unless a member is missing or tied to itself, or the kind weighs nothing.
    pub(super) fn tie(&mut self, kind: TieKind, from: Option<u32>, to: Option<u32>, at: At, amount: f32) {
        if !self.counts[kind as usize] || amount <= 0.0 {
            return;
        }
        match (from, to) {
            (Some(from), Some(to)) if from != to => self.ties.push(Tie { from, to, at, amount, kind }),
            (Some(_), Some(_)) => self.leave(kind, WhyLeftOut::Oneself, 1),
            _ => self.leave(kind, WhyLeftOut::NoMember, 1),
        }
    }

    pub(super) fn leave(&mut self, kind: TieKind, why: WhyLeftOut, count: u64) {
        if self.counts[kind as usize] {
            *self.left_out.entry((kind, why)).or_default() += count;
        }
    }

    pub(super) fn finish(self) -> (Vec<Tie>, Vec<LeftOut>) {
        let left_out = self.left_out.into_iter().map(|((kind, why), count)| LeftOut { kind, why, count });
        (self.ties, left_out.collect())
    }
}

/// Answers and quotes. Where the source does not say what a post answers, it answers the post before it in its topic,
/// by the part that the rules give to that.
pub(super) fn talk(world: &World, rules: &WeightRules, loom: &mut Loom) {
    let tables = world.tables();
    let mut last: Vec<Option<u32>> = vec![None; tables.topics.len()];
    let mut begun = vec![false; tables.topics.len()];
    for post in &tables.posts {
        let topic = post.topic.get().map(|topic| topic as usize);
        let from = post.member.get();
        match (post.reply_to.get(), topic) {
            (Some(answered), _) => {
                let to = tables.posts[answered as usize].member.get();
                loom.tie(TieKind::Reply, from, to, post.at, 1.0);
            }
            (None, Some(topic)) if begun[topic] => {
                loom.tie(TieKind::Reply, from, last[topic], post.at, rules.reply_unstated.value);
            }
            _ => loom.leave(TieKind::Reply, WhyLeftOut::NothingBefore, 1),
        }
        if let Some(topic) = topic {
            last[topic] = from;
            begun[topic] = true;
        }
    }
    for quote in &tables.quotes {
        let post = &tables.posts[quote.post as usize];
        loom.tie(TieKind::Quote, post.member.get(), Some(quote.member), post.at, 1.0);
    }
}

/// Private messages; each is shared by those who receive it.
pub(super) fn messages(world: &World, rules: &WeightRules, loom: &mut Loom) {
    let tables = world.tables();
    let mut receivers = vec![0_u32; tables.messages.len()];
    for recipient in &tables.recipients {
        receivers[recipient.message as usize] += 1;
    }
    for recipient in &tables.recipients {
        let count = receivers[recipient.message as usize] as f32;
        if count > rules.receivers_max.value {
            loom.leave(TieKind::PrivateMessage, WhyLeftOut::TooManyReceivers, 1);
            continue;
        }
        let message = &tables.messages[recipient.message as usize];
        loom.tie(
            TieKind::PrivateMessage,
            message.from.get(),
            Some(recipient.member),
            message.at,
            1.0 / count,
        );
    }
}

/// Appointments. Who was appointed by nobody that the source names makes no tie, and that is no loss.
pub(super) fn appointments(world: &World, loom: &mut Loom) {
    for role in world.tables().roles.iter().filter(|role| role.by.get().is_some()) {
        loom.tie(TieKind::Appointment, role.by.get(), Some(role.member), role.from, 1.0);
    }
}
