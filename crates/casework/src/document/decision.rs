//! The record of a decision: the route, by whom, why, and the whole basis as it was known then.
//!
//! Words only: the enums here repeat those of `rules` so that a printed record outlives any release of it.

use super::{Letterhead, Line, Official, Prose, Suspect};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocab::{Moment, Sha256};

/// A decision as it is printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[doc(alias = "beslisdocument")]
pub struct DecisionRecord {
    /// Sender, reference, draft or issued.
    pub letterhead: Letterhead,
    /// Number of the decision.
    pub number: Line,
    /// The person whom it concerns.
    pub suspect: Suspect,
    /// The route that was chosen.
    pub route: Route,
    /// Who decided.
    pub decided_by: Official,
    /// When.
    pub decided_at: Moment,
    /// Why.
    pub reasons: Prose,
    /// How each route stood when it was decided.
    pub routes: Vec<RouteEntry>,
    /// Whether a penal order, as drawn up, could be issued; `None` where none was drawn up.
    pub issue: Option<RouteState>,
    /// What a reader must know beside the findings: a change of law within the period, a gap in the policy.
    pub remarks: Vec<Remark>,
    /// Each finding.
    pub findings: Vec<FindingEntry>,
    /// What was unknown, and what would settle it.
    pub unknowns: Vec<WouldSettle>,
    /// Each fact.
    pub facts: Vec<FactEntry>,
    /// Edition of the rule book.
    pub edition: u32,
    /// Digests of what the decision rests on.
    pub seals: Vec<Seal>,
}

/// The ways in which a case can go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Route {
    /// No further action.
    #[doc(alias = "sepot")]
    NoFurtherAction,
    /// Warning letter.
    WarningLetter,
    /// Penal order.
    PenalOrder,
    /// Summons.
    #[doc(alias = "dagvaarding")]
    Summons,
    /// More investigation.
    MoreInvestigation,
}

/// How a route stood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RouteEntry {
    /// The route.
    pub route: Route,
    /// How it stood.
    pub state: RouteState,
}

/// Open, barred, stopped or unsettled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum RouteState {
    /// Nothing in law bars it.
    Open,
    /// Barred by these rules.
    Barred {
        /// The rules.
        by: Vec<Line>,
    },
    /// On hold by these rules, until what they point to has been looked into.
    Stopped {
        /// The rules.
        by: Vec<Line>,
    },
    /// Not known until these facts are.
    Unsettled {
        /// The facts, as questions.
        by: Vec<Line>,
    },
}

/// Something to know beside the findings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remark {
    /// What.
    pub text: Line,
    /// The text of law or policy that it is about.
    pub citation: Option<Citation>,
}

/// What a rule says about a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FindingEntry {
    /// Id of the rule.
    pub rule: Line,
    /// Version of the rule.
    pub version: u16,
    /// What the rule asks for, in one sentence.
    pub text: Line,
    /// Law or policy.
    pub strength: Strength,
    /// Whether the rule applies to this case.
    pub applies: Truth,
    /// Whether what it asks for is met.
    pub truth: Truth,
    /// What follows from that.
    pub effect: Effect,
    /// What it rests on, the main one first; at least one.
    pub citations: Vec<Citation>,
    /// The facts that it used.
    pub used: Vec<UsedFact>,
    /// Known facts that would leave another result, were they otherwise.
    pub would_change: Vec<Line>,
    /// The prosecutor's answer to a finding that speaks against the route chosen.
    pub answer: Option<Prose>,
    /// Digests by which the finding can be made again.
    pub receipt: Receipt,
}

/// What the law bars can't be overridden; what policy says is weighed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Strength {
    /// Law.
    Law,
    /// Policy.
    Policy,
}

/// What follows from a finding as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// Nothing: it is met, or the rule does not apply.
    Nothing,
    /// Bars a route.
    Bars,
    /// Demands something first.
    Demands,
    /// Speaks for.
    WeighsFor,
    /// Speaks against.
    WeighsAgainst,
    /// Stops a route at once.
    Stops,
    /// Needs approval for its legal side.
    SignOff,
    /// Unknown: facts would settle it.
    Undecided,
    /// Unknown until a text has been read at source.
    SourceNeeded,
}

/// Three values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Truth {
    /// Holds.
    Holds,
    /// Does not hold.
    Fails,
    /// Not known.
    Unknown,
}

/// Where a rule stands, in which version, and how sure that is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// Article or chapter.
    pub article: Line,
    /// Law or policy rule.
    pub law: Line,
    /// First day in force, where known.
    pub in_force_from: Option<Date>,
    /// Last day in force; `None` while it is, or where not known.
    pub in_force_to: Option<Date>,
    /// Where the text was read.
    pub source: Option<Line>,
    /// How the text was read.
    pub confidence: Confidence,
}

/// How sure a provision is. Only `Read` is law as in force; all others are marked on paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// The text itself, in the version of that day.
    Read,
    /// The text itself, but an earlier version.
    ReadOlder,
    /// Only the opening of the text.
    ReadOpening,
    /// What another wrote about it.
    Secondary,
    /// From memory.
    Memory,
    /// Inferred from texts that were read.
    Inferred,
}

/// A fact that a finding used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UsedFact {
    /// The fact, as a question or short name.
    pub name: Line,
    /// Its value in words.
    pub value: Line,
}

/// An unknown fact and who can settle it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WouldSettle {
    /// The fact, as a question.
    pub question: Line,
    /// Who can settle it.
    pub who: Line,
    /// Ids of the rules that wait for it.
    pub rules: Vec<Line>,
}

/// A fact as it stood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactEntry {
    /// The fact, as a question or short name.
    pub name: Line,
    /// Its value in words.
    pub value: Line,
    /// Who established it.
    pub by: Official,
    /// From what: a carrier's profile, a register, a statement, a report.
    pub source: Line,
    /// When.
    pub on: Date,
    /// An opinion; it counts for no rule.
    pub opinion: bool,
    /// Whether it stands.
    pub state: FactState,
}

/// Whether a fact stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum FactState {
    /// It stands.
    Standing,
    /// Disputed: it counts as unknown.
    Disputed {
        /// By whom and why.
        why: Line,
    },
    /// Withdrawn: it does not count.
    Withdrawn {
        /// By whom and why.
        why: Line,
    },
}

/// Digests by which a finding can be made again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// Of the rule.
    pub rule_sha256: Sha256,
    /// Of the text it was read from; `None` where there is none.
    pub text_sha256: Option<Sha256>,
    /// Of the facts.
    pub facts_sha256: Sha256,
}

/// A digest with what it is of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seal {
    /// Of what.
    pub of: Line,
    /// SHA-256.
    pub sha256: Sha256,
}
