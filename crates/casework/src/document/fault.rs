//! What keeps a document from being issued: a part that is missing, or two parts that contradict.
//!
//! Not the limits of the law, which `rules` knows, but for the few that would make the paper itself void.

use super::{
    AnonymisedOrder, DecisionRecord, Direction, DirectionForm, Directions, Document, OffenceFact, PenalOrder,
    PlainLetter, ProofOfDestruction, RouteState, Sanction, WarningLetter,
};
use crate::authorisation::Period;
use crate::document::order::{Act, Counsel, Offence};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use std::fmt;

/// First day of art. 252 Sr, and the day after the last of art. 240b Sr.
const NEW_LAW: Date = date(2024, 7, 1);
/// First day on which gaining access was an act of its own.
const ACCESS: Date = date(2010, 1, 1);
/// Above this sum of fine and compensation a hearing with counsel is needed (art. 257c(2) Sv).
const COUNSEL_ABOVE_EURO: u32 = 2_000;
/// Longest probation period in months (art. 257a(3)(e) Sv).
const PROBATION_MONTHS_MAX: u8 = 12;

/// One thing that keeps a document from being issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentFault {
    /// Where, as the path of the JSON: `facts[0].period`.
    pub at: String,
    /// What is wrong.
    pub what: &'static str,
    /// What to do.
    pub remedy: &'static str,
}

impl fmt::Display for DocumentFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", self.at, self.what, self.remedy)
    }
}

/// Gathers faults.
struct Faults {
    kind: &'static str,
    list: Vec<DocumentFault>,
}

impl Faults {
    fn unless(&mut self, holds: bool, at: impl fmt::Display, what: &'static str, remedy: &'static str) {
        if !holds {
            self.list.push(DocumentFault { at: format!("{}.{at}", self.kind), what, remedy });
        }
    }
}

impl Document {
    /// The kind's word, as in JSON.
    pub fn word(&self) -> &'static str {
        match self {
            Self::PenalOrder(_) => "penal-order",
            Self::AnonymisedOrder(_) => "anonymised-order",
            Self::PlainLetter(_) => "plain-letter",
            Self::DecisionRecord(_) => "decision-record",
            Self::WarningLetter(_) => "warning-letter",
            Self::ProofOfDestruction(_) => "proof-of-destruction",
        }
    }

    /// Whether the document is issued, not a draft.
    pub fn is_issued(&self) -> bool {
        match self {
            Self::PenalOrder(order) => order.letterhead.status.is_issued(),
            Self::AnonymisedOrder(order) => order.issued_on.is_some(),
            Self::PlainLetter(letter) => letter.order.letterhead.status.is_issued(),
            Self::DecisionRecord(record) => record.letterhead.status.is_issued(),
            Self::WarningLetter(letter) => letter.letterhead.status.is_issued(),
            Self::ProofOfDestruction(proof) => proof.letterhead.status.is_issued(),
        }
    }

    /// What keeps the document from being issued; empty when nothing does. A draft may have faults.
    pub fn faults(&self) -> Vec<DocumentFault> {
        let mut faults = Faults { kind: self.word(), list: Vec::new() };
        match self {
            Self::PenalOrder(order) => order_faults(order, "", &mut faults),
            Self::AnonymisedOrder(order) => anonymised_faults(order, &mut faults),
            Self::PlainLetter(letter) => plain_faults(letter, &mut faults),
            Self::DecisionRecord(record) => decision_faults(record, &mut faults),
            Self::WarningLetter(letter) => warning_faults(letter, &mut faults),
            Self::ProofOfDestruction(proof) => destruction_faults(proof, &mut faults),
        }
        faults.list
    }
}

