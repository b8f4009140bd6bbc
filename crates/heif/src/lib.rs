//! HEIC and AVIF by the system's libheif: size, brightness, and the EXIF and XMP blocks inside.
//!
//! The only place that talks to libheif. It keeps no state, prints nothing and sets no limits of its own: the
//! caller looks at [`File::size`] before it asks for pixels. libheif is C++ that parses untrusted bytes: call
//! it in a confined process only.
#![expect(unsafe_code, reason = "libheif has a C interface; each call says why it is sound")]

mod native;

use native::{Context, Handle, Image, Nclx, Outcome};
use std::ffi::{CStr, c_char, c_int};
use std::marker::PhantomData;
use std::ptr::{self, NonNull};

/// What went wrong, for a programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The bytes break the format.
    Malformed,
    /// A feature or codec that this libheif can't decode.
    Unsupported,
    /// The library's own limit, or memory, was reached.
    Limit,
}

/// Why libheif gave nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text}")]
pub struct HeifError {
    /// For a programme.
    pub cause: Cause,
    /// libheif's own words.
    pub text: String,
}

/// Brightness of a whole picture, 8 bits a sample, rows without a gap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Luma {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// `width * height` samples, 0 black, 255 white.
    pub samples: Vec<u8>,
}

/// A block of metadata of the primary picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metadata {
    /// Item type, for example `Exif` or `mime`.
    pub item_type: String,
    /// Media type of a `mime` item, for example `application/rdf+xml`.
    pub content_type: String,
    /// The bytes of the item.
    pub bytes: Vec<u8>,
}

/// An opened file. It borrows the bytes, because libheif reads them lazily.
#[derive(Debug)]
pub struct File<'a> {
    // Order matters: the handle is released before its context.
    primary: OwnedHandle,
    context: OwnedContext,
    bytes: PhantomData<&'a [u8]>,
}

impl<'a> File<'a> {
    /// Reads the boxes of a HEIF file and finds its primary picture.
    ///
    /// # Errors
    /// When the boxes are broken or there is no primary picture.
    pub fn open(bytes: &'a [u8]) -> Result<Self, HeifError> {
        // SAFETY: takes nothing, gives a context or null.
        let context = NonNull::new(unsafe { native::heif_context_alloc() })
            .map(OwnedContext)
            .ok_or_else(|| HeifError { cause: Cause::Limit, text: "no memory for libheif".into() })?;
        // SAFETY: the context lives; 0 asks libheif to decode in the calling thread.
        unsafe { native::heif_context_set_max_decoding_threads(context.0.as_ptr(), 0) };
        // SAFETY: pointer and length are of one slice, which outlives the context by the lifetime 'a.
        check(unsafe {
            native::heif_context_read_from_memory_without_copy(
                context.0.as_ptr(),
                bytes.as_ptr().cast(),
                bytes.len(),
                ptr::null(),
            )
        })?;
        let mut handle = ptr::null_mut();
        // SAFETY: the context lives and the place for the handle is ours.
        check(unsafe { native::heif_context_get_primary_image_handle(context.0.as_ptr(), &raw mut handle) })?;
        let primary = NonNull::new(handle).map(OwnedHandle).ok_or_else(nothing)?;
        Ok(Self { primary, context, bytes: PhantomData })
    }

    /// Width and height in pixels of the primary picture as shown, as the boxes state them.
    pub fn size(&self) -> (u32, u32) {
        let handle = self.primary.0.as_ptr();
        // SAFETY: the handle lives.
        let (width, height) = unsafe {
            (native::heif_image_handle_get_width(handle), native::heif_image_handle_get_height(handle))
        };
        (u32::try_from(width).unwrap_or(0), u32::try_from(height).unwrap_or(0))
    }

    /// Pictures that stand on their own in the file (thumbnails and depth maps don't).
    pub fn pictures(&self) -> u32 {
        // SAFETY: the context lives.
        let count = unsafe { native::heif_context_get_number_of_top_level_images(self.context.0.as_ptr()) };
        u32::try_from(count).unwrap_or(0)
    }

    /// Metadata blocks of at most `bytes_max` bytes each; larger ones are left out.
    pub fn metadata(&self, bytes_max: usize) -> Vec<Metadata> {
        const BLOCKS_MAX: usize = 64;
        let handle = self.primary.0.as_ptr();
        // SAFETY: the handle lives; a null filter means any type.
        let count = unsafe { native::heif_image_handle_get_number_of_metadata_blocks(handle, ptr::null()) };
        let count = usize::try_from(count).unwrap_or(0).min(BLOCKS_MAX);
        let mut ids = vec![0_u32; count];
        // SAFETY: `ids` has room for `count` ids.
        let found = unsafe {
            native::heif_image_handle_get_list_of_metadata_block_IDs(
                handle,
                ptr::null(),
                ids.as_mut_ptr(),
                c_int::try_from(count).unwrap_or(0),
            )
        };
        ids.truncate(usize::try_from(found).unwrap_or(0));
        ids.into_iter().filter_map(|id| self.block(id, bytes_max)).collect()
    }

