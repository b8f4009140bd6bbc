//! Whole examples of each kind, with people and offices that plainly do not exist.

use crate::input::{Unreadable, read};
use casework::document::{CopyNumber, Document, PenalOrder, PlainLetter};

/// The kinds of documents, as their words in JSON.
pub const KINDS: [&str; 6] = [
    "penal-order",
    "anonymised-order",
    "plain-letter",
    "decision-record",
    "warning-letter",
    "proof-of-destruction",
];

const ORDER: &[u8] = include_bytes!("../examples/penal-order.json");
const DECISION: &[u8] = include_bytes!("../examples/decision-record.json");
const WARNING: &[u8] = include_bytes!("../examples/warning-letter.json");
const DESTRUCTION: &[u8] = include_bytes!("../examples/proof-of-destruction.json");

/// A whole example of a kind; `None` for a word that is no kind.
///
/// # Errors
/// None that a test does not rule out: the examples are read like any other document.
pub fn example(kind: &str) -> Option<Result<Document, Unreadable>> {
    let document = match kind {
        "penal-order" => read(ORDER),
        "anonymised-order" => order().map(|order| {
            let copy = CopyNumber { year: 2026, number: 7, day: order.letterhead.status.day() };
            Document::AnonymisedOrder(order.anonymised(copy))
        }),
        "plain-letter" => plain_letter(),
        "decision-record" => read(DECISION),
        "warning-letter" => read(WARNING),
        "proof-of-destruction" => read(DESTRUCTION),
        _ => return None,
    };
    Some(document)
}

fn other(kind: &str) -> Unreadable {
    Unreadable { at: kind.to_owned(), what: "the example is of another kind".to_owned() }
}

fn order() -> Result<PenalOrder, Unreadable> {
    match read(ORDER)? {
        Document::PenalOrder(order) => Ok(*order),
        _ => Err(other("penal-order")),
    }
}

/// The letter to the example's order, with the help that the warning letter offers.
fn plain_letter() -> Result<Document, Unreadable> {
    let order = order()?;
    let Document::WarningLetter(warning) = read(WARNING)? else { return Err(other("warning-letter")) };
    let oppose_by = order.letterhead.status.day().checked_add(jiff::Span::new().days(14)).ok();
    Ok(Document::PlainLetter(Box::new(PlainLetter { order, oppose_by, help: warning.help })))
}
