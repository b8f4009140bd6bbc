//! Poppler's tools, and what the tests read from their answers.

#![allow(dead_code, clippy::unwrap_used, reason = "each test uses a part; a test fails by it")]

use serde_json::Value;
use std::io::Write;
use std::process::{Command, Stdio};
use tempfile::NamedTempFile;

/// A PDF on disk, for tools that want a file.
pub(crate) struct Pdf {
    bytes: Vec<u8>,
    file: NamedTempFile,
}

impl Pdf {
    pub(crate) fn new(bytes: Vec<u8>) -> Self {
        assert!(bytes.starts_with(b"%PDF-1."));
        let mut file = NamedTempFile::new().unwrap();
        file.write_all(&bytes).unwrap();
        Self { bytes, file }
    }

    fn ask(&self, tool: &str, arguments: &[&str], end: &[&str]) -> String {
        let run = Command::new(tool).args(arguments).arg(self.file.path()).args(end).output();
        let answer = run.unwrap_or_else(|error| panic!("{tool} (Debian's poppler-utils): {error}"));
        assert!(answer.status.success(), "{tool}: {}", String::from_utf8_lossy(&answer.stderr));
        String::from_utf8(answer.stdout).unwrap()
    }

    /// The text in the order of the tags, line by line.
    pub(crate) fn text(&self) -> String {
        let raw = self.ask("pdftotext", &["-raw", "-enc", "UTF-8", "-nopgbrk"], &["-"]);
        raw.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").replace('\u{a0}', " ")
    }

    /// The text on one line, without the ends of lines that the page's width made.
    pub(crate) fn words(&self) -> String {
        self.text().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The text of each page, on one line.
    pub(crate) fn pages(&self) -> Vec<String> {
        let raw = self.ask("pdftotext", &["-raw", "-enc", "UTF-8"], &["-"]);
        let pages = raw.split('\u{c}').map(|page| page.split_whitespace().collect::<Vec<_>>().join(" "));
        pages.filter(|page| !page.is_empty()).collect()
    }

    pub(crate) fn about(&self) -> String {
        self.ask("pdfinfo", &[], &[])
    }

    pub(crate) fn structure(&self) -> String {
        self.ask("pdfinfo", &["-struct"], &[])
    }

    /// One line a face: its name, then whether it is embedded, a subset, and mapped to Unicode.
    pub(crate) fn faces(&self) -> Vec<String> {
        let raw = self.ask("pdffonts", &[], &[]);
        let lines = raw.lines().skip(2).map(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            // The last two are the number of the object.
            let kept = &words[..words.len() - 2];
            format!("{} {}", words[0], kept[kept.len() - 3..].join(" "))
        });
        lines.collect()
    }

    pub(crate) fn holds(&self, mark: &str) -> bool {
        self.bytes.windows(mark.len()).any(|window| window == mark.as_bytes())
    }
}

/// All texts within a value.
pub(crate) fn texts(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::String(text) => into.push(text.clone()),
        Value::Array(list) => list.iter().for_each(|item| texts(item, into)),
        Value::Object(map) => map.values().for_each(|item| texts(item, into)),
        _ => {}
    }
}

/// The sentences of a text: a blank line, or a full stop, question mark or exclamation mark before a blank ends one.
pub(crate) fn sentences(text: &str) -> Vec<String> {
    let mut sentences = Vec::new();
    for paragraph in text.split("\n\n") {
        let mut sentence: Vec<&str> = Vec::new();
        for word in paragraph.split_whitespace() {
            sentence.push(word);
            if word.ends_with(['.', '?', '!', ':']) {
                sentences.push(sentence.join(" "));
                sentence.clear();
            }
        }
        if !sentence.is_empty() {
            sentences.push(sentence.join(" "));
        }
    }
    sentences
}

/// Runs the binary: exit code, standard output, standard error.
pub(crate) fn run(arguments: &[&str], input: &[u8]) -> (i32, Vec<u8>, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_hoeder-paper"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // It may end without reading.
    let _ = child.stdin.take().unwrap().write_all(input);
    let answer = child.wait_with_output().unwrap();
    let told = String::from_utf8(answer.stderr).unwrap();
    (answer.status.code().unwrap(), answer.stdout, told)
}
