//! A tape shows every change: each byte flipped, each line dropped, doubled, swapped, each cut.

mod sample;

use ledger::{
    Chain, ChainError, Detail, Draft, EntryKind, FaultKind, PublicKey, Receipt, SigningKey, TapeWriter,
    Verdict, Warning, leaf_hash, prove_inclusion, verify,
};
use sample::{Sample, draft, moment, other_key};

fn check(tape: &[u8], keys: &[PublicKey]) -> Result<Verdict, FaultKind> {
    verify(tape, keys, None).map_err(|fault| fault.kind)
}

#[test]
fn a_good_tape_is_good_and_says_what_is_on_it() {
    let sample = Sample::new();
    let verdict = verify(&sample.tape[..], &sample.keys, None).unwrap();
    assert_eq!(verdict.entries, 9);
    assert_eq!(verdict.heads, 3);
    assert_eq!(verdict.kinds["intent"], 3);
    assert_eq!(verdict.kinds["batch"], 1);
    assert_eq!((verdict.first, verdict.last), (moment(0), moment(8)));
    assert_eq!(verdict.root, verdict.head.head.root);
    assert_eq!(verdict.head.key_id, sample.keys[0].id());
    let open: Vec<_> = verdict.open.iter().map(|intent| (intent.index, intent.deed.as_str())).collect();
    assert_eq!(open, [(7, "report carrier")]);
    assert_eq!(verdict.warnings_count, 0);
    assert!(!verdict.expected_head_holds);
}

#[test]
fn every_flipped_byte_is_found() {
    let sample = Sample::new();
    for at in 0..sample.tape.len() {
        for pattern in [0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0xff] {
            let mut tape = sample.tape.clone();
            tape[at] ^= pattern;
            assert!(
                check(&tape, &sample.keys).is_err(),
                "byte {at} ^ {pattern:#x} of {:?}",
                tape[at] as char
            );
        }
    }
}

#[test]
fn every_truncation_is_found() {
    let sample = Sample::new();
    for length in 0..sample.tape.len() {
        let fault = check(&sample.tape[..length], &sample.keys).unwrap_err();
        let expected = if length == 0 {
            matches!(fault, FaultKind::NotTape)
        } else {
            matches!(fault, FaultKind::CutOff | FaultKind::NotClosed)
        };
        assert!(expected, "cut at {length}: {fault}");
    }
}

#[test]
fn every_dropped_line_is_found() {
    let sample = Sample::new();
    let lines = sample.lines();
    for at in 0..lines.len() {
        let mut fewer = lines.clone();
        fewer.remove(at);
        assert!(check(&fewer.concat(), &sample.keys).is_err(), "line {} dropped", at + 1);
    }
    // All heads but the closing one, and any run of lines.
    for from in 0..lines.len() {
        for to in from + 1..=lines.len() {
            let rest = [&lines[..from], &lines[to..]].concat();
            assert!(check(&rest.concat(), &sample.keys).is_err(), "lines {from}..{to} dropped");
        }
    }
    let no_heads: Vec<_> = lines.iter().filter(|line| !line.starts_with(b"{\"head\"")).cloned().collect();
    assert_eq!(check(&no_heads.concat(), &sample.keys), Err(FaultKind::HeadNumber { expected: 0, found: 2 }));
}

#[test]
fn every_swap_is_found() {
    let sample = Sample::new();
    for a in 0..sample.lines().len() {
        for b in a + 1..sample.lines().len() {
            let mut lines = sample.lines();
            lines.swap(a, b);
            assert!(check(&lines.concat(), &sample.keys).is_err(), "lines {} and {} swapped", a + 1, b + 1);
        }
    }
}

#[test]
fn every_doubled_line_is_found() {
    let sample = Sample::new();
    for at in 0..sample.lines().len() {
        for to in 0..=sample.lines().len() {
            let mut lines = sample.lines();
            lines.insert(to, lines[at].clone());
            assert!(check(&lines.concat(), &sample.keys).is_err(), "line {} again before {}", at + 1, to + 1);
        }
    }
}

#[test]
fn bytes_added_anywhere_are_found() {
    let sample = Sample::new();
    for at in 0..=sample.tape.len() {
        for byte in *b" \n\r\0a0}" {
            let mut tape = sample.tape.clone();
            tape.insert(at, byte);
            assert!(check(&tape, &sample.keys).is_err(), "{:?} added at {at}", byte as char);
        }
    }
}

