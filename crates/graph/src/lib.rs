//! Numbered nodes and ties become measures, communities, cores and dismantling orders.
//!
//! A node is a number from 0; a tie is an [`Edge`] with a weight. [`Graph`] holds directed ties in compressed sparse
//! rows, outgoing and incoming; [`Graph::undirected`] gives the simple undirected graph. Every measure takes one of the two
//! and gives numbers by node. The same input gives the same output, whatever the number of processors; where a
//! measure draws at random, the seed is handed in.
//!
//! Must never know: names, roles, forums, time zones. There is no clock here, no chance of its own and no file.

mod build;
mod rows;

pub use build::{BuildError, Edge, Graph};
pub use rows::Rows;
