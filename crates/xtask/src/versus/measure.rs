//! Runs a program to its end and measures it with all its children: wall time, processor time, memory.
//!
//! Processor time is what the kernel accounts to children that were waited for, their own included. Memory is
//! sampled from /proc, since a peak of the whole family is kept nowhere; a peak between two samples is missed.

use super::{VersusError, name_of};
use std::collections::BTreeSet;
use std::fs;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Between two looks at whether the program has ended.
const PULSE: Duration = Duration::from_millis(5);
/// Pulses between two looks at its memory.
const PULSES_A_SAMPLE: u32 = 40;

/// One run of one program.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Run {
    pub(super) wall_seconds: f64,
    /// User and system time of the program and its children.
    pub(super) cpu_seconds: f64,
    /// Most memory of their own that all its processes held at one time.
    pub(super) own_bytes_max: u64,
    /// The same with mapped files; a page that several processes map counts for each.
    pub(super) resident_bytes_max: u64,
}

/// Runs a program, with its output thrown away. `codes` are the exit codes that mean it did its work.
pub(super) fn run(command: &mut Command, codes: &[i32]) -> Result<Run, VersusError> {
    let program = name_of(command);
    let start_failed = |why| VersusError::Start { program: program.clone(), why };
    let cpu_before = children_cpu_seconds()?;
    let start = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(start_failed)?;
    let mut run = Run::default();
    let mut pulses = 0;
    let status = loop {
        if let Some(status) = child.try_wait().map_err(start_failed)? {
            break status;
        }
        if pulses % PULSES_A_SAMPLE == 0 {
            let (own, resident) = memory(child.id());
            run.own_bytes_max = run.own_bytes_max.max(own);
            run.resident_bytes_max = run.resident_bytes_max.max(resident);
        }
        pulses += 1;
        thread::sleep(PULSE);
    };
    run.wall_seconds = start.elapsed().as_secs_f64();
    run.cpu_seconds = children_cpu_seconds()? - cpu_before;
    match status.code() {
        Some(code) if codes.contains(&code) => Ok(run),
        _ => Err(VersusError::failed(&program, format!("{status}; run it by hand: {command:?}"))),
    }
}

/// User and system time of all children that were waited for.
fn children_cpu_seconds() -> Result<f64, VersusError> {
    let path = "/proc/self/stat";
    let stat = fs::read_to_string(path).map_err(VersusError::file(path.as_ref()))?;
    let ticks = children_ticks(&stat).ok_or_else(|| VersusError::failed(path, "not as expected"))?;
    Ok(ticks as f64 / rustix::param::clock_ticks_per_second() as f64)
}

/// `cutime` and `cstime`: fields 16 and 17 of proc_pid_stat(5). The name in brackets may hold spaces.
fn children_ticks(stat: &str) -> Option<u64> {
    let (_, after_name) = stat.rsplit_once(')')?;
    let mut fields = after_name.split_ascii_whitespace().skip(13);
    Some(fields.next()?.parse::<u64>().ok()? + fields.next()?.parse::<u64>().ok()?)
}

/// Own and resident bytes of a process and all that descend from it.
fn memory(root: u32) -> (u64, u64) {
    let mut family = BTreeSet::new();
    let mut ahead = vec![root];
    let (mut own, mut resident) = (0, 0);
    while let Some(process) = ahead.pop() {
        if !family.insert(process) {
            continue;
        }
        // A process may end while it is looked at: then it holds nothing.
        if let Ok(status) = fs::read_to_string(format!("/proc/{process}/status")) {
            own += kilobytes(&status, "RssAnon:") + kilobytes(&status, "RssShmem:");
            resident += kilobytes(&status, "VmRSS:");
        }
        let Ok(threads) = fs::read_dir(format!("/proc/{process}/task")) else { continue };
        for thread in threads.flatten() {
            let children = fs::read_to_string(thread.path().join("children")).unwrap_or_default();
            ahead.extend(children.split_ascii_whitespace().filter_map(|child| child.parse::<u32>().ok()));
        }
    }
    (own * 1_024, resident * 1_024)
}

fn kilobytes(status: &str, field: &str) -> u64 {
    let line = status.lines().find_map(|line| line.strip_prefix(field));
    line.and_then(|line| line.split_ascii_whitespace().next()?.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_found_behind_a_name_with_spaces() {
        let stat = "7 (a ) b) S 1 7 7 0 -1 4194560 1 2 3 4 50 60 700 8000 20 0 1 0 5 6 7";
        assert_eq!(children_ticks(stat), Some(8_700));
        assert_eq!(children_ticks("7 (a) S 1"), None);
    }

    #[test]
    fn memory_counts_children() {
        // The shell holds a child of its own, which ends when its input does: nobody is left behind.
        let mut child = Command::new("sh").args(["-c", "cat; true"]).stdin(Stdio::piped()).spawn().unwrap();
        thread::sleep(Duration::from_millis(200));
        let (own, resident) = memory(child.id());
        let own_alone =
            kilobytes(&fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap(), "RssAnon:");
        drop(child.stdin.take());
        assert!(child.wait().unwrap().success());
        assert!(own > own_alone * 1_024, "{own} bytes, the shell alone {own_alone} kB");
        assert!(resident > own);
    }

    #[test]
    fn processor_time_of_grandchildren_counts() {
        let busy = "sh -c 'i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done'; true";
        let run = run(Command::new("sh").args(["-c", busy]), &[0]).unwrap();
        assert!(run.cpu_seconds > 0.0 && run.wall_seconds > 0.0, "{run:?}");
    }

    #[test]
    fn a_program_that_fails_has_no_time() {
        let error = run(Command::new("sh").args(["-c", "exit 3"]), &[0, 1]).unwrap_err();
        assert!(error.to_string().starts_with("sh: exit status: 3"), "{error}");
        assert!(run(Command::new("sh").args(["-c", "exit 1"]), &[0, 1]).is_ok());
    }
}
