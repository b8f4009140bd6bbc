//! What each room must never know, as words that may not stand in its code or in its texts.

use super::source::{Line, Source};
use super::{Fault, source::Part};

/// Where a ban looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// In code.
    Code,
    /// Within texts.
    Texts,
}

/// Rooms a ban holds for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rooms {
    /// Everywhere but in these.
    AllBut(&'static [&'static str]),
    /// In these alone.
    Only(&'static [&'static str]),
}

/// One ban.
pub struct Ban {
    /// Words, each a run of characters; in code they must stand as whole words.
    pub words: &'static [&'static str],
    /// Where it looks.
    pub look: Look,
    /// For whom it holds.
    pub rooms: Rooms,
    /// What it means to find one.
    pub what: &'static str,
    /// What to do instead.
    pub remedy: &'static str,
}

/// A file, or all files below a folder (`/` at the end), that one ban does not hold for, and why.
pub struct Exception {
    /// Path from the root.
    pub path: &'static str,
    /// The first word of the ban.
    pub ban: &'static str,
    /// Why.
    pub reason: &'static str,
}

/// What no room but some may know.
pub const BANS: &[Ban] = &[
    Ban {
        words: &["std::fs", "fs::", "OpenOptions"],
        look: Look::Code,
        rooms: Rooms::AllBut(&["store", "evidence", "cli", "xtask", "testkit"]),
        what: "a room without files opens one",
        remedy: "Take a Read, a Write or bytes from the caller",
    },
    Ban {
        words: &["SystemTime::now", "Instant::now", "Timestamp::now", "Zoned::now"],
        look: Look::Code,
        rooms: Rooms::AllBut(&["xtask"]),
        what: "a clock is read",
        remedy: "Take the moment from the World that the caller hands in",
    },
    Ban {
        // The constants in std::env (which processor, which path separator) are none of it.
        words: &[
            "env::var",
            "env::var_os",
            "env::vars",
            "env::vars_os",
            "env::args",
            "env::args_os",
            "env::set_var",
            "env::remove_var",
            "env::current_dir",
            "env::current_exe",
            "env::temp_dir",
            "env::home_dir",
        ],
        look: Look::Code,
        rooms: Rooms::AllBut(&["cli", "xtask"]),
        what: "the environment is read",
        remedy: "Take the setting as a value; only the command line reads the environment",
    },
    Ban {
        // An address is a value that any room may hold; these are what opens a way to one.
        words: &["tokio::net", "TcpStream", "TcpListener", "UdpSocket", "UnixStream", "ToSocketAddrs"],
        look: Look::Code,
        rooms: Rooms::AllBut(&["web", "cli", "xtask"]),
        what: "the network is used",
        remedy: "Only the doors open sockets",
    },
    Ban {
        words: &["process::Command", "Command::new"],
        look: Look::Code,
        rooms: Rooms::AllBut(&["evidence", "cli", "xtask", "testkit"]),
        what: "a process is started",
        remedy: "Only evidence (confined decoders) and the command line start processes",
    },
    Ban {
        words: &["<html", "<body", "<div", "<span", "<table", "<p>", "<h1", "<ul>", "<li>", "<a href"],
        look: Look::Texts,
        rooms: Rooms::AllBut(&["web", "xtask"]),
        what: "HTML stands outside web",
        remedy: "Give web a value and let it write the page",
    },
    Ban {
        words: &[
            "SELECT ",
            "INSERT INTO",
            "INSERT OR",
            "CREATE TABLE",
            "CREATE INDEX",
            "DELETE FROM",
            "UPDATE ",
            "PRAGMA ",
            "BEGIN IMMEDIATE",
        ],
        look: Look::Texts,
        rooms: Rooms::AllBut(&["store", "xtask"]),
        what: "SQL stands outside the store",
        remedy: "Give the store a function for it",
    },
    Ban {
        words: &["rusqlite", "Connection::open"],
        look: Look::Code,
        rooms: Rooms::AllBut(&["store", "xtask"]),
        what: "a database is opened outside the store",
        remedy: "Give the store a function for it",
    },
    Ban {
        words: &["axum", "StatusCode", "HeaderMap"],
        look: Look::Code,
        rooms: Rooms::AllBut(&["web", "cli", "xtask"]),
        what: "HTTP stands outside the doors",
        remedy: "Return a value or an error with a kind, and let web translate",
    },
    Ban {
        words: &["thread_rng", "getrandom", "rand", "OsRng"],
        look: Look::Code,
        rooms: Rooms::Only(&[
            "vocab",
            "evidence",
            "fingerprint",
            "graph",
            "rules",
            "network",
            "series",
            "casework",
            "authority",
            "ledger",
            "manifest",
            "app",
            "web",
        ]),
        what: "an engine makes chance of its own",
        remedy: "Take random bytes from the World that the caller hands in",
    },
    Ban {
        words: &["PersonId", "CaseId", "CarrierId", "ReadingId", "RecordId", "Hand", "Permit"],
        look: Look::Code,
        rooms: Rooms::Only(&["rules"]),
        what: "the rule book knows a case or a person",
        remedy: "Let casework gather the facts, and hand those in",
    },
    Ban {
        words: &["impose", "opleggen", "recommend", "threshold", "drempel"],
        look: Look::Texts,
        rooms: Rooms::Only(&["rules"]),
        what: "the rule book says what to choose",
        remedy: "Say what is permitted, barred or to be weighed; a person chooses",
    },
    Ban {
        words: &["dbg!", "todo!", "unimplemented!"],
        look: Look::Code,
        rooms: Rooms::AllBut(&[]),
        what: "a note to oneself was left behind",
        remedy: "Remove it, or file an issue",
    },
];

