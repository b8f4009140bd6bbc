//! The head of the report, its short form, and how to read it.

use crate::chart;
use crate::sheet::Sheet;
use crate::words::{Phrase, carrier as c, report as w};
use casework::profile::{Figure, Profile, Standing, StandingRow};
use casework::report::ReportModel;
use maud::{Markup, html};

pub(super) fn head(sheet: &Sheet<'_>, model: &ReportModel) -> Markup {
    let carrier = &model.carrier;
    let grant = carrier.authorisation.grant();
    html! {
        div.head {
            p.kicker { (sheet.say(w::TITLE)) }
            h1 { bdi { (carrier.carrier_name) } }
            dl.facts {
                div { dt { (sheet.say(w::CASE)) } dd { bdi { (carrier.case_name) } } }
                div { dt { (sheet.say(w::READ_ON)) } dd { (sheet.lang.moment(carrier.ended_at)) } }
                div { dt { (sheet.say(w::READ_BY)) } dd { bdi { (carrier.read_by) } } }
                div {
                    dt { (sheet.say(w::AUTHORISED_BY)) }
                    dd { bdi { (grant.given_by) } ", " bdi { (grant.capacity) } ", " (sheet.lang.day(grant.given_on)) }
                }
            }
            p.lead { (sheet.say(w::INTRO)) }
            @if !model.profile.sound() { (sheet.notice(&sheet.sentence(w::UNSOUND, &[]))) }
        }
    }
}

fn card(sheet: &Sheet<'_>, name: Phrase, figure: &Figure, note: &str, mark: &str) -> Markup {
    html! {
        li class={ "card " (mark) } {
            span.big { (sheet.count(figure)) }
            span.name { (sheet.say(name)) }
            span.note { (note) }
        }
    }
}

fn standing_card(sheet: &Sheet<'_>, name: Phrase, row: &StandingRow) -> Markup {
    let contents = sheet.number(row.contents.count);
    let note =
        sheet.fill(w::CARD_DISTINCT, &[("contents", &contents), ("size", &sheet.size(row.items.bytes))]);
    card(sheet, name, &row.items, &note, &format!("c-{}", row.standing))
}

pub(super) fn brief(sheet: &Sheet<'_>, profile: &Profile) -> Markup {
    let account = &profile.accounting;
    let number = |figure: &Figure| sheet.count(figure);
    let found = [
        ("found", number(&account.found)),
        ("read", number(&account.read)),
        ("skipped", number(&account.skipped)),
        ("failed", number(&account.failed)),
    ];
    let row = |standing| profile.standing(standing);
    let cards = [
        (Standing::Known, w::CARD_KNOWN),
        (Standing::NearWaiting, w::CARD_NEAR),
        (Standing::Unknown, w::CARD_UNKNOWN),
        (Standing::KnownGood, w::CARD_GOOD),
    ];
    html! {
        p { (sheet.sentence(w::BRIEF_FOUND, &found)) }
        @if let Some(known) = row(Standing::Known) {
            p { (sheet.sentence(w::BRIEF_KNOWN, &[("contents", number(&known.contents)), ("items", number(&known.items))])) }
        }
        @if let Some(near) = row(Standing::NearWaiting).filter(|near| near.items.count > 0) {
            p { (sheet.sentence(w::BRIEF_NEAR, &[("items", number(&near.items))])) }
        }
        @if account.outside_scope.count > 0 {
            p { (sheet.sentence(w::BRIEF_OUTSIDE, &[("outside", html! { (sheet.number(account.outside_scope.count)) })])) }
        }
        ul.cards {
            @for (standing, name) in cards {
                @if let Some(row) = row(standing) { (standing_card(sheet, name, row)) }
            }
            (unread_card(sheet, profile))
        }
        (chart::standing_bar(sheet, profile))
    }
}

/// What was not read stands among the first numbers. It is a sum, so it leads to the accounting.
fn unread_card(sheet: &Sheet<'_>, profile: &Profile) -> Markup {
    let unread = [Standing::Skipped, Standing::Failed, Standing::OutsideScope];
    let count: u64 =
        unread.into_iter().filter_map(|standing| profile.standing(standing)).map(|row| row.items.count).sum();
    html! {
        li.card.c-unread {
            span.big { a href="#account" { (sheet.number(count)) } }
            span.name { (sheet.say(w::CARD_UNREAD)) }
            span.note { (sheet.say(w::CARD_UNREAD_NOTE)) }
        }
    }
}

pub(super) fn means(sheet: &Sheet<'_>) -> Markup {
    let points = [c::MEANS_COUNT, c::MEANS_SEEN, c::MEANS_UNKNOWN, c::MEANS_NUMBER, c::MEANS_PERSON];
    html! { ul { @for point in points { li { (sheet.say(point)) } } } }
}
