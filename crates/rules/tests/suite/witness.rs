//! The rules against a second, independent reading of the sources: decision tables (`witness/rules.dmn`) that spell out
//! their rows, nulls included, where the code joins propositions. Both must agree on every combination.

use crate::known::known;
use crate::table::{Feel, Tables};
use rules::{Assessment, Edition, FactName, Facts, Route, RuleId, Standing, Truth, Value, assess, rules};

fn tables() -> Tables {
    crate::table::read(include_str!("witness/rules.dmn"))
}

/// The value of an input of the tables.
fn feel(facts: &Facts, input: &str) -> Feel {
    let (name, end) = match input {
        "pleegperiode_van" => ("pleegperiode".to_owned(), false),
        "pleegperiode_tot" => ("pleegperiode".to_owned(), true),
        other => (other.replace('_', "-"), false),
    };
    let name = FactName::ALL.iter().find(|fact| fact.dutch() == name).unwrap();
    match facts.get(*name) {
        None => Feel::Null,
        Some(Value::Yes) => Feel::Truth(true),
        Some(Value::No) => Feel::Truth(false),
        Some(Value::Count(number) | Value::Euro(number)) => Feel::Number(number.into()),
        Some(Value::Day(day)) => Feel::Date(day.to_string()),
        Some(Value::Period { from, to }) => Feel::Date(if end { to } else { from }.to_string()),
    }
}

/// What the witness says; a table that rests on another asks that one first.
fn witness_says(tables: &Tables, name: &str, facts: &Facts) -> String {
    let table = &tables[name];
    let mut value_of = |input: &str| {
        if tables.contains_key(input) {
            Feel::Text(witness_says(tables, input, facts))
        } else {
            feel(facts, input)
        }
    };
    table.look_up(&mut value_of).to_owned()
}

/// A context in FEEL with every fact, unknown ones as null.
fn context(facts: &Facts, tables: &Tables) -> String {
    let mut inputs: Vec<&String> = tables.values().flat_map(|table| &table.inputs).collect();
    inputs.sort();
    inputs.dedup();
    inputs.retain(|input| !tables.contains_key(*input));
    let entry = |input: &String| match feel(facts, input) {
        Feel::Null => format!("{input}: null"),
        Feel::Truth(truth) => format!("{input}: {truth}"),
        Feel::Number(number) => format!("{input}: {number}"),
        Feel::Date(day) => format!("{input}: date(\"{day}\")"),
        Feel::Text(text) => format!("{input}: \"{text}\""),
    };
    format!("{{{}}}", inputs.into_iter().map(entry).collect::<Vec<_>>().join(", "))
}

fn book_says(assessment: &Assessment, rule: RuleId) -> &'static str {
    let finding = assessment.finding(rule).unwrap();
    match (finding.truth, finding.applies) {
        (Truth::Unknown, _) => "onbekend",
        (_, Truth::Fails) => "niet van toepassing",
        (Truth::Holds, _) => "voldaan",
        (Truth::Fails, _) => "niet voldaan",
    }
}

fn stands(standing: &Standing) -> &'static str {
    match standing {
        Standing::Open => "open",
        Standing::Barred { .. } => "gesloten",
        Standing::Stopped { .. } => "stilgelegd",
        Standing::Unsettled { .. } => "onbeslist",
    }
}

/// Every combination of these facts, each of them unknown or one of its values.
fn each_combination(names: &[FactName], base: &Facts, see: &mut dyn FnMut(&Facts)) {
    let Some((name, rest)) = names.split_first() else { return see(base) };
    let mut facts = *base;
    facts.remove(*name);
    each_combination(rest, &facts, see);
    for value in crate::worlds::domain(*name) {
        facts.insert(*name, value).unwrap();
        each_combination(rest, &facts, see);
    }
}

fn table_of(tables: &Tables, rule: RuleId, version: u16) -> String {
    let older = format!("{rule}_uitgave_{version}");
    if tables.contains_key(&older) { older } else { rule.to_string() }
}

#[test]
fn every_rule_agrees_with_its_witness_on_every_combination() {
    let tables = tables();
    let mut combinations = 0;
    for edition in Edition::all() {
        for rule in rules(edition) {
            let name = table_of(&tables, rule.id, rule.version);
            let names = assess(&Facts::new(), edition).finding(rule.id).unwrap().would_settle.clone();
            // The witness asks for the same facts: neither reads one that the other passes over.
            let mut asked: Vec<_> =
                tables[&name].inputs.iter().map(|i| i.replace("_van", "").replace("_tot", "")).collect();
            asked.dedup();
            let mut own: Vec<_> = names.iter().map(|fact| fact.dutch().replace('-', "_")).collect();
            asked.sort();
            own.iter_mut().for_each(|word| *word = word.replace("_van", "").replace("_tot", ""));
            own.sort();
            assert_eq!(asked, own, "{name}");
            each_combination(&names, &Facts::new(), &mut |facts| {
                let assessment = assess(facts, edition);
                let found = book_says(&assessment, rule.id);
                assert_eq!(
                    found,
                    witness_says(&tables, &name, facts),
                    "{name}: {:?}",
                    facts.iter().collect::<Vec<_>>()
                );
                combinations += 1;
            });
        }
    }
    println!(
        "{combinations} combinations, {} tables, {} rows",
        tables.len(),
        tables.values().map(crate::table::Table::rows).sum::<usize>()
    );
    assert!(combinations >= 9_500, "{combinations}");
}

