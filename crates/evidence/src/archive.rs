//! Archives: a holder's bytes become members, each with its own bytes, in the order in which the form keeps them.
//!
//! May not write anything under a member's name, trust a stated size or number, or lose a member silently: what
//! can't be read is visited with a reader that fails, and what was not visited is counted in the [`Ending`].
//!
//! Zip and tar are read by this crate itself: evidence is damaged, truncated and sometimes made to deceive, and
//! what is left of it counts. A salvaging reader must go on where a library rightly stops, show two members of one
//! name, and notice where two headers disagree. The ordinary libraries stand beside it in the tests as witnesses.

mod budget;
mod fault;
mod form;
mod member;
mod names;
mod seven;
mod stream;
mod tar;
mod tour;
mod zip;

pub use budget::Budget;
pub use fault::defect_of;
pub(crate) use fault::faulty;
pub use form::Form;
pub use member::{Ending, Member, MemberKind};

use crate::{Content, Defect, Limits};
use std::io::Read;
use std::ops::ControlFlow;

/// Visits every member of an archive.
///
/// The reader that comes with a member gives its bytes. When something is wrong with them it fails after the last
/// byte that could be had: the bytes up to there stand, and [`defect_of`] the error says what is wrong (a checksum
/// that does not fit is told after the last byte of all). Directories, links and the like are visited too, so that
/// the members visited can be compared with those stated. A visitor need not read anything.
///
/// Members that are archives are the visitor's to open: it passes the same [`Budget`] on, so that everything
/// that one carrier entry expands to counts together.
///
/// # Errors
/// When not one member could be found.
pub fn walk(
    form: Form,
    content: &mut dyn Content,
    limits: &Limits,
    budget: &Budget,
    visit: &mut dyn FnMut(Member, &mut dyn Read) -> ControlFlow<()>,
) -> Result<Ending, Defect> {
    let size_bytes = content
        .seek(std::io::SeekFrom::End(0))
        .and_then(|size| content.rewind().map(|()| size))
        .map_err(|error| defect_of(&error))?;
    let meter = budget::Meter::new(budget, size_bytes);
    let mut tour = tour::Tour::new(limits, &meter, visit);
    match form {
        Form::Zip => zip::walk(content, size_bytes, &mut tour)?,
        Form::Tar => tar::walk(&mut tar::Seekable::new(content, size_bytes), &mut tour)?,
        Form::SevenZip => seven::walk(content, &mut tour)?,
        Form::Gzip | Form::Xz | Form::Zstd | Form::Bzip2 => stream::walk(form, content, &mut tour)?,
    }
    Ok(tour.end())
}
