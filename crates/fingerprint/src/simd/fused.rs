//! MD5, SHA-1 and SHA-256 rounds of one block, woven together.
//!
//! MD5 (RFC 1321) runs on the integer units and waits on itself at each of its 64 steps; SHA-1 and SHA-256 (FIPS
//! 180-4) run on the SHA units. One quarter-row of each is issued in turn, so that the processor finds work in
//! every gap. Called only through [`super::FusedRounds`].

use crate::digest::Chains;
use std::arch::x86_64::*;

/// MD5 additive constants: the whole part of 2^32 * |sin(i + 1)|.
#[rustfmt::skip]
const MD5_K: [u32; 64] = [
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
    0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
    0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
    0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
    0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
    0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
    0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
    0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391,
];

/// SHA-256 constants: 32 bits of the fractional parts of the cube roots of the first 64 primes.
#[rustfmt::skip]
const SHA256_K: [u32; 64] = [
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
];

/// One MD5 step. The two halves of the second round's function never share a bit, so they are added apart: the
/// half that does not need the newest value is out of the way early.
macro_rules! md5_step {
    (F: $a:ident $b:ident $c:ident $d:ident, $m:expr, $k:expr, $s:literal) => {
        $a = $a.wrapping_add($m).wrapping_add($k).wrapping_add($d ^ ($b & ($c ^ $d)));
        $a = $a.rotate_left($s).wrapping_add($b);
    };
    (G: $a:ident $b:ident $c:ident $d:ident, $m:expr, $k:expr, $s:literal) => {
        $a = $a.wrapping_add($m).wrapping_add($k).wrapping_add(!$d & $c).wrapping_add($d & $b);
        $a = $a.rotate_left($s).wrapping_add($b);
    };
    (H: $a:ident $b:ident $c:ident $d:ident, $m:expr, $k:expr, $s:literal) => {
        $a = $a.wrapping_add($m).wrapping_add($k).wrapping_add(($c ^ $d) ^ $b);
        $a = $a.rotate_left($s).wrapping_add($b);
    };
    (I: $a:ident $b:ident $c:ident $d:ident, $m:expr, $k:expr, $s:literal) => {
        $a = $a.wrapping_add($m).wrapping_add($k).wrapping_add($c ^ ($b | !$d));
        $a = $a.rotate_left($s).wrapping_add($b);
    };
}

/// Four MD5 steps from step `$i`, message words `($start + $stride * step) % 16`.
macro_rules! md5_quad {
    ($f:ident, $md5:ident, $m:ident, $i:literal, $start:literal, $stride:literal, $s0:literal $s1:literal $s2:literal $s3:literal) => {{
        let [mut a, mut b, mut c, mut d] = $md5;
        md5_step!($f: a b c d, $m[($start + $stride * $i) % 16], MD5_K[$i], $s0);
        md5_step!($f: d a b c, $m[($start + $stride * ($i + 1)) % 16], MD5_K[$i + 1], $s1);
        md5_step!($f: c d a b, $m[($start + $stride * ($i + 2)) % 16], MD5_K[$i + 2], $s2);
        md5_step!($f: b c d a, $m[($start + $stride * ($i + 3)) % 16], MD5_K[$i + 3], $s3);
        $md5 = [a, b, c, d];
    }};
}

/// Four SHA-1 rounds: group `$g` of 20.
macro_rules! sha1_quad {
    ($abcd:ident, $e:ident, $w:ident, $g:literal) => {{
        let with_e = if $g == 0 { _mm_add_epi32($e, $w[0]) } else { _mm_sha1nexte_epu32($e, $w[$g]) };
        $e = $abcd;
        $abcd = _mm_sha1rnds4_epu32::<{ $g / 5 }>($abcd, with_e);
    }};
}

/// The four SHA-1 words that group `$g` + 4 needs.
macro_rules! sha1_words {
    ($w:ident, $g:literal) => {
        let mixed = _mm_xor_si128(_mm_sha1msg1_epu32($w[$g], $w[$g + 1]), $w[$g + 2]);
        $w[$g + 4] = _mm_sha1msg2_epu32(mixed, $w[$g + 3]);
    };
}

