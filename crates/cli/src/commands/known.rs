//! `known import` and `known list`.

use crate::args::{FormatWord, House};
use crate::door::{Door, First};
use crate::failure::Failure;
use crate::progress::Bar;
use crate::screen::Screen;
use crate::stop;
use app::Format;
use app::deeds::{ImportKnownSet, ImportedSet, ListKnownSets};
use casework::profile::Class;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use web::Lang;

/// What is to be imported, as it was said.
pub(super) struct Wanted {
    pub(super) file: PathBuf,
    pub(super) name: String,
    pub(super) label: String,
    pub(super) source: String,
    pub(super) known_good: bool,
    pub(super) format: Option<FormatWord>,
}

pub(super) fn import(house: &House, wanted: Wanted, screen: &mut Screen) -> Result<(), Failure> {
    let door = Door::open(house, "known import", First::Begins)?;
    stop::listen()?;
    let mut bar = Bar::new(house.json);
    let set = import_as(&door, wanted, &mut bar);
    bar.clear();
    let set = set?;
    if house.json {
        return screen.json(&set);
    }
    show(&set, screen)
}

/// Imports with a bar that is the caller's.
pub(super) fn import_as(door: &Door, wanted: Wanted, bar: &mut Bar) -> Result<ImportedSet, Failure> {
    let format = wanted.format.map(Format::from);
    let harmless = wanted.known_good || format.or_else(|| recognise(&wanted.file)) == Some(Format::NsrlRds3);
    door.perform(ImportKnownSet {
        file: wanted.file,
        name: wanted.name,
        label: wanted.label,
        source: wanted.source,
        class: if harmless { Class::KnownGood } else { Class::Notified },
        format,
        watch: &mut |entries| bar.count("entries", entries),
    })
}

/// The form of a file by its beginning, to know what a set of that form means; the deed looks for itself.
fn recognise(path: &Path) -> Option<Format> {
    let mut head = Vec::new();
    File::open(path).ok()?.take(Format::HEAD_BYTES as u64).read_to_end(&mut head).ok()?;
    Format::recognise(&head, &path.file_name()?.to_string_lossy())
}

pub(super) fn show(set: &ImportedSet, screen: &mut Screen) -> Result<(), Failure> {
    let number = |value| Lang::En.number(value);
    let kept = &set.set;
    let class = match kept.class {
        Class::Notified => "known",
        Class::KnownGood => "known good",
    };
    writeln!(screen, "set {} version {}: {class}, from {}", set.name, set.version, kept.source)?;
    writeln!(screen, "  entries     {} ({} with a PDQ print)", number(kept.entries), number(kept.prints))?;
    for (name, value) in [("duplicates", kept.duplicates), ("contradict", kept.contradictions), ("refused", kept.refused)] {
        if value > 0 {
            writeln!(screen, "  {name:10}  {}", number(value))?;
        }
    }
    for problem in &kept.problems {
        writeln!(screen, "  problem     {problem}")?;
    }
    let more = kept.problems_total.saturating_sub(kept.problems.len() as u64);
    if more > 0 {
        writeln!(screen, "  problem     and {} more", number(more))?;
    }
    writeln!(screen, "  index       SHA-256 {}", kept.index_sha256)
}

pub(super) fn list(house: &House, screen: &mut Screen) -> Result<(), Failure> {
    let sets = Door::open(house, "known list", First::Expects)?.perform(ListKnownSets)?;
    if house.json {
        return screen.json(&sets);
    }
    if sets.is_empty() {
        return writeln!(screen, "There are no known sets yet. Import one with `hoeder known import`.");
    }
    let row = |set: &ImportedSet| {
        let class = if set.set.class == Class::KnownGood { "known good" } else { "known" };
        vec![
            set.name.clone(),
            set.version.to_string(),
            class.to_owned(),
            Lang::En.number(set.set.entries),
            Lang::En.number(set.set.prints),
            set.set.source.clone(),
            Lang::En.moment(set.imported_at),
        ]
    };
    let rows: Vec<_> = sets.iter().map(row).collect();
    screen.table(&["SET", "VERSION", "CLASS", "ENTRIES", "PRINTS", "SOURCE", "IMPORTED"], &[1, 3, 4], &rows)
}
