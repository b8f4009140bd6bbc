//! What the rules rest on: paragraphs of law, policy and case law in own words, each with its citation, the day as of
//! which the text was read, how sure that reading is, and the digest of the words. May not decide anything.

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256 as Hasher};
use std::borrow::Cow;
use std::fmt;
use vocab::Sha256;

/// How a text was come by. Only [`Confidence::Source`] lets a rule decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Confidence {
    /// Read at source: the text of the law or policy, or the official page itself.
    #[serde(rename = "S")]
    Source,
    /// Only the opening of the official page could be read.
    #[serde(rename = "S-open")]
    SourceOpening,
    /// Read at source, in a version that has been replaced since.
    #[serde(rename = "S-old")]
    OldSource,
    /// Read in a secondary source.
    #[serde(rename = "2")]
    Secondary,
    /// From memory, not checked.
    #[serde(rename = "M")]
    Memory,
    /// Inferred from texts that were read.
    #[serde(rename = "I")]
    Inference,
}

impl Confidence {
    /// Whether the text in force must be read by a jurist before anything may be decided by it.
    pub fn needs_source(self) -> bool {
        self != Self::Source
    }

    /// The short label.
    pub fn label(self) -> &'static str {
        match self {
            Self::Source => "S",
            Self::SourceOpening => "S-open",
            Self::OldSource => "S-old",
            Self::Secondary => "2",
            Self::Memory => "M",
            Self::Inference => "I",
        }
    }
}

impl fmt::Display for Confidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

/// One paragraph that a rule rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Provision {
    /// Stable name, for example `sv-257a-1`.
    pub id: &'static str,
    /// Version of our words, from 1. Another text is another version.
    pub version: u16,
    /// Law, policy document or court.
    pub law: &'static str,
    /// Article and paragraph, or the place within the document.
    pub article: &'static str,
    /// First day in force; `None` where that day was not seen.
    pub in_force_from: Option<Date>,
    /// Last day in force; `None` while in force or where that day was not seen.
    pub in_force_to: Option<Date>,
    /// The version that was read is the one of this day.
    pub read_as_of: Option<Date>,
    /// Address of the official text.
    pub source: &'static str,
    /// Where it was read.
    pub read_at: &'static str,
    /// How sure the reading is.
    pub confidence: Confidence,
    /// What it says, in our own Dutch words.
    pub nl: &'static str,
    /// The same in English.
    pub en: &'static str,
    /// Digest of [`Provision::sealed_text`], as kept in `law/seals.txt`.
    pub sha256: Sha256,
}

impl Provision {
    /// All provisions, file by file.
    pub fn all() -> &'static [Self] {
        &PROVISIONS
    }

    /// The bytes that the seal covers: every field that carries meaning, one a line.
    pub fn sealed_text(&self) -> String {
        let day = |day: Option<Date>| day.map_or_else(|| "-".to_owned(), |day| day.to_string());
        format!(
            "{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n",
            self.id,
            self.version,
            self.law,
            self.article,
            day(self.in_force_from),
            day(self.in_force_to),
            day(self.read_as_of),
            self.source,
            self.confidence,
            self.nl,
            self.en
        )
    }

    /// The digest of the sealed text as it stands now.
    pub fn digest(&self) -> Sha256 {
        Sha256(Hasher::digest(self.sealed_text()).into())
    }

    /// The citation that goes with a finding.
    pub fn cite(&self) -> Citation {
        Citation {
            provision: Cow::Borrowed(self.id),
            version: self.version,
            law: Cow::Borrowed(self.law),
            article: Cow::Borrowed(self.article),
            in_force_from: self.in_force_from,
            in_force_to: self.in_force_to,
            source: Cow::Borrowed(self.source),
            confidence: self.confidence,
        }
    }
}

/// A provision, as a rule names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ProvisionId(u16);

impl ProvisionId {
    /// What stands there.
    pub fn get(self) -> &'static Provision {
        // Ids are made by the build, one for each row.
        &PROVISIONS[usize::from(self.0)]
    }
}

/// Where a finding comes from, complete enough to be read years later without this book.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Citation {
    /// Stable name of the provision.
    pub provision: Cow<'static, str>,
    /// Version of our words.
    pub version: u16,
    /// Law, policy document or court.
    pub law: Cow<'static, str>,
    /// Article and paragraph.
    pub article: Cow<'static, str>,
    /// First day in force, where seen.
    pub in_force_from: Option<Date>,
    /// Last day in force, where seen.
    pub in_force_to: Option<Date>,
    /// Address of the official text.
    pub source: Cow<'static, str>,
    /// How sure the reading is.
    pub confidence: Confidence,
}

impl fmt::Display for Citation {
    /// `257a lid 1 Wetboek van Strafvordering`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.article, self.law)
    }
}

include!(concat!(env!("OUT_DIR"), "/provisions.rs"));
