//! Numbered nodes and ties become measures, communities, cores and dismantling orders.
//!
//! A node is a number from 0; a tie is an [`Edge`] with a weight. [`Graph`] holds directed ties in compressed sparse
//! rows, outgoing and incoming; [`Graph::undirected`] gives the simple undirected graph. Every measure takes one of the two
//! and gives numbers by node. The same input gives the same output, whatever the number of processors; where a
//! measure draws at random, the seed is handed in.
//!
//! Must never know: names, roles, forums, time zones. There is no clock here, no chance of its own and no file.

mod activity;
mod agreement;
mod betweenness;
mod bound;
mod build;
mod chance;
mod closeness;
mod component;
mod constraint;
mod core;
mod curve;
mod cut;
mod degree;
mod dismantle;
mod hits;
mod key_player;
mod lay;
mod leiden;
mod modularity;
mod partition;
mod piece;
mod precision;
mod rank;
mod rows;
mod sets;
mod settle;
mod stability;
mod tie;
mod watch;

pub use activity::{Activity, activity};
pub use agreement::{Agreement, NotComparable, agreement, best_jaccard};
pub use betweenness::{betweenness, betweenness_within, directed_betweenness, directed_betweenness_within};
pub use build::{BuildError, Edge, Graph, WEIGHT_MAX};
pub use closeness::{directed_harmonic, directed_harmonic_within, harmonic, harmonic_within};
pub use component::Components;
pub use constraint::constraint;
pub use core::cores;
pub use curve::{After, after_each};
pub use cut::cut_off;
pub use degree::{degrees, strengths};
pub use dismantle::{
    DismantleError, Dismantling, Draft, LowerBound, NODES_MAX, Piece, Plan, Way, dismantle, lower_bound,
    plain_dismantling,
};
pub use hits::{Hits, HubsAndAuthorities, hits};
pub use key_player::{
    DISTANCE_NODES_MAX, KeyAim, KeyPlayerError, KeyPlayers, distance_fragmentation, distance_reach,
    fragmentation, key_players, reach,
};
pub use leiden::{Communities, Leiden, LeidenError};
pub use modularity::modularity;
pub use partition::Partition;
pub use precision::{Estimate, EstimateError, Precision};
pub use rank::{PageRank, page_rank};
pub use rows::Rows;
pub use settle::SettleError;
pub use stability::{Between, Run, Stability};
pub use tie::{Tie, TieError, Ties, Window};
pub use watch::{Stopped, Unwatched, Watch};
