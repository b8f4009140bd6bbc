//! How the collection is spread: over time, over folders, over cameras.

use super::account::{split, split_columns};
use crate::Lang;
use crate::chart;
use crate::sheet::{Sheet, path};
use crate::words::{codes, report as w};
use casework::profile::{Camera, Clock, PLACE_RULES_DATED, PlaceRule, Profile, TimeSpan, Wording};
use maud::{Markup, html};
use vocab::When;

/// Most months shown as rows; hostile times could fill thousands. The JSON form holds them all.
const MONTHS_MAX: usize = 360;

pub(super) fn time(sheet: &Sheet<'_>, profile: &Profile) -> Markup {
    html! {
        p { (sheet.say(w::TIME_TEXT)) }
        @if profile.times.is_empty() { p { (sheet.say(w::TIME_NONE)) } }
        @for span in &profile.times { (time_span(sheet, span)) }
        ul {
            @for (meaning, items) in profile.undated.iter().filter(|(_, items)| items.all.count > 0) {
                @let meaning = html! { (sheet.say(*codes::span(*meaning))) };
                @let values = [("meaning", meaning), ("items", sheet.count(&items.all)), ("known", sheet.count(&items.known))];
                li { (sheet.sentence(w::UNDATED, &values)) }
            }
        }
    }
}

fn time_span(sheet: &Sheet<'_>, span: &TimeSpan) -> Markup {
    let clock = match span.clock {
        Clock::Utc => w::CLOCK_UTC,
        Clock::Local => w::CLOCK_LOCAL,
    };
    let bounds = |phrase, (earliest, latest): (When, When)| {
        let (earliest, latest) = (sheet.lang.when(earliest), sheet.lang.when(latest));
        sheet.fill(phrase, &[("earliest", &earliest), ("latest", &latest)])
    };
    let left = span.months.len().saturating_sub(MONTHS_MAX);
    let rows = html! {
        @for row in span.months.iter().skip(left) {
            tr { th scope="row" { (sheet.lang.month(row.year, row.month)) } (split(sheet, &row.items)) }
        }
    };
    html! {
        h3 { (sheet.say(*codes::span(span.meaning))) " (" (sheet.say(clock)) ")" }
        p {
            (bounds(w::SPAN, (span.earliest, span.latest))) " "
            @if let Some(known) = span.known { (bounds(w::SPAN_KNOWN, known)) " " }
            (sheet.sentence(w::SPAN_ITEMS, &[("items", sheet.count(&span.items.all)), ("known", sheet.count(&span.items.known))]))
        }
        (chart::months(sheet, &span.months))
        details {
            summary { (sheet.say(w::MONTHS_OPEN)) }
            (sheet.table(w::MONTHS_TABLE, &split_columns(w::MONTH), &rows))
            @if left > 0 { p { (sheet.fill(w::MONTHS_MORE, &[("rows", &sheet.number(left as u64))])) } }
        }
    }
}

fn worded(sheet: &Sheet<'_>, wording: Wording) -> String {
    match sheet.lang {
        Lang::Nl => wording.nl.to_owned(),
        Lang::En => wording.en.to_owned(),
        #[cfg(test)]
        Lang::Marked => "⟦RULE⟧".to_owned(),
    }
}

pub(super) fn places(sheet: &Sheet<'_>, profile: &Profile) -> Markup {
    let (shown, total) = (profile.folders.rows.len() as u64, profile.folders.rows_total);
    let folders = html! {
        @for row in &profile.folders.rows {
            tr {
                th scope="row" {
                    @if row.folder.is_empty() { (sheet.say(w::TOP_FOLDER)) }
                    @else { (path(&row.folder)) }
                }
                (split(sheet, &row.items))
            }
        }
    };
    let states = [
        (w::LIVE, None, &profile.live),
        (w::DELETED, Some(w::DELETED_NOTE), &profile.deleted),
        (w::OWN, None, &profile.own),
        (w::MEMBERS, None, &profile.members),
        (w::THUMBNAILS, None, &profile.thumbnails),
    ];
    let states = html! {
        @for (name, note, items) in states {
            tr {
                th scope="row" { (sheet.say(name)) @if let Some(note) = note { span.note { (sheet.say(note)) } } }
                (split(sheet, items))
            }
        }
    };
    html! {
        p { (sheet.say(w::PLACES_TEXT)) }
        h3 { (sheet.say(w::SIGNS)) }
        (signs(sheet, profile))
        h3 { (sheet.say(w::FOLDERS_TABLE)) }
        (sheet.table(w::FOLDERS_TABLE, &split_columns(w::FOLDER), &folders))
        p.small { (sheet.fill(w::FOLDERS_MORE, &[("shown", &sheet.number(shown)), ("total", &sheet.number(total))])) }
        h3 { (sheet.say(w::STATE_TABLE)) }
        (sheet.table(w::STATE_TABLE, &split_columns(w::STATE), &states))
    }
}

fn signs(sheet: &Sheet<'_>, profile: &Profile) -> Markup {
    let dated = PLACE_RULES_DATED.parse().map_or_else(|_| String::new(), |day| sheet.lang.day(day));
    let rows = html! {
        @for row in &profile.places {
            @let rule = PlaceRule::named(&row.because.rule);
            tr {
                th scope="row" {
                    @match rule { Some(rule) => bdi { (rule.program) }, None => (row.because.text) }
                    span.note { code { (row.because.rule) } }
                }
                (split(sheet, &row.items))
            }
            @if let Some(rule) = rule {
                tr.beneath {
                    td.note colspan="4" {
                        (worded(sheet, rule.kind.says())) " " strong { (worded(sheet, rule.kind.says_not())) }
                        " " (sheet.say(w::SIGN_SOURCE)) ": " code lang="en" { (rule.source) }
                    }
                }
            }
        }
    };
    html! {
        p { (sheet.fill(w::SIGNS_TEXT, &[("dated", &dated)])) }
        @if profile.places.is_empty() { p { (sheet.say(w::SIGNS_NONE)) } }
        @else { (sheet.table(w::SIGNS_TABLE, &split_columns(w::SIGN), &rows)) }
    }
}

fn camera(sheet: &Sheet<'_>, camera: &Camera) -> Markup {
    let Camera { make, model, serial } = camera;
    html! {
        @if make.is_empty() && model.is_empty() { (sheet.say(w::UNNAMED)) }
        @else { bdi { (make) @if !make.is_empty() && !model.is_empty() { " " } (model) } }
        @if !serial.is_empty() { span.note { bdi { (sheet.fill(w::SERIAL, &[("serial", serial)])) } } }
    }
}

pub(super) fn devices(sheet: &Sheet<'_>, profile: &Profile) -> Markup {
    let (shown, total) = (profile.devices.rows.len() as u64, profile.devices.rows_total);
    let rows = html! {
        @for row in &profile.devices.rows {
            tr { th scope="row" { (camera(sheet, &row.camera)) } (split(sheet, &row.items)) }
        }
    };
    html! {
        p { (sheet.say(w::DEVICES_TEXT)) }
        @if total == 0 { p { (sheet.say(w::DEVICES_NONE)) } }
        @else {
            (sheet.table(w::DEVICES_TABLE, &split_columns(w::DEVICE), &rows))
            p.small { (sheet.fill(w::DEVICES_MORE, &[("shown", &sheet.number(shown)), ("total", &sheet.number(total))])) }
        }
    }
}
