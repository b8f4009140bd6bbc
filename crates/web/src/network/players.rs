//! Key players and hidden brokers with their reasons, and roles that do not fit.

use super::show::{Show, quoting, word};
use crate::sheet::Column;
use crate::words::network as w;
use crate::words::network::names;
use app::network::{ToldPlayer, ToldReason};
use maud::{Markup, html};

/// Most rows of roles that do not fit; a dump can hold a doubt for each member.
const DOUBTS_MAX: usize = 50;

pub(super) fn key_players(show: &Show<'_>) -> Markup {
    let players = &show.report.picture.key_players;
    let times = players.iter().filter_map(|player| player.shift).map(|shift| shift.times).max();
    let columns = [
        Column::Number(w::PLACE),
        Column::Text(w::MEMBER),
        Column::Number(w::GROUP),
        Column::Number(w::HOLDS),
    ];
    let rows = html! {
        @for player in players {
            tr id={ "member-" (player.member.number) } {
                (cells(show, player))
                td.n { (holds(show, player)) }
            }
            (beneath(show, player, columns.len()))
        }
    };
    html! {
        p { (show.say(w::PLAYERS_TEXT)) }
        @if players.is_empty() { p { (show.say(w::PLAYERS_NONE)) } }
        @else {
            @match times {
                Some(times) => p {
                    (show.sheet.fill(w::HOLDS_TEXT, &[
                        ("times", &show.count(times)), ("share", &show.part(show.report.picture.shaken_share)),
                    ]))
                },
                None => p { (show.say(w::HOLDS_NONE)) },
            }
            (show.sheet.table(w::PLAYERS_TABLE, &columns, &rows))
        }
        (sets(show))
        (doubts(show))
    }
}

/// Sets that were sought together.
fn sets(show: &Show<'_>) -> Markup {
    let sets = &show.report.picture.key_sets;
    if sets.is_empty() {
        return html! {};
    }
    let rows = html! {
        @for set in sets {
            tr {
                th scope="row" {
                    @match set.steps {
                        Some(steps) => (show.sheet.fill(w::SET_REACH, &[("steps", &show.count(steps))])),
                        None => (show.say(w::SET_FRAGMENT)),
                    }
                }
                td.n { (show.part(set.score)) }
                td { @for (at, member) in set.members.iter().enumerate() { @if at > 0 { ", " } (show.member(member)) } }
            }
        }
    };
    let columns = [Column::Text(w::SET_AIM), Column::Number(w::SET_SCORE), Column::Text(w::SET_MEMBERS)];
    html! {
        h3 { (show.say(w::SETS)) }
        p { (show.say(w::SETS_TEXT)) }
        (show.sheet.table(w::SETS, &columns, &rows))
    }
}

pub(super) fn hidden_brokers(show: &Show<'_>) -> Markup {
    let brokers = &show.report.picture.hidden_brokers;
    let columns = [Column::Number(w::PLACE), Column::Text(w::MEMBER), Column::Number(w::GROUP)];
    let rows = html! {
        @for broker in brokers {
            tr id={ "broker-" (broker.member.number) } { (cells(show, broker)) }
            (beneath(show, broker, columns.len()))
        }
    };
    let few = show.count(show.report.picture.few_posts);
    html! {
        p { (show.sheet.fill(w::BROKERS_TEXT, &[("few", &few)])) }
        @if brokers.is_empty() { p { (show.say(w::BROKERS_NONE)) } }
        @else { (show.sheet.table(w::BROKERS_TABLE, &columns, &rows)) }
    }
}

fn cells(show: &Show<'_>, player: &ToldPlayer) -> Markup {
    html! {
        td.n { (show.count(player.place)) }
        th scope="row" {
            (show.name(&player.member))
            span.note {
                (show.member_id(&player.member)) " · "
                @match &player.rank {
                    Some(rank) => (show.sheet.code(names::rank(rank), rank)),
                    None => (show.say(w::NO_RANK)),
                }
                " · " (show.sheet.fill(w::POSTS_OF, &[("posts", &show.count(player.posts))]))
            }
        }
        td.n { (show.group(player.group)) }
    }
}

fn holds(show: &Show<'_>, player: &ToldPlayer) -> Markup {
    let Some(shift) = player.shift else { return html! { span.note { (show.say(w::NOT_LOOKED_AT)) } } };
    let (best, middle, worst) = (show.count(shift.best), show.count(shift.middle), show.count(shift.worst));
    html! { (show.sheet.fill(w::HOLDS_PLACES, &[("best", &best), ("middle", &middle), ("worst", &worst)])) }
}

fn beneath(show: &Show<'_>, player: &ToldPlayer, columns: usize) -> Markup {
    html! {
        tr.beneath {
            td {}
            td colspan=(columns - 1) { ul.reasons { @for reason in &player.reasons { (told(show, reason)) } } }
        }
    }
}

fn told(show: &Show<'_>, reason: &ToldReason) -> Markup {
    html! {
        li {
            span class={ "strength s-" (reason.strength) } {
                (show.sheet.code(names::strength(&reason.strength), &reason.strength))
            }
            div {
                (show.sheet.code(names::rule(&reason.rule), &reason.rule))
                span.note { (quoting(&reason.text)) }
            }
        }
    }
}

fn doubts(show: &Show<'_>) -> Markup {
    let doubts = &show.report.picture.role_doubts;
    if doubts.is_empty() {
        return html! {};
    }
    let rows = html! {
        @for (member, doubt) in doubts.iter().take(DOUBTS_MAX) {
            @let code = word(doubt);
            tr {
                th scope="row" { (show.member(member)) span.note { (show.member_id(member)) } }
                td { (show.sheet.code(names::doubt(&code), &code)) }
            }
        }
    };
    html! {
        h3 { (show.say(w::DOUBTS)) }
        (show.sheet.table(w::DOUBTS_TABLE, &[Column::Text(w::MEMBER), Column::Text(w::DOUBT)], &rows))
        (show.more(DOUBTS_MAX, doubts.len()))
    }
}