    fn block(&self, id: u32, bytes_max: usize) -> Option<Metadata> {
        let handle = self.primary.0.as_ptr();
        // SAFETY: the handle lives and the id came from it.
        let size = unsafe { native::heif_image_handle_get_metadata_size(handle, id) };
        if size == 0 || size > bytes_max {
            return None;
        }
        let mut bytes = vec![0_u8; size];
        // SAFETY: libheif writes exactly the size that it just stated.
        check(unsafe { native::heif_image_handle_get_metadata(handle, id, bytes.as_mut_ptr().cast()) })
            .ok()?;
        // SAFETY: both give null or a string that lives as long as the handle; it is copied at once.
        let (item_type, content_type) = unsafe {
            (
                words(native::heif_image_handle_get_metadata_type(handle, id)),
                words(native::heif_image_handle_get_metadata_content_type(handle, id)),
            )
        };
        Some(Metadata { item_type, content_type, bytes })
    }

    /// Decodes the primary picture, with the rotation, mirroring and cropping that the file orders.
    ///
    /// The Y plane itself is taken where it is Rec. 601 in full range, as JPEG's is; anything else goes through
    /// RGB, so that the same scene gives the same luma whatever the coding. Alpha is ignored.
    ///
    /// # Errors
    /// When the codec is missing or the coded picture is broken.
    pub fn decode_luma(&self) -> Result<Luma, HeifError> {
        let handle = self.primary.0.as_ptr();
        // SAFETY: the handle lives; the profile is freed by `taken`.
        let stated = unsafe { taken(|out| native::heif_image_handle_get_nclx_color_profile(handle, out)) };
        if stated.is_none_or(Coding::is_jpegs) {
            let image = self.decode(native::COLORSPACE_UNDEFINED, native::CHROMA_UNDEFINED)?;
            // SAFETY: the image lives; the profile is freed by `taken`.
            let coded =
                unsafe { taken(|out| native::heif_image_get_nclx_color_profile(image.0.as_ptr(), out)) };
            if image.has(native::CHANNEL_Y) && coded.is_none_or(Coding::is_jpegs) {
                return image.plane(native::CHANNEL_Y, 1).ok_or_else(nothing).map(|plane| plane.luma());
            }
        }
        let image = self.decode(native::COLORSPACE_RGB, native::CHROMA_INTERLEAVED_RGB)?;
        image.plane(native::CHANNEL_INTERLEAVED, 3).ok_or_else(nothing).map(|plane| plane.luma())
    }

    fn decode(&self, colorspace: c_int, chroma: c_int) -> Result<OwnedImage, HeifError> {
        let mut image = ptr::null_mut();
        // SAFETY: the handle lives, null options are the defaults, the place for the image is ours.
        check(unsafe {
            native::heif_decode_image(
                self.primary.0.as_ptr(),
                &raw mut image,
                colorspace,
                chroma,
                ptr::null(),
            )
        })?;
        NonNull::new(image).map(OwnedImage).ok_or_else(nothing)
    }
}

/// How Y, Cb and Cr relate to RGB.
#[derive(Clone, Copy)]
struct Coding {
    matrix: c_int,
    full_range: bool,
}

impl Coding {
    /// Rec. 601 (5, 6) or unspecified (2), full range.
    fn is_jpegs(self) -> bool {
        self.full_range && matches!(self.matrix, 2 | 5 | 6)
    }
}

/// Asks for a profile, copies the two fields, frees it.
///
/// # Safety
/// `ask` must write null or a profile that libheif allocated, and hand it over.
unsafe fn taken(ask: impl FnOnce(*mut *mut Nclx) -> Outcome) -> Option<Coding> {
    let mut profile: *mut Nclx = ptr::null_mut();
    let outcome = ask(&raw mut profile);
    let profile = NonNull::new(profile)?;
    // SAFETY: by the contract of this function the profile is valid and ours.
    let coding = unsafe {
        Coding {
            matrix: profile.as_ref().matrix_coefficients,
            full_range: profile.as_ref().full_range_flag != 0,
        }
    };
    // SAFETY: freed once, by the library that made it.
    unsafe { native::heif_nclx_color_profile_free(profile.as_ptr()) };
    (outcome.code == 0).then_some(coding)
}

/// One plane of a decoded image, borrowed from it.
struct Plane<'a> {
    width: usize,
    height: usize,
    stride: usize,
    bits: u32,
    channels: usize,
    bytes: &'a [u8],
}

impl Plane<'_> {
    fn luma(&self) -> Luma {
        let sample_bytes = if self.bits > 8 { 2 } else { 1 };
        let row_bytes = self.width * self.channels * sample_bytes;
        let mut samples = Vec::with_capacity(self.width * self.height);
        for row in self.bytes.chunks(self.stride).take(self.height) {
            let row = row.get(..row_bytes).unwrap_or(row);
            match (self.channels, sample_bytes) {
                (1, 1) if self.bits == 8 => samples.extend_from_slice(row),
                (3, 1) => samples.extend(row.chunks_exact(3).map(|p| rec601(p[0], p[1], p[2]))),
                (1, 1) => samples.extend(row.iter().map(|v| scaled(u32::from(*v), self.bits))),
                _ => samples.extend(
                    row.chunks_exact(2)
                        .map(|v| scaled(u32::from(u16::from_ne_bytes([v[0], v[1]])), self.bits)),
                ),
            }
        }
        let side = |pixels: usize| u32::try_from(pixels).unwrap_or(0);
        Luma { width: side(self.width), height: side(self.height), samples }
    }
}

