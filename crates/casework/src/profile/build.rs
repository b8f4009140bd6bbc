//! Builds a profile in one pass over the items of a reading.

use super::classify::{Classification, Classifier, Content, Standing};
use super::filter::ItemFilter;
use super::item::{Camera, Outcome, ProfiledItem, Statement};
use super::place_rule::{PlaceRule, place_rules_of};
use super::rows::*;
use super::tally::{Pair, Tally};
use super::term::{Clock, Month, OutcomeWord, SPANNED, Term};
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

    fn figures(self, filter: &ItemFilter) -> (Figure, Figure) {
        (self.items.figure(filter.clone()), self.first.figure(filter.and(Term::FirstCopy)))
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
            self.folders.resize(folder + 1, Pair::default());
        }
        self.folders[folder].add(size, known);
        if let Some(camera) = &item.camera {
            add_to(&mut self.cameras, camera, |pair: &mut Pair| pair.add(size, known));
        }
        self.presence[usize::from(item.deleted)].add(size, known);
        self.held.entry(item.holder.map(|holder| holder.kind)).or_default().add(size, known);
        for rule in place_rules_of(&item.folder) {
            self.places.entry(rule.name).or_insert((rule, Pair::default())).1.add(size, known);
        }
    }

    /// The profile of everything pushed.
    pub fn finish(mut self) -> Profile {
        let counted = ItemFilter(vec![Term::Outcome(OutcomeWord::Read), Term::InScope(true)]);
        let split_of = |pair: Pair, term: Term| pair.split(&counted.and(term));
        let accounting = self.accounting();
        let standings = self.standing_rows();
        let contents = self.content_figures(&counted);
        let checks = self.checks(&accounting, &standings, &contents);
        let [live, deleted] = self.presence;
        let held = |kind: Option<LinkKind>| {
            split_of(self.held.get(&kind).copied().unwrap_or_default(), Term::Held(kind))
        };
        let (own, members, thumbnails) =
            (held(None), held(Some(LinkKind::Member)), held(Some(LinkKind::Thumbnail)));
        Profile {
            standings,
            contents,
            checks,
            known: known_rows(self.known, &counted),
            known_by_md5_alone: self.md5_alone.figure(counted.and(Term::Md5Alone)),
            disagreements: disagreement_rows(self.disagreements, &counted),
            near: near_rows(self.near, &counted),
            families: Family::ALL
                .into_iter()
                .map(|family| {
                    let pair = self.families.get(&family).copied().unwrap_or_default();
                    FamilyRow { family, items: split_of(pair, Term::Family(family)) }
                })
                .collect(),
            times: time_spans(self.bounds, &self.months, &counted),
            undated: SPANNED
                .into_iter()
                .zip(self.undated)
                .map(|(meaning, pair)| (meaning, split_of(pair, Term::Undated(meaning))))
                .collect(),
            folders: folder_rows(std::mem::take(&mut self.classifier), &self.folders, &counted),
            devices: top(self.cameras.into_iter().collect(), |camera, pair| DeviceRow {
                items: split_of(pair, Term::Camera(camera.clone())),
                camera,
            }),
            live: split_of(live, Term::Deleted(false)),
            deleted: split_of(deleted, Term::Deleted(true)),
            own,
            members,
            thumbnails,
            places: self
                .places
                .into_values()
                .map(|(rule, pair)| PlaceRow {
                    because: rule.because(),
                    items: split_of(pair, Term::Place(rule.name.to_owned())),
                })
                .collect(),
            accounting,
        }
    }

    fn accounting(&mut self) -> Accounting {
        let [read, skipped, failed] = self.outcomes;
        let of = |tally: Tally, outcome| tally.figure(ItemFilter::of(Term::Outcome(outcome)));
        let mut found = of(read, OutcomeWord::Read);
        for other in [of(skipped, OutcomeWord::Skipped), of(failed, OutcomeWord::Failed)] {
            found.count += other.count;
            found.bytes = found.bytes.saturating_add(other.bytes);
        }
        found.items = ItemFilter::every();
        let in_scope = ItemFilter::of(Term::InScope(true));
        let outside = self.standings.get(&Standing::OutsideScope).copied().unwrap_or_default();
        let unread = |outcome| in_scope.and(Term::Outcome(outcome));
        Accounting {
            found,
            read: of(read, OutcomeWord::Read),
            skipped: of(skipped, OutcomeWord::Skipped),
            failed: of(failed, OutcomeWord::Failed),
            outside_scope: outside.items.figure(ItemFilter::of(Term::InScope(false))),
            skipped_because: reasons(
                std::mem::take(&mut self.skipped),
                &unread(OutcomeWord::Skipped),
                Term::Reason,
            ),
            failed_because: reasons(
                std::mem::take(&mut self.failed),
                &unread(OutcomeWord::Failed),
                Term::Reason,
            ),
            with_defects: self.with_defects.figure(in_scope.and(Term::AnyDefect)),
            defects: reasons(std::mem::take(&mut self.defects), &in_scope, Term::Defect),
        }
    }

    fn standing_rows(&self) -> Vec<StandingRow> {
        Standing::ALL
            .into_iter()
            .map(|standing| {
                let copies = self.standings.get(&standing).copied().unwrap_or_default();
                let (items, contents) = copies.figures(&ItemFilter::of(Term::Standing(standing)));
                StandingRow { standing, items, contents }
            })
            .collect()
    }

    fn content_figures(&self, counted: &ItemFilter) -> Contents {
        let [read, first, further, elsewhere, without] = self.contents;
        Contents {
            read: read.figure(counted.clone()),
            distinct: first.figure(counted.and(Term::FirstCopy)),
            further: further.figure(counted.and(Term::FurtherCopy)),
            elsewhere: elsewhere.figure(counted.and(Term::CopyElsewhere)),
            without: without.figure(counted.and(Term::NoContent)),
        }
    }

    fn checks(&self, accounting: &Accounting, standings: &[StandingRow], contents: &Contents) -> Vec<Check> {
        let check = |rule: &str, holds| Check { rule: rule.to_owned(), holds };
        let standing_sum: u64 = standings.iter().map(|row| row.items.count).sum();
        let Accounting { found, read, skipped, failed, .. } = accounting;
        let parts = contents.distinct.count + contents.further.count + contents.without.count;
        vec![
            check("account.found", found.count == read.count + skipped.count + failed.count),
            check("account.standings", found.count == standing_sum),
            check("account.contents", contents.read.count == parts),
            check("account.order", !self.out_of_order),
        ]
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

fn reasons(map: BTreeMap<String, Tally>, base: &ItemFilter, term: fn(String) -> Term) -> Vec<ReasonRow> {
    map.into_iter()
        .map(|(reason, tally)| ReasonRow { items: tally.figure(base.and(term(reason.clone()))), reason })
        .collect()
}

fn known_rows(known: BTreeMap<Statement, Copies>, counted: &ItemFilter) -> Vec<KnownRow> {
    known
        .into_iter()
        .map(|(statement, copies)| {
            let (items, contents) = copies.figures(&counted.and(Term::Says(statement.clone())));
            KnownRow { statement, items, contents }
        })
        .collect()
}

fn disagreement_rows(rows: BTreeMap<Vec<Statement>, Copies>, counted: &ItemFilter) -> Vec<Disagreement> {
    rows.into_iter()
        .map(|(statements, copies)| {
            let (items, contents) = copies.figures(&counted.and(Term::SetsDisagree(statements.clone())));
            Disagreement { statements, items, contents }
        })
        .collect()
}

fn near_rows(
    rows: BTreeMap<(Statement, Option<Verdict>), (Copies, u32, u32)>,
    counted: &ItemFilter,
) -> Vec<NearRow> {
    rows.into_iter()
        .map(|((statement, verdict), (copies, distance_bits_min, distance_bits_max))| {
            let (items, contents) = copies.figures(&counted.and(Term::Near(statement.clone(), verdict)));
            NearRow { statement, verdict, items, contents, distance_bits_min, distance_bits_max }
        })
        .collect()
}

fn time_spans(
    bounds: BTreeMap<(TimeMeaning, Clock), Bounds>,
    months: &BTreeMap<Month, Pair>,
    counted: &ItemFilter,
) -> Vec<TimeSpan> {
    bounds
        .into_iter()
        .map(|((meaning, clock), Bounds { pair, all, known })| TimeSpan {
            meaning,
            clock,
            items: pair.split(&counted.and(Term::Dated(meaning, clock))),
            earliest: all.0,
            latest: all.1,
            known,
            months: months
                .iter()
                .filter(|(month, _)| month.meaning == meaning && month.clock == clock)
                .map(|(month, pair)| MonthRow {
                    year: month.year,
                    month: month.month,
                    items: pair.split(&counted.and(Term::Month(*month))),
                })
                .collect(),
        })
        .collect()
}

fn folder_rows(classifier: Classifier, pairs: &[Pair], counted: &ItemFilter) -> Top<FolderRow> {
    let named = classifier
        .into_folders()
        .into_iter()
        .filter_map(|(folder, number)| Some((folder, *pairs.get(number as usize)?)))
        .collect();
    top(named, |folder: Box<str>, pair| {
        let folder = String::from(folder);
        FolderRow { items: pair.split(&counted.and(Term::Folder(folder.clone()))), folder }
    })
}

fn top<K: Ord, R>(mut rows: Vec<(K, Pair)>, row: impl Fn(K, Pair) -> R) -> Top<R> {
    let rows_total = rows.len() as u64;
    rows.sort_unstable_by(|(a, x), (b, y)| {
        let by_count = (y.known.count(), y.all.count()).cmp(&(x.known.count(), x.all.count()));
        by_count.then_with(|| a.cmp(b))
    });
    rows.truncate(Profile::TOP_ROWS);
    Top { rows: rows.into_iter().map(|(key, pair)| row(key, pair)).collect(), rows_total }
}
