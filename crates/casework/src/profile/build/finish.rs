//! Turns the running counts into the figures of a profile, each with the filter that selects its items.

use super::{Bounds, Copies, ProfileBuilder};
use crate::profile::classify::{Classifier, Standing};
use crate::profile::filter::ItemFilter;
use crate::profile::item::Statement;
use crate::profile::rows::{
    Accounting, Check, Contents, DeviceRow, Disagreement, FamilyRow, Figure, FolderRow, KnownRow, MonthRow,
    NearRow, PlaceRow, Profile, ReasonRow, StandingRow, TimeSpan, Top,
};
use crate::profile::tally::{Pair, Tally};
use crate::profile::term::{Clock, Month, OutcomeWord, SPANNED, Term};
use crate::review::Verdict;
use std::collections::BTreeMap;
use vocab::{Family, LinkKind, TimeMeaning};

impl Copies {
    fn figures(self, filter: &ItemFilter) -> (Figure, Figure) {
        (self.items.figure(filter.clone()), self.first.figure(filter.and(Term::FirstCopy)))
    }
}

impl ProfileBuilder {
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
