//! Records from fields: the same for every software, once its columns are mapped.

use super::fields::Fields;
use super::mapping::{Becomes, Field};
use super::record::{
    Contact, ContactKind, Download, FileReference, Login, Member, Message, Post, Rank, Reached, Reaction,
    Recipient, Role, Says, Section, SourceId, Topic,
};
use crate::DefectKind;

/// What a row says. `Err` with the reason where it lacks what such a record can't be without.
pub(super) fn record(from: &mut Fields<'_>) -> Result<Option<Says>, &'static str> {
    Ok(Some(match from.layout.table.becomes {
        Becomes::Member => Says::Member(member(from)?),
        Becomes::Section => Says::Section(section(from)?),
        Becomes::Topic => Says::Topic(topic(from)?),
        Becomes::Post => Says::Post(post(from)?),
        Becomes::Message => Says::Message(message(from)?),
        Becomes::Recipient => Says::Recipient(recipient(from)?),
        Becomes::Reaction => Says::Reaction(reaction(from)?),
        Becomes::File => Says::File(file(from)?),
        Becomes::Download => Says::Download(download(from)?),
        Becomes::Login => match login(from) {
            Some(login) => Says::Login(login),
            None => return Ok(None),
        },
        Becomes::Role => Says::Role(role(from)?),
        Becomes::Contacts | Becomes::Own => return Ok(None),
    }))
}

fn own_id(from: &Fields<'_>) -> Result<SourceId, &'static str> {
    let bytes = from.bytes(Field::Id).ok_or("it has no id")?;
    Ok(SourceId(super::fields::decoded(bytes).0.into_owned()))
}

fn member_of(from: &Fields<'_>) -> Result<SourceId, &'static str> {
    from.id(Field::Member).ok_or("it names no member")
}

fn member(from: &mut Fields<'_>) -> Result<Member, &'static str> {
    let id = own_id(from)?;
    let (name, name_was_recoded) = from.text_and_recoding(Field::Name);
    let was_stated = from.flag(Field::Recoded).unwrap_or(false);
    Ok(Member {
        name: name.unwrap_or_default(),
        name_was_recoded: name_was_recoded || was_stated,
        email: from.text(Field::Email),
        registered: from.moment(Field::Registered),
        last_seen: from.moment(Field::LastSeen),
        stated_place: from.text(Field::Place),
        time_zone: from.text(Field::TimeZone),
        language: from.text(Field::Language),
        signature: from.text(Field::Signature),
        avatar: from.text(Field::Avatar),
        more: from.more(),
        id,
    })
}

/// The ways to reach a member that a row names.
pub(super) fn contacts(from: &mut Fields<'_>, member: &SourceId, say: &mut dyn FnMut(Contact)) {
    for (column, kind, service) in &from.layout.contacts {
        let Some(bytes) = from.row.bytes(*column).filter(|bytes| !bytes.is_empty()) else { continue };
        let value = from.markup.plain(super::fields::decoded(bytes).0);
        let value = if service.is_empty() { value } else { format!("{service}:{value}") };
        say(Contact { member: member.clone(), kind: *kind, value });
    }
    if from.layout.table.becomes != Becomes::Contacts {
        return;
    }
    // Fields that an installation made for itself: their names tell what they may be.
    for (column, name) in &from.layout.unknown {
        let Some(bytes) = from.row.bytes(*column).filter(|bytes| !bytes.is_empty()) else { continue };
        let value = from.markup.plain(super::fields::decoded(bytes).0);
        let kind = kind_by_name(name);
        let value = if kind == ContactKind::Handle { format!("{name}:{value}") } else { value };
        say(Contact { member: member.clone(), kind, value });
    }
    if let Some(value) = from.text(Field::Value) {
        let word = from.raw(Field::Kind).unwrap_or_default();
        let kind = contact_kind(&word);
        if kind.is_none() {
            let text = format!("a kind of contact is not known and is kept as a handle: {word:?}");
            from.notes.push(super::fields::Note { kind: DefectKind::Unsupported, column: "kind", text });
        }
        let value = if kind.is_some() { value } else { format!("{word}:{value}") };
        say(Contact { member: member.clone(), kind: kind.unwrap_or(ContactKind::Handle), value });
    }
}

fn kind_by_name(column: &str) -> ContactKind {
    let name = column.to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if has(&["pgp", "gpg"]) {
        ContactKind::Pgp
    } else if has(&["wallet", "bitcoin", "monero", "btc", "xmr"]) {
        ContactKind::Wallet
    } else if has(&["website", "url", "homepage"]) {
        ContactKind::Url
    } else if has(&["phone", "mobile"]) {
        ContactKind::Phone
    } else if has(&["email", "mail"]) {
        ContactKind::Email
    } else {
        ContactKind::Handle
    }
}

fn contact_kind(word: &str) -> Option<ContactKind> {
    Some(match word {
        "pgp" => ContactKind::Pgp,
        "wallet" => ContactKind::Wallet,
        "handle" => ContactKind::Handle,
        "url" => ContactKind::Url,
        "phone" | "msisdn" => ContactKind::Phone,
        "email" => ContactKind::Email,
        _ => return None,
    })
}

fn section(from: &mut Fields<'_>) -> Result<Section, &'static str> {
    Ok(Section {
        id: own_id(from)?,
        parent: from.id(Field::Parent),
        name: from.text(Field::Name).unwrap_or_default(),
        gated: from.flag(Field::Gated),
        more: from.more(),
    })
}

fn topic(from: &mut Fields<'_>) -> Result<Topic, &'static str> {
    Ok(Topic {
        id: own_id(from)?,
        section: from.id(Field::Section),
        member: from.id(Field::Member),
        at: from.moment_that_must_be(Field::At),
        title: from.text(Field::Title).unwrap_or_default(),
        private: from.flag(Field::Private).unwrap_or(false),
        more: from.more(),
    })
}

fn post(from: &mut Fields<'_>) -> Result<Post, &'static str> {
    Ok(Post {
        id: own_id(from)?,
        topic: from.id(Field::Topic),
        number: from.number(Field::Number),
        section: from.id(Field::Section),
        member: from.id(Field::Member),
        at: from.moment_that_must_be(Field::At),
        reply_to: from.id(Field::ReplyTo),
        reply_to_number: from.number(Field::ReplyToNumber),
        quotes: Vec::new(),
        subject: from.text(Field::Title),
        address: from.address(Field::Address),
        text: from.body(),
        more: from.more(),
    })
}

fn message(from: &mut Fields<'_>) -> Result<Message, &'static str> {
    Ok(Message {
        id: own_id(from)?,
        from: from.id(Field::Member),
        at: from.moment_that_must_be(Field::At),
        subject: from.text(Field::Title).unwrap_or_default(),
        text: from.body(),
        thread: from.id(Field::Thread),
        address: from.address(Field::Address),
        more: from.more(),
    })
}

fn recipient(from: &mut Fields<'_>) -> Result<Recipient, &'static str> {
    let how = match from.bytes(Field::How) {
        None if from.flag(Field::BlindCopy) == Some(true) => Reached::BlindCopy,
        None => Reached::Delivered,
        Some(b"addressed") => Reached::Addressed,
        Some(b"blind_copy") => Reached::BlindCopy,
        Some(_) => Reached::Delivered,
    };
    let message = from.id(Field::Message).ok_or("it names no message")?;
    Ok(Recipient { message, member: member_of(from)?, how })
}

fn reaction(from: &mut Fields<'_>) -> Result<Reaction, &'static str> {
    Ok(Reaction {
        member: member_of(from)?,
        post: from.id(Field::Post).ok_or("it names no post")?,
        kind: from.text(Field::Kind).unwrap_or_else(|| "like".to_owned()),
        at: from.moment(Field::At),
    })
}

fn file(from: &mut Fields<'_>) -> Result<FileReference, &'static str> {
    let is_in_message = from.flag(Field::InMessage).unwrap_or(false);
    let post = from.id(Field::Post);
    let message = from.id(Field::Message);
    let (post, message) = if is_in_message { (None, post) } else { (post, message) };
    Ok(FileReference {
        id: own_id(from)?,
        member: from.id(Field::Member),
        post,
        message,
        name: from.text(Field::Name).unwrap_or_default(),
        stored_name: from.text(Field::StoredName),
        md5: from.digest(Field::Md5, 32),
        sha1: from.digest(Field::Sha1, 40),
        sha256: from.digest(Field::Sha256, 64),
        size_bytes: from.number(Field::Size),
        at: from.moment(Field::At),
        downloads: from.number(Field::Downloads),
        more: from.more(),
    })
}

fn download(from: &mut Fields<'_>) -> Result<Download, &'static str> {
    let file = from.id(Field::File).ok_or("it names no file")?;
    Ok(Download { member: member_of(from)?, file, at: from.moment(Field::At) })
}

/// `None` for a visit without an account.
fn login(from: &mut Fields<'_>) -> Option<Login> {
    let member = from.id(Field::Member)?;
    Some(Login {
        member,
        at: from.moment(Field::At),
        address: from.address(Field::Address),
        agent: from.text(Field::Agent),
        more: from.more(),
    })
}

fn role(from: &mut Fields<'_>) -> Result<Role, &'static str> {
    let rank = match from.bytes(Field::Rank).unwrap_or_default() {
        b"administrator" => Rank::Administrator,
        b"moderator" => Rank::Moderator,
        b"section_moderator" => Rank::SectionModerator,
        b"trusted" => Rank::Trusted,
        b"member" => Rank::Member,
        b"banned" => Rank::Banned,
        _ => {
            return Err(
                "its rank is none of administrator, moderator, section_moderator, trusted, member, banned",
            );
        }
    };
    Ok(Role {
        member: member_of(from)?,
        stated: from.text(Field::Stated).unwrap_or_default(),
        rank,
        section: from.id(Field::Section),
        from: from.moment(Field::From),
        until: from.moment(Field::Until),
        by: from.id(Field::By),
        more: from.more(),
    })
}
