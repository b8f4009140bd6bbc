//! Translation: what a reader told becomes a row of the manifest; a row becomes an item of the profile.

use super::batch::folder_of;
use crate::worker::{Piece, PieceOutcome};
use casework::authorisation::{Coverage, Scope, ScopedItem};
use casework::profile::{
    Camera, Class, Holder, KnownHit, NearHit, Outcome as ProfileOutcome, PrintKind, ProfiledItem, Statement,
};
use casework::review::{Review, Verdict};
use evidence::Listing;
use manifest::{By, Defect, Frame, Match, Outcome, Row};
use std::collections::BTreeMap;
use vocab::{Allocation, Family, LinkKind};

/// A row for something listed that has no content to read.
pub(crate) fn row_of_line(order: u64, line: &Listing) -> Option<Row> {
    match line {
        Listing::Skipped { place, reason } => {
            let mut row = Row::at(order, place.clone());
            row.outcome = Outcome::Skipped;
            row.reason = Some(reason.clone());
            Some(row)
        }
        Listing::Failed { place, defect } => {
            let mut row = Row::at(order, place.clone());
            row.outcome = Outcome::Failed;
            row.reason = Some("not_listed".to_owned());
            row.defects.push(defect_row(defect));
            Some(row)
        }
        Listing::Entry(_) | Listing::Volume(_) => None,
    }
}

fn defect_row(defect: &evidence::Defect) -> Defect {
    Defect { kind: word(&defect.kind), text: defect.text.clone() }
}

/// The stable word of an enum that serialises as one.
pub(crate) fn word<T: serde::Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => "unknown".to_owned(),
    }
}

/// A row for a piece.
pub(crate) fn row_of_piece(order: u64, parent: Option<u64>, piece: &Piece, matches: &[Match]) -> Row {
    let mut row = Row::at(order, piece.place.clone());
    row.parent = parent;
    row.size_bytes = piece.size_bytes;
    (row.outcome, row.reason) = match &piece.outcome {
        PieceOutcome::Read => (Outcome::Read, None),
        PieceOutcome::Skipped(reason) => (Outcome::Skipped, Some(reason.clone())),
        PieceOutcome::Failed(reason) => (Outcome::Failed, Some(reason.clone())),
    };
    row.family = piece.kind.as_ref().map(|kind| kind.family);
    row.media_type = piece.kind.as_ref().map(|kind| kind.media_type.clone());
    row.md5 = piece.digests.map(|digests| digests.md5);
    row.sha1 = piece.digests.map(|digests| digests.sha1);
    row.sha256 = piece.digests.map(|digests| digests.sha256);
    if let Some(picture) = &piece.picture {
        row.width = Some(picture.width).filter(|width| *width > 0);
        row.height = Some(picture.height).filter(|height| *height > 0);
        row.pdq = picture.prints.map(|prints| prints[0]);
        row.pdq_quality = picture.prints.map(|_| picture.quality);
    }
    let camera = &piece.camera;
    row.camera_make = camera.make.clone();
    row.camera_model = camera.model.clone();
    row.camera_serial = camera.serial.clone();
    row.lens = camera.lens.clone();
    row.software = camera.software.clone();
    row.latitude = camera.gps.map(|(latitude, _)| latitude);
    row.longitude = camera.gps.map(|(_, longitude)| longitude);
    row.exif_more = camera.more.clone();
    row.duration_millis = piece.duration_millis;
    row.frames = piece
        .frames
        .iter()
        .map(|frame| Frame { at_millis: frame.at_millis, pdq: frame.prints[0], quality: frame.quality })
        .collect();
    row.add_stamps(piece.stamps.iter().copied());
    row.matches = matches.to_vec();
    row.defects = piece.defects.iter().map(defect_row).collect();
    row.reasons =
        casework::profile::place_rules_of(&folder_of(&piece.place)).map(|rule| rule.because()).collect();
    row
}

/// Whether a row lies inside the authorisation. What has no content of its own is part of the accounting only.
pub(crate) fn covered(row: &Row, scope: &Scope) -> bool {
    let stamps: Vec<_> = row.stamps().collect();
    let folder = folder_of(&row.place);
    // A holder is opened for what it holds, so its own family sets no limit.
    let holder = row.family == Some(Family::Archive) && scope.families.is_some();
    let item = ScopedItem { family: row.family.unwrap_or(Family::Other), folder: &folder, stamps: &stamps };
    if holder {
        let without = Scope { families: None, ..scope.clone() };
        return without.covers(item) == Coverage::Covered;
    }
    row.outcome == Outcome::Skipped || scope.covers(item) == Coverage::Covered
}

/// What the sets of a reading are, as far as a match needs it.
pub(crate) type SetFacts = BTreeMap<String, (Class, String)>;

/// The last verdict on each near match: by item and set.
pub(crate) type Verdicts = BTreeMap<(u64, String), Verdict>;

/// The last word counts.
pub(crate) fn verdicts(reviews: Vec<(u64, String, Review)>) -> Verdicts {
    reviews.into_iter().map(|(item, set, review)| ((item, set), review.verdict)).collect()
}

/// The row as the profile counts it.
pub(crate) fn profiled(row: &Row, sets: &SetFacts, verdicts: &Verdicts) -> ProfiledItem {
    let mut known = Vec::new();
    let mut near = Vec::new();
    for hit in &row.matches {
        let (class, source) = sets.get(&hit.set).cloned().unwrap_or((Class::Notified, String::new()));
        let statement = Statement { class, set: hit.set.clone(), source, label: hit.label.clone() };
        match hit.by {
            By::Md5 => known.push(KnownHit { statement, by: PrintKind::Md5 }),
            By::Sha1 => known.push(KnownHit { statement, by: PrintKind::Sha1 }),
            By::Sha256 => known.push(KnownHit { statement, by: PrintKind::Sha256 }),
            By::Pdq => near.push(NearHit {
                statement,
                distance_bits: u32::from(hit.distance_bits),
                orientation: hit.orientation.clone().unwrap_or_default(),
                reviewed: verdicts.get(&(row.order, hit.set.clone())).copied(),
            }),
        }
    }
    let reason = || row.reason.clone().unwrap_or_default();
    let camera = [&row.camera_make, &row.camera_model, &row.camera_serial];
    ProfiledItem {
        order: row.order,
        holder: row.parent.map(|order| Holder {
            order,
            kind: row.place.chain.last().map_or(LinkKind::Member, |link| link.kind),
        }),
        place: row.place.to_string(),
        folder: folder_of(&row.place),
        volume: row.place.volume,
        deleted: row.place.allocation == Allocation::Deleted,
        size_bytes: row.size_bytes,
        family: row.family.unwrap_or(Family::Other),
        outcome: match row.outcome {
            Outcome::Read => ProfileOutcome::Read,
            Outcome::Skipped => ProfileOutcome::Skipped(reason()),
            Outcome::Failed => ProfileOutcome::Failed(reason()),
        },
        sha256: row.sha256,
        known,
        near,
        stamps: row.stamps().collect(),
        camera: camera.iter().any(|part| part.is_some()).then(|| Camera {
            make: row.camera_make.clone().unwrap_or_default(),
            model: row.camera_model.clone().unwrap_or_default(),
            serial: row.camera_serial.clone().unwrap_or_default(),
        }),
        defects: row.defects.iter().map(|defect| defect.kind.clone()).collect(),
        in_scope: true,
    }
}
