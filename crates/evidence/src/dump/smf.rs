//! Simple Machines Forum 2.0 and 2.1.
//!
//! A topic has no title and no moment of its own: they are those of its first post.

mod tables;

use super::fields::Fields;
use super::groups::{Groups, Since};
use super::intake::Out;
use super::mapping::{Field, Table};
use super::markup::{self, Markup};
use super::record::{Contact, ContactKind, Login, Rank, Reached, Says, Section, SourceId};
use super::schema::Schema;
use std::collections::HashMap;

/// What SMF's tables say together.
#[derive(Debug, Default)]
pub(super) struct Smf {
    version: Option<String>,
    groups: Groups,
    /// Groups that number of posts makes: no rank.
    by_posts: Vec<SourceId>,
    sections: Vec<(u64, Section, Vec<SourceId>)>,
    bans: HashMap<SourceId, (String, Since)>,
    banned: Vec<(SourceId, SourceId)>,
    belongs: Vec<(SourceId, SourceId)>,
}

fn ids(text: &str) -> impl Iterator<Item = SourceId> {
    text.split(',').map(str::trim).filter(|id| !id.is_empty()).map(|id| SourceId(id.to_owned()))
}

impl Schema for Smf {
    fn tables(&self) -> &'static [Table] {
        tables::TABLES
    }

    fn markup(&self) -> Markup {
        Markup::Smf
    }

    fn own(&mut self, fields: &mut Fields<'_>, out: &mut Out<'_>) {
        let place = fields.row.place;
        match fields.layout.table.name {
            "settings" if fields.bytes(Field::Key) == Some(b"smfVersion") => {
                self.version = fields.text(Field::Value)
            }
            "membergroups" => {
                let Some(id) = fields.id(Field::Id) else { return };
                if fields.raw(Field::Number).is_some_and(|posts| !posts.starts_with('-')) {
                    self.by_posts.push(id.clone());
                }
                let name = fields.text(Field::Name).unwrap_or_default();
                self.groups.name(id, name);
            }
            "boards" => {
                let Some(id) = fields.id(Field::Id) else { return };
                let name = fields.text(Field::Name).unwrap_or_default();
                let open_to = ids(&fields.raw(Field::MoreGroups).unwrap_or_default()).collect();
                let section =
                    Section { parent: fields.id(Field::Parent), gated: None, more: fields.more(), id, name };
                self.sections.push((place, section, open_to));
            }
            "moderators" => {
                if let Some((section, member)) = fields.id(Field::Section).zip(fields.id(Field::Member)) {
                    self.groups.own(
                        member,
                        Rank::SectionModerator,
                        Some(section),
                        "moderator",
                        Since::default(),
                    );
                }
            }
            "moderator_groups" => {
                if let Some((section, group)) = fields.id(Field::Section).zip(fields.id(Field::Group)) {
                    self.groups.rank(&group, Rank::SectionModerator, Some(section));
                }
            }
            "group_moderators" => {
                if let Some(member) = fields.id(Field::Member) {
                    self.groups.own(member, Rank::Trusted, None, "group moderator", Since::default());
                }
            }
            "ban_groups" => {
                let Some(id) = fields.id(Field::Id) else { return };
                let (from, until) = (fields.moment(Field::From), fields.moment(Field::Until));
                let reason = fields.text(Field::Reason).unwrap_or_default();
                self.bans.insert(id, (reason, Since { from, until, by: None }));
            }
            "ban_items" => self.banned.extend(fields.id(Field::Member).zip(fields.id(Field::Group))),
            "themes" => {
                let Some(member) = fields.id(Field::Member) else { return };
                let key = fields.raw(Field::Key).unwrap_or_default();
                let Some(name) = key.strip_prefix("cust_") else { return };
                let Some(value) = fields.text(Field::Value) else { return };
                let value = format!("{}:{value}", if name.starts_with("loca") { "location" } else { name });
                out.give(place, Says::Contact(Contact { member, kind: ContactKind::Handle, value }));
            }
            _ => {}
        }
    }

    fn adapt(&mut self, fields: &mut Fields<'_>, says: &mut Says, out: &mut Out<'_>) -> bool {
        let place = fields.row.place;
        match says {
            Says::Member(member) => {
                let more = fields.raw(Field::MoreGroups).unwrap_or_default();
                for group in fields.id(Field::Group).into_iter().chain(ids(&more)) {
                    self.belongs.push((group, member.id.clone()));
                }
                // Activation of 10 and more: shut out.
                if fields.number(Field::Setting).is_some_and(|state| state >= 10) {
                    self.groups.own(member.id.clone(), Rank::Banned, None, "banned", Since::default());
                }
                for field in [Field::Address, Field::Data] {
                    if let Some(address) = fields.address(field) {
                        let mut login =
                            Login { member: member.id.clone(), at: member.last_seen, ..Login::default() };
                        login.address = Some(address);
                        login.more.insert("occasion".to_owned(), "last seen".to_owned());
                        out.give(place, Says::Login(login));
                    }
                }
            }
            Says::Post(post) => post.quotes = markup::quotes(&post.text),
            Says::Recipient(recipient) if recipient.how == Reached::Delivered => {
                recipient.how = Reached::Addressed
            }
            Says::Reaction(_) => return fields.bytes(Field::Option).is_none_or(|kind| kind == b"msg"),
            // Small pictures made of others, and avatars, which hang on no post.
            Says::File(_) => return fields.bytes(Field::Kind).is_none_or(|kind| kind != b"3"),
            _ => {}
        }
        true
    }

    fn finish(&mut self, out: &mut Out<'_>, place: u64) {
        self.groups.rank(&SourceId("1".to_owned()), Rank::Administrator, None);
        self.groups.rank(&SourceId("2".to_owned()), Rank::Moderator, None);
        for (place, mut section, open_to) in std::mem::take(&mut self.sections) {
            // 0 stands for members without a group, -1 for guests.
            let is_open = open_to.iter().any(|group| matches!(group.0.as_str(), "0" | "-1"));
            section.gated = Some(!is_open);
            for group in open_to.iter().filter(|group| !is_open && !matches!(group.0.as_str(), "1" | "2")) {
                self.groups.rank(group, Rank::Trusted, Some(section.id.clone()));
            }
            out.give(place, Says::Section(section));
        }
        for (group, member) in std::mem::take(&mut self.belongs) {
            if !self.by_posts.contains(&group) {
                self.groups.belongs(group, member, Since::default());
            }
        }
        for (member, ban) in std::mem::take(&mut self.banned) {
            if let Some((reason, since)) = self.bans.get(&ban) {
                self.groups.own(member, Rank::Banned, None, reason, since.clone());
            }
        }
        self.groups.give(out, place);
    }

    fn version(&self) -> Option<String> {
        self.version.clone()
    }
}