#[test]
fn one_who_rewrites_all_hashes_lacks_the_key() {
    let sample = Sample::new();
    let forged = Sample::signed_by(other_key());
    assert_ne!(forged.tape, sample.tape);
    let fault = verify(&forged.tape[..], &sample.keys, None).unwrap_err();
    assert_eq!(fault.kind, FaultKind::HeadKey { key_id: forged.keys[0].id() });
    // Naming the trusted key does not help.
    let renamed = String::from_utf8(forged.tape).unwrap().replace(&forged.keys[0].id(), &sample.keys[0].id());
    let fault = verify(renamed.as_bytes(), &sample.keys, None).unwrap_err();
    assert_eq!(fault.kind, FaultKind::HeadSignature { key_id: sample.keys[0].id() });
    assert!(check(&sample.tape, &[]).is_err());
}

#[test]
fn a_head_kept_elsewhere_shows_an_old_or_rewritten_tape() {
    let sample = Sample::new();
    let closing = &sample.heads[2];
    let verdict = verify(&sample.tape[..], &sample.keys, Some(closing)).unwrap();
    assert!(verdict.expected_head_holds);
    assert!(
        verify(&sample.tape[..], &sample.keys, Some(&sample.heads[0])).is_ok(),
        "an earlier head holds too"
    );

    // An old tape, whole in itself: only the head kept elsewhere tells.
    let old = sample.until_head(1);
    assert!(check(&old, &sample.keys).is_ok());
    let fault = verify(&old[..], &sample.keys, Some(closing)).unwrap_err();
    assert_eq!(fault.kind, FaultKind::ExpectedSize { expected: 9, found: 6 });

    // Whoever holds the key rewrites the past.
    let rewritten = Sample::with_actor("b.bos");
    let fault = verify(&rewritten.tape[..], &sample.keys, Some(&sample.heads[0])).unwrap_err();
    assert!(matches!(fault.kind, FaultKind::ExpectedRoot { .. }), "{fault}");

    let mut broken = closing.clone();
    broken.head.size = 8;
    let fault = verify(&sample.tape[..], &sample.keys, Some(&broken)).unwrap_err();
    assert!(matches!(fault.kind, FaultKind::ExpectedHead { .. }), "{fault}");
}

#[test]
fn intents_bind_outcomes() {
    let deed = |kind, intent| Draft { intent, ..draft(1, kind, "read carrier") };
    let cases = [
        (
            vec![deed(EntryKind::Note, None), deed(EntryKind::Outcome, Some(1))],
            FaultKind::IntentNotOpen { intent: 1 },
        ),
        (
            vec![
                deed(EntryKind::Intent, None),
                deed(EntryKind::Outcome, Some(1)),
                deed(EntryKind::Batch, Some(1)),
            ],
            FaultKind::IntentNotOpen { intent: 1 },
        ),
        (
            vec![
                deed(EntryKind::Intent, None),
                Draft { deed: "see item".into(), ..deed(EntryKind::Outcome, Some(1)) },
            ],
            FaultKind::IntentDeed { intent: 1, expected: "read carrier".into(), found: "see item".into() },
        ),
    ];
    for (drafts, wanted) in cases {
        let sample = Sample::of(drafts);
        assert_eq!(check(&sample.tape, &sample.keys), Err(wanted));
    }
}

#[test]
fn a_chain_refuses_what_has_no_place_and_stays_as_it_was() {
    let mut chain = Chain::new();
    assert!(matches!(chain.append(draft(0, EntryKind::Note, "")), Err(ChainError::Genesis { index: 0, .. })));
    chain.append(draft(0, EntryKind::Genesis, "")).unwrap();
    let before = chain.clone();
    assert!(matches!(
        chain.append(draft(0, EntryKind::Genesis, "")),
        Err(ChainError::Genesis { index: 1, .. })
    ));
    for intent in [None, Some(1), Some(7)] {
        let outcome = Draft { intent, ..draft(1, EntryKind::Outcome, "x") };
        assert!(matches!(chain.append(outcome), Err(ChainError::Intent { index: 1, .. })), "{intent:?}");
    }
    let note = Draft { intent: Some(0), ..draft(1, EntryKind::Note, "x") };
    assert!(matches!(chain.append(note), Err(ChainError::Intent { .. })));
    let mut large = draft(1, EntryKind::Note, "x");
    large.detail.insert("size_bytes".into(), Detail::Integer(i64::MAX));
    assert!(matches!(chain.append(large), Err(ChainError::Canonical(_))));
    assert_eq!(chain, before);
}

