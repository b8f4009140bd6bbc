//! Sets of known files, in every form that is read as a stream.
#![no_main]

use evidence::known::{Format, ListOf, read};
use libfuzzer_sys::fuzz_target;
use std::io::Cursor;
use std::ops::ControlFlow;

const FORMATS: [Format; 8] = [
    Format::Vics13,
    Format::Vics20,
    Format::Csv,
    Format::IcseCsv,
    Format::List(None),
    Format::List(Some(ListOf::Pdq)),
    Format::Hashdeep,
    Format::SleuthKit,
];

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, rest)) = bytes.split_first() else { return };
    let _ = Format::recognise(rest, "set.json");
    let format = FORMATS[usize::from(*choice) % FORMATS.len()];
    let mut given = 0;
    let outcome = read(format, &mut Cursor::new(rest), &mut |record| {
        given += 1;
        let digests = [record.md5.is_some(), record.sha1.is_some(), record.sha256.is_some(), record.pdq.is_some()];
        assert!(digests.contains(&true));
        assert!(record.offset_bytes <= rest.len() as u64);
        ControlFlow::Continue(())
    });
    if let Ok(summary) = outcome {
        assert_eq!(summary.found, summary.records + summary.refused);
        assert_eq!(summary.records, given);
    }
});
