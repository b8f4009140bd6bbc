//! PDQ of photographs beside the reference hasher in C++, on one core.
//!
//! The reference is fetched and built at run time, in the cache folder, and never becomes part of this source. Both
//! programs go from a file to a hash, each with the decoder it is built on, and tell the processor time of each
//! picture; so what else the machine does stretches neither.

use super::table::thousands;
use super::{VersusError, input, output_of, peer};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where the reference hasher is published.
const REFERENCE: &str = "https://github.com/facebook/ThreatExchange";
/// Its sources that a hash needs, below `pdq/cpp`.
const SOURCES: [&str; 7] = [
    "common/pdqhamming.cpp",
    "common/pdqhashtypes.cpp",
    "common/pdqutils.cpp",
    "downscaling/downscaling.cpp",
    "hashing/pdqhashing.cpp",
    "hashing/torben.cpp",
    "io/pdqio.cpp",
];
/// What is taken out of the repository: those, their headers, and nothing of its tests.
const PARTS: [&str; 5] =
    ["pdq/cpp/CImg.h", "pdq/cpp/common", "pdq/cpp/downscaling", "pdq/cpp/hashing", "pdq/cpp/io"];
const DRIVER: &str = include_str!("driver.cpp");

/// Goals: at least so many times as quick, at most so many bits away.
const TIMES_MIN: f64 = 2.0;
const BITS_MAX: u32 = 2;

/// What to compare, as asked on the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedPdq {
    /// Photographs of 12 megapixels to make.
    pub pictures: usize,
    /// JPEG files to hash instead.
    pub folder: Option<PathBuf>,
    /// Times that each program hashes each picture.
    pub rounds: usize,
    /// A repository of the reference, instead of the one that is published.
    pub reference: Option<PathBuf>,
    /// Where inputs, the reference and results are kept from run to run.
    pub cache: PathBuf,
    /// Where cargo puts what it builds.
    pub target: PathBuf,
}

impl AskedPdq {
    /// How it is asked.
    pub const USE: &str = "cargo xtask versus pdq [--pictures N] [--folder DIR] [--rounds N] [--reference REPOSITORY] [--cache DIR]";

    /// Understands the words of a command line; `target` is where cargo puts what it builds.
    ///
    /// # Errors
    /// When a word is unknown or its value is missing.
    pub fn read(words: &[&str], target: &Path) -> Result<Self, VersusError> {
        let mut asked = Self {
            pictures: 24,
            folder: None,
            rounds: 5,
            reference: None,
            cache: target.join("versus"),
            target: target.to_owned(),
        };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let value = words.next().copied();
            let value = value.ok_or_else(|| VersusError::Words(format!("{word} needs a value")))?;
            match *word {
                "--pictures" => asked.pictures = super::count(value)?,
                "--rounds" => asked.rounds = super::count(value)?,
                "--folder" => asked.folder = Some(value.into()),
                "--reference" => asked.reference = Some(value.into()),
                "--cache" => asked.cache = value.into(),
                other => return Err(VersusError::Words(format!("{other} is not known"))),
            }
        }
        Ok(asked)
    }
}

/// Compares, telling each step, and gives the result as text for docs/performance.md.
///
/// # Errors
/// When the reference can't be had or built, or a program fails on a picture.
pub fn pdq(asked: &AskedPdq, tell: &dyn Fn(&str)) -> Result<String, VersusError> {
    fs::create_dir_all(&asked.cache).map_err(VersusError::file(&asked.cache))?;
    let cache = fs::canonicalize(&asked.cache).map_err(VersusError::file(&asked.cache))?;
    tell("building both hashers");
    let reference = Reference::built(asked.reference.as_deref(), &cache)?;
    let ours = ours(&asked.target)?;
    tell("preparing pictures");
    let folder = match &asked.folder {
        Some(folder) => folder.clone(),
        None => input::photographs(&cache, asked.pictures, "12", &|| peer::practice(None, &asked.target))?,
    };
    let pictures = input::read_through(&folder)?;
    tell(&format!("hashing {} pictures {} times with each", pictures.paths.len(), asked.rounds));
    // In turn, round by round: a machine that slows down does so for both.
    let (mut here, mut there) = (Hashed::default(), Hashed::default());
    for _ in 0..asked.rounds {
        here.take(&run(&ours, &pictures.paths)?)?;
        there.take(&run(&reference.program, &pictures.paths)?)?;
    }
    let text = text(&reference.commit, &pictures, asked.rounds, &here, &there)?;
    let path = cache.join("pdq.md");
    fs::write(&path, &text).map_err(VersusError::file(&path))?;
    Ok(text)
}