/// Rec. 601 luma with the constants and the rounding of the JPEG encoders.
fn rec601(r: u8, g: u8, b: u8) -> u8 {
    ((19_595 * u32::from(r) + 38_470 * u32::from(g) + 7_471 * u32::from(b) + 32_768) >> 16) as u8
}

/// A sample of `bits` bits brought to 8, rounded.
fn scaled(value: u32, bits: u32) -> u8 {
    let max = (1_u32 << bits.clamp(1, 16)) - 1;
    ((value.min(max) * 255 + max / 2) / max) as u8
}

fn check(outcome: Outcome) -> Result<(), HeifError> {
    let cause = match outcome.code {
        0 => return Ok(()),
        3 | 4 | 11 => Cause::Unsupported,
        6 => Cause::Limit,
        _ => Cause::Malformed,
    };
    // SAFETY: libheif promises a string that is never null and stays valid; it is copied at once.
    let text = unsafe { words(outcome.message) };
    Err(HeifError { cause, text })
}

fn nothing() -> HeifError {
    HeifError { cause: Cause::Malformed, text: "libheif gave no picture".into() }
}

/// # Safety
/// `text` is null or points to a string that ends in NUL.
unsafe fn words(text: *const c_char) -> String {
    if text.is_null() {
        return String::new();
    }
    // SAFETY: by the contract of this function.
    unsafe { CStr::from_ptr(text) }.to_string_lossy().replace(['\n', '\r'], " ")
}

#[derive(Debug)]
struct OwnedContext(NonNull<Context>);

impl Drop for OwnedContext {
    fn drop(&mut self) {
        // SAFETY: owned, freed once, after everything made from it.
        unsafe { native::heif_context_free(self.0.as_ptr()) }
    }
}

#[derive(Debug)]
struct OwnedHandle(NonNull<Handle>);

impl Drop for OwnedHandle {
    fn drop(&mut self) {
        // SAFETY: owned, released once.
        unsafe { native::heif_image_handle_release(self.0.as_ptr()) }
    }
}

struct OwnedImage(NonNull<Image>);

impl OwnedImage {
    fn has(&self, channel: c_int) -> bool {
        // SAFETY: the image lives.
        unsafe { native::heif_image_has_channel(self.0.as_ptr(), channel) != 0 }
    }

    fn plane(&self, channel: c_int, channels: usize) -> Option<Plane<'_>> {
        let image = self.0.as_ptr();
        let mut stride: c_int = 0;
        // SAFETY: the image lives and the place for the stride is ours.
        let (width, height, bits, start) = unsafe {
            (
                native::heif_image_get_width(image, channel),
                native::heif_image_get_height(image, channel),
                native::heif_image_get_bits_per_pixel_range(image, channel),
                native::heif_image_get_plane_readonly(image, channel, &raw mut stride),
            )
        };
        let width = usize::try_from(width).ok()?;
        let height = usize::try_from(height).ok()?;
        let stride = usize::try_from(stride).ok()?;
        let bits = u32::try_from(bits).ok()?;
        let row_bytes = width.checked_mul(channels)?.checked_mul(if bits > 8 { 2 } else { 1 })?;
        // Interleaved colours are asked for with 8 bits; anything else would be read wrongly.
        let depth = if channels == 1 { 1..=16 } else { 8..=8 };
        if start.is_null() || width == 0 || height == 0 || stride < row_bytes || !depth.contains(&bits) {
            return None;
        }
        // The last row need not be padded, so it is counted without its padding.
        let size = stride.checked_mul(height - 1)?.checked_add(row_bytes)?;
        // SAFETY: libheif's plane has `height` rows at `stride`; the image outlives the slice by its lifetime.
        let bytes = unsafe { std::slice::from_raw_parts(start, size) };
        Some(Plane { width, height, stride, bits, channels, bytes })
    }
}

impl Drop for OwnedImage {
    fn drop(&mut self) {
        // SAFETY: owned, released once.
        unsafe { native::heif_image_release(self.0.as_ptr()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nonsense_is_malformed_or_unsupported() {
        for bytes in [&b""[..], b"x", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", &[0; 4096]] {
            let error = File::open(bytes).map(|file| file.size()).unwrap_err();
            assert!(!error.text.is_empty(), "{error:?}");
        }
    }

    #[test]
    fn samples_of_any_depth_reach_both_ends() {
        for bits in 1..=16 {
            assert_eq!(scaled(0, bits), 0);
            assert_eq!(scaled((1 << bits) - 1, bits), 255);
        }
        assert_eq!(rec601(255, 255, 255), 255);
        assert_eq!((rec601(255, 0, 0), rec601(0, 255, 0), rec601(0, 0, 255)), (76, 150, 29));
    }
}
