//! Outside programs read what is given out of leads: `case_validate` accepts the graph and rejects a corrupted one, rdflib
//! finds the same names in it, and Python's reader finds the same cells in the table.
#![expect(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test fails by it, or says why it was skipped"
)]

use app::network::exchange::LeadForm;
use app::network::{CountryCount, MemberRef, NetworkLeads, ReadTable, SourceFile, ToldLead, ToldReason};
use casework::lead::{CAVEAT, LeadTable};
use network::country::Habit;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use vocab::{Moment, NetworkId, RecordId, Sha256};

/// The folder of programs of a Python with case-utils, in an environment under the target folder; `None`, with the reason
/// said, where there is none.
fn programs() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("case-python");
    let programs = folder.join("bin");
    let works = || {
        Command::new(programs.join("case_validate")).arg("--help").output().is_ok_and(|o| o.status.success())
    };
    if works() {
        return Some(programs);
    }
    let made = Command::new("python3").args(["-m", "venv"]).arg(&folder).output();
    let installed = made.is_ok_and(|output| output.status.success())
        && Command::new(programs.join("python"))
            .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "case-utils>=0.17,<1"])
            .output()
            .is_ok_and(|output| output.status.success());
    if installed && works() {
        return Some(programs);
    }
    eprintln!(
        "SKIPPED: python3 with venv and the package case-utils could not be had, so no outside reader was asked"
    );
    None
}

fn reason(rule: &str, text: &str, strength: &str) -> ToldReason {
    ToldReason { rule: rule.into(), text: text.into(), strength: strength.into() }
}

/// Names that would be a formula, a tag, a statement, a path, or turn the line around.
const NAMES: [&str; 7] = [
    "tulip",
    "=HYPERLINK(\"http://example.invalid\",\"x\")",
    "<script>alert(1)</script>",
    "x'); DROP TABLE network;--",
    "../../etc/passwd",
    "moo\u{202e}nrettap \"quoted\",\r\n and more",
    "🌷 garden \u{1b}[2J",
];

fn leads() -> NetworkLeads {
    let lead = |(number, name): (u32, &&str)| ToldLead {
        member: MemberRef { number, id: (number + 2).to_string(), name: (*name).into() },
        country: if number % 3 == 0 { "BE" } else { "NL" }.into(),
        strength: "clear".into(),
        grounds: vec![
            reason("lead.place", &format!("states as place \"{name}\""), "clear"),
            reason("lead.hours", "hours of activity would be usual at UTC+1.0", "weak"),
        ],
        against: vec![reason("lead.language", "states the language \"pl\", used in 1 countries", "weak")],
    };
    let count = |country: &str, name: &str, clear| CountryCount {
        country: country.into(),
        name: name.into(),
        strong: 0,
        clear,
        weak: 0,
    };
    NetworkLeads {
        case: "Tulp".parse().unwrap(),
        network: NetworkId(RecordId::new(1, [7; 10])),
        name: "garden forum".into(),
        source: "/cases/garden.sql".into(),
        files: vec![SourceFile { name: String::new(), sha256: Sha256([1; 32]), size_bytes: 1234 }],
        ledger_intent: 12,
        made_at: Moment::from_unix(1_790_000_000, 0).unwrap(),
        made_by: "N. Analist".into(),
        tables: vec![ReadTable {
            table: LeadTable { file: "countries.csv".into(), sha256: Sha256([2; 32]) },
            ranges: 3,
            left_aside: Default::default(),
            disputed: 0,
        }],
        habit: Habit::stated(),
        caveat: CAVEAT,
        countries: vec![count("NL", "Netherlands", 4), count("BE", "Belgium", 3)],
        members: NAMES.len() as u64,
        leads: (0..).zip(&NAMES).map(lead).collect(),
    }
}

fn validate(programs: &Path, graph: &Value) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("leads.jsonld");
    std::fs::write(&path, graph.to_string()).unwrap();
    Command::new(programs.join("case_validate")).arg(&path).output().unwrap()
}

