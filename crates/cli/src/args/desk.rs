//! Commands of the prosecutor's desk: persons, facts, findings, decisions.

use app::rulebook::{Edition, FactName, FactNameError, Route, RouteError, RuleId, RuleIdError};
use casework::authorisation::Period;
use casework::decision::Answer;
use casework::document::{Address, Line, Prose, Suspect, WarningOccasion, WordingError};
use casework::fact::FactSource;
use casework::person::Label;
use clap::{ArgGroup, Subcommand, ValueEnum};
use jiff::civil::Date;
use std::path::PathBuf;
use vocab::{DecisionId, FactId};

/// Which person.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct PersonArgs {
    /// The case
    #[arg(long, value_name = "NAME")]
    pub(crate) case: String,
    /// Label that stands for the person
    #[arg(long, value_name = "LABEL")]
    pub(crate) person: String,
}

/// Who a person is.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct IdentityArgs {
    /// Given names and surname
    #[arg(long, value_name = "NAME", value_parser = line)]
    pub(crate) name: Line,
    /// Day of birth
    #[arg(long, value_name = "DATE")]
    pub(crate) born_on: Option<Date>,
    /// Place of birth
    #[arg(long, value_name = "TOWN", value_parser = line)]
    pub(crate) born_at: Option<Line>,
    /// Street and number, where an address is known
    #[arg(long, value_name = "STREET", value_parser = line, requires_all = ["postcode", "town"])]
    pub(crate) street: Option<Line>,
    /// Postcode
    #[arg(long, value_name = "CODE", value_parser = line, requires = "street")]
    pub(crate) postcode: Option<Line>,
    /// Town
    #[arg(long, value_name = "TOWN", value_parser = line, requires = "street")]
    pub(crate) town: Option<Line>,
}

