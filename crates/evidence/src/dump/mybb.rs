//! MyBB 1.8.
//!
//! A private message lies in the folder of everyone who has it, the sender too, each as a row of its own. All rows are
//! given; copies share a `thread` (`sender:second`), and each recipient is given once for it.

mod tables;

use super::fields::Fields;
use super::groups::{Groups, Since};
use super::intake::Out;
use super::mapping::{Field, Table};
use super::markup;
use super::record::{Login, Message, Rank, Reached, Reaction, Recipient, Says, Section, SourceId};
use super::row::at;
use super::schema::Schema;
use crate::DefectKind;
use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// The group of registered members, and that of guests.
const REGISTERED: &str = "2";
const GUESTS: &str = "1";
/// Copies of messages that are told apart; past that they may be counted twice, and a defect says so.
const COPIES_MAX: usize = 4 << 20;

/// What MyBB's tables say together.
#[derive(Debug, Default)]
pub(super) struct MyBb {
    version: Option<String>,
    groups: Groups,
    /// Sections and whether they ask for a password.
    sections: Vec<(u64, Section, bool)>,
    /// Section and group: whether it may be read.
    permissions: HashMap<(SourceId, SourceId), bool>,
    /// Whether registered members may read, where a section says nothing.
    registered_read: Option<bool>,
    reached: HashSet<u64>,
    is_full: bool,
}

