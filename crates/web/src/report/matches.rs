//! Known material, sets that disagree, and near matches that wait for a person.

use crate::sheet::{Column, Sheet};
use crate::words::{codes, report as w};
use casework::profile::{Class, Profile};
use maud::{Markup, html};

const COPIES: [Column; 3] = [Column::Number(w::ITEMS), Column::Number(w::DISTINCT), Column::Number(w::SIZE)];

pub(super) fn known(sheet: &Sheet<'_>, profile: &Profile) -> Markup {
    let rows = html! {
        @for row in &profile.known {
            tr {
                th scope="row" { bdi { (row.statement.set) } span.note { bdi { (row.statement.source) } } }
                td {
                    @match row.statement.class {
                        Class::Notified => bdi.label { (row.statement.label) },
                        Class::KnownGood => (sheet.say(w::CLASS_GOOD)),
                    }
                }
                td.n { (sheet.count(&row.items)) }
                td.n { (sheet.count(&row.contents)) }
                td.n { (sheet.size(row.items.bytes)) }
            }
        }
    };
    let columns = [Column::Text(w::SET), Column::Text(w::LABEL), COPIES[0], COPIES[1], COPIES[2]];
    let md5 = sheet.count(&profile.known_by_md5_alone);
    html! {
        p { (sheet.say(w::KNOWN_TEXT)) }
        @if profile.known.is_empty() { p { (sheet.say(w::KNOWN_NONE)) } }
        @else { (sheet.table(w::KNOWN_TABLE, &columns, &rows)) }
        @if profile.known_by_md5_alone.count > 0 {
            (sheet.notice(&sheet.sentence(w::MD5_ALONE, &[("items", md5)])))
        }
        h3 { (sheet.say(w::DISAGREE)) }
        (disagreements(sheet, profile))
    }
}

fn disagreements(sheet: &Sheet<'_>, profile: &Profile) -> Markup {
    if profile.disagreements.is_empty() {
        return html! { p { (sheet.say(w::DISAGREE_NONE)) } };
    }
    let rows = html! {
        @for row in &profile.disagreements {
            tr {
                th scope="row" {
                    ul.plain { @for statement in &row.statements { li { (sheet.statement(statement)) } } }
                }
                td.n { (sheet.count(&row.items)) }
                td.n { (sheet.count(&row.contents)) }
                td.n { (sheet.size(row.items.bytes)) }
            }
        }
    };
    let columns = [Column::Text(w::STATEMENTS), COPIES[0], COPIES[1], COPIES[2]];
    html! {
        p { (sheet.say(w::DISAGREE_TEXT)) }
        (sheet.table(w::DISAGREE_TABLE, &columns, &rows))
    }
}

pub(super) fn near(sheet: &Sheet<'_>, profile: &Profile, bits_max: u32) -> Markup {
    let rows = html! {
        @for row in &profile.near {
            tr {
                th scope="row" {
                    (sheet.statement(&row.statement))
                    span.note { (sheet.code(codes::verdict(row.verdict), "")) }
                }
                td.n { (sheet.count(&row.items)) }
                td.n { (sheet.count(&row.contents)) }
                td.n {
                    (row.distance_bits_min)
                    @if row.distance_bits_max > row.distance_bits_min { "–" (row.distance_bits_max) }
                }
            }
        }
    };
    let columns = [Column::Text(w::SET), COPIES[0], COPIES[1], Column::Number(w::DISTANCE)];
    html! {
        p { (sheet.fill(w::NEAR_TEXT, &[("bits", &bits_max.to_string())])) }
        @if profile.near.is_empty() { p { (sheet.say(w::NEAR_NONE)) } }
        @else { (sheet.table(w::NEAR_TABLE, &columns, &rows)) }
    }
}
