//! The list of cases, and one case with its carriers.

use super::sheet;
use crate::sheet::{Column, Sheet};
use crate::words::{Phrase, page as w};
use crate::{Frame, shell};
use casework::case::{Case, CaseName};
use maud::{Markup, html};
use vocab::{CarrierId, CaseId, Moment};

/// One case in the list.
#[derive(Clone, Debug)]
pub struct CaseRow {
    /// Its id.
    pub id: CaseId,
    /// Its name.
    pub name: CaseName,
    /// When it was opened.
    pub opened_at: Moment,
    /// How many carriers it holds.
    pub carriers: u64,
}

/// How far the reading of a carrier is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CarrierState {
    /// Being read.
    Reading,
    /// Interrupted.
    Stopped,
    /// One of these two: whether a process is at work on it is not known here.
    Unfinished,
    /// Read and sealed.
    Sealed,
    /// The reading failed as a whole.
    Failed,
}

/// One carrier of a case.
#[derive(Clone, Debug)]
pub struct CarrierRow {
    /// Its id.
    pub id: CarrierId,
    /// Its name.
    pub name: String,
    /// How far its reading is.
    pub state: CarrierState,
    /// Items found; `None` until sealed.
    pub found: Option<u64>,
}

/// The cases that the visitor may see.
pub fn cases(rows: &[CaseRow], frame: &Frame<'_>) -> String {
    let sheet = sheet(frame);
    let body = html! {
        @for row in rows {
            tr {
                th scope="row" { a href=(frame.href(&format!("/cases/{}", row.id))) { bdi { (row.name) } } }
                td { (frame.lang.moment(row.opened_at)) }
                td.n { (sheet.number(row.carriers)) }
            }
        }
    };
    let columns = [Column::Text(w::CASE_NAME), Column::Text(w::OPENED), Column::Number(w::CARRIERS)];
    let main = html! {
        div.head { h1 { (sheet.say(w::CASES)) } }
        @if rows.is_empty() { p { (sheet.say(w::CASES_NONE)) } }
        @else { (sheet.table(w::CASES_TABLE, &columns, &body)) }
    };
    shell::served(frame, &sheet.say(w::CASES), &main)
}

/// One case with its carriers.
pub fn case(case: &Case, carriers: &[CarrierRow], frame: &Frame<'_>) -> String {
    let sheet = sheet(frame);
    let body = html! { @for row in carriers { (carrier(&sheet, row, frame)) } };
    let columns = [Column::Text(w::CARRIER_NAME), Column::Text(w::STATE), Column::Number(w::FOUND)];
    let main = html! {
        div.head {
            p.kicker { (sheet.say(w::CASE_NAME)) }
            h1 { bdi { (case.name) } }
            dl.facts {
                div { dt { (sheet.say(w::OPENED)) } dd { (frame.lang.moment(case.opened_at)) } }
                div { dt { (sheet.say(w::OPENED_BY)) } dd { bdi { (case.opened_by) } } }
            }
        }
        h2 { (sheet.say(w::CARRIERS)) }
        @if carriers.is_empty() { p { (sheet.say(w::CARRIERS_NONE)) } }
        @else { (sheet.table(w::CARRIERS_TABLE, &columns, &body)) }
    };
    shell::served(frame, case.name.as_str(), &main)
}

fn state(state: CarrierState) -> Phrase {
    match state {
        CarrierState::Reading => w::STATE_READING,
        CarrierState::Stopped => w::STATE_STOPPED,
        CarrierState::Unfinished => w::STATE_UNFINISHED,
        CarrierState::Sealed => w::STATE_SEALED,
        CarrierState::Failed => w::STATE_FAILED,
    }
}

fn carrier(sheet: &Sheet<'_>, row: &CarrierRow, frame: &Frame<'_>) -> Markup {
    let items = frame.href(&format!("/carriers/{}/items", row.id));
    html! {
        tr {
            th scope="row" {
                @if row.state == CarrierState::Sealed {
                    a href=(frame.href(&format!("/carriers/{}", row.id)))
                        aria-label=(sheet.fill(w::REPORT_OF, &[("name", &row.name)])) { bdi { (row.name) } }
                } @else { bdi { (row.name) } }
            }
            td { (sheet.say(state(row.state))) }
            td.n {
                @match row.found {
                    Some(0) => "0",
                    Some(count) => a href=(items) { (sheet.number(count)) },
                    None => "–",
                }
            }
        }
    }
}
