//! `demo`: a practice case from beginning to end, by the same deeds that any case takes.

mod forum;

use super::known::{Wanted, import_as, show as show_set};
use super::written::{Place, write};
use super::{ledger, read, report};
use crate::args::House;
use crate::door::{Door, First, today};
use crate::failure::Failure;
use crate::progress::Bar;
use crate::screen::Screen;
use crate::stop;
use app::deeds::{
    ExportLedger, ListCases, OpenCase, ReadCarrier, RecordAuthorisation, VerifyLedger, ViewReport,
};
use authority::Role;
use casework::authorisation::{Grant, Scope};
use serde::Serialize;
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};

/// Where the folder of a practice carrier is not given.
const TOLD: &str = "\
`./demo`, in the folder of Hoeder's source, builds a practice carrier out of synthetic pictures, reads it and
serves the report. With a practice carrier at hand:

    hoeder demo --practice DIR

imports the sets in DIR/known, opens a case, records an authorisation, reads the carrier in DIR/carrier, writes
the report to DIR/report.html, verifies the ledger and gives out its tape as DIR/ledger.tape. Where there is a practice
forum in DIR/forum, it is read and measured too, and its report written to DIR/network.html.";

const CASE: &str = "oefenzaak";

pub(super) fn demo(house: &House, practice: Option<&Path>, screen: &mut Screen) -> Result<(), Failure> {
    let Some(folder) = practice else {
        return if house.json { screen.json(&json!({ "help": TOLD })) } else { writeln!(screen, "{TOLD}") };
    };
    let carrier = carrier_in(folder)?;
    let sets = sets_in(folder)?;
    let door = Door::open(house, "demo", First::Begins)?;
    stop::listen()?;
    let mut told = Told { json: house.json, screen };
    let mut known = Vec::new();
    for (file, name) in sets {
        import(&door, file, &name, &mut told)?;
        known.push(name);
    }
    open(&door, &mut told)?;
    let name = read_in(&door, carrier, known, &mut told)?;
    give_report(house, &door, folder, name, &mut told)?;
    forum::show(house, &door, folder, &mut told)?;
    close_with_the_ledger(&door, folder, &mut told)
}

/// Each step as the command that a person would give, followed by what came of it: as text, or as one line of JSON.
struct Told<'a> {
    json: bool,
    screen: &'a mut Screen,
}

impl Told<'_> {
    /// Before the step: its command.
    fn command(&mut self, words: &str) -> Result<(), Failure> {
        if !self.json {
            writeln!(self.screen, "$ hoeder {words}")?;
        }
        self.screen.flush()
    }

    /// After it: what came.
    fn result(
        &mut self,
        command: &str,
        result: impl Serialize,
        text: impl FnOnce(&mut Screen) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        if self.json {
            self.screen.json(&json!({"command": command, "result": result}))?;
        } else {
            text(self.screen)?;
            writeln!(self.screen)?;
        }
        self.screen.flush()
    }
}

fn import(door: &Door, file: PathBuf, name: &str, told: &mut Told<'_>) -> Result<(), Failure> {
    told.command(&format!(
        "known import {} --as {name} --category oefening --source Oefenpolitie",
        file.display()
    ))?;
    let wanted = Wanted {
        file,
        name: name.to_owned(),
        label: "oefening".to_owned(),
        source: "Oefenpolitie".to_owned(),
        known_good: false,
        format: None,
    };
    let mut bar = Bar::new(told.json);
    let set = import_as(door, wanted, &mut bar);
    bar.clear();
    let set = set?;
    told.result("known import", &set, |screen| show_set(&set, screen))
}

/// The case with its authorisation, where an earlier demo has not made them.
fn open(door: &Door, told: &mut Told<'_>) -> Result<(), Failure> {
    let cases = door.perform(ListCases)?;
    let case = cases.into_iter().find(|listed| listed.case.name.as_str() == CASE);
    if case.is_none() {
        told.command(&format!("case open {CASE}"))?;
        let case = door.perform(OpenCase { name: CASE.to_owned() })?;
        told.result("case open", &case, |_| Ok(()))?;
    }
    if case.and_then(|listed| listed.authorisation).is_none() {
        told.command(&format!("authorisation record --case {CASE} --given-by 'mr. O. Voorbeeld' ..."))?;
        let grant = Grant {
            given_by: "mr. O. Voorbeeld".to_owned(),
            capacity: "officier van justitie (oefening)".to_owned(),
            given_on: today(),
            offence: "oefening".to_owned(),
            until: None,
            scope: Scope::default(),
        };
        let authorisation = door.perform(RecordAuthorisation { case: CASE.to_owned(), grant })?;
        told.result("authorisation record", &authorisation, |_| Ok(()))?;
    }
    Ok(())
}

