//! phpBB 3.0 to 3.3: what its tables say, and who may do what by its permissions.
//!
//! Roles are worked out at the end, from groups, permissions, the list of moderators, bans and the log: phpBB keeps no
//! table of who is what. The log also tells since when and by whom, as far back as it was kept.
//!
//! A post or a visit of member 1, the guest, has no member.

mod access;
mod history;
mod tables;

use super::fields::Fields;
use super::intake::Out;
use super::mapping::{Field, Table};
use super::markup::{self, Markup};
use super::record::{Contact, ContactKind, Login, Rank, Reached, Recipient, Role, Says, Section, SourceId};
use super::row::at;
use super::schema::Schema;
use crate::DefectKind;
use access::Access;
use history::History;
use std::collections::{BTreeMap, HashMap};

/// The member that stands for visitors without an account.
const GUEST: &str = "1";

/// What phpBB's tables say together.
#[derive(Debug, Default)]
pub(super) struct PhpBb {
    version: Option<String>,
    access: Access,
    history: History,
    /// Sections and whether they ask for a password; they go out when it is known who may read them.
    sections: Vec<(u64, Section, bool)>,
    /// Places that were stated in a table of their own, until their member comes.
    places: HashMap<SourceId, String>,
    founders: Vec<SourceId>,
    bans: Vec<(u64, Role)>,
}

impl Schema for PhpBb {
    fn tables(&self) -> &'static [Table] {
        tables::TABLES
    }

    fn markup(&self) -> Markup {
        Markup::PhpBb
    }

    fn own(&mut self, fields: &mut Fields<'_>, out: &mut Out<'_>) {
        let place = fields.row.place;
        match fields.layout.table.name {
            "config" => self.config(fields, out),
            "forums" => {
                let Some(id) = fields.id(Field::Id) else { return };
                let name = fields.text(Field::Name).unwrap_or_default();
                self.history.section(&name, &id);
                let has_password = fields.bytes(Field::Secret).is_some();
                let section =
                    Section { parent: fields.id(Field::Parent), gated: None, more: fields.more(), id, name };
                self.sections.push((place, section, has_password));
            }
            "log" => self.log(fields, out),
            "banlist" => {
                let Some(member) = fields.id(Field::Member) else { return };
                if fields.flag(Field::Setting) == Some(true) {
                    return;
                }
                let stated = fields.text(Field::Reason).unwrap_or_default();
                let (from, until) = (fields.moment(Field::From), fields.moment(Field::Until));
                let more = fields.more();
                let role =
                    Role { member, stated, rank: Rank::Banned, section: None, from, until, by: None, more };
                self.bans.push((place, role));
            }
            _ => self.access.take(fields),
        }
    }

    fn adapt(&mut self, fields: &mut Fields<'_>, says: &mut Says, out: &mut Out<'_>) -> bool {
        let place = fields.row.place;
        let is_guest = |member: &SourceId| member.0 == GUEST;
        match says {
            Says::Member(member) => {
                self.history.member(&member.name, &member.id);
                if let Some(stated) = self.places.remove(&member.id) {
                    member.stated_place.get_or_insert(stated);
                }
                if let Some(signature) = fields.bytes(Field::Signature) {
                    let mark = fields.raw(Field::Mark).unwrap_or_default();
                    member.signature = Some(Markup::PhpBb.body(super::fields::decoded(signature).0, &mark));
                }
                match fields.bytes(Field::Kind) {
                    Some(b"3") => self.founders.push(member.id.clone()),
                    Some(kind) if kind != b"0" => {
                        member
                            .more
                            .insert("user_type".to_owned(), String::from_utf8_lossy(kind).into_owned());
                    }
                    _ => {}
                }
                if let Some(address) = fields.address(Field::Address) {
                    let mut login =
                        Login { member: member.id.clone(), address: Some(address), ..Login::default() };
                    login.at = member.registered;
                    login.more.insert("occasion".to_owned(), "registration".to_owned());
                    out.give(place, Says::Login(login));
                }
            }
            Says::Topic(topic) => {
                topic.member = topic.member.take().filter(|member| !is_guest(member));
                keep_visibility(fields, &mut topic.more);
            }
            Says::Post(post) => {
                post.member = post.member.take().filter(|member| !is_guest(member));
                post.quotes = markup::quotes(&post.text);
                keep_visibility(fields, &mut post.more);
            }
            Says::Message(message) => {
                for (field, how) in [(Field::To, Reached::Addressed), (Field::BlindCopy, Reached::BlindCopy)]
                {
                    let stated = fields.raw(field).unwrap_or_default();
                    // `u_2:u_5:g_4`
                    for part in stated.split(':').filter(|part| !part.is_empty()) {
                        if let Some(id) = part.strip_prefix("u_") {
                            let recipient = Recipient {
                                message: message.id.clone(),
                                member: SourceId(id.to_owned()),
                                how,
                            };
                            out.give(place, Says::Recipient(recipient));
                        } else {
                            message.more.insert("to_groups".to_owned(), stated.clone());
                        }
                    }
                }
            }
            Says::Recipient(recipient) => return fields.id(Field::By).as_ref() != Some(&recipient.member),
            Says::Login(login) => return !is_guest(&login.member),
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
        let gates = self.access.gates();
        for (place, mut section, has_password) in std::mem::take(&mut self.sections) {
            section.gated = if has_password { Some(true) } else { gates.is_gated(&section.id) };
            out.give(place, Says::Section(section));
        }
        let mut roles = BTreeMap::new();
        for member in &self.founders {
            roles.insert((member.clone(), Rank::Administrator, None), access::Grounds::stated("founder"));
        }
        self.access.roles(&gates, &mut roles);
        self.history.date(&mut roles);
        for ((member, rank, section), grounds) in roles {
            out.give(place, Says::Role(grounds.into_role(member, rank, section)));
        }
        for (place, role) in std::mem::take(&mut self.bans) {
            out.give(place, Says::Role(role));
        }
    }

    fn version(&self) -> Option<String> {
        self.version.clone()
    }
}

/// A post or topic that waits for approval (0), was deleted (2) or waits again (3) says so.
fn keep_visibility(fields: &Fields<'_>, more: &mut super::record::More) {
    if let Some(state) = fields.bytes(Field::Deleted).filter(|state| *state != b"1") {
        more.insert("visibility".to_owned(), String::from_utf8_lossy(state).into_owned());
    }
}

impl PhpBb {
    fn config(&mut self, fields: &mut Fields<'_>, out: &mut Out<'_>) {
        if fields.bytes(Field::Key) != Some(b"version") {
            return;
        }
        self.version = fields.text(Field::Value);
        let version = self.version.as_deref().unwrap_or_default();
        if !version.starts_with("3.") {
            let text =
                format!("phpBB {version:?} is not among 3.0 to 3.3: what its columns mean is not sure");
            out.defect(fields.row.place, "version", at(fields.row.place, DefectKind::Unsupported, &text));
        }
    }

    fn log(&mut self, fields: &mut Fields<'_>, out: &mut Out<'_>) {
        let when = fields.moment_that_must_be(Field::At);
        let by = fields.id(Field::By).filter(|member| member.0 != GUEST);
        let operation = fields.raw(Field::Kind).unwrap_or_default();
        if let Some(member) = by.clone()
            && let Some(address) = fields.address(Field::Address)
        {
            let mut login = Login { member, at: when, address: Some(address), ..Login::default() };
            login.more.insert("occasion".to_owned(), operation.clone());
            out.give(fields.row.place, Says::Login(login));
        }
        self.history.take(&operation, fields.bytes(Field::Data).unwrap_or_default(), when, by);
    }
}
