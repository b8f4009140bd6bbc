//! Who may import whom, read from each Cargo.toml. Imports go down only.

use super::Fault;
use toml::{Table, Value};

/// A room and the rooms that it may import.
pub struct Layer {
    /// The crate.
    pub room: &'static str,
    /// What it may import.
    pub imports: &'static [&'static str],
}

/// The house from the ground up. A room may import only rooms that stand above it in this list.
pub const LAYERS: &[Layer] = &[
    Layer { room: "vocab", imports: &[] },
    // Leaves around foreign libraries; only evidence may call them.
    Layer { room: "sleuth", imports: &[] },
    Layer { room: "heif", imports: &[] },
    // Truth: engines do not import each other.
    Layer { room: "evidence", imports: &["vocab", "sleuth", "heif"] },
    Layer { room: "fingerprint", imports: &["vocab"] },
    Layer { room: "graph", imports: &["vocab"] },
    Layer { room: "rules", imports: &["vocab"] },
    Layer { room: "ledger", imports: &["vocab"] },
    Layer { room: "authority", imports: &["vocab"] },
    Layer { room: "manifest", imports: &["vocab", "ledger"] },
    // Work.
    Layer { room: "network", imports: &["vocab", "graph"] },
    Layer { room: "series", imports: &["vocab"] },
    Layer { room: "casework", imports: &["vocab", "rules", "authority"] },
    // A leaf: sets documents of casework in a program of its own. No room may call it.
    Layer { room: "paper", imports: &["vocab", "casework"] },
    Layer {
        room: "store",
        imports: &["vocab", "authority", "ledger", "manifest", "casework", "network", "series"],
    },
    // The gate sees all of the above but the leaves.
    Layer {
        room: "app",
        imports: &[
            "vocab",
            "evidence",
            "fingerprint",
            "graph",
            "rules",
            "ledger",
            "authority",
            "manifest",
            "network",
            "series",
            "casework",
            "store",
        ],
    },
    // Doors: neither may name the store or an engine. They say who asks (authority) and show the values of a
    // case (casework).
    Layer { room: "web", imports: &["vocab", "authority", "casework", "app"] },
    Layer { room: "cli", imports: &["vocab", "authority", "casework", "app", "web"] },
    // Never shipped. The testkit enters by the gate like everyone.
    Layer { room: "testkit", imports: &["vocab", "app"] },
    Layer {
        room: "xtask",
        imports: &["vocab", "app", "evidence", "fingerprint", "graph", "network", "testkit"],
    },
];

/// Outside crates that only some rooms may use, and why.
pub const OUTSIDE: &[(&[&str], &[&str], &str)] = &[
    (
        &["rusqlite"],
        &["store", "evidence", "testkit"],
        "only the store holds a database (evidence reads NSRL sets, which are one; testkit makes practice ones)",
    ),
    (&["axum", "tokio", "tower", "hyper"], &["web", "cli"], "only the doors speak HTTP"),
    (&["maud"], &["web"], "only web knows HTML"),
    (
        &["clap", "clap_complete", "clap_mangen", "indicatif", "ctrlc"],
        &["cli"],
        "only the command line knows a terminal",
    ),
    (
        &["typst", "typst-layout", "typst-pdf", "notosans", "dejavu"],
        &["paper"],
        "only paper sets pages: typesetting is too heavy to build for any other room",
    ),
    (&["object_store"], &["store"], "only the store keeps files"),
    (&["parquet"], &["manifest"], "only the manifest knows its form on disk"),
    (&["landlock", "seccompiler"], &["evidence", "cli"], "only what decodes untrusted bytes is confined"),
    (
        &["rand", "getrandom", "fastrand"],
        &["cli", "store", "testkit"],
        "engines are reproducible: chance is handed in",
    ),
];

