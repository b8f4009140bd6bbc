//! The only unsafe module: the shim's functions behind owned handles. It may not interpret what it carries.
//!
//! Invariants, relied on by each block below:
//! - a handle holds a pointer that the shim gave and that nobody else frees; `Drop` frees it once;
//! - a handle that depends on another keeps it alive by an [`Arc`], and fields are dropped in the order of writing;
//! - libtsk takes its own locks on images and file systems, so these may be used from several threads at once; an
//!   open file or directory has no lock and is therefore `Send` but not `Sync`;
//! - one Rust function is called from C, [`read_for_c`]: it catches every panic, so none can cross the border.
#![expect(unsafe_code, reason = "libtsk is a C library; this module is the whole border")]

use crate::{Error, Sectors};
use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::marker::PhantomData;
use std::ptr::NonNull;
use std::sync::{Arc, Mutex, Once};

mod record;

use record::{LABEL_BYTES, RawAttribute, RawError, RawName, RawPartition, TEXT_BYTES, text_of};
pub(crate) use record::{RawFsFacts, RawImageFacts, RawNode};

unsafe extern "C" {
    fn sleuth_image_open(
        paths: *const *const c_char,
        count: c_int,
        form: c_int,
        facts: *mut RawImageFacts,
        error: *mut RawError,
    ) -> *mut c_void;
    fn sleuth_image_open_reader(
        reader: *mut c_void,
        read: unsafe extern "C" fn(*mut c_void, i64, *mut c_char, usize, *mut c_char) -> i64,
        size: i64,
        sector_bytes: u32,
        error: *mut RawError,
    ) -> *mut c_void;
    fn sleuth_image_close(image: *mut c_void);
    fn sleuth_image_read(
        image: *mut c_void,
        offset: i64,
        buffer: *mut c_char,
        length: usize,
        error: *mut RawError,
    ) -> i64;
    fn sleuth_table_open(image: *mut c_void, kind: c_int, error: *mut RawError) -> *mut c_void;
    fn sleuth_table_count(table: *mut c_void) -> u32;
    fn sleuth_table_is_backup(table: *mut c_void) -> u32;
    fn sleuth_table_kind(table: *mut c_void) -> *const c_char;
    fn sleuth_table_part(table: *mut c_void, index: u32, part: *mut RawPartition) -> c_int;
    fn sleuth_table_close(table: *mut c_void);
    fn sleuth_fs_open(
        image: *mut c_void,
        offset: i64,
        kind: u32,
        facts: *mut RawFsFacts,
        error: *mut RawError,
    ) -> *mut c_void;
    fn sleuth_fs_close(fs: *mut c_void);
    fn sleuth_directory_open(
        fs: *mut c_void,
        node: u64,
        holes: *mut c_int,
        error: *mut RawError,
    ) -> *mut c_void;
    fn sleuth_directory_count(directory: *mut c_void) -> usize;
    fn sleuth_directory_name(directory: *mut c_void, index: usize, name: *mut RawName) -> c_int;
    fn sleuth_directory_close(directory: *mut c_void);
    fn sleuth_file_open(fs: *mut c_void, node: u64, facts: *mut RawNode, error: *mut RawError)
    -> *mut c_void;
    fn sleuth_file_attribute_count(file: *mut c_void, error: *mut RawError) -> c_int;
    fn sleuth_file_attribute(
        file: *mut c_void,
        index: c_int,
        attribute: *mut RawAttribute,
        error: *mut RawError,
    ) -> c_int;
    fn sleuth_file_read(
        file: *mut c_void,
        kind: u32,
        id: u32,
        offset: i64,
        buffer: *mut c_char,
        length: usize,
        error: *mut RawError,
    ) -> i64;
    fn sleuth_file_taken(
        file: *mut c_void,
        kind: u32,
        id: u32,
        looks_max: u64,
        looked: *mut u64,
        taken: *mut u64,
        error: *mut RawError,
    ) -> c_int;
    fn sleuth_file_close(file: *mut c_void);
}

/// Copies a NUL-terminated string of libtsk's.
fn copy_name(name: *const c_char) -> Option<Vec<u8>> {
    if name.is_null() {
        return None;
    }
    // SAFETY: the shim gives either NULL or a NUL-terminated string that lives as long as the directory or file it
    // came from, and both callers hold that handle; the bytes are copied at once.
    Some(unsafe { CStr::from_ptr(name) }.to_bytes().to_vec())
}

