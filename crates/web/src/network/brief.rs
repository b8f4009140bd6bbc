//! The head of the report and its short form: how large the network is, and what a reader must know.

use super::show::{Show, quoting, strange, word};
use crate::sheet::Column;
use crate::words::network::names;
use crate::words::{Phrase, network as w, report as r};
use maud::{Markup, html};

pub(super) fn head(show: &Show<'_>) -> Markup {
    let report = show.report;
    let software = word(&report.seal.report.format.software);
    html! {
        div.head {
            p.kicker { (show.say(w::TITLE)) }
            h1 { (strange(&report.name)) }
            dl.facts {
                div { dt { (show.say(r::CASE)) } dd { bdi { (report.case) } } }
                div { dt { (show.say(w::SOFTWARE)) } dd { (show.sheet.code(names::software(&software), &software)) } }
                div { dt { (show.say(w::READ_AT)) } dd { (show.sheet.lang.moment(report.read_at)) } }
                div { dt { (show.say(r::READ_BY)) } dd { bdi { (report.read_by) } } }
            }
            p.lead { (show.say(w::INTRO)) }
            @if report.seal.report.was_stopped { (show.sheet.notice(&show.sheet.sentence(w::STOPPED, &[]))) }
        }
    }
}

fn card(show: &Show<'_>, to: &str, number: u64, name: Phrase, note: &str) -> Markup {
    html! {
        li.card {
            span.big { a href=(to) { (show.count(number)) } }
            span.name { (show.say(name)) }
            span.note { (note) }
        }
    }
}

pub(super) fn brief(show: &Show<'_>) -> Markup {
    let picture = &show.report.picture;
    let fill = |phrase, values: &[(&str, &str)]| show.sheet.fill(phrase, values);
    let ties = picture.ties.iter().map(|(_, count)| count).sum();
    let share = show.sheet.lang.share(picture.largest.into(), picture.members.into());
    let parts = show.count(picture.components);
    let points = [w::KNOW_ORDER, w::KNOW_REASON, w::KNOW_MISSING, w::KNOW_NAME, w::KNOW_CHOICE];
    let messages = fill(w::CARD_POSTS_NOTE, &[("messages", &show.count(picture.messages))]);
    let pairs = fill(w::CARD_TIES_NOTE, &[("pairs", &show.count(picture.pairs))]);
    let largest = fill(w::CARD_LARGEST_NOTE, &[("share", &share), ("parts", &parts)]);
    let shown = fill(w::CARD_GROUPS_NOTE, &[("shown", &show.count(picture.groups.len()))]);
    html! {
        ul.cards {
            (card(show, "#read", picture.members.into(), w::CARD_MEMBERS, &show.say(w::CARD_MEMBERS_NOTE)))
            (card(show, "#sections", picture.posts.into(), w::CARD_POSTS, &messages))
            (card(show, "#ties", ties, w::CARD_TIES, &pairs))
            (card(show, "#groups", picture.largest.into(), w::CARD_LARGEST, &largest))
            (card(show, "#groups", picture.groups_total as u64, w::CARD_GROUPS, &shown))
        }
        (first_three(show))
        h3 { (show.say(w::KNOW)) }
        ul { @for point in points { li { (show.say(point)) } } }
        h3 #ties { (show.say(w::TIES_TABLE)) }
        (ties_table(show))
    }
}

/// The first of the order with the first reason, for who reads no further.
fn first_three(show: &Show<'_>) -> Markup {
    let players = &show.report.picture.key_players;
    if players.is_empty() {
        return html! {};
    }
    html! {
        h3 { (show.say(w::FIRST)) }
        ol {
            @for player in players.iter().take(3) {
                li {
                    (show.member(&player.member))
                    @if let Some(reason) = player.reasons.first() {
                        ": " (show.sheet.code(names::rule(&reason.rule), &reason.rule))
                        span.note { (quoting(&reason.text)) }
                    }
                }
            }
        }
    }
}

fn ties_table(show: &Show<'_>) -> Markup {
    let rows = html! {
        @for (kind, count) in &show.report.picture.ties {
            tr {
                th scope="row" { (show.sheet.code(names::tie(kind.word()), kind.word())) }
                td.n { (show.count(*count)) }
            }
        }
    };
    show.sheet.table(w::TIES_TABLE, &[Column::Text(w::KIND), Column::Number(w::TIES)], &rows)
}
