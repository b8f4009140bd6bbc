//! Facts from words, for tests.

use rules::{FactName, Facts, Value};

pub(crate) fn known(rows: &[(&str, &str)]) -> Facts {
    let mut facts = Facts::new();
    for (name, text) in rows {
        let name: FactName = name.parse().unwrap();
        facts.insert(name, Value::parse(name.kind(), text).unwrap()).unwrap();
    }
    facts
}
