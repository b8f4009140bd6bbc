//! A small ledger with every kind of entry, two heads on the way and one at the end.

#![allow(dead_code, unreachable_pub, reason = "each test binary uses its own part")]
#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use ledger::{Chain, Detail, Draft, Entry, EntryKind, PublicKey, SignedHead, SigningKey, TapeWriter};
use std::collections::BTreeMap;
use vocab::{Moment, Sha256};

pub fn moment(second: i64) -> Moment {
    Moment::from_unix(1_790_000_000 + second, 0).unwrap()
}

pub fn key() -> SigningKey {
    SigningKey::from_random(&[7; 32])
}

pub fn other_key() -> SigningKey {
    SigningKey::from_random(&[8; 32])
}

pub fn draft(second: i64, kind: EntryKind, deed: &str) -> Draft {
    Draft {
        at: moment(second),
        kind,
        actor: "a.jansen".into(),
        role: "investigator".into(),
        purpose: "inquiry \u{20ac}\u{1f600} \"A1\"".into(),
        deed: deed.into(),
        subject: "01ARZ3NDEKTSV4RRFFQ69G5FAV".into(),
        intent: None,
        detail: BTreeMap::new(),
    }
}

pub struct Sample {
    pub tape: Vec<u8>,
    pub keys: Vec<PublicKey>,
    pub heads: Vec<SignedHead>,
    pub entries: Vec<Entry>,
    pub leaves: Vec<Sha256>,
    pub chain: Chain,
}

impl Sample {
    pub fn new() -> Self {
        Self::build(usual("a.jansen"), &key(), &[3, 6])
    }

    pub fn signed_by(key: SigningKey) -> Self {
        Self::build(usual("a.jansen"), &key, &[3, 6])
    }

    pub fn with_actor(actor: &str) -> Self {
        Self::build(usual(actor), &key(), &[3, 6])
    }

    /// A genesis and then these, with the closing head alone.
    pub fn of(mut drafts: Vec<Draft>) -> Self {
        drafts.insert(0, draft(0, EntryKind::Genesis, ""));
        Self::build(drafts, &key(), &[])
    }

    fn build(drafts: Vec<Draft>, key: &SigningKey, sealed_at: &[u64]) -> Self {
        let mut chain = Chain::new();
        let mut tape = TapeWriter::new(Vec::new()).unwrap();
        let (mut heads, mut entries, mut leaves) = (Vec::new(), Vec::new(), Vec::new());
        let mut latest = moment(0);
        for draft in drafts {
            latest = draft.at;
            let appended = chain.append(draft).unwrap();
            tape.entry(&appended.entry).unwrap();
            entries.push(appended.entry);
            leaves.push(appended.leaf);
            if sealed_at.contains(&chain.size()) {
                let head = chain.seal(key, latest).unwrap();
                tape.head(&head).unwrap();
                heads.push(head);
            }
        }
        let head = chain.seal(key, latest).unwrap();
        let tape = tape.close(&head).unwrap();
        heads.push(head);
        Self { tape, keys: vec![key.public()], heads, entries, leaves, chain }
    }

    /// The lines, each with its newline.
    pub fn lines(&self) -> Vec<Vec<u8>> {
        self.tape.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect()
    }

    /// A whole tape as it would have been written when head `number` was the last.
    pub fn until_head(&self, number: usize) -> Vec<u8> {
        let mut tape = TapeWriter::new(Vec::new()).unwrap();
        let mut written = 0;
        for head in &self.heads[..=number] {
            while written < head.head.size {
                tape.entry(&self.entries[written as usize]).unwrap();
                written += 1;
            }
            if head.head.number < number as u64 {
                tape.head(head).unwrap();
            }
        }
        tape.close(&self.heads[number]).unwrap()
    }
}

fn usual(actor: &str) -> Vec<Draft> {
    let mut batch = draft(4, EntryKind::Batch, "read carrier");
    batch.intent = Some(1);
    batch.detail.insert("items".into(), Detail::from(1000));
    batch.detail.insert("root".into(), Detail::from(Sha256([0xab; 32])));
    batch.detail.insert("partial".into(), Detail::from(true));
    batch.detail.insert("names".into(), Detail::from(vec!["\u{65e5}\u{672c}", "\u{7}"]));
    let mut drafts = vec![
        draft(0, EntryKind::Genesis, ""),
        draft(1, EntryKind::Intent, "read carrier"),
        draft(2, EntryKind::Refusal, "see item"),
        draft(3, EntryKind::Note, ""),
        batch,
        draft(5, EntryKind::Intent, "open case"),
        Draft { intent: Some(1), ..draft(6, EntryKind::Outcome, "read carrier") },
        draft(7, EntryKind::Intent, "report carrier"),
        Draft { intent: Some(5), ..draft(8, EntryKind::Outcome, "open case") },
    ];
    drafts.iter_mut().for_each(|draft| draft.actor = actor.into());
    drafts
}
