//! Who may do what: actor + role + purpose + subject become a [`Permit`], or a [`Refusal`] with its reason.
//!
//! The matrix of roles and deeds is data ([`DeedName::roles`]); the same data makes the committed matrix
//! in `matrix.txt` and the tests of the gate. Must never know: HTTP, rows, content.

mod caller;
mod deed;
mod permit;
mod role;

pub use caller::{Caller, NameError, Origin, Purpose};
pub use deed::DeedName;
pub use permit::{Hand, Mark, Permit, Refusal, Subject, mark, permit};
pub use role::Role;