/// Four SHA-256 rounds: group `$g` of 16.
macro_rules! sha256_quad {
    ($abef:ident, $cdgh:ident, $w:ident, $g:literal) => {{
        let k = _mm_set_epi32(
            SHA256_K[4 * $g + 3].cast_signed(),
            SHA256_K[4 * $g + 2].cast_signed(),
            SHA256_K[4 * $g + 1].cast_signed(),
            SHA256_K[4 * $g].cast_signed(),
        );
        let m = _mm_add_epi32($w[$g], k);
        $cdgh = _mm_sha256rnds2_epu32($cdgh, $abef, m);
        $abef = _mm_sha256rnds2_epu32($abef, $cdgh, _mm_shuffle_epi32::<0x0e>(m));
    }};
}

/// The four SHA-256 words that group `$g` + 4 needs.
macro_rules! sha256_words {
    ($w:ident, $g:literal) => {
        let early = _mm_sha256msg1_epu32($w[$g], $w[$g + 1]);
        let middle = _mm_alignr_epi8::<4>($w[$g + 3], $w[$g + 2]);
        $w[$g + 4] = _mm_sha256msg2_epu32(_mm_add_epi32(early, middle), $w[$g + 3]);
    };
}

/// Works all blocks into the chains.
#[target_feature(enable = "sha,sse2,ssse3,sse4.1,bmi1")]
pub(super) fn compress(chains: &mut Chains, blocks: &[[u8; 64]]) {
    let [a, b, c, d, e] = chains.sha1.map(u32::cast_signed);
    let mut abcd = _mm_set_epi32(a, b, c, d);
    let mut e0 = _mm_set_epi32(e, 0, 0, 0);
    let [a, b, c, d, e, f, g, h] = chains.sha256.map(u32::cast_signed);
    let mut abef = _mm_set_epi32(a, b, e, f);
    let mut cdgh = _mm_set_epi32(c, d, g, h);
    let mut md5 = chains.md5;

    for block in blocks {
        let (md5_before, abcd_before, e_before, abef_before, cdgh_before) = (md5, abcd, e0, abef, cdgh);
        let (m, mut w1, mut w2) = load(block);
        let mut last = e0;
        md5_quad!(F, md5, m, 0, 0, 1, 7 12 17 22);
        sha256_quad!(abef, cdgh, w2, 0);
        sha256_words!(w2, 0);
        sha1_quad!(abcd, last, w1, 0);
        sha1_words!(w1, 0);
        md5_quad!(F, md5, m, 4, 0, 1, 7 12 17 22);
        sha256_quad!(abef, cdgh, w2, 1);
        sha256_words!(w2, 1);
        sha1_quad!(abcd, last, w1, 1);
        sha1_words!(w1, 1);
        md5_quad!(F, md5, m, 8, 0, 1, 7 12 17 22);
        sha256_quad!(abef, cdgh, w2, 2);
        sha256_words!(w2, 2);
        sha1_quad!(abcd, last, w1, 2);
        sha1_words!(w1, 2);
        md5_quad!(F, md5, m, 12, 0, 1, 7 12 17 22);
        sha256_quad!(abef, cdgh, w2, 3);
        sha256_words!(w2, 3);
        sha1_quad!(abcd, last, w1, 3);
        sha1_words!(w1, 3);
        sha1_quad!(abcd, last, w1, 4);
        sha1_words!(w1, 4);
        md5_quad!(G, md5, m, 16, 1, 5, 5 9 14 20);
        sha256_quad!(abef, cdgh, w2, 4);
        sha256_words!(w2, 4);
        sha1_quad!(abcd, last, w1, 5);
        sha1_words!(w1, 5);
        md5_quad!(G, md5, m, 20, 1, 5, 5 9 14 20);
        sha256_quad!(abef, cdgh, w2, 5);
        sha256_words!(w2, 5);
        sha1_quad!(abcd, last, w1, 6);
        sha1_words!(w1, 6);
        md5_quad!(G, md5, m, 24, 1, 5, 5 9 14 20);
        sha256_quad!(abef, cdgh, w2, 6);
        sha256_words!(w2, 6);
        sha1_quad!(abcd, last, w1, 7);
        sha1_words!(w1, 7);
        md5_quad!(G, md5, m, 28, 1, 5, 5 9 14 20);
        sha256_quad!(abef, cdgh, w2, 7);
        sha256_words!(w2, 7);
        sha1_quad!(abcd, last, w1, 8);
        sha1_words!(w1, 8);
        sha1_quad!(abcd, last, w1, 9);
        sha1_words!(w1, 9);
        md5_quad!(H, md5, m, 32, 5, 3, 4 11 16 23);
        sha256_quad!(abef, cdgh, w2, 8);
        sha256_words!(w2, 8);
        sha1_quad!(abcd, last, w1, 10);
        sha1_words!(w1, 10);
        md5_quad!(H, md5, m, 36, 5, 3, 4 11 16 23);
        sha256_quad!(abef, cdgh, w2, 9);
        sha256_words!(w2, 9);
        sha1_quad!(abcd, last, w1, 11);
        sha1_words!(w1, 11);
        md5_quad!(H, md5, m, 40, 5, 3, 4 11 16 23);
        sha256_quad!(abef, cdgh, w2, 10);
        sha256_words!(w2, 10);
        sha1_quad!(abcd, last, w1, 12);
        sha1_words!(w1, 12);
        md5_quad!(H, md5, m, 44, 5, 3, 4 11 16 23);
        sha256_quad!(abef, cdgh, w2, 11);
        sha256_words!(w2, 11);
        sha1_quad!(abcd, last, w1, 13);
        sha1_words!(w1, 13);
        sha1_quad!(abcd, last, w1, 14);
        sha1_words!(w1, 14);
        md5_quad!(I, md5, m, 48, 0, 7, 6 10 15 21);
        sha256_quad!(abef, cdgh, w2, 12);
        sha1_quad!(abcd, last, w1, 15);
        sha1_words!(w1, 15);
        md5_quad!(I, md5, m, 52, 0, 7, 6 10 15 21);
        sha256_quad!(abef, cdgh, w2, 13);
        sha1_quad!(abcd, last, w1, 16);
        md5_quad!(I, md5, m, 56, 0, 7, 6 10 15 21);
        sha256_quad!(abef, cdgh, w2, 14);
        sha1_quad!(abcd, last, w1, 17);
        md5_quad!(I, md5, m, 60, 0, 7, 6 10 15 21);
        sha256_quad!(abef, cdgh, w2, 15);
        sha1_quad!(abcd, last, w1, 18);
        sha1_quad!(abcd, last, w1, 19);
        md5 = std::array::from_fn(|i| md5[i].wrapping_add(md5_before[i]));
        e0 = _mm_sha1nexte_epu32(last, e_before);
        abcd = _mm_add_epi32(abcd, abcd_before);
        abef = _mm_add_epi32(abef, abef_before);
        cdgh = _mm_add_epi32(cdgh, cdgh_before);
    }

    chains.md5 = md5;
    let [d, c, b, a] = lanes(abcd);
    let [_, _, _, e] = lanes(e0);
    chains.sha1 = [a, b, c, d, e];
    let [f, e, b, a] = lanes(abef);
    let [h, g, d, c] = lanes(cdgh);
    chains.sha256 = [a, b, c, d, e, f, g, h];
}

