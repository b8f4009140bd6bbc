//! What the report must show, in both languages, whatever the names in it try.

use super::sample::{RIGHT_TO_LEFT, TURNED, report};
use super::{html, json};
use crate::report::tests::strange;
use crate::sample::ATTACK;
use crate::{Lang, STYLE, STYLE_SHA256};
use app::deeds::NetworkReport;

fn both(report: &NetworkReport) -> [String; 2] {
    [html(report, Lang::Nl), html(report, Lang::En)]
}

/// The text of the report, a line for each piece, without tags, style and policy.
fn text(lang: Lang) -> String {
    let page = html(&report(), lang).replace(STYLE, "").replace(STYLE_SHA256, "").replace("<wbr>", "");
    let body = page.split_once("<body>").unwrap().1;
    let pieces = body.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text.trim());
    pieces.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_text_in_dutch() {
    insta::assert_snapshot!(text(Lang::Nl));
}

#[test]
fn the_text_in_english() {
    insta::assert_snapshot!(text(Lang::En));
}

#[test]
fn a_name_can_not_become_markup() {
    let mut report = report();
    for text in [&mut report.name, &mut report.source, &mut report.read_by] {
        ATTACK.clone_into(text);
    }
    report.seal.files[0].name = ATTACK.into();
    report.seal.report.schema_version = Some(ATTACK.into());
    report.seal.report.prefix = Some(ATTACK.into());
    report.seal.report.unknown_columns.insert(ATTACK.into(), [ATTACK.into()].into());
    report.seal.report.tables.insert(ATTACK.into(), Default::default());
    report.picture.key_players[0].member.id = ATTACK.into();
    report.picture.key_players[0].reasons[0].rule = ATTACK.into();
    report.picture.key_players[0].reasons[0].strength = ATTACK.into();
    report.picture.key_players[0].rank = Some(ATTACK.into());
    report.picture.groups[0].languages.push((ATTACK.into(), 1));
    report.picture.unlinked.push((ATTACK.into(), 1));
    report.rules.reason = Some(ATTACK.into());
    report.rules.rules.weights.reply.ground = ATTACK.into();
    for page in both(&report) {
        assert!(!page.contains("<script") && !page.contains("\" onload=\"") && !page.contains("& <b>"));
        assert!(page.replace("<wbr>", "").matches("&lt;script&gt;alert(1)&lt;/script&gt;").count() > 20);
    }
}

#[test]
fn a_name_can_not_turn_or_hide_the_text_around_it() {
    let mut report = report();
    report.name = TURNED.into();
    for page in both(&report) {
        let turns = |letter: char| matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\0');
        assert!(TURNED.contains(turns) && !page.contains(turns));
        assert!(page.contains(
            "<bdi>zaad<code class=\"hidden\">U+202E</code>gpj.exe<code class=\"hidden\">U+0000</code></bdi>"
        ));
        let alone = format!("<bdi>{RIGHT_TO_LEFT}</bdi>");
        assert_eq!(page.matches(RIGHT_TO_LEFT).count(), page.matches(&alone).count());
        // Also where a sentence quotes it.
        assert!(page.contains(&format!("\"{alone}\"")) || page.contains(&format!("&quot;{alone}&quot;")));
    }
}

#[test]
fn a_name_as_long_as_a_book_is_cut_and_says_so() {
    let mut report = report();
    report.picture.key_players[0].member.name = "t".repeat(50_000);
    for page in both(&report) {
        assert!(page.len() < 300_000);
        assert!(page.contains(&format!("<bdi>{}</bdi>… (+49800)", "t".repeat(200))));
    }
}

#[test]
fn a_file_of_its_own_loads_and_runs_nothing() {
    for page in both(&report()) {
        for outward in ["http://", "https://", "src=", "<link", "@import", "url(", "javascript:", " style=\""]
        {
            assert!(!page.contains(outward), "{outward}");
        }
        assert!(page.contains("default-src &#39;none&#39;") || page.contains("default-src 'none'"));
    }
}

#[test]
fn every_link_of_the_file_has_its_place() {
    for page in both(&report()) {
        let mut links = 0;
        for rest in page.split("href=\"").skip(1) {
            let target = rest.split('"').next().unwrap().strip_prefix('#').unwrap();
            assert_eq!(page.matches(&format!("id=\"{target}\"")).count(), 1, "{target}");
            links += 1;
        }
        assert!(links > 60, "{links}");
    }
}

