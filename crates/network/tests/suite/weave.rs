//! Ties beside their slow twins.

use crate::practice::{Scene, build};
use network::{
    At, Download, Draft, FileReference, LeftOut, Maybe, Message, Post, Rank, Recipient, Role, Section, Tie,
    TieKind, Topic, WeightRules, WhyLeftOut, World, weave,
};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn names(count: usize) -> network::Texts {
    (0..count).map(|_| "rose").collect()
}

/// Posts as (member, topic, moment), none below 0; even topics stand in a gated section.
fn posts(drawn: &[(i32, u32, i64)]) -> World {
    let some = |number: i32| Maybe::from(u32::try_from(number).ok());
    Draft {
        names: names(6),
        sections: vec![
            Section { name: "shed".into(), parent: Maybe::NONE, gated: true },
            Section { name: "pond".into(), parent: Maybe::NONE, gated: false },
        ],
        topics: (0..4).map(|topic| Topic { section: Maybe::some(topic % 2), ..Topic::default() }).collect(),
        posts: drawn
            .iter()
            .map(|&(member, topic, at)| Post {
                topic: Maybe::some(topic),
                member: some(member),
                reply_to: Maybe::NONE,
                at: At::from((at >= 0).then_some(at * 3600)),
            })
            .collect(),
        ..Draft::default()
    }
    .finish()
    .unwrap()
}

/// Slow twin of co-presence: from each post, look back over all posts of the section.
fn co_presence(drawn: &[(i32, u32, i64)], width: usize, hours: i64) -> Vec<(u32, u32)> {
    let mut found = Vec::new();
    for (at, &(member, topic, moment)) in drawn.iter().enumerate() {
        if member < 0 || moment < 0 || topic % 2 == 1 {
            continue;
        }
        let mut others: Vec<i32> = Vec::new();
        for &(other, topic, then) in drawn[..at].iter().rev() {
            if other < 0 || then < 0 || topic % 2 == 1 || other == member || others.contains(&other) {
                continue;
            }
            if others.len() == width {
                break;
            }
            others.push(other);
            if (moment - then).abs() <= hours {
                found.push((member as u32, other as u32));
            }
        }
    }
    found.sort_unstable();
    found
}

proptest! {
    #[test]
    fn co_presence_as_by_looking_back(
        drawn in proptest::collection::vec((-1_i32..6, 0_u32..4, -1_i64..60), 0..60),
        width in 1_u8..5,
        hours in 1_u8..40,
    ) {
        let mut rules = WeightRules::default();
        rules.presence_members.value = f32::from(width);
        rules.presence_hours.value = f32::from(hours);
        let woven = weave(&posts(&drawn), &rules).unwrap();
        let mut found: Vec<(u32, u32)> = woven
            .ties()
            .iter()
            .filter(|tie| tie.kind == TieKind::CoPresence)
            .map(|tie| (tie.from, tie.to))
            .collect();
        found.sort_unstable();
        prop_assert_eq!(found, co_presence(&drawn, usize::from(width), i64::from(hours)));
    }
}

#[test]
fn each_act_makes_its_tie_and_what_makes_none_is_counted() {
    let some = Maybe::some;
    let at = At::from_seconds(7);
    let file = |member| FileReference { file: 3, member: some(member), at, ..FileReference::default() };
    let post = |member: Option<u32>, reply_to: Option<u32>| Post {
        topic: some(0),
        member: Maybe::from(member),
        reply_to: Maybe::from(reply_to),
        at,
    };
    let world = Draft {
        names: names(60),
        topics: vec![Topic::default()],
        posts: vec![
            post(Some(0), None),
            post(Some(1), None),
            post(Some(2), Some(0)),
            post(None, None),
            post(Some(2), Some(2)),
        ],
        messages: vec![Message { from: some(0), at }, Message { from: some(1), at }, Message::default()],
        recipients: [(0, 1), (0, 2), (2, 1)]
            .into_iter()
            .chain((0..55).map(|member| (1, member)))
            .map(|(message, member)| Recipient { message, member })
            .collect(),
        files: vec![file(4), file(5), file(4)],
        downloads: vec![Download { member: 3, offered: 1, at }],
        roles: vec![Role {
            member: 1,
            word: "mod".into(),
            rank: Rank::Moderator,
            section: Maybe::NONE,
            from: at,
            until: At::UNKNOWN,
            by: some(0),
        }],
        ..Draft::default()
    };
    let woven = weave(&world.finish().unwrap(), &WeightRules::default()).unwrap();
    let tie = |from, to, amount, kind| Tie { from, to, at, amount, kind };
    assert_eq!(
        woven.ties(),
        [
            tie(0, 1, 0.5, TieKind::PrivateMessage),
            tie(0, 1, 1.0, TieKind::Appointment),
            tie(0, 2, 0.5, TieKind::PrivateMessage),
            tie(1, 0, 0.25, TieKind::Reply),
            tie(2, 0, 1.0, TieKind::Reply),
            tie(3, 5, 1.0, TieKind::FileExchange),
            tie(5, 4, 1.0, TieKind::FileExchange),
        ]
    );
    let left = |kind, why, count| LeftOut { kind, why, count };
    assert_eq!(
        woven.left_out(),
        [
            left(TieKind::Reply, WhyLeftOut::NoMember, 1),
            left(TieKind::Reply, WhyLeftOut::Oneself, 1),
            left(TieKind::Reply, WhyLeftOut::NothingBefore, 1),
            left(TieKind::PrivateMessage, WhyLeftOut::NoMember, 1),
            left(TieKind::PrivateMessage, WhyLeftOut::TooManyReceivers, 55),
        ]
    );
    assert_eq!(woven.ties_between(0, 1).len(), 2);
    assert_eq!(woven.ties_from(5).len(), 1);
}

/// Slow twin of the graph: add up a map.
#[test]
fn strengths_add_up_as_in_a_map() {
    let (world, _) = build(Scene { members: 300, posts: 3_000, brokers: 3, ..Scene::new(5) });
    let rules = WeightRules::default();
    let woven = weave(&world, &rules).unwrap();
    let mut acts: BTreeMap<(u32, u32, TieKind), f64> = BTreeMap::new();
    for tie in woven.ties() {
        *acts.entry((tie.from, tie.to, tie.kind)).or_default() += f64::from(tie.amount);
    }
    let mut strength: BTreeMap<(u32, u32), f64> = BTreeMap::new();
    for ((from, to, kind), amount) in acts {
        *strength.entry((from, to)).or_default() += f64::from(rules.of(kind)) * (1.0 + amount).log2();
    }
    assert_eq!(woven.graph().out().arcs(), strength.len());
    for ((from, to), wanted) in strength {
        let row = woven.graph().out();
        let place = row.neighbours(from as usize).binary_search(&to).unwrap();
        let found = f64::from(row.weights_of(from as usize)[place]);
        assert!((found - wanted).abs() <= 1e-5 * wanted, "{from} {to}: {found} {wanted}");
    }
}
