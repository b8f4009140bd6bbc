//! One line of a chat log: when, and what happened.

use super::IrcLog;
use jiff::civil::{Date, Time};

/// What a line says. Names are as they stand, without the signs of their rank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line<'a> {
    /// A new day, for lines that only have the time.
    Day(Date),
    /// Someone said something. Whether they had the sign of an operator.
    Said {
        name: &'a str,
        is_operator: bool,
        text: &'a str,
    },
    Joined {
        name: &'a str,
        host: Option<&'a str>,
        channel: Option<&'a str>,
    },
    /// Signs were given or taken: `+o name`.
    Mode {
        signs: &'a str,
        names: Vec<&'a str>,
        by: &'a str,
        channel: Option<&'a str>,
    },
    Kicked {
        name: &'a str,
        by: &'a str,
        reason: &'a str,
    },
    Renamed {
        from: &'a str,
        to: &'a str,
    },
    /// Something of the server, or of the program that wrote the log.
    Other,
}

/// The day, where the line has it, and the time.
pub(super) type Clock = (Option<Date>, Option<Time>);

/// Takes a line apart.
pub(super) fn parse(line: &str, log: IrcLog) -> (Clock, Line<'_>) {
    if let Some(day) = line.strip_prefix("--- ").and_then(day) {
        return ((None, None), Line::Day(day));
    }
    match log {
        IrcLog::Weechat => weechat(line),
        IrcLog::Irssi | IrcLog::Bracketed => {
            let (clock, rest) = clock(line);
            if clock.1.is_none() { (clock, Line::Other) } else { (clock, plain(rest)) }
        }
    }
}

/// `Log opened Sun Jan 01 10:00:00 2023`, `Day changed Mon Jan 02 2023`, `Mon Jan 02 2023`
fn day(text: &str) -> Option<Date> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let year = words.last()?.parse().ok()?;
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let at = words.iter().position(|word| months.contains(word))?;
    let month = months.iter().position(|month| words.get(at) == Some(month))? + 1;
    let number = words.get(at + 1)?.parse().ok()?;
    Date::new(year, i8::try_from(month).ok()?, number).ok()
}

fn time(text: &str) -> Option<Time> {
    let mut parts = text.split(':').map(|part| part.parse::<i8>());
    let (hour, minute) = (parts.next()?.ok()?, parts.next()?.ok()?);
    let second = parts.next().transpose().ok()?.unwrap_or(0);
    if parts.next().is_some() { None } else { Time::new(hour, minute, second, 0).ok() }
}

/// `10:00`, `[10:00:05]`, `[2023-01-01 10:00:05]`, `2023-01-01T10:00:05`, and what follows.
fn clock(line: &str) -> (Clock, &str) {
    let (stamp, rest) = match line.strip_prefix('[').and_then(|line| line.split_once(']')) {
        Some(found) => found,
        None => line.split_at(line.find(' ').unwrap_or(line.len())),
    };
    let whole = |stamp: &str| {
        let (day, of_day) = stamp.split_once([' ', 'T'])?;
        Some((Some(day.parse().ok()?), Some(time(of_day.trim_end_matches('Z'))?)))
    };
    if let Some(clock) = whole(stamp) {
        return (clock, rest.strip_prefix(' ').unwrap_or(rest));
    }
    // `2023-01-01 10:00:05 <name>`: the day and the time are two words.
    if let Ok(day) = stamp.parse::<Date>() {
        let rest = rest.trim_start();
        let (of_day, after) = rest.split_at(rest.find(' ').unwrap_or(rest.len()));
        return ((Some(day), time(of_day)), after.strip_prefix(' ').unwrap_or(after));
    }
    ((None, time(stamp)), rest.strip_prefix(' ').unwrap_or(rest))
}

fn named(text: &str) -> (&str, bool) {
    let name = text.trim().trim_start_matches(['@', '+', '%', '&', '~', ' ']);
    (name, text.trim().starts_with(['@', '&', '~']))
}

