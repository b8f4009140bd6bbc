//! System calls that a reader has no use for.
//!
//! May not be the only fence: it is a list of what is refused, since decoders and the C library each need another
//! set of harmless calls, and a list of what is allowed would break with the next version of either.
//!
//! Three answers. `EPERM` where a library may ask in good faith (a log file, a socket for a name look-up) and can go
//! on without: killing would cost an item for nothing, and the refusal protects as well. `ENOSYS` where the
//! arguments stand in memory that a filter can't look into, and an older call with visible arguments does the same.
//! Death where nothing but an attack calls: what runs then is no longer our program.

use libc::c_long;
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule,
    TargetArch, apply_filter_all_threads,
};
use std::collections::BTreeMap;

/// Rules for each system call; an empty list matches every call of it.
type Rules = BTreeMap<i64, Vec<SeccompRule>>;

/// Marks a call of the x32 interface, a second set of numbers that an x86-64 kernel may answer to.
#[cfg(target_arch = "x86_64")]
const X32: i64 = 0x4000_0000;

const KILL: &[c_long] = &[
    libc::SYS_ptrace,
    libc::SYS_process_vm_readv,
    libc::SYS_process_vm_writev,
    libc::SYS_pidfd_getfd,
    libc::SYS_kcmp,
    libc::SYS_mount,
    libc::SYS_umount2,
    libc::SYS_move_mount,
    libc::SYS_open_tree,
    libc::SYS_fsopen,
    libc::SYS_fsconfig,
    libc::SYS_fsmount,
    libc::SYS_fspick,
    libc::SYS_mount_setattr,
    libc::SYS_pivot_root,
    libc::SYS_chroot,
    libc::SYS_unshare,
    libc::SYS_setns,
    libc::SYS_init_module,
    libc::SYS_finit_module,
    libc::SYS_delete_module,
    libc::SYS_kexec_load,
    libc::SYS_kexec_file_load,
    libc::SYS_reboot,
    libc::SYS_swapon,
    libc::SYS_swapoff,
    libc::SYS_acct,
    libc::SYS_quotactl,
    libc::SYS_settimeofday,
    libc::SYS_clock_settime,
    libc::SYS_bpf,
    libc::SYS_perf_event_open,
    libc::SYS_userfaultfd,
    libc::SYS_keyctl,
    libc::SYS_add_key,
    libc::SYS_request_key,
    libc::SYS_open_by_handle_at,
    libc::SYS_io_uring_setup,
    libc::SYS_io_uring_enter,
    libc::SYS_io_uring_register,
    libc::SYS_fanotify_init,
];

const REFUSE: &[c_long] = &[
    // Network, also through sockets that are no files.
    libc::SYS_socket,
    libc::SYS_socketpair,
    libc::SYS_bind,
    libc::SYS_connect,
    libc::SYS_listen,
    libc::SYS_accept,
    libc::SYS_accept4,
    // Changing names, rights and times.
    libc::SYS_truncate,
    libc::SYS_renameat,
    libc::SYS_renameat2,
    libc::SYS_unlinkat,
    libc::SYS_mkdirat,
    libc::SYS_linkat,
    libc::SYS_symlinkat,
    libc::SYS_mknodat,
    libc::SYS_fchmod,
    libc::SYS_fchmodat,
    libc::SYS_fchown,
    libc::SYS_fchownat,
    libc::SYS_utimensat,
    libc::SYS_setxattr,
    libc::SYS_lsetxattr,
    libc::SYS_fsetxattr,
    libc::SYS_removexattr,
    libc::SYS_lremovexattr,
    libc::SYS_fremovexattr,
    // Ways to other processes.
    libc::SYS_kill,
    libc::SYS_tkill,
    libc::SYS_pidfd_open,
    libc::SYS_pidfd_send_signal,
    libc::SYS_shmget,
    libc::SYS_msgget,
    libc::SYS_semget,
    libc::SYS_mq_open,
    // Other limits, other users, code from memory.
    libc::SYS_setrlimit,
    libc::SYS_setuid,
    libc::SYS_setgid,
    libc::SYS_setreuid,
    libc::SYS_setregid,
    libc::SYS_setresuid,
    libc::SYS_setresgid,
    libc::SYS_setgroups,
    libc::SYS_capset,
    libc::SYS_memfd_create,
    libc::SYS_personality,
];

