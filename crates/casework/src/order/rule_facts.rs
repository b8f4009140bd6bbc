//! What the order itself tells the rules. These facts are not established by anyone: they follow from the draft. May not
//! judge them.

use super::draft::{Disposal, Draft, FormDraft};
use super::lacking::{Lacking, OrderItem};
use super::outline::PartOutline;
use jiff::civil::Date;
use rules::{FactName, Value};
use vocab::CarrierId;

impl Draft {
    /// The facts that follow from the draft, as issued on a day by a prosecutor.
    pub fn rule_facts(
        &self,
        day: Date,
        issuer: &str,
        adult: bool,
        seized: &[CarrierId],
    ) -> Vec<(FactName, Value)> {
        let outline = self.outline(day, adult);
        let mut facts = vec![(FactName::ActDay, Value::Day(day)), (FactName::ReasonsRecorded, Value::Yes)];
        let mut say = |name, yes: bool| facts.push((name, Value::from(yes)));

        let given_up = |id: &CarrierId| {
            self.carriers.iter().any(|c| c.id == *id && !matches!(c.disposal, Disposal::Kept { .. }))
        };
        say(FactName::CarriersSurrendered, seized.iter().all(given_up));
        say(FactName::BehaviourDirection, outline.parts.iter().any(PartOutline::is_behaviour));
        let hours = outline.parts.iter().find_map(|part| match part {
            PartOutline::CommunityService { hours } => Some(u32::from(*hours)),
            _ => None,
        });
        say(FactName::CommunityService, hours.is_some());
        say(FactName::CommunityServiceSignedOff, outline.signed_off_by.is_some());
        say(FactName::DrivingBan, false);
        let heard = outline.heard.as_ref().filter(|heard| heard.on <= day && heard.reported);
        say(FactName::Heard, heard.is_some());
        say(FactName::ToldOfCounsel, heard.is_some_and(|heard| heard.told_of_counsel));
        say(FactName::Willing, heard.is_some_and(|heard| heard.willing));
        say(FactName::HeardWithCounsel, heard.is_some_and(|heard| heard.counsel_present));
        say(FactName::HeardByIssuer, heard.is_some_and(|heard| heard.by.as_str() == issuer));
        say(FactName::ProbationAdvice, outline.advised_on.is_some_and(|on| on <= day));
        let lacking = self.lacking(day, issuer, adult, seized);
        let (checks, precise) = self.device_checks(&lacking);
        say(FactName::DeviceChecks, checks);
        say(FactName::DeviceChecksPrecise, precise);
        let content = |lack: &Lacking| {
            matches!(
                lack,
                Lacking::Item(
                    OrderItem::Person
                        | OrderItem::FactAndOffence
                        | OrderItem::SurrenderDay
                        | OrderItem::Opposition
                        | OrderItem::Execution
                        | OrderItem::Payment
                )
            )
        };
        say(FactName::DocumentComplete, !outline.parts.is_empty() && !lacking.iter().any(content));
        if let Some(understands) = self.understands_dutch {
            say(FactName::UnderstandsDutch, understands);
        }
        say(FactName::Translated, self.translation.is_some());

        let money = u32::try_from(outline.money_euro()).unwrap_or(u32::MAX);
        let sessions = outline.parts.iter().map(|part| match part {
            PartOutline::Behaviour { sessions, .. } => u32::from(*sessions),
            _ => 0,
        });
        facts.extend([
            (FactName::MoneyTotal, Value::Euro(money)),
            (FactName::TreatmentSessions, Value::Count(sessions.sum())),
            (FactName::DirectionMonths, Value::Count(u32::from(self.direction_months))),
            (FactName::CommunityServiceHours, Value::Count(hours.unwrap_or(0))),
            (FactName::DrivingBanMonths, Value::Count(0)),
        ]);
        facts
    }
    /// Whether a direction has devices checked, and whether all that do are precise.
    fn device_checks(&self, lacking: &[Lacking]) -> (bool, bool) {
        let checks: Vec<usize> = (1..)
            .zip(&self.directions)
            .filter(|(_, direction)| matches!(direction.form, FormDraft::DeviceCheck { .. }))
            .map(|(number, _)| number)
            .collect();
        let imprecise = lacking.iter().any(|lack| match lack {
            Lacking::Direction { number, .. } => checks.contains(number),
            _ => false,
        });
        (!checks.is_empty(), !imprecise)
    }
}
