//! Facts become findings: which rule is met and which is not, what is permitted, barred or to be weighed, which limits
//! apply, and what is still unknown.
//!
//! Must never know: files, persons, the database, today's date (a date is a fact); and never what to choose.
//!
//! A rule asks for something. It holds, it fails, or it is unknown; an unknown names the facts that would settle it. The
//! text that a rule rests on stands beside it in `law/*.toml`, dated and cited; only what was read at source decides.

mod assess;
mod book;
mod edition;
mod fact;
mod facts;
mod flag;
mod judged;
mod limit;
mod provision;
mod receipt;
mod route;
mod rule;
mod truth;
mod value;

pub use assess::{Assessment, Effect, Finding, RouteStanding, assess, changed};
pub use book::{Carried, Duty, carried, duties, rules};
pub use edition::{Edition, EditionError};
pub use fact::{FactName, FactNameError, Origin, RoleWord};
pub use facts::{FactError, Facts};
pub use flag::Flag;
pub use limit::{Limit, Limits, Unit, limits};
pub use provision::{Citation, Confidence, Provision, ProvisionId, id as provision_id};
pub use receipt::Receipt;
pub use route::{Route, RouteError, Standing};
pub use rule::{Clock, Rule, RuleId, RuleIdError, RuleKind, Strength};
pub use truth::Truth;
pub use value::{Value, ValueError, ValueKind};
