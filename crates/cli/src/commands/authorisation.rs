//! `authorisation record` and `authorisation widen`.

use crate::args::House;
use crate::door::{Door, First};
use crate::failure::Failure;
use crate::screen::Screen;
use app::deeds::{RecordAuthorisation, WidenAuthorisation};
use casework::authorisation::{Authorisation, Grant, Scope};

pub(super) fn record(house: &House, case: String, grant: Grant, screen: &mut Screen) -> Result<(), Failure> {
    let door = Door::open(house, "authorisation record", First::Expects)?;
    let authorisation = door.perform(RecordAuthorisation { case: case.clone(), grant })?;
    show(house, &case, &authorisation, screen)
}

pub(super) fn widen(
    house: &House,
    case: String,
    scope: Scope,
    because: String,
    screen: &mut Screen,
) -> Result<(), Failure> {
    let door = Door::open(house, "authorisation widen", First::Expects)?;
    let authorisation = door.perform(WidenAuthorisation { case: case.clone(), scope, because })?;
    show(house, &case, &authorisation, screen)?;
    if !house.json {
        writeln!(screen, "Readings sealed before keep their scope; read the carrier again to see more.")?;
    }
    Ok(())
}

fn show(house: &House, case: &str, authorisation: &Authorisation, screen: &mut Screen) -> Result<(), Failure> {
    if house.json {
        return screen.json(authorisation);
    }
    let grant = authorisation.grant();
    writeln!(screen, "authorisation of case {case}, version {}", authorisation.version())?;
    writeln!(screen, "  given by  {} ({}) on {}", grant.given_by, grant.capacity, grant.given_on)?;
    writeln!(screen, "  offence   {}", grant.offence)?;
    if let Some(until) = grant.until {
        writeln!(screen, "  until     {until}")?;
    }
    for line in in_words(&grant.scope) {
        writeln!(screen, "  scope     {line}")?;
    }
    Ok(())
}

/// The limits of a scope, one a line.
fn in_words(scope: &Scope) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(families) = &scope.families {
        let words: Vec<&str> = families.iter().map(|family| family.word()).collect();
        lines.push(format!("families: {}", words.join(", ")));
    }
    if let Some(period) = &scope.period {
        lines.push(format!("period: {} to {}", period.from, period.to));
    }
    lines.extend(scope.folders.iter().flatten().map(|folder| format!("folder: {folder}")));
    if lines.is_empty() {
        lines.push("no limit".to_owned());
    }
    if !scope.note.is_empty() {
        lines.push(format!("note: {}", scope.note));
    }
    lines
}
