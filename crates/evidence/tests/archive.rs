//! Archives of every form, read back against the tools and libraries that wrote them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test may say so"
)]

use evidence::archive::{Budget, Ending, Form, Member, MemberKind, defect_of, walk};
use evidence::{Defect, DefectKind, Limits};
use proptest::prelude::*;
use std::fs;
use std::io::{Cursor, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::process::Command;
use vocab::{TimeMeaning, When};

/// A member, its bytes, and what its reader said at the end.
struct Shown {
    member: Member,
    bytes: Vec<u8>,
    defect: Option<Defect>,
}

fn show(archive: &[u8], limits: &Limits) -> Result<(Vec<Shown>, Ending), Defect> {
    let form = Form::recognise(archive).expect("a known form");
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

fn whole(archive: &[u8]) -> Files {
    let (shown, ending) = show(archive, &Limits::default()).unwrap();
    assert_eq!(ending.defects, []);
    assert_eq!(ending.visited, shown.len() as u64);
    assert_eq!(ending.unvisited(), 0);
    shown
        .into_iter()
        .filter(|one| one.member.kind == MemberKind::File)
        .map(|one| {
            assert_eq!(one.defect, None);
            assert!(one.member.size_bytes.is_none_or(|size| size == one.bytes.len() as u64));
            (one.member.path, one.bytes)
        })
        .collect()
}

/// Paths and contents.
type Files = Vec<(Vec<u8>, Vec<u8>)>;

/// A folder for the tools to pack: `a.txt`, `dir/b.bin` (300 KB, hardly packable), `dir/empty`.
fn packable() -> (tempfile::TempDir, Files) {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("dir")).unwrap();
    let mut noise = Vec::new();
    let mut state = 1_u32;
    for _ in 0..300_000 {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        noise.push(state.to_be_bytes()[0]);
    }
    let files: Files = vec![
        (b"a.txt".to_vec(), b"the same words again and again. ".repeat(500)),
        (b"dir/b.bin".to_vec(), noise),
        (b"dir/empty".to_vec(), Vec::new()),
    ];
    for (path, bytes) in &files {
        fs::write(root.path().join(std::str::from_utf8(path).unwrap()), bytes).unwrap();
    }
    (root, files)
}

/// Packs with a tool; `None`, said plainly, where the tool is missing.
fn packed(root: &Path, script: &str) -> Option<Vec<u8>> {
    let output = Command::new("sh").arg("-c").arg(script).current_dir(root).output().unwrap();
    if !output.status.success() {
        eprintln!("skipped: {script}: {}", String::from_utf8_lossy(&output.stderr));
        return None;
    }
    Some(fs::read(root.join("packed")).unwrap())
}

fn read_back(script: &str, form: Form) {
    let (root, files) = packable();
    let Some(archive) = packed(root.path(), script) else { return };
    assert_eq!(Form::recognise(&archive), Some(form));
    let mut back = whole(&archive);
    back.sort();
    assert_eq!(back, files, "{script}");
}

#[test]
fn tar_of_every_kind_reads_back() {
    for format in ["v7", "ustar", "gnu", "pax"] {
        read_back(&format!("tar --format={format} -cf packed a.txt dir"), Form::Tar);
    }
}

#[test]
fn compressed_tar_reads_back() {
    read_back("tar -czf packed a.txt dir", Form::Gzip);
    read_back("tar -cJf packed a.txt dir", Form::Xz);
    read_back("tar --zstd -cf packed a.txt dir", Form::Zstd);
    read_back("tar -cjf packed a.txt dir", Form::Bzip2);
}

#[test]
fn seven_zip_reads_back() {
    read_back("7z a -t7z packed.7z a.txt dir && mv packed.7z packed", Form::SevenZip);
    read_back("7z a -t7z -ms=off -m0=PPMd packed.7z a.txt dir && mv packed.7z packed", Form::SevenZip);
    read_back("7z a -t7z -m0=BZip2 packed.7z a.txt dir && mv packed.7z packed", Form::SevenZip);
}

#[test]
fn zip_of_every_method_reads_back() {
    for method in ["Copy", "Deflate", "Deflate64", "BZip2", "LZMA"] {
        read_back(
            &format!("7z a -tzip -mm={method} packed.zip a.txt dir && mv packed.zip packed"),
            Form::Zip,
        );
    }
}

#[test]
fn one_compressed_file_is_one_member() {
    let (root, files) = packable();
    for (script, name) in [
        ("gzip -k a.txt && mv a.txt.gz packed", &b"a.txt"[..]),
        ("xz -kc a.txt > packed", b""),
        ("zstd -qc a.txt > packed", b""),
        ("bzip2 -kc a.txt > packed", b""),
    ] {
        let Some(archive) = packed(root.path(), script) else { continue };
        assert_eq!(whole(&archive), [(name.to_vec(), files[0].1.clone())], "{script}");
    }
}

#[test]
fn encrypted_members_are_listed_and_refused() {
    let (root, _) = packable();
    for (script, members) in [
        ("7z a -tzip -psecret packed.zip a.txt dir && mv packed.zip packed", 3),
        ("7z a -tzip -psecret -mem=AES256 packed.zip a.txt dir && mv packed.zip packed", 3),
        ("rm -f packed; 7z a -t7z -psecret packed.7z a.txt dir && mv packed.7z packed", 2),
    ] {
        let Some(archive) = packed(root.path(), script) else { continue };
        let (shown, ending) = show(&archive, &Limits::default()).unwrap();
        let refused: Vec<_> = shown.iter().filter_map(|one| one.defect.as_ref()).map(|d| d.kind).collect();
        assert_eq!(refused, vec![DefectKind::Encrypted; members], "{script}");
        assert_eq!(ending.stated, Some(ending.visited), "{script}");
    }
    let Some(hidden) = packed(root.path(), "7z a -t7z -psecret -mhe packed.7z a.txt && mv packed.7z packed")
    else {
        return;
    };
    assert_eq!(show(&hidden, &Limits::default()).err().unwrap().kind, DefectKind::Encrypted);
}

#[test]
fn gnu_and_pax_sparse_members_read_back_with_their_holes() {
    let root = tempfile::tempdir().unwrap();
    let mut file = fs::File::create(root.path().join("holes")).unwrap();
    let mut expected = vec![0; 3_000_000];
    for at in (0..30_usize).map(|number| number * 100_000) {
        std::io::Seek::seek(&mut file, std::io::SeekFrom::Start(at as u64)).unwrap();
        file.write_all(&[at.to_le_bytes()[2] | 1; 700]).unwrap();
        expected[at..at + 700].fill(at.to_le_bytes()[2] | 1);
    }
    file.set_len(3_000_000).unwrap();
    fs::write(root.path().join("after"), b"the next member is found").unwrap();
    for option in [
        "--format=gnu",
        "--format=pax --sparse-version=0.0",
        "--format=pax --sparse-version=0.1",
        "--format=pax --sparse-version=1.0",
    ] {
        let Some(archive) = packed(root.path(), &format!("tar -S {option} -cf packed holes after")) else {
            return;
        };
        let back = whole(&archive);
        assert_eq!(back[1], (b"after".to_vec(), b"the next member is found".to_vec()), "{option}");
        assert!(back[0].0 == b"holes" && back[0].1 == expected, "{option}");
    }
}

#[test]
fn links_devices_and_directories_are_shown_for_what_they_are() {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("d")).unwrap();
    fs::write(root.path().join("f"), b"x").unwrap();
    fs::hard_link(root.path().join("f"), root.path().join("g")).unwrap();
    std::os::unix::fs::symlink("/etc/passwd", root.path().join("s")).unwrap();
    let kinds = |archive: &[u8]| -> Vec<_> {
        let (shown, _) = show(archive, &Limits::default()).unwrap();
        shown
            .iter()
            .map(|one| (String::from_utf8_lossy(&one.member.path).into_owned(), one.member.kind))
            .collect()
    };
    let Some(tar) = packed(root.path(), "mkfifo p; tar -cf packed d f g p s") else { return };
    let expected = [
        ("d/", MemberKind::Directory),
        ("f", MemberKind::File),
        ("g", MemberKind::Link),
        ("p", MemberKind::Other),
        ("s", MemberKind::Link),
    ];
    assert_eq!(kinds(&tar), expected.map(|(path, kind)| (path.to_owned(), kind)));
    let Some(zip) = packed(root.path(), "rm packed; 7z a -snl packed.zip -tzip s f && mv packed.zip packed")
    else {
        return;
    };
    assert!(kinds(&zip).contains(&("s".into(), MemberKind::Link)));
}

