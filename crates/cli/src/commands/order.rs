//! `order ...`, `direction ...`, `record ...` and `number view`.

use super::written::{Place, write};
use crate::args::{
    DirectionCommand, DocumentWord, House, NumberCommand, OrderCommand, PersonArgs, RecordCommand,
};
use crate::door::{Door, First};
use crate::failure::Failure;
use crate::screen::Screen;
use crate::world::Machine;
use app::World as _;
use app::deeds::{
    CheckOrder, DraftOrder, EndRecord, FollowDirection, GiveAdvice, IssueOrder, KeptRecord, ListTerms,
    LogState, OrderDocument, PrintOrder, ProveDestruction, RecordEnd, RecordHandOver, RecordHearing,
    SignOrder, TakeStep, ViewDirections, ViewNumbers,
};
use casework::authorisation::dutch_day;
use casework::document::Prose;
use casework::follow_up::ProbationView;
use casework::numbers::{Numbers, Spread, Table, Threshold};
use casework::order::OnDraft;
use casework::procedure::{Finality, State};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fs;
use std::path::Path;

fn read<T: DeserializeOwned>(file: &Path) -> Result<T, Failure> {
    let text = fs::read_to_string(file).map_err(|error| Failure::file(file.display(), &error))?;
    serde_json::from_str(&text).map_err(|error| {
        let example = "docs/order.json, docs/hearing.json and docs/hand-over.json are examples";
        Failure::invalid(format!("{}: {error}", file.display()), example)
    })
}

pub(super) fn run(house: &House, command: OrderCommand, screen: &mut Screen) -> Result<(), Failure> {
    let door = |words| Door::open(house, words, First::Expects);
    match command {
        OrderCommand::Draft { person: PersonArgs { case, person }, file } => {
            let draft = door("order draft")?.perform(DraftOrder { case, person, parts: read(&file)? })?;
            if house.json {
                return screen.json(&draft);
            }
            writeln!(screen, "order {} is drawn up", draft.id)?;
            writeln!(screen, "See what is lacking with `hoeder order check`.")
        }
        OrderCommand::Hear { person: PersonArgs { case, person }, file } => {
            let hearing =
                door("order hear")?.perform(RecordHearing { case, person, hearing: read(&file)? })?;
            on_file(house, "hearing", &hearing, screen)
        }
        OrderCommand::Advise { person: PersonArgs { case, person }, reference } => {
            let advice = door("order advise")?.perform(GiveAdvice { case, person, reference })?;
            on_file(house, "advice", &advice, screen)
        }
        OrderCommand::Sign { person: PersonArgs { case, person }, because } => {
            let signed = door("order sign")?.perform(SignOrder { case, person, grounds: because })?;
            on_file(house, "signature", &signed, screen)
        }
        OrderCommand::Check(PersonArgs { case, person }) => {
            let checked = door("order check")?.perform(CheckOrder { case, person })?;
            if house.json {
                return screen.json(&checked);
            }
            if checked.lacking.is_empty() {
                return writeln!(screen, "order {} can be issued today", checked.order);
            }
            writeln!(screen, "order {} can't be issued yet:", checked.order)?;
            checked.lacking.iter().try_for_each(|line| writeln!(screen, "  {line}"))
        }
        OrderCommand::Issue(person) => issue(house, person, false, screen),
        OrderCommand::Amend(person) => issue(house, person, true, screen),
        OrderCommand::Print { person: PersonArgs { case, person }, order, document, copy, out } => {
            let document = match document {
                DocumentWord::Order => OrderDocument::Order,
                DocumentWord::Anonymised => OrderDocument::Anonymised(copy),
                DocumentWord::Letter => OrderDocument::Letter,
            };
            let pdf = door("order print")?.perform(PrintOrder { case, person, order, document })?;
            write(&out, Place::Empty, &pdf)?;
            told(house, &format!("the document is in {}", out.display()), screen)
        }
        OrderCommand::Step(command) => {
            let (PersonArgs { case, person }, step) = command.step();
            let words = format!("order {}", step.name());
            let state = door(&words)?.perform(TakeStep { case, person, step })?;
            stands(house, &state, screen)
        }
    }
}

/// What is on file, and about which draft.
fn on_file<T: Serialize>(
    house: &House,
    what: &str,
    said: &OnDraft<T>,
    screen: &mut Screen,
) -> Result<(), Failure> {
    if house.json {
        return screen.json(said);
    }
    writeln!(screen, "the {what} is on file")?;
    let Some(about) = &said.about else { return Ok(()) };
    writeln!(screen, "  about order {}, draft {}, with:", about.order, about.draft_sha256)?;
    for sanction in &about.tied.sanctions {
        writeln!(screen, "    {sanction}")?;
    }
    for (number, direction) in (1..).zip(&about.tied.directions) {
        let months = about.tied.direction_months;
        let what = direction.what.as_ref().map_or("not yet in words", Prose::as_str);
        writeln!(screen, "    direction {number}, within {months} months: {what}")?;
    }
    writeln!(screen, "What of these changes later asks for it again.")
}

