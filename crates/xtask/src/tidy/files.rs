//! The form of a file: its opening, its size, its name, and lints that are switched off with a reason.

use super::Fault;
use super::source::Source;

/// Longer files fail.
const LINES_MAX: usize = 500;
/// Longer files are asked about.
const LINES_ASK: usize = 250;

/// Files that may be longer, up to where, and why.
const LONG: [(&str, usize, &str); 1] = [(
    "crates/sleuth/src/ffi.rs",
    550,
    "all unsafe code around libtsk stands in one file, so that it can be audited at one sitting",
)];

/// Holds one file to its form.
pub fn check(source: &Source) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut fault = |line: usize, what: String, remedy: &str| {
        faults.push(Fault::new(&source.path, line, what, remedy));
    };
    if !source.opening.starts_with("//! ") {
        fault(
            1,
            "the file does not say why it exists".to_owned(),
            "Open it with //! and say what it may not do",
        );
    }
    let lines_max =
        LONG.iter().find(|(path, ..)| *path == source.path).map_or(LINES_MAX, |(_, lines, _)| *lines);
    if source.lines.len() > lines_max {
        let what = format!("{} lines, {lines_max} at most", source.lines.len());
        fault(lines_max + 1, what, "Part it by what changes together");
    }
    // Below tests/ a folder with mod.rs is how cargo is told that a file is no test of its own.
    if source.path.ends_with("/mod.rs") && !source.place().starts_with("tests/") {
        fault(1, "a mod.rs".to_owned(), "Name the file after its module: foo.rs beside foo/");
    }
    for (number, line) in source.shipped() {
        let switches = ["allow(", "expect("].iter().any(|word| {
            let code = line.code.trim_start();
            code.starts_with(&format!("#[{word}")) || code.starts_with(&format!("#![{word}"))
        });
        if switches && !has_reason(source, number) {
            let remedy = "Add reason = \"...\", or mend what the lint says";
            fault(number, "a lint is switched off without a reason".to_owned(), remedy);
        }
    }
    faults
}

/// Whether the attribute that begins on this line has a reason, on this line or before it closes.
fn has_reason(source: &Source, number: usize) -> bool {
    for line in &source.lines[number - 1..] {
        if line.code.contains("reason") {
            return true;
        }
        if line.code.contains(")]") {
            return false;
        }
    }
    false
}

/// What is long, but not too long.
pub fn ask(source: &Source) -> Option<Fault> {
    let lines = source.lines.len();
    (lines > LINES_ASK && lines <= LINES_MAX).then(|| {
        Fault::new(&source.path, 1, format!("{lines} lines"), "Does it hold one thing? 150 to 250 are usual")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(place: &str, text: &str) -> Vec<String> {
        check(&Source::new("room", &format!("crates/room/{place}"), text))
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn a_file_says_why_it_exists() {
        let wanted = "crates/room/src/a.rs:1: the file does not say why it exists. Open it with //! and say what it may not do.";
        assert_eq!(found("src/a.rs", "fn a() {}\n"), [wanted]);
        assert_eq!(found("src/a.rs", "//! A.\nfn a() {}\n"), [""; 0]);
    }

    #[test]
    fn sizes() {
        let of = |lines: usize| format!("//! A.\n{}", "\n".repeat(lines - 1));
        assert_eq!(found("src/a.rs", &of(500)), [""; 0]);
        assert_eq!(found("src/a.rs", &of(501)).len(), 1);
        let asked = |lines| ask(&Source::new("room", "crates/room/src/a.rs", &of(lines))).is_some();
        assert_eq!([asked(250), asked(251), asked(500), asked(501)], [false, true, true, false]);
    }

    #[test]
    fn mod_rs_only_beside_tests() {
        assert_eq!(found("src/a/mod.rs", "//! A.\n").len(), 1);
        assert_eq!(found("tests/sample/mod.rs", "//! A.\n"), [""; 0]);
    }

    #[test]
    fn a_lint_is_switched_off_with_a_reason() {
        assert_eq!(found("src/a.rs", "//! A.\n#[allow(dead_code)]\nfn a() {}").len(), 1);
        assert_eq!(found("src/a.rs", "//! A.\n#![allow(\n    dead_code,\n    reason = \"x\"\n)]\n"), [""; 0]);
        assert_eq!(found("src/a.rs", "//! A.\nx.expect(\"y\")"), [""; 0]);
    }
}
