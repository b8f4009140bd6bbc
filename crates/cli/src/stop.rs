//! Ctrl-C: the first asks a long deed to stop at its next check, the second ends the process at once.

use crate::failure::Failure;
use crate::screen::tell;
use std::io;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU32, Ordering};

static ASKED: AtomicU32 = AtomicU32::new(0);

/// Listens for Ctrl-C and for a request to end; for deeds that can stop in the middle.
pub(crate) fn listen() -> Result<(), Failure> {
    let listening = ctrlc::set_handler(|| {
        if ASKED.fetch_add(1, Ordering::Relaxed) > 0 {
            std::process::exit(130);
        }
        tell("\nStopping at the next safe point; what is finished is kept. Once more ends at once.");
    });
    match listening {
        // A command that listens twice listens.
        Ok(()) | Err(ctrlc::Error::MultipleHandlers) => Ok(()),
        Err(error) => Err(Failure::file("Ctrl-C can't be listened for", &io::Error::other(error))),
    }
}

/// Whether someone has asked.
pub(crate) fn asked() -> bool {
    ASKED.load(Ordering::Relaxed) > 0
}

/// What a watcher answers.
pub(crate) fn flow() -> ControlFlow<()> {
    if asked() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
}
