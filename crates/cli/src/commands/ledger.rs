//! `ledger verify`, `ledger compare` and `ledger export`.

use super::written::{Place, write};
use crate::args::House;
use crate::door::{Door, First};
use crate::failure::Failure;
use crate::screen::Screen;
use app::deeds::{CompareLedger, ExportLedger, LedgerComparison, LedgerState, RecordStanding, VerifyLedger};
use serde::Serialize;
use serde_json::{Value, json};
use std::path::Path;
use web::Lang;

pub(super) fn verify(house: &House, screen: &mut Screen) -> Result<(), Failure> {
    let state = Door::open(house, "ledger verify", First::Expects)?.perform(VerifyLedger)?;
    if house.json {
        screen.json(&state_value(&state))?;
    } else {
        show(&state, screen)?;
    }
    match state.verdict {
        Ok(_) => Ok(()),
        Err(fault) => Err(Failure::unsound(
            format!("the ledger is not sound: {fault}"),
            "Stop working in this house, keep it as it is, and have it looked into",
        )),
    }
}

/// The state as JSON.
pub(super) fn state_value(state: &LedgerState) -> Value {
    json!({
        "sound": state.verdict.is_ok(),
        "fault": state.verdict.as_ref().err().map(ToString::to_string),
        "key": state.key.to_string(),
        "head": state.head,
        "verdict": state.verdict.as_ref().ok(),
    })
}

/// What was exported, as JSON: of so many bytes, under this head, into this file.
pub(super) fn exported_value(out: &Path, size_bytes: usize, head: &impl Serialize) -> Value {
    json!({"file": out.display().to_string(), "size_bytes": size_bytes, "head": head})
}

/// The state in a few lines.
pub(super) fn show(state: &LedgerState, screen: &mut Screen) -> Result<(), Failure> {
    let Ok(verdict) = &state.verdict else { return Ok(()) };
    writeln!(screen, "the ledger is sound")?;
    writeln!(
        screen,
        "  entries  {}, from {} to {}",
        Lang::En.number(verdict.entries),
        verdict.first,
        verdict.last
    )?;
    writeln!(screen, "  heads    {}, signed by key {}", Lang::En.number(verdict.heads), state.key)?;
    writeln!(screen, "  root     {}", verdict.root)?;
    for open in &verdict.open {
        writeln!(screen, "  open     entry {} has no outcome: broken off, or still under way", open.index)?;
    }
    Ok(())
}

pub(super) fn compare(house: &House, screen: &mut Screen) -> Result<(), Failure> {
    let compared = Door::open(house, "ledger compare", First::Expects)?.perform(CompareLedger)?;
    if house.json {
        screen.json(&json!({
            "holds": compared.holds(),
            "ledger_fault": compared.verdict.as_ref().err().map(ToString::to_string),
            "entries": compared.verdict.as_ref().ok().map(|verdict| verdict.entries),
            "root": compared.verdict.as_ref().ok().map(|verdict| verdict.root),
            "records": compared.records,
        }))?;
    } else {
        tell(&compared, screen)?;
    }
    let hint = "Stop working in this house, keep it as it is, and have it looked into";
    match &compared.verdict {
        Err(fault) => {
            let text = format!("the ledger is not sound, so nothing was held against it: {fault}");
            Err(Failure::unsound(text, hint))
        }
        Ok(_) if compared.holds() => Ok(()),
        Ok(_) => {
            let faults = compared.faults().count();
            Err(Failure::unsound(format!("{faults} records are not what the ledger says"), hint))
        }
    }
}

fn tell(compared: &LedgerComparison, screen: &mut Screen) -> Result<(), Failure> {
    let Ok(verdict) = &compared.verdict else { return Ok(()) };
    let (mut equal, mut destroyed, mut uncleared) = (0_u64, 0_u64, Vec::new());
    for record in &compared.records {
        match &record.standing {
            RecordStanding::Equal { .. } => equal += 1,
            RecordStanding::Destroyed { log_cleared, .. } => {
                destroyed += 1;
                uncleared.extend((!log_cleared).then_some(record.id));
            }
            RecordStanding::Fault { .. } => {}
        }
    }
    let all = Lang::En.number(compared.records.len() as u64);
    writeln!(screen, "{all} records held against {} entries", Lang::En.number(verdict.entries))?;
    writeln!(screen, "  equal      {}", Lang::En.number(equal))?;
    writeln!(screen, "  destroyed  {}, as the ledger says", Lang::En.number(destroyed))?;
    writeln!(screen, "  FAULT      {}", Lang::En.number(compared.faults().count() as u64))?;
    for (record, fault) in compared.faults() {
        writeln!(screen, "FAULT {} ({}): {fault}", record.id, record.kind)?;
    }
    for id in uncleared {
        writeln!(screen, "unsure: no line says that the database's log was cleared of {id}")?;
    }
    writeln!(screen, "  root       {}", verdict.root)
}

pub(super) fn export(
    house: &House,
    out: &Path,
    key: Option<&Path>,
    screen: &mut Screen,
) -> Result<(), Failure> {
    let door = Door::open(house, "ledger export", First::Expects)?;
    let (tape, head) = door.perform(ExportLedger)?;
    write(out, Place::Empty, &tape)?;
    if let Some(path) = key {
        let public = door.perform(VerifyLedger)?.key;
        write(path, Place::Empty, format!("{public}\n").as_bytes())?;
    }
    if house.json {
        return screen.json(&exported_value(out, tape.len(), &head));
    }
    writeln!(screen, "the tape is in {}", out.display())?;
    writeln!(screen, "  entries  {}", Lang::En.number(head.head.size))?;
    writeln!(screen, "  root     {}", head.head.root)?;
    if let Some(path) = key {
        writeln!(screen, "  key      {}", path.display())?;
    }
    writeln!(screen, "Anyone can check it with `ledger-verify`.")
}