/// Reads the carrier and gives its name.
fn read_in(
    door: &Door,
    carrier: PathBuf,
    known: Vec<String>,
    told: &mut Told<'_>,
) -> Result<String, Failure> {
    let words: String = known.iter().map(|name| format!(" --known {name}")).collect();
    told.command(&format!("carrier read {} --case {CASE}{words}", carrier.display()))?;
    let mut bar = Bar::new(told.json);
    let outcome = door.perform(ReadCarrier {
        case: CASE.to_owned(),
        source: carrier,
        carrier: None,
        known,
        radius_bits: 31,
        limits: Default::default(),
        video: true,
        verify: true,
        landlock_optional: false,
        again: true,
        watch: &mut |progress| bar.show(progress),
    });
    bar.clear();
    let outcome = outcome?;
    told.result("carrier read", read::value(CASE, &outcome), |_| Ok(()))?;
    Ok(outcome.carrier_name)
}

fn give_report(
    house: &House,
    door: &Door,
    folder: &Path,
    name: String,
    told: &mut Told<'_>,
) -> Result<(), Failure> {
    let html = folder.join("report.html");
    told.command(&format!("carrier report --case {CASE} --carrier {name} --html {}", html.display()))?;
    let model = door.perform(ViewReport { case: CASE.to_owned(), carrier: Some(name) })?;
    write(&html, Place::Any, web::report::html(&model, house.lang).as_bytes())?;
    told.result("carrier report", &model, |screen| report::summary(&model, screen))
}

fn close_with_the_ledger(door: &Door, folder: &Path, told: &mut Told<'_>) -> Result<(), Failure> {
    told.command("ledger verify")?;
    let state = door.perform(VerifyLedger)?;
    told.result("ledger verify", ledger::state_value(&state), |screen| ledger::show(&state, screen))?;
    let (tape, key) = (folder.join("ledger.tape"), folder.join("ledger.key"));
    told.command(&format!("ledger export --out {} --role auditor", tape.display()))?;
    let (bytes, head) = door.acting_as(Role::Auditor).perform(ExportLedger)?;
    write(&tape, Place::Any, &bytes)?;
    write(&key, Place::Any, format!("{}\n", state.key).as_bytes())?;
    told.result("ledger export", ledger::exported_value(&tape, bytes.len(), &head), |screen| {
        writeln!(screen, "Check it: ledger-verify {} --key {}", tape.display(), key.display())
    })
}

/// The carrier of a practice folder: its image, or a folder.
fn carrier_in(folder: &Path) -> Result<PathBuf, Failure> {
    let carrier = folder.join("carrier");
    let image = ["practice.E01", "practice.raw"]
        .map(|name| carrier.join(name))
        .into_iter()
        .find(|path| path.is_file());
    image.or_else(|| carrier.is_dir().then_some(carrier)).ok_or_else(|| {
        Failure::missing(
            format!("{} holds no practice carrier", folder.display()),
            "Run ./demo, which makes one, or give the folder that `practice build` wrote",
        )
    })
}

/// The sets of a practice folder with their names, in the order of their names.
fn sets_in(folder: &Path) -> Result<Vec<(PathBuf, String)>, Failure> {
    let known = folder.join("known");
    if !known.is_dir() {
        return Ok(Vec::new());
    }
    let failed = |error: std::io::Error| Failure::file(known.display(), &error);
    let mut sets = Vec::new();
    for entry in fs::read_dir(&known).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.file_name().and_then(|name| name.to_str()).and_then(|name| name.split('.').next());
        if let Some(name) = name.filter(|name| !name.is_empty() && path.is_file()) {
            sets.push((path.clone(), name.to_owned()));
        }
    }
    sets.sort();
    Ok(sets)
}