/// Holds one Cargo.toml to the tables.
pub fn check(room: &str, manifest: &str) -> Vec<Fault> {
    let file = format!("crates/{room}/Cargo.toml");
    let fault = |line: usize, what: String, remedy: &str| Fault::new(&file, line, what, remedy);
    let table = match manifest.parse::<Table>() {
        Ok(table) => table,
        Err(error) => return vec![fault(1, format!("this is no TOML: {}", error.message()), "Mend it")],
    };
    let Some(layer) = LAYERS.iter().find(|layer| layer.room == room) else {
        let remedy = "Give the room a row in LAYERS (crates/xtask/src/tidy/layers.rs), or make it a module";
        return vec![fault(1, format!("{room} has no place among the layers"), remedy)];
    };
    let mut faults = Vec::new();
    if table.get("lints").and_then(|lints| lints.get("workspace")).and_then(Value::as_bool) != Some(true) {
        let what = "the crate does not take the lints of the workspace (public docs, no unsafe, no panics)"
            .to_owned();
        faults.push(fault(1, what, "Add [lints] workspace = true"));
    }
    for (section, name, value) in dependencies(&table) {
        let line = line_of(manifest, section, name);
        if value.get("workspace").and_then(Value::as_bool) != Some(true) {
            let what = format!("{name} has a version of its own");
            faults.push(fault(line, what, "Put it in [workspace.dependencies] and write workspace = true"));
        }
        let is_dev = section == "dev-dependencies";
        if is_dev && name == "testkit" || layer.imports.contains(&name) {
            continue;
        }
        if LAYERS.iter().any(|other| other.room == name) {
            let what = format!("{room} may not import {name}");
            faults.push(fault(
                line,
                what,
                "Let app translate between the two, or move what they share to vocab",
            ));
        }
        for (crates, rooms, reason) in OUTSIDE {
            // Tests and tasks may look at a form by any means.
            if crates.contains(&name) && !rooms.contains(&room) && !is_dev && room != "xtask" {
                faults.push(fault(
                    line,
                    format!("{room} may not use {name}: {reason}"),
                    "Ask the room that may",
                ));
            }
        }
    }
    faults
}

/// Every dependency with the section it stands in, target-specific ones too.
fn dependencies(table: &Table) -> Vec<(&'static str, &str, &Value)> {
    const SECTIONS: [&str; 3] = ["dependencies", "dev-dependencies", "build-dependencies"];
    let targets =
        table.get("target").and_then(Value::as_table).into_iter().flat_map(|targets| targets.values());
    let tables = std::iter::once(table).chain(targets.filter_map(Value::as_table));
    let mut all = Vec::new();
    for table in tables {
        for section in SECTIONS {
            let entries = table.get(section).and_then(Value::as_table).into_iter().flatten();
            all.extend(entries.map(|(name, value)| (section, name.as_str(), value)));
        }
    }
    all
}

/// The line that names a dependency, within its section.
fn line_of(manifest: &str, section: &str, name: &str) -> usize {
    let mut here = false;
    for (number, line) in (1..).zip(manifest.lines()) {
        if line.starts_with('[') {
            here = line.trim_matches(['[', ']']).ends_with(section) && !line.contains(&format!("-{section}"));
        }
        let named = line.strip_prefix(name).is_some_and(|rest| rest.starts_with(['.', ' ', '=']));
        if here && named {
            return number;
        }
    }
    1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(room: &str, dependencies: &str) -> Vec<String> {
        let manifest =
            format!("[package]\nname = \"{room}\"\n\n{dependencies}\n\n[lints]\nworkspace = true\n");
        check(room, &manifest).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_table_itself_goes_down_only() {
        for (at, layer) in LAYERS.iter().enumerate() {
            for import in layer.imports {
                assert!(LAYERS[..at].iter().any(|below| below.room == *import), "{} -> {import}", layer.room);
            }
        }
    }

    #[test]
    fn a_door_may_not_name_the_store() {
        let found = faults("web", "[dependencies]\napp.workspace = true\nstore.workspace = true");
        assert_eq!(
            found,
            [
                "crates/web/Cargo.toml:6: web may not import store. Let app translate between the two, or move what they share to vocab."
            ]
        );
    }

    #[test]
    fn engines_do_not_import_each_other_even_for_tests() {
        assert_eq!(faults("evidence", "[dev-dependencies]\nfingerprint.workspace = true").len(), 1);
        assert_eq!(faults("evidence", "[dev-dependencies]\ntestkit.workspace = true"), [""; 0]);
        assert_eq!(faults("evidence", "[dependencies]\ntestkit.workspace = true").len(), 1);
        assert_eq!(faults("evidence", "[target.'cfg(unix)'.dependencies]\nstore.workspace = true").len(), 1);
    }

    #[test]
    fn an_outside_crate_has_its_rooms() {
        assert_eq!(faults("store", "[dependencies]\nrusqlite.workspace = true"), [""; 0]);
        let found = faults("app", "[dependencies]\nrusqlite.workspace = true");
        assert_eq!(found.len(), 1);
        assert!(found[0].contains("app may not use rusqlite: only the store holds a database"), "{found:?}");
    }

    #[test]
    fn versions_stand_in_one_place_and_lints_are_taken() {
        assert_eq!(faults("vocab", "[dependencies]\nserde = \"1\"").len(), 1);
        assert_eq!(check("vocab", "[package]\nname = \"vocab\"\n").len(), 1);
        assert_eq!(check("cellar", "[package]\nname = \"cellar\"\n").len(), 1);
    }
}
