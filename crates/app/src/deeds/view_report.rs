//! Seeing the collection profile of a carrier's newest finished reading.

use super::case_named::{Found, sealed};
use crate::gate::{Act, Deed, Details};
use crate::known::KnownSet;
use crate::reading::items::Manifest;
use crate::reading::plan::{Outside, Reading, Seal, fences};
use crate::reading::row::word;
use crate::{AppError, AppErrorKind};
use authority::{DeedName, Subject};
use casework::profile::{Outcome, ProfileBuilder, ProfiledItem};
use casework::report::{
    CarrierDefect, CarrierRecord, ImageDigest, LedgerPosition, ReportModel, Segment, SourceForm, UsedSet,
    Volume, VolumeOutcome,
};
use store::{KnownSetRow, Tx};
use vocab::{Family, Moment};

/// Shows what a reading found.
#[derive(Debug)]
pub struct ViewReport {
    /// Name of the case.
    pub case: String,
    /// Name or id of the carrier; may be left out where the case has one.
    pub carrier: Option<String>,
}

impl Deed for ViewReport {
    type Done = ReportModel;
    type Output = ReportModel;

    fn name(&self) -> DeedName {
        DeedName::ViewReport
    }

    fn subject(&self) -> Subject {
        super::case_named::subject(&self.case, self.carrier.as_deref())
    }

    fn act(&mut self, act: &Act<'_>) -> Result<ReportModel, AppError> {
        let found = sealed(act, &self.case, self.carrier.as_deref())?;
        let Some((sealed_at, seal)) = found.reading.sealed.clone() else {
            return Err(AppError::new(
                AppErrorKind::Missing,
                "the reading is not finished",
                "Finish it first",
            ));
        };
        let manifest = Manifest::open(act, &found.reading, &seal)?;
        let mut profile = ProfileBuilder::new();
        manifest.each(&mut |_, item, _| {
            profile.push(&item);
            true
        })?;
        for item in seal.outside.iter().flat_map(closed_items) {
            profile.push(&item);
        }
        let profile = profile.finish();
        let carrier = record(act, &found, &found.reading, sealed_at, &seal)?;
        Ok(ReportModel { carrier, profile })
    }

