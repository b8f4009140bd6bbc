//! Discourse, by the text of `pg_dump`.
//!
//! A private message is a topic: its posts are messages to those who are recipients of a message with the topic's id.
//! Posts name each other by their number in the topic. A file that hangs on several posts has a record for each.

mod tables;

use super::fields::Fields;
use super::groups::{Groups, Since};
use super::intake::Out;
use super::mapping::{Field, Table};
use super::markup;
use super::record::{
    Contact, ContactKind, FileReference, Login, Rank, Reached, Recipient, Says, Section, SourceId,
};
use super::schema::Schema;
use std::collections::HashMap;

/// What Discourse's tables say together.
#[derive(Debug, Default)]
pub(super) struct Discourse {
    version: Option<String>,
    groups: Groups,
    places: HashMap<SourceId, String>,
    sections: Vec<(u64, Section)>,
    /// Section and group that is let in.
    let_in: Vec<(SourceId, SourceId)>,
}

/// The group that everyone is in.
const EVERYONE: &str = "0";

/// Actions in the staff's log that give or take a rank.
const ACTIONS: [(&[u8], Rank, bool); 6] = [
    (b"32", Rank::Administrator, true),
    (b"33", Rank::Administrator, false),
    (b"34", Rank::Moderator, true),
    (b"35", Rank::Moderator, false),
    (b"10", Rank::Banned, true),
    (b"11", Rank::Banned, false),
];

