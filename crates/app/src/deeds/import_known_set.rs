//! Importing a known set.
//!
//! Good lines are kept and each bad one is told with its number; a break in the structure refuses the whole file,
//! because nobody could tell what is missing.

use crate::gate::{Act, Deed, Details, count};
use crate::known::{Built, KnownSet, build};
use crate::worker::{Answer, Begin, Reader, Task, Tell};
use crate::{AppError, AppErrorKind};
use authority::{DeedName, Subject};
use casework::profile::Class;
use evidence::Limits;
use evidence::known::{Format, KnownSummary};
use fingerprint::Digester;
use serde::Serialize;
use std::ops::ControlFlow;
use std::path::PathBuf;
use store::{KnownSetRow, Tx};
use vocab::{Moment, Sha256};

/// Imports a file as a known set, or as the next version of one.
pub struct ImportKnownSet<'a> {
    /// The file.
    pub file: PathBuf,
    /// Name of the set.
    pub name: String,
    /// Label of entries that carry none of their own; opaque.
    pub label: String,
    /// The organisation that issued it.
    pub source: String,
    /// Notified or known good.
    pub class: Class,
    /// Form of the file, where it can't be recognised.
    pub format: Option<Format>,
    /// Told how many entries there are so far; breaks off to stop.
    pub watch: &'a mut dyn FnMut(u64) -> ControlFlow<()>,
}

/// What an import came to.
#[derive(Clone, Debug, Serialize)]
pub struct ImportedSet {
    /// Name.
    pub name: String,
    /// Version, from 1.
    pub version: u32,
    /// When.
    pub imported_at: Moment,
    /// What is kept of it.
    #[serde(flatten)]
    pub set: KnownSet,
}

impl Deed for ImportKnownSet<'_> {
    type Done = KnownSetRow<KnownSet>;
    type Output = ImportedSet;

    fn name(&self) -> DeedName {
        DeedName::ImportKnownSet
    }

    fn subject(&self) -> Subject {
        Subject::KnownSet(self.name.clone())
    }

    fn act(&mut self, act: &Act<'_>) -> Result<Self::Done, AppError> {
        self.check()?;
        let known: Vec<KnownSetRow<KnownSet>> = act.store().known_sets()?;
        let version = known.iter().find(|row| row.name == self.name).map_or(1, |row| row.version + 1);
        let file_sha256 = self.digest()?;
        let mut built = Built::new(&self.label);
        let (format, summary) = self.read(act, &mut built)?;
        if format == Format::NsrlRds3 && self.class == Class::Notified {
            return Err(AppError::invalid(
                "an NSRL set lists ordinary files; it can only be imported as known good (--known-good)",
            ));
        }
        for problem in &summary.problems {
            built.problem(problem.to_string());
        }
        built.problems_total += summary.problems_total.saturating_sub(summary.problems.len() as u64);
        if built.entries() == 0 {
            let first = built.problems.first().map(|problem| format!("; {problem}")).unwrap_or_default();
            return Err(AppError::invalid(format!("{} holds no usable entry{first}", self.file.display())));
        }
        let folder = format!("{}-v{version}", act.world().record_id());
        let (entries, prints) = (built.entries(), built.prints);
        let (duplicates, contradictions) = (built.duplicates, built.contradictions);
        let (problems, problems_total) = (built.problems.clone(), built.problems_total);
        let publication = act.store().publish_known(&folder)?;
        let (labels, index_sha256) = build(built, &publication)?;
        publication.publish()?;
        let body = KnownSet {
            folder,
            source: self.source.clone(),
            label: self.label.clone(),
            class: self.class,
            format: format!("{format:?}"),
            scheme: summary.scheme,
            file_sha256,
            entries,
            prints,
            duplicates,
            contradictions,
            refused: summary.refused,
            problems,
            problems_total,
            labels,
            index_sha256,
        };
        Ok(KnownSetRow { name: self.name.clone(), version, imported_at: act.now(), body })
    }

    fn keep(
        self,
        row: Self::Done,
        _: &Act<'_>,
        tx: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<ImportedSet, AppError> {
        tx.add_known_set(&row)?;
        details.insert("version".into(), i64::from(row.version).into());
        details.insert("source".into(), row.body.source.as_str().into());
        details.insert("label".into(), row.body.label.as_str().into());
        details.insert("file_sha256".into(), row.body.file_sha256.into());
        details.insert("index_sha256".into(), row.body.index_sha256.into());
        details.insert("entries".into(), count(row.body.entries));
        details.insert("refused".into(), count(row.body.refused));
        Ok(ImportedSet { name: row.name, version: row.version, imported_at: row.imported_at, set: row.body })
    }
}

impl ImportKnownSet<'_> {
    fn check(&mut self) -> Result<(), AppError> {
        let plain = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
        if self.name.is_empty() || self.name.len() > 60 || !plain(&self.name) {
            return Err(AppError::invalid(format!(
                "{:?} is no name for a set: 1 to 60 letters, digits, '-', '_' and '.'",
                self.name
            )));
        }
        for (what, text) in [("label", &self.label), ("source", &self.source)] {
            if text.trim().is_empty() || text.len() > 200 || text.chars().any(char::is_control) {
                return Err(AppError::invalid(format!("the {what} must be 1 to 200 characters on one line")));
            }
        }
        self.file = std::path::absolute(&self.file)
            .map_err(|error| AppError::invalid(format!("{}: {error}", self.file.display())))?;
        Ok(())
    }

    fn digest(&self) -> Result<Sha256, AppError> {
        let mut digest = Digester::new();
        store::each_chunk(&self.file, &mut |chunk| digest.update(chunk))?;
        Ok(digest.finish().sha256)
    }

    fn read(&mut self, act: &Act<'_>, built: &mut Built) -> Result<(Format, KnownSummary), AppError> {
        let begin = Begin {
            source: self.file.clone(),
            limits: Limits::default(),
            scratch: act.store().root().join("staging"),
            families: None,
            video: false,
            landlock_optional: false,
            parent: std::process::id(),
            task: Task::Known(self.format),
        };
        let mut reader = Reader::start(act.worker(), &begin)?;
        let mut taken = 0_u64;
        loop {
            match reader.next() {
                Answer::Tell(Tell::Known(record)) => {
                    built.take(&record)?;
                    taken += 1;
                    if taken.is_multiple_of(4096) && (self.watch)(taken).is_break() {
                        return Err(AppError::new(
                            AppErrorKind::Stopped,
                            "stopped on request; nothing was imported",
                            "Give the same command again",
                        ));
                    }
                }
                Answer::Tell(Tell::KnownEnded(format, summary)) => return Ok((format, summary)),
                Answer::Tell(Tell::Refused(what, why, hint)) => {
                    return Err(AppError::new(
                        AppErrorKind::Invalid,
                        format!(
                            "{what}: {why}; the whole file is refused, for nobody could tell what is missing"
                        ),
                        hint,
                    ));
                }
                Answer::Tell(_) => {
                    return Err(AppError::reader("the reader said something else than entries"));
                }
                Answer::Died(how) => {
                    return Err(AppError::reader(format!("the reader ended in the set: {how}")));
                }
            }
        }
    }
}
