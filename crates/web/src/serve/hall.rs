//! From a look to its deeds, and from what they give to a page.

use super::Page;
use super::visit::Visit;
use crate::pages::{
    self, CarrierRow, CarrierState, CaseRow, ItemRow, ItemsPage, LedgerHead, LedgerLine, LedgerPage, Problem,
    Verified,
};
use crate::{Frame, report};
use app::deeds::{
    ImportedSet, Item, LedgerEntry, ListCases, ListItems, ListKnownSets, ListedCarrier, ListedCase,
    VerifyLedger, ViewReport,
};
use app::{App, AppError, AppErrorKind, Deed};
use authority::{Caller, NameError, Purpose};
use axum::http::StatusCode;
use casework::profile::{ItemFilter, Term};
use casework::report::UsedSet;
use std::net::SocketAddr;
use std::sync::Arc;
use vocab::{CarrierId, CaseId, Digests};

/// Rows on one page of a list.
const ROWS: u64 = 200;

/// What someone wants to look at. Ids are as the address holds them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Look {
    Cases,
    Case(String),
    Report(String),
    ReportJson(String),
    Items(String),
    Sets,
    Ledger,
    Nothing,
}

/// The house, the one person who looks, and where.
pub(super) struct Hall {
    app: Arc<App>,
    caller: Caller,
    acting: String,
    pub(super) address: SocketAddr,
}

/// Why there is no page.
struct NoPage {
    status: StatusCode,
    detail: String,
}

impl NoPage {
    fn nothing() -> Self {
        Self { status: StatusCode::NOT_FOUND, detail: String::new() }
    }

    fn bad(detail: impl ToString) -> Self {
        Self { status: StatusCode::BAD_REQUEST, detail: detail.to_string() }
    }

    fn problem(&self) -> Problem {
        match self.status {
            StatusCode::FORBIDDEN => Problem::Refused,
            StatusCode::NOT_FOUND => Problem::NotFound,
            StatusCode::BAD_REQUEST => Problem::BadRequest,
            _ => Problem::Broken,
        }
    }
}

impl From<AppError> for NoPage {
    fn from(error: AppError) -> Self {
        let status = match error.kind {
            AppErrorKind::Refused => StatusCode::FORBIDDEN,
            AppErrorKind::Missing => return Self::nothing(),
            AppErrorKind::Invalid => StatusCode::BAD_REQUEST,
            AppErrorKind::Busy => StatusCode::SERVICE_UNAVAILABLE,
            AppErrorKind::Stopped
            | AppErrorKind::Source
            | AppErrorKind::Store
            | AppErrorKind::Reader
            | AppErrorKind::Paper => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Self { status, detail: error.text }
    }
}

impl From<NameError> for NoPage {
    fn from(error: NameError) -> Self {
        Self::bad(error)
    }
}

impl Hall {
    pub(super) fn new(app: Arc<App>, caller: Caller, address: SocketAddr) -> Self {
        let acting = format!("{} ({})", caller.name(), caller.role());
        Self { app, caller, acting, address }
    }

    /// The page, or the page that says why there is none.
    pub(super) fn show(&self, look: &Look, visit: &Visit) -> (StatusCode, Page) {
        let frame = Frame { lang: visit.lang, here: &visit.here, acting: &self.acting };
        let html = |text| Page { text, media_type: "text/html; charset=utf-8" };
        match self.look(look, visit, &frame) {
            Ok(text) if matches!(look, Look::ReportJson(_)) => {
                (StatusCode::OK, Page { text, media_type: "application/json" })
            }
            Ok(text) => (StatusCode::OK, html(text)),
            Err(none) => (none.status, html(pages::problem(none.problem(), &none.detail, &frame))),
        }
    }

    fn look(&self, look: &Look, visit: &Visit, frame: &Frame<'_>) -> Result<String, NoPage> {
        match look {
            Look::Cases => {
                let rows: Vec<CaseRow> = self.perform("cases", ListCases)?.iter().map(case_row).collect();
                Ok(pages::cases(&rows, frame))
            }
            Look::Case(id) => self.case(id, frame),
            Look::Report(id) => {
                let (carrier, deed) = self.report(id)?;
                let model = self.perform("report", deed)?;
                Ok(report::page(&model, &format!("/carriers/{carrier}/items"), frame))
            }
            Look::ReportJson(id) => {
                let model = self.perform("report.json", self.report(id)?.1)?;
                report::json(&model).map_err(|error| NoPage {
                    status: StatusCode::INTERNAL_SERVER_ERROR,
                    detail: error.to_string(),
                })
            }
            Look::Items(id) => self.items(id, visit, frame),
            Look::Sets => {
                let sets: Vec<UsedSet> =
                    self.perform("sets", ListKnownSets)?.into_iter().map(used_set).collect();
                Ok(pages::sets(&sets, frame))
            }
            Look::Ledger => self.ledger(frame),
            Look::Nothing => Err(NoPage::nothing()),
        }
    }

    /// Every look is a deed; its purpose names the page.
    fn perform<D: Deed>(&self, page: &str, deed: D) -> Result<D::Output, NoPage> {
        Ok(self.app.perform(&self.caller, &Purpose::new(&format!("page {page}"))?, deed)?)
    }

