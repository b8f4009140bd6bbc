//! What a draft lacks to be an order: the content that 257a(6)-(7) Sv asks for, the precision that case law asks of
//! directions, and what its parts ask for. May not fill anything in.

use super::about::{OnFile, Outdated};
use super::draft::{DirectionDraft, Draft, FormDraft};
use super::outline::{Lack, LackError};
use crate::calendar;
use jiff::civil::Date;
use rules::{Citation, provision_id as id};
use serde::Serialize;
use std::collections::BTreeSet;
use std::fmt;
use vocab::CarrierId;

/// An item of the content of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum OrderItem {
    /// a: the person.
    Person,
    /// b: what was done, with time and place; c: which offence that is.
    FactAndOffence,
    /// Guilt, established by a prosecutor.
    Guilt,
    /// Guilt is dated after the issue.
    GuiltTooLate,
    /// d: a last day for giving up the carriers.
    SurrenderDay,
    /// f: how to oppose, with at least one channel and the term of the law.
    Opposition,
    /// g: how it is carried out.
    Execution,
    /// How to pay, where there is something to pay.
    Payment,
    /// Whether the person understands Dutch.
    Language,
    /// The translation.
    Translation,
    /// The sign-off is dated after the issue.
    SignOffTooLate,
}

/// A field of a direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DirectionField {
    /// What must be done or left.
    What,
    /// What for.
    Purpose,
    /// Who supervises.
    Who,
    /// Last day.
    EndDate,
    /// The last day lies outside the probation period or before the issue.
    EndDateOutside,
    /// How often.
    Frequency,
    /// Sessions.
    Sessions,
    /// Where treatment is.
    Provider,
    /// Which devices.
    Devices,
    /// In which manner.
    Manner,
    /// What may be kept.
    Kept,
}

impl DirectionField {
    fn word(self) -> &'static str {
        match self {
            Self::What => "what must be done or left",
            Self::Purpose => "the purpose",
            Self::Who => "who supervises",
            Self::EndDate => "the end date",
            Self::EndDateOutside => "an end date within the probation period and after the issue",
            Self::Frequency => "how often",
            Self::Sessions => "the number of sessions",
            Self::Provider => "where the treatment is",
            Self::Devices => "which devices",
            Self::Manner => "in which manner",
            Self::Kept => "what may be kept",
        }
    }
}

/// One thing that is lacking.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lacking {
    /// An item of the content.
    Item(OrderItem),
    /// A field of the direction with this number, from 1.
    Direction {
        /// Number of the direction.
        number: usize,
        /// The field.
        field: DirectionField,
    },
    /// A seized carrier of the case does not stand in the order.
    CarrierUnlisted(CarrierId),
    /// A carrier in the order is not among those seized, or stands there twice.
    CarrierStray(CarrierId),
    /// A hearing, an advice or a signature about an earlier draft.
    Outdated(Outdated),
    /// What a part asks for.
    Part(LackError),
}

impl Lacking {
    /// Where it stands that this must be there.
    pub fn citation(&self) -> Citation {
        match self {
            Self::Item(OrderItem::Guilt | OrderItem::GuiltTooLate) => id::SV_257A_1.get().cite(),
            Self::Item(OrderItem::Language | OrderItem::Translation) => id::SV_257A_7.get().cite(),
            Self::Item(OrderItem::SignOffTooLate) => id::SR_22B_ON_ORDERS.get().cite(),
            Self::Item(_) => id::SV_257A_6.get().cite(),
            // Case law on conditions of a court, here by analogy.
            Self::Direction { .. } => id::HR_ON_ORDERS.get().cite(),
            Self::CarrierUnlisted(_) | Self::CarrierStray(_) => id::OM_PAGE_SURRENDER.get().cite(),
            Self::Outdated(outdated) => outdated.citation(),
            Self::Part(lack) => lack.citation.clone(),
        }
    }
}

impl fmt::Display for Lacking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Item(item) => f.write_str(match item {
                OrderItem::Person => "a: the person; add the name and, where known, the address",
                OrderItem::FactAndOffence => {
                    "b and c: what was done, when, where, and which offence that is; add at least one"
                }
                OrderItem::Guilt => {
                    "who established guilt, when and on what; a prosecutor establishes it first"
                }
                OrderItem::GuiltTooLate => "guilt is established after the issue; check the days",
                OrderItem::SurrenderDay => {
                    "d: the last day for giving up the carriers; set it after the issue"
                }
                OrderItem::Opposition => "f: how to oppose, with a channel and the term of the law; add it",
                OrderItem::Execution => "g: how it is carried out; add it",
                OrderItem::Payment => "how to pay; add the account",
                OrderItem::Language => "whether the person understands Dutch; ask and record it",
                OrderItem::Translation => "a translation of the required parts; have it made",
                OrderItem::SignOffTooLate => "the sign-off is dated after the issue; have it signed first",
            })?,
            Self::Direction { number, field } => {
                write!(f, "direction {number}: {}; write it down precisely", field.word())?;
            }
            Self::CarrierUnlisted(id) => {
                write!(f, "carrier {id} was seized and is not in the order; say what becomes of it")?
            }
            Self::CarrierStray(id) => {
                write!(f, "carrier {id} is not among those seized, or stands there twice; take it out")?
            }
            Self::Outdated(outdated) => outdated.fmt(f)?,
            Self::Part(lack) => return lack.fmt(f),
        }
        let citation = self.citation();
        write!(f, " [{citation}, {}]", citation.confidence)
    }
}

