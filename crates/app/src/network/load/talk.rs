//! Topics, posts, quotes and private messages.
//!
//! Some software keeps private messages as posts of a private topic: those become messages here.

use super::{Ids, Tables, at, linked, next};
use crate::AppError;
use manifest::network as form;
use network::{At, Draft, Maybe, Message, Post, Quote, Recipient, Topic};
use std::collections::HashMap;

/// What later tables point to.
pub(super) struct Talk {
    pub(super) posts: Ids,
    pub(super) messages: Ids,
}

pub(super) fn load(
    tables: &mut Tables<'_>,
    draft: &mut Draft,
    members: &Ids,
    sections: &Ids,
) -> Result<Talk, AppError> {
    let (topics, private) = load_topics(tables, draft, members, sections)?;
    let (posts, whispers) = load_posts(tables, draft, members, &topics, &private)?;
    load_quotes(tables, draft, members, &topics, &posts)?;
    let messages = load_messages(tables, draft, members, &topics, &whispers)?;
    Ok(Talk { posts: posts.ids, messages })
}

/// Topics, and for each whether it is private.
fn load_topics(
    tables: &mut Tables<'_>,
    draft: &mut Draft,
    members: &Ids,
    sections: &Ids,
) -> Result<(Ids, Vec<bool>), AppError> {
    let (mut ids, mut private, mut misses) = (Ids::default(), Vec::new(), [0; 2]);
    tables.each(&form::TOPICS, &["id", "section", "member", "at", "private"], &mut |batch, row| {
        ids.add(batch.text(0, row)?.unwrap_or_default(), next(draft.topics.len()));
        draft.topics.push(Topic {
            section: linked(sections, batch.text(1, row)?, &mut misses[0]),
            member: linked(members, batch.text(2, row)?, &mut misses[1]),
            at: at(batch, 3, row)?,
        });
        private.push(batch.unsigned(4, row)? == Some(1));
        Ok(())
    })?;
    tables.miss("topics.section", misses[0]);
    tables.miss("topics.member", misses[1]);
    Ok((ids.finish(), private))
}

/// Ids of posts, and where each stands in its topic where the software counts them.
struct Posts {
    ids: Ids,
    numbered: HashMap<(u32, u64), u32>,
}

/// A post of a private topic.
struct Whisper {
    topic: u32,
    from: Maybe,
    at: At,
}

fn load_posts(
    tables: &mut Tables<'_>,
    draft: &mut Draft,
    members: &Ids,
    topics: &Ids,
    private: &[bool],
) -> Result<(Posts, Vec<Whisper>), AppError> {
    let columns = ["id", "topic", "number", "member", "at", "reply_to", "reply_to_number"];
    let mut posts = Posts { ids: Ids::default(), numbered: HashMap::new() };
    let (mut answers, mut whispers, mut misses) = (Vec::new(), Vec::new(), [0; 3]);
    tables.each(&form::POSTS, &columns, &mut |batch, row| {
        let topic = linked(topics, batch.text(1, row)?, &mut misses[0]);
        let member = linked(members, batch.text(3, row)?, &mut misses[1]);
        let moment = at(batch, 4, row)?;
        if let Some(topic) = topic.get().filter(|topic| private.get(*topic as usize) == Some(&true)) {
            whispers.push(Whisper { topic, from: member, at: moment });
            return Ok(());
        }
        let post = next(draft.posts.len());
        posts.ids.add(batch.text(0, row)?.unwrap_or_default(), post);
        if let (Some(topic), Some(number)) = (topic.get(), batch.unsigned(2, row)?) {
            posts.numbered.insert((topic, number), post);
        }
        match (batch.text(5, row)?, topic.get(), batch.unsigned(6, row)?) {
            (Some(id), _, _) => answers.push((post, Answered::Id(id.to_owned()))),
            (None, Some(topic), Some(number)) => answers.push((post, Answered::Number(topic, number))),
            _ => {}
        }
        draft.posts.push(Post { topic, member, reply_to: Maybe::NONE, at: moment });
        Ok(())
    })?;
    posts.ids = posts.ids.finish();
    for (post, answered) in answers {
        let found = match answered {
            Answered::Id(id) => posts.ids.row(&id),
            Answered::Number(topic, number) => posts.numbered.get(&(topic, number)).copied(),
        };
        misses[2] += u64::from(found.is_none());
        if let Some(post) = draft.posts.get_mut(post as usize) {
            post.reply_to = Maybe::from(found);
        }
    }
    for (what, misses) in ["posts.topic", "posts.member", "posts.reply_to"].into_iter().zip(misses) {
        tables.miss(what, misses);
    }
    Ok((posts, whispers))
}

