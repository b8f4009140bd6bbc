//! Draws that follow from a seed, and do not depend on the order in which they are asked for.

/// Spreads the bits of a number (the finaliser of SplitMix64; Steele, Lea, Flood 2014).
pub(crate) fn mix(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A number from 0 up to, not including, 1 for two members in one draw. Who of them acts makes no difference.
pub(crate) fn of_pair(seed: u64, draw: u64, a: u32, b: u32) -> f64 {
    let pair = (u64::from(a.min(b)) << 32) | u64::from(a.max(b));
    unit(mix(mix(mix(seed) ^ draw) ^ pair))
}

/// A number from 0 up to, not including, 1.
pub(crate) fn unit(bits: u64) -> f64 {
    (bits >> 11) as f64 / (1_u64 << 53) as f64
}
