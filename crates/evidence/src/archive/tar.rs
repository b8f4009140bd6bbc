//! Tar: v7, ustar, pax and GNU, from a holder that can be sought in or from a decompressed stream.
//!
//! May not stop at a damaged header while a sound one follows, or at an end mark while members follow it: both are
//! said, and the walk goes on. Formats: POSIX.1-2017 pax, GNU tar manual "Basic Tar Format".

mod forward;
mod header;
mod pax;
mod sparse;

pub(super) use self::forward::{Forward, Seekable, Streamed};

use self::header::{BLOCK_BYTES, Block};
use self::pax::Records;
use super::fault::{defect_of, faulty};
use super::member::{Member, MemberKind};
use super::tour::Tour;
use crate::{Defect, DefectKind};
use std::io::{self, Read};
use std::ops::ControlFlow;

/// Long names and pax records beyond this are passed over, with a defect: they must fit in memory.
const RECORDS_BYTES_MAX: u64 = 1 << 20;

/// Whether bytes start with a tar header, judged by its checksum: v7 tar has no magic.
pub(super) fn looks_like(head: &[u8]) -> bool {
    head.first_chunk::<BLOCK_BYTES>().is_some_and(|block| Block(*block).is_sound())
}

pub(super) fn walk(input: &mut dyn Forward, tour: &mut Tour<'_>) -> Result<(), Defect> {
    let visited_before = tour.visited();
    let mut scan = Scan::default();
    let ended = scan.run(input, tour);
    let damage = match ended {
        Ok(()) => None,
        Err(error) => Some(defect_of(&error)),
    };
    match damage {
        Some(defect) if tour.visited() == visited_before => return Err(defect),
        Some(defect) => tour.note(defect),
        None => {}
    }
    Ok(())
}

/// What the headers before a member have said of it, and where the scan stands.
#[derive(Default)]
struct Scan {
    local: Records,
    global: Records,
    long_name: Option<Vec<u8>>,
    defects: Vec<Defect>,
    ended: bool,
    lost: bool,
}

impl Scan {
    fn run(&mut self, input: &mut dyn Forward, tour: &mut Tour<'_>) -> io::Result<()> {
        loop {
            let at = input.position();
            let mut block = Block([0; BLOCK_BYTES]);
            match input.fill(&mut block.0)? {
                0 if self.ended => return Ok(()),
                0 => return Err(faulty(DefectKind::Truncated, "ends without its end mark")),
                BLOCK_BYTES => {}
                _ if self.ended => return Ok(()),
                _ => return Err(faulty(DefectKind::Truncated, "ends within a header")),
            }
            if block.is_zero() {
                self.ended = true;
                continue;
            }
            if !block.is_sound() {
                self.lose(at, tour);
                continue;
            }
            if self.ended && !self.lost {
                tour.note(Defect::new(DefectKind::Malformed, "members follow its end mark; they were read"));
            }
            (self.ended, self.lost) = (false, false);
            if self.header(input, &block, tour)?.is_break() {
                return Ok(());
            }
        }
    }

    /// A block that is neither a header nor an end mark: looked for the next header, and said once a stretch.
    fn lose(&mut self, at: u64, tour: &mut Tour<'_>) {
        if !self.lost {
            let what = if self.ended { "bytes follow its end mark" } else { "a header is damaged" };
            tour.note(Defect::new(DefectKind::Malformed, format!("{what}, at byte {at}")));
        }
        self.lost = true;
    }

