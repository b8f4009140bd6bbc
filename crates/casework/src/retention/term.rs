//! Kinds of records and their terms, each with its article. May not remove or destroy anything.

use crate::calendar::months_after;
use crate::citation;
use crate::hand_over::Controller;
use jiff::civil::Date;
use rules::{Citation, Confidence, provision_id as id};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A kind of record, with the days on which its terms hang.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum RecordKind {
    /// Police data of the daily task (8 Wpg).
    PoliceDaily {
        /// Day on which they were first processed.
        first_processed: Date,
    },
    /// Police data of an inquiry into one case (9 Wpg).
    PoliceInquiry {
        /// Day on which the inquiry began.
        begun: Date,
        /// Day since which they are no longer needed for it; `None` while they are.
        unneeded_since: Option<Date>,
    },
    /// Police data about organised or serious crime (10 Wpg).
    PoliceSerious {
        /// Day on which need for them last showed.
        need_shown: Date,
    },
    /// Judicial documentation of a penal order for a crime (4 Wjsg).
    JudicialDocumentation {
        /// Day on which the order was fully executed; `None` until then.
        fully_executed: Option<Date>,
        /// Statutory maximum in years.
        maximum_years: u8,
        /// Whether the offence stood in 240b to 250 Sr; else it is 252 Sr or a later one.
        in_240b_to_250: bool,
    },
    /// The prosecution's own file of a case (strafvorderlijke gegevens). Its term was not read.
    ProsecutionFile {
        /// Day on which the case was closed; `None` while it is open.
        closed: Option<Date>,
    },
    /// The written record of hand-overs and refusals: of the police's 32 Wpg speaks, of the prosecution's own no text was
    /// read.
    HandOverRecord {
        /// Who handed over, and so answers for the record.
        #[serde(default = "police")]
        from: Controller,
        /// Day of the last privacy audit (33 Wpg) that covered it; `None`: none yet.
        audited: Option<Date>,
    },
    /// The log of processing (32a Wpg). Its term was not read.
    ProcessingLog,
}

fn police() -> Controller {
    Controller::Police
}

/// What is not certain about a term.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Uncertain {
    /// Where the answer would stand, and how sure we are that it stands there.
    pub citation: Citation,
    /// What is not certain, in Dutch.
    pub what: String,
}

impl fmt::Display for Uncertain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: brontekst nodig ({}, [{}])", self.what, self.citation, self.citation.confidence)
    }
}

/// A day on which something is due, under each reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DueDay {
    /// Under the reading that gives the shortest term.
    pub earliest: Date,
    /// Under the reading that gives the longest. The same where nothing is uncertain.
    pub latest: Date,
}

impl DueDay {
    fn sure(day: Date) -> Self {
        Self { earliest: day, latest: day }
    }
}

/// What is due of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Due {
    /// Day by which the purpose must stand in writing.
    pub purpose_in_writing: Option<DueDay>,
    /// Day from which only a hit or a combination opens it.
    pub restricted: Option<DueDay>,
    /// Day by which it must be removed.
    pub remove: Option<DueDay>,
    /// Day on which it must be destroyed, and before which it may not be. `None`: no day is known.
    pub destroy: Option<DueDay>,
    /// What the days rest on.
    pub citations: Vec<Citation>,
    /// What is not certain.
    pub uncertain: Vec<Uncertain>,
}

/// Months that removed data are kept for complaints and accountability (14 Wpg).
const KEPT_APART_MONTHS: u32 = 60;

fn later(day: Date, months: u32) -> Date {
    months_after(day, months).0
}

fn unsure(citation: Citation, what: &str) -> Uncertain {
    Uncertain { citation, what: what.to_owned() }
}

impl RecordKind {
    /// Who answers for it.
    pub fn controller(&self) -> Controller {
        match self {
            Self::PoliceDaily { .. }
            | Self::PoliceInquiry { .. }
            | Self::PoliceSerious { .. }
            | Self::ProcessingLog => Controller::Police,
            Self::HandOverRecord { from, .. } => *from,
            Self::JudicialDocumentation { .. } | Self::ProsecutionFile { .. } => {
                Controller::ProsecutionService
            }
        }
    }

    /// The provision under which it is destroyed, once its term has come.
    pub fn ground(&self) -> Citation {
        match self {
            Self::PoliceDaily { .. } | Self::PoliceInquiry { .. } | Self::PoliceSerious { .. } => {
                citation::WPG_14
            }
            Self::JudicialDocumentation { in_240b_to_250: true, .. } => citation::WJSG_4_4,
            Self::JudicialDocumentation { .. } => citation::WJSG_4_1,
            Self::ProsecutionFile { .. } => citation::WJSG_FILE,
            Self::HandOverRecord { from: Controller::Police, .. } => citation::WPG_32,
            Self::HandOverRecord { from: Controller::ProsecutionService, .. } => citation::WJSG_HAND_OVER,
            Self::ProcessingLog => id::WPG_32A.get().cite(),
        }
    }

