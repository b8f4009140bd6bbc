//! A whole practice carrier against the truth it was made from: everything found, with the right facts.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by it")]

mod house;

use house::House;
use serde_json::Value;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::Path;
use std::process::Command;
use testkit::TruthItem;
use testkit::practice::{PracticeSize, PracticeWorld, build};

const NEAR_BITS_MAX: u64 = 31;

/// Imports the four practice sets, reads the carrier, and gives what the reading said and all items.
fn read(house: &House, world: &PracticeWorld) -> (Value, Vec<Value>) {
    let sets = [
        ("known-a", &world.known_a, "A1", false),
        ("known-b", &world.known_b, "A1", false),
        ("known-pdq", &world.known_pdq, "A1", false),
        ("known-good", &world.known_good, "goed", true),
    ];
    let mut known = Vec::new();
    for (name, path, label, good) in sets {
        let path = path.to_str().unwrap();
        let words = ["known", "import", path, "--as", name, "--category", label, "--source", "Oefendienst"];
        house.ok(&[&words[..], if good { &["--known-good"] } else { &[] }].concat());
        known.extend(["--known", name]);
    }
    let said = house.read(world.carrier.path(), &[&known[..], &["--carrier", "oefening"]].concat());
    (said, house.items(&["--case", "zaak"]))
}

/// The place of an item in the listing. `numbers` are those of the read volumes in the order of the disk.
fn place(item: &TruthItem, numbers: &[u64]) -> String {
    let mut place = item.found_as.as_ref().unwrap_or(&item.path).clone();
    if let Some(volume) = item.volume.map(usize::from) {
        place = format!("vol{}:/{place}", numbers[volume]);
    }
    for (depth, step) in item.chain.iter().enumerate() {
        let thumbnail = item.thumbnail && depth + 1 == item.chain.len();
        place += &if thumbnail { "!exif".to_owned() } else { format!("!/{step}") };
    }
    place
}

fn statements(item: &Value, good: bool) -> BTreeSet<(&str, &str)> {
    let exact = item["matches"].as_array().unwrap().iter().filter(|hit| hit["by"] != "pdq");
    let pairs = exact.map(|hit| (hit["set"].as_str().unwrap(), hit["label"].as_str().unwrap()));
    pairs.filter(|(set, _)| (*set == "known-good") == good).collect()
}

fn has_defect(item: &Value, kind: &str) -> bool {
    item["defects"].as_array().unwrap().iter().any(|defect| defect["kind"] == kind)
}

/// What is wrong with how a picture made out of a known one was found.
fn twin_fault(truth: &TruthItem, item: &Value) -> Option<String> {
    let twin = truth.facts.twin.as_ref()?;
    let near = item["matches"].as_array().unwrap().iter().filter(|hit| hit["by"] == "pdq");
    // The prints of all eight orientations come from one sampling, which meets other points of a small picture
    // when that is turned: a small one may be missed, a large one may not.
    let small = item["height"].as_u64() < Some(512) || item["width"].as_u64() < Some(512);
    let Some(hit) = near.min_by_key(|hit| hit["distance_bits"].as_u64()) else {
        return (twin.upright || !small).then(|| format!("no near match, {}", twin.made));
    };
    let orientation = match twin.made.as_str() {
        "mirrored" => hit["orientation"] == "flip-y",
        "turned a quarter" => hit["orientation"] == "rotate-90",
        _ => (hit["orientation"] == "original") == twin.upright,
    };
    let right = hit["distance_bits"].as_u64() <= Some(NEAR_BITS_MAX)
        && orientation
        && hit["status"] == "awaits_review"
        && item["standing"] == "near_waiting";
    (!right).then(|| format!("{}: {hit}, {}", twin.made, item["standing"]))
}

