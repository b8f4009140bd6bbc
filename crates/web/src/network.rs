//! The report of a measured network, as a page and as JSON. Both are made of the same values.
//!
//! Names of members, sections and tables are strangers' text: they are shown as text, whatever they hold.

mod brief;
mod groups;
mod layout;
mod measured;
mod players;
mod reading;
mod removal;
#[cfg(test)]
mod sample;
mod sections;
mod show;
#[cfg(test)]
mod tests;

use crate::sheet::{Chapter, Links, Sheet};
use crate::words::network as w;
use crate::{Lang, shell};
use app::deeds::NetworkReport;
use serde::Serialize;
use show::Show;
use std::cell::RefCell;

/// The report as a file of its own: it can be kept, mailed and printed, loads nothing and runs nothing.
///
/// Long lists are cut, and say so; [`json`] holds them all.
pub fn html(report: &NetworkReport, lang: Lang) -> String {
    let sheet = Sheet { lang, links: Links::Appendix(RefCell::default()) };
    let show = Show { sheet: &sheet, report };
    let title = format!("{}: {}", sheet.say(w::TITLE), show::plain(&report.name));
    shell::standalone(lang, &title, &sheet.chapters(&brief::head(&show), &chapters(&show)))
}

fn chapters(show: &Show<'_>) -> Vec<Chapter> {
    let chapter = |id, title, body| Chapter { id, title, body };
    vec![
        chapter("brief", w::BRIEF, brief::brief(show)),
        chapter("players", w::PLAYERS, players::key_players(show)),
        chapter("brokers", w::BROKERS, players::hidden_brokers(show)),
        chapter("groups", w::GROUPS, groups::groups(show)),
        chapter("sections", w::SECTIONS, sections::sections(show)),
        chapter("removal", w::REMOVAL, removal::removal(show)),
        chapter("read", w::READ, reading::read(show)),
        chapter("measured", w::MEASURED, measured::measured(show)),
    ]
}

/// The JSON form.
#[derive(Serialize)]
struct Form<'a> {
    form: &'static str,
    form_version: u32,
    #[serde(flatten)]
    report: &'a NetworkReport,
}

/// The report as JSON, indented. `form_version` grows when a field changes its meaning.
///
/// # Errors
/// Only if a value can't be written as JSON, which no value of the report does.
pub fn json(report: &NetworkReport) -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(&Form { form: "hoeder.network-report", form_version: 1, report })
}
