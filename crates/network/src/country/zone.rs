//! The time zone in which a member's days would be usual, from hours of activity, with how unsure that is.
//!
//! Hours lie on a circle, and so do the figures: mean direction and its standard error after N. I. Fisher, *Statistical
//! Analysis of Circular Data* (1993), 2.3 and 4.4; Rayleigh's test for hours without any preference, in the approximation of
//! J. H. Zar, *Biostatistical Analysis*. Summer time blurs a member's hours by up to an hour; that is part of the spread.

use crate::hours::Hours;
use serde::{Deserialize, Serialize};
use std::f64::consts::TAU;

/// When people are active on their own clock. Night workers and people without work are why it has a spread.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Habit {
    /// The mean hour of activity on the own clock, 0 to 24.
    pub mean_hour: f64,
    /// How far people's mean hours differ, as a standard deviation in hours.
    pub spread_hours: f64,
    /// On what both rest.
    pub ground: String,
}

/// Why a habit cannot be learned or used.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum HabitError {
    /// Too few members whose zone is known.
    #[error(
        "{0} members have a known time zone and hours of their own, and 20 are needed: state the habit, with its ground"
    )]
    Few(usize),
    /// A number is out of bounds.
    #[error("the mean hour is {0} and the spread {1}: give 0 to 24, and above 0 up to 12, with a ground")]
    Bounds(f64, f64),
}

/// The time zone that would make a member's hours usual.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ZoneProfile {
    /// Hours beside UTC, above -12 and at most 12.
    pub offset_hours: f64,
    /// Half the width of the interval that holds the true one 95 times of 100, if the habit holds for the member.
    pub error_hours: f64,
    /// Different hours in which the member acted.
    pub hours: u32,
    /// How gathered they are: 0 is evenly spread, 1 is always the same hour.
    pub resultant: f64,
}

/// Why there is no profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoProfile {
    /// Fewer than thirty different hours.
    FewHours,
    /// Hours without a preference (Rayleigh, one in a thousand).
    NoPreference,
    /// The interval would be more than half of the day.
    TooWide,
}

/// Different hours below which nothing is said.
const HOURS_MIN: u32 = 30;

impl Habit {
    /// The habit to begin with.
    pub fn stated() -> Self {
        Self {
            mean_hour: 17.0,
            spread_hours: 2.5,
            ground: "Stated by this project and not measured: leisure in the afternoon and evening. Learn it from members whose \
                     time zone is known."
                .to_owned(),
        }
    }

    /// Learns the habit from members whose hours beside UTC are known. Members without a mean hour of their own are left aside.
    ///
    /// # Errors
    /// When fewer than twenty remain.
    pub fn learn(known: &[(Hours, f64)]) -> Result<Self, HabitError> {
        let local: Vec<f64> = known
            .iter()
            .filter_map(|(hours, offset)| mean(hours).ok().map(|mean| (mean.hour + offset) / 24.0 * TAU))
            .collect();
        if local.len() < 20 {
            return Err(HabitError::Few(local.len()));
        }
        let (sin, cos) = local.iter().fold((0.0, 0.0), |(s, c), angle| (s + angle.sin(), c + angle.cos()));
        let resultant = (sin.hypot(cos) / local.len() as f64).clamp(1e-9, 1.0);
        let habit = Self {
            mean_hour: (sin.atan2(cos) / TAU * 24.0).rem_euclid(24.0),
            // The circular standard deviation, never below a quarter of an hour: nobody is known that well.
            spread_hours: ((-2.0 * resultant.ln()).max(0.0).sqrt() / TAU * 24.0).clamp(0.25, 12.0),
            ground: format!("Learned from {} members whose time zone is known.", local.len()),
        };
        habit.check().map(|()| habit)
    }

    /// Checks the bounds.
    ///
    /// # Errors
    /// When a number is out of bounds, or there is no ground.
    pub fn check(&self) -> Result<(), HabitError> {
        let fits =
            (0.0..=24.0).contains(&self.mean_hour) && self.spread_hours > 0.0 && self.spread_hours <= 12.0;
        if fits && !self.ground.trim().is_empty() {
            return Ok(());
        }
        Err(HabitError::Bounds(self.mean_hour, self.spread_hours))
    }
}

struct Mean {
    hour: f64,
    error_hours: f64,
    resultant: f64,
}

fn mean(hours: &Hours) -> Result<Mean, NoProfile> {
    let total: u32 = hours.iter().sum();
    if total < HOURS_MIN {
        return Err(NoProfile::FewHours);
    }
    let n = f64::from(total);
    let moment = |times: f64| {
        let angle = |hour: usize| (hour as f64 + 0.5) / 24.0 * TAU * times;
        let sum = |part: fn(f64) -> f64| -> f64 {
            hours.iter().enumerate().map(|(hour, &count)| f64::from(count) * part(angle(hour))).sum::<f64>()
                / n
        };
        (sum(f64::sin), sum(f64::cos))
    };
    let (sin, cos) = moment(1.0);
    let resultant = sin.hypot(cos);
    let rayleigh =
        ((1.0 + 4.0 * n + 4.0 * n * n * (1.0 - resultant * resultant)).sqrt() - (1.0 + 2.0 * n)).exp();
    if rayleigh > 0.001 {
        return Err(NoProfile::NoPreference);
    }
    let direction = sin.atan2(cos);
    let (sin2, cos2) = moment(2.0);
    // The second moment about the mean direction.
    let second = cos2 * (2.0 * direction).cos() + sin2 * (2.0 * direction).sin();
    let dispersion = (1.0 - second) / (2.0 * resultant * resultant);
    Ok(Mean {
        hour: (direction / TAU * 24.0).rem_euclid(24.0),
        error_hours: (dispersion / n).sqrt() / TAU * 24.0,
        resultant,
    })
}

/// The zone in which a member's hours would be usual.
///
/// # Errors
/// When the hours say nothing: too few, without preference, or an interval wider than half the day.
pub fn zone_profile(hours: &Hours, habit: &Habit) -> Result<ZoneProfile, NoProfile> {
    let mean = mean(hours)?;
    let error = 1.96 * mean.error_hours.hypot(habit.spread_hours);
    if error > 6.0 {
        return Err(NoProfile::TooWide);
    }
    let offset = (habit.mean_hour - mean.hour).rem_euclid(24.0);
    Ok(ZoneProfile {
        offset_hours: if offset > 12.0 { offset - 24.0 } else { offset },
        error_hours: error,
        hours: hours.iter().sum(),
        resultant: mean.resultant,
    })
}

impl ZoneProfile {
    /// Whether minutes beside UTC lie within the interval. A day later or earlier on the clock is the same hour.
    pub fn holds(&self, minutes: i32) -> bool {
        let off = (f64::from(minutes) / 60.0 - self.offset_hours).rem_euclid(24.0);
        off.min(24.0 - off) <= self.error_hours
    }
}
