//! What is left of the network when members fall away, one by one. A picture, not advice to arrest anyone.

use super::show::{Show, strange};
use crate::sheet::Column;
use crate::words::network as w;
use app::network::ToldDismantling;
use maud::{Markup, html};

/// Most rows of the list.
const ROWS_MAX: usize = 100;
/// Most steps of the drawing.
const STEPS_MAX: usize = 400;

pub(super) fn removal(show: &Show<'_>) -> Markup {
    let Some(found) = &show.report.dismantling else {
        return html! { p { (show.say(w::REMOVAL_TEXT)) } p { (show.say(w::REMOVAL_NONE)) } };
    };
    html! {
        p { (show.say(w::REMOVAL_TEXT)) }
        (outcome(show, found))
        (fall(show, found))
        (list(show, found))
        (drafts(show, found))
    }
}

fn outcome(show: &Show<'_>, found: &ToldDismantling) -> Markup {
    let removed = show.count(found.order.len());
    let (most, members) = (show.count(found.largest_max), show.count(found.members));
    let values = [("removed", removed.as_str()), ("most", &most), ("members", &members)];
    html! {
        p { strong { (show.sheet.fill(w::REMOVAL_FOUND, &values)) } }
        p {
            (show.sheet.fill(w::REMOVAL_COST, &[("cost", &show.count(found.cost))])) " "
            @if found.costs.is_empty() { (show.say(w::COST_EACH)) " " }
            (proof(show, found))
        }
    }
}

/// How far from the cheapest the set can be.
fn proof(show: &Show<'_>, found: &ToldDismantling) -> String {
    let Some(bound) = found.lower_bound else { return show.say(w::REMOVAL_NO_BOUND) };
    let shown = show.count(bound);
    if bound >= found.cost {
        return show.sheet.fill(w::REMOVAL_PROVEN, &[("bound", &shown)]);
    }
    let gap = show.sheet.lang.share(found.cost - bound, found.cost);
    show.sheet.fill(w::REMOVAL_BOUND, &[("bound", &shown), ("gap", &gap)])
}

/// The stairs of the largest part, as points of a line in a field of `right` by 1000.
fn stairs(after: &[(u32, u32)], right: usize) -> String {
    use std::fmt::Write as _;
    let before = after.first().map_or(1, |(largest, _)| *largest).max(1);
    let last = after.len().saturating_sub(1).max(1);
    let step = last.div_ceil(STEPS_MAX);
    let kept = after.iter().enumerate().filter(|(at, _)| at % step == 0 || *at == last);
    let (mut points, mut high) = (String::new(), 0);
    for (at, (largest, _)) in kept {
        let x = at * right / last;
        if at > 0 {
            let _ = write!(points, "{x},{high} ");
        }
        high = 1000 - u64::from((*largest).min(before)) * 1000 / u64::from(before);
        let _ = write!(points, "{x},{high} ");
    }
    points.truncate(points.trim_end().len());
    points
}

fn fall(show: &Show<'_>, found: &ToldDismantling) -> Markup {
    const RIGHT: usize = 1000;
    let (Some(first), Some(last)) = (found.after.first(), found.after.last()) else { return html! {} };
    if found.after.len() < 2 {
        return html! {};
    }
    let (before, after) = (show.count(first.0), show.count(last.0));
    let removed = show.count(found.after.len() - 1);
    let values = [("before", before.as_str()), ("after", &after), ("removed", &removed)];
    let points = stairs(&found.after, RIGHT);
    let aim = 1000 - u64::from(found.largest_max.min(first.0)) * 1000 / u64::from(first.0.max(1));
    html! {
        figure.months.fall {
            div.plot {
                span.most aria-hidden="true" { (before) }
                svg viewBox={ "0 0 " (RIGHT) " 1000" } preserveAspectRatio="none" role="img"
                    aria-label=(show.sheet.fill(w::FALL, &values)) focusable="false" {
                    line.grid x1="0" y1="0" x2="100%" y2="0" {}
                    line.grid x1="0" y1="500" x2="100%" y2="500" {}
                    polygon.under points={ "0,1000 " (points) " " (RIGHT) ",1000" } {}
                    polyline.over points=(points) {}
                    line.aim x1="0" y1=(aim) x2="100%" y2=(aim) {}
                    line.axis x1="0" y1="1000" x2="100%" y2="1000" {}
                }
                div.ends aria-hidden="true" {
                    span { (show.say(w::BEFORE)) }
                    span { (show.sheet.fill(w::FALL_STEPS, &[("removed", &removed)])) }
                }
            }
            figcaption {
                span.swatch.under aria-hidden="true" {} (show.say(w::FALL_LINE)) "; "
                (show.sheet.fill(w::FALL_AIM, &[("most", &show.count(found.largest_max))]))
            }
        }
    }
}

fn list(show: &Show<'_>, found: &ToldDismantling) -> Markup {
    let before = found.after.first().map_or(0, |(largest, _)| *largest);
    let left = |at: usize| {
        let (largest, parts) = found.after.get(at).copied().unwrap_or_default();
        html! {
            td.n { (show.count(largest)) }
            td.n { (show.sheet.lang.share(largest.into(), before.into())) }
            td.n { (show.count(parts)) }
        }
    };
    let rows = html! {
        tr.sum { td.n { "0" } th scope="row" { (show.say(w::BEFORE)) } td.n {} (left(0)) }
        @for (at, member) in found.order.iter().take(ROWS_MAX).enumerate() {
            tr {
                td.n { (show.count(at + 1)) }
                th scope="row" { (show.member(member)) span.note { (show.member_id(member)) } }
                td.n { (show.count(found.costs.get(at).copied().unwrap_or(1))) }
                (left(at + 1))
            }
        }
    };
    let columns = [
        Column::Number(w::NUMBER),
        Column::Text(w::MEMBER),
        Column::Number(w::COST),
        Column::Number(w::LARGEST),
        Column::Number(w::SHARE),
        Column::Number(w::PARTS),
    ];
    html! {
        (show.sheet.table(w::REMOVAL_TABLE, &columns, &rows))
        (show.more(ROWS_MAX, found.order.len()))
    }
}

fn drafts(show: &Show<'_>, found: &ToldDismantling) -> Markup {
    let rows = html! {
        @for (way, members, cost) in &found.drafts {
            tr { th scope="row" { code { (strange(way)) } } td.n { (show.count(*members)) } td.n { (show.count(*cost)) } }
        }
    };
    let columns = [Column::Text(w::DRAFT), Column::Number(w::MEMBERS), Column::Number(w::COST)];
    let (seed, effort) = (found.seed.to_string(), show.count(found.effort));
    html! {
        @if !found.drafts.is_empty() { (show.sheet.table(w::DRAFTS_TABLE, &columns, &rows)) }
        p.small { (show.sheet.fill(w::DRAFTS_NOTE, &[("seed", &seed), ("effort", &effort)])) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stairs_go_down_where_a_member_falls_away() {
        assert_eq!(stairs(&[(100, 1), (50, 2), (0, 9)], 1000), "0,0 500,0 500,500 1000,500 1000,1000");
        assert_eq!(stairs(&[(0, 0)], 1000), "0,1000");
        assert_eq!(stairs(&[], 1000), "");
    }

    #[test]
    fn long_stairs_are_thinned_and_keep_their_end() {
        let after: Vec<(u32, u32)> = (0..=5000).map(|at| (5000 - at, at)).collect();
        let points = stairs(&after, 1000);
        assert!(points.split(' ').count() <= 2 * (STEPS_MAX + 2));
        assert!(points.ends_with("1000,1000"), "{points}");
    }
}
