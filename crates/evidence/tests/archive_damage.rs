//! Archives that are damaged, cut off, or made to deceive: a defect each, never a crash, nothing lost in silence.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test may say so"
)]

use evidence::archive::{Budget, Ending, Form, Member, defect_of, walk};
use evidence::{Defect, DefectKind, Limits};
use std::fs;
use std::io::{Cursor, Write};
use std::ops::ControlFlow;
use std::process::Command;

struct Shown {
    member: Member,
    bytes: Vec<u8>,
    defect: Option<Defect>,
}

fn show(form: Form, archive: &[u8], limits: &Limits) -> Result<(Vec<Shown>, Ending), Defect> {
    let budget = Budget::new(limits, archive.len() as u64);
    let mut shown = Vec::new();
    let ending = walk(form, &mut Cursor::new(archive), limits, &budget, &mut |member, reader| {
        let mut bytes = Vec::new();
        let defect = reader.read_to_end(&mut bytes).err().map(|error| defect_of(&error));
        shown.push(Shown { member, bytes, defect });
        ControlFlow::Continue(())
    })?;
    Ok((shown, ending))
}

fn kinds(defects: &[Defect]) -> Vec<DefectKind> {
    defects.iter().map(|defect| defect.kind).collect()
}

/// Two small members, packed by the script; `None` where the tool is missing.
fn sample(script: &str) -> Option<(Form, Vec<u8>)> {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("one"), b"the first member, the first member").unwrap();
    fs::write(root.path().join("two"), b"the second member, with other words").unwrap();
    let output = Command::new("sh").args(["-c", script]).current_dir(root.path()).output().unwrap();
    if !output.status.success() {
        eprintln!("skipped: {script}");
        return None;
    }
    let archive = fs::read(root.path().join("packed")).unwrap();
    Some((Form::recognise(&archive).unwrap(), archive))
}

fn samples() -> Vec<(Form, Vec<u8>)> {
    [
        "tar -cf packed one two",
        "tar -czf packed one two",
        "tar -cJf packed one two",
        "tar --zstd -cf packed one two",
        "tar -cjf packed one two",
        "7z a -tzip packed.zip one two && mv packed.zip packed",
        "7z a -t7z packed.7z one two && mv packed.7z packed",
    ]
    .into_iter()
    .filter_map(sample)
    .collect()
}

/// Whether both members came back as they were, and nothing was said of damage.
fn is_clean(shown: &[Shown], ending: &Ending) -> bool {
    let contents: Vec<_> = shown.iter().map(|one| one.bytes.as_slice()).collect();
    ending.defects.is_empty()
        && shown.iter().all(|one| one.defect.is_none() && one.member.defects.is_empty())
        && contents == [&b"the first member, the first member"[..], b"the second member, with other words"]
}

#[test]
fn cut_off_anywhere_it_is_said() {
    for (form, archive) in samples() {
        // Tar is padded to 10,240 bytes of zeros, of which an end mark takes 1,024.
        let needed = if form == Form::Tar { 4 * 512 + 512 } else { archive.len() };
        let step = if form == Form::Tar { 37 } else { 1 };
        for length in (0..needed).step_by(step) {
            match show(form, &archive[..length], &Limits::default()) {
                Err(_) => {}
                Ok((shown, ending)) => {
                    assert!(!is_clean(&shown, &ending), "{form:?} cut off at {length} of {}", archive.len());
                }
            }
        }
    }
}

#[test]
fn members_before_the_cut_are_still_delivered() {
    let (_, tar) = sample("tar -cf packed one two").unwrap();
    let (shown, ending) = show(Form::Tar, &tar[..1536 + 10], &Limits::default()).unwrap();
    assert_eq!(shown[0].bytes, b"the first member, the first member");
    assert_eq!(kinds(&ending.defects), [DefectKind::Truncated]);

    let Some((_, zip)) = sample("7z a -tzip packed.zip one two && mv packed.zip packed") else { return };
    let second = zip.windows(4).skip(4).position(|mark| mark == b"PK\x03\x04").unwrap() + 4;
    let (shown, ending) = show(Form::Zip, &zip[..second + 40], &Limits::default()).unwrap();
    assert_eq!(shown[0].bytes, b"the first member, the first member");
    assert_eq!(shown[1].defect.as_ref().unwrap().kind, DefectKind::Truncated);
    assert_eq!(kinds(&ending.defects), [DefectKind::Truncated]);
}

