//! Leads by country as people are told them: from the world of a network, the table of countries, and tables of addresses.

use super::addresses::{AddressFiles, ReadTable};
use super::load::{Loaded, load};
use super::told::{MemberRef, Names};
use super::{Network, NetworkWatch, SourceFile, Stage, ToldLead, ToldReason, lead, tell};
use crate::gate::Act;
use crate::{AppError, AppErrorKind};
use casework::case::CaseName;
use casework::lead::{CAVEAT, LeadClaim, LeadGround, LeadStrength};
use network::Strength;
use network::country::{Atlas, Habit, Lead, leads};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use vocab::{Moment, NetworkId};

/// Leads to one country, by strength.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CountryCount {
    /// Code of the country, two letters.
    pub country: String,
    /// Its English name.
    pub name: String,
    /// Strong leads.
    pub strong: u64,
    /// Clear leads.
    pub clear: u64,
    /// Weak leads.
    pub weak: u64,
}

/// Where members of a network may be.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NetworkLeads {
    /// The case.
    pub case: CaseName,
    /// Id of the network.
    pub network: NetworkId,
    /// Its name.
    pub name: String,
    /// Where it was read from.
    pub source: String,
    /// The files that were read.
    pub files: Vec<SourceFile>,
    /// Ledger entry of the intent under which it was read.
    pub ledger_intent: u64,
    /// When these leads were made.
    pub made_at: Moment,
    /// By whom.
    pub made_by: String,
    /// Tables of addresses that were looked into.
    pub tables: Vec<ReadTable>,
    /// On what the hours of the day that count as usual rest.
    pub habit: Habit,
    /// What a lead does not say.
    pub caveat: &'static str,
    /// All leads by country, before anything was left out; most strong ones first.
    pub countries: Vec<CountryCount>,
    /// Members with a lead, before anything was left out.
    pub members: u64,
    /// The leads that were asked for: by country, strongest first, then by what speaks against them, then by member.
    pub leads: Vec<ToldLead>,
}

/// What `network` says, as `casework` does.
fn strength(strength: Strength) -> LeadStrength {
    match strength {
        Strength::Weak => LeadStrength::Weak,
        Strength::Clear => LeadStrength::Clear,
        Strength::Strong => LeadStrength::Strong,
    }
}

/// All leads of a network, still with numbers.
pub(crate) struct Found {
    loaded: Loaded,
    leads: Vec<Lead>,
    atlas: Atlas,
    habit: Habit,
    tables: Vec<ReadTable>,
}

/// The code of a country that a person gave, as the table has it.
fn code(atlas: &Atlas, wanted: &str) -> Result<String, AppError> {
    atlas.by_code(wanted.trim()).map(|country| country.code.clone()).ok_or_else(|| {
        let text = format!("{wanted:?} is no code of a country in the table");
        AppError::new(AppErrorKind::Invalid, text, "Give two letters as in ISO 3166-1, such as NL")
    })
}

impl Found {
    /// Finds all leads.
    pub(crate) fn all(
        act: &Act<'_>,
        network: &Network,
        files: &AddressFiles,
        watch: NetworkWatch<'_>,
    ) -> Result<Self, AppError> {
        let atlas = Atlas::own().map_err(AppError::invalid)?;
        let (addresses, tables) = files.read(&atlas)?;
        tell(watch, Stage::Loading, 0, 0)?;
        let loaded = load(act, network)?;
        let habit = Habit::stated();
        let leads = leads(&loaded.world, &atlas, &addresses, &habit).map_err(AppError::invalid)?;
        Ok(Self { loaded, leads, atlas, habit, tables })
    }

