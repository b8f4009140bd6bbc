//! A prosecutor's decision on one person in one case: the route, the reasons, and the whole basis, frozen.
//!
//! The rules say what is permitted, barred or to be weighed; a named prosecutor chooses. What the law bars can't be
//! chosen. What policy speaks against can, with a reason for each. The basis holds every fact as it stood and every
//! finding as it was made, so that the decision can be looked at again with the same rules years later.

mod printed;

pub use printed::{cited, function, official, value_in_words, waits_for_order};

use crate::document::Prose;
use crate::fact::{FiledFact, gather};
use crate::text::listed;
use authority::{Hand, mark};
use jiff::civil::Date;
use rules::{
    Assessment, Edition, Effect, FactError, FactName, Facts, Finding, Flag, Origin, Route, RuleId, RuleKind,
    Standing, Truth, Value, assess,
};
use serde::{Deserialize, Serialize};
use sha2::Digest as _;
use std::collections::BTreeSet;
use vocab::{DecisionId, Moment, ReadingId, Sha256};

/// The prosecutor's reason for going on although a rule of policy speaks against it, or is unknown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The rule.
    pub rule: RuleId,
    /// Why.
    pub reason: Prose,
}

/// The sealed profile of a carrier, as it stood.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ProfileRoot {
    /// The reading.
    pub reading: ReadingId,
    /// Merkle root of its manifest.
    pub root: String,
}

/// All that a decision rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// Every fact and opinion on file, with how it stood.
    pub file: Vec<FiledFact>,
    /// What the rules were told.
    pub facts: Facts,
    /// What they said.
    pub assessment: Assessment,
    /// Profiles of the carriers of the case.
    pub profiles: Vec<ProfileRoot>,
}

impl Basis {
    /// Gathers and assesses what is on file, for a decision on `day`.
    ///
    /// # Errors
    /// Never for a day of the calendar.
    pub fn of(
        file: Vec<FiledFact>,
        profiles: Vec<ProfileRoot>,
        day: Date,
        edition: Edition,
    ) -> Result<Self, FactError> {
        let facts = facts_on(&file, day)?;
        let assessment = assess(&facts, edition);
        Ok(Self { file, facts, assessment, profiles })
    }

    /// SHA-256 of the basis as JSON; the ledger holds it.
    ///
    /// # Errors
    /// Never in practice: every part of it can be written.
    pub fn sha256(&self) -> Result<Sha256, serde_json::Error> {
        Ok(Sha256(sha2::Sha256::digest(serde_json::to_vec(self)?).into()))
    }
}

/// What the rules are told of a file, for a decision on `day`.
///
/// # Errors
/// Never for a day of the calendar.
pub fn facts_on(file: &[FiledFact], day: Date) -> Result<Facts, FactError> {
    let mut facts = gather(file).facts;
    facts.insert(FactName::DecisionDay, Value::Day(day))?;
    Ok(facts)
}

/// Findings that `route` can only go against with a reason for each: policy that speaks against it, or of which it
/// is unknown whether it does. What belongs to the order itself is asked when the order is issued.
pub fn asks_reason(assessment: &Assessment, route: Route) -> Vec<&Finding> {
    if route != Route::PenalOrder {
        return Vec::new();
    }
    let weighs = |finding: &&Finding| {
        finding.kind == RuleKind::Criterion && matches!(finding.truth, Truth::Fails | Truth::Unknown)
    };
    let of_case = |finding: &&Finding| {
        finding.truth == Truth::Fails
            || finding.would_settle.iter().any(|name| name.origin() != Origin::Order)
    };
    assessment.findings.iter().filter(weighs).filter(of_case).collect()
}

/// Whether the facts point to a child in danger now. That comes first, whatever becomes of the case.
pub fn child_in_danger(assessment: &Assessment) -> bool {
    assessment.flags.iter().any(|flag| matches!(flag, Flag::Priority { .. }))
}

/// A decision, as it was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[doc(alias = "afdoeningsbeslissing")]
pub struct Decision {
    /// Its id.
    pub id: DecisionId,
    /// The route.
    pub route: Route,
    /// Why.
    pub reasons: Prose,
    /// Why, for each finding that spoke against.
    pub answers: Vec<Answer>,
    /// On what.
    pub basis: Basis,
    /// SHA-256 of the basis.
    pub basis_sha256: Sha256,
    /// Who decided, by name.
    pub by: String,
    /// When.
    pub at: Moment,
}

