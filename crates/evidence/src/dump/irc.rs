//! Logs of IRC: what irssi, WeeChat, ZNC and their like write down, line by line.
//!
//! A name is a member, in small letters as its id: servers take capitals for the same. A channel is a section. Being made
//! an operator is a role, by whoever did it. A line that begins with another's name answers that one. A log does not tell
//! its time zone: its times are read as UTC, and a defect says so.

mod line;

use super::fields::decoded;
use super::intake::Out;
use super::record::{
    Contact, ContactKind, Login, Member, More, Post, Quote, Rank, Role, Says, Section, SourceId,
};
use super::report::Report;
use super::row::at;
use super::sql::Window;
use crate::{Defect, DefectKind};
use jiff::civil::Date;
use line::{Clock, Line};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};
use std::io::Read;
use vocab::Moment;

/// Programs that write logs, by how their lines look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IrcLog {
    /// `10:00 <name> text`, with lines that say the day.
    Irssi,
    /// `2023-01-01 10:00:00`, the name and the text, parted by tabs.
    Weechat,
    /// `[10:00:00] <name> text`; ZNC and many others.
    Bracketed,
}

/// Bytes of a line; a server allows 512.
const LINE_BYTES_MAX: usize = 64 << 10;

/// Which form the first lines have.
pub(super) fn recognise(head: &[u8]) -> Option<IrcLog> {
    let head = head.get(..head.len().min(64 << 10)).unwrap_or_default();
    let (text, _) = decoded(head);
    let mut counts = BTreeMap::<IrcLog, usize>::new();
    let lines: Vec<&str> = text.lines().take(200).collect();
    for log in [IrcLog::Irssi, IrcLog::Weechat, IrcLog::Bracketed] {
        let is_like = |line: &&&str| match log {
            IrcLog::Weechat => line.matches('\t').count() >= 2,
            IrcLog::Bracketed => line.starts_with(['[', '-']),
            IrcLog::Irssi => line.starts_with(|first: char| first.is_ascii_digit() || first == '-'),
        };
        let parsed = lines.iter().filter(is_like).map(|line| line::parse(line, log).1);
        let parsed: Vec<_> = parsed.filter(|line| !matches!(line, Line::Other)).collect();
        let has_talk = parsed.iter().any(|line| matches!(line, Line::Said { .. }));
        counts.insert(log, if has_talk { parsed.len() } else { 0 });
    }
    // Half of the lines must be of a chat: a table has tabs too.
    counts
        .into_iter()
        .max_by_key(|(_, count)| *count)
        .filter(|(_, count)| 2 * count > lines.len())
        .map(|(log, _)| log)
}

struct Reading<'a> {
    out: Out<'a>,
    day: Option<Date>,
    channel: Option<SourceId>,
    members: HashSet<String>,
    channels: HashSet<String>,
    /// Roles under way, by member.
    roles: BTreeMap<String, Role>,
    lines: u64,
    other: u64,
}

/// Reads a log to its end.
pub(super) fn read(source: &mut dyn Read, log: IrcLog, out: Out<'_>) -> Report {
    let mut reading = Reading {
        out,
        day: None,
        channel: None,
        members: HashSet::new(),
        channels: HashSet::new(),
        roles: BTreeMap::new(),
        lines: 0,
        other: 0,
    };
    let text = "the log does not tell its time zone: its times are read as UTC";
    reading.out.defect(0, "zone", at(0, DefectKind::Incomplete, text));
    let mut window = Window::new(source);
    loop {
        let place = window.offset();
        let Some((bytes, is_cut)) = next_line(&mut window) else { break };
        if is_cut {
            let text = "a line is longer than 64 KiB and was cut";
            reading.out.defect(place, "line", at(place, DefectKind::LimitReached, text));
        }
        reading.line(place, &bytes, log);
        if reading.out.is_done() {
            break;
        }
    }
    let end = window.offset();
    if let Some(why) = window.failure() {
        let defect =
            Defect::new(DefectKind::Unreadable, format!("at {end}: the log can't be read further: {why}"));
        reading.out.defect(end, "line", defect);
    }
    for role in std::mem::take(&mut reading.roles).into_values() {
        reading.out.give(end, Says::Role(role));
    }
    reading.out.report.bytes = end;
    let table = super::TableReport { rows: reading.lines, read: reading.lines - reading.other };
    reading.out.report.tables.insert("lines".to_owned(), table);
    reading.out.into_report(end)
}

fn next_line(window: &mut Window<'_>) -> Option<(Vec<u8>, bool)> {
    let (mut line, mut is_cut) = (Vec::new(), false);
    loop {
        let bytes = window.bytes();
        let end = memchr::memchr(b'\n', bytes);
        let part = bytes.get(..end.unwrap_or(bytes.len())).unwrap_or_default();
        let room = LINE_BYTES_MAX - line.len();
        is_cut |= part.len() > room;
        line.extend_from_slice(part.get(..part.len().min(room)).unwrap_or_default());
        let (is_empty, passed) = (bytes.is_empty(), part.len() + usize::from(end.is_some()));
        window.pass(passed);
        if end.is_some() {
            return Some((line, is_cut));
        }
        if !window.more() {
            return (!is_empty || !line.is_empty()).then_some((line, is_cut));
        }
    }
}

