//! Where a reason becomes a weak, a clear or a strong one. Choices that an analyst can read and change.

use serde::{Deserialize, Serialize};

/// How much a reason says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// Worth naming beside others.
    Weak,
    /// Says something by itself.
    Clear,
    /// Reason enough to look.
    Strong,
}

/// The smallest number for each strength.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bar {
    /// From here weak; below it there is no reason.
    pub weak: f64,
    /// From here clear.
    pub clear: f64,
    /// From here strong.
    pub strong: f64,
}

impl Bar {
    const fn new(weak: f64, clear: f64, strong: f64) -> Self {
        Self { weak, clear, strong }
    }

    /// The strength of a number; none below the bar.
    pub fn of(&self, number: f64) -> Option<Strength> {
        match number {
            number if number >= self.strong => Some(Strength::Strong),
            number if number >= self.clear => Some(Strength::Clear),
            number if number >= self.weak => Some(Strength::Weak),
            _ => None,
        }
    }
}

/// The bars of all reasons. The defaults are choices of this project, made on generated networks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bars {
    /// Confidential acts between two members from which they are confidants.
    pub confidant_acts: f32,
    /// Confidants in a group from which a member holds contact with that group.
    pub holds_group: u32,
    /// Members who were given a title by the member.
    pub appointed: Bar,
    /// Part of the contact between two groups that runs through the member, 0 to 1.
    pub crossing: Bar,
    /// Groups with which the member holds contact.
    pub reach: Bar,
    /// Members who are cut off from the rest without the member.
    pub cut_off: Bar,
    /// Part of all members below the member in betweenness, 0 to 1.
    pub between: Bar,
    /// Part of all members below the member in PageRank, 0 to 1.
    pub sought: Bar,
    /// Files first offered by the member that others spread.
    pub first: Bar,
    /// Gated sections in which the member wrote.
    pub gated: Bar,
    /// Most posts of a member whom nobody notices, as a part of the members who posted, by number of posts, 0 to 1.
    pub few_posts: f64,
}

impl Default for Bars {
    fn default() -> Self {
        Self {
            confidant_acts: 2.0,
            holds_group: 2,
            appointed: Bar::new(1.0, 2.0, 4.0),
            crossing: Bar::new(0.34, 0.5, 0.8),
            reach: Bar::new(2.0, 3.0, 4.0),
            cut_off: Bar::new(2.0, 10.0, 50.0),
            between: Bar::new(0.95, 0.99, 0.999),
            sought: Bar::new(0.99, 0.999, 2.0),
            first: Bar::new(1.0, 5.0, 20.0),
            gated: Bar::new(2.0, 4.0, 8.0),
            few_posts: 0.5,
        }
    }
}

/// Bars that cannot be used.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error(
    "the bar of {name} is no rising row of numbers: give weak, clear and strong so that each is at least the one before"
)]
pub struct BarError {
    /// Which.
    pub name: &'static str,
}

impl Bars {
    /// Checks that each bar rises and that parts are parts.
    ///
    /// # Errors
    /// The first that does not.
    pub fn check(&self) -> Result<(), BarError> {
        let bars = [
            ("appointed", &self.appointed),
            ("crossing", &self.crossing),
            ("reach", &self.reach),
            ("cut_off", &self.cut_off),
            ("between", &self.between),
            ("sought", &self.sought),
            ("first", &self.first),
            ("gated", &self.gated),
        ];
        let rises = |bar: &Bar| 0.0 < bar.weak && bar.weak <= bar.clear && bar.clear <= bar.strong;
        if let Some((name, _)) = bars.into_iter().find(|(_, bar)| !rises(bar)) {
            return Err(BarError { name });
        }
        if !(self.confidant_acts > 0.0 && self.confidant_acts.is_finite()) {
            return Err(BarError { name: "confidant_acts" });
        }
        if !(0.0..=1.0).contains(&self.few_posts) {
            return Err(BarError { name: "few_posts" });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_meet_their_bars() {
        let bar = Bar::new(1.0, 2.0, 4.0);
        assert_eq!(
            [0.9, 1.0, 3.9, 4.0, f64::NAN].map(|number| bar.of(number)),
            [None, Some(Strength::Weak), Some(Strength::Clear), Some(Strength::Strong), None]
        );
        Bars::default().check().unwrap();
        let bars = Bars { reach: Bar::new(3.0, 2.0, 4.0), ..Bars::default() };
        assert_eq!(bars.check(), Err(BarError { name: "reach" }));
    }
}
