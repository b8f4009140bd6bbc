//! From a forum's dump to key players, arrests, links and the report, by the real program on forums whose truth is known.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test fails by it, and shows what it found")]

mod house;
#[path = "networks/peers.rs"]
mod peers;

use house::{House, said};
use serde_json::Value;
use std::collections::BTreeSet;
use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;
use testkit::forum::practice::{ForumScene, PracticeForum, Shares, practice_forum, write_forum};

const ANALYST: [&str; 2] = ["--role", "network-analyst"];

/// A house with a case and its authorisation.
fn opened() -> House {
    let house = House::new();
    house.ok(&["case", "open", "zaak"]);
    let record = ["authorisation", "record", "--case", "zaak", "--offence", "oefening"];
    let grant = ["--given-by", "mr. A", "--capacity", "rechter-commissaris", "--given-on", "2026-01-05"];
    house.ok(&[&record[..], &grant].concat());
    house
}

/// The forum of a scene, read into the case under a name.
fn read(house: &House, name: &str, scene: ForumScene) -> (PracticeForum, Value) {
    let made = practice_forum(scene);
    let dump = write_forum(&house.path(name), &made).unwrap();
    let seal = house.json(&["network", "read", dump.to_str().unwrap(), "--case", "zaak", "--as", name]);
    (made, seal)
}

/// A command on a network, as the analyst gives it.
fn words<'a>(deed: &'a str, network: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&["network", deed, "--case", "zaak", "--network", network], &ANALYST[..], more].concat()
}

fn ids(members: &Value, at: &str) -> Vec<u32> {
    let id = |member: &Value| member.pointer(at).unwrap().as_str().unwrap().parse().unwrap();
    members.as_array().unwrap().iter().map(id).collect()
}

#[test]
fn from_the_dump_to_the_report() {
    let house = opened();
    let (made, read) = read(&house, "tuin", ForumScene::small(1));
    let counts = &read["seal"]["report"]["counts"];
    assert_eq!(counts["members"], made.forum.members.len(), "{counts}");
    assert_eq!(counts["posts"], made.forum.posts.len(), "{counts}");
    assert_eq!(counts["messages"], made.forum.messages.len(), "{counts}");

    let picture = house.json(&words("measure", "tuin", &[]));
    assert_eq!(house.json(&words("key-players", "tuin", &[])), picture, "what was measured is what is shown");
    let brokers = ids(&picture["hidden_brokers"], "/member/id");
    let found = made.truth.brokers.iter().filter(|broker| brokers.contains(&broker.member)).count();
    assert!(found * 10 >= made.truth.brokers.len() * 9, "{found} of {}", made.truth.brokers.len());
    let players: BTreeSet<u32> = ids(&picture["key_players"], "/member/id").into_iter().collect();
    for titled in &made.truth.key_players {
        assert!(players.contains(&titled.member), "{titled:?}");
    }
    for player in picture["key_players"].as_array().unwrap() {
        assert!(!player["reasons"].as_array().unwrap().is_empty(), "a place has its reasons: {player}");
    }

    let dismantled = house.json(&words("dismantle", "tuin", &["--share", "0.1"]));
    let after = dismantled["after"].as_array().unwrap();
    let largest = |at: &Value| at[0].as_u64().unwrap();
    assert!(largest(after.last().unwrap()) <= dismantled["largest_max"].as_u64().unwrap());
    assert!(after.windows(2).all(|pair| largest(&pair[0]) >= largest(&pair[1])));
    assert_eq!(after.len(), dismantled["order"].as_array().unwrap().len() + 1);

    let broker = &made.truth.brokers[0];
    let touched = house.json(&words("touch", "tuin", &[&broker.member.to_string()]));
    let others: BTreeSet<u32> = touched["others"]
        .as_array()
        .unwrap()
        .iter()
        .map(|other| other[0]["id"].as_str().unwrap().parse().unwrap())
        .collect();
    let confidants = broker.confidants.iter().filter(|confidant| **confidant != broker.member);
    for confidant in confidants.take(3) {
        assert!(others.contains(confidant), "{confidant} of {broker:?}");
    }

    house.ok(&words("report", "tuin", &["--html", "report.html"]));
    let page = std::fs::read_to_string(house.path("report.html")).unwrap();
    assert!(page.contains("tuin") && page.contains("<svg"));
    assert_eq!(house.json(&["ledger", "verify"])["sound"], true);
}

