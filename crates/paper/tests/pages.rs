//! What a reader gets: the words on the pages, the marks of PDF/A and PDF/UA, and the same bytes each time.
//! Poppler's tools are the outside witness.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by it")]

mod witness;

use casework::document::{Act, CarrierKind, Counsel, Document, Line, PenalOrder, Prose, Sanction, Status};
use paper::{KINDS, SettingError, example, set};
use std::collections::BTreeSet;
use witness::{Pdf, sentences, texts};

fn sample(kind: &str) -> Document {
    example(kind).unwrap().unwrap()
}

fn order() -> PenalOrder {
    match sample("penal-order") {
        Document::PenalOrder(order) => *order,
        other => panic!("{}", other.word()),
    }
}

fn set_order(order: PenalOrder) -> Pdf {
    Pdf::new(set(&Document::PenalOrder(Box::new(order))).unwrap())
}

#[test]
fn every_kind_is_set_word_for_word() {
    for kind in KINDS {
        let pdf = Pdf::new(set(&sample(kind)).unwrap());
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(kind, pdf.text());
        });
    }
}

#[test]
fn every_kind_is_accessible_and_fit_for_archiving() {
    for kind in KINDS {
        let pdf = Pdf::new(set(&sample(kind)).unwrap());
        for mark in [
            "<pdfaid:part>2</pdfaid:part>",
            "<pdfaid:conformance>A</pdfaid:conformance>",
            "<pdfuaid:part>1</pdfuaid:part>",
            "/MarkInfo",
            "/OutputIntent",
        ] {
            assert!(pdf.holds(mark), "{kind} lacks {mark}");
        }
        let about = pdf.about();
        assert!(about.contains("Tagged:          yes"), "{about}");
        assert!(about.contains("A4"), "{about}");
        assert!(about.contains("JavaScript:      no") && about.contains("Encrypted:       no"), "{about}");
        // Every face is embedded, as a subset, and can be read back as text.
        for face in pdf.faces() {
            assert!(face.ends_with("yes yes yes"), "{kind}: {face}");
        }
        let structure = pdf.structure();
        assert!(structure.contains("H1"), "{kind}: {structure}");
        // Each table has heads: of a column or of a row.
        assert!(structure.contains("TH"), "{kind}: {structure}");
    }
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    for kind in KINDS {
        let document = sample(kind);
        assert!(set(&document).unwrap() == set(&document).unwrap(), "{kind}");
    }
    let mut other = order();
    other.facts[0].items = Some(97);
    assert!(set(&sample("penal-order")).unwrap() != set(&Document::PenalOrder(Box::new(other))).unwrap());
}

#[test]
fn an_order_holds_all_that_the_law_wants() {
    let text = set_order(order()).words();
    for part in [
        // a, b, c
        "Jan Willem Verzonnen",
        "Proefstraat 12, 0000 ZZ",
        "in de periode van 14 mei 2023 tot en met 30 juni 2024 te Bedachtdam",
        "overtreding van artikel 252, eerste lid, van het Wetboek van Strafrecht",
        // d: each with its article and its last day
        "Geldboete van € 900",
        "artikel 257a, derde lid, onder a, Sv",
        "8 december 2027",
        // e, f, g
        "Uitgevaardigd op 24 november 2026",
        "binnen 14 dagen nadat",
        "Hoe deze strafbeschikking wordt uitgevoerd",
        // who established guilt, counsel, willingness, reasons
        "vastgesteld door mr. O. van Oefening",
        "Uw raadsman mr. A. Raadsman-Denkbeeld",
        "bereid verklaard tot het opvolgen van de aanwijzingen",
        "Reden om dit niet te volgen",
        // 257a(7)
        "Translation of the required parts",
    ] {
        assert!(text.contains(part), "{part}");
    }
    for letter in ["a", "b en c", "d", "e", "f", "g"] {
        assert!(text.contains(&format!("artikel 257a, zesde lid, onder {letter}, Sv")), "{letter}");
    }
}

#[test]
fn a_bare_order_says_what_is_not_there() {
    let mut order = order();
    order.suspect.address = None;
    order.directions = None;
    order.hearing = None;
    order.translation = None;
    order.positions.clear();
    order.carriers.clear();
    order.execution.on_breach = Some(Prose::new("Een door een jurist vastgestelde zin.").unwrap());
    let text = set_order(order).words();
    for part in ["geen bekend adres", "U bent voor deze strafbeschikking niet gehoord", "jurist vastgestelde"]
    {
        assert!(text.contains(part), "{part}");
    }
    for gone in ["Gegevensdragers", "Aanwijzingen over gedrag", "aangevoerd", "Translation"] {
        assert!(!text.contains(gone), "{gone}");
    }
}

