//! `carrier read`, and with the first reading of a new case its opening and authorisation.

use crate::args::{House, ReadArgs};
use crate::door::{Door, First, today};
use crate::failure::Failure;
use crate::progress::Bar;
use crate::screen::{Screen, tell};
use crate::stop;
use app::deeds::{ListCases, OpenCase, ReadCarrier, ReadOutcome, RecordAuthorisation};
use serde_json::{Value, json};
use web::Lang;

pub(super) fn read(house: &House, args: ReadArgs, screen: &mut Screen) -> Result<(), Failure> {
    let new = args.open_case || args.grant.authorised_by.is_some();
    let door = Door::open(house, "carrier read", if new { First::Begins } else { First::Expects })?;
    if new {
        prepare(&door, &args, house.json)?;
    }
    stop::listen()?;
    let case = args.case.clone();
    let mut bar = Bar::new(house.json);
    let outcome = door.perform(ReadCarrier {
        case: case.clone(),
        source: args.source,
        carrier: args.carrier,
        known: args.known,
        radius_bits: args.near_bits,
        limits: Default::default(),
        video: !args.no_video,
        verify: !args.no_verify,
        landlock_optional: args.allow_without_landlock,
        again: args.again,
        watch: &mut |progress| bar.show(progress),
    });
    bar.clear();
    show(house, &case, &outcome?, screen)
}

/// Opens the case and records its authorisation, each where there is none yet.
fn prepare(door: &Door, args: &ReadArgs, json: bool) -> Result<(), Failure> {
    let name = &args.case;
    let cases = door.perform(ListCases)?;
    let case = cases.into_iter().find(|listed| listed.case.name.as_str() == name.trim());
    if case.is_none() {
        door.perform(OpenCase { name: name.clone() })?;
        if !json {
            tell(format_args!("opened case {name}"));
        }
    }
    let Some(grant) = args.grant.grant(today()) else { return Ok(()) };
    match case.and_then(|listed| listed.authorisation) {
        Some(standing) => {
            let (earlier, given) = (standing.grant(), &grant);
            if (&earlier.given_by, &earlier.offence) != (&given.given_by, &given.offence) {
                return Err(Failure::invalid(
                    format!(
                        "case {name} has an authorisation by {} for {}",
                        earlier.given_by, earlier.offence
                    ),
                    "Leave out --authorised-by to read under it, or read in another case",
                ));
            }
        }
        None => {
            door.perform(RecordAuthorisation { case: name.clone(), grant })?;
            if !json {
                tell(format_args!("recorded the authorisation of case {name}"));
            }
        }
    }
    Ok(())
}

/// What a reading came to, as JSON, with the case that it belongs to.
pub(super) fn value(case: &str, outcome: &ReadOutcome) -> Value {
    let mut value = json!(outcome);
    value["case"] = json!(case);
    value
}

fn show(house: &House, case: &str, outcome: &ReadOutcome, screen: &mut Screen) -> Result<(), Failure> {
    if house.json {
        return screen.json(&value(case, outcome));
    }
    let number = |value| Lang::En.number(value);
    let ReadOutcome { found, read, skipped, failed, outside, .. } = *outcome;
    writeln!(screen, "carrier {} of case {case}", outcome.carrier_name)?;
    writeln!(
        screen,
        "  found     {} = {} read + {} skipped + {} failed",
        number(found),
        number(read),
        number(skipped),
        number(failed)
    )?;
    if outside > 0 {
        writeln!(
            screen,
            "  outside   {} lie outside the authorisation: counted and closed",
            number(outside)
        )?;
    }
    writeln!(screen, "  bytes     {} read", Lang::En.size(outcome.read_bytes).replace('\u{a0}', " "))?;
    for defect in &outcome.defects {
        writeln!(screen, "  defect    {defect}")?;
    }
    if outcome.resumed > 0 {
        writeln!(
            screen,
            "  resumed   {}",
            if outcome.resumed == 1 { "once".to_owned() } else { format!("{} times", outcome.resumed) }
        )?;
    }
    writeln!(screen, "  manifest  {} rows, SHA-256 {}", number(outcome.rows), outcome.manifest_sha256)?;
    writeln!(screen, "  sealed    Merkle root {}", outcome.root)?;
    writeln!(screen, "  reading   {}", outcome.reading)?;
    writeln!(
        screen,
        "See what was found with `hoeder carrier report --case '{case}' --carrier {}`.",
        outcome.carrier
    )
}
