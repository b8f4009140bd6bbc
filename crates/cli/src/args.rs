//! What can be said on the command line. Help, completions and man pages all come from here.
//!
//! Knows words and their types only; what they mean is for the commands.

mod catalogue;
mod desk;
mod lead;
mod network;
mod order;
mod scope;

pub(crate) use desk::{
    DecisionCommand, FactCommand, FindingCommand, OfficeCommand, PersonArgs, PersonCommand, RuleCommand,
    TurnArgs,
};
pub(crate) use lead::{LeadCommand, LeadsArgs, TableArgs};
pub(crate) use network::{AgendaCommand, NetworkArgs, NetworkCommand, PairArgs};
pub(crate) use order::{DirectionCommand, DocumentWord, NumberCommand, OrderCommand, RecordCommand};
pub(crate) use scope::{GrantArgs, InlineGrant, ScopeArgs};

use crate::failure::EXIT_CODES;
use app::{Format, ListOf};
use authority::Role;
use casework::document::Prose;
use casework::profile::ItemFilter;
use casework::review::Verdict;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::PathBuf;
use web::Lang;

/// Opens seized carriers, recognises known files without anyone having to look, and keeps the record.
#[derive(Debug, Parser)]
#[command(name = "hoeder", version, after_help = EXIT_CODES, max_term_width = 110)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) house: House,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What every command takes.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Every command")]
pub(crate) struct House {
    /// Folder in which cases, manifests, known sets and the ledger are kept
    #[arg(long, global = true, env = "HOEDER_DATA", value_name = "DIR", default_value = "hoeder-data")]
    pub(crate) data: PathBuf,
    /// Name of the person who acts; where none is given, the user of this machine
    #[arg(long, global = true, env = "HOEDER_ACTOR", value_name = "NAME")]
    pub(crate) actor: Option<String>,
    /// Role in which that person acts; the ledger marks it as stated by a local user
    #[arg(long, global = true, env = "HOEDER_ROLE", value_name = "ROLE", default_value = "digital-investigator",
          hide_possible_values = true, value_parser = roles())]
    pub(crate) role: Role,
    /// Why, for the ledger; where none is given, the name of the command
    #[arg(long, global = true, env = "HOEDER_PURPOSE", value_name = "TEXT")]
    pub(crate) purpose: Option<String>,
    /// The typesetter of documents; where none is given, `hoeder-paper` beside this program
    #[arg(long, global = true, env = "HOEDER_PAPER", value_name = "PROGRAM")]
    pub(crate) paper: Option<PathBuf>,
    /// Give JSON, for programs
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Language of reports and pages
    #[arg(long, global = true, env = "HOEDER_LANG", value_name = "LANG", default_value = "nl", value_parser = langs())]
    pub(crate) lang: Lang,
}

fn roles() -> impl TypedValueParser<Value = Role> {
    PossibleValuesParser::new(Role::ALL.map(Role::word)).try_map(|word| word.parse::<Role>())
}

fn langs() -> impl TypedValueParser<Value = Lang> {
    PossibleValuesParser::new(["nl", "en"]).try_map(|word| word.parse::<Lang>())
}

fn verdicts() -> impl TypedValueParser<Value = Verdict> {
    PossibleValuesParser::new(Verdict::ALL.map(Verdict::word))
        .try_map(|word| word.parse::<Verdict>().map_err(|()| "not a verdict"))
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Open cases and list them
    #[command(subcommand)]
    Case(CaseCommand),
    /// Record under which authorisation carriers may be opened
    #[command(subcommand)]
    Authorisation(AuthorisationCommand),
    /// Read carriers and see what was found
    #[command(subcommand)]
    Carrier(CarrierCommand),
    /// Import known sets and list them
    #[command(subcommand)]
    Known(KnownCommand),
    /// Record what a person found on comparing a near match
    #[command(subcommand)]
    Match(MatchCommand),
    /// Add persons to a case and see their files
    #[command(subcommand)]
    Person(PersonCommand),
    /// Establish facts with their sources; dispute and withdraw them
    #[command(subcommand)]
    Fact(FactCommand),
    /// See what the rules say of a person's file
    #[command(subcommand)]
    Finding(FindingCommand),
    /// Decide, and look at decisions again
    #[command(subcommand)]
    Decision(DecisionCommand),
    /// Draw up penal orders, issue them and follow them to their end
    #[command(subcommand)]
    Order(OrderCommand),
    /// Follow the directions of an order, as the probation service
    #[command(subcommand)]
    Direction(DirectionCommand),
    /// See until when records are kept; remove and destroy them; hand over
    #[command(subcommand)]
    Record(RecordCommand),
    /// See numbers of how cases went
    #[command(subcommand)]
    Number(NumberCommand),
    /// Read the databases of forums and chat services; see who runs them, and who matters without a title
    #[command(subcommand)]
    Network(NetworkCommand),
    /// Record where members of networks may be, and open cases from that
    #[command(subcommand)]
    Lead(LeadCommand),
    /// Count cases by the Security Agenda's categories
    #[command(subcommand)]
    Agenda(AgendaCommand),
    /// See which cases a newer edition of the rules touches
    #[command(subcommand)]
    Rule(RuleCommand),
    /// Set what the office prints on its documents
    #[command(subcommand)]
    Office(OfficeCommand),
    /// Verify the ledger and give it out
    #[command(subcommand)]
    Ledger(LedgerCommand),
    /// Show cases and reports as pages in a browser on this machine
    Serve {
        /// Address and port to listen on
        #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8470")]
        listen: SocketAddr,
        /// Allow an address that other machines can reach: there is no login yet
        #[arg(long)]
        allow_others: bool,
    },
    /// Do a practice case from beginning to end with the ordinary commands
    Demo {
        /// Folder of a practice carrier, as `./demo` and `practice build` make it
        #[arg(long, value_name = "DIR")]
        practice: Option<PathBuf>,
    },
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Write man pages into a folder
    Man {
        /// The folder
        folder: PathBuf,
    },
    #[command(hide = true)]
    ReadWorker,
}

