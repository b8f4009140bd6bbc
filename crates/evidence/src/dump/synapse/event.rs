//! One event of Matrix: its JSON, and what it says.

use super::{Levels, Synapse};
use crate::DefectKind;
use crate::dump::fields::{Fields, moment};
use crate::dump::intake::Out;
use crate::dump::mapping::Field;
use crate::dump::record::{FileReference, More, Post, Rank, Reaction, Role, Says, SourceId};
use crate::dump::row::at;
use serde_json::Value;
use vocab::Moment;

/// An event, as far as it is looked at.
pub(super) struct Event {
    id: SourceId,
    room: SourceId,
    pub(super) sender: SourceId,
    at: Option<Moment>,
    kind: String,
    state_key: Option<String>,
    content: Value,
    moment_as_stated: Option<String>,
}

fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key).and_then(Value::as_str).filter(|text| !text.is_empty())
}

impl Event {
    /// Reads the JSON of an event.
    pub(super) fn read(id: SourceId, json: &[u8], fields: &Fields<'_>) -> Result<Self, &'static str> {
        let mut event: Value = serde_json::from_slice(json).map_err(|_| "its JSON can't be read")?;
        let content = event.get_mut("content").map(Value::take).unwrap_or_default();
        let room = text(&event, "room_id").map(|room| SourceId(room.to_owned()));
        let room = room.or_else(|| fields.id(Field::Section)).ok_or("it names no room")?;
        let sender =
            text(&event, "sender").or_else(|| text(&event, "user_id")).ok_or("it names no sender")?;
        let id = if id.0.is_empty() { text(&event, "event_id").ok_or("it has no id")?.into() } else { id };
        let stated = event.get("origin_server_ts").map(ToString::to_string).unwrap_or_default();
        // Milliseconds, also where the number is small.
        let millis = stated.parse::<i64>().ok();
        let seconds = millis.map(|millis| (millis / 1000).to_string()).unwrap_or_default();
        let found = moment(seconds.as_bytes()).ok().and_then(|_| {
            let millis = millis?;
            Moment::from_unix(
                millis.div_euclid(1000),
                u32::try_from(millis.rem_euclid(1000)).ok()? * 1_000_000,
            )
        });
        Ok(Self {
            id,
            room,
            sender: SourceId(sender.to_owned()),
            at: found,
            kind: text(&event, "type").unwrap_or_default().to_owned(),
            state_key: event.get("state_key").and_then(Value::as_str).map(str::to_owned),
            content,
            moment_as_stated: found.is_none().then_some(stated),
        })
    }

    /// Gives what the event says, and leaves with the server what has to wait.
    pub(super) fn tell(self, server: &mut Synapse, place: u64, out: &mut Out<'_>) {
        if let Some(stated) = &self.moment_as_stated {
            let text = format!("event_json: {} has no moment that can be: {stated}", self.id);
            out.defect(place, "event_json.origin_server_ts", at(place, DefectKind::Malformed, &text));
        }
        match self.kind.as_str() {
            "m.room.message" | "m.room.encrypted" | "m.sticker" => self.post(place, out),
            "m.reaction" => {
                let relation = self.content.get("m.relates_to").cloned().unwrap_or_default();
                if let Some(post) = text(&relation, "event_id") {
                    let kind = text(&relation, "key").unwrap_or_default().to_owned();
                    let reaction = Reaction { member: self.sender, post: post.into(), kind, at: self.at };
                    out.give(place, Says::Reaction(reaction));
                }
            }
            "m.room.name" => {
                if let Some(name) = text(&self.content, "name") {
                    let name = (self.at, name.to_owned());
                    let known = &mut server.room(&self.room).name;
                    *known = known.take().max(Some(name));
                }
            }
            "m.room.join_rules" => {
                let rule = text(&self.content, "join_rule").map(str::to_owned);
                server.room(&self.room).join_rule = rule;
            }
            "m.room.encryption" => server.room(&self.room).is_encrypted = true,
            "m.room.member" => self.membership(server, place, out),
            "m.room.power_levels" => {
                let users = self.content.get("users").and_then(Value::as_object).into_iter().flatten();
                let users = users.filter_map(|(user, level)| Some((user.clone(), level.as_i64()?))).collect();
                server.levels.push(Levels { at: self.at, by: self.sender, room: self.room, users });
            }
            _ => {}
        }
    }

    fn post(self, place: u64, out: &mut Out<'_>) {
        let relation = self.content.get("m.relates_to").cloned().unwrap_or_default();
        let is_thread = text(&relation, "rel_type") == Some("m.thread");
        let topic = text(&relation, "event_id").filter(|_| is_thread).map(SourceId::from);
        let reply_to = relation.get("m.in_reply_to").and_then(|to| text(to, "event_id")).map(SourceId::from);
        let mut more = More::new();
        if text(&relation, "rel_type") == Some("m.replace") {
            more.insert("replaces".to_owned(), text(&relation, "event_id").unwrap_or_default().to_owned());
        }
        if self.kind == "m.room.encrypted" {
            let algorithm = text(&self.content, "algorithm").unwrap_or("unknown").to_owned();
            let why = format!("event_json: {} is encrypted ({algorithm}): its words can't be read", self.id);
            out.defect(place, "event_json.content", at(place, DefectKind::Encrypted, &why));
            more.insert("encrypted".to_owned(), algorithm);
        }
        let body = text(&self.content, "body").unwrap_or_default().to_owned();
        let file = self.content.get("file").and_then(|file| text(file, "url"));
        if let Some(address) = text(&self.content, "url").or(file) {
            let info = self.content.get("info").cloned().unwrap_or_default();
            let name = text(&self.content, "filename").unwrap_or(&body).to_owned();
            let file = FileReference {
                id: media_id(address).into(),
                member: Some(self.sender.clone()),
                post: Some(self.id.clone()),
                name,
                stored_name: Some(address.to_owned()),
                size_bytes: info.get("size").and_then(Value::as_u64),
                at: self.at,
                ..FileReference::default()
            };
            out.give(place, Says::File(file));
        }
        let post = Post {
            id: self.id,
            topic,
            section: Some(self.room),
            member: Some(self.sender),
            at: self.at,
            reply_to,
            text: body,
            more,
            ..Post::default()
        };
        out.give(place, Says::Post(post));
    }

    /// Joining, inviting, banning. An invitation is by the one who sent it; so is a ban.
    fn membership(self, server: &mut Synapse, place: u64, out: &mut Out<'_>) {
        let Some(member) = self.state_key.clone().map(SourceId) else { return };
        server.seen.insert(member.clone());
        if let Some(name) = text(&self.content, "displayname") {
            let name = (self.at, name.to_owned());
            let known = server.names.entry(member.clone()).or_insert_with(|| name.clone());
            if known.0 <= name.0 {
                *known = name;
            }
        }
        let stated = text(&self.content, "membership").unwrap_or_default();
        let rank = match stated {
            "join" | "invite" => Rank::Member,
            "ban" => Rank::Banned,
            _ => return,
        };
        let by = (self.sender != member).then_some(self.sender);
        let (stated, section) = (stated.to_owned(), Some(self.room));
        let more = More::new();
        out.give(
            place,
            Says::Role(Role { member, stated, rank, section, from: self.at, until: None, by, more }),
        );
    }
}

/// `mxc://server/id`: the last part, as the table of media names it.
fn media_id(address: &str) -> &str {
    address.rsplit('/').next().unwrap_or(address)
}

impl From<&str> for SourceId {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}
