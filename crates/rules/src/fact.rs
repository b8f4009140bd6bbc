//! The catalogue of facts that the rules ask for: one row each, with its word, its kind, its question in Dutch and
//! English, and who can answer. May not know who the person is or what has been answered.

use crate::value::ValueKind;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;

/// The role of the person who can establish a fact, as the word that `authority::Role` uses.
pub type RoleWord = &'static str;

const INVESTIGATOR: RoleWord = "tactical-investigator";
const PROSECUTOR: RoleWord = "prosecutor";

macro_rules! catalogue {
    ($($(#[$doc:meta])* $name:ident $word:literal $dutch:literal $kind:ident $role:ident $source:ident $nl:literal $en:literal;)*) => {
        /// A fact that some rule asks for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum FactName {
            $($(#[$doc])* $name,)*
        }

        impl FactName {
            /// All of them, in the order of the catalogue.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The stable word: kebab-case, never changed once it has been in use.
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// The Dutch word, as it stands in case files.
            pub fn dutch(self) -> &'static str {
                match self { $(Self::$name => $dutch,)* }
            }

            /// The kind of its value.
            pub fn kind(self) -> ValueKind {
                match self { $(Self::$name => ValueKind::$kind,)* }
            }

            /// Who can establish it, as a role's word.
            pub fn settled_by(self) -> RoleWord {
                match self { $(Self::$name => $role,)* }
            }

            /// What it is answered from.
            pub fn origin(self) -> Origin {
                match self { $(Self::$name => Origin::$source,)* }
            }

            /// The question in Dutch.
            pub fn question_nl(self) -> &'static str {
                match self { $(Self::$name => $nl,)* }
            }

            /// The question in English.
            pub fn question_en(self) -> &'static str {
                match self { $(Self::$name => $en,)* }
            }
        }
    };
}

/// What a fact is answered from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// The case: what happened, who the person is.
    Case,
    /// The order that is being drawn up: what it holds and what was done for it.
    Order,
    /// The text of a law that this book has not read at source. A jurist reads it and answers; until then the
    /// finding says "source text needed".
    LawText,
}