#[test]
fn every_act_carrier_and_sanction_has_its_word() {
    let mut order = order();
    let acts = [
        Act::Distribute,
        Act::Offer,
        Act::DisplayOpenly,
        Act::Import,
        Act::Transit,
        Act::Export,
        Act::Acquire,
        Act::Possess,
        Act::GainAccess,
    ];
    order.facts[0].acts = BTreeSet::from(acts);
    order.facts[1].acts = BTreeSet::from([Act::GainAccess]);
    let carrier = order.carriers[0].clone();
    let kinds = [
        CarrierKind::Telephone,
        CarrierKind::Laptop,
        CarrierKind::Computer,
        CarrierKind::Tablet,
        CarrierKind::ExternalDisk,
        CarrierKind::UsbStick,
        CarrierKind::MemoryCard,
        CarrierKind::OpticalDisc,
        CarrierKind::Other,
    ];
    order.carriers =
        kinds.iter().map(|kind| casework::document::Carrier { kind: *kind, ..carrier.clone() }).collect();
    let signed_off_by = order.established_by.clone();
    let by = order.surrender_by.unwrap();
    order.sanctions.push(Sanction::CommunityService { hours: 40, by: None, signed_off_by });
    order.sanctions.push(Sanction::Compensation { euro: 1_050, by });
    let hearing = order.hearing.as_mut().unwrap();
    hearing.counsel = Counsel::Declined;
    hearing.interpreter = None;
    let full = set_order(order.clone()).words();
    for word in [
        "openlijk tentoongesteld, ingevoerd",
        "geheugenkaart",
        "Taakstraf van 40 uren",
        "€ 1.050",
        "afgezien",
    ] {
        assert!(full.contains(word), "{word}");
    }
    let copy = order.anonymised(casework::document::CopyNumber { year: 2027, number: 1, day: by });
    let text = Pdf::new(set(&Document::AnonymisedOrder(copy)).unwrap()).words();
    assert!(text.contains("1 cd of dvd") && text.contains("Taakstraf van 40 uren"), "{text}");
    let Document::PlainLetter(mut letter) = sample("plain-letter") else { panic!() };
    letter.order = order;
    let text = Pdf::new(set(&Document::PlainLetter(letter)).unwrap()).words();
    assert!(text.contains("openlijk laten zien") && text.contains("40 uur"), "{text}");
}

#[test]
fn nothing_written_about_a_person_is_in_a_copy_for_anyone() {
    let order = order();
    let mut written = Vec::new();
    texts(&serde_json::to_value(&order).unwrap(), &mut written);
    // Values of the enums and days are the copy's own; everything else was written.
    let enumerated =
        |text: &str| text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    // A function is no person.
    written.retain(|text| !enumerated(text) && text != "officier van justitie");
    assert!(written.len() > 60, "{}", written.len());
    let pdf = Pdf::new(set(&sample("anonymised-order")).unwrap());
    let title = pdf.about().lines().next().unwrap_or_default().to_owned();
    let seen = format!("{} {title}", pdf.words());
    for text in &written {
        assert!(!seen.contains(text.as_str()), "{text}");
    }
    // Not even a part of a name, an address or a number.
    let offices = [&order.letterhead.office.name, &order.letterhead.case_reference, &order.number];
    let names = [&order.suspect.name, &order.established_by.name, &order.facts[0].place];
    let address = order.suspect.address.unwrap();
    for text in offices.into_iter().chain(names).chain([&address.street, &address.postcode, &address.town]) {
        for word in text.as_str().split([' ', '.']).filter(|word| word.len() > 3) {
            assert!(!seen.contains(word), "{word}");
        }
    }
    for day in ["14 mei", "28 februari", "3 februari", "18 november"] {
        assert!(!seen.contains(day), "{day}");
    }
}

