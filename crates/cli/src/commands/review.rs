//! `match review`.

use crate::args::{CarrierArgs, House};
use crate::door::{Door, First};
use crate::failure::Failure;
use crate::screen::Screen;
use app::deeds::ReviewMatch;
use casework::review::Verdict;

pub(super) fn review(
    house: &House,
    carrier: CarrierArgs,
    (item, set): (u64, String),
    verdict: Verdict,
    because: String,
    screen: &mut Screen,
) -> Result<(), Failure> {
    let door = Door::open(house, "match review", First::Expects)?;
    let deed = ReviewMatch {
        case: carrier.case,
        carrier: carrier.carrier,
        item,
        set: set.clone(),
        verdict,
        reasons: because,
    };
    let review = door.perform(deed)?;
    if house.json {
        return screen.json(&review);
    }
    writeln!(screen, "item {item} against set {set}: {}, by {}", review.verdict, review.by)
}
