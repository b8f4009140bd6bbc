//! A network of the size that the room is made for. Not run by default: it is for whoever measures time and memory.

use crate::practice::Draw;
use network::{
    At, Bars, Download, Draft, FileReference, Maybe, Message, Position, Post, Recipient, Section, Standings,
    Topic, WeightRules, World, first_offers, groups, hours, weave,
};

/// Members by a power law, in sections of which every fourth is gated.
fn world(members: usize, posts: usize) -> World {
    let mut draw = Draw::new(1);
    let topics = posts / 20;
    let member = |draw: &mut Draw| Maybe::some((draw.unit().powi(4) * members as f64) as u32);
    let at = |draw: &mut Draw| At::from_seconds(1_500_000_000 + draw.below(100_000_000) as i64);
    let mut draft = Draft { names: (0..members).map(|_| "rose").collect(), ..Draft::default() };
    draft.sections = (0..200)
        .map(|number| Section { name: String::new(), parent: Maybe::NONE, gated: number % 4 == 0 })
        .collect();
    draft.topics = (0..topics)
        .map(|topic| Topic { section: Maybe::some(topic as u32 % 200), ..Topic::default() })
        .collect();
    for number in 0..posts {
        // Topics follow each other, as they do in a forum.
        let topic = Maybe::some(((number / 20 + draw.below(30)) % topics) as u32);
        let reply_to = Maybe::from(
            (number > 0 && draw.chance(0.5)).then(|| number.saturating_sub(1 + draw.below(40)) as u32),
        );
        draft.posts.push(Post { topic, member: member(&mut draw), reply_to, at: at(&mut draw) });
    }
    for message in 0..(posts / 8) as u32 {
        draft.messages.push(Message { from: member(&mut draw), at: at(&mut draw) });
        let to = member(&mut draw).get().unwrap();
        draft.recipients.push(Recipient { message, member: to });
    }
    for file in 0..(posts / 40) as u32 {
        let (member, at) = (member(&mut draw), at(&mut draw));
        draft.files.push(FileReference { file: file / 2, member, at, ..FileReference::default() });
    }
    for _ in 0..posts / 10 {
        let offered = draw.below(draft.files.len()) as u32;
        let (member, at) = (member(&mut draw).get().unwrap(), at(&mut draw));
        draft.downloads.push(Download { member, offered, at });
    }
    draft.finish().unwrap()
}

#[test]
#[ignore = "takes a minute and a gigabyte: for measuring, in release"]
fn half_a_million_members_and_ten_million_acts() {
    let members = 500_000;
    let world = world(members, 8_000_000);
    println!("made");
    let rules = WeightRules::default();
    let woven = weave(&world, &rules).unwrap();
    println!("woven: {} ties, {} pairs", woven.ties().len(), woven.undirected().arcs() / 2);
    // The measures are another room's, and measured there.
    let position = Position {
        component: vec![0; members],
        core: vec![0; members],
        pagerank: vec![0.0; members],
        betweenness: (0..members).map(|member| 1.0 / (member as f64 + 1.0)).collect(),
        constraint: vec![None; members],
        group: (0..members as u32).map(|member| member % 300).collect(),
        ..Position::default()
    };
    let bars = Bars::default();
    let standings = Standings::gather(&world, &woven, &position, &bars).unwrap();
    println!("gathered");
    println!("key players: {}", standings.key_players(1_000).len());
    println!("hidden brokers: {}", standings.hidden_brokers(1_000).len());
    println!("groups: {}", groups(&standings, &woven, &rules).len());
    println!("first: {}", first_offers(&world).len());
    println!("hours: {}", hours(&world).len());
}