fn order_faults(order: &PenalOrder, under: &str, faults: &mut Faults) {
    faults.unless(
        !order.facts.is_empty(),
        format_args!("{under}facts"),
        "no fact is named",
        "name at least one (art. 257a(6)(b))",
    );
    for (at, fact) in order.facts.iter().enumerate() {
        fact_faults(fact, &format!("{under}facts[{at}]"), faults);
    }
    let empty = order.sanctions.is_empty() && order.carriers.is_empty() && order.directions.is_none();
    faults.unless(
        !empty,
        format_args!("{under}sanctions"),
        "the order imposes nothing",
        "give a sanction, measure or direction (art. 257a(6)(d))",
    );
    faults.unless(
        order.carriers.is_empty() || order.surrender_by.is_some(),
        format_args!("{under}surrender_by"),
        "carriers are to be given up, and no last day is set",
        "set the day by which the person signs",
    );
    let issued_on = order.letterhead.status.day();
    faults.unless(
        order.established_on <= issued_on,
        format_args!("{under}established_on"),
        "guilt is established after the order is issued",
        "mend one of the two days",
    );
    if let Some(directions) = &order.directions {
        direction_faults(directions, under, faults);
    }
    hearing_faults(order, under, faults);
    faults.unless(
        order.opposition.days == 14,
        format_args!("{under}opposition.days"),
        "the term is not 14 days",
        "for these offences it is 14 days (art. 257e(1))",
    );
    faults.unless(
        !order.opposition.channels.is_empty(),
        format_args!("{under}opposition.channels"),
        "no way to oppose is named",
        "name at least one (art. 257a(6)(f))",
    );
    let pays = order.sanctions.iter().any(|sanction| !matches!(sanction, Sanction::CommunityService { .. }));
    faults.unless(
        !pays || order.execution.payment.is_some(),
        format_args!("{under}execution.payment"),
        "money is to be paid, and not where",
        "give account, payee and reference",
    );
}

fn fact_faults(fact: &OffenceFact, at: &str, faults: &mut Faults) {
    let Period { from, to } = fact.period;
    faults.unless(!fact.acts.is_empty(), format_args!("{at}.acts"), "no act is named", "name at least one");
    faults.unless(
        from <= to,
        format_args!("{at}.period"),
        "the period ends before it begins",
        "mend the days",
    );
    let fits = match fact.offence {
        Offence::Sr240b1 => to < NEW_LAW,
        Offence::Sr252_1 => from >= NEW_LAW,
    };
    faults.unless(
        fits,
        format_args!("{at}.period"),
        "the period lies outside the time in which this provision was in force",
        "split the fact at 2024-07-01: before it art. 240b(1) Sr, from it art. 252(1) Sr",
    );
    faults.unless(
        from >= ACCESS || !fact.acts.contains(&Act::GainAccess),
        format_args!("{at}.acts"),
        "gaining access was no act of its own before 2010-01-01",
        "shorten the period or leave the act out",
    );
}

fn direction_faults(directions: &Directions, under: &str, faults: &mut Faults) {
    let at = format!("{under}directions");
    faults.unless(
        (1..=PROBATION_MONTHS_MAX).contains(&directions.months),
        format_args!("{at}.months"),
        "the probation period is not 1 to 12 months",
        "one year is the most (art. 257a(3)(e))",
    );
    faults.unless(
        !directions.list.is_empty(),
        format_args!("{at}.list"),
        "there is no direction",
        "leave `directions` out, or name at least one",
    );
    for (number, Direction { form, until, .. }) in directions.list.iter().enumerate() {
        let at = format!("{at}.list[{number}]");
        let end =
            directions.from.and_then(|from| from.checked_add(i64::from(directions.months).months()).ok());
        faults.unless(
            end.is_none_or(|end| *until <= end),
            format_args!("{at}.until"),
            "the direction lasts longer than the probation period",
            "end it with the period at the latest",
        );
        if let DirectionForm::DeviceCheck { devices, .. } = form {
            faults.unless(
                !devices.is_empty(),
                format_args!("{at}.form.device-check.devices"),
                "no device is named",
                "a check must say which devices (Hoge Raad 2022:807)",
            );
        }
        if let DirectionForm::Treatment { sessions_max, .. } = form {
            faults.unless(
                *sessions_max > 0,
                format_args!("{at}.form.treatment.sessions_max"),
                "no session is allowed",
                "name how many at most",
            );
        }
    }
}

