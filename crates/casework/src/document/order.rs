//! The penal order with all of art. 257a(6) Sv: a person, b fact, c offence, d sanctions, e day, f opposition,
//! g execution; and the translation of those parts (257a(7)).
//!
//! Limits and conditions of the law are checked before (casework's order); here stands only what is printed.

use super::{Address, Letterhead, Line, Office, Official, Prose, Suspect};
use crate::authorisation::Period;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A penal order as it is printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[doc(alias = "strafbeschikking")]
pub struct PenalOrder {
    /// Sender, reference, day of issue (e).
    pub letterhead: Letterhead,
    /// Number of the order; a person who opposes names it.
    pub number: Line,
    /// The person (a).
    pub suspect: Suspect,
    /// The facts (b) and the offences that they are (c); at least one.
    pub facts: Vec<OffenceFact>,
    /// The prosecutor who established guilt.
    pub established_by: Official,
    /// The day on which guilt was established.
    pub established_on: Date,
    /// On what guilt rests, in short; no description of material.
    pub grounds: Prose,
    /// Sanctions and measures (d).
    pub sanctions: Vec<Sanction>,
    /// Seized carriers that are given up or withdrawn from circulation (d).
    pub carriers: Vec<Carrier>,
    /// Last day to sign for giving up the carriers.
    pub surrender_by: Option<Date>,
    /// Directions about behaviour (d).
    pub directions: Option<Directions>,
    /// The hearing, where there was one.
    pub hearing: Option<Hearing>,
    /// Positions that were expressly argued and not followed, with the reasons (art. 257c(3) Sv).
    pub positions: Vec<Position>,
    /// How to oppose (f).
    pub opposition: Opposition,
    /// How it is carried out (g).
    pub execution: Execution,
    /// The same parts in another language.
    pub translation: Option<Translation>,
}

/// One fact in the terms of the law, with time and place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OffenceFact {
    /// What was done, in the verbs of the law; at least one.
    pub acts: BTreeSet<Act>,
    /// The provision.
    pub offence: Offence,
    /// When.
    pub period: Period,
    /// Where: a place in the Netherlands.
    pub place: Line,
    /// How many items were established, where a number was.
    pub items: Option<u32>,
}

/// What was done, in the verbs of art. 240b(1) (old) and 252(1) Sr. Making is not among them: it stops a penal order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the verbs of the law speak for themselves")]
pub enum Act {
    Distribute,
    Offer,
    DisplayOpenly,
    Import,
    Transit,
    Export,
    Acquire,
    Possess,
    GainAccess,
}

/// The provision that a fact breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Offence {
    /// Art. 240b(1) Sr, in force until 2024-06-30.
    #[serde(rename = "sr-240b-1")]
    Sr240b1,
    /// Art. 252(1) Sr, in force from 2024-07-01.
    #[serde(rename = "sr-252-1")]
    Sr252_1,
}

/// A sanction or a measure (art. 257a(2) Sv) or a direction about money (257a(3)).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Sanction {
    /// Community service (257a(2)(a)).
    #[doc(alias = "taakstraf")]
    CommunityService {
        /// Hours.
        hours: u16,
        /// Last day to finish it, where that is known; else nine months after the order is final (6:3:1(1)).
        by: Option<Date>,
        /// Who approved this for its legal side.
        signed_off_by: Official,
    },
    /// A fine (257a(2)(b)).
    #[doc(alias = "geldboete")]
    Fine {
        /// Euro.
        euro: u32,
        /// Last day to pay.
        by: Date,
    },
    /// Payment to the State for the victim (257a(2)(d)).
    #[doc(alias = "schadevergoedingsmaatregel")]
    Compensation {
        /// Euro.
        euro: u32,
        /// Last day to pay.
        by: Date,
    },
    /// Payment to the violent-crimes fund or to an organisation for victims (257a(3)(d)).
    Donation {
        /// Euro.
        euro: u32,
        /// To whom.
        to: Line,
        /// Last day to pay.
        by: Date,
    },
}

/// One seized carrier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Carrier {
    /// Number under which it was seized.
    #[doc(alias = "goednummer")]
    pub number: Line,
    /// What kind of thing.
    pub kind: CarrierKind,
    /// Make and marks by which it is known.
    pub marks: Line,
    /// When it was seized.
    pub seized_on: Date,
    /// Withdrawn from circulation (257a(2)(c), 36b, 36c Sr), besides being given up (257a(3)(a)).
    pub withdrawn: bool,
}

/// Kinds of carriers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "everyday things")]
pub enum CarrierKind {
    Telephone,
    Laptop,
    Computer,
    Tablet,
    ExternalDisk,
    UsbStick,
    MemoryCard,
    OpticalDisc,
    Other,
}

/// Directions about behaviour (257a(3)(e)), with the advice that they need.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Directions {
    /// The probation service's advice.
    pub advice: Advice,
    /// First day of the probation period, where it is known.
    #[doc(alias = "proeftijd")]
    pub from: Option<Date>,
    /// Length of the probation period in months, 12 at most.
    pub months: u8,
    /// The directions; at least one.
    pub list: Vec<Direction>,
}

