//! The penal order: a draft, what it still lacks, the order that is ready to be issued, and what the procedure needs to
//! know of it.
//!
//! A draft may lack anything; [`ReadyOrder`] is made by checks alone. May not know how it is set on paper or followed up.

mod about;
mod draft;
mod lacking;
mod outline;
mod ready;
mod rule_facts;

pub use about::{About, Change, OnDraft, OnFile, Outdated, Tied};
pub use draft::{
    DirectionDraft, Disposal, Draft, DraftCarrier, DraftHearing, Established, FormDraft, SanctionDraft,
    SignOff,
};
pub use lacking::{DirectionField, Lacking, OrderItem};
pub use outline::{Heard, Lack, LackError, Outline, PartNumber, PartOutline};
pub use ready::{Imprint, NotReady, ReadyOrder};
