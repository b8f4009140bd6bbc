//! Reads a DMN file with decision tables and looks rows up in them: just so much of FEEL as `rules.dmn` uses (`-`,
//! `true`, `false`, `null`, texts, and comparisons with a number or a date). It knows no rule.

use quick_xml::events::Event;
use std::collections::BTreeMap;

/// A value of an input: nothing where it is unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Feel {
    Null,
    Truth(bool),
    Number(u64),
    /// ISO 8601: such texts sort as the days do.
    Date(String),
    Text(String),
}

/// One decision table, hit policy FIRST.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) inputs: Vec<String>,
    rows: Vec<(Vec<String>, String)>,
}

/// All tables by name.
pub(crate) type Tables = BTreeMap<String, Table>;

pub(crate) fn read(text: &str) -> Tables {
    let mut reader = quick_xml::Reader::from_str(text);
    let mut tables = Tables::new();
    let (mut name, mut words, mut within) = (String::new(), String::new(), String::new());
    let mut cells: Vec<String> = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                let tag = start.name().as_ref().to_owned();
                let attribute = |key: &str| {
                    let found = start.try_get_attribute(key).unwrap();
                    found.map(|found| found.value.into_owned())
                };
                match tag.as_str() {
                    "decision" => {
                        name = attribute("name").unwrap();
                        tables.insert(name.clone(), Table { inputs: Vec::new(), rows: Vec::new() });
                    }
                    "decisionTable" => assert_eq!(attribute("hitPolicy").as_deref(), Some("FIRST"), "{name}"),
                    "inputExpression" | "inputEntry" | "outputEntry" => within = tag,
                    "text" => words.clear(),
                    _ => {}
                }
            }
            Event::Text(text) => words.push_str(&text),
            Event::GeneralRef(reference) => words.push(match &*reference {
                "lt" => '<',
                "gt" => '>',
                other => panic!("&{other};"),
            }),
            Event::End(end) if end.name().as_ref() == "text" => {
                let table = tables.get_mut(&name).unwrap();
                match within.as_str() {
                    "inputExpression" => table.inputs.push(words.clone()),
                    "inputEntry" => cells.push(words.clone()),
                    _ => table.rows.push((std::mem::take(&mut cells), words.trim_matches('"').to_owned())),
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    for (name, table) in &tables {
        assert!(table.rows.iter().all(|(cells, _)| cells.len() == table.inputs.len()), "{name}");
    }
    tables
}

impl Table {
    /// The outcome of the first row that fits.
    pub(crate) fn look_up(&self, value_of: &mut dyn FnMut(&str) -> Feel) -> &str {
        let values: Vec<Feel> = self.inputs.iter().map(|input| value_of(input)).collect();
        let row = self
            .rows
            .iter()
            .find(|(cells, _)| cells.iter().zip(&values).all(|(cell, value)| fits(cell, value)));
        row.map_or("", |(_, outcome)| outcome)
    }

    pub(crate) fn rows(&self) -> usize {
        self.rows.len()
    }
}

/// A comparison with null is null, and so does not fit: FEEL's own rule.
fn fits(cell: &str, value: &Feel) -> bool {
    match (cell, value) {
        ("-", _) => true,
        ("null", value) => *value == Feel::Null,
        ("true" | "false", Feel::Truth(truth)) => (cell == "true") == *truth,
        (_, Feel::Text(text)) => cell.trim_matches('"') == text,
        (_, Feel::Number(number)) => {
            let (operator, bound) = cell.split_once(' ').unwrap();
            compare(operator, number, &bound.parse().unwrap())
        }
        (_, Feel::Date(day)) => {
            let (operator, bound) = cell.split_once(' ').unwrap();
            compare(operator, day.as_str(), bound.trim_start_matches("date(\"").trim_end_matches("\")"))
        }
        (_, Feel::Null | Feel::Truth(_)) => false,
    }
}

fn compare<T: PartialOrd + ?Sized>(operator: &str, value: &T, bound: &T) -> bool {
    match operator {
        "<" => value < bound,
        "<=" => value <= bound,
        ">" => value > bound,
        ">=" => value >= bound,
        _ => panic!("{operator} is no comparison"),
    }
}
