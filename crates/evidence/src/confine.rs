//! The cage of a reader: after [`confine`] a process can read what it was given and compute, and nothing else.
//!
//! May not be undone, and may not succeed halfway in silence: [`Confined`] says what holds, for the ledger.
//!
//! Three fences, each sound without the others. Landlock: no path but the given ones, nothing written, no TCP.
//! Seccomp: no system call that makes files, sockets, processes or reaches into the kernel. Limits: memory,
//! processor time, file size, open files. What was opened before (pipes to the parent, scratch files) stays usable.

mod filter;

use landlock::{
    ABI, Access, AccessFs, AccessNet, BitFlags, CompatLevel, Compatible, LandlockStatus, PathBeneath, PathFd,
    Ruleset, RulesetAttr, RulesetCreated, RulesetCreatedAttr, Scope,
};
use rustix::process::{DumpableBehavior, Pid, Resource, Rlimit, Signal};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// Rights and features up to this version of Landlock are asked for; older kernels give what they have.
const LANDLOCK: ABI = ABI::V6;

/// What a confined process may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confinement {
    /// Files, and folders with all beneath them, that may be read: the source, and libraries loaded later.
    pub read_beneath: Vec<PathBuf>,
    /// Programs, and folders of programs and libraries, that may be run. Empty: nothing may be run, and no
    /// process may be started.
    pub execute_beneath: Vec<PathBuf>,
    /// Address space in bytes. Beyond it an allocation fails, and the process ends, instead of the machine
    /// swapping.
    pub memory_bytes_max: u64,
    /// Processor time in seconds, of all threads together.
    pub cpu_seconds_max: u64,
    /// Size in bytes up to which files already open for writing may grow: 0, or what scratch space may take. It
    /// holds for standard output too where that is a regular file; a pipe is not limited.
    pub file_bytes_max: u64,
    /// Files open at once.
    pub open_files_max: u64,
    /// Processes and threads of the same user, where that is to be limited; the superuser is not bound by it.
    pub processes_max: Option<u64>,
    /// The parent's process id, to end at once when it is gone already.
    pub parent: Option<u32>,
    /// Go on, with the other fences, on a kernel without Landlock.
    pub landlock_optional: bool,
}

impl Default for Confinement {
    fn default() -> Self {
        Self {
            read_beneath: Vec::new(),
            execute_beneath: Vec::new(),
            memory_bytes_max: 1 << 30,
            cpu_seconds_max: 3_600,
            file_bytes_max: 0,
            open_files_max: 256,
            processes_max: None,
            parent: None,
            landlock_optional: false,
        }
    }
}

/// What holds from now on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confined {
    /// Version of Landlock in force; `None` where the kernel has none and that was allowed.
    pub landlock_abi: Option<u32>,
    /// Whether Landlock also bars TCP (from version 4).
    pub landlock_network: bool,
    /// The system call filter is in force, on every thread.
    pub seccomp: bool,
    /// No program run from here gains rights.
    pub no_new_privs: bool,
    /// Address space in bytes.
    pub memory_bytes_max: u64,
    /// Processor time in seconds.
    pub cpu_seconds_max: u64,
    /// Size of a file in bytes.
    pub file_bytes_max: u64,
}

/// Which fence could not be put up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConfineErrorKind {
    /// The parent is gone.
    Orphaned,
    /// Threads run already: Landlock would not hold for them.
    ThreadsRunning,
    /// A limit was refused.
    Limits,
    /// Landlock is missing or refused.
    Landlock,
    /// A path to be readable does not exist.
    Path,
    /// The system call filter was refused.
    Seccomp,
}

/// Why the process is not confined. It must not read untrusted bytes.
#[derive(Debug, thiserror::Error)]
#[error("not confined: {why}. {hint}")]
pub struct ConfineError {
    /// Which fence.
    pub kind: ConfineErrorKind,
    /// What is wrong.
    pub why: String,
    /// What to do.
    pub hint: &'static str,
}

impl ConfineError {
    fn new(kind: ConfineErrorKind, why: impl ToString) -> Self {
        let hint = match kind {
            ConfineErrorKind::Orphaned => "Start the reading again",
            ConfineErrorKind::ThreadsRunning => "Confine before any thread starts",
            ConfineErrorKind::Limits => "Check the limits of the account (ulimit -a)",
            ConfineErrorKind::Landlock => {
                "Use a kernel of version 5.13 or newer with landlock in its lsm= list, or allow reading without it"
            }
            ConfineErrorKind::Path => "Check the path",
            ConfineErrorKind::Seccomp => "Use a kernel with CONFIG_SECCOMP_FILTER on x86-64 or aarch64",
        };
        Self { kind, why: why.to_string(), hint }
    }
}

/// Confines this process for good. Call it before any thread starts and before any untrusted byte is read.
///
/// # Errors
/// When a fence could not be put up. The process may then be partly confined: end it.
pub fn confine(rules: &Confinement) -> Result<Confined, ConfineError> {
    follow_parent(rules.parent)?;
    require_one_thread()?;
    set_limits(rules)?;
    let landlock_abi = fence_paths(rules)?;
    filter::install(!rules.execute_beneath.is_empty())
        .map_err(|error| ConfineError::new(ConfineErrorKind::Seccomp, error))?;
    Ok(Confined {
        landlock_abi,
        landlock_network: landlock_abi.is_some_and(|abi| abi >= 4),
        seccomp: true,
        no_new_privs: rustix::thread::no_new_privs().unwrap_or(false),
        memory_bytes_max: rules.memory_bytes_max,
        cpu_seconds_max: rules.cpu_seconds_max,
        file_bytes_max: rules.file_bytes_max,
    })
}

