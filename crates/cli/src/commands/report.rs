//! `carrier report`: the main figures on the terminal, all of them as a page or as JSON.

use super::written::{Place, write};
use crate::args::{CarrierArgs, House};
use crate::door::{Door, First};
use crate::failure::Failure;
use crate::screen::{Screen, tell};
use app::deeds::ViewReport;
use casework::profile::{Figure, Standing, Statement};
use casework::report::{DigestVerdict, ReportModel, VolumeOutcome};
use std::path::Path;
use web::Lang;

pub(super) fn report(
    house: &House,
    carrier: CarrierArgs,
    html: Option<&Path>,
    screen: &mut Screen,
) -> Result<(), Failure> {
    let door = Door::open(house, "carrier report", First::Expects)?;
    let model = door.perform(ViewReport { case: carrier.case, carrier: carrier.carrier })?;
    if let Some(path) = html {
        write(path, Place::Any, web::report::html(&model, house.lang).as_bytes())?;
        if !house.json {
            tell(format_args!("the report is in {}", path.display()));
        }
    }
    if house.json {
        let text = web::report::json(&model).map_err(|error| Failure::invalid(error, "Report this fault"))?;
        return screen.raw_json(&text);
    }
    if html.is_none() {
        summary(&model, screen)?;
    }
    sound(&model)
}

/// A report whose counts break a rule is given, and said to be of no worth.
fn sound(model: &ReportModel) -> Result<(), Failure> {
    let broken: Vec<&str> =
        model.profile.checks.iter().filter(|check| !check.holds).map(|check| check.rule.as_str()).collect();
    if broken.is_empty() {
        return Ok(());
    }
    Err(Failure::unsound(
        format!("the counts break these rules: {}", broken.join(", ")),
        "Don't rely on this reading; read the carrier again and report the fault",
    ))
}

/// The main figures.
pub(super) fn summary(model: &ReportModel, screen: &mut Screen) -> Result<(), Failure> {
    head(model, screen)?;
    let mut rows = Vec::new();
    let mut row = |name: &str, figure: &Figure, contents: Option<&Figure>| {
        rows.push(vec![
            name.to_owned(),
            Lang::En.number(figure.count),
            contents.map(|figure| Lang::En.number(figure.count)).unwrap_or_default(),
            size(figure.bytes),
            figure.items.to_string(),
        ]);
    };
    let account = &model.profile.accounting;
    row("found", &account.found, None);
    row("  read", &account.read, None);
    row("  skipped", &account.skipped, None);
    row("  failed", &account.failed, None);
    row("outside the authorisation", &account.outside_scope, None);
    row("with a defect", &account.with_defects, None);
    // The three that were not read inside the authorisation stand above.
    let above = [Standing::Skipped, Standing::Failed, Standing::OutsideScope];
    for standing in model.profile.standings.iter().filter(|row| !above.contains(&row.standing)) {
        row(name(standing.standing), &standing.items, Some(&standing.contents));
    }
    for known in &model.profile.known {
        let statement = &known.statement;
        let text = format!("  in {}: {}", statement.set, statement.label);
        row(&text, &known.items, Some(&known.contents));
    }
    for near in &model.profile.near {
        let verdict = near.verdict.map_or("waits for review", |verdict| verdict.word());
        let text = format!("  near {}: {}, {verdict}", near.statement.set, near.statement.label);
        row(&text, &near.items, Some(&near.contents));
    }
    for disagreement in &model.profile.disagreements {
        let says = |statement: &Statement| format!("{}: {}", statement.set, statement.label);
        let all: Vec<String> = disagreement.statements.iter().map(says).collect();
        row(
            &format!("  sets disagree: {}", all.join(" / ")),
            &disagreement.items,
            Some(&disagreement.contents),
        );
    }
    row("copies", &model.profile.contents.further, None);
    row("deleted", &model.profile.deleted.all, Some(&model.profile.deleted.known));
    for place in &model.profile.places {
        row(&format!("  {}", place.because.rule), &place.items.all, None);
    }
    writeln!(screen)?;
    screen.table(&["", "ITEMS", "CONTENTS", "SIZE", "LISTED BY --filter"], &[1, 2, 3], &rows)
}

fn size(bytes: u64) -> String {
    Lang::En.size(bytes).replace('\u{a0}', " ")
}

fn name(standing: Standing) -> &'static str {
    match standing {
        Standing::Known => "known",
        Standing::NearConfirmed => "near, confirmed",
        Standing::NearWaiting => "near, waits for review",
        Standing::Unknown => "unknown",
        Standing::KnownGood => "known good",
        Standing::NotComparable => "nothing to compare",
        Standing::Defect => "read with a defect",
        Standing::Skipped => "skipped",
        Standing::Failed => "failed",
        Standing::OutsideScope => "outside the authorisation",
    }
}

fn head(model: &ReportModel, screen: &mut Screen) -> Result<(), Failure> {
    let carrier = &model.carrier;
    writeln!(
        screen,
        "carrier   {} ({}) of case {}",
        carrier.carrier_name,
        carrier.form.word(),
        carrier.case_name
    )?;
    writeln!(
        screen,
        "read      {} to {} by {}",
        Lang::En.moment(carrier.begun_at),
        Lang::En.moment(carrier.ended_at),
        carrier.read_by
    )?;
    let grant = carrier.authorisation.grant();
    writeln!(
        screen,
        "under     authorisation of {} by {}, for {}",
        grant.given_on, grant.given_by, grant.offence
    )?;
    for digest in &carrier.digests {
        let verdict = match digest.verdict() {
            DigestVerdict::Equal => "stated and computed agree",
            DigestVerdict::Differs => "DIFFERS: the image is not what was made",
            DigestVerdict::NotCompared => "not compared",
        };
        writeln!(screen, "image     {}: {verdict}", digest.algorithm)?;
    }
    for volume in &carrier.volumes {
        let outcome = match &volume.outcome {
            VolumeOutcome::Read => "read".to_owned(),
            VolumeOutcome::Skipped(reason) => format!("skipped: {reason}"),
            VolumeOutcome::Failed(reason) => format!("failed: {reason}"),
        };
        let form = volume.file_system.as_deref().unwrap_or("no file system");
        let names: Vec<&str> = [&volume.name, &volume.label]
            .into_iter()
            .map(String::as_str)
            .filter(|name| !name.is_empty())
            .collect();
        let called = if names.is_empty() { String::new() } else { format!(" ({})", names.join(", ")) };
        writeln!(
            screen,
            "volume    {} {form}{called}, {}, {outcome}",
            volume.number,
            size(volume.size_bytes)
        )?;
    }
    for defect in &carrier.defects {
        writeln!(screen, "defect    {}: {}", defect.kind, defect.text)?;
    }
    writeln!(screen, "manifest  SHA-256 {}", carrier.seal.manifest_sha256)?;
    writeln!(screen, "sealed    Merkle root {}", carrier.seal.merkle_root)
}
