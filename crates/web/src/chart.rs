//! Charts as inline SVG. Each has a text alternative, and a table with every number stands beside it.
//!
//! Labels are HTML beside the drawing, so that they keep their size on a narrow screen and on paper.

use crate::sheet::Sheet;
use crate::words::{codes, report as w};
use casework::profile::{MonthRow, Profile, Standing, StandingRow};
use maud::{Markup, html};

/// Most bars in a chart of months.
const BARS_MAX: i64 = 60;

/// Widths of a bar in months, from which the least is taken that gives at most [`BARS_MAX`] bars. The last
/// holds the whole span of years that a time can have.
const STEPS_MONTHS: [i64; 7] = [1, 3, 12, 60, 120, 1200, 12_000];

/// All items as one bar, by standing.
pub(crate) fn standing_bar(sheet: &Sheet<'_>, profile: &Profile) -> Markup {
    const WIDTH: u64 = 10_000;
    let total = profile.accounting.found.count;
    let shown: Vec<_> = profile.standings.iter().filter(|row| row.items.count > 0).collect();
    let part = |row: &StandingRow, items: Markup| {
        let name = sheet.code(codes::standing(row.standing), row.standing.word());
        let share = html! { (sheet.lang.share(row.items.count, total)) };
        sheet.sentence(w::BAR_PART, &[("name", name), ("items", items), ("share", share)])
    };
    let linked = |row: &StandingRow| match row.standing {
        Standing::OutsideScope => html! { (sheet.number(row.items.count)) },
        _ => sheet.count(&row.items),
    };
    // Each part is wide enough to be seen; the numbers beside the bar are exact.
    let least = WIDTH / 200;
    let room = WIDTH - least * shown.len() as u64;
    let width = |count: u64| {
        let share = u128::from(room) * u128::from(count) / u128::from(total.max(1));
        least + u64::try_from(share).unwrap_or(room)
    };
    let starts = shown.iter().scan(0, |at, row| {
        let start = *at;
        *at += width(row.items.count);
        Some(start)
    });
    html! {
        figure.bar {
            svg viewBox={ "0 0 " (WIDTH) " 100" } preserveAspectRatio="none" role="img"
                aria-label=(sheet.say(w::BAR_TITLE)) focusable="false" {
                @for (row, start) in shown.iter().zip(starts) {
                    rect class={ "s-" (row.standing) } x=(start) y="0" height="100"
                        width=(width(row.items.count).saturating_sub(20)) {}
                }
            }
            figcaption { (sheet.say(w::BAR_TITLE)) }
            ul.key aria-label=(sheet.say(w::LEGEND)) {
                @for row in &shown {
                    li {
                        span class={ "swatch s-" (row.standing) } aria-hidden="true" {}
                        (part(row, linked(row)))
                    }
                }
            }
        }
    }
}

struct Bar {
    all: u64,
    known: u64,
}

fn index(row: &MonthRow) -> i64 {
    i64::from(row.year) * 12 + i64::from(row.month) - 1
}

fn bars(rows: &[MonthRow], first: i64, last: i64) -> (i64, Vec<Bar>) {
    let span = last - first + 1;
    let step = STEPS_MONTHS.into_iter().find(|step| span.div_euclid(*step) < BARS_MAX).unwrap_or(12_000);
    let begin = first - first.rem_euclid(step);
    let count = usize::try_from((last - begin) / step + 1).unwrap_or(0);
    let mut bars: Vec<_> = (0..count).map(|_| Bar { all: 0, known: 0 }).collect();
    for row in rows {
        let at = usize::try_from((index(row) - begin) / step).ok();
        if let Some(bar) = at.and_then(|at| bars.get_mut(at)) {
            bar.all += row.items.all.count;
            bar.known += row.items.known.count;
        }
    }
    (step, bars)
}

/// Items by month, the known ones drawn before all. Wider steps where the span is long; an item with times
/// in two months counts in both.
pub(crate) fn months(sheet: &Sheet<'_>, rows: &[MonthRow]) -> Markup {
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return html! {} };
    let (step, bars) = bars(rows, index(first), index(last));
    let most = bars.iter().map(|bar| bar.all).max().unwrap_or(0).max(1);
    let height = |count: u64| {
        let tenths = u128::from(count) * 1000 / u128::from(most);
        u64::try_from(tenths).unwrap_or(1000).max(if count > 0 { 12 } else { 0 })
    };
    let (from, to) = (sheet.lang.month(first.year, first.month), sheet.lang.month(last.year, last.month));
    let step_text = match step {
        1 => sheet.say(w::STEP_MONTH),
        _ => sheet.fill(w::STEP_MONTHS, &[("months", &step.to_string())]),
    };
    let most_text = sheet.number(most);
    let values = [("from", from.as_str()), ("to", &to), ("step", &step_text), ("most", &most_text)];
    html! {
        figure.months {
            div.plot {
                span.most aria-hidden="true" { (most_text) }
                svg viewBox={ "0 0 " (bars.len().max(12) * 10) " 1000" } preserveAspectRatio="none" role="img"
                    aria-label=(sheet.fill(w::CHART, &values)) focusable="false" {
                    line.grid x1="0" y1="0" x2="100%" y2="0" {}
                    line.grid x1="0" y1="500" x2="100%" y2="500" {}
                    @for (at, bar) in bars.iter().enumerate() {
                        rect.all x=(at * 10 + 1) width="8" y=(1000 - height(bar.all)) height=(height(bar.all)) {}
                        rect.known x=(at * 10 + 1) width="8" y=(1000 - height(bar.known)) height=(height(bar.known)) {}
                    }
                    line.axis x1="0" y1="1000" x2="100%" y2="1000" {}
                }
                div.ends aria-hidden="true" {
                    span { (from) }
                    @if rows.len() > 1 { span { (to) } }
                }
            }
            figcaption {
                span.swatch.all aria-hidden="true" {} (sheet.say(w::CHART_ALL)) " "
                span.swatch.known aria-hidden="true" {} (sheet.say(w::CHART_KNOWN)) " – " (step_text)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use casework::profile::{Figure, ItemFilter, Split};

    fn row(year: i16, month: i8, count: u64) -> MonthRow {
        let figure = Figure { count, bytes: 0, items: ItemFilter::every() };
        MonthRow { year, month, items: Split { all: figure.clone(), known: figure } }
    }

    #[test]
    fn bars_hold_every_item_whatever_the_span() {
        for (first, last) in [
            ((2024, 1), (2024, 1)),
            ((2019, 11), (2024, 2)),
            ((1980, 1), (2107, 12)),
            ((-9999, 1), (9999, 12)),
        ] {
            let rows = [row(first.0, first.1, 3), row(last.0, last.1, 4)];
            let (step, bars) = bars(&rows, index(&rows[0]), index(&rows[1]));
            assert_eq!(bars.iter().map(|bar| bar.all).sum::<u64>(), 7, "{first:?} {last:?}");
            assert!(bars.len() as i64 <= BARS_MAX + 1, "{} bars of {step}", bars.len());
        }
    }

    #[test]
    fn a_short_span_has_one_bar_a_month() {
        let rows = [row(2023, 12, 1), row(2024, 2, 1)];
        let (step, bars) = bars(&rows, index(&rows[0]), index(&rows[1]));
        assert_eq!((step, bars.len()), (1, 3));
        assert_eq!(bars[1].all, 0);
    }
}
