//! Accounting, standings, kinds and copies.

use crate::sheet::{Column, Sheet};
use crate::words::{Phrase, codes, report as w};
use casework::profile::{Profile, ReasonRow, Split, Standing};
use maud::{Markup, html};

pub(super) const COUNTS: [Column; 2] = [Column::Number(w::ITEMS), Column::Number(w::SIZE)];

pub(super) fn accounting(sheet: &Sheet<'_>, profile: &Profile) -> Markup {
    let account = &profile.accounting;
    let rows = html! {
        tr.sum { th scope="row" { (sheet.say(w::FOUND)) } (sheet.cells(&account.found)) }
        tr { th scope="row" { (sheet.say(w::READ)) } (sheet.cells(&account.read)) }
        tr { th scope="row" { (sheet.say(w::SKIPPED)) } (sheet.cells(&account.skipped)) }
        tr { th scope="row" { (sheet.say(w::FAILED)) } (sheet.cells(&account.failed)) }
        @if account.outside_scope.count > 0 {
            tr {
                th scope="row" { (sheet.say(w::OF_WHICH_OUTSIDE)) }
                td.n { (sheet.number(account.outside_scope.count)) }
                td.n { (sheet.size(account.outside_scope.bytes)) }
            }
        }
    };
    html! {
        p { (sheet.say(w::ACCOUNT_TEXT)) }
        (sheet.table(w::ACCOUNT_TABLE, &[Column::Text(w::OUTCOME), COUNTS[0], COUNTS[1]], &rows))
        h3 { (sheet.say(w::SKIPPED)) }
        (reasons(sheet, &account.skipped_because, w::SKIPPED_TABLE, w::REASON, w::NONE_SKIPPED))
        h3 { (sheet.say(w::FAILED)) }
        (reasons(sheet, &account.failed_because, w::FAILED_TABLE, w::REASON, w::NONE_FAILED))
        h3 { (sheet.say(w::DEFECTS_TABLE)) }
        (reasons(sheet, &account.defects, w::DEFECTS_TABLE, w::DEFECT, w::NONE_DEFECTS))
        @if !account.defects.is_empty() {
            p.small { (sheet.sentence(w::DEFECTS_NOTE, &[("items", sheet.count(&account.with_defects))])) }
        }
        (checks(sheet, profile))
    }
}

fn reasons(sheet: &Sheet<'_>, rows: &[ReasonRow], caption: Phrase, first: Phrase, none: Phrase) -> Markup {
    if rows.is_empty() {
        return html! { p { (sheet.say(none)) } };
    }
    let body = html! {
        @for row in rows {
            tr {
                th scope="row" { (sheet.code(codes::reason(&row.reason), &row.reason)) }
                (sheet.cells(&row.items))
            }
        }
    };
    sheet.table(caption, &[Column::Text(first), COUNTS[0], COUNTS[1]], &body)
}

fn checks(sheet: &Sheet<'_>, profile: &Profile) -> Markup {
    let rows = html! {
        @for check in &profile.checks {
            tr {
                th scope="row" { (sheet.code(codes::check(&check.rule), &check.rule)) }
                td {
                    @if check.holds { span.good { (sheet.say(w::HOLDS)) } }
                    @else { strong.bad { (sheet.say(w::FAILS)) } }
                }
            }
        }
    };
    html! {
        h3 { (sheet.say(w::CHECKS_TABLE)) }
        (sheet.table(w::CHECKS_TABLE, &[Column::Text(w::CHECK), Column::Text(w::RESULT)], &rows))
    }
}

pub(super) fn standings(sheet: &Sheet<'_>, profile: &Profile) -> Markup {
    let rows = html! {
        @for row in &profile.standings {
            tr {
                th scope="row" {
                    span class={ "swatch s-" (row.standing) } aria-hidden="true" {}
                    (sheet.code(codes::standing(row.standing), row.standing.word()))
                }
                @if row.standing == Standing::OutsideScope {
                    td.n { (sheet.number(row.items.count)) }
                    td.n { span.note { (sheet.say(w::SEALED)) } }
                } @else {
                    td.n { (sheet.count(&row.items)) }
                    td.n { (sheet.count(&row.contents)) }
                }
                td.n { (sheet.size(row.items.bytes)) }
            }
            @if let Some(meaning) = codes::meaning(row.standing) {
                tr.beneath { td.note colspan="4" { (sheet.say(*meaning)) } }
            }
        }
    };
    let columns = [
        Column::Text(w::STANDING),
        Column::Number(w::ITEMS),
        Column::Number(w::DISTINCT),
        Column::Number(w::SIZE),
    ];
    html! {
        p { (sheet.say(w::STANDINGS_TEXT)) }
        (sheet.table(w::STANDINGS_TABLE, &columns, &rows))
    }
}

/// The cells of a row that tells the known ones apart.
pub(super) fn split(sheet: &Sheet<'_>, items: &Split) -> Markup {
    html! {
        td.n { (sheet.count(&items.all)) }
        td.n { (sheet.count(&items.known)) }
        td.n { (sheet.size(items.all.bytes)) }
    }
}

/// The columns that [`split`] fills, after a first one.
pub(super) fn split_columns(first: Phrase) -> [Column; 4] {
    [
        Column::Text(first),
        Column::Number(w::ITEMS),
        Column::Number(w::OF_WHICH_KNOWN),
        Column::Number(w::SIZE),
    ]
}

pub(super) fn families(sheet: &Sheet<'_>, profile: &Profile) -> Markup {
    let rows = html! {
        @for row in &profile.families {
            tr {
                th scope="row" { (sheet.code(codes::family(row.family), row.family.word())) }
                (split(sheet, &row.items))
            }
        }
    };
    html! {
        p { (sheet.say(w::FAMILIES_TEXT)) }
        (sheet.table(w::FAMILIES_TABLE, &split_columns(w::KIND), &rows))
    }
}

pub(super) fn copies(sheet: &Sheet<'_>, profile: &Profile) -> Markup {
    let contents = &profile.contents;
    let rows = html! {
        tr.sum { th scope="row" { (sheet.say(w::READ)) } (sheet.cells(&contents.read)) }
        tr { th scope="row" { (sheet.say(w::COPIES_FIRST)) } (sheet.cells(&contents.distinct)) }
        tr { th scope="row" { (sheet.say(w::COPIES_FURTHER)) } (sheet.cells(&contents.further)) }
        tr.part { th scope="row" { (sheet.say(w::COPIES_ELSEWHERE)) } (sheet.cells(&contents.elsewhere)) }
        tr { th scope="row" { (sheet.say(w::COPIES_WITHOUT)) } (sheet.cells(&contents.without)) }
    };
    html! {
        p { (sheet.say(w::COPIES_TEXT)) }
        (sheet.table(w::COPIES_TABLE, &[Column::Text(w::CONTENT), COUNTS[0], COUNTS[1]], &rows))
    }
}
