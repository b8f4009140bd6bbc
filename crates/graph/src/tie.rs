//! Ties as they were seen: each with its kind, its moment and its amount, many between the same two nodes.
//!
//! What a reply weighs against a private message is not known here. Whoever asks for a graph hands in the weights of
//! the kinds and a window of time, and can ask again with others.

use crate::{BuildError, Edge, Graph};

/// Marks a tie without a moment in the column of moments. No real moment is so early.
const UNDATED: i64 = i64::MIN;

/// One tie that was seen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tie {
    /// Node that it leaves.
    pub from: u32,
    /// Node that it reaches.
    pub to: u32,
    /// Which kind, from 0; what kinds there are the caller knows.
    pub kind: u8,
    /// When, in seconds since 1970-01-01 UTC; none where it is not known.
    pub moment: Option<i64>,
    /// How much, for example 1 for a message or a part of one for each that it went to; above 0.
    pub amount: f32,
}

/// Ties in columns, in the order in which they were added.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ties {
    from: Vec<u32>,
    to: Vec<u32>,
    kinds: Vec<u8>,
    moments: Vec<i64>,
    amounts: Vec<f32>,
}

/// A part of time. Its default is all of it, and ties without a moment too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// First second that belongs to it; none: from the beginning.
    pub from: Option<i64>,
    /// First second after it; none: to the end.
    pub until: Option<i64>,
    /// Whether ties without a moment belong to it.
    pub with_undated: bool,
}

impl Default for Window {
    fn default() -> Self {
        Self { from: None, until: None, with_undated: true }
    }
}

impl Window {
    /// Whether a moment belongs to it.
    pub fn holds(&self, moment: Option<i64>) -> bool {
        let Some(moment) = moment else { return self.with_undated };
        self.from.is_none_or(|from| moment >= from) && self.until.is_none_or(|until| moment < until)
    }
}

/// Why ties can't be weighed.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum TieError {
    /// A kind has no weight.
    #[error("tie {at} is of kind {kind}, and weights are given for {given} kinds: give one for each")]
    NoWeight {
        /// Which tie, from 0.
        at: usize,
        /// Its kind.
        kind: u8,
        /// For how many kinds there is a weight.
        given: usize,
    },
    /// The weight of a kind is negative, or no number.
    #[error("kind {kind} weighs {weight}: weights of kinds are finite and at least 0")]
    Kind {
        /// Which kind.
        kind: usize,
        /// What was given.
        weight: f32,
    },
    /// The ties make no graph.
    #[error(transparent)]
    Build(#[from] BuildError),
}

impl Ties {
    /// Adds a tie behind the others.
    pub fn push(&mut self, tie: Tie) {
        self.from.push(tie.from);
        self.to.push(tie.to);
        self.kinds.push(tie.kind);
        self.moments.push(tie.moment.unwrap_or(UNDATED));
        self.amounts.push(tie.amount);
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.from.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.from.is_empty()
    }

    /// A tie by its place; none behind the last.
    pub fn get(&self, at: usize) -> Option<Tie> {
        let moment = self.moments.get(at).copied()?;
        Some(Tie {
            from: *self.from.get(at)?,
            to: *self.to.get(at)?,
            kind: *self.kinds.get(at)?,
            moment: (moment != UNDATED).then_some(moment),
            amount: *self.amounts.get(at)?,
        })
    }

    /// All ties, in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = Tie> {
        (0..self.len()).filter_map(|at| self.get(at))
    }

    /// Ties of a window as weighted ties: the weight of the kind times the amount. A kind that weighs 0 is left out.
    ///
    /// # Errors
    /// When a kind within the window has no weight, or a weight is negative or not finite.
    pub fn project(&self, kind_weights: &[f32], window: &Window) -> Result<Vec<Edge>, TieError> {
        if let Some(kind) = kind_weights.iter().position(|weight| !(weight.is_finite() && *weight >= 0.0)) {
            return Err(TieError::Kind { kind, weight: kind_weights[kind] });
        }
        let mut edges = Vec::new();
        for (at, tie) in self.iter().enumerate() {
            if !window.holds(tie.moment) {
                continue;
            }
            let Some(&weight) = kind_weights.get(usize::from(tie.kind)) else {
                return Err(TieError::NoWeight { at, kind: tie.kind, given: kind_weights.len() });
            };
            if weight > 0.0 {
                edges.push(Edge { from: tie.from, to: tie.to, weight: weight * tie.amount });
            }
        }
        Ok(edges)
    }

    /// The graph of [`Ties::project`].
    ///
    /// # Errors
    /// As there, and when a tie names a node that is not there or its weight is no strength. The number of the tie then
    /// counts the ties that were weighed.
    pub fn graph(&self, nodes: u32, kind_weights: &[f32], window: &Window) -> Result<Graph, TieError> {
        Ok(Graph::build(nodes, &self.project(kind_weights, window)?)?)
    }
}

impl FromIterator<Tie> for Ties {
    fn from_iter<I: IntoIterator<Item = Tie>>(ties: I) -> Self {
        let mut all = Self::default();
        ties.into_iter().for_each(|tie| all.push(tie));
        all
    }
}
