//! Linking on two generated networks whose shared persons are known.

use crate::practice::Draw;
use network::link::{BlockLimits, Learning, Model, Profile, compare, curve, learn, link, threshold_for};
use network::{ContactKind, Hours};
use std::collections::HashSet;
use vocab::Pdq;

/// A person behind accounts.
struct Person {
    name: String,
    contacts: Vec<(ContactKind, String)>,
    avatar: Option<Pdq>,
    /// Hour in UTC at which the day is busiest.
    busiest: usize,
}

const FIRST: [&str; 24] = [
    "rose", "tulip", "fern", "moss", "oak", "elm", "birch", "thyme", "basil", "mint", "leek", "onion",
    "tram", "steam", "diesel", "signal", "sleeper", "points", "bridge", "tunnel", "ferry", "kettle", "ladle",
    "whisk",
];
const LAST: [&str; 16] = [
    "fan", "lover", "garden", "spotter", "cook", "walker", "keeper", "friend", "maker", "hunter", "reader",
    "77", "99", "nl", "old", "new",
];

fn person(draw: &mut Draw) -> Person {
    let mut name = format!("{}{}", draw.pick(&FIRST), draw.pick(&LAST));
    // Half of the names are picked from few, so that many bear them.
    if draw.chance(0.5) {
        name += &format!("{}", draw.below(3000));
    }
    let mut contacts = Vec::new();
    for (kind, chance) in [
        (ContactKind::Pgp, 0.15),
        (ContactKind::Email, 0.25),
        (ContactKind::Wallet, 0.1),
        (ContactKind::Handle, 0.2),
    ] {
        if draw.chance(chance) {
            contacts.push((kind, format!("{:016X}@x", draw.next())));
        }
    }
    let avatar = draw.chance(0.5).then(|| Pdq(std::array::from_fn(|_| draw.next() as u8)));
    Person { name, contacts, avatar, busiest: draw.below(24) }
}

/// An account: what of a person is shown, changed as people change it.
fn account(person: &Person, member: u32, draw: &mut Draw) -> Profile {
    let mut name: Vec<char> = person.name.chars().collect();
    match draw.below(10) {
        0..=4 => {}
        5 => name.push('x'),
        6 => {
            let at = draw.below(name.len());
            name.remove(at);
        }
        7 => name.extend(['_', '1']),
        _ => name = format!("{}{}", draw.pick(&FIRST), draw.below(3000)).chars().collect(),
    }
    let mut contacts: Vec<(ContactKind, String)> =
        person.contacts.iter().filter(|_| draw.chance(0.6)).cloned().collect();
    if draw.chance(0.1) {
        contacts.push((ContactKind::Email, format!("{:016X}@x", draw.next())));
    }
    // The help desk that many state.
    if draw.chance(0.02) {
        contacts.push((ContactKind::Email, "help@garden".to_owned()));
    }
    contacts.sort();
    let avatars = person.avatar.filter(|_| draw.chance(0.7)).map(|mut print| {
        for _ in 0..draw.below(24) {
            print.0[draw.below(32)] ^= 1 << draw.below(8);
        }
        print
    });
    let mut hours: Hours = [0; 24];
    for _ in 0..draw.below(160) {
        // The sum of three draws gathers around the busiest hour.
        let off = draw.below(8) + draw.below(8) + draw.below(8);
        hours[(person.busiest + off) % 24] += 1;
    }
    Profile {
        member,
        name: name.into_iter().collect(),
        contacts,
        avatars: avatars.into_iter().collect(),
        hours,
    }
}

struct Networks {
    a: Vec<Profile>,
    b: Vec<Profile>,
    shared: u32,
}

/// The first `shared` members of both are the same persons.
fn networks(seed: u64, members: u32, shared: u32) -> Networks {
    let mut draw = Draw::new(seed);
    let (mut a, mut b) = (Vec::new(), Vec::new());
    for member in 0..members {
        let one = person(&mut draw);
        a.push(account(&one, member, &mut draw));
        let other = if member < shared { one } else { person(&mut draw) };
        b.push(account(&other, member, &mut draw));
    }
    Networks { a, b, shared }
}

fn judged(networks: &Networks, model: &Model) -> Vec<(f64, bool)> {
    let linked = link(&networks.a, &networks.b, model, &BlockLimits::default(), -30.0).unwrap();
    linked
        .candidates
        .iter()
        .map(|candidate| (candidate.bits, candidate.a == candidate.b && candidate.a < networks.shared))
        .collect()
}