fn told(house: &House, text: &str, screen: &mut Screen) -> Result<(), Failure> {
    if house.json {
        return screen.json(&serde_json::json!({ "done": text }));
    }
    writeln!(screen, "{text}")
}

fn issue(house: &House, person: PersonArgs, amends: bool, screen: &mut Screen) -> Result<(), Failure> {
    let words = if amends { "order amend" } else { "order issue" };
    let PersonArgs { case, person } = person;
    let order = Door::open(house, words, First::Expects)?.perform(IssueOrder { case, person, amends })?;
    if house.json {
        return screen.json(&order);
    }
    writeln!(screen, "order {} is issued, on decision {}", order.id, order.decision)?;
    writeln!(screen, "Its term begins with delivery in person or proven knowledge, never with posting.")
}

fn stands(house: &House, state: &State, screen: &mut Screen) -> Result<(), Failure> {
    if house.json {
        return screen.json(state);
    }
    let day = dutch_day(Machine.now());
    if let Some(end) = state.end {
        writeln!(screen, "ended: {end:?}")?;
    }
    if let Some(halted) = state.halted {
        writeln!(screen, "STOPPED by new facts ({halted:?}): what they point to comes first")?;
    }
    if let Some(ending) = state.opposition_ending() {
        writeln!(screen, "  opposition until  {} (at the latest {})", ending.last_day, ending.latest_day)?;
        ending.doubts.iter().try_for_each(|doubt| writeln!(screen, "    {doubt}"))?;
    }
    let finality = match state.finality(day) {
        Finality::NotKnown => {
            "no day can be named: nothing shows yet that the person knows the order".to_owned()
        }
        Finality::Until(ending) => format!("opposition can come until {}", ending.latest_day),
        Finality::Opposed => "opposition is pending".to_owned(),
        Finality::From { day } => format!("final from {day}"),
        Finality::Gone => "there is no order in force".to_owned(),
    };
    writeln!(screen, "  finality          {finality}")?;
    writeln!(screen, "  execution         {:?}", state.execution)
}

pub(super) fn directions(
    house: &House,
    command: DirectionCommand,
    screen: &mut Screen,
) -> Result<(), Failure> {
    match command {
        DirectionCommand::Record { person: PersonArgs { case, person }, part, on, what, text } => {
            let entry = what
                .entry(part, on, text)
                .ok_or_else(|| Failure::usage("the text is missing or too long", "Give it with --text"))?;
            let door = Door::open(house, "direction record", First::Expects)?;
            let recorded = door.perform(FollowDirection { case, person, entry })?;
            if house.json {
                return screen.json(&recorded);
            }
            writeln!(screen, "recorded for {on}")
        }
        DirectionCommand::View(PersonArgs { case, person }) => {
            let door = Door::open(house, "direction view", First::Expects)?;
            let view = door.perform(ViewDirections { case, person })?;
            if house.json { screen.json(&view) } else { show(&view, screen) }
        }
    }
}

fn show(view: &ProbationView, screen: &mut Screen) -> Result<(), Failure> {
    writeln!(screen, "directions for {} ({}), order {}", view.name, view.person, view.order)?;
    for viewed in &view.directions {
        writeln!(screen, "part {}: {}", viewed.part, viewed.direction.what)?;
        if let Some(last) = viewed.last_day {
            writeln!(screen, "  until {last}")?;
        }
        if let Some(max) = viewed.sessions_max {
            writeln!(screen, "  {} of at most {max} sessions", viewed.sessions)?;
        }
        for recorded in &viewed.entries {
            writeln!(screen, "  {}  {:?}", recorded.day, recorded.entry)?;
        }
    }
    for due in &view.due {
        writeln!(screen, "due {}  {}", due.on, due.kind.dutch())?;
    }
    Ok(())
}