/// Makes libtsk's FAT times independent of the machine: it turns the wall clock of a directory entry into seconds by
/// `mktime`, which follows the process's time zone. With UTC the seconds are the wall clock, unchanged.
fn fix_time_zone() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        if std::env::var_os("TZ").as_deref() != Some("UTC".as_ref()) {
            // SAFETY: Rust's own access to the environment is under the standard library's lock, and this happens
            // once, before any call of libtsk's; a confined reader has TZ=UTC from its parent and never gets here.
            unsafe { std::env::set_var("TZ", "UTC") };
        }
    });
}

/// What the shim hands back at each read of an image that [`RawImage::open_reader`] opened.
type SharedReader = Mutex<Box<dyn Sectors>>;

/// Reads for libtsk: the bytes, or -1 and a text.
///
/// # Safety
/// `reader` is what [`RawImage::open_reader`] gave to the shim and still alive; `buffer` holds `length` bytes and
/// `text` [`TEXT_BYTES`], both of the caller's.
unsafe extern "C" fn read_for_c(
    reader: *mut c_void,
    offset: i64,
    buffer: *mut c_char,
    length: usize,
    text: *mut c_char,
) -> i64 {
    let read = std::panic::catch_unwind(|| {
        // SAFETY: by the contract above; the mutex makes the shared reference enough.
        let reader = unsafe { &*reader.cast::<SharedReader>() };
        // SAFETY: by the contract above; the shim's buffers are always initialised or about to be, and bytes have no
        // invalid values.
        let buffer = unsafe { std::slice::from_raw_parts_mut(buffer.cast::<u8>(), length) };
        let offset = u64::try_from(offset).map_err(|_| "a negative offset".to_owned())?;
        let mut reader = reader.lock().map_err(|_| "the reader failed before".to_owned())?;
        reader.read_exact_at(offset, buffer).map_err(|error| error.to_string())
    });
    let told = match read {
        Ok(Ok(())) => return i64::try_from(length).unwrap_or(-1),
        Ok(Err(told)) => told,
        Err(_) => "the reader failed".to_owned(),
    };
    let told: Vec<u8> = told.bytes().filter(|byte| *byte != 0).take(TEXT_BYTES - 1).collect();
    // SAFETY: at most `TEXT_BYTES - 1` bytes and a NUL, into the caller's text of `TEXT_BYTES`.
    unsafe {
        std::ptr::copy_nonoverlapping(told.as_ptr(), text.cast::<u8>(), told.len());
        *text.add(told.len()) = 0;
    }
    -1
}

pub(crate) struct RawImage {
    image: NonNull<c_void>,
    /// Kept alive for [`read_for_c`]; dropped after the image is closed.
    _reader: Option<Box<SharedReader>>,
}

// SAFETY: libtsk locks an image's cache and its reader inside every call (TSK_MULTITHREAD_LIB, which the header on
// this system sets); its errors are kept per thread and are taken within the same call of the shim.
unsafe impl Send for RawImage {}
// SAFETY: as above.
unsafe impl Sync for RawImage {}

impl RawImage {
    pub(crate) fn open(paths: &[CString], form: c_int) -> Result<(Self, RawImageFacts), Error> {
        fix_time_zone();
        let pointers: Vec<*const c_char> = paths.iter().map(|path| path.as_ptr()).collect();
        let count = c_int::try_from(pointers.len()).map_err(|_| Error::argument("too many segments"))?;
        let (mut facts, mut error) = (RawImageFacts::default(), RawError::empty());
        // SAFETY: `pointers` holds `count` NUL-terminated strings that outlive the call; both records are ours.
        let image = unsafe { sleuth_image_open(pointers.as_ptr(), count, form, &mut facts, &mut error) };
        match NonNull::new(image) {
            Some(image) => Ok((Self { image, _reader: None }, facts)),
            None => Err(error.into_error()),
        }
    }

    /// Opens an image whose bytes a reader of ours gives.
    pub(crate) fn open_reader(reader: Box<dyn Sectors>, size: i64, sector_bytes: u32) -> Result<Self, Error> {
        fix_time_zone();
        let mut reader: Box<SharedReader> = Box::new(Mutex::new(reader));
        let mut error = RawError::empty();
        // SAFETY: the reader stands in a box that is kept beside the image and dropped after it, so the address stays
        // valid for every call of `read_for_c`; the error record is ours.
        let image = unsafe {
            sleuth_image_open_reader(
                std::ptr::from_mut(reader.as_mut()).cast(),
                read_for_c,
                size,
                sector_bytes,
                &mut error,
            )
        };
        match NonNull::new(image) {
            Some(image) => Ok(Self { image, _reader: Some(reader) }),
            None => Err(error.into_error()),
        }
    }

