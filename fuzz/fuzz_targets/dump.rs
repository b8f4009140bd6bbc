//! Dumps of networks: every form that is read as a stream, for every software. The first two bytes choose.

#![no_main]

use evidence::dump::{self, Dialect, Form, Format, IrcLog, OwnTable, Record, Says, Software};
use libfuzzer_sys::fuzz_target;
use std::ops::ControlFlow;
use std::path::Path;

const SOFTWARE: [Software; 6] =
    [Software::PhpBb, Software::MyBb, Software::Smf, Software::Discourse, Software::Synapse, Software::Own];

fn form(byte: u8) -> Form {
    match byte % 8 {
        0 | 1 => Form::Sql(Dialect::MySql),
        2 | 3 => Form::Sql(Dialect::Postgres),
        4 => Form::Sql(Dialect::Sqlite),
        5 => Form::Csv(OwnTable::ALL[usize::from(byte / 8) % OwnTable::ALL.len()]),
        6 => Form::Log(IrcLog::Irssi),
        _ => Form::Log(if byte < 128 { IrcLog::Weechat } else { IrcLog::Bracketed }),
    }
}

fuzz_target!(|input: &[u8]| {
    let [first, second, content @ ..] = input else { return };
    dump::recognise(content, Path::new("dump"));
    let format = Format { form: form(*first), software: SOFTWARE[usize::from(*second) % SOFTWARE.len()] };
    let (mut records, mut defects) = (0_u64, 0_u64);
    let mut count = |record: Record| {
        records += 1;
        defects += u64::from(matches!(record.says, Says::Defect(_)));
        ControlFlow::Continue(())
    };
    let report = dump::read(&mut &*content, format, &mut count).expect("a stream suffices");
    let counts = &report.counts;
    let said = counts.members
        + counts.contacts
        + counts.sections
        + counts.roles
        + counts.topics
        + counts.posts
        + counts.messages
        + counts.recipients
        + counts.reactions
        + counts.files
        + counts.downloads
        + counts.logins
        + counts.defects;
    assert_eq!(said, records, "every record is counted");
    assert_eq!(counts.defects, defects);
    if !matches!(format.form, Form::Csv(_)) {
        assert_eq!(report.bytes, content.len() as u64, "all of it is read");
    }
});
