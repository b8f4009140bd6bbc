//! Setting a document as PDF, by the program `hoeder-paper` that lies beside this one.
//!
//! The typesetter is large and changes often. In a process of its own it is handed one document and nothing else,
//! and this program builds without it.

use crate::{AppError, AppErrorKind};
use casework::document::Document;
use std::io::{Read as _, Write as _};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;

/// Its exit code where the document can't be right.
const REFUSED: i32 = 5;

/// How to start the typesetter.
#[derive(Clone, Debug)]
pub struct PaperCommand {
    /// Path of the program.
    pub program: PathBuf,
}

impl PaperCommand {
    /// Sets `document` as PDF. The same document gives the same bytes.
    ///
    /// # Errors
    /// `Missing` where the program is not there, `Invalid` where it refuses the document.
    pub(crate) fn set(&self, document: &Document) -> Result<Vec<u8>, AppError> {
        let json = serde_json::to_vec(document).map_err(AppError::invalid)?;
        let mut child = Command::new(&self.program)
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| {
                AppError::new(
                    AppErrorKind::Missing,
                    format!("{}: {error}", self.program.display()),
                    "Build it with `cargo build --release -p paper`, or state where it is with --paper",
                )
            })?;
        let mut input = child.stdin.take();
        // It may speak before it has read all: both ends are served at once.
        let writer = thread::spawn(move || input.as_mut().map(|input| input.write_all(&json)));
        let mut errors = child.stderr.take();
        let complaint = thread::spawn(move || {
            let mut text = String::new();
            let read = errors.as_mut().map(|errors| errors.read_to_string(&mut text));
            drop(read);
            text
        });
        let failed = |error: std::io::Error| AppError::paper(format!("the typesetter: {error}"));
        let mut pdf = Vec::new();
        if let Some(mut output) = child.stdout.take() {
            output.read_to_end(&mut pdf).map_err(failed)?;
        }
        let status = child.wait().map_err(failed)?;
        drop(writer.join());
        let complaint = complaint.join().unwrap_or_default();
        if status.success() && pdf.starts_with(b"%PDF-") {
            return Ok(pdf);
        }
        // What it says may quote the document, and so must not stand in the ledger.
        let kind = if status.code() == Some(REFUSED) { AppErrorKind::Invalid } else { AppErrorKind::Paper };
        Err(AppError::new(kind, format!("the typesetter gave no document ({status})"), complaint.trim()))
    }
}
