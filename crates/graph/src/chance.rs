//! Chance that can be repeated: the same seed gives the same numbers on every machine.
//!
//! The seed is handed in by the caller. A measure that works on several threads gives each numbered piece of work a
//! stream of its own ([`Chance::fork`]), so that the result does not depend on who did which piece.

/// A stream of numbers from a seed: xoshiro256++ (Blackman and Vigna, "Scrambled linear pseudorandom number
/// generators", 2021), its state filled by SplitMix64. Not for secrets.
#[derive(Clone, Debug)]
pub(crate) struct Chance {
    state: [u64; 4],
}

/// One step of SplitMix64: moves the state on and gives a well-mixed number.
fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[allow(dead_code, reason = "each measure draws in its own way; all ways are tested here")]
impl Chance {
    /// The stream of a seed.
    pub(crate) fn new(seed: u64) -> Self {
        let mut state = seed;
        Self { state: std::array::from_fn(|_| split_mix(&mut state)) }
    }

    /// The next 64 bits.
    pub(crate) fn next(&mut self) -> u64 {
        let [a, b, c, d] = self.state;
        let (third, fourth) = (c ^ a, d ^ b);
        self.state = [a ^ fourth, b ^ third, third ^ (b << 17), fourth.rotate_left(45)];
        a.wrapping_add(d).rotate_left(23).wrapping_add(a)
    }

    /// A number below `n`, each equally likely (Lemire, "Fast random integer generation in an interval", 2019).
    /// Gives 0 where `n` is 0.
    pub(crate) fn below(&mut self, n: u64) -> u64 {
        let mut wide = u128::from(self.next()) * u128::from(n);
        if (wide as u64) < n {
            let uneven = n.wrapping_neg() % n;
            while (wide as u64) < uneven {
                wide = u128::from(self.next()) * u128::from(n);
            }
        }
        (wide >> 64) as u64
    }

    /// A number from 0 up to but not including 1, in steps of 2^-53.
    pub(crate) fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 * (1.0 / (1_u64 << 53) as f64)
    }

    /// Puts items in random order, each order equally likely (Fisher and Yates).
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last as u64 + 1) as usize);
        }
    }

    /// The stream with a number, apart from this one and from those with other numbers. This one does not move.
    pub(crate) fn fork(&self, stream: u64) -> Self {
        let [mut a, mut b, c, d] = self.state;
        let (left, right) = (split_mix(&mut a) ^ c, split_mix(&mut b).wrapping_add(d));
        let mut seed = left ^ stream.wrapping_mul(0xd134_2543_de82_ef95);
        seed = split_mix(&mut seed) ^ right.rotate_left(17);
        Self::new(seed ^ stream)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    /// The generator as its authors print it, in steps.
    fn reference(s: &mut [u64; 4]) -> u64 {
        let result = s[0].wrapping_add(s[3]).rotate_left(23).wrapping_add(s[0]);
        let t = s[1] << 17;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= t;
        s[3] = s[3].rotate_left(45);
        result
    }

    #[test]
    fn follows_the_published_generators() {
        // The first numbers of SplitMix64 from 1234567, as many other programs give them.
        let mut state = 1_234_567;
        let drawn: Vec<u64> = (0..3).map(|_| split_mix(&mut state)).collect();
        assert_eq!(drawn, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
        // xoshiro256++ from the state 1, 2, 3, 4.
        let mut chance = Chance { state: [1, 2, 3, 4] };
        assert_eq!([chance.next(), chance.next()], [41_943_041, 58_720_359]);
        let mut chance = Chance::new(7);
        let mut state = chance.state;
        assert!((0..1000).all(|_| chance.next() == reference(&mut state)));
    }

    #[test]
    fn numbers_below_a_bound_are_even() {
        let mut chance = Chance::new(1);
        for n in [1, 2, 3, 7, 1000] {
            let mut seen = vec![0_u32; n];
            (0..n * 1000).for_each(|_| seen[chance.below(n as u64) as usize] += 1);
            assert!(seen.iter().all(|&times| (800..1200).contains(&times)), "{n}: {seen:?}");
        }
        assert_eq!(chance.below(0), 0);
        assert!((0..1000).all(|_| chance.below(u64::MAX) < u64::MAX));
    }

    #[test]
    fn units_lie_in_their_interval() {
        let mut chance = Chance::new(2);
        let drawn: Vec<f64> = (0..10_000).map(|_| chance.unit()).collect();
        assert!(drawn.iter().all(|&x| (0.0..1.0).contains(&x)));
        let mean = drawn.iter().sum::<f64>() / 10_000.0;
        assert!((mean - 0.5).abs() < 0.02, "{mean}");
    }

    #[test]
    fn shuffling_reaches_each_order_as_often() {
        let mut chance = Chance::new(3);
        let mut seen = std::collections::BTreeMap::new();
        for _ in 0..6000 {
            let mut items = [0, 1, 2];
            chance.shuffle(&mut items);
            *seen.entry(items).or_insert(0) += 1;
        }
        assert!(seen.len() == 6 && seen.values().all(|times| (850..1150).contains(times)), "{seen:?}");
    }

    #[test]
    fn forks_differ_from_each_other_and_repeat() {
        let chance = Chance::new(4);
        let firsts: HashSet<u64> = (0..100_000).map(|i| chance.fork(i).next()).collect();
        assert_eq!(firsts.len(), 100_000);
        assert_eq!(chance.fork(5).next(), chance.fork(5).next());
        assert_ne!(chance.fork(5).next(), Chance::new(5).fork(5).next());
        let ones: u32 = (0..10_000).map(|i| chance.fork(i).next().count_ones()).sum();
        assert!((ones as i64 - 320_000).abs() < 2_000, "{ones}");
    }
}
