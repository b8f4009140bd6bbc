//! The life of a case: under which authorisation a carrier is opened, what a reading shows, what a person
//! has reviewed, and the values of the report.
//!
//! Must never know: how facts were computed, screens, SQL. Pure values and functions; no clock.

pub mod agenda;
pub mod authorisation;
pub mod calendar;
pub mod case;
mod citation;
pub mod decision;
pub mod document;
pub mod fact;
pub mod follow_up;
pub mod hand_over;
pub mod lead;
pub mod numbers;
pub mod office;
pub mod order;
pub mod person;
pub mod procedure;
pub mod profile;
pub mod report;
pub mod retention;
pub mod review;
pub mod seizure;

mod text;