#[test]
fn every_flipped_byte_ends_in_order_and_no_wrong_content_passes_as_right() {
    for (form, archive) in samples() {
        // Tar keeps no checksum of its content, so wrong content can't be told there.
        let checked = form != Form::Tar;
        for at in 0..archive.len().min(4096) {
            for flip in [0x01, 0x80, 0xff] {
                let mut damaged = archive.clone();
                damaged[at] ^= flip;
                let Ok((shown, ending)) = show(form, &damaged, &Limits::default()) else { continue };
                // A compressed tar has one checksum for all of its members: its fault is the archive's.
                let silent = checked && ending.defects.is_empty();
                for one in shown.iter().filter(|one| silent && one.defect.is_none()) {
                    let text = String::from_utf8_lossy(&one.bytes);
                    let right =
                        text.is_empty() || text.starts_with("the first") || text.starts_with("the second");
                    assert!(right, "{form:?} byte {at} ^ {flip:#x}: {text}");
                }
                assert!(ending.visited >= shown.len() as u64);
            }
        }
    }
}

#[test]
fn a_zip_bomb_is_stopped_and_said() {
    let limits = Limits::default();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for name in ["first", "second", "third"] {
        writer.start_file(name, options).unwrap();
        for _ in 0..80 {
            writer.write_all(&vec![0; 1 << 20]).unwrap();
        }
    }
    let bomb = writer.finish().unwrap().into_inner();
    let tight = Limits { expansion_ratio_max: 100, ..limits.clone() };
    let (shown, ending) = show(Form::Zip, &bomb, &tight).unwrap();
    assert_eq!(shown[0].defect.as_ref().unwrap().kind, DefectKind::LimitReached);
    assert!(shown[0].bytes.len() < 70 << 20);
    assert_eq!((kinds(&ending.defects), ending.broken_off), (vec![DefectKind::LimitReached], true));
    assert_eq!((ending.visited, ending.unvisited()), (1, 2));

    let small = Limits { expanded_bytes_max: 1 << 20, ..limits.clone() };
    let (_, ending) = show(Form::Zip, &bomb, &small).unwrap();
    assert_eq!((ending.visited, ending.unvisited()), (1, 2));

    let few = Limits { members_max: 2, ..limits };
    let (shown, ending) = show(Form::Zip, &bomb, &few).unwrap();
    assert_eq!((shown.len(), ending.unvisited(), ending.broken_off), (2, 1, true));
}

