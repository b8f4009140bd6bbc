//! The person behind an account: names, contacts, language, hours. A person follows from a seed and a number, so that two
//! forums can have the same ones.

use super::words::{PLACES, Place};
use crate::Seeded;
use crate::forum::ForumMember;

/// A person.
#[derive(Clone, Debug)]
pub(super) struct Person {
    pub(super) name: String,
    pub(super) place: &'static Place,
    /// The hour, of the person's own clock, around which most is written.
    peak: i64,
    email: String,
    jabber: Option<String>,
    website: Option<String>,
    states_place: bool,
    signature: String,
    address: String,
}

impl Person {
    pub(super) fn of(seed: u64, number: usize) -> Self {
        let mut draw = Seeded::of(seed, "person", number);
        let place = draw.pick(&PLACES);
        let name = match draw.below(3) {
            0 => format!("{}{}", draw.pick(place.first), draw.below(1000)),
            1 => format!("{} {}", draw.pick(place.first), draw.pick(place.last)),
            _ => format!("{}_{}{}", draw.pick(place.first), draw.pick(place.last), draw.below(100)),
        };
        let handle = format!("{:x}", draw.next() >> 24);
        Self {
            name,
            place,
            peak: 7 + draw.below(16) as i64,
            email: format!("{handle}@example.org"),
            jabber: (draw.below(5) < 2).then(|| format!("{handle}@jabber.example")),
            website: (draw.below(5) == 0).then(|| format!("https://garden-{handle}.example/")),
            states_place: draw.below(3) == 0,
            signature: draw.pick(place.sentences).to_string(),
            address: format!("2001:db8:{:x}:{:x}::1", draw.below(65_536), draw.below(65_536)),
        }
    }

    /// The same person as another forum knows it: another address, another spelling, and only some of the contacts.
    pub(super) fn elsewhere(mut self, draw: &mut Seeded) -> Self {
        self.name = match draw.below(4) {
            0 => self.name.to_uppercase(),
            1 => self.name.replace([' ', '_'], "."),
            2 => format!("{}x", self.name),
            _ => self.name,
        };
        // At least one contact stays, as people like to be found again.
        if self.jabber.is_some() && draw.below(2) == 0 {
            self.email = format!("{:x}@example.net", draw.next() >> 24);
        }
        self.address = format!("2001:db8:{:x}:{:x}::2", draw.below(65_536), draw.below(65_536));
        self
    }

    /// An hour of the day in UTC at which the person writes.
    pub(super) fn hour(&self, draw: &mut Seeded) -> i64 {
        let around = draw.below(4) as i64 - draw.below(4) as i64;
        (self.peak + around - self.place.offset_hours).rem_euclid(24)
    }

    pub(super) fn address(&self) -> &str {
        &self.address
    }

    pub(super) fn account(&self, id: u32, registered: i64) -> ForumMember {
        ForumMember {
            id,
            name: self.name.clone(),
            email: self.email.clone(),
            registered,
            last_seen: registered,
            place: self.states_place.then(|| self.place.town.to_owned()),
            time_zone: self.place.zone.to_owned(),
            language: self.place.language.to_owned(),
            signature: self.signature.clone(),
            address: self.address.clone(),
            jabber: self.jabber.clone(),
            website: self.website.clone(),
        }
    }
}