/// How a post says what it answers.
enum Answered {
    Id(String),
    Number(u32, u64),
}

fn load_quotes(
    tables: &mut Tables<'_>,
    draft: &mut Draft,
    members: &Ids,
    topics: &Ids,
    posts: &Posts,
) -> Result<(), AppError> {
    // A name that several members have says nothing.
    let mut named: HashMap<&str, Option<u32>> = HashMap::new();
    for (member, name) in draft.names.iter().enumerate() {
        named.entry(name).and_modify(|known| *known = None).or_insert(Some(next(member)));
    }
    let (mut quotes, mut misses) = (Vec::new(), 0);
    let author = |post: u32| draft.posts.get(post as usize).and_then(|post| post.member.get());
    let columns = ["in_post", "post", "topic", "number", "member", "name"];
    tables.each(&form::QUOTES, &columns, &mut |batch, row| {
        let by_id = batch.text(4, row)?.and_then(|id| members.row(id));
        let by_post = batch.text(1, row)?.and_then(|id| posts.ids.row(id)).and_then(author);
        let topic = batch.text(2, row)?.and_then(|id| topics.row(id));
        let numbered = topic.zip(batch.unsigned(3, row)?);
        let by_number = numbered.and_then(|at| posts.numbered.get(&at).copied()).and_then(author);
        let by_name = batch.text(5, row)?.and_then(|name| named.get(name).copied().flatten());
        let member = by_id.or(by_post).or(by_number).or(by_name);
        match batch.text(0, row)?.and_then(|id| posts.ids.row(id)).zip(member) {
            Some((post, member)) => quotes.push(Quote { post, member }),
            None => misses += 1,
        }
        Ok(())
    })?;
    drop(named);
    draft.quotes = quotes;
    tables.miss("quotes", misses);
    Ok(())
}

fn load_messages(
    tables: &mut Tables<'_>,
    draft: &mut Draft,
    members: &Ids,
    topics: &Ids,
    whispers: &[Whisper],
) -> Result<Ids, AppError> {
    let (mut ids, mut misses) = (Ids::default(), [0; 3]);
    tables.each(&form::MESSAGES, &["id", "from", "at"], &mut |batch, row| {
        ids.add(batch.text(0, row)?.unwrap_or_default(), next(draft.messages.len()));
        let from = linked(members, batch.text(1, row)?, &mut misses[0]);
        draft.messages.push(Message { from, at: at(batch, 2, row)? });
        Ok(())
    })?;
    let ids = ids.finish();
    let mut circles: HashMap<u32, Vec<u32>> = HashMap::new();
    tables.each(&form::RECIPIENTS, &["message", "member"], &mut |batch, row| {
        let message = batch.text(0, row)?.unwrap_or_default();
        let Some(member) = linked(members, batch.text(1, row)?, &mut misses[2]).get() else { return Ok(()) };
        match (ids.row(message), topics.row(message)) {
            (Some(message), _) => draft.recipients.push(Recipient { message, member }),
            (None, Some(topic)) => circles.entry(topic).or_default().push(member),
            (None, None) => misses[1] += 1,
        }
        Ok(())
    })?;
    for whisper in whispers {
        let message = next(draft.messages.len());
        draft.messages.push(Message { from: whisper.from, at: whisper.at });
        let circle = circles.get(&whisper.topic).map(Vec::as_slice).unwrap_or_default();
        let others = circle.iter().filter(|member| Some(**member) != whisper.from.get());
        draft.recipients.extend(others.map(|member| Recipient { message, member: *member }));
    }
    // One person may be named as addressed and as delivered to.
    draft.recipients.sort_unstable_by_key(|recipient| (recipient.message, recipient.member));
    draft.recipients.dedup();
    for (what, misses) in ["messages.from", "recipients.message", "recipients.member"].into_iter().zip(misses)
    {
        tables.miss(what, misses);
    }
    Ok(ids)
}