    pub(crate) fn read(&self, offset: i64, buffer: &mut [u8]) -> Result<usize, Error> {
        let mut error = RawError::empty();
        // SAFETY: the image is open; the buffer is ours and as long as stated.
        let got = unsafe {
            sleuth_image_read(
                self.image.as_ptr(),
                offset,
                buffer.as_mut_ptr().cast(),
                buffer.len(),
                &mut error,
            )
        };
        usize::try_from(got).map_err(|_| error.into_error())
    }

    /// The partition table, stretches in libtsk's order.
    pub(crate) fn partitions(&self, kind: c_int) -> Result<crate::PartitionTable, Error> {
        let mut error = RawError::empty();
        // SAFETY: the image is open; the error record is ours.
        let table = unsafe { sleuth_table_open(self.image.as_ptr(), kind, &mut error) };
        let Some(table) = NonNull::new(table) else { return Err(error.into_error()) };
        let mut partitions = Vec::new();
        // SAFETY: the table is open until the close below, and nothing in between can return early; `part` is ours;
        // the table's name is a constant string of libtsk's or NULL.
        let (kind, is_backup) = unsafe {
            for index in 0..sleuth_table_count(table.as_ptr()) {
                let mut part =
                    RawPartition { start_bytes: 0, length_bytes: 0, flags: 0, label: [0; LABEL_BYTES] };
                if sleuth_table_part(table.as_ptr(), index, &mut part) == 1 {
                    partitions.push(crate::Partition {
                        start_bytes: part.start_bytes,
                        length_bytes: part.length_bytes,
                        allocated: part.flags & 1 != 0,
                        is_table: part.flags & 4 != 0,
                        label: text_of(&part.label),
                    });
                }
            }
            let kind = copy_name(sleuth_table_kind(table.as_ptr())).unwrap_or_default();
            let backup = sleuth_table_is_backup(table.as_ptr()) == 1;
            sleuth_table_close(table.as_ptr());
            (kind, backup)
        };
        let kind = String::from_utf8_lossy(&kind).into_owned();
        Ok(crate::PartitionTable { kind, is_backup, partitions })
    }
}

impl Drop for RawImage {
    fn drop(&mut self) {
        // SAFETY: opened by us, closed once; file systems on it hold an `Arc` and are gone by now.
        unsafe { sleuth_image_close(self.image.as_ptr()) }
    }
}

pub(crate) struct RawFs {
    fs: NonNull<c_void>,
    _image: Arc<RawImage>,
}

// SAFETY: libtsk guards what a file system shares (orphans, caches) by locks of its own; see `RawImage`.
unsafe impl Send for RawFs {}
// SAFETY: as above.
unsafe impl Sync for RawFs {}

impl RawFs {
    pub(crate) fn open(image: &Arc<RawImage>, offset: i64, kind: u32) -> Result<(Self, RawFsFacts), Error> {
        let (mut facts, mut error) = (RawFsFacts::default(), RawError::empty());
        // SAFETY: the image is open and kept so by the `Arc` stored below; both records are ours.
        let fs = unsafe { sleuth_fs_open(image.image.as_ptr(), offset, kind, &mut facts, &mut error) };
        match NonNull::new(fs) {
            Some(fs) => Ok((Self { fs, _image: Arc::clone(image) }, facts)),
            None => Err(error.into_error()),
        }
    }

    /// All names of a directory, in libtsk's order, and whether a part of it could not be read.
    pub(crate) fn names(&self, node: u64) -> Result<(Vec<crate::Name>, bool), Error> {
        let (mut error, mut holes) = (RawError::empty(), 0);
        // SAFETY: the file system is open; both records are ours.
        let directory = unsafe { sleuth_directory_open(self.fs.as_ptr(), node, &mut holes, &mut error) };
        let Some(directory) = NonNull::new(directory) else { return Err(error.into_error()) };
        let mut names = Vec::new();
        // SAFETY: the directory is open until the close below and used by this thread alone; each name is copied
        // before that; nothing in between can return early.
        unsafe {
            for index in 0..sleuth_directory_count(directory.as_ptr()) {
                let mut raw: RawName = std::mem::zeroed();
                if sleuth_directory_name(directory.as_ptr(), index, &mut raw) == 1 {
                    names.push(crate::Name {
                        bytes: copy_name(raw.name).unwrap_or_default(),
                        node: raw.node,
                        sequence: raw.sequence,
                        kind: crate::NameKind::from_code(raw.kind),
                        live: raw.live == 1,
                    });
                }
            }
            sleuth_directory_close(directory.as_ptr());
        }
        Ok((names, holes != 0))
    }
}

