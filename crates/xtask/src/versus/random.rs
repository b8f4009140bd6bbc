//! Numbers that look random and are the same on every machine: SplitMix64. Not for secrets.

/// The stream of one seed.
pub(super) struct Random(u64);

impl Random {
    pub(super) fn of(seed: u64) -> Self {
        Self(seed)
    }

    pub(super) fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// So many hexadecimal digits.
    pub(super) fn hex(&mut self, digits: usize) -> String {
        let mut text = String::with_capacity(digits + 16);
        while text.len() < digits {
            text.push_str(&format!("{:016x}", self.number()));
        }
        text.truncate(digits);
        text
    }

    /// The same hexadecimal text with so many of its bits turned over, each another one.
    ///
    /// `None` when the text is not hexadecimal or has fewer bits.
    pub(super) fn neighbour(&mut self, hex: &str, bits: usize) -> Option<String> {
        let mut digits: Vec<u32> = hex.chars().map(|digit| digit.to_digit(16)).collect::<Option<_>>()?;
        let mut left: Vec<usize> = (0..4 * digits.len()).collect();
        for _ in 0..bits {
            let count = u64::try_from(left.len()).ok().filter(|count| *count > 0)?;
            let bit = left.swap_remove(usize::try_from(self.number() % count).ok()?);
            digits[bit / 4] ^= 1 << (bit % 4);
        }
        digits.into_iter().map(|digit| char::from_digit(digit, 16)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn distance(a: &str, b: &str) -> u32 {
        let value = |c: char| c.to_digit(16).unwrap();
        a.chars().zip(b.chars()).map(|(a, b)| (value(a) ^ value(b)).count_ones()).sum()
    }

    #[test]
    fn the_stream_is_that_of_the_published_generator() {
        let mut random = Random::of(1_234_567);
        let wanted = [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423];
        assert_eq!([(); 3].map(|()| random.number()), wanted);
    }

    #[test]
    fn neighbours_stand_at_the_distance_asked_for() {
        let mut random = Random::of(7);
        let print = random.hex(64);
        assert_eq!(print.len(), 64);
        for bits in [0, 1, 31, 256] {
            let neighbour = random.neighbour(&print, bits).unwrap();
            assert_eq!(distance(&print, &neighbour) as usize, bits);
        }
        assert_eq!(random.neighbour(&print, 257), None);
        assert_eq!(random.neighbour("xyz", 1), None);
    }
}
