//! `carrier items`: one JSON object a line for programs, a table for people. Never content.

use crate::args::{CarrierArgs, House};
use crate::door::{Door, First};
use crate::failure::Failure;
use crate::screen::{Screen, tell};
use app::deeds::{Item, ItemPage, ListItems};
use casework::profile::{Content, ItemFilter};
use serde_json::{Value, json};
use web::Lang;

/// Rows of a table that a person may want at once.
const ROWS: u64 = 100;

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
    screen.table(&["ITEM", "BYTES", "TYPE", "STANDING", "PLACE"], &[0, 1], rows)?;
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
