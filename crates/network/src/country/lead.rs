//! Leads: a member and a country, with what speaks for it and against it.

use super::address::{AddressTable, Located};
use super::atlas::{Atlas, Country};
use super::zone::{Habit, HabitError, ZoneProfile, zone_profile};
use crate::bars::Strength;
use crate::hours::hours;
use crate::world::{StatedKind, World};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;
use vocab::Because;

/// Countries up to which a language alone makes a lead.
const LANGUAGE_COUNTRIES_MAX: usize = 3;

/// On what a claim rests.
#[derive(Clone, Debug, PartialEq)]
pub enum Ground {
    /// Log-ins from addresses of the country.
    Login {
        /// Different days with such a log-in.
        days: u32,
        /// Different days with a log-in from an address of any country.
        of: u32,
        /// Log-ins by relays, which say nothing.
        by_relay: u32,
    },
    /// A place that the profile states.
    Place {
        /// The words.
        text: String,
        /// Whether they are the country's name or code and no more.
        is_whole: bool,
    },
    /// A time zone that the profile states by its name.
    Zone {
        /// The name.
        text: String,
    },
    /// A language that the profile states.
    Language {
        /// The words.
        text: String,
        /// In how many countries of the table it is used.
        countries: u32,
    },
    /// Hours of activity.
    Hours(ZoneProfile),
}

/// A ground with the country that it points to and its strength. Hours point to many countries and name none.
#[derive(Clone, Debug, PartialEq)]
pub struct LeadGround {
    /// The ground.
    pub ground: Ground,
    /// Code of the country.
    pub country: Option<String>,
    /// How much it says.
    pub strength: Strength,
}

/// Where a member may be.
#[derive(Clone, Debug, PartialEq)]
pub struct Lead {
    /// The member.
    pub member: u32,
    /// Code of the country.
    pub country: String,
    /// That of the strongest ground; one step up where two clear grounds of different kinds agree; one step down where something
    /// as strong speaks against it.
    pub strength: Strength,
    /// What speaks for it, strongest first.
    pub grounds: Vec<LeadGround>,
    /// What speaks against it, strongest first.
    pub against: Vec<LeadGround>,
}

impl LeadGround {
    /// The ground as rule and English text.
    pub fn because(&self) -> Because {
        let country = self.country.as_deref().unwrap_or("several countries");
        match &self.ground {
            Ground::Login { days, of, by_relay } => Because::new(
                "lead.login",
                format!(
                    "logged in from addresses of {country} on {days} of {of} days with a known country; {by_relay} log-ins by known relays left aside; an address may be a relay that is not known"
                ),
            ),
            Ground::Place { text, is_whole: true } => {
                Because::new("lead.place", format!("states as place \"{text}\""))
            }
            Ground::Place { text, .. } => Because::new(
                "lead.place",
                format!("states as place \"{text}\", of which a part names {country}"),
            ),
            Ground::Zone { text } => Because::new(
                "lead.zone",
                format!("has set the time zone \"{text}\", which is named after {country}"),
            ),
            Ground::Language { text, countries } => Because::new(
                "lead.language",
                format!("states the language \"{text}\", used in {countries} countries"),
            ),
            Ground::Hours(profile) => Because::new(
                "lead.hours",
                format!(
                    "hours of activity would be usual at UTC{:+.1}, give or take {:.1} hours ({} different hours)",
                    profile.offset_hours, profile.error_hours, profile.hours
                ),
            ),
        }
    }
}

/// What is known of one member before a country is asked about.
#[derive(Default)]
struct Known<'a> {
    /// Grounds that point to one country each.
    grounds: Vec<LeadGround>,
    /// Languages that are stated, each with the codes of the countries where it is used.
    languages: Vec<(&'a str, Rc<[String]>)>,
}

/// Leads of all members, by member, then strongest first, then by fewer grounds against, more for, and country.
///
/// Hours alone make no lead: they fit dozens of countries. A language alone makes one where it is used in three or fewer.
///
/// # Errors
/// When the habit is out of bounds.
pub fn leads(
    world: &World,
    atlas: &Atlas,
    addresses: &AddressTable,
    habit: &Habit,
) -> Result<Vec<Lead>, HabitError> {
    habit.check()?;
    let mut known: BTreeMap<u32, Known<'_>> = BTreeMap::new();
    logins(world, addresses, &mut known);
    stated(world, atlas, &mut known);
    let hours = hours(world);
    let mut found = Vec::new();
    for (member, known) in known {
        let few = known.languages.iter().filter(|(_, codes)| codes.len() <= LANGUAGE_COUNTRIES_MAX);
        let codes: BTreeSet<&String> = known
            .grounds
            .iter()
            .filter_map(|ground| ground.country.as_ref())
            .chain(few.flat_map(|(_, codes)| codes.iter()))
            .collect();
        if codes.is_empty() {
            continue;
        }
        let profile = zone_profile(&hours[member as usize], habit).ok();
        let first = found.len();
        found.extend(codes.into_iter().map(|code| lead(member, code, &known, profile, atlas)));
        found[first..].sort_by(|a, b| order(a).cmp(&order(b)));
    }
    Ok(found)
}

fn order(lead: &Lead) -> (Reverse<Strength>, usize, Reverse<usize>, &str) {
    (Reverse(lead.strength), lead.against.len(), Reverse(lead.grounds.len()), &lead.country)
}

