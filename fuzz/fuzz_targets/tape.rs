//! The ledger's tape, as a stranger may hand it over.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = ledger::verify(bytes, &[], None);
});
