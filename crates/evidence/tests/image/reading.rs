//! Reads an image through the public door and gives what came, in forms that tests can compare.

use evidence::{Entry, Limits, Listing, Source, Volume};
use std::collections::BTreeMap;
use std::io::Read;
use std::ops::ControlFlow;
use std::path::Path;
use std::process::Command;
use vocab::Allocation;

pub(crate) fn text(path: &[u8]) -> String {
    vocab::escape_bytes(path)
}

pub(crate) fn list(source: &mut dyn Source) -> Vec<Listing> {
    let mut lines = Vec::new();
    source
        .list(&Limits::default(), &mut |line| {
            lines.push(line);
            ControlFlow::Continue(())
        })
        .unwrap();
    lines
}

pub(crate) fn volumes(lines: &[Listing]) -> Vec<Volume> {
    lines
        .iter()
        .filter_map(|line| if let Listing::Volume(volume) = line { Some(volume.clone()) } else { None })
        .collect()
}

pub(crate) fn entries(lines: &[Listing], allocation: Allocation) -> Vec<Entry> {
    lines
        .iter()
        .filter_map(|line| match line {
            Listing::Entry(entry) if entry.place.allocation == allocation => Some(entry.clone()),
            _ => None,
        })
        .collect()
}

pub(crate) fn skipped(lines: &[Listing]) -> Vec<(String, String)> {
    lines
        .iter()
        .filter_map(|line| match line {
            Listing::Skipped { place, reason } => Some((text(&place.path), reason.clone())),
            _ => None,
        })
        .collect()
}

pub(crate) fn failed(lines: &[Listing]) -> Vec<(String, String)> {
    lines
        .iter()
        .filter_map(|line| match line {
            Listing::Failed { place, defect } => Some((text(&place.path), defect.text.clone())),
            _ => None,
        })
        .collect()
}

pub(crate) fn bytes(source: &mut dyn Source, entry: &Entry) -> std::io::Result<Vec<u8>> {
    let mut content = source.open(entry).map_err(|defect| std::io::Error::other(defect.text))?;
    let mut bytes = Vec::new();
    content.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Path and bytes of all entries of one kind; each must give as many bytes as it states.
pub(crate) fn contents(source: &mut dyn Source, allocation: Allocation) -> BTreeMap<String, Vec<u8>> {
    let lines = list(source);
    let mut found = BTreeMap::new();
    for entry in entries(&lines, allocation) {
        let bytes =
            bytes(source, &entry).unwrap_or_else(|error| panic!("{}: {error}", text(&entry.place.path)));
        assert_eq!(bytes.len() as u64, entry.size_bytes, "{}", text(&entry.place.path));
        found.insert(String::from_utf8_lossy(&entry.place.path).into_owned(), bytes);
    }
    found
}

/// Names that `fls -r -p` prints for the file system at an offset: (path, deleted), without what it makes up.
pub(crate) fn fls(image: &Path, offset_bytes: u64) -> Option<Vec<(String, bool)>> {
    let output = Command::new("fls")
        .args(["-r", "-p", "-o", &(offset_bytes / 512).to_string()])
        .arg(image)
        .env("LC_ALL", "C.UTF-8")
        .output();
    let Ok(output) = output else {
        eprintln!("skipped: fls is not installed");
        return None;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut names = Vec::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let (head, path) = line.split_once('\t').unwrap();
        names.push((path.to_owned(), head.contains(" * ")));
    }
    names.sort();
    Some(names)
}

/// Each name that `fls` sees has a line in the listing, and the other way round, metadata of the file system aside.
pub(crate) fn same_names_as_fls(image: &Path, lines: &[Listing]) {
    let mut offset = 0;
    let mut ours: Vec<(u64, String, bool)> = Vec::new();
    let mut volumes = Vec::new();
    for line in lines {
        let place = match line {
            Listing::Volume(volume) => {
                offset = volume.offset_bytes;
                if volume.outcome == evidence::VolumeOutcome::Read {
                    volumes.push(offset);
                }
                continue;
            }
            Listing::Entry(entry) => &entry.place,
            Listing::Skipped { place, .. } | Listing::Failed { place, .. } => place,
        };
        let path = String::from_utf8_lossy(&place.path).into_owned();
        ours.push((offset, path, place.allocation == Allocation::Deleted));
    }
    let ordinary = |path: &str| !path.starts_with('$') || path.starts_with("$Orphan");
    for volume in volumes {
        let Some(fls) = fls(image, volume) else { return };
        // Streams of a directory come twice from fls, by its name and by its dot.
        let fls: Vec<(String, bool)> =
            fls.into_iter().filter(|(path, _)| ordinary(path) && !path.contains("/.:")).collect();
        let mut mine: Vec<(String, bool)> = ours
            .iter()
            .filter(|(at, path, _)| *at == volume && ordinary(path))
            .map(|(_, path, deleted)| (path.clone(), *deleted))
            .collect();
        mine.sort();
        let only_mine: Vec<_> = mine.iter().filter(|name| !fls.contains(name)).collect();
        let only_fls: Vec<_> = fls.iter().filter(|name| !mine.contains(name)).collect();
        assert_eq!((only_mine, only_fls), (Vec::new(), Vec::new()), "ours alone, fls alone");
        assert_eq!(mine.len(), fls.len());
    }
}
