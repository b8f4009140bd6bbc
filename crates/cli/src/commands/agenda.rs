//! `agenda norm`, `agenda assign`, `agenda view`.

use crate::args::{AgendaCommand, House};
use crate::door::{Door, First, today};
use crate::failure::Failure;
use crate::screen::Screen;
use app::deeds::{AssignCase, SetNorm, ViewAgenda};
use casework::agenda::Agenda;

pub(super) fn run(house: &House, command: AgendaCommand, screen: &mut Screen) -> Result<(), Failure> {
    match command {
        AgendaCommand::Norm { category, year, cases, source } => {
            let deed = SetNorm { category, year, cases, source };
            let norm = Door::open(house, "agenda norm", First::Expects)?.perform(deed)?;
            if house.json {
                return screen.json(&norm);
            }
            writeln!(screen, "{}: {} in {} ({})", norm.category, norm.cases, norm.year, norm.source)?;
        }
        AgendaCommand::Assign { case, category, year, because } => {
            let deed = AssignCase { case: case.clone(), category, year, reason: because };
            let said = Door::open(house, "agenda assign", First::Expects)?.perform(deed)?;
            if house.json {
                return screen.json(&said);
            }
            match said.category {
                Some(category) => writeln!(screen, "{case} counts in {year} as {category}")?,
                None => writeln!(screen, "{case} does not count")?,
            }
        }
        AgendaCommand::View { year } => {
            let deed = ViewAgenda { year: year.unwrap_or_else(|| today().year()) };
            let agenda = Door::open(house, "agenda view", First::Expects)?.perform(deed)?;
            if house.json {
                return screen.json(&agenda);
            }
            show(&agenda, screen)?;
        }
    }
    Ok(())
}

fn show(agenda: &Agenda, screen: &mut Screen) -> Result<(), Failure> {
    writeln!(screen, "{}", agenda.year)?;
    for row in &agenda.rows {
        let against = match (&row.norm, row.lacking) {
            (Some(norm), Some(0)) => format!("norm {} met ({})", norm.cases, norm.source),
            (Some(norm), Some(lacking)) => {
                format!("norm {}, {lacking} lacking ({})", norm.cases, norm.source)
            }
            _ => "no norm entered".to_owned(),
        };
        writeln!(screen, "  {:<12}{:>5}  {against}", row.category.word(), row.count)?;
        for case in &row.cases {
            let said = &case.assignment;
            writeln!(screen, "      {}: {} ({})", case.name, said.reason, said.by)?;
        }
    }
    if !agenda.unassigned.is_empty() {
        writeln!(screen, "  not yet assigned, opened in {}:", agenda.year)?;
        for name in &agenda.unassigned {
            writeln!(screen, "      {name}")?;
        }
    }
    Ok(())
}
