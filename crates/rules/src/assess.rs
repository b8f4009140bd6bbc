//! From facts to findings, and from findings to how each route stands. May not choose a route, weigh a criterion, or
//! take an unknown for an answer.

use crate::book::{Entry, entries};
use crate::edition::Edition;
use crate::fact::{FactName, Origin};
use crate::facts::{FactSet, Facts};
use crate::flag::{Flag, flags};
use crate::provision::Citation;
use crate::receipt::{Receipt, facts_digest};
use crate::route::{Route, Standing};
use crate::rule::{Rule, RuleId, RuleKind, Strength};
use crate::truth::Truth;
use crate::value::Value;
use serde::{Deserialize, Serialize};

/// What follows from a finding as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// Nothing: it is met, or it does not apply.
    Nothing,
    /// A route is closed by law.
    Bars,
    /// A route is on hold.
    Stops,
    /// The order can't be issued as it is (law), or asks for a reason (policy).
    Demands,
    /// It speaks for the penal order.
    WeighsFor,
    /// It speaks against the penal order; to go on asks for a reason.
    WeighsAgainst,
    /// A jurist must sign.
    SignOff,
    /// Unknown: facts of the case or the order would settle it.
    Undecided,
    /// Unknown until a jurist has read a text that this book has not read at source.
    SourceNeeded,
}

/// What one rule says about one case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule.
    pub rule: RuleId,
    /// Version of the rule.
    pub version: u16,
    /// What follows when the rule is not met.
    pub kind: RuleKind,
    /// Law or policy.
    pub strength: Strength,
    /// What it rests on; the first is the main one.
    pub citations: Vec<Citation>,
    /// Whether the rule applies to this case.
    pub applies: Truth,
    /// Whether what it asks for is met. Holds where the rule does not apply; unknown as long as that is unknown.
    pub truth: Truth,
    /// What follows.
    pub effect: Effect,
    /// Known facts that were read, with their values.
    pub used: Vec<(FactName, Value)>,
    /// Unknown facts that it hangs on. Empty once it is settled.
    pub would_settle: Vec<FactName>,
    /// Known facts that, were they otherwise (alone or together), would leave another result. Empty until settled.
    pub would_change: Vec<FactName>,
    /// Whether something it rests on has not been read at source.
    pub source_needed: bool,
    /// Digests to look at it again.
    pub receipt: Receipt,
}

/// How one route stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RouteStanding {
    /// The route.
    pub route: Route,
    /// How it stands.
    #[serde(flatten)]
    pub standing: Standing,
}

/// All that the book says about one case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// The edition of the book that spoke.
    pub edition: Edition,
    /// One for each rule, in the order of their names.
    pub findings: Vec<Finding>,
    /// One for each route.
    pub routes: Vec<RouteStanding>,
    /// Whether a penal order, as drawn up, could be issued.
    pub issue: Standing,
    /// What a reader must know beside the findings.
    pub flags: Vec<Flag>,
}

impl Assessment {
    /// How a route stands.
    pub fn route(&self, route: Route) -> &Standing {
        // Every route has a row; one that was lost from a stored assessment is not open for it.
        const LOST: &Standing = &Standing::Unsettled { facts: Vec::new() };
        self.routes.iter().find(|row| row.route == route).map_or(LOST, |row| &row.standing)
    }

    /// What one rule says; `None` where this edition does not hold the rule.
    pub fn finding(&self, rule: RuleId) -> Option<&Finding> {
        self.findings.iter().find(|finding| finding.rule == rule)
    }

    /// Findings of policy that a penal order could only go against with a reason for each.
    pub fn asks_reason(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| match finding.effect {
            Effect::WeighsAgainst | Effect::SignOff => true,
            Effect::Demands => finding.strength == Strength::Policy,
            _ => false,
        })
    }
}

/// Reads the facts with every rule of an edition.
///
/// The same facts and edition give the same assessment, on any day and any machine.
pub fn assess(facts: &Facts, edition: Edition) -> Assessment {
    let mut verdicts = Vec::with_capacity(24);
    let mut findings = Vec::with_capacity(24);
    for entry in entries().iter().filter(|entry| entry.rule.is_in(edition)) {
        let (finding, settles) = find(entry, facts);
        verdicts.push(Verdict { routes: entry.rule.routes, settles });
        findings.push(finding);
    }
    let rows = || findings.iter().zip(&verdicts);
    let routes = Route::ALL.map(|route| RouteStanding {
        route,
        standing: stand(rows().filter(|(finding, verdict)| {
            matches!(finding.kind, RuleKind::Bar | RuleKind::Stop) && verdict.routes.contains(&route)
        })),
    });
    let issue = stand(rows().filter(|(finding, verdict)| {
        let binds = match finding.kind {
            RuleKind::Bar | RuleKind::Stop | RuleKind::Demand => true,
            RuleKind::Criterion | RuleKind::SignOff => false,
        };
        binds
            && verdict.routes.contains(&Route::PenalOrder)
            && (finding.strength == Strength::Law || finding.kind == RuleKind::Stop)
    }));
    let flags = flags(facts, &findings);
    Assessment { edition, routes: routes.into(), issue, flags, findings }
}

