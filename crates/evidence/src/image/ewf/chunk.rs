//! The bytes of an E01 image, chunk by chunk. A chunk is given whole and with its checksum tested, or not at all.

use super::section::{Section, adler32, le_u32, le_u64};
use crate::{Defect, DefectKind};
use flate2::{Decompress, FlushDecompress, Status};
use std::collections::VecDeque;
use std::fs::File;
use std::io;
use std::ops::Range;
use std::os::unix::fs::FileExt;
use std::path::PathBuf;
use std::sync::Arc;

const TABLE_HEADER_BYTES: u64 = 24;
/// Real chunks have 32 KiB; writers offer up to some MiB.
const CHUNK_BYTES_MAX: u64 = 32 << 20;
/// Chunks, tables and files kept open.
const CHUNKS_KEPT: usize = 8;
const TABLES_KEPT: usize = 4;
const FILES_KEPT: usize = 64;

/// Where the chunks of one table stand.
struct Table {
    segment: usize,
    /// Number of its first chunk on the whole image.
    first_chunk: u64,
    count: u32,
    /// Where its entries start in the segment.
    entries_at: u64,
    /// Added to each entry.
    base: u64,
    /// Where its last chunk ends.
    end: u64,
}

/// Collects the tables of all segments.
#[derive(Default)]
pub(super) struct Layout {
    tables: Vec<Table>,
    /// Before which tables a number of chunks that no one knows is lost, as places in `tables`.
    gaps: Vec<usize>,
    chunks: u64,
    sector_bytes: u64,
    chunk_bytes: u64,
    size_bytes: u64,
}

impl Layout {
    /// Takes the tables of one segment. A table that is broken is replaced by its copy, `table2`.
    pub(super) fn add(
        &mut self,
        file: &File,
        segment: usize,
        sections: &[Section],
        name: &str,
        defects: &mut Vec<Defect>,
    ) {
        let mut data_end = 0;
        let mut pending = false;
        for section in sections {
            match section.kind.as_slice() {
                b"volume" | b"disk" if self.chunk_bytes == 0 => self.take_volume(file, section),
                b"sectors" => data_end = section.body.end,
                b"table" => {
                    if pending {
                        self.gap();
                    }
                    pending = !self.take_table(file, segment, section, data_end);
                    if pending {
                        let text =
                            format!("a table of the segment {name} is broken; its copy is used where whole");
                        defects.push(Defect::new(DefectKind::Malformed, text));
                    }
                }
                b"table2" if pending => pending = !self.take_table(file, segment, section, data_end),
                _ => {}
            }
        }
        if pending {
            self.gap();
        }
    }

    /// Here chunks may be lost, no one knows how many.
    pub(super) fn gap(&mut self) {
        if self.gaps.last() != Some(&self.tables.len()) {
            self.gaps.push(self.tables.len());
        }
    }

    /// Tables bear no numbers: behind a gap they can only be numbered from the end of the image backwards, where that
    /// end is here. Any other number would give the bytes of another place, each with a checksum that holds. What
    /// stands between two gaps has no number at all.
    fn number_behind_gaps(&mut self, wanted: u64, is_ended: bool) {
        let (Some(first), Some(last)) = (self.gaps.first().copied(), self.gaps.last().copied()) else {
            return;
        };
        let behind = self.tables.split_off(last);
        self.tables.truncate(first);
        let count = |tables: &[Table]| tables.iter().map(|table| u64::from(table.count)).sum::<u64>();
        let (before, after) = (count(&self.tables), count(&behind));
        self.chunks = before;
        if !is_ended || before + after > wanted {
            return;
        }
        self.chunks += after;
        let mut next = wanted - after;
        for table in behind {
            let count = u64::from(table.count);
            self.tables.push(Table { first_chunk: next, ..table });
            next += count;
        }
    }

    fn take_volume(&mut self, file: &File, section: &Section) {
        let mut body = [0; 24];
        // The older form of 94 bytes (SMART) orders its fields otherwise.
        if section.body.end - section.body.start < 1052
            || file.read_exact_at(&mut body, section.body.start).is_err()
        {
            return;
        }
        let (per_chunk, sector) = (u64::from(le_u32(&body, 8)), u64::from(le_u32(&body, 12)));
        let chunk = per_chunk.saturating_mul(sector);
        if sector % 512 != 0 || sector == 0 || sector > 65_536 || chunk == 0 || chunk > CHUNK_BYTES_MAX {
            return;
        }
        (self.sector_bytes, self.chunk_bytes) = (sector, chunk);
        self.size_bytes = le_u64(&body, 16).saturating_mul(sector);
    }

