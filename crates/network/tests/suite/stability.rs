//! Ranks under missing ties.

use crate::practice::{Scene, build};
use network::{Shaking, WeightRules, shake, weave};

#[test]
fn what_many_ties_carry_stays_and_what_one_carries_moves() {
    let (world, _) = build(Scene { members: 400, posts: 4_000, brokers: 3, ..Scene::new(1) });
    let rules = WeightRules::default();
    let woven = weave(&world, &rules).unwrap();
    let by_degree = |woven: &network::Woven| {
        let mut order: Vec<u32> = (0..400).collect();
        order.sort_by_key(|&member| std::cmp::Reverse(woven.undirected().degree(member as usize)));
        Ok::<_, std::convert::Infallible>(order)
    };
    let shaking = Shaking { times: 10, ..Shaking::default() };
    let shifts = shake(&woven, &rules, &shaking, 50, by_degree).unwrap();
    assert_eq!(shifts.len(), 50);
    assert!(shifts.iter().all(|shift| shift.places.len() == 10 && shift.best() <= shift.middle()));
    assert!(shifts[0].worst() <= 3, "{:?}", shifts[0]);
    assert!(shifts[49].worst() > shifts[49].best(), "{:?}", shifts[49]);
    assert!((shifts[0].stays_within(3) - 1.0).abs() < 1e-9);
    assert_eq!(shifts, shake(&woven, &rules, &shaking, 50, by_degree).unwrap());
    let other = Shaking { seed: 1, ..shaking };
    assert_ne!(shifts, shake(&woven, &rules, &other, 50, by_degree).unwrap());
    assert!(shake(&woven, &rules, &Shaking { share: 1.0, ..shaking }, 5, by_degree).is_err());
}

#[test]
fn one_pair_in_ten_is_left_out_whoever_acts() {
    let (world, _) = build(Scene { members: 400, posts: 4_000, brokers: 3, ..Scene::new(2) });
    let rules = WeightRules::default();
    let woven = weave(&world, &rules).unwrap();
    let mut kept = Vec::new();
    let look = |thinned: &network::Woven| {
        kept.push(thinned.undirected().clone());
        Ok::<_, std::convert::Infallible>(Vec::new())
    };
    shake(&woven, &rules, &Shaking { times: 8, ..Shaking::default() }, 5, look).unwrap();
    let whole = kept[0].arcs() as f64;
    let left: f64 = kept[1..].iter().map(|rows| 1.0 - rows.arcs() as f64 / whole).sum::<f64>() / 8.0;
    assert!((left - 0.1).abs() < 0.01, "{left}");
}
