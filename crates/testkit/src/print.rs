//! Digests and the perceptual print, taken the slow and obvious way.
//!
//! This is on purpose not the fingerprint room's code: the truth of a practice world must not rest on
//! what it is there to test.

use crate::canvas::Canvas;
use md5::Md5 as Md5Hasher;
use sha1::Sha1 as Sha1Hasher;
use sha2::{Digest, Sha256 as Sha256Hasher};
use vocab::{Digests, Md5, Pdq, Sha1, Sha256};

/// MD5, SHA-1 and SHA-256 of some bytes.
pub fn digests(bytes: &[u8]) -> Digests {
    Digests {
        md5: Md5(Md5Hasher::digest(bytes).into()),
        sha1: Sha1(Sha1Hasher::digest(bytes).into()),
        sha256: Sha256(Sha256Hasher::digest(bytes).into()),
    }
}

const SAMPLED: usize = 512;
const BLOCK: usize = 64;
const KEPT: usize = 16;

/// PDQ print and quality (0 to 100) of a picture, after the published description of PDQ.
pub fn pdq(picture: &Canvas) -> (Pdq, u32) {
    // Larger pictures are sampled at the nearest points of a square, as the reference hasher does.
    let (width, height) = if picture.width > SAMPLED || picture.height > SAMPLED {
        (SAMPLED, SAMPLED)
    } else {
        (picture.width, picture.height)
    };
    let mut luma = vec![0_f32; width * height];
    for y in 0..height {
        for x in 0..width {
            let [r, g, b] = picture.at(x * picture.width / width, y * picture.height / height).map(f32::from);
            luma[y * width + x] = 0.299 * r + 0.587 * g + 0.114 * b;
        }
    }
    for _ in 0..2 {
        luma = blurred(&luma, width, height, 1, width);
        luma = blurred(&luma, height, width, width, 1);
    }
    let mut block = [[0_f32; BLOCK]; BLOCK];
    for (i, row) in block.iter_mut().enumerate() {
        for (j, value) in row.iter_mut().enumerate() {
            let (y, x) = ((2 * i + 1) * height / (2 * BLOCK), (2 * j + 1) * width / (2 * BLOCK));
            *value = luma[y * width + x];
        }
    }
    (bits(&block), quality(&block))
}

/// Box filter along lines of `length` points, `step` apart; `lines` of them, `stride` apart.
fn blurred(from: &[f32], length: usize, lines: usize, step: usize, stride: usize) -> Vec<f32> {
    let window = length.div_ceil(2 * BLOCK);
    let half = (window + 2) / 2;
    let mut to = vec![0.0; from.len()];
    for line in 0..lines {
        for i in 0..length {
            let (first, last) = (i.saturating_sub(window - half), (i + half - 1).min(length - 1));
            let sum: f32 = (first..=last).map(|k| from[line * stride + k * step]).sum();
            to[line * stride + i * step] = sum / (last - first + 1) as f32;
        }
    }
    to
}

fn quality(block: &[[f32; BLOCK]; BLOCK]) -> u32 {
    let gradient = |a: f32, b: f32| ((a - b) * 100.0 / 255.0).trunc().abs() as u32;
    let mut sum = 0;
    for row in block {
        sum += row.windows(2).map(|pair| gradient(pair[0], pair[1])).sum::<u32>();
    }
    for (above, below) in block.iter().zip(&block[1..]) {
        sum += above.iter().zip(below).map(|(a, b)| gradient(*a, *b)).sum::<u32>();
    }
    (sum / 90).min(100)
}

fn bits(block: &[[f32; BLOCK]; BLOCK]) -> Pdq {
    let wave = |i: usize, j: usize| {
        let angle = std::f32::consts::PI / (2 * BLOCK) as f32 * ((i + 1) * (2 * j + 1)) as f32;
        (2.0 / BLOCK as f32).sqrt() * angle.cos()
    };
    let mut half = [[0_f32; BLOCK]; KEPT];
    for (i, row) in half.iter_mut().enumerate() {
        for (j, value) in row.iter_mut().enumerate() {
            *value = (0..BLOCK).map(|k| wave(i, k) * block[k][j]).sum();
        }
    }
    let mut strengths = [0_f32; KEPT * KEPT];
    for (i, row) in half.iter().enumerate() {
        for j in 0..KEPT {
            strengths[i * KEPT + j] = (0..BLOCK).map(|k| row[k] * wave(j, k)).sum();
        }
    }
    let mut sorted = strengths;
    sorted.sort_by(f32::total_cmp);
    let median = sorted[KEPT * KEPT / 2 - 1];
    let mut print = [0_u8; 32];
    for (k, strength) in strengths.iter().enumerate() {
        if *strength > median {
            print[31 - k / 8] |= 1 << (k % 8);
        }
    }
    Pdq(print)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encode;
    use crate::photograph;

    #[test]
    fn digests_of_abc() {
        let found = digests(b"abc");
        assert_eq!(found.md5.to_string(), "900150983cd24fb0d6963f7d28e17f72");
        assert_eq!(found.sha1.to_string(), "a9993e364706816aba3e25717850c26c9cd0d89d");
        assert_eq!(
            found.sha256.to_string(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    /// The published reference prints, where the pictures are beside the project.
    #[test]
    fn agrees_with_the_reference_hasher() {
        let Some(photographs) = photograph::everyday() else { return };
        let mut distances = Vec::new();
        for photograph in photographs.iter().filter(|p| p.quality >= 50) {
            let (print, quality) = pdq(&encode::decode(&photograph.bytes).unwrap());
            assert!(quality >= 50, "{}", photograph.name);
            distances.push(print.distance_bits(&photograph.pdq));
        }
        distances.sort_unstable();
        assert!(distances.len() > 15);
        assert!(distances[distances.len() - 1] <= 10, "{distances:?}");
        assert!(distances[distances.len() / 2] <= 2, "{distances:?}");
    }
}
