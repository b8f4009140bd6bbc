//! What is compared of a member: contacts in one way of writing, name, picture, hours.

use super::name::fold;
use crate::hours::{Hours, hours};
use crate::world::{ContactKind, World};
use vocab::Pdq;

/// PDQ quality below which a print is not compared.
const QUALITY_MIN: u8 = 50;

/// One member, ready to be compared.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Profile {
    /// The member's number in its network.
    pub member: u32,
    /// The name, folded.
    pub name: String,
    /// Contacts, each in one way of writing; those that cannot be compared are left out. Ordered, each once.
    pub contacts: Vec<(ContactKind, String)>,
    /// Prints of pictures of sufficient quality.
    pub avatars: Vec<Pdq>,
    /// Hours of activity.
    pub hours: Hours,
}

/// Profiles of all members of a network.
pub fn profiles(world: &World) -> Vec<Profile> {
    let tables = world.tables();
    let mut profiles: Vec<Profile> = (0_u32..)
        .zip(hours(world))
        .map(|(member, hours)| Profile {
            member,
            name: fold(world.name(member)),
            hours,
            ..Profile::default()
        })
        .collect();
    for contact in &tables.contacts {
        if let Some(value) = plain(contact.kind, &contact.value) {
            profiles[contact.member as usize].contacts.push((contact.kind, value));
        }
    }
    for avatar in tables.avatars.iter().filter(|avatar| avatar.quality >= QUALITY_MIN) {
        profiles[avatar.member as usize].avatars.push(avatar.print);
    }
    for profile in &mut profiles {
        profile.contacts.sort_unstable();
        profile.contacts.dedup();
    }
    profiles
}

/// A contact in one way of writing; none where it is too short to mean anything.
fn plain(kind: ContactKind, value: &str) -> Option<String> {
    let value = value.trim();
    let lower = value.to_lowercase();
    let text = match kind {
        ContactKind::Pgp => return key_number(value),
        ContactKind::Email => lower.strip_prefix("mailto:").unwrap_or(&lower).to_owned(),
        // Letter case is part of most wallets' addresses, and of none that begin with 0x.
        ContactKind::Wallet if lower.starts_with("0x") => lower,
        ContactKind::Wallet => value.to_owned(),
        ContactKind::Handle => lower.trim_start_matches('@').to_owned(),
        ContactKind::Url => {
            let rest = lower.split_once("://").map_or(lower.as_str(), |(_, rest)| rest);
            rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches('/').to_owned()
        }
        ContactKind::Phone => {
            value.chars().filter(|letter| letter.is_ascii_digit() || *letter == '+').collect()
        }
    };
    let least = if kind == ContactKind::Handle { 3 } else { 5 };
    (text.chars().count() >= least).then_some(text)
}

/// The 64-bit key number: the end of a fingerprint of version 4, the beginning of one of version 6 (RFC 9580, 5.5.4). The short
/// number of 32 bits is not compared: anyone can make a key with a given one.
fn key_number(value: &str) -> Option<String> {
    let value = value.strip_prefix("0x").or_else(|| value.strip_prefix("0X")).unwrap_or(value);
    let is_apart = |letter: char| letter.is_whitespace() || letter == ':';
    let digits: String =
        value.chars().filter(|&letter| !is_apart(letter)).map(|l| l.to_ascii_uppercase()).collect();
    if !digits.chars().all(|letter| letter.is_ascii_hexdigit()) {
        return None;
    }
    match digits.len() {
        16 => Some(digits),
        40 => Some(digits[24..].to_owned()),
        64 => Some(digits[..16].to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contacts_are_written_in_one_way() {
        let same = |kind, a, b| assert_eq!(plain(kind, a), plain(kind, b), "{a} {b}");
        same(ContactKind::Pgp, "0123 4567 89AB CDEF 0123  4567 89AB CDEF 0123 4567", "0x89abcdef01234567");
        same(ContactKind::Email, " Rose@Example.org", "mailto:rose@example.org");
        same(ContactKind::Url, "https://www.Example.org/rose/", "example.org/rose");
        same(ContactKind::Phone, "+31 (0)6-12", "+31 06 12");
        assert_eq!(plain(ContactKind::Pgp, "89ABCDEF"), None);
        assert_eq!(plain(ContactKind::Pgp, "ask me"), None);
        assert_eq!(plain(ContactKind::Pgp, "éééééééé"), None);
        assert_ne!(plain(ContactKind::Wallet, "1AbCdEf"), plain(ContactKind::Wallet, "1abcdef"));
        assert_eq!(plain(ContactKind::Handle, "@a"), None);
    }
}
