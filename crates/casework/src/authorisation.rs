//! Under which authorisation a carrier is opened, and which items lie inside its scope.
//!
//! Access to the data on a device is limited to what was authorised (CJEU C-548/21, Landeck; Hoge Raad,
//! 18 March 2025). An item outside the scope is counted and sealed. Where it is not certain that an item lies
//! inside, it lies outside: widening the scope is a deed with a reason, undoing a look is not possible.

use crate::text::{TextError, checked};
use jiff::civil::{Date, Weekday};
use jiff::tz::Offset;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use vocab::{Because, Family, Moment, Stamp, TimeMeaning, When};

/// A span of days, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

/// Which data may be looked into. A part that is `None` sets no limit; parts that are set must all hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    /// Families of items, by content.
    pub families: Option<BTreeSet<Family>>,
    /// Days on which the data must have been made or come to its place; see [`Scope::covers`].
    pub period: Option<Period>,
    /// Folders with all beneath them, as text (`vol1:/Users/x`); names compare exactly.
    pub folders: Option<Vec<String>>,
    /// What the limits above can't say, for people.
    #[serde(default)]
    pub note: String,
}

/// Whether an item lies inside the scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Coverage {
    /// Inside every limit.
    Covered,
    /// Outside, with the limit that says so.
    Outside(Because),
}

/// What the scope needs to know of an item.
#[derive(Clone, Copy, Debug)]
pub struct ScopedItem<'a> {
    /// Family by content.
    pub family: Family,
    /// Folder as text, as in [`crate::profile::ProfiledItem::folder`].
    pub folder: &'a str,
    /// Times.
    pub stamps: &'a [Stamp],
}

impl Scope {
    /// Whether everything that `other` covers is covered here too.
    pub fn holds(&self, other: &Self) -> bool {
        let families = self
            .families
            .as_ref()
            .is_none_or(|wide| other.families.as_ref().is_some_and(|narrow| narrow.is_subset(wide)));
        let period = self.period.is_none_or(|wide| {
            other.period.is_some_and(|narrow| wide.from <= narrow.from && narrow.to <= wide.to)
        });
        let folders = self.folders.as_ref().is_none_or(|wide| {
            other.folders.as_ref().is_some_and(|narrow| {
                narrow.iter().all(|folder| wide.iter().any(|limit| beneath(folder, limit)))
            })
        });
        families && period && folders
    }

    /// Whether the item lies inside the scope.
    ///
    /// Period: at least one time that says when the content was made or came to its place must fall on a day
    /// of the period. Times of access, of record changes and of deletion don't count: a virus scanner sets
    /// them. An instant is put on the day that a clock in the Netherlands showed (summer time by the rule in
    /// force since 1996); a wall-clock time of unknown zone counts by the day written. **An item with no such
    /// time lies outside**: nothing shows that it falls within what was authorised.
    ///
    /// Folders: whole names compare, so `a/b` holds `a/b/c` and not `a/bc`. A folder with a `..` in it lies
    /// outside.
    pub fn covers(&self, item: ScopedItem<'_>) -> Coverage {
        let outside = |rule: &str, text: String| Coverage::Outside(Because::new(rule, text));
        if let Some(families) = &self.families
            && !families.contains(&item.family)
        {
            return outside("scope.family", format!("items of family {} are not authorised", item.family));
        }
        if let Some(folders) = &self.folders
            && !folders.iter().any(|folder| beneath(item.folder, folder))
        {
            return outside("scope.folder", "the folder is not among those authorised".to_owned());
        }
        let Some(Period { from, to }) = self.period else { return Coverage::Covered };
        let mut days =
            item.stamps.iter().filter(|s| places(s.meaning)).filter_map(|s| day(&s.when)).peekable();
        if days.peek().is_none() {
            return outside("scope.period.no-date", "no time shows that it falls in the period".to_owned());
        }
        if days.any(|day| from <= day && day <= to) {
            return Coverage::Covered;
        }
        outside("scope.period", format!("none of its times falls in {from} to {to}"))
    }
}

