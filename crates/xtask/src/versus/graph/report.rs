//! The comparison as text: a row for each step and program, the goals, and whether results agree.

use super::outcome::{Cost, Told};
use super::{
    Agree, AskedGraph, BUILD, BUILD_TIMES_MIN, PASS_CPU_SECONDS_MAX, PASS_MEGABYTES_MAX, STEPS, Step,
    VersusError,
};
use crate::versus::output_of;
use std::fmt::Write as _;
use std::process::Command;

/// Two estimates, each off by at most 0.01.
const ESTIMATES_APART_MAX: f64 = 0.02;

/// The whole text. `told` is of Hoeder first, then of each peer.
pub(super) fn text(asked: &AskedGraph, told: &[Told]) -> Result<String, VersusError> {
    let Some((ours, peers)) = told.split_first() else { return Ok(String::new()) };
    let date = output_of(Command::new("date").arg("+%F")).unwrap_or_default();
    let input = match &asked.file {
        Some(file) => file.display().to_string(),
        None => {
            format!("R-MAT, a, b, c, d = 0.57, 0.19, 0.19, 0.05, scale {}, seed {}", asked.scale, asked.seed)
        }
    };
    let mut text = format!(
        "### Measures of a graph, {}\n\nInput: {input}; {} nodes, {} directed weighted ties, {} undirected; lines \
         `from,to,weight`, read from a warm page cache.\nRounds: {}, alternating, medians. Load average {}.\n\
         PageRank: ours to 1e-8 in sum, NetworKit with tolerance 1e-8, igraph with PRPACK. NetworKit's undirected graph is \
         built from pairs made by numpy, which is not measured.\n\n",
        date.trim(),
        ours.said("load")["nodes"],
        ours.said("load")["ties"],
        ours.said("undirected")["ties"],
        asked.rounds,
        std::fs::read_to_string("/proc/loadavg").unwrap_or_default().trim(),
    );
    text += "| step | program | wall s | CPU s | peak MB | its wall to ours | CPU |\n|---|---|--:|--:|--:|--:|--:|\n";
    for step in &STEPS {
        for told in [ours].into_iter().chain(peers) {
            text += &row(step, told, ours.cost(step.name));
        }
    }
    text.push('\n');
    for step in &STEPS {
        for peer in peers {
            if ours.cost(step.name).is_some() && peer.cost(step.name).is_some() {
                // Writing to a text can't fail.
                let _ = writeln!(text, "- {}: {}", step.label, agreement(step, ours, peer)?);
            }
        }
    }
    for step in STEPS.iter().filter(|step| step.times_min > 0.0) {
        text += &goal(step.label, step.times_min, &[step.name], ours, peers);
    }
    text += &goal("a graph from files", BUILD_TIMES_MIN, &BUILD, ours, peers);
    text += &whole_pass(ours);
    Ok(text)
}

fn row(step: &Step, told: &Told, ours: Option<Cost>) -> String {
    let Some(cost) = told.cost(step.name) else { return String::new() };
    let ratio =
        |of: fn(&Cost) -> f64| ours.map_or("-".to_owned(), |ours| format!("{:.1}", of(&cost) / of(&ours)));
    format!(
        "| {} | {} | {:.3} | {:.3} | {} | {} | {} |\n",
        step.label,
        told.version,
        cost.wall_seconds,
        cost.cpu_seconds,
        cost.peak_bytes.div_ceil(1_000_000),
        ratio(|cost| cost.wall_seconds),
        ratio(|cost| cost.cpu_seconds),
    )
}

/// Whether a peer found the same.
fn agreement(step: &Step, ours: &Told, peer: &Told) -> Result<String, VersusError> {
    let (here, there) = (ours.said(step.name), peer.said(step.name));
    let told =
        if here == there { format!("both say {here}") } else { format!("DIFFERENT: {here} and {there}") };
    let name = &peer.version;
    Ok(match step.agree {
        Agree::Told => format!("{name}, {told}."),
        Agree::Stated => format!("{here}; {name}: {there}."),
        Agree::Estimates => {
            let (ours, theirs) = (ours.values(step.name)?, peer.values(step.name)?);
            let apart = ours.iter().zip(&theirs).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
            let is_near = ours.len() == theirs.len() && apart <= ESTIMATES_APART_MAX;
            let verdict = if is_near { "as near as asked" } else { "DIFFERENT" };
            format!("{here}; {name}: {there}; values by node {verdict}, at most {apart:.1e} apart.")
        }
        Agree::Values | Agree::SharesWithin(_) => {
            let (here, there) = (ours.values(step.name)?, peer.values(step.name)?);
            let most = if let Agree::SharesWithin(billionths) = step.agree {
                f64::from(billionths) / 1e9
            } else {
                0.0
            };
            let apart: f64 = here.iter().zip(&there).map(|(a, b)| (a - b).abs()).sum();
            let is_same = here.len() == there.len() && apart <= most;
            let verdict = if is_same { "the same" } else { "DIFFERENT" };
            format!("{name}, {told}; values by node {verdict}, {apart:.1e} apart in sum.")
        }
    })
}