/// Facts of which each makes one rule met, not met or unknown, all others being settled.
fn each_standing(names: &[&str], base: &[(&str, &str)], edition: Edition, places: &[&str]) -> usize {
    let tables = tables();
    let names: Vec<FactName> = names.iter().map(|name| name.parse().unwrap()).collect();
    let mut combinations = 0;
    each_combination(&names, &known(base), &mut |facts| {
        let assessment = assess(facts, edition);
        for place in places {
            let standing = match *place {
                "uitvaardigen" => &assessment.issue,
                word => assessment.route(word.parse::<Route>().unwrap()),
            };
            let seen = || facts.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>();
            assert_eq!(stands(standing), witness_says(&tables, place, facts), "{place}: {:?}", seen());
        }
        combinations += 1;
    });
    combinations
}

const READY: [(&str, &str); 12] = [
    ("offence-period", "2025-01-01..2025-01-01"),
    ("maximum-252", "6"),
    ("habit-or-profession", "no"),
    ("current-abuse", "no"),
    ("risky-contact", "no"),
    ("text-255a", "yes"),
    ("behaviour-direction", "yes"),
    ("community-service", "yes"),
    ("driving-ban", "yes"),
    ("heard", "yes"),
    ("told-of-counsel", "yes"),
    ("understands-dutch", "yes"),
];

#[test]
fn every_standing_of_a_route_agrees_with_the_witness() {
    let names =
        ["maximum-252", "habit-or-profession", "guilt-established", "earlier-order-executed", "making"];
    let combinations = each_standing(&names, &READY, Edition::LATEST, &["strafbeschikking", "dagvaarding"]);
    assert_eq!(combinations, 5 * 3 * 3 * 3 * 3);
}

#[test]
fn every_standing_of_the_issue_agrees_with_the_witness() {
    let names = [
        "guilt-established",
        "earlier-order-executed",
        "making",
        "reasons-recorded",
        "willing",
        "heard-by-issuer",
        "document-complete",
    ];
    let mut base = READY.to_vec();
    base.extend([("money-total", "2001"), ("heard-with-counsel", "yes")]);
    base.extend([("direction-months", "12"), ("community-service-hours", "60"), ("driving-ban-months", "6")]);
    let mut combinations = each_standing(&names, &base, Edition::LATEST, &["uitvaardigen"]);
    let names = [
        "direction-months",
        "community-service-hours",
        "driving-ban-months",
        "willing",
        "maximum-252",
        "habit-or-profession",
    ];
    base.extend([("guilt-established", "yes"), ("earlier-order-executed", "no"), ("making", "no")]);
    base.extend([("reasons-recorded", "yes"), ("heard-by-issuer", "yes"), ("document-complete", "yes")]);
    combinations += each_standing(&names, &base, Edition::LATEST, &["uitvaardigen"]);
    println!("{combinations} combinations");
}

/// The same tables in somebody else's engine, which must give what the book says on every combination of a rule's facts.
/// It asks for `dsntk` 0.3 on the path (`cargo install dsntk --locked`), which takes too long to build for every check.
#[test]
#[ignore = "asks for dsntk on the path"]
fn every_rule_agrees_with_the_tables_as_dsntk_reads_them() {
    let tables = tables();
    let model = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite/witness/rules.dmn");
    let mut total = 0;
    for edition in Edition::all() {
        for rule in rules(edition) {
            let name = table_of(&tables, rule.id, rule.version);
            let names = assess(&Facts::new(), edition).finding(rule.id).unwrap().would_settle.clone();
            let mut lines = String::new();
            let mut combinations = 0;
            each_combination(&names, &Facts::new(), &mut |facts| {
                let found = book_says(&assess(facts, edition), rule.id);
                lines.push_str(&format!("% {}, \"{found}\"\n", context(facts, &tables)));
                combinations += 1;
            });
            let path = format!("{}/{name}.test", env!("CARGO_TARGET_TMPDIR"));
            std::fs::write(&path, lines).unwrap();
            let run =
                std::process::Command::new("dsntk").args(["tdm", "-s", "-i", &name, &path, model]).output();
            let summary = String::from_utf8(run.expect("dsntk is not on the path").stdout).unwrap();
            println!(
                "{name}, edition {edition}: {}",
                summary.split_whitespace().collect::<Vec<_>>().join(" ")
            );
            assert!(summary.contains(&format!(" {combinations} passed; 0 failed")), "{name}: {summary}");
            total += combinations;
        }
    }
    println!("{total} combinations");
}

/// What weighs, and what policy demands, never opens or closes anything: not one by one, and not all together.
#[test]
fn no_criterion_moves_a_route() {
    let names: Vec<FactName> = [
        "first-offender",
        "risky-work-or-hobby",
        "limited",
        "carriers-surrendered",
        "probation-advice",
        "device-checks-precise",
        "community-service-signed-off",
    ]
    .iter()
    .map(|name| name.parse().unwrap())
    .collect();
    let base =
        known(&[("decision-day", "2024-01-15"), ("carriers-seized", "yes"), ("behaviour-direction", "yes")]);
    let before = assess(&base, Edition::LATEST);
    each_combination(&names, &base, &mut |facts| {
        let after = assess(facts, Edition::LATEST);
        assert_eq!((&before.routes, &before.issue), (&after.routes, &after.issue));
    });
}