/// Whether a time of this meaning says when content was made or came to its place.
fn places(meaning: TimeMeaning) -> bool {
    match meaning {
        TimeMeaning::Modified
        | TimeMeaning::Created
        | TimeMeaning::Taken
        | TimeMeaning::Digitized
        | TimeMeaning::Edited
        | TimeMeaning::Gps
        | TimeMeaning::Encoded => true,
        TimeMeaning::Accessed | TimeMeaning::Changed | TimeMeaning::Deleted => false,
    }
}

fn beneath(folder: &str, limit: &str) -> bool {
    let limit = limit.trim_end_matches('/');
    let rest = folder.strip_prefix(limit);
    let whole = rest.is_some_and(|rest| limit.is_empty() || rest.is_empty() || rest.starts_with('/'));
    whole && !folder.split('/').any(|name| name == "..")
}

fn day(when: &When) -> Option<Date> {
    match when {
        When::Local(local) => Some(local.0.date()),
        When::Utc(moment) => Some(dutch_day(*moment)),
    }
}

/// The day that a clock in the Netherlands shows, by the European rule: summer time from the last Sunday of
/// March to that of October, at 01:00 UTC.
pub fn dutch_day(moment: Moment) -> Date {
    let instant = moment.0;
    let utc = Offset::UTC.to_datetime(instant);
    let change = |month: i8| {
        let last = Date::new(utc.year(), month, 31).ok()?;
        let back = last.weekday().since(Weekday::Sunday);
        Some(last.saturating_sub(jiff::Span::new().days(back)).at(1, 0, 0, 0))
    };
    let summer = matches!((change(3), change(10)), (Some(begin), Some(end)) if begin <= utc && utc < end);
    let hours = if summer { 2 } else { 1 };
    jiff::tz::offset(hours).to_datetime(instant).date()
}

/// What an authorisation says, before it is checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// Who gave it, by name.
    pub given_by: String,
    /// In which capacity: officer of justice, examining magistrate, ...
    pub capacity: String,
    /// On which day.
    pub given_on: Date,
    /// For which offence.
    pub offence: String,
    /// Last day on which a carrier may be opened under it.
    pub until: Option<Date>,
    /// Which data.
    pub scope: Scope,
}

/// A checked authorisation, in one of its versions.
#[doc(alias = "machtiging")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Recorded", into = "Recorded")]
pub struct Authorisation {
    grant: Grant,
    version: u32,
    widened_because: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Recorded {
    #[serde(flatten)]
    grant: Grant,
    version: u32,
    widened_because: Option<String>,
}

/// Why an authorisation was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GrantError {
    /// A text is missing or hides something.
    #[error("{field} of the authorisation: {problem}")]
    Text {
        /// Which field.
        field: &'static str,
        /// What is wrong.
        problem: TextError,
    },
    /// It would end before it was given.
    #[error("the authorisation ends on {until}, before it was given on {given_on}")]
    Ends {
        /// Day of giving.
        given_on: Date,
        /// Last day.
        until: Date,
    },
    /// The period ends before it begins.
    #[error("the period of the scope runs from {from} to {to}: it ends before it begins")]
    Period {
        /// First day.
        from: Date,
        /// Last day.
        to: Date,
    },
    /// A limit that lets nothing through.
    #[error("the list of {0} in the scope is empty: leave it out to set no limit")]
    EmptyLimit(&'static str),
    /// A widening that leaves out what was covered before.
    #[error("the new scope leaves out what was authorised before: a widening keeps all of it")]
    Narrower,
    /// Versions count from 1, and each after the first has a reason.
    #[error("version {0} of an authorisation and its reason don't go together")]
    Version(u32),
}

/// Why an authorisation does not hold on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotInForce {
    /// Not given yet.
    #[error("the authorisation was given on {0}, after this day")]
    NotYet(Date),
    /// Ended.
    #[error("the authorisation ended on {0}")]
    Ended(Date),
}

