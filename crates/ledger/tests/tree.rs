//! The tree against its own definition in RFC 6962, and against the vectors of that RFC's reference code.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use ledger::{
    Frontier, RootBuilder, leaf_hash, node_hash, prove_consistency, prove_inclusion, root_of, root_of_hashes,
};
use proptest::prelude::*;
use vocab::Sha256;

/// Leaves and roots of the certificate-transparency reference tests.
const LEAVES: [&str; 8] =
    ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
const ROOTS: [&str; 8] = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];
const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

fn unhex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|i| u8::from_str_radix(&text[i..i + 2], 16).unwrap()).collect()
}

fn numbered(size: usize) -> Vec<Sha256> {
    (0..size).map(|i| leaf_hash(&i.to_be_bytes())).collect()
}

/// The largest power of two smaller than `size`, by counting up.
fn naive_split(size: usize) -> usize {
    let mut k = 1;
    while k * 2 < size {
        k *= 2;
    }
    k
}

/// MTH of RFC 6962, section 2.1, over leaf hashes.
fn naive_root(leaves: &[Sha256]) -> Sha256 {
    match leaves {
        [] => EMPTY.parse().unwrap(),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(naive_split(leaves.len()));
            node_hash(&naive_root(left), &naive_root(right))
        }
    }
}

/// PATH of RFC 6962, section 2.1.1.
fn naive_path(at: usize, leaves: &[Sha256]) -> Vec<Sha256> {
    if leaves.len() == 1 {
        return Vec::new();
    }
    let (left, right) = leaves.split_at(naive_split(leaves.len()));
    let (mut path, sibling) = if at < left.len() {
        (naive_path(at, left), naive_root(right))
    } else {
        (naive_path(at - left.len(), right), naive_root(left))
    };
    path.push(sibling);
    path
}

/// SUBPROOF of RFC 6962, section 2.1.2.
fn naive_subproof(earlier: usize, leaves: &[Sha256], whole: bool) -> Vec<Sha256> {
    if earlier == leaves.len() {
        return if whole { Vec::new() } else { vec![naive_root(leaves)] };
    }
    let (left, right) = leaves.split_at(naive_split(leaves.len()));
    let (mut path, other) = if earlier <= left.len() {
        (naive_subproof(earlier, left, whole), naive_root(right))
    } else {
        (naive_subproof(earlier - left.len(), right, false), naive_root(left))
    };
    path.push(other);
    path
}

#[test]
fn gives_the_roots_of_the_reference() {
    let mut frontier = Frontier::new();
    assert_eq!(frontier.root().to_string(), EMPTY);
    for (i, wanted) in ROOTS.iter().enumerate() {
        frontier.append(leaf_hash(&unhex(LEAVES[i])));
        assert_eq!(frontier.root().to_string(), *wanted, "{} leaves", i + 1);
        assert_eq!(root_of(LEAVES[..=i].iter().map(|leaf| unhex(leaf))).to_string(), *wanted);
    }
}

#[test]
fn gives_the_proofs_of_the_reference() {
    let leaves: Vec<_> = LEAVES.iter().map(|leaf| leaf_hash(&unhex(leaf))).collect();
    // Inclusion of leaf 0 in 8 (the reference's first long path), and consistency from 6 to 8.
    let path: Vec<_> = prove_inclusion(&leaves, 0).unwrap().path.iter().map(ToString::to_string).collect();
    assert_eq!(
        path,
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ]
    );
    let path: Vec<_> = prove_consistency(&leaves, 6).unwrap().path.iter().map(ToString::to_string).collect();
    assert_eq!(
        path,
        [
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ]
    );
}

#[test]
fn frontier_and_naive_root_agree_at_every_size() {
    let leaves = numbered(300);
    let mut frontier = Frontier::new();
    for size in 0..=leaves.len() {
        assert_eq!(frontier.root(), naive_root(&leaves[..size]), "{size} leaves");
        assert_eq!(frontier.size(), size as u64);
        if let Some(next) = leaves.get(size) {
            frontier.append(*next);
        }
    }
}

