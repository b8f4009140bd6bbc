//! Commands of the order, its procedure, its directions, its records and numbers.

use super::desk::{PersonArgs, line, prose};
use casework::document::{Line, Prose};
use casework::follow_up::FollowUpEntry;
use casework::procedure::{
    CourtResult, DeliveryManner, NewFacts, Opponent, OppositionChannel, Step, SummonsGround,
};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Subcommand, ValueEnum};
use jiff::civil::Date;
use serde::de::DeserializeOwned;
use std::path::PathBuf;
use vocab::{OrderId, RecordId};

/// Words that stand for a value of the casework, as its JSON has them.
fn words<T: DeserializeOwned + Clone + Send + Sync + 'static>(
    words: &'static [&'static str],
) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(words).try_map(|word| serde_json::from_value(serde_json::Value::String(word)))
}

#[derive(Debug, Subcommand)]
pub(crate) enum OrderCommand {
    /// Draw up a penal order on the last decision, or change parts of the draft
    Draft {
        #[command(flatten)]
        person: PersonArgs,
        /// Parts of the draft, as JSON; docs/order.json is an example
        file: PathBuf,
    },
    /// Record the hearing about an order
    Hear {
        #[command(flatten)]
        person: PersonArgs,
        /// The hearing, as JSON; docs/hearing.json is an example
        file: PathBuf,
    },
    /// Put the probation service's advice on file
    Advise {
        #[command(flatten)]
        person: PersonArgs,
        /// Reference of the advice
        #[arg(long, value_name = "TEXT", value_parser = line)]
        reference: Line,
    },
    /// Sign for community service in an order, after reading the law
    Sign {
        #[command(flatten)]
        person: PersonArgs,
        /// On what grounds
        #[arg(long, value_name = "TEXT", value_parser = prose)]
        because: Prose,
    },
    /// See what still keeps the order from being issued today
    Check(PersonArgs),
    /// Issue the order
    Issue(PersonArgs),
    /// Replace the order by the draft, for the same fact
    Amend(PersonArgs),
    /// Set the order, its anonymised copy or its plain letter as a document (PDF)
    Print {
        #[command(flatten)]
        person: PersonArgs,
        /// The order, by its id; the last one where none is given
        #[arg(value_name = "ORDER")]
        order: Option<OrderId>,
        /// Which document
        #[arg(long, value_enum, default_value = "order")]
        document: DocumentWord,
        /// Number of the copy within the year, for an anonymised copy
        #[arg(long, value_name = "N", default_value_t = 1)]
        copy: u32,
        /// Where to write it; must not exist yet
        #[arg(long, value_name = "PDF")]
        out: PathBuf,
    },
    #[command(flatten)]
    Step(StepCommand),
}

/// Which document of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DocumentWord {
    Order,
    Anonymised,
    Letter,
}

