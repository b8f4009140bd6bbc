//! Drawing up an order, and what must be on file before it can be issued: hearing, advice, signature.

use crate::file::{self, Entry, PersonFile};
use crate::gate::{Act, Deed, Details};
use crate::{AppError, AppErrorKind};
use authority::{DeedName, Subject, mark};
use casework::document::{Advice, Line, Official, Prose};
use casework::order::{Draft, DraftHearing, OnDraft, OnFile, SignOff};
use rules::Route;
use serde_json::Value;
use store::Tx;
use vocab::OrderId;

/// Draws up an order on the last decision, or changes the draft: the parts that are given take the place of the
/// same parts of the draft.
#[derive(Debug)]
pub struct DraftOrder {
    /// Name of the case.
    pub case: String,
    /// Label of the person.
    pub person: String,
    /// Parts of the draft by name, as JSON. A carrier may be named by its name instead of its id.
    pub parts: serde_json::Map<String, Value>,
}

/// Parts that come from deeds and records of their own.
const ELSEWHERE: [(&str, &str); 6] = [
    ("established", "guilt is established as a fact, with `hoeder fact establish`"),
    ("id", "it is given when the draft begins"),
    ("decision", "it is the last decision"),
    ("hearing", "record it with `hoeder order hear`"),
    ("advice", "the probation service gives it with `hoeder order advise`"),
    ("sign_off", "a jurist gives it with `hoeder order sign`"),
];

impl Deed for DraftOrder {
    type Done = (PersonFile, Draft);
    type Output = Draft;

    fn name(&self) -> DeedName {
        DeedName::DraftOrder
    }

    fn subject(&self) -> Subject {
        file::subject(&self.case, &self.person)
    }

    fn act(&mut self, act: &Act<'_>) -> Result<Self::Done, AppError> {
        let file = PersonFile::open(act, &self.case, &self.person)?;
        let decision = file.decision().filter(|decision| decision.route == Route::PenalOrder);
        let decision = decision.map(|decision| decision.id).ok_or_else(|| {
            AppError::new(
                AppErrorKind::Missing,
                format!("the last decision on {} is not a penal order", file.label),
                "A prosecutor decides on one first, with `hoeder decision take`",
            )
        })?;
        let issued = |draft: &Draft| file.orders.iter().any(|order| order.id == draft.id);
        let id = OrderId(act.world().record_id());
        let draft = match file.draft.clone() {
            Some(draft) if draft.decision == decision && !issued(&draft) => draft,
            // What was drawn up before is where the next draft begins.
            Some(draft) => Draft { id, decision, ..draft },
            None => Draft::new(id, decision),
        };
        let draft = self.laid_over(&draft, act, &file)?;
        Ok((file, draft))
    }

    fn keep(
        self,
        (file, draft): Self::Done,
        act: &Act<'_>,
        tx: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<Draft, AppError> {
        let entry = Entry::Draft(Box::new(draft.clone()));
        file.keep(act, tx, &entry, details)?;
        details.insert("order".into(), draft.id.to_string().into());
        Ok(draft)
    }
}

impl DraftOrder {
    fn laid_over(&self, draft: &Draft, act: &Act<'_>, file: &PersonFile) -> Result<Draft, AppError> {
        let Value::Object(mut whole) = serde_json::to_value(draft).map_err(AppError::invalid)? else {
            return Err(AppError::invalid("a draft is no object"));
        };
        for (name, part) in &self.parts {
            if let Some((_, where_from)) = ELSEWHERE.iter().find(|(elsewhere, _)| elsewhere == name) {
                return Err(AppError::invalid(format!("{name} does not belong in the draft: {where_from}")));
            }
            whole.insert(name.clone(), part.clone());
        }
        let carriers = act.store().carriers(file.case.id)?;
        for listed in whole.get_mut("carriers").and_then(Value::as_array_mut).into_iter().flatten() {
            let Some(id) = listed.get_mut("id") else { continue };
            if let Some(row) = carriers.iter().find(|row| Some(row.name.as_str()) == id.as_str()) {
                *id = Value::String(row.id.to_string());
            }
        }
        serde_json::from_value(Value::Object(whole)).map_err(|error| {
            // What is wrong with it may quote it, and so must not stand in the ledger.
            let hint = format!("{error}; docs/order.json is an example");
            AppError::new(AppErrorKind::Invalid, "the draft has not the form of an order", hint)
        })
    }
}

/// Records the hearing about the order as it is drawn up now.
#[derive(Debug)]
pub struct RecordHearing {
    /// Name of the case.
    pub case: String,
    /// Label of the person.
    pub person: String,
    /// The hearing.
    pub hearing: DraftHearing,
}

impl Deed for RecordHearing {
    type Done = (PersonFile, OnDraft<DraftHearing>);
    type Output = OnDraft<DraftHearing>;

    fn name(&self) -> DeedName {
        DeedName::RecordHearing
    }

    fn subject(&self) -> Subject {
        file::subject(&self.case, &self.person)
    }

