//! Sets one document.

use crate::font;
use crate::world::{SealedWorld, book};
use casework::document::{Document, DocumentFault};
use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// Why a document can't be set.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettingError {
    /// The document says that it is issued, and something keeps it from that.
    #[error("the document can't be issued:{}", .0.iter().map(|fault| format!("\n  {fault}")).collect::<String>())]
    NotReady(Vec<DocumentFault>),
    /// A character that no built-in face has.
    #[error("{at}: no built-in face has the character {character:?} (U+{:04X})", u32::from(*.character))]
    NoGlyph {
        /// Path of the text.
        at: String,
        /// The character.
        character: char,
    },
    /// A template failed, or the PDF would not be accessible or fit for archiving. A fault of ours.
    #[error("the document could not be set: {0}")]
    Template(String),
}

impl SettingError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NotReady(_) => "Mend each of these, or print it as a draft",
            Self::NoGlyph { .. } => {
                "Write the text in Latin, Greek, Cyrillic, Arabic, Hebrew, Armenian or Georgian"
            }
            Self::Template(_) => "Keep the document and report this as a fault of hoeder-paper",
        }
    }
}

/// Sets a document as PDF/A-2a and PDF/UA-1. The same document gives the same bytes.
///
/// # Errors
/// When an issued document has faults, a character can't be shown, or the setting fails.
pub fn set(document: &Document) -> Result<Vec<u8>, SettingError> {
    let faults = document.faults();
    if document.is_issued() && !faults.is_empty() {
        return Err(SettingError::NotReady(faults));
    }
    let failed = |error: serde_json::Error| SettingError::Template(error.to_string());
    let value = serde_json::to_value(document).map_err(failed)?;
    if let Some((at, character)) = font::lacking(&value, book(), "") {
        return Err(SettingError::NoGlyph { at, character });
    }
    let json = value.to_string();
    let world = SealedWorld::around(&json)
        .ok_or_else(|| SettingError::Template("a template is missing".to_owned()))?;
    let page = typst::compile::<PagedDocument>(&world).output.map_err(|errors| told(&errors))?;
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|error| SettingError::Template(error.message().to_string()))?;
    let options = PdfOptions {
        ident: Smart::Custom(json),
        creator: Smart::Custom(Some(concat!("hoeder-paper ", env!("CARGO_PKG_VERSION")).to_owned())),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&page, &options).map_err(|errors| told(&errors))
}

fn told(errors: &[SourceDiagnostic]) -> SettingError {
    let texts: Vec<String> = errors.iter().map(|error| error.message.to_string()).collect();
    SettingError::Template(texts.join("; "))
}
