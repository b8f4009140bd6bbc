//! Whatever the tables hold, the room answers: circles of appointment, members without posts, posts without members, moments
//! of 1970, 2106 and beyond, names that are an attack.

use graph::Unwatched;
use network::country::{AddressTable, Atlas, Habit, leads};
use network::link::{BlockLimits, Model, link, profiles};
use network::{
    At, Avatar, Bars, Contact, ContactKind, Download, Draft, FileReference, Login, Maybe, Measuring, Message,
    Position, Post, Quote, Rank, Recipient, Role, Roles, Section, Standings, Stated, StatedKind, Topic,
    WeightRules, World, groups, last_moment, touched, weave,
};
use proptest::prelude::*;
use vocab::Pdq;

const MEMBERS: u32 = 7;
const NAMES: [&str; 7] = [
    "",
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "'; DROP",
    "\u{202e}txet sdrawkcab\u{202c}",
    "🌹🌹🌹🌹",
    "../../etc",
];
const MOMENTS: [i64; 8] =
    [0, -1, 4_294_967_296, i64::MIN + 1, i64::MAX, 1_500_000_000, 1_500_003_600, 253_402_300_800];
const RANKS: [Rank; 4] = [Rank::Administrator, Rank::SectionModerator, Rank::Trusted, Rank::Banned];

/// A number below `count`, or none.
fn maybe(drawn: u32, count: u32) -> Maybe {
    Maybe::from((drawn % (count + 1)).checked_sub(1))
}

fn at(drawn: u32) -> At {
    At::from(MOMENTS.get(drawn as usize % 9).copied())
}

fn world(drawn: &[(u32, u32, u32, u32)]) -> World {
    let mut draft = Draft { names: NAMES.into_iter().collect(), ..Draft::default() };
    draft.sections = (0..3)
        .map(|number| Section { name: "x".into(), parent: Maybe::some((number + 1) % 3), gated: number == 1 })
        .collect();
    draft.topics = (0..3).map(|number| Topic { section: maybe(number, 3), ..Topic::default() }).collect();
    for (number, &(a, b, c, d)) in (0_u32..).zip(drawn) {
        let count = drawn.len() as u32;
        draft.posts.push(Post {
            topic: maybe(a, 3),
            member: maybe(b, MEMBERS),
            reply_to: maybe(c, count),
            at: at(d),
        });
        draft.quotes.push(Quote { post: number, member: a % MEMBERS });
        draft.messages.push(Message { from: maybe(c, MEMBERS), at: at(a) });
        draft.recipients.push(Recipient { message: d % (number + 1), member: b % MEMBERS });
        draft.files.push(FileReference {
            file: a % 3,
            series: maybe(b, 2),
            member: maybe(d, MEMBERS),
            section: maybe(c, 3),
            at: at(b),
        });
        draft.downloads.push(Download { member: c % MEMBERS, offered: a % (number + 1), at: at(c) });
        draft.logins.push(Login {
            member: d % MEMBERS,
            address: std::net::Ipv4Addr::from(a).into(),
            at: at(b),
        });
        draft.roles.push(Role {
            member: a % MEMBERS,
            word: NAMES[b as usize % 7].to_owned(),
            rank: RANKS[c as usize % 4],
            section: maybe(d, 3),
            from: at(b),
            until: at(c),
            by: maybe(d, MEMBERS),
        });
        let kind = [StatedKind::Place, StatedKind::TimeZone, StatedKind::Language][a as usize % 3];
        draft.stated.push(Stated { member: b % MEMBERS, kind, text: NAMES[c as usize % 7].to_owned() });
        draft.contacts.push(Contact {
            member: c % MEMBERS,
            kind: ContactKind::Pgp,
            value: NAMES[d as usize % 7].to_owned(),
        });
        draft.avatars.push(Avatar { member: a % MEMBERS, print: Pdq([b as u8; 32]), quality: c as u8 });
    }
    draft.finish().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn every_world_gets_an_answer(drawn in proptest::collection::vec((any::<u32>(), any::<u32>(), any::<u32>(), any::<u32>()), 0..40)) {
        let world = world(&drawn);
        let (rules, bars) = (WeightRules::default(), Bars::default());
        let woven = weave(&world, &rules).unwrap();
        prop_assert_eq!(&woven, &weave(&world, &rules).unwrap());
        let position = Position::measure(&woven, &Measuring::default(), &Unwatched).unwrap();
        let standings = Standings::gather(&world, &woven, &position, &bars).unwrap();
        for standing in standings.key_players(100) {
            for weighed in standing.reasons {
                prop_assert!(!weighed.reason.because(&world).text.is_empty());
            }
        }
        standings.hidden_brokers(100);
        prop_assert_eq!(groups(&standings, &woven, &rules).iter().map(|group| group.members.len()).sum::<usize>(), 7);
        for member in 0..MEMBERS {
            let touched = touched(&standings, &woven, &rules, member).unwrap();
            let acts = woven.ties().iter().filter(|tie| tie.from == member || tie.to == member).count();
            prop_assert_eq!(touched.acts.iter().sum::<u32>() as usize, acts);
        }
        let roles = Roles::of(&world);
        roles.doubts();
        roles.in_power_at(last_moment(&world).seconds().unwrap_or(0));
        let atlas = Atlas::own().unwrap();
        for lead in leads(&world, &atlas, &AddressTable::default(), &Habit::stated()).unwrap() {
            prop_assert!(lead.grounds.iter().all(|ground| !ground.because().text.is_empty()));
        }
        let profiles = profiles(&world);
        let linked = link(&profiles, &profiles, &Model::stated(0.1), &BlockLimits::default(), -1e3).unwrap();
        prop_assert!(linked.candidates.iter().all(|candidate| candidate.bits.is_finite()));
    }
}

#[test]
fn nobody_is_a_network_too() {
    let world = Draft::default().finish().unwrap();
    let (rules, bars) = (WeightRules::default(), Bars::default());
    let woven = weave(&world, &rules).unwrap();
    let position = Position::measure(&woven, &Measuring::default(), &Unwatched).unwrap();
    let standings = Standings::gather(&world, &woven, &position, &bars).unwrap();
    assert_eq!((standings.key_players(5).len(), standings.hidden_brokers(5).len()), (0, 0));
    assert_eq!(groups(&standings, &woven, &rules), []);
}