fn things(graph: &mut Value) -> &mut Vec<Value> {
    graph["@graph"].as_array_mut().unwrap()
}

fn of_type<'a>(graph: &'a mut Value, kind: &str) -> &'a mut Value {
    things(graph).iter_mut().find(|thing| thing["@type"] == kind).unwrap()
}

/// What is wrong with a graph, and how it is made wrong.
type Corruption = (&'static str, fn(&mut Value));

#[test]
fn case_validate_accepts_the_graph_and_rejects_a_corrupted_one() {
    let Some(programs) = programs() else { return };
    let bytes = LeadForm::CaseUco.write(&leads()).unwrap();
    let graph: Value = serde_json::from_slice(&bytes).unwrap();
    let said = validate(&programs, &graph);
    let text = String::from_utf8_lossy(&said.stdout).into_owned();
    assert!(
        said.status.success() && text.contains("Conforms: True"),
        "{text}{}",
        String::from_utf8_lossy(&said.stderr)
    );

    let corruptions: [Corruption; 4] = [
        ("a tie without a source", |graph| {
            of_type(graph, "uco-core:Relationship").as_object_mut().unwrap().remove("uco-core:source");
        }),
        ("a digest that is no hexadecimal number", |graph| {
            let facets = &mut of_type(graph, "uco-observable:File")["uco-core:hasFacet"];
            facets[0]["uco-observable:hash"]["uco-types:hashValue"]["@value"] = "tulip".into();
        }),
        ("a property that the ontology has not", |graph| {
            of_type(graph, "uco-observable:DigitalAccount")["uco-core:guilty"] = true.into();
        }),
        ("a ground on nothing", |graph| {
            of_type(graph, "uco-core:Annotation").as_object_mut().unwrap().remove("uco-core:object");
        }),
    ];
    for (what, corrupt) in corruptions {
        let mut corrupted = graph.clone();
        corrupt(&mut corrupted);
        assert!(!validate(&programs, &corrupted).status.success(), "accepted: {what}");
    }
}

#[test]
fn outside_readers_find_the_same_text() {
    let Some(programs) = programs() else { return };
    let folder = tempfile::tempdir().unwrap();
    let place = |form: LeadForm| {
        let path = folder.path().join(form.word());
        std::fs::write(&path, form.write(&leads()).unwrap()).unwrap();
        path
    };
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/exchange.py");
    let (graph, table) = (place(LeadForm::CaseUco), place(LeadForm::Csv));
    let output = Command::new(programs.join("python")).arg(script).args([graph, table]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said: Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut names = NAMES.map(str::to_owned);
    names.sort();
    assert_eq!(said["names"], serde_json::json!(names));
    assert_eq!(said["ties"], serde_json::json!({"BE": 3, "NL": 4}));
    assert_eq!(said["grounds"], 3 * NAMES.len());
    let shown = [
        "tulip",
        "'=HYPERLINK(\"http://example.invalid\",\"x\")",
        "<script>alert(1)</script>",
        "x'); DROP TABLE network;--",
        "../../etc/passwd",
        "moo\\u{202e}nrettap \"quoted\",\r\n and more",
        "🌷 garden \\u{1b}[2J",
    ];
    assert_eq!(said["cells"], serde_json::json!(shown));
}

#[test]
fn the_same_leads_give_the_same_bytes_and_every_thing_its_own_name() {
    for form in [LeadForm::Csv, LeadForm::CaseUco] {
        assert_eq!(form.write(&leads()).unwrap(), form.write(&leads()).unwrap());
    }
    let mut graph: Value = serde_json::from_slice(&LeadForm::CaseUco.write(&leads()).unwrap()).unwrap();
    let ids: Vec<String> = things(&mut graph).iter().map(|thing| thing["@id"].to_string()).collect();
    let different: std::collections::BTreeSet<&String> = ids.iter().collect();
    assert_eq!(different.len(), ids.len());
    let text = graph.to_string();
    assert!(!text.contains("/cases/garden.sql"), "where the source lay is given out");
    assert!(text.contains(CAVEAT));
}
