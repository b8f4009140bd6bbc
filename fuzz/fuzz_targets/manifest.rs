//! Manifests: a file that is not what was sealed is refused before it is parsed.
#![no_main]

use libfuzzer_sys::fuzz_target;
use vocab::Sha256;

fuzz_target!(|bytes: &[u8]| {
    let sealed = Sha256([0; 32]);
    assert!(manifest::Reader::open(bytes::Bytes::copy_from_slice(bytes), &sealed).is_err());
});
