//! The ledger: its latest signed head, whether it verifies, and its latest entries.

use super::sheet;
use crate::sheet::{Column, Sheet};
use crate::words::{carrier as c, page as w};
use crate::{Frame, shell};
use maud::{Markup, html};
use vocab::Moment;

/// The latest signed head.
#[derive(Clone, Debug)]
pub struct LedgerHead {
    /// Entries that it covers.
    pub entries: u64,
    /// Merkle root, lower-case hex.
    pub root: String,
    /// When it was signed.
    pub signed_at: Moment,
    /// Public key, lower-case hex.
    pub key: String,
}

/// What verifying gave.
#[derive(Clone, Debug)]
pub struct Verified {
    /// When it was verified.
    pub at: Moment,
    /// The first fault, as the verifier names it; `None`: the whole ledger verifies.
    pub fault: Option<String>,
}

/// One entry, for people.
#[derive(Clone, Debug)]
pub struct LedgerLine {
    /// Number, from 0.
    pub number: u64,
    /// When.
    pub at: Moment,
    /// Who, by name and role.
    pub who: String,
    /// Stable name of the deed.
    pub what: String,
    /// Stable name of the outcome.
    pub outcome: String,
}

/// The page.
#[derive(Clone, Debug)]
pub struct LedgerPage {
    /// `None`: nothing has been signed yet.
    pub head: Option<LedgerHead>,
    /// What verifying gave, where it was done for this page.
    pub verified: Option<Verified>,
    /// Latest entries, newest first.
    pub latest: Vec<LedgerLine>,
    /// They are those of the person who looks alone.
    pub only_own: bool,
}

/// The ledger page.
pub fn ledger(page: &LedgerPage, frame: &Frame<'_>) -> String {
    let sheet = sheet(frame);
    let main = html! {
        div.head {
            h1 { (sheet.say(w::LEDGER_TITLE)) }
            p.lead { (sheet.say(w::LEDGER_TEXT)) }
            @match page.verified.as_ref().map(|verified| &verified.fault) {
                Some(None) => p.good { strong { (sheet.say(w::LEDGER_SOUND)) } },
                Some(Some(_)) => (sheet.notice(&sheet.sentence(w::LEDGER_BROKEN, &[]))),
                None => {},
            }
        }
        @match &page.head {
            Some(head) => (head_table(&sheet, head, page.verified.as_ref())),
            None => p { (sheet.say(w::LEDGER_NONE)) },
        }
        p { (sheet.say(w::VERIFY_YOURSELF)) }
        pre tabindex="0" { code { "ledger-verify --help" } }
        @if !page.latest.is_empty() {
            h2 { (sheet.say(w::LATEST_ENTRIES)) }
            @if page.only_own { p { (sheet.say(w::LATEST_OWN)) } }
            (latest(&sheet, &page.latest))
        }
    };
    shell::served(frame, &sheet.say(w::LEDGER_TITLE), &main)
}

fn head_table(sheet: &Sheet<'_>, head: &LedgerHead, verified: Option<&Verified>) -> Markup {
    let rows = html! {
        tr { th scope="row" { (sheet.say(w::ENTRIES)) } td { (sheet.number(head.entries)) } }
        tr { th scope="row" { (sheet.say(w::ROOT)) } td { code.digest { (head.root) } } }
        tr { th scope="row" { (sheet.say(w::SIGNED_AT)) } td { (sheet.lang.moment(head.signed_at)) } }
        tr { th scope="row" { (sheet.say(w::KEY)) } td { code.digest { (head.key) } } }
        @if let Some(verified) = verified {
            tr { th scope="row" { (sheet.say(w::VERIFIED_AT)) } td { (sheet.lang.moment(verified.at)) } }
            @if let Some(fault) = &verified.fault {
                tr { th scope="row" { (sheet.say(w::FAULT)) } td { strong.bad lang="en" { (fault) } } }
            }
        }
    };
    sheet.table(w::LEDGER_TABLE, &[Column::Text(c::FACT), Column::Text(c::VALUE)], &rows)
}

fn latest(sheet: &Sheet<'_>, lines: &[LedgerLine]) -> Markup {
    let rows = html! {
        @for line in lines {
            tr {
                td.n { (sheet.number(line.number)) }
                td { (sheet.lang.moment(line.at)) }
                td { bdi { (line.who) } }
                th scope="row" { code { (line.what) } }
                td { code { (line.outcome) } }
            }
        }
    };
    let columns = [
        Column::Number(w::NUMBER),
        Column::Text(w::AT),
        Column::Text(w::WHO),
        Column::Text(w::WHAT),
        Column::Text(w::OUTCOME),
    ];
    sheet.table(w::LATEST_TABLE, &columns, &rows)
}
