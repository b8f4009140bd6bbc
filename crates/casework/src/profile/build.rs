//! Builds a profile in one pass over the items of a reading.

mod finish;

use super::classify::{Classification, Classifier, Content, Standing};
use super::item::{Camera, Outcome, ProfiledItem, Statement};
use super::place_rule::{PlaceRule, place_rules_of};
use super::tally::{Pair, Tally};
use super::term::{Clock, Month, SPANNED};
use crate::review::Verdict;
use std::collections::BTreeMap;
use vocab::{Family, LinkKind, TimeMeaning, When};

#[derive(Clone, Copy, Default)]
struct Copies {
    items: Tally,
    first: Tally,
}

impl Copies {
    fn add(&mut self, size_bytes: u64, content: Content) {
        self.items.add(size_bytes);
        if content == Content::First {
            self.first.add(size_bytes);
        }
    }
}

struct Bounds {
    pair: Pair,
    all: (When, When),
    known: Option<(When, When)>,
}

/// Builds a [`Profile`]. Items come in the order of the manifest.
///
/// Memory grows with the distinct contents (about 100 bytes each) and the folders (about 150), and with the
/// distinct statements, cameras, months and reasons, which are few on any real carrier.
#[derive(Default)]
pub struct ProfileBuilder {
    classifier: Classifier,
    last_order: Option<u64>,
    out_of_order: bool,
    outcomes: [Tally; 3],
    skipped: BTreeMap<String, Tally>,
    failed: BTreeMap<String, Tally>,
    with_defects: Tally,
    defects: BTreeMap<String, Tally>,
    standings: BTreeMap<Standing, Copies>,
    contents: [Tally; 5],
    known: BTreeMap<Statement, Copies>,
    md5_alone: Tally,
    disagreements: BTreeMap<Vec<Statement>, Copies>,
    near: BTreeMap<(Statement, Option<Verdict>), (Copies, u32, u32)>,
    families: BTreeMap<Family, Pair>,
    bounds: BTreeMap<(TimeMeaning, Clock), Bounds>,
    months: BTreeMap<Month, Pair>,
    undated: [Pair; 2],
    folders: Vec<Pair>,
    /// Rules of place by number of folder; most folders have none and don't stand here.
    folder_rules: BTreeMap<usize, Vec<&'static PlaceRule>>,
    cameras: BTreeMap<Camera, Pair>,
    presence: [Pair; 2],
    held: BTreeMap<Option<LinkKind>, Pair>,
    places: BTreeMap<&'static str, (&'static PlaceRule, Pair)>,
}

impl ProfileBuilder {
    /// A builder that has seen nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Counts the next item and says where it stands, for the item index to keep.
    pub fn push(&mut self, item: &ProfiledItem) -> Classification {
        self.out_of_order |= self.last_order.is_some_and(|last| last >= item.order);
        self.last_order = Some(item.order);
        let (classified, folder) = self.classifier.next_in_folder(item);
        self.standings.entry(classified.standing).or_default().add(item.size_bytes, classified.content);
        self.account(item);
        if let Some(folder) = folder {
            let known = classified.standing == Standing::Known;
            self.count_content(item.size_bytes, classified.content);
            self.count_matches(item, classified.content);
            self.count_times(item, known);
            self.count_places(item, folder as usize, known);
        }
        classified
    }

    fn account(&mut self, item: &ProfiledItem) {
        let size = item.size_bytes;
        let (outcome, because) = match &item.outcome {
            Outcome::Read => (0, None),
            Outcome::Skipped(reason) => (1, Some((&mut self.skipped, reason))),
            Outcome::Failed(reason) => (2, Some((&mut self.failed, reason))),
        };
        self.outcomes[outcome].add(size);
        if !item.in_scope {
            return;
        }
        if let Some((reasons, reason)) = because {
            add_to(reasons, reason, |tally| tally.add(size));
        }
        if !item.defects.is_empty() {
            self.with_defects.add(size);
        }
        for (i, kind) in item.defects.iter().enumerate() {
            if !item.defects[..i].contains(kind) {
                add_to(&mut self.defects, kind, |tally| tally.add(size));
            }
        }
    }

    fn count_content(&mut self, size: u64, content: Content) {
        let [read, first, further, elsewhere, without] = &mut self.contents;
        read.add(size);
        match content {
            Content::Absent => without.add(size),
            Content::First => first.add(size),
            Content::FurtherHere { .. } => further.add(size),
            Content::FurtherElsewhere { .. } => {
                further.add(size);
                elsewhere.add(size);
            }
        }
    }

