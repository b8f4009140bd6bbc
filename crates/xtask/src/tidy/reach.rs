//! Files that no module names: code that is read by people and compiled by no one.

use super::Fault;
use super::source::Source;
use std::collections::{BTreeMap, BTreeSet};

/// Follows `mod` from the roots of a crate and names what was not reached.
pub fn check(room: &str, sources: &[Source]) -> Vec<Fault> {
    let by_path: BTreeMap<&str, &Source> =
        sources.iter().map(|source| (source.path.as_str(), source)).collect();
    let mut waiting: Vec<&Source> = sources.iter().filter(|source| is_root(source.place())).collect();
    let mut reached: BTreeSet<&str> = BTreeSet::new();
    while let Some(source) = waiting.pop() {
        if !reached.insert(&source.path) {
            continue;
        }
        for path in children(source) {
            waiting.extend(path.iter().filter_map(|path| by_path.get(path.as_str())));
        }
    }
    sources
        .iter()
        .filter(|source| !reached.contains(source.path.as_str()))
        .map(|source| {
            let what = format!("no module of {room} reaches this file");
            Fault::new(&source.path, 1, what, "Name it with mod where it belongs, or delete it")
        })
        .collect()
}

/// Files that cargo finds by itself.
fn is_root(place: &str) -> bool {
    let steps: Vec<&str> = place.split('/').collect();
    matches!(
        steps.as_slice(),
        ["build.rs"]
            | ["src", "lib.rs" | "main.rs"]
            | ["src", "bin", _]
            | ["src", "bin", _, "main.rs"]
            | ["tests" | "benches" | "examples", _]
            | ["tests" | "benches" | "examples", _, "main.rs"]
    )
}

/// For each `mod name;` of a file, the places where its file may stand.
fn children(source: &Source) -> Vec<Vec<String>> {
    let (folder, file) = source.path.rsplit_once('/').unwrap_or(("", &source.path));
    let stem = file.strip_suffix(".rs").unwrap_or(file);
    let owns_folder = is_root(source.place()) || stem == "mod";
    let inner = if owns_folder { folder.to_owned() } else { format!("{folder}/{stem}") };
    let mut children = Vec::new();
    // #[path = "..."] stands on the line before, or on the same one.
    let mut path_given: Option<String> = None;
    // Braces that are open; a module written in place gives its name to the folder.
    let mut open: Vec<Option<&str>> = Vec::new();
    for line in &source.lines {
        if line.code.contains("#[path") {
            path_given = Some(line.texts.trim().to_owned());
        }
        for piece in line.code.split_inclusive([';', '{', '}']) {
            let name = module(piece);
            if piece.ends_with('{') {
                open.push(name);
            } else if piece.ends_with('}') {
                open.pop();
            } else if let (Some(name), true) = (name, piece.ends_with(';')) {
                let within: String = open.iter().flatten().map(|step| format!("{step}/")).collect();
                children.push(match path_given.take() {
                    Some(path) if within.is_empty() => vec![format!("{folder}/{path}")],
                    Some(path) => vec![format!("{inner}/{within}{path}")],
                    None => {
                        vec![format!("{inner}/{within}{name}.rs"), format!("{inner}/{within}{name}/mod.rs")]
                    }
                });
            }
        }
    }
    children
}

/// The name in `mod name;` or `mod name {`.
fn module(piece: &str) -> Option<&str> {
    let (before, rest) = piece.split_once("mod ")?;
    let is_free = before.is_empty() || before.ends_with([' ', ']']);
    let name = rest.trim_end_matches([';', '{']).trim();
    (is_free && name.chars().all(|c| c.is_alphanumeric() || c == '_')).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unreached(files: &[(&str, &str)]) -> Vec<String> {
        let sources: Vec<Source> = files
            .iter()
            .map(|(place, text)| Source::new("room", &format!("crates/room/{place}"), text))
            .collect();
        check("room", &sources).into_iter().map(|fault| fault.file).collect()
    }

    #[test]
    fn modules_reach_their_files() {
        let files = [
            ("src/lib.rs", "pub mod a;\npub(crate) mod c; // mod d;\n"),
            ("src/a.rs", "#[cfg(test)] mod b;\n#[path = \"other.rs\"]\nmod e;"),
            ("src/a/b.rs", ""),
            ("src/other.rs", ""),
            ("src/c.rs", ""),
            ("src/d.rs", ""),
            ("src/bin/tool/main.rs", "mod args;"),
            ("src/bin/tool/args.rs", ""),
            ("tests/t.rs", "mod sample;\nmod scene {\n    fn a() {}\n    pub(crate) mod lake;\n}"),
            ("tests/scene/lake.rs", ""),
            ("tests/sample/mod.rs", "mod more;"),
            ("tests/sample/more.rs", ""),
            ("tests/lost/mod.rs", ""),
            ("build.rs", ""),
        ];
        assert_eq!(unreached(&files), ["crates/room/src/d.rs", "crates/room/tests/lost/mod.rs"]);
    }
}