    fn act(&mut self, act: &Act<'_>) -> Result<Self::Done, AppError> {
        let day = self.hearing.hearing.day;
        if day > act.today() {
            return Err(AppError::invalid(format!("the hearing is dated {day}, which is still to come")));
        }
        let file = PersonFile::open(act, &self.case, &self.person)?;
        let hearing = about(&file, self.hearing.clone(), OnFile::Hearing, "a hearing")?;
        held_again(&file, &hearing)?;
        Ok((file, hearing))
    }

    fn keep(
        self,
        (file, hearing): Self::Done,
        act: &Act<'_>,
        tx: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<Self::Output, AppError> {
        file.keep(act, tx, &Entry::Hearing(Box::new(hearing.clone())), details)?;
        told(&hearing, details);
        Ok(hearing)
    }
}

/// What is said about the draft as it is now.
fn about<T>(file: &PersonFile, of: T, on_file: OnFile, what: &str) -> Result<OnDraft<T>, AppError> {
    OnDraft::now(of, on_file, file.drawn_up(what)?).map_err(AppError::invalid)
}

/// A hearing that was about one draft does not become one about another by being written down again.
fn held_again(file: &PersonFile, hearing: &OnDraft<DraftHearing>) -> Result<(), AppError> {
    let tied = |on: &OnDraft<DraftHearing>| on.about.as_ref().map(|about| about.tied.clone());
    match &file.hearing {
        Some(last) if last.of == hearing.of && tied(last) != tied(hearing) => Err(AppError::new(
            AppErrorKind::Invalid,
            format!("this hearing of {} is on file already, about an earlier draft", last.of.hearing.day),
            "Hear the person about the draft as it is now; that hearing has a day and a report of its own",
        )),
        _ => Ok(()),
    }
}

/// The ledger's line names the order; which draft of it stands in the closed record.
fn told<T>(said: &OnDraft<T>, details: &mut Details) {
    if let Some(about) = &said.about {
        details.insert("order".into(), about.order.to_string().into());
    }
}

/// Puts the probation service's advice on file. Only its own officer can.
#[derive(Debug)]
pub struct GiveAdvice {
    /// Name of the case.
    pub case: String,
    /// Label of the person.
    pub person: String,
    /// Reference of the advice.
    pub reference: Line,
}

impl Deed for GiveAdvice {
    type Done = (PersonFile, OnDraft<Advice>);
    type Output = OnDraft<Advice>;

    fn name(&self) -> DeedName {
        DeedName::GiveAdvice
    }

    fn subject(&self) -> Subject {
        file::subject(&self.case, &self.person)
    }

    fn act(&mut self, act: &Act<'_>) -> Result<Self::Done, AppError> {
        let hand = act.hand::<mark::ProbationOfficer>("advice is given by the probation service")?;
        let by = Line::new(hand.name()).map_err(AppError::invalid)?;
        let advice = Advice { by, day: act.today(), reference: self.reference.clone() };
        let file = PersonFile::open(act, &self.case, &self.person)?;
        let advice = about(&file, advice, OnFile::Advice, "an advice")?;
        Ok((file, advice))
    }

    fn keep(
        self,
        (file, advice): Self::Done,
        act: &Act<'_>,
        tx: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<Self::Output, AppError> {
        file.keep(act, tx, &Entry::Advice(advice.clone()), details)?;
        told(&advice, details);
        Ok(advice)
    }
}

/// Signs for community service in an order: the law does not settle it (art. 22b Sr speaks of convictions).
#[derive(Debug)]
pub struct SignOrder {
    /// Name of the case.
    pub case: String,
    /// Label of the person.
    pub person: String,
    /// On what grounds.
    pub grounds: Prose,
}

impl Deed for SignOrder {
    type Done = (PersonFile, OnDraft<SignOff>);
    type Output = OnDraft<SignOff>;

    fn name(&self) -> DeedName {
        DeedName::SignOrder
    }

    fn subject(&self) -> Subject {
        file::subject(&self.case, &self.person)
    }

    fn act(&mut self, act: &Act<'_>) -> Result<Self::Done, AppError> {
        let by = signer(act)?;
        let sign_off = SignOff { by, on: act.today(), grounds: self.grounds.clone() };
        let file = PersonFile::open(act, &self.case, &self.person)?;
        let sign_off = about(&file, sign_off, OnFile::SignOff, "a signature")?;
        Ok((file, sign_off))
    }

    fn keep(
        self,
        (file, sign_off): Self::Done,
        act: &Act<'_>,
        tx: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<Self::Output, AppError> {
        file.keep(act, tx, &Entry::SignOff(sign_off.clone()), details)?;
        told(&sign_off, details);
        Ok(sign_off)
    }
}

/// The person who acts, as an official.
pub(super) fn signer(act: &Act<'_>) -> Result<Official, AppError> {
    let caller = act.permit().caller();
    casework::decision::official(caller.name(), caller.role()).map_err(AppError::invalid)
}
