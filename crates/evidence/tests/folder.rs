//! Folders as sources: complete, in order, never following a link, never waiting.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test may say so"
)]

use evidence::folder::FolderSource;
use evidence::{DefectKind, Entry, Limits, Listing, Source};
use proptest::prelude::*;
use std::ffi::OsStr;
use std::fs;
use std::io::Read;
use std::ops::ControlFlow;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::process::Command;
use vocab::{TimeMeaning, escape_bytes};

fn listing(root: &Path, limits: &Limits) -> Vec<Listing> {
    let mut lines = Vec::new();
    FolderSource::open(root)
        .unwrap()
        .list(limits, &mut |line| {
            lines.push(line);
            ControlFlow::Continue(())
        })
        .unwrap();
    lines
}

fn path_of(line: &Listing) -> &[u8] {
    match line {
        Listing::Entry(entry) => &entry.place.path,
        Listing::Skipped { place, .. } | Listing::Failed { place, .. } => &place.path,
        Listing::Volume(_) => panic!("a folder has no volumes"),
    }
}

/// One word for each line: what it is, and its path.
fn words(lines: &[Listing]) -> Vec<String> {
    lines
        .iter()
        .map(|line| {
            let path = escape_bytes(path_of(line));
            match line {
                Listing::Entry(entry) => format!("{path} {}", entry.size_bytes),
                Listing::Skipped { reason, .. } => format!("{path} {reason}"),
                Listing::Failed { defect, .. } => format!("{path} {:?}", defect.kind),
                Listing::Volume(_) => unreachable!(),
            }
        })
        .collect()
}

fn entry(lines: &[Listing], path: &[u8]) -> Entry {
    let found = lines.iter().find_map(|line| match line {
        Listing::Entry(entry) if entry.place.path == path => Some(entry.clone()),
        _ => None,
    });
    found.expect("listed")
}

fn content(source: &mut FolderSource, entry: &Entry) -> Vec<u8> {
    let mut bytes = Vec::new();
    source.open(entry).unwrap().read_to_end(&mut bytes).unwrap();
    bytes
}

#[test]
fn says_what_everything_is_in_byte_order_of_whole_paths() {
    let root = tempfile::tempdir().unwrap();
    let at = |name: &str| root.path().join(name);
    fs::create_dir_all(at("a/inner")).unwrap();
    fs::create_dir(at("a.d")).unwrap();
    fs::create_dir(at("a.d.e")).unwrap();
    fs::create_dir(at("empty")).unwrap();
    for name in ["a/inner/x", "a.d/y", "a.d.e/z", "a.jpg", "b", "a0"] {
        fs::write(at(name), name).unwrap();
    }
    std::os::unix::fs::symlink("/etc", at("link")).unwrap();
    std::os::unix::fs::symlink("loop", at("loop")).unwrap();
    std::os::unix::fs::symlink("..", at("a/up")).unwrap();
    fs::hard_link(at("b"), at("b-again")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(at("socket")).unwrap();
    assert!(Command::new("mkfifo").arg(at("pipe")).status().unwrap().success());

    let lines = listing(root.path(), &Limits::default());
    assert_eq!(
        words(&lines),
        [
            "a directory",
            "a.d directory",
            "a.d.e directory",
            "a.d.e/z 7",
            "a.d/y 5",
            "a.jpg 5",
            "a/inner directory",
            "a/inner/x 9",
            "a/up symbolic_link",
            "a0 2",
            "b 1",
            "b-again 1",
            "empty directory",
            "link symbolic_link",
            "loop symbolic_link",
            "pipe fifo",
            "socket socket",
        ]
    );
    let mut source = FolderSource::open(root.path()).unwrap();
    assert_eq!(content(&mut source, &entry(&lines, b"a.d/y")), b"a.d/y");
    assert_eq!(content(&mut source, &entry(&lines, b"a/inner/x")), b"a/inner/x");
    assert_eq!(source.facts().form, "folder");
}

#[test]
fn agrees_with_find_about_a_real_tree() {
    let root = Path::new("/usr/share");
    let Ok(found) = Command::new("find").arg(root).args(["-mindepth", "1", "-printf", "%P\\0"]).output()
    else {
        eprintln!("skipped: there is no find");
        return;
    };
    let mut expected: Vec<&[u8]> =
        found.stdout.split(|&byte| byte == 0).filter(|path| !path.is_empty()).collect();
    expected.sort_unstable();
    let lines = listing(root, &Limits::default());
    let listed: Vec<&[u8]> = lines.iter().map(path_of).collect();
    assert!(!listed.is_empty());
    assert_eq!(listed, expected);
}

#[test]
fn a_single_file_is_one_entry() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("only.bin");
    fs::write(&path, b"content").unwrap();
    fs::write(root.path().join("other"), b"not part of it").unwrap();
    let lines = listing(&path, &Limits::default());
    assert_eq!(words(&lines), ["only.bin 7"]);
    let mut source = FolderSource::open(&path).unwrap();
    assert_eq!((source.facts().form.as_str(), source.facts().size_bytes), ("file", 7));
    assert_eq!(content(&mut source, &entry(&lines, b"only.bin")), b"content");

    let mut stray = entry(&lines, b"only.bin");
    stray.place.path = b"other".to_vec();
    assert_eq!(source.open(&stray).err().unwrap().kind, DefectKind::Unreadable);
}

