//! Pages and reports. The only room that knows HTML.
//!
//! Must never know: the store, any engine. Pages and reports are values made into HTML; [`serve()`] fetches the
//! values through the one gate. Nothing is decided here. A picture's content is never shown here.

mod chart;
mod lang;
pub mod network;
pub mod pages;
pub mod report;
#[cfg(test)]
mod sample;
mod serve;
mod sheet;
mod shell;
mod words;

pub use lang::Lang;
pub use serve::{Socket, bind, serve};
pub use shell::{Frame, STYLE, STYLE_SHA256};
