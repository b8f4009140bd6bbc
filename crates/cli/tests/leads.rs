//! From a dump to a lead, and from the lead to a case: what is told is what is frozen, and the trail runs both ways.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod house;

use house::House;
use serde_json::Value;
use std::fs;

const ANALYST: [&str; 2] = ["--role", "network-analyst"];
const LEAD: [&str; 2] = ["--role", "team-lead"];
/// A name that is a formula, and turns its line around.
const ATTACK: &str = "=SUM(A1)\u{202e}pilut";

/// A forum of five, read as a network of a case, and tables of addresses.
fn read() -> House {
    let house = House::new();
    let members = format!(
        "id,name,stated_place,language\n\
         1,anna,Nederland,nl\n2,{ATTACK},\"Antwerpen, België\",\n3,carl,,\n4,dora,under the stairs,\n5,anna,,\n"
    );
    house.file("forum/members.csv", members.as_bytes());
    // Carl on six days from one country and once by a relay; Dora by the relay alone.
    let mut logins = "member,address,at\n".to_owned();
    for day in 1..=6 {
        logins.push_str(&format!("3,192.0.2.{day},2021-03-0{day}T20:00:00Z\n"));
    }
    logins.push_str("3,192.0.2.200,2021-03-09T20:00:00Z\n4,192.0.2.200,2021-03-09T20:00:00Z\n");
    house.file("forum/logins.csv", logins.as_bytes());
    house.file(
        "countries.csv",
        b"first,last,country\n192.0.2.0,192.0.2.255,DE\n198.51.100.0,198.51.100.9,ZZ\n",
    );
    house.file("relays.csv", b"192.0.2.200\n");
    house.ok(&["case", "open", "zaak"]);
    let grant = ["--given-by", "mr. A", "--capacity", "rechter-commissaris", "--given-on", "2026-01-05"];
    house.ok(&[&["authorisation", "record", "--case", "zaak", "--offence", "oefening"], &grant[..]].concat());
    let forum = house.path("forum");
    house.ok(&["network", "read", forum.to_str().unwrap(), "--case", "zaak", "--as", "tuin"]);
    house
}

fn leads(house: &House, more: &[&str]) -> Value {
    house.json(&[&["network", "leads", "--case", "zaak"], more, &ANALYST].concat())["leads"].clone()
}

/// Member and country of each lead, with its strength.
fn told(leads: &Value) -> Vec<(String, String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let all = leads["leads"].as_array().unwrap();
    all.iter().map(|l| (text(&l["member"]["id"]), text(&l["country"]), text(&l["strength"]))).collect()
}

fn tables(house: &House) -> [String; 4] {
    let path = |name: &str| house.path(name).to_str().unwrap().to_owned();
    ["--addresses".into(), path("countries.csv"), "--relays".into(), path("relays.csv")]
}

#[test]
fn leads_come_from_what_the_source_says_and_go_out_as_text() {
    let house = read();
    let clear = leads(&house, &["--at-least", "clear"]);
    let one = |id: &str, country: &str, strength: &str| (id.into(), country.into(), strength.into());
    assert_eq!(told(&clear), [one("2", "BE", "clear"), one("1", "NL", "clear")]);
    let tables = tables(&house);
    let tables: Vec<&str> = tables.iter().map(String::as_str).collect();
    let (csv, graph) = (house.path("leads.csv"), house.path("leads.jsonld"));
    let (csv, graph) = (csv.to_str().unwrap(), graph.to_str().unwrap());
    let with =
        leads(&house, &[&tables[..], &["--at-least", "clear", "--csv", csv, "--case-uco", graph]].concat());
    assert_eq!(told(&with), [one("2", "BE", "clear"), one("3", "DE", "strong"), one("1", "NL", "clear")]);
    assert_eq!(with["tables"][0]["left_aside"]["ZZ"], 1);
    // The relay's address says nothing of the country that its range has.
    let carl = with["leads"][1]["grounds"][0]["text"].as_str().unwrap();
    assert!(carl.contains("on 6 of 6 days") && carl.contains("1 log-ins by known relays"), "{carl}");
    let table = fs::read_to_string(csv).unwrap();
    assert!(table.contains(",'=SUM(A1)\\u{202e}pilut,BE,"), "{table}");
    let graph: Value = serde_json::from_str(&fs::read_to_string(graph).unwrap()).unwrap();
    assert!(graph.to_string().contains(ATTACK));
    // What was given out is in the ledger by its digest, and is not written over.
    let tape = house.tape("tape");
    let entry =
        |line: &&Value| line["entry"]["deed"] == "network.leads" && line["entry"]["kind"] == "outcome";
    let last = tape.iter().rfind(entry).unwrap();
    let digest = std::process::Command::new("sha256sum").arg(csv).output().unwrap().stdout;
    let digest = String::from_utf8(digest).unwrap()[..64].to_owned();
    assert!(last["entry"]["detail"]["given_out_csv_sha256"].to_string().contains(&digest), "{last}");
    let again = house.run(&[&["network", "leads", "--case", "zaak", "--csv", csv], &ANALYST[..]].concat());
    assert!(again.code == 5 && again.err.contains("exists"), "{}", again.err);
    let text = house.ok(&[&["network", "leads", "--case", "zaak", "--country", "be"], &ANALYST[..]].concat());
    assert!(text.contains("it accuses nobody") && text.contains("Belgium"), "{text}");
    assert!(!text.contains('\u{202e}'), "{text}");
}

