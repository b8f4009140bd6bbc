//! The other software, and the other forms: small dumps by their own schemas, read as they are.

#![expect(clippy::unwrap_used, reason = "a test fails by it")]

#[path = "dump/hear.rs"]
mod hear;

use evidence::DefectKind;
use evidence::dump::{
    Contact, ContactKind, Dialect, Form, Format, IrcLog, OwnTable, Rank, Reached, Record, Report, Role,
    Software, SourceId, read_path, recognise,
};
use hear::{all, defects, hear_text};
use std::ops::ControlFlow;
use std::path::Path;

fn id(number: impl ToString) -> SourceId {
    SourceId(number.to_string())
}

fn recognised(dump: &str, form: Form, software: Software) -> (Vec<Record>, Report) {
    assert_eq!(recognise(dump.as_bytes(), Path::new("dump.sql")), Some(Format { form, software }));
    hear_text(dump, form, software)
}

fn has(roles: &[Role], member: &str, rank: Rank, section: Option<&str>) -> bool {
    let section = section.map(id);
    roles.iter().any(|role| role.member == id(member) && role.rank == rank && role.section == section)
}

#[test]
fn mybb() {
    let dump = r#"-- phpMyAdmin SQL Dump
CREATE TABLE `mybb_datacache` (`title` varchar(50), `cache` mediumtext);
INSERT INTO `mybb_datacache` VALUES ('version','a:2:{s:7:\"version\";s:6:\"1.8.38\";s:12:\"version_code\";i:1838;}');
INSERT INTO `mybb_banned` (`uid`, `gid`, `oldgroup`, `admin`, `dateline`, `bantime`, `lifted`, `reason`) VALUES (5, 7, 2, 1, 1600000000, '---', 0, 'spam');
INSERT INTO `mybb_forums` (`fid`, `name`, `parentlist`, `pid`, `password`) VALUES (1,'Garden','1',0,''),(2,'Attic','1,2',1,''),(3,'Shed','3',0,'key');
INSERT INTO `mybb_forumpermissions` (`pid`, `fid`, `gid`, `canview`, `canviewthreads`) VALUES (1,2,2,0,0),(2,2,8,1,1);
INSERT INTO `mybb_moderators` (`mid`, `fid`, `id`, `isgroup`) VALUES (1,1,3,0),(2,2,8,1);
INSERT INTO `mybb_posts` (`pid`, `tid`, `replyto`, `fid`, `subject`, `uid`, `username`, `dateline`, `message`, `ipaddress`) VALUES
(10,1,0,1,'Beans',1,'Ann',1500000000,'First',X'c0000201'),(11,1,10,1,'RE: Beans',3,'Bob',1500000100,'[quote=\"Ann\" pid=\'10\' dateline=\'1500000000\']First[/quote]\nSecond',0x20010db8000000000000000000000001);
INSERT INTO `mybb_privatemessages` (`pmid`, `uid`, `toid`, `fromid`, `recipients`, `folder`, `subject`, `message`, `dateline`, `ipaddress`) VALUES
(1,3,3,1,'a:1:{s:2:\"to\";a:1:{i:0;s:1:\"3\";}}',1,'Seeds','Have some',1500000200,''),(2,1,3,1,'a:1:{s:2:\"to\";a:1:{i:0;s:1:\"3\";}}',2,'Seeds','Have some',1500000200,'');
INSERT INTO `mybb_threads` (`tid`, `fid`, `subject`, `uid`, `dateline`, `firstpost`) VALUES (1,1,'Beans',1,1500000000,10);
INSERT INTO `mybb_usergroups` (`gid`, `title`, `cancp`, `issupermod`, `isbannedgroup`, `canview`, `canviewthreads`) VALUES (2,'Registered',0,0,0,1,1),(4,'Administrators',1,1,0,1,1),(8,'Attic people',0,0,0,1,1);
INSERT INTO `mybb_users` (`uid`, `username`, `email`, `usergroup`, `additionalgroups`, `regdate`, `lastactive`, `timezone`, `regip`, `skype`) VALUES
(1,'Ann','a@example.org',4,'',1400000000,1500000000,'1',X'c0000202',''),(3,'Bob','b@example.org',2,'8',1400000001,1500000001,'-5','','bob.s');
"#;
    let (records, report) = recognised(dump, Form::Sql(Dialect::MySql), Software::MyBb);
    assert!(report.defects.is_empty(), "{:?}", defects(&records));
    assert_eq!(report.schema_version.as_deref(), Some("1.8.38"));
    let posts = all!(records, Post);
    assert_eq!((posts[1].reply_to.clone(), posts[1].quotes[0].post.clone()), (Some(id(10)), Some(id(10))));
    assert_eq!(posts[0].address.as_deref(), Some("192.0.2.1"));
    assert_eq!(posts[1].address.as_deref(), Some("2001:db8::1"));
    let gated: Vec<_> = all!(records, Section).into_iter().map(|section| section.gated).collect();
    assert_eq!(gated, [Some(false), Some(true), Some(true)]);
    let roles = all!(records, Role);
    assert!(has(&roles, "1", Rank::Administrator, None), "{roles:?}");
    assert!(has(&roles, "3", Rank::SectionModerator, Some("1")));
    assert!(has(&roles, "3", Rank::SectionModerator, Some("2")));
    assert!(has(&roles, "3", Rank::Trusted, Some("2")));
    let ban = roles.iter().find(|role| role.rank == Rank::Banned).unwrap();
    assert_eq!((ban.member.clone(), ban.by.clone(), ban.from.is_some()), (id(5), Some(id(1)), true));
    assert_eq!(report.counts.messages, 2, "each copy is given");
    let recipients = all!(records, Recipient);
    assert_eq!((recipients.len(), &recipients[0].member), (1, &id(3)), "and each recipient once");
    assert_eq!(all!(records, Contact)[0].value, "skype:bob.s");
}