fn id(name: &str) -> SourceId {
    SourceId(name.to_lowercase())
}

impl Reading<'_> {
    fn line(&mut self, place: u64, bytes: &[u8], log: IrcLog) {
        self.lines += 1;
        let (text, was_recoded) = decoded(bytes.strip_suffix(b"\r").unwrap_or(bytes));
        if was_recoded {
            let text = "a line is not UTF-8 and was read as Windows-1252";
            self.out.defect(place, "encoding", at(place, DefectKind::Malformed, text));
        }
        let (clock, line) = line::parse(&text, log);
        let when = self.when(clock);
        match line {
            Line::Day(day) => self.day = Some(day),
            Line::Said { name, is_operator, text } => self.said(place, when, name, is_operator, text),
            Line::Joined { name, host, channel } => {
                self.enter(place, channel);
                let member = self.member(place, name);
                let login = Login { member, at: when, address: host.map(str::to_owned), ..Login::default() };
                self.out.give(place, Says::Login(login));
            }
            Line::Mode { signs, names, by, channel } => {
                self.enter(place, channel);
                self.mode(place, when, signs, &names, by);
            }
            Line::Kicked { name, by, reason } => {
                let (member, by) = (self.member(place, name), Some(self.member(place, by)));
                let section = self.channel.clone();
                let stated = format!("kicked: {reason}");
                let more = More::new();
                let role =
                    Role { member, stated, rank: Rank::Banned, section, from: when, until: when, by, more };
                self.out.give(place, Says::Role(role));
            }
            Line::Renamed { from, to } => {
                let member = self.member(place, from);
                let value = format!("irc:{to}");
                self.out.give(place, Says::Contact(Contact { member, kind: ContactKind::Handle, value }));
                self.member(place, to);
            }
            Line::Other => self.other += 1,
        }
    }

    fn when(&mut self, (day, time): Clock) -> Option<Moment> {
        self.day = day.or(self.day);
        let civil = self.day?.to_datetime(time?);
        jiff::tz::Offset::UTC.to_timestamp(civil).ok().map(Moment)
    }

    fn member(&mut self, place: u64, name: &str) -> SourceId {
        let id = id(name);
        if self.members.insert(id.0.clone()) {
            let member = Member { id: id.clone(), name: name.to_owned(), ..Member::default() };
            self.out.give(place, Says::Member(member));
        }
        id
    }

    fn enter(&mut self, place: u64, channel: Option<&str>) {
        let Some(channel) = channel else { return };
        let id = id(channel);
        if self.channels.insert(id.0.clone()) {
            let section = Section { id: id.clone(), name: channel.to_owned(), ..Section::default() };
            self.out.give(place, Says::Section(section));
        }
        self.channel = Some(id);
    }

    fn said(&mut self, place: u64, at: Option<Moment>, name: &str, is_operator: bool, text: &str) {
        let member = self.member(place, name);
        if is_operator {
            self.operator(&member, None, None);
        }
        let first = text.split([':', ',', ' ']).next().unwrap_or_default();
        let is_address = text.get(first.len()..).is_some_and(|after| after.starts_with([':', ',']));
        let quotes = if is_address && self.members.contains(&first.to_lowercase()) {
            vec![Quote { member: Some(id(first)), name: Some(first.to_owned()), ..Quote::default() }]
        } else {
            Vec::new()
        };
        let (id, section) = (SourceId(place.to_string()), self.channel.clone());
        let text = text.to_owned();
        self.out.give(
            place,
            Says::Post(Post { id, section, member: Some(member), at, quotes, text, ..Post::default() }),
        );
    }

    fn operator(&mut self, member: &SourceId, from: Option<Moment>, by: Option<SourceId>) {
        let section = self.channel.clone();
        self.roles.entry(member.0.clone()).or_insert_with(|| Role {
            member: member.clone(),
            stated: "operator".to_owned(),
            rank: Rank::SectionModerator,
            section,
            from,
            until: None,
            by,
            more: More::new(),
        });
    }

    fn mode(&mut self, place: u64, when: Option<Moment>, signs: &str, names: &[&str], by: &str) {
        let by = self.member(place, by);
        let mut is_given = true;
        let mut names = names.iter();
        for sign in signs.chars() {
            match sign {
                '+' => is_given = true,
                '-' => is_given = false,
                'o' | 'a' | 'q' => {
                    let Some(name) = names.next() else { break };
                    let member = self.member(place, name);
                    if is_given {
                        self.operator(&member, when, Some(by.clone()));
                    } else if let Some(mut role) = self.roles.remove(&member.0) {
                        role.until = when;
                        self.out.give(place, Says::Role(role));
                    }
                }
                // These have a value of their own too; the rest has none.
                'v' | 'h' | 'b' | 'k' | 'l' | 'e' | 'I' => {
                    names.next();
                }
                _ => {}
            }
        }
    }
}
