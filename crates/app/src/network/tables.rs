//! Records of a dump become rows of the sealed tables.

use super::SealedTable;
use crate::{AppError, AppErrorKind};
use evidence::Defect;
use evidence::dump::{
    FileReference, Login, Member, Message, More, Post, Quote, Record, Role, Says, Section, SourceId, Topic,
};
use manifest::network as form;
use manifest::{Form, Settings, TableWriter, Value};
use serde::Serialize;
use std::collections::BTreeMap;
use store::{ObjectWriter, Store};
use vocab::{Moment, NetworkId};

/// The tables under way.
pub(crate) struct TableSet {
    writers: BTreeMap<&'static str, (String, TableWriter<ObjectWriter>)>,
}

type Cell<'a> = Option<Value<'a>>;

fn text(text: &str) -> Cell<'_> {
    Some(Value::Text(text))
}

fn maybe(text: &Option<String>) -> Cell<'_> {
    text.as_deref().map(Value::Text)
}

fn id(id: &SourceId) -> Cell<'_> {
    Some(Value::Text(&id.0))
}

fn link(id: &Option<SourceId>) -> Cell<'_> {
    id.as_ref().map(|id| Value::Text(&id.0))
}

fn at(at: Option<Moment>) -> Cell<'static> {
    at.map(|at| Value::Moment(at.0.as_microsecond()))
}

fn number(number: u64) -> Cell<'static> {
    Some(Value::Unsigned(number))
}

