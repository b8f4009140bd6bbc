//! Reads lines `from,to,weight` block by block, on all processors. A third column may be missing: then the weight is 1.
//!
//! For measuring alone: the product keeps its tables as Parquet.

use graph::Edge;
use rayon::prelude::*;
use std::fs::File;
use std::io::Read;
use std::path::Path;

const BLOCK_BYTES: usize = 16 << 20;

/// All ties of a file, in its order, and the number of nodes: one more than the greatest that is named.
pub(crate) fn read(path: &Path) -> Result<(u32, Vec<Edge>), String> {
    let told = |error: std::io::Error| format!("{}: {error}", path.display());
    let mut file = File::open(path).map_err(told)?;
    let bytes = file.metadata().map_err(told)?.len();
    // Lines of these graphs are about 18 bytes long: little is copied when the guess is short.
    let mut edges = Vec::with_capacity((bytes / 18) as usize);
    let mut block = vec![0; BLOCK_BYTES];
    let mut held = 0;
    loop {
        let read = fill(&mut file, &mut block[held..]).map_err(told)?;
        let end = held + read;
        let is_last = end < block.len();
        let whole = if is_last { end } else { after_last_line(&block[..end]) };
        if whole == 0 && !is_last {
            return Err(format!("{}: a line is longer than {BLOCK_BYTES} bytes", path.display()));
        }
        for lines in parsed(&block[..whole]) {
            edges.extend(lines.map_err(|line| format!("{}: {line:?} is no tie", path.display()))?);
        }
        if is_last {
            break;
        }
        block.copy_within(whole..end, 0);
        held = end - whole;
    }
    let last = edges.par_iter().map(|edge| edge.from.max(edge.to)).max();
    Ok((last.map_or(0, |last| last + 1), edges))
}

fn fill(file: &mut File, into: &mut [u8]) -> std::io::Result<usize> {
    let mut filled = 0;
    while filled < into.len() {
        match file.read(&mut into[filled..])? {
            0 => break,
            read => filled += read,
        }
    }
    Ok(filled)
}

/// The place behind the last end of a line; 0 where there is none.
fn after_last_line(bytes: &[u8]) -> usize {
    bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1)
}

/// Parts of a block, each parsed; a line that is none is told.
fn parsed(mut block: &[u8]) -> Vec<Result<Vec<Edge>, String>> {
    let share = block.len().div_ceil(4 * rayon::current_num_threads()).max(1);
    let mut shares = Vec::new();
    while !block.is_empty() {
        let cut = block.get(share..).and_then(|rest| rest.iter().position(|byte| *byte == b'\n'));
        let (part, rest) = block.split_at(cut.map_or(block.len(), |at| share + at + 1));
        shares.push(part);
        block = rest;
    }
    shares.into_par_iter().map(parse).collect()
}

fn parse(lines: &[u8]) -> Result<Vec<Edge>, String> {
    let mut edges = Vec::with_capacity(lines.len() / 14);
    let mut rest = lines;
    while !rest.is_empty() {
        let (edge, behind) = tie(rest).ok_or_else(|| {
            let line = rest.split(|byte| *byte == b'\n').next().unwrap_or_default();
            String::from_utf8_lossy(line).into_owned()
        })?;
        edges.push(edge);
        rest = behind;
    }
    Ok(edges)
}

fn tie(line: &[u8]) -> Option<(Edge, &[u8])> {
    let (from, rest) = whole(line)?;
    let (to, rest) = whole(rest.strip_prefix(b",")?)?;
    let (weight, rest) = match rest.strip_prefix(b",") {
        Some(rest) => decimal(rest)?,
        None => (1.0, rest),
    };
    let rest = rest.strip_prefix(b"\r").unwrap_or(rest);
    let rest = if rest.is_empty() { rest } else { rest.strip_prefix(b"\n")? };
    let edge = Edge { from: u32::try_from(from).ok()?, to: u32::try_from(to).ok()?, weight };
    Some((edge, rest))
}

/// A number of at most 15 digits, and what is behind it.
fn whole(text: &[u8]) -> Option<(u64, &[u8])> {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if digits == 0 || digits > 15 {
        return None;
    }
    let (number, rest) = text.split_at(digits);
    Some((number.iter().fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0')), rest))
}

fn decimal(text: &[u8]) -> Option<(f32, &[u8])> {
    let (before, rest) = whole(text)?;
    let Some(behind) = rest.strip_prefix(b".") else { return Some((before as f32, rest)) };
    let (part, rest) = whole(behind)?;
    let places = (behind.len() - rest.len()) as i32;
    Some(((before as f64 + part as f64 / 10_f64.powi(places)) as f32, rest))
}