#[test]
fn a_chain_goes_on_from_its_kept_state() {
    let sample = Sample::new();
    let mut chain: Chain = serde_json::from_str(&serde_json::to_string(&sample.chain).unwrap()).unwrap();
    assert_eq!(chain, Chain::from_leaves(sample.leaves.iter().copied(), 3));
    let next = chain.append(draft(9, EntryKind::Note, "go on")).unwrap();
    assert_eq!((next.entry.index, next.entry.previous), (9, sample.leaves[8]));
    assert_eq!(next.leaf, leaf_hash(&next.bytes));
    assert_eq!(ledger::Entry::from_canonical_bytes(&next.bytes).unwrap(), next.entry);
}

#[test]
fn a_clock_set_back_is_a_warning() {
    let sample = Sample::of(vec![draft(5, EntryKind::Note, "a"), draft(3, EntryKind::Note, "b")]);
    let verdict = check(&sample.tape, &sample.keys).unwrap();
    let wanted = Warning::TimeGoesBack { line: 4, before: moment(5), found: moment(3) };
    assert_eq!((verdict.warnings, verdict.warnings_count), (vec![wanted], 1));
}

#[test]
fn an_empty_ledger_is_no_good_tape() {
    let key = SigningKey::from_random(&[7; 32]);
    let head = Chain::new().seal(&key, moment(0)).unwrap();
    let tape = TapeWriter::new(Vec::new()).unwrap().close(&head).unwrap();
    assert_eq!(check(&tape, &[key.public()]), Err(FaultKind::Genesis));
}

#[test]
fn an_endless_line_is_refused_without_filling_the_memory() {
    let mut tape = Sample::new().tape;
    tape.truncate(tape.iter().position(|byte| *byte == b'\n').unwrap() + 1);
    tape.resize(tape.len() + ledger::LINE_BYTES_MAX + 1, b'x');
    assert_eq!(check(&tape, &[]), Err(FaultKind::LineTooLong));
    let mut writer = TapeWriter::new(Vec::new()).unwrap();
    assert!(matches!(
        writer.entry_bytes(&vec![b'x'; ledger::LINE_BYTES_MAX]),
        Err(ledger::TapeError::TooLong { .. })
    ));
}

#[test]
fn a_receipt_proves_its_entry_alone() {
    let sample = Sample::new();
    let receipt = Receipt {
        entry: sample.entries[4].clone(),
        head: sample.heads[2].clone(),
        proof: prove_inclusion(&sample.leaves, 4).unwrap(),
    };
    receipt.verify(&sample.keys).unwrap();
    let text = serde_json::to_string(&receipt).unwrap();
    serde_json::from_str::<Receipt>(&text).unwrap().verify(&sample.keys).unwrap();

    let mut other = receipt.clone();
    other.entry.actor = "b.bos".into();
    assert!(other.verify(&sample.keys).is_err());
    let mut other = receipt.clone();
    other.head = sample.heads[1].clone();
    assert!(other.verify(&sample.keys).is_err());
    let mut other = receipt.clone();
    other.proof.path.pop();
    assert!(other.verify(&sample.keys).is_err());
    assert!(receipt.verify(&[other_key().public()]).is_err());
}

#[test]
fn a_hundred_thousand_entries_are_sealed_and_checked() {
    let key = SigningKey::from_random(&[7; 32]);
    let mut chain = Chain::new();
    let mut tape = TapeWriter::new(Vec::new()).unwrap();
    for i in 0..100_000_u64 {
        let kind = if i == 0 { EntryKind::Genesis } else { EntryKind::Note };
        let appended = chain.append(draft(i as i64, kind, "note")).unwrap();
        tape.entry_bytes(&appended.bytes).unwrap();
    }
    let tape = tape.close(&chain.seal(&key, moment(100_000)).unwrap()).unwrap();
    let verdict = check(&tape, &[key.public()]).unwrap();
    assert_eq!((verdict.entries, verdict.root), (100_000, chain.root()));
}