/// The block as MD5 words, SHA-1 words (first word in the highest lane) and SHA-256 words (in the lowest).
#[target_feature(enable = "sse2,ssse3")]
#[inline]
fn load(block: &[u8; 64]) -> ([u32; 16], [__m128i; 20], [__m128i; 16]) {
    let (words, _) = block.as_chunks::<4>();
    let m: [u32; 16] = std::array::from_fn(|i| u32::from_le_bytes(words[i]));
    let swap_all = _mm_set_epi64x(0x0001_0203_0405_0607, 0x0809_0a0b_0c0d_0e0f);
    let swap_each = _mm_set_epi64x(0x0c0d_0e0f_0809_0a0b, 0x0405_0607_0001_0203);
    let mut w1 = [_mm_setzero_si128(); 20];
    let mut w2 = [_mm_setzero_si128(); 16];
    for i in 0..4 {
        // SAFETY: reads 16 bytes at offset 16 * i, at most 48, of an array of 64; the load asks no alignment.
        let raw = unsafe { _mm_loadu_si128(block.as_ptr().add(16 * i).cast()) };
        w1[i] = _mm_shuffle_epi8(raw, swap_all);
        w2[i] = _mm_shuffle_epi8(raw, swap_each);
    }
    (m, w1, w2)
}

/// The four words of a register, lowest lane first.
#[target_feature(enable = "sse2,sse4.1")]
#[inline]
fn lanes(register: __m128i) -> [u32; 4] {
    [
        _mm_extract_epi32::<0>(register),
        _mm_extract_epi32::<1>(register),
        _mm_extract_epi32::<2>(register),
        _mm_extract_epi32::<3>(register),
    ]
    .map(i32::cast_unsigned)
}
