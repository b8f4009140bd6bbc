//! What an office prints on its documents: who it is, how to oppose its orders, how they are carried out.

use crate::document::{Channel, Execution, Help, Office};
use serde::{Deserialize, Serialize};

/// The sheet of an office. It is set once and kept with the house; each document takes what it needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficeSheet {
    /// The office.
    pub office: Office,
    /// Ways to oppose an order (art. 257e Sv).
    pub opposition: Vec<Channel>,
    /// How orders are carried out.
    pub execution: Execution,
    /// The office of the police, under which they prove what they destroyed; `None`: they can't print here.
    #[serde(default)]
    pub police: Option<Office>,
    /// Who can help the person; at least one, for the letter in plain language.
    pub help: Vec<Help>,
}