impl Authorisation {
    /// Longest text of a field, in characters.
    pub const CHARS_MAX: usize = 500;

    /// The first version.
    ///
    /// # Errors
    /// Says which field can't be accepted.
    pub fn record(grant: Grant) -> Result<Self, GrantError> {
        Ok(Self { grant: accepted(grant)?, version: 1, widened_because: None })
    }

    /// The next version, with another scope. What was given, by whom and until when stays.
    ///
    /// # Errors
    /// A reason is needed, and the scope must hold together.
    pub fn widen(&self, scope: Scope, because: &str) -> Result<Self, GrantError> {
        let because = text("reason for widening", because)?;
        if !scope.holds(self.scope()) {
            return Err(GrantError::Narrower);
        }
        let grant = accepted(Grant { scope, ..self.grant.clone() })?;
        Ok(Self { grant, version: self.version.saturating_add(1), widened_because: Some(because) })
    }

    /// What it says.
    pub fn grant(&self) -> &Grant {
        &self.grant
    }

    /// Its scope.
    pub fn scope(&self) -> &Scope {
        &self.grant.scope
    }

    /// Version, from 1.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// Why this version was made; `None` for the first.
    pub fn widened_because(&self) -> Option<&str> {
        self.widened_because.as_deref()
    }

    /// Whether a carrier may be opened under it on this day; first and last day included.
    ///
    /// # Errors
    /// Says on which side the day lies.
    pub fn in_force(&self, day: Date) -> Result<(), NotInForce> {
        match self.grant.until {
            _ if day < self.grant.given_on => Err(NotInForce::NotYet(self.grant.given_on)),
            Some(until) if until < day => Err(NotInForce::Ended(until)),
            _ => Ok(()),
        }
    }
}

fn text(field: &'static str, given: &str) -> Result<String, GrantError> {
    checked(given, Authorisation::CHARS_MAX).map_err(|problem| GrantError::Text { field, problem })
}

fn accepted(grant: Grant) -> Result<Grant, GrantError> {
    let Grant { given_on, until, mut scope, .. } = grant;
    if let Some(until) = until.filter(|until| *until < given_on) {
        return Err(GrantError::Ends { given_on, until });
    }
    if let Some(Period { from, to }) = scope.period.filter(|period| period.to < period.from) {
        return Err(GrantError::Period { from, to });
    }
    if scope.families.as_ref().is_some_and(BTreeSet::is_empty) {
        return Err(GrantError::EmptyLimit("families"));
    }
    if scope.folders.as_ref().is_some_and(Vec::is_empty) {
        return Err(GrantError::EmptyLimit("folders"));
    }
    if !scope.note.trim().is_empty() {
        scope.note = text("note on the scope", &scope.note)?;
    }
    Ok(Grant {
        given_by: text("giver", &grant.given_by)?,
        capacity: text("capacity", &grant.capacity)?,
        offence: text("offence", &grant.offence)?,
        given_on,
        until,
        scope,
    })
}

impl From<Authorisation> for Recorded {
    fn from(authorisation: Authorisation) -> Self {
        let Authorisation { grant, version, widened_because } = authorisation;
        Self { grant, version, widened_because }
    }
}

impl TryFrom<Recorded> for Authorisation {
    type Error = GrantError;
    fn try_from(recorded: Recorded) -> Result<Self, GrantError> {
        let Recorded { grant, version, widened_because } = recorded;
        if version == 0 || (version == 1) != widened_because.is_none() {
            return Err(GrantError::Version(version));
        }
        let widened_because =
            widened_because.map(|because| text("reason for widening", &because)).transpose()?;
        Ok(Self { grant: accepted(grant)?, version, widened_because })
    }
}