#[test]
fn a_threshold_chosen_on_one_pair_of_networks_holds_on_others() {
    let first = networks(1, 3_000, 500);
    let model = learn(&first.a, &first.b, &BlockLimits::default(), &Learning::default()).unwrap();
    let points = curve(&judged(&first, &model), first.shared);
    for wanted in [0.99, 0.98, 0.95, 0.9, 0.8, 0.5] {
        println!("precision {wanted}: {:?}", threshold_for(&points, wanted));
    }
    let chosen = threshold_for(&points, 0.95).unwrap();
    for seed in 1..6 {
        let other = networks(seed, 3_000, 500);
        let (precision, recall, of_sharing) = judge(&other, &model, chosen.bits);
        println!(
            "seed {seed}: precision {precision:.3}, recall {recall:.3}; of those who share something {of_sharing:.3}"
        );
        assert!(precision >= 0.9, "{precision}");
        // Most persons show nothing in both networks that could give them away; those who do are found.
        assert!(of_sharing >= 0.9, "{of_sharing}");
    }
}

/// Precision, recall, and recall among the persons with a contact or picture in both networks.
fn judge(networks: &Networks, model: &Model, bits: f64) -> (f64, f64, f64) {
    let linked = link(&networks.a, &networks.b, model, &BlockLimits::default(), bits).unwrap();
    let right: HashSet<u32> = linked
        .candidates
        .iter()
        .filter(|candidate| candidate.a == candidate.b && candidate.a < networks.shared)
        .map(|candidate| candidate.a)
        .collect();
    let shares = |at: &u32| {
        let (a, b) = (&networks.a[*at as usize], &networks.b[*at as usize]);
        let picture =
            a.avatars.iter().any(|one| b.avatars.iter().any(|other| one.distance_bits(other) <= 31));
        picture || a.contacts.iter().any(|one| one.1 != "help@garden" && b.contacts.contains(one))
    };
    let sharing: Vec<u32> = (0..networks.shared).filter(shares).collect();
    let found = sharing.iter().filter(|at| right.contains(at)).count();
    let precision = right.len() as f64 / linked.candidates.len() as f64;
    (precision, right.len() as f64 / f64::from(networks.shared), found as f64 / sharing.len() as f64)
}

#[test]
fn what_was_learned_is_near_what_is_true() {
    let both = networks(7, 3_000, 500);
    let learned = learn(&both.a, &both.b, &BlockLimits::default(), &Learning::default()).unwrap();
    // Counted on the true pairs: what learning may not know.
    for (field, level) in [
        (network::link::Field::Avatar, 0_u8),
        (network::link::Field::Name, 0),
        (network::link::Field::Hours, 0),
    ] {
        let known: Vec<u8> =
            (0..both.shared as usize).filter_map(|at| compare(&both.a[at], &both.b[at]).of(field)).collect();
        let m = known.iter().filter(|found| **found == level).count() as f64 / known.len() as f64;
        println!("{field:?}: true {m:.3}, learned {:.3}", learned.odds(field, level).m);
    }
    let again = learn(&both.a, &both.b, &BlockLimits::default(), &Learning::default()).unwrap();
    assert_eq!(learned, again);
    let off = learned.prior / (f64::from(both.shared) / (3_000.0 * 3_000.0));
    assert!((0.5..2.0).contains(&off), "the prior is off by {off}");
}

#[test]
fn each_candidate_says_why_and_shared_help_desks_say_little() {
    let mut both = networks(9, 400, 80);
    let contact = (ContactKind::Pgp, "89ABCDEF01234567".to_owned());
    both.a[399].contacts = vec![contact.clone()];
    both.b[5].contacts = vec![contact];
    let model = Model::stated(1e-4);
    let linked = link(&both.a, &both.b, &model, &BlockLimits::default(), 0.0).unwrap();
    let found = linked.candidates.iter().find(|candidate| (candidate.a, candidate.b) == (399, 5)).unwrap();
    assert_eq!(found.why[0].text, "same key: 89ABCDEF01234567");
    assert!((found.bits - found.why.iter().map(|why| why.bits).sum::<f64>()).abs() < 1e-9);
    let pairs: HashSet<(u32, u32)> =
        linked.candidates.iter().map(|candidate| (candidate.a, candidate.b)).collect();
    assert_eq!(pairs.len(), linked.candidates.len());
    for profile in both.a.iter_mut().chain(&mut both.b) {
        profile.contacts = vec![(ContactKind::Email, "help@garden".to_owned())];
    }
    let limits = BlockLimits { pairs_max: 1_000_000, ..BlockLimits::default() };
    let linked = link(&both.a, &both.b, &model, &limits, -60.0).unwrap();
    let email = linked.candidates[0].why.iter().find(|why| why.text.contains("help@garden")).unwrap();
    assert!(email.bits < 2.0, "{email:?}");
    assert!(email.text.ends_with("400 and 400 members have it"));
}