    fn take_table(&mut self, file: &File, segment: usize, section: &Section, data_end: u64) -> bool {
        let mut header = [0; 24];
        if file.read_exact_at(&mut header, section.body.start).is_err()
            || adler32(&header[..20]) != le_u32(&header, 20)
        {
            return false;
        }
        let count = le_u32(&header, 0);
        let entries_at = section.body.start + TABLE_HEADER_BYTES;
        let room = section.body.end.saturating_sub(entries_at) / 4;
        if u64::from(count) > room {
            return false;
        }
        // The oldest writers put the chunks behind the entries, in the table's own section.
        let end = if data_end > 0 { data_end } else { section.body.end };
        let table =
            Table { segment, first_chunk: self.chunks, count, entries_at, base: le_u64(&header, 8), end };
        if !checksum_holds(file, &table) {
            return false;
        }
        self.chunks += u64::from(count);
        self.tables.push(table);
        true
    }

    /// `None` where no section gave the size of the image. `is_ended` where its last section is here.
    pub(super) fn finish(
        mut self,
        segments: Vec<PathBuf>,
        is_ended: bool,
        defects: &mut Vec<Defect>,
    ) -> Option<Chunks> {
        if self.size_bytes == 0 {
            return None;
        }
        let wanted = self.size_bytes.div_ceil(self.chunk_bytes);
        self.number_behind_gaps(wanted, is_ended);
        if self.chunks < wanted {
            let text = format!(
                "of {wanted} chunks of the image {} have a known place; the rest can't be read",
                self.chunks
            );
            defects.push(Defect::new(DefectKind::Truncated, text));
        }
        Some(Chunks {
            layout: self,
            segments,
            files: VecDeque::new(),
            tables: VecDeque::new(),
            kept: VecDeque::new(),
            packed: Vec::new(),
        })
    }
}

/// The checksum behind the entries, where there is one.
fn checksum_holds(file: &File, table: &Table) -> bool {
    let length = u64::from(table.count) * 4;
    let Ok(size) = usize::try_from(length) else { return false };
    let mut entries = vec![0; size];
    let mut checksum = [0; 4];
    file.read_exact_at(&mut entries, table.entries_at).is_ok()
        && (file.read_exact_at(&mut checksum, table.entries_at + length).is_err()
            || adler32(&entries) == le_u32(&checksum, 0))
}

/// Reads the bytes of the image.
pub(crate) struct Chunks {
    layout: Layout,
    segments: Vec<PathBuf>,
    /// Open segments, last used first.
    files: VecDeque<(usize, Arc<File>)>,
    /// Entries of tables, last used first.
    tables: VecDeque<(usize, Arc<Vec<u8>>)>,
    /// Unpacked chunks, last used first.
    kept: VecDeque<(u64, Vec<u8>)>,
    packed: Vec<u8>,
}

impl Chunks {
    /// Size of the carrier's bytes.
    pub(crate) fn size_bytes(&self) -> u64 {
        self.layout.size_bytes
    }

    /// Size of a chunk: what a wrong checksum costs.
    pub(crate) fn chunk_bytes(&self) -> u64 {
        self.layout.chunk_bytes
    }

    /// Size of a sector.
    pub(crate) fn sector_bytes(&self) -> u32 {
        u32::try_from(self.layout.sector_bytes).unwrap_or(512)
    }

    fn file(&mut self, segment: usize) -> io::Result<Arc<File>> {
        if let Some(at) = self.files.iter().position(|(number, _)| *number == segment) {
            return Ok(Arc::clone(&self.files[at].1));
        }
        let path = self.segments.get(segment).ok_or_else(|| io::Error::other("no such segment"))?;
        let file = Arc::new(File::open(path)?);
        self.files.truncate(FILES_KEPT - 1);
        self.files.push_front((segment, Arc::clone(&file)));
        Ok(file)
    }

    /// Number of the table that holds a chunk.
    fn table_of(&self, chunk: u64) -> io::Result<usize> {
        let after = self.layout.tables.partition_point(|table| table.first_chunk <= chunk);
        let held = after.checked_sub(1).filter(|at| {
            let table = &self.layout.tables[*at];
            chunk - table.first_chunk < u64::from(table.count)
        });
        held.ok_or_else(|| io::Error::other(format!("chunk {chunk} is not in the image")))
    }

    fn entries(&mut self, at: usize) -> io::Result<Arc<Vec<u8>>> {
        if let Some(found) = self.tables.iter().find(|(number, _)| *number == at) {
            return Ok(Arc::clone(&found.1));
        }
        let (segment, from, count) = {
            let table = &self.layout.tables[at];
            (table.segment, table.entries_at, table.count)
        };
        let mut entries = vec![0; count as usize * 4];
        self.file(segment)?.read_exact_at(&mut entries, from)?;
        let entries = Arc::new(entries);
        self.tables.truncate(TABLES_KEPT - 1);
        self.tables.push_front((at, Arc::clone(&entries)));
        Ok(entries)
    }

