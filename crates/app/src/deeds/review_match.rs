//! Recording what a person found on comparing a near match. No engine and no job can do this.

use super::case_named::{Found, sealed};
use crate::gate::{Act, Deed, Details, count};
use crate::reading::items::Manifest;
use crate::{AppError, AppErrorKind};
use authority::{DeedName, Subject, mark};
use casework::review::{Review, Verdict};
use manifest::By;
use store::Tx;
use vocab::ReadingId;

/// Records a verdict on one near match, with reasons.
#[derive(Debug)]
pub struct ReviewMatch {
    /// Name of the case.
    pub case: String,
    /// Name or id of the carrier; may be left out where the case has one.
    pub carrier: Option<String>,
    /// Number of the item in the manifest.
    pub item: u64,
    /// Name of the known set that holds the near print.
    pub set: String,
    /// What the person found.
    pub verdict: Verdict,
    /// Why.
    pub reasons: String,
}

impl Deed for ReviewMatch {
    type Done = (ReadingId, Review);
    type Output = Review;

    fn name(&self) -> DeedName {
        DeedName::ReviewMatch
    }

    fn subject(&self) -> Subject {
        super::case_named::subject(&self.case, self.carrier.as_deref())
    }

    fn act(&mut self, act: &Act<'_>) -> Result<Self::Done, AppError> {
        let hand = act.hand::<mark::Reviewer>("a near match is compared by a reviewer")?;
        let Found { reading, .. } = sealed(act, &self.case, self.carrier.as_deref())?;
        if let Some((_, seal)) = &reading.sealed {
            let mut waits = false;
            Manifest::open(act, &reading, seal)?.each(&mut |row, _, _| {
                let near = |hit: &manifest::Match| hit.by == By::Pdq && hit.set == self.set;
                waits |= row.order == self.item && row.matches.iter().any(near);
                row.order < self.item
            })?;
            if !waits {
                return Err(AppError::new(
                    AppErrorKind::Missing,
                    format!("item {} has no near match in set {}", self.item, self.set),
                    "List them with `hoeder carrier items --filter standing=near_waiting`",
                ));
            }
        }
        let review = Review {
            verdict: self.verdict,
            reasons: self.reasons.trim().to_owned(),
            by: hand.name().to_owned(),
            at: act.now(),
        };
        let earlier = act.store().reviews(reading.id)?;
        let last = earlier.iter().rev().find(|(item, set, _)| (*item, set) == (self.item, &self.set));
        review.may_follow(last.map(|(_, _, review)| review)).map_err(AppError::invalid)?;
        Ok((reading.id, review))
    }

    fn keep(
        self,
        done: Self::Done,
        _: &Act<'_>,
        tx: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<Review, AppError> {
        let (reading, review) = done;
        tx.add_review(reading, self.item, &self.set, &review)?;
        details.insert("reading".into(), reading.to_string().into());
        details.insert("item".into(), count(self.item));
        details.insert("set".into(), self.set.into());
        details.insert("verdict".into(), review.verdict.word().into());
        Ok(review)
    }
}
