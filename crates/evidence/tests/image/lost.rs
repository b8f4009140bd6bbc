//! What a verification makes of an image that can't be read whole: it goes on, names what is lost, and digests the rest.

use crate::carrier::{self, MIB};
use crate::reading::{self, entries, list};
use evidence::{DefectKind, Source, image};
use std::fs;
use std::ops::ControlFlow;
use vocab::Allocation;

/// The stretches that a defect names, as `(first, last)` byte.
fn stretches(text: &str) -> Vec<(usize, usize)> {
    let mut words = text.split_ascii_whitespace();
    let mut found = Vec::new();
    while words.any(|word| word == "from") {
        let first = words.next().unwrap().parse().unwrap();
        assert_eq!(words.next(), Some("to"));
        found.push((first, words.next().unwrap().parse().unwrap()));
    }
    found
}

#[test]
fn damaged_chunks_are_counted_and_the_rest_is_digested_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let Some((path, mut bytes, _)) = crate::damage::damaged_e01(folder.path()) else { return };
    let stated = image::open(&folder.path().join("good.E01")).unwrap().facts().digests;
    for part in [5, 6, 7] {
        let at = bytes.len() * part / 16;
        bytes[at] ^= 0x10;
    }
    fs::write(&path, &bytes).unwrap();
    let mut source = image::open(&path).unwrap();
    let mut passed = 0;
    let verified = source.verify(&mut |bytes| {
        passed = bytes;
        ControlFlow::Continue(())
    });
    assert_eq!(passed, 12 * MIB, "to the end");
    let kinds: Vec<DefectKind> = verified.defects.iter().map(|defect| defect.kind).collect();
    assert_eq!(kinds, [DefectKind::Unreadable, DefectKind::ChecksumDiffers, DefectKind::ChecksumDiffers]);
    let text = &verified.defects[0].text;
    let begins = "3 of 384 chunks of the image can't be read, 98304 of 12582912 bytes";
    assert!(text.starts_with(begins), "{text}");
    let lost = stretches(text);
    assert_eq!(lost.len(), 3, "{text}");
    // With zeros for those bytes, and for no others, the digests are what another program gives.
    let mut raw = fs::read(folder.path().join("ext.raw")).unwrap();
    for (first, last) in lost {
        assert_eq!((first % 32_768, last - first), (0, 32_767));
        raw[first..=last].fill(0);
    }
    let zeroed = folder.path().join("zeroed.raw");
    fs::write(&zeroed, raw).unwrap();
    for (digest, stated) in verified.digests.iter().zip(stated) {
        let tool = format!("{}sum", digest.algorithm);
        let Some(said) = carrier::run(&tool, &[&zeroed]) else { return };
        let said = String::from_utf8(said).unwrap();
        assert_eq!(said.split(' ').next(), digest.computed.as_deref(), "{tool}");
        assert_eq!(digest.stated, stated.stated);
    }
}

#[test]
fn zeros_whose_checksum_alone_is_damaged_still_agree_with_what_is_stated() {
    let folder = tempfile::tempdir().unwrap();
    let raw = folder.path().join("zeros.raw");
    fs::write(&raw, [vec![1; 1024], vec![0; 4 * MIB as usize - 1024]].concat()).unwrap();
    let Some(good) = carrier::e01(folder.path(), "good", &raw, None) else { return };
    let mut bytes = fs::read(good).unwrap();
    // The last chunk ends, packed and with its checksum, where the section of the table begins.
    let table = bytes.windows(6).position(|window| window == b"table\0").unwrap();
    bytes[table - 1] ^= 0xff;
    let path = folder.path().join("bad.E01");
    fs::write(&path, bytes).unwrap();
    let mut source = image::open(&path).unwrap();
    let verified = source.verify(&mut |_| ControlFlow::Continue(()));
    assert_eq!(verified.defects.len(), 1, "{:?}", verified.defects);
    assert_eq!(verified.defects[0].kind, DefectKind::Unreadable);
    assert!(verified.digests.iter().all(|digest| digest.computed.as_ref() == Some(&digest.stated)));
}

#[test]
fn an_image_that_shrinks_while_it_is_read_costs_what_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let tree = carrier::tree(35);
    let Some(raw) = carrier::ext(folder.path(), "ext.raw", "ext4", 12 * MIB, &tree) else { return };
    let Some(packed) = carrier::e01(folder.path(), "ext", &raw, None) else { return };
    for path in [raw, packed] {
        let mut source = image::open(&path).unwrap();
        let listed = entries(&list(&mut source), Allocation::Live);
        fs::File::options().write(true).open(&path).unwrap().set_len(20_000).unwrap();
        let mut failed = 0;
        for entry in &listed {
            let name = String::from_utf8(entry.place.path.clone()).unwrap();
            let read = reading::bytes(&mut source, entry);
            failed += usize::from(read.is_err());
            if let Ok(bytes) = read {
                assert_eq!(bytes, tree[&name], "{name}");
            }
        }
        assert!(failed > 10, "{failed} of {}", listed.len());
        let verified = source.verify(&mut |_| ControlFlow::Continue(()));
        let stated = !source.facts().digests.is_empty();
        assert_eq!(verified.defects.iter().any(|defect| defect.kind == DefectKind::Unreadable), stated);
        assert!(verified.digests.iter().all(|digest| digest.computed.as_ref() != Some(&digest.stated)));
    }
}