#[derive(Debug, Subcommand)]
pub(crate) enum CaseCommand {
    /// Open a case
    Open {
        /// Its name, which no other case has
        name: String,
    },
    /// List cases with their carriers
    List,
}

#[derive(Debug, Subcommand)]
pub(crate) enum AuthorisationCommand {
    /// Record the authorisation of a case
    Record {
        /// The case
        #[arg(long, value_name = "NAME")]
        case: String,
        #[command(flatten)]
        grant: GrantArgs,
        #[command(flatten)]
        scope: ScopeArgs,
    },
    /// Give the authorisation of a case another scope, with a reason; the limits given here replace the earlier
    Widen {
        /// The case
        #[arg(long, value_name = "NAME")]
        case: String,
        /// Why, and who allowed it
        #[arg(long, value_name = "TEXT")]
        because: String,
        #[command(flatten)]
        scope: ScopeArgs,
    },
}

/// Which carrier.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct CarrierArgs {
    /// The case
    #[arg(long, value_name = "NAME")]
    pub(crate) case: String,
    /// Name or id of the carrier; may be left out where the case has one
    #[arg(long, value_name = "NAME")]
    pub(crate) carrier: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum CarrierCommand {
    /// Read a carrier, or take an interrupted reading up again
    Read(ReadArgs),
    /// Show what a reading found
    Report {
        #[command(flatten)]
        carrier: CarrierArgs,
        /// Write the report as a page that stands on its own
        #[arg(long, value_name = "FILE")]
        html: Option<PathBuf>,
    },
    /// List items: places, digests and matches, never content
    Items {
        #[command(flatten)]
        carrier: CarrierArgs,
        /// Which items, as the report names them: `standing=known,copy=first`
        #[arg(long, value_name = "EXPRESSION", default_value = "", hide_default_value = true)]
        filter: ItemFilter,
        /// Skip this many
        #[arg(long, value_name = "N", default_value_t = 0)]
        start: u64,
        /// List at most this many; with --json all where it is left out
        #[arg(long, value_name = "N")]
        limit: Option<u64>,
    },
    /// Open, of what a reading closed, the rows that a widened authorisation now covers
    OpenClosed {
        #[command(flatten)]
        carrier: CarrierArgs,
    },
    /// Say from whom a carrier was seized; one of which nothing is said counts for every person of the case
    SeizedFrom {
        #[command(flatten)]
        person: PersonArgs,
        /// Name or id of the carrier
        #[arg(long, value_name = "NAME")]
        carrier: String,
        /// From what that follows: the report of the seizure
        #[arg(long, value_name = "TEXT", value_parser = desk::prose)]
        because: Prose,
        /// Take it back: it was not seized from this person
        #[arg(long)]
        take_back: bool,
    },
    /// Give out the sealed manifest, a Parquet file
    Manifest {
        #[command(flatten)]
        carrier: CarrierArgs,
        /// Where to write it; must not exist yet
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
}

#[derive(Debug, clap::Args)]
pub(crate) struct ReadArgs {
    /// A folder, an archive, a disk image (its first segment), or a file; opened read-only
    pub(crate) source: PathBuf,
    /// The case
    #[arg(long, value_name = "NAME")]
    pub(crate) case: String,
    /// Name of the carrier within the case; the source's own where it is left out
    #[arg(long, value_name = "NAME")]
    pub(crate) carrier: Option<String>,
    /// A known set to compare with; may be given more than once
    #[arg(long, value_name = "SET")]
    pub(crate) known: Vec<String>,
    /// Greatest distance in bits at which two pictures count as near, 0 to 48
    #[arg(long, value_name = "BITS", default_value_t = 31)]
    pub(crate) near_bits: u32,
    /// Take no frames of videos
    #[arg(long)]
    pub(crate) no_video: bool,
    /// Don't compute the digests that an image states of itself
    #[arg(long)]
    pub(crate) no_verify: bool,
    /// Read again although it was read under these settings already
    #[arg(long)]
    pub(crate) again: bool,
    /// Go on, with the other fences, on a kernel without Landlock
    #[arg(long)]
    pub(crate) allow_without_landlock: bool,
    /// Open the case first where there is none of that name
    #[arg(long)]
    pub(crate) open_case: bool,
    #[command(flatten)]
    pub(crate) grant: InlineGrant,
}

#[derive(Debug, Subcommand)]
pub(crate) enum KnownCommand {
    /// Import a known set, or the next version of one
    Import {
        /// The file: VICS JSON, a table or list of digests, NSRL RDS v3, hashdeep, Sleuth Kit
        file: PathBuf,
        /// Name of the set
        #[arg(long = "as", value_name = "NAME")]
        name: String,
        /// Label of entries that carry none of their own; opaque
        #[arg(long, value_name = "LABEL")]
        category: String,
        /// The organisation that issued it
        #[arg(long, value_name = "ORG")]
        source: String,
        /// The files are harmless, such as those of an operating system; always so for NSRL
        #[arg(long)]
        known_good: bool,
        /// Form of the file, where it can't be recognised
        #[arg(long, value_name = "FORM")]
        format: Option<FormatWord>,
    },
    /// List known sets
    List,
}

/// Forms of known sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FormatWord {
    /// Project VIC / VICS JSON 1.x
    Vics13,
    /// Project VIC / VICS JSON 2.0
    Vics20,
    /// A table with a header
    Csv,
    /// One MD5 or SHA-1 a line
    List,
    /// One SHA-256 a line
    ListSha256,
    /// One PDQ print a line
    ListPdq,
    /// The output of hashdeep
    Hashdeep,
    /// The output of md5sum, sha1sum, sha256sum; index files of hfind
    SleuthKit,
    /// NSRL Reference Data Set, version 3
    NsrlRds3,
    /// The export of Interpol's ICSE
    IcseCsv,
}

