//! A thin, safe face on libtsk (The Sleuth Kit): images, partition tables and file systems, read-only.
//!
//! Must never know: what a carrier is, what is evidence, paths of the carrier as the project names them. It gives
//! libtsk's answers as values and its errors as errors, and does not mend either.

mod error;
mod ffi;
mod file;
mod file_system;
mod image;

pub use error::{Error, ErrorKind};
pub use file::{Attribute, File, Node, NodeKind};
pub use file_system::{FileSystem, FileSystemKind, Name, NameKind};
pub use image::{Form, Image, Partition, PartitionTable, Sectors, TableKind};
