//! What is known of a practice forum because it was made; written beside the dump as `truth.json`.

use serde::{Deserialize, Serialize};

/// The whole truth. Members are named by their ids in the dump.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ForumTruth {
    /// The seed of the forum.
    pub seed: u64,
    /// Groups who talk among themselves.
    pub groups: Vec<TrueGroup>,
    /// Hidden brokers.
    pub brokers: Vec<TrueBroker>,
    /// Those with a title.
    pub key_players: Vec<TrueKeyPlayer>,
    /// Persons who are members of the forum of another seed too.
    pub shared: Vec<SharedPerson>,
    /// Names that attack whoever shows them as anything but text.
    pub hostile: Vec<HostileName>,
    /// What else was made wrong.
    pub trouble: Vec<PlantedTrouble>,
}

/// A group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrueGroup {
    /// Its number, from 0.
    pub number: usize,
    /// Its section.
    pub section: u32,
    /// Whether the section lies behind the gate.
    pub gated: bool,
    /// Its members.
    pub members: Vec<u32>,
}

/// A hidden broker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrueBroker {
    /// Who.
    pub member: u32,
    /// The name in the dump.
    pub name: String,
    /// Groups with which it keeps contact.
    pub groups: Vec<usize>,
    /// With whom.
    pub confidants: Vec<u32>,
    /// Posts, three at most.
    pub posts: usize,
    /// Why it matters.
    pub why: String,
}

/// A key player by title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrueKeyPlayer {
    /// Who.
    pub member: u32,
    /// The name in the dump.
    pub name: String,
    /// Why it matters.
    pub why: String,
}

/// A person with an account here and in the forum of another seed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedPerson {
    /// The account here.
    pub member: u32,
    /// The account there.
    pub elsewhere: u32,
    /// The name here.
    pub name: String,
}

/// A name that attacks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HostileName {
    /// Who bears it.
    pub member: u32,
    /// The name.
    pub name: String,
    /// What it attacks.
    pub attacks: String,
}

/// Something that was made wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlantedTrouble {
    /// What.
    pub what: String,
    /// Ids of the rows concerned.
    pub rows: Vec<u32>,
}
