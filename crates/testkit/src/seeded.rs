//! Numbers that look random and follow from a seed alone. Not for secrets.

/// A stream of numbers from a seed (SplitMix64): the same seed gives the same stream everywhere.
#[derive(Clone, Debug)]
pub struct Seeded(u64);

impl Seeded {
    /// Opens the stream of a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Opens the stream of one thing among many, so that the things can be made in any order.
    pub fn of(seed: u64, kind: &str, number: usize) -> Self {
        let mut mixed = Self(seed);
        for byte in kind.bytes().chain((number as u64).to_le_bytes()) {
            mixed.0 = mixed.next() ^ u64::from(byte);
        }
        mixed
    }

    /// The next 64 bits.
    #[expect(clippy::should_implement_trait, reason = "an endless stream is no iterator here")]
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }

    /// A number from 0 up to, not including, `end`; 0 where `end` is 0.
    pub fn below(&mut self, end: usize) -> usize {
        if end == 0 { 0 } else { (self.next() % end as u64) as usize }
    }

    /// A number from 0 up to, not including, 1.
    pub fn unit(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1_u64 << 24) as f32
    }

    /// A number between two bounds.
    pub fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.unit()
    }

    /// One of several.
    ///
    /// # Panics
    /// Where there is nothing to choose from.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// `count` bytes.
    pub fn bytes(&mut self, count: usize) -> Vec<u8> {
        (0..count.div_ceil(8)).flat_map(|_| self.next().to_le_bytes()).take(count).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_is_a_stream() {
        let mut a = Seeded::of(7, "picture", 3);
        let mut b = Seeded::of(7, "picture", 3);
        assert_eq!(a.bytes(100), b.bytes(100));
        assert_ne!(a.next(), Seeded::of(7, "picture", 4).next());
        assert_ne!(a.next(), Seeded::of(7, "letter", 3).next());
        assert!((0..1000).all(|_| (2.0..3.0).contains(&a.between(2.0, 3.0)) && a.below(5) < 5));
    }
}