impl Draft {
    /// All that keeps the draft from being issued on a day by a prosecutor; `seized` are the carriers seized from the
    /// person. What the rules say of the case is asked besides.
    pub fn lacking(&self, day: Date, issuer: &str, adult: bool, seized: &[CarrierId]) -> Vec<Lacking> {
        let mut lacking: Vec<Lacking> = self.items(day).into_iter().map(Lacking::Item).collect();
        for (number, direction) in (1..).zip(&self.directions) {
            let fields = self.fields(direction, day);
            lacking.extend(fields.into_iter().map(|field| Lacking::Direction { number, field }));
        }
        let mut listed = BTreeSet::new();
        for carrier in &self.carriers {
            if !listed.insert(carrier.id) || !seized.contains(&carrier.id) {
                lacking.push(Lacking::CarrierStray(carrier.id));
            }
        }
        let unlisted = seized.iter().filter(|id| !listed.contains(*id));
        lacking.extend(unlisted.map(|id| Lacking::CarrierUnlisted(*id)));
        let outdated = self.outdated(day);
        // What is on file and no longer counts is told as that, not as never done.
        let told = |lack: &LackError| {
            let on_file = match lack.lack {
                Lack::Hearing => OnFile::Hearing,
                Lack::Advice => OnFile::Advice,
                Lack::SignOff => OnFile::SignOff,
                _ => return false,
            };
            outdated.iter().any(|outdated| outdated.on_file == on_file)
        };
        let lacks = self.outline(day, adult).lacks(day, issuer);
        lacking.extend(lacks.into_iter().filter(|lack| !told(lack)).map(Lacking::Part));
        lacking.extend(outdated.into_iter().map(Lacking::Outdated));
        lacking
    }

    fn items(&self, day: Date) -> Vec<OrderItem> {
        let days = u64::from(rules::limits(day).opposition.bound);
        let gives_up =
            self.carriers.iter().any(|carrier| !matches!(carrier.disposal, super::Disposal::Kept { .. }));
        let pays = self
            .sanctions
            .iter()
            .any(|sanction| !matches!(sanction, super::SanctionDraft::CommunityService { .. }));
        let oppose =
            self.opposition.as_ref().is_some_and(|o| !o.channels.is_empty() && u64::from(o.days) == days);
        let rows = [
            (self.suspect.is_none(), OrderItem::Person),
            (
                self.facts.is_empty() || self.facts.iter().any(|fact| fact.acts.is_empty()),
                OrderItem::FactAndOffence,
            ),
            (self.established.is_none(), OrderItem::Guilt),
            (self.established.as_ref().is_some_and(|guilt| guilt.on > day), OrderItem::GuiltTooLate),
            (gives_up && self.surrender_by.is_none_or(|by| by <= day), OrderItem::SurrenderDay),
            (!oppose, OrderItem::Opposition),
            (self.execution.is_none(), OrderItem::Execution),
            (pays && self.execution.as_ref().is_some_and(|e| e.payment.is_none()), OrderItem::Payment),
            (self.understands_dutch.is_none(), OrderItem::Language),
            (self.understands_dutch == Some(false) && self.translation.is_none(), OrderItem::Translation),
            (self.sign_off.as_ref().is_some_and(|signed| signed.of.on > day), OrderItem::SignOffTooLate),
        ];
        rows.into_iter().filter(|(lacks, _)| *lacks).map(|(_, item)| item).collect()
    }

    fn fields(&self, direction: &DirectionDraft, day: Date) -> Vec<DirectionField> {
        let last = self
            .directions_from
            .map(|from| calendar::period_end(from, u32::from(self.direction_months), 0).last_day);
        let outside = |until: Date| until <= day || last.is_some_and(|last| until > last);
        let mut rows = vec![
            (direction.what.is_none(), DirectionField::What),
            (direction.purpose.is_none(), DirectionField::Purpose),
            (direction.by.is_none(), DirectionField::Who),
            (direction.until.is_none(), DirectionField::EndDate),
            (direction.until.is_some_and(outside), DirectionField::EndDateOutside),
        ];
        match &direction.form {
            FormDraft::Conduct => {}
            FormDraft::Contact { frequency } => rows.push((frequency.is_none(), DirectionField::Frequency)),
            FormDraft::Treatment { sessions_max, provider } => rows.extend([
                (sessions_max.is_none_or(|sessions| sessions == 0), DirectionField::Sessions),
                (provider.is_none(), DirectionField::Provider),
            ]),
            FormDraft::DeviceCheck { devices, manner, frequency, kept } => rows.extend([
                (devices.is_empty(), DirectionField::Devices),
                (manner.is_none(), DirectionField::Manner),
                (frequency.is_none(), DirectionField::Frequency),
                (kept.is_none(), DirectionField::Kept),
            ]),
        }
        rows.into_iter().filter(|(lacks, _)| *lacks).map(|(_, field)| field).collect()
    }
}
