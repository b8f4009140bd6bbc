//! The few declarations of libheif's C interface that are used here (libheif 1.12 and later).
//!
//! Declarations only; every call stands in `lib.rs` with the reason why it is sound.

use std::ffi::{c_char, c_int, c_void};

/// `heif_context`, never seen from inside.
#[repr(C)]
pub(crate) struct Context {
    _opaque: [u8; 0],
}

/// `heif_image_handle`, never seen from inside.
#[repr(C)]
pub(crate) struct Handle {
    _opaque: [u8; 0],
}

/// `heif_image`, never seen from inside.
#[repr(C)]
pub(crate) struct Image {
    _opaque: [u8; 0],
}

/// `heif_error`; the message is never null and belongs to the library.
#[repr(C)]
pub(crate) struct Outcome {
    pub(crate) code: c_int,
    pub(crate) subcode: c_int,
    pub(crate) message: *const c_char,
}

/// The beginning of `heif_color_profile_nclx`; later fields are not needed and not touched.
#[repr(C)]
pub(crate) struct Nclx {
    pub(crate) version: u8,
    pub(crate) color_primaries: c_int,
    pub(crate) transfer_characteristics: c_int,
    pub(crate) matrix_coefficients: c_int,
    pub(crate) full_range_flag: u8,
}

pub(crate) const COLORSPACE_UNDEFINED: c_int = 99;
pub(crate) const COLORSPACE_RGB: c_int = 1;
pub(crate) const CHROMA_UNDEFINED: c_int = 99;
pub(crate) const CHROMA_INTERLEAVED_RGB: c_int = 10;
pub(crate) const CHANNEL_Y: c_int = 0;
pub(crate) const CHANNEL_INTERLEAVED: c_int = 10;

unsafe extern "C" {
    pub(crate) fn heif_context_alloc() -> *mut Context;
    pub(crate) fn heif_context_free(context: *mut Context);
    pub(crate) fn heif_context_set_max_decoding_threads(context: *mut Context, threads: c_int);
    pub(crate) fn heif_context_read_from_memory_without_copy(
        context: *mut Context,
        bytes: *const c_void,
        size: usize,
        options: *const c_void,
    ) -> Outcome;
    pub(crate) fn heif_context_get_number_of_top_level_images(context: *mut Context) -> c_int;
    pub(crate) fn heif_context_get_primary_image_handle(
        context: *mut Context,
        handle: *mut *mut Handle,
    ) -> Outcome;

    pub(crate) fn heif_image_handle_release(handle: *const Handle);
    pub(crate) fn heif_image_handle_get_width(handle: *const Handle) -> c_int;
    pub(crate) fn heif_image_handle_get_height(handle: *const Handle) -> c_int;
    pub(crate) fn heif_image_handle_get_number_of_metadata_blocks(
        handle: *const Handle,
        of: *const c_char,
    ) -> c_int;
    pub(crate) fn heif_image_handle_get_list_of_metadata_block_IDs(
        handle: *const Handle,
        of: *const c_char,
        ids: *mut u32,
        count: c_int,
    ) -> c_int;
    pub(crate) fn heif_image_handle_get_metadata_type(handle: *const Handle, id: u32) -> *const c_char;
    pub(crate) fn heif_image_handle_get_metadata_content_type(
        handle: *const Handle,
        id: u32,
    ) -> *const c_char;
    pub(crate) fn heif_image_handle_get_metadata_size(handle: *const Handle, id: u32) -> usize;
    pub(crate) fn heif_image_handle_get_metadata(handle: *const Handle, id: u32, out: *mut c_void)
    -> Outcome;
    pub(crate) fn heif_image_handle_get_nclx_color_profile(
        handle: *const Handle,
        out: *mut *mut Nclx,
    ) -> Outcome;

    pub(crate) fn heif_decode_image(
        handle: *const Handle,
        image: *mut *mut Image,
        colorspace: c_int,
        chroma: c_int,
        options: *const c_void,
    ) -> Outcome;
    pub(crate) fn heif_image_release(image: *const Image);
    pub(crate) fn heif_image_has_channel(image: *const Image, channel: c_int) -> c_int;
    pub(crate) fn heif_image_get_width(image: *const Image, channel: c_int) -> c_int;
    pub(crate) fn heif_image_get_height(image: *const Image, channel: c_int) -> c_int;
    pub(crate) fn heif_image_get_bits_per_pixel_range(image: *const Image, channel: c_int) -> c_int;
    pub(crate) fn heif_image_get_plane_readonly(
        image: *const Image,
        channel: c_int,
        stride: *mut c_int,
    ) -> *const u8;
    pub(crate) fn heif_image_get_nclx_color_profile(image: *const Image, out: *mut *mut Nclx) -> Outcome;
    pub(crate) fn heif_nclx_color_profile_free(profile: *mut Nclx);
}
