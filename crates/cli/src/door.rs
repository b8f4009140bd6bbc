//! The house as seen from the command line: opened for one named person with one purpose.

use crate::args::House;
use crate::failure::Failure;
use crate::world::{Machine, user};
use app::{App, Deed, PaperCommand, WorkerCommand, World as _};
use authority::{Caller, Purpose};
use jiff::civil::Date;
use jiff::tz::Offset;
use std::num::NonZero;
use std::sync::Arc;

/// Whether a command may be the first in a house.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum First {
    /// It begins the house where there is none.
    Begins,
    /// There must be one: a mistyped folder would else look like an empty house.
    Expects,
}

/// An open house, and who is in it.
pub(crate) struct Door {
    pub(crate) app: Arc<App>,
    pub(crate) caller: Caller,
    purpose: Purpose,
}

impl Door {
    /// Opens the house for the deed named `words`, such as `carrier read`.
    pub(crate) fn open(house: &House, words: &str, first: First) -> Result<Self, Failure> {
        let invalid =
            |error: authority::NameError| Failure::invalid(error, "Give another with --actor or --purpose");
        let account = user();
        let name = house.actor.as_ref().unwrap_or(&account);
        let caller = Caller::local_user(name, house.role).and_then(|caller| caller.under_account(&account));
        let caller = caller.map_err(invalid)?;
        let purpose = Purpose::new(house.purpose.as_deref().unwrap_or(words)).map_err(invalid)?;
        if first == First::Expects && !house.data.is_dir() {
            return Err(Failure::missing(
                format!("there is nothing in {}", house.data.display()),
                "Give the right folder with --data, or begin with `hoeder case open`",
            ));
        }
        let program = std::env::current_exe().map_err(|error| Failure::file("this program", &error))?;
        let paper = house.paper.clone().unwrap_or_else(|| program.with_file_name("hoeder-paper"));
        let readers = std::thread::available_parallelism().map_or(1, NonZero::get);
        let worker = WorkerCommand { program, arguments: vec!["read-worker".to_owned()], readers };
        let app =
            App::open(&house.data, Arc::new(Machine), worker)?.with_paper(PaperCommand { program: paper });
        Ok(Self { app: Arc::new(app), caller, purpose })
    }

    /// Does a deed, if this person may.
    pub(crate) fn perform<D: Deed>(&self, deed: D) -> Result<D::Output, Failure> {
        Ok(self.app.perform(&self.caller, &self.purpose, deed)?)
    }

    /// The same person with the same purpose in another role.
    pub(crate) fn acting_as(&self, role: authority::Role) -> Self {
        Self {
            app: Arc::clone(&self.app),
            caller: self.caller.acting_as(role),
            purpose: self.purpose.clone(),
        }
    }
}

/// The present day, in UTC as the authorisation counts it.
pub(crate) fn today() -> Date {
    Offset::UTC.to_datetime(Machine.now().0).date()
}
