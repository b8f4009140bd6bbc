//! The digests against published vectors and against separate hashers.

use fingerprint::Digester;
use proptest::prelude::*;
use vocab::Digests;

fn digests_of(bytes: &[u8]) -> Digests {
    let mut digester = Digester::new();
    digester.update(bytes);
    digester.finish()
}

fn check(bytes: &[u8], md5: &str, sha1: &str, sha256: &str) {
    let found = digests_of(bytes);
    assert_eq!(found.md5.to_string(), md5);
    assert_eq!(found.sha1.to_string(), sha1);
    assert_eq!(found.sha256.to_string(), sha256);
}

/// RFC 1321 appendix A.5; the examples published with FIPS 180-4.
#[test]
fn published_vectors() {
    check(
        b"",
        "d41d8cd98f00b204e9800998ecf8427e",
        "da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    );
    check(
        b"abc",
        "900150983cd24fb0d6963f7d28e17f72",
        "a9993e364706816aba3e25717850c26c9cd0d89d",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
    check(
        b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "8215ef0796a20bcaaae116d3876c664a",
        "84983e441c3bd26ebaae4aa1f95129e5e54670f1",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
    );
    check(
        &vec![b'a'; 1_000_000],
        "7707d6ae4e027c70eea2a935c2296f21",
        "34aa973cd4c4daa4f61eeb2bdbad27316534016f",
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
    );
}

/// Every length around the padding's edges, on both engines.
#[test]
fn every_short_length_agrees_with_separate_hashers() {
    let bytes: Vec<u8> = (0..300_u32).map(|i| (i * 7 + 3) as u8).collect();
    for length in 0..=bytes.len() {
        let mut apart = Digester::portable();
        apart.update(&bytes[..length]);
        assert_eq!(digests_of(&bytes[..length]), apart.finish(), "length {length}");
    }
}

proptest! {
    #[test]
    fn pieces_do_not_matter(
        bytes in proptest::collection::vec(any::<u8>(), 0..5000),
        mut cuts in proptest::collection::vec(0_usize..5000, 0..12),
    ) {
        cuts.retain(|cut| *cut <= bytes.len());
        cuts.sort_unstable();
        let (mut fast, mut apart) = (Digester::new(), Digester::portable());
        let mut start = 0;
        for cut in cuts.into_iter().chain([bytes.len()]) {
            fast.update(&bytes[start..cut]);
            start = cut;
        }
        apart.update(&bytes);
        prop_assert_eq!(fast.size_bytes(), bytes.len() as u64);
        prop_assert_eq!(fast.finish(), apart.finish());
    }
}