/// A step of the procedure.
#[derive(Debug, Subcommand)]
pub(crate) enum StepCommand {
    /// Record new facts that stop the order
    RecordNewFacts {
        #[command(flatten)]
        person: PersonArgs,
        /// What they point to
        #[arg(long, value_parser = words::<NewFacts>(&["making", "current-abuse", "risky-contact", "heavier"]))]
        what: NewFacts,
        /// In short; no description of material
        #[arg(long, value_name = "TEXT", value_parser = prose)]
        note: Prose,
    },
    /// Give the order up before it is issued
    Abandon {
        #[command(flatten)]
        person: PersonArgs,
        /// Why
        #[arg(long, value_name = "TEXT", value_parser = prose)]
        because: Prose,
    },
    /// Record that the order was handed over or sent
    Deliver {
        #[command(flatten)]
        person: PersonArgs,
        /// Day
        #[arg(long, value_name = "DATE")]
        on: Date,
        /// How
        #[arg(long, value_parser = words::<DeliveryManner>(&["in-person", "refused-in-person", "letter", "registered-letter", "electronic", "address-given"]))]
        manner: DeliveryManner,
    },
    /// Record a circumstance that shows that the person knows the order
    ProveKnown {
        #[command(flatten)]
        person: PersonArgs,
        /// Since when
        #[arg(long, value_name = "DATE")]
        since: Date,
        /// What shows it
        #[arg(long, value_name = "TEXT", value_parser = prose)]
        evidence: Prose,
    },
    /// Record opposition
    Oppose {
        #[command(flatten)]
        person: PersonArgs,
        /// Day on which it was lodged
        #[arg(long, value_name = "DATE")]
        on: Date,
        /// How
        #[arg(long, value_parser = words::<OppositionChannel>(&["office", "letter", "electronic"]))]
        channel: OppositionChannel,
        /// By whom
        #[arg(long, value_parser = words::<Opponent>(&["suspect", "lawyer", "proxy"]))]
        by: Opponent,
        /// Why it does not suspend, where it is clearly late or the right was lost
        #[arg(long, value_name = "TEXT", value_parser = prose)]
        set_aside: Option<Prose>,
    },
    /// Record that opposition is withdrawn
    WithdrawOpposition {
        #[command(flatten)]
        person: PersonArgs,
        /// Day
        #[arg(long, value_name = "DATE")]
        on: Date,
    },
    /// Record that opposition is waived in writing, with counsel
    WaiveOpposition {
        #[command(flatten)]
        person: PersonArgs,
        /// Day
        #[arg(long, value_name = "DATE")]
        on: Date,
        /// Counsel, by name
        #[arg(long, value_name = "NAME", value_parser = line)]
        counsel: Line,
    },
    /// Record that the person complied unasked with some parts
    Comply {
        #[command(flatten)]
        person: PersonArgs,
        /// Day
        #[arg(long, value_name = "DATE")]
        on: Date,
        /// The parts, by number
        #[arg(long = "part", value_name = "N", required = true)]
        parts: Vec<u8>,
    },
    /// Begin execution
    StartExecution(PersonArgs),
    /// Extend the term for a direction
    ExtendTerm {
        #[command(flatten)]
        person: PersonArgs,
        /// The part, by number
        #[arg(long, value_name = "N")]
        part: u8,
        /// New last day
        #[arg(long, value_name = "DATE")]
        until: Date,
    },
    /// Record detention: the probation period stands still
    Pause {
        #[command(flatten)]
        person: PersonArgs,
        /// First day
        #[arg(long, value_name = "DATE")]
        from: Date,
    },
    /// Record release
    Resume {
        #[command(flatten)]
        person: PersonArgs,
        /// Day of release
        #[arg(long, value_name = "DATE")]
        on: Date,
    },
    /// Record that one part is executed
    ExecutePart {
        #[command(flatten)]
        person: PersonArgs,
        /// The part, by number
        #[arg(long, value_name = "N")]
        part: u8,
    },
    /// Record that all parts are executed
    CompleteExecution(PersonArgs),
    /// Report that a part was not kept
    ReportBreach {
        #[command(flatten)]
        person: PersonArgs,
        /// The part, by number
        #[arg(long, value_name = "N")]
        part: u8,
        /// In short
        #[arg(long, value_name = "TEXT", value_parser = prose)]
        what: Prose,
    },
    /// Answer a breach: the order goes on
    AnswerBreach {
        #[command(flatten)]
        person: PersonArgs,
        /// Why
        #[arg(long, value_name = "TEXT", value_parser = prose)]
        because: Prose,
    },
    /// Withdraw the order
    Withdraw {
        #[command(flatten)]
        person: PersonArgs,
        /// Why
        #[arg(long, value_name = "TEXT", value_parser = prose)]
        because: Prose,
    },
    /// Bring the opposition before the court
    BringToCourt {
        #[command(flatten)]
        person: PersonArgs,
        /// Day on which the call was served
        #[arg(long, value_name = "DATE")]
        served_on: Date,
        /// Day of the hearing
        #[arg(long, value_name = "DATE")]
        hearing_on: Date,
    },
    /// Summon the person for the same fact; the order stops
    Summon {
        #[command(flatten)]
        person: PersonArgs,
        /// On what ground
        #[arg(long, value_enum)]
        ground: GroundWord,
        /// Reference of the court's order, on a complaint
        #[arg(long, value_name = "TEXT", value_parser = line, required_if_eq("ground", "complaint"))]
        reference: Option<Line>,
    },
    /// Record what the court decided
    RecordCourtResult {
        #[command(flatten)]
        person: PersonArgs,
        /// Day
        #[arg(long, value_name = "DATE")]
        on: Date,
        /// What
        #[arg(long, value_parser = words::<CourtResult>(&["opposition-inadmissible", "prosecution-inadmissible", "acquitted", "dismissed", "convicted"]))]
        result: CourtResult,
    },
}

/// On what ground a person is summoned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum GroundWord {
    NotKept,
    NewFacts,
    Complaint,
}