#[test]
fn refuses_what_is_no_source() {
    let root = tempfile::tempdir().unwrap();
    assert!(FolderSource::open(&root.path().join("absent")).is_err());
    let error = FolderSource::open(Path::new("/dev/null")).unwrap_err();
    assert!(error.to_string().contains("neither a folder nor a regular file"), "{error}");
}

#[test]
fn times_are_those_of_the_file_system() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("dated");
    fs::write(&path, b"x").unwrap();
    assert!(
        Command::new("touch")
            .args(["-m", "-d", "2019-03-04T05:06:07.5Z"])
            .arg(&path)
            .status()
            .unwrap()
            .success()
    );
    assert!(
        Command::new("touch")
            .args(["-a", "-d", "2018-01-01T00:00:00Z"])
            .arg(&path)
            .status()
            .unwrap()
            .success()
    );
    let lines = listing(root.path(), &Limits::default());
    let entry = entry(&lines, b"dated");
    let text = |meaning| {
        let stamp = entry.stamps.iter().find(|stamp| stamp.meaning == meaning).unwrap();
        stamp.when.to_string()
    };
    assert_eq!(text(TimeMeaning::Modified), "2019-03-04T05:06:07.5Z");
    assert_eq!(text(TimeMeaning::Accessed), "2018-01-01T00:00:00Z");
    assert!(entry.stamps.iter().any(|stamp| stamp.meaning == TimeMeaning::Changed));
    // Reading leaves the access time alone where the file is our own.
    content(&mut FolderSource::open(root.path()).unwrap(), &entry);
    assert_eq!(
        fs::metadata(&path).unwrap().accessed().unwrap(),
        fs::metadata(&path).unwrap().accessed().unwrap()
    );
    let again = listing(root.path(), &Limits::default());
    assert_eq!(self::entry(&again, b"dated").stamps, entry.stamps);
}

#[test]
fn what_vanished_or_changed_its_kind_is_a_defect() {
    let root = tempfile::tempdir().unwrap();
    for name in ["gone", "linked", "piped"] {
        fs::write(root.path().join(name), b"1234").unwrap();
    }
    fs::create_dir(root.path().join("moved")).unwrap();
    fs::write(root.path().join("moved/inner"), b"1234").unwrap();
    let lines = listing(root.path(), &Limits::default());

    for name in ["gone", "linked", "piped"] {
        fs::remove_file(root.path().join(name)).unwrap();
    }
    std::os::unix::fs::symlink("/etc/passwd", root.path().join("linked")).unwrap();
    assert!(Command::new("mkfifo").arg(root.path().join("piped")).status().unwrap().success());
    fs::rename(root.path().join("moved"), root.path().join("elsewhere")).unwrap();
    std::os::unix::fs::symlink("elsewhere", root.path().join("moved")).unwrap();

    let mut source = FolderSource::open(root.path()).unwrap();
    for path in ["gone", "linked", "piped", "moved/inner"] {
        let defect = source.open(&entry(&lines, path.as_bytes())).err().expect(path);
        assert_eq!(defect.kind, DefectKind::Unreadable, "{path}: {defect}");
    }
}