/// How many times as quick as the quicker peer these steps are together, and whether that is enough.
fn goal(label: &str, times_min: f64, steps: &[&str], ours: &Told, peers: &[Told]) -> String {
    let sum = |told: &Told, of: fn(&Cost) -> f64| {
        steps.iter().map(|step| told.cost(step).map(|cost| of(&cost))).sum::<Option<f64>>()
    };
    let times = |of: fn(&Cost) -> f64| {
        let quickest = peers.iter().filter_map(|peer| sum(peer, of)).reduce(f64::min)?;
        Some(quickest / sum(ours, of)?)
    };
    let (Some(wall), Some(cpu)) = (times(|cost| cost.wall_seconds), times(|cost| cost.cpu_seconds)) else {
        return String::new();
    };
    let verdict = if wall >= times_min { "met" } else { "missed" };
    format!(
        "- Goal for {label}: at least {times_min:.0} times as quick as the quicker peer. Measured: {wall:.1} ({cpu:.1} in CPU \
         time). {verdict}.\n"
    )
}

/// All steps that were done, in one process.
fn whole_pass(ours: &Told) -> String {
    let done: Vec<(&str, Cost)> =
        STEPS.iter().filter_map(|step| Some((step.label, ours.cost(step.name)?))).collect();
    let cpu: f64 = done.iter().map(|(_, cost)| cost.cpu_seconds).sum();
    let peak = done.iter().map(|(_, cost)| cost.peak_bytes.div_ceil(1_000_000)).max().unwrap_or(0);
    let labels: Vec<&str> = done.iter().map(|(label, _)| *label).collect();
    let verdict = if cpu <= PASS_CPU_SECONDS_MAX && peak <= PASS_MEGABYTES_MAX { "met" } else { "missed" };
    format!(
        "- Goal for one pass ({}): at most {PASS_CPU_SECONDS_MAX:.0} CPU s and {PASS_MEGABYTES_MAX} MB. Measured: {cpu:.1} CPU s, \
         {peak} MB. {verdict}.\n",
        labels.join(", "),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn told(version: &str, lines: &[(&str, f64, u64)]) -> Told {
        let mut told = Told::new(Path::new("/t"));
        let line = |(step, wall, ties): &(&str, f64, u64)| {
            format!(
                r#"{{"step":"{step}","wall":{wall},"cpu":{wall},"peak":1000000,"said":{{"ties":{ties}}}}}"#
            ) + "\n"
        };
        let lines: String = lines.iter().map(line).collect();
        told.take(&format!("{{\"version\":\"{version}\"}}\n{lines}")).unwrap();
        told
    }

    #[test]
    fn goals_are_against_the_quicker_peer_and_differences_stand_out() {
        let ours = told("hoeder 1", &[("load", 1.0, 5), ("undirected", 1.0, 4), ("components", 1.0, 1)]);
        let quick = told("quick 1", &[("load", 9.0, 5), ("undirected", 8.0, 3), ("components", 2.0, 1)]);
        let slow = told("slow 1", &[("load", 90.0, 5), ("leiden", 7.0, 1)]);
        let asked = AskedGraph::read(&[], Path::new("/t")).unwrap();
        let text = text(&asked, &[ours, quick, slow]).unwrap();
        for wanted in [
            "| directed graph from the file | slow 1 | 90.000 | 90.000 | 1 | 90.0 | 90.0 |",
            "| communities | slow 1 | 7.000 | 7.000 | 1 | - | - |",
            "- undirected graph: quick 1, DIFFERENT: {\"ties\":4} and {\"ties\":3}.",
            "- Goal for weak components: at least 3 times as quick as the quicker peer. Measured: 2.0 (2.0 in CPU time). missed.",
            "- Goal for a graph from files: at least 8 times as quick as the quicker peer. Measured: 8.5 (8.5 in CPU time). met.",
            "Measured: 3.0 CPU s, 1 MB. met.",
        ] {
            assert!(text.contains(wanted), "{wanted}\n{text}");
        }
        assert!(!text.contains("Goal for communities"), "{text}");
    }
}
