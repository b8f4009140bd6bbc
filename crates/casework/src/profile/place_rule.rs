//! Rules of place: what the folder of an item says, and what it does not say.
//!
//! The table is data. Each rule names consecutive folder names, compared without regard to letter case, that
//! a program makes by default, and the public source that says so. A rule states where the item lies and nothing
//! else: a user can make a folder of any name, and can turn sharing off.

mod table;

use vocab::Because;

pub use table::{PLACE_RULES, PLACE_RULES_DATED};

/// A sentence in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wording {
    /// Dutch.
    pub nl: &'static str,
    /// English.
    pub en: &'static str,
}

/// What kind of place a rule points to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceKind {
    /// A folder that a file-sharing program offers to others unless its user turns that off.
    Shared,
    /// A folder into which a file-sharing program downloads; while and after that, parts may be offered.
    Exchange,
    /// A folder that is kept equal with a storage service.
    Synced,
    /// A folder into which a messaging program saves what its user receives.
    Received,
    /// A folder that a web server shows to visitors.
    Published,
}

impl PlaceKind {
    /// What lying in such a place says.
    pub fn says(self) -> Wording {
        match self {
            Self::Shared => Wording {
                nl: "De map heeft de naam van een map die dit programma standaard met anderen deelt.",
                en: "The folder bears the name of a folder that this program shares with others by default.",
            },
            Self::Exchange => Wording {
                nl: "De map heeft de naam van een map waarin dit uitwisselprogramma standaard downloadt.",
                en: "The folder bears the name of a folder into which this exchange program downloads by default.",
            },
            Self::Synced => Wording {
                nl: "De map heeft de naam van een map die standaard gelijk wordt gehouden met een opslagdienst.",
                en: "The folder bears the name of a folder that is kept equal with a storage service by default.",
            },
            Self::Received => Wording {
                nl: "De map heeft de naam van een map waarin dit berichtenprogramma standaard ontvangen bestanden bewaart.",
                en: "The folder bears the name of a folder in which this messaging program saves received files by default.",
            },
            Self::Published => Wording {
                nl: "De map heeft de naam van een map die een webserver standaard aan bezoekers toont.",
                en: "The folder bears the name of a folder that a web server shows to visitors by default.",
            },
        }
    }

    /// What it does not say. Always shown beside what it says.
    pub fn says_not(self) -> Wording {
        match self {
            Self::Shared => Wording {
                nl: "Dit bewijst niet dat iemand het bestand aangeboden kreeg, of dat delen aanstond.",
                en: "This does not prove that anyone was offered the file, or that sharing was on.",
            },
            Self::Exchange => Wording {
                nl: "Dit bewijst niet dat het bestand zo is verkregen, of dat een deel ervan is aangeboden.",
                en: "This does not prove that the file was obtained that way, or that any part of it was offered.",
            },
            Self::Synced => Wording {
                nl: "Dit bewijst niet dat het bestand de dienst heeft bereikt, of dat een ander toegang had.",
                en: "This does not prove that the file reached the service, or that anyone else had access.",
            },
            Self::Received => Wording {
                nl: "Dit bewijst niet wie het bestand stuurde, of dat de gebruiker het heeft bekeken.",
                en: "This does not prove who sent the file, or that the user looked at it.",
            },
            Self::Published => Wording {
                nl: "Dit bewijst niet dat de server draaide, of dat iemand het bestand heeft opgevraagd.",
                en: "This does not prove that the server ran, or that anyone asked for the file.",
            },
        }
    }
}

/// One rule of place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlaceRule {
    /// Stable name.
    pub name: &'static str,
    /// The program or service, a proper name.
    pub program: &'static str,
    /// Consecutive folder names, lower case.
    pub folders: &'static [&'static str],
    /// What kind of place it is.
    pub kind: PlaceKind,
    /// The public source that names this folder as the program's default: a file of its source code at a commit, or a
    /// page.
    pub source: &'static str,
}

impl PlaceRule {
    /// Whether the rule holds for an item in this folder, given as text.
    pub fn holds(&self, folder: &str) -> bool {
        let inner = folder.split_once(":/").map_or(folder, |(_, inner)| inner).as_bytes();
        let after_slash = inner.iter().enumerate().filter(|(_, byte)| **byte == b'/').map(|(at, _)| at + 1);
        std::iter::once(0).chain(after_slash).any(|at| begins(&inner[at..], self.folders))
    }

