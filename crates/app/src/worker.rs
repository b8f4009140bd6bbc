//! The reader: a confined child process that decodes untrusted bytes, and the parent's end of the pipe.

mod child;
mod content;
mod parent;
pub(crate) mod protocol;

pub use child::serve;
pub(crate) use parent::{Answer, Reader};
pub use protocol::{Ask, Begin, Camera, Frame, Picture, Piece, PieceOutcome, Skip, Spot, Task, Tell};

use std::path::PathBuf;

/// How to start the reader: this program again, with its hidden command.
#[derive(Clone, Debug)]
pub struct WorkerCommand {
    /// Path of the program.
    pub program: PathBuf,
    /// Its arguments.
    pub arguments: Vec<String>,
    /// How many readers work side by side.
    pub readers: usize,
}
