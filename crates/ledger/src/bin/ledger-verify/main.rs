//! `ledger-verify`: checks a ledger tape, or a receipt for one entry, with nothing but a public key.
//!
//! Built from `ledger` and `vocab` alone, so that a defence expert can read it, build it and run it. It reads
//! the files it is given, writes to the terminal, and touches nothing else.

mod args;
mod dutch;
mod words;

use args::{Ask, Lang, Task};
use ledger::{Fault, FaultKind, PublicKey, Receipt, SignedHead, verify};
use serde::de::DeserializeOwned;
use serde_json::json;
use std::fs::File;
use std::io::{BufReader, Read, Write};
use std::path::Path;
use std::process::ExitCode;

/// Largest key, head or receipt file that is read, in bytes.
const SMALL_FILE_BYTES_MAX: u64 = 8 << 20;

/// How it ended: the text to print, and whether all is good.
struct Answer {
    text: String,
    good: bool,
}

fn main() -> ExitCode {
    let ask = match args::parse(std::env::args_os().skip(1)) {
        Ok(Ask::Help) => return say(std::io::stdout(), args::USAGE, ExitCode::SUCCESS),
        Ok(Ask::Version) => {
            let version = concat!("ledger-verify ", env!("CARGO_PKG_VERSION"), "\n");
            return say(std::io::stdout(), version, ExitCode::SUCCESS);
        }
        Ok(Ask::Check(task)) => task,
        Err(wrong) => {
            return say(std::io::stderr(), &format!("{wrong}\n\n{}", args::USAGE), ExitCode::from(2));
        }
    };
    match check(&ask) {
        Ok(Answer { text, good }) => {
            say(std::io::stdout(), &text, if good { ExitCode::SUCCESS } else { ExitCode::from(1) })
        }
        Err(unreadable) => say(std::io::stderr(), &format!("{unreadable}\n"), ExitCode::from(2)),
    }
}

/// Prints; if that is not possible the answer never arrived, and the exit code says so.
fn say(mut out: impl Write, text: &str, code: ExitCode) -> ExitCode {
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => code,
        Err(_) => ExitCode::from(2),
    }
}

fn check(task: &Task) -> Result<Answer, String> {
    let keys = task.keys.iter().map(|key| read_key(key)).collect::<Result<Vec<_>, _>>()?;
    if task.receipt { check_receipt(task, &keys) } else { check_tape(task, &keys) }
}

fn check_tape(task: &Task, keys: &[PublicKey]) -> Result<Answer, String> {
    let expected: Option<SignedHead> = task.head.as_deref().map(read_json).transpose()?;
    let tape = File::open(&task.file).map_err(|error| format!("{}: {error}", task.file.display()))?;
    let found = verify(BufReader::with_capacity(1 << 16, tape), keys, expected.as_ref());
    if let Err(Fault { kind: FaultKind::Unreadable { why }, .. }) = &found {
        return Err(format!("{}: {why}", task.file.display()));
    }
    let good = found.is_ok();
    let text = match (found, task.json) {
        (Ok(verdict), true) => line(&json!({"good": true, "verdict": verdict})),
        (Err(fault), true) => {
            line(&json!({"good": false, "fault": {"line": fault.line, "text": fault.kind.to_string()}}))
        }
        (Ok(verdict), false) => words::verdict(task.lang, &verdict),
        (Err(fault), false) => words::fault(task.lang, &fault),
    };
    Ok(Answer { text, good })
}

fn check_receipt(task: &Task, keys: &[PublicKey]) -> Result<Answer, String> {
    let receipt: Receipt = read_json(&task.file)?;
    let found = receipt.verify(keys);
    let good = found.is_ok();
    let text = match (&found, task.json) {
        (Ok(()), true) => line(&json!({"good": true, "entry": receipt.entry, "head": receipt.head})),
        (Err(error), true) => line(&json!({"good": false, "fault": {"text": error.to_string()}})),
        (Ok(()), false) => words::receipt(task.lang, &receipt),
        (Err(error), false) => words::receipt_fault(task.lang, error),
    };
    Ok(Answer { text, good })
}

fn line(value: &serde_json::Value) -> String {
    format!("{value}\n")
}

/// A key is given as 64 hex digits, or as a file that holds them or PEM.
fn read_key(given: &str) -> Result<PublicKey, String> {
    if let Ok(key) = given.parse() {
        return Ok(key);
    }
    read_small(Path::new(given))?.parse().map_err(|error| format!("{given}: {error}"))
}

fn read_json<T: DeserializeOwned>(path: &Path) -> Result<T, String> {
    serde_json::from_str(&read_small(path)?).map_err(|error| format!("{}: {error}", path.display()))
}

fn read_small(path: &Path) -> Result<String, String> {
    let wrong = |error: std::io::Error| format!("{}: {error}", path.display());
    let mut text = String::new();
    let read = File::open(path)
        .and_then(|file| file.take(SMALL_FILE_BYTES_MAX + 1).read_to_string(&mut text))
        .map_err(wrong)?;
    if read as u64 > SMALL_FILE_BYTES_MAX {
        return Err(format!(
            "{}: larger than {SMALL_FILE_BYTES_MAX} bytes; is it the right file?",
            path.display()
        ));
    }
    Ok(text)
}