#[test]
fn the_plain_letter_keeps_to_short_sentences() {
    let Document::PlainLetter(mut letter) = sample("plain-letter") else { panic!() };
    for oppose_by in [letter.oppose_by, None] {
        letter.oppose_by = oppose_by;
        let text = Pdf::new(set(&Document::PlainLetter(letter.clone())).unwrap()).words();
        // From the salutation to the closing: the rest is addresses.
        let (_, from) = text.split_once("Geachte").unwrap();
        let (body, _) = from.split_once("Met vriendelijke groet").unwrap();
        let sentences = sentences(body);
        let lengths: Vec<usize> = sentences.iter().map(|s| s.split_whitespace().count()).collect();
        let mean = lengths.iter().sum::<usize>() as f64 / lengths.len() as f64;
        assert!(lengths.len() > 40, "{sentences:#?}");
        assert!(mean <= 10.0, "{mean}");
        for (sentence, length) in sentences.iter().zip(&lengths) {
            assert!(*length <= 20, "{length} words: {sentence}");
        }
    }
}

#[test]
fn a_draft_says_so_on_every_page() {
    let mut order = order();
    order.letterhead.status = Status::Draft { on: order.established_on };
    // A draft may be unfinished.
    order.surrender_by = None;
    let pdf = set_order(order);
    let pages = pdf.pages();
    assert!(pages.len() >= 4);
    for page in &pages {
        assert!(page.contains("C O N C E P T") && page.contains("Strafbeschikking · concept"), "{page}");
    }
    assert!(pages[0].contains("Dit stuk is niet uitgevaardigd en heeft geen gevolgen"), "{}", pages[0]);
    assert!(!set_order(self::order()).words().to_lowercase().contains("concept"));
}

#[test]
fn what_has_faults_is_not_issued() {
    let mut order = order();
    order.hearing = None;
    let error = set(&Document::PenalOrder(Box::new(order))).unwrap_err();
    assert!(matches!(&error, SettingError::NotReady(faults) if faults.len() == 1), "{error}");
    assert!(error.to_string().contains("penal-order.hearing: there was no hearing"), "{error}");
}

#[test]
fn only_the_decision_record_speaks_of_texts_not_read() {
    for kind in KINDS {
        let text = Pdf::new(set(&sample(kind)).unwrap()).words().to_lowercase();
        assert_eq!(text.contains("brontekst nodig"), kind == "decision-record", "{kind}");
    }
}

#[test]
fn each_reading_that_is_not_of_the_text_itself_has_one_footnote() {
    let text = Pdf::new(set(&sample("decision-record")).unwrap()).words();
    for note in [
        "Van de officiële tekst is alleen het begin gelezen",
        "Gelezen is een eerdere versie",
        "Afgeleid uit andere teksten",
    ] {
        assert_eq!(text.matches(note).count(), 1, "{note}");
    }
    assert!(!text.contains("Uit het geheugen"), "no finding of the example is");
    assert!(text.contains("betwist, telt als onbekend") && text.contains("ingetrokken, telt niet"));
    // 13:05 UTC in winter.
    assert!(text.contains("20 november 2026, 14.05"));
}

#[test]
fn a_translation_may_be_in_another_script() {
    let mut order = order();
    let translation = order.translation.as_mut().unwrap();
    translation.language = Line::new("ar").unwrap();
    translation.title = Line::new("ترجمة الأجزاء المطلوبة").unwrap();
    translation.parts.issue.text = Prose::new("صدر في 24 نوفمبر 2026").unwrap();
    let pdf = set_order(order.clone());
    assert!(pdf.faces().iter().any(|face| face.contains("DejaVuSans")));
    assert!(pdf.pages().last().unwrap().contains("2026"));
    // A script without a face is refused, by name, rather than printed as boxes.
    order.translation.as_mut().unwrap().parts.fact.text = Prose::new("事实").unwrap();
    let error = set(&Document::PenalOrder(Box::new(order))).unwrap_err();
    let at = "penal-order.translation.parts.fact.text";
    assert_eq!(error, SettingError::NoGlyph { at: at.to_owned(), character: '事' });
}

#[test]
fn text_is_never_read_as_markup() {
    let mut order = order();
    let hostile = "#read(\"/etc/passwd\") *vet* $x$ <b> @ref // \\ #pagebreak()";
    order.suspect.name = Line::new(hostile).unwrap();
    order.grounds = Prose::new(hostile).unwrap();
    let text = set_order(order).words();
    assert!(
        text.matches("#read(\"/etc/passwd\") *vet* $x$ <b> @ref // \\ #pagebreak()").count() >= 2,
        "{text}"
    );
}
