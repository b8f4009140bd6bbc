//! A small fixed network for the tests of the report. Names try to break out of their place.

use crate::sample::{ATTACK, moment};
use app::deeds::NetworkReport;
use app::network::{NetworkPicture, NetworkRules, NetworkSeal, StandingRules, ToldDismantling};
use serde_json::{Value, json};
use vocab::{NetworkId, RecordId};

/// A name that turns the text after it, and hides a letter.
pub(super) const TURNED: &str = "zaad\u{202e}gpj.exe\u{0}";
/// A name that is read from right to left, without any trick.
pub(super) const RIGHT_TO_LEFT: &str = "بستاني 7";

const NAMES: [&str; 8] = [
    "tuinman",
    "stekje",
    ATTACK,
    TURNED,
    RIGHT_TO_LEFT,
    "=1+1|cmd",
    "🌱🌿",
    "../../etc/tulp'; DROP TABLE --",
];

fn member(number: u32) -> Value {
    let name =
        NAMES.get(number as usize).map_or_else(|| format!("kweker {number}"), |name| (*name).to_owned());
    json!({ "number": number, "id": (number + 2).to_string(), "name": name })
}

fn reason(rule: &str, strength: &str, text: &str) -> Value {
    json!({ "rule": rule, "strength": strength, "text": text })
}

fn player(place: u32, number: u32) -> Value {
    let given = NAMES.get(number as usize).unwrap_or(&"kweker");
    let ranks = [Some("administrator"), Some("moderator"), Some("section_moderator"), None];
    let mut reasons = vec![
        reason(
            "standing.bridge",
            "strong",
            "sole bridge between group 0 and group 3: all 7 steady confidential contacts",
        ),
        reason(
            "standing.appointed",
            "clear",
            &format!("gave a title to 2: \"{given}\" (id {number}), \"stekje\" (id 1)"),
        ),
        reason("standing.gated", "weak", "wrote in 3 of 9 gated sections"),
    ];
    if place > 3 {
        reasons.remove(0);
    } else {
        reasons
            .insert(0, reason("standing.title", "strong", "administrator (\"Site Admin\") since 2019-04-02"));
    }
    json!({
        "place": place, "member": member(number), "group": number % 5, "posts": 4000 / place,
        "rank": ranks.get(place as usize - 1).copied().flatten(), "reasons": reasons,
        "shift": { "best": place.saturating_sub(1).max(1), "middle": place, "worst": place * 2 + 1, "times": 10 },
    })
}

fn broker(place: u32, number: u32) -> Value {
    let mut broker = player(place + 3, number);
    broker["place"] = json!(place);
    broker["posts"] = json!(2);
    broker["rank"] = Value::Null;
    broker["shift"] = Value::Null;
    broker
}

fn group(number: u32, size: usize) -> Value {
    let power: Vec<Value> = (0..number % 3).map(member).collect();
    let does = [
        json!({ "rule": "group.exchanges", "text": "41 % of the strength of its ties is exchange of files" }),
        json!({ "rule": "group.closed", "text": "93 % of the strength of its ties stays within it" }),
    ];
    json!({
        "number": number, "size": size, "power": power,
        "does": does.iter().take(number as usize % 3).collect::<Vec<_>>(),
        "sections": if number == 4 { json!([]) } else { json!([["Rozen & struiken", 812], [ATTACK, 33]]) },
        "languages": if number == 4 { json!([]) } else { json!([["nl", 40], ["de", 12]]) },
        "active": if number == 4 { Value::Null } else { json!(["2019-04-02T08:00:00Z", "2026-09-30T21:14:05Z"]) },
    })
}

