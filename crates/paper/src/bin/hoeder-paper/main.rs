//! `hoeder-paper`: reads one JSON document and writes one PDF.
//!
//! It touches the two files that the command names, or standard input and output, and nothing else.

mod args;
mod failure;

use args::{Ask, Job};
use failure::Failure;
use paper::{KINDS, example, read, set};
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, IsTerminal, Read, Write};
use std::process::ExitCode;

/// Largest document that is read, in bytes.
const DOCUMENT_BYTES_MAX: u64 = 16 << 20;

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    let json = arguments.iter().any(|argument| argument == "--json");
    match args::parse(arguments).and_then(run) {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever read our output has had enough.
        Err(failure) if failure.is_closed_output() => ExitCode::SUCCESS,
        Err(failure) => {
            // Nothing is left to tell it to if this fails too.
            let _ = io::stderr().write_all(failure.told(json).as_bytes());
            failure.exit_code()
        }
    }
}

fn run(ask: Ask) -> Result<(), Failure> {
    match ask {
        Ask::Help => print(args::USAGE.as_bytes()),
        Ask::Version => print(concat!("hoeder-paper ", env!("CARGO_PKG_VERSION"), "\n").as_bytes()),
        Ask::Example(kind) => print_example(&kind),
        Ask::Do(job) => do_job(&job),
    }
}

fn print(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)
        .and_then(|()| out.flush())
        .map_err(|error| Failure::output("standard output", &error))
}

fn print_example(kind: &str) -> Result<(), Failure> {
    let document = example(kind)
        .ok_or_else(|| {
            Failure::usage(
                &format!("{kind:?} is no kind of document"),
                &format!("The kinds are: {}", KINDS.join(", ")),
            )
        })?
        .map_err(|error| Failure::invalid(&error.to_string(), &error.hint()))?;
    let mut text = serde_json::to_string_pretty(&document)
        .map_err(|error| Failure::invalid(&error.to_string(), "Report this as a fault of hoeder-paper"))?;
    text.push('\n');
    print(text.as_bytes())
}

fn do_job(job: &Job) -> Result<(), Failure> {
    let bytes = take_in(job)?;
    let document = read(&bytes).map_err(|error| Failure::invalid(&error.to_string(), &error.hint()))?;
    if job.check {
        let faults = document.faults();
        if faults.is_empty() {
            return print(
                format!("{}: whole, nothing keeps it from being issued\n", document.word()).as_bytes(),
            );
        }
        let error = paper::SettingError::NotReady(faults);
        return Err(Failure::invalid(&error.to_string(), error.hint()));
    }
    let pdf = set(&document).map_err(|error| Failure::setting(&error))?;
    match &job.output {
        Some(path) => {
            std::fs::write(path, &pdf).map_err(|error| Failure::output(&path.to_string_lossy(), &error))
        }
        None if io::stdout().is_terminal() => Err(Failure::usage(
            "a PDF can't be shown in a terminal",
            "Name a file: --out FILE, or send it on: > FILE",
        )),
        None => print(&pdf),
    }
}

fn take_in(job: &Job) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let (name, taken) = match &job.input {
        Some(path) => {
            let name = path.to_string_lossy().into_owned();
            let file = File::open(path).map_err(|error| Failure::missing(&format!("{name}: {error}")))?;
            (name, file.take(DOCUMENT_BYTES_MAX + 1).read_to_end(&mut bytes))
        }
        None => {
            let input = io::stdin().lock().take(DOCUMENT_BYTES_MAX + 1).read_to_end(&mut bytes);
            ("standard input".to_owned(), input)
        }
    };
    taken.map_err(|error| Failure::missing(&format!("{name}: {error}")))?;
    if bytes.len() as u64 > DOCUMENT_BYTES_MAX {
        return Err(Failure::invalid(
            &format!("{name} holds more than {} MiB", DOCUMENT_BYTES_MAX >> 20),
            "Give one document",
        ));
    }
    Ok(bytes)
}
