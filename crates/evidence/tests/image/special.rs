//! Content that is not simply there: holes, compression, streams in odd places, a volume written by hand.

use crate::carrier::{self, MIB, Tree};
use crate::reading::{self, contents, entries, failed, list, skipped, volumes};
use evidence::{DefectKind, image};
use std::fs;
use std::io::{Read, Seek, SeekFrom, Write};
use std::os::unix::fs::FileExt;
use std::path::Path;
use vocab::{Allocation, TimeMeaning, When};

fn sparse(path: &Path, size: u64, at: u64, bytes: &[u8]) {
    let file = fs::File::create(path).unwrap();
    file.set_len(size).unwrap();
    file.write_all_at(bytes, at).unwrap();
}

#[test]
fn holes_read_as_their_zeros() {
    let folder = tempfile::tempdir().unwrap();
    let laid = folder.path().join("laid");
    fs::create_dir(&laid).unwrap();
    sparse(&laid.join("hole-first.bin"), 5_000_000, 3_000_000, b"end of the hole");
    sparse(&laid.join("all-hole.bin"), 2_000_001, 0, b"");
    sparse(&laid.join("hole-last.bin"), 4_000_000, 0, &carrier::noise(1, 300_000));
    let mut tree = Tree::new();
    for entry in fs::read_dir(&laid).unwrap() {
        let path = entry.unwrap().path();
        tree.insert(path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap());
    }
    for kind in ["ext2", "ext4"] {
        let path = folder.path().join(kind);
        carrier::blank(&path, 24 * MIB);
        let arguments = ["-q", "-F", "-t", kind, "-d", laid.to_str().unwrap(), path.to_str().unwrap()];
        if carrier::run("mke2fs", &arguments).is_none() {
            return;
        }
        let mut source = image::open(&path).unwrap();
        assert_eq!(contents(&mut source, Allocation::Live), tree, "{kind}");
        assert!(entries(&list(&mut source), Allocation::Live).iter().all(|entry| entry.defects.is_empty()));
    }
    let Some(ntfs) = carrier::ntfs(folder.path(), "ntfs.img", 32 * MIB) else { return };
    for name in tree.keys() {
        let bytes = &tree[name];
        // ntfs-3g keeps a hole where the file is made longer without writing.
        let first = bytes.iter().position(|byte| *byte != 0).unwrap_or(bytes.len());
        let last = bytes.iter().rposition(|byte| *byte != 0).map_or(first, |at| at + 1);
        sparse(&ntfs.mounted.join(name), bytes.len() as u64, first as u64, &bytes[first..last]);
    }
    let path = ntfs.done();
    assert_eq!(contents(&mut image::open(&path).unwrap(), Allocation::Live), tree);
}

#[test]
fn compressed_fragmented_and_hidden_content_of_ntfs_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let Some(ntfs) = carrier::ntfs(folder.path(), "ntfs.img", 48 * MIB) else { return };
    let mut tree = Tree::new();
    let mounted = ntfs.mounted.clone();
    let packed = mounted.join("packed");
    fs::create_dir(&packed).unwrap();
    let mark = "import os,sys; os.setxattr(sys.argv[1], 'system.ntfs_attrib_be', bytes([0,0,8,0]))";
    if carrier::run("python3", &["-c", mark, packed.to_str().unwrap()]).is_some() {
        let text: Vec<u8> =
            b"the same line again and again\n".iter().copied().cycle().take(700_000).collect();
        let mixed = [text.clone(), carrier::noise(3, 200_000), vec![0; 300_000], text.clone()].concat();
        for (name, bytes) in [("packed/text.txt", text), ("packed/mixed.bin", mixed)] {
            fs::write(mounted.join(name), &bytes).unwrap();
            tree.insert(name.to_owned(), bytes);
        }
    }
    // Two files that grow in turns lie in many pieces.
    let (one, two) = (carrier::noise(4, 2_000_000), carrier::noise(5, 2_000_000));
    let mut open = [
        fs::File::create(mounted.join("one.bin")).unwrap(),
        fs::File::create(mounted.join("two.bin")).unwrap(),
    ];
    for (a, b) in one.chunks(10_000).zip(two.chunks(10_000)) {
        open[0].write_all(a).unwrap();
        open[1].write_all(b).unwrap();
        open[0].sync_all().unwrap();
    }
    drop(open);
    tree.insert("one.bin".to_owned(), one);
    tree.insert("two.bin".to_owned(), two);
    // Streams: many, long, on a directory.
    fs::write(mounted.join("carrier.txt"), b"x").unwrap();
    tree.insert("carrier.txt".to_owned(), b"x".to_vec());
    for number in 0..30 {
        let bytes = carrier::noise(100 + number, 5000);
        fs::write(mounted.join(format!("carrier.txt:stream {number}")), &bytes).unwrap();
        tree.insert(format!("carrier.txt:stream {number}"), bytes);
    }
    fs::write(mounted.join("packed:on a directory"), b"hidden").unwrap();
    tree.insert("packed:on a directory".to_owned(), b"hidden".to_vec());
    // What Windows leaves behind when it packs a file of the system.
    fs::write(mounted.join("hollow.exe"), vec![0; 50_000]).unwrap();
    fs::write(mounted.join("hollow.exe:WofCompressedData"), b"packed by Windows").unwrap();
    tree.insert("hollow.exe:WofCompressedData".to_owned(), b"packed by Windows".to_vec());
    let path = ntfs.done();
    let mut source = image::open(&path).unwrap();
    assert_eq!(failed(&list(&mut source)).len(), 1);
    assert!(failed(&list(&mut source))[0].1.contains("Wof"));
    let found = contents(&mut source, Allocation::Live);
    assert_eq!(found.keys().collect::<Vec<_>>(), tree.keys().collect::<Vec<_>>());
    for (path, bytes) in &tree {
        assert_eq!(carrier::sha256(&found[path]), carrier::sha256(bytes), "{path}");
    }
    reading::same_names_as_fls(&path, &list(&mut source));
}

