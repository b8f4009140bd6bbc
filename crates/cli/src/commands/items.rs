//! `carrier items` and `carrier open-closed`: one JSON object a line for programs, a table for people. Never content.

use crate::args::{CarrierArgs, House};
use crate::door::{Door, First};
use crate::failure::Failure;
use crate::screen::{Screen, tell};
use app::deeds::{Item, ItemPage, ListItems, OpenClosed};
use casework::profile::{Content, ItemFilter};
use serde_json::{Value, json};
use web::Lang;

/// Rows of a table that a person may want at once.
const ROWS: u64 = 100;
const HEADINGS: [&str; 5] = ["ITEM", "BYTES", "TYPE", "STANDING", "PLACE"];
/// Columns of numbers.
const NUMBERS: [usize; 2] = [0, 1];

pub(super) fn items(
    house: &House,
    carrier: CarrierArgs,
    filter: ItemFilter,
    (start, limit): (u64, Option<u64>),
    screen: &mut Screen,
) -> Result<(), Failure> {
    let door = Door::open(house, "carrier items", First::Expects)?;
    let limit = if house.json { limit } else { limit.or(Some(ROWS)) };
    let (case, carrier) = (carrier.case, carrier.carrier);
    if house.json {
        let mut told = Ok(());
        let say = &mut |item| {
            told = screen.json(&object(&item));
            told.is_ok()
        };
        door.perform(ListItems { case, carrier, filter, start, limit, say })?;
        return told;
    }
    let mut rows = Vec::new();
    let say = &mut |item| {
        rows.push(row(&item));
        true
    };
    let page = door.perform(ListItems { case, carrier, filter, start, limit, say })?;
    table(&page, &rows, start, screen)
}

/// `carrier open-closed`: the rows that are covered now, as `carrier items` gives them.
pub(super) fn open_closed(house: &House, carrier: CarrierArgs, screen: &mut Screen) -> Result<(), Failure> {
    let door = Door::open(house, "carrier open-closed", First::Expects)?;
    let (case, carrier) = (carrier.case, carrier.carrier);
    let (mut told, mut rows) = (Ok(()), Vec::new());
    let say = &mut |item| {
        if house.json {
            told = screen.json(&object(&item));
        } else {
            rows.push(row(&item));
        }
        told.is_ok()
    };
    let come = door.perform(OpenClosed { case, carrier, say })?;
    told?;
    if !house.json {
        screen.table(&HEADINGS, &NUMBERS, &rows)?;
    }
    screen.flush()?;
    tell(format_args!(
        "{} items are covered by version {} of the authorisation and were opened; {} stay closed",
        Lang::En.number(come.opened),
        come.version,
        Lang::En.number(come.closed)
    ));
    if come.version == come.closed_under {
        tell("the authorisation was not widened since the carrier was read");
    } else if come.opened > 0 {
        tell("they were digested, not decoded: read the carrier again for prints, metadata and members");
    }
    if !come.sets_gone.is_empty() {
        tell(format_args!(
            "not compared with {}: newer versions took their place",
            come.sets_gone.join(", ")
        ));
    }
    Ok(())
}

fn row(item: &Item) -> Vec<String> {
    vec![
        item.row.order.to_string(),
        Lang::En.number(item.row.size_bytes),
        item.row.media_type.clone().unwrap_or_default(),
        item.classified.standing.to_string(),
        item.item.place.clone(),
    ]
}

fn table(page: &ItemPage, rows: &[Vec<String>], start: u64, screen: &mut Screen) -> Result<(), Failure> {
    screen.table(&HEADINGS, &NUMBERS, rows)?;
    screen.flush()?;
    let shown = page.given;
    if shown < page.total {
        let (from, to) = (start.saturating_add(shown.min(1)), start.saturating_add(shown));
        tell(format_args!(
            "{} to {} of {}; go on with --start {to}, or take all with --json",
            Lang::En.number(from),
            Lang::En.number(to),
            Lang::En.number(page.total)
        ));
    }
    if page.outside > 0 {
        tell(format_args!(
            "{} items lie outside the authorisation and are not listed",
            Lang::En.number(page.outside)
        ));
    }
    Ok(())
}

/// The item as an object. Keys are never left out, so that a program can rely on each.
fn object(item: &Item) -> Value {
    let row = &item.row;
    let copy_of = match item.classified.content {
        Content::FurtherHere { first } | Content::FurtherElsewhere { first } => Some(first),
        Content::Absent | Content::First => None,
    };
    let matches: Vec<Value> = row
        .matches
        .iter()
        .map(|hit| {
            json!({
                "set": hit.set, "by": hit.by, "distance_bits": hit.distance_bits,
                "orientation": hit.orientation, "label": hit.label, "status": hit.status,
            })
        })
        .collect();
    let stamps: Vec<Value> = row
        .stamps()
        .map(|stamp| json!({"meaning": stamp.meaning, "when": stamp.when.to_string(), "zone_known": zone_known(stamp.when)}))
        .collect();
    let frames: Vec<Value> = row
        .frames
        .iter()
        .map(|frame| json!({"at_millis": frame.at_millis, "pdq": frame.pdq, "pdq_quality": frame.quality}))
        .collect();
    json!({
        "order": row.order,
        "parent": row.parent,
        "path": item.item.place,
        "volume": row.place.volume,
        "deleted": item.item.deleted,
        "offset": row.place.offset_bytes,
        "size": row.size_bytes,
        "outcome": row.outcome,
        "reason": row.reason,
        "type": row.media_type,
        "family": row.family,
        "md5": row.md5,
        "sha1": row.sha1,
        "sha256": row.sha256,
        "pdq": row.pdq,
        "pdq_quality": row.pdq_quality,
        "width": row.width,
        "height": row.height,
        "duration_millis": row.duration_millis,
        "frames": frames,
        "standing": item.classified.standing,
        "copy_of": copy_of,
        "matches": matches,
        "camera_make": row.camera_make,
        "camera_model": row.camera_model,
        "camera_serial": row.camera_serial,
        "lens": row.lens,
        "software": row.software,
        "latitude": row.latitude,
        "longitude": row.longitude,
        "stamps": stamps,
        "more": row.exif_more,
        "defects": row.defects,
        "signs_of_place": row.reasons,
    })
}

fn zone_known(when: vocab::When) -> bool {
    matches!(when, vocab::When::Utc(_))
}
