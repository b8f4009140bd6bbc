//! Duties: what the book says to whoever carries an order out. They are no findings about a case; casework's procedure,
//! the ledger and the victim's file hold them. May not decide anything.

use crate::provision::{Citation, ProvisionId, id};
use crate::rule::RuleId;
use jiff::civil::{Date, date};
use serde::Serialize;

/// A duty in force on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Duty {
    /// The rule.
    pub rule: RuleId,
    /// What it asks, in Dutch.
    pub nl: &'static str,
    /// The same in English.
    pub en: &'static str,
    /// Where it stands.
    pub citation: Citation,
}

struct Row {
    rule: RuleId,
    from: Option<Date>,
    before: Option<Date>,
    provision: ProvisionId,
}

const FROM_2020: Date = date(2020, 1, 1);

const ROWS: [Row; 11] = [
    Row { rule: RuleId::R7, from: Some(FROM_2020), before: None, provision: id::SV_6_1_17_3 },
    Row { rule: RuleId::R8, from: Some(FROM_2020), before: None, provision: id::SV_6_3_1 },
    Row { rule: RuleId::R11, from: None, before: Some(FROM_2020), provision: id::SV_257G_OLD },
    Row { rule: RuleId::R11, from: Some(FROM_2020), before: None, provision: id::SV_6_1_17_1 },
    Row { rule: RuleId::R11, from: Some(FROM_2020), before: None, provision: id::SV_6_1_17_2 },
    Row { rule: RuleId::R12, from: None, before: None, provision: id::SV_257E_1 },
    Row { rule: RuleId::R21, from: None, before: None, provision: id::SV_255A_1 },
    Row { rule: RuleId::R22, from: None, before: None, provision: id::SV_255A_3 },
    Row { rule: RuleId::R22, from: None, before: None, provision: id::SV_354A },
    Row { rule: RuleId::R23, from: Some(date(2019, 1, 1)), before: None, provision: id::WPG_32A },
    Row { rule: RuleId::R24, from: Some(date(2019, 11, 1)), before: None, provision: id::VICTIM_WISH },
];

/// Duties in force on the day of an act, in the order of their rules.
pub fn duties(day: Date) -> Vec<Duty> {
    ROWS.iter()
        .filter(|row| row.from.is_none_or(|from| from <= day) && row.before.is_none_or(|before| day < before))
        .map(|row| {
            let provision = row.provision.get();
            Duty { rule: row.rule, nl: provision.nl, en: provision.en, citation: provision.cite() }
        })
        .collect()
}
