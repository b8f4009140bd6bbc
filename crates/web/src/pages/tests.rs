//! The plain pages: what they show, in both languages, whatever the names in them try.

use super::*;
use crate::Lang;
use crate::report::tests::strange;
use crate::sample::{ATTACK, carrier_id, items as sample_items, moment, sets as sample_sets};
use casework::case::Case;
use casework::profile::{Classifier, ItemFilter, Outcome, Standing};
use vocab::{CaseId, Digests, Md5, RecordId, Sha1};

fn frame(lang: Lang, here: &str) -> Frame<'_> {
    Frame { lang, here, acting: "J. Bos, investigator" }
}

fn case_id() -> CaseId {
    CaseId(RecordId::new(1_790_000_000_000, [1; 10]))
}

fn case_rows() -> Vec<CaseRow> {
    let row = |name: &str, carriers| CaseRow {
        id: case_id(),
        name: name.parse().unwrap(),
        opened_at: moment("2026-11-20T08:00:00Z"),
        carriers,
    };
    vec![row("Zaak 'Duin' 2026-114", 3), row(ATTACK, 0)]
}

fn carrier_rows() -> Vec<CarrierRow> {
    let row = |name: &str, state, found| CarrierRow { id: carrier_id(), name: name.into(), state, found };
    vec![
        row("USB-stick 3, woonkamer", CarrierState::Sealed, Some(1_204_331)),
        row(ATTACK, CarrierState::Reading, None),
        row("Laptop", CarrierState::Stopped, None),
        row("Telefoon", CarrierState::Failed, None),
    ]
}

fn items_page(filter: &str, start: usize, rows_max: usize) -> ItemsPage {
    let filter: ItemFilter = filter.parse().unwrap();
    let mut classifier = Classifier::new();
    let (mut rows, mut sealed) = (Vec::new(), 0);
    for item in sample_items() {
        let classified = classifier.next(&item);
        if !filter.selects(&item, classified) {
            continue;
        }
        if classified.standing == Standing::OutsideScope {
            sealed += 1;
            continue;
        }
        let digests = |sha256| Digests { md5: Md5([1; 16]), sha1: Sha1([2; 20]), sha256 };
        rows.push(ItemRow {
            order: item.order,
            place: if item.order == 1 { ATTACK.into() } else { item.place },
            media_type: "image/jpeg".into(),
            size_bytes: item.size_bytes,
            deleted: item.deleted,
            standing: classified.standing,
            content: classified.content,
            outcome: item.outcome.clone(),
            known: item.known,
            near: item.near,
            digests: item.sha256.filter(|_| item.outcome == Outcome::Read).map(digests),
        });
    }
    ItemsPage {
        carrier_id: carrier_id(),
        carrier_name: "USB-stick 3, woonkamer".into(),
        filter,
        total: rows.len() as u64,
        sealed,
        start: start as u64,
        rows_max: rows_max as u64,
        rows: rows.into_iter().skip(start).take(rows_max).collect(),
    }
}

fn ledger_page(fault: Option<&str>) -> LedgerPage {
    let line = |number, what: &str, outcome: &str| LedgerLine {
        number,
        at: moment("2026-11-24T09:14:51Z"),
        who: format!("J. Bos {ATTACK}"),
        what: what.into(),
        outcome: outcome.into(),
    };
    LedgerPage {
        head: Some(LedgerHead {
            entries: 43,
            root: "a7".repeat(32),
            signed_at: moment("2026-11-24T09:14:52Z"),
            key: "b1".repeat(32),
        }),
        verified: Some(Verified { at: moment("2026-11-24T10:00:00Z"), fault: fault.map(str::to_owned) }),
        latest: vec![line(42, "carrier.read", "done"), line(41, "carrier.read", "intent")],
        only_own: fault.is_some(),
    }
}