/// The reference hasher, built.
struct Reference {
    program: PathBuf,
    commit: String,
}

impl Reference {
    fn built(named: Option<&Path>, cache: &Path) -> Result<Self, VersusError> {
        let source = cache.join("ThreatExchange");
        let git = |words: &[&str]| output_of(Command::new("git").arg("-C").arg(&source).args(words));
        if git(&["rev-parse", "--verify", "--quiet", "HEAD"]).is_err() {
            input::fresh(&source)?;
            let mut clone = Command::new("git");
            clone.args(["clone", "--quiet", "--no-checkout"]);
            match named {
                Some(repository) => clone.arg("--shared").arg(repository),
                None => clone.args(["--depth", "1", REFERENCE]),
            };
            output_of(clone.arg(&source))?;
        }
        git(&[&["checkout", "--quiet", "HEAD", "--"], &PARTS[..]].concat())?;
        let commit = git(&["rev-parse", "HEAD"])?.trim().to_owned();
        let program = cache.join(format!("pdq-reference-{}", commit.get(..12).unwrap_or(&commit)));
        let driver = cache.join("driver.cpp");
        fs::write(&driver, DRIVER).map_err(VersusError::file(&driver))?;
        let mut compile = Command::new("g++");
        // As its own Makefile does, but with CImg's decoding by libjpeg instead of by a program of its own.
        compile.args(["-std=c++11", "-O3", "-w", "-Dcimg_use_jpeg", "-Dcimg_display=0"]);
        compile.arg("-I").arg(&source).arg("-I").arg(source.join("pdq/cpp")).arg(&driver);
        compile.args(SOURCES.map(|name| source.join("pdq/cpp").join(name)));
        output_of(compile.arg("-o").arg(&program).args(["-ljpeg", "-lpthread", "-lm"]))?;
        Ok(Self { program, commit })
    }
}

/// Our hasher, built as it is shipped.
fn ours(target: &Path) -> Result<PathBuf, VersusError> {
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--release", "--quiet", "--package", "xtask", "--example", "pdq", "--target-dir"]);
    output_of(cargo.arg(target).current_dir(env!("CARGO_MANIFEST_DIR")))?;
    Ok(target.join("release/examples/pdq"))
}

fn run(program: &Path, pictures: &[PathBuf]) -> Result<String, VersusError> {
    output_of(Command::new(program).arg("1").args(pictures))
}

/// What a hasher said of each picture: its hash, and the microseconds of each round.
#[derive(Debug, Default)]
struct Hashed {
    hashes: Vec<[u64; 4]>,
    qualities: Vec<u32>,
    micros: Vec<Vec<u64>>,
}

impl Hashed {
    /// Takes what one round printed.
    fn take(&mut self, said: &str) -> Result<(), VersusError> {
        let strange = |line: &str| VersusError::failed("a hasher", format!("said {line:?}"));
        for (at, line) in said.lines().enumerate() {
            let words: Vec<&str> = line.split_ascii_whitespace().collect();
            let [hash, quality, micros] = words.as_slice() else { return Err(strange(line)) };
            let hash = bits(hash).ok_or_else(|| strange(line))?;
            let micros = micros.parse().map_err(|_| strange(line))?;
            match (self.hashes.get(at), self.micros.get_mut(at)) {
                (Some(before), Some(all)) if *before == hash => all.push(micros),
                (Some(_), _) => return Err(strange(line)),
                _ => {
                    self.hashes.push(hash);
                    self.qualities.push(quality.parse().map_err(|_| strange(line))?);
                    self.micros.push(vec![micros]);
                }
            }
        }
        Ok(())
    }

    /// Milliseconds a picture: the median over pictures of the median over rounds.
    fn millis(&self) -> f64 {
        median(self.micros.iter().map(|rounds| median(rounds.iter().map(|micros| *micros as f64)))) / 1e3
    }
}

