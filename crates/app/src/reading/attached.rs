//! Whether the carrier is still there: what can't be read in places is a defect, a carrier that was pulled away is not.
//!
//! It may not call a damaged carrier gone: only that the source no longer opens, or opens as something else, says so.

use super::listing::Summary;
use crate::worker::{Begin, Reader, WorkerCommand};
use crate::{AppError, AppErrorKind};
use evidence::SourceFacts;
use evidence::source::Anchor;

/// The carrier as it was when this run began to read it.
#[derive(Clone, Debug)]
pub(crate) struct Attached {
    anchor: Anchor,
    facts: SourceFacts,
    /// A folder on another device, or another folder, than when it was listed: the same stick in another slot, or the
    /// empty folder that it hung in.
    is_moved: bool,
}

impl Attached {
    /// The carrier as a reader found it.
    pub(crate) fn of(reader: &Reader) -> Self {
        Self { anchor: reader.anchor.clone(), facts: reader.facts.clone(), is_moved: false }
    }

    /// The carrier as it is now, which must be the one that was listed, perhaps by an earlier run.
    pub(crate) fn listed(command: &WorkerCommand, begin: &Begin, listed: &Summary) -> Result<Self, AppError> {
        let now = Self::of(&opened(command, begin)?);
        match difference(&listed.facts, &now.facts) {
            None => {
                // A listing of an earlier version holds no anchor.
                let is_moved = now.facts.form == "folder"
                    && ![Anchor::default(), now.anchor.clone()].contains(&listed.anchor);
                Ok(Self { is_moved, ..now })
            }
            Some(text) => Err(gone(begin, &text)),
        }
    }

    /// Opens the carrier again: after something of it could not be read, or to read it once more. `nothing`: of all
    /// that was asked for, nothing could even be opened.
    pub(crate) fn still(
        &self,
        command: &WorkerCommand,
        begin: &Begin,
        nothing: bool,
    ) -> Result<Reader, AppError> {
        if nothing && self.is_moved {
            return Err(gone(begin, "none of the files listed is there"));
        }
        let reader = opened(command, begin)?;
        let now = Self::of(&reader);
        if let Some(text) = difference(&self.facts, &now.facts) {
            return Err(gone(begin, &text));
        }
        if now.anchor != self.anchor {
            return Err(gone(begin, "another file or folder stands in its place"));
        }
        Ok(reader)
    }
}

/// A reader with the carrier open; one that can't be opened is gone.
fn opened(command: &WorkerCommand, begin: &Begin) -> Result<Reader, AppError> {
    Reader::start(command, begin).map_err(|error| match error.kind {
        AppErrorKind::Source => gone(begin, &error.text),
        _ => error,
    })
}

fn gone(begin: &Begin, why: &str) -> AppError {
    AppError::new(
        AppErrorKind::Source,
        format!("the carrier {} is no longer what was listed: {why}", begin.source.display()),
        "Attach it as it was, then give the same command again: what was finished is kept. To read what is there now, \
         give --carrier another name",
    )
}

/// In what a source says of itself it differs from before. Digests are computed later, and defects may follow.
fn difference(before: &SourceFacts, now: &SourceFacts) -> Option<String> {
    if before.form != now.form {
        return Some(format!("its form was {}, and is {}", before.form, now.form));
    }
    if before.size_bytes != now.size_bytes {
        return Some(format!("it had {} bytes, and has {}", before.size_bytes, now.size_bytes));
    }
    if before.segments != now.segments {
        let (before, now) = (before.segments.join(", "), now.segments.join(", "));
        return Some(format!("its files were {before}, and are {now}"));
    }
    // A listing of an earlier version holds no sizes.
    if !before.segment_sizes.is_empty() && before.segment_sizes != now.segment_sizes {
        return Some(format!(
            "its files had {:?} bytes, and have {:?}",
            before.segment_sizes, now.segment_sizes
        ));
    }
    let stated = |facts: &SourceFacts| -> Vec<String> {
        facts.digests.iter().map(|digest| digest.stated.clone()).collect()
    };
    (stated(before) != stated(now)).then(|| "it states other digests of itself".to_owned())
}
