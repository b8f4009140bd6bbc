//! The one gate. No path to the store, an engine or a file goes round it.
//!
//! Permit (a refusal is written down too), a durable intent, the act, then rows and outcome in one transaction.

use crate::{AppError, AppErrorKind, PaperCommand, WorkerCommand, World};
use authority::{Caller, DeedName, Hand, Mark, Permit, Purpose, Subject, permit};
use casework::authorisation::dutch_day;
use jiff::civil::Date;
use ledger::{Detail, Draft, EntryKind};
use std::collections::BTreeMap;
use std::fmt::Display;
use std::path::Path;
use std::sync::Arc;
use store::{Store, Tx};
use vocab::Moment;

/// Details of a line in the ledger.
pub type Details = BTreeMap<String, Detail>;

/// A count as a detail; one that the ledger's whole numbers can't hold stands as their greatest.
pub(crate) fn count(value: impl TryInto<i64>) -> Detail {
    value.try_into().unwrap_or(i64::MAX).into()
}

/// The house with its doors shut: all that goes on in it goes through [`App::perform`].
pub struct App {
    store: Store,
    world: Arc<dyn World>,
    worker: WorkerCommand,
    paper: Option<PaperCommand>,
}

/// Something that can be done. Each deed is one file under `deeds`.
pub trait Deed {
    /// What the act brings, before it is kept.
    type Done;
    /// What the caller gets.
    type Output;

    /// Its name in the catalogue, and so the roles that may do it.
    fn name(&self) -> DeedName;

    /// What it is about, as the caller stated it.
    fn subject(&self) -> Subject;