impl Schema for Discourse {
    fn tables(&self) -> &'static [Table] {
        tables::TABLES
    }

    fn has_prefixes(&self) -> bool {
        false
    }

    fn own(&mut self, fields: &mut Fields<'_>, out: &mut Out<'_>) {
        let place = fields.row.place;
        match fields.layout.table.name {
            "schema_migrations" => {
                let version = fields.raw(Field::Value);
                self.version = std::mem::take(&mut self.version).max(version);
            }
            "groups" => {
                if let Some(id) = fields.id(Field::Id) {
                    let name = fields.text(Field::Name).unwrap_or_default();
                    self.groups.name(id, name);
                }
            }
            "group_users" => {
                let Some((group, member)) = fields.id(Field::Group).zip(fields.id(Field::Member)) else {
                    return;
                };
                let since = Since { from: fields.moment(Field::From), ..Since::default() };
                if fields.flag(Field::IsLeader) == Some(true) {
                    self.groups.own(member.clone(), Rank::Trusted, None, "group owner", since.clone());
                }
                self.groups.belongs(group, member, since);
            }
            "categories" => {
                let Some(id) = fields.id(Field::Id) else { return };
                let name = fields.text(Field::Name).unwrap_or_default();
                let gated = fields.flag(Field::Gated);
                let section =
                    Section { parent: fields.id(Field::Parent), gated, more: fields.more(), id, name };
                self.sections.push((place, section));
            }
            "category_groups" => self.let_in.extend(fields.id(Field::Section).zip(fields.id(Field::Group))),
            "topic_allowed_users" => {
                if let Some((message, member)) = fields.id(Field::Message).zip(fields.id(Field::Member)) {
                    out.give(place, Says::Recipient(Recipient { message, member, how: Reached::Addressed }));
                }
            }
            "upload_references" | "post_uploads" => {
                let is_post = fields.bytes(Field::Kind).is_none_or(|kind| kind == b"Post");
                if let (true, Some(id), post @ Some(_)) =
                    (is_post, fields.id(Field::File), fields.id(Field::Post))
                {
                    out.give(place, Says::File(FileReference { id, post, ..FileReference::default() }));
                }
            }
            "user_histories" => self.history(fields),
            "user_emails" => {
                if let Some((member, value)) = fields.id(Field::Member).zip(fields.text(Field::Email)) {
                    out.give(place, Says::Contact(Contact { member, kind: ContactKind::Email, value }));
                }
            }
            "user_associated_accounts" => {
                let service = fields.raw(Field::Kind).unwrap_or_default();
                if let Some((member, value)) = fields.id(Field::Member).zip(fields.text(Field::Value)) {
                    let value = format!("{service}:{value}");
                    out.give(place, Says::Contact(Contact { member, kind: ContactKind::Handle, value }));
                }
            }
            _ => {}
        }
    }

    fn adapt(&mut self, fields: &mut Fields<'_>, says: &mut Says, out: &mut Out<'_>) -> bool {
        let place = fields.row.place;
        match says {
            Says::Member(member) => {
                if let Some(stated) = self.places.remove(&member.id) {
                    member.stated_place.get_or_insert(stated);
                }
                let ranks = [
                    (Field::IsAdministrator, Rank::Administrator, "admin"),
                    (Field::IsModerator, Rank::Moderator, "moderator"),
                ];
                for (field, rank, stated) in ranks {
                    if fields.flag(field) == Some(true) {
                        self.groups.own(member.id.clone(), rank, None, stated, Since::default());
                    }
                }
                if let Some(level) = fields.number(Field::Level) {
                    if level >= 3 {
                        let stated = format!("trust level {level}");
                        self.groups.own(member.id.clone(), Rank::Trusted, None, &stated, Since::default());
                    }
                    member.more.insert("trust_level".to_owned(), level.to_string());
                }
                if let Some(until) = fields.moment(Field::Until) {
                    let since = Since { from: fields.moment(Field::From), until: Some(until), by: None };
                    self.groups.own(member.id.clone(), Rank::Banned, None, "suspended", since);
                }
                for (field, at, occasion) in [
                    (Field::Address, member.registered, "registration"),
                    (Field::Data, member.last_seen, "last seen"),
                ] {
                    if let Some(address) = fields.address(field) {
                        let mut login = Login { member: member.id.clone(), at, ..Login::default() };
                        login.address = Some(address);
                        login.more.insert("occasion".to_owned(), occasion.to_owned());
                        out.give(place, Says::Login(login));
                    }
                }
            }
            Says::Topic(topic) => topic.private = fields.bytes(Field::Kind) == Some(b"private_message"),
            Says::Post(post) => post.quotes = markup::quotes(&post.text),
            // What is no like: a bookmark is nobody's business, flags say which they are.
            Says::Reaction(reaction) => match fields.bytes(Field::Kind) {
                Some(b"2") => reaction.kind = "like".to_owned(),
                Some(b"1") => return false,
                kind => reaction.kind = format!("flag {}", String::from_utf8_lossy(kind.unwrap_or_default())),
            },
            _ => {}
        }
        true
    }

    fn stated_place(&mut self, member: SourceId, place: String) {
        self.places.insert(member, place);
    }

    fn finish(&mut self, out: &mut Out<'_>, place: u64) {
        let mut places: Vec<_> = self.places.drain().collect();
        places.sort_unstable();
        for (member, stated) in places {
            let value = format!("location:{stated}");
            out.give(place, Says::Contact(Contact { member, kind: ContactKind::Handle, value }));
        }
        for (place, section) in std::mem::take(&mut self.sections) {
            for (_, group) in self.let_in.iter().filter(|(of, _)| *of == section.id) {
                if section.gated == Some(true) && group.0 != EVERYONE {
                    self.groups.rank(group, Rank::Trusted, Some(section.id.clone()));
                }
            }
            out.give(place, Says::Section(section));
        }
        self.groups.give(out, place);
    }

    fn version(&self) -> Option<String> {
        self.version.clone()
    }
}

impl Discourse {
    fn history(&mut self, fields: &mut Fields<'_>) {
        let action = fields.bytes(Field::Kind).unwrap_or_default();
        let Some((_, rank, is_given)) = ACTIONS.iter().find(|(number, ..)| *number == action) else { return };
        let Some(member) = fields.id(Field::Member) else { return };
        let at = fields.moment(Field::At);
        let since = if *is_given {
            Since { from: at, until: None, by: fields.id(Field::By) }
        } else {
            Since { from: None, until: at, by: None }
        };
        self.groups.own(member, *rank, None, "by the log of the staff", since);
    }
}
