//! The receipt of a finding: digests of the rule, of the text behind it and of the facts it used, with the result. Two
//! parties who hold the same book and the same facts get the same bytes. May not know a person or a moment.

use crate::fact::FactName;
use crate::rule::Rule;
use crate::truth::Truth;
use crate::value::Value;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256 as Hasher};
use std::fmt::Write as _;
use vocab::Sha256;

/// What shows years later that the same rule read the same facts in the same way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Receipt {
    /// Digest of the rule: its name, version, kind, words, and the texts it rests on.
    pub rule_sha256: Sha256,
    /// Digest of the texts it rests on.
    pub text_sha256: Sha256,
    /// Digest of the facts that were read.
    pub facts_sha256: Sha256,
    /// What came out.
    pub result: Truth,
}

impl Receipt {
    /// The bytes that can be kept and compared: four lines of text.
    pub fn canonical(&self) -> String {
        format!(
            "rule {}\ntext {}\nfacts {}\nresult {}\n",
            self.rule_sha256, self.text_sha256, self.facts_sha256, self.result
        )
    }
}

/// Digest of the texts a rule rests on, in its order.
pub(crate) fn text_digest(rule: &Rule) -> Sha256 {
    let mut hasher = Hasher::new();
    for provision in rule.provisions {
        hasher.update(provision.get().sha256.0);
    }
    Sha256(hasher.finalize().into())
}

/// Digest of what makes a rule that rule.
pub(crate) fn rule_digest(rule: &Rule) -> Sha256 {
    let text = format!(
        "{}\n{}\n{:?}\n{:?}\n{:?}\n{:?}\n{}\n{}\n{}\n",
        rule.id,
        rule.version,
        rule.kind,
        rule.strength,
        rule.clock,
        rule.routes,
        rule.nl,
        rule.en,
        text_digest(rule)
    );
    Sha256(Hasher::digest(text).into())
}

/// Digest of facts: one line each, `word=value`, in the order of the catalogue.
pub(crate) fn facts_digest(used: &[(FactName, Value)]) -> Sha256 {
    let mut text = String::with_capacity(32 * used.len());
    for (name, value) in used {
        // Writing to a string can't fail.
        let _ = writeln!(text, "{name}={value}");
    }
    Sha256(Hasher::digest(text).into())
}