fn lead(member: u32, code: &str, known: &Known<'_>, profile: Option<ZoneProfile>, atlas: &Atlas) -> Lead {
    let (mut grounds, mut against): (Vec<LeadGround>, Vec<LeadGround>) =
        known.grounds.iter().cloned().partition(|ground| ground.country.as_deref() == Some(code));
    for (text, codes) in &known.languages {
        let is_used = codes.iter().any(|used| used == code);
        let ground = Ground::Language { text: (*text).to_owned(), countries: codes.len() as u32 };
        let country = is_used.then(|| code.to_owned());
        let side = if is_used { &mut grounds } else { &mut against };
        side.push(LeadGround { ground, country, strength: Strength::Weak });
    }
    if let (Some(profile), Some(country)) = (profile, atlas.by_code(code)) {
        let ground = LeadGround { ground: Ground::Hours(profile), country: None, strength: Strength::Weak };
        let side = if fits(&profile, country) { &mut grounds } else { &mut against };
        side.push(ground);
    }
    for side in [&mut grounds, &mut against] {
        side.sort_by_key(|ground| Reverse(ground.strength));
    }
    Lead { member, country: code.to_owned(), strength: strength(&grounds, &against), grounds, against }
}

/// A country without minutes in the table is not contradicted.
fn fits(profile: &ZoneProfile, country: &Country) -> bool {
    country.minutes.is_empty() || country.minutes.iter().any(|&minutes| profile.holds(minutes))
}

fn strength(grounds: &[LeadGround], against: &[LeadGround]) -> Strength {
    let best = grounds.iter().map(|ground| ground.strength).max().unwrap_or(Strength::Weak);
    let clear: BTreeSet<usize> = grounds
        .iter()
        .filter(|ground| ground.strength >= Strength::Clear)
        .map(|ground| match ground.ground {
            Ground::Login { .. } => 0,
            Ground::Place { .. } => 1,
            Ground::Zone { .. } => 2,
            Ground::Language { .. } => 3,
            Ground::Hours(_) => 4,
        })
        .collect();
    let up = if clear.len() > 1 { Strength::Strong } else { best };
    let contradicted = against.iter().any(|ground| ground.strength >= best);
    match (up, contradicted) {
        (up, false) => up,
        (Strength::Strong, true) => Strength::Clear,
        (_, true) => Strength::Weak,
    }
}

fn logins(world: &World, addresses: &AddressTable, known: &mut BTreeMap<u32, Known<'_>>) {
    // Member, country, day; a log-in without a moment counts as one day of its own.
    let mut seen: BTreeSet<(u32, &str, i64)> = BTreeSet::new();
    let mut relays: BTreeMap<u32, u32> = BTreeMap::new();
    for login in &world.tables().logins {
        match addresses.locate(login.address) {
            Located::Country(country) => {
                let day = login.at.seconds().map_or(i64::MIN, |seconds| seconds.div_euclid(86_400));
                seen.insert((login.member, country, day));
            }
            Located::Relay => *relays.entry(login.member).or_default() += 1,
            Located::Unknown => {}
        }
    }
    let mut days: BTreeMap<u32, BTreeMap<&str, u32>> = BTreeMap::new();
    for (member, country, _) in seen {
        *days.entry(member).or_default().entry(country).or_default() += 1;
    }
    for (member, by_country) in days {
        let of = by_country.values().sum::<u32>();
        for (country, days) in by_country {
            let share = f64::from(days) / f64::from(of);
            let strength = match days {
                5.. if share >= 0.8 => Strength::Strong,
                2.. if share >= 0.5 => Strength::Clear,
                _ => Strength::Weak,
            };
            let by_relay = relays.get(&member).copied().unwrap_or(0);
            let ground = Ground::Login { days, of, by_relay };
            let country = Some(country.to_owned());
            known.entry(member).or_default().grounds.push(LeadGround { ground, country, strength });
        }
    }
}

fn stated<'a>(world: &'a World, atlas: &Atlas, known: &mut BTreeMap<u32, Known<'a>>) {
    // Half a million members state a few dozen languages: each is looked up once.
    let mut used: HashMap<&str, Rc<[String]>> = HashMap::new();
    for stated in &world.tables().stated {
        let text = || stated.text.clone();
        let found: Vec<(&Country, Ground, Strength)> = match stated.kind {
            StatedKind::Place => {
                let places = atlas.in_place(&stated.text);
                let strength = if places.len() == 1 { Strength::Clear } else { Strength::Weak };
                let ground = |is_whole| Ground::Place { text: text(), is_whole };
                places.into_iter().map(|(country, is_whole)| (country, ground(is_whole), strength)).collect()
            }
            StatedKind::TimeZone => {
                let country = atlas.by_zone(&stated.text).into_iter();
                country.map(|country| (country, Ground::Zone { text: text() }, Strength::Clear)).collect()
            }
            StatedKind::Language => {
                let codes = used.entry(&stated.text).or_insert_with(|| {
                    atlas.by_language(&stated.text).into_iter().map(|country| country.code.clone()).collect()
                });
                if !codes.is_empty() {
                    known.entry(stated.member).or_default().languages.push((&stated.text, Rc::clone(codes)));
                }
                Vec::new()
            }
        };
        for (country, ground, strength) in found {
            let country = Some(country.code.clone());
            known.entry(stated.member).or_default().grounds.push(LeadGround { ground, country, strength });
        }
    }
}