    /// The reason, in English.
    pub fn because(&self) -> Because {
        let Self { program, source, .. } = self;
        let text =
            format!("{program}: {} {} Source: {source}.", self.kind.says().en, self.kind.says_not().en);
        Because::new(self.name, text)
    }

    /// The rule of this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        PLACE_RULES.iter().find(|rule| rule.name == name)
    }
}

/// Whether a path begins with these names, each whole. Works on bytes: this runs for each folder and rule.
fn begins(mut path: &[u8], folders: &[&str]) -> bool {
    for (at, wanted) in folders.iter().enumerate() {
        match path.split_at_checked(wanted.len()) {
            Some((name, rest)) if name.eq_ignore_ascii_case(wanted.as_bytes()) => match rest {
                [] => return at + 1 == folders.len(),
                [b'/', deeper @ ..] => path = deeper,
                _ => return false,
            },
            _ => return false,
        }
    }
    true
}

/// The rules that hold for an item in this folder.
pub fn place_rules_of(folder: &str) -> impl Iterator<Item = &'static PlaceRule> {
    PLACE_RULES.iter().filter(move |rule| rule.holds(folder))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn names(folder: &str) -> Vec<&'static str> {
        place_rules_of(folder).map(|rule| rule.name).collect()
    }

    #[test]
    fn whole_names_in_a_row_count_in_any_case() {
        assert_eq!(names("vol0:/Program Files/eMule/Incoming"), ["place.shared.emule"]);
        assert_eq!(names("EMULE/INCOMING/deep/er"), ["place.shared.emule"]);
        assert_eq!(names("eMule/x/Incoming"), [""; 0]);
        assert_eq!(names("eMule2/Incoming"), [""; 0]);
        assert_eq!(names("eMule/Incoming2"), [""; 0]);
        assert_eq!(names(""), [""; 0]);
    }

    #[test]
    fn a_place_can_hold_for_two_rules() {
        assert_eq!(names("Dropbox/Shareaza/Downloads"), ["place.shared.shareaza", "place.synced.dropbox"]);
    }

    #[test]
    fn folders_that_hold_settings_or_are_shown_on_request_alone_are_no_sign() {
        let none = [
            "Users/x/AppData/Roaming/uTorrent",
            "Users/x/AppData/Roaming/BitTorrent",
            "home/x/public_html",
            "Users/x/Shared",
        ];
        for folder in none {
            assert_eq!(names(folder), [""; 0], "{folder}");
        }
    }

    fn naive(rule: &PlaceRule, folder: &str) -> bool {
        let inner = folder.split_once(":/").map_or(folder, |(_, inner)| inner).to_ascii_lowercase();
        let parts: Vec<&str> = inner.split('/').collect();
        parts.windows(rule.folders.len()).any(|window| window == rule.folders)
    }

    proptest! {
        #[test]
        fn the_bytes_say_what_the_names_say(
            parts in prop::collection::vec(
                prop::sample::select(vec!["eMule", "Incoming", "", "é", "Dropbox", "AppData", "Roaming", "uTorrent", "var", "www", "html", "x:"]),
                0..7,
            ),
        ) {
            let folder = parts.join("/");
            for rule in PLACE_RULES {
                prop_assert_eq!(rule.holds(&folder), naive(rule, &folder), "{} in {:?}", rule.name, folder);
            }
        }
    }

    #[test]
    fn the_table_is_well_formed() {
        let mut met = BTreeSet::new();
        for rule in PLACE_RULES {
            assert!(met.insert(rule.name), "{} stands twice", rule.name);
            assert!(rule.name.starts_with("place."));
            assert!(!rule.folders.is_empty());
            assert!(
                rule.folders.iter().all(|f| f.is_ascii() && *f == f.to_lowercase() && !f.contains('/')),
                "{}",
                rule.name
            );
            assert_eq!(names(&rule.folders.join("/")), [rule.name]);
            assert!(rule.because().text.contains("not prove"));
            assert!(rule.source.len() > 20 && !rule.source.ends_with('.'), "{}", rule.name);
            assert!(rule.because().text.contains(rule.source));
        }
    }
}
