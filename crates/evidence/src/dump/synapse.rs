//! Synapse, a server of Matrix: by the text of `pg_dump`, or its SQLite file.
//!
//! A room is a section, an event with words is a post; a thread within a room is a topic. What is encrypted stays so: the
//! post is there, its words are not, and a defect says so. Levels of power become roles: 100 and more an administrator
//! of the room, 50 and more a moderator of it. Who was in a room is a role as its member.

mod event;
mod tables;

use super::fields::Fields;
use super::intake::Out;
use super::mapping::{Field, Table};
use super::record::{Member, Rank, Role, Says, Section, SourceId};
use super::schema::Schema;
use event::Event;
use std::collections::{BTreeMap, HashMap, HashSet};
use vocab::Moment;

/// What is known of a room.
#[derive(Debug, Default)]
struct Room {
    place: u64,
    name: Option<(Option<Moment>, String)>,
    join_rule: Option<String>,
    is_public: Option<bool>,
    is_encrypted: bool,
    creator: Option<SourceId>,
}

/// One change of the levels of power.
#[derive(Debug)]
struct Levels {
    at: Option<Moment>,
    by: SourceId,
    room: SourceId,
    users: BTreeMap<String, i64>,
}

/// What Synapse's tables say together.
#[derive(Debug, Default)]
pub(super) struct Synapse {
    version: Option<String>,
    rooms: BTreeMap<SourceId, Room>,
    levels: Vec<Levels>,
    /// Names that members showed, with the last moment.
    names: HashMap<SourceId, (Option<Moment>, String)>,
    /// Members with an account of their own here.
    accounts: HashSet<SourceId>,
    /// Members seen only by what they did.
    seen: HashSet<SourceId>,
    administrators: Vec<SourceId>,
}

impl Schema for Synapse {
    fn tables(&self) -> &'static [Table] {
        tables::TABLES
    }

    fn has_prefixes(&self) -> bool {
        false
    }

    fn own(&mut self, fields: &mut Fields<'_>, out: &mut Out<'_>) {
        match fields.layout.table.name {
            "schema_version" => self.version = fields.raw(Field::Value),
            "profiles" => {
                // Older versions name the account without its server; then only the events tell.
                if let Some((id, name)) = fields.id(Field::Member).zip(fields.text(Field::Name)) {
                    self.names.entry(id).or_insert((None, name));
                }
            }
            "rooms" => {
                let Some(id) = fields.id(Field::Id) else { return };
                let room = self.rooms.entry(id).or_default();
                room.place = fields.row.place;
                room.is_public = fields.flag(Field::Gated);
                room.creator = fields.id(Field::Member);
            }
            "room_stats_state" => {
                let Some(id) = fields.id(Field::Id) else { return };
                let room = self.rooms.entry(id).or_default();
                if let Some(name) = fields.text(Field::Name) {
                    room.name.get_or_insert((None, name));
                }
                room.join_rule = room.join_rule.take().or(fields.raw(Field::Setting));
            }
            "event_json" => self.event(fields, out),
            _ => {}
        }
    }

    fn adapt(&mut self, fields: &mut Fields<'_>, says: &mut Says, _: &mut Out<'_>) -> bool {
        if let Says::Member(member) = says {
            if let Some((_, name)) = self.names.get(&member.id) {
                member.name.clone_from(name);
            } else {
                member.name.clone_from(&member.id.0);
            }
            if fields.flag(Field::IsAdministrator) == Some(true) {
                self.administrators.push(member.id.clone());
            }
            self.accounts.insert(member.id.clone());
        }
        true
    }

    fn finish(&mut self, out: &mut Out<'_>, place: u64) {
        let mut remote: Vec<_> = self.seen.drain().filter(|member| !self.accounts.contains(member)).collect();
        remote.sort_unstable();
        for id in remote {
            let name = self.names.get(&id).map_or_else(|| id.0.clone(), |(_, name)| name.clone());
            out.give(place, Says::Member(Member { id, name, ..Member::default() }));
        }
        for member in std::mem::take(&mut self.administrators) {
            out.give(place, Says::Role(role(member, "server administrator", Rank::Administrator, None)));
        }
        for (id, room) in std::mem::take(&mut self.rooms) {
            let is_open = room.join_rule.as_deref().map(|rule| rule == "public").or(room.is_public);
            let name = room.name.map_or_else(|| id.0.clone(), |(_, name)| name);
            let mut section =
                Section { id, name, gated: is_open.map(|is_open| !is_open), ..Section::default() };
            if room.is_encrypted {
                section.more.insert("encrypted".to_owned(), "true".to_owned());
            }
            if let Some(creator) = room.creator {
                section.more.insert("creator".to_owned(), creator.0);
            }
            out.give(room.place, Says::Section(section));
        }
        for role in self.power() {
            out.give(place, Says::Role(role));
        }
    }

    fn version(&self) -> Option<String> {
        self.version.clone()
    }
}

fn role(member: SourceId, stated: &str, rank: Rank, section: Option<SourceId>) -> Role {
    let stated = stated.to_owned();
    Role { member, stated, rank, section, from: None, until: None, by: None, more: super::More::new() }
}

fn rank_of(level: i64) -> Option<Rank> {
    match level {
        100.. => Some(Rank::Administrator),
        50.. => Some(Rank::SectionModerator),
        _ => None,
    }
}

impl Synapse {
    fn event(&mut self, fields: &mut Fields<'_>, out: &mut Out<'_>) {
        let place = fields.row.place;
        let bytes = fields.bytes(Field::Data).unwrap_or_default();
        let id = fields.id(Field::Id).unwrap_or_default();
        match Event::read(id, bytes, fields) {
            Ok(event) => {
                self.seen.insert(event.sender.clone());
                event.tell(self, place, out);
            }
            Err(why) => {
                let text = format!("event_json: an event is left out: {why}");
                out.defect(place, "event_json", super::row::at(place, crate::DefectKind::Malformed, &text));
            }
        }
    }

    fn room(&mut self, room: &SourceId) -> &mut Room {
        self.rooms.entry(room.clone()).or_default()
    }

    /// Who had which power in which room, since when, until when, and by whom.
    fn power(&mut self) -> Vec<Role> {
        let mut changes = std::mem::take(&mut self.levels);
        changes.sort_by(|a, b| (&a.room, a.at).cmp(&(&b.room, b.at)));
        let mut roles = Vec::new();
        let mut now: BTreeMap<String, Role> = BTreeMap::new();
        let mut room = None;
        for change in changes {
            if room.as_ref() != Some(&change.room) {
                roles.extend(std::mem::take(&mut now).into_values());
                room = Some(change.room.clone());
            }
            let ended: Vec<_> = now
                .iter()
                .filter(|(user, role)| {
                    change.users.get(*user).and_then(|level| rank_of(*level)) != Some(role.rank)
                })
                .map(|(user, _)| user.clone())
                .collect();
            for user in ended {
                if let Some(mut role) = now.remove(&user) {
                    role.until = change.at;
                    roles.push(role);
                }
            }
            for (user, level) in change.users {
                let Some(rank) = rank_of(level) else { continue };
                let (by, at, of) = (change.by.clone(), change.at, change.room.clone());
                now.entry(user.clone()).or_insert_with(|| {
                    let mut role = role(SourceId(user), &format!("power level {level}"), rank, Some(of));
                    role.from = at;
                    role.by = Some(by);
                    role
                });
            }
        }
        roles.extend(now.into_values());
        roles
    }
}
