//! Archives of every form: members are read to their end, and what is counted adds up.
#![no_main]

use evidence::Limits;
use evidence::archive::{Budget, Form, walk};
use libfuzzer_sys::fuzz_target;
use std::io::Cursor;
use std::ops::ControlFlow;

fuzz_target!(|bytes: &[u8]| {
    let Some(form) = Form::recognise(bytes) else { return };
    // Small limits keep one input quick; they are limits like any other.
    let limits = Limits { expanded_bytes_max: 16 << 20, dictionary_bytes_max: 8 << 20, ..Limits::default() };
    let budget = Budget::new(&limits, bytes.len() as u64);
    let mut visited = 0;
    let ending = walk(form, &mut Cursor::new(bytes), &limits, &budget, &mut |_, stream| {
        visited += 1;
        let _ = std::io::copy(stream, &mut std::io::sink());
        ControlFlow::Continue(())
    });
    if let Ok(ending) = ending {
        assert_eq!(ending.visited, visited);
    }
    assert!(budget.expanded_bytes() <= limits.expanded_bytes_max + (1 << 20));
});