#[test]
fn names_that_attack_come_out_as_text() {
    let house = opened();
    let (made, _) = read(&house, "tuin", ForumScene::small(3));
    let picture = house.json(&words("measure", "tuin", &[]));
    let dismantled = house.json(&words("dismantle", "tuin", &["--share", "0.05"]));
    let told = house.ok(&words("key-players", "tuin", &["--most", "100"]));
    house.ok(&words("report", "tuin", &["--html", "report.html"]));
    let page = std::fs::read_to_string(house.path("report.html")).unwrap();
    let moves = |c: char| c.is_control() && c != '\n' || ('\u{202a}'..='\u{202e}').contains(&c);
    let mut shown = 0;
    for hostile in &made.truth.hostile {
        let touched = house.json(&words("touch", "tuin", &[&hostile.member.to_string()]));
        assert_eq!(touched["standing"]["member"]["name"], hostile.name.as_str(), "no name is changed");
        let on_terminal = house.ok(&words("touch", "tuin", &[&hostile.member.to_string()]));
        assert!(!on_terminal.contains(moves), "{}: {on_terminal:?}", hostile.attacks);
        let all = [&picture["key_players"], &picture["hidden_brokers"]];
        let players = all.iter().flat_map(|all| all.as_array().unwrap());
        shown += players.filter(|player| player["member"]["name"] == hostile.name.as_str()).count();
        if hostile.attacks == "a page" {
            assert!(!page.contains(&hostile.name), "{}", hostile.name);
        }
    }
    assert!(shown >= 5, "{shown} places are held by names that attack");
    assert!(!told.contains(moves), "{told:?}");
    assert!(page.contains("&lt;script&gt;alert("), "the name is there, as text");
    assert!(!page.contains("<script>alert") && !page.contains("<img src=x"));
    assert!(!page.contains('\u{1b}'), "no page holds a control character");
    assert!(dismantled["order"].as_array().is_some_and(|order| !order.is_empty()));
}

#[test]
fn the_same_persons_in_two_networks_are_candidates_until_an_analyst_says_so() {
    let house = opened();
    read(&house, "tuin", ForumScene::small(1));
    let shares = Some(Shares { seed: 1, persons: 40 });
    let (second, _) = read(&house, "spoor", ForumScene { shares, ..ForumScene::small(2) });
    let with = ["--with", "spoor"];
    let linked = house.json(&words("link", "tuin", &with));
    let candidates = linked["candidates"].as_array().unwrap();
    let truth: BTreeSet<(u32, u32)> =
        second.truth.shared.iter().map(|shared| (shared.elsewhere, shared.member)).collect();
    let found: Vec<(u32, u32)> =
        ids(&linked["candidates"], "/a/id").into_iter().zip(ids(&linked["candidates"], "/b/id")).collect();
    let right = found.iter().filter(|pair| truth.contains(pair)).count();
    assert!(right * 10 >= truth.len() * 9, "{right} of {} found", truth.len());
    assert!(right * 10 >= found.len() * 9, "{right} of {} candidates are right", found.len());
    assert!(
        candidates
            .iter()
            .all(|found| found["verdict"].is_null() && !found["why"].as_array().unwrap().is_empty())
    );

    let (a, b) = (found[0].0.to_string(), found[0].1.to_string());
    let pair = ["--with", "spoor", "--member", &a, "--with-member", &b];
    house.ok(&words(
        "review",
        "tuin",
        &[&pair[..], &["--verdict", "same", "--because", "same jabber"]].concat(),
    ));
    let again = house.json(&words("link", "tuin", &with));
    assert_eq!(again["candidates"][0]["verdict"][0], "same");
    assert!(again["candidates"].as_array().unwrap().iter().skip(1).all(|found| found["verdict"].is_null()));
}

#[test]
fn a_dump_that_breaks_off_is_read_as_far_as_it_goes() {
    let house = opened();
    let made = practice_forum(ForumScene::small(4));
    let dump = std::fs::read(write_forum(&house.path("heel"), &made).unwrap()).unwrap();
    let mark = b"INSERT INTO `phpbb_users`";
    let users = dump.windows(mark.len()).position(|window| window == mark).unwrap();
    let cut = house.file("cut.sql", &dump[..users + (dump.len() - users) * 7 / 10]);
    let read = house.json(&["network", "read", cut.to_str().unwrap(), "--case", "zaak", "--as", "cut"]);
    let report = &read["seal"]["report"];
    let members = report["counts"]["members"].as_u64().unwrap();
    assert!((100..600).contains(&members), "{members}");
    assert!(report["defects"].to_string().to_lowercase().contains("truncated"), "{}", report["defects"]);
    let picture = house.json(&words("measure", "cut", &[]));
    assert!(picture["members"].as_u64().unwrap() >= members);

    let cut = house.file("early.sql", &dump[..dump.len() / 3]);
    let read = house.json(&["network", "read", cut.to_str().unwrap(), "--case", "zaak", "--as", "early"]);
    assert!(read["seal"]["report"]["defects"].to_string().to_lowercase().contains("truncated"));
    let empty = house.file("empty.sql", b"");
    let refused = house.run(&["network", "read", empty.to_str().unwrap(), "--case", "zaak", "--as", "empty"]);
    assert_ne!(refused.code, 0);
    assert!(!refused.err.is_empty() && !refused.err.contains("panicked"), "{}", refused.err);
}

