//! Synthetic, harmless worlds with their full truth: practice carriers and known sets, photographs for
//! measuring.
//!
//! Draws nothing but landscapes, skies, textures and letters. Never knows: private doors of any room; it
//! enters by the gate like everyone.

mod canvas;
pub mod encode;
pub mod exif;
mod fault;
pub mod forum;
mod letter;
mod photograph;
pub mod practice;
mod print;
mod scene;
mod seeded;
mod truth;

pub use canvas::Canvas;
pub use fault::Fault;
pub use photograph::{Everyday, everyday, photos};
pub use print::{digests, pdq};
pub use scene::{Ground, Subject, scene};
pub use seeded::Seeded;
pub use truth::{Facts, KnownAs, Label, Truth, TruthItem, TruthVolume, Twin};
