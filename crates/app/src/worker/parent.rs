//! The parent's end: starting a reader, talking to it, and outliving its death.

use super::WorkerCommand;
use super::protocol::{Ask, Begin, Tell, receive, send};
use crate::{AppError, AppErrorKind};
use evidence::SourceFacts;
use evidence::confine::Confined;
use evidence::source::Anchor;
use std::io::{BufReader, Write as _};
use std::os::unix::process::CommandExt as _;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// A reader that says nothing for this long is taken for dead. Every piece and every 64 MiB is a word.
const SILENCE_MAX: Duration = Duration::from_secs(180);

/// A running reader.
pub(crate) struct Reader {
    child: Arc<Mutex<Child>>,
    ask: Option<ChildStdin>,
    tell: BufReader<ChildStdout>,
    watch: Arc<Watch>,
    /// What fences hold.
    pub(crate) confined: Confined,
    /// What the source says of itself.
    pub(crate) facts: SourceFacts,
    /// Which files or folder it is.
    pub(crate) anchor: Anchor,
}

struct Watch {
    began: Instant,
    heard_millis: AtomicU64,
    done: AtomicBool,
}

/// What comes from a reader.
#[expect(clippy::large_enum_variant, reason = "one answer lives at a time, and is taken apart at once")]
pub(crate) enum Answer {
    /// A word.
    Tell(Tell),
    /// It died, or hung and was ended, or spoke nonsense: how, for people.
    Died(String),
}

impl Reader {
    /// Starts a reader and waits until it is confined and has opened its source.
    pub(crate) fn start(command: &WorkerCommand, begin: &Begin) -> Result<Self, AppError> {
        let trouble = |error: std::io::Error| AppError::reader(format!("the reader process: {error}"));
        let mut child = Command::new(&command.program)
            .args(&command.arguments)
            .env_clear()
            // Ctrl-C at a terminal is for the parent, which stops at a safe point.
            .process_group(0)
            // FAT keeps wall-clock times; they are read as written.
            .env("TZ", "UTC")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(trouble)?;
        let (Some(mut ask), Some(tell)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(AppError::reader("the reader process has no pipes"));
        };
        send(&mut ask, begin).and_then(|()| ask.flush()).map_err(trouble)?;
        let mut tell = BufReader::with_capacity(1 << 16, tell);
        match receive(&mut tell) {
            Ok(Some(Tell::Ready(confined, facts, anchor))) => {
                let child = Arc::new(Mutex::new(child));
                let watch = watch(Arc::clone(&child));
                Ok(Self { child, ask: Some(ask), tell, watch, confined, facts, anchor })
            }
            Ok(Some(Tell::Refused(what, why, hint))) => {
                Err(AppError::new(AppErrorKind::Source, format!("{what}: {why}"), hint))
            }
            other => {
                let _ = child.kill();
                let ended = child.wait().map(|status| status.to_string()).unwrap_or_default();
                let heard = other.err().map(|error| error.to_string()).unwrap_or_default();
                Err(AppError::reader(format!("the reader process did not start ({ended}) {heard}")))
            }
        }
    }

    /// Asks for something; the answers follow by [`Reader::next`].
    pub(crate) fn ask(&mut self, ask: &Ask) -> Result<(), String> {
        self.watch.hear();
        let Some(pipe) = &mut self.ask else { return Err("the reader is gone".to_owned()) };
        send(pipe, ask).and_then(|()| pipe.flush()).map_err(|error| error.to_string())
    }

    /// The next word.
    pub(crate) fn next(&mut self) -> Answer {
        let answer = receive(&mut self.tell);
        self.watch.hear();
        match answer {
            Ok(Some(tell)) => Answer::Tell(tell),
            Ok(None) => Answer::Died(self.end()),
            Err(error) => {
                let how = self.end();
                Answer::Died(format!("{how}; {error}"))
            }
        }
    }

    fn end(&mut self) -> String {
        self.watch.done.store(true, Ordering::Relaxed);
        self.ask = None;
        let mut child = self.child.lock().unwrap_or_else(PoisonError::into_inner);
        // It has closed its pipe; a moment later it is gone, or it never will be.
        for _ in 0..50 {
            if let Ok(Some(status)) = child.try_wait() {
                return status.to_string();
            }
            thread::sleep(Duration::from_millis(20));
        }
        let _ = child.kill();
        child.wait().map(|status| status.to_string()).unwrap_or_else(|error| error.to_string())
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.watch.done.store(true, Ordering::Relaxed);
        self.ask = None;
        let mut child = self.child.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = child.kill();
        let _ = child.wait();
    }
}

impl Watch {
    fn hear(&self) {
        let millis = u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.heard_millis.store(millis, Ordering::Relaxed);
    }
}

fn watch(child: Arc<Mutex<Child>>) -> Arc<Watch> {
    let watch = Arc::new(Watch {
        began: Instant::now(),
        heard_millis: AtomicU64::new(0),
        done: AtomicBool::new(false),
    });
    let watched = Arc::clone(&watch);
    thread::spawn(move || {
        while !watched.done.load(Ordering::Relaxed) {
            thread::sleep(Duration::from_millis(250));
            let heard = Duration::from_millis(watched.heard_millis.load(Ordering::Relaxed));
            if watched.began.elapsed().saturating_sub(heard) > SILENCE_MAX {
                let mut child = child.lock().unwrap_or_else(PoisonError::into_inner);
                let _ = child.kill();
                return;
            }
        }
    });
    watch
}