#[test]
fn smf() {
    let dump = r#"-- MySQL dump 10.13
INSERT INTO `smf_attachments` (`id_attach`, `id_msg`, `id_member`, `attachment_type`, `filename`, `file_hash`, `size`, `downloads`) VALUES (1,7,2,0,'plan.png','abc',99,3),(2,7,2,3,'plan.png_thumb','abd',9,0);
INSERT INTO `smf_ban_groups` (`id_ban_group`, `name`, `ban_time`, `expire_time`, `reason`) VALUES (1,'x',1600000000,NULL,'rude');
INSERT INTO `smf_ban_items` (`id_ban`, `id_ban_group`, `id_member`) VALUES (1,1,9),(2,1,0);
INSERT INTO `smf_boards` (`id_board`, `id_parent`, `member_groups`, `name`) VALUES (1,0,'-1,0,2','Trains &amp; trams'),(2,1,'9','Signal box');
INSERT INTO `smf_member_logins` (`id_login`, `id_member`, `time`, `ip`, `ip2`) VALUES (1,2,1500000300,X'c0000209',NULL);
INSERT INTO `smf_membergroups` (`id_group`, `group_name`, `min_posts`) VALUES (1,'Administrator',-1),(4,'Newbie',0),(9,'Signalmen',-1);
INSERT INTO `smf_members` (`id_member`, `member_name`, `real_name`, `date_registered`, `id_group`, `additional_groups`, `last_login`, `email_address`, `is_activated`, `timezone`, `website_url`) VALUES
(1,'ann','Ann &quot;A&quot;',1400000000,1,'',1500000000,'a@example.org',1,'Europe/Brussels','https://example.org/?a=1&amp;b=2'),(2,'bob','Bob',1400000001,0,'4,9',0,'b@example.org',11,'','');
INSERT INTO `smf_messages` (`id_msg`, `id_topic`, `id_board`, `poster_time`, `id_member`, `subject`, `poster_ip`, `body`) VALUES
(7,1,1,1500000000,1,'Timetable','192.0.2.1','Line 1<br>a &lt; b'),(8,1,1,1500000100,2,'Re: Timetable','192.0.2.2','[quote author=Ann &quot;A&quot; link=msg=7 date=1500000000]Line 1[/quote]<br />Late &#039;again&#039;');
INSERT INTO `smf_moderators` (`id_board`, `id_member`) VALUES (1,2);
INSERT INTO `smf_personal_messages` (`id_pm`, `id_pm_head`, `id_member_from`, `msgtime`, `subject`, `body`) VALUES (1,1,1,1500000200,'Hi','there');
INSERT INTO `smf_pm_recipients` (`id_pm`, `id_member`, `bcc`) VALUES (1,2,0),(1,9,1);
INSERT INTO `smf_settings` (`variable`, `value`) VALUES ('smfVersion','2.1.4');
INSERT INTO `smf_themes` (`id_member`, `id_theme`, `variable`, `value`) VALUES (2,1,'cust_loca','Ghent'),(2,1,'cust_skype','bob'),(2,1,'show_board_desc','1');
INSERT INTO `smf_topics` (`id_topic`, `id_board`, `id_first_msg`, `id_member_started`) VALUES (1,1,7,1);
INSERT INTO `smf_user_likes` (`id_member`, `content_type`, `content_id`, `like_time`) VALUES (1,'msg',8,1500000400),(1,'album',3,1500000500);
-- Dump completed on 2024-01-01
"#;
    let (records, report) = recognised(dump, Form::Sql(Dialect::MySql), Software::Smf);
    assert!(report.defects.is_empty(), "{:?}", defects(&records));
    assert_eq!(report.schema_version.as_deref(), Some("2.1.4"));
    let members = all!(records, Member);
    assert_eq!(members[0].name, "Ann \"A\"");
    let posts = all!(records, Post);
    assert_eq!(posts[0].text, "Line 1\na < b");
    assert_eq!(posts[1].quotes[0].post, Some(id(7)));
    assert_eq!(posts[1].quotes[0].name.as_deref(), Some("Ann \"A\""));
    assert!(posts[1].text.ends_with("\nLate 'again'"));
    let roles = all!(records, Role);
    assert!(has(&roles, "1", Rank::Administrator, None), "{roles:?}");
    assert!(has(&roles, "2", Rank::Trusted, Some("2")));
    assert!(has(&roles, "2", Rank::SectionModerator, Some("1")));
    assert!(has(&roles, "2", Rank::Banned, None) && has(&roles, "9", Rank::Banned, None));
    assert!(!roles.iter().any(|role| role.stated == "Newbie"), "posts make no rank");
    let sections = all!(records, Section);
    assert_eq!((sections[0].name.as_str(), sections[0].gated), ("Trains & trams", Some(false)));
    assert_eq!(sections[1].gated, Some(true));
    let how: Vec<_> = all!(records, Recipient).into_iter().map(|recipient| recipient.how).collect();
    assert_eq!(how, [Reached::Addressed, Reached::BlindCopy]);
    assert_eq!((report.counts.reactions, report.counts.files), (1, 1));
    assert_eq!(all!(records, Login)[0].address.as_deref(), Some("192.0.2.9"));
    let contacts: Vec<_> = all!(records, Contact).into_iter().map(|contact| contact.value).collect();
    assert_eq!(contacts, ["https://example.org/?a=1&b=2", "location:Ghent", "skype:bob"]);
}

