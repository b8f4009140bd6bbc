//! One condition on an item, and its text form `key=value`.

use super::classify::{Classification, Content, Standing};
use super::item::{Camera, Class, Outcome, ProfiledItem, Statement};
use super::place_rule::place_rules_of;
use crate::review::Verdict;
use jiff::civil::Date;
use std::fmt;
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

fn meaning_word(meaning: TimeMeaning) -> &'static str {
    match meaning {
        TimeMeaning::Modified => "modified",
        TimeMeaning::Accessed => "accessed",
        TimeMeaning::Changed => "changed",
        TimeMeaning::Created => "created",
        TimeMeaning::Deleted => "deleted",
        TimeMeaning::Taken => "taken",
        TimeMeaning::Digitized => "digitized",
        TimeMeaning::Edited => "edited",
        TimeMeaning::Gps => "gps",
        TimeMeaning::Encoded => "encoded",
    }
}

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

/// Percent-escapes what has a meaning in the text form, in a shell's word, or can't be seen.
struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = |c: char| c.is_alphanumeric() || "-_./!@+()#[]{}~".contains(c);
        for character in self.0.chars() {
            if plain(character) {
                write!(f, "{character}")?;
            } else {
                let mut bytes = [0; 4];
                character.encode_utf8(&mut bytes).bytes().try_for_each(|byte| write!(f, "%{byte:02X}"))?;
            }
        }
        Ok(())
    }
}

fn unescape(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend_from_slice(before.as_bytes());
        bytes.push(u8::from_str_radix(after.get(..2)?, 16).ok()?);
        rest = after.get(2..)?;
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8(bytes).ok()
}

struct Stated<'a>(&'a Statement);

impl fmt::Display for Stated<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Statement { class, set, source, label } = self.0;
        let class = match class {
            Class::Notified => "notified",
            Class::KnownGood => "good",
        };
        write!(f, "{class}:{}:{}:{}", Escaped(set), Escaped(source), Escaped(label))
    }
}

fn statement(text: &str) -> Option<Statement> {
    let mut parts = text.split(':');
    let class = match parts.next()? {
        "notified" => Class::Notified,
        "good" => Class::KnownGood,
        _ => return None,
    };
    let mut part = || unescape(parts.next()?);
    let statement = Statement { class, set: part()?, source: part()?, label: part()? };
    parts.next().is_none().then_some(statement)
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InScope(true) => f.write_str("scope=in"),
            Self::InScope(false) => f.write_str("scope=outside"),
            Self::Outcome(outcome) => write!(f, "outcome={}", outcome.word()),
            Self::Reason(reason) => write!(f, "reason={}", Escaped(reason)),
            Self::Standing(standing) => write!(f, "standing={standing}"),
            Self::NoContent => f.write_str("copy=none"),
            Self::FirstCopy => f.write_str("copy=first"),
            Self::FurtherCopy => f.write_str("copy=further"),
            Self::CopyElsewhere => f.write_str("copy=elsewhere"),
            Self::Family(family) => write!(f, "family={family}"),
            Self::Says(statement) => write!(f, "known={}", Stated(statement)),
            Self::Near(statement, verdict) => {
                write!(f, "near={}:{}", Stated(statement), verdict.map_or("waiting", Verdict::word))
            }
            Self::SetsDisagree(statements) => {
                f.write_str("sets=")?;
                statements.iter().enumerate().try_for_each(|(i, statement)| {
                    write!(f, "{}{}", if i == 0 { "" } else { ";" }, Stated(statement))
                })
            }
            Self::Md5Alone => f.write_str("md5_alone=yes"),
            Self::Folder(folder) => write!(f, "folder={}", Escaped(folder)),
            Self::Camera(Camera { make, model, serial }) => {
                write!(f, "camera={}:{}:{}", Escaped(make), Escaped(model), Escaped(serial))
            }
            Self::Deleted(deleted) => write!(f, "deleted={}", if *deleted { "yes" } else { "no" }),
            Self::Held(None) => f.write_str("held=none"),
            Self::Held(Some(LinkKind::Member)) => f.write_str("held=member"),
            Self::Held(Some(LinkKind::Thumbnail)) => f.write_str("held=thumbnail"),
            Self::Place(rule) => write!(f, "place={}", Escaped(rule)),
            Self::Month(Month { meaning, clock, year, month }) => {
                write!(f, "month={}:{}:{year:04}-{month:02}", meaning_word(*meaning), clock.word())
            }
            Self::Undated(meaning) => write!(f, "undated={}", meaning_word(*meaning)),
            Self::Dated(meaning, clock) => write!(f, "dated={}:{}", meaning_word(*meaning), clock.word()),
            Self::Defect(kind) => write!(f, "defect={}", Escaped(kind)),
            Self::AnyDefect => f.write_str("defects=yes"),
        }
    }
}

