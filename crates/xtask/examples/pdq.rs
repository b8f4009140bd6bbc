//! Prints each picture's PDQ hash and what it cost: Hoeder's half of `cargo xtask versus pdq`.
//!
//! An example, so that the tasks themselves need no decoder. It goes the way that the reader process goes: the file,
//! its kind by content, the decoder's brightness, the print. `pdq ROUNDS FILE...`; a line a picture and round.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a small program that is measured")]

use evidence::{Limits, kind, picture};
use fingerprint::pdq::{LumaPlane, hash};
use rustix::time::{ClockId, clock_gettime};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let rounds: u32 = words.next().and_then(|word| word.parse().ok()).unwrap_or(0);
    let files: Vec<String> = words.collect();
    let mut decoder = picture::Decoder::new();
    for _ in 0..rounds {
        for file in &files {
            let before = cpu_micros();
            match print_of(&mut decoder, file) {
                Ok((pdq, quality)) => println!("{pdq} {quality} {}", cpu_micros() - before),
                Err(why) => {
                    eprintln!("{file}: {why}");
                    return ExitCode::FAILURE;
                }
            }
        }
    }
    ExitCode::SUCCESS
}

fn print_of(decoder: &mut picture::Decoder, file: &str) -> Result<(vocab::Pdq, u8), String> {
    let bytes = std::fs::read(file).map_err(|error| error.to_string())?;
    let kind = kind::by_content(&bytes, bytes.len() as u64);
    let facts = decoder.read(&bytes, &kind, &Limits::default());
    let luma = facts.luma.ok_or_else(|| format!("not decoded: {:?}", facts.defects))?;
    let plane = LumaPlane::new(luma.width, luma.height, luma.stride, &luma.samples)
        .map_err(|error| error.to_string())?;
    let print = hash(&plane);
    decoder.reuse(luma);
    Ok((print.pdq, print.quality))
}

fn cpu_micros() -> i64 {
    let now = clock_gettime(ClockId::ThreadCPUTime);
    now.tv_sec * 1_000_000 + now.tv_nsec / 1_000
}
