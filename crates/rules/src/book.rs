//! The rule book: every version of every rule that is a finding, and the duties that bind whoever carries an order out.
//! May not know a case.
//!
//! Each paragraph is one function, in the file of the law it belongs to. Which rule lives where: findings R1 to R10,
//! R13 to R21 and R25 here; bounds and terms (R7, R8, R11, R12, R25) also in [`crate::limits`]; R11, R12 and R22 to R24
//! as [`duties`], held by casework's procedure, the ledger and the victim's file.

mod case_law;
mod code;
mod duty;
mod order;
mod policy;

use crate::edition::Edition;
use crate::receipt::{rule_digest, text_digest};
use crate::rule::Rule;
use std::sync::OnceLock;
use vocab::Sha256;

pub use code::{Carried, carried};
pub(crate) use code::{FROM_2010, FROM_2024};
pub use duty::{Duty, duties};
pub(crate) use order::{
    DIRECTION_MONTHS_MAX, DRIVING_BAN_MONTHS_MAX, HEARING_ABOVE_EURO, SERVICE_HOURS_MAX,
    SERVICE_HOURS_YOUTH_MAX,
};
pub(crate) use policy::{PRACTICE_FROM, SESSIONS_MAX};

/// Chapters of the book, in order.
const CHAPTERS: [&[Rule]; 4] = [code::RULES, order::RULES, policy::RULES, case_law::RULES];

/// A rule with its digests, which never change while the program runs.
pub(crate) struct Entry {
    pub(crate) rule: Rule,
    pub(crate) rule_sha256: Sha256,
    pub(crate) text_sha256: Sha256,
}

/// Every version of every rule, by name and version.
pub(crate) fn entries() -> &'static [Entry] {
    static ENTRIES: OnceLock<Vec<Entry>> = OnceLock::new();
    ENTRIES.get_or_init(|| {
        let mut entries: Vec<Entry> = CHAPTERS
            .iter()
            .flat_map(|chapter| chapter.iter())
            .map(|rule| Entry { rule: *rule, rule_sha256: rule_digest(rule), text_sha256: text_digest(rule) })
            .collect();
        entries.sort_by_key(|entry| (entry.rule.id, entry.rule.version));
        entries
    })
}

/// The rules of one edition, in the order of their names.
pub fn rules(edition: Edition) -> impl Iterator<Item = &'static Rule> {
    entries().iter().map(|entry| &entry.rule).filter(move |rule| rule.is_in(edition))
}
