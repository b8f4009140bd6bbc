//! Members and interactions become roles, standing, key players, leads by country, each with reasons.
//!
//! A [`World`] holds what a dump says, checked once. [`weave`] makes ties and graphs of it under [`WeightRules`]. What follows rests
//! on those and on measures of the room `graph`; each claim says on what.
//!
//! Must never know: carrier formats, law, whom to pursue. The same input gives the same output; where something is drawn at
//! random the seed is handed in. Nothing here decides about a person: an order by reasons says where to look first.

mod bars;
mod bridge;
mod broker;
mod chance;
mod column;
pub mod country;
mod group;
mod hours;
mod key_player;
pub mod link;
mod measure;
mod position;
mod reason;
mod role;
mod spread;
mod stability;
mod standing;
mod tie;
mod touch;
mod weave;
mod weight;
mod world;

pub use bars::{Bar, BarError, Bars, Strength};
pub use bridge::{Confidants, Crossing};
pub use broker::Broker;
pub use column::{At, Maybe, Texts};
pub use group::{Group, groups};
pub use hours::{Hours, hours, likeness};
pub use measure::{Measure, MeasureError, Measuring};
pub use position::{Position, PositionError, places};
pub use reason::{Reason, Weighed};
pub use role::{RoleDoubt, Roles, last_moment};
pub use spread::{FirstOffers, first_offers};
pub use stability::{Shaking, Shift, StabilityError, shake};
pub use standing::{Standing, StandingError, Standings};
pub use tie::{Tie, TieKind};
pub use touch::{Touched, touched};
pub use weave::{LeftOut, WeaveError, WhyLeftOut, Woven, strengths, weave};
pub use weight::{Repeats, Weight, WeightError, WeightRules};
pub use world::{
    Avatar, Contact, ContactKind, Download, Draft, FileReference, Login, Message, Post, Quote, Rank,
    Recipient, Role, Section, Stated, StatedKind, Topic, World, WorldError,
};