#[test]
fn a_frontier_is_kept_as_text_and_a_broken_one_refused() {
    let mut frontier = Frontier::new();
    numbered(13).into_iter().for_each(|leaf| frontier.append(leaf));
    let text = serde_json::to_string(&frontier).unwrap();
    let mut again: Frontier = serde_json::from_str(&text).unwrap();
    frontier.append(leaf_hash(b"next"));
    again.append(leaf_hash(b"next"));
    assert_eq!(again.root(), frontier.root());
    let broken = text.replace("\"size\":13", "\"size\":12");
    assert!(serde_json::from_str::<Frontier>(&broken).unwrap_err().to_string().contains("peaks"));
}

#[test]
fn asks_outside_the_tree_are_refused() {
    let leaves = numbered(5);
    assert!(prove_inclusion(&leaves, 5).is_err());
    assert!(prove_inclusion(&[], 0).is_err());
    assert!(prove_consistency(&leaves, 0).is_err());
    assert!(prove_consistency(&leaves, 6).is_err());
}

proptest! {
    #[test]
    fn any_items_have_the_naive_root(items in proptest::collection::vec(any::<Vec<u8>>(), 0..300)) {
        let leaves: Vec<_> = items.iter().map(|item| leaf_hash(item)).collect();
        let mut builder = RootBuilder::new();
        items.iter().for_each(|item| builder.push(item));
        prop_assert_eq!(builder.root(), naive_root(&leaves));
        prop_assert_eq!(root_of_hashes(&leaves), naive_root(&leaves));
    }

    #[test]
    fn inclusion_is_proved_and_nothing_else(size in 1_usize..300, pick: prop::sample::Index, other: prop::sample::Index) {
        let leaves = numbered(size);
        let (at, wrong) = (pick.index(size), other.index(size));
        let root = naive_root(&leaves);
        let proof = prove_inclusion(&leaves, at as u64).unwrap();
        prop_assert_eq!(&proof.path, &naive_path(at, &leaves));
        prop_assert_eq!(proof.verify(&leaves[at], &root), Ok(()));
        prop_assert!(proof.verify(&leaf_hash(b"other"), &root).is_err());
        prop_assert!(proof.verify(&leaves[at], &leaf_hash(b"other")).is_err());
        if wrong != at {
            let mut moved = proof.clone();
            moved.index = wrong as u64;
            prop_assert!(moved.verify(&leaves[at], &root).is_err());
        }
        for i in 0..proof.path.len() {
            let mut shorter = proof.clone();
            shorter.path.remove(i);
            prop_assert!(shorter.verify(&leaves[at], &root).is_err());
            let mut flipped = proof.clone();
            flipped.path[i].0[0] ^= 1;
            prop_assert!(flipped.verify(&leaves[at], &root).is_err());
        }
        let mut longer = proof;
        longer.path.push(root);
        prop_assert!(longer.verify(&leaves[at], &root).is_err());
    }

    #[test]
    fn consistency_is_proved_and_nothing_else(later in 1_usize..300, pick: prop::sample::Index) {
        let leaves = numbered(later);
        let earlier = 1 + pick.index(later);
        let (old, new) = (naive_root(&leaves[..earlier]), naive_root(&leaves));
        let proof = prove_consistency(&leaves, earlier as u64).unwrap();
        prop_assert_eq!(&proof.path, &naive_subproof(earlier, &leaves, true));
        prop_assert_eq!(proof.verify(&old, &new), Ok(()));
        let strange = leaf_hash(b"other");
        prop_assert!(proof.verify(&strange, &new).is_err());
        prop_assert!(proof.verify(&old, &strange).is_err());
        for i in 0..proof.path.len() {
            let mut shorter = proof.clone();
            shorter.path.remove(i);
            prop_assert!(shorter.verify(&old, &new).is_err());
            let mut flipped = proof.clone();
            flipped.path[i].0[31] ^= 0x80;
            prop_assert!(flipped.verify(&old, &new).is_err());
        }
    }

    #[test]
    fn any_proof_ends(index: u64, size: u64, path in proptest::collection::vec(any::<[u8; 32]>(), 0..80)) {
        let path: Vec<_> = path.into_iter().map(Sha256).collect();
        let nothing = leaf_hash(b"");
        let inclusion = ledger::InclusionProof { index, size, path: path.clone() };
        prop_assert!(inclusion.verify(&nothing, &leaf_hash(b"root")).is_err());
        let consistency = ledger::ConsistencyProof { earlier_size: index, later_size: size, path };
        prop_assert!(consistency.verify(&nothing, &leaf_hash(b"root")).is_err());
    }
}
