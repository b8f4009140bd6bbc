//! Checks a ledger tape with nothing but a public key. Not begun.

fn main() {}
