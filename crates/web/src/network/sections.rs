//! Sections of the source: how much is written where, and behind which gate.

use super::show::{Show, strange};
use crate::sheet::Column;
use crate::words::network as w;
use app::network::ToldSection;
use maud::{Markup, html};

/// Most rows; a chat service can have a room for each pair of members.
const SECTIONS_MAX: usize = 60;

pub(super) fn sections(show: &Show<'_>) -> Markup {
    let sections = &show.report.picture.sections;
    if sections.is_empty() {
        return html! { p { (show.say(w::SECTIONS_NONE)) } };
    }
    let most = sections.iter().map(|section| section.posts).max().unwrap_or(0);
    let rows = html! { @for section in sections.iter().take(SECTIONS_MAX) { (row(show, section, most)) } };
    let columns = [
        Column::Text(w::SECTION),
        Column::Text(w::ACCESS),
        Column::Number(w::POSTS),
        Column::Number(w::WRITERS),
    ];
    html! {
        p { (show.say(w::SECTIONS_TEXT)) }
        (show.sheet.table(w::SECTIONS_TABLE, &columns, &rows))
        (show.more(SECTIONS_MAX, sections.len()))
    }
}

fn row(show: &Show<'_>, section: &ToldSection, most: u32) -> Markup {
    let (class, access) = if section.gated { ("gated", w::GATED) } else { ("open", w::OPEN) };
    html! {
        tr {
            th scope="row" {
                @if section.name.trim().is_empty() { em { (show.say(w::NO_NAME)) } } @else { (strange(&section.name)) }
                (meter(class, section.posts, most))
            }
            td { @if section.gated { strong { (show.say(access)) } } @else { (show.say(access)) } }
            td.n { (show.count(section.posts)) }
            td.n { (show.count(section.members)) }
        }
    }
}

/// A bar beside a number that stands in the row itself.
fn meter(class: &str, part: u32, most: u32) -> Markup {
    let width = u64::from(part) * 1000 / u64::from(most.max(1));
    html! {
        svg.meter viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            rect.base x="0" y="0" width="1000" height="10" {}
            rect class=(class) x="0" y="0" width=(width.max(u64::from(part > 0) * 4)) height="10" {}
        }
    }
}
