//! The report of one reading, as a page and as JSON. Both are made of the same values.

mod account;
mod carrier;
mod matches;
mod spread;
mod summary;
#[cfg(test)]
pub(crate) mod tests;

pub(crate) use carrier::sets;

use crate::sheet::{Chapter, Column, Links, Sheet};
use crate::words::{carrier as c, report as w};
use crate::{Frame, Lang, shell};
use casework::report::ReportModel;
use maud::{Markup, html};
use serde::Serialize;
use std::cell::RefCell;

/// The report as a file of its own: it can be kept, mailed and printed, loads nothing and runs nothing. Each
/// number leads to a row of its appendix, which gives the expression that lists the items.
pub fn html(model: &ReportModel, lang: Lang) -> String {
    let sheet = Sheet { lang, links: Links::Appendix(RefCell::default()) };
    let mut chapters = chapters(&sheet, model);
    chapters.push(Chapter { id: "appendix", title: c::APPENDIX, body: appendix(&sheet, model) });
    shell::standalone(lang, &title(&sheet, model), &body(&sheet, model, &chapters))
}

/// The report as a served page. Each number leads to `{items}?filter=EXPRESSION`.
pub fn page(model: &ReportModel, items: &str, frame: &Frame<'_>) -> String {
    let sheet = Sheet { lang: frame.lang, links: Links::Served(items) };
    let chapters = chapters(&sheet, model);
    shell::served(frame, &title(&sheet, model), &body(&sheet, model, &chapters))
}

/// The JSON form.
#[derive(Serialize)]
struct Form<'a> {
    form: &'static str,
    form_version: u32,
    #[serde(flatten)]
    model: &'a ReportModel,
}

/// The report as JSON, indented. `form_version` grows when a field changes its meaning.
///
/// # Errors
/// Only if a value can't be written as JSON, which no value of the model does.
pub fn json(model: &ReportModel) -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(&Form { form: "hoeder.carrier-report", form_version: 1, model })
}

fn title(sheet: &Sheet<'_>, model: &ReportModel) -> String {
    format!("{}: {}", sheet.say(w::TITLE), model.carrier.carrier_name)
}

fn chapters(sheet: &Sheet<'_>, model: &ReportModel) -> Vec<Chapter> {
    let profile = &model.profile;
    let chapter = |id, title, body| Chapter { id, title, body };
    vec![
        chapter("brief", w::BRIEF, summary::brief(sheet, profile)),
        chapter("account", w::ACCOUNT, account::accounting(sheet, profile)),
        chapter("standings", w::STANDINGS, account::standings(sheet, profile)),
        chapter("known", w::KNOWN, matches::known(sheet, profile)),
        chapter("near", w::NEAR, matches::near(sheet, profile, model.carrier.near_bits_max)),
        chapter("families", w::FAMILIES, account::families(sheet, profile)),
        chapter("copies", w::COPIES, account::copies(sheet, profile)),
        chapter("time", w::TIME, spread::time(sheet, profile)),
        chapter("places", w::PLACES, spread::places(sheet, profile)),
        chapter("devices", w::DEVICES, spread::devices(sheet, profile)),
        chapter("source", c::SOURCE, carrier::source(sheet, &model.carrier)),
        chapter("authorisation", c::AUTHORISATION, carrier::authorisation(sheet, &model.carrier)),
        chapter("sets", c::SETS, carrier::sets(sheet, &model.carrier.sets)),
        chapter("seal", c::SEAL, carrier::seal(sheet, &model.carrier.seal)),
        chapter("means", c::MEANS, summary::means(sheet)),
    ]
}

fn body(sheet: &Sheet<'_>, model: &ReportModel, chapters: &[Chapter]) -> Markup {
    sheet.chapters(&summary::head(sheet, model), chapters)
}

/// A word for a POSIX shell, in single quotes.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

fn appendix(sheet: &Sheet<'_>, model: &ReportModel) -> Markup {
    let Links::Appendix(rows) = &sheet.links else { return html! {} };
    let rows = rows.borrow();
    let columns = [Column::Number(c::APPENDIX_NUMBER), Column::Number(w::ITEMS), Column::Text(c::FILTER)];
    let body = html! {
        @for (at, (filter, count)) in rows.iter().enumerate() {
            tr id={ "items-" (at + 1) } {
                td.n { (at + 1) }
                td.n { (sheet.number(*count)) }
                td {
                    @if filter.0.is_empty() { (sheet.say(c::EVERY_ITEM)) }
                    @else { code { (filter) } }
                }
            }
        }
    };
    let case = quoted(model.carrier.case_name.as_str());
    html! {
        p { (sheet.say(c::APPENDIX_TEXT)) }
        pre tabindex="0" { code {
            "hoeder carrier items --case " (case) " --carrier " (model.carrier.carrier_id) " --filter 'FILTER'"
        } }
        (sheet.table(c::APPENDIX_TABLE, &columns, &body))
    }
}
