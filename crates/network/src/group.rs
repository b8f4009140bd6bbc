//! Groups: who belongs together by their ties, and what they do.

use crate::column::At;
use crate::standing::Standings;
use crate::tie::TieKind;
use crate::weave::{Woven, strengths};
use crate::weight::WeightRules;
use crate::world::StatedKind;
use std::collections::BTreeMap;
use vocab::Because;

/// One group of the network.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Its number, as the measures give it.
    pub number: u32,
    /// Its members, by number.
    pub members: Vec<u32>,
    /// Members who hold or held power, by number.
    pub power: Vec<u32>,
    /// Strength of ties within it, by kind.
    pub within: [f64; TieKind::ALL.len()],
    /// Strength of ties to and from other groups, by kind.
    pub beyond: [f64; TieKind::ALL.len()],
    /// Posts of its members in each section, most first.
    pub sections: Vec<(u32, u32)>,
    /// Posts of its members in gated sections.
    pub gated_posts: u32,
    /// Posts of its members whose section is known.
    pub placed_posts: u32,
    /// Files that its members offered.
    pub offered: u32,
    /// Earliest and latest act of its members that is dated.
    pub active: Option<(At, At)>,
    /// Languages that its members state, with their number, most first.
    pub languages: Vec<(String, u32)>,
}

impl Group {
    /// The part of a kind in the strength of all ties within the group, 0 to 1; none where there are no ties.
    pub fn part(&self, kind: TieKind) -> Option<f64> {
        let all: f64 = self.within.iter().sum();
        (all > 0.0).then(|| self.within[kind as usize] / all)
    }

    /// What the group does, by what its ties and posts are. A group may do several things, or none that stands out.
    pub fn does(&self) -> Vec<Because> {
        let mut found = Vec::new();
        let mut say = |rule: &str, text: String| found.push(Because::new(rule, text));
        let percent = |part: f64| format!("{:.0} %", part * 100.0);
        for (kind, bar, rule, words) in [
            (TieKind::FileExchange, 0.25, "group.exchanges", "is exchange of files"),
            (TieKind::PrivateMessage, 0.5, "group.private", "is private messages"),
            (TieKind::Appointment, 0.1, "group.runs", "is appointments"),
        ] {
            if let Some(part) = self.part(kind).filter(|&part| part >= bar) {
                say(rule, format!("{} of the strength of its ties {words}", percent(part)));
            }
        }
        let talk = self.part(TieKind::Reply).unwrap_or(0.0) + self.part(TieKind::Quote).unwrap_or(0.0);
        if talk >= 0.5 {
            say("group.talks", format!("{} of the strength of its ties is open talk", percent(talk)));
        }
        if self.placed_posts > 0 {
            let part = f64::from(self.gated_posts) / f64::from(self.placed_posts);
            if part >= 0.5 {
                say("group.gated", format!("{} of its posts stand in gated sections", percent(part)));
            }
        }
        let (within, all) =
            (self.within.iter().sum::<f64>(), self.within.iter().chain(&self.beyond).sum::<f64>());
        if all > 0.0 && within / all >= 0.9 {
            say(
                "group.closed",
                format!("{} of the strength of its ties stays within it", percent(within / all)),
            );
        }
        if !self.power.is_empty() {
            say("group.power", format!("{} of its members hold or held power", self.power.len()));
        }
        found
    }
}

/// All groups, largest first, then by number.
///
/// Sections, posts and files count for the group of the member, wherever they stand.
pub fn groups(standings: &Standings<'_>, woven: &Woven, rules: &WeightRules) -> Vec<Group> {
    let of = &standings.position.group;
    let count = of.iter().map(|&group| group as usize + 1).max().unwrap_or(0);
    let mut groups: Vec<Group> = (0..count as u32).map(empty).collect();
    for (member, &group) in (0_u32..).zip(of) {
        let group = &mut groups[group as usize];
        group.members.push(member);
        if standings.roles.highest(member).is_some_and(|rank| rank.has_power()) {
            group.power.push(member);
        }
    }
    for pair in woven.ties().chunk_by(|a, b| (a.from, a.to) == (b.from, b.to)) {
        let (from, to) = (of[pair[0].from as usize], of[pair[0].to as usize]);
        let by_kind = strengths(pair, rules);
        let add = |sums: &mut [f64; TieKind::ALL.len()]| {
            sums.iter_mut().zip(by_kind).for_each(|(sum, strength)| *sum += strength);
        };
        if from == to {
            add(&mut groups[from as usize].within);
        } else {
            add(&mut groups[from as usize].beyond);
            add(&mut groups[to as usize].beyond);
        }
    }
    posts(standings, of, &mut groups);
    files_and_languages(standings, of, &mut groups);
    groups.sort_by_key(|group| (std::cmp::Reverse(group.members.len()), group.number));
    groups
}

fn empty(number: u32) -> Group {
    Group {
        number,
        members: Vec::new(),
        power: Vec::new(),
        within: [0.0; TieKind::ALL.len()],
        beyond: [0.0; TieKind::ALL.len()],
        sections: Vec::new(),
        gated_posts: 0,
        placed_posts: 0,
        offered: 0,
        active: None,
        languages: Vec::new(),
    }
}

fn posts(standings: &Standings<'_>, of: &[u32], groups: &mut [Group]) {
    let world = standings.world;
    let mut by_section: BTreeMap<(u32, u32), u32> = BTreeMap::new();
    for post in &world.tables().posts {
        let Some(member) = post.member.get() else { continue };
        let number = of[member as usize];
        let group = &mut groups[number as usize];
        see(group, post.at);
        if let Some(section) = world.section_of(post) {
            group.placed_posts += 1;
            group.gated_posts += u32::from(world.is_gated(section));
            *by_section.entry((number, section)).or_default() += 1;
        }
    }
    for message in &world.tables().messages {
        if let Some(from) = message.from.get() {
            see(&mut groups[of[from as usize] as usize], message.at);
        }
    }
    for ((group, section), count) in by_section {
        groups[group as usize].sections.push((section, count));
    }
    for group in groups {
        group.sections.sort_by_key(|&(section, count)| (std::cmp::Reverse(count), section));
    }
}

fn see(group: &mut Group, at: At) {
    if at != At::UNKNOWN {
        let (first, last) = group.active.unwrap_or((at, at));
        group.active = Some((first.min(at), last.max(at)));
    }
}

fn files_and_languages(standings: &Standings<'_>, of: &[u32], groups: &mut [Group]) {
    let tables = standings.world.tables();
    for member in tables.files.iter().filter_map(|file| file.member.get()) {
        groups[of[member as usize] as usize].offered += 1;
    }
    let mut languages: BTreeMap<(u32, String), u32> = BTreeMap::new();
    for stated in tables.stated.iter().filter(|stated| stated.kind == StatedKind::Language) {
        let language = stated.text.trim().to_lowercase();
        if !language.is_empty() {
            *languages.entry((of[stated.member as usize], language)).or_default() += 1;
        }
    }
    for ((group, language), count) in languages {
        groups[group as usize].languages.push((language, count));
    }
    for group in groups {
        group.languages.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    }
}
