//! A practice world is what its truth says it is.

#![expect(clippy::unwrap_used, reason = "a test that can't go on stops")]

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::process::Command;
use testkit::practice::{Carrier, PracticeSize, PracticeWorld, build};
use testkit::{Truth, TruthItem, digests, encode, pdq};
use vocab::{Sha256, escape_bytes, unescape_bytes};

fn small(seed: u64) -> (tempfile::TempDir, PracticeWorld) {
    let folder = tempfile::tempdir().unwrap();
    let world = build(folder.path(), seed, PracticeSize::Small).unwrap();
    (folder, world)
}

/// Every file below a folder: its path as the truth writes it, and its bytes.
fn walk(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    use std::os::unix::ffi::OsStrExt as _;
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().as_os_str().as_bytes();
                found.insert(escape_bytes(name), fs::read(&path).unwrap());
            }
        }
    }
    found
}

fn outermost(truth: &Truth) -> impl Iterator<Item = &TruthItem> {
    truth.items.iter().filter(|item| item.chain.is_empty())
}

#[test]
fn the_truth_lists_every_file_and_no_other() {
    let (_folder, world) = small(1);
    let found = walk(world.carrier.path());
    let listed: BTreeSet<&str> = outermost(&world.truth).map(|item| item.path.as_str()).collect();
    assert_eq!(found.keys().map(String::as_str).collect::<BTreeSet<_>>(), listed);
    assert_eq!(outermost(&world.truth).count(), listed.len(), "no path twice");
    for item in outermost(&world.truth) {
        let bytes = &found[&item.path];
        let taken = digests(bytes);
        assert_eq!(
            (taken.md5, taken.sha1, taken.sha256),
            (item.md5, item.sha1, item.sha256),
            "{}",
            item.path
        );
        assert_eq!(bytes.len() as u64, item.size_bytes);
        assert!(unescape_bytes(&item.path).is_some());
    }
    let written: Truth = serde_json::from_slice(&fs::read(&world.truth_path).unwrap()).unwrap();
    assert_eq!(written, world.truth);
    assert!(world.truth.items.len() >= 240, "{}", world.truth.items.len());
}

#[test]
fn a_seed_is_a_world() {
    let ((_a, first), (_b, again), (_c, other)) = (small(7), small(7), small(8));
    assert_eq!(first.truth, again.truth);
    assert_eq!(walk(first.carrier.path()), walk(again.carrier.path()));
    for (one, two) in [(&first.known_a, &again.known_a), (&first.known_b, &again.known_b)] {
        assert_eq!(fs::read(one).unwrap(), fs::read(two).unwrap());
    }
    // A megabyte of zeros is the same from every seed.
    let large = |item: &&TruthItem| item.size_bytes > 4096 && item.facts.damage.is_none();
    let same: BTreeSet<Sha256> = first.truth.items.iter().filter(large).map(|item| item.sha256).collect();
    let shared = other.truth.items.iter().filter(|item| same.contains(&item.sha256));
    assert_eq!(shared.count(), 0, "another seed has other pictures");
}

#[test]
fn twins_are_near_and_all_else_is_far() {
    let (_folder, world) = small(2);
    let found = walk(world.carrier.path());
    let twins: Vec<_> = world.truth.items.iter().filter_map(|item| item.facts.twin.as_ref()).collect();
    assert!(twins.len() >= 12);
    let kinds: BTreeSet<&str> = twins.iter().map(|twin| twin.made.as_str()).collect();
    assert_eq!(kinds.len(), 6, "{kinds:?}");
    for twin in &twins {
        assert!(twin.distance_bits <= 31, "{}: {} bits", twin.made, twin.distance_bits);
    }
    let mut prints = HashMap::new();
    for item in
        outermost(&world.truth).filter(|item| item.facts.twin.is_none() && item.facts.damage.is_none())
    {
        if let Ok(picture) = encode::decode(&found[&item.path]) {
            let (print, quality) = pdq(&picture);
            assert!(quality >= 50, "{}: quality {quality}", item.path);
            prints.insert(item.sha256, print);
        }
    }
    assert!(prints.len() > 60, "{}", prints.len());
    let prints: Vec<_> = prints.into_iter().collect();
    for (i, (one, a)) in prints.iter().enumerate() {
        for (two, b) in &prints[i + 1..] {
            assert!(a.distance_bits(b) > 40, "{one} and {two}: {} bits", a.distance_bits(b));
        }
    }
}

