//! Bounds and terms that an order must keep on a day, each with where it stands. May not know a case, a calendar or what
//! happens when a term ends on a holiday.

use crate::book::{
    DIRECTION_MONTHS_MAX, DRIVING_BAN_MONTHS_MAX, HEARING_ABOVE_EURO, PRACTICE_FROM, SERVICE_HOURS_MAX,
    SERVICE_HOURS_YOUTH_MAX, SESSIONS_MAX,
};
use crate::provision::{Citation, ProvisionId, id};
use jiff::civil::{Date, date};
use serde::Serialize;

/// The unit of a bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Hours.
    Hours,
    /// Days.
    Days,
    /// Calendar months.
    Months,
    /// Years.
    Years,
    /// Whole euros.
    Euro,
    /// Sessions of treatment.
    Sessions,
}

/// One bound and where it stands. Where `citation.confidence` is not `S`, the bound is shown as "source text needed".
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Limit {
    /// The bound, itself still allowed.
    pub bound: u32,
    /// Its unit.
    pub unit: Unit,
    /// Where it stands.
    pub citation: Citation,
}

/// All bounds and terms of an order on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Limits {
    /// The highest statutory maximum that an order can bear, years.
    pub offence_years: Limit,
    /// Community service of an adult.
    pub community_service: Limit,
    /// Community service of a minor.
    pub community_service_youth: Limit,
    /// Months in which community service is to be finished once the order is final. `None` before 2020: not read.
    pub community_service_term: Option<Limit>,
    /// Length of a direction on behaviour.
    pub direction: Limit,
    /// Whether that length stands still in detention, and where it says so. `None` before 2020: not read.
    pub direction_pauses_in_detention: Option<Citation>,
    /// Sessions of outpatient treatment. Policy. `None` before the practice began.
    pub sessions: Option<Limit>,
    /// Length of a driving ban.
    pub driving_ban: Limit,
    /// Above this amount of fine and compensation a hearing with counsel is needed.
    pub hearing_above: Limit,
    /// Term of opposition, from delivery in person or proven knowledge.
    pub opposition: Limit,
    /// Days after delivery or sending before which nothing is executed, unless opposition was waived.
    pub no_execution: Limit,
    /// Days between service of a summons and the hearing, at least.
    pub summons_service: Limit,
    /// Months in which an interested party can complain about the order, from learning of it.
    pub complaint: Limit,
    /// Days of silence after which a refusal to give a copy can be complained of.
    pub copy_silence: Limit,
}

fn limit(bound: u32, unit: Unit, provision: ProvisionId) -> Limit {
    Limit { bound, unit, citation: provision.get().cite() }
}

/// The bounds in force on the day of an act.
pub fn limits(day: Date) -> Limits {
    let since_2020 = day >= date(2020, 1, 1);
    let execution = if since_2020 { id::SV_6_1_17_1 } else { id::SV_257G_OLD };
    Limits {
        offence_years: limit(6, Unit::Years, id::SV_257A_1),
        community_service: limit(SERVICE_HOURS_MAX, Unit::Hours, id::SV_257A_2_A),
        community_service_youth: limit(SERVICE_HOURS_YOUTH_MAX, Unit::Hours, id::SR_77F_2),
        community_service_term: since_2020.then(|| limit(9, Unit::Months, id::SV_6_3_1)),
        direction: limit(DIRECTION_MONTHS_MAX, Unit::Months, id::SV_257A_3_E),
        direction_pauses_in_detention: since_2020.then(|| id::SV_6_1_17_3.get().cite()),
        sessions: (day >= PRACTICE_FROM).then(|| limit(SESSIONS_MAX, Unit::Sessions, id::OM_PAGE_SESSIONS)),
        driving_ban: limit(DRIVING_BAN_MONTHS_MAX, Unit::Months, id::SV_257A_2_E),
        hearing_above: limit(HEARING_ABOVE_EURO, Unit::Euro, id::SV_257C_2),
        opposition: limit(14, Unit::Days, id::SV_257E_1),
        no_execution: limit(14, Unit::Days, execution),
        summons_service: limit(10, Unit::Days, id::SV_257F),
        complaint: limit(3, Unit::Months, id::SV_12K),
        copy_silence: limit(14, Unit::Days, id::SV_257H),
    }
}