#[test]
fn a_path_can_not_climb_out() {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("inside")).unwrap();
    fs::write(root.path().join("outside"), b"secret").unwrap();
    fs::write(root.path().join("inside/file"), b"x").unwrap();
    let inside = root.path().join("inside");
    let listed = entry(&listing(&inside, &Limits::default()), b"file");
    let mut source = FolderSource::open(&inside).unwrap();
    for path in [&b"../outside"[..], b"..", b"", b"/etc/passwd", b"./file/..", b"a\0b"] {
        let mut climbing = listed.clone();
        climbing.place.path = path.to_vec();
        assert!(source.open(&climbing).is_err(), "{}", escape_bytes(path));
    }
}

#[test]
fn names_of_any_bytes_stay_as_they_are() {
    let root = tempfile::tempdir().unwrap();
    let names: [&[u8]; 6] = [b"new\nline", b"\xff\xfe", b"\x01", b" ", b"...", "Ελλάδα\u{202e}".as_bytes()];
    for name in names {
        fs::write(root.path().join(OsStr::from_bytes(name)), name).unwrap();
    }
    let lines = listing(root.path(), &Limits::default());
    let mut expected = names.to_vec();
    expected.sort_unstable();
    assert_eq!(lines.iter().map(path_of).collect::<Vec<_>>(), expected);
    let mut source = FolderSource::open(root.path()).unwrap();
    for name in names {
        assert_eq!(content(&mut source, &entry(&lines, name)), name);
    }
}

#[test]
fn a_sparse_terabyte_is_listed_and_refused_by_its_size() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("sparse");
    fs::File::create(&path).unwrap().set_len(1 << 40).unwrap();
    let lines = listing(root.path(), &Limits::default());
    let entry = entry(&lines, b"sparse");
    assert_eq!(entry.size_bytes, 1 << 40);
    assert_eq!(
        entry.defects.iter().map(|defect| defect.kind).collect::<Vec<_>>(),
        [DefectKind::LimitReached]
    );
}

/// Makes `depth` directories inside each other, each reached from the one before it: no path would be short
/// enough for the system.
fn dig(root: &Path, depth: usize) {
    use rustix::fs::{Mode, OFlags};
    let open = OFlags::RDONLY | OFlags::DIRECTORY;
    let mut here = rustix::fs::open(root, open, Mode::empty()).unwrap();
    for _ in 0..depth {
        rustix::fs::mkdirat(&here, "d", Mode::RWXU).unwrap();
        here = rustix::fs::openat(&here, "d", open, Mode::empty()).unwrap();
    }
    rustix::fs::openat(&here, "bottom", OFlags::WRONLY | OFlags::CREATE, Mode::RUSR | Mode::WUSR).unwrap();
}

/// Removes a tree too deep for the standard library, whichever way the test ends.
struct Deep(tempfile::TempDir);

impl Deep {
    /// In memory where there is such a place: a disk takes minutes over 100,000 directories.
    fn new() -> Self {
        Self(tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap())
    }
}

impl Drop for Deep {
    fn drop(&mut self) {
        let removed = Command::new("rm").arg("-rf").arg(self.0.path()).status();
        assert!(removed.is_ok_and(|status| status.success()));
    }
}

#[test]
fn deeper_than_open_files_and_path_max_allow_is_walked_to_the_bottom() {
    let deep = Deep::new();
    let root = &deep.0;
    dig(root.path(), 5_000);
    fs::write(root.path().join("d/d/z"), b"on the way up").unwrap();
    fs::write(root.path().join("e"), b"after it").unwrap();
    let lines = listing(root.path(), &Limits::default());
    assert_eq!(lines.len(), 5_003);
    assert_eq!(words(&lines[5_001..]), ["d/d/z 13", "e 8"]);
    let bottom = &lines[5_000];
    assert_eq!(path_of(bottom), [&b"d/".repeat(5_000)[..], b"bottom"].concat());
    let mut source = FolderSource::open(root.path()).unwrap();
    assert_eq!(content(&mut source, &entry(&lines, path_of(bottom))), b"");
}