    /// Takes in one sound header: of a member, or of what is to be known of the next one.
    fn header(
        &mut self,
        input: &mut dyn Forward,
        block: &Block,
        tour: &mut Tour<'_>,
    ) -> io::Result<ControlFlow<()>> {
        match block.type_flag() {
            b'x' => {
                let bytes = self.payload(input, block)?;
                self.local.absorb(&bytes);
            }
            b'g' => {
                let bytes = self.payload(input, block)?;
                self.global.absorb(&bytes);
            }
            b'L' => {
                let mut name = self.payload(input, block)?;
                // GNU closes the name with one NUL, which is not part of it.
                if name.last() == Some(&0) {
                    name.pop();
                }
                self.long_name = Some(name);
            }
            b'K' => {
                self.payload(input, block)?;
            }
            _ => return self.member(input, block, tour),
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Reads what an extension header carries; passes over it where it is too long.
    fn payload(&mut self, input: &mut dyn Forward, block: &Block) -> io::Result<Vec<u8>> {
        let size = block.size_bytes().unwrap_or(0);
        let mut bytes = Vec::new();
        if size > RECORDS_BYTES_MAX {
            let text = format!("its name or records take {size} bytes; they were passed over");
            self.defects.push(Defect::new(DefectKind::LimitReached, text));
            input.pass(padded(size))?;
            return Ok(bytes);
        }
        let taken = input.take(size).read_to_end(&mut bytes)? as u64;
        input.pass(padded(size) - taken)?;
        Ok(bytes)
    }

    fn member(
        &mut self,
        input: &mut dyn Forward,
        block: &Block,
        tour: &mut Tour<'_>,
    ) -> io::Result<ControlFlow<()>> {
        let mut records = std::mem::take(&mut self.local);
        records.inherit(&self.global);
        let name = records.path().or(self.long_name.take()).unwrap_or_else(|| block.path());
        let mut member = Member::new(name, block.kind());
        member.defects = std::mem::take(&mut self.defects);
        member.stamps = records.stamps(block.stamps());
        if block.type_flag() == b'M' {
            let text = "continues on or from another tape volume; only this part is here";
            member.defects.push(Defect::new(DefectKind::Incomplete, text));
        }
        // A v7 directory is told only by the end of its name.
        if member.kind == MemberKind::File && member.path.ends_with(b"/") {
            member.kind = MemberKind::Directory;
        }
        let Some(packed) = records.size_bytes().or_else(|| block.size_bytes()) else {
            // Without a size the next header can't be found but by searching for it.
            return Ok(tour.refuse(member, Defect::new(DefectKind::Malformed, "its size is not a number")));
        };
        // A hard link may state the size of what it points to, and has no bytes of its own.
        let packed = if block.has_no_content() { 0 } else { packed };
        let start = input.position();
        let map = sparse::Map::read(input, block, &records, packed);
        member.offset_bytes = input.offset_in_holder();
        // Header blocks of a GNU map come before the content; a pax map is the first part of it.
        let end = match &map {
            Ok(map) if map.before_content => input.position().saturating_add(padded(packed)),
            _ => start.saturating_add(padded(packed)),
        };
        let shown = match map {
            Ok(map) => show(input, member, map, packed, start, tour),
            Err(error) => tour.refuse(member, defect_of(&error)),
        };
        if shown.is_continue() {
            input.pass(end.saturating_sub(input.position()))?;
        }
        Ok(shown)
    }
}

/// Shows a member whose content starts here.
fn show(
    input: &mut dyn Forward,
    mut member: Member,
    map: sparse::Map,
    packed: u64,
    start: u64,
    tour: &mut Tour<'_>,
) -> ControlFlow<()> {
    let metered = input.is_metered();
    let read_already = if map.before_content { 0 } else { input.position() - start };
    let left = packed.saturating_sub(read_already);
    let content = forward::Exactly::new(input, left);
    let Some(extents) = map.extents else {
        member.size_bytes = Some(packed);
        let mut content = content;
        return if metered {
            tour.show_counted(member, &mut content)
        } else {
            tour.show(member, &mut content)
        };
    };
    // Holes come from no stream, so they are counted here in any case.
    member.size_bytes = Some(map.size_bytes);
    tour.show(member, &mut sparse::Filled::new(content, extents, map.size_bytes))
}

fn padded(bytes: u64) -> u64 {
    bytes.div_ceil(BLOCK_BYTES as u64).saturating_mul(BLOCK_BYTES as u64)
}
