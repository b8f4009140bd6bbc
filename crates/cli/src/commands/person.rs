//! `person add`, `person correct`, `person file`, `carrier seized-from` and `office set`.

use super::fact::question;
use crate::args::{House, PersonArgs, PersonCommand};
use crate::door::{Door, First};
use crate::failure::Failure;
use crate::screen::Screen;
use app::PersonFile;
use app::deeds::{AddPerson, CorrectPerson, SetOffice, StateSeizure, ViewFile};
use casework::document::Prose;
use casework::fact::{Nature, Standing};
use casework::seizure::SeizedFrom;
use std::fs;
use std::path::Path;
use web::Lang;

pub(super) fn run(house: &House, command: PersonCommand, screen: &mut Screen) -> Result<(), Failure> {
    match command {
        PersonCommand::Add { case, label, identity } => {
            let door = Door::open(house, "person add", First::Expects)?;
            let added = door.perform(AddPerson { case: case.clone(), label, suspect: identity.suspect() })?;
            if house.json {
                return screen.json(&added);
            }
            writeln!(screen, "person {} is added to case {case} (id {})", added.label, added.id)
        }
        PersonCommand::Correct { person, identity } => {
            let door = Door::open(house, "person correct", First::Expects)?;
            let (case, label) = (person.case, person.person);
            let deed = CorrectPerson { case, person: label.clone(), suspect: identity.suspect() };
            let id = door.perform(deed)?;
            if house.json {
                return screen.json(&id);
            }
            writeln!(screen, "who {label} is was corrected; the earlier record stays")
        }
        PersonCommand::File { person } => {
            let door = Door::open(house, "person file", First::Expects)?;
            let file = door.perform(ViewFile { case: person.case, person: person.person })?;
            if house.json { screen.json(&file) } else { show(&file, house.lang, screen) }
        }
    }
}

fn show(file: &PersonFile, lang: Lang, screen: &mut Screen) -> Result<(), Failure> {
    writeln!(screen, "person {} of case {}", file.label, file.case.name)?;
    if let Some(identity) = &file.identity {
        writeln!(screen, "  name      {}", identity.suspect.name)?;
    }
    for filed in &file.facts {
        let fact = &filed.fact;
        let kind = if fact.nature == Nature::Opinion { "opinion" } else { "fact" };
        let stands = match &filed.standing {
            Standing::Stands => String::new(),
            Standing::Disputed(turn) => format!("; disputed: {}", turn.because),
            Standing::Withdrawn(turn) => format!("; withdrawn: {}", turn.because),
        };
        writeln!(screen, "{kind} {}  {} = {}", fact.id, fact.name, fact.value)?;
        writeln!(screen, "  {}", question(lang, fact.name))?;
        writeln!(screen, "  by {} ({}) on {}{stands}", fact.by, fact.role, Lang::En.moment(fact.at))?;
    }
    for decision in &file.decisions {
        writeln!(screen, "decision {}  {}", decision.id, decision.route)?;
        writeln!(screen, "  by {} on {}: {}", decision.by, Lang::En.moment(decision.at), decision.reasons)?;
    }
    for seizure in &file.seizures {
        let how = match seizure.from {
            SeizedFrom::Person => "was seized from this person",
            SeizedFrom::TakenBack => "was not seized from this person, it is said now",
        };
        writeln!(screen, "carrier {}  {how}", seizure.carrier)?;
        writeln!(screen, "  by {} on {}: {}", seizure.by, Lang::En.moment(seizure.at), seizure.because)?;
    }
    for warning in &file.warnings {
        let on = warning.letter.letterhead.status.day();
        writeln!(screen, "warning letter of {on}, on decision {}", warning.decision)?;
    }
    for gone in &file.gone {
        let how = if gone.destroyed_at.is_some() { "destroyed" } else { "removed" };
        writeln!(screen, "record {}  {} was {how}", gone.id, gone.kind)?;
    }
    Ok(())
}

pub(super) fn seized_from(
    house: &House,
    person: PersonArgs,
    (carrier, take_back): (String, bool),
    because: Prose,
    screen: &mut Screen,
) -> Result<(), Failure> {
    let PersonArgs { case, person } = person;
    let from = if take_back { SeizedFrom::TakenBack } else { SeizedFrom::Person };
    let deed = StateSeizure { case, carrier: carrier.clone(), person: person.clone(), from, because };
    let seizure = Door::open(house, "carrier seized-from", First::Expects)?.perform(deed)?;
    if house.json {
        return screen.json(&seizure);
    }
    match from {
        SeizedFrom::Person => writeln!(screen, "{carrier} was seized from {person}"),
        SeizedFrom::TakenBack => {
            writeln!(screen, "it is no longer said that {carrier} was seized from {person}")
        }
    }
}

pub(super) fn office(house: &House, file: &Path, screen: &mut Screen) -> Result<(), Failure> {
    let text = fs::read_to_string(file).map_err(|error| Failure::file(file.display(), &error))?;
    let sheet = serde_json::from_str(&text).map_err(|error| {
        Failure::invalid(
            format!("{}: {error}", file.display()),
            "Correct the sheet; docs/office.json is an example",
        )
    })?;
    let sheet = Door::open(house, "office set", First::Begins)?.perform(SetOffice { sheet })?;
    if house.json {
        return screen.json(&sheet);
    }
    writeln!(screen, "documents are sent by {}", sheet.office.name)
}
