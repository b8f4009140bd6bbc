//! Generated networks with their truth: groups, moderators with a history, hidden brokers, and much that looks like them.
//!
//! Nothing here has content. Members write posts without text in sections about gardening and trains.

mod draw;
mod scene;

pub(crate) use draw::Draw;
pub(crate) use scene::{Scene, build};