#[test]
fn nested_archives_draw_on_one_budget() {
    let inner_zip = |bytes: &[u8]| {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file("inner", zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
        writer.finish().unwrap().into_inner()
    };
    let inner = inner_zip(&vec![0; 600_000]);
    let outer = inner_zip(&inner);
    let limits = Limits { expanded_bytes_max: 500_000, ..Limits::default() };
    let budget = Budget::new(&limits, outer.len() as u64);
    let mut endings = Vec::new();
    walk(Form::Zip, &mut Cursor::new(&outer), &limits, &budget, &mut |_, reader| {
        let mut nested = Vec::new();
        reader.read_to_end(&mut nested).unwrap();
        let ending = walk(Form::Zip, &mut Cursor::new(nested), &limits, &budget, &mut |_, reader| {
            let error = std::io::copy(reader, &mut std::io::sink()).unwrap_err();
            assert_eq!(defect_of(&error).kind, DefectKind::LimitReached);
            ControlFlow::Continue(())
        });
        endings.push(ending.unwrap());
        ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(kinds(&endings[0].defects), [DefectKind::LimitReached]);
    assert!(budget.expanded_bytes() > 500_000);
}

fn tar_of(names: &[&[u8]]) -> Vec<u8> {
    let mut archive = Vec::new();
    for name in names {
        if name.len() > 100 {
            let mut long = tar::Header::new_gnu();
            long.set_entry_type(tar::EntryType::GNULongName);
            long.set_size(name.len() as u64 + 1);
            long.set_cksum();
            archive.extend_from_slice(long.as_bytes());
            archive.extend_from_slice(name);
            archive.resize((archive.len() + 1).next_multiple_of(512), 0);
        }
        let mut header = tar::Header::new_gnu();
        let short = &name[..name.len().min(100)];
        header.as_mut_bytes()[..short.len()].copy_from_slice(short);
        header.set_size(1);
        header.set_cksum();
        archive.extend_from_slice(header.as_bytes());
        archive.push(b'x');
        archive.resize(archive.len().next_multiple_of(512), 0);
    }
    archive.resize(archive.len() + 1024, 0);
    archive
}

#[test]
fn strange_names_are_kept_and_flagged() {
    let names: [&[u8]; 8] =
        [b"../up", b"/absolute", b"new\nline", b"\xff\xfe", b"C:\\drive", b"a\\..\\b", b"same", b"same"];
    let (shown, ending) = show(Form::Tar, &tar_of(&names), &Limits::default()).unwrap();
    assert_eq!(shown.iter().map(|one| one.member.path.as_slice()).collect::<Vec<_>>(), names);
    assert_eq!(ending.defects, []);
    for (number, one) in shown.iter().enumerate() {
        let strange = one.member.defects.iter().any(|defect| defect.kind == DefectKind::StrangeName);
        // The first of two equal names is not strange yet.
        assert_eq!(strange, number != 6, "{}", one.member.path.escape_ascii());
        assert_eq!(one.bytes, b"x");
    }

    let mut nul = vec![b'n'; 120];
    nul[60] = 0;
    let (shown, _) = show(Form::Tar, &tar_of(&[&nul]), &Limits::default()).unwrap();
    assert_eq!(shown[0].member.path, nul);
    assert_eq!(kinds(&shown[0].member.defects), [DefectKind::StrangeName]);
}

#[test]
fn a_name_of_a_hundred_thousand_directories_is_cut_off_and_said() {
    let deep = b"d/".repeat(100_000);
    let limits = Limits::default();
    let (shown, _) = show(Form::Tar, &tar_of(&[&[&deep[..], b"f"].concat(), b"next"]), &limits).unwrap();
    assert_eq!(shown[0].member.path.len(), limits.path_bytes_max);
    assert_eq!(kinds(&shown[0].member.defects), [DefectKind::LimitReached]);
    assert_eq!(shown[1].member.path, b"next");
}

#[test]
fn a_damaged_tar_header_costs_its_member_only() {
    let mut archive = tar_of(&[b"one", b"two", b"three"]);
    archive[1024] ^= 1;
    let (shown, ending) = show(Form::Tar, &archive, &Limits::default()).unwrap();
    let paths: Vec<_> = shown.iter().map(|one| one.member.path.as_slice()).collect();
    assert_eq!(paths, [&b"one"[..], b"three"]);
    assert_eq!(kinds(&ending.defects), [DefectKind::Malformed]);
}

#[test]
fn what_follows_an_end_mark_is_read_and_said() {
    let both = [tar_of(&[b"one"]), tar_of(&[b"hidden"])].concat();
    let (shown, ending) = show(Form::Tar, &both, &Limits::default()).unwrap();
    assert_eq!(shown[1].member.path, b"hidden");
    assert_eq!(kinds(&ending.defects), [DefectKind::Malformed]);
}

#[test]
fn headers_that_disagree_are_noticed() {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    writer.start_file("harmless", options).unwrap();
    writer.write_all(b"x").unwrap();
    let mut archive = writer.finish().unwrap().into_inner();
    archive[30..38].copy_from_slice(b"HARMLESS");
    let (shown, _) = show(Form::Zip, &archive, &Limits::default()).unwrap();
    assert_eq!(shown[0].member.path, b"harmless");
    assert_eq!(kinds(&shown[0].member.defects), [DefectKind::Malformed]);
}
