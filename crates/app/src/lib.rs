//! The deeds: everything that a person or a job can do, behind the one gate, and the translation between rooms.
//!
//! Must never know: HTML, HTTP, argv, SQL.

pub mod deeds;
mod error;
mod file;
mod gate;
mod known;
pub mod network;
mod paper;
mod reading;
/// The words of the rule book, for the doors.
pub mod rulebook {
    pub use rules::{
        Assessment, Edition, Effect, FactName, FactNameError, Finding, Flag, Route, RouteError, RuleId,
        RuleIdError, Standing, Truth, Value, ValueError, rules,
    };
}
mod told;
pub mod worker;
mod world;

pub use error::{AppError, AppErrorKind};
pub use evidence::known::{Format, ListOf};
pub use file::{FiledHandOver, FiledRecord, GoneRecord, IssuedOrder, IssuedWarning, PersonFile};
pub use gate::{Act, App, Deed, Details};
pub use paper::PaperCommand;
pub use reading::progress::{Phase, Progress};
pub use worker::WorkerCommand;
pub use world::World;