#[test]
fn content_can_be_sought_in_like_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = carrier::noise(6, 1_000_000);
    let tree = Tree::from([("file.bin".to_owned(), bytes.clone())]);
    let Some(path) = carrier::fat(folder.path(), "fat.img", "16", 24 * MIB, &tree) else { return };
    let mut source = image::open(&path).unwrap();
    let entry = entries(&list(&mut source), Allocation::Live).remove(0);
    // Another process knows the entry only by what the listing said.
    let mut again = image::open(&path).unwrap();
    let mut content = evidence::Source::open(&mut again, &entry).unwrap();
    let mut naive = std::io::Cursor::new(bytes);
    let steps = [
        SeekFrom::Start(999_999),
        SeekFrom::Start(0),
        SeekFrom::End(-1),
        SeekFrom::End(5),
        SeekFrom::Start(131_071),
        SeekFrom::Current(100),
        SeekFrom::Current(-70_000),
        SeekFrom::End(-300_001),
    ];
    for step in steps {
        assert_eq!(content.seek(step).unwrap(), naive.seek(step).unwrap());
        for length in [1, 10, 200_000] {
            let (mut ours, mut theirs) = (Vec::new(), Vec::new());
            content.by_ref().take(length).read_to_end(&mut ours).unwrap();
            Read::by_ref(&mut naive).take(length).read_to_end(&mut theirs).unwrap();
            assert_eq!(ours, theirs);
        }
    }
    assert!(content.seek(SeekFrom::Current(-2_000_000)).is_err());
    // The offset of the first block is where the bytes stand on the image.
    let image = fs::read(&path).unwrap();
    let at = usize::try_from(entry.place.offset_bytes.unwrap()).unwrap();
    assert_eq!(image[at..at + 4096], naive.get_ref()[..4096]);
}

#[test]
fn times_keep_their_zone_or_have_none() {
    let folder = tempfile::tempdir().unwrap();
    let tree = Tree::from([("file.txt".to_owned(), b"x".to_vec())]);
    let moment = |path: &Path| {
        let lines = list(&mut image::open(path).unwrap());
        let entry = entries(&lines, Allocation::Live).remove(0);
        entry.stamps.iter().find(|stamp| stamp.meaning == TimeMeaning::Modified).unwrap().when
    };
    let Some(ext) = carrier::ext(folder.path(), "ext.img", "ext4", 8 * MIB, &tree) else { return };
    assert!(matches!(moment(&ext), When::Utc(_)));
    let fat = folder.path().join("fat.img");
    carrier::blank(&fat, 6 * MIB);
    let file = folder.path().join("file.txt");
    fs::write(&file, b"x").unwrap();
    // 2026-03-29T02:30:00 does not exist in most of Europe: only a reader without a zone keeps it.
    let day = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_774_751_400);
    fs::File::options().write(true).open(&file).unwrap().set_modified(day).unwrap();
    carrier::run("mkfs.fat", &["-F", "12", fat.to_str().unwrap()]);
    if carrier::run("mcopy", &["-m", "-i", fat.to_str().unwrap(), file.to_str().unwrap(), "::"]).is_none() {
        return;
    }
    let When::Local(local) = moment(&fat) else { panic!("FAT has no zone") };
    assert_eq!(local.to_string(), "2026-03-29T02:30:00");
}

#[test]
fn exfat_gives_its_files_and_the_deleted_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("exfat.img");
    carrier::blank(&path, 16 * MIB);
    if carrier::run("mkfs.exfat", &[path.to_str().unwrap()]).is_none() {
        return;
    }
    let (kept, gone) = (carrier::noise(7, 20_000), carrier::noise(8, 9_000));
    carrier::exfat_add(&path, 0, "写真 of a landscape.bin", &kept, true);
    carrier::exfat_add(&path, 1, "deleted.bin", &gone, false);
    let mut source = image::open(&path).unwrap();
    let lines = list(&mut source);
    assert_eq!(volumes(&lines)[0].file_system.as_deref(), Some("exfat"));
    assert_eq!(
        contents(&mut source, Allocation::Live),
        Tree::from([("写真 of a landscape.bin".to_owned(), kept)])
    );
    assert_eq!(contents(&mut source, Allocation::Deleted), Tree::from([("deleted.bin".to_owned(), gone)]));
    assert!(skipped(&lines).contains(&("$ALLOC_BITMAP".to_owned(), "file_system_metadata".to_owned())));
    let deleted = &entries(&lines, Allocation::Deleted)[0];
    assert!(deleted.defects.iter().all(|defect| defect.kind != DefectKind::Unreadable));
}

#[test]
fn names_that_a_shrunken_directory_left_behind_are_those_of_deleted_files() {
    let folder = tempfile::tempdir().unwrap();
    let Some(ntfs) = carrier::ntfs(folder.path(), "ntfs.img", 32 * MIB) else { return };
    let gone: Tree =
        (0..90).map(|number| (format!("weg/WEG{number:05}.JPG"), carrier::noise(number, 3000))).collect();
    carrier::lay(&gone, &ntfs.mounted);
    for path in gone.keys() {
        fs::remove_file(ntfs.mounted.join(path)).unwrap();
    }
    let mut source = image::open(&ntfs.done()).unwrap();
    assert_eq!(entries(&list(&mut source), Allocation::Live), Vec::new());
    let found = contents(&mut source, Allocation::Deleted);
    assert!(found.iter().all(|(path, bytes)| gone.get(path) == Some(bytes)));
    assert_eq!(found.len(), gone.len());
}