    fn names(&self) -> Names<'_> {
        Names { world: &self.loaded.world }
    }

    fn counts(&self) -> Vec<CountryCount> {
        let mut by_country: BTreeMap<&str, [u64; 3]> = BTreeMap::new();
        for lead in &self.leads {
            by_country.entry(&lead.country).or_default()[strength(lead.strength) as usize] += 1;
        }
        let name = |code: &str| {
            self.atlas.by_code(code).and_then(|country| country.names.first().cloned()).unwrap_or_default()
        };
        let mut counts: Vec<CountryCount> = by_country
            .into_iter()
            .map(|(country, [weak, clear, strong])| CountryCount {
                country: country.to_owned(),
                name: name(country),
                strong,
                clear,
                weak,
            })
            .collect();
        counts.sort_by_key(|count| Reverse((count.strong, count.clear, count.weak)));
        counts
    }

    /// What a person is told of them.
    ///
    /// # Errors
    /// When the country is none.
    pub(crate) fn told(
        self,
        act: &Act<'_>,
        case: CaseName,
        network: Network,
        country: Option<&str>,
        at_least: LeadStrength,
    ) -> Result<NetworkLeads, AppError> {
        let wanted = country.map(|country| code(&self.atlas, country)).transpose()?;
        let is_asked = |lead: &&Lead| {
            wanted.as_ref().is_none_or(|code| lead.country == *code) && strength(lead.strength) >= at_least
        };
        let mut asked: Vec<&Lead> = self.leads.iter().filter(is_asked).collect();
        asked.sort_by_key(|lead| {
            (lead.country.as_str(), Reverse(lead.strength), lead.against.len(), lead.member)
        });
        let names = self.names();
        let mut members: Vec<u32> = self.leads.iter().map(|lead| lead.member).collect();
        members.dedup();
        Ok(NetworkLeads {
            case,
            network: network.id,
            name: network.name,
            source: network.source,
            files: network.seal.files,
            ledger_intent: network.intent,
            made_at: act.now(),
            made_by: act.permit().caller().name().to_owned(),
            countries: self.counts(),
            members: members.len() as u64,
            leads: asked.into_iter().map(|found| lead(&names, found)).collect(),
            tables: self.tables,
            habit: self.habit,
            caveat: CAVEAT,
        })
    }

    /// What is claimed of one member and one country.
    ///
    /// # Errors
    /// When the member or the country is none, or nothing points the one to the other.
    pub(crate) fn claim(
        &self,
        network: &Network,
        member: &str,
        country: &str,
    ) -> Result<LeadClaim, AppError> {
        let country = code(&self.atlas, country)?;
        let names = self.names();
        let missing = |text: String, hint: String| AppError::new(AppErrorKind::Missing, text, hint);
        let hint = || "Give the id as the source has it: `hoeder network leads` shows it".to_owned();
        let number = match names.find(member)[..] {
            [number] => number,
            [] => return Err(missing(format!("network {} has no member {member:?}", network.name), hint())),
            [..] => {
                return Err(missing(
                    format!("several members of network {} are named {member:?}", network.name),
                    hint(),
                ));
            }
        };
        let of_member = || self.leads.iter().filter(|lead| lead.member == number);
        let found = of_member().find(|lead| lead.country == country).ok_or_else(|| {
            let others = of_member().map(|lead| lead.country.as_str()).collect::<Vec<_>>().join(", ");
            missing(
                format!("nothing points member {member:?} of network {} to {country}", network.name),
                if others.is_empty() {
                    "No country has a ground; give tables of addresses, if log-ins are what it rests on"
                        .to_owned()
                } else {
                    format!("Something points to: {others}")
                },
            )
        })?;
        let ToldLead { member: MemberRef { id, name, .. }, country, grounds, against, .. } =
            lead(&names, found);
        let frozen = |told: Vec<ToldReason>, of: &[network::country::LeadGround]| {
            let ground = |(told, of): (ToldReason, &network::country::LeadGround)| LeadGround {
                because: vocab::Because::new(told.rule, told.text),
                strength: strength(of.strength),
            };
            told.into_iter().zip(of).map(ground).collect()
        };
        Ok(LeadClaim {
            network: network.id,
            network_name: network.name.clone(),
            member: id,
            name,
            country,
            strength: strength(found.strength),
            grounds: frozen(grounds, &found.grounds),
            against: frozen(against, &found.against),
            tables: self.tables.iter().map(|read| read.table.clone()).collect(),
        })
    }
}
