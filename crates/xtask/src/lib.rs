//! Tasks of the house itself. Not shipped, and no room may import it.

pub mod tidy;
pub mod versus;
