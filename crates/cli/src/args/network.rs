//! Commands on networks, leads and the agenda.

use super::lead::LeadsArgs;
use casework::agenda::Category;
use casework::review::Verdict;
use clap::Subcommand;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::path::PathBuf;

fn categories() -> impl TypedValueParser<Value = Category> {
    PossibleValuesParser::new(Category::ALL.map(Category::word))
        .try_map(|word| word.parse::<Category>().map_err(|()| "not a category"))
}

#[derive(Debug, Subcommand)]
pub(crate) enum AgendaCommand {
    /// Enter how many cases a year is to bring in a category, and where that is written
    Norm {
        /// The category
        #[arg(long, value_parser = categories())]
        category: Category,
        /// The year
        #[arg(long, value_name = "YEAR")]
        year: i16,
        /// Cases
        #[arg(long, value_name = "N")]
        cases: u32,
        /// Where it is written: letter or report, with its number
        #[arg(long, value_name = "TEXT")]
        source: String,
    },
    /// Say in which category a case counts
    Assign {
        /// The case
        #[arg(long, value_name = "NAME")]
        case: String,
        /// The category; none takes the case out of the count
        #[arg(long, value_parser = categories())]
        category: Option<Category>,
        /// The year in which it counts
        #[arg(long, value_name = "YEAR")]
        year: i16,
        /// Why
        #[arg(long, value_name = "TEXT")]
        because: String,
    },
    /// Show the cases of a year by category, against the norms
    View {
        /// The year; the present one where none is given
        #[arg(long, value_name = "YEAR")]
        year: Option<i16>,
    },
}

/// Which network.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct NetworkArgs {
    /// The case
    #[arg(long, value_name = "NAME")]
    pub(crate) case: String,
    /// Name or id of the network; may be left out where the case has one
    #[arg(long, value_name = "NAME")]
    pub(crate) network: Option<String>,
}

/// Which two networks.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct PairArgs {
    #[command(flatten)]
    pub(crate) network: NetworkArgs,
    /// Name or id of the other network
    #[arg(long, value_name = "NAME")]
    pub(crate) with: String,
    /// The case of the other network, where it is another
    #[arg(long, value_name = "NAME")]
    pub(crate) with_case: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum NetworkCommand {
    /// Read the dump of a forum or chat service as a network of a case
    Read {
        /// The dump: a file, or a folder of CSV tables (docs/network-tables.md)
        source: PathBuf,
        /// The case
        #[arg(long, value_name = "NAME")]
        case: String,
        /// Name for the network
        #[arg(long = "as", value_name = "NAME")]
        name: String,
        /// Go on with the other fences where the kernel has no Landlock
        #[arg(long)]
        landlock_optional: bool,
    },
    /// List the networks of a case: what was read, and under which rules they are measured
    List {
        /// The case
        #[arg(long, value_name = "NAME")]
        case: String,
    },
    /// Set the rules under which a network is measured: what a tie weighs, from where a number is a reason
    Weigh {
        #[command(flatten)]
        network: NetworkArgs,
        /// The rules as JSON, as `network list --json` shows those that stand
        #[arg(long, value_name = "FILE")]
        rules: PathBuf,
        /// Why they change
        #[arg(long, value_name = "TEXT")]
        because: String,
    },
    /// Measure a network, or go on with a measuring that was stopped
    Measure {
        #[command(flatten)]
        network: NetworkArgs,
    },
    /// Show key players and hidden brokers with their reasons
    KeyPlayers {
        #[command(flatten)]
        network: NetworkArgs,
        /// How many of each
        #[arg(long, value_name = "N", default_value_t = 25)]
        most: usize,
    },
    /// Look for the smallest set of members without whom the network falls apart
    Dismantle {
        #[command(flatten)]
        network: NetworkArgs,
        /// Part of the members that may hang together at the end
        #[arg(long, value_name = "PART", default_value_t = 0.01)]
        share: f64,
        /// What arrests cost, as lines `id,cost`; 1 for all who are not named
        #[arg(long, value_name = "FILE")]
        costs: Option<PathBuf>,
        /// Where chance begins; kept with the result
        #[arg(long, value_name = "N", default_value_t = 0)]
        seed: u64,
        /// Ties to look at while refining
        #[arg(long, value_name = "N", default_value_t = app::deeds::DismantleAsked::default().effort)]
        effort: u64,
    },
    /// Show what hangs on one member: ties, groups, sections, files
    Touch {
        #[command(flatten)]
        network: NetworkArgs,
        /// Id of the member in the source, or a name that only one member has
        member: String,
    },
    /// Look for the same person in two networks; candidates wait for an analyst
    Link {
        #[command(flatten)]
        pair: PairArgs,
        /// Show candidates of at least so many bits
        #[arg(long, value_name = "BITS", default_value_t = 10.0)]
        bits: f64,
    },
    /// Record whether two accounts are one person's
    Review {
        #[command(flatten)]
        pair: PairArgs,
        /// Id of the member in the network
        #[arg(long, value_name = "ID")]
        member: String,
        /// Id of the member in the other network
        #[arg(long, value_name = "ID")]
        with_member: String,
        /// What you found
        #[arg(long, value_parser = super::verdicts())]
        verdict: Verdict,
        /// Why
        #[arg(long, value_name = "TEXT")]
        because: String,
    },
    /// Show where members may be, by country, each with its grounds
    Leads(LeadsArgs),
    /// Show the report of a measured network
    Report {
        #[command(flatten)]
        network: NetworkArgs,
        /// Write the report as a page that stands on its own
        #[arg(long, value_name = "FILE")]
        html: Option<PathBuf>,
    },
}