/// Why a route can't be chosen.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotOpen {
    /// Barred by law.
    #[error("{route} is barred by {rules}: no reason can set that aside", rules = listed(by))]
    Barred {
        /// The route.
        route: Route,
        /// The rules.
        by: Vec<RuleId>,
    },
    /// Stopped by new facts.
    #[error("{route} is stopped by {rules}: what it points to comes first", rules = listed(by))]
    Stopped {
        /// The route.
        route: Route,
        /// The rules.
        by: Vec<RuleId>,
    },
    /// It is not known whether the law bars it.
    #[error("whether the law allows {route} is not known until these facts are: {names}", names = listed(facts))]
    Unsettled {
        /// The route.
        route: Route,
        /// The facts.
        facts: Vec<FactName>,
    },
    /// A finding against has no answer.
    #[error("these rules speak against {route}, or are unknown, and need a reason each: {names}", names = listed(rules))]
    Unanswered {
        /// The route.
        route: Route,
        /// The rules.
        rules: Vec<RuleId>,
    },
    /// An answer to a rule that asks for none.
    #[error("no reason is asked for {rule}; put it into the reasons of the decision")]
    Unasked {
        /// The rule.
        rule: RuleId,
    },
    /// The basis can't be written down.
    #[error("the basis can't be written down: {0}")]
    Unwritable(String),
}

impl Decision {
    /// Takes a decision by the hand of a prosecutor.
    ///
    /// # Errors
    /// Where the route is not open, or a finding against it has no answer.
    pub fn take(
        hand: &Hand<'_, mark::Prosecutor>,
        id: DecisionId,
        (route, reasons, answers): (Route, Prose, Vec<Answer>),
        basis: Basis,
        at: Moment,
    ) -> Result<Self, NotOpen> {
        match basis.assessment.route(route).clone() {
            Standing::Open => {}
            Standing::Barred { by } => return Err(NotOpen::Barred { route, by }),
            Standing::Stopped { by } => return Err(NotOpen::Stopped { route, by }),
            Standing::Unsettled { facts } => return Err(NotOpen::Unsettled { route, facts }),
        }
        let asked: BTreeSet<RuleId> =
            asks_reason(&basis.assessment, route).iter().map(|finding| finding.rule).collect();
        let given: BTreeSet<RuleId> = answers.iter().map(|answer| answer.rule).collect();
        if let Some(rule) = given.difference(&asked).next() {
            return Err(NotOpen::Unasked { rule: *rule });
        }
        let rules: Vec<RuleId> = asked.difference(&given).copied().collect();
        if !rules.is_empty() {
            return Err(NotOpen::Unanswered { route, rules });
        }
        let basis_sha256 = basis.sha256().map_err(|error| NotOpen::Unwritable(error.to_string()))?;
        Ok(Self { id, route, reasons, answers, basis, basis_sha256, by: hand.name().to_owned(), at })
    }

    /// Looks at the frozen facts again, with the edition of then and with the newest.
    ///
    /// # Errors
    /// When the basis can't be written down.
    pub fn replay(&self) -> Result<Replay, serde_json::Error> {
        let then = &self.basis.assessment;
        let again = assess(&self.basis.facts, then.edition);
        let told = match self.basis.facts.get(FactName::DecisionDay) {
            Some(Value::Day(day)) => facts_on(&self.basis.file, day).ok(),
            _ => None,
        };
        let newest = assess(&self.basis.facts, Edition::LATEST);
        Ok(Replay {
            decision: self.id,
            edition: then.edition,
            basis_sound: self.basis.sha256()? == self.basis_sha256,
            facts_same: told == Some(self.basis.facts),
            findings_same: again == *then,
            newest: Edition::LATEST,
            route: self.route,
            route_now: newest.route(self.route).clone(),
            differences: differences(then, &newest),
        })
    }
}

/// A rule of which another edition says something else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// The rule.
    pub rule: RuleId,
    /// Version, truth and effect then; `None` where the rule was not yet in the book.
    pub then: Option<(u16, Truth, Effect)>,
    /// The same now.
    pub now: Option<(u16, Truth, Effect)>,
}

fn differences(then: &Assessment, now: &Assessment) -> Vec<Difference> {
    let said = |assessment: &Assessment, rule| {
        assessment.finding(rule).map(|finding| (finding.version, finding.truth, finding.effect))
    };
    let rows = RuleId::ALL.iter().map(|rule| Difference {
        rule: *rule,
        then: said(then, *rule),
        now: said(now, *rule),
    });
    rows.filter(|row| row.then != row.now).collect()
}

/// What came of looking at a decision again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replay {
    /// The decision.
    pub decision: DecisionId,
    /// Edition under which it was taken.
    pub edition: Edition,
    /// Whether the frozen basis is what was frozen.
    pub basis_sound: bool,
    /// Whether the facts on file give the facts that the rules were told.
    pub facts_same: bool,
    /// Whether the rules of then say the same again.
    pub findings_same: bool,
    /// The newest edition.
    pub newest: Edition,
    /// The route that was chosen.
    pub route: Route,
    /// How it would stand under the newest edition.
    pub route_now: Standing,
    /// Which rules say something else in the newest edition.
    pub differences: Vec<Difference>,
}

impl Replay {
    /// Whether the decision stands on what it stood on.
    pub fn holds(&self) -> bool {
        self.basis_sound && self.facts_same && self.findings_same
    }
}