    /// Where a chunk stands in its segment, and whether it is packed.
    fn place(&mut self, chunk: u64) -> io::Result<(usize, Range<u64>, bool)> {
        let at = self.table_of(chunk)?;
        let entries = self.entries(at)?;
        let table = &self.layout.tables[at];
        let index = usize::try_from(chunk - table.first_chunk).map_err(io::Error::other)?;
        let entry = le_u32(&entries, index * 4);
        let next = (index + 1 < table.count as usize).then(|| le_u32(&entries, index * 4 + 4));
        let masked = u64::from(entry & 0x7fff_ffff);
        // Past 2 GiB of a segment the upper bit belongs to the offset, and no chunk is packed.
        let wide = next.is_some_and(|next| u64::from(next & 0x7fff_ffff) < masked && next > entry)
            || self.is_wide(&entries, index);
        let (start, packed) = if wide { (u64::from(entry), false) } else { (masked, entry >> 31 == 1) };
        let end = match next {
            Some(next) if wide || u64::from(next & 0x7fff_ffff) < start => table.base + u64::from(next),
            Some(next) => table.base + u64::from(next & 0x7fff_ffff),
            None => table.end,
        };
        Ok((table.segment, table.base + start..end, packed))
    }

    /// Whether an entry before this one already passed 2 GiB: offsets of a table only grow.
    fn is_wide(&self, entries: &[u8], index: usize) -> bool {
        let first = le_u32(entries, 0) & 0x7fff_ffff;
        index > 0 && (le_u32(entries, index * 4) & 0x7fff_ffff) < first
    }

    /// Unpacks or copies a chunk and tests its checksum.
    fn load(&mut self, chunk: u64) -> io::Result<Vec<u8>> {
        let damaged = |why: &str| io::Error::other(format!("chunk {chunk} of the image is damaged: {why}"));
        let left = self.layout.size_bytes - chunk * self.layout.chunk_bytes;
        let size = usize::try_from(left.min(self.layout.chunk_bytes)).map_err(io::Error::other)?;
        let (segment, place, is_packed) = self.place(chunk)?;
        let length = place.end.saturating_sub(place.start);
        if length == 0 || length > self.layout.chunk_bytes * 2 + 4096 {
            return Err(damaged("its place is none"));
        }
        let file = self.file(segment)?;
        let mut packed = std::mem::take(&mut self.packed);
        packed.resize(usize::try_from(length).map_err(io::Error::other)?, 0);
        let read = file.read_exact_at(&mut packed, place.start);
        let bytes = read.and_then(|()| match is_packed {
            true => {
                unpack(&packed, size).ok_or_else(|| damaged("it can't be unpacked or its checksum differs"))
            }
            false => {
                let whole = packed.get(..size).zip(packed.get(size..size + 4));
                let holds = whole.is_some_and(|(bytes, sum)| adler32(bytes) == le_u32(sum, 0));
                if holds { Ok(packed[..size].to_vec()) } else { Err(damaged("its checksum differs")) }
            }
        });
        self.packed = packed;
        bytes
    }

    fn chunk(&mut self, chunk: u64) -> io::Result<&[u8]> {
        match self.kept.iter().position(|(number, _)| *number == chunk) {
            Some(0) => {}
            Some(at) => {
                if let Some(found) = self.kept.remove(at) {
                    self.kept.push_front(found);
                }
            }
            None => {
                let bytes = self.load(chunk)?;
                self.kept.truncate(CHUNKS_KEPT - 1);
                self.kept.push_front((chunk, bytes));
            }
        }
        Ok(self.kept.front().map_or(&[], |(_, bytes)| bytes))
    }
}

/// Unpacks a chunk of a known size; `None` where it is not that, or its checksum differs.
fn unpack(packed: &[u8], size: usize) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(size + 1);
    let status = Decompress::new(true).decompress_vec(packed, &mut bytes, FlushDecompress::Finish).ok()?;
    (status == Status::StreamEnd && bytes.len() == size).then_some(bytes)
}

impl sleuth::Sectors for Chunks {
    fn read_exact_at(&mut self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        let chunk_bytes = self.layout.chunk_bytes;
        let mut done = 0;
        while done < buffer.len() {
            let at = offset + done as u64;
            let within = usize::try_from(at % chunk_bytes).map_err(io::Error::other)?;
            let bytes = self.chunk(at / chunk_bytes)?;
            let ready = bytes.get(within..).filter(|ready| !ready.is_empty());
            let ready = ready.ok_or_else(|| io::Error::other("read past the end of the image"))?;
            let count = ready.len().min(buffer.len() - done);
            buffer[done..done + count].copy_from_slice(&ready[..count]);
            done += count;
        }
        Ok(())
    }
}
