//! Standing, groups and what one arrest touches, on a network small enough to check by hand.

use graph::Unwatched;
use network::{
    At, Bars, Download, Draft, FileReference, Maybe, Measuring, Message, Position, Post, Rank, Reason,
    Recipient, Role, Section, Standings, Strength, TieKind, Topic, WeightRules, World, groups, touched,
    weave,
};

const DAY: i64 = 86_400;

/// Two allotments of five (0 to 4, 5 to 9) where all write to all; member 10 writes to two in each; 11 hangs on 10. Member 0
/// runs it and appointed 5; 1 offered two files that 2 and 6 fetched.
fn world() -> World {
    let mut draft = Draft { names: (0..12).map(|_| "<b>rose</b>").collect(), ..Draft::default() };
    let mut write = |a: u32, b: u32| {
        for (from, to) in [(a, b), (b, a)] {
            let message = draft.messages.len() as u32;
            draft
                .messages
                .push(Message { from: Maybe::some(from), at: At::from_seconds(i64::from(message) * DAY) });
            draft.recipients.push(Recipient { message, member: to });
        }
    };
    for base in [0, 5] {
        for a in 0..5 {
            (a + 1..5).for_each(|b| write(base + a, base + b));
        }
    }
    [0, 1, 5, 6, 11].into_iter().for_each(|other| write(10, other));
    let role = |member, rank, from: i64, by| Role {
        member,
        word: format!("{rank:?}"),
        rank,
        section: Maybe::from((rank == Rank::SectionModerator).then_some(0)),
        from: At::from_seconds(from * DAY),
        until: At::UNKNOWN,
        by: Maybe::from(by),
    };
    draft.roles = vec![role(0, Rank::Administrator, 0, None), role(5, Rank::SectionModerator, 3, Some(0))];
    draft.sections = vec![Section { name: "shed".into(), parent: Maybe::NONE, gated: true }];
    draft.topics = vec![Topic { section: Maybe::some(0), member: Maybe::some(3), at: At::UNKNOWN }];
    draft.posts = vec![Post { topic: Maybe::some(0), member: Maybe::some(3), ..Post::default() }];
    let offer = |file| FileReference {
        file,
        series: Maybe::some(7),
        member: Maybe::some(1),
        section: Maybe::NONE,
        at: At::from_seconds(5 * DAY),
    };
    draft.files = vec![offer(40), offer(41)];
    draft.downloads = [(2, 0), (6, 1)]
        .map(|(member, offered)| Download { member, offered, at: At::from_seconds(6 * DAY) })
        .to_vec();
    draft.finish().unwrap()
}

#[test]
fn reasons_can_be_read_and_redone() {
    let (world, rules, bars) = (world(), WeightRules::default(), Bars::default());
    let woven = weave(&world, &rules).unwrap();
    let position = Position::measure(&woven, &Measuring::default(), &Unwatched).unwrap();
    let standings = Standings::gather(&world, &woven, &position, &bars).unwrap();
    let texts = |member| -> Vec<String> {
        let standing = standings.of(member);
        standing.reasons.iter().map(|weighed| weighed.reason.because(&world).text).collect()
    };
    let head = texts(0);
    assert_eq!(head[0], "administrator (\"Administrator\") since 1970-01-01");
    assert!(head.contains(&"gave a title to 1: \"<b>rose</b>\" (id 5)".to_owned()), "{head:?}");
    assert_eq!(
        texts(5)[0],
        "moderator of a section (\"SectionModerator\") of section \"shed\" since 1970-01-04, appointed by \"<b>rose</b>\" (id 0)"
    );
    assert!(texts(1).iter().any(|text| text
        == "first in this source to offer 2 files that 2 others spread; 1 known series among them"));
    let order: Vec<u32> = standings.key_players(12).iter().map(|standing| standing.member).collect();
    assert!(order.iter().position(|&member| member == 10) < Some(3), "{order:?}");
    assert!(standings.of(10).reasons.iter().any(|weighed| weighed.strength == Strength::Strong
        && matches!(weighed.reason, Reason::Carries(crossing) if crossing.is_sole())));
    let broker = &standings.hidden_brokers(5)[0];
    assert_eq!((broker.standing.member, broker.held.len(), broker.away), (10, 2, 3));
    let short = Position { core: Vec::new(), ..position.clone() };
    assert!(Standings::gather(&world, &woven, &short, &bars).is_err());
}

#[test]
fn groups_say_what_they_do_and_an_arrest_what_it_touches() {
    let (world, rules, bars) = (world(), WeightRules::default(), Bars::default());
    let woven = weave(&world, &rules).unwrap();
    let position = Position::measure(&woven, &Measuring::default(), &Unwatched).unwrap();
    let standings = Standings::gather(&world, &woven, &position, &bars).unwrap();
    let found = groups(&standings, &woven, &rules);
    assert_eq!(found.iter().map(|group| group.members.len()).sum::<usize>(), 12);
    assert!(found[0].part(TieKind::PrivateMessage).unwrap() > 0.5);
    let whole: f64 = woven.graph().out().weights().iter().map(|&weight| f64::from(weight)).sum();
    let within: f64 = found.iter().flat_map(|group| group.within).sum();
    let beyond: f64 = found.iter().flat_map(|group| group.beyond).sum();
    // What joins two groups stands with both.
    assert!((within + beyond / 2.0 - whole).abs() < 1e-3 * whole);
    let of_three = found.iter().find(|group| group.members.contains(&3)).unwrap();
    assert_eq!(
        (of_three.sections.as_slice(), of_three.gated_posts, of_three.placed_posts),
        (&[(0, 1)][..], 1, 1)
    );
    assert!(of_three.does().iter().any(|because| because.rule == "group.private"));

    let broker = touched(&standings, &woven, &rules, 10).unwrap();
    // Without 10, six stand on the side that 6 and 2 keep joined by a file, and 11 alone.
    assert_eq!(
        (broker.others.len(), broker.acts[TieKind::PrivateMessage as usize], broker.cut_off),
        (5, 10, 1)
    );
    // 10 and 11 are a group of their own, and 10 alone joins it to both others.
    assert_eq!(broker.parted.len(), 2);
    assert!(broker.unled.is_empty() && !broker.headless);
    let head = touched(&standings, &woven, &rules, 0).unwrap();
    assert_eq!((head.headless, head.appointed.as_slice()), (true, &[5][..]));
    assert_eq!(touched(&standings, &woven, &rules, 5).unwrap().unled, [0]);
    let source = touched(&standings, &woven, &rules, 1).unwrap();
    assert_eq!(
        (source.files.as_slice(), source.series.as_slice(), source.supplied.as_slice()),
        (&[40, 41][..], &[7][..], &[2, 6][..])
    );
    assert_eq!(touched(&standings, &woven, &rules, 12), None);
}
