//! Turns `law/*.toml` and `law/seals.txt` into a table that the compiler can check: a rule that cites a provision
//! which is not there does not compile. May not change a word of what stands in those files.

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};
use toml::{Table, Value};

const FILES: [&str; 5] = ["sv", "sr", "policy", "case-law", "data"];
const CONFIDENCES: [(&str, &str); 6] = [
    ("S", "Source"),
    ("S-open", "SourceOpening"),
    ("S-old", "OldSource"),
    ("2", "Secondary"),
    ("M", "Memory"),
    ("I", "Inference"),
];

#[expect(
    clippy::disallowed_methods,
    reason = "cargo tells a build script through the environment where to write"
)]
fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=law");
    let seals = fs::read_to_string("law/seals.txt")?;
    let mut rows = String::new();
    let mut names = String::new();
    let mut count = 0;
    for file in FILES {
        let path = format!("law/{file}.toml");
        let table: Table = fs::read_to_string(&path)?.parse().map_err(|error| format!("{path}: {error}"))?;
        let provisions =
            table.get("provision").and_then(Value::as_array).ok_or(format!("{path}: no [[provision]]"))?;
        for provision in provisions {
            let row = row(provision, &seals).map_err(|error| format!("{path}: {error}: {provision:?}"))?;
            let id = text(provision, "id")?;
            writeln!(rows, "{row}")?;
            writeln!(
                names,
                "#[doc = {:?}]\npub const {}: ProvisionId = ProvisionId({count});",
                format!("{} {}", text(provision, "law")?, text(provision, "article")?),
                id.to_uppercase().replace('-', "_"),
            )?;
            count += 1;
        }
    }
    let code = format!(
        "pub(super) static PROVISIONS: [Provision; {count}] = [\n{rows}];\n\
         /// Each provision by its name.\npub mod id {{\nuse super::ProvisionId;\n{names}}}\n"
    );
    fs::write(Path::new(&env::var("OUT_DIR")?).join("provisions.rs"), code)?;
    Ok(())
}

fn row(provision: &Value, seals: &str) -> Result<String, Box<dyn Error>> {
    let id = text(provision, "id")?;
    let version = provision.get("version").and_then(Value::as_integer).ok_or("no version")?;
    let confidence = text(provision, "confidence")?;
    let (_, confidence) =
        CONFIDENCES.iter().find(|(word, _)| *word == confidence).ok_or("no such confidence")?;
    // A provision without a seal builds, so that the test can say which line is missing.
    let seal = seals
        .lines()
        .filter_map(|line| line.strip_prefix(&format!("{id} {version} ")))
        .next()
        .map_or_else(|| "0".repeat(64), str::to_owned);
    let bytes: Vec<String> = (0..32)
        .map(|at| {
            seal.get(2 * at..2 * at + 2).map(|hex| format!("0x{hex}")).ok_or("a seal has 64 hex digits")
        })
        .collect::<Result<_, _>>()?;
    Ok(format!(
        "Provision {{ id: {id:?}, version: {version}, law: {:?}, article: {:?}, in_force_from: {}, in_force_to: {}, \
         read_as_of: {}, source: {:?}, read_at: {:?}, confidence: Confidence::{confidence}, nl: {:?}, en: {:?}, \
         sha256: Sha256([{}]) }},",
        text(provision, "law")?,
        text(provision, "article")?,
        day(provision, "in_force_from")?,
        day(provision, "in_force_to")?,
        day(provision, "read_as_of")?,
        text(provision, "source")?,
        text(provision, "read_at")?,
        text(provision, "nl")?,
        text(provision, "en")?,
        bytes.join(", "),
    ))
}

fn text<'a>(provision: &'a Value, key: &str) -> Result<&'a str, String> {
    provision.get(key).and_then(Value::as_str).map(str::trim).ok_or(format!("no {key}"))
}

/// A local date of TOML, or nothing where the bound was not seen.
fn day(provision: &Value, key: &str) -> Result<String, String> {
    let Some(value) = provision.get(key) else { return Ok("None".to_owned()) };
    let date = value.as_datetime().and_then(|moment| moment.date).ok_or(format!("{key} is no date"))?;
    Ok(format!("Some(date({}, {}, {}))", date.year, date.month, date.day))
}