fn channel(text: &str) -> Option<&str> {
    text.split_whitespace()
        .map(|word| word.trim_end_matches(['.', ':', ',']))
        .find(|word| word.starts_with('#'))
}

fn plain(rest: &str) -> Line<'_> {
    if let Some((name, text)) = rest.strip_prefix('<').and_then(|rest| rest.split_once('>')) {
        let (name, is_operator) = named(name);
        return Line::Said { name, is_operator, text: text.strip_prefix(' ').unwrap_or(text) };
    }
    let event = rest.trim_start();
    if let Some(event) = event.strip_prefix("-!- ").or_else(|| event.strip_prefix("*** ")) {
        return happened(event);
    }
    if let Some((name, text)) = event.strip_prefix("* ").and_then(|event| event.split_once(' ')) {
        let (name, is_operator) = named(name);
        return Line::Said { name, is_operator, text };
    }
    Line::Other
}

fn weechat(line: &str) -> (Clock, Line<'_>) {
    let mut parts = line.splitn(3, '\t');
    let (stamp, name, text) = (
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
    );
    let (clock, _) = clock(stamp);
    if clock.1.is_none() {
        return (clock, Line::Other);
    }
    let line = match name.trim() {
        "-->" | "<--" | "--" => happened(text),
        "*" | "" | "-" | "=!=" => match text.split_once(' ') {
            Some((name, text)) if name.len() > 1 && !text.is_empty() => {
                Line::Said { name: named(name).0, is_operator: false, text }
            }
            _ => Line::Other,
        },
        _ => {
            let (name, is_operator) = named(name);
            Line::Said { name, is_operator, text }
        }
    };
    (clock, line)
}

/// What a server tells, in the words of the programs that write logs.
fn happened(event: &str) -> Line<'_> {
    let event = event.trim();
    let in_brackets = |open: char, close: char| {
        let (_, after) = event.split_once(open)?;
        after.split_once(close).map(|(inside, _)| inside)
    };
    if let Some(joined) = event.strip_prefix("Joins: ") {
        let name = joined.split_whitespace().next().unwrap_or_default();
        return Line::Joined { name, host: in_brackets('(', ')'), channel: channel(event) };
    }
    if event.contains(" has joined ") {
        let name = named(event.split_whitespace().next().unwrap_or_default()).0;
        let host = in_brackets('[', ']').or_else(|| in_brackets('(', ')'));
        return Line::Joined { name, host, channel: channel(event) };
    }
    if let Some((from, to)) = event.split_once(" is now known as ") {
        return Line::Renamed { from: named(from).0, to: named(to).0 };
    }
    if let Some((name, after)) = event.split_once(" was kicked ") {
        let by = after.split_once("by ").and_then(|(_, by)| by.split_whitespace().next()).unwrap_or_default();
        return Line::Kicked { name: named(name).0, by, reason: in_brackets('[', ']').unwrap_or_default() };
    }
    mode(event).unwrap_or(Line::Other)
}

/// `mode/#channel [+o name] by operator`, `Mode #channel [+o name] by operator`, `operator sets mode: +o name`
fn mode(event: &str) -> Option<Line<'_>> {
    let (inside, by) = if let Some((by, inside)) = event.split_once(" sets mode: ") {
        (inside, by)
    } else {
        let rest = event.strip_prefix("mode/").or_else(|| event.strip_prefix("Mode "))?;
        let (_, after) = rest.split_once('[')?;
        let (inside, after) = after.split_once(']')?;
        (inside, after.trim().strip_prefix("by ")?)
    };
    let mut words = inside.split_whitespace();
    let signs = words.next()?;
    let channel = event.split(['/', ' ']).find(|word| word.starts_with('#'));
    Some(Line::Mode { signs, names: words.collect(), by: named(by).0, channel })
}
