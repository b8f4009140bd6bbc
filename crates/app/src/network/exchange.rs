//! Leads in forms that others read: a table for spreadsheets, and CASE/UCO for other systems.
//!
//! Names and grounds quote the source and may hold anything. Whatever they hold, it stays text.

mod case_uco;
mod table;

use super::NetworkLeads;
use crate::AppError;

/// A form in which leads are given out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeadForm {
    /// A table: CSV after RFC 4180, in UTF-8, safe to open in a spreadsheet.
    Csv,
    /// CASE 1.5 (UCO 1.5) as JSON-LD.
    CaseUco,
}

impl LeadForm {
    /// The stable word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::CaseUco => "case_uco",
        }
    }

    /// Writes leads in this form. The same leads give the same bytes.
    ///
    /// # Errors
    /// Only if JSON can't be written.
    pub fn write(self, leads: &NetworkLeads) -> Result<Vec<u8>, AppError> {
        match self {
            Self::Csv => Ok(table::write(leads).into_bytes()),
            Self::CaseUco => case_uco::write(leads).map_err(AppError::invalid),
        }
    }
}
