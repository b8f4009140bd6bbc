//! Reads one JSON document, and says what is wrong with it, where, and what to do.

use casework::document::Document;

/// Why a text is no document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{at}: {what}")]
pub struct Unreadable {
    /// Path of the part that is wrong (`penal-order.facts[0].period`), or the line and column.
    pub at: String,
    /// What is wrong.
    pub what: String,
}

impl Unreadable {
    /// What to do about it.
    pub fn hint(&self) -> String {
        format!(
            "Mend it there; `hoeder-paper --example KIND` shows a whole document ({})",
            crate::KINDS.join(", ")
        )
    }
}

/// Reads one document from JSON.
///
/// # Errors
/// When the bytes are no JSON, a part is missing, unknown or of the wrong kind, or a text can't be printed.
pub fn read(json: &[u8]) -> Result<Document, Unreadable> {
    let mut reader = serde_json::Deserializer::from_slice(json);
    let document = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        let inner = error.into_inner();
        let place = format!("line {} column {}", inner.line(), inner.column());
        let text = inner.to_string();
        let what = text.strip_suffix(&format!(" at {place}")).unwrap_or(&text).to_owned();
        Unreadable { at: if path == "." { place } else { format!("{path} ({place})") }, what }
    })?;
    reader.end().map_err(|error| Unreadable {
        at: format!("line {} column {}", error.line(), error.column()),
        what: "something follows the document".to_owned(),
    })?;
    Ok(document)
}