impl From<FormatWord> for Format {
    fn from(word: FormatWord) -> Self {
        match word {
            FormatWord::Vics13 => Self::Vics13,
            FormatWord::Vics20 => Self::Vics20,
            FormatWord::Csv => Self::Csv,
            FormatWord::List => Self::List(None),
            FormatWord::ListSha256 => Self::List(Some(ListOf::Sha256)),
            FormatWord::ListPdq => Self::List(Some(ListOf::Pdq)),
            FormatWord::Hashdeep => Self::Hashdeep,
            FormatWord::SleuthKit => Self::SleuthKit,
            FormatWord::NsrlRds3 => Self::NsrlRds3,
            FormatWord::IcseCsv => Self::IcseCsv,
        }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum MatchCommand {
    /// Record a verdict on a near match; earlier ones stay
    Review {
        #[command(flatten)]
        carrier: CarrierArgs,
        /// Number of the item in the manifest
        #[arg(long, value_name = "N")]
        item: u64,
        /// The set that holds the near print
        #[arg(long, value_name = "NAME")]
        set: String,
        /// What was found on comparing
        #[arg(long, value_name = "VERDICT", value_parser = verdicts())]
        verdict: Verdict,
        /// Why
        #[arg(long, value_name = "TEXT")]
        because: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum LedgerCommand {
    /// Verify every entry and every signed head
    Verify,
    /// Hold every record against the ledger: equal, destroyed as it says, or a fault
    Compare,
    /// Give out the tape, for anyone to verify with `ledger-verify`
    Export {
        /// Where to write it; must not exist yet
        #[arg(long, value_name = "TAPE")]
        out: PathBuf,
        /// Where to write the public key, beside it
        #[arg(long, value_name = "FILE")]
        key: Option<PathBuf>,
    },
}

/// The whole definition, each command with the roles that may give it.
pub(crate) fn definition() -> clap::Command {
    catalogue::with_roles(Args::command())
}

/// Reads a command line.
///
/// # Errors
/// Also when help or the version was asked for.
pub(crate) fn parse(arguments: &[OsString]) -> Result<Args, clap::Error> {
    let mut definition = definition();
    let matches = definition.try_get_matches_from_mut(arguments)?;
    Args::from_arg_matches(&matches).map_err(|error| error.format(&mut definition))
}