/// Unpacks with readers of its own what the truth says is inside, to any depth.
fn unpack(name: &str, bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let tar = |bytes: Vec<u8>| {
        let mut archive = tar::Archive::new(Cursor::new(bytes));
        let entries = archive.entries().unwrap().map(|entry| {
            let mut entry = entry.unwrap();
            let name = String::from_utf8(entry.path_bytes().into_owned()).unwrap();
            let mut member = Vec::new();
            entry.read_to_end(&mut member).unwrap();
            (name, member)
        });
        entries.collect::<Vec<_>>()
    };
    let read = |mut from: Box<dyn Read + '_>| {
        let mut all = Vec::new();
        from.read_to_end(&mut all).unwrap();
        all
    };
    if name.ends_with(".zip") {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let members = (0..archive.len()).map(|i| {
            let mut file = archive.by_index(i).unwrap();
            let mut member = Vec::new();
            file.read_to_end(&mut member).unwrap();
            (file.name().unwrap().into_owned(), member)
        });
        members.collect()
    } else if name.ends_with(".tar.gz") {
        tar(read(Box::new(flate2::read::GzDecoder::new(bytes))))
    } else if name.ends_with(".tar.xz") {
        tar(read(Box::new(liblzma::read::XzDecoder::new(bytes))))
    } else if name.ends_with(".tar.zst") {
        tar(zstd::decode_all(bytes).unwrap())
    } else {
        let mut members = Vec::new();
        let mut archive = sevenz_rust2::ArchiveReader::new(Cursor::new(bytes), "".into()).unwrap();
        archive
            .for_each_entries(|entry, from| {
                let mut member = Vec::new();
                from.read_to_end(&mut member)?;
                members.push((entry.name().to_owned(), member));
                Ok(true)
            })
            .unwrap();
        members
    }
}

#[test]
fn archives_hold_what_the_truth_says() {
    let (_folder, world) = small(3);
    let found = walk(world.carrier.path());
    let mut checked = 0;
    let mut formats = BTreeSet::new();
    let whole = |item: &&TruthItem| !item.chain.is_empty() && !item.thumbnail && !item.facts.lost;
    for item in world.truth.items.iter().filter(whole) {
        let mut name = item.path.clone();
        let mut bytes = found[&item.path].clone();
        for step in &item.chain {
            formats.insert(name.split_once('.').unwrap().1.to_owned());
            let members = unpack(&name, &bytes);
            (name, bytes) = members.into_iter().find(|(member, _)| member == step).unwrap();
        }
        assert_eq!(digests(&bytes).sha256, item.sha256, "{} {:?}", item.path, item.chain);
        checked += 1;
    }
    assert!(checked >= 30, "{checked}");
    assert!(world.truth.items.iter().any(|item| item.chain.len() == 3), "three levels deep");
    assert!(world.truth.items.iter().any(|item| item.chain.iter().any(|step| step.starts_with("../"))));
    assert!(formats.len() >= 3, "{formats:?}");
}

#[test]
fn thumbnails_are_in_their_pictures() {
    let (_folder, world) = small(4);
    let found = walk(world.carrier.path());
    let thumbnails: Vec<_> = world.truth.items.iter().filter(|item| item.thumbnail).collect();
    assert!(thumbnails.len() >= 40);
    for item in thumbnails {
        let holder = &found[&item.path];
        let inside = holder
            .windows(item.size_bytes as usize)
            .any(|part| part.starts_with(b"\xff\xd8\xff") && digests(part).sha256 == item.sha256);
        assert!(inside, "{}", item.path);
    }
}

