//! Where text goes: results to standard output, the rest to standard error.
//!
//! No character that steers a terminal or turns text around leaves here, whatever a carrier or a set may hold.

use crate::failure::Failure;
use serde::Serialize;
use serde_json::json;
use std::fmt;
use std::io::{self, BufWriter, Stdout, Write as _};

/// Standard output, buffered; a reader that goes away is no fault of ours.
pub(crate) struct Screen {
    out: BufWriter<Stdout>,
}

impl Screen {
    pub(crate) fn new() -> Self {
        Self { out: BufWriter::with_capacity(1 << 16, io::stdout()) }
    }

    /// What `write!` and `writeln!` call.
    pub(crate) fn write_fmt(&mut self, text: fmt::Arguments<'_>) -> Result<(), Failure> {
        Ok(self.out.write_all(harmless(&text.to_string(), Form::Text).as_bytes())?)
    }

    /// One JSON value on one line.
    pub(crate) fn json(&mut self, value: &impl Serialize) -> Result<(), Failure> {
        let text = serde_json::to_string(value).map_err(|error| Failure::invalid(error, "Report this"))?;
        self.raw_json(&text)
    }

    /// JSON as it stands, with a newline.
    pub(crate) fn raw_json(&mut self, text: &str) -> Result<(), Failure> {
        self.out.write_all(harmless(text, Form::Json).as_bytes())?;
        Ok(self.out.write_all(b"\n")?)
    }

    /// Text of our own making, as it stands.
    pub(crate) fn bytes(&mut self, text: &[u8]) -> Result<(), Failure> {
        Ok(self.out.write_all(text)?)
    }

    /// Rows under headings, each column as wide as it must be; columns named in `numbers` stand to the right.
    pub(crate) fn table(&mut self, headings: &[&str], numbers: &[usize], rows: &[Vec<String>]) -> Result<(), Failure> {
        let rows: Vec<Vec<String>> =
            rows.iter().map(|row| row.iter().map(|cell| harmless(cell, Form::Text)).collect()).collect();
        let width = |column: usize| {
            let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count());
            cells.chain(headings.get(column).map(|heading| heading.chars().count())).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..headings.len()).map(width).collect();
        let headings = headings.iter().map(|heading| (*heading).to_owned()).collect();
        for row in std::iter::once(&headings).chain(&rows) {
            let mut line = String::new();
            for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
                let room = " ".repeat(width.saturating_sub(cell.chars().count()));
                let (before, after) = if numbers.contains(&column) { (&*room, "") } else { ("", &*room) };
                line.push_str(before);
                line.push_str(cell);
                line.push_str(after);
                line.push_str("  ");
            }
            writeln!(self, "{}", line.trim_end())?;
        }
        Ok(())
    }

    pub(crate) fn flush(&mut self) -> Result<(), Failure> {
        Ok(self.out.flush()?)
    }
}

/// A line for the person, beside the result.
pub(crate) fn tell(text: impl fmt::Display) {
    // Where even standard error is gone there is nobody left to tell.
    let _ = writeln!(io::stderr(), "{}", harmless(&text.to_string(), Form::Text));
}

/// What went wrong and what to do.
pub(crate) fn tell_failure(failure: &Failure, json: bool) {
    if json {
        let error = json!({"kind": failure.word(), "text": failure.text, "hint": failure.hint});
        let text = json!({ "error": error }).to_string();
        let _ = writeln!(io::stderr(), "{}", harmless(&text, Form::Json));
    } else {
        tell(format_args!("hoeder: {}", failure.text));
        if !failure.hint.is_empty() {
            tell(format_args!("        {}", failure.hint));
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Text,
    Json,
}

fn harmless(text: &str, form: Form) -> String {
    let steers = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    if !text.chars().any(steers) {
        return text.to_owned();
    }
    let mut plain = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match (steers(c), form) {
            (false, _) => plain.push(c),
            (true, Form::Text) => plain.push_str(&format!("\\u{{{:x}}}", u32::from(c))),
            // Such characters occur within strings only, and all lie in the first plane.
            (true, Form::Json) => plain.push_str(&format!("\\u{:04x}", u32::from(c))),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_steers_a_terminal_gets_out() {
        assert_eq!(harmless("a\u{1b}[2Jb\n", Form::Text), "a\\u{1b}[2Jb\n");
        assert_eq!(harmless("zaak\u{202e}gpj", Form::Text), "zaak\\u{202e}gpj");
        assert_eq!(harmless("é 漢", Form::Text), "é 漢");
    }

    #[test]
    fn json_stays_the_same_value() {
        let value = json!({"path": "a\u{9b}2J\u{202e}\u{feff}é\u{7f}"});
        let text = harmless(&value.to_string(), Form::Json);
        assert!(text.chars().all(|c| !c.is_control()), "{text}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
    }
}