/// Named exceptions. Each says why; a stale one is harmless, one without a reason is not taken.
pub const EXCEPTIONS: &[Exception] = &[
    Exception {
        path: "crates/evidence/src/known/nsrl.rs",
        ban: "SELECT ",
        reason: "NSRL publishes its set as an SQLite database: SQL is that format's own language",
    },
    Exception {
        path: "crates/evidence/src/database.rs",
        ban: "SELECT ",
        reason: "a stranger's SQLite file is opened read-only: SQL is that format's own language",
    },
    Exception {
        path: "crates/evidence/src/database.rs",
        ban: "rusqlite",
        reason: "the same: no database of ours",
    },
    Exception {
        path: "crates/evidence/src/dump/",
        ban: "SELECT ",
        reason: "dumps are SQL text and SQLite files: their words must be known to be read; nothing is executed",
    },
    Exception {
        path: "crates/evidence/src/dump/",
        ban: "rusqlite",
        reason: "a foreign database, opened read-only, no database of ours",
    },
    Exception {
        path: "crates/testkit/src/forum/",
        ban: "SELECT ",
        reason: "it writes the dumps that a forum's database would give, for the readers to be tested with",
    },
    Exception {
        path: "crates/evidence/src/known/nsrl.rs",
        ban: "rusqlite",
        reason: "the same: a foreign set, opened read-only, no database of ours",
    },
    Exception {
        path: "crates/evidence/src/kind/text.rs",
        ban: "<html",
        reason: "a type is recognised by its first words; no page is written",
    },
    Exception {
        path: "crates/ledger/src/bin/ledger-verify/",
        ban: "std::fs",
        reason: "the verifier is a door of its own, for a person who trusts nothing else of ours",
    },
    Exception {
        path: "crates/ledger/src/bin/ledger-verify/",
        ban: "env::var",
        reason: "the same: it reads its own arguments",
    },
    Exception {
        path: "crates/paper/src/bin/hoeder-paper/",
        ban: "std::fs",
        reason: "a door of its own: it reads one document and writes one PDF",
    },
    Exception {
        path: "crates/paper/src/bin/hoeder-paper/",
        ban: "env::var",
        reason: "the same: it reads its own arguments",
    },
    Exception {
        path: "crates/sleuth/src/ffi.rs",
        ban: "env::var",
        reason: "libtsk takes the time zone from the environment of its own confined process only",
    },
    Exception {
        path: "crates/evidence/src/confine.rs",
        ban: "env::var",
        reason: "a confined child finds its own program by the path of the current one",
    },
    Exception {
        path: "crates/evidence/src/video/process.rs",
        ban: "SystemTime::now",
        reason: "a foreign program that hangs is ended at a limit of time; no moment is kept",
    },
    Exception {
        path: "crates/app/src/worker/parent.rs",
        ban: "SystemTime::now",
        reason: "a reader that hangs is ended at a limit of time; no moment is kept",
    },
    Exception {
        path: "crates/app/src/worker/parent.rs",
        ban: "process::Command",
        reason: "the confined reader is this program again; it is started here and nowhere else",
    },
    Exception {
        path: "crates/app/src/paper.rs",
        ban: "process::Command",
        reason: "the typesetter is a program of ours, kept out of the process that holds keys",
    },
    Exception {
        path: "crates/cli/src/world.rs",
        ban: "SystemTime::now",
        reason: "the command line's World is where time enters the house",
    },
    Exception {
        path: "crates/cli/src/world/",
        ban: "SystemTime::now",
        reason: "the command line's World is where time enters the house",
    },
    Exception {
        path: "crates/cli/src/progress.rs",
        ban: "SystemTime::now",
        reason: "the progress bar shows a rate; nothing that is kept depends on it",
    },
    Exception {
        path: "crates/testkit/src/practice/",
        ban: "SELECT ",
        reason: "it makes databases as files for a carrier, and an NSRL set, which is one",
    },
    Exception {
        path: "crates/testkit/src/practice/",
        ban: "rusqlite",
        reason: "the same: no database of ours",
    },
    Exception {
        path: "crates/testkit/src/practice/document.rs",
        ban: "<html",
        reason: "it makes pages as files for a carrier; no one is shown them",
    },
    Exception {
        path: "crates/testkit/src/bin/practice.rs",
        ban: "env::var",
        reason: "a command line of its own, for the demo; never shipped",
    },
    Exception {
        path: "crates/testkit/src/bin/practice.rs",
        ban: "SystemTime::now",
        reason: "it tells how long the making took; nothing that is kept depends on it",
    },
];