#[test]
fn the_sets_say_what_the_truth_says() {
    let (_folder, world) = small(5);
    let a: serde_json::Value = serde_json::from_slice(&fs::read(&world.known_a).unwrap()).unwrap();
    let a: HashMap<String, String> = a["value"]
        .as_array()
        .unwrap()
        .iter()
        .map(|media| {
            (media["MD5"].as_str().unwrap().to_lowercase(), media["Category"].as_str().unwrap().to_owned())
        })
        .collect();
    let b = fs::read_to_string(&world.known_b).unwrap();
    let b: HashMap<&str, &str> = b
        .lines()
        .skip(1)
        .map(|line| {
            let fields: Vec<&str> = line.split(',').collect();
            (fields[0], fields[2])
        })
        .collect();
    let good = rusqlite::Connection::open(&world.known_good).unwrap();
    let (mut known, mut disagreed, mut innocent) = (0, 0, 0);
    for item in &world.truth.items {
        let md5 = item.md5.to_string();
        let said = |set: &str| item.known.iter().find(|k| k.set == set).map(|k| k.label.word());
        assert_eq!(said("known-a"), a.get(&md5).map(String::as_str));
        assert_eq!(said("known-b"), b.get(md5.as_str()).copied());
        known += usize::from(!item.known.is_empty());
        disagreed += usize::from(matches!((said("known-a"), said("known-b")), (Some(a), Some(b)) if a != b));
        let listed: bool = good
            .query_row("SELECT count(*) > 0 FROM FILE WHERE md5 = ?1", [md5.to_uppercase()], |row| row.get(0))
            .unwrap();
        assert_eq!(listed, item.known_good, "{}", item.path);
        innocent += usize::from(listed);
    }
    assert!(
        known >= 12 && disagreed >= 1 && innocent >= 5,
        "{known} known, {disagreed} disagreed, {innocent} good"
    );
    let prints = fs::read_to_string(&world.known_pdq).unwrap();
    assert!(prints.lines().skip(1).all(|line| line.split_once(',').unwrap().0.parse::<vocab::Pdq>().is_ok()));
}

#[test]
fn copies_are_counted() {
    let (_folder, world) = small(6);
    let mut counts: HashMap<Sha256, usize> = HashMap::new();
    world.truth.items.iter().for_each(|item| *counts.entry(item.sha256).or_default() += 1);
    assert!(world.truth.items.iter().all(|item| item.copies == counts[&item.sha256]));
    assert!(world.truth.items.iter().filter(|item| item.copies > 1).count() >= 10);
    for damage in ["2^31", "one bit", "swells", "password"] {
        let has = |item: &TruthItem| item.facts.damage.as_ref().is_some_and(|how| how.contains(damage));
        assert!(world.truth.items.iter().any(has), "{damage}");
    }
    let lost: Vec<_> = world.truth.items.iter().filter(|item| item.facts.lost).collect();
    let places: BTreeSet<&str> = lost.iter().map(|item| item.path.rsplit('/').next().unwrap()).collect();
    assert_eq!(places, BTreeSet::from(["afgekapt.zip", "op-slot.zip", "zwelt.zip"]));
    assert!(lost.iter().all(|item| item.chain.len() == 1 && item.facts.damage.is_some()));
}

/// The Sleuth Kit, where installed, finds the partitions where the truth puts them and recovers each file,
/// deleted ones included.
#[test]
fn a_disk_holds_what_the_truth_says() {
    if Command::new("tsk_recover").arg("-V").output().is_err() || Command::new("mkfs.fat").output().is_err() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let world = build(folder.path(), 9, PracticeSize::Items(300)).unwrap();
    let Carrier::Image(image) = &world.carrier else { panic!("an image was asked for") };
    let second: PathBuf = image.with_extension("E02");
    assert!(image.extension().is_none_or(|end| end != "E01") || second.is_file(), "at least two segments");
    let table = Command::new("mmls").arg(image).output().unwrap();
    let table = String::from_utf8(table.stdout).unwrap();
    for volume in &world.truth.volumes {
        assert!(table.contains(&format!("{:010}", volume.offset_bytes / 512)), "{volume:?}\n{table}");
        let out = folder.path().join(format!("out{}", volume.number));
        let run = Command::new("tsk_recover")
            .args(["-e", "-o", &(volume.offset_bytes / 512).to_string()])
            .args([image, &out])
            .output()
            .unwrap();
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        let recovered: BTreeSet<Sha256> = walk(&out).values().map(|bytes| digests(bytes).sha256).collect();
        let mine = outermost(&world.truth).filter(|item| item.volume == Some(volume.number));
        // tsk_recover writes neither streams nor empty files.
        for item in mine.filter(|item| !item.facts.stream && item.size_bytes > 0) {
            assert!(recovered.contains(&item.sha256), "volume {}: {}", volume.number, item.path);
        }
    }
    assert!(world.truth.items.iter().filter(|item| item.deleted).count() >= 6);
    for item in world.truth.items.iter().filter(|item| item.deleted && item.volume == Some(1)) {
        let found = item.found_as.as_ref().unwrap();
        assert_eq!(found.len(), item.path.len());
        assert!(found.contains("/_EG"), "{found}");
    }
    // The turned and mirrored photographs are twins too.
    if testkit::everyday().is_some() {
        let twins = world.truth.items.iter().filter_map(|item| item.facts.twin.as_ref());
        let turned = twins.filter(|twin| twin.made.starts_with("orientations/") && !twin.upright);
        assert!(turned.count() >= 7);
    }
}
