//! The plain pages: cases, a case, a list of items, known sets, the ledger, and what to say when it fails.
//!
//! Pure functions: values in, HTML out. Whoever serves them checks permission first and hands over only what
//! the visitor may see. No page shows the content of a picture.

mod cases;
mod items;
mod ledger;
mod problem;
#[cfg(test)]
mod tests;

pub use cases::{CarrierRow, CarrierState, CaseRow, case, cases};
pub use items::{ItemRow, ItemsPage, items};
pub use ledger::{LedgerHead, LedgerLine, LedgerPage, Verified, ledger};
pub use problem::{Problem, problem};

use crate::sheet::{Links, Sheet};
use crate::words::page as w;
use crate::{Frame, shell};
use casework::report::UsedSet;
use maud::html;

fn sheet(frame: &Frame<'_>) -> Sheet<'static> {
    Sheet { lang: frame.lang, links: Links::Served("") }
}

/// The known sets.
pub fn sets(sets: &[UsedSet], frame: &Frame<'_>) -> String {
    let sheet = sheet(frame);
    let main = html! {
        div.head { h1 { (sheet.say(w::SETS_TITLE)) } p.lead { (sheet.say(w::SETS_TEXT)) } }
        (crate::report::sets(&sheet, sets))
    };
    shell::served(frame, &sheet.say(w::SETS_TITLE), &main)
}