/// Files that may hold `unsafe`: each wraps one thing that safe Rust can't say.
const UNSAFE: &[&str] = &[
    "crates/fingerprint/src/simd.rs",
    "crates/fingerprint/src/simd/",
    "crates/sleuth/src/ffi.rs",
    "crates/sleuth/src/ffi/",
    "crates/heif/src/lib.rs",
    "crates/heif/src/native.rs",
    "crates/store/src/mapped.rs",
];

/// Holds one file to the bans.
pub fn check(source: &Source) -> Vec<Fault> {
    let mut faults = Vec::new();
    for ban in BANS.iter().filter(|ban| ban.rooms.hold_for(&source.room) && !is_excepted(ban, source)) {
        for (number, line) in source.shipped() {
            if let Some(word) = ban.words.iter().find(|word| ban.look.finds(line, word)) {
                let what = format!("{} ({})", ban.what, word.trim());
                faults.push(Fault::new(&source.path, number, what, ban.remedy));
            }
        }
    }
    faults.extend(notes(source));
    faults.extend(unsafe_code(source));
    faults
}

/// Notes to oneself, in any comment of any file.
fn notes(source: &Source) -> Vec<Fault> {
    let words = ["TODO", "FIXME", "XXX", "HACK"];
    (1..)
        .zip(&source.lines)
        .filter_map(|(number, line)| {
            let word = words.iter().find(|word| has_word(&line.comments, word))?;
            let what = format!("a note to oneself was left behind ({word})");
            Some(Fault::new(&source.path, number, what, "Do it, or file an issue and remove the note"))
        })
        .collect()
}

fn unsafe_code(source: &Source) -> Vec<Fault> {
    let is_allowed = UNSAFE.iter().any(|path| covers(path, &source.path));
    if source.part() == Part::Aside || is_allowed {
        return Vec::new();
    }
    source
        .shipped()
        .filter(|(_, line)| has_word(&line.code, "unsafe"))
        .map(|(number, _)| {
            let remedy =
                "Say it safely, or move it to the module that may (fingerprint::simd, sleuth::ffi, heif)";
            Fault::new(&source.path, number, "unsafe stands where it may not", remedy)
        })
        .collect()
}

impl Rooms {
    fn hold_for(self, room: &str) -> bool {
        match self {
            Self::AllBut(rooms) => !rooms.contains(&room),
            Self::Only(rooms) => rooms.contains(&room),
        }
    }
}

impl Look {
    fn finds(self, line: &Line, word: &str) -> bool {
        match self {
            Self::Code => has_word(&line.code, word),
            Self::Texts => has_word_start(&line.texts, word),
        }
    }
}

fn is_excepted(ban: &Ban, source: &Source) -> bool {
    EXCEPTIONS.iter().any(|exception| {
        ban.words.first() == Some(&exception.ban)
            && !exception.reason.is_empty()
            && covers(exception.path, &source.path)
    })
}

fn covers(path: &str, file: &str) -> bool {
    path == file || path.ends_with('/') && file.starts_with(path)
}

fn is_word_part(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// Whether the word stands in the text with nothing grown to its front.
fn has_word_start(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| !text[..at].ends_with(is_word_part))
}

