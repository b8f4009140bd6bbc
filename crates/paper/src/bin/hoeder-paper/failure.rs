//! What went wrong, as an exit code, a word for programs, a text and a hint: the same form as `hoeder`'s.

use paper::SettingError;
use std::io;
use std::process::ExitCode;

/// A command that did not do what was asked.
#[derive(Debug)]
pub(crate) struct Failure {
    code: u8,
    word: &'static str,
    text: String,
    hint: String,
    closed_output: bool,
}

impl Failure {
    fn new(code: u8, word: &'static str, text: &str, hint: &str) -> Self {
        Self { code, word, text: text.to_owned(), hint: hint.to_owned(), closed_output: false }
    }

    pub(crate) fn usage(text: &str, hint: &str) -> Self {
        Self::new(2, "usage", text, hint)
    }

    pub(crate) fn missing(text: &str) -> Self {
        Self::new(4, "missing", text, "See that the document is there and may be read")
    }

    pub(crate) fn invalid(text: &str, hint: &str) -> Self {
        Self::new(5, "invalid", text, hint)
    }

    pub(crate) fn setting(error: &SettingError) -> Self {
        let (code, word) = match error {
            SettingError::Template(_) => (1, "setting"),
            SettingError::NotReady(_) | SettingError::NoGlyph { .. } => (5, "invalid"),
        };
        Self::new(code, word, &error.to_string(), error.hint())
    }

    pub(crate) fn output(name: &str, error: &io::Error) -> Self {
        let mut failure =
            Self::new(1, "file", &format!("{name}: {error}"), "See that the place exists and may be written");
        failure.closed_output = error.kind() == io::ErrorKind::BrokenPipe;
        failure
    }

    pub(crate) fn is_closed_output(&self) -> bool {
        self.closed_output
    }

    pub(crate) fn exit_code(&self) -> ExitCode {
        ExitCode::from(self.code)
    }

    /// The failure as text for a person, or as one JSON object.
    pub(crate) fn told(&self, json: bool) -> String {
        if json {
            let error =
                serde_json::json!({"error": {"kind": self.word, "text": self.text, "hint": self.hint}});
            format!("{error}\n")
        } else {
            format!("hoeder-paper: {}\n{}.\n", self.text, self.hint)
        }
    }
}
