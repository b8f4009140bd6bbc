//! Fields of two profiles and the level to which each agrees.

use super::name::{jaro_winkler, script};
use super::profile::Profile;
use crate::hours::likeness;
use crate::world::ContactKind;
use serde::{Deserialize, Serialize};

/// Hours that both must have for them to be compared.
const HOURS_MIN: u32 = 30;

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// PGP keys.
    Pgp,
    /// E-mail addresses.
    Email,
    /// Wallets.
    Wallet,
    /// Names at other services, web addresses, telephone numbers.
    Handle,
    /// Pictures beside the name.
    Avatar,
    /// The name.
    Name,
    /// Hours of activity.
    Hours,
}

impl Field {
    /// All fields; the place of each is its number.
    pub const ALL: [Self; 7] =
        [Self::Pgp, Self::Email, Self::Wallet, Self::Handle, Self::Avatar, Self::Name, Self::Hours];

    /// What each level means, best first.
    pub fn levels(self) -> &'static [&'static str] {
        match self {
            Self::Pgp => &["same key", "keys differ"],
            Self::Email => &["same address", "same name before the @, other host", "addresses differ"],
            Self::Wallet => &["same wallet", "wallets differ"],
            Self::Handle => &["same contact", "contacts differ"],
            Self::Avatar => {
                &["pictures within 10 of 256 bits", "pictures within 31 of 256 bits", "pictures differ"]
            }
            Self::Name => &[
                "same name",
                "names very alike (0.92 or more)",
                "names alike (0.85 or more)",
                "names differ",
            ],
            Self::Hours => {
                &["hours alike (0.97 or more)", "hours partly alike (0.90 or more)", "hours differ"]
            }
        }
    }

    fn holds(self, kind: ContactKind) -> bool {
        match self {
            Self::Pgp => kind == ContactKind::Pgp,
            Self::Email => kind == ContactKind::Email,
            Self::Wallet => kind == ContactKind::Wallet,
            Self::Handle => matches!(kind, ContactKind::Handle | ContactKind::Url | ContactKind::Phone),
            Self::Avatar | Self::Name | Self::Hours => false,
        }
    }
}

/// The level of each field: 0 is best; none where the field is not known of both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Levels(pub [Option<u8>; Field::ALL.len()]);

impl Levels {
    /// The level of one field.
    pub fn of(&self, field: Field) -> Option<u8> {
        self.0[field as usize]
    }
}

/// Compares two profiles field by field.
pub fn compare(a: &Profile, b: &Profile) -> Levels {
    Levels(Field::ALL.map(|field| match field {
        Field::Avatar => avatar(a, b),
        Field::Name => name(&a.name, &b.name),
        Field::Hours => likeness(&a.hours, &b.hours, HOURS_MIN).map(|likeness| step(likeness, &[0.97, 0.90])),
        _ => contact(field, a, b),
    }))
}

/// The number of bars that a value stays below.
fn step(value: f64, bars: &[f64]) -> u8 {
    bars.iter().filter(|&&bar| value < bar).count() as u8
}

fn values(field: Field, profile: &Profile) -> impl Iterator<Item = &(ContactKind, String)> {
    profile.contacts.iter().filter(move |(kind, _)| field.holds(*kind))
}

/// The first contact of a field that both have.
pub(super) fn shared<'a>(field: Field, a: &'a Profile, b: &Profile) -> Option<&'a str> {
    values(field, a).find(|one| b.contacts.binary_search(one).is_ok()).map(|(_, value)| value.as_str())
}

fn contact(field: Field, a: &Profile, b: &Profile) -> Option<u8> {
    values(field, a).next()?;
    values(field, b).next()?;
    if shared(field, a, b).is_some() {
        return Some(0);
    }
    if field != Field::Email {
        return Some(1);
    }
    let local = |value: &str| value.split_once('@').map(|(local, _)| local.to_owned());
    let of_a: Vec<String> = values(field, a).filter_map(|(_, value)| local(value)).collect();
    let meets = values(field, b).filter_map(|(_, value)| local(value)).any(|local| of_a.contains(&local));
    Some(if meets { 1 } else { 2 })
}

fn avatar(a: &Profile, b: &Profile) -> Option<u8> {
    let pairs = a.avatars.iter().flat_map(|one| b.avatars.iter().map(|other| one.distance_bits(other)));
    pairs.min().map(|distance| match distance {
        0..=10 => 0,
        11..=31 => 1,
        _ => 2,
    })
}

fn name(a: &str, b: &str) -> Option<u8> {
    if a.is_empty() || b.is_empty() {
        return None;
    }
    if a == b {
        return Some(0);
    }
    // A name in digits alone has no script, and is compared with any.
    match (script(a), script(b)) {
        (Some(one), Some(other)) if one != other => None,
        _ => Some(1 + step(jaro_winkler(a, b), &[0.92, 0.85])),
    }
}

/// What was found, for a person to read.
pub(super) fn text(field: Field, level: u8, a: &Profile, b: &Profile) -> String {
    let words = field.levels().get(usize::from(level)).copied().unwrap_or_default();
    match (field, shared(field, a, b)) {
        (Field::Name, _) => format!("{words}: \"{}\" and \"{}\"", a.name, b.name),
        (_, Some(value)) => format!("{words}: {value}"),
        _ => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vocab::Pdq;

    fn profile(name: &str, contacts: &[(ContactKind, &str)]) -> Profile {
        let contacts = contacts.iter().map(|&(kind, value)| (kind, value.to_owned())).collect();
        Profile { name: name.to_owned(), contacts, ..Profile::default() }
    }

    #[test]
    fn levels_and_what_is_not_known() {
        let a =
            profile("rose garden", &[(ContactKind::Email, "rose@a.org"), (ContactKind::Wallet, "abcdef")]);
        let mut b = profile("rose gardens", &[(ContactKind::Email, "rose@b.org")]);
        assert_eq!(compare(&a, &b).0, [None, Some(1), None, None, None, Some(1), None]);
        b.contacts =
            vec![(ContactKind::Email, "rose@a.org".to_owned()), (ContactKind::Wallet, "other".to_owned())];
        b.name = "роза".to_owned();
        assert_eq!(compare(&a, &b).0, [None, Some(0), Some(1), None, None, None, None]);
    }

    #[test]
    fn the_nearest_pictures_count() {
        let mut a = profile("", &[]);
        let mut b = profile("", &[]);
        a.avatars = vec![Pdq([0; 32]), Pdq([255; 32])];
        let mut near = [255; 32];
        near[0] = 0;
        near[1] = 0;
        b.avatars = vec![Pdq(near)];
        assert_eq!(compare(&a, &b).of(Field::Avatar), Some(1));
    }
}
