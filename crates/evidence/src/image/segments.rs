//! The files of one image, found from any of them. It may not skip a gap: a missing segment is named.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

/// How the segments of a set are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scheme {
    /// `.E01` to `.E99`, then `.EAA`, `.EAB` ... `.ZZZ`; in lower case where `lower`.
    Ewf { lower: bool },
    /// `.000` or `.001`, then `.002`, ...
    Digits,
}

/// All segments in order; a single file where the name belongs to no scheme.
pub(super) fn find(path: &Path) -> Result<Vec<PathBuf>, String> {
    let alone = || Ok(vec![path.to_path_buf()]);
    let Some((scheme, number)) = path.extension().and_then(parse) else { return alone() };
    // Three letters alone say nothing (`.img`, `.iso`): only the magic tells a late segment from another file.
    if number >= 100 && matches!(scheme, Scheme::Ewf { .. }) && !super::form::is_ewf(path) {
        return alone();
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let Ok(entries) = std::fs::read_dir(folder) else { return alone() };
    let stem = path.file_stem();
    let mut found = BTreeMap::new();
    for entry in entries.flatten() {
        let sibling = entry.path();
        if sibling.file_stem() != stem || !sibling.is_file() {
            continue;
        }
        if let Some((its_scheme, number)) = sibling.extension().and_then(parse)
            && its_scheme == scheme
            // `image.txt` or `image.log` beside `image.e01` is no late segment.
            && (number < 100 || super::form::is_ewf(&sibling))
        {
            found.insert(number, sibling);
        }
    }
    // One file with a number for its extension is no set.
    if found.len() == 1 && number > 1 && !super::form::is_ewf(path) {
        return alone();
    }
    in_order(path, scheme, found)
}

fn in_order(path: &Path, scheme: Scheme, found: BTreeMap<u32, PathBuf>) -> Result<Vec<PathBuf>, String> {
    let first = match (scheme, found.keys().next()) {
        (Scheme::Digits, Some(0)) => 0,
        _ => 1,
    };
    let mut segments = Vec::with_capacity(found.len());
    for (expected, (number, segment)) in (first..).zip(found) {
        if number != expected {
            let missing = path.with_extension(extension(scheme, expected));
            let name = missing.file_name().unwrap_or_default().to_string_lossy().into_owned();
            return Err(format!("the segment {name} is missing"));
        }
        segments.push(segment);
    }
    if segments.is_empty() { Ok(vec![path.to_path_buf()]) } else { Ok(segments) }
}

/// Name of the segment after the last of these.
pub(super) fn name_after(segments: &[PathBuf]) -> String {
    let last = segments.last().map_or(Path::new(""), PathBuf::as_path);
    let next = match last.extension().and_then(parse) {
        Some((scheme, number)) => last.with_extension(extension(scheme, number + 1)),
        None => return format!("after {}", last.display()),
    };
    next.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn parse(extension: &OsStr) -> Option<(Scheme, u32)> {
    let bytes = extension.as_bytes();
    if bytes.len() == 3 && bytes.iter().all(u8::is_ascii_digit) {
        let number = std::str::from_utf8(bytes).ok()?.parse().ok()?;
        return Some((Scheme::Digits, number));
    }
    let [letter, second, third] = bytes else { return None };
    let lower = letter.is_ascii_lowercase();
    let value = |byte: u8| -> Option<u32> {
        let base = if lower { b'a' } else { b'A' };
        (base..base + 26).contains(&byte).then(|| u32::from(byte - base))
    };
    let series = value(*letter)?.checked_sub(4)?;
    let number = match (second, third) {
        (b'0'..=b'9', b'0'..=b'9') if series == 0 => u32::from(second - b'0') * 10 + u32::from(third - b'0'),
        _ => 100 + series * 26 * 26 + value(*second)? * 26 + value(*third)?,
    };
    if number == 0 { None } else { Some((Scheme::Ewf { lower }, number)) }
}

fn extension(scheme: Scheme, number: u32) -> OsString {
    match scheme {
        Scheme::Digits => format!("{number:03}").into(),
        Scheme::Ewf { lower } => {
            let text = match number.checked_sub(100) {
                None => format!("E{number:02}"),
                Some(rest) => {
                    let letter = |value: u32| char::from(b'A' + u8::try_from(value % 26).unwrap_or(0));
                    let series = char::from(b'E' + u8::try_from(rest / 676 % 22).unwrap_or(0));
                    format!("{series}{}{}", letter(rest / 26), letter(rest))
                }
            };
            let text = if lower { text.to_ascii_lowercase() } else { text };
            OsString::from_vec(text.into_bytes())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ewf_extensions_go_round_and_follow_each_other() {
        let scheme = Scheme::Ewf { lower: false };
        let wanted =
            [(1, "E01"), (99, "E99"), (100, "EAA"), (125, "EAZ"), (126, "EBA"), (775, "EZZ"), (776, "FAA")];
        for (number, text) in wanted {
            assert_eq!(extension(scheme, number), OsStr::new(text));
        }
        for number in 1..14_000 {
            assert_eq!(parse(&extension(scheme, number)), Some((scheme, number)), "{number}");
        }
    }

    #[test]
    fn a_gap_is_named() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["c.TXT", "c.EXE", "a.001", "a.002", "a.004", "b.001", "c.E01", "c.E03"] {
            std::fs::write(folder.path().join(name), name).unwrap();
        }
        let error = find(&folder.path().join("a.001")).unwrap_err();
        assert!(error.contains("a.003"), "{error}");
        assert_eq!(find(&folder.path().join("b.001")).unwrap().len(), 1);
        let error = find(&folder.path().join("c.E03")).unwrap_err();
        assert!(error.contains("c.E02"), "{error}");
    }
}