    /// The ground of that stable name; `None` where no record is destroyed under it.
    pub fn ground_named(provision: &str) -> Option<Citation> {
        [citation::WPG_14, citation::WJSG_4_4, citation::WJSG_4_1, citation::WPG_32]
            .into_iter()
            .find(|ground| ground.provision == provision)
    }

    /// Whether it is removed before it is destroyed (14 Wpg).
    pub fn is_removed_first(&self) -> bool {
        matches!(self, Self::PoliceDaily { .. } | Self::PoliceInquiry { .. } | Self::PoliceSerious { .. })
    }

    /// The due days; `removed_on` is the day on which it was in fact removed.
    pub fn due(&self, removed_on: Option<Date>) -> Due {
        let mut due = Due {
            purpose_in_writing: None,
            restricted: None,
            remove: None,
            destroy: None,
            citations: Vec::new(),
            uncertain: Vec::new(),
        };
        match *self {
            Self::PoliceDaily { first_processed } => {
                due.citations.push(citation::WPG_8);
                due.restricted = Some(DueDay::sure(later(first_processed, 12)));
                due.remove = Some(DueDay::sure(later(first_processed, 60)));
            }
            Self::PoliceInquiry { begun, unneeded_since } => {
                due.citations.push(citation::WPG_9);
                due.purpose_in_writing = Some(DueDay::sure(crate::calendar::days_after(begun, 7)));
                // Six months are the most; removal at once is as lawful.
                due.remove = unneeded_since.map(|day| DueDay { earliest: day, latest: later(day, 6) });
            }
            Self::PoliceSerious { need_shown } => {
                due.citations.push(citation::WPG_10);
                due.remove = Some(DueDay::sure(later(need_shown, 60)));
            }
            Self::JudicialDocumentation { fully_executed, maximum_years, in_240b_to_250 } => {
                documentation(&mut due, fully_executed, maximum_years, in_240b_to_250);
            }
            Self::ProsecutionFile { .. } => {
                due.uncertain
                    .push(unsure(citation::WJSG_FILE, "hoe lang het dossier van het OM wordt bewaard"));
            }
            Self::HandOverRecord { from: Controller::Police, audited } => {
                due.citations.extend([citation::WPG_32, citation::WPG_33]);
                due.destroy = audited.map(DueDay::sure);
                due.uncertain.push(unsure(
                    Citation { confidence: Confidence::Inference, ..citation::WPG_32 },
                    if audited.is_some() {
                        "hoe lang na de laatste audit de aantekening mag worden bewaard"
                    } else {
                        "de aantekening blijft ten minste tot de laatste privacy-audit, en van een audit is hier niets \
                         vastgelegd; hoe lang zij daarna mag worden bewaard"
                    },
                ));
            }
            // The privacy audit of the Wpg is the police's own; it gives this record no day.
            Self::HandOverRecord { from: Controller::ProsecutionService, .. } => {
                due.uncertain.push(unsure(
                    citation::WJSG_HAND_OVER,
                    "hoe lang het OM de aantekening van een eigen verstrekking bewaart",
                ));
            }
            Self::ProcessingLog => {
                let read = Citation { confidence: Confidence::Inference, ..id::WPG_32A.get().cite() };
                due.uncertain.push(unsure(read, "hoe lang de logging wordt bewaard"));
            }
        }
        if self.is_removed_first() {
            due.citations.push(citation::WPG_14);
            due.destroy = match removed_on {
                Some(on) => Some(DueDay::sure(later(on, KEPT_APART_MONTHS))),
                None => due.remove.map(|remove| DueDay {
                    earliest: later(remove.earliest, KEPT_APART_MONTHS),
                    latest: later(remove.latest, KEPT_APART_MONTHS),
                }),
            };
        }
        due
    }
}

/// 20 or 30 years after full execution, by the statutory maximum; 80 for sexual offences as the text that was read names
/// them. From what day the 80 years run was not read, and neither was the wording since July 2024.
fn documentation(due: &mut Due, executed: Option<Date>, maximum_years: u8, in_240b_to_250: bool) {
    let base = if maximum_years >= 6 { 30 } else { 20 };
    due.citations.push(citation::WJSG_4_1);
    due.uncertain.push(unsure(
        Citation { confidence: Confidence::Inference, ..citation::WJSG_4_4 },
        "van welke dag af de tachtig jaar lopen",
    ));
    if in_240b_to_250 {
        due.citations.push(citation::WJSG_4_4);
        due.destroy = executed.map(|day| DueDay::sure(later(day, 80 * 12)));
    } else {
        due.uncertain.push(unsure(
            citation::WJSG_4_4_NEW,
            "of de termijn van tachtig jaar ook voor artikel 252 Sr en volgende geldt",
        ));
        due.destroy =
            executed.map(|day| DueDay { earliest: later(day, base * 12), latest: later(day, 80 * 12) });
    }
}