fn meaning(text: &str) -> Option<TimeMeaning> {
    use TimeMeaning::{
        Accessed, Changed, Created, Deleted, Digitized, Edited, Encoded, Gps, Modified, Taken,
    };
    [Modified, Accessed, Changed, Created, Deleted, Taken, Digitized, Edited, Gps, Encoded]
        .into_iter()
        .find(|meaning| meaning_word(*meaning) == text)
}

fn clock(text: &str) -> Option<Clock> {
    Clock::ALL.into_iter().find(|clock| clock.word() == text)
}

fn month(text: &str) -> Option<Month> {
    let mut parts = text.split(':');
    let (meaning, clock) = (meaning(parts.next()?)?, clock(parts.next()?)?);
    let (year, month) = parts.next()?.rsplit_once('-')?;
    let (year, month) = (year.parse().ok()?, month.parse().ok()?);
    Date::new(year, month, 1).ok()?;
    parts.next().is_none().then_some(Month { meaning, clock, year, month })
}

fn near(text: &str) -> Option<Term> {
    let (said, verdict) = text.rsplit_once(':')?;
    let verdict = if verdict == "waiting" { None } else { Some(verdict.parse().ok()?) };
    Some(Term::Near(statement(said)?, verdict))
}

fn camera(text: &str) -> Option<Camera> {
    let mut parts = text.split(':');
    let mut part = || unescape(parts.next()?);
    let camera = Camera { make: part()?, model: part()?, serial: part()? };
    parts.next().is_none().then_some(camera)
}

/// Reads one `key=value`; `None` where the key or its value is not one that [`Term`] writes.
pub(super) fn parse(text: &str) -> Option<Term> {
    let (key, value) = text.split_once('=')?;
    Some(match (key, value) {
        ("scope", "in") => Term::InScope(true),
        ("scope", "outside") => Term::InScope(false),
        ("outcome", word) => Term::Outcome(OutcomeWord::ALL.into_iter().find(|o| o.word() == word)?),
        ("reason", reason) => Term::Reason(unescape(reason)?),
        ("standing", word) => Term::Standing(Standing::ALL.into_iter().find(|s| s.word() == word)?),
        ("copy", "none") => Term::NoContent,
        ("copy", "first") => Term::FirstCopy,
        ("copy", "further") => Term::FurtherCopy,
        ("copy", "elsewhere") => Term::CopyElsewhere,
        ("family", word) => Term::Family(Family::ALL.into_iter().find(|f| f.word() == word)?),
        ("known", said) => Term::Says(statement(said)?),
        ("near", text) => near(text)?,
        ("sets", text) => Term::SetsDisagree(text.split(';').map(statement).collect::<Option<_>>()?),
        ("md5_alone", "yes") => Term::Md5Alone,
        ("folder", folder) => Term::Folder(unescape(folder)?),
        ("camera", text) => Term::Camera(camera(text)?),
        ("deleted", "yes") => Term::Deleted(true),
        ("deleted", "no") => Term::Deleted(false),
        ("held", "none") => Term::Held(None),
        ("held", "member") => Term::Held(Some(LinkKind::Member)),
        ("held", "thumbnail") => Term::Held(Some(LinkKind::Thumbnail)),
        ("place", rule) => Term::Place(unescape(rule)?),
        ("month", text) => Term::Month(month(text)?),
        ("undated", word) => Term::Undated(meaning(word)?),
        ("dated", text) => {
            let (word, word_of_clock) = text.split_once(':')?;
            Term::Dated(meaning(word)?, clock(word_of_clock)?)
        }
        ("defect", kind) => Term::Defect(unescape(kind)?),
        ("defects", "yes") => Term::AnyDefect,
        _ => return None,
    })
}