#[test]
fn killed_while_it_measures_and_given_again_the_picture_is_the_same() {
    let whole = {
        let house = opened();
        read(&house, "tuin", ForumScene::small(5));
        house.json(&words("measure", "tuin", &[]))
    };
    let house = opened();
    read(&house, "tuin", ForumScene::small(5));
    let mut killed = 0;
    for round in 0..40_u64 {
        let words = words("measure", "tuin", &["--json"]);
        let mut child = house.command(&words).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        sleep(Duration::from_millis(40 + round * 60));
        if child.try_wait().unwrap().is_some() {
            let done = said(child.wait_with_output().unwrap());
            assert_eq!(done.code, 0, "{}", done.err);
            break;
        }
        child.kill().unwrap();
        child.wait().unwrap();
        killed += 1;
    }
    assert!(killed > 0);
    assert_eq!(house.json(&words("measure", "tuin", &[])), whole, "after {killed} kills");
    assert_eq!(house.json(&["ledger", "verify"])["sound"], true);
}

/// Where the hidden brokers of one forum stand.
struct Found {
    seed: u64,
    /// How many are in the order that the program gives, a hundred at most.
    listed: usize,
    /// Place of each true broker; `None` where it is not among the first hundred.
    places: Vec<Option<usize>>,
    by_degree: Vec<usize>,
    by_pagerank: Vec<usize>,
}

fn look(scene: ForumScene) -> Found {
    let house = opened();
    let (made, _) = read(&house, "tuin", scene);
    let picture = house.json(&words("measure", "tuin", &[]));
    let order = ids(&picture["hidden_brokers"], "/member/id");
    let (degree, pagerank) = peers::places(&made.forum);
    let brokers: Vec<u32> = made.truth.brokers.iter().map(|broker| broker.member).collect();
    let mut places: Vec<Option<usize>> =
        brokers.iter().map(|broker| order.iter().position(|id| id == broker).map(|at| at + 1)).collect();
    places.sort_by_key(|place| place.unwrap_or(usize::MAX));
    let sorted = |places: peers::Places| {
        let mut places: Vec<usize> = brokers.iter().map(|broker| places.place(*broker)).collect();
        places.sort_unstable();
        places
    };
    let (by_degree, by_pagerank) = (sorted(degree), sorted(pagerank));
    Found { seed: scene.seed, listed: order.len(), places, by_degree, by_pagerank }
}

/// Prints where each stands and gives the parts of all hidden brokers that are in the first hundred: explained, by number
/// of contacts, by PageRank.
fn table(found: &[Found]) -> [f64; 3] {
    for one in found {
        let place = |place: &Option<usize>| place.map_or("-".to_owned(), |place| place.to_string());
        let places: Vec<String> = one.places.iter().map(place).collect();
        println!("seed {:>3}, {} listed: places {}", one.seed, one.listed, places.join(" "));
        println!("          by contacts {:?}", one.by_degree);
        println!("          by PageRank {:?}", one.by_pagerank);
    }
    let planted: usize = found.iter().map(|one| one.places.len()).sum();
    let share = |count: usize| count as f64 / planted as f64;
    let among = |places: fn(&Found) -> &Vec<usize>| {
        share(found.iter().flat_map(places).filter(|place| **place <= 100).count())
    };
    let explained = found.iter().flat_map(|one| &one.places).flatten();
    let within = |most| share(explained.clone().filter(|place| **place <= most).count());
    let (by_degree, by_pagerank) = (among(|one| &one.by_degree), among(|one| &one.by_pagerank));
    println!(
        "of {planted}: explained, in the first 20 {:.3}, 50 {:.3}, 100 {:.3}; in the first 100 by contacts {by_degree:.3}, by \
         PageRank {by_pagerank:.3}",
        within(20),
        within(50),
        within(100)
    );
    [within(100), by_degree, by_pagerank]
}

#[test]
fn nine_in_ten_hidden_brokers_are_among_the_first_hundred() {
    let found: Vec<Found> = [11, 12, 13].map(|seed| look(ForumScene::of(seed, 1500))).into();
    let [explained, by_degree, by_pagerank] = table(&found);
    assert!(explained >= 0.9, "{explained}");
    assert!(explained > 2.0 * by_degree.max(by_pagerank));
}

#[test]
#[ignore = "twenty forums of 6000 members take minutes; prints where each broker stands"]
fn hidden_brokers_of_twenty_forums() {
    let found: Vec<Found> = (1..=20).map(|seed| look(ForumScene::of(seed, 6000))).collect();
    let [explained, ..] = table(&found);
    assert!(explained >= 0.9, "{explained}");
}
