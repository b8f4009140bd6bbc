//! Files, who fetched them, and log-ins.

use super::talk::Talk;
use super::{Ids, Tables, at, linked, next};
use crate::AppError;
use manifest::network as form;
use network::{At, Download, Draft, FileReference, Login, Maybe};
use std::collections::HashMap;
use std::net::IpAddr;

pub(super) fn load(
    tables: &mut Tables<'_>,
    draft: &mut Draft,
    members: &Ids,
    talk: &Talk,
) -> Result<(), AppError> {
    let files = load_files(tables, draft, members, talk)?;
    let mut misses = [0; 3];
    let mut downloads = Vec::new();
    tables.each(&form::DOWNLOADS, &["member", "file", "at"], &mut |batch, row| {
        let member = linked(members, batch.text(0, row)?, &mut misses[0]).get();
        let offered = linked(&files, batch.text(1, row)?, &mut misses[1]).get();
        if let Some((member, offered)) = member.zip(offered) {
            downloads.push(Download { member, offered, at: at(batch, 2, row)? });
        }
        Ok(())
    })?;
    draft.downloads = downloads;
    tables.miss("downloads.member", misses[0]);
    tables.miss("downloads.file", misses[1]);
    let (mut logins, mut unread) = (Vec::new(), 0);
    tables.each(&form::LOGINS, &["member", "at", "address"], &mut |batch, row| {
        let member = linked(members, batch.text(0, row)?, &mut misses[2]).get();
        let address = batch.text(2, row)?.map(|address| address.trim().parse::<IpAddr>());
        match (member, address) {
            (Some(member), Some(Ok(address))) => {
                logins.push(Login { member, address, at: at(batch, 1, row)? })
            }
            (Some(_), Some(Err(_))) => unread += 1,
            _ => {}
        }
        Ok(())
    })?;
    draft.logins = logins;
    tables.miss("logins.member", misses[2]);
    tables.miss("logins.address", unread);
    Ok(())
}

fn load_files(
    tables: &mut Tables<'_>,
    draft: &mut Draft,
    members: &Ids,
    talk: &Talk,
) -> Result<Ids, AppError> {
    let columns = ["id", "member", "post", "message", "sha256", "sha1", "md5", "at"];
    let (mut ids, mut misses) = (Ids::default(), [0; 3]);
    // The same digest is the same bytes; a file without one is a file of its own.
    let mut known: HashMap<String, u32> = HashMap::new();
    let (mut files, mut count) = (Vec::new(), 0);
    tables.each(&form::FILES, &columns, &mut |batch, row| {
        ids.add(batch.text(0, row)?.unwrap_or_default(), next(files.len()));
        let mut digest = None;
        for column in [4, 5, 6] {
            digest = digest.or(batch.text(column, row)?);
        }
        let mut fresh = || {
            count += 1;
            count - 1
        };
        let file = match digest {
            Some(digest) => *known.entry(digest.to_owned()).or_insert_with(fresh),
            None => fresh(),
        };
        let post = linked(&talk.posts, batch.text(2, row)?, &mut misses[1]).get();
        let post = post.and_then(|post| draft.posts.get(post as usize));
        let message = linked(&talk.messages, batch.text(3, row)?, &mut misses[2]).get();
        let message = message.and_then(|message| draft.messages.get(message as usize));
        let sender = post.map(|post| post.member).or(message.map(|message| message.from));
        let stated = linked(members, batch.text(1, row)?, &mut misses[0]);
        let sent = post.map(|post| post.at).or(message.map(|message| message.at));
        let moment = at(batch, 7, row)?;
        let topic = post.and_then(|post| draft.topics.get(post.topic.get()? as usize));
        files.push(FileReference {
            file,
            series: Maybe::NONE,
            member: if stated.get().is_some() { stated } else { sender.unwrap_or_default() },
            section: topic.map(|topic| topic.section).unwrap_or_default(),
            at: if moment == At::UNKNOWN { sent.unwrap_or_default() } else { moment },
        });
        Ok(())
    })?;
    draft.files = files;
    for (what, misses) in ["files.member", "files.post", "files.message"].into_iter().zip(misses) {
        tables.miss(what, misses);
    }
    Ok(ids.finish())
}
