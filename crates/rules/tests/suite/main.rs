//! All tests of the rule book through its public door, in one binary: it links once. Each file says what it holds.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test fails by panicking, and says what it counted"
)]

mod assess;
mod case;
mod cases;
mod edition;
mod facts;
mod handbook;
mod known;
mod limits;
mod seals;
mod settling;
mod table;
mod witness;
mod worlds;