/// The 256 bits of 64 hex digits.
fn bits(hex: &str) -> Option<[u64; 4]> {
    let word = |at: usize| u64::from_str_radix(hex.get(at * 16..at * 16 + 16)?, 16).ok();
    (hex.len() == 64).then_some(())?;
    Some([word(0)?, word(1)?, word(2)?, word(3)?])
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

fn text(
    commit: &str,
    pictures: &input::Files,
    rounds: usize,
    here: &Hashed,
    there: &Hashed,
) -> Result<String, VersusError> {
    if here.hashes.len() != pictures.paths.len() || there.hashes.len() != pictures.paths.len() {
        return Err(VersusError::failed("a hasher", "left pictures out"));
    }
    let distance =
        |(a, b): (&[u64; 4], &[u64; 4])| a.iter().zip(b).map(|(a, b)| (a ^ b).count_ones()).sum::<u32>();
    let distances: Vec<u32> = here.hashes.iter().zip(&there.hashes).map(distance).collect();
    let most = distances.iter().copied().max().unwrap_or(0);
    let middle = median(distances.iter().map(|bits| f64::from(*bits)));
    let (ours, theirs) = (here.millis(), there.millis());
    let times = theirs / ours;
    let verdict = |met: bool| if met { "met" } else { "missed" };
    let weak = here.qualities.iter().filter(|quality| **quality < 50).count();
    Ok(format!(
        "### PDQ of JPEGs, one core\n\n\
         Input: {} pictures, {} bytes, {rounds} rounds, from file to hash; medians of processor time. {weak} of the \
         pictures have a quality under 50.\nReference: {REFERENCE} at {commit}, -O3, decoding by libjpeg-turbo's \
         libjpeg interface.\n\n\
         | hasher | ms a picture |\n|---|--:|\n| hoeder | {ours:.1} |\n| reference | {theirs:.1} |\n\n\
         - Goal: at least {TIMES_MIN:.1} times as quick. Measured: {times:.2}. {}.\n\
         - Goal: at most {BITS_MAX} bits away. Measured: {most} at most, {middle:.0} in the middle. {}.\n",
        thousands(pictures.paths.len() as u64),
        thousands(pictures.bytes),
        verdict(times >= TIMES_MIN),
        verdict(most <= BITS_MAX),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "000000000000000000000000000000000000000000000000000000000000000f";

    fn files(count: usize) -> input::Files {
        input::Files { folder: PathBuf::new(), paths: vec![PathBuf::new(); count], bytes: 1_000 }
    }

    #[test]
    fn words_are_understood_or_refused() {
        let asked = AskedPdq::read(&["--pictures", "3", "--reference", "/r"], Path::new("/t")).unwrap();
        assert_eq!((asked.pictures, asked.rounds), (3, 5));
        assert_eq!(asked.reference.as_deref(), Some(Path::new("/r")));
        for words in [&["--pictures"][..], &["--pictures", "0"], &["--quick", "1"]] {
            assert!(AskedPdq::read(words, Path::new("/t")).is_err(), "{words:?}");
        }
    }

    #[test]
    fn distances_and_medians_come_out_as_printed() {
        let (mut here, mut there) = (Hashed::default(), Hashed::default());
        let zero = "0".repeat(64);
        for micros in [9_000, 10_000, 90_000] {
            here.take(&format!("{ONE} 80 {micros}\n{zero} 20 {micros}")).unwrap();
            there.take(&format!("{zero} 80 {}\n{zero} 20 {}", 3 * micros, 3 * micros)).unwrap();
        }
        let text = text("abc", &files(2), 3, &here, &there).unwrap();
        assert!(text.contains("| hoeder | 10.0 |") && text.contains("| reference | 30.0 |"), "{text}");
        assert!(
            text.contains("Measured: 3.00. met.") && text.contains("4 at most, 4 in the middle. missed.")
        );
        assert!(text.contains("1 of the pictures"), "{text}");
    }

    #[test]
    fn a_hasher_that_contradicts_itself_or_leaves_pictures_out_is_not_believed() {
        let mut hashed = Hashed::default();
        hashed.take(&format!("{ONE} 80 1")).unwrap();
        assert!(hashed.take(&format!("{} 80 1", "0".repeat(64))).is_err());
        for line in
            ["", "x", &format!("{ONE} 80"), &format!("{ONE}0 80 1"), &format!("{} 80 1", "é".repeat(32))]
        {
            assert!(Hashed::default().take(&format!("{line}\n")).is_err(), "{line:?}");
        }
        assert!(text("abc", &files(2), 1, &hashed, &hashed).is_err());
    }
}
