//! The text form of a condition: written by `Display`, read back by [`parse`].

use super::{Clock, Month, OutcomeWord, Term};
use crate::profile::classify::Standing;
use crate::profile::item::{Camera, Class, Statement};
use crate::review::Verdict;
use jiff::civil::Date;
use std::fmt;
use vocab::{Family, LinkKind, TimeMeaning};

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
pub(in crate::profile) fn parse(text: &str) -> Option<Term> {
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