/// Art. 257c: hearing and willingness for directions about behaviour and community service; a hearing with
/// counsel, by the prosecutor who issues the order, above 2,000 euro.
fn hearing_faults(order: &PenalOrder, under: &str, faults: &mut Faults) {
    let at = format!("{under}hearing");
    let service = order.sanctions.iter().any(|s| matches!(s, Sanction::CommunityService { .. }));
    let willing_needed = service || order.directions.is_some();
    let euro = order.sanctions.iter().fold(0_u32, |sum, sanction| match sanction {
        Sanction::Fine { euro, .. } | Sanction::Compensation { euro, .. } => sum.saturating_add(*euro),
        _ => sum,
    });
    let counsel_needed = euro > COUNSEL_ABOVE_EURO;
    let Some(hearing) = &order.hearing else {
        faults.unless(
            !willing_needed && !counsel_needed,
            at,
            "there was no hearing",
            "hear the person first (art. 257c), and record it",
        );
        return;
    };
    faults.unless(
        hearing.day <= order.letterhead.status.day(),
        format_args!("{at}.day"),
        "the hearing is later than the order",
        "mend one of the two days",
    );
    faults.unless(
        !willing_needed || hearing.willingness.is_some(),
        format_args!("{at}.willingness"),
        "no willingness is recorded",
        "without it there is no such order; summon instead (art. 257c(1))",
    );
    faults.unless(
        !willing_needed || hearing.told_of_counsel,
        format_args!("{at}.told_of_counsel"),
        "the person was not told that counsel can be assigned",
        "hear the person again (art. 257c(1))",
    );
    if counsel_needed {
        faults.unless(
            matches!(hearing.counsel, Counsel::Present { .. }),
            format_args!("{at}.counsel"),
            "fine and compensation are above 2,000 euro, and counsel was not present",
            "hear the person with counsel (art. 257c(2))",
        );
        faults.unless(
            hearing.by == order.established_by,
            format_args!("{at}.by"),
            "above 2,000 euro the prosecutor who issues the order must hear the person",
            "let that prosecutor hear the person (art. 257c(2))",
        );
    }
}

fn anonymised_faults(order: &AnonymisedOrder, faults: &mut Faults) {
    let remedy = "give a copy of an issued order only (art. 257h)";
    faults.unless(order.issued_on.is_some(), "issued_on", "the order is a draft", remedy);
    faults.unless(!order.facts.is_empty(), "facts", "no fact is named", "make the copy from a whole order");
}

fn plain_faults(letter: &PlainLetter, faults: &mut Faults) {
    order_faults(&letter.order, "order.", faults);
    faults.unless(!letter.help.is_empty(), "help", "nobody who helps is named", "name at least one");
    let issued_on = letter.order.letterhead.status.day();
    faults.unless(
        letter.oppose_by.is_none_or(|last| issued_on < last),
        "oppose_by",
        "the last day to oppose is not after the day of the order",
        "take the day from the procedure",
    );
}

fn decision_faults(record: &DecisionRecord, faults: &mut Faults) {
    let basis = "a decision rests on findings and facts: print what was frozen with it";
    faults.unless(!record.findings.is_empty(), "findings", "there is no finding", basis);
    faults.unless(!record.seals.is_empty(), "seals", "there is no digest", basis);
    for (at, finding) in record.findings.iter().enumerate() {
        faults.unless(
            !finding.citations.is_empty(),
            format_args!("findings[{at}].citations"),
            "the finding rests on nothing",
            "name the article or the policy",
        );
    }
    let barred = record
        .routes
        .iter()
        .any(|entry| entry.route == record.route && matches!(entry.state, RouteState::Barred { .. }));
    faults.unless(!barred, "route", "the route chosen is barred by law", "a bar in law can't be overridden");
}

fn warning_faults(letter: &WarningLetter, faults: &mut Faults) {
    faults.unless(!letter.help.is_empty(), "help", "nobody who helps is named", "name at least one");
    let Period { from, to } = letter.period;
    faults.unless(from <= to, "period", "the period ends before it begins", "mend the days");
}

fn destruction_faults(proof: &ProofOfDestruction, faults: &mut Faults) {
    faults.unless(!proof.records.is_empty(), "records", "nothing was destroyed", "name at least one record");
}