impl Schema for MyBb {
    fn tables(&self) -> &'static [Table] {
        tables::TABLES
    }

    fn own(&mut self, fields: &mut Fields<'_>, out: &mut Out<'_>) {
        let place = fields.row.place;
        let since = |fields: &mut Fields<'_>| Since {
            from: fields.moment(Field::From),
            until: fields.moment(Field::Until),
            by: fields.id(Field::By),
        };
        match fields.layout.table.name {
            "usergroups" => self.group(fields),
            "forums" => {
                let Some(id) = fields.id(Field::Id) else { return };
                let name = fields.text(Field::Name).unwrap_or_default();
                let has_password = fields.bytes(Field::Secret).is_some();
                let section =
                    Section { parent: fields.id(Field::Parent), gated: None, more: fields.more(), id, name };
                self.sections.push((place, section, has_password));
            }
            "forumpermissions" => {
                let Some(key) = fields.id(Field::Section).zip(fields.id(Field::Group)) else { return };
                let may =
                    fields.flag(Field::Setting) != Some(false) && fields.flag(Field::Option) != Some(false);
                self.permissions.insert(key, may);
            }
            "moderators" => {
                let Some((section, holder)) = fields.id(Field::Section).zip(fields.id(Field::Member)) else {
                    return;
                };
                if fields.flag(Field::Kind) == Some(true) {
                    self.groups.rank(&holder, Rank::SectionModerator, Some(section));
                } else {
                    let since = Since::default();
                    self.groups.own(holder, Rank::SectionModerator, Some(section), "moderator", since);
                }
            }
            "groupleaders" => {
                if let Some(member) = fields.id(Field::Member) {
                    self.groups.own(member, Rank::Trusted, None, "group leader", Since::default());
                }
            }
            "banned" => {
                let Some(member) = fields.id(Field::Member) else { return };
                let stated = fields.text(Field::Reason).unwrap_or_default();
                let since = since(fields);
                self.groups.own(member, Rank::Banned, None, &stated, since);
            }
            "promotionlogs" => {
                let Some((group, member)) = fields.id(Field::Group).zip(fields.id(Field::Member)) else {
                    return;
                };
                let from = fields.moment(Field::From);
                self.groups.belongs(group, member, Since { from, ..Since::default() });
            }
            "reputation" => {
                let Some((member, post)) = fields.id(Field::Member).zip(fields.id(Field::Post)) else {
                    return;
                };
                let kind = format!("reputation {}", fields.raw(Field::Value).unwrap_or_default());
                out.give(
                    place,
                    Says::Reaction(Reaction { member, post, kind, at: fields.moment(Field::At) }),
                );
            }
            "datacache" if fields.bytes(Field::Key) == Some(b"version") => {
                // `a:2:{s:7:"version";s:6:"1.8.38";..}`
                let text = fields.raw(Field::Value).unwrap_or_default();
                let after = text.split_once("\"version\";").map_or("", |(_, after)| after);
                self.version = after.split('"').nth(1).map(str::to_owned);
            }
            _ => {}
        }
    }

    fn adapt(&mut self, fields: &mut Fields<'_>, says: &mut Says, out: &mut Out<'_>) -> bool {
        let place = fields.row.place;
        match says {
            Says::Member(member) => {
                let more = fields.raw(Field::MoreGroups).unwrap_or_default();
                let more = more.split(',').map(|group| SourceId(group.trim().to_owned()));
                for group in fields.id(Field::Group).into_iter().chain(more) {
                    if !matches!(group.0.as_str(), "" | REGISTERED | GUESTS | "5") {
                        self.groups.belongs(group, member.id.clone(), Since::default());
                    }
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
            Says::Post(post) => post.quotes = markup::quotes(&post.text),
            Says::Message(message) => self.recipients(fields, message, out),
            _ => {}
        }
        true
    }

    fn finish(&mut self, out: &mut Out<'_>, place: u64) {
        let parents: HashMap<_, _> = self
            .sections
            .iter()
            .map(|(_, section, _)| (section.id.clone(), section.parent.clone()))
            .collect();
        let registered = SourceId(REGISTERED.to_owned());
        for (place, mut section, has_password) in std::mem::take(&mut self.sections) {
            let may = self.may_read(&section.id, &registered, &parents).or(self.registered_read);
            section.gated = if has_password { Some(true) } else { may.map(|may| !may) };
            if section.gated == Some(true) {
                let of_it = self.permissions.iter().filter(|((of, _), may)| *of == section.id && **may);
                let let_in: Vec<SourceId> = of_it.map(|((_, group), _)| group.clone()).collect();
                for group in let_in {
                    if !matches!(group.0.as_str(), REGISTERED | GUESTS) && !self.groups.is_staff(&group) {
                        self.groups.rank(&group, Rank::Trusted, Some(section.id.clone()));
                    }
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

impl MyBb {
    fn group(&mut self, fields: &mut Fields<'_>) {
        let Some(id) = fields.id(Field::Id) else { return };
        let name = fields.text(Field::Name).unwrap_or_default();
        if id.0 == REGISTERED {
            let may = fields.flag(Field::Setting) != Some(false) && fields.flag(Field::Option) != Some(false);
            self.registered_read = Some(may);
        }
        let ranks = [
            (Field::IsAdministrator, Rank::Administrator),
            (Field::IsModerator, Rank::Moderator),
            (Field::Reason, Rank::Banned),
        ];
        for (field, rank) in ranks {
            if fields.flag(field) == Some(true) {
                self.groups.rank(&id, rank, None);
            }
        }
        self.groups.name(id, name);
    }

    /// What a section, or the nearest above it that says so, allows a group.
    fn may_read(
        &self,
        section: &SourceId,
        group: &SourceId,
        parents: &HashMap<SourceId, Option<SourceId>>,
    ) -> Option<bool> {
        let mut section = section.clone();
        // Sections that hold one another have no end; no forum is nested this deep.
        for _ in 0..64 {
            if let Some(may) = self.permissions.get(&(section.clone(), group.clone())) {
                return Some(*may);
            }
            section = parents.get(&section)?.clone()?;
        }
        None
    }

    fn recipients(&mut self, fields: &mut Fields<'_>, message: &mut Message, out: &mut Out<'_>) {
        let Some(from) = message.from.clone() else { return };
        let second = fields.raw(Field::At).unwrap_or_default();
        message.thread = Some(SourceId(format!("{from}:{second}")));
        let owner = fields.id(Field::By);
        let stated = fields.raw(Field::To).unwrap_or_default();
        let mut found = listed(&stated);
        if let Some(owner) = owner.filter(|owner| *owner != from) {
            found.push((owner, Reached::Delivered));
        }
        for (member, how) in found {
            let mut hasher = DefaultHasher::new();
            (&from, &second, &member).hash(&mut hasher);
            if self.reached.len() < COPIES_MAX {
                if !self.reached.insert(hasher.finish()) {
                    continue;
                }
            } else if !self.is_full {
                self.is_full = true;
                let text =
                    "more private messages than can be told apart: from here a recipient may be given twice";
                let place = fields.row.place;
                out.defect(place, "privatemessages", at(place, DefectKind::LimitReached, text));
            }
            let recipient = Recipient { message: message.id.clone(), member, how };
            out.give(fields.row.place, Says::Recipient(recipient));
        }
    }
}

/// `a:2:{s:2:"to";a:1:{i:0;s:1:"5";}s:3:"bcc";a:1:{i:0;i:7;}}`
fn listed(text: &str) -> Vec<(SourceId, Reached)> {
    let mut found = Vec::new();
    for (key, how) in [("\"to\";", Reached::Addressed), ("\"bcc\";", Reached::BlindCopy)] {
        let Some((_, after)) = text.split_once(key) else { continue };
        let inside = after.split('}').next().unwrap_or_default();
        let values = inside.split_once('{').map_or("", |(_, values)| values);
        // Key and value take turns.
        for value in values.split(';').skip(1).step_by(2) {
            let digits: String = value.rsplit(':').next().unwrap_or_default().trim_matches('"').to_owned();
            if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
                found.push((SourceId(digits), how));
            }
        }
    }
    found
}
