//! What a visitor is told when a page can't be shown.

use super::sheet;
use crate::words::page as w;
use crate::{Frame, shell};
use maud::html;

/// Why there is no page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Refused; the refusal is in the ledger.
    Refused,
    /// No such thing, or not for this visitor: the two look the same.
    NotFound,
    /// The address can't be read.
    BadRequest,
    /// The work failed.
    Broken,
}

/// The page that says so. `detail` is for people and may be empty; it must hold nothing that the visitor may
/// not see.
pub fn problem(problem: Problem, detail: &str, frame: &Frame<'_>) -> String {
    let sheet = sheet(frame);
    let (title, text) = match problem {
        Problem::Refused => (w::REFUSED, w::REFUSED_TEXT),
        Problem::NotFound => (w::NOT_FOUND, w::NOT_FOUND_TEXT),
        Problem::BadRequest => (w::BAD_REQUEST, w::BAD_REQUEST_TEXT),
        Problem::Broken => (w::BROKEN, w::BROKEN_TEXT),
    };
    let main = html! {
        div.head {
            h1 { (sheet.say(title)) }
            p.lead { (sheet.say(text)) }
            @if !detail.is_empty() { p { (sheet.say(w::DETAIL)) ": " bdi { (detail) } } }
        }
    };
    shell::served(frame, &sheet.say(title), &main)
}
