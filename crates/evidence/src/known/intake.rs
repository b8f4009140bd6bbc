//! Where every entry of a set ends: given to the caller, or refused with its line. Keeps the accounts.

use super::draft::Draft;
use super::record::{KnownRecord, KnownSummary, LineProblem, PROBLEMS_LISTED_MAX};
use std::ops::ControlFlow;

/// MD5, SHA-1 and SHA-256 of no bytes at all.
const EMPTY_MD5: &str = "d41d8cd98f00b204e9800998ecf8427e";
const EMPTY_SHA1: &str = "da39a3ee5e6b4b0d3255bfef95601890afd80709";
const EMPTY_SHA256: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// The accounts of one reading, and the caller's ear.
pub(super) struct Intake<'a> {
    say: &'a mut dyn FnMut(KnownRecord) -> ControlFlow<()>,
    summary: KnownSummary,
    empty: KnownRecord,
    doubt_the_empty_file: bool,
}

impl<'a> Intake<'a> {
    pub(super) fn new(say: &'a mut dyn FnMut(KnownRecord) -> ControlFlow<()>) -> Self {
        let empty = KnownRecord {
            md5: EMPTY_MD5.parse().ok(),
            sha1: EMPTY_SHA1.parse().ok(),
            sha256: EMPTY_SHA256.parse().ok(),
            ..KnownRecord::default()
        };
        Self { say, summary: KnownSummary::default(), empty, doubt_the_empty_file: true }
    }

    /// In a set of known-good software the empty file is no surprise.
    pub(super) fn for_known_good(mut self) -> Self {
        self.doubt_the_empty_file = false;
        self
    }

    pub(super) fn into_summary(self) -> KnownSummary {
        self.summary
    }

    /// Keeps what the file says of itself.
    pub(super) fn declare(&mut self, context: String) {
        self.summary.scheme = context
            .split_once("/2.0.xml/")
            .and_then(|(_, rest)| rest.split_once("/$metadata"))
            .map(|(scheme, _)| scheme.to_owned());
        self.summary.declared = Some(context);
    }

    /// Takes one finished entry.
    pub(super) fn take(&mut self, draft: Draft) -> ControlFlow<()> {
        let Draft { record, fault, mut doubts, photodna } = draft;
        self.summary.found += 1;
        self.summary.photodna_ignored += u64::from(photodna);
        let has_digest =
            record.md5.is_some() || record.sha1.is_some() || record.sha256.is_some() || record.pdq.is_some();
        let fault = fault.or_else(|| match (has_digest, photodna) {
            (true, _) => None,
            (false, true) => Some("nothing but a PhotoDNA print, which can't be compared".to_owned()),
            (false, false) => Some("no digest".to_owned()),
        });
        if let Some(text) = fault {
            self.summary.refused += 1;
            self.note(LineProblem {
                line: record.line,
                offset_bytes: record.offset_bytes,
                refused: true,
                text,
            });
            return ControlFlow::Continue(());
        }
        if self.doubt_the_empty_file && self.is_the_empty_file(&record) {
            doubts.push("this is the digest of the empty file, which every empty file matches".to_owned());
        }
        self.summary.doubtful += u64::from(!doubts.is_empty());
        for text in doubts {
            self.note(LineProblem {
                line: record.line,
                offset_bytes: record.offset_bytes,
                refused: false,
                text,
            });
        }
        self.summary.records += 1;
        let flow = (self.say)(record);
        self.summary.stopped = flow.is_break();
        flow
    }

    fn is_the_empty_file(&self, record: &KnownRecord) -> bool {
        record.md5.is_some() && record.md5 == self.empty.md5
            || record.sha1.is_some() && record.sha1 == self.empty.sha1
            || record.sha256.is_some() && record.sha256 == self.empty.sha256
    }

    fn note(&mut self, problem: LineProblem) {
        self.summary.problems_total += 1;
        if self.summary.problems.len() < PROBLEMS_LISTED_MAX {
            self.summary.problems.push(problem);
        }
    }
}
