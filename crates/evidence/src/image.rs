//! A disk image as a source: its form, segments, volumes, entries and the digests it carries.
//!
//! It may not write, guess silently, or leave anything out: what it can't read is a volume or an entry with a defect,
//! and a container it does not know is refused before any reader is believed.

mod content;
mod ewf;
mod form;
mod name;
mod segments;
mod stamps;
mod verify;
mod volume;
mod walk;

use crate::{Content, Defect, DefectKind, Entry, Limits, Listing, Locator};
use crate::{Source, SourceError, SourceFacts, Verified, VolumeOutcome};
use form::Packing;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use volume::FoundVolume;

/// Part of an image that is tried for itself where a longer stretch can't be read, and the form has no chunks.
const PART_BYTES: u64 = 32 << 10;

/// An image opened read-only.
pub struct ImageSource {
    image: sleuth::Image,
    facts: SourceFacts,
    /// Found at first use: needs reading.
    volumes: Option<Vec<FoundVolume>>,
    /// The smallest part that can be lost for itself.
    part_bytes: u64,
}

/// Whether a file should be opened as an image. `head` is its beginning, at best 64 KiB or more.
///
/// Also true for images in a form that [`open`] refuses, so that the refusal is heard.
pub fn looks_like_image(path: &Path, head: &[u8]) -> bool {
    form::looks_like_image(path, head)
}

/// All files of the image that `path` belongs to, in order: what a reader must be allowed to read.
///
/// # Errors
/// When a segment is missing.
pub fn segments(path: &Path) -> Result<Vec<PathBuf>, SourceError> {
    segments::find(path).map_err(|why| SourceError {
        what: path.display().to_string(),
        why,
        hint: "Put all segments of the image in one folder".to_owned(),
    })
}

/// Opens an image; `path` is any one of its segments, the others are found beside it.
///
/// # Errors
/// When the form is not one that is read, a segment is missing, or the image can't be opened.
pub fn open(path: &Path) -> Result<ImageSource, SourceError> {
    let refuse = |why: String, hint: &str| SourceError {
        what: path.display().to_string(),
        why,
        hint: hint.to_owned(),
    };
    let segments = segments(path)?;
    let first = segments.first().map_or(path, PathBuf::as_path);
    let packing = form::recognise(first).map_err(|refusal| refuse(refusal.why, &refusal.hint))?;
    let mut facts = SourceFacts {
        form: packing.name().to_owned(),
        segments: segments.iter().map(|path| name_of(path)).collect(),
        segment_sizes: sizes(&segments),
        ..SourceFacts::default()
    };
    let mut chunks = None;
    if packing == Packing::Ewf {
        let stored = ewf::read(&segments).map_err(|error| {
            refuse(error.to_string(), "Check the segments with another copy of the image")
        })?;
        if let Some(missing) = stored.missing_segment {
            let hint = "Put all segments of the image in one folder";
            return Err(refuse(format!("the segment {missing} is missing"), hint));
        }
        facts.notes = stored.notes;
        facts.digests = stored.digests;
        facts.defects = stored.defects;
        chunks = stored.chunks;
        if chunks.is_none() {
            let text = "the form of this E01 is read without testing the checksums of its chunks";
            facts.defects.push(Defect::new(DefectKind::Incomplete, text));
        }
    }
    let mut part_bytes = PART_BYTES;
    let image = match chunks {
        Some(chunks) => {
            let (size, sector) = (chunks.size_bytes(), chunks.sector_bytes());
            part_bytes = chunks.chunk_bytes();
            sleuth::Image::from_reader(Box::new(chunks), size, sector)
        }
        None => sleuth::Image::open(&segments, packing.reader()),
    };
    let image = image.map_err(|error| {
        let told: Vec<&str> = facts.defects.iter().map(|defect| defect.text.as_str()).collect();
        let why = match told.is_empty() {
            true => error.to_string(),
            false => format!("{error}; {}", told.join("; ")),
        };
        refuse(why, "Check the file with the tool that made it, or take another copy")
    })?;
    facts.size_bytes = image.size_bytes();
    if image.size_bytes() == 0 {
        return Err(refuse("the image holds no bytes".to_owned(), "Take another copy"));
    }
    Ok(ImageSource { image, facts, volumes: None, part_bytes })
}

/// Size of each segment, all or none: a list with a hole in it would put sizes beside other names.
fn sizes(segments: &[PathBuf]) -> Vec<u64> {
    let size = |path: &PathBuf| path.metadata().map(|metadata| metadata.len());
    segments.iter().map(size).collect::<Result<_, _>>().unwrap_or_default()
}

fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

impl ImageSource {
    fn volumes(&mut self) -> &mut Vec<FoundVolume> {
        let image = &self.image;
        self.volumes.get_or_insert_with(|| volume::find(image))
    }
}

impl Source for ImageSource {
    fn facts(&self) -> SourceFacts {
        self.facts.clone()
    }

    fn list(
        &mut self,
        limits: &Limits,
        say: &mut dyn FnMut(Listing) -> ControlFlow<()>,
    ) -> Result<(), SourceError> {
        for found in self.volumes() {
            if say(Listing::Volume(found.volume.clone())).is_break() {
                return Ok(());
            }
            let Some(fs) = &found.file_system else { continue };
            if found.volume.outcome == VolumeOutcome::Read
                && walk::walk(fs, found.volume.number, limits, say).is_break()
            {
                return Ok(());
            }
        }
        Ok(())
    }

    fn open(&mut self, entry: &Entry) -> Result<Box<dyn Content + '_>, Defect> {
        let Locator::Node { volume, node, attribute } = entry.locator else {
            return Err(Defect::new(DefectKind::Unreadable, "the entry does not stand on an image"));
        };
        let found = self.volumes().get(usize::from(volume));
        let Some(fs) = found.and_then(|found| found.file_system.as_ref()) else {
            return Err(Defect::new(DefectKind::Unreadable, format!("volume {volume} can't be read")));
        };
        Ok(Box::new(content::NodeContent::open(fs, node, attribute)?))
    }

    fn verify(&mut self, progress: &mut dyn FnMut(u64) -> ControlFlow<()>) -> Verified {
        let verified = verify::compute(&self.image, self.part_bytes, &self.facts.digests, progress);
        for defect in &verified.defects {
            if !self.facts.defects.contains(defect) {
                self.facts.defects.push(defect.clone());
            }
        }
        self.facts.digests.clone_from(&verified.digests);
        verified
    }
}
