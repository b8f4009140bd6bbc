//! Duplicates and contradictions among the entries of one set, exactly, up to a bound on what is remembered.
//! Judges nothing: entries that disagree are both kept, so that they can be shown as disagreeing.

use super::record::KnownRecord;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use vocab::{Md5, Sha1, Sha256};

/// What an entry is, seen beside the ones before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sifted {
    /// Nothing like it was seen.
    New,
    /// The same digests and the same category as an entry before it, or fewer: leave it out.
    Duplicate {
        /// Line of the earlier entry.
        first_line: u64,
    },
    /// An earlier entry says otherwise of the same file: keep both.
    Contradiction {
        /// Line of the earlier entry.
        first_line: u64,
        /// On what the two differ, for people.
        text: String,
    },
    /// The bound is reached: whether it stands alone is not known.
    Unsifted,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Key {
    Md5(Md5),
    Sha1(Sha1),
    Sha256(Sha256),
    Pdq(vocab::Pdq),
}

struct Seen {
    line: u64,
    label: u32,
    md5: Option<Md5>,
    sha1: Option<Sha1>,
    sha256: Option<Sha256>,
}

/// Remembers the entries of one set by each of their digests; about 200 bytes for each digest.
///
/// A PDQ print alone identifies no file, so it is used only for entries that have nothing else.
pub struct Sift {
    seen: HashMap<Key, Seen>,
    labels: HashMap<Option<String>, u32>,
    digests_max: usize,
}

impl Sift {
    /// Starts empty; remembers at most `digests_max` digests.
    pub fn new(digests_max: usize) -> Self {
        Self { seen: HashMap::new(), labels: HashMap::new(), digests_max }
    }

    /// Compares an entry with those before it, and remembers it unless it is a duplicate.
    pub fn sift(&mut self, record: &KnownRecord) -> Sifted {
        let keys = keys(record);
        let full = self.seen.len() + keys.iter().flatten().count() > self.digests_max;
        let labels = self.labels.len() as u32;
        let label = match self.labels.get(&record.category) {
            Some(label) => *label,
            // A label is remembered only with its entry.
            None if full => labels,
            None => *self.labels.entry(record.category.clone()).or_insert(labels),
        };
        let mut duplicate_of = None;
        let mut adds = false;
        for key in keys.iter().flatten() {
            let Some(seen) = self.seen.get(key) else {
                adds = true;
                continue;
            };
            if let Some(on) = seen.differs(record, label) {
                let (line, first_line) = (record.line, seen.line);
                self.remember(&keys, record, label, full);
                let text =
                    format!("lines {first_line} and {line} have the same {} but differ in {on}", key.name());
                return Sifted::Contradiction { first_line, text };
            }
            adds |= seen.lacks(record);
            duplicate_of.get_or_insert(seen.line);
        }
        match duplicate_of {
            Some(first_line) if !adds => Sifted::Duplicate { first_line },
            _ if full => Sifted::Unsifted,
            _ => {
                self.remember(&keys, record, label, full);
                Sifted::New
            }
        }
    }

    /// The first entry with a digest stays the one that later ones are compared with.
    fn remember(&mut self, keys: &[Option<Key>; 4], record: &KnownRecord, label: u32, full: bool) {
        if full {
            return;
        }
        for key in keys.iter().flatten() {
            match self.seen.entry(*key) {
                Entry::Vacant(place) => {
                    place.insert(Seen {
                        line: record.line,
                        label,
                        md5: record.md5,
                        sha1: record.sha1,
                        sha256: record.sha256,
                    });
                }
                // What the first entry did not say, this one adds.
                Entry::Occupied(mut place) => {
                    let seen = place.get_mut();
                    seen.md5 = seen.md5.or(record.md5);
                    seen.sha1 = seen.sha1.or(record.sha1);
                    seen.sha256 = seen.sha256.or(record.sha256);
                }
            }
        }
    }
}

fn keys(record: &KnownRecord) -> [Option<Key>; 4] {
    let digests = [record.md5.map(Key::Md5), record.sha1.map(Key::Sha1), record.sha256.map(Key::Sha256)];
    let alone = digests.iter().all(Option::is_none);
    let [md5, sha1, sha256] = digests;
    [md5, sha1, sha256, record.pdq.filter(|_| alone).map(Key::Pdq)]
}

