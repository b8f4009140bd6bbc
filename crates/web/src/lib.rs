//! Pages and reports. The only room that knows HTML.
//!
//! Must never know: the store, any engine. It renders values that others hand it and decides nothing. A
//! picture's content is never shown here.

mod chart;
mod lang;
pub mod pages;
pub mod report;
#[cfg(test)]
mod sample;
mod sheet;
mod shell;
mod words;

pub use lang::Lang;
pub use shell::{Frame, STYLE, STYLE_SHA256};
