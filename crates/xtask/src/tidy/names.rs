//! Names of types: the field's own nouns, and none of the words that stand for not having found one.

use super::Fault;
use super::source::Source;

const ENDINGS: [&str; 10] =
    ["Manager", "Service", "Handler", "Processor", "Helper", "Util", "Data", "Info", "Context", "Factory"];
const KEYWORDS: [&str; 5] = ["struct", "enum", "trait", "union", "type"];

/// Files whose names are those of a foreign library, and why.
const FOREIGN: [(&str, &str); 1] =
    [("crates/heif/src/", "heif_context is libheif's own word for an open file")];

/// Holds the types of one file to the rule, tests too.
pub fn check(source: &Source) -> Vec<Fault> {
    let mut faults = Vec::new();
    if FOREIGN.iter().any(|(path, _)| source.path.starts_with(path)) {
        return faults;
    }
    for (number, line) in (1..).zip(&source.lines) {
        let mut words =
            line.code.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty());
        while let Some(word) = words.next() {
            let name = if KEYWORDS.contains(&word) { words.next() } else { None };
            let Some(name) = name else { continue };
            // Singular or plural: Utils is no better than Util.
            let bare = name.strip_suffix('s').unwrap_or(name);
            if let Some(ending) =
                ENDINGS.iter().find(|ending| name.ends_with(**ending) || bare.ends_with(**ending))
            {
                let what = format!("the type {name} ends in {ending}");
                faults.push(Fault::new(&source.path, number, what, "Name it after what it is in the work"));
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        check(&Source::new("room", "crates/room/src/a.rs", text)).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn words_for_nothing_are_refused() {
        let wanted = "crates/room/src/a.rs:2: the type CaseManager ends in Manager. Name it after what it is in the work.";
        assert_eq!(found("//! A.\npub struct CaseManager;"), [wanted]);
        assert_eq!(found("pub(crate) enum Utils {}\ntrait Data {}\ntype FileInfo = u8;").len(), 3);
    }

    #[test]
    fn nouns_and_other_words_pass() {
        assert_eq!(
            found(
                "struct Metadata; struct Database; // struct Data\nlet a = \"struct Data\"; use x::Context;"
            ),
            [""; 0]
        );
    }
}