#[test]
fn discourse() {
    let dump = "--\n-- PostgreSQL database dump\n--\n
COPY public.categories (id, name, parent_category_id, read_restricted, color) FROM stdin;\n1\tRecipes\t\\N\tf\tfff\n2\tStaff kitchen\t\\N\tt\tfff\n\\.\n
COPY public.category_groups (id, category_id, group_id, permission_type) FROM stdin;\n1\t2\t41\t1\n\\.\n
COPY public.group_users (id, group_id, user_id, owner, created_at) FROM stdin;\n1\t41\t2\tf\t2020-01-02 03:04:05.678\n\\.\n
COPY public.groups (id, name, automatic) FROM stdin;\n41\tcooks\tf\n\\.\n
COPY public.post_actions (id, post_id, user_id, post_action_type_id, created_at) FROM stdin;\n1\t11\t1\t2\t2020-01-03 00:00:00\n2\t11\t1\t1\t2020-01-03 00:00:00\n\\.\n
COPY public.posts (id, user_id, topic_id, post_number, reply_to_post_number, raw, created_at) FROM stdin;
11\t1\t5\t1\t\\N\tSoup\\nwith leek\t2020-01-01 10:00:00.5
12\t2\t5\t2\t1\t[quote=\"ann, post:1, topic:5, full:true\"]\\nSoup\\n[/quote]\\nYes\t2020-01-01 11:00:00
13\t1\t6\t1\t\\N\tpsst\t2020-01-01 12:00:00\n\\.\n
COPY public.schema_migrations (version) FROM stdin;\n20240101000000\n20240301000000\n\\.\n
COPY public.topic_allowed_users (id, user_id, topic_id) FROM stdin;\n1\t2\t6\n\\.\n
COPY public.topics (id, title, created_at, user_id, category_id, archetype) FROM stdin;\n5\tSoup\t2020-01-01 10:00:00\t1\t1\tregular\n6\tA word\t2020-01-01 12:00:00\t1\t\\N\tprivate_message\n\\.\n
COPY public.upload_references (id, upload_id, target_type, target_id) FROM stdin;\n1\t9\tPost\t11\n2\t9\tUser\t1\n\\.\n
COPY public.uploads (id, user_id, original_filename, filesize, url, created_at, sha1) FROM stdin;\n9\t1\tsoup.jpg\t1234\t/u/x.jpg\t2020-01-01 09:59:00\tDA39A3EE5E6B4B0D3255BFEF95601890AFD80709\n\\.\n
COPY public.user_auth_tokens (id, user_id, client_ip, user_agent, created_at) FROM stdin;\n1\t1\t192.0.2.4\tBrowser\t2020-01-01 09:00:00\n\\.\n
COPY public.user_emails (id, user_id, email, \"primary\") FROM stdin;\n1\t1\ta@example.org\tt\n\\.\n
COPY public.user_histories (id, action, acting_user_id, target_user_id, created_at) FROM stdin;\n1\t34\t1\t2\t2020-02-02 00:00:00\n\\.\n
COPY public.user_profiles (user_id, location, website, bio_raw) FROM stdin;\n1\tUtrecht\thttps://example.org\t\\N\n\\.\n
COPY public.users (id, username, username_lower, created_at, last_seen_at, admin, moderator, trust_level, ip_address) FROM stdin;\n1\tAnn\tann\t2019-01-01 00:00:00\t2020-01-05 00:00:00\tt\tf\t4\t192.0.2.5\n2\tBob\tbob\t2019-01-02 00:00:00\t\\N\tf\tt\t1\t\\N\n\\.\n
--\n-- PostgreSQL database dump complete\n--\n";
    let (records, report) = recognised(dump, Form::Sql(Dialect::Postgres), Software::Discourse);
    assert!(report.defects.is_empty(), "{:?}", defects(&records));
    assert_eq!(report.schema_version.as_deref(), Some("20240301000000"));
    let posts = all!(records, Post);
    assert_eq!((posts[1].reply_to_number, posts[1].number), (Some(1), Some(2)));
    assert_eq!(posts[1].quotes[0].numbered, Some((id(5), 1)));
    assert_eq!(posts[1].quotes[0].name.as_deref(), Some("ann"));
    assert!(all!(records, Topic)[1].private);
    assert_eq!(all!(records, Recipient)[0].message, id(6));
    let roles = all!(records, Role);
    assert!(has(&roles, "1", Rank::Administrator, None), "{roles:?}");
    assert!(has(&roles, "2", Rank::Trusted, Some("2")));
    let moderator = roles.iter().find(|role| role.rank == Rank::Moderator).unwrap();
    assert_eq!(
        (moderator.member.clone(), moderator.by.clone(), moderator.from.is_some()),
        (id(2), Some(id(1)), true)
    );
    let files = all!(records, File);
    assert_eq!((files.len(), files[0].post.clone()), (2, Some(id(11))));
    assert_eq!(files[1].sha1.as_deref(), Some("da39a3ee5e6b4b0d3255bfef95601890afd80709"));
    assert_eq!(all!(records, Member)[0].stated_place.as_deref(), Some("Utrecht"));
    assert_eq!((report.counts.reactions, report.counts.logins), (1, 2));
    let email = Contact { member: id(1), kind: ContactKind::Email, value: "a@example.org".to_owned() };
    assert!(all!(records, Contact).contains(&email));
    assert_eq!(report.unknown_columns.get("categories"), Some(&["color".to_owned()].into()));
}

const EVENTS: &[(&str, &str)] = &[
    (
        "$1",
        r#"{"type":"m.room.power_levels","room_id":"!a:s","sender":"@ann:s","origin_server_ts":1600000000000,"content":{"users":{"@ann:s":100}}}"#,
    ),
    (
        "$2",
        r#"{"type":"m.room.power_levels","room_id":"!a:s","sender":"@ann:s","origin_server_ts":1600000200000,"content":{"users":{"@ann:s":100,"@bob:s":50}}}"#,
    ),
    (
        "$3",
        r#"{"type":"m.room.message","room_id":"!a:s","sender":"@ann:s","origin_server_ts":1600000300123,"content":{"msgtype":"m.text","body":"It's the 9:15 \\ \"late\""}}"#,
    ),
    (
        "$4",
        r#"{"type":"m.room.message","room_id":"!a:s","sender":"@eve:far","origin_server_ts":1600000400000,"content":{"msgtype":"m.image","body":"map.png","url":"mxc://far/XYZ","info":{"size":77},"m.relates_to":{"m.in_reply_to":{"event_id":"$3"}}}}"#,
    ),
    (
        "$5",
        r#"{"type":"m.reaction","room_id":"!a:s","sender":"@bob:s","origin_server_ts":1600000500000,"content":{"m.relates_to":{"rel_type":"m.annotation","event_id":"$3","key":"\ud83d\ude82"}}}"#,
    ),
    (
        "$6",
        r#"{"type":"m.room.encrypted","room_id":"!a:s","sender":"@bob:s","origin_server_ts":1600000600000,"content":{"algorithm":"m.megolm.v1.aes-sha2","ciphertext":"x"}}"#,
    ),
    (
        "$7",
        r#"{"type":"m.room.member","room_id":"!a:s","sender":"@ann:s","state_key":"@eve:far","origin_server_ts":1600000100000,"content":{"membership":"invite","displayname":"Eve"}}"#,
    ),
    (
        "$8",
        r#"{"type":"m.room.name","room_id":"!a:s","sender":"@ann:s","state_key":"","origin_server_ts":1600000050000,"content":{"name":"Rails"}}"#,
    ),
    ("$9", r#"not json"#),
];

fn check_synapse(records: &[Record], report: &Report) {
    assert_eq!(report.schema_version.as_deref(), Some("83"));
    assert_eq!(report.defects.get(&DefectKind::Encrypted), Some(&1), "{:?}", defects(records));
    assert_eq!(report.defects.get(&DefectKind::Malformed), Some(&1));
    let posts = all!(records, Post);
    assert_eq!(posts.iter().map(|post| post.id.0.as_str()).collect::<Vec<_>>(), ["$3", "$4", "$6"]);
    assert_eq!(posts[0].text, "It's the 9:15 \\ \"late\"");
    assert_eq!(posts[0].at.unwrap().to_string(), "2020-09-13T12:31:40.123Z");
    assert_eq!(posts[1].reply_to, Some(id("$3")));
    assert_eq!(posts[2].more["encrypted"], "m.megolm.v1.aes-sha2");
    let section = all!(records, Section).remove(0);
    assert_eq!((section.name.as_str(), section.gated), ("Rails", Some(true)));
    let names: Vec<_> = all!(records, Member).into_iter().map(|member| (member.id.0, member.name)).collect();
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(names, [pair("@ann:s", "Ann"), pair("@bob:s", "@bob:s"), pair("@eve:far", "Eve")]);
    let roles = all!(records, Role);
    let bob = roles.iter().find(|role| role.member == id("@bob:s")).unwrap();
    assert_eq!((bob.rank, bob.by.clone()), (Rank::SectionModerator, Some(id("@ann:s"))));
    assert_eq!(bob.from.unwrap().0.as_second(), 1_600_000_200);
    let invited = roles.iter().find(|role| role.stated == "invite").unwrap();
    assert_eq!((invited.member.clone(), invited.by.clone()), (id("@eve:far"), Some(id("@ann:s"))));
    assert_eq!(all!(records, Reaction)[0].kind, "\u{1f682}");
    let file = all!(records, File).remove(0);
    assert_eq!((file.id, file.size_bytes, file.post), (id("XYZ"), Some(77), Some(id("$4"))));
    assert_eq!(all!(records, Login)[0].address.as_deref(), Some("192.0.2.8"));
}

#[test]
fn synapse_by_the_text_of_its_database() {
    let mut dump = "--\n-- PostgreSQL database dump\n--\n\nCOPY public.event_json (event_id, room_id, internal_metadata, json, format_version) FROM stdin;\n".to_owned();
    for (event, json) in EVENTS {
        dump.push_str(&format!("{event}\t!a:s\t{{}}\t{}\t3\n", json.replace('\\', "\\\\")));
    }
    dump.push_str("\\.\nCOPY public.profiles (user_id, displayname, avatar_url, full_user_id) FROM stdin;\nann\tAnn\t\\N\t@ann:s\n\\.\n\
        COPY public.rooms (room_id, is_public, creator, room_version) FROM stdin;\n!a:s\tf\t@ann:s\t6\n\\.\n\
        COPY public.schema_version (lock, version, upgraded) FROM stdin;\nX\t83\tt\n\\.\n\
        COPY public.user_ips (user_id, access_token, device_id, ip, user_agent, last_seen) FROM stdin;\n@ann:s\tt\tD\t192.0.2.8\tApp\t1600000000000\n\\.\n\
        COPY public.users (name, password_hash, creation_ts, admin, is_guest) FROM stdin;\n@ann:s\tx\t1590000000\t1\t0\n@bob:s\tx\t1590000001\t0\t0\n\\.\n\
        --\n-- PostgreSQL database dump complete\n--\n");
    let (records, report) = recognised(&dump, Form::Sql(Dialect::Postgres), Software::Synapse);
    check_synapse(&records, &report);
}

#[test]
fn synapse_by_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("home server.db");
    let database = rusqlite::Connection::open(&path).unwrap();
    database
        .execute_batch(
            "CREATE TABLE event_json (event_id TEXT, room_id TEXT, internal_metadata TEXT, json TEXT, format_version INTEGER);
             CREATE TABLE profiles (user_id TEXT, displayname TEXT, avatar_url TEXT, full_user_id TEXT);
             CREATE TABLE rooms (room_id TEXT, is_public BOOL, creator TEXT, room_version TEXT);
             CREATE TABLE schema_version (lock CHAR, version INTEGER, upgraded BOOL);
             CREATE TABLE user_ips (user_id TEXT, access_token TEXT, device_id TEXT, ip TEXT, user_agent TEXT, last_seen BIGINT);
             CREATE TABLE users (name TEXT, password_hash TEXT, creation_ts BIGINT, admin SMALLINT, is_guest SMALLINT);
             CREATE TABLE \"odd \"\"name\" (a INTEGER);
             CREATE VIRTUAL TABLE words USING fts5(a);
             INSERT INTO profiles VALUES ('ann','Ann',NULL,'@ann:s');
             INSERT INTO rooms VALUES ('!a:s',0,'@ann:s','6');
             INSERT INTO schema_version VALUES ('X',83,1);
             INSERT INTO user_ips VALUES ('@ann:s','t','D','192.0.2.8','App',1600000000000);
             INSERT INTO users VALUES ('@ann:s','x',1590000000,1,0),('@bob:s','x',1590000001,0,0);
             INSERT INTO \"odd \"\"name\" VALUES (1),(2);",
        )
        .unwrap();
    for (event, json) in EVENTS {
        database.execute("INSERT INTO event_json VALUES (?1,'!a:s','{}',?2,3)", (event, json)).unwrap();
    }
    drop(database);
    let head = std::fs::read(&path).unwrap();
    let format = Format { form: Form::Sqlite, software: Software::Synapse };
    assert_eq!(recognise(&head, &path), Some(format));
    let mut records = Vec::new();
    let hear = &mut |record| {
        records.push(record);
        ControlFlow::Continue(())
    };
    let report = read_path(&path, format, hear).unwrap();
    assert_eq!(report.tables["odd \"name"].rows, 2);
    check_synapse(&records, &report);

    std::fs::write(folder.path().join("home server.db-wal"), b"x").unwrap();
    let error = read_path(&path, format, &mut |_| ControlFlow::Continue(())).unwrap_err();
    assert!(error.to_string().contains("write-ahead log"), "{error}");
    let broken = folder.path().join("cut.db");
    std::fs::write(&broken, &head[..head.len() / 2]).unwrap();
    // A database cut in two is refused or gives defects; it never fails otherwise.
    if let Ok(report) = read_path(&broken, format, &mut |_| ControlFlow::Continue(())) {
        assert!(!report.defects.is_empty());
    }
    assert_eq!(recognise(b"SQLite format 3\0", Path::new("/nowhere/at/all")), None);
}

#[test]
fn logs_of_irc() {
    let irssi = "--- Log opened Sun Jan 01 09:00:00 2023\n\
        09:01 -!- ann [~a@192.0.2.1] has joined #garden\n\
        09:02 -!- mode/#garden [+o Bob] by ann\n\
        09:03 <@Bob> Hello all\n09:04 < ann> bob: hi there\n09:05  * ann waters the beans\n\
        --- Day changed Mon Jan 02 2023\n09:06 -!- mode/#garden [-o Bob] by ann\n09:07 -!- ann is now known as anna\n\
        09:08 -!- eve was kicked from #garden by Bob [spam]\n";
    let (records, report) = recognised(irssi, Form::Log(IrcLog::Irssi), Software::Own);
    let posts = all!(records, Post);
    assert_eq!(
        posts.iter().map(|post| post.text.as_str()).collect::<Vec<_>>(),
        ["Hello all", "bob: hi there", "waters the beans"]
    );
    assert_eq!(posts[1].quotes[0].member, Some(id("bob")));
    assert_eq!(posts[0].at.unwrap().to_string(), "2023-01-01T09:03:00Z");
    let operator = all!(records, Role).into_iter().find(|role| role.rank == Rank::SectionModerator).unwrap();
    assert_eq!(
        (operator.member, operator.by, operator.section),
        (id("bob"), Some(id("ann")), Some(id("#garden")))
    );
    assert_eq!(operator.until.unwrap().to_string(), "2023-01-02T09:06:00Z");
    assert_eq!(all!(records, Login)[0].address.as_deref(), Some("~a@192.0.2.1"));
    assert_eq!(report.defects.get(&DefectKind::Incomplete), Some(&1), "the zone is not known");

    let weechat = "2023-01-01 10:00:00\t-->\tann (~a@192.0.2.1) has joined #rails\n\
        2023-01-01 10:00:05\t@bob\tthe 9:15\tis late\n2023-01-01 10:00:06\tann\tbob, again\n";
    let (records, _) = recognised(weechat, Form::Log(IrcLog::Weechat), Software::Own);
    let posts = all!(records, Post);
    assert_eq!((posts[0].text.as_str(), posts[0].member.clone()), ("the 9:15\tis late", Some(id("bob"))));
    assert_eq!(posts[1].quotes.len(), 1);

    let znc = "[2023-01-01 10:00:00] *** Joins: ann (~a@host.example)\n[2023-01-01 10:00:01] <ann> hi\n\
        [2023-01-01 10:00:02] *** ann sets mode: +o bob\n[2023-01-01 10:00:03] <bob> thanks\n";
    let (records, report) = recognised(znc, Form::Log(IrcLog::Bracketed), Software::Own);
    assert_eq!((report.counts.posts, report.counts.members, report.counts.roles), (2, 2, 1));
    assert_eq!(all!(records, Role)[0].by, Some(id("ann")));
}

#[test]
fn our_own_form_as_csv() {
    let members = "\u{feff}id;name;registered;Favourite\n1;\"Ann; \"\"A\"\"\";2020-01-02T03:04:05Z;fern\n2;\"Bob\nB\";1600000000;\n3;x\n";
    let format = recognise(members.as_bytes(), Path::new("x/members.csv")).unwrap();
    assert_eq!(format, Format { form: Form::Csv(OwnTable::Members), software: Software::Own });
    let (records, report) = hear_text(members, format.form, Software::Own);
    let found = all!(records, Member);
    assert_eq!(found.iter().map(|member| member.name.as_str()).collect::<Vec<_>>(), ["Ann; \"A\"", "Bob\nB"]);
    assert_eq!((found[0].more["favourite"].as_str(), found[0].registered.is_some()), ("fern", true));
    assert_eq!(report.defects[&DefectKind::Malformed], 1);
    let (records, _) = hear_text("a,b\n1,2\n", Form::Csv(OwnTable::Posts), Software::Own);
    assert!(defects(&records)[0].contains("does not have the columns of posts"));

    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("members.csv"), members).unwrap();
    std::fs::write(
        folder.path().join("posts.csv"),
        "id,text,member,at\n7,\"[quote=Ann user_id=1]x[/quote]\",2,1600000000\n",
    )
    .unwrap();
    std::fs::write(folder.path().join("roles.csv"), "member,rank,stated\n1,administrator,boss\n2,king,\n")
        .unwrap();
    let format = recognise(b"", folder.path()).unwrap();
    let mut records = Vec::new();
    let hear = &mut |record| {
        records.push(record);
        ControlFlow::Continue(())
    };
    let report = read_path(folder.path(), format, hear).unwrap();
    assert_eq!((report.counts.members, report.counts.posts, report.counts.roles), (2, 1, 1));
    assert_eq!(all!(records, Post)[0].quotes[0].member, Some(id(1)));
    assert!(
        defects(&records).iter().any(|text| text.contains("its rank is none of")),
        "{:?}",
        defects(&records)
    );
}
