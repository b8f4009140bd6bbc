//! The cage, tried from inside: each test starts this program again as a child that confines itself and then tries
//! one thing; its exit tells what happened.
//!
//! A harness of its own, because the usual one runs every test on a thread, and a process is confined before any
//! thread starts.

#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr, reason = "a test may say so")]

use evidence::Limits;
use evidence::confine::{ConfineErrorKind, Confined, Confinement, confine};
use evidence::scratch::{Scratch, Spool};
use std::fs;
use std::io::{ErrorKind, Read};
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{Command, ExitStatus, Stdio};

const TESTS: &[(&str, fn())] = &[
    ("reading_what_was_given_works", reading_what_was_given_works),
    ("reading_anything_else_fails", reading_anything_else_fails),
    ("writing_anything_fails", writing_anything_fails),
    ("no_socket_and_no_program", no_socket_and_no_program),
    (
        "a_program_that_was_allowed_runs_and_stays_confined",
        a_program_that_was_allowed_runs_and_stays_confined,
    ),
    ("what_only_an_attack_calls_is_death", what_only_an_attack_calls_is_death),
    ("memory_beyond_the_limit_ends_the_process", memory_beyond_the_limit_ends_the_process),
    ("a_loop_without_end_is_ended", a_loop_without_end_is_ended),
    ("scratch_opened_before_stays_usable_and_is_bounded", scratch_opened_before_stays_usable_and_is_bounded),
    ("threads_that_run_already_are_an_error", threads_that_run_already_are_an_error),
    ("a_wrong_parent_or_path_is_an_error", a_wrong_parent_or_path_is_an_error),
];

const CHILDREN: &[(&str, fn())] = &[
    ("child_reads_inside", child_reads_inside),
    ("child_reads_outside", child_reads_outside),
    ("child_writes", child_writes),
    ("child_reaches_out", child_reaches_out),
    ("child_executes", child_executes),
    ("child_changes_its_root", child_changes_its_root),
    ("child_takes_memory", child_takes_memory),
    ("child_spins", child_spins),
    ("child_spools", child_spools),
    ("child_has_threads", child_has_threads),
    ("child_is_misled", child_is_misled),
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, name] = arguments.as_slice()
        && flag == "--child"
    {
        let (_, run) = CHILDREN.iter().find(|(known, _)| known == name).unwrap();
        return run();
    }
    let filters: Vec<_> = arguments.iter().filter(|argument| !argument.starts_with('-')).collect();
    if arguments.iter().any(|argument| argument == "--list") {
        TESTS.iter().for_each(|(name, _)| println!("{name}: test"));
        return;
    }
    for (name, test) in TESTS {
        if filters.is_empty() || filters.iter().any(|filter| name.contains(filter.as_str())) {
            test();
            println!("test {name} ... ok");
        }
    }
}

/// Runs one of the children in a folder with `inside/file` and `outside`.
fn child(name: &str) -> ExitStatus {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("inside")).unwrap();
    fs::write(root.path().join("inside/file"), b"readable").unwrap();
    fs::write(root.path().join("outside"), b"not readable").unwrap();
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--child", name])
        .current_dir(root.path())
        .output()
        .unwrap();
    if !output.status.success() {
        eprintln!("{name}: {}", String::from_utf8_lossy(&output.stderr));
    }
    output.status
}

fn rules() -> Confinement {
    Confinement {
        read_beneath: vec![fs::canonicalize("inside").unwrap()],
        memory_bytes_max: 512 << 20,
        parent: Some(std::os::unix::process::parent_id()),
        landlock_optional: true,
        ..Confinement::default()
    }
}

fn confined() -> Confined {
    confine(&rules()).unwrap()
}

fn has_landlock() -> bool {
    fs::read_to_string("/sys/kernel/security/lsm").is_ok_and(|modules| modules.contains("landlock"))
}

fn assert_denied<T: std::fmt::Debug>(result: std::io::Result<T>) {
    assert_eq!(result.unwrap_err().kind(), ErrorKind::PermissionDenied);
}

fn reading_what_was_given_works() {
    assert!(child("child_reads_inside").success());
}

fn child_reads_inside() {
    let file = fs::canonicalize("inside/file").unwrap();
    let held = confined();
    assert!(held.seccomp && held.no_new_privs);
    assert_eq!(fs::read(file).unwrap(), b"readable");
    // Computing on several threads still works.
    let sum: u64 = std::thread::spawn(|| (0..1000_u64).sum()).join().unwrap();
    assert_eq!(sum, 499_500);
}

fn reading_anything_else_fails() {
    if !has_landlock() {
        eprintln!("skipped: this kernel has no landlock");
        return;
    }
    assert!(child("child_reads_outside").success());
}

fn child_reads_outside() {
    let outside = fs::canonicalize("outside").unwrap();
    let held = confined();
    assert!(held.landlock_abi.is_some_and(|abi| abi >= 1));
    assert_denied(fs::read(outside));
    assert_denied(fs::read("/etc/passwd"));
    assert_denied(fs::read_dir("/"));
}

fn writing_anything_fails() {
    assert!(child("child_writes").success());
}

