//! Leads by country: where a member may be, each claim with its ground and its strength, and what speaks against it.
//!
//! No ground here proves where anyone is. A stated place may be a joke, an address may be a relay's, hours fit many
//! countries. The language of texts is not guessed: a language counts where a profile states it.

mod address;
mod atlas;
mod lead;
mod zone;

pub use address::{AddressError, AddressRange, AddressTable, Located};
pub use atlas::{Atlas, AtlasError, Country};
pub use lead::{Ground, Lead, LeadGround, leads};
pub use zone::{Habit, HabitError, NoProfile, ZoneProfile, zone_profile};
