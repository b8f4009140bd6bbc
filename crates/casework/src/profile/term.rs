//! One condition on an item. Its text form `key=value` stands in [`text`].

mod text;

pub(super) use text::parse;

use super::classify::{Classification, Content, Standing};
use super::item::{Camera, Outcome, ProfiledItem, Statement};
use super::place_rule::place_rules_of;
use crate::review::Verdict;
use jiff::civil::Date;
use vocab::{Family, LinkKind, Stamp, TimeMeaning, When};

/// How reading ended, without the reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OutcomeWord {
    /// Read.
    Read,
    /// Skipped.
    Skipped,
    /// Failed.
    Failed,
}

impl OutcomeWord {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Read, Self::Skipped, Self::Failed];

    /// The stable word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Skipped => "skipped",
            Self::Failed => "failed",
        }
    }

    fn of(outcome: &Outcome) -> Self {
        match outcome {
            Outcome::Read => Self::Read,
            Outcome::Skipped(_) => Self::Skipped,
            Outcome::Failed(_) => Self::Failed,
        }
    }
}

/// Which clock a time was read from. The two are never mixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Clock {
    /// An instant; its month is that of UTC.
    Utc,
    /// A wall clock of unknown zone; its month is as written.
    Local,
}

impl Clock {
    /// Both clocks.
    pub const ALL: [Self; 2] = [Self::Utc, Self::Local];

    /// The stable word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Utc => "utc",
            Self::Local => "local",
        }
    }
}

/// A month on one clock for one meaning of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Month {
    /// What the time says.
    pub meaning: TimeMeaning,
    /// Which clock.
    pub clock: Clock,
    /// Year, -9999 to 9999.
    pub year: i16,
    /// Month, 1 to 12.
    pub month: i8,
}

impl Month {
    /// The month of a stamp.
    pub fn of(stamp: &Stamp) -> Self {
        let (clock, date): (_, Date) = match stamp.when {
            When::Utc(moment) => (Clock::Utc, jiff::tz::Offset::UTC.to_datetime(moment.0).date()),
            When::Local(local) => (Clock::Local, local.0.date()),
        };
        Self { meaning: stamp.meaning, clock, year: date.year(), month: date.month() }
    }
}

/// The meanings of time that a profile spans.
pub(super) const SPANNED: [TimeMeaning; 2] = [TimeMeaning::Modified, TimeMeaning::Taken];

/// One condition. A filter is a list of them, all of which must hold.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Term {
    /// `scope=in` or `scope=outside`.
    InScope(bool),
    /// `outcome=read`.
    Outcome(OutcomeWord),
    /// `reason=NAME`: why it was skipped or failed.
    Reason(String),
    /// `standing=known`.
    Standing(Standing),
    /// `copy=none`: there is no content to compare.
    NoContent,
    /// `copy=first`.
    FirstCopy,
    /// `copy=further`: in whichever folder.
    FurtherCopy,
    /// `copy=elsewhere`: a further copy in another folder than the first.
    CopyElsewhere,
    /// `family=picture`.
    Family(Family),
    /// `known=CLASS:SET:SOURCE:LABEL`: the set says this of exactly this content.
    Says(Statement),
    /// `near=CLASS:SET:SOURCE:LABEL:VERDICT`: a near match with this last verdict (`waiting`: none).
    Near(Statement, Option<Verdict>),
    /// `sets=STATEMENT;STATEMENT`: these are all the statements on this content, and they disagree.
    SetsDisagree(Vec<Statement>),
    /// `md5_alone=yes`: known by nothing stronger than MD5.
    Md5Alone,
    /// `folder=TEXT`: exactly this folder, not those beneath it.
    Folder(String),
    /// `camera=MAKE:MODEL:SERIAL`.
    Camera(Camera),
    /// `deleted=yes` or `deleted=no`.
    Deleted(bool),
    /// `held=none`, `held=member` or `held=thumbnail`.
    Held(Option<LinkKind>),
    /// `place=RULE`: the rule of place holds.
    Place(String),
    /// `month=modified:utc:2024-07`: at least one such time falls in the month.
    Month(Month),
    /// `undated=modified`: no such time is recorded.
    Undated(TimeMeaning),
    /// `dated=modified:utc`: at least one such time is recorded.
    Dated(TimeMeaning, Clock),
    /// `defect=KIND`.
    Defect(String),
    /// `defects=yes`: at least one defect.
    AnyDefect,
}

impl Term {
    /// Whether the term holds for the item.
    pub fn holds(&self, item: &ProfiledItem, classified: Classification) -> bool {
        let copy = classified.content;
        match self {
            Self::InScope(wanted) => item.in_scope == *wanted,
            Self::Outcome(wanted) => OutcomeWord::of(&item.outcome) == *wanted,
            Self::Reason(wanted) => match &item.outcome {
                Outcome::Read => false,
                Outcome::Skipped(reason) | Outcome::Failed(reason) => reason == wanted,
            },
            Self::Standing(wanted) => classified.standing == *wanted,
            Self::NoContent => copy == Content::Absent,
            Self::FirstCopy => copy == Content::First,
            Self::FurtherCopy => {
                matches!(copy, Content::FurtherHere { .. } | Content::FurtherElsewhere { .. })
            }
            Self::CopyElsewhere => matches!(copy, Content::FurtherElsewhere { .. }),
            Self::Family(wanted) => item.family == *wanted,
            Self::Says(wanted) => item.known.iter().any(|hit| hit.statement == *wanted),
            Self::Near(wanted, verdict) => {
                item.near.iter().any(|hit| hit.statement == *wanted && hit.reviewed == *verdict)
            }
            Self::SetsDisagree(wanted) => {
                item.sets_disagree() && item.statements().into_iter().eq(wanted.iter())
            }
            Self::Md5Alone => item.known_by_md5_alone(),
            Self::Folder(wanted) => item.folder == *wanted,
            Self::Camera(wanted) => item.camera.as_ref() == Some(wanted),
            Self::Deleted(wanted) => item.deleted == *wanted,
            Self::Held(wanted) => item.holder.map(|holder| holder.kind) == *wanted,
            Self::Place(wanted) => place_rules_of(&item.folder).any(|rule| rule.name == wanted),
            Self::Month(wanted) => item.stamps.iter().any(|stamp| Month::of(stamp) == *wanted),
            Self::Undated(meaning) => item.stamps.iter().all(|stamp| stamp.meaning != *meaning),
            Self::Dated(meaning, clock) => {
                item.stamps.iter().any(|s| s.meaning == *meaning && Month::of(s).clock == *clock)
            }
            Self::Defect(wanted) => item.defects.contains(wanted),
            Self::AnyDefect => !item.defects.is_empty(),
        }
    }
}
