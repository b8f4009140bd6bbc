//! What a report must show, in both languages, whatever the names in it try.

use super::{html, json, page};
use crate::sample::{ATTACK, model};
use crate::{Frame, Lang, STYLE, STYLE_SHA256};
use casework::profile::{PLACE_RULES, ProfileBuilder};
use casework::report::{ImageDigest, ReportModel};

fn both() -> [String; 2] {
    [html(&model(), Lang::Nl), html(&model(), Lang::En)]
}

/// The report without the style and its digest, a tag a line.
fn shown(lang: Lang) -> String {
    html(&model(), lang).replace(STYLE, "").replace(STYLE_SHA256, "").replace("><", ">\n<")
}

#[test]
fn the_report_in_dutch() {
    insta::assert_snapshot!(shown(Lang::Nl));
}

#[test]
fn the_report_in_english() {
    insta::assert_snapshot!(shown(Lang::En));
}

#[test]
fn a_name_can_not_become_markup() {
    for report in both() {
        assert!(!report.contains("<script") && !report.contains("\" onload=\""));
        assert!(report.replace("<wbr>", "").contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    }
    let mut model = model();
    model.carrier.carrier_name = ATTACK.into();
    model.carrier.read_by = ATTACK.into();
    model.carrier.sets[0].name = ATTACK.into();
    model.carrier.digests[0].stated = Some(ATTACK.into());
    let frame = Frame { lang: Lang::En, here: "/carriers/1?x=\"<", acting: ATTACK };
    for report in [html(&model, Lang::Nl), page(&model, "/carriers/1/items", &frame)] {
        assert!(!report.contains("<script") && !report.contains("\" onload=\"") && !report.contains("x=\"<"));
    }
}

#[test]
fn a_file_of_its_own_loads_and_runs_nothing() {
    for report in both() {
        for outward in ["http://", "https://", "src=", "<link", "@import", "url(", "javascript:", " style=\""]
        {
            assert!(!report.contains(outward), "{outward}");
        }
        assert!(report.contains("default-src &#39;none&#39;") || report.contains("default-src 'none'"));
    }
}

/// Every link within the page leads to exactly one place.
#[test]
fn every_link_of_the_file_has_its_place() {
    for report in both() {
        let mut links = 0;
        for rest in report.split("href=\"").skip(1) {
            let target = rest.split('"').next().unwrap().strip_prefix('#').unwrap();
            assert_eq!(report.matches(&format!("id=\"{target}\"")).count(), 1, "{target}");
            links += 1;
        }
        assert!(links > 100);
    }
}

#[test]
fn every_count_of_the_served_page_leads_to_its_items() {
    let frame = Frame { lang: Lang::En, here: "/carriers/1", acting: "J. Bos" };
    let report = page(&model(), "/carriers/1/items", &frame);
    let known = model().profile.standings[0].items.count;
    assert!(
        report.contains(&format!(
            "<a href=\"/carriers/1/items?filter=standing%3Dknown&amp;lang=en\">{known}</a>"
        ))
    );
    assert!(!report.contains("scope%3Doutside"), "sealed items can't be listed");
}

/// Text outside the catalogue can only be a value of the model.
#[test]
fn no_text_stands_outside_the_catalogue() {
    let model = model();
    let frame = Frame { lang: Lang::Marked, here: "/carriers/1", acting: "J. Bos" };
    for report in [html(&model, Lang::Marked), page(&model, "/carriers/1/items", &frame)] {
        let strange = strange(&report, &values(&model));
        assert!(strange.is_empty(), "not from the catalogue: {strange:?}");
    }
}

/// Every string value of the model, longest first, and the words that no language translates.
pub(crate) fn values(model: &ReportModel) -> Vec<String> {
    fn collect(value: &serde_json::Value, found: &mut Vec<String>) {
        match value {
            serde_json::Value::String(text) => found.push(text.clone()),
            serde_json::Value::Array(values) => values.iter().for_each(|value| collect(value, found)),
            serde_json::Value::Object(fields) => fields.values().for_each(|value| collect(value, found)),
            _ => {}
        }
    }
    let mut found: Vec<_> = ["UTC", "kB", "MB", "GB", "\u{a0}B", "J. Bos"].map(str::to_owned).into();
    found.extend(PLACE_RULES.iter().map(|rule| rule.program.to_owned()));
    collect(&serde_json::to_value(model).unwrap(), &mut found);
    found.retain(|text| !text.is_empty());
    found.sort_by_key(|text| std::cmp::Reverse(text.len()));
    found
}

/// Letters of a page that come neither from the catalogue nor from the values.
pub(crate) fn strange(page: &str, values: &[String]) -> Vec<String> {
    let body = page.split_once("<body>").unwrap().1.replace("<wbr>", "");
    let mut texts: Vec<String> = Vec::new();
    for part in body.split("aria-label=\"").skip(1) {
        texts.push(part.split('"').next().unwrap().to_owned());
    }
    let mut in_code = false;
    for part in body.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap();
        in_code = (in_code || tag.starts_with("code")) && !tag.starts_with("/code");
        if !in_code {
            texts.push(text.to_owned());
        }
    }
    let mut strange = Vec::new();
    for text in texts {
        let text =
            text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
        let mut left = String::new();
        for (at, part) in text.split('⟦').enumerate() {
            left.push_str(if at == 0 { part } else { part.split_once('⟧').unwrap().1 });
        }
        for value in values {
            left = left.replace(value.as_str(), "");
        }
        if left.chars().any(char::is_alphabetic) {
            strange.push(left);
        }
    }
    strange
}

#[test]
fn headings_go_down_one_step_at_a_time() {
    for report in both() {
        let mut last = 0;
        let mut firsts = 0;
        for part in report.split("<h").skip(1) {
            let Some(level) = part.chars().next().and_then(|c| c.to_digit(10)) else { continue };
            assert!(level <= last + 1, "h{level} after h{last}");
            firsts += u32::from(level == 1);
            last = level;
        }
        assert_eq!(firsts, 1);
    }
}

#[test]
fn what_is_wrong_stands_out() {
    let mut model = model();
    model.carrier.digests.push(ImageDigest {
        algorithm: "SHA-256".into(),
        stated: Some("00".into()),
        computed: Some("01".into()),
    });
    model.profile.checks[0].holds = false;
    model.carrier.sets.clear();
    model.carrier.seal.ledger = None;
    model.carrier.size_read_bytes = Some(1);
    let report = html(&model, Lang::En);
    for warning in [
        "Do not rely on this report",
        "Does not hold",
        "A stated digest differs",
        "nothing can count as known",
        "has not been sealed",
        "Size read and size stated differ",
        "Could not be enforced on this machine",
    ] {
        assert!(report.contains(warning), "{warning}");
    }
}

#[test]
fn an_empty_carrier_is_said_to_be_empty() {
    let mut model = model();
    model.profile = ProfileBuilder::new().finish();
    let report = html(&model, Lang::En);
    for text in [
        "Nothing was skipped.",
        "No file was recognised by any set.",
        "No near matches were found.",
        "No times are recorded.",
    ] {
        assert!(report.contains(text), "{text}");
    }
}

#[test]
fn json_holds_the_same_model() {
    let text = json(&model()).unwrap();
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["form"], "hoeder.carrier-report");
    assert_eq!(serde_json::from_value::<ReportModel>(value).unwrap(), model());
}