/// The stable word of a value that serde knows by a word.
pub(crate) fn word(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Further columns as JSON; null where there are none.
fn more(more: &More) -> Option<String> {
    if more.is_empty() { None } else { serde_json::to_string(more).ok() }
}

fn unwritten(error: manifest::WriteError) -> AppError {
    AppError::new(
        AppErrorKind::Store,
        format!("a table of the network: {error}"),
        "Make room, then give the same command again",
    )
}

impl TableSet {
    /// Begins all tables of a network.
    ///
    /// # Errors
    /// When the store refuses.
    pub(crate) fn begin(store: &Store, network: NetworkId) -> Result<Self, AppError> {
        let settings =
            Settings(BTreeMap::from([("hoeder.version".to_owned(), env!("CARGO_PKG_VERSION").to_owned())]));
        let mut writers = BTreeMap::new();
        for form in form::TABLES {
            let key = format!("networks/{network}/{}.parquet", form.name);
            let out = store.objects().begin(&key)?;
            let writer = TableWriter::new(out, form, &settings).map_err(unwritten)?;
            writers.insert(form.name, (key, writer));
        }
        Ok(Self { writers })
    }

    fn push(&mut self, form: &'static Form, row: &[Cell<'_>]) -> Result<(), AppError> {
        let Some((_, writer)) = self.writers.get_mut(form.name) else { return Ok(()) };
        writer.push(row).map_err(unwritten)
    }

    /// Takes a record.
    ///
    /// # Errors
    /// When the store refuses.
    pub(crate) fn take(&mut self, record: &Record) -> Result<(), AppError> {
        let place = number(record.place);
        match &record.says {
            Says::Member(member) => self.member(place, member),
            Says::Contact(contact) => {
                let kind = word(&contact.kind);
                self.push(&form::CONTACTS, &[place, id(&contact.member), text(&kind), text(&contact.value)])
            }
            Says::Section(section) => self.section(place, section),
            Says::Role(role) => self.role(place, role),
            Says::Topic(topic) => self.topic(place, topic),
            Says::Post(post) => self.post(place, post),
            Says::Message(message) => self.message(place, message),
            Says::Recipient(recipient) => {
                let how = word(&recipient.how);
                let row = [place, id(&recipient.message), id(&recipient.member), text(&how)];
                self.push(&form::RECIPIENTS, &row)
            }
            Says::Reaction(reaction) => {
                let row =
                    [place, id(&reaction.member), id(&reaction.post), text(&reaction.kind), at(reaction.at)];
                self.push(&form::REACTIONS, &row)
            }
            Says::File(file) => self.file(place, file),
            Says::Download(download) => {
                let row = [place, id(&download.member), id(&download.file), at(download.at)];
                self.push(&form::DOWNLOADS, &row)
            }
            Says::Login(login) => self.login(place, login),
            Says::Defect(Defect { kind, text: what }) => {
                self.push(&form::DEFECTS, &[place, text(&word(kind)), text(what)])
            }
        }
    }

    fn member(&mut self, place: Cell<'_>, member: &Member) -> Result<(), AppError> {
        let more = more(&member.more);
        let row = [
            place,
            id(&member.id),
            text(&member.name),
            number(u64::from(member.name_was_recoded)),
            maybe(&member.email),
            at(member.registered),
            at(member.last_seen),
            maybe(&member.stated_place),
            maybe(&member.time_zone),
            maybe(&member.language),
            maybe(&member.signature),
            maybe(&member.avatar),
            maybe(&more),
        ];
        self.push(&form::MEMBERS, &row)
    }

    fn section(&mut self, place: Cell<'_>, section: &Section) -> Result<(), AppError> {
        let more = more(&section.more);
        let gated = section.gated.map(|gated| Value::Unsigned(u64::from(gated)));
        let row = [place, id(&section.id), link(&section.parent), text(&section.name), gated, maybe(&more)];
        self.push(&form::SECTIONS, &row)
    }

    fn role(&mut self, place: Cell<'_>, role: &Role) -> Result<(), AppError> {
        let (rank, more) = (word(&role.rank), more(&role.more));
        let row = [
            place,
            id(&role.member),
            text(&role.stated),
            text(&rank),
            link(&role.section),
            at(role.from),
            at(role.until),
            link(&role.by),
            maybe(&more),
        ];
        self.push(&form::ROLES, &row)
    }

    fn topic(&mut self, place: Cell<'_>, topic: &Topic) -> Result<(), AppError> {
        let more = more(&topic.more);
        let row = [
            place,
            id(&topic.id),
            link(&topic.section),
            link(&topic.member),
            at(topic.at),
            text(&topic.title),
            number(u64::from(topic.private)),
            maybe(&more),
        ];
        self.push(&form::TOPICS, &row)
    }

    fn post(&mut self, place: Cell<'_>, post: &Post) -> Result<(), AppError> {
        let more = more(&post.more);
        let row = [
            place,
            id(&post.id),
            link(&post.topic),
            post.number.map(Value::Unsigned),
            link(&post.section),
            link(&post.member),
            at(post.at),
            link(&post.reply_to),
            post.reply_to_number.map(Value::Unsigned),
            maybe(&post.address),
            maybe(&more),
        ];
        self.push(&form::POSTS, &row)?;
        for Quote { post: quoted, numbered, member, name } in &post.quotes {
            let (topic, count) = match numbered {
                Some((topic, count)) => (id(topic), number(*count)),
                None => (None, None),
            };
            let row = [place, id(&post.id), link(quoted), topic, count, link(member), maybe(name)];
            self.push(&form::QUOTES, &row)?;
        }
        self.push(&form::TEXTS, &[place, text("post"), id(&post.id), text(&post.text)])
    }

    fn message(&mut self, place: Cell<'_>, message: &Message) -> Result<(), AppError> {
        let more = more(&message.more);
        let row = [
            place,
            id(&message.id),
            link(&message.from),
            at(message.at),
            text(&message.subject),
            link(&message.thread),
            maybe(&message.address),
            maybe(&more),
        ];
        self.push(&form::MESSAGES, &row)?;
        self.push(&form::TEXTS, &[place, text("message"), id(&message.id), text(&message.text)])
    }

    fn file(&mut self, place: Cell<'_>, file: &FileReference) -> Result<(), AppError> {
        let more = more(&file.more);
        let row = [
            place,
            id(&file.id),
            link(&file.member),
            link(&file.post),
            link(&file.message),
            text(&file.name),
            maybe(&file.stored_name),
            maybe(&file.md5),
            maybe(&file.sha1),
            maybe(&file.sha256),
            file.size_bytes.map(Value::Unsigned),
            at(file.at),
            file.downloads.map(Value::Unsigned),
            maybe(&more),
        ];
        self.push(&form::FILES, &row)
    }

    fn login(&mut self, place: Cell<'_>, login: &Login) -> Result<(), AppError> {
        let more = more(&login.more);
        let row = [
            place,
            id(&login.member),
            at(login.at),
            maybe(&login.address),
            maybe(&login.agent),
            maybe(&more),
        ];
        self.push(&form::LOGINS, &row)
    }

    /// Gives all tables up: nothing of them counts.
    pub(crate) fn abandon(self) {
        for (_, (_, writer)) in self.writers {
            if let Ok((out, _)) = writer.finish() {
                out.abandon();
            }
        }
    }

    /// Completes all tables.
    ///
    /// # Errors
    /// When the store refuses.
    pub(crate) fn finish(self) -> Result<Vec<SealedTable>, AppError> {
        let mut tables = Vec::new();
        for (name, (object, writer)) in self.writers {
            let (out, sealed) = writer.finish().map_err(unwritten)?;
            out.finish()?;
            tables.push(SealedTable { table: name.to_owned(), object, sealed });
        }
        Ok(tables)
    }
}