impl Key {
    fn name(&self) -> &'static str {
        match self {
            Self::Md5(_) => "MD5",
            Self::Sha1(_) => "SHA-1",
            Self::Sha256(_) => "SHA-256",
            Self::Pdq(_) => "PDQ print",
        }
    }
}

impl Seen {
    /// On what two entries of one file differ; a digest that one of them lacks is no difference.
    fn differs(&self, record: &KnownRecord, label: u32) -> Option<&'static str> {
        fn differ<T: PartialEq>(a: &Option<T>, b: &Option<T>) -> bool {
            a.is_some() && b.is_some() && a != b
        }
        if differ(&self.md5, &record.md5) {
            Some("MD5")
        } else if differ(&self.sha1, &record.sha1) {
            Some("SHA-1")
        } else if differ(&self.sha256, &record.sha256) {
            Some("SHA-256")
        } else {
            (self.label != label).then_some("category")
        }
    }

    /// Whether the record says a digest that this one does not.
    fn lacks(&self, record: &KnownRecord) -> bool {
        self.md5.is_none() && record.md5.is_some()
            || self.sha1.is_none() && record.sha1.is_some()
            || self.sha256.is_none() && record.sha256.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(line: u64, md5: u8, sha1: Option<u8>, category: &str) -> KnownRecord {
        KnownRecord {
            md5: Some(Md5([md5; 16])),
            sha1: sha1.map(|byte| Sha1([byte; 20])),
            category: Some(category.to_owned()),
            line,
            ..KnownRecord::default()
        }
    }

    #[test]
    fn the_same_again_is_a_duplicate() {
        let mut sift = Sift::new(100);
        assert_eq!(sift.sift(&record(1, 1, Some(1), "A1")), Sifted::New);
        assert_eq!(sift.sift(&record(2, 1, Some(1), "A1")), Sifted::Duplicate { first_line: 1 });
        assert_eq!(sift.sift(&record(3, 1, None, "A1")), Sifted::Duplicate { first_line: 1 });
        assert_eq!(sift.sift(&record(4, 2, Some(2), "A1")), Sifted::New);
    }

    #[test]
    fn an_entry_that_adds_a_digest_is_kept() {
        let mut sift = Sift::new(100);
        assert_eq!(sift.sift(&record(1, 1, None, "A1")), Sifted::New);
        assert_eq!(sift.sift(&record(2, 1, Some(1), "A1")), Sifted::New);
        assert_eq!(sift.sift(&record(3, 1, Some(1), "A1")), Sifted::Duplicate { first_line: 1 });
    }

    #[test]
    fn two_categories_disagree() {
        let mut sift = Sift::new(100);
        sift.sift(&record(1, 1, None, "A1"));
        let Sifted::Contradiction { first_line: 1, text } = sift.sift(&record(2, 1, None, "B2")) else {
            panic!("no contradiction");
        };
        assert_eq!(text, "lines 1 and 2 have the same MD5 but differ in category");
    }

    #[test]
    fn one_sha1_with_two_md5_disagrees() {
        let mut sift = Sift::new(100);
        sift.sift(&record(1, 1, Some(7), "A1"));
        let Sifted::Contradiction { first_line: 1, text } = sift.sift(&record(2, 2, Some(7), "A1")) else {
            panic!("no contradiction");
        };
        assert_eq!(text, "lines 1 and 2 have the same SHA-1 but differ in MD5");
    }

    #[test]
    fn past_its_bound_it_says_so_but_still_knows_what_it_knew() {
        let mut sift = Sift::new(2);
        sift.sift(&record(1, 1, None, "A1"));
        sift.sift(&record(2, 2, None, "A1"));
        assert_eq!(sift.sift(&record(3, 3, None, "A1")), Sifted::Unsifted);
        assert_eq!(sift.sift(&record(4, 1, None, "A1")), Sifted::Duplicate { first_line: 1 });
        assert_eq!(sift.seen.len(), 2);
    }
}
