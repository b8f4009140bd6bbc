//! Sets the documents of a case as PDF: one JSON document in, one PDF out.
//!
//! A crate and a binary of their own because typesetting is heavy to build and nothing else needs it. It words
//! and lays out what it is given; it decides, computes and looks up nothing. Must never know: the store, the
//! network, files beyond the two that the command names, today's date.
//!
//! The same document gives the same bytes: no clock, no chance, fonts from the build. Every PDF is PDF/A-2a and
//! PDF/UA-1 at once, or there is none.

mod example;
mod font;
mod input;
mod setting;
mod world;

pub use example::{KINDS, example};
pub use input::{Unreadable, read};
pub use setting::{SettingError, set};
