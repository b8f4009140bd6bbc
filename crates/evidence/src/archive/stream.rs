//! One compressed stream: of a tar, or of one file, which is then the only member.
//!
//! May not give a decompressor more memory than the limits say.

use super::budget::Metered;
use super::fault::defect_of;
use super::form::Form;
use super::member::{Member, MemberKind};
use super::tar;
use super::tour::Tour;
use crate::{Content, Defect, Limits};
use flate2::read::MultiGzDecoder;
use std::io::{self, BufReader, Read};
use vocab::{Moment, Stamp, TimeMeaning, When};

const BUFFER_BYTES: usize = 64 * 1024;

pub(super) fn walk(form: Form, content: &mut dyn Content, tour: &mut Tour<'_>) -> Result<(), Defect> {
    let mut member = Member::new(Vec::new(), MemberKind::File);
    member.offset_bytes = Some(0);
    let packed = BufReader::with_capacity(BUFFER_BYTES, content);
    let plain: Box<dyn Read + '_> = match form {
        Form::Gzip => {
            let decoder = MultiGzDecoder::new(packed);
            if let Some(header) = decoder.header() {
                member.path = header.filename().unwrap_or_default().to_vec();
                member.stamps.extend(modified(header.mtime()));
            }
            Box::new(decoder)
        }
        Form::Bzip2 => Box::new(bzip2::read::MultiBzDecoder::new(packed)),
        Form::Xz => Box::new(xz(packed, tour.limits).map_err(|error| defect_of(&error))?),
        _ => Box::new(zstd(packed, tour.limits).map_err(|error| defect_of(&error))?),
    };
    let meter = tour.meter;
    let mut plain = Metered::new(plain, meter);
    let mut head = vec![0; Form::HEAD_BYTES];
    let (filled, error) = fill(&mut plain, &mut head);
    head.truncate(filled);
    let tarred = tar::looks_like(&head);
    let rest = Failing { error, inner: plain };
    let mut whole = io::Cursor::new(head).chain(rest);
    if tarred {
        return tar::walk(&mut tar::Streamed::new(&mut whole), tour);
    }
    tour.state(1);
    let _ = tour.show_counted(member, &mut whole);
    Ok(())
}

/// Gzip keeps seconds since 1970; 0 means that no time is recorded.
fn modified(seconds: u32) -> Option<Stamp> {
    let moment = Moment::from_unix(i64::from(seconds), 0).filter(|_| seconds != 0)?;
    Some(Stamp { meaning: TimeMeaning::Modified, when: When::Utc(moment) })
}

/// Opens an XZ stream, or several one after the other.
pub(super) fn xz<R: Read>(packed: R, limits: &Limits) -> io::Result<impl Read + use<R>> {
    let stream = liblzma::stream::Stream::new_stream_decoder(
        limits.dictionary_bytes_max,
        liblzma::stream::CONCATENATED,
    )?;
    Ok(liblzma::read::XzDecoder::new_stream(packed, stream))
}

/// Opens a Zstandard stream, or several one after the other.
pub(super) fn zstd<R: Read>(packed: R, limits: &Limits) -> io::Result<impl Read + use<R>> {
    let mut decoder = zstd::stream::read::Decoder::new(packed)?;
    decoder.window_log_max(limits.dictionary_bytes_max.max(1024).ilog2().min(31))?;
    Ok(decoder)
}

/// Fills a buffer as far as the stream goes; an error is kept for after the bytes that came before it.
fn fill(stream: &mut dyn Read, buffer: &mut [u8]) -> (usize, Option<io::Error>) {
    let mut filled = 0;
    while filled < buffer.len() {
        match stream.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return (filled, Some(error)),
        }
    }
    (filled, None)
}

/// Fails first, where filling the head had failed.
struct Failing<R> {
    error: Option<io::Error>,
    inner: R,
}

impl<R: Read> Read for Failing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.error.take() {
            Some(error) => Err(error),
            None => self.inner.read(buffer),
        }
    }
}
