//! Which pairs are compared: those that share something rare enough. Comparing all would take the product of both networks.

use super::profile::Profile;
use std::collections::HashMap;
use vocab::Pdq;

/// How much of one thing is too much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlockLimits {
    /// Most pairs that one shared value may make.
    pub pairs_max: u64,
    /// Most members of one network with the very same picture; more is a picture that the service gives out.
    pub same_picture_max: u32,
}

impl Default for BlockLimits {
    fn default() -> Self {
        Self { pairs_max: 10_000, same_picture_max: 20 }
    }
}

/// Something shared by so many that it made no pairs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LeftOutBlock {
    /// What was shared.
    pub key: String,
    /// Pairs that it would have made.
    pub pairs: u64,
}

/// Pictures this near are the same picture, changed (the threshold of PDQ's authors).
const NEAR_BITS: u32 = 31;

/// Pairs to compare, ordered, each once, and what was too common.
pub(super) fn pairs(
    a: &[Profile],
    b: &[Profile],
    limits: &BlockLimits,
) -> (Vec<(u32, u32)>, Vec<LeftOutBlock>) {
    let (mut of_a, mut of_b): (HashMap<String, Vec<u32>>, HashMap<String, Vec<u32>>) = Default::default();
    for (profiles, index) in [(a, &mut of_a), (b, &mut of_b)] {
        for (at, profile) in (0_u32..).zip(profiles) {
            for key in keys(profile) {
                index.entry(key).or_default().push(at);
            }
        }
    }
    let mut pairs = Vec::new();
    let mut left_out = Vec::new();
    for (key, members) in of_a {
        let Some(others) = of_b.get(&key) else { continue };
        let count = members.len() as u64 * others.len() as u64;
        if count > limits.pairs_max {
            left_out.push(LeftOutBlock { key, pairs: count });
            continue;
        }
        pairs.extend(members.iter().flat_map(|&one| others.iter().map(move |&other| (one, other))));
    }
    near_pictures(a, b, limits, &mut pairs, &mut left_out);
    pairs.sort_unstable();
    pairs.dedup();
    left_out.sort();
    (pairs, left_out)
}

/// What a profile can be found by. A key occurs once.
fn keys(profile: &Profile) -> Vec<String> {
    let mut keys = Vec::new();
    for (kind, value) in &profile.contacts {
        keys.push(format!("{kind:?} {value}"));
        if let Some((local, _)) = value.split_once('@') {
            keys.push(format!("before @ {local}"));
        }
    }
    let letters: Vec<char> = profile.name.chars().collect();
    if !letters.is_empty() {
        keys.push(format!("name {}", profile.name));
    }
    if letters.len() >= 4 {
        // Most changes to a name leave its beginning or its end.
        keys.push(format!("name begins {}", letters[..4].iter().collect::<String>()));
        keys.push(format!("name ends {}", letters[letters.len() - 4..].iter().collect::<String>()));
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Pairs with pictures at most 31 bits apart. Cut into sixteen parts of 16 bits, two such prints have a part in which they
/// differ by at most one bit: asking for each part and its sixteen neighbours misses none.
fn near_pictures(
    a: &[Profile],
    b: &[Profile],
    limits: &BlockLimits,
    pairs: &mut Vec<(u32, u32)>,
    left_out: &mut Vec<LeftOutBlock>,
) {
    let of_a = own_pictures(a, limits, left_out);
    let of_b = own_pictures(b, limits, left_out);
    let mut index: HashMap<(usize, u16), Vec<u32>> = HashMap::new();
    for (at, (print, _)) in (0_u32..).zip(&of_b) {
        for (slot, part) in parts(print).enumerate() {
            index.entry((slot, part)).or_default().push(at);
        }
    }
    for (print, member) in &of_a {
        for (slot, part) in parts(print).enumerate() {
            let near = std::iter::once(part).chain((0..16).map(|bit| part ^ (1 << bit)));
            for at in near.filter_map(|part| index.get(&(slot, part))).flatten() {
                let (other, their) = &of_b[*at as usize];
                if print.distance_bits(other) <= NEAR_BITS {
                    pairs.push((*member, *their));
                }
            }
        }
    }
}

fn parts(print: &Pdq) -> impl Iterator<Item = u16> {
    print.0.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
}

/// Pictures with their members, without those that many members of the network have.
fn own_pictures(
    profiles: &[Profile],
    limits: &BlockLimits,
    left_out: &mut Vec<LeftOutBlock>,
) -> Vec<(Pdq, u32)> {
    let mut pictures: Vec<(Pdq, u32)> = (0_u32..)
        .zip(profiles)
        .flat_map(|(at, profile)| profile.avatars.iter().map(move |print| (*print, at)))
        .collect();
    pictures.sort_unstable();
    pictures.dedup();
    let mut own = Vec::with_capacity(pictures.len());
    for same in pictures.chunk_by(|a, b| a.0 == b.0) {
        if same.len() as u64 > u64::from(limits.same_picture_max) {
            left_out.push(LeftOutBlock { key: format!("picture {}", same[0].0), pairs: same.len() as u64 });
        } else {
            own.extend_from_slice(same);
        }
    }
    own
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(prints: &[Pdq]) -> Vec<Profile> {
        prints.iter().map(|&print| Profile { avatars: vec![print], ..Profile::default() }).collect()
    }

    proptest! {
        #[test]
        fn near_pictures_as_by_comparing_all(
            prints in proptest::collection::vec(any::<[u8; 32]>(), 1..8),
            changes in proptest::collection::vec((0_usize..8, proptest::collection::vec(0_usize..256, 0..45)), 1..8),
        ) {
            let a: Vec<Pdq> = prints.iter().map(|&print| Pdq(print)).collect();
            let b: Vec<Pdq> = changes.iter().map(|(of, bits)| {
                let mut print = prints[of % prints.len()];
                bits.iter().for_each(|bit| print[bit / 8] ^= 1 << (bit % 8));
                Pdq(print)
            }).collect();
            let slow: Vec<(u32, u32)> = (0..a.len()).flat_map(|x| (0..b.len()).map(move |y| (x, y)))
                .filter(|&(x, y)| a[x].distance_bits(&b[y]) <= 31)
                .map(|(x, y)| (x as u32, y as u32)).collect();
            prop_assert_eq!(pairs(&shown(&a), &shown(&b), &BlockLimits::default()).0, slow);
        }
    }

    #[test]
    fn what_many_share_makes_no_pairs_and_is_named() {
        let named = |count: usize| -> Vec<Profile> {
            (0..count).map(|_| Profile { name: "rose".to_owned(), ..Profile::default() }).collect()
        };
        let limits = BlockLimits { pairs_max: 5, ..BlockLimits::default() };
        let (pairs_made, left_out) = pairs(&named(3), &named(2), &limits);
        assert_eq!((pairs_made.len(), left_out.len()), (0, 3));
        assert_eq!(left_out[0], LeftOutBlock { key: "name begins rose".to_owned(), pairs: 6 });
        let (pairs_made, left_out) = pairs(&shown(&[Pdq([1; 32]); 30]), &shown(&[Pdq([1; 32])]), &limits);
        assert_eq!((pairs_made.len(), left_out.len()), (0, 1));
    }
}