fn child_writes() {
    let inside = fs::canonicalize("inside").unwrap();
    confined();
    assert_denied(fs::write(inside.join("new"), b"x"));
    assert_denied(fs::OpenOptions::new().append(true).open(inside.join("file")));
    assert_denied(fs::File::options().write(true).truncate(true).open(inside.join("file")));
    assert_denied(fs::remove_file(inside.join("file")));
    assert_denied(fs::rename(inside.join("file"), inside.join("other")));
    assert_denied(fs::create_dir(inside.join("directory")));
    assert_denied(std::os::unix::fs::symlink("a", inside.join("link")));
    assert_denied(fs::hard_link(inside.join("file"), inside.join("second")));
    assert_denied(fs::set_permissions(inside.join("file"), mode(0o777)));
    assert_eq!(fs::read(inside.join("file")).unwrap(), b"readable");
}

fn mode(bits: u32) -> fs::Permissions {
    std::os::unix::fs::PermissionsExt::from_mode(bits)
}

fn no_socket_and_no_program() {
    assert!(child("child_reaches_out").success());
}

fn child_reaches_out() {
    confined();
    assert_denied(std::net::TcpStream::connect("127.0.0.1:9"));
    assert_denied(std::net::UdpSocket::bind("127.0.0.1:0"));
    assert_denied(std::os::unix::net::UnixStream::pair());
    assert_denied(Command::new("/bin/true").status());
}

fn a_program_that_was_allowed_runs_and_stays_confined() {
    assert!(child("child_executes").success());
}

fn child_executes() {
    let inside = fs::canonicalize("inside").unwrap();
    let system = ["/usr", "/bin", "/lib", "/lib64", "/etc/ld.so.cache"];
    let mut rules = rules();
    rules.execute_beneath = system.into_iter().map(PathBuf::from).filter(|path| path.exists()).collect();
    confine(&rules).unwrap();
    // Pipes: `/dev/null` was not given, and could not be opened.
    let read = Command::new("/bin/cat").stdin(Stdio::piped()).arg(inside.join("file")).output().unwrap();
    assert_eq!(read.stdout, b"readable");
    let script = format!("echo x > {}/new", inside.display());
    let wrote = Command::new("/bin/sh").stdin(Stdio::piped()).args(["-c", &script]).output().unwrap();
    assert!(!wrote.status.success());
    assert!(!inside.join("new").exists());
}

fn what_only_an_attack_calls_is_death() {
    assert_eq!(child("child_changes_its_root").signal(), Some(31), "SIGSYS");
}

fn child_changes_its_root() {
    confined();
    let _ = rustix::process::chroot("inside");
}

fn memory_beyond_the_limit_ends_the_process() {
    let status = child("child_takes_memory");
    assert_eq!(status.signal(), Some(6), "SIGABRT of a failed allocation: {status}");
}

fn child_takes_memory() {
    confined();
    let mut hoard: Vec<Vec<u8>> = Vec::new();
    for _ in 0..1024 {
        hoard.push(vec![1; 16 << 20]);
    }
    assert_eq!(hoard.len(), 0, "16 GiB were given out");
}

fn a_loop_without_end_is_ended() {
    let status = child("child_spins");
    assert!(matches!(status.signal(), Some(9 | 24)), "SIGKILL or SIGXCPU: {status}");
}

fn child_spins() {
    confine(&Confinement { cpu_seconds_max: 1, ..rules() }).unwrap();
    let mut number = 1_u64;
    loop {
        number = std::hint::black_box(number.wrapping_mul(3));
    }
}

fn scratch_opened_before_stays_usable_and_is_bounded() {
    assert!(child("child_spools").success());
}

fn child_spools() {
    let limits = Limits { memory_bytes_max: 1000, ..Limits::default() };
    let scratch = Scratch::in_directory(&std::env::current_dir().unwrap(), 1, &limits).unwrap();
    confine(&Confinement { file_bytes_max: 1 << 20, ..rules() }).unwrap();
    let bytes: Vec<u8> = (0..100_000_u32).map(|number| number.to_le_bytes()[0]).collect();
    for _ in 0..2 {
        let (mut spool, defect) = Spool::collect(&mut bytes.as_slice(), &scratch);
        assert_eq!(defect, None);
        let mut back = Vec::new();
        spool.read_to_end(&mut back).unwrap();
        assert!(back == bytes);
    }
}

fn threads_that_run_already_are_an_error() {
    assert!(child("child_has_threads").success());
}

fn child_has_threads() {
    let (keep, wait) = std::sync::mpsc::channel::<()>();
    let thread = std::thread::spawn(move || wait.recv());
    assert_eq!(confine(&rules()).unwrap_err().kind, ConfineErrorKind::ThreadsRunning);
    drop(keep);
    assert!(thread.join().unwrap().is_err());
}

fn a_wrong_parent_or_path_is_an_error() {
    assert!(child("child_is_misled").success());
}

fn child_is_misled() {
    let wrong = Confinement { parent: Some(1 << 30), ..rules() };
    assert_eq!(confine(&wrong).unwrap_err().kind, ConfineErrorKind::Orphaned);
    let absent = Confinement { read_beneath: vec!["/does/not/exist".into()], ..rules() };
    assert_eq!(confine(&absent).unwrap_err().kind, ConfineErrorKind::Path);
}