/// The rules that come out otherwise in one edition than in another, for the same facts: another truth, another effect, or
/// not in the book at all. Empty means that the newer edition leaves the case as it is.
pub fn changed(facts: &Facts, old: Edition, new: Edition) -> Vec<RuleId> {
    let held = |rule: RuleId, edition: Edition| {
        entries()
            .iter()
            .find(|entry| entry.rule.id == rule && entry.rule.is_in(edition))
            .map(|entry| &entry.rule)
    };
    let outcome = |rule: &Rule| {
        let answer = (rule.answer)(facts);
        let whole = answer.whole();
        (
            answer.applies.truth,
            whole.truth,
            effect(rule.kind, answer.applies.truth, whole.truth, whole.settles),
            whole.settles,
        )
    };
    let differs = |rule: &RuleId| held(*rule, old).map(outcome) != held(*rule, new).map(outcome);
    RuleId::ALL.iter().copied().filter(differs).collect()
}

/// What the standing of a route needs beside the finding.
struct Verdict {
    routes: &'static [Route],
    settles: FactSet,
}

fn find(entry: &Entry, facts: &Facts) -> (Finding, FactSet) {
    let rule = &entry.rule;
    let answer = (rule.answer)(facts);
    let whole = answer.whole();
    let used: Vec<_> =
        whole.used.names().filter_map(|name| facts.get(name).map(|value| (name, value))).collect();
    let receipt = Receipt {
        rule_sha256: entry.rule_sha256,
        text_sha256: entry.text_sha256,
        facts_sha256: facts_digest(&used),
        result: whole.truth,
    };
    let finding = Finding {
        rule: rule.id,
        version: rule.version,
        kind: rule.kind,
        strength: rule.strength,
        citations: rule.provisions.iter().map(|id| id.get().cite()).collect(),
        applies: answer.applies.truth,
        truth: whole.truth,
        effect: effect(rule.kind, answer.applies.truth, whole.truth, whole.settles),
        used,
        would_settle: whole.settles.names().collect(),
        would_change: whole.changes.names().collect(),
        source_needed: rule.provisions.iter().any(|id| id.get().confidence.needs_source()),
        receipt,
    };
    (finding, whole.settles)
}

fn effect(kind: RuleKind, applies: Truth, truth: Truth, settles: FactSet) -> Effect {
    match (truth, kind) {
        // As long as the case itself is not known, that comes first.
        (Truth::Unknown, _) if settles.names().all(|name| name.origin() == Origin::LawText) => {
            Effect::SourceNeeded
        }
        (Truth::Unknown, _) => Effect::Undecided,
        (Truth::Holds, RuleKind::Criterion) if applies == Truth::Holds => Effect::WeighsFor,
        (Truth::Holds, _) => Effect::Nothing,
        (Truth::Fails, RuleKind::Bar) => Effect::Bars,
        (Truth::Fails, RuleKind::Stop) => Effect::Stops,
        (Truth::Fails, RuleKind::Demand) => Effect::Demands,
        (Truth::Fails, RuleKind::Criterion) => Effect::WeighsAgainst,
        (Truth::Fails, RuleKind::SignOff) => Effect::SignOff,
    }
}

/// What is closed is closed, whatever else is unknown; only when nothing closes or holds it can it be open.
fn stand<'a>(rows: impl Iterator<Item = (&'a Finding, &'a Verdict)>) -> Standing {
    let mut barred = Vec::new();
    let mut stopped = Vec::new();
    let mut unknown = FactSet::EMPTY;
    for (finding, verdict) in rows {
        match finding.truth {
            Truth::Fails if finding.kind == RuleKind::Stop => stopped.push(finding.rule),
            Truth::Fails => barred.push(finding.rule),
            Truth::Unknown => unknown = unknown.with(verdict.settles),
            Truth::Holds => {}
        }
    }
    if !barred.is_empty() {
        Standing::Barred { by: barred }
    } else if !stopped.is_empty() {
        Standing::Stopped { by: stopped }
    } else if !unknown.is_empty() {
        Standing::Unsettled { facts: unknown.names().collect() }
    } else {
        Standing::Open
    }
}
