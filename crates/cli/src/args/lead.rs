//! Commands on leads: where members may be, what an analyst records of that, and the cases that are opened from it.

use super::network::NetworkArgs;
use casework::lead::LeadStrength;
use clap::Subcommand;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::path::PathBuf;
use vocab::LeadId;

/// Tables in which log-in addresses are looked up. Without them such addresses say nothing.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct TableArgs {
    /// Countries of addresses: a CSV file, `first,last,country` on each line
    #[arg(long, value_name = "FILE")]
    pub(crate) addresses: Option<PathBuf>,
    /// Addresses of relays, which say nothing of who is behind them: `first,last` or one address on each line
    #[arg(long, value_name = "FILE", requires = "addresses")]
    pub(crate) relays: Option<PathBuf>,
}

/// Which leads, and where to give them out.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct LeadsArgs {
    #[command(flatten)]
    pub(crate) network: NetworkArgs,
    /// Only leads to this country, by its code of two letters
    #[arg(long, value_name = "CODE")]
    pub(crate) country: Option<String>,
    /// Only leads of at least this strength
    #[arg(long, value_name = "STRENGTH", default_value = "weak", value_parser = strengths())]
    pub(crate) at_least: LeadStrength,
    #[command(flatten)]
    pub(crate) tables: TableArgs,
    /// Write them as a table, safe to open in a spreadsheet; must not exist yet
    #[arg(long, value_name = "FILE")]
    pub(crate) csv: Option<PathBuf>,
    /// Write them as CASE/UCO JSON-LD; must not exist yet
    #[arg(long, value_name = "FILE")]
    pub(crate) case_uco: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum LeadCommand {
    /// Record a lead with what it rests on, as it is told now
    Record {
        #[command(flatten)]
        network: NetworkArgs,
        /// The member, by id in the source or by a name that only one member has
        #[arg(long, value_name = "ID")]
        member: String,
        /// The country, by its code of two letters
        #[arg(long, value_name = "CODE")]
        country: String,
        /// Why it is worth following
        #[arg(long, value_name = "TEXT")]
        because: String,
        #[command(flatten)]
        tables: TableArgs,
    },
    /// List the leads of a case, and the lead from which it was opened
    List {
        /// The case
        #[arg(long, value_name = "NAME")]
        case: String,
    },
    /// Open a case from a lead; each names the other from then on
    Open {
        /// The case that has the lead
        #[arg(long, value_name = "NAME")]
        case: String,
        /// The lead, by its id
        #[arg(value_name = "LEAD", value_parser = lead_id)]
        lead: LeadId,
        /// Name of the new case, which no other case has
        #[arg(long = "as", value_name = "NAME")]
        name: String,
    },
}

fn strengths() -> impl TypedValueParser<Value = LeadStrength> {
    PossibleValuesParser::new(LeadStrength::ALL.map(LeadStrength::word))
        .try_map(|word| word.parse::<LeadStrength>().map_err(|()| "not a strength"))
}

fn lead_id(text: &str) -> Result<LeadId, vocab::IdError> {
    text.parse()
}