/// Whether the word stands in the text by itself; `fs::` may be followed by anything.
fn has_word(text: &str, word: &str) -> bool {
    let is_open = !word.ends_with(is_word_part);
    text.match_indices(word).any(|(at, _)| {
        !text[..at].ends_with(is_word_part) && (is_open || !text[at + word.len()..].starts_with(is_word_part))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(room: &str, place: &str, text: &str) -> Vec<String> {
        let path = format!("crates/{room}/{place}");
        check(&Source::new(room, &path, text)).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn files_belong_to_some_rooms() {
        assert_eq!(
            found("fingerprint", "src/exact.rs", "//! x\nuse std::fs::File;\n"),
            [
                "crates/fingerprint/src/exact.rs:2: a room without files opens one (std::fs). Take a Read, a Write or bytes from the caller."
            ]
        );
        assert_eq!(found("fingerprint", "src/exact.rs", "use std::{fs, io};\nlet a = fs::read(b);").len(), 1);
        assert_eq!(found("store", "src/a.rs", "use std::fs::File;"), [""; 0]);
        assert_eq!(found("fingerprint", "tests/a.rs", "use std::fs::File;"), [""; 0]);
        assert_eq!(found("fingerprint", "src/a.rs", "#[cfg(test)]\nmod tests {\n use std::fs;\n}"), [""; 0]);
        assert_eq!(
            found("fingerprint", "src/a.rs", "// std::fs\nlet a = \"std::fs\"; my_std::fs_x(); vfs::a()"),
            [""; 0]
        );
    }

    #[test]
    fn the_environment_is_read_by_the_command_line_alone() {
        assert_eq!(found("app", "src/a.rs", "let a = std::env::var_os(b);").len(), 1);
        assert_eq!(found("app", "src/a.rs", "let a = std::env::consts::ARCH;"), [""; 0]);
        assert_eq!(found("cli", "src/a.rs", "let a = std::env::args();"), [""; 0]);
    }

    #[test]
    fn time_enters_in_one_place() {
        assert_eq!(found("app", "src/a.rs", "let now = SystemTime::now();").len(), 1);
        assert_eq!(found("cli", "src/read.rs", "let now = SystemTime::now();").len(), 1);
        assert_eq!(found("cli", "src/world.rs", "let now = SystemTime::now();"), [""; 0]);
    }

    #[test]
    fn sql_and_html_have_their_rooms() {
        assert_eq!(found("app", "src/a.rs", "let a = \"SELECT x FROM y\";").len(), 1);
        assert_eq!(found("store", "src/a.rs", "let a = \"SELECT x FROM y\";"), [""; 0]);
        assert_eq!(found("evidence", "src/known/nsrl.rs", "let a = \"SELECT x FROM y\";"), [""; 0]);
        assert_eq!(found("evidence", "src/known/list.rs", "let a = \"SELECT x FROM y\";").len(), 1);
        assert_eq!(found("app", "src/a.rs", "let a = \"<div class='x'>\"; b <div_len").len(), 1);
    }

    #[test]
    fn unsafe_has_its_modules() {
        assert_eq!(found("fingerprint", "src/simd/fused.rs", "unsafe { x() }"), [""; 0]);
        assert_eq!(found("fingerprint", "src/pdq.rs", "unsafe { x() }").len(), 1);
        assert_eq!(found("fingerprint", "src/pdq.rs", "#![deny(unsafe_code)] // unsafe"), [""; 0]);
    }

    #[test]
    fn the_rule_book_knows_no_one_and_chooses_nothing() {
        assert_eq!(found("rules", "src/a.rs", "fn a(case: CaseId) {}").len(), 1);
        assert_eq!(found("casework", "src/a.rs", "fn a(case: CaseId) {}"), [""; 0]);
        assert_eq!(found("rules", "src/a.rs", "let a = \"impose the order\";").len(), 1);
        assert_eq!(found("rules", "src/a.rs", "let a = \"the order is permitted\";"), [""; 0]);
    }

    #[test]
    fn notes_are_found_in_tests_too() {
        assert_eq!(found("vocab", "tests/a.rs", "// TODO: more\nlet todo = \"TODO\";").len(), 1);
        assert_eq!(found("vocab", "src/a.rs", "dbg!(x); todo!()").len(), 1);
    }

    #[test]
    fn every_exception_has_its_ban_and_its_reason() {
        for exception in EXCEPTIONS {
            assert!(BANS.iter().any(|ban| ban.words[0] == exception.ban), "{}", exception.ban);
            assert!(exception.reason.len() > 20, "{}", exception.path);
        }
    }
}
