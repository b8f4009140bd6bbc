//! The collection profile: what one reading of a carrier shows, in figures that each list their items.
//!
//! It counts; it does not judge. There is no score and nothing here decides about a person. The rules of
//! counting stand at the type that each figure belongs to.

mod build;
mod classify;
mod filter;
mod item;
mod place_rule;
mod rows;
mod tally;
mod term;

pub use build::ProfileBuilder;
pub use classify::{Classification, Classifier, Content, Standing};
pub use filter::{FilterError, ItemFilter};
pub use item::{Camera, Class, Holder, KnownHit, NearHit, Outcome, PrintKind, ProfiledItem, Statement};
pub use place_rule::{PLACE_RULES, PLACE_RULES_DATED, PlaceKind, PlaceRule, Wording, place_rules_of};
pub use rows::{
    Accounting, Check, Contents, DeviceRow, Disagreement, FamilyRow, Figure, FolderRow, KnownRow, MonthRow,
    NearRow, PlaceRow, Profile, ReasonRow, Split, StandingRow, TimeSpan, Top,
};
pub use term::{Clock, Month, OutcomeWord, Term};
