//! Since when and by whom, from phpBB's log of what its administrators did.
//!
//! The log names people and sections by their names of that day. A name that nobody has now is passed over.

use super::access::{Grounds, Roles};
use crate::dump::fields::decoded;
use crate::dump::markup::{entities, without_tags};
use crate::dump::record::{Rank, SourceId};
use std::collections::{HashMap, HashSet};
use vocab::Moment;

/// What one line of the log did.
#[derive(Debug)]
struct Event {
    names: Vec<String>,
    /// Sections by name; empty: everywhere.
    sections: Vec<String>,
    /// The group whose members or leaders they became.
    group: Option<String>,
    rank: Rank,
    is_given: bool,
    at: Option<Moment>,
    by: Option<SourceId>,
}

/// Appointments and dismissals.
#[derive(Debug, Default)]
pub(super) struct History {
    events: Vec<Event>,
    sections: HashMap<String, SourceId>,
    members: HashMap<String, SourceId>,
    /// Names in the events so far. Where the log comes before the members, no other name need be kept.
    named: HashSet<String>,
    had_log: bool,
}

/// Operations that give or take a rank: the beginning of their name, the rank, whether sections are named first.
const OPERATIONS: [(&str, Rank, bool, bool); 12] = [
    ("LOG_ACL_ADD_ADMIN_GLOBAL_A_", Rank::Administrator, false, true),
    ("LOG_ACL_ADD_USER_GLOBAL_A_", Rank::Administrator, false, true),
    ("LOG_ACL_ADD_MOD_GLOBAL_M_", Rank::Moderator, false, true),
    ("LOG_ACL_ADD_USER_GLOBAL_M_", Rank::Moderator, false, true),
    ("LOG_ACL_ADD_MOD_LOCAL_M_", Rank::SectionModerator, true, true),
    ("LOG_ACL_ADD_USER_LOCAL_M_", Rank::SectionModerator, true, true),
    ("LOG_ACL_ADD_FORUM_LOCAL_F_", Rank::Trusted, true, true),
    ("LOG_ACL_ADD_USER_LOCAL_F_", Rank::Trusted, true, true),
    ("LOG_ACL_DEL_ADMIN_GLOBAL_A_", Rank::Administrator, false, false),
    ("LOG_ACL_DEL_MOD_GLOBAL_M_", Rank::Moderator, false, false),
    ("LOG_ACL_DEL_MOD_LOCAL_M_", Rank::SectionModerator, true, false),
    ("LOG_ACL_DEL_FORUM_LOCAL_F_", Rank::Trusted, true, false),
];

impl History {
    /// A section by its name.
    pub(super) fn section(&mut self, name: &str, id: &SourceId) {
        self.sections.insert(name.to_owned(), id.clone());
    }

    /// A member by their name.
    pub(super) fn member(&mut self, name: &str, id: &SourceId) {
        if !self.had_log || self.named.contains(name) {
            self.members.insert(name.to_owned(), id.clone());
        }
    }

    /// A line of the log.
    pub(super) fn take(&mut self, operation: &str, data: &[u8], at: Option<Moment>, by: Option<SourceId>) {
        self.had_log = true;
        let known = OPERATIONS.iter().find(|(name, ..)| *name == operation);
        let is_of_group = matches!(operation, "LOG_USERS_ADDED" | "LOG_MODS_ADDED");
        if known.is_none() && !is_of_group {
            return;
        }
        let texts = serialized_texts(data);
        let split = |text: Option<&String>| -> Vec<String> {
            let text = text.map(String::as_str).unwrap_or_default();
            text.split(", ").map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
        };
        let names = split(texts.last());
        self.named.extend(names.iter().cloned());
        let first = texts.first().filter(|_| texts.len() > 1);
        let event = match known {
            Some((_, rank, has_sections, is_given)) => {
                let sections = if *has_sections { split(first) } else { Vec::new() };
                Event { names, sections, group: None, rank: *rank, is_given: *is_given, at, by }
            }
            None => {
                let rank = if operation == "LOG_MODS_ADDED" { Rank::Trusted } else { Rank::Member };
                Event { names, sections: Vec::new(), group: first.cloned(), rank, is_given: true, at, by }
            }
        };
        self.events.push(event);
    }

    /// Writes moments and givers into roles; adds roles that were given and taken again.
    pub(super) fn date(&self, roles: &mut Roles) {
        let mut events: Vec<_> = self.events.iter().collect();
        events.sort_by_key(|event| event.at);
        for event in events {
            let members = event.names.iter().filter_map(|name| self.members.get(name));
            for member in members {
                if let Some(group) = &event.group {
                    let own = roles.range_mut((member.clone(), Rank::Administrator, None)..);
                    for (_, grounds) in own.take_while(|((of, _, _), _)| of == member) {
                        if grounds.group.as_ref() == Some(group) {
                            note(grounds, event);
                        }
                    }
                    continue;
                }
                let sections: Vec<_> = if event.sections.is_empty() {
                    vec![None]
                } else {
                    event
                        .sections
                        .iter()
                        .filter_map(|name| self.sections.get(name))
                        .cloned()
                        .map(Some)
                        .collect()
                };
                for section in sections {
                    let key = (member.clone(), event.rank, section);
                    match roles.get_mut(&key) {
                        Some(grounds) if event.is_given => note(grounds, event),
                        // Taken away by the log: what stands there now was given again later, or otherwise.
                        Some(grounds) if grounds.stated == FROM_LOG => grounds.until = event.at,
                        Some(_) => {}
                        None if event.is_given => {
                            let mut grounds = Grounds::stated(FROM_LOG);
                            note(&mut grounds, event);
                            roles.insert(key, grounds);
                        }
                        None => {}
                    }
                }
            }
        }
    }
}

/// The name of a role that only the log tells of.
const FROM_LOG: &str = "by the log";

fn note(grounds: &mut Grounds, event: &Event) {
    if grounds.from.is_none() {
        grounds.from = event.at;
        grounds.by = event.by.clone();
    }
}

/// The texts in a serialised list of PHP (`a:2:{i:0;s:4:"name";..}`), without tags and entities.
fn serialized_texts(data: &[u8]) -> Vec<String> {
    let mut texts = Vec::new();
    let mut rest = data;
    while let Some(at) = memchr::memmem::find(rest, b"s:") {
        let after = rest.get(at + 2..).unwrap_or_default();
        let digits = after.iter().take(9).take_while(|byte| byte.is_ascii_digit()).count();
        let length =
            after.get(..digits).and_then(|digits| std::str::from_utf8(digits).ok()?.parse::<usize>().ok());
        let text = length.and_then(|length| {
            let from = after.get(digits..)?.strip_prefix(b":\"")?;
            let text = from.get(..length)?;
            from.get(length..)?.starts_with(b"\";").then_some((text, length))
        });
        match text {
            Some((text, length)) => {
                let text = entities(std::borrow::Cow::Owned(without_tags(&decoded(text).0)));
                texts.push(text);
                rest = after.get(digits + 2 + length + 2..).unwrap_or_default();
            }
            None => rest = after,
        }
        if texts.len() >= 64 {
            break;
        }
    }
    texts
}