/// Everything in which what was found differs from one line of the truth.
fn faults(truth: &TruthItem, item: &Value, inside: &[&Value]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut say = |holds: bool, what: &str| {
        if !holds {
            faults.push(format!("{what}: {item}"));
        }
    };
    if truth.facts.lost {
        say(item["outcome"] == "failed", "lost, and not failed");
        say(item["defects"].as_array().is_some_and(|defects| !defects.is_empty()), "lost, without a defect");
        return faults;
    }
    say(item["outcome"] == "read", "outcome");
    say(item["size"] == truth.size_bytes, "size");
    say(item["md5"] == truth.md5.to_string(), "md5");
    say(item["sha1"] == truth.sha1.to_string(), "sha1");
    say(item["sha256"] == truth.sha256.to_string(), "sha256");
    say(item["deleted"] == truth.deleted, "deleted");
    let known = truth.known.iter().map(|known| (known.set.as_str(), known.label.word())).collect();
    say(statements(item, false) == known, "known");
    say(statements(item, true).is_empty() != truth.known_good, "known good");
    say((item["standing"] == "known") != truth.known.is_empty(), "standing known");
    say((item["standing"] == "known_good") == truth.known_good, "standing known good");
    // What is locked says so of its member.
    let flawed = |item: &Value| item["defects"].as_array().is_some_and(|defects| !defects.is_empty());
    let told = flawed(item) || inside.iter().any(|member| flawed(member));
    say(told || truth.facts.damage.is_none(), "damage without a defect");
    let signs = |program: &String| {
        let begins = |sign: &Value| sign["text"].as_str().is_some_and(|text| text.starts_with(program));
        item["signs_of_place"].as_array().is_some_and(|signs| signs.iter().any(begins))
    };
    say(truth.facts.shared_folder.iter().all(signs), "in a shared folder, and no sign of it");
    let near = item["matches"].as_array().is_some_and(|hits| hits.iter().any(|hit| hit["by"] == "pdq"));
    say(!near || truth.facts.twin.is_some() || !truth.known.is_empty(), "near, and no twin");
    let strange = item["defects"].as_array().unwrap().iter().all(|defect| defect["kind"] == "strange_name");
    say(strange || truth.facts.damage.is_some(), "a defect of something whole");
    if let Some(fault) = twin_fault(truth, item) {
        say(false, &fault);
    }
    faults
}

/// Holds all items against the truth; gives those that no line of the truth names.
fn compare<'a>(world: &PracticeWorld, items: &'a [Value]) -> Vec<&'a Value> {
    let truth = &world.truth;
    let numbers: BTreeSet<u64> = items.iter().filter_map(|item| item["volume"].as_u64()).collect();
    let numbers: Vec<u64> = numbers.into_iter().collect();
    assert_eq!(numbers.len(), truth.volumes.len());
    let mut here: HashMap<&str, Vec<&Value>> = HashMap::new();
    let mut inside: HashMap<u64, Vec<&Value>> = HashMap::new();
    for item in items {
        here.entry(item["path"].as_str().unwrap()).or_default().push(item);
        if let Some(holder) = item["parent"].as_u64() {
            inside.entry(holder).or_default().push(item);
        }
    }
    let mut named = HashSet::new();
    let mut wrong = Vec::new();
    for line in &truth.items {
        let place = place(line, &numbers);
        let [item] = here.get(place.as_str()).map_or(&[][..], Vec::as_slice) else {
            wrong.push(format!("not there, or more than once: {place}"));
            continue;
        };
        let order = item["order"].as_u64().unwrap();
        named.insert(order);
        let members = inside.get(&order).map_or(&[][..], Vec::as_slice);
        wrong.extend(faults(line, item, members).into_iter().map(|fault| format!("{place}: {fault}")));
    }
    assert!(wrong.is_empty(), "{} faults:\n{}", wrong.len(), wrong.join("\n"));
    items.iter().filter(|item| !named.contains(&item["order"].as_u64().unwrap())).collect()
}

/// Of all items with the same bytes the first is itself and the others are copies of it.
fn copies(world: &PracticeWorld, items: &[Value]) {
    let mut first: HashMap<&str, (&Value, usize)> = HashMap::new();
    for item in items.iter().filter(|item| item["size"] != 0) {
        let Some(sha256) = item["sha256"].as_str() else { continue };
        let of = first.entry(sha256).or_insert((&item["order"], 0));
        of.1 += 1;
        assert_eq!(&item["copy_of"], if of.1 == 1 { &Value::Null } else { of.0 }, "{item}");
    }
    for line in world.truth.items.iter().filter(|line| line.size_bytes > 0 && line.facts.damage.is_none()) {
        assert_eq!(first[line.sha256.to_string().as_str()].1, line.copies, "{}", line.path);
    }
}

