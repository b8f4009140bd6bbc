//! A set far larger than memory may hold: read as a stream, its bytes made while they are asked for.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use evidence::known::{Format, KnownErrorKind, read};
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::ControlFlow;

/// Opening, `count` entries made on the way, closing.
struct Endless {
    entry: fn(u64) -> String,
    count: u64,
    next: u64,
    part: Vec<u8>,
    at: usize,
    opening: &'static str,
    closing: &'static str,
}

impl Endless {
    fn new(opening: &'static str, entry: fn(u64) -> String, count: u64, closing: &'static str) -> Self {
        let part = opening.as_bytes().to_vec();
        Self { entry, count, next: 0, part, at: 0, opening, closing }
    }
}

impl Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.at == self.part.len() {
            self.part = match self.next {
                n if n < self.count => (self.entry)(n).into_bytes(),
                n if n == self.count => self.closing.as_bytes().to_vec(),
                _ => Vec::new(),
            };
            self.next += 1;
            self.at = 0;
        }
        let taken = into.len().min(self.part.len() - self.at);
        into[..taken].copy_from_slice(&self.part[self.at..self.at + taken]);
        self.at += taken;
        Ok(taken)
    }
}

impl Seek for Endless {
    /// Readers look at the head and go back to it; more than that this content can't.
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let SeekFrom::Start(offset) = to else { return Err(io::Error::other("only from the start")) };
        (self.next, self.at) = (0, offset as usize);
        self.part = self.opening.as_bytes().to_vec();
        assert!(self.at <= self.part.len());
        Ok(offset)
    }
}

fn media(n: u64) -> String {
    let comma = if n == 0 { "" } else { "," };
    let photo_dna = "QUFB".repeat(48);
    format!(
        "{comma}{{\"MediaID\":{n},\"Category\":1,\"MD5\":\"{:032x}\",\"SHA1\":\"{:040x}\",\
         \"PhotoDNA\":\"{photo_dna}\",\"MediaSize\":3,\"MediaFiles\":[{{\"FileName\":\"n{n}.jpg\"}}]}}\n",
        n + 1,
        n + 1
    )
}

/// The figure in KiB that the kernel keeps for this process under a name.
fn kibibytes(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
    line.trim_matches(|c: char| !c.is_ascii_digit()).parse().unwrap()
}

/// What the work held at its highest beyond what was held before, in KiB.
fn held_while<T>(work: impl FnOnce() -> T) -> (T, u64) {
    // 5 sets the kernel's high-water mark back to what is held now.
    std::fs::write("/proc/self/clear_refs", "5").unwrap();
    let before = kibibytes("VmRSS:");
    let result = work();
    (result, kibibytes("VmHWM:").saturating_sub(before))
}

/// One test, so that nothing else is held meanwhile.
#[test]
fn memory_does_not_grow_with_the_set() {
    let mut many = Endless::new("{\"value\":[", media, 10_000, "]}");
    let (summary, held) = held_while(|| read(Format::Vics20, &mut many, &mut |_| ControlFlow::Continue(())));
    assert_eq!(summary.unwrap().records, 10_000);
    assert!(held < 2 << 10, "{held} KiB held for a set of 3.5 MB");

    let mut bad =
        Endless::new("{\"value\":[", |n| format!("{}{{}}", if n == 0 { "" } else { "," }), 50_000, "]}");
    let (summary, held) = held_while(|| read(Format::Vics20, &mut bad, &mut |_| ControlFlow::Continue(())));
    let summary = summary.unwrap();
    assert_eq!((summary.refused, summary.problems_total, summary.problems.len()), (50_000, 50_000, 1000));
    assert!(held < 2 << 10, "{held} KiB held for nothing but refused entries");

    let text = |_| "x".repeat(1 << 16);
    let mut one = Endless::new("{\"value\":[{\"Tags\":\"", text, 140, "\"}]}");
    let (error, held) = held_while(|| read(Format::Vics20, &mut one, &mut |_| ControlFlow::Continue(())));
    assert_eq!(error.unwrap_err().kind, KnownErrorKind::Broken);
    assert!(held < 64 << 10, "{held} KiB held for an endless text");

    let mut one = Endless::new("", text, 100, "");
    let (summary, held) =
        held_while(|| read(Format::List(None), &mut one, &mut |_| ControlFlow::Continue(())));
    assert_eq!(summary.unwrap().refused, 1);
    assert!(held < 2 << 10, "{held} KiB held for an endless line");
}
