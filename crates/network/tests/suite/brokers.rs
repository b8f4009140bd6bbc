//! Hidden brokers are found: the proof over twenty seeds, beside what counting ties and PageRank find.

use crate::practice::{Scene, build};
use graph::{Unwatched, betweenness};
use network::{Bars, Measuring, Position, Standings, WeightRules, places, weave};
use rayon::prelude::*;

struct Found {
    /// Place of each true broker in the explained order; none where it is not in it.
    places: Vec<Option<usize>>,
    by_degree: usize,
    by_pagerank: usize,
    /// By the betweenness of the position, and by it among members without a title and with few posts.
    by_betweenness: usize,
    by_betweenness_sieved: usize,
    candidates: usize,
}

/// Finds brokers in a scene. The order hardly leans on betweenness, so that a rough one will do; a comparison needs it exact.
fn look(scene: Scene, is_exact: bool) -> Found {
    let (world, truth) = build(scene);
    let woven = weave(&world, &WeightRules::default()).unwrap();
    let measuring = Measuring { seed: scene.seed, epsilon: 0.01, ..Measuring::default() };
    let mut position = Position::measure(&woven, &measuring, &Unwatched).unwrap();
    if is_exact {
        position.betweenness = betweenness(woven.undirected(), &Unwatched).unwrap();
    }
    let bars = Bars::default();
    let standings = Standings::gather(&world, &woven, &position, &bars).unwrap();
    let order: Vec<u32> =
        standings.hidden_brokers(usize::MAX).iter().map(|broker| broker.standing.member).collect();
    let degree: Vec<f64> = (0..world.members()).map(|at| woven.undirected().degree(at) as f64).collect();
    let first = |values: &[f64]| {
        let places = places(values);
        truth.brokers.iter().filter(|&&broker| places[broker as usize] <= 100).count()
    };
    let few = standings.few_posts();
    let titled = |member: usize| standings.of(member as u32).highest.is_some_and(|rank| rank.is_title());
    let sieved: Vec<f64> = (0..world.members())
        .map(|member| {
            if standings.posts()[member] > few || titled(member) {
                -1.0
            } else {
                position.betweenness[member]
            }
        })
        .collect();
    Found {
        places: truth.brokers.iter().map(|broker| order.iter().position(|member| member == broker)).collect(),
        by_degree: first(&degree),
        by_pagerank: first(&position.pagerank),
        by_betweenness: first(&position.betweenness),
        by_betweenness_sieved: first(&sieved),
        candidates: order.len(),
    }
}

fn share(found: &[Found], first: usize) -> f64 {
    let all: Vec<_> = found.iter().flat_map(|found| &found.places).collect();
    all.iter().filter(|place| place.is_some_and(|place| place < first)).count() as f64 / all.len() as f64
}

#[test]
#[ignore = "counts betweenness exactly: minutes"]
fn beside_exact_betweenness() {
    let found: Vec<Found> = (0..2).into_par_iter().map(|seed| look(Scene::new(seed), true)).collect();
    for found in &found {
        println!(
            "of {}: by reasons {:.2}, by betweenness {}, by betweenness among the quiet {}",
            found.places.len(),
            share(std::slice::from_ref(found), 100),
            found.by_betweenness,
            found.by_betweenness_sieved
        );
    }
    let planted: usize = found.iter().map(|found| found.places.len()).sum();
    let sieved: usize = found.iter().map(|found| found.by_betweenness_sieved).sum();
    assert!(share(&found, 100) * planted as f64 >= sieved as f64);
}

/// The seeds on which the order was made; the proof below is on others.
#[test]
#[ignore = "for whoever changes the order: shows what each scene gives"]
fn scenes_from_easy_to_hard() {
    let usual = Scene::new(0);
    let scenes = [
        ("usual", usual),
        ("half the size", Scene { members: 6_000, posts: 60_000, ..usual }),
        ("two to three confidants a group", Scene { partners: (2, 3), ..usual }),
        ("twice the strays", Scene { strays: 0.25, ..usual }),
    ];
    for (name, scene) in scenes {
        let look = |seed| look(Scene { seed, ..scene }, false);
        let found: Vec<Found> = (100..106).into_par_iter().map(look).collect();
        let candidates: usize = found.iter().map(|found| found.candidates).sum();
        println!(
            "{name}: in the first 20 {:.3}, 50 {:.3}, 100 {:.3} of {} candidates",
            share(&found, 20),
            share(&found, 50),
            share(&found, 100),
            candidates / found.len()
        );
    }
}

#[test]
fn nine_in_ten_hidden_brokers_are_among_the_first_hundred() {
    let found: Vec<Found> = (0..20).into_par_iter().map(|seed| look(Scene::new(seed), false)).collect();
    let planted: usize = found.iter().map(|found| found.places.len()).sum();
    let sum = |of: fn(&Found) -> usize| -> usize { found.iter().map(of).sum() };
    let (by_degree, by_pagerank) = (sum(|found| found.by_degree), sum(|found| found.by_pagerank));
    for (seed, found) in found.iter().enumerate() {
        let mut places: Vec<Option<usize>> =
            found.places.iter().map(|place| place.map(|place| place + 1)).collect();
        places.sort();
        println!("seed {seed}: {} candidates, places {places:?}", found.candidates);
    }
    println!(
        "of {planted}: in the first 20 {:.3}, 50 {:.3}, 100 {:.3}; by degree {by_degree}, by PageRank {by_pagerank}",
        share(&found, 20),
        share(&found, 50),
        share(&found, 100)
    );
    assert!(share(&found, 100) >= 0.9, "{}", share(&found, 100));
    // Were there no more candidates than are looked at, the order would not be put to the test.
    assert!(found.iter().all(|found| found.candidates > 200));
    assert!(share(&found, 100) > 2.0 * by_degree.max(by_pagerank) as f64 / planted as f64);
}