#[test]
fn a_hundred_thousand_directories_deep_is_cut_off_and_said() {
    let deep = Deep::new();
    let root = &deep.0;
    dig(root.path(), 100_000);
    fs::write(root.path().join("e"), b"after it").unwrap();
    let limits = Limits { path_bytes_max: 16_384, ..Limits::default() };
    let (mut directories, mut rest) = (0, Vec::new());
    FolderSource::open(root.path())
        .unwrap()
        .list(&limits, &mut |line| {
            match line {
                Listing::Skipped { .. } => directories += 1,
                other => rest.push(other),
            }
            ControlFlow::Continue(())
        })
        .unwrap();
    // The path of the n-th directory has 2n - 1 bytes.
    assert_eq!(directories, 8_192);
    assert_eq!(rest.len(), 2);
    assert!(matches!(&rest[0], Listing::Failed { defect, .. } if defect.kind == DefectKind::LimitReached));
    assert_eq!(path_of(&rest[0]).len(), 16_384);
    assert_eq!(words(&rest[1..]), ["e 8"]);
}

#[test]
fn breaking_off_stops_at_once() {
    let root = tempfile::tempdir().unwrap();
    for name in 0..10 {
        fs::write(root.path().join(name.to_string()), b"").unwrap();
    }
    let mut seen = 0;
    FolderSource::open(root.path())
        .unwrap()
        .list(&Limits::default(), &mut |_| {
            seen += 1;
            if seen == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })
        .unwrap();
    assert_eq!(seen, 3);
}

/// The obvious walk: recursive, by whole paths, sorted at the end.
fn naive(root: &Path, below: &Path, found: &mut Vec<Vec<u8>>) {
    for line in fs::read_dir(below).unwrap() {
        let path = line.unwrap().path();
        found.push(path.strip_prefix(root).unwrap().as_os_str().as_bytes().to_vec());
        if path.symlink_metadata().unwrap().is_dir() {
            naive(root, &path, found);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn walks_like_its_naive_twin(paths in proptest::collection::vec("[a-c!.0]{1,3}(/[a-c!.0]{1,3}){0,4}", 0..24)) {
        let root = tempfile::tempdir().unwrap();
        for path in paths.iter().filter(|path| path.split('/').all(|name| !name.trim_matches('.').is_empty())) {
            let path = root.path().join(path);
            // A name may be a file already where a directory is wanted: then there is one file fewer.
            if fs::create_dir_all(path.parent().unwrap()).is_ok() {
                let _ = fs::write(&path, b"x");
            }
        }
        let mut expected = Vec::new();
        naive(root.path(), root.path(), &mut expected);
        expected.sort_unstable();
        let lines = listing(root.path(), &Limits::default());
        let listed: Vec<Vec<u8>> = lines.iter().map(|line| path_of(line).to_vec()).collect();
        prop_assert_eq!(listed, expected);
    }
}

/// Peak memory of this process in bytes, as the kernel tells it.
fn peak_bytes() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() * 1024
}

#[test]
#[ignore = "makes a million files; run it alone: --ignored a_million"]
fn a_million_tiny_files_take_little_memory() {
    let root = Deep::new();
    for number in 0..1_000_000 {
        fs::File::create(root.0.path().join(format!("{number:07}.txt"))).unwrap();
    }
    let before = peak_bytes();
    let started = std::time::Instant::now();
    let mut found = 0;
    FolderSource::open(root.0.path())
        .unwrap()
        .list(&Limits::default(), &mut |_| {
            found += 1;
            ControlFlow::Continue(())
        })
        .unwrap();
    let grown = peak_bytes() - before;
    eprintln!("{found} listed in {:?}, {} MB more memory at the peak", started.elapsed(), grown >> 20);
    assert_eq!(found, 1_000_000);
    assert!(grown < 200 << 20, "{grown} bytes");
}