impl StepCommand {
    /// The person, and the step.
    pub(crate) fn step(self) -> (PersonArgs, Step) {
        match self {
            Self::RecordNewFacts { person, what, note } => (person, Step::RecordNewFacts { what, note }),
            Self::Abandon { person, because } => (person, Step::Abandon { reasons: because }),
            Self::Deliver { person, on, manner } => (person, Step::Deliver { on, manner }),
            Self::ProveKnown { person, since, evidence } => (person, Step::ProveKnown { since, evidence }),
            Self::Oppose { person, on, channel, by, set_aside } => {
                (person, Step::Oppose { lodged_on: on, channel, by, set_aside })
            }
            Self::WithdrawOpposition { person, on } => (person, Step::WithdrawOpposition { on }),
            Self::WaiveOpposition { person, on, counsel } => (person, Step::WaiveOpposition { on, counsel }),
            Self::Comply { person, on, parts } => (person, Step::Comply { on, parts }),
            Self::StartExecution(person) => (person, Step::StartExecution),
            Self::ExtendTerm { person, part, until } => (person, Step::ExtendTerm { part, until }),
            Self::Pause { person, from } => (person, Step::Pause { from }),
            Self::Resume { person, on } => (person, Step::Resume { on }),
            Self::ExecutePart { person, part } => (person, Step::ExecutePart { part }),
            Self::CompleteExecution(person) => (person, Step::CompleteExecution),
            Self::ReportBreach { person, part, what } => (person, Step::ReportBreach { part, what }),
            Self::AnswerBreach { person, because } => (person, Step::AnswerBreach { reasons: because }),
            Self::Withdraw { person, because } => (person, Step::Withdraw { reasons: because }),
            Self::BringToCourt { person, served_on, hearing_on } => {
                (person, Step::BringToCourt { served_on, hearing_on })
            }
            Self::Summon { person, ground, reference } => {
                let ground = match (ground, reference) {
                    (GroundWord::Complaint, Some(reference)) => SummonsGround::Complaint { reference },
                    (GroundWord::NewFacts, _) => SummonsGround::NewFacts,
                    _ => SummonsGround::NotKept,
                };
                (person, Step::Summon { ground })
            }
            Self::RecordCourtResult { person, on, result } => {
                (person, Step::RecordCourtResult { on, result })
            }
        }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum DirectionCommand {
    /// Record a session, a check, a report or a breach of a direction
    Record {
        #[command(flatten)]
        person: PersonArgs,
        /// The direction, by the number of its part
        #[arg(long, value_name = "N")]
        part: u8,
        /// Day
        #[arg(long, value_name = "DATE")]
        on: Date,
        /// What it is
        #[arg(value_enum)]
        what: EntryWord,
        /// What was found or kept, for a check, a report or a breach
        #[arg(long, value_name = "TEXT", value_parser = prose, required_if_eq_any([("what", "report"), ("what", "breach")]))]
        text: Option<Prose>,
    },
    /// Show the directions of one person and what is due
    View(PersonArgs),
}

/// What became of a direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum EntryWord {
    /// A session is planned
    Planned,
    /// A session was attended
    Attended,
    /// A session was missed
    Missed,
    /// A device was checked
    Check,
    /// A report on progress
    Report,
    /// It was not kept; the prosecutor decides
    Breach,
}

impl EntryWord {
    /// The entry; `None` where its text is missing or too long for one line.
    pub(crate) fn entry(self, part: u8, on: Date, text: Option<Prose>) -> Option<FollowUpEntry> {
        Some(match self {
            Self::Planned => FollowUpEntry::PlanSession { part, on },
            Self::Attended => FollowUpEntry::Session { part, on, attended: true },
            Self::Missed => FollowUpEntry::Session { part, on, attended: false },
            Self::Check => {
                let kept = text.map(|text| Line::new(text.as_str())).transpose().ok()?;
                FollowUpEntry::DeviceCheck { part, on, kept }
            }
            Self::Report => FollowUpEntry::Report { part, on, text: text? },
            Self::Breach => FollowUpEntry::Breach { part, on, what: text? },
        })
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum RecordCommand {
    /// List until when each record of a person's file is kept, by which article
    Terms(PersonArgs),
    /// Take a record out of use: it is kept apart, for complaints and accounts alone
    Remove {
        #[command(flatten)]
        person: PersonArgs,
        /// The record, by its id
        record: RecordId,
        /// Why
        #[arg(long, value_name = "TEXT", value_parser = prose)]
        because: Prose,
    },
    /// Destroy a record for good, once its term has come; this cannot be undone. Given again for a destroyed record it
    /// clears the log of the database, where that failed before
    Destroy {
        #[command(flatten)]
        person: PersonArgs,
        /// The record, by its id
        record: RecordId,
    },
    /// Set the proof that records were destroyed as a document (PDF), from what the ledger says of them
    Prove {
        #[command(flatten)]
        person: PersonArgs,
        /// The records, by id, destroyed by one hand on one ground
        #[arg(value_name = "RECORD", required = true)]
        records: Vec<RecordId>,
        /// Where to write it; must not exist yet
        #[arg(long, value_name = "PDF")]
        out: PathBuf,
    },
    /// Write down a hand-over to another controller
    HandOver {
        #[command(flatten)]
        person: PersonArgs,
        /// What passes, to whom and why, as JSON; docs/hand-over.json is an example
        file: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum NumberCommand {
    /// Show numbers of routes, days and conditions; small counts are hidden
    View {
        /// Hide counts below this
        #[arg(long, value_name = "N", default_value_t = 5)]
        below: u64,
    },
}
