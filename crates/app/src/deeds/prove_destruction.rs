//! Setting the proof that records were destroyed, from what the ledger says of them.

use super::print_decision::{letterhead_of, office};
use crate::file::{self, PersonFile};
use crate::gate::{Act, Deed, Details, count};
use crate::told::{Destroyed, Told};
use crate::{AppError, AppErrorKind};
use authority::{DeedName, Role, Subject};
use casework::authorisation::dutch_day;
use casework::decision::{cited, official};
use casework::document::{DestroyedRecord, DestructionManner, Document, Line, ProofOfDestruction};
use casework::hand_over::Controller;
use casework::retention::RecordKind;
use rules::Citation;
use store::Tx;
use vocab::RecordId;

/// Sets the proof of the destruction of some records of one person, destroyed by one hand on one ground.
#[derive(Debug)]
pub struct ProveDestruction {
    /// Name of the case.
    pub case: String,
    /// Label of the person.
    pub person: String,
    /// The records; at least one.
    pub records: Vec<RecordId>,
}

fn refused(text: impl std::fmt::Display, hint: &str) -> AppError {
    AppError::new(AppErrorKind::Invalid, text, hint)
}

impl ProveDestruction {
    /// The lines of the ledger under which the records were destroyed, oldest first.
    fn lines<'a>(
        &self,
        file: &PersonFile,
        told: &'a Told,
    ) -> Result<Vec<(RecordId, &'a Destroyed)>, AppError> {
        let mut lines = Vec::new();
        for id in &self.records {
            let gone = file.gone.iter().any(|gone| gone.id == *id && gone.destroyed_at.is_some());
            let line = told.destroyed.get(id).filter(|_| gone).ok_or_else(|| {
                let text = format!("record {id} of {} was not destroyed", file.label);
                AppError::new(AppErrorKind::Missing, text, "Destroy it first, with `hoeder record destroy`")
            })?;
            if !told.is_cleared(line) {
                let text = format!(
                    "the ledger does not say that nothing of record {id} is left in the log of SQLite"
                );
                let hint =
                    "Give `hoeder record destroy` for it once more, when no other program has the data open";
                return Err(refused(text, hint));
            }
            lines.push((*id, line));
        }
        lines.sort_by_key(|(_, destroyed)| destroyed.line);
        lines.dedup_by_key(|(id, _)| *id);
        Ok(lines)
    }

    fn proof(&self, act: &Act<'_>, file: &PersonFile, told: &Told) -> Result<ProofOfDestruction, AppError> {
        let lines = self.lines(file, told)?;
        let Some((_, last)) = lines.last() else {
            return Err(AppError::invalid("no record is named"));
        };
        let ground = ground(last)?;
        let one = "Make a proof for each hand and each ground, with its own records";
        for (id, line) in &lines {
            if (&line.actor, &line.role) != (&last.actor, &last.role) {
                return Err(refused(format!("record {id} was destroyed by another hand than the last"), one));
            }
            if self::ground(line)? != ground {
                return Err(refused(
                    format!("record {id} was destroyed on another ground than the last"),
                    one,
                ));
            }
        }
        let role: Role = last.role.parse().map_err(AppError::invalid)?;
        let sheet = office(act)?;
        let sender = match Controller::of(role) {
            Some(Controller::Police) => sheet.police.ok_or_else(|| {
                let text = "the office's sheet names no office of the police, and the police destroyed this";
                AppError::new(
                    AppErrorKind::Missing,
                    text,
                    "Add `police` to the sheet, and give `hoeder office set`; docs/office.json is an example",
                )
            })?,
            _ => sheet.office,
        };
        let number = Line::new(&format!("VN-{}", last.line)).map_err(AppError::invalid)?;
        let records = lines.iter().map(|(id, line)| record(file, told, *id, line));
        Ok(ProofOfDestruction {
            letterhead: letterhead_of(file, sender, dutch_day(last.at))?,
            number,
            ground: cited(&ground).map_err(AppError::invalid)?,
            records: records.collect::<Result<_, _>>()?,
            destroyed_by: official(&last.actor, role).map_err(AppError::invalid)?,
            witness: None,
        })
    }
}

/// The ground in law. Lines of earlier versions don't name it; it then follows from who destroyed: the police destroy
/// what was removed, the prosecution judicial documentation.
fn ground(line: &Destroyed) -> Result<Citation, AppError> {
    let by_role = match line.role.parse().ok().and_then(Controller::of) {
        Some(Controller::ProsecutionService) => "wjsg-4-1",
        _ => "wpg-14",
    };
    let named = line.ground.as_deref().unwrap_or(by_role);
    RecordKind::ground_named(named)
        .ok_or_else(|| AppError::invalid(format!("line {} names an unknown ground: {named}", line.line)))
}

fn record(
    file: &PersonFile,
    told: &Told,
    id: RecordId,
    line: &Destroyed,
) -> Result<DestroyedRecord, AppError> {
    let gone = file.gone.iter().find(|gone| gone.id == id);
    let kind = gone.map_or("", |gone| gone.kind.as_str());
    Ok(DestroyedRecord {
        what: Line::new(dutch(kind)).map_err(AppError::invalid)?,
        id: Line::new(&id.to_string()).map_err(AppError::invalid)?,
        manner: DestructionManner::KeyDestroyed,
        at: gone.and_then(|gone| gone.destroyed_at).unwrap_or(line.at),
        sha256: told.made.get(&id).and_then(|made| made.sha256),
        ledger_line: line.line,
        ledger_sha256: line.leaf,
    })
}

/// A kind of record in Dutch, without what stood in it.
fn dutch(kind: &str) -> &str {
    match kind {
        "identity" => "personalia",
        "fact" => "vastgesteld feit",
        "fact-turn" => "betwisting, handhaving of intrekking van een feit",
        "decision" => "beslissing",
        "draft" => "concept van een strafbeschikking",
        "hearing" => "aantekening van het horen",
        "advice" => "reclasseringsadvies",
        "sign-off" => "akkoord voor de taakstraf",
        "order" => "strafbeschikking",
        "step" => "stap in de procedure",
        "follow-up" => "aantekening over een aanwijzing",
        "hand-over" => "aantekening van een verstrekking",
        "seizure" => "aantekening van wie een gegevensdrager in beslag is genomen",
        "warning" => "waarschuwingsbrief",
        other => other,
    }
}

impl Deed for ProveDestruction {
    type Done = (usize, Vec<u8>);
    type Output = Vec<u8>;

    fn name(&self) -> DeedName {
        DeedName::ProveDestruction
    }

    fn subject(&self) -> Subject {
        file::subject(&self.case, &self.person)
    }

    fn act(&mut self, act: &Act<'_>) -> Result<Self::Done, AppError> {
        let file = PersonFile::open(act, &self.case, &self.person)?;
        let proof = self.proof(act, &file, &Told::of(act.store())?)?;
        let records = proof.records.len();
        Ok((records, act.paper()?.set(&Document::ProofOfDestruction(proof))?))
    }

    fn keep(
        self,
        (records, pdf): Self::Done,
        _: &Act<'_>,
        _: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<Vec<u8>, AppError> {
        details.insert("records".into(), count(records));
        Ok(pdf)
    }
}
