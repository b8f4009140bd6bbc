//! How an authorisation and its scope are said on the command line.

use casework::authorisation::{Grant, Period, Scope};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use jiff::civil::Date;
use vocab::Family;

fn families() -> impl TypedValueParser<Value = Family> {
    PossibleValuesParser::new(Family::ALL.map(Family::word)).try_map(|word| {
        Family::ALL.into_iter().find(|family| family.word() == word).ok_or("not a family")
    })
}

/// Who gave an authorisation, for what, until when.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct GrantArgs {
    /// Who gave it, by name
    #[arg(long, value_name = "NAME")]
    given_by: String,
    /// In which capacity: officer of justice, examining magistrate, ...
    #[arg(long, value_name = "TEXT")]
    capacity: String,
    /// On which day, as in 2026-11-24
    #[arg(long, value_name = "DATE")]
    given_on: Date,
    /// For which offence
    #[arg(long, value_name = "TEXT")]
    offence: String,
    /// Last day on which a carrier may be opened under it
    #[arg(long, value_name = "DATE")]
    until: Option<Date>,
}

impl GrantArgs {
    /// With its scope.
    pub(crate) fn grant(self, scope: Scope) -> Grant {
        let Self { given_by, capacity, given_on, offence, until } = self;
        Grant { given_by, capacity, given_on, offence, until, scope }
    }
}

/// Which data may be looked into; a limit that is left out does not hold.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Which data; what is left out sets no limit")]
pub(crate) struct ScopeArgs {
    /// Families of items, joined by commas
    #[arg(long, value_name = "FAMILY,...", value_delimiter = ',', value_parser = families())]
    families: Vec<Family>,
    /// First day of the period in which the data was made or came to its place
    #[arg(long, value_name = "DATE", requires = "to")]
    from: Option<Date>,
    /// Last day of that period
    #[arg(long, value_name = "DATE", requires = "from")]
    to: Option<Date>,
    /// A folder with all beneath it, as in vol1:/Users/x; may be given more than once
    #[arg(long, value_name = "TEXT")]
    folder: Vec<String>,
    /// What the limits can't say, for people
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    note: String,
}

impl ScopeArgs {
    /// As a scope.
    pub(crate) fn scope(self) -> Scope {
        Scope {
            families: (!self.families.is_empty()).then(|| self.families.into_iter().collect()),
            period: self.from.zip(self.to).map(|(from, to)| Period { from, to }),
            folders: (!self.folder.is_empty()).then_some(self.folder),
            note: self.note,
        }
    }
}

/// An authorisation said with the first reading; it sets no limit of scope.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "For a new case: open it and record its authorisation with the first reading")]
pub(crate) struct InlineGrant {
    /// Who gave the authorisation, by name
    #[arg(long, value_name = "NAME", requires = "offence")]
    pub(crate) authorised_by: Option<String>,
    /// In which capacity
    #[arg(long, value_name = "TEXT", default_value = "not stated")]
    capacity: String,
    /// For which offence
    #[arg(long, value_name = "TEXT", requires = "authorised_by")]
    offence: Option<String>,
    /// On which day; today where it is left out
    #[arg(long, value_name = "DATE", requires = "authorised_by")]
    authorised_on: Option<Date>,
}

impl InlineGrant {
    /// The grant, where one was said.
    pub(crate) fn grant(&self, today: Date) -> Option<Grant> {
        Some(Grant {
            given_by: self.authorised_by.clone()?,
            capacity: self.capacity.clone(),
            given_on: self.authorised_on.unwrap_or(today),
            offence: self.offence.clone()?,
            until: None,
            scope: Scope::default(),
        })
    }
}