    /// The work itself. It may take hours; rows are changed in [`Deed::keep`] only.
    ///
    /// # Errors
    /// When it can't be done.
    fn act(&mut self, act: &Act<'_>) -> Result<Self::Done, AppError>;

    /// Keeps what was done, in the transaction that also holds the outcome; `details` go into that line.
    ///
    /// # Errors
    /// When it can't be kept.
    fn keep(
        self,
        done: Self::Done,
        act: &Act<'_>,
        tx: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<Self::Output, AppError>;

    /// Clears away, once all is kept. What it leaves undone harms nothing.
    fn settle(_act: &Act<'_>, _output: &Self::Output) {}
}

/// A deed under way: the permit, the intent, and what the deed may use.
pub struct Act<'a> {
    app: &'a App,
    permit: &'a Permit,
    intent: u64,
}

impl App {
    /// Opens the house kept in `root`.
    ///
    /// # Errors
    /// When the store can't be opened.
    pub fn open(root: &Path, world: Arc<dyn World>, worker: WorkerCommand) -> Result<Self, AppError> {
        let mut random = || {
            let mut bytes = [0; 32];
            world.random(&mut bytes);
            bytes
        };
        let store = Store::open(root, &mut random)?;
        let app = Self { store, world, worker, paper: None };
        app.store.transact(|tx| app.begin_ledger(tx))?;
        Ok(app)
    }

    /// The same house, with a typesetter for its documents.
    pub fn with_paper(mut self, paper: PaperCommand) -> Self {
        self.paper = Some(paper);
        self
    }

    fn begin_ledger(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        if tx.ledger_size()? > 0 {
            return Ok(());
        }
        let at = self.world.now();
        let mut detail = Details::new();
        detail.insert("public_key".into(), self.store.public_key().to_string().into());
        detail.insert("version".into(), env!("CARGO_PKG_VERSION").into());
        tx.append(Draft {
            at,
            kind: EntryKind::Genesis,
            actor: "hoeder".into(),
            role: String::new(),
            purpose: "begin the ledger".into(),
            deed: String::new(),
            subject: Subject::House.to_string(),
            intent: None,
            detail,
        })?;
        tx.seal(at)?;
        Ok(())
    }

    /// Does a deed, if it may be done. The only way in.
    ///
    /// # Errors
    /// `Refused` when the role may not; otherwise what the deed gives. Either is in the ledger.
    pub fn perform<D: Deed>(
        &self,
        caller: &Caller,
        purpose: &Purpose,
        mut deed: D,
    ) -> Result<D::Output, AppError> {
        let (name, subject) = (deed.name(), deed.subject());
        let permit = match permit(caller, purpose, name, subject.clone()) {
            Ok(permit) => permit,
            Err(refusal) => {
                let mut draft = line(name, self.world.now(), EntryKind::Refusal, caller, purpose, &subject);
                draft.detail.insert("reason".into(), refusal.to_string().into());
                self.store.transact(|tx| {
                    tx.append(draft)?;
                    tx.seal(self.world.now())
                })?;
                return Err(refused(refusal));
            }
        };
        let draft = line(name, self.world.now(), EntryKind::Intent, caller, purpose, &subject);
        let intent = self.store.transact(|tx| tx.append(draft))?;
        let act = Act { app: self, permit: &permit, intent };
        let result = deed.act(&act).and_then(|done| {
            self.store.transact(|tx| {
                let mut details = Details::new();
                let output = deed.keep(done, &act, tx, &mut details)?;
                act.close(tx, "done", details)?;
                Ok(output)
            })
        });
        if let Ok(output) = &result {
            D::settle(&act, output);
        }
        if let Err(error) = &result {
            let how = if error.kind == AppErrorKind::Stopped { "stopped" } else { "failed" };
            let details = Details::from([("why".to_owned(), Detail::from(error.text.as_str()))]);
            // Where even this can't be written the intent stays open, which an auditor sees.
            let written: Result<(), AppError> = self.store.transact(|tx| act.close(tx, how, details));
            drop(written);
        }
        result
    }
}

fn refused(why: impl Display) -> AppError {
    let hint = "Ask someone who holds that role, or state the role in which you act";
    AppError::new(AppErrorKind::Refused, why, hint)
}

fn line(
    deed: DeedName,
    at: Moment,
    kind: EntryKind,
    caller: &Caller,
    purpose: &Purpose,
    subject: &Subject,
) -> Draft {
    Draft {
        at,
        kind,
        actor: caller.name().to_owned(),
        role: caller.role().to_string(),
        purpose: purpose.to_string(),
        deed: deed.to_string(),
        subject: subject.to_string(),
        intent: None,
        detail: origin_of(caller),
    }
}

/// How we know who this is.
fn origin_of(caller: &Caller) -> Details {
    let mut details = Details::from([("origin".to_owned(), Detail::from(caller.origin().word()))]);
    if let Some(account) = caller.os_account() {
        details.insert("os_account".into(), account.into());
    }
    details
}

impl<'a> Act<'a> {
    /// The permit under which this is done.
    pub fn permit(&self) -> &'a Permit {
        self.permit
    }

    /// Index of the intent in the ledger.
    pub fn intent(&self) -> u64 {
        self.intent
    }

    /// The present moment.
    pub fn now(&self) -> Moment {
        self.app.world.now()
    }

    /// The present day, as a clock in the Netherlands shows it.
    pub(crate) fn today(&self) -> Date {
        dutch_day(self.now())
    }

    /// The hand of the person who acts, for what only some roles may do. `who` says so to those who may not.
    pub(crate) fn hand<M: Mark>(&self, who: &str) -> Result<Hand<'a, M>, AppError> {
        self.permit.hand().ok_or_else(|| refused(who))
    }

    pub(crate) fn world(&self) -> &'a dyn World {
        &*self.app.world
    }

    pub(crate) fn store(&self) -> &'a Store {
        &self.app.store
    }

    pub(crate) fn paper(&self) -> Result<&'a PaperCommand, AppError> {
        self.app.paper.as_ref().ok_or_else(|| {
            AppError::new(AppErrorKind::Missing, "there is no typesetter", "State where it is with --paper")
        })
    }

    pub(crate) fn worker(&self) -> &'a WorkerCommand {
        &self.app.worker
    }

    /// Writes one line for a finished part of a long deed, in the transaction that keeps the part.
    pub(crate) fn batch(&self, tx: &mut Tx<'_>, details: Details) -> Result<u64, AppError> {
        Ok(tx.append(self.line(EntryKind::Batch, details))?)
    }

    fn close(&self, tx: &mut Tx<'_>, how: &str, mut details: Details) -> Result<(), AppError> {
        details.insert("outcome".into(), how.into());
        tx.append(self.line(EntryKind::Outcome, details))?;
        tx.seal(self.now())?;
        Ok(())
    }

    fn line(&self, kind: EntryKind, detail: Details) -> Draft {
        let caller = self.permit.caller();
        Draft {
            at: self.now(),
            kind,
            actor: caller.name().to_owned(),
            role: caller.role().to_string(),
            purpose: self.permit.purpose().to_string(),
            deed: self.permit.deed().to_string(),
            subject: self.permit.subject().to_string(),
            intent: Some(self.intent),
            detail,
        }
    }
}