    fn case(&self, id: &str, frame: &Frame<'_>) -> Result<String, NoPage> {
        let id: CaseId = id.parse().map_err(|_| NoPage::nothing())?;
        let cases = self.perform("case", ListCases)?;
        let listed = cases.into_iter().find(|listed| listed.case.id == id).ok_or_else(NoPage::nothing)?;
        let carriers: Vec<CarrierRow> = listed.carriers.iter().map(carrier_row).collect();
        Ok(pages::case(&listed.case, &carriers, frame))
    }

    /// The carrier of this id with the name of its case.
    fn carrier(&self, id: &str) -> Result<(String, CarrierId), NoPage> {
        let id: CarrierId = id.parse().map_err(|_| NoPage::nothing())?;
        let cases = self.perform("carrier", ListCases)?;
        let holds = |listed: &&ListedCase| listed.carriers.iter().any(|carrier| carrier.id == id);
        let listed = cases.iter().find(holds).ok_or_else(NoPage::nothing)?;
        Ok((listed.case.name.to_string(), id))
    }

    fn report(&self, id: &str) -> Result<(CarrierId, ViewReport), NoPage> {
        let (case, carrier) = self.carrier(id)?;
        Ok((carrier, ViewReport { case, carrier: Some(carrier.to_string()) }))
    }

    fn items(&self, id: &str, visit: &Visit, frame: &Frame<'_>) -> Result<String, NoPage> {
        let filter: ItemFilter = visit.filter.parse().map_err(NoPage::bad)?;
        let start = visit.start.ok_or_else(|| NoPage::bad("start is no number"))?;
        let (case, carrier) = self.carrier(id)?;
        let mut rows = Vec::new();
        let deed = ListItems {
            case,
            carrier: Some(carrier.to_string()),
            filter: filter.clone(),
            start,
            limit: Some(ROWS),
            say: &mut |item| {
                rows.push(item_row(item));
                true
            },
        };
        let page = self.perform("items", deed)?;
        // Which of the closed items a filter would select can't be known: they are counted as one.
        let all_closed = filter.0.iter().all(|term| *term == Term::InScope(false));
        let page = ItemsPage {
            carrier_id: page.carrier,
            carrier_name: page.carrier_name,
            filter,
            total: page.total,
            sealed: if all_closed { page.outside } else { 0 },
            start,
            rows_max: ROWS,
            rows,
        };
        Ok(pages::items(&page, frame))
    }

    fn ledger(&self, frame: &Frame<'_>) -> Result<String, NoPage> {
        let state = self.perform("ledger", VerifyLedger)?;
        let head = &state.head.head;
        let page = LedgerPage {
            head: Some(LedgerHead {
                entries: head.size,
                root: head.root.to_string(),
                signed_at: head.at,
                key: state.key.to_string(),
            }),
            verified: Some(Verified {
                at: state.at,
                fault: state.verdict.err().map(|fault| fault.to_string()),
            }),
            latest: state.latest.iter().map(ledger_line).collect(),
            only_own: state.only_own,
        };
        Ok(pages::ledger(&page, frame))
    }
}

fn case_row(listed: &ListedCase) -> CaseRow {
    CaseRow {
        id: listed.case.id,
        name: listed.case.name.clone(),
        opened_at: listed.case.opened_at,
        carriers: listed.carriers.len() as u64,
    }
}

/// Who did which deed and how it ended; on whom and what stands on the tape.
fn ledger_line(entry: &LedgerEntry) -> LedgerLine {
    let who = match entry.role.as_str() {
        "" => entry.actor.clone(),
        role => format!("{} ({role})", entry.actor),
    };
    let (what, outcome) = (entry.deed.clone(), entry.outcome.clone());
    LedgerLine { number: entry.number, at: entry.at, who, what, outcome }
}

fn carrier_row(carrier: &ListedCarrier) -> CarrierRow {
    CarrierRow {
        id: carrier.id,
        name: carrier.name.clone(),
        state: if carrier.sealed_at.is_some() { CarrierState::Sealed } else { CarrierState::Unfinished },
        found: carrier.found,
    }
}

fn item_row(item: Item) -> ItemRow {
    let Item { row, item, classified } = item;
    let digests = match (row.md5, row.sha1, row.sha256) {
        (Some(md5), Some(sha1), Some(sha256)) => Some(Digests { md5, sha1, sha256 }),
        _ => None,
    };
    ItemRow {
        order: item.order,
        place: item.place,
        media_type: row.media_type.unwrap_or_default(),
        size_bytes: item.size_bytes,
        deleted: item.deleted,
        standing: classified.standing,
        content: classified.content,
        outcome: item.outcome,
        known: item.known,
        near: item.near,
        digests,
    }
}

fn used_set(set: ImportedSet) -> UsedSet {
    UsedSet {
        name: set.name,
        source: set.set.source,
        class: set.set.class,
        version: set.version.to_string(),
        entries: set.set.entries,
        index_sha256: Some(set.set.index_sha256),
    }
}
