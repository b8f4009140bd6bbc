//! Reading the bytes of one piece: all of them, once, with three digests on the way.

use evidence::{Content, Defect, DefectKind};
use fingerprint::Digester;
use std::io::{self, SeekFrom};
use vocab::Digests;

/// Large enough to keep a disk busy, small enough to stay in a cache.
const CHUNK_BYTES: usize = 1 << 18;
/// Room that is kept from one piece to the next at most: asking the system for it anew costs more than filling it.
const KEPT_BYTES_MAX: usize = 64 << 20;
/// Bytes between two signs of life.
const BEAT_BYTES: u64 = 64 << 20;
/// As much of the beginning as recognising a type may want.
const HEAD_BYTES: usize = 8 << 10;

/// What came of reading.
pub(super) struct Bytes {
    /// Bytes that came.
    pub(super) size_bytes: u64,
    /// The beginning.
    pub(super) head: Vec<u8>,
    /// All of it, where it fits in memory.
    pub(super) whole: Option<Vec<u8>>,
    /// Digests of what came.
    pub(super) digests: Digests,
    /// Why no more came.
    pub(super) broken: Option<Defect>,
}

/// Room for reading, kept from one piece to the next.
#[derive(Default)]
pub(super) struct Room {
    chunk: Vec<u8>,
    whole: Vec<u8>,
}

impl Room {
    /// Takes back what a piece was read into.
    pub(super) fn reuse(&mut self, bytes: Bytes) {
        if let Some(whole) = bytes
            .whole
            .filter(|whole| (self.whole.capacity() + 1..=KEPT_BYTES_MAX).contains(&whole.capacity()))
        {
            self.whole = whole;
        }
    }
}

/// Reads `content` from its beginning to its end.
pub(super) fn read(
    room: &mut Room,
    content: &mut dyn Content,
    memory_bytes_max: u64,
    bytes_max: u64,
    beat: &mut dyn FnMut(u64) -> io::Result<()>,
) -> io::Result<Bytes> {
    let mut broken = content.seek(SeekFrom::Start(0)).err().map(|error| unreadable(0, &error));
    let mut whole = Some(std::mem::take(&mut room.whole));
    whole.iter_mut().for_each(Vec::clear);
    let mut head = Vec::new();
    let mut digester = Digester::new();
    room.chunk.resize(CHUNK_BYTES, 0);
    let mut beaten = 0;
    while broken.is_none() {
        match content.read(&mut room.chunk) {
            Ok(0) => break,
            Ok(count) => {
                let bytes = &room.chunk[..count];
                digester.update(bytes);
                head.extend_from_slice(&bytes[..count.min(HEAD_BYTES - head.len())]);
                if let Some(held) = &mut whole {
                    if digester.size_bytes() > memory_bytes_max {
                        whole = None;
                    } else {
                        held.extend_from_slice(bytes);
                    }
                }
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => broken = Some(unreadable(digester.size_bytes(), &error)),
        }
        let size = digester.size_bytes();
        if size > bytes_max && broken.is_none() {
            broken = Some(Defect::new(
                DefectKind::LimitReached,
                format!("reading stopped after {size} bytes; at most {bytes_max} are read of one file"),
            ));
        }
        if size - beaten >= BEAT_BYTES {
            beaten = size;
            beat(size)?;
        }
    }
    let size_bytes = digester.size_bytes();
    Ok(Bytes { size_bytes, head, whole, digests: digester.finish(), broken })
}

fn unreadable(at: u64, error: &io::Error) -> Defect {
    let told = evidence::archive::defect_of(error);
    Defect::new(told.kind, format!("after {at} bytes: {}", told.text))
}