pub(super) fn records(house: &House, command: RecordCommand, screen: &mut Screen) -> Result<(), Failure> {
    let door = |words| Door::open(house, words, First::Expects);
    match command {
        RecordCommand::Terms(PersonArgs { case, person }) => {
            let terms = door("record terms")?.perform(ListTerms { case, person })?;
            if house.json { screen.json(&terms) } else { list(&terms, screen) }
        }
        RecordCommand::Remove { person: PersonArgs { case, person }, record, because } => {
            let deed = EndRecord { case, person, record, end: RecordEnd::Remove(because) };
            let ended = door("record remove")?.perform(deed)?;
            if house.json {
                return screen.json(&ended);
            }
            writeln!(screen, "record {record} ({}) is out of use", ended.kind)
        }
        RecordCommand::Destroy { person: PersonArgs { case, person }, record } => {
            let deed = EndRecord { case, person, record, end: RecordEnd::Destroy };
            let ended = door("record destroy")?.perform(deed)?;
            if house.json {
                return screen.json(&ended);
            }
            writeln!(screen, "record {record} ({}) is destroyed", ended.kind)?;
            if let Some(key) = ended.key_sha256 {
                writeln!(screen, "  its key is gone; SHA-256 of the key: {key}")?;
            }
            match ended.log {
                Some(LogState::Pending { why }) => {
                    writeln!(screen, "  NOT YET CLEARED: the database's log may still hold it ({why})")?;
                    writeln!(screen, "  Close other programs that use this data, and give the command again.")
                }
                Some(LogState::Cleared) => writeln!(screen, "  the database's log was cleared of it"),
                None => Ok(()),
            }
        }
        RecordCommand::Prove { person: PersonArgs { case, person }, records, out } => {
            let pdf = door("record prove")?.perform(ProveDestruction { case, person, records })?;
            write(&out, Place::Empty, &pdf)?;
            told(house, &format!("the proof is in {}", out.display()), screen)
        }
        RecordCommand::HandOver { person: PersonArgs { case, person }, file } => {
            let deed = RecordHandOver { case, person, stated: read(&file)? };
            let hand_over = door("record hand-over")?.perform(deed)?;
            if house.json {
                return screen.json(&hand_over);
            }
            writeln!(screen, "the hand-over of {} is written down", hand_over.stated.on)
        }
    }
}

fn list(terms: &[KeptRecord], screen: &mut Screen) -> Result<(), Failure> {
    let day = |due: Option<casework::retention::DueDay>| match due {
        Some(due) if due.earliest == due.latest => due.earliest.to_string(),
        Some(due) => format!("{} to {}", due.earliest, due.latest),
        None => "-".to_owned(),
    };
    let unsure = |kept: &KeptRecord| kept.due.destroy.is_none() && !kept.due.uncertain.is_empty();
    let rows: Vec<Vec<String>> = terms
        .iter()
        .map(|kept| {
            let articles: Vec<String> = kept.due.citations.iter().map(ToString::to_string).collect();
            vec![
                kept.id.to_string(),
                kept.record.clone(),
                format!("{:?}", kept.controller),
                day(kept.due.remove),
                if unsure(kept) { "unsure".to_owned() } else { day(kept.due.destroy) },
                articles.join("; "),
            ]
        })
        .collect();
    screen.table(&["RECORD", "KIND", "CONTROLLER", "REMOVE", "DESTROY", "BY"], &[], &rows)?;
    let mut unsure: Vec<String> =
        terms.iter().flat_map(|kept| kept.due.uncertain.iter().map(ToString::to_string)).collect();
    unsure.sort();
    unsure.dedup();
    unsure.iter().try_for_each(|line| writeln!(screen, "unsure: {line}"))
}

pub(super) fn numbers(house: &House, command: NumberCommand, screen: &mut Screen) -> Result<(), Failure> {
    let NumberCommand::View { below } = command;
    let deed = ViewNumbers { threshold: Threshold { below } };
    let numbers: Numbers = Door::open(house, "number view", First::Expects)?.perform(deed)?;
    if house.json {
        return screen.json(&numbers);
    }
    writeln!(screen, "counts from 1 to below {below} are hidden ({})", Threshold::SOURCE)?;
    table("ROUTES", &numbers.routes, screen)?;
    table("CONDITIONS", &numbers.conditions, screen)?;
    for (interval, spread) in &numbers.days {
        writeln!(screen, "{:<22}{}", interval.word(), in_words(spread))?;
    }
    Ok(())
}

fn table(name: &str, table: &Table, screen: &mut Screen) -> Result<(), Failure> {
    writeln!(screen, "{name}")?;
    writeln!(screen, "{table}")
}

fn in_words(spread: &Spread) -> String {
    match spread {
        Spread::Empty => "no case".to_owned(),
        Spread::Hidden => "hidden".to_owned(),
        Spread::Days { cases, median, percentile_90 } => {
            let nine = percentile_90.map_or_else(String::new, |days| format!(", nine in ten within {days}"));
            format!("{cases} cases, half within {median} days{nine}")
        }
    }
}
