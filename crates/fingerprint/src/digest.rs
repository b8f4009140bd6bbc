//! MD5, SHA-1 and SHA-256 of one run of bytes, taken in a single pass.
//!
//! Where the processor has SHA instructions the three are worked block by block side by side: MD5 is one long
//! chain of dependent additions, and the other two fit in its gaps. Elsewhere three separate hashers run over
//! pieces that stay in the cache. May not know where the bytes come from.

use crate::simd;
use sha2::Digest as _;
use vocab::{Digests, Md5, Sha1, Sha256};

/// Bytes in one block of all three digests.
const BLOCK_BYTES: usize = 64;
/// Piece over which the separate hashers take turns: small enough to stay in a first-level cache.
const PIECE_BYTES: usize = 16 << 10;

/// Takes the three digests of a run of bytes that arrives in pieces of any size.
///
/// ```
/// let mut digester = fingerprint::Digester::new();
/// digester.update(b"a");
/// digester.update(b"bc");
/// assert_eq!(digester.size_bytes(), 3);
/// assert_eq!(digester.finish().md5.to_string(), "900150983cd24fb0d6963f7d28e17f72");
/// ```
#[derive(Clone)]
pub struct Digester {
    engine: Engine,
    size_bytes: u64,
}

#[derive(Clone)]
enum Engine {
    Fused(Fused),
    Apart(Box<Apart>),
}

impl Default for Digester {
    fn default() -> Self {
        Self::new()
    }
}

impl Digester {
    /// An empty run of bytes, on the fastest engine that this processor has.
    pub fn new() -> Self {
        let engine = match simd::FusedRounds::detect() {
            Some(rounds) => Engine::Fused(Fused::new(rounds)),
            None => Engine::Apart(Box::default()),
        };
        Self { engine, size_bytes: 0 }
    }

    /// An empty run of bytes on the engine that needs no special instructions: the truth the other is tested by.
    pub fn portable() -> Self {
        Self { engine: Engine::Apart(Box::default()), size_bytes: 0 }
    }

    /// Adds the next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.size_bytes += bytes.len() as u64;
        match &mut self.engine {
            Engine::Fused(fused) => fused.update(bytes),
            Engine::Apart(apart) => apart.update(bytes),
        }
    }

    /// Bytes added so far.
    pub fn size_bytes(&self) -> u64 {
        self.size_bytes
    }

    /// The digests of all bytes added.
    pub fn finish(self) -> Digests {
        match self.engine {
            Engine::Fused(fused) => fused.finish(self.size_bytes),
            Engine::Apart(apart) => apart.finish(),
        }
    }
}

/// Three separate hashers.
#[derive(Clone, Default)]
struct Apart {
    md5: md5::Md5,
    sha1: sha1::Sha1,
    sha256: sha2::Sha256,
}

impl Apart {
    fn update(&mut self, bytes: &[u8]) {
        for piece in bytes.chunks(PIECE_BYTES) {
            self.md5.update(piece);
            self.sha1.update(piece);
            self.sha256.update(piece);
        }
    }

    fn finish(self) -> Digests {
        Digests {
            md5: Md5(self.md5.finalize().into()),
            sha1: Sha1(self.sha1.finalize().into()),
            sha256: Sha256(self.sha256.finalize().into()),
        }
    }
}

/// The running values of the three digests.
#[derive(Clone)]
pub(crate) struct Chains {
    pub(crate) md5: [u32; 4],
    pub(crate) sha1: [u32; 5],
    pub(crate) sha256: [u32; 8],
}

impl Chains {
    /// Initial values: RFC 1321 section 3.3; FIPS 180-4 sections 5.3.1 and 5.3.3.
    fn initial() -> Self {
        Self {
            md5: [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476],
            sha1: [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0],
            sha256: [
                0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab,
                0x5be0cd19,
            ],
        }
    }
}

/// The three digests worked side by side.
#[derive(Clone)]
struct Fused {
    rounds: simd::FusedRounds,
    chains: Chains,
    /// Bytes of a block not yet full.
    rest: [u8; BLOCK_BYTES],
    rest_len: usize,
}

impl Fused {
    fn new(rounds: simd::FusedRounds) -> Self {
        Self { rounds, chains: Chains::initial(), rest: [0; BLOCK_BYTES], rest_len: 0 }
    }

    fn update(&mut self, mut bytes: &[u8]) {
        if self.rest_len > 0 {
            let taken = bytes.len().min(BLOCK_BYTES - self.rest_len);
            let (head, tail) = bytes.split_at(taken);
            self.rest[self.rest_len..self.rest_len + taken].copy_from_slice(head);
            self.rest_len += taken;
            bytes = tail;
            if self.rest_len < BLOCK_BYTES {
                return;
            }
            self.rounds.compress(&mut self.chains, &[self.rest]);
            self.rest_len = 0;
        }
        let (blocks, tail) = bytes.as_chunks::<BLOCK_BYTES>();
        self.rounds.compress(&mut self.chains, blocks);
        self.rest[..tail.len()].copy_from_slice(tail);
        self.rest_len = tail.len();
    }

    /// Pads as all three prescribe: a one bit, zeros, the length in bits. MD5 alone writes the length with its
    /// low byte first, so the last block is worked once for MD5 and once for the other two.
    fn finish(mut self, size_bytes: u64) -> Digests {
        let mut tail = [[0; BLOCK_BYTES]; 2];
        tail[0][..self.rest_len].copy_from_slice(&self.rest[..self.rest_len]);
        tail[0][self.rest_len] = 0x80;
        let last = usize::from(self.rest_len + 9 > BLOCK_BYTES);
        let size_bits = size_bytes.wrapping_mul(8);

        let mut little = self.chains.clone();
        tail[last][56..].copy_from_slice(&size_bits.to_le_bytes());
        self.rounds.compress(&mut little, &tail[..=last]);
        tail[last][56..].copy_from_slice(&size_bits.to_be_bytes());
        self.rounds.compress(&mut self.chains, &tail[..=last]);

        let (mut md5, mut sha1, mut sha256) = ([0; 16], [0; 20], [0; 32]);
        for (bytes, word) in md5.as_chunks_mut::<4>().0.iter_mut().zip(little.md5) {
            *bytes = word.to_le_bytes();
        }
        for (bytes, word) in sha1.as_chunks_mut::<4>().0.iter_mut().zip(self.chains.sha1) {
            *bytes = word.to_be_bytes();
        }
        for (bytes, word) in sha256.as_chunks_mut::<4>().0.iter_mut().zip(self.chains.sha256) {
            *bytes = word.to_be_bytes();
        }
        Digests { md5: Md5(md5), sha1: Sha1(sha1), sha256: Sha256(sha256) }
    }
}