catalogue! {
    /// The time over which the offence was committed: the clock of substantive law.
    OffencePeriod "offence-period" "pleegperiode" Period INVESTIGATOR Case
        "In welke periode is het feit gepleegd (eerste en laatste dag)?"
        "Over which period was the offence committed (first and last day)?";
    /// The day on which the prosecutor decides: the clock of policy.
    DecisionDay "decision-day" "beslisdag" Day PROSECUTOR Case
        "Op welke dag beslist de officier van justitie?"
        "On which day does the prosecutor decide?";
    /// The day of the procedural act, here the issue of the order: the clock of procedure.
    ActDay "act-day" "dag-van-uitvaardiging" Day PROSECUTOR Order
        "Op welke dag wordt de strafbeschikking uitgevaardigd?"
        "On which day is the order issued?";
    /// Whether a habit or a profession was made of it.
    HabitOrProfession "habit-or-profession" "gewoonte-of-beroep" YesNo PROSECUTOR Case
        "Is van het feit een beroep of een gewoonte gemaakt?"
        "Was a profession or a habit made of the offence?";
    /// Statutory maximum of art. 240b Sr before 2010, in years.
    MaximumBefore2010 "maximum-before-2010" "maximum-voor-2010" Count PROSECUTOR LawText
        "Hoeveel jaar gevangenisstraf stond voor 2010 ten hoogste op artikel 240b Sr (lees de tekst van toen)?"
        "How many years' imprisonment did art. 240b Sr carry at most before 2010 (read the text of that time)?";
    /// The same for habit or profession, before 2010.
    MaximumHabitBefore2010 "maximum-habit-before-2010" "maximum-gewoonte-voor-2010" Count PROSECUTOR LawText
        "Hoeveel jaar stond voor 2010 ten hoogste op beroep of gewoonte, op de dag van het feit (lees de tekst van toen)?"
        "How many years did habit or profession carry at most before 2010, on the day of the offence (read the text of that time)?";
    /// Statutory maximum of art. 252 Sr, in years.
    Maximum252 "maximum-252" "maximum-252" Count PROSECUTOR LawText
        "Hoeveel jaar gevangenisstraf staat ten hoogste op artikel 252 Sr (lees de tekst op de dag van het feit)?"
        "How many years' imprisonment does art. 252 Sr carry at most (read the text on the day of the offence)?";
    /// Statutory maximum of art. 254(1)(c) Sr (habit or profession), in years.
    Maximum254 "maximum-254" "maximum-254" Count PROSECUTOR LawText
        "Hoeveel jaar gevangenisstraf staat ten hoogste op beroep of gewoonte, artikel 254 lid 1 onder c Sr (lees de tekst)?"
        "How many years does habit or profession carry at most, art. 254(1)(c) Sr (read the text)?";
    /// Whether the prosecutor has established guilt.
    GuiltEstablished "guilt-established" "schuld-vastgesteld" YesNo PROSECUTOR Case
        "Heeft de officier vastgesteld dat de verdachte het feit heeft begaan en daaraan schuldig is?"
        "Has the prosecutor established that the suspect committed the offence and is guilty of it?";
    /// Whether an earlier order for the same offence has been fully executed.
    EarlierOrderExecuted "earlier-order-executed" "eerdere-beschikking-voldaan" YesNo PROSECUTOR Case
        "Is voor hetzelfde feit al een strafbeschikking volledig ten uitvoer gelegd?"
        "Has an order for the same offence been fully executed before?";
    /// Whether art. 255a(1) Sv as now in force bars a new prosecution.
    Text255a "text-255a" "tekst-255a" YesNo PROSECUTOR LawText
        "Sluit artikel 255a lid 1 Sv, zoals het nu geldt, een nieuwe vervolging uit na volledige tenuitvoerlegging (lees de tekst)?"
        "Does art. 255a(1) Sv as now in force bar a new prosecution after full execution (read the text)?";
    /// First offender.
    FirstOffender "first-offender" "eerste-keer" YesNo INVESTIGATOR Case
        "Is de verdachte een first offender?"
        "Is the suspect a first offender?";
    /// Work or hobby with possibly risky contact with children.
    RiskyWorkOrHobby "risky-work-or-hobby" "risicovol-werk-of-hobby" YesNo INVESTIGATOR Case
        "Heeft de verdachte een beroep of hobby met mogelijk risicovol contact met kinderen?"
        "Has the suspect a profession or hobby with possibly risky contact with children?";
    /// A person's reasoned finding that possession or distribution is limited. No number decides it.
    Limited "limited" "beperkt" YesNo INVESTIGATOR Case
        "Gaat het om beperkt bezit of beperkte verspreiding (met redenen; geen aantal beslist)?"
        "Is possession or distribution limited (with reasons; no number decides)?";
    /// Making.
    Making "making" "vervaardigen" YesNo INVESTIGATOR Case
        "Is er sprake van vervaardigen, of zijn er aanwijzingen voor?"
        "Was material made, or are there signs of it?";
    /// Signs of abuse that goes on now.
    CurrentAbuse "current-abuse" "actueel-misbruik" YesNo INVESTIGATOR Case
        "Zijn er aanwijzingen voor actueel misbruik?"
        "Are there signs of abuse going on now?";
    /// Signs of risky contact with a child.
    RiskyContact "risky-contact" "risicovol-contact" YesNo INVESTIGATOR Case
        "Zijn er aanwijzingen voor risicovol contact met een kind?"
        "Are there signs of risky contact with a child?";
    /// Adult at the time of the offence.
    Adult "adult" "meerderjarig" YesNo INVESTIGATOR Case
        "Was de verdachte meerderjarig toen het feit werd gepleegd?"
        "Was the suspect an adult when the offence was committed?";
    /// Carriers were seized.
    CarriersSeized "carriers-seized" "dragers-in-beslag" YesNo INVESTIGATOR Case
        "Zijn er gegevensdragers in beslag genomen?"
        "Were data carriers seized?";
    /// Every seized carrier is given up.
    CarriersSurrendered "carriers-surrendered" "afstand-van-dragers" YesNo PROSECUTOR Order
        "Is van elke in beslag genomen drager afstand gedaan of is afstand als aanwijzing opgenomen?"
        "Is every seized carrier given up, or is giving it up a direction of the order?";
    /// Reasons of a named prosecutor are on file.
    ReasonsRecorded "reasons-recorded" "redenen-vastgelegd" YesNo PROSECUTOR Order
        "Heeft een met naam genoemde officier de redenen van de beslissing vastgelegd?"
        "Has a named prosecutor written down the reasons of the decision?";
    /// The order holds a direction on behaviour.
    BehaviourDirection "behaviour-direction" "gedragsaanwijzing" YesNo PROSECUTOR Order
        "Bevat de strafbeschikking een aanwijzing over gedrag?"
        "Does the order hold a direction on behaviour?";
    /// Months for which the direction runs.
    DirectionMonths "direction-months" "maanden-aanwijzing" Count PROSECUTOR Order
        "Hoeveel maanden loopt de gedragsaanwijzing?"
        "For how many months does the direction on behaviour run?";
    /// The order holds community service.
    CommunityService "community-service" "taakstraf" YesNo PROSECUTOR Order
        "Bevat de strafbeschikking een taakstraf?"
        "Does the order hold community service?";
    /// Hours of community service.
    CommunityServiceHours "community-service-hours" "uren-taakstraf" Count PROSECUTOR Order
        "Hoeveel uur taakstraf?"
        "How many hours of community service?";
    /// A jurist signed for community service in this order.
    CommunityServiceSignedOff "community-service-signed-off" "taakstraf-getekend" YesNo PROSECUTOR Order
        "Heeft een jurist getekend voor een taakstraf in deze strafbeschikking?"
        "Has a jurist signed for community service in this order?";
    /// The order holds a driving ban.
    DrivingBan "driving-ban" "rijontzegging" YesNo PROSECUTOR Order
        "Bevat de strafbeschikking een ontzegging van de rijbevoegdheid?"
        "Does the order hold a driving ban?";
    /// Months of the driving ban.
    DrivingBanMonths "driving-ban-months" "maanden-rijontzegging" Count PROSECUTOR Order
        "Hoeveel maanden duurt de ontzegging van de rijbevoegdheid?"
        "For how many months is driving banned?";
    /// The suspect was heard.
    Heard "heard" "gehoord" YesNo PROSECUTOR Order
        "Is de verdachte gehoord over de strafbeschikking?"
        "Was the suspect heard about the order?";
    /// The suspect was told of counsel in time.
    ToldOfCounsel "told-of-counsel" "gewezen-op-raadsman" YesNo PROSECUTOR Order
        "Is de verdachte uiterlijk bij het begin van het horen gewezen op de mogelijkheid van een toegevoegde raadsman?"
        "Was the suspect told, at the start of the hearing at the latest, that assigned counsel can be asked for?";
    /// The suspect declared to be willing.
    Willing "willing" "bereid" YesNo PROSECUTOR Order
        "Heeft de verdachte verklaard bereid te zijn de straf of aanwijzing te voldoen?"
        "Has the suspect declared to be willing to comply with the sanction or direction?";
    /// Fine and compensation together.
    MoneyTotal "money-total" "geldbedrag" Euro PROSECUTOR Order
        "Hoeveel euro bedragen geldboete en schadevergoeding samen?"
        "How many euros do fine and compensation make together?";
    /// Heard with counsel at hand.
    HeardWithCounsel "heard-with-counsel" "gehoord-met-raadsman" YesNo PROSECUTOR Order
        "Is de verdachte gehoord met bijstand van een raadsman?"
        "Was the suspect heard with counsel assisting?";
    /// Heard by the officer who issues the order.
    HeardByIssuer "heard-by-issuer" "gehoord-door-uitvaardiger" YesNo PROSECUTOR Order
        "Is de verdachte gehoord door de officier die de strafbeschikking uitvaardigt?"
        "Was the suspect heard by the very prosecutor who issues the order?";
    /// Advice of the probation service.
    ProbationAdvice "probation-advice" "reclasseringsadvies" YesNo PROSECUTOR Order
        "Is het advies van de reclassering voor de gedragsaanwijzing in het dossier?"
        "Is the probation service's advice for the direction on file?";
    /// Sessions of treatment.
    TreatmentSessions "treatment-sessions" "behandelsessies" Count PROSECUTOR Order
        "Hoeveel ambulante behandelsessies legt de aanwijzing op?"
        "How many outpatient sessions does the direction set?";
    /// A direction has devices checked.
    DeviceChecks "device-checks" "controle-van-apparaten" YesNo PROSECUTOR Order
        "Bevat de aanwijzing controle van apparaten of internetgedrag?"
        "Does a direction have devices or internet behaviour checked?";
    /// It says how precisely.
    DeviceChecksPrecise "device-checks-precise" "controle-nauwkeurig" YesNo PROSECUTOR Order
        "Staan doel, apparaten, wijze, frequentie, wie, wat bewaard wordt en einddatum in de aanwijzing?"
        "Does the direction say purpose, devices, manner, frequency, who, what is kept and the end date?";
    /// The document holds all that the law asks for.
    DocumentComplete "document-complete" "document-volledig" YesNo PROSECUTOR Order
        "Bevat het document alle onderdelen a tot en met g van artikel 257a lid 6 Sv?"
        "Does the document hold all parts a to g of art. 257a(6) Sv?";
    /// The suspect understands Dutch well enough.
    UnderstandsDutch "understands-dutch" "verstaat-nederlands" YesNo PROSECUTOR Order
        "Beheerst de verdachte de Nederlandse taal voldoende?"
        "Does the suspect understand Dutch well enough?";
    /// A translation goes with it.
    Translated "translated" "vertaald" YesNo PROSECUTOR Order
        "Is de strafbeschikking, of zijn ten minste de vereiste onderdelen, vertaald?"
        "Is the order, or are at least the required parts, translated?";
}

impl FactName {
    /// How many there are.
    pub const COUNT: usize = Self::ALL.len();

    /// Place in the catalogue, from 0.
    pub(crate) fn index(self) -> usize {
        self as usize
    }
}

impl fmt::Display for FactName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A word that names no fact.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} names no fact of the catalogue")]
pub struct FactNameError(pub String);

impl FromStr for FactName {
    type Err = FactNameError;
    /// Reads the stable word or the Dutch one.
    fn from_str(word: &str) -> Result<Self, FactNameError> {
        Self::ALL
            .iter()
            .copied()
            .find(|name| name.word() == word || name.dutch() == word)
            .ok_or_else(|| FactNameError(word.to_owned()))
    }
}

impl Serialize for FactName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl<'de> Deserialize<'de> for FactName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}