impl Drop for RawFs {
    fn drop(&mut self) {
        // SAFETY: opened by us, closed once, before the image (`_image` is dropped after this body).
        unsafe { sleuth_fs_close(self.fs.as_ptr()) }
    }
}

pub(crate) struct RawFile {
    file: NonNull<c_void>,
    _fs: Arc<RawFs>,
    /// An open file has no lock: not `Sync`.
    _not_sync: PhantomData<std::cell::Cell<()>>,
}

// SAFETY: an open file has no tie to the thread that opened it; it is only used by one at a time (not `Sync`).
unsafe impl Send for RawFile {}

impl RawFile {
    pub(crate) fn open(fs: &Arc<RawFs>, node: u64) -> Result<(Self, RawNode), Error> {
        let (mut facts, mut error) = (RawNode::default(), RawError::empty());
        // SAFETY: the file system is open and kept so by the `Arc` stored below; both records are ours.
        let file = unsafe { sleuth_file_open(fs.fs.as_ptr(), node, &mut facts, &mut error) };
        match NonNull::new(file) {
            Some(file) => Ok((Self { file, _fs: Arc::clone(fs), _not_sync: PhantomData }, facts)),
            None => Err(error.into_error()),
        }
    }

    pub(crate) fn attributes(&self) -> Result<Vec<crate::Attribute>, Error> {
        let mut error = RawError::empty();
        // SAFETY: the file is open; the error record is ours.
        let count = unsafe { sleuth_file_attribute_count(self.file.as_ptr(), &mut error) };
        if count < 0 {
            return Err(error.into_error());
        }
        let mut attributes = Vec::new();
        for index in 0..count {
            let mut error = RawError::empty();
            // SAFETY: a record of numbers and one pointer, for which zero bytes are a valid value.
            let mut raw: RawAttribute = unsafe { std::mem::zeroed() };
            // SAFETY: the file is open; both records are ours; the name is copied while the file stays open.
            if unsafe { sleuth_file_attribute(self.file.as_ptr(), index, &mut raw, &mut error) } != 1 {
                return Err(error.into_error());
            }
            attributes.push(crate::Attribute {
                kind: raw.kind,
                id: u16::try_from(raw.id).unwrap_or(u16::MAX),
                name: copy_name(raw.name).unwrap_or_default(),
                size_bytes: raw.size_bytes,
                run_bytes: raw.run_bytes,
                lost_bytes: raw.lost_bytes,
                first_block: (raw.has_first_block == 1).then_some(raw.first_block),
                flags: raw.flags,
            });
        }
        Ok(attributes)
    }

    pub(crate) fn read(&self, kind: u32, id: u16, offset: i64, buffer: &mut [u8]) -> Result<usize, Error> {
        let mut error = RawError::empty();
        // SAFETY: the file is open and used by this thread alone; the buffer is ours and as long as stated.
        let got = unsafe {
            sleuth_file_read(
                self.file.as_ptr(),
                kind,
                u32::from(id),
                offset,
                buffer.as_mut_ptr().cast(),
                buffer.len(),
                &mut error,
            )
        };
        usize::try_from(got).map_err(|_| error.into_error())
    }

    /// Blocks looked at, and how many of them the file system now holds as in use.
    pub(crate) fn taken(&self, kind: u32, id: u16, looks_max: u64) -> Result<(u64, u64), Error> {
        let (mut looked, mut taken, mut error) = (0, 0, RawError::empty());
        // SAFETY: the file is open; the three places are ours.
        let done = unsafe {
            sleuth_file_taken(
                self.file.as_ptr(),
                kind,
                u32::from(id),
                looks_max,
                &mut looked,
                &mut taken,
                &mut error,
            )
        };
        if done == 1 { Ok((looked, taken)) } else { Err(error.into_error()) }
    }
}

impl Drop for RawFile {
    fn drop(&mut self) {
        // SAFETY: opened by us, closed once, before the file system (`_fs` is dropped after this body).
        unsafe { sleuth_file_close(self.file.as_ptr()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    unsafe extern "C" {
        fn sleuth_record_bytes(which: c_int) -> usize;
    }

    #[test]
    fn records_have_the_size_that_the_c_compiler_gave_them() {
        let ours = [
            size_of::<RawError>(),
            size_of::<RawImageFacts>(),
            size_of::<RawPartition>(),
            size_of::<RawFsFacts>(),
            size_of::<RawName>(),
            size_of::<RawNode>(),
            size_of::<RawAttribute>(),
        ];
        for (which, ours) in (0..).zip(ours) {
            // SAFETY: takes and gives a number.
            assert_eq!(unsafe { sleuth_record_bytes(which) }, ours, "record {which}");
        }
    }
}