impl IdentityArgs {
    pub(crate) fn suspect(self) -> Suspect {
        let address = self.street.zip(self.postcode).zip(self.town);
        Suspect {
            name: self.name,
            born_on: self.born_on,
            born_at: self.born_at,
            address: address.map(|((street, postcode), town)| Address {
                street,
                postcode,
                town,
                country: None,
            }),
        }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum PersonCommand {
    /// Add a person to a case, under a label that does not point to him or her
    Add {
        /// The case
        #[arg(long, value_name = "NAME")]
        case: String,
        /// The label: one capital letter and digits, such as V01
        #[arg(long, value_name = "LABEL", value_parser = label)]
        label: Label,
        #[command(flatten)]
        identity: IdentityArgs,
    },
    /// Correct who a person is; the earlier record stays
    Correct {
        #[command(flatten)]
        person: PersonArgs,
        #[command(flatten)]
        identity: IdentityArgs,
    },
    /// Show a person's file
    File {
        #[command(flatten)]
        person: PersonArgs,
    },
}

/// From what a fact is established.
#[derive(Clone, Debug, clap::Args)]
#[command(group = ArgGroup::new("source").required(true).args(["profile", "register", "statement", "report"]))]
pub(crate) struct SourceArgs {
    /// The collection profile of a carrier, by the carrier's name
    #[arg(long, value_name = "CARRIER")]
    pub(crate) profile: Option<String>,
    /// A register that answered; --reference and --of say which answer
    #[arg(long, value_name = "NAME", value_parser = line, requires_all = ["reference", "of"])]
    pub(crate) register: Option<Line>,
    /// Someone who stated it; --of says when
    #[arg(long, value_name = "WHO", value_parser = line, requires = "of")]
    pub(crate) statement: Option<Line>,
    /// A report or other document in the file, by its reference; --of says its day
    #[arg(long, value_name = "REFERENCE", value_parser = line, requires = "of")]
    pub(crate) report: Option<Line>,
    /// Reference of the register's answer
    #[arg(long, value_name = "TEXT", value_parser = line)]
    pub(crate) reference: Option<Line>,
    /// Day of the answer, the statement or the report
    #[arg(long, value_name = "DATE")]
    pub(crate) of: Option<Date>,
}

impl SourceArgs {
    /// The source, where it is not a profile.
    pub(crate) fn stated(self) -> Option<FactSource> {
        let day = self.of?;
        match (self.register, self.statement, self.report) {
            (Some(name), ..) => Some(FactSource::Register { name, reference: self.reference?, day }),
            (_, Some(who), _) => Some(FactSource::Statement { who, day }),
            (_, _, Some(reference)) => Some(FactSource::Report { reference, day }),
            _ => None,
        }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum FactCommand {
    /// Establish a fact, or record an opinion, with its source
    Establish {
        #[command(flatten)]
        person: PersonArgs,
        /// Which question it answers; `hoeder finding view` lists the open ones
        #[arg(long, value_name = "WORD", value_parser = fact)]
        fact: FactName,
        /// The answer: yes, no, a date, FROM..TO, a number or an amount in euros
        #[arg(long, value_name = "VALUE")]
        value: String,
        #[command(flatten)]
        source: SourceArgs,
        /// How the answer follows from the source
        #[arg(long, value_name = "TEXT", value_parser = prose)]
        because: Prose,
        /// What someone thinks; it is kept apart and never reaches a rule
        #[arg(long)]
        opinion: bool,
    },
    /// Dispute a fact: until that is settled it is unknown to the rules
    Dispute(TurnArgs),
    /// Settle a dispute: the fact stands
    Uphold(TurnArgs),
    /// Withdraw a fact; it stays to be read
    Withdraw(TurnArgs),
}

/// What is done with which fact, and why.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct TurnArgs {
    #[command(flatten)]
    pub(crate) person: PersonArgs,
    /// The fact, by its id
    #[arg(value_name = "FACT", value_parser = fact_id)]
    pub(crate) fact: FactId,
    /// Why, and on whose word
    #[arg(long, value_name = "TEXT", value_parser = prose)]
    pub(crate) because: Prose,
}

#[derive(Debug, Subcommand)]
pub(crate) enum FindingCommand {
    /// Show what the rules say of a person's file: open, barred, to be weighed, unknown
    View {
        #[command(flatten)]
        person: PersonArgs,
        /// The day for which to look; today where none is given
        #[arg(long, value_name = "DATE")]
        day: Option<Date>,
        /// Edition of the rules; the newest where none is given
        #[arg(long, value_name = "N", value_parser = edition)]
        edition: Option<Edition>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum DecisionCommand {
    /// Decide; only a prosecutor can
    Take {
        #[command(flatten)]
        person: PersonArgs,
        /// The route: no-further-action, warning-letter, penal-order, summons or more-investigation
        #[arg(long, value_name = "ROUTE", value_parser = route)]
        route: Route,
        /// Why
        #[arg(long, value_name = "TEXT", value_parser = prose)]
        because: Prose,
        /// Why, for a rule of policy that speaks against or is unknown; once for each
        #[arg(long = "answer", value_name = "RULE=TEXT", value_parser = answer)]
        answers: Vec<Answer>,
    },
    /// Look at a decision again with the rules of then, and with those of now
    Replay {
        #[command(flatten)]
        person: PersonArgs,
        /// The decision, by its id; the last one where none is given
        #[arg(value_name = "DECISION", value_parser = decision_id)]
        decision: Option<DecisionId>,
    },
    /// Set the record of a decision as a document (PDF)
    Print {
        #[command(flatten)]
        person: PersonArgs,
        /// The decision, by its id; the last one where none is given
        #[arg(value_name = "DECISION", value_parser = decision_id)]
        decision: Option<DecisionId>,
        /// Where to write it; must not exist yet
        #[arg(long, value_name = "PDF")]
        out: PathBuf,
    },
    /// Issue the warning letter of a decision of that route, and set it as a document (PDF); again: as it was issued
    Warn {
        #[command(flatten)]
        person: PersonArgs,
        /// The decision, by its id; the last one where none is given
        #[arg(value_name = "DECISION", value_parser = decision_id)]
        decision: Option<DecisionId>,
        /// To what the signals lead; must be given when the letter is issued
        #[arg(long, value_enum)]
        occasion: Option<OccasionWord>,
        /// When it happened, as FROM..TO; the period of the offence in the decision where none is given
        #[arg(long, value_name = "FROM..TO", value_parser = period)]
        period: Option<Period>,
        /// Where to write it; must not exist yet
        #[arg(long, value_name = "PDF")]
        out: PathBuf,
    },
}

/// To what the signals lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum OccasionWord {
    /// To this person
    Person,
    /// To an internet connection, and to no one person
    Connection,
}

impl From<OccasionWord> for WarningOccasion {
    fn from(word: OccasionWord) -> Self {
        match word {
            OccasionWord::Person => Self::Person,
            OccasionWord::Connection => Self::Connection,
        }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum RuleCommand {
    /// List the open cases of which a newer edition of the rules says something else
    Touch {
        /// The older edition; the one before the newer where none is given
        #[arg(long, value_name = "N", value_parser = edition)]
        from: Option<Edition>,
        /// The newer edition; the newest where none is given
        #[arg(long, value_name = "N", value_parser = edition)]
        to: Option<Edition>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum OfficeCommand {
    /// Set what the office prints on its documents
    Set {
        /// The sheet, as JSON
        file: PathBuf,
    },
}

fn label(text: &str) -> Result<Label, casework::person::LabelError> {
    text.parse()
}

pub(super) fn line(text: &str) -> Result<Line, WordingError> {
    Line::new(text)
}

pub(super) fn prose(text: &str) -> Result<Prose, WordingError> {
    Prose::new(text)
}

fn fact(text: &str) -> Result<FactName, String> {
    text.parse().map_err(|error: FactNameError| error.to_string())
}

fn route(text: &str) -> Result<Route, RouteError> {
    text.parse()
}

fn edition(text: &str) -> Result<Edition, String> {
    let number: u16 = text.parse().map_err(|_| format!("{text:?} is not a number"))?;
    Edition::try_from(number).map_err(|error| error.to_string())
}

fn fact_id(text: &str) -> Result<FactId, vocab::IdError> {
    text.parse()
}

pub(super) fn decision_id(text: &str) -> Result<DecisionId, vocab::IdError> {
    text.parse()
}

fn period(text: &str) -> Result<Period, String> {
    let (from, to) = text.split_once("..").ok_or("write FROM..TO, such as 2026-03-01..2026-05-01")?;
    let day = |text: &str| text.trim().parse::<Date>().map_err(|error| error.to_string());
    let period = Period { from: day(from)?, to: day(to)? };
    if period.from > period.to {
        return Err("the period ends before it begins".to_owned());
    }
    Ok(period)
}

fn answer(text: &str) -> Result<Answer, String> {
    let (rule, reason) = text.split_once('=').ok_or("write RULE=TEXT, such as R13=...")?;
    let rule: RuleId = rule.trim().parse().map_err(|error: RuleIdError| error.to_string())?;
    Ok(Answer { rule, reason: Prose::new(reason).map_err(|error| error.to_string())? })
}
