//! `decision take`, `decision replay`, `decision print`, `decision warn` and `rule touch`.

use super::fact::listed;
use super::written::{Place, write};
use crate::args::{DecisionCommand, House};
use crate::door::{Door, First};
use crate::failure::Failure;
use crate::screen::Screen;
use app::deeds::{IssueWarning, ListTouched, PrintDecision, ReplayDecision, TakeDecision};
use app::rulebook::Edition;
use casework::decision::Replay;

pub(super) fn run(house: &House, command: DecisionCommand, screen: &mut Screen) -> Result<(), Failure> {
    match command {
        DecisionCommand::Take { person, route, because, answers } => {
            let door = Door::open(house, "decision take", First::Expects)?;
            let (case, person) = (person.case, person.person);
            let decision = door.perform(TakeDecision { case, person, route, reasons: because, answers })?;
            if house.json {
                return screen.json(&decision);
            }
            writeln!(screen, "decided: {}, by {} (id {})", decision.route, decision.by, decision.id)?;
            writeln!(screen, "  basis     SHA-256 {}", decision.basis_sha256)
        }
        DecisionCommand::Replay { person, decision } => {
            let door = Door::open(house, "decision replay", First::Expects)?;
            let (case, person) = (person.case, person.person);
            let replay = door.perform(ReplayDecision { case, person, decision })?;
            if house.json {
                screen.json(&replay)?;
            } else {
                show(&replay, screen)?;
            }
            if replay.holds() {
                return Ok(());
            }
            let text = "the decision does not rest on what it rested on when it was taken";
            Err(Failure::unsound(text, "Compare the record with the ledger, and restore it from a backup"))
        }
        DecisionCommand::Print { person, decision, out } => {
            let door = Door::open(house, "decision print", First::Expects)?;
            let (case, person) = (person.case, person.person);
            let pdf = door.perform(PrintDecision { case, person, decision })?;
            write(&out, Place::Empty, &pdf)?;
            if house.json {
                return screen.json(&serde_json::json!({ "file": out.display().to_string() }));
            }
            writeln!(screen, "the record of the decision is in {}", out.display())
        }
        DecisionCommand::Warn { person, decision, occasion, period, out } => {
            let door = Door::open(house, "decision warn", First::Expects)?;
            let (case, person) = (person.case, person.person);
            let occasion = occasion.map(Into::into);
            let pdf = door.perform(IssueWarning { case, person, decision, occasion, period })?;
            write(&out, Place::Empty, &pdf)?;
            if house.json {
                return screen.json(&serde_json::json!({ "file": out.display().to_string() }));
            }
            writeln!(screen, "the warning letter is in {}", out.display())
        }
    }
}

fn show(replay: &Replay, screen: &mut Screen) -> Result<(), Failure> {
    let yes = |holds: bool| if holds { "yes" } else { "NO" };
    writeln!(screen, "decision {}, taken under edition {} of the rules", replay.decision, replay.edition)?;
    writeln!(screen, "  the frozen basis is what was frozen          {}", yes(replay.basis_sound))?;
    writeln!(screen, "  the file gives the facts the rules were told {}", yes(replay.facts_same))?;
    writeln!(screen, "  the rules of then say the same again         {}", yes(replay.findings_same))?;
    if replay.differences.is_empty() {
        return writeln!(screen, "  edition {}, the newest, says the same", replay.newest);
    }
    writeln!(
        screen,
        "  under edition {}, the newest, {} would be {}",
        replay.newest,
        replay.route,
        replay.route_now.word()
    )?;
    for difference in &replay.differences {
        let said = |said: &Option<(u16, app::rulebook::Truth, app::rulebook::Effect)>| match said {
            Some((version, truth, effect)) => format!("version {version}: {truth:?}, {effect:?}"),
            None => "not in the book".to_owned(),
        };
        writeln!(
            screen,
            "    {}  then {}; now {}",
            difference.rule,
            said(&difference.then),
            said(&difference.now)
        )?;
    }
    Ok(())
}

pub(super) fn touched(
    house: &House,
    from: Option<Edition>,
    to: Option<Edition>,
    screen: &mut Screen,
) -> Result<(), Failure> {
    let to = to.unwrap_or(Edition::LATEST);
    let from = from.or_else(|| Edition::all().filter(|edition| *edition < to).last()).unwrap_or(to);
    let cases = Door::open(house, "rule touch", First::Expects)?.perform(ListTouched { from, to })?;
    if house.json {
        return screen.json(&cases);
    }
    let (touched, all) = (cases.touched.len(), cases.looked_at);
    writeln!(screen, "edition {to} says something else than edition {from} of {touched} of {all} files")?;
    for row in &cases.touched {
        writeln!(screen, "  {} {}: {}", row.case, row.person, listed(&row.rules))?;
        for (route, then, now) in &row.routes {
            writeln!(screen, "    {route}: was {}, is {}", then.word(), now.word())?;
        }
    }
    Ok(())
}
