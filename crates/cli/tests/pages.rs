//! The pages as a browser gets them from `hoeder serve`.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod house;

use house::{House, encoded, waves};
use rustix::process::{Pid, Signal, kill_process};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Stdio};

struct Server {
    child: Child,
    address: String,
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Server {
    fn start(house: &House, more: &[&str]) -> Self {
        let words = [&["serve", "--listen", "127.0.0.1:0"], more].concat();
        let mut child = house.command(&words).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().trim_start_matches("http://").trim_end_matches('/').to_owned();
        Self { child, address }
    }

    fn ask(&self, first_line: &str, host: &str, more: &str) -> Answer {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "{first_line} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{more}\r\n").unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head: head.to_lowercase(), body: body.to_owned() }
    }

    fn get(&self, path: &str) -> Answer {
        self.ask(&format!("GET {path}"), &self.address, "")
    }

    fn page(&self, path: &str) -> String {
        let answer = self.get(path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        answer.body
    }

    fn stop(mut self) {
        let pid = Pid::from_raw(i32::try_from(self.child.id()).unwrap()).unwrap();
        kill_process(pid, Signal::INT).unwrap();
        assert_eq!(self.child.wait().unwrap().code(), Some(0));
    }
}

fn house() -> House {
    let house = House::new();
    let picture = encoded(&waves(3, 200), image::ImageFormat::Png);
    house.file("stick/foto.png", &picture);
    house.file("stick/<b>vet & schuin", b"tekst");
    house.read(&house.path("stick"), &[]);
    house
}

/// The first link on a page that begins so.
fn link(page: &str, begin: &str) -> String {
    let at = page.find(&format!("href=\"{begin}")).unwrap() + 6;
    page[at..].split('"').next().unwrap().replace("&amp;", "&")
}

#[test]
fn from_the_cases_to_the_items_behind_a_number() {
    let house = house();
    let server = Server::start(&house, &[]);
    assert!(server.get("/").head.contains("location: /cases\r\n"));
    let english = server.ask("GET /", &server.address, "Accept-Language: en\r\n");
    assert!(english.head.contains("location: /cases?lang=en"));
    let case = server.page(&link(&server.page("/cases"), "/cases/"));
    let report_at = link(&case, "/carriers/");
    let report = server.page(&report_at);
    assert!(report.contains("mr. O. Voorbeeld"));
    // Every number leads to its items.
    server.page(&link(&report, &format!("{report_at}/items")));
    let items = server.page(&format!("{report_at}/items?filter=standing%3Dunknown"));
    assert!(items.contains("foto.png"));
    assert!(items.contains("&lt;b&gt;vet &amp; schuin") && !items.contains("<b>vet"));
    let json = server.get(&format!("{report_at}/report.json"));
    assert!(json.head.contains("content-type: application/json"));
    let json: serde_json::Value = serde_json::from_str(&json.body).unwrap();
    assert_eq!(json["carrier"]["carrier_name"], "stick");
    let ledger = server.page("/ledger?lang=en");
    assert!(ledger.contains("<html lang=\"en\">"));
    // The latest deeds, those of the pages above among them, each with how it ended.
    assert!(ledger.contains("Latest entries") && ledger.contains("your own entries only"), "{ledger}");
    for deed in ["carrier.report", "carrier.items", "carrier.read", "case.open"] {
        assert!(ledger.contains(&format!("<code>{deed}</code>")), "{deed}");
    }
    assert!(ledger.contains("<code>done</code>") && ledger.contains("<code>intent</code>"));
    assert!(!ledger.contains("<code>genesis</code>"), "the house wrote that, not this person");
    server.page("/sets");
    server.stop();
    let tape = house.tape("tape");
    let looks = |deed: &str| {
        let intents = tape.iter().map(|line| &line["entry"]).filter(|entry| entry["kind"] == "intent");
        intents
            .filter(|entry| entry["deed"] == deed && entry["purpose"].as_str().unwrap().starts_with("page "))
            .count()
    };
    assert_eq!([looks("carrier.report"), looks("carrier.items"), looks("known.list")], [2, 2, 1]);
}

#[test]
fn who_may_have_the_tape_sees_everyones_entries() {
    let house = house();
    house.ok(&["case", "list", "--actor", "A. Ander", "--role", "team-lead"]);
    let see = |role: &str| {
        let server = Server::start(&house, &["--role", role]);
        let page = server.page("/ledger?lang=en");
        server.stop();
        page
    };
    let auditor = see("auditor");
    assert!(
        auditor.contains("A. Ander (team-lead)") && auditor.contains("<code>genesis</code>"),
        "{auditor}"
    );
    assert!(!auditor.contains("your own entries only"));
    let own = see("digital-investigator");
    assert!(!own.contains("A. Ander") && own.contains("your own entries only"), "{own}");
}

#[test]
fn every_answer_is_fenced() {
    let house = house();
    let server = Server::start(&house, &[]);
    for (path, status) in [("/cases", 200), ("/style.css", 200), ("/nergens", 404), ("/carriers/x", 404)] {
        let answer = server.get(path);
        assert_eq!(answer.status, status, "{path}");
        for header in [
            "content-security-policy: default-src 'none'; style-src 'self'",
            "x-frame-options: deny",
            "x-content-type-options: nosniff",
            "cache-control: no-store",
            "referrer-policy: no-referrer",
        ] {
            assert!(answer.head.contains(header), "{path}: {header}");
        }
        assert_eq!(answer.head.matches("content-type:").count(), 1, "{path}");
    }
    server.stop();
}

#[test]
fn what_is_not_asked_rightly_is_not_answered() {
    let house = house();
    let server = Server::start(&house, &[]);
    assert_eq!(server.ask("GET /cases", "evil.example", "").status, 421);
    assert_eq!(server.ask("GET /cases", &server.address, "Sec-Fetch-Site: cross-site\r\n").status, 403);
    assert_eq!(server.ask("POST /cases", &server.address, "Content-Length: 0\r\n").status, 405);
    let case = server.page(&link(&server.page("/cases"), "/cases/"));
    let carrier = link(&case, "/carriers/").split("/items").next().unwrap().to_owned();
    assert_eq!(server.get(&format!("{carrier}/items?filter=nonsense")).status, 400);
    assert_eq!(server.get(&format!("{carrier}/items?start=-1")).status, 400);
    server.stop();
}

#[test]
fn a_role_sees_what_it_may_see() {
    let house = house();
    let server = Server::start(&house, &["--role", "auditor"]);
    let case = server.page(&link(&server.page("/cases"), "/cases/"));
    let refused = server.get(&link(&case, "/carriers/"));
    assert_eq!(refused.status, 403);
    assert!(!refused.body.contains("foto.png"));
    server.page("/ledger");
    server.stop();
}