#[test]
fn times_keep_what_is_known_of_their_zone() {
    let (root, _) = packable();
    let touch = "touch -d 2020-06-07T08:09:10.5Z a.txt;";
    let Some(tar) = packed(root.path(), &format!("{touch} tar --format=pax -cf packed a.txt")) else {
        return;
    };
    let (shown, _) = show(&tar, &Limits::default()).unwrap();
    let stamps = &shown[0].member.stamps;
    let modified = stamps.iter().find(|stamp| stamp.meaning == TimeMeaning::Modified).unwrap();
    assert_eq!(modified.when.to_string(), "2020-06-07T08:09:10.5Z");

    let script = format!(
        "{touch} rm packed; TZ=Asia/Tokyo 7z a -tzip -mtc=on packed.zip a.txt && mv packed.zip packed"
    );
    let Some(zip) = packed(root.path(), &script) else { return };
    let (shown, _) = show(&zip, &Limits::default()).unwrap();
    let stamps = &shown[0].member.stamps;
    assert!(stamps.iter().any(|stamp| matches!(stamp.when, When::Local(_))));
    assert!(stamps.iter().any(|stamp| stamp.when.to_string() == "2020-06-07T08:09:10.5Z"), "{stamps:?}");
}

#[test]
fn a_visitor_need_not_read_and_may_break_off() {
    let (root, _) = packable();
    for script in [
        "tar -cf packed a.txt dir",
        "tar -czf packed a.txt dir",
        "rm packed; 7z a -tzip packed.zip a.txt dir && mv packed.zip packed",
        "rm packed; 7z a -t7z packed.7z a.txt dir && mv packed.7z packed",
    ] {
        let Some(archive) = packed(root.path(), script) else { continue };
        let form = Form::recognise(&archive).unwrap();
        let limits = Limits::default();
        for (stop_at, visited) in [(usize::MAX, 4), (2, 2)] {
            let mut seen = 0;
            let budget = Budget::new(&limits, archive.len() as u64);
            let ending = walk(form, &mut Cursor::new(&archive), &limits, &budget, &mut |_, _| {
                seen += 1;
                if seen == stop_at { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            })
            .unwrap();
            assert_eq!((ending.visited, ending.broken_off), (visited, stop_at == 2), "{script}");
        }
    }
}

fn small_files() -> impl Strategy<Value = Vec<(String, Vec<u8>)>> {
    let file = ("[a-zA-Zé/.]{1,150}", proptest::collection::vec(any::<u8>(), 0..2000));
    proptest::collection::vec(file, 0..8).prop_map(|files| {
        // A library's own rules for names are not what is tested here.
        let mut named: Vec<(String, Vec<u8>)> = Vec::new();
        for (number, (name, bytes)) in files.into_iter().enumerate() {
            let name = name
                .split('/')
                .filter(|part| !part.trim_matches('.').is_empty())
                .collect::<Vec<_>>()
                .join("/");
            named.push((format!("{number}-{name}x"), bytes));
        }
        named
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn zips_of_the_library_read_back(files in small_files(), deflate: bool) {
        let method = if deflate { zip::CompressionMethod::Deflated } else { zip::CompressionMethod::Stored };
        let options = zip::write::SimpleFileOptions::default().compression_method(method);
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in &files {
            writer.start_file(name.as_str(), options).unwrap();
            writer.write_all(bytes).unwrap();
        }
        let archive = writer.finish().unwrap().into_inner();
        let expected: Vec<_> = files.into_iter().map(|(name, bytes)| (name.into_bytes(), bytes)).collect();
        prop_assert_eq!(whole(&archive), expected);
    }

    #[test]
    fn tars_of_the_library_read_back(files in small_files()) {
        let mut writer = tar::Builder::new(Vec::new());
        for (name, bytes) in &files {
            let mut header = tar::Header::new_gnu();
            header.set_size(bytes.len() as u64);
            header.set_mode(0o644);
            writer.append_data(&mut header, name, bytes.as_slice()).unwrap();
        }
        let archive = writer.into_inner().unwrap();
        let expected: Vec<_> = files.into_iter().map(|(name, bytes)| (name.into_bytes(), bytes)).collect();
        if !expected.is_empty() {
            prop_assert_eq!(whole(&archive), expected);
        }
    }
}
