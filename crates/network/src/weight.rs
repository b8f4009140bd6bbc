//! What a tie weighs, by rules that an analyst can read and change. Each number carries its ground.
//!
//! The numbers are choices, not measurements: no public study weighs these kinds of tie on seized networks. That is
//! why each change asks for a ground of its own, and why rank stability and the order by reasons stand beside every
//! figure that follows from them.

use crate::tie::TieKind;
use serde::{Deserialize, Serialize};

/// A number with the reason for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weight {
    /// The number.
    pub value: f32,
    /// Why this number.
    pub ground: String,
}

/// How repeated acts of one kind between two members add up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Repeats {
    /// Each act counts the same.
    Plain,
    /// `log2(1 + acts)`: the first act says more than the hundredth.
    Logarithm,
}

/// Rules by which acts become ties and ties become strength.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeightRules {
    /// An answer to a post.
    pub reply: Weight,
    /// A quote.
    pub quote: Weight,
    /// A private message; shared by all who receive it.
    pub private_message: Weight,
    /// A file that was taken over.
    pub file_exchange: Weight,
    /// A post shortly after another's in a gated section.
    pub co_presence: Weight,
    /// An appointment.
    pub appointment: Weight,
    /// Part of an answer, 0 to 1, that a post counts as to the post before it, where the source does not say what it answers.
    pub reply_unstated: Weight,
    /// Receivers above which a message is an announcement and makes no ties. A whole number.
    pub receivers_max: Weight,
    /// How many different members before a post in a gated section count as present. A whole number.
    pub presence_members: Weight,
    /// Hours after which an earlier post no longer counts as presence.
    pub presence_hours: Weight,
    /// How repeated acts add up.
    pub repeats: Repeats,
}

/// Why rules cannot be used.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum WeightError {
    /// A number is out of its bounds.
    #[error("{name} is {value}: give a number from {least} to {most}")]
    Value {
        /// Which.
        name: &'static str,
        /// The number.
        value: f32,
        /// Smallest.
        least: f32,
        /// Largest.
        most: f32,
    },
    /// A number must be whole.
    #[error("{name} is {value}: give a whole number")]
    Whole {
        /// Which.
        name: &'static str,
        /// The number.
        value: f32,
    },
    /// A number has no ground.
    #[error("{name} has no ground: write down why it is {value}")]
    Ground {
        /// Which.
        name: &'static str,
        /// The number.
        value: f32,
    },
}

fn weight(value: f32, ground: &str) -> Weight {
    Weight { value, ground: ground.to_owned() }
}

impl Default for WeightRules {
    fn default() -> Self {
        Self {
            reply: weight(1.0, "The unit: one answer, in sight of all who read the section."),
            quote: weight(1.0, "Takes as much as an answer, and is as public."),
            private_message: weight(
                3.0,
                "Choice: sought out, and out of sight. Divided by the number of receivers, so that a letter to thirty is no thirty letters.",
            ),
            file_exchange: weight(
                4.0,
                "Choice: exchange is what such a network is for, and takes both sides.",
            ),
            co_presence: weight(
                0.5,
                "Choice: two who are let into the same closed section know of each other; that they speak is counted elsewhere. Shared by the members who were there before.",
            ),
            appointment: weight(
                10.0,
                "Choice: rare, deliberate, and a sign of trust by who runs the network.",
            ),
            reply_unstated: weight(
                0.25,
                "Choice: most forum software keeps no answered post. The post before is often, not always, the one that is answered.",
            ),
            receivers_max: weight(
                50.0,
                "Choice: more receivers make an announcement. Those left out are counted.",
            ),
            presence_members: weight(
                8.0,
                "Choice: keeps the ties of a section in proportion to its posts; all pairs would be their square.",
            ),
            presence_hours: weight(168.0, "Choice: a week. Who wrote before that may be long gone."),
            repeats: Repeats::Logarithm,
        }
    }
}

impl WeightRules {
    /// All numbers with their names, in the order of the fields.
    pub fn all(&self) -> [(&'static str, &Weight); 10] {
        [
            ("reply", &self.reply),
            ("quote", &self.quote),
            ("private_message", &self.private_message),
            ("file_exchange", &self.file_exchange),
            ("co_presence", &self.co_presence),
            ("appointment", &self.appointment),
            ("reply_unstated", &self.reply_unstated),
            ("receivers_max", &self.receivers_max),
            ("presence_members", &self.presence_members),
            ("presence_hours", &self.presence_hours),
        ]
    }

    /// What one act of a kind weighs.
    pub fn of(&self, kind: TieKind) -> f32 {
        match kind {
            TieKind::Reply => self.reply.value,
            TieKind::Quote => self.quote.value,
            TieKind::PrivateMessage => self.private_message.value,
            TieKind::FileExchange => self.file_exchange.value,
            TieKind::CoPresence => self.co_presence.value,
            TieKind::Appointment => self.appointment.value,
        }
    }

    /// Strength of acts of one kind between two members.
    pub(crate) fn strength(&self, kind: TieKind, amount: f64) -> f64 {
        let acts = match self.repeats {
            Repeats::Plain => amount,
            Repeats::Logarithm => (1.0 + amount).log2(),
        };
        f64::from(self.of(kind)) * acts
    }

    /// Checks bounds and grounds. A kind of weight 0 makes no ties.
    ///
    /// # Errors
    /// The first number that is out of bounds, not whole where it must be, or without a ground.
    pub fn check(&self) -> Result<(), WeightError> {
        for (at, (name, weight)) in self.all().into_iter().enumerate() {
            let value = weight.value;
            let (least, most, is_whole) = match at {
                0..=5 => (0.0, 1000.0, false),
                6 => (0.0, 1.0, false),
                7 => (1.0, 100_000.0, true),
                8 => (1.0, 64.0, true),
                _ => (1.0, 100_000.0, false),
            };
            if !(least..=most).contains(&value) {
                return Err(WeightError::Value { name, value, least, most });
            }
            if is_whole && value.fract() != 0.0 {
                return Err(WeightError::Whole { name, value });
            }
            if weight.ground.trim().is_empty() {
                return Err(WeightError::Ground { name, value });
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_go_to_text_and_back_and_refuse_what_they_do_not_know() {
        let rules = WeightRules::default();
        rules.check().unwrap();
        let text = serde_json::to_string(&rules).unwrap();
        assert_eq!(serde_json::from_str::<WeightRules>(&text).unwrap(), rules);
        let more = text.replacen('{', "{\"likes\":{\"value\":1,\"ground\":\"x\"},", 1);
        assert!(serde_json::from_str::<WeightRules>(&more).unwrap_err().to_string().contains("likes"));
        assert!(serde_json::from_str::<WeightRules>(&text.replace("logarithm", "square")).is_err());
    }

    #[test]
    fn numbers_have_bounds_and_grounds() {
        let changed = |change: fn(&mut WeightRules)| {
            let mut rules = WeightRules::default();
            change(&mut rules);
            rules.check().map_err(|error| error.to_string())
        };
        assert_eq!(
            changed(|rules| rules.quote.value = -1.0),
            Err("quote is -1: give a number from 0 to 1000".into())
        );
        assert_eq!(
            changed(|rules| rules.reply.value = f32::NAN),
            Err("reply is NaN: give a number from 0 to 1000".into())
        );
        assert_eq!(
            changed(|rules| rules.receivers_max.value = 2.5),
            Err("receivers_max is 2.5: give a whole number".into())
        );
        assert_eq!(
            changed(|rules| rules.quote = weight(2.0, " ")),
            Err("quote has no ground: write down why it is 2".into())
        );
    }
}