    fn count_matches(&mut self, item: &ProfiledItem, content: Content) {
        let size = item.size_bytes;
        for statement in item.statements() {
            add_to(&mut self.known, statement, |copies| copies.add(size, content));
        }
        if item.known_by_md5_alone() {
            self.md5_alone.add(size);
        }
        if item.sets_disagree() {
            let statements = item.statements().into_iter().cloned().collect();
            self.disagreements.entry(statements).or_default().add(size, content);
        }
        let mut near: BTreeMap<_, (u32, u32)> = BTreeMap::new();
        for hit in &item.near {
            let bits = hit.distance_bits;
            let bounds = near.entry((&hit.statement, hit.reviewed)).or_insert((bits, bits));
            *bounds = (bounds.0.min(bits), bounds.1.max(bits));
        }
        for ((statement, verdict), (least, most)) in near {
            let row =
                self.near.entry((statement.clone(), verdict)).or_insert((Copies::default(), least, most));
            row.0.add(size, content);
            row.1 = row.1.min(least);
            row.2 = row.2.max(most);
        }
    }

    fn count_times(&mut self, item: &ProfiledItem, known: bool) {
        let size = item.size_bytes;
        for (at, meaning) in SPANNED.into_iter().enumerate() {
            let stamps: Vec<_> = item.stamps.iter().filter(|stamp| stamp.meaning == meaning).collect();
            if stamps.is_empty() {
                self.undated[at].add(size, known);
            }
            let mut months: Vec<_> = stamps.iter().map(|stamp| Month::of(stamp)).collect();
            months.sort_unstable();
            months.dedup();
            for month in &months {
                self.months.entry(*month).or_default().add(size, known);
            }
            for clock in Clock::ALL {
                let on_clock = stamps.iter().map(|stamp| stamp.when).filter(|when| clock_of(when) == clock);
                if let Some((least, most)) = extremes(on_clock) {
                    self.widen(meaning, clock, (least, most), size, known);
                }
            }
        }
    }

    fn widen(&mut self, meaning: TimeMeaning, clock: Clock, span: (When, When), size: u64, known: bool) {
        let bounds = self.bounds.entry((meaning, clock)).or_insert_with(|| Bounds {
            pair: Pair::default(),
            all: span,
            known: None,
        });
        bounds.pair.add(size, known);
        bounds.all = joined(bounds.all, span);
        if known {
            bounds.known = Some(bounds.known.map_or(span, |so_far| joined(so_far, span)));
        }
    }

    fn count_places(&mut self, item: &ProfiledItem, folder: usize, known: bool) {
        let size = item.size_bytes;
        self.families.entry(item.family).or_default().add(size, known);
        if self.folders.len() <= folder {
            // Folders are numbered as they are met, so this one is new.
            self.folders.resize(folder + 1, Pair::default());
            let rules: Vec<_> = place_rules_of(&item.folder).collect();
            if !rules.is_empty() {
                self.folder_rules.insert(folder, rules);
            }
        }
        self.folders[folder].add(size, known);
        for rule in self.folder_rules.get(&folder).into_iter().flatten() {
            self.places.entry(rule.name).or_insert((*rule, Pair::default())).1.add(size, known);
        }
        if let Some(camera) = &item.camera {
            add_to(&mut self.cameras, camera, |pair: &mut Pair| pair.add(size, known));
        }
        self.presence[usize::from(item.deleted)].add(size, known);
        self.held.entry(item.holder.map(|holder| holder.kind)).or_default().add(size, known);
    }
}

fn clock_of(when: &When) -> Clock {
    match when {
        When::Utc(_) => Clock::Utc,
        When::Local(_) => Clock::Local,
    }
}

fn joined(a: (When, When), b: (When, When)) -> (When, When) {
    (a.0.min(b.0), a.1.max(b.1))
}

fn extremes(times: impl Iterator<Item = When>) -> Option<(When, When)> {
    times.map(|when| (when, when)).reduce(joined)
}

/// Adds under a key that is copied only when it is new.
fn add_to<K: Ord + Clone, V: Default>(map: &mut BTreeMap<K, V>, key: &K, add: impl FnOnce(&mut V)) {
    match map.get_mut(key) {
        Some(value) => add(value),
        None => add(map.entry(key.clone()).or_default()),
    }
}