#[test]
fn a_recorded_lead_opens_one_case_and_both_name_each_other() {
    let house = read();
    let record = ["lead", "record", "--case", "zaak", "--because", "Belgium may know the town"];
    let with = |more: &[&str], role: &[&str]| house.run(&[&record[..], more, role].concat());
    let other = with(&["--member", "2", "--country", "BE"], &LEAD);
    assert_eq!(other.code, 3, "only an analyst records: {}", other.err);
    let nowhere = with(&["--member", "2", "--country", "DE"], &ANALYST);
    assert!(nowhere.code == 4 && nowhere.err.contains("Something points to: BE"), "{}", nowhere.err);
    let two = with(&["--member", "anna", "--country", "NL"], &ANALYST);
    assert!(two.code == 4 && two.err.contains("several members"), "{}", two.err);
    let none = with(&["--member", "2", "--country", "XX"], &ANALYST);
    assert!(none.code == 5 && none.err.contains("no code of a country"), "{}", none.err);

    let recorded = house.json(&[&record[..], &["--member", "2", "--country", "be"], &ANALYST].concat());
    let told = leads(&house, &["--country", "BE"])["leads"][0].clone();
    assert_eq!((&recorded["grounds"], &recorded["against"]), (&told["grounds"], &told["against"]));
    assert_eq!(recorded["name"], ATTACK);
    let again = with(&["--member", "2", "--country", "BE"], &ANALYST);
    assert!(again.code == 5 && again.err.contains("on record with the same grounds"), "{}", again.err);

    let id = recorded["id"].as_str().unwrap();
    let open = ["lead", "open", "--case", "zaak", id, "--as"];
    let taken = house.run(&[&open[..], &["zaak"], &LEAD].concat());
    assert!(taken.code == 5 && taken.err.contains("already"), "{}", taken.err);
    house.ok(&[&open[..], &["zaak-be"], &LEAD].concat());
    let twice = house.run(&[&open[..], &["zaak-be-2"], &LEAD].concat());
    assert!(twice.code == 5 && twice.err.contains("case zaak-be was opened"), "{}", twice.err);
    let list = |case: &str| house.json(&[&["lead", "list", "--case", case], &LEAD[..]].concat());
    assert_eq!(list("zaak")["leads"][0]["opened"], "zaak-be");
    assert_eq!(list("zaak-be")["opened_from"][0], "zaak");
    assert_eq!(list("zaak-be")["opened_from"][1]["id"], id);
    let cases = house.json(&[&["case", "list"], &LEAD[..]].concat());
    assert_eq!(cases.as_array().unwrap().len(), 2, "no case is left of what failed");
    let stray = house.run(&["lead", "open", "--case", "zaak-be", id, "--as", "x", "--role", "team-lead"]);
    assert!(stray.code == 4, "{}", stray.err);
}

#[test]
fn bad_tables_are_refused_with_their_line() {
    let house = read();
    let at = |name: &str, bytes: &[u8]| house.file(name, bytes).to_str().unwrap().to_owned();
    let run = |path: &str| {
        house.run(&[&["network", "leads", "--case", "zaak", "--addresses", path], &ANALYST[..]].concat())
    };
    let cut = run(&at("cut.csv", b"192.0.2.0,192.0.2.255,DE\n198.51.100.0,198.5"));
    assert!(cut.code == 5 && cut.err.contains("cut.csv, line 2: 2 columns"), "{}", cut.err);
    let gone = run("/nonexistent/table.csv");
    assert!(gone.code == 7 && gone.err.contains("/nonexistent/table.csv"), "{}", gone.err);
    let alone = house.run(&["network", "leads", "--case", "zaak", "--relays", "x"]);
    assert_eq!(alone.code, 2, "{}", alone.err);
}