#[cfg(target_arch = "x86_64")]
const REFUSE_OLD: &[c_long] = &[
    libc::SYS_creat,
    libc::SYS_rename,
    libc::SYS_unlink,
    libc::SYS_rmdir,
    libc::SYS_mkdir,
    libc::SYS_link,
    libc::SYS_symlink,
    libc::SYS_mknod,
    libc::SYS_chmod,
    libc::SYS_chown,
    libc::SYS_lchown,
    libc::SYS_utime,
    libc::SYS_utimes,
    libc::SYS_futimesat,
    libc::SYS_modify_ldt,
    libc::SYS_ioperm,
    libc::SYS_iopl,
    libc::SYS_uselib,
];
#[cfg(not(target_arch = "x86_64"))]
const REFUSE_OLD: &[c_long] = &[];

const ABSENT: &[c_long] = &[libc::SYS_openat2, libc::SYS_clone3];

/// Puts the filter on every thread of the process.
pub(super) fn install(may_execute: bool) -> Result<(), Error> {
    let arch = TargetArch::try_from(std::env::consts::ARCH)?;
    let eperm = SeccompAction::Errno(libc::EPERM.unsigned_abs());
    let enosys = SeccompAction::Errno(libc::ENOSYS.unsigned_abs());
    let programs: [BpfProgram; 3] = [
        compile(whole(KILL), SeccompAction::KillProcess, arch)?,
        compile(whole(ABSENT), enosys, arch)?,
        compile(refused(may_execute)?, eperm, arch)?,
    ];
    // Each is asked for every call, and the harshest answer counts.
    programs.iter().try_for_each(|program| apply_filter_all_threads(program))?;
    Ok(())
}

/// Why the filter could not be built or installed.
#[derive(Debug, thiserror::Error)]
pub(super) enum Error {
    #[error("the system call filter could not be built: {0}")]
    Build(#[from] seccompiler::BackendError),
    #[error("the system call filter could not be installed: {0}")]
    Install(#[from] seccompiler::Error),
}

fn compile(rules: Rules, answer: SeccompAction, arch: TargetArch) -> Result<BpfProgram, Error> {
    #[cfg(target_arch = "x86_64")]
    let rules = with_x32(rules);
    Ok(SeccompFilter::new(rules, SeccompAction::Allow, answer, arch)?.try_into()?)
}

/// Repeats every rule for the x32 number; 512 to 547 are x32's own, for calls such as `execve` and `ptrace`.
#[cfg(target_arch = "x86_64")]
fn with_x32(mut rules: Rules) -> Rules {
    let doubled: Vec<_> = rules.iter().map(|(call, rule)| (call | X32, rule.clone())).collect();
    rules.extend(doubled);
    rules.extend((512..548).map(|call| (call | X32, Vec::new())));
    rules
}

fn whole(calls: &[c_long]) -> Rules {
    calls.iter().map(|&call| (call, Vec::new())).collect()
}

fn refused(may_execute: bool) -> Result<Rules, Error> {
    let mut rules = whole(REFUSE);
    rules.extend(whole(REFUSE_OLD));
    if !may_execute {
        rules.extend(whole(&[libc::SYS_execve, libc::SYS_execveat]));
        #[cfg(target_arch = "x86_64")]
        rules.extend(whole(&[libc::SYS_fork, libc::SYS_vfork]));
        // A new thread is fine, a new process is not.
        let thread = flag(libc::CLONE_THREAD);
        rules.insert(libc::SYS_clone, vec![rule(0, SeccompCmpOp::MaskedEq(thread), 0)?]);
    }
    rules.insert(libc::SYS_openat, writing(2)?);
    #[cfg(target_arch = "x86_64")]
    rules.insert(libc::SYS_open, writing(1)?);
    // Reading limits is fine, setting them is not.
    let new_limit = SeccompCondition::new(2, SeccompCmpArgLen::Qword, SeccompCmpOp::Ne, 0)?;
    rules.insert(libc::SYS_prlimit64, vec![SeccompRule::new(vec![new_limit])?]);
    // Typing into the terminal that started us.
    let request = |code: u64| rule(1, SeccompCmpOp::Eq, code);
    rules.insert(libc::SYS_ioctl, vec![request(0x5412)?, request(0x541c)?]);
    Ok(rules)
}

/// Opening for anything but reading.
fn writing(flags_at: u8) -> Result<Vec<SeccompRule>, Error> {
    let bits = [libc::O_WRONLY, libc::O_RDWR, libc::O_CREAT, libc::O_TRUNC, libc::O_APPEND];
    bits.into_iter().map(|bit| rule(flags_at, SeccompCmpOp::MaskedEq(flag(bit)), flag(bit))).collect()
}

fn rule(argument: u8, operation: SeccompCmpOp, value: u64) -> Result<SeccompRule, Error> {
    let condition = SeccompCondition::new(argument, SeccompCmpArgLen::Dword, operation, value)?;
    Ok(SeccompRule::new(vec![condition])?)
}

fn flag(bits: i32) -> u64 {
    bits.unsigned_abs().into()
}
