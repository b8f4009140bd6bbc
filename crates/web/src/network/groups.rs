//! Groups: a drawing of how they hang together, and a table with every number of it.

use super::layout::{self, Circle};
use super::show::{Show, quoting, strange};
use crate::sheet::Column;
use crate::words::{Phrase, network as w, network::names};
use app::network::ToldGroup;
use maud::{Markup, html};

/// Most lines for each group; all of them would be a ball of wool.
const LINES_PER_GROUP_MAX: usize = 3;
/// Most rows of the table of strengths.
const BETWEEN_MAX: usize = 120;

pub(super) fn groups(show: &Show<'_>) -> Markup {
    let groups = &show.report.picture.groups;
    if groups.is_empty() {
        return html! { p { (show.say(w::GROUPS_TEXT)) } p { (show.say(w::GROUPS_NONE)) } };
    }
    let rows = html! { @for group in groups { (rows(show, group)) } };
    let columns =
        [Column::Text(w::GROUP), Column::Number(w::MEMBERS), Column::Text(w::DOES), Column::Text(w::POWER)];
    html! {
        p { (show.say(w::GROUPS_TEXT)) }
        (drawing(show))
        (show.sheet.table(w::GROUPS_TABLE, &columns, &rows))
        (show.more(groups.len(), show.report.picture.groups_total))
        (between(show))
    }
}

/// Lines between groups that are told, strongest first: their places in the list of groups, and the strength.
fn lines(show: &Show<'_>) -> Vec<(usize, usize, f64)> {
    let picture = &show.report.picture;
    let place = |number: u32| picture.groups.iter().position(|group| group.number == number);
    let line = |(a, b, strength): &(u32, u32, f64)| Some((place(*a)?, place(*b)?, *strength));
    let mut lines: Vec<_> = picture.between.iter().filter_map(line).filter(|line| line.2 > 0.0).collect();
    lines.sort_by(|a, b| b.2.total_cmp(&a.2).then_with(|| (a.0, a.1).cmp(&(b.0, b.1))));
    lines
}

/// A coordinate to a tenth of a unit.
fn tenth(number: f64) -> String {
    format!("{number:.1}")
}

fn drawing(show: &Show<'_>) -> Markup {
    let groups = &show.report.picture.groups;
    let lines = lines(show);
    let sizes: Vec<usize> = groups.iter().map(|group| group.size).collect();
    let circles = layout::lay_out(&sizes, &lines);
    let drawn = lines.len().min(groups.len() * LINES_PER_GROUP_MAX);
    let strongest = lines.first().map_or(1.0, |line| line.2);
    let ends = |(a, b, strength): &(usize, usize, f64)| {
        Some((circles.get(*a).copied()?, circles.get(*b).copied()?, (strength / strongest).sqrt()))
    };
    let values = [("drawn", show.count(drawn)), ("lines", show.count(lines.len()))];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    html! {
        figure.net {
            svg viewBox={ "0 0 " (layout::WIDTH) " " (layout::HEIGHT) } role="group"
                aria-label=(show.sheet.fill(w::DRAWING, &[("groups", &show.count(groups.len()))])) {
                // Weakest first, so that the strong ones lie on top.
                @for (from, to, part) in lines.iter().take(drawn).rev().filter_map(ends) { (line(from, to, part)) }
                @for (group, at) in groups.iter().zip(&circles) { (circle(show, group, *at)) }
            }
            figcaption {
                span.swatch.power aria-hidden="true" {} (show.say(w::DRAWING_POWER)) " "
                span.swatch.plain aria-hidden="true" {} (show.say(w::DRAWING_PLAIN)) ". "
                (show.sheet.fill(w::DRAWING_NOTE, &values))
            }
        }
    }
}

fn line(from: Circle, to: Circle, part: f64) -> Markup {
    html! {
        line x1=(tenth(from.x)) y1=(tenth(from.y)) x2=(tenth(to.x)) y2=(tenth(to.y))
            stroke-width=(tenth(0.6 + 7.0 * part)) {}
    }
}

fn circle(show: &Show<'_>, group: &ToldGroup, at: Circle) -> Markup {
    let size = show.count(group.size);
    let name = show.sheet.fill(w::GROUP_LINK, &[("number", &group.number.to_string()), ("size", &size)]);
    let class = if group.power.is_empty() { "plain" } else { "power" };
    html! {
        a href={ "#group-" (group.number) } aria-label=(name) {
            circle class=(class) cx=(tenth(at.x)) cy=(tenth(at.y)) r=(tenth(at.radius)) {}
            // A second ring, for who does not see the colour.
            @if class == "power" { circle.ring cx=(tenth(at.x)) cy=(tenth(at.y)) r=(tenth(at.radius - 3.0)) {} }
            text x=(tenth(at.x)) y=(tenth(at.y + 6.0)) aria-hidden="true" { (group.number) }
        }
    }
}

fn rows(show: &Show<'_>, group: &ToldGroup) -> Markup {
    html! {
        tr id={ "group-" (group.number) } {
            th scope="row" { (show.sheet.fill(w::GROUP_NAME, &[("number", &group.number.to_string())])) }
            td.n { (show.count(group.size)) }
            td {
                @if group.does.is_empty() { (show.say(w::DOES_NONE)) }
                @else {
                    ul.plain {
                        @for does in &group.does {
                            li { (show.sheet.code(names::rule(&does.rule), &does.rule)) span.note { (quoting(&does.text)) } }
                        }
                    }
                }
            }
            td {
                @if group.power.is_empty() { (show.say(w::NOBODY)) }
                @else { ul.plain { @for member in &group.power { li { (show.member(member)) } } } }
            }
        }
        tr.beneath {
            td.note colspan="4" {
                (counted(show, w::SECTIONS_OF, &group.sections)) " "
                (counted(show, w::LANGUAGES, &group.languages)) " "
                strong { (show.say(w::ACTIVE)) } ": "
                @match group.active {
                    Some((first, last)) => (show.sheet.fill(w::ACTIVE_SPAN, &[
                        ("first", &show.sheet.lang.moment(first)), ("last", &show.sheet.lang.moment(last)),
                    ])),
                    None => (show.say(w::NOT_KNOWN)),
                }
                "."
            }
        }
    }
}

fn counted(show: &Show<'_>, name: Phrase, counts: &[(String, u32)]) -> Markup {
    html! {
        strong { (show.say(name)) } ": "
        @if counts.is_empty() { (show.say(w::NOT_KNOWN)) }
        @for (at, (text, count)) in counts.iter().enumerate() {
            @if at > 0 { ", " }
            (strange(text)) " (" (show.count(*count)) ")"
        }
        "."
    }
}

fn between(show: &Show<'_>) -> Markup {
    let lines = lines(show);
    if lines.is_empty() {
        return html! {};
    }
    let numbers: Vec<u32> = show.report.picture.groups.iter().map(|group| group.number).collect();
    let number = |place: usize| numbers.get(place).copied().unwrap_or_default();
    let rows = html! {
        @for (a, b, strength) in lines.iter().take(BETWEEN_MAX) {
            tr {
                td { (show.group(number(*a))) }
                td { (show.group(number(*b))) }
                td.n { (show.sheet.lang.decimal(tenth(*strength))) }
            }
        }
    };
    let columns = [Column::Text(w::GROUP), Column::Text(w::OTHER_GROUP), Column::Number(w::STRENGTH)];
    html! {
        details {
            summary { (show.say(w::BETWEEN_OPEN)) }
            (show.sheet.table(w::BETWEEN_TABLE, &columns, &rows))
            (show.more(BETWEEN_MAX, lines.len()))
        }
    }
}