fn picture() -> NetworkPicture {
    let sizes = [610, 402, 230, 128, 77, 41, 40, 22, 9, 5, 3, 3];
    let between: Vec<Value> = (0..12_u32)
        .flat_map(|a| {
            (a + 1..12)
                .filter(move |b| (a * 5 + b * 3) % 4 == 0)
                .map(move |b| json!([a, b, 900.5 / f64::from(a + b)]))
        })
        .collect();
    let section = |name: &str, gated: bool, posts: u32, members: u32| json!({ "name": name, "gated": gated, "posts": posts, "members": members });
    serde_json::from_value(json!({
        "plan": "6f".repeat(32), "members": 1612, "posts": 48_211, "messages": 9_120,
        "ties": [["reply", 31_022], ["quote", 4_100], ["private_message", 9_874], ["file_exchange", 2_210], ["co_presence", 18_300], ["appointment", 41]],
        "pairs": 22_190,
        "left_out": [["reply", "nothing_before", 3_004], ["private_message", "too_many_receivers", 12], ["quote", "no_member", 88]],
        "unlinked": [["posts.member", 88], ["roles.by", 1]],
        "components": 39, "largest": 1570, "betweenness_error": 0.001, "closeness_error": 0.02,
        "sections": [
            section("Rozen & struiken", false, 20_112, 900), section("Kas", true, 11_000, 61),
            section(ATTACK, true, 7, 2), section("", false, 0, 0),
        ],
        "groups": (0..12).zip(sizes).map(|(number, size)| group(number, size)).collect::<Vec<_>>(),
        "groups_total": 51, "between": between,
        "key_players": (1..=8).map(|place| player(place, place - 1)).collect::<Vec<_>>(),
        "hidden_brokers": (1..=3).map(|place| broker(place, 6 + place)).collect::<Vec<_>>(),
        "few_posts": 4,
        "key_sets": [
            { "aim": "fragment", "steps": null, "members": [member(2), member(7)], "score": 0.41 },
            { "aim": "reach", "steps": 2, "members": [member(0), member(9)], "score": 0.93 },
        ],
        "role_doubts": [[member(3), "circle"], [member(5), "appoints_itself"], [member(90), "ends_before_begin"]],
        "shaken_share": 0.1,
    }))
    .unwrap()
}

/// The set that dismantles the sample; with costs, and with what is proven of it.
pub(super) fn dismantling() -> ToldDismantling {
    let after: Vec<(u32, u32)> = (0..=12_u32).map(|at| (1570 - at * at * 10, 1 + at * 3)).collect();
    serde_json::from_value(json!({
        "order": (0..12).map(|at| member(at * 3)).collect::<Vec<_>>(),
        "costs": (0..12).map(|at| 1 + at % 3).collect::<Vec<_>>(),
        "cost": 24, "largest_max": 157, "members": 1573, "after": after, "lower_bound": 21,
        "drafts": [["core", 14, 29], ["collective-influence", 13, 26]], "seed": 7, "effort": 120_400,
    }))
    .unwrap()
}

fn seal() -> NetworkSeal {
    let tables = ["members", "posts"].map(|table| {
        json!({ "table": table, "object": table, "rows": 48_211, "root": "ab".repeat(32), "file_sha256": "cd".repeat(32), "file_bytes": 1_240_000 })
    });
    serde_json::from_value(json!({
        "files": [{ "name": "", "sha256": "12".repeat(32), "size_bytes": 84_120_004 }],
        "report": {
            "format": { "form": { "sql": "my_sql" }, "software": "php_bb" },
            "schema_version": "3.3.11", "prefix": "tuin_", "other_prefixes": ["oud_"], "character_set": "utf8mb4",
            "counts": {
                "members": 1612, "contacts": 80, "sections": 4, "roles": 90, "topics": 3_004, "posts": 48_211, "messages": 9_120,
                "recipients": 9_900, "reactions": 0, "files": 2_400, "downloads": 2_210, "logins": 1_600, "defects": 3
            },
            "tables": { "tuin_posts": { "rows": 48_213, "read": 48_211 }, "tuin_styles": { "rows": 2, "read": 0 } },
            "unknown_columns": { "tuin_users": ["user_<b>flag", "user_reputation"] },
            "defects": { "malformed": 2, "truncated": 1 }, "bytes": 84_120_004, "was_stopped": false
        },
        "tables": tables,
        "confined": {
            "landlock_abi": 3, "landlock_network": false, "seccomp": true, "no_new_privs": true,
            "memory_bytes_max": 2_000_000_000_u64, "cpu_seconds_max": 3600, "file_bytes_max": 4_000_000_000_u64
        }
    }))
    .unwrap()
}

/// The whole report.
pub(super) fn report() -> NetworkReport {
    NetworkReport {
        case: "Kas 2026".parse().unwrap(),
        network: NetworkId(RecordId::new(1_790_000_000_000, [7; 10])),
        name: "Tuinforum <b>".into(),
        source: "/beslag/2026-11/forum/<dump>.sql".into(),
        read_at: moment("2026-11-24T09:00:00Z"),
        read_by: "J. Bos".into(),
        ledger_intent: 4_112,
        seal: seal(),
        rules: StandingRules { rules: NetworkRules::default(), reason: None, by: None },
        picture: picture(),
        dismantling: Some(dismantling()),
    }
}
