//! Index files: what opens can be searched, whatever its bytes.
#![no_main]

use fingerprint::{exact::ExactIndex, near::NearIndex};
use libfuzzer_sys::fuzz_target;
use vocab::{Md5, Pdq};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(index) = ExactIndex::open(bytes) {
        let _ = index.verify();
        let _ = index.find(&Md5([0x5a; 16])).count();
    }
    if let Ok(index) = NearIndex::open(bytes) {
        let _ = index.verify();
        index.search(&Pdq([0x5a; 32]), 31, |_, _| {});
    }
});
