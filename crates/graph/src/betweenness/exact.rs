//! Betweenness counted to the last pair: a breadth-first search from each node, and back.
//!
//! Brandes, "A faster algorithm for betweenness centrality", 2001; each place may stand for several nodes, as in Puzis
//! and others, 2015.

use super::ground::Ways;
use super::pair::{FEW, MANY};
use crate::watch::{Stopped, Watch};
use rayon::prelude::*;

/// Sources that one thread takes at a time, and groups of sources that are under way at once. Fixed, so that sums are
/// taken in the same order on every machine.
const GROUP: usize = 64;
const GROUPS: usize = 16;

/// Ground to count on: parts side by side, each place standing for some nodes.
pub(super) struct Field<'a> {
    pub(super) ways: Ways<'a>,
    pub(super) behind: &'a [u32],
    /// Where each part begins; one more than there are parts. No way leads from one part to another.
    pub(super) starts: &'a [usize],
}

/// For each place the ordered pairs of nodes whose shortest paths run through it, each for the share that does.
pub(super) fn count(field: &Field<'_>, watch: &dyn Watch) -> Result<Vec<f64>, Stopped> {
    let places = field.ways.len();
    let mut counted = vec![0.0; places];
    let groups: Vec<usize> = (0..places).step_by(GROUP).collect();
    let mut searches: Vec<Search> = Vec::new();
    searches.resize_with(GROUPS.min(groups.len()), Search::default);
    for wave in groups.chunks(GROUPS) {
        searches.par_iter_mut().zip(wave).for_each(|(search, &first)| {
            search.group(field, first..(first + GROUP).min(places));
        });
        for search in &searches[..wave.len()] {
            let sums = &mut counted[search.begin..search.begin + search.sums.len()];
            sums.iter_mut().zip(&search.sums).for_each(|(sum, part)| *sum += part);
        }
        let done = wave.last().map_or(0, |first| (first + GROUP).min(places));
        if done < places && !watch.goes_on(done as u64, places as u64) {
            return Err(Stopped);
        }
    }
    Ok(counted)
}

#[derive(Clone, Copy)]
struct Place {
    /// Shortest paths from the source, in the measure of the step.
    paths: f64,
    /// What the source depends on this place for.
    depends: f64,
    /// Steps from the source; `UNSEEN` before.
    step: u32,
}

const UNSEEN: Place = Place { paths: 0.0, depends: 0.0, step: u32::MAX };

/// Searches from a group of sources, over the parts that they lie in.
#[derive(Default)]
struct Search {
    begin: usize,
    sums: Vec<f64>,
    places: Vec<Place>,
    found: Vec<u32>,
    scale: Vec<f64>,
}

impl Search {
    fn group(&mut self, field: &Field<'_>, sources: std::ops::Range<usize>) {
        let part_of = |place: usize| field.starts.partition_point(|&start| start <= place) - 1;
        self.begin = field.starts[part_of(sources.start)];
        let end = field.starts[part_of(sources.end - 1) + 1];
        self.sums.clear();
        self.sums.resize(end - self.begin, 0.0);
        self.places.resize(self.sums.len().max(self.places.len()), UNSEEN);
        for source in sources {
            self.forth(field, source);
            self.back(field, f64::from(field.behind[source]));
        }
    }

    fn forth(&mut self, field: &Field<'_>, source: usize) {
        let begin = self.begin;
        self.found.clear();
        self.found.push(source as u32);
        self.places[source - begin] = Place { paths: 1.0, depends: 0.0, step: 0 };
        self.scale.clear();
        self.scale.push(1.0);
        let (mut first, mut step) = (0, 1);
        while first < self.found.len() {
            let last = self.found.len();
            let mut many = false;
            for at in first..last {
                let here = self.found[at];
                let paths = self.places[here as usize - begin].paths;
                many |= paths > MANY;
                for &there in field.ways.from(here) {
                    let place = &mut self.places[there as usize - begin];
                    if place.step == u32::MAX {
                        *place = Place { paths, depends: 0.0, step };
                        self.found.push(there);
                    } else if place.step == step {
                        place.paths += paths;
                    }
                }
            }
            let scale = if many { 1.0 / MANY } else { 1.0 };
            if many {
                for &place in &self.found[last..] {
                    let paths = &mut self.places[place as usize - begin].paths;
                    *paths = (*paths * scale).max(FEW);
                }
            }
            self.scale.push(scale);
            first = last;
            step += 1;
        }
    }

    fn back(&mut self, field: &Field<'_>, sources: f64) {
        let begin = self.begin;
        for &here in self.found.iter().rev() {
            let Place { paths, step, .. } = self.places[here as usize - begin];
            let mut depends = 0.0;
            for &there in field.ways.from(here) {
                let place = &self.places[there as usize - begin];
                if place.step == step + 1 {
                    depends += (f64::from(field.behind[there as usize]) + place.depends) / place.paths;
                }
            }
            depends *= paths * self.scale[step as usize + 1];
            self.places[here as usize - begin].depends = depends;
            if step > 0 {
                self.sums[here as usize - begin] += sources * depends;
            }
        }
        self.found.iter().for_each(|&place| self.places[place as usize - begin] = UNSEEN);
    }
}