fn every_page(lang: Lang) -> Vec<String> {
    let case = Case {
        id: case_id(),
        name: ATTACK.parse().unwrap(),
        opened_at: moment("2026-11-20T08:00:00Z"),
        opened_by: "J. Bos".into(),
    };
    let mut pages = vec![
        cases(&case_rows(), &frame(lang, "/cases")),
        cases(&[], &frame(lang, "/cases")),
        super::case(&case, &carrier_rows(), &frame(lang, "/cases/1")),
        super::case(&case, &[], &frame(lang, "/cases/1")),
        items(&items_page("", 0, 400), &frame(lang, "/carriers/1/items?filter=")),
        items(&items_page("", 10, 5), &frame(lang, "/carriers/1/items?filter=&start=10")),
        items(&items_page("family=audio", 0, 5), &frame(lang, "/carriers/1/items?filter=family%3Daudio")),
        sets(&sample_sets(), &frame(lang, "/sets")),
        sets(&[], &frame(lang, "/sets")),
        ledger(&ledger_page(None), &frame(lang, "/ledger")),
        ledger(&ledger_page(Some("entry 7 was changed")), &frame(lang, "/ledger")),
        ledger(
            &LedgerPage { head: None, verified: None, latest: Vec::new(), only_own: false },
            &frame(lang, "/ledger"),
        ),
    ];
    for kind in [Problem::Refused, Problem::NotFound, Problem::BadRequest, Problem::Broken] {
        pages.push(problem(kind, ATTACK, &frame(lang, "/x")));
    }
    pages
}

fn shown(page: &str) -> String {
    page.replace("><", ">\n<")
}

#[test]
fn a_case_in_dutch() {
    insta::assert_snapshot!(shown(&every_page(Lang::Nl)[2]));
}

#[test]
fn a_list_of_items_in_english() {
    let page = items_page("standing=known", 5, 10);
    insta::assert_snapshot!(shown(&items(
        &page,
        &frame(Lang::En, "/carriers/1/items?filter=standing%3Dknown&start=5")
    )));
}

#[test]
fn the_ledger_in_dutch() {
    insta::assert_snapshot!(shown(&ledger(&ledger_page(None), &frame(Lang::Nl, "/ledger"))));
}

#[test]
fn names_are_shown_as_text_on_every_page() {
    for lang in [Lang::Nl, Lang::En] {
        for page in every_page(lang) {
            assert!(!page.contains("<script") && !page.contains("\" onload=\"") && !page.contains("<b>"));
            assert!(
                !page.contains("<img") && !page.contains(" style=\""),
                "no pictures, no styles of their own"
            );
        }
    }
}

#[test]
fn no_text_stands_outside_the_catalogue() {
    let mut values: Vec<String> =
        ["J. Bos, investigator", "J. Bos", "UTC", "kB", "MB", "\u{a0}B", "image/jpeg", ATTACK]
            .into_iter()
            .chain([
                "USB-stick 3, woonkamer",
                "Laptop",
                "Telefoon",
                "MD5",
                "SHA-1",
                "SHA-256",
                "entry 7 was changed",
            ])
            .map(str::to_owned)
            .collect();
    let names = case_rows().into_iter().map(|row| row.name.to_string());
    let places = sample_items().into_iter().map(|item| item.place);
    let sets = sample_sets().into_iter().flat_map(|set| [set.name, set.source, set.version]);
    values.extend(names.chain(places).chain(sets).chain(["A1", "B2"].map(str::to_owned)));
    values.sort_by_key(|text| std::cmp::Reverse(text.len()));
    for page in every_page(Lang::Marked) {
        let strange = strange(&page, &values);
        assert!(strange.is_empty(), "not from the catalogue: {strange:?}");
    }
}

#[test]
fn paging_goes_both_ways_and_ends() {
    let page =
        |start, rows_max| items(&items_page("standing=known", start, rows_max), &frame(Lang::Nl, "/x"));
    assert!(!page(0, 10).contains("rel=\"prev\"") && page(0, 10).contains("start=10\""));
    assert!(page(5, 10).contains("start=0\"") && page(5, 10).contains("start=15\""));
    assert!(!page(45, 10).contains("rel=\"next\""));
    assert!(!page(0, 100).contains("<nav aria-label=\"Bladeren\""));
}

#[test]
fn sealed_items_are_counted_and_never_listed() {
    let all = items(&items_page("", 0, 1000), &frame(Lang::En, "/x"));
    assert!(all.contains("5 items lie outside the authorisation"));
    assert!(!all.contains("IMG_0322") && all.contains("IMG_0326"));
}

#[test]
fn a_page_keeps_its_language_and_offers_the_other() {
    let page = cases(&case_rows(), &frame(Lang::En, "/cases"));
    assert!(page.contains("<html lang=\"en\">") && page.contains("href=\"/ledger?lang=en\""));
    assert!(
        page.contains("<a class=\"language\" href=\"/cases\" lang=\"nl\" hreflang=\"nl\">Nederlands</a>")
    );
    assert!(page.contains("href=\"/cases?lang=en\" aria-current=\"page\""));
}