/// The advice on which directions rest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Advice {
    /// Who advised.
    pub by: Line,
    /// When.
    pub day: Date,
    /// Reference.
    pub reference: Line,
}

/// One direction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[doc(alias = "aanwijzing")]
pub struct Direction {
    /// What the person must do or leave.
    pub what: Prose,
    /// What it is for.
    pub purpose: Line,
    /// Who supervises it.
    pub by: Line,
    /// Last day.
    pub until: Date,
    /// What kind of direction, with what its kind needs.
    pub form: DirectionForm,
}

/// Kinds of directions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum DirectionForm {
    /// Keep contact with the probation service.
    Contact {
        /// In which manner, and how often.
        frequency: Line,
    },
    /// Outpatient treatment.
    Treatment {
        /// Sessions at most.
        sessions_max: u8,
        /// Where.
        provider: Line,
    },
    /// Behaviour on the internet.
    Conduct,
    /// A check of devices. Case law wants each of these (Hoge Raad 2020:1215, 2022:807).
    DeviceCheck {
        /// Which devices, at least one.
        devices: Vec<Line>,
        /// In which manner, with what kind of tool.
        manner: Line,
        /// How often at most.
        frequency: Line,
        /// What may be kept, and for how long.
        kept: Line,
    },
}

/// The hearing (art. 257c Sv).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hearing {
    /// Day.
    pub day: Date,
    /// Where.
    pub place: Line,
    /// Who heard.
    pub by: Official,
    /// Counsel.
    pub counsel: Counsel,
    /// Whether the person was told at the latest at the start that counsel can be assigned.
    pub told_of_counsel: bool,
    /// Language of the interpreter, where there was one.
    pub interpreter: Option<Line>,
    /// Whether the person is willing to do what needs it; `None` where nothing does.
    pub willingness: Option<Willingness>,
}

/// Counsel at the hearing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[doc(alias = "raadsman")]
pub enum Counsel {
    /// Was present.
    Present {
        /// Name.
        name: Line,
    },
    /// The person did without.
    Declined,
}

/// Willingness as stated (art. 257c(1) Sv).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Willingness {
    /// Day.
    pub day: Date,
    /// To what: the directions, the community service.
    pub to: Line,
}

/// A position that was argued and not followed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Position {
    /// Who argued it.
    pub by: Arguer,
    /// What was argued.
    pub argued: Prose,
    /// Why it is not followed.
    pub answer: Prose,
}

/// Who argues.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "plain words")]
pub enum Arguer {
    Suspect,
    Counsel,
}

/// How to oppose (art. 257e Sv).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[doc(alias = "verzet")]
pub struct Opposition {
    /// Days, from delivery in person or from the day on which it shows that the person knows the order.
    pub days: u16,
    /// The ways open; at least one.
    pub channels: Vec<Channel>,
}

/// A way to oppose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Channel {
    /// By letter to this office.
    Letter(Office),
    /// In person at the office.
    InPerson {
        /// Where.
        at: Address,
        /// When it is open.
        hours: Line,
    },
    /// By an electronic facility that confirms receipt.
    Electronic {
        /// Its name or address.
        facility: Line,
    },
}

/// How the order is carried out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Execution {
    /// Who carries it out, in one or two sentences.
    pub by: Prose,
    /// How to pay, where there is something to pay.
    pub payment: Option<Payment>,
    /// What follows when the person does not comply, in words that were settled by a jurist; nothing is said of
    /// it otherwise.
    pub on_breach: Option<Prose>,
    /// Where to ask.
    pub contact: Line,
}

/// How to pay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Payment {
    /// Account.
    pub account: Line,
    /// In whose name.
    pub payee: Line,
    /// What to state with it.
    pub reference: Line,
}

/// The parts of art. 257a(6) Sv in a language that the person reads (257a(7)), made by a translator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Translation {
    /// Language, as its ISO 639 code: `en`, `pl`, `ar`.
    pub language: Line,
    /// Who translated.
    pub translator: Line,
    /// Heading of the part, in that language.
    pub title: Line,
    /// A note above it, in that language.
    pub note: Prose,
    /// The parts.
    pub parts: TranslatedParts,
}

/// All parts that the law wants translated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TranslatedParts {
    /// a: the person.
    pub person: TranslatedPart,
    /// b: the fact.
    pub fact: TranslatedPart,
    /// c: the offence.
    pub offence: TranslatedPart,
    /// d: sanctions, measures, directions.
    pub sanctions: TranslatedPart,
    /// e: day of issue.
    pub issue: TranslatedPart,
    /// f: opposition.
    pub opposition: TranslatedPart,
    /// g: execution.
    pub execution: TranslatedPart,
}

/// One part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TranslatedPart {
    /// Heading.
    pub heading: Line,
    /// Text.
    pub text: Prose,
}
