//! The list behind a number: exactly the items that its filter selects, a page at a time. Never a picture.

use super::sheet;
use crate::sheet::{Column, Sheet, path};
use crate::shell::query;
use crate::words::{codes, page as w};
use crate::{Frame, shell};
use casework::profile::{Content, ItemFilter, KnownHit, NearHit, Outcome, PrintKind, Standing};
use maud::{Markup, html};
use vocab::{CarrierId, Digests};

/// One item of the list.
#[derive(Clone, Debug)]
pub struct ItemRow {
    /// Position in the manifest, from 0.
    pub order: u64,
    /// Where it was found, as text.
    pub place: String,
    /// Media type by content.
    pub media_type: String,
    /// Size in bytes.
    pub size_bytes: u64,
    /// Deleted but recoverable.
    pub deleted: bool,
    /// Where it stands.
    pub standing: Standing,
    /// Whether its content was met before.
    pub content: Content,
    /// How reading it ended.
    pub outcome: Outcome,
    /// Exact matches.
    pub known: Vec<KnownHit>,
    /// Near matches.
    pub near: Vec<NearHit>,
    /// Digests, where read.
    pub digests: Option<Digests>,
}

/// One page of the list.
#[derive(Clone, Debug)]
pub struct ItemsPage {
    /// The carrier.
    pub carrier_id: CarrierId,
    /// Its name.
    pub carrier_name: String,
    /// Which items.
    pub filter: ItemFilter,
    /// How many items the list has in all, over all pages.
    pub total: u64,
    /// How many more the filter selects that lie outside the authorisation and are not listed.
    pub sealed: u64,
    /// Number of the first row on this page within the list, from 0.
    pub start: u64,
    /// Most rows on a page.
    pub rows_max: u64,
    /// The rows of this page. Items outside the authorisation are never among them.
    pub rows: Vec<ItemRow>,
}

/// The list of items. Links to other pages carry `start`.
pub fn items(page: &ItemsPage, frame: &Frame<'_>) -> String {
    let sheet = sheet(frame);
    let title = sheet.fill(w::ITEMS_TITLE, &[("name", &page.carrier_name)]);
    let (from, to) = (page.start + 1, page.start + page.rows.len() as u64);
    let caption = sheet.fill(
        w::ITEMS_TABLE,
        &[("from", &sheet.number(from)), ("to", &sheet.number(to)), ("total", &sheet.number(page.total))],
    );
    let body = html! { @for item in &page.rows { (row(&sheet, item)) } };
    let columns = [
        Column::Number(w::NUMBER),
        Column::Text(w::PLACE),
        Column::Text(w::MEDIA_TYPE),
        Column::Number(w::SIZE),
        Column::Text(w::STANDING),
        Column::Text(w::MATCHES),
        Column::Text(w::DIGESTS),
    ];
    let main = html! {
        div.head {
            p.kicker { a href=(frame.href(&format!("/carriers/{}", page.carrier_id))) { (sheet.say(w::BACK_TO_REPORT)) } }
            h1 { (title) }
            p {
                (sheet.say(w::FILTER)) ": "
                @if page.filter.0.is_empty() { (sheet.say(w::EVERY_ITEM)) } @else { code { (page.filter) } }
            }
            p.small { (sheet.say(w::ITEMS_NO_PICTURES)) }
            @if page.sealed > 0 {
                (sheet.notice(&sheet.sentence(w::ITEMS_SEALED, &[("items", html! { (sheet.number(page.sealed)) })])))
            }
        }
        @if page.rows.is_empty() { p { (sheet.say(w::ITEMS_NONE)) } }
        @else { div.items { (sheet.captioned(&caption, &columns, &body)) } }
        (paging(&sheet, page, frame))
    };
    shell::served(frame, &title, &main)
}

fn row(sheet: &Sheet<'_>, item: &ItemRow) -> Markup {
    let copy_of = match item.content {
        Content::FurtherHere { first } | Content::FurtherElsewhere { first } => Some(first),
        Content::Absent | Content::First => None,
    };
    html! {
        tr {
            td.n { (sheet.number(item.order)) }
            th scope="row" {
                (path(&item.place))
                @if item.deleted { span.note { (sheet.say(w::DELETED)) } }
                @if let Some(first) = copy_of {
                    span.note { (sheet.fill(w::COPY_OF, &[("order", &sheet.number(first))])) }
                }
            }
            td { (item.media_type) }
            td.n { (sheet.size(item.size_bytes)) }
            td {
                (sheet.code(codes::standing(item.standing), item.standing.word()))
                @if let Outcome::Skipped(reason) | Outcome::Failed(reason) = &item.outcome {
                    span.note { (sheet.code(codes::reason(reason), reason)) }
                }
            }
            td { (matches(sheet, item)) }
            td.item-digests {
                @if let Some(digests) = &item.digests {
                    code { "MD5 " (digests.md5) } code { "SHA-1 " (digests.sha1) } code { "SHA-256 " (digests.sha256) }
                }
            }
        }
    }
}

fn matches(sheet: &Sheet<'_>, item: &ItemRow) -> Markup {
    let print = |by| match by {
        PrintKind::Md5 => "MD5",
        PrintKind::Sha1 => "SHA-1",
        PrintKind::Sha256 => "SHA-256",
    };
    html! {
        ul.plain {
            @for KnownHit { statement, by } in &item.known {
                li { (sheet.sentence(w::BY_PRINT, &[
                    ("set", html! { bdi { (statement.set) } }), ("source", html! { bdi { (statement.source) } }),
                    ("label", html! { bdi { (statement.label) } }), ("print", html! { (print(*by)) }),
                ])) }
            }
            @for NearHit { statement, distance_bits, reviewed, .. } in &item.near {
                li {
                    (sheet.sentence(w::BY_NEAR, &[
                        ("set", html! { bdi { (statement.set) } }), ("source", html! { bdi { (statement.source) } }),
                        ("label", html! { bdi { (statement.label) } }), ("bits", html! { (distance_bits) }),
                    ]))
                    span.note { (sheet.code(codes::verdict(*reviewed), "")) }
                }
            }
        }
    }
}

fn paging(sheet: &Sheet<'_>, page: &ItemsPage, frame: &Frame<'_>) -> Markup {
    let at = |start: u64| {
        let filter = query(&page.filter.to_string());
        frame.href(&format!("/carriers/{}/items?filter={filter}&start={start}", page.carrier_id))
    };
    let next = page.start.saturating_add(page.rows_max);
    html! {
        @if page.start > 0 || next < page.total {
            nav aria-label=(sheet.say(w::PAGES)) {
                ul.pages {
                    @if page.start > 0 {
                        li { a rel="prev" href=(at(page.start.saturating_sub(page.rows_max))) { (sheet.say(w::PREVIOUS)) } }
                    }
                    @if next < page.total { li { a rel="next" href=(at(next)) { (sheet.say(w::NEXT)) } } }
                }
            }
        }
    }
}
