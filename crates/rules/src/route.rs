//! The ways in which a case can go on, and how each stands. May not choose one.

use crate::fact::FactName;
use crate::rule::RuleId;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A way in which a case can go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Route {
    /// Nothing more is done.
    #[doc(alias = "sepot")]
    NoFurtherAction,
    /// A signed letter or a warning talk.
    #[doc(alias = "waarschuwing")]
    WarningLetter,
    /// A penal order of the prosecution service.
    #[doc(alias = "OM-strafbeschikking")]
    PenalOrder,
    /// Before the court.
    #[doc(alias = "dagvaarding")]
    Summons,
    /// More is to be found out first.
    #[doc(alias = "nader onderzoek")]
    MoreInvestigation,
}

impl Route {
    /// All, from light to heavy; more investigation last.
    pub const ALL: [Self; 5] = [
        Self::NoFurtherAction,
        Self::WarningLetter,
        Self::PenalOrder,
        Self::Summons,
        Self::MoreInvestigation,
    ];

    /// The stable word.
    pub fn word(self) -> &'static str {
        match self {
            Self::NoFurtherAction => "no-further-action",
            Self::WarningLetter => "warning-letter",
            Self::PenalOrder => "penal-order",
            Self::Summons => "summons",
            Self::MoreInvestigation => "more-investigation",
        }
    }

    /// The Dutch word.
    pub fn dutch(self) -> &'static str {
        match self {
            Self::NoFurtherAction => "geen verdere actie",
            Self::WarningLetter => "waarschuwing",
            Self::PenalOrder => "strafbeschikking",
            Self::Summons => "dagvaarding",
            Self::MoreInvestigation => "nader onderzoek",
        }
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A word that names no route.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no route; the routes are {routes}", routes = Route::ALL.map(Route::word).join(", "))]
pub struct RouteError(pub String);

impl FromStr for Route {
    type Err = RouteError;
    fn from_str(word: &str) -> Result<Self, RouteError> {
        Self::ALL
            .into_iter()
            .find(|route| route.word() == word || route.dutch() == word)
            .ok_or_else(|| RouteError(word.to_owned()))
    }
}

/// How a route, or the issue of an order, stands. Open means permitted, never advised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "standing")]
pub enum Standing {
    /// No law of this book closes it.
    Open,
    /// Closed by these rules. It can't be overridden.
    Barred {
        /// The rules that close it.
        by: Vec<RuleId>,
    },
    /// On hold by these rules, until what they point to has been looked into and the facts say otherwise.
    Stopped {
        /// The rules that hold it.
        by: Vec<RuleId>,
    },
    /// Not known yet: these facts would settle it.
    Unsettled {
        /// The facts, in the order of the catalogue.
        facts: Vec<FactName>,
    },
}

impl Standing {
    /// The stable word.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Barred { .. } => "barred",
            Self::Stopped { .. } => "stopped",
            Self::Unsettled { .. } => "unsettled",
        }
    }
}
