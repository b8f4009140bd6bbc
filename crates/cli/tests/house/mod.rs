//! A house in a folder of its own, worked by the real binary as a person works it.

#![allow(dead_code, clippy::unwrap_used, clippy::panic, reason = "shared by tests, which fail by it")]

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder with a house, and room beside it.
pub(crate) struct House {
    folder: tempfile::TempDir,
}

/// What a command said.
pub(crate) struct Said {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl House {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file beside the house, with the folders that lead to it.
    pub(crate) fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    /// The command, in the folder, with nothing of the surroundings.
    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hoeder"));
        command.args(words).current_dir(self.folder.path()).stdin(Stdio::null());
        for name in ["DATA", "ACTOR", "ROLE", "PURPOSE", "LANG"] {
            command.env_remove(format!("HOEDER_{name}"));
        }
        command
    }

    pub(crate) fn run(&self, words: &[&str]) -> Said {
        said(self.command(words).output().unwrap())
    }

    /// What a command that succeeds prints.
    pub(crate) fn ok(&self, words: &[&str]) -> String {
        let said = self.run(words);
        assert_eq!(said.code, 0, "{words:?}: {}{}", said.out, said.err);
        said.out
    }

    /// The value that a command gives with `--json`.
    pub(crate) fn json(&self, words: &[&str]) -> Value {
        let out = self.ok(&[words, &["--json"]].concat());
        serde_json::from_str(&out).unwrap_or_else(|error| panic!("{words:?}: {error}: {out}"))
    }

    /// The items of a case, one value each.
    pub(crate) fn items(&self, words: &[&str]) -> Vec<Value> {
        let out = self.ok(&[&["carrier", "items", "--json"], words].concat());
        out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Reads `source` into a case, which the first reading opens.
    pub(crate) fn read(&self, source: &Path, more: &[&str]) -> Value {
        let source = source.to_str().unwrap();
        let words = ["carrier", "read", source, "--case", "zaak", "--authorised-by", "mr. O. Voorbeeld"];
        self.json(&[&words[..], &["--offence", "oefening"], more].concat())
    }

    /// The bytes of a sealed manifest.
    pub(crate) fn manifest(&self, carrier: &str, name: &str) -> Vec<u8> {
        self.ok(&["carrier", "manifest", "--case", "zaak", "--carrier", carrier, "--out", name]);
        fs::read(self.path(name)).unwrap()
    }

    /// The ledger as an auditor gets it: each line a value.
    pub(crate) fn tape(&self, name: &str) -> Vec<Value> {
        self.ok(&["ledger", "export", "--role", "auditor", "--out", name]);
        let text = fs::read_to_string(self.path(name)).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

pub(crate) fn said(output: Output) -> Said {
    Said {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A picture of slow waves; another number, another picture.
pub(crate) fn waves(number: u32, side: u32) -> image::RgbImage {
    image::ImageBuffer::from_fn(side, side, |x, y| {
        let (x, y) = (x as f32 / side as f32, y as f32 / side as f32);
        let part = |a: f32, b: f32| {
            let wave =
                (x * a + y * b + number as f32 * 1.7).sin() + (x * b * 1.9 - y * a + number as f32).cos();
            (127.0 + 60.0 * wave).clamp(0.0, 255.0) as u8
        };
        let turn = (number % 7) as f32;
        image::Rgb([part(6.0 + turn, 3.0), part(4.0, 8.0 + turn), part(9.0, 2.0 + turn)])
    })
}

/// The picture as a file of its kind.
pub(crate) fn encoded(picture: &image::RgbImage, form: image::ImageFormat) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, form).unwrap();
    bytes.into_inner()
}