#[test]
fn a_folder_is_read_as_the_truth_has_it() {
    let house = House::new();
    let world = build(&house.path("oefening"), 7, PracticeSize::Small).unwrap();
    let (said, items) = read(&house, &world);
    assert_eq!(said["found"].as_u64(), Some(items.len() as u64));
    let more = compare(&world, &items);
    copies(&world, &items);
    // Besides: folders alone.
    for item in more {
        assert!(item["reason"] == "directory", "{item}");
    }
    let bomb = items.iter().find(|item| item["path"].as_str().unwrap().ends_with("zwelt.zip")).unwrap();
    assert!(has_defect(bomb, "limit_reached") && bomb["standing"] == "defect", "{bomb}");
    let of = |end: &str| items.iter().find(|item| item["path"].as_str().unwrap().ends_with(end)).unwrap();
    let locked = of("op-slot.zip!/binnen.jpg");
    assert_eq!((&locked["outcome"], &locked["defects"].as_array().unwrap().len()), (&"failed".into(), &1));
    assert!(has_defect(locked, "encrypted") && locked["sha256"].is_null(), "{locked}");

    let report = house.json(&["carrier", "report", "--case", "zaak"]);
    let disagreeing = |labels: &[&str]| {
        let both =
            |line: &&TruthItem| line.known.iter().map(|known| known.label.word()).eq(labels.iter().copied());
        world.truth.items.iter().filter(both).count() as u64
    };
    let told = report["profile"]["disagreements"].as_array().unwrap();
    let mut sum = 0;
    for one in told {
        let labels: Vec<&str> =
            one["statements"].as_array().unwrap().iter().map(|of| of["label"].as_str().unwrap()).collect();
        assert_eq!(one["items"]["count"], disagreeing(&labels), "{labels:?}");
        sum += disagreeing(&labels);
    }
    let all = world.truth.items.iter().filter(|line| {
        let labels: BTreeSet<_> = line.known.iter().map(|known| known.label).collect();
        labels.len() > 1
    });
    assert_eq!(sum, all.count() as u64);
    assert!(sum > 0);
}

/// Names that `fls` lists on a volume. The streams of NTFS's own files count as one name, as they do here.
fn fls(image: &Path, offset_bytes: u64) -> Option<usize> {
    let sector = (offset_bytes / 512).to_string();
    let said = Command::new("fls").args(["-r", "-p", "-o", &sector]).arg(image).output().ok()?;
    assert!(said.status.success());
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    let names = said.lines().filter_map(|line| line.split_once('\t')).map(|(_, name)| name);
    let (own, others): (Vec<&str>, Vec<&str>) = names.partition(|name| name.starts_with('$'));
    let own: HashSet<&str> = own.iter().map(|name| name.split(':').next().unwrap_or(name)).collect();
    Some(own.len() + others.len())
}

#[test]
fn a_disk_is_read_as_the_truth_and_fls_have_it() {
    let house = House::new();
    let world = match build(&house.path("oefening"), 7, PracticeSize::Items(400)) {
        Ok(world) => world,
        Err(fault) => return eprintln!("skipped: no practice disk can be made here: {fault}"),
    };
    let (_, items) = read(&house, &world);
    compare(&world, &items);
    let bomb = items.iter().find(|item| item["path"].as_str().unwrap().ends_with("zwelt.zip")).unwrap();
    assert!(has_defect(bomb, "limit_reached") && bomb["standing"] == "defect", "{bomb}");
    let image = world.carrier.path();
    let numbers: BTreeSet<u64> = items.iter().filter_map(|item| item["volume"].as_u64()).collect();
    for (volume, number) in world.truth.volumes.iter().zip(numbers) {
        let own = |item: &&Value| item["volume"] == number && item["parent"].is_null();
        let Some(listed) = fls(image, volume.offset_bytes) else {
            return eprintln!("skipped: fls of The Sleuth Kit is not installed");
        };
        assert_eq!(items.iter().filter(own).count(), listed, "{}", volume.file_system);
    }
}
