//! How it was measured: every number that decided what came out, with its ground.

use super::show::{Show, digest, strange, word};
use crate::sheet::Column;
use crate::words::{carrier as c, network as w, network::names};
use maud::{Markup, html};

pub(super) fn measured(show: &Show<'_>) -> Markup {
    html! {
        p { (show.say(w::MEASURED_TEXT)) }
        (facts(show))
        (weights(show))
        (bars(show))
        (limits(show))
    }
}

fn facts(show: &Show<'_>) -> Markup {
    let (standing, picture) = (&show.report.rules, &show.report.picture);
    let rules = &standing.rules;
    let number = |number: f64| html! { (show.decimal(number)) };
    let repeats = word(&rules.weights.repeats);
    let (share, times) = (show.part(rules.stability.share), show.count(rules.stability.times));
    let epsilon = show.decimal(rules.stability.epsilon);
    let shaken = [("share", share.as_str()), ("times", &times), ("epsilon", &epsilon)];
    let by = match &standing.by {
        Some(by) => strange(by),
        None => html! { (show.say(w::RULES_FIRST)) },
    };
    let rows = html! {
        (show.fact(w::RULES_BY, &by))
        @if let Some(reason) = &standing.reason { (show.fact(w::RULES_REASON, &html! { bdi { (reason) } })) }
        (show.fact(w::PLAN, &digest(&picture.plan)))
        (show.fact(w::LEDGER_INTENT, &html! { (show.count(show.report.ledger_intent)) }))
        (show.fact(w::SEED, &html! { (rules.measuring.seed) }))
        (show.fact(w::RESOLUTION, &number(rules.measuring.resolution)))
        (show.fact(w::BETWEENNESS_ERROR, &number(picture.betweenness_error)))
        (show.fact(w::CLOSENESS_ERROR, &number(picture.closeness_error)))
        (show.fact(w::DELTA, &number(rules.measuring.delta)))
        (show.fact(w::SHAKEN, &html! {
            @if rules.stability.times == 0 { (show.say(w::NOT_LOOKED_AT)) }
            @else { (show.sheet.fill(w::SHAKEN_TIMES, &shaken)) }
        }))
        (show.fact(w::REPEATS, &show.sheet.code(names::repeats(&repeats), &repeats)))
    };
    show.sheet.table(w::MEASURED_TABLE, &[Column::Text(c::FACT), Column::Text(c::VALUE)], &rows)
}

fn weights(show: &Show<'_>) -> Markup {
    let rows = html! {
        @for (name, weight) in show.report.rules.rules.weights.all() {
            tr {
                th scope="row" { (show.sheet.code(names::weight(name), name)) }
                td.n { (show.sheet.lang.decimal(weight.value)) }
                td { bdi lang="en" { (weight.ground) } }
            }
        }
    };
    let columns = [Column::Text(w::WEIGHT), Column::Number(w::VALUE), Column::Text(w::GROUND)];
    show.sheet.table(w::WEIGHTS_TABLE, &columns, &rows)
}

fn bars(show: &Show<'_>) -> Markup {
    let bars = &show.report.rules.rules.bars;
    let bars = [
        ("appointed", &bars.appointed),
        ("crossing", &bars.crossing),
        ("reach", &bars.reach),
        ("cut_off", &bars.cut_off),
        ("between", &bars.between),
        ("sought", &bars.sought),
        ("first", &bars.first),
        ("gated", &bars.gated),
    ];
    let rows = html! {
        @for (name, bar) in bars {
            tr {
                th scope="row" { (show.sheet.code(names::bar(name), name)) }
                @for from in [bar.weak, bar.clear, bar.strong] { td.n { (show.decimal(from)) } }
            }
        }
    };
    let columns = [
        Column::Text(w::REASON),
        Column::Number(w::FROM_WEAK),
        Column::Number(w::FROM_CLEAR),
        Column::Number(w::FROM_STRONG),
    ];
    html! {
        h3 { (show.say(w::BARS_TABLE)) }
        p { (show.say(w::BARS_TEXT)) }
        (show.sheet.table(w::BARS_TABLE, &columns, &rows))
    }
}

fn limits(show: &Show<'_>) -> Markup {
    let bars = &show.report.rules.rules.bars;
    let rows = html! {
        tr { th scope="row" { (show.say(w::CONFIDANT_ACTS)) } td.n { (show.sheet.lang.decimal(bars.confidant_acts)) } }
        tr { th scope="row" { (show.say(w::HOLDS_GROUP)) } td.n { (show.count(bars.holds_group)) } }
        tr { th scope="row" { (show.say(w::FEW_POSTS)) } td.n { (show.decimal(bars.few_posts)) } }
    };
    show.sheet.table(w::LIMITS_TABLE, &[Column::Text(w::WEIGHT), Column::Number(w::VALUE)], &rows)
}
