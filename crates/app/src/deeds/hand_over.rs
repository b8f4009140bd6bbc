//! Writing down what passes from one controller to another (art. 32 Wpg).

use crate::AppError;
use crate::file::{self, Entry, PersonFile};
use crate::gate::{Act, Deed, Details};
use authority::{DeedName, Subject, mark};
use casework::hand_over::{HandOver, StatedHandOver};
use store::Tx;

/// Writes down a hand-over.
#[derive(Debug)]
pub struct RecordHandOver {
    /// Name of the case.
    pub case: String,
    /// Label of the person.
    pub person: String,
    /// What passes, to whom and why.
    pub stated: StatedHandOver,
}

impl Deed for RecordHandOver {
    type Done = (PersonFile, HandOver);
    type Output = HandOver;

    fn name(&self) -> DeedName {
        DeedName::RecordHandOver
    }

    fn subject(&self) -> Subject {
        file::subject(&self.case, &self.person)
    }

    fn act(&mut self, act: &Act<'_>) -> Result<Self::Done, AppError> {
        let hand = act.hand::<mark::Keeper>("this role hands nothing over")?;
        let file = PersonFile::open(act, &self.case, &self.person)?;
        let hand_over = HandOver::record(self.stated.clone(), act.today(), act.now(), &hand);
        Ok((file, hand_over.map_err(AppError::invalid)?))
    }

    fn keep(
        self,
        (file, hand_over): Self::Done,
        act: &Act<'_>,
        tx: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<HandOver, AppError> {
        let entry = Entry::HandOver(hand_over.clone());
        file.keep(act, tx, &entry, details)?;
        details.insert("things".into(), crate::gate::count(hand_over.stated.things.len()));
        Ok(hand_over)
    }
}
