//! Why something is believed.

use serde::{Deserialize, Serialize};

/// One reason, in a form that can be shown, counted and traced.
///
/// `rule` names the rule that spoke (stable, machine-readable); `text` is what a person reads.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Because {
    /// The rule's stable name, for example `place.shared-folder.emule`.
    pub rule: String,
    /// What a person reads.
    pub text: String,
}

impl Because {
    /// Gives a reason with its rule and its text.
    pub fn new(rule: impl Into<String>, text: impl Into<String>) -> Self {
        Self { rule: rule.into(), text: text.into() }
    }
}