/// Dies with the parent. The parent may have died before the signal was asked for: hence the second look.
fn follow_parent(parent: Option<u32>) -> Result<(), ConfineError> {
    let orphaned = |why: String| ConfineError::new(ConfineErrorKind::Orphaned, why);
    rustix::process::set_parent_process_death_signal(Some(Signal::KILL))
        .map_err(|error| orphaned(error.to_string()))?;
    let now = rustix::process::getppid().map(Pid::as_raw_pid);
    match parent.map(|parent| i32::try_from(parent).ok()) {
        Some(expected) if expected != now => Err(orphaned("the parent process is gone".into())),
        _ => Ok(()),
    }
}

fn require_one_thread() -> Result<(), ConfineError> {
    // Without /proc the number is not known; the caller's duty stands.
    match std::fs::read_dir("/proc/self/task").map(Iterator::count) {
        Ok(threads) if threads > 1 => {
            let why = format!("{threads} threads are running");
            Err(ConfineError::new(ConfineErrorKind::ThreadsRunning, why))
        }
        _ => Ok(()),
    }
}

fn set_limits(rules: &Confinement) -> Result<(), ConfineError> {
    let refused = |error: rustix::io::Errno| ConfineError::new(ConfineErrorKind::Limits, error);
    let cpu = rules.cpu_seconds_max;
    let limits = [
        (Resource::As, rules.memory_bytes_max, rules.memory_bytes_max),
        // First a signal that ends the process, a second later one that can't be caught.
        (Resource::Cpu, cpu, cpu.saturating_add(1)),
        // A core file would hold evidence.
        (Resource::Core, 0, 0),
        (Resource::Fsize, rules.file_bytes_max, rules.file_bytes_max),
        (Resource::Nofile, rules.open_files_max, rules.open_files_max),
    ];
    let processes = rules.processes_max.map(|most| (Resource::Nproc, most, most));
    for (resource, current, maximum) in limits.into_iter().chain(processes) {
        // A limit set from outside may be lower already, and may not be raised.
        let lowest = |new: u64, old: Option<u64>| Some(old.map_or(new, |old| new.min(old)));
        let old = rustix::process::getrlimit(resource);
        let maximum = lowest(maximum, old.maximum);
        let current = lowest(current, maximum);
        rustix::process::setrlimit(resource, Rlimit { current, maximum }).map_err(refused)?;
    }
    rustix::process::set_dumpable_behavior(DumpableBehavior::NotDumpable).map_err(refused)
}

/// Puts up Landlock; gives its version.
fn fence_paths(rules: &Confinement) -> Result<Option<u32>, ConfineError> {
    let refused = |error: landlock::RulesetError| ConfineError::new(ConfineErrorKind::Landlock, error);
    let ruleset = Ruleset::default()
        .set_compatibility(CompatLevel::BestEffort)
        .handle_access(AccessFs::from_all(LANDLOCK))
        .and_then(|ruleset| ruleset.handle_access(AccessNet::from_all(LANDLOCK)))
        .and_then(|ruleset| ruleset.scope(Scope::from_all(LANDLOCK)))
        .and_then(Ruleset::create)
        .map_err(refused)?;
    let read = AccessFs::ReadFile | AccessFs::ReadDir;
    let ruleset = allow(ruleset, &rules.read_beneath, read)?;
    let ruleset = allow(ruleset, &rules.execute_beneath, read | AccessFs::Execute)?;
    let status = ruleset.restrict_self().map_err(refused)?;
    match status.landlock {
        LandlockStatus::Available { effective_abi, .. } => {
            Ok(Some(u32::try_from(effective_abi as i32).unwrap_or(0)))
        }
        _ if rules.landlock_optional => Ok(None),
        _ => Err(ConfineError::new(ConfineErrorKind::Landlock, "the kernel has no Landlock in force")),
    }
}

fn allow(
    mut ruleset: RulesetCreated,
    paths: &[PathBuf],
    access: BitFlags<AccessFs>,
) -> Result<RulesetCreated, ConfineError> {
    for path in paths {
        let absent = |error: &dyn ToString| {
            let why = format!("{}: {}", path.display(), error.to_string());
            ConfineError::new(ConfineErrorKind::Path, why)
        };
        let opened = PathFd::new(path).map_err(|error| absent(&error))?;
        let directory = is_directory(path).map_err(|error| absent(&error))?;
        let access = if directory { access } else { access & AccessFs::from_file(LANDLOCK) };
        ruleset = ruleset
            .add_rule(PathBeneath::new(opened, access))
            .map_err(|error| ConfineError::new(ConfineErrorKind::Landlock, error))?;
    }
    Ok(ruleset)
}

fn is_directory(path: &Path) -> std::io::Result<bool> {
    path.metadata().map(|metadata| metadata.is_dir())
}