    fn keep(
        self,
        model: ReportModel,
        _: &Act<'_>,
        _: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<ReportModel, AppError> {
        details.insert("reading".into(), model.carrier.reading_id.to_string().into());
        details.insert("manifest_root".into(), model.carrier.seal.merkle_root.as_str().into());
        Ok(model)
    }
}

/// What lies outside the authorisation is counted and nothing more: the count, and the bytes as one sum.
fn closed_items(outside: &Outside) -> impl Iterator<Item = ProfiledItem> {
    let (failed, bytes) = (outside.failed, outside.bytes);
    // They have no order that anyone may see: they come after all that has.
    let first = u64::MAX - outside.rows;
    (0..outside.rows).map(move |number| ProfiledItem {
        order: first + number,
        holder: None,
        place: String::new(),
        folder: String::new(),
        volume: None,
        deleted: false,
        size_bytes: if number == 0 { bytes } else { 0 },
        family: Family::Other,
        outcome: if number < failed { Outcome::Failed("outside".to_owned()) } else { Outcome::Read },
        sha256: None,
        known: Vec::new(),
        near: Vec::new(),
        stamps: Vec::new(),
        camera: None,
        defects: Vec::new(),
        in_scope: false,
    })
}

fn record(
    act: &Act<'_>,
    found: &Found,
    reading: &Reading,
    sealed_at: Moment,
    seal: &Seal,
) -> Result<CarrierRecord, AppError> {
    let facts = &seal.facts;
    let image = facts.size_bytes > 0;
    let head = act.store().latest_head()?;
    Ok(CarrierRecord {
        case_id: found.case.id,
        case_name: found.case.name.clone(),
        carrier_id: found.carrier.id,
        carrier_name: found.carrier.name.clone(),
        reading_id: reading.id,
        form: form(&facts.form),
        segments: facts
            .segments
            .iter()
            .enumerate()
            .map(|(at, name)| Segment {
                name: name.clone(),
                size_bytes: facts.segment_sizes.get(at).copied(),
            })
            .collect(),
        notes: facts.notes.clone(),
        size_stated_bytes: image.then_some(facts.size_bytes),
        size_read_bytes: Some(seal.read_bytes),
        digests: seal.digests.iter().map(digest).collect(),
        volumes: seal.volumes.iter().map(volume).collect(),
        defects: defects(seal),
        authorisation: reading.plan.authorisation.clone(),
        sets: used_sets(act, reading)?,
        near_bits_max: reading.plan.radius_bits,
        begun_at: reading.begun_at,
        ended_at: sealed_at,
        read_by: reading.begun_by.clone(),
        resumed: reading.resumed,
        hoeder_version: env!("CARGO_PKG_VERSION").to_owned(),
        confinement: fences(&seal.confined),
        seal: casework::report::Seal {
            manifest_sha256: seal.manifest_sha256,
            merkle_root: seal.root.to_string(),
            rows: seal.rows,
            ledger: head.map(|head| LedgerPosition {
                entry: seal.ledger_intent,
                tree_size: head.head.size,
                root: head.head.root.to_string(),
            }),
        },
    })
}

/// What is wrong with the source as a whole, then with each of its volumes.
fn defects(seal: &Seal) -> Vec<CarrierDefect> {
    let whole = seal.defects.iter().map(|defect| (None, defect));
    let volumes = seal
        .volumes
        .iter()
        .flat_map(|volume| volume.defects.iter().map(move |defect| (Some(volume.number), defect)));
    whole
        .chain(volumes)
        .map(|(volume, defect)| CarrierDefect {
            kind: word(&defect.kind),
            text: match volume {
                Some(number) => format!("volume {number}: {}", defect.text),
                None => defect.text.clone(),
            },
        })
        .collect()
}

fn used_sets(act: &Act<'_>, reading: &Reading) -> Result<Vec<UsedSet>, AppError> {
    let known: Vec<KnownSetRow<KnownSet>> = act.store().known_sets()?;
    let used = reading.plan.sets.iter().map(|planned| {
        let row = known.iter().find(|row| row.name == planned.name);
        UsedSet {
            name: planned.name.clone(),
            source: row.map(|row| row.body.source.clone()).unwrap_or_default(),
            class: row.map_or(casework::profile::Class::Notified, |row| row.body.class),
            version: planned.version.to_string(),
            entries: row.map_or(0, |row| row.body.entries),
            index_sha256: Some(planned.index_sha256),
        }
    });
    Ok(used.collect())
}

fn form(word: &str) -> SourceForm {
    match word {
        "folder" => SourceForm::Folder,
        "file" => SourceForm::File,
        "raw" => SourceForm::RawImage,
        "ewf" => SourceForm::EwfImage,
        "vmdk" => SourceForm::VmdkImage,
        "vhd" | "vhdx" => SourceForm::VhdImage,
        _ => SourceForm::OtherImage,
    }
}

fn digest(digest: &evidence::SourceDigest) -> ImageDigest {
    ImageDigest {
        algorithm: digest.algorithm.clone(),
        stated: Some(digest.stated.clone()),
        computed: digest.computed.clone(),
    }
}

fn volume(volume: &evidence::Volume) -> Volume {
    Volume {
        number: u32::from(volume.number) as _,
        file_system: volume.file_system.clone(),
        label: volume.label.clone(),
        name: volume.name.clone(),
        offset_bytes: volume.offset_bytes,
        size_bytes: volume.size_bytes,
        outcome: match &volume.outcome {
            evidence::VolumeOutcome::Read => VolumeOutcome::Read,
            evidence::VolumeOutcome::Skipped(reason) => VolumeOutcome::Skipped(reason.clone()),
            evidence::VolumeOutcome::Failed => VolumeOutcome::Failed(
                volume.defects.first().map(|defect| word(&defect.kind)).unwrap_or_default(),
            ),
        },
    }
}