/// Text outside the catalogue can only be a value of the report.
#[test]
fn no_text_stands_outside_the_catalogue() {
    fn collect(value: &serde_json::Value, found: &mut Vec<String>) {
        match value {
            // A sentence is shown in the pieces between its quotes, and hidden characters by name.
            serde_json::Value::String(text) => {
                found.push(text.clone());
                found.extend(text.split(['"', '\u{202e}', '\u{0}']).map(str::to_owned));
            }
            serde_json::Value::Array(values) => values.iter().for_each(|value| collect(value, found)),
            serde_json::Value::Object(fields) => fields.values().for_each(|value| collect(value, found)),
            _ => {}
        }
    }
    let report = report();
    let mut values: Vec<String> = ["UTC", "kB", "MB", "GB", "SHA-256"].map(str::to_owned).into();
    collect(&serde_json::to_value(&report).unwrap(), &mut values);
    values.retain(|text| !text.trim().is_empty());
    values.sort_by_key(|text| std::cmp::Reverse(text.len()));
    let strange = strange(&html(&report, Lang::Marked), &values);
    assert!(strange.is_empty(), "not from the catalogue: {strange:?}");
}

#[test]
fn headings_go_down_one_step_at_a_time() {
    for page in both(&report()) {
        let mut last = 0;
        for part in page.split("<h").skip(1) {
            let Some(level) = part.chars().next().and_then(|c| c.to_digit(10)) else { continue };
            assert!(level <= last + 1, "h{level} after h{last}");
            last = level;
        }
        assert_eq!(page.matches("<h1").count(), 1);
    }
}

#[test]
fn the_distance_from_the_cheapest_set_is_told() {
    let mut report = report();
    let mut set = |bound: Option<u64>| {
        report.dismantling.as_mut().unwrap().lower_bound = bound;
        html(&report, Lang::En)
    };
    assert!(set(Some(21)).contains("dearer than the cheapest by 12.5% of its cost at most"));
    assert!(set(Some(24)).contains("This choice is therefore the cheapest"));
    assert!(set(None).contains("too large to prove"));
    report.dismantling = None;
    assert!(html(&report, Lang::En).contains("Not looked for yet."));
}

#[test]
fn what_is_wrong_stands_out() {
    let mut report = report();
    report.seal.report.was_stopped = true;
    report.seal.confined.seccomp = false;
    let page = html(&report, Lang::En);
    assert_eq!(page.matches("The reading was broken off.").count(), 2);
    assert!(page.contains("Could not be enforced on this machine"));
}

#[test]
fn an_empty_network_is_said_to_be_empty() {
    let mut report = report();
    let picture = &mut report.picture;
    (picture.members, picture.largest, picture.components, picture.groups_total) = (0, 0, 0, 0);
    picture.key_players.clear();
    picture.hidden_brokers.clear();
    picture.groups.clear();
    picture.between.clear();
    picture.sections.clear();
    picture.left_out.clear();
    picture.unlinked.clear();
    report.seal.report.defects.clear();
    report.seal.report.unknown_columns.clear();
    let page = html(&report, Lang::En);
    for text in [
        "No member has a reason that reaches the bars.",
        "There are no members without a title and with few posts who connect groups.",
        "There are no groups of three or more members.",
        "The source has no sections.",
        "No defects were found.",
        "Every link points somewhere.",
        "Every act made a tie.",
    ] {
        assert!(page.contains(text), "{text}");
    }
}

#[test]
fn long_lists_are_cut_and_say_so() {
    let mut report = report();
    let doubt = report.picture.role_doubts[0].clone();
    report.picture.role_doubts = vec![doubt; 5000];
    let member = report.picture.key_players[0].member.clone();
    let found = report.dismantling.as_mut().unwrap();
    found.order = vec![member; 80_000];
    found.after = (0..=80_000).map(|at| (80_000 - at, at)).collect();
    let page = html(&report, Lang::En);
    assert!(page.len() < 400_000, "{}", page.len());
    assert!(page.contains("the first 50 of 5,000") && page.contains("the first 100 of 80,000"));
}

#[test]
fn json_holds_the_same_report() {
    let value: serde_json::Value = serde_json::from_str(&json(&report()).unwrap()).unwrap();
    assert_eq!(value["form"], "hoeder.network-report");
    assert_eq!(value["picture"], serde_json::to_value(report().picture).unwrap());
    assert_eq!(value["seal"]["report"]["defects"]["malformed"], 2);
    assert_eq!(value["dismantling"]["lower_bound"], 21);
}
