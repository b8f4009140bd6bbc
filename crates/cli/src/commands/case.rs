//! `case open` and `case list`.

use crate::args::House;
use crate::door::{Door, First};
use crate::failure::Failure;
use crate::screen::Screen;
use app::deeds::{ListCases, OpenCase};
use web::Lang;

pub(super) fn open(house: &House, name: String, screen: &mut Screen) -> Result<(), Failure> {
    let case = Door::open(house, "case open", First::Begins)?.perform(OpenCase { name })?;
    if house.json {
        return screen.json(&case);
    }
    writeln!(screen, "case {} is open (id {})", case.name, case.id)
}

pub(super) fn list(house: &House, screen: &mut Screen) -> Result<(), Failure> {
    let cases = Door::open(house, "case list", First::Expects)?.perform(ListCases)?;
    if house.json {
        return screen.json(&cases);
    }
    if cases.is_empty() {
        return writeln!(screen, "There are no cases yet. Open one with `hoeder case open NAME`.");
    }
    let mut rows = Vec::new();
    for listed in &cases {
        let authorised = listed.authorisation.as_ref().map_or_else(
            || "none".to_owned(),
            |authorisation| format!("version {}, by {}", authorisation.version(), authorisation.grant().given_by),
        );
        let name = listed.case.name.to_string();
        if listed.carriers.is_empty() {
            rows.push(vec![name.clone(), authorised.clone(), "-".into(), "-".into(), String::new()]);
        }
        for carrier in &listed.carriers {
            let state = match carrier.sealed_at {
                Some(at) => format!("sealed {}", Lang::En.moment(at)),
                None => "being read, or interrupted".to_owned(),
            };
            let found = carrier.found.map_or_else(|| "-".to_owned(), |found| Lang::En.number(found));
            rows.push(vec![name.clone(), authorised.clone(), carrier.name.clone(), found, state]);
        }
    }
    screen.table(&["CASE", "AUTHORISATION", "CARRIER", "FOUND", "STATE"], &[3], &rows)
}
